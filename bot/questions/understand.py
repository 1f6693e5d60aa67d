"""Taking a question apart: names first, then the relation, then the season.

Dictionary-based entity linking, then keyword relation detection under type constraints, as in
template-free question answering over knowledge bases (Bordes et al. 2014, "Question Answering with
Subgraph Embeddings", section on candidate generation; Mohammed et al. 2018, "Strong Baselines for
Simple Question Answering over Knowledge Graphs"): every run of words that spells a name is a
candidate, cues outside it vote for relations, and a reading scores by how much of the question it
explains. A run of words that nothing explains is taken for a misspelt name and matched as one; what
still explains less than it leaves over is not an answer. What a question leaves out, the question
that it follows fills in (context.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity
from bot.names import NameIndex
from bot.questions.context import carry_over
from bot.questions.question import Question
from bot.questions.seasons import find_ordinal, read_trailing_number
from bot.questions.spans import (
    MOST_OFFERED,
    WHOLE_NAME,
    NameSpan,
    as_entity,
    find_names,
    guess_names,
    may_be_named,
    may_belong_to,
    stands_alone,
)
from bot.questions.vocabulary import OVERVIEW, WORK_WORDS, weigh_relations
from bot.questions.words import ASKS_FOR_PEOPLE, Words, asks_for_works, mend_cues, split_words

Slot = Literal["subject", "named"]

_MOST_READINGS = 4
_CLOSE = 0.4
_ENOUGH = 0.8
_CUE = 2.0
_TELLING = 1.0
_NEGATIVE = frozenset("cancelled canceled axed scrapped ended".split())
_PAST = frozenset("did was were came aired premiered dropped launched".split())
_AHEAD = frozenset("will next upcoming coming yet soon".split())
_OFFICIAL = frozenset(
    "official officially confirm confirmed confirms confirmation announced announce".split()
)
# A denial turns yes into no, and a day or month is finer than a year can decide: no verdict then.
_LEAVES_OPEN = frozenset(
    "not isnt arent wasnt werent doesnt didnt hasnt havent wont cant never or january february march april june july "
    "august september october november december".split()
)
_SOURCES = frozenset("webtoon manhwa comic novel book source original".split())
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class UnclearName:
    """A name in a question that fits several, or nothing well; ``fits`` says which."""

    text: str
    candidates: tuple[Entity, ...]
    question: Question
    slot: Slot
    fits: bool

    def choose(self, candidate: Entity) -> Question:
        """The question, once the candidate is chosen."""
        if self.slot == "subject":
            return replace(self.question, subject=candidate)
        return replace(self.question, named=candidate)


@dataclass(frozen=True, slots=True)
class BeyondVocabulary:
    """A question about a name that is known, of which the vocabulary has no word: "who is the villain"."""

    subject: Entity
    season: int | None


Meaning = Question | UnclearName | BeyondVocabulary


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    meaning: Question | UnclearName
    explains_all: bool

    @property
    def relation(self) -> str | None:
        """The relation that is asked for."""
        return (
            self.meaning.question.relation if isinstance(self.meaning, UnclearName) else self.meaning.relation
        )

    @property
    def names(self) -> int:
        """How many names it makes use of."""
        meaning = self.meaning
        if isinstance(meaning, UnclearName):
            return 1 + (meaning.question.subject is not None)
        return (meaning.subject is not None) + (meaning.named is not None)


def _by_score(reading: _Reading) -> float:
    return -reading.score


def understand(text: str, names: NameIndex, before: Question | None = None) -> tuple[Meaning, ...] | None:
    """The readings of a question, the likeliest first; None where it makes no sense.

    Reads the first 400 characters. More than one reading is given where words allow several
    relations ("about"): the first that has an answer is meant. ``before`` is the question that this
    one follows; what this one leaves out is carried over.
    """
    words = split_words(text)
    if not words.tokens:
        return None
    spans = find_names(words, names)
    readings = sorted(_read_all(words, spans), key=_by_score)
    if not readings or not readings[0].explains_all:
        words = mend_cues(words)
        readings = sorted(_read_all(words, [*spans, *guess_names(words, names, spans)]), key=_by_score)
    readings = [reading for reading in readings if reading.score >= _ENOUGH]
    if not readings:
        nameless = _read_nameless(words, names, spans, follows=before is not None)
        return nameless and _carry_over(nameless, before, words)
    best = readings[0]
    rivals = _share_cue(words, best)
    meanings = dict.fromkeys(
        reading.meaning if reading.relation == best.relation else _without_verdict(reading.meaning)
        for reading in readings
        if reading.relation in rivals
        and reading.names >= best.names
        and (reading.score >= best.score - _CLOSE or reading.relation != best.relation)
    )
    return _carry_over(tuple(meanings)[:_MOST_READINGS], before, words)


def _without_verdict(meaning: Question | UnclearName) -> Question | UnclearName:
    """A reading that stands in for a likelier one: what it finds is no yes to what was asked."""
    if isinstance(meaning, UnclearName):
        return meaning
    return replace(meaning, yes_no=meaning.yes_no and meaning.official)


def _carry_over(meanings: tuple[Meaning, ...], before: Question | None, words: Words) -> tuple[Meaning, ...]:
    if before is None:
        return meanings
    return tuple(
        carry_over(meaning, before, words.tokens) if isinstance(meaning, Question) else meaning
        for meaning in meanings
    )


def _share_cue(words: Words, reading: _Reading) -> set[str | None]:
    """The relations that the words of the reading's relation may just as well ask for: "about"."""
    shared: set[str | None] = {reading.relation}
    for span in words.cues:
        relations = {cue.relation for cue in span.cues}
        if reading.relation in relations:
            shared |= relations
    return shared


