"""The way of a question: words, names, what is asked, readings; then which readings are meant.

    words.py      the words as they were typed
    sentences.py  which of the sentences asks
    linking.py    every run of words that spells a name, or nearly does
    asked.py      what the wording asks for, by cues and by the classifier, its names masked
    tied.py       slips and parts of names that belong to a work which is named
    leftover.py   what neither names nor language explain
    readings.py   the ways to put names and a relation together, each with its score
    slots.py      the same where more is said than is asked
    context.py    what a follow-up leaves out

Owns the choice between readings, and what is made of a question that names nobody who is known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity
from bot.facts.scope import WHOLE
from bot.names import NameIndex
from bot.questions.asked import SMALL_TALK, SOURCE, Asked, cover, judge
from bot.questions.classifier import is_everyday
from bot.questions.context import carry_over, find_kind_of_she
from bot.questions.dates import find_date
from bot.questions.leftover import (
    find_strange,
    find_unmet_object,
    find_unmet_role,
    find_unmet_work,
    is_something_else,
)
from bot.questions.linking import MOST_OFFERED, NameSpan, as_entity, find_names, guess_names, is_shared
from bot.questions.meanings import BeyondVocabulary, Meaning, Slot, SmallTalk, UnclearName
from bot.questions.question import Question
from bot.questions.readings import CUE, YEAR, Reading, ask, find_role, read_all
from bot.questions.seasons import find_ordinal
from bot.questions.slots import fill_slots
from bot.questions.tied import link_tied
from bot.questions.vocabulary import KINDS_OF_WORK, OVERVIEW, weigh_relations
from bot.questions.words import Words, asks_for_works, mend_cues, split_words

_MOST_READINGS = 4
_CLOSE = 0.4
_ENOUGH = 0.8
_SURE = 1.0
_OUTRIGHT = 1.0
_FRIENDLY = 0.6
_DESCRIBES = 2
"""Words that tell a show by what it is about."""
_NEWS_OF = frozenset({None, "release date", "renewal date", "quote"})
_COUNTED = frozenset("many much long old often".split())


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its names found and what it asks for weighed, before anything is looked up."""

    text: str
    words: Words
    spans: tuple[NameSpan, ...]
    asked: Asked
    readings: tuple[Reading, ...]
    is_explained: bool
    """Whether the best reading accounts for every word, and asks for something that is ours."""

    @property
    def is_tidy(self) -> bool:
        """Whether it is explained, and every name in it is clear."""
        return self.is_explained and not isinstance(self.readings[0].meaning, UnclearName)

    @property
    def works(self) -> tuple[Entity, ...]:
        """The works that it names, where words are left over that may name somebody in them."""
        if self.is_tidy:
            return ()
        entities = [span.of_kind(Kind.WORK) for span in cover(self.spans)]
        return tuple(works[0] for works in entities if len(works) == 1)

    @property
    def names_nobody(self) -> bool:
        """Whether it names no work, no one, and nothing that is explained; and is no small talk."""
        return (
            not self.is_tidy
            and all(span.kinds[0] is Kind.TOPIC for span in cover(self.spans))
            and not self.asked.is_likely(SMALL_TALK, _FRIENDLY)
        )

    @property
    def leaves_out_the_show(self) -> bool:
        """Whether it asks about a show without naming any, without a name that may be one's, or a description."""
        words, nothing_taken = self.words, [False] * len(self.words.tokens)
        marked = (
            at
            for at, capital in enumerate(words.capital)
            if (capital or (not words.explained[at] and not is_everyday(words.tokens[at])))
            and not any(span.start <= at < span.end for span in self.spans)
            and not words.names_scope(at)
        )
        return (
            self.names_nobody
            and not self.asks_for_works
            and not (self.speaks_of_a_work and len(self.described) >= _DESCRIBES)
            and not find_unmet_work(words, nothing_taken)
            and next(marked, None) is None
        )

    @property
    def asks_outright(self) -> bool:
        """Whether words outside its names ask for a relation: "and Squid Game?" asks what was asked before."""
        taken = [False] * len(self.words.tokens)
        for span in cover(self.spans):
            taken[span.start : span.end] = [True] * (span.end - span.start)
        return any(weight >= _OUTRIGHT for _, weight in weigh_relations(self.words.cues, taken))

    @property
    def topics(self) -> tuple[Entity, ...]:
        """Genres, places and the like that it names."""
        return tuple(topic for span in cover(self.spans) for topic in span.of_kind(Kind.TOPIC)[:1])

    @property
    def asks_for_works(self) -> bool:
        """Whether it is works that it asks for: "which show"."""
        return asks_for_works(self.words, [False] * len(self.words.tokens), None)

    @property
    def asks_by_date(self) -> bool:
        """Whether it is works of a time that it asks for: "which shows come out in 2024"."""
        return self.asks_for_works and any(YEAR.fullmatch(token) for token in self.words.tokens)

    @property
    def speaks_of_a_work(self) -> bool:
        """Whether it says of a work that it is one: "that show with the leaking roof"."""
        return not KINDS_OF_WORK.isdisjoint(self.words.tokens)

    @property
    def described(self) -> tuple[str, ...]:
        """The words that language does not explain: a genre, a setting, somebody's trade."""
        return tuple(self.words.tokens[at] for at in self.words.strange([False] * len(self.words.tokens)))

    @property
    def said(self) -> tuple[str, ...]:
        """The words of what it asks that no name takes, nor the season."""
        taken = {at for span in cover(self.spans) for at in range(span.start, span.end)}
        if self.words.season is not None:
            taken.update(range(self.words.season.start, self.words.season.end))
        return tuple(
            token for at, token in enumerate(self.words.tokens) if at not in taken and self.words.asking[at]
        )

    @property
    def called(self) -> tuple[str, ...]:
        """The words of its names, those of works aside."""
        spans = [span for span in cover(self.spans) if span.kinds[0] is not Kind.WORK]
        return tuple(token for span in spans for token in self.words.tokens[span.start : span.end])

    @property
    def asks_for_a_number(self) -> bool:
        """Whether a number is wanted: "how many", "how long"."""
        pairs = pairwise(self.words.tokens)
        return any(first == "how" and second in _COUNTED for first, second in pairs)


