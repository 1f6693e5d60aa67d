"""Names in a text that is no question: whom and what somebody's message speaks of, sentence by sentence.

Owns finding them and writing each sentence anew with the names as they are known. Stricter than with questions,
because nobody asked: a word of everyday language is no title, and nothing is matched that is not spelled right.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.names import NameIndex
from bot.questions.linking import NameSpan, find_names
from bot.questions.question import MAX_QUESTION
from bot.questions.vocabulary import weigh_relations
from bot.questions.words import Words, split_words

_MOST_SENTENCES = 60
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_MONTH = re.compile(rf"\b(?:{'|'.join(month.lower() for month in calendar.month_name[1:])})\b(?=,? \d)")
"""A month in small letters, before a day or a year: without one it may well be a verb."""
_NOT_SAID = frozenset(
    "not no never isnt arent wasnt werent doesnt dont didnt hasnt havent wont cant if unless hope wish".split()
)
"""Words that make a sentence say something else than its names and its verb do."""


@dataclass(frozen=True, slots=True)
class NamedHere:
    """Who or what a run of words names; several where they may mean more than one."""

    text: str
    entities: tuple[Entity, ...]

    @property
    def entity(self) -> Entity | None:
        """The one that is meant."""
        return self.entities[0] if len(self.entities) == 1 else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a message, with the names in it."""

    text: str
    """As it would stand in an article: every name in the spelling that is known best."""
    names: tuple[NamedHere, ...]
    relation: str | None
    """What its words are about."""
    season: int | None
    asks: bool
    """Whether it asks, denies or wishes, and so says nothing that can be compared."""

    def find(self, kind: Kind) -> Entity | None:
        """The first of a kind that it names."""
        return next((each.entity for each in self.names if each.entity and each.entity.kind is kind), None)


def read_mentions(text: str, names: NameIndex) -> tuple[Sentence, ...]:
    """The sentences of a message."""
    sentences = tuple(_read_sentences(text, names, lower=False))
    if any(sentence.names for sentence in sentences):
        return sentences
    # "hellbound was great": a title in small letters may be any word, so that it counts where nothing else does.
    return tuple(_read_sentences(text, names, lower=True))


def _read_sentences(text: str, names: NameIndex, *, lower: bool) -> Iterator[Sentence]:
    for piece in _SENTENCE_END.split(text)[:_MOST_SENTENCES]:
        words = split_words(piece[:MAX_QUESTION])
        if words.tokens:
            yield _read_sentence(piece, words, names, lower=lower)


def _read_sentence(piece: str, words: Words, names: NameIndex, *, lower: bool) -> Sentence:
    spans = _keep_apart([span for span in find_names(words, names) if _tells(span, words, lower=lower)])
    taken = [any(span.start <= at < span.end for span in spans) for at in range(len(words.tokens))]
    relations = weigh_relations(words.cues, taken)
    asks = words.asks_yes_or_no or piece.rstrip().endswith("?") or not _NOT_SAID.isdisjoint(words.free(taken))
    return Sentence(
        _write_anew(words, spans),
        tuple(NamedHere(_raw(words, span), span.of_kind(span.kinds[0])) for span in spans),
        relations[0][0] if relations else None,
        words.season.season if words.season is not None else None,
        asks,
    )


def _tells(span: NameSpan, words: Words, *, lower: bool) -> bool:
    """Whether a run of words can be taken for a name though nobody asked about it."""
    strange = not all(words.explained[span.start : span.end])
    if span.kinds[0] is Kind.TOPIC:
        return strange
    typed_as_name = any(words.raw[at][:1].isupper() for at in words.raw_at[span.start : span.end])
    if span.end - span.start > 1:
        return strange or typed_as_name
    # "aouad" stands for more than one word, so that it is none of everyday language.
    stands_for_more = " " in span.candidates[0].name
    other_script = not words.raw[words.raw_at[span.start]].isascii()
    return strange and (typed_as_name or lower or stands_for_more or other_script)


def _keep_apart(spans: list[NameSpan]) -> list[NameSpan]:
    """The heaviest of spans that overlap, from left to right."""
    kept: list[NameSpan] = []
    for span in sorted(spans, key=lambda span: (-span.weight, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _raw(words: Words, span: NameSpan) -> str:
    return " ".join(words.raw[words.raw_at[span.start] : words.raw_at[span.end - 1] + 1])


def _write_anew(words: Words, spans: list[NameSpan]) -> str:
    """The sentence as an article would put it: "aouad s2" is "All of Us Are Dead season 2"."""
    instead: dict[int, tuple[int, str]] = {}
    for span in spans:
        first, last = words.raw_at[span.start], words.raw_at[span.end - 1]
        if len(span.of_kind(span.kinds[0])) == 1 and span.kinds[0] is not Kind.TOPIC:
            instead[first] = (last, span.candidates[0].name + _mark_behind(words.raw[last]))
    season = words.season
    if season is not None:
        first, last = words.raw_at[season.start], words.raw_at[season.end - 1]
        if not any(first <= end and start <= last for start, (end, _) in instead.items()):
            instead[first] = (last, f"season {season.season}{_mark_behind(words.raw[last])}")
    written: list[str] = []
    at = 0
    while at < len(words.raw):
        last, text = instead.get(at, (at, words.raw[at]))
        written.append(text)
        at = last + 1
    return _MONTH.sub(lambda month: month[0].capitalize(), " ".join(written))


def _mark_behind(raw: str) -> str:
    """What stands behind a word and is no part of it: "'s", a comma, a full stop."""
    marks = re.search(r"(?:['’]s)?[.,;:!?…)\"”]*$", raw)
    return marks[0] if marks else ""