def _read_all(words: Words, spans: Sequence[NameSpan]) -> Iterator[_Reading]:
    telling = [span for span in spans if span.weight > WHOLE_NAME and span.kinds[0] is not Kind.TOPIC]
    for span in spans:
        # Somebody with a name of several words who is not asked about has been overlooked.
        yield from _blame(_read(words, (span,)), _count_overlooked((span,), telling))
    told = [span for span in spans if span.weight >= _TELLING]
    for first in told:
        for second in told:
            if first.end <= second.start:
                yield from _blame(_read(words, (first, second)), _count_overlooked((first, second), telling))


def _count_overlooked(taken: Sequence[NameSpan], telling: Sequence[NameSpan]) -> int:
    return sum(all(other.end <= span.start or span.end <= other.start for span in taken) for other in telling)


def _blame(readings: Iterator[_Reading], overlooked: int) -> Iterator[_Reading]:
    for reading in readings:
        yield replace(reading, score=reading.score - 4.0 * overlooked) if overlooked else reading


@dataclass(frozen=True, slots=True)
class _Taken:
    """A question of which some spans, and no others, are taken for names; what its other words ask for."""

    words: Words
    spans: tuple[NameSpan, ...]
    tokens: tuple[bool, ...]
    """Which tokens belong to a name, or to the season beside it."""
    question: Question
    """The question without its relation."""
    relations: list[tuple[str, float]]
    strange: list[int]
    """Where the words stand that nothing explains."""
    beside: list[NameSpan]
    """A name for each such word right beside it: likely a part of it, which makes it another, unknown name."""
    touching: bool
    """Whether no word stands between two names, which may well be the halves of a third."""

    @property
    def base(self) -> float:
        """How much the names explain."""
        return sum(span.weight for span in self.spans) - 0.4 * (len(self.spans) - 1) - 1.5 * self.touching

    @property
    def penalty(self) -> float:
        """How much is left over."""
        return 1.5 * len(self.strange) + sum(2.5 + span.weight for span in self.beside)

    @property
    def explains_all(self) -> bool:
        """Whether nothing is left over."""
        return not self.strange and not self.beside and not self.touching

    @property
    def only_topics(self) -> bool:
        """Whether no name is one of a work, a person, a character or a term."""
        return all(span.kinds[0] is Kind.TOPIC for span in self.spans)


def _take(words: Words, spans: tuple[NameSpan, ...]) -> _Taken:
    """Take these spans for names."""
    tokens = [False] * len(words.tokens)
    for span in spans:
        tokens[span.start : span.end] = [True] * (span.end - span.start)
    season = _season_beside(words, spans, tokens)
    beside = [
        span
        for span in spans
        for at in (span.start - 1, span.end, _behind_article(words, span))
        if 0 <= at < len(tokens) and not tokens[at] and may_belong_to(span, at, words)
    ]
    return _Taken(
        words=words,
        spans=spans,
        tokens=tuple(tokens),
        question=_ask(words, tokens, season),
        relations=weigh_relations(words.cues, tokens),
        strange=words.strange(tokens),
        beside=beside,
        touching=len(spans) > 1 and spans[0].end == spans[1].start,
    )