def draft(text: str, names: NameIndex) -> Draft | None:
    """The first 400 characters of a question taken apart; None where there are no words."""
    words = split_words(text)
    if not words.tokens:
        return None
    spans = find_names(words, names)
    asked = judge(words, spans)
    readings = read_all(words, spans, asked)
    if not readings or not readings[0].explains_all:
        mended = mend_cues(words, [_is_in(at, spans) for at in range(len(words.tokens))])
        if mended.tokens != words.tokens:
            words, spans = mended, find_names(mended, names)
        spans = [*spans, *guess_names(words, names, spans)]
        asked = judge(words, spans)
        readings = read_all(words, spans, asked)
    best = readings[0] if readings else None
    is_explained = (
        best is not None
        and best.score >= _ENOUGH
        and best.explains_all
        and not isinstance(best.meaning, BeyondVocabulary)
        and not is_something_else(words, spans, RELATIONS.get(best.relation or ""))
    )
    worth = tuple(reading for reading in readings if reading.score >= _ENOUGH)
    return Draft(text, words, tuple(spans), asked, worth, is_explained)


def _is_in(at: int, spans: Sequence[NameSpan]) -> bool:
    return any(span.start <= at < span.end and span.tells for span in spans)


def understand(
    taken_apart: Draft,
    names: NameIndex,
    before: Question | None = None,
    tied: Mapping[Entity, Collection[str]] = MappingProxyType({}),
    work: Entity | None = None,
) -> tuple[Meaning, ...] | None:
    """The meanings of a question, the likeliest first; None where it makes no sense.

    More than one is given where words allow several relations ("about"): the first that has an answer is meant.
    ``before`` is the question that this one follows; what this one leaves out is carried over. ``tied`` is whom
    and what facts tie to the works that it names, and by which relations;
    ``work`` is the one that is meant where it names none.
    """
    words, spans, asked = taken_apart.words, list(taken_apart.spans), taken_apart.asked
    found = [] if taken_apart.is_tidy else link_tied(words, spans, tied)
    if taken_apart.is_explained and not found and (before is None or taken_apart.asks_outright):
        meanings: tuple[Meaning, ...] | None = _choose(words, taken_apart.readings)
    else:
        she = find_kind_of_she(before) if before is not None else None
        if found or she is not None:
            spans += found
            asked = judge(words, spans, she)
        ties = {entity.id: relations for entity, relations in tied.items()}
        meanings = fill_slots(words, spans, asked, ties, work, before)
        if all(isinstance(meaning, BeyondVocabulary) for meaning in meanings):
            meanings = _choose_despite_strange(words, taken_apart) or meanings
        meanings = meanings or _choose(words, taken_apart.readings)
    if not meanings:
        meanings = _read_nameless(words, names, spans, asked, follows=before is not None)
    if meanings is not None:
        meanings = tuple(_ask_newest(meaning, words) for meaning in meanings)
    if meanings is None or before is None:
        return meanings
    return tuple(
        _carry_over(meaning, before, words) if isinstance(meaning, Question) else meaning
        for meaning in meanings
    )


