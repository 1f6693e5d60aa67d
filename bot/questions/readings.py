"""The readings of a question: which spans are its names, which relation it asks for, and how well that fits.

Keyword relation detection under type constraints, as in template-free question answering over knowledge bases
(Bordes et al. 2014, "Question Answering with Subgraph Embeddings", section on candidate generation; Mohammed et
al. 2018, "Strong Baselines for Simple Question Answering over Knowledge Graphs"). A reading scores by what its
names explain, by how much the wording speaks for its relation (asked.py), and by what is left over (leftover.py).
Owns the ways to put names and a relation together. Refuses to choose: that is understand.py's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.facts.scope import Scope
from bot.questions.asked import OVERVIEW, SOMETHING_ELSE, SOURCE, Asked
from bot.questions.leftover import (
    EPISODES,
    NOT_OF_PLACES,
    asks_where_filmed,
    find_beside,
    find_strange,
    find_unmet_role,
    is_of_an_episode_beyond,
    weigh_beside,
    weigh_leftover,
)
from bot.questions.linking import MOST_OFFERED, WHOLE_NAME, NameSpan, may_be_named, stands_alone
from bot.questions.meanings import BeyondVocabulary, Slot, UnclearName
from bot.questions.question import Question
from bot.questions.seasons import read_trailing_number
from bot.questions.vocabulary import WORK_WORDS, find_dub, find_rater, find_song, weigh_relations
from bot.questions.words import ASKS_FOR_PEOPLE, Words, asks_for_works, find_ruled_out

CUE = 2.0
"""The weight from which cues ask for a relation outright."""
_TELLING = 1.0
_MOST_SPANS = 12
_MOST_PAIRS = 24
_OVERLOOKED = 4.0
_PLAIN_OVERVIEW = 0.25
"""The likelihood from which everything that is known is what is asked for."""
_SOURCED = 1.0
_TOLD = 0.5
"""How much more who said something is asked for than who holds the role: "director quotes"."""
_NEGATIVE = frozenset("cancelled canceled axed scrapped ended".split())
_PAST = frozenset("did was were came aired premiered dropped launched".split())
_AHEAD = frozenset("will next upcoming coming yet soon".split())
OFFICIAL = frozenset("official officially confirm confirmed confirms confirmation announced announce".split())
# A denial turns yes into no, and a day or month is finer than a year can decide: no verdict then.
_LEAVES_OPEN = frozenset(
    "not isnt arent wasnt werent doesnt didnt hasnt havent wont cant never or january february march april june july "
    "august september october november december".split()
)
_MOVED = frozenset(
    "delayed delay delays delaying postponed postpone postponing pushed push moved rescheduled supposed".split()
)
_NEWEST = frozenset("news latest update updates".split())
_WHERE = frozenset("where wheres".split())
_UNTIL = frozenset("until till til before wait waiting left ago since".split())
_HOW = frozenset({("how", "long"), ("how", "many")})
_WHEN = frozenset("when whens".split())
_FIRST = frozenset("first original originally initial initially started".split())
_MAKES = frozenset("made make makes making".split())
_RATED_BY_SOME = frozenset(
    "how who by imdb metacritic mal critics users score scores stars out highly well good".split()
)
_FORMER = frozenset("old original originally previous previously former initial initially earlier".split())
_DATES = frozenset(
    "date release released releasing out premiere due planned supposed scheduled come coming".split()
)
_SEQUELS = frozenset("sequel sequels prequel prequels spinoff remake reboot".split())
_FILMS = frozenset("movie film movies films".split())
_PARTS = frozenset("character characters role roles part play plays playing".split())
_COUNTED = frozenset("many much".split())
_MADE = frozenset({"screenwriter", "creator"})
_SOURCES = frozenset(
    "webtoon webtoons manhwa manga comic comics novel novels book books source original".split()
)
NARROWED = frozenset({"rating", "voice actor", "episode title", "theme song"})
"""Relations of which some words choose: whose rating, which dub, which title, the opening or the ending."""
YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a question, and how well it fits."""

    score: float
    meaning: Question | UnclearName | BeyondVocabulary
    explains_all: bool
    relation: str | None
    """The relation that is asked for; None for an overview, and where it is none of ours."""
    names: int = 1
    """How many names it makes use of."""