def _makes_sense(taken: _Taken) -> bool:
    """Whether these names may be meant as names at all."""
    if taken.beside and not any(span.kinds[0] is Kind.WORK for span in taken.spans):
        return False
    if taken.base < _TELLING and taken.strange:
        # "What?" and "It" are films; where a word is left over, theirs are just words.
        return False
    if not taken.only_topics:
        return True
    if any(name == "quote" and weight >= _CUE for name, weight in taken.relations):
        # What somebody said about a topic: the topic narrows the quotes, it is not asked about.
        return False
    # "Who wrote the webtoon": it is its author who is asked for, not what is based on it.
    tokens = taken.words.tokens
    return ASKS_FOR_PEOPLE.isdisjoint(tokens) or _SOURCES.isdisjoint(tokens)


def _read(words: Words, spans: tuple[NameSpan, ...]) -> Iterator[_Reading]:
    """The readings in which these spans, and no others, are names."""
    taken = _take(words, spans)
    if not _makes_sense(taken):
        return
    takes_all = False
    for weight, reading in _read_relations(taken):
        takes_all = takes_all or weight >= _CUE
        yield reading
    strong = bool(taken.relations) and taken.relations[0][1] >= _CUE
    # A work and somebody: they are asked about together, even where the relation has no room for both.
    kinds = {span.kinds[0] for span in spans}
    together = Kind.WORK in kinds and not kinds.isdisjoint({Kind.PERSON, Kind.CHARACTER})
    if len(spans) > 1 and (not strong or (together and not takes_all)):
        yield from _read_connection(taken)
    if len(spans) == 1 and not strong:
        yield from _read_overview(taken, spans[0])


def _read_relations(taken: _Taken) -> Iterator[tuple[float, _Reading]]:
    """The readings that ask for a relation, each with the weight of the words that ask for it."""
    words, strange = taken.words, taken.strange
    years = [at for at in strange if _YEAR.fullmatch(words.tokens[at])]
    free = words.free(taken.tokens)
    for name, weight in taken.relations:
        relation = RELATIONS[name]
        if not _suits_question_word(relation, free, taken.relations):
            continue
        asked = replace(taken.question, relation=name)
        cost = taken.penalty
        if name == "quote":
            role = _find_role(taken.relations)
            asked = replace(asked, role=role, about=" ".join(words.tokens[at] for at in strange) or None)
            cost = 0.1 * len(strange) - (_CUE if role else 0.0)
        elif years and relation.value is ValueType.DATE:
            asked = replace(asked, when=words.tokens[years[0]])
            cost -= 1.5
        elif strange and asked.yes_no:
            asked = replace(asked, claim=" ".join(words.tokens[at] for at in strange))
        for fit, meaning in _assign(asked, relation, taken):
            score = taken.base + weight + fit - cost
            yield weight, _Reading(score, meaning, taken.explains_all or name == "quote")


def _behind_article(words: Words, span: NameSpan) -> int:
    """Where a title may go on behind an article: "Squid Game: The Challenge"; -1 if there is none."""
    if words.raw[words.raw_at[span.end - 1]].endswith(","):
        return -1
    return span.end + 1 if words.tokens[span.end : span.end + 1] in (("the",), ("a",)) else -1


def _suits_question_word(
    relation: Relation, free: Sequence[str], relations: Sequence[tuple[str, float]]
) -> bool:
    """Whether the relation answers "where", or "when", if that is what is asked."""
    is_date = relation.value is ValueType.DATE
    if "where" in free:
        # Where it was filmed is not where it is set, and no relation says it.
        return not is_date and all(name != "filming date" for name, _ in relations)
    dated = any(RELATIONS[name].value is ValueType.DATE for name, _ in relations)
    return is_date or relation.name == "quote" or not ("when" in free and dated)


def _read_overview(taken: _Taken, span: NameSpan) -> Iterator[_Reading]:
    """ "Tell me about X", "who is X", "X shows": everything that is known, unless a relation takes it up."""
    words = taken.words
    score = taken.base - 0.2 - taken.penalty
    noun_behind = span.end < len(words.tokens) and words.tokens[span.end] in WORK_WORDS
    wants_works = noun_behind or asks_for_works(words, taken.tokens, None)
    for kind in span.kinds:
        if any(_fits_somewhere(RELATIONS[name], kind) for name, _ in taken.relations if name != "meaning"):
            continue
        if wants_works:
            if kind is not Kind.WORK and (kind is not Kind.TOPIC or stands_alone(span, words)):
                filled = _fill(taken.question, span, kind, "named", words)
                yield _Reading(score + 0.4, filled, taken.explains_all)
        elif kind is not Kind.TOPIC or span.weight > WHOLE_NAME:
            filled = _fill(taken.question, span, kind, "subject", words)
            yield _Reading(score, filled, taken.explains_all)