def _carry_over(question: Question, before: Question, words: Words) -> Question:
    """The question with what it leaves out filled in, and whether its season is none of its own."""
    filled = carry_over(question, before, words.tokens)
    carried = filled.scope == before.scope != WHOLE and words.scope == WHOLE
    return replace(filled, carried=carried)


def _ask_newest(meaning: Meaning, words: Words) -> Meaning:
    """ "Any news on Signal?" asks for whatever was reported last, where no other word asks for a date."""
    if not isinstance(meaning, Question) or not meaning.newest:
        return meaning
    outright = {
        name
        for name, weight in weigh_relations(words.cues, [False] * len(words.tokens))
        if weight >= _OUTRIGHT
    }
    if meaning.subject is None or outright or meaning.relation not in _NEWS_OF:
        return replace(meaning, newest=False)
    return replace(meaning, relation=None, official=False, yes_no=False)


def _choose_despite_strange(words: Words, taken_apart: Draft) -> tuple[Meaning, ...]:
    """What a question asks for by its cues, where all that is left over are words of no example.

    The classifier takes a wording that it does not know for something else; a verb that is mistyped, or rare, is no
    sign of that. Where the place of a name holds such a word it is.
    """
    taken = [False] * len(words.tokens)
    for span in cover(taken_apart.spans):
        taken[span.start : span.end] = [True] * (span.end - span.start)
    strange = find_strange(words, taken)
    if (
        not strange
        or strange != words.strange(taken)
        or find_unmet_object(words, taken)
        or find_unmet_role(words, taken)
        or find_unmet_work(words, taken)
    ):
        return ()
    outright = [reading for reading in taken_apart.readings if isinstance(reading.meaning, Question)]
    asked = RELATIONS.get(outright[0].relation or "") if outright else None
    if is_something_else(words, taken_apart.spans, asked):
        return ()
    return _choose(words, outright)


def _choose(words: Words, readings: Sequence[Reading]) -> tuple[Meaning, ...]:
    """The best reading, and those that its words allow just as well."""
    if not readings:
        return ()
    best = readings[0]
    if isinstance(best.meaning, BeyondVocabulary):
        return (best.meaning,)
    rivals = _share_cue(words, best)
    chosen = dict.fromkeys(
        reading.meaning if reading.relation == best.relation else _without_verdict(reading.meaning)
        for reading in readings
        if reading.relation in rivals
        and not isinstance(reading.meaning, BeyondVocabulary)
        and reading.names >= best.names
        and (reading.score >= best.score - _CLOSE or reading.relation != best.relation)
    )
    return tuple(chosen)[:_MOST_READINGS]


def _without_verdict(meaning: Meaning) -> Meaning:
    """A reading that stands in for a likelier one: what it finds is no yes to what was asked."""
    if not isinstance(meaning, Question):
        return meaning
    return replace(meaning, yes_no=meaning.yes_no and meaning.official)


