"""What a first judgement of a text's stretches says about each of them: what the same words, their neighbours and the
article's other titles were taken for.

Owns the evidence for judging once more. Refuses to decide (see mentions).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.extract.evidence_model import Evidence
from bot.extract.find.mention_evidence import Candidate, Tokens

_NOTHING: Final = "nothing"
_MARKS: Final = frozenset("\"“”‘’'«»„")
_NONE: Final = Counter[str]()
_NEAR: Final = 60
"""Tokens to the next name on each side that are looked at."""


def look_at_company(
    tokens: Tokens, candidates: Sequence[Candidate], judged: Iterable[tuple[int, str]]
) -> list[Evidence]:
    """The evidence about each candidate, given the kinds that some of them were judged to be."""
    return list(_Company(tokens, candidates, list(judged)).describe())


@lru_cache(maxsize=4096)
def _tell_kinds(own: str, style: str, left: str, right: str) -> tuple[str, ...]:
    """What a stretch was taken for, how shows are set and what the next mentions are, all of it together."""
    facts = style, f"next left {left}", f"next right {right}"
    return f"was {own}", f"{style} {own}", *facts, *(f"{each} was {own}" for each in facts[1:])


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands before or behind stretches."""

    symbols: tuple[str, str]
    kind: str
    """That of the next mention."""
    evidence: tuple[str, ...]


class _Company:
    def __init__(
        self, tokens: Tokens, candidates: Sequence[Candidate], judged: list[tuple[int, str]]
    ) -> None:
        self._tokens = tokens
        self._candidates = candidates
        self._at: list[tuple[int, int, str] | None] = [None] * len(tokens.texts)
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._parts: dict[str, Counter[str]] = defaultdict(Counter)
        marked = Counter[bool]()
        self._heads = Counter(each.layout for each in candidates if each.layout)
        self._titled: Counter[str] = Counter()
        for number, kind in judged:
            each = candidates[number]
            for at in range(each.first, each.last):
                self._at[at] = each.first, each.last, kind
            self._kinds[self._key(each)][kind] += 1
            for word in set(tokens.lowered[each.first : each.last]):
                self._parts[word][kind] += 1
            if kind == "show":
                self._titled[each.layout] += 1
                marked[self._is_marked(each)] += 1
        self._style = (
            "none" if not marked else "marked" if not marked[False] else "mixed" if marked[True] else "plain"
        )

    def _key(self, each: Candidate) -> str:
        return " ".join(self._tokens.lowered[each.first : each.last])

    def _is_marked(self, each: Candidate) -> bool:
        return each.first > 0 and self._tokens.texts[each.first - 1] in _MARKS

    def describe(self) -> Iterator[Evidence]:
        candidates = self._candidates
        lefts = {first: self._look(first, -1) for first in {each.first for each in candidates}}
        rights = {last: self._look(last, 1) for last in {each.last for each in candidates}}
        known: dict[tuple[str, str], list[str]] = {}
        for each in candidates:
            own, key = self._own(each), self._key(each)
            if (key, own) not in known:
                known[key, own] = [*self._find_elsewhere(key, own), *self._find_parts(each, own)]
            left, right = lefts[each.first], rights[each.last]
            around = f"around {left.symbols[0]} _ {right.symbols[0]}"
            further = f"around {left.symbols[1]} {left.symbols[0]} _ {right.symbols[0]} {right.symbols[1]}"
            own_too = [f"{fact} was {own}" for fact in (around, left.evidence[0], right.evidence[0])]
            style = f"style {self._style} {self._is_marked(each)}"
            yield (
                [around, further, *own_too],
                _tell_kinds(own, style, left.kind, right.kind),
                left.evidence,
                right.evidence,
                known[key, own],
                *([self._tell_layout(each.layout, own)] if each.layout else []),
            )

    def _tell_layout(self, layout: str, own: str) -> tuple[str, ...]:
        """Whether the other headings that are set alike were taken for shows."""
        others = self._heads[layout] - 1
        titled = self._titled[layout] - (own == "show")
        share = (
            "none"
            if not titled
            else "all"
            if titled == others
            else "most"
            if 2 * titled >= others
            else "some"
        )
        return f"heads {share} of {min(4, others)}", f"heads {share} was {own}", f"heads {share} {layout}"

    def _find_elsewhere(self, key: str, own: str) -> Iterator[str]:
        """What the same words were taken for elsewhere."""
        kinds = self._kinds.get(key, _NONE)
        alike = sum(kinds.values()) - (kinds[own] > 0)
        for kind, count in kinds.items():
            count -= kind == own
            if count:
                yield f"elsewhere {kind} {own}"
                yield f"elsewhere {kind} {'all' if count == alike else 'some'} {min(3, count)}"

    def _find_parts(self, each: Candidate, own: str) -> Iterator[str]:
        """What the first and the last word were taken for elsewhere."""
        length = each.last - each.first
        words = self._tokens.lowered
        for place, word in (("first", words[each.first]), ("last", words[each.last - 1])):
            for kind, count in self._parts.get(word, _NONE).items():
                count -= kind == own
                if count > 0:
                    yield f"{place} word in {kind} {own}"
                    yield f"{place} word in {kind} {min(3, length)}"

    def _own(self, each: Candidate) -> str:
        spans = set(self._at[each.first : each.last])
        if spans == {None}:
            return _NOTHING
        judged = [span for span in spans if span]
        exact = next((kind for *span, kind in judged if span == [each.first, each.last]), None)
        if exact:
            return exact
        return f"{'part of' if len(spans) == 1 else 'across'} {min(kind for _, _, kind in judged)}"

    def _look(self, at: int, step: int) -> _Side:
        """What stands before a place, or behind it."""
        one, two, three = self._beside(at, step)
        kind = self._next_kind(at - 1 if step < 0 else at, step)
        if step < 0:
            return _Side((one, two), kind, (f"left {one}", f"left {two} {one}", f"left {three} {two} {one}"))
        return _Side((one, two), kind, (f"right {one}", f"right {one} {two}", f"right {one} {two} {three}"))

    def _beside(self, at: int, step: int) -> Iterator[str]:
        """Three symbols beside a stretch: words, and the kinds of the mentions there. Marks are passed over."""
        texts, numbers = self._tokens.lowered, self._tokens.sentence
        here = at - 1 if step < 0 else at
        sentence = numbers[at] if step < 0 else numbers[at - 1]
        given = 0
        while given < 3:
            if not 0 <= here < len(texts) or numbers[here] != sentence:
                yield from ["^" if step < 0 else "$"] * (3 - given)
                return
            span = self._at[here]
            if span is not None:
                yield span[2].upper()
                here = span[0] - 1 if step < 0 else span[1]
                given += 1
                continue
            if texts[here] not in _MARKS:
                yield texts[here]
                given += 1
            here += step

    def _next_kind(self, here: int, step: int) -> str:
        texts, numbers = self._tokens.texts, self._tokens.sentence
        sentence = numbers[here + 1] if step < 0 else numbers[here - 1]
        for at in range(here, here + step * _NEAR, step):
            if not 0 <= at < len(texts) or numbers[at] != sentence:
                break
            if (span := self._at[at]) is not None:
                return span[2]
        return "edge"