def _ask(words: Words, taken: Sequence[bool], season: int | None) -> Question:
    """The question that the words outside the names make, without its relation."""
    free = set(words.free(taken))
    return Question(
        season=season,
        past=bool(free & _PAST) and not free & _AHEAD,
        yes_no=words.asks_yes_or_no and free.isdisjoint(_LEAVES_OPEN),
        official=bool(free & _OFFICIAL),
        negated=bool(free & _NEGATIVE),
        of_author=not free.isdisjoint(ASKS_FOR_PEOPLE) and not free.isdisjoint(_SOURCES),
    )


def _find_role(relations: Sequence[tuple[str, float]]) -> str | None:
    """The role that somebody asked about has: "the director" in "what did the director say"."""
    return next(
        (name for name, weight in relations if weight >= _CUE and RELATIONS[name].names is Kind.PERSON), None
    )


def _season_beside(words: Words, spans: Sequence[NameSpan], taken: list[bool]) -> int | None:
    if words.season is not None and not any(taken[words.season.start : words.season.end]):
        return words.season.season
    for span in spans:
        if span.end < len(words.tokens) and not taken[span.end] and Kind.WORK in span.kinds:
            number = read_trailing_number(words.tokens[span.end])
            if number is not None:
                taken[span.end] = True
                return number
    return None


def _assign(
    question: Question, relation: Relation, taken: _Taken
) -> Iterator[tuple[float, Question | UnclearName]]:
    """The ways in which the named may stand in the relation, and how well each fits the wording."""
    if len(taken.spans) == 1:
        yield from _assign_one(question, relation, taken)
        return
    for first, second in (taken.spans, taken.spans[::-1]):
        for kind in first.kinds:
            others = [other for other in second.kinds if may_be_named(relation, other)]
            plays = kind is Kind.PERSON and Kind.CHARACTER in others
            if plays:
                others = [Kind.CHARACTER]
            if (kind in relation.subjects or plays) and others:
                filled = _fill(question, first, kind, "subject", taken.words)
                if isinstance(filled, Question):
                    yield 0.2, _fill(filled, second, others[0], "named", taken.words)


def _read_connection(taken: _Taken) -> Iterator[_Reading]:
    """ "Is X in Y": a work and something else, without a word for what they have to do with one another."""
    score = taken.base + 0.2 - taken.penalty
    for first, second in (taken.spans, taken.spans[::-1]):
        others = [kind for kind in second.kinds if kind is not Kind.WORK]
        subject = next((kind for kind in (Kind.WORK, Kind.PERSON) if kind in first.kinds), None)
        if subject is not None and others and (subject is Kind.WORK or Kind.TOPIC in others):
            filled = _fill(taken.question, first, subject, "subject", taken.words)
            if isinstance(filled, Question):
                both = _fill(filled, second, others[0], "named", taken.words)
                yield _Reading(score, both, taken.explains_all)


def _assign_one(
    question: Question, relation: Relation, taken: _Taken
) -> Iterator[tuple[float, Question | UnclearName]]:
    words, span = taken.words, taken.spans[0]
    wants_works = asks_for_works(words, taken.tokens, relation)
    free = words.free(taken.tokens)
    wants_people = not ASKS_FOR_PEOPLE.isdisjoint(free)
    for kind in span.kinds:
        role = _find_step(words, span, kind, relation)
        if role is not None:
            slot: Slot = "subject" if kind is Kind.WORK else "named"
            yield 1.0, _fill(replace(question, role=role), span, kind, slot, words)
            continue
        # A meaning is said of a work's character, never of the work by itself.
        if kind in relation.subjects and not (kind is Kind.WORK and relation.name == "meaning"):
            if wants_works and kind is Kind.WORK and relation.names is not None:
                continue
            if relation.name == "based on" and wants_people and not question.of_author:
                continue
            names_people = relation.names is Kind.PERSON
            yield 0.3 + 0.5 * (wants_people and names_people), _fill(question, span, kind, "subject", words)
        if may_be_named(relation, kind) and (kind is not Kind.TOPIC or stands_alone(span, words)):
            by = 0.7 if span.start and words.tokens[span.start - 1] == "by" else 0.0
            fit = by + 0.5 * wants_works - 0.3 * (wants_people and kind is Kind.PERSON)
            yield fit, _fill(question, span, kind, "named", words)