def read_all(words: Words, spans: Sequence[NameSpan], asked: Asked) -> list[Reading]:
    """Every reading of a question with these names in it, the best first; bounded, however many names there are."""
    spans = sorted(spans, key=lambda span: -span.weight)[:_MOST_SPANS]
    telling = [span for span in spans if span.weight > WHOLE_NAME and span.kinds[0] is not Kind.TOPIC]
    told = [span for span in spans if span.weight >= _TELLING]
    pairs = [(first, second) for first in told for second in told if first.end <= second.start]
    readings: list[Reading] = []
    for taken in (*((span,) for span in spans), *pairs[:_MOST_PAIRS]):
        # Somebody with a name of several words who is not asked about has been overlooked.
        blame = _OVERLOOKED * _count_overlooked(taken, telling)
        readings += (
            replace(reading, score=reading.score - blame) for reading in _read(_take(words, taken, asked))
        )
    return sorted(readings, key=lambda reading: -reading.score)


def _count_overlooked(taken: Sequence[NameSpan], telling: Sequence[NameSpan]) -> int:
    return sum(all(other.end <= span.start or span.end <= other.start for span in taken) for other in telling)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A question of which some spans, and no others, are taken for names; what its other words ask for."""

    words: Words
    spans: tuple[NameSpan, ...]
    tokens: tuple[bool, ...]
    """Which tokens belong to a name, or to the season beside it."""
    question: Question
    """The question without its relation."""
    asked: Asked
    relations: list[tuple[str, float]]
    unexplained: list[int]
    """Where the words stand that nothing explains."""
    strange: list[int]
    """Those of them that are likely names."""
    beside: list[NameSpan]
    """A name for each such word right beside it: likely a part of it, which makes it another, unknown name."""
    touching: bool
    """Whether no word stands between two names, which may well be the halves of a third."""
    penalty: float
    """How much is left over."""

    @property
    def base(self) -> float:
        """How much the names explain."""
        return sum(span.weight for span in self.spans) - 0.4 * (len(self.spans) - 1) - 1.5 * self.touching

    @property
    def explains_all(self) -> bool:
        """Whether nothing is left over."""
        return not self.unexplained and not self.beside and not self.touching

    @property
    def only_topics(self) -> bool:
        """Whether no name is one of a work, a person, a character or a term."""
        return all(span.kinds[0] is Kind.TOPIC for span in self.spans)


def _take(words: Words, spans: tuple[NameSpan, ...], asked: Asked) -> _Taken:
    """Take these spans for names."""
    tokens = [False] * len(words.tokens)
    for span in spans:
        tokens[span.start : span.end] = [True] * (span.end - span.start)
    scope = scope_beside(words, spans, tokens)
    beside = find_beside(words, spans, tokens)
    return _Taken(
        words=words,
        spans=spans,
        tokens=tuple(tokens),
        question=ask(words, tokens, scope),
        asked=asked,
        relations=asked.weigh(words, tokens),
        unexplained=words.strange(tokens),
        strange=find_strange(words, tokens),
        beside=beside,
        touching=len(spans) > 1 and spans[0].end == spans[1].start,
        penalty=weigh_leftover(words, tokens) + weigh_beside(beside),
    )


def _makes_sense(taken: _Taken) -> bool:
    """Whether these names may be meant as names at all."""
    if taken.beside and not any(span.kinds[0] is Kind.WORK for span in taken.spans):
        return False
    if taken.base < _TELLING and taken.unexplained:
        # "What?" and "It" are films; where a word is left over, theirs are just words.
        return False
    if not taken.only_topics:
        return True
    if any(name == "quote" and weight >= CUE for name, weight in taken.relations):
        # What somebody said about a topic: the topic narrows the quotes, it is not asked about.
        return False
    # "Who wrote the webtoon": it is its author who is asked for, not what is based on it.
    tokens = taken.words.tokens
    return ASKS_FOR_PEOPLE.isdisjoint(tokens) or _SOURCES.isdisjoint(tokens)


def _read(taken: _Taken) -> Iterator[Reading]:
    """The readings in which the taken spans, and no others, are names."""
    if not _makes_sense(taken):
        return
    takes_all = False
    for weight, reading in _read_relations(taken):
        takes_all = takes_all or weight >= CUE
        yield reading
    strong = bool(taken.relations) and taken.relations[0][1] >= CUE
    # A work and somebody: they are asked about together, even where the relation has no room for both.
    kinds = {span.kinds[0] for span in taken.spans}
    together = Kind.WORK in kinds and not kinds.isdisjoint({Kind.PERSON, Kind.CHARACTER})
    if len(taken.spans) > 1 and (not strong or (together and not takes_all)):
        yield from _read_connection(taken)
    if len(taken.spans) == 1:
        yield from _read_overview(taken, taken.spans[0])
    yield from _read_beyond(taken)


def _read_relations(taken: _Taken) -> Iterator[tuple[float, Reading]]:
    """The readings that ask for a relation, each with the weight of the words that ask for it."""
    words = taken.words
    years = [at for at in taken.unexplained if YEAR.fullmatch(words.tokens[at])]
    free = words.free(taken.tokens)
    sourced = taken.asked.likeliest == SOURCE
    for name, cue in taken.relations:
        relation = RELATIONS[name]
        if not _may_be_asked(relation, taken, free):
            continue
        question = replace(taken.question, relation=name, source=sourced)
        cost = taken.penalty
        if name == "quote" and cue > 0:
            role = find_role(taken.relations)
            question = replace(
                question, role=role, about=" ".join(words.tokens[at] for at in taken.unexplained) or None
            )
            cost = 0.1 * len(taken.unexplained) - (CUE + _TOLD if role else 0.0)
        elif name in NARROWED:
            question = replace(question, about=find_about(name, words, free))
        elif years and relation.is_dated:
            question = replace(question, when=words.tokens[years[0]])
            cost -= 1.5
        elif taken.strange and question.yes_no:
            question = replace(question, claim=" ".join(words.tokens[at] for at in taken.strange))
        # "It is adapted from a book, who is the author": that of the book.
        cost += CUE * (question.of_author and name in _MADE)
        weight = cue + taken.asked.speaks_for(name)
        if sourced and name != "quote":
            weight += taken.asked.speaks_for(SOURCE) + _SOURCED
        if relation.casts and (role_at := find_unmet_role(words, taken.tokens)):
            text = words.typed(*role_at)
            unknown = UnclearName(text, (), question, "named", fits=False)
            yield cue, Reading(taken.base + weight - cost, unknown, False, name)
            continue
        for fit, meaning in _assign(question, relation, taken):
            score = taken.base + weight + fit - cost
            explains = taken.explains_all or (name == "quote" and cue > 0)
            yield cue, Reading(score, meaning, explains, name, _count_names(meaning))


def find_about(name: str, words: Words, free: Sequence[str]) -> str | None:
    """What narrows a relation: whose rating is asked for, which dub, which song, which episode by its title."""
    match name:
        case "rating":
            return find_rater(free)
        case "voice actor":
            return find_dub(free)
        case "theme song":
            return find_song(free)
        case _:
            return words.called_so


def _may_be_asked(relation: Relation, taken: _Taken, free: Sequence[str]) -> bool:
    """Whether the relation can be what is asked: not of one episode, nor of where it was filmed."""
    if is_of_an_episode_beyond(relation, taken.words, taken.tokens):
        return False
    if relation.name in NOT_OF_PLACES and asks_where_filmed(taken.words, taken.tokens):
        return False
    return suits_question_word(relation, free, taken.relations)


def _count_names(meaning: Question | UnclearName) -> int:
    if isinstance(meaning, UnclearName):
        return 1 + (meaning.question.subject is not None)
    return (meaning.subject is not None) + (meaning.named is not None)


def _read_overview(taken: _Taken, span: NameSpan) -> Iterator[Reading]:
    """ "Tell me about X", "who is X", "X shows": everything that is known, unless a relation takes it up."""
    words = taken.words
    bare = all(words.explained[at] or taken.tokens[at] for at in range(len(words.tokens)))
    strong = any(weight >= CUE for _, weight in taken.relations)
    if not taken.asked.is_likely(OVERVIEW, _PLAIN_OVERVIEW) and (strong or not bare):
        return
    score = taken.base - 0.2 - taken.penalty + max(0.0, taken.asked.speaks_for(OVERVIEW))
    wants_works = _is_followed_by_works(span, words) or asks_for_works(words, taken.tokens, None)
    for kind in span.kinds:
        if any(
            weight > 0 and _fits_somewhere(RELATIONS[name], kind)
            for name, weight in taken.relations
            if name != "meaning"
        ):
            continue
        slot: Slot = "subject"
        better = 0.0
        if wants_works:
            if kind is Kind.WORK or (kind is Kind.TOPIC and not stands_alone(span, words)):
                continue
            slot, better = "named", 0.4
        elif kind is Kind.TOPIC and span.weight <= WHOLE_NAME:
            continue
        filled = _fill(taken.question, span, kind, slot, words)
        yield Reading(score + better, filled, taken.explains_all, None, _count_names(filled))


def _is_followed_by_works(span: NameSpan, words: Words) -> bool:
    return span.end < len(words.tokens) and words.tokens[span.end] in WORK_WORDS


def _read_beyond(taken: _Taken) -> Iterator[Reading]:
    """That something is asked which no relation holds."""
    span = next((span for span in taken.spans if span.kinds[0] is not Kind.TOPIC), None)
    entities = span.of_kind(span.kinds[0]) if span else ()
    if span is None or len(entities) != 1:
        return
    words = taken.words
    if taken.explains_all and (span.kinds[0] is Kind.TERM or _is_followed_by_works(span, words)):
        # A term is there to be explained, and "Tom Harrow movies" asks for all of them.
        return
    said = tuple(words.tokens[at] for at in taken.unexplained)
    meaning = BeyondVocabulary(entities[0], taken.question.scope, said)
    yield Reading(
        taken.base + taken.asked.speaks_for(SOMETHING_ELSE) - weigh_beside(taken.beside), meaning, False, None
    )


def suits_question_word(
    relation: Relation, free: Sequence[str], relations: Sequence[tuple[str, float]]
) -> bool:
    """Whether the relation answers "where", or "when", if that is what is asked."""
    is_date = relation.is_dated
    if is_date and not _HOW.isdisjoint(pairwise(free)) and _UNTIL.isdisjoint(free):
        return False
    if not _WHERE.isdisjoint(free):
        # Where it was filmed is not where it is set.
        return relation.name == "filming location" or (
            not is_date and all(name != "filming date" for name, _ in relations)
        )
    dated = any(RELATIONS[name].is_dated for name, _ in relations)
    return is_date or relation.name == "quote" or _WHEN.isdisjoint(free) or not dated


def ask(words: Words, taken: Sequence[bool], scope: Scope) -> Question:
    """The question that the words outside the names make, without its relation."""
    free = set(words.free(taken))
    return Question(
        season=scope.season,
        part=scope.part,
        episode=scope.episode,
        past=bool(free & _PAST) and not free & _AHEAD,
        yes_no=words.asks_yes_or_no and free.isdisjoint(_LEAVES_OPEN),
        official=bool(free & OFFICIAL),
        negated=bool(free & _NEGATIVE),
        counts="how" in free and not free.isdisjoint(_COUNTED),
        moved=not free.isdisjoint(_MOVED),
        newest=not free.isdisjoint(_NEWEST),
        first=not free.isdisjoint(_FIRST),
        of_film=any(
            token in _FILMS
            and not taken[at]
            and (taken[at - 1] or (words.tokens[at - 1] == "the" and taken[at - 2]))
            for at, token in enumerate(words.tokens)
            if at
        ),
        of_sequel=any(
            words.tokens[at] in _SEQUELS and not is_taken and _is_beside_title(words, taken, at)
            for at, is_taken in enumerate(taken)
        ),
        of_part=not free.isdisjoint(_PARTS),
        made=not free.isdisjoint(_MAKES),
        rated="rated" in free and free.isdisjoint(_RATED_BY_SOME) and find_rater(words.tokens) is None,
        former=not free.isdisjoint(_FORMER) and not free.isdisjoint(_DATES),
        of_author=not free.isdisjoint(ASKS_FOR_PEOPLE)
        and not _SOURCES.isdisjoint(free - set(find_ruled_out(words.tokens))),
    )


def _is_beside_title(words: Words, taken: Sequence[bool], at: int) -> bool:
    """Whether a word says what was made of a title: "Moon High sequel", "sequel to Moon High"."""
    if at and taken[at - 1]:
        return True
    behind = at + 2 if words.tokens[at + 1 : at + 2] in (("to",), ("of",)) else len(taken)
    return behind < len(taken) and taken[behind]


def find_role(relations: Sequence[tuple[str, float]]) -> str | None:
    """The role that somebody asked about has: "the director" in "what did the director say"."""
    return next(
        (name for name, weight in relations if weight >= CUE and RELATIONS[name].names is Kind.PERSON), None
    )


def scope_beside(words: Words, spans: Sequence[NameSpan], taken: list[bool]) -> Scope:
    """The season, part and episode that are asked about beside the names; a number behind a title is a season."""
    season = _season_beside(words, spans, taken)
    part, episode = (
        piece.number if piece is not None and not any(taken[piece.start : piece.end]) else None
        for piece in (words.part, words.episode)
    )
    return Scope(season, part, episode)


def _season_beside(words: Words, spans: Sequence[NameSpan], taken: list[bool]) -> int | None:
    if words.season is not None and not any(taken[words.season.start : words.season.end]):
        return words.season.season
    for span in spans:
        counted = words.tokens[span.end + 1 : span.end + 2]
        if counted and (counted[0] == "or" or counted[0] in EPISODES):
            # "Her Honour 10 or 12 episodes"
            continue
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
            of_people = relation.subjects == {Kind.PERSON}
            if of_people and kind is Kind.PERSON and Kind.WORK in second.kinds:
                # "Which agency is she from Signal under": the show only says who she is.
                yield 0.2, _fill(question, first, kind, "subject", taken.words)
            whose = of_people and kind is Kind.WORK and Kind.TOPIC in others
            if (kind in relation.subjects or plays or whose) and others:
                filled = _fill(question, first, kind, "subject", taken.words)
                if isinstance(filled, Question):
                    yield 0.2, _fill(filled, second, others[0], "named", taken.words)


def _read_connection(taken: _Taken) -> Iterator[Reading]:
    """ "Is X in Y": a work and something else, without a word for what they have to do with one another."""
    score = taken.base + 0.2 - taken.penalty + min(0.0, taken.asked.speaks_for_any())
    for first, second in (taken.spans, taken.spans[::-1]):
        others = [kind for kind in second.kinds if kind is not Kind.WORK]
        subject = next((kind for kind in (Kind.WORK, Kind.PERSON) if kind in first.kinds), None)
        if subject is not None and others and (subject is Kind.WORK or Kind.TOPIC in others):
            filled = _fill(taken.question, first, subject, "subject", taken.words)
            if isinstance(filled, Question):
                both = _fill(filled, second, others[0], "named", taken.words)
                yield Reading(score, both, taken.explains_all, None, 2)


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
            if relation.subjects == {Kind.PERSON} and not WORK_WORDS.isdisjoint(free):
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
    text = words.typed(span.start, span.end)
    unclear = UnclearName(text, entities[:MOST_OFFERED], question, slot, True)
    return unclear.choose(entities[0]) if len(entities) == 1 and span.fits else unclear
