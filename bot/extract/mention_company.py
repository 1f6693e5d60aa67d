"""What a first judgement of a text's stretches says about each of them: what the same words, their neighbours and the
article's other titles were taken for.

Owns the evidence for judging once more. Refuses to decide (see mentions).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.extract.mention_evidence import Candidate, Tokens

_NOTHING: Final = "nothing"
_MARKS: Final = frozenset("\"“”‘’'«»„")
_NEAR: Final = 60
"""Tokens to the next name on each side that are looked at."""


def look_at_company(
    tokens: Tokens, candidates: Sequence[Candidate], judged: Iterable[tuple[int, str]]
) -> list[list[str]]:
    """The evidence about each candidate, given the kinds that some of them were judged to be."""
    return list(_Company(tokens, candidates, list(judged)).describe())


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
        for number, kind in judged:
            each = candidates[number]
            for at in range(each.first, each.last):
                self._at[at] = each.first, each.last, kind
            self._kinds[self._key(each)][kind] += 1
            for word in set(tokens.lowered[each.first : each.last]):
                self._parts[word][kind] += 1
            if kind == "show":
                marked[self._is_marked(each)] += 1
        self._style = (
            "none" if not marked else "marked" if not marked[False] else "mixed" if marked[True] else "plain"
        )

    def _key(self, each: Candidate) -> str:
        return " ".join(self._tokens.lowered[each.first : each.last])

    def _is_marked(self, each: Candidate) -> bool:
        return each.first > 0 and self._tokens.texts[each.first - 1] in _MARKS

    def describe(self) -> Iterator[list[str]]:
        for each in self._candidates:
            yield list(self._describe(each))

    def _describe(self, each: Candidate) -> Iterator[str]:
        own = self._own(each)
        yield f"was {own}"
        mark = self._is_marked(each)
        yield f"style {self._style} {mark}"
        yield f"style {self._style} {mark} {own}"
        kinds = self._kinds.get(self._key(each), Counter())
        alike = sum(kinds.values()) - (kinds[own] > 0)
        for kind, count in kinds.items():
            count -= kind == own
            if count:
                yield f"elsewhere {kind} {own}"
                yield f"elsewhere {kind} {'all' if count == alike else 'some'} {min(3, count)}"
        length = each.last - each.first
        words = self._tokens.lowered[each.first : each.last]
        for place, word in (("first", words[0]), ("last", words[-1])):
            for kind, count in self._parts.get(word, Counter()).items():
                count -= kind == own
                if count > 0:
                    yield f"{place} word in {kind} {own}"
                    yield f"{place} word in {kind} {min(3, length)}"
        left, right = list(self._beside(each.first, -1)), list(self._beside(each.last, 1))
        yield from (f"left {left[0]}", f"left {left[1]} {left[0]}", f"left {left[2]} {left[1]} {left[0]}")
        yield from (
            f"right {right[0]}",
            f"right {right[0]} {right[1]}",
            f"right {right[0]} {right[1]} {right[2]}",
        )
        yield f"around {left[0]} _ {right[0]}"
        yield f"around {left[1]} {left[0]} _ {right[0]} {right[1]}"
        yield f"left {left[0]} was {own}"
        yield f"right {right[0]} was {own}"
        yield f"around {left[0]} _ {right[0]} was {own}"
        for side, found in (
            ("left", self._next_kind(each.first - 1, -1)),
            ("right", self._next_kind(each.last, 1)),
        ):
            yield f"next {side} {found}"
            yield f"next {side} {found} was {own}"

    def _own(self, each: Candidate) -> str:
        spans = {self._at[at] for at in range(each.first, each.last)}
        if spans == {None}:
            return _NOTHING
        exact = next(
            (kind for first, last, kind in filter(None, spans) if (first, last) == (each.first, each.last)),
            None,
        )
        if exact:
            return exact
        kinds = sorted({kind for _, _, kind in filter(None, spans)})
        inside = len(spans) == 1
        return f"{'part of' if inside else 'across'} {kinds[0]}"

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