def _share_cue(words: Words, reading: Reading) -> set[str | None]:
    """The relations that the words of the reading's relation may just as well ask for: "about".

    None where a word of its own settles it: "how much did it make at the box office" asks for no budget.
    """
    shared: set[str | None] = {reading.relation}
    for span in words.cues:
        relations = {cue.relation for cue in span.cues}
        if reading.relation not in relations:
            continue
        if len(relations) == 1 and span.cues[0].weight >= _OUTRIGHT:
            return {reading.relation}
        shared |= relations
    return shared


def _find_when(words: Words, relation: str | None, strange: Sequence[int]) -> str | None:
    """The date on which works are asked for that came out then: "what came out in 2022"."""
    nothing_taken = [False] * len(words.tokens)
    wants_works = asks_for_works(words, nothing_taken, None)
    dated = find_date(words.tokens)
    if dated is not None and wants_works and (relation is None or RELATIONS[relation].is_dated):
        others = [at for at in find_strange(words, nothing_taken) if not dated.start <= at < dated.end]
        return None if others else dated.when
    years = [at for at in strange if YEAR.fullmatch(words.tokens[at])]
    if years and strange == years and (relation == "release date" or wants_works):
        return words.tokens[years[0]]
    return None


def _read_nameless(
    words: Words, names: NameIndex, spans: Sequence[NameSpan], asked: Asked, *, follows: bool
) -> tuple[Meaning, ...] | None:
    """A question in which no name is known: one of a relation alone, one of an unknown name, or none."""
    nothing_taken = [False] * len(words.tokens)
    relations = weigh_relations(words.cues, nothing_taken)
    relation = relations[0][0] if relations else None
    question = replace(ask(words, nothing_taken, words.scope), relation=relation)
    # "And what's the anime rated": what it is names nothing.
    strange = [at for at in words.strange(nothing_taken) if words.tokens[at] not in KINDS_OF_WORK]
    if asked.is_likely(SOURCE, _FRIENDLY) and not strange:
        # "Says who?" asks nothing where nothing was said before.
        return None
    if any(name == "quote" and weight >= CUE for name, weight in relations):
        topic = " ".join(words.tokens[at] for at in strange)
        return (replace(question, relation="quote", role=find_role(relations), about=topic or None),)
    when = _find_when(words, relation, strange)
    if when is not None:
        return (replace(question, relation="release date", when=when),)
    sure = max((span for span in spans if span.weight > _SURE), key=lambda span: span.weight, default=None)
    if (
        strange
        and sure is not None
        and sure.kinds[0] is not Kind.TOPIC
        and len(sure.of_kind(sure.kinds[0])) == 1
    ):
        return (BeyondVocabulary(sure.of_kind(sure.kinds[0])[0], question.scope),)
    if asked.is_likely(SMALL_TALK, _FRIENDLY) and not find_strange(words, nothing_taken):
        return (SmallTalk(),)
    if strange:
        run = strange[0], strange[-1] + 1
        text = " ".join(words.tokens[slice(*run)])
        # A part of a name, "Kim" or "squid", matches nothing by itself, but it begins what may be meant.
        nearest = names.match(text).candidates[:MOST_OFFERED] or names.complete(text, limit=MOST_OFFERED)
        entities = tuple(map(as_entity, nearest))
        shared = is_shared(NameSpan(*run, tuple(nearest), 0.0), words)
        slot: Slot = "named" if shared and relation is not None and RELATIONS[relation].casts else "subject"
        return (UnclearName(words.typed(*run), entities, question, slot, shared),)
    weight = relations[0][1] if relations else 0.0
    # A season is asked about as plainly as by a cue: "when is season 2 out".
    weight += CUE * (weight > 0 and question.scope != WHOLE)
    if follows and question.scope == WHOLE:
        question = replace(question, season=find_ordinal(words.tokens))
    if follows:
        wants_more = any(cue.relation == OVERVIEW for span in words.cues for cue in span.cues)
        return (question,) if relation is not None or question.scope != WHOLE or wants_more else None
    return (question,) if weight >= CUE else None