def _find_step(words: Words, span: NameSpan, kind: Kind, relation: Relation) -> str | None:
    """The first of two steps that a question takes, if it takes two.

    "What else has the director of X made": from the work to its director, then to what else. "Who else
    is in the show that Y is in": from the person to the work, then to who else.
    """
    if relation.names is not Kind.PERSON:
        return None
    before = words.tokens[: span.start]
    if kind is Kind.WORK and "else" in words.tokens and before[-1:] == ("of",):
        return _role_at(words, span.start - 1)
    if kind is Kind.PERSON and "who" in before:
        nouns = [
            at for at, token in enumerate(before) if token in WORK_WORDS and at > before.index("who") + 1
        ]
        if nouns and before[nouns[0] - 1] in {"the", "in", "shows", "show"}:
            inner = weigh_relations(
                [cue for cue in words.cues if cue.start > nouns[0]], [False] * len(words.tokens)
            )
            return next((name for name, _ in inner if RELATIONS[name].names is Kind.PERSON), "cast member")
    return None


def _role_at(words: Words, end: int) -> str | None:
    for cue_span in words.cues:
        if cue_span.end == end:
            for cue in cue_span.cues:
                if RELATIONS[cue.relation].names is Kind.PERSON:
                    return cue.relation
    return None


def _fits_somewhere(relation: Relation, kind: Kind) -> bool:
    return kind in relation.subjects or may_be_named(relation, kind)


def _fill(question: Question, span: NameSpan, kind: Kind, slot: Slot, words: Words) -> Question | UnclearName:
    entities = span.of_kind(kind)
    text = " ".join(words.tokens[span.start : span.end])
    unclear = UnclearName(text, entities[:MOST_OFFERED], question, slot, True)
    return unclear.choose(entities[0]) if len(entities) == 1 and span.fits else unclear


def _read_nameless(
    words: Words, names: NameIndex, spans: Sequence[NameSpan], *, follows: bool
) -> tuple[Meaning, ...] | None:
    """A question in which no name is known: one of a relation alone, one of an unknown name, or none."""
    nothing_taken = [False] * len(words.tokens)
    relations = weigh_relations(words.cues, nothing_taken)
    relation = relations[0][0] if relations else None
    question = replace(
        _ask(words, nothing_taken, words.season.season if words.season else None), relation=relation
    )
    strange = words.strange(nothing_taken)
    if any(name == "quote" and weight >= _CUE for name, weight in relations):
        topic = " ".join(words.tokens[at] for at in strange)
        return (replace(question, relation="quote", role=_find_role(relations), about=topic or None),)
    years = [at for at in strange if _YEAR.fullmatch(words.tokens[at])]
    if (
        years
        and strange == years
        and (relation == "release date" or asks_for_works(words, nothing_taken, None))
    ):
        return (replace(question, relation="release date", when=words.tokens[years[0]]),)
    sure = max((span for span in spans if span.weight > _TELLING), key=lambda span: span.weight, default=None)
    if (
        strange
        and sure is not None
        and sure.kinds[0] is not Kind.TOPIC
        and len(sure.of_kind(sure.kinds[0])) == 1
    ):
        return (BeyondVocabulary(sure.of_kind(sure.kinds[0])[0], question.season),)
    if strange:
        text = " ".join(words.tokens[strange[0] : strange[-1] + 1])
        # A part of a name, "Kim" or "squid", matches nothing by itself, but it begins what may be meant.
        nearest = names.match(text).candidates[:MOST_OFFERED] or names.complete(text, limit=MOST_OFFERED)
        entities = tuple(map(as_entity, nearest))
        return (UnclearName(text, entities, question, "subject", False),)
    weight = relations[0][1] if relations else 0.0
    # A season is asked about as plainly as by a cue: "when is season 2 out".
    weight += _CUE * (weight > 0 and question.season is not None)
    if follows and question.season is None:
        question = replace(question, season=find_ordinal(words.tokens))
    if follows:
        wants_more = any(cue.relation == OVERVIEW for span in words.cues for cue in span.cues)
        return (question,) if relation is not None or question.season is not None or wants_more else None
    return (question,) if weight >= _CUE else None
