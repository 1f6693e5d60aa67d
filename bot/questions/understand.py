"""Taking a question apart: names first, then the relation, then the season.

Dictionary-based entity linking, then keyword relation detection under type constraints, as in
template-free question answering over knowledge bases (Bordes et al. 2014, "Question Answering with
Subgraph Embeddings", section on candidate generation; Mohammed et al. 2018, "Strong Baselines for
Simple Question Answering over Knowledge Graphs"): every run of words that spells a name is a
candidate, cues outside it vote for relations, and a reading scores by how much of the question it
explains. A run of words that nothing explains is taken for a misspelt name and matched as one; what
still explains less than it leaves over is not an answer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.names import Candidate, NameIndex, fold, identity_key
from bot.questions.question import MAX_QUESTION, Question
from bot.questions.seasons import SeasonSpan, find_season, read_trailing_number
from bot.questions.vocabulary import (
    CUE_WORDS,
    FUNCTION_WORDS,
    WORK_WORDS,
    CueSpan,
    find_cues,
    is_function_word,
    weigh_relations,
)
from bot.store import Entity

Slot = Literal["subject", "named"]

_EVERY_KIND = frozenset(Kind)
_MOST_READINGS = 4
_MOST_OFFERED = 5
_CLOSE = 0.4
_ENOUGH = 0.8
_CUE = 2.0
_TELLING = 1.0
_SHORTEST_MENDED = 4
_FEWEST_INITIALS = 4
_SURE_SLIP = 0.85
# Two people's names are more often one letter apart than two titles are.
_SURE_ALONE = {Kind.WORK: 0.85, Kind.TOPIC: 0.85, Kind.TERM: 0.85, Kind.PERSON: 0.9, Kind.CHARACTER: 0.9}
_MOST_RUNS = 6
_DISCORD_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:>]+:)\d*[^>]*>|https?://\S+")
_POSSESSIVE = re.compile(r"['’]s?$")
_ASKS_FOR_WORKS = frozenset("what which list name any other all some more else".split())
_ASKS_FOR_PEOPLE = frozenset("who whom whos person people".split())
_AUXILIARIES = frozenset("do does did has have had".split())
_ARTICLES = frozenset("the a an".split())
_BEFORE_TOPICS = frozenset(
    "about on with by of in for at from to as the a an is are was were any some what which all like there and or"
    " set based".split()
)
_PAST = frozenset("did was were came aired premiered dropped launched".split())
_AHEAD = frozenset("will next upcoming coming yet soon".split())


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
class _Words:
    """A question as folded tokens, with what its raw words still knew."""

    tokens: tuple[str, ...]
    bare: tuple[str, ...]
    """The tokens without a possessive s."""
    capital: tuple[bool, ...]
    raw: tuple[str, ...]
    """The words as they were typed."""
    raw_at: tuple[int, ...]
    """Which raw word each token is of."""
    cues: tuple[CueSpan, ...]
    season: SeasonSpan | None
    explained: tuple[bool, ...]
    """Which tokens make sense without being part of a name."""


@dataclass(frozen=True, slots=True)
class _NameSpan:
    """Tokens ``start`` to ``end`` and who they may name."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    weight: float
    fits: bool = True

    def of_kind(self, kind: Kind) -> tuple[Entity, ...]:
        """The candidates of a kind."""
        return tuple(
            Entity(candidate.entity, candidate.kind, candidate.name)
            for candidate in self.candidates
            if candidate.kind is kind
        )

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of the candidates, the best candidate's first."""
        return tuple(dict.fromkeys(candidate.kind for candidate in self.candidates))


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


def _by_score(reading: _Reading) -> float:
    return -reading.score


def understand(text: str, names: NameIndex) -> tuple[Question | UnclearName, ...] | None:
    """The readings of a question, the likeliest first; None where it makes no sense.

    Reads the first 400 characters. More than one reading is given where words allow several
    relations ("about"): the first that has an answer is meant.
    """
    words = _split(text)
    if not words.tokens:
        return None
    spans = _find_names(words, names)
    readings = sorted(_read_all(words, spans), key=_by_score)
    if not readings or not readings[0].explains_all:
        words = _mend_cues(words, spans)
        readings = sorted(_read_all(words, [*spans, *_guess_names(words, names)]), key=_by_score)
    readings = [reading for reading in readings if reading.score >= _ENOUGH]
    if not readings:
        return _read_nameless(words, names)
    best = readings[0]
    rivals = _share_cue(words, best)
    meanings = dict.fromkeys(
        reading.meaning
        for reading in readings
        if reading.score >= best.score - _CLOSE and reading.relation in rivals
    )
    return tuple(meanings)[:_MOST_READINGS]


def _share_cue(words: _Words, reading: _Reading) -> set[str | None]:
    """The relations that the words of the reading's relation may just as well ask for: "about"."""
    shared: set[str | None] = {reading.relation}
    for span in words.cues:
        relations = {cue.relation for cue in span.cues}
        if reading.relation in relations:
            shared |= relations
    return shared


def _split(text: str) -> _Words:
    tokens: list[str] = []
    bare: list[str] = []
    capital: list[bool] = []
    raw_at: list[int] = []
    raw_words = tuple(_DISCORD_MARKUP.sub(" ", html.unescape(text[:MAX_QUESTION])).split())
    for at, raw in enumerate(raw_words):
        parts = fold(raw).split()
        if not any(part[0].isalnum() for part in parts):
            continue
        owner = fold(_POSSESSIVE.sub("", raw)).split() if "'" in raw or "’" in raw else parts
        tokens += parts
        bare += owner if len(owner) == len(parts) else parts
        capital += [at > 0 and raw[0].isupper()] * len(parts)
        raw_at += [at] * len(parts)
    return _explain(tuple(tokens), tuple(bare), tuple(capital), raw_words, tuple(raw_at))


def _explain(
    tokens: tuple[str, ...],
    bare: tuple[str, ...],
    capital: tuple[bool, ...],
    raw: tuple[str, ...],
    raw_at: tuple[int, ...],
) -> _Words:
    cues = tuple(find_cues(tokens))
    season = find_season(tokens)
    known = [is_function_word(token, adverbs=not capital[at]) for at, token in enumerate(tokens)]
    for span in cues:
        known[span.start : span.end] = [True] * (span.end - span.start)
    if season is not None:
        known[season.start : season.end] = [True] * (season.end - season.start)
    return _Words(tokens, bare, capital, raw, raw_at, cues, season, tuple(known))


def _foreign(words: _Words, spans: Sequence[_NameSpan]) -> list[int]:
    """Tokens that neither a name nor the language explains."""
    named = {at for span in spans for at in range(span.start, span.end)}
    return [at for at, known in enumerate(words.explained) if not known and at not in named]


def _mend_cues(words: _Words, spans: Sequence[_NameSpan]) -> _Words:
    """The words with slips in cues mended: "dircted" is "directed"."""
    tokens = list(words.tokens)
    for at in _foreign(words, spans):
        if len(tokens[at]) > _SHORTEST_MENDED and not words.capital[at]:
            near = process.extractOne(tokens[at], CUE_WORDS, scorer=OSA.distance, score_cutoff=1)
            if near is not None:
                tokens[at] = near[0]
    return (
        words
        if tuple(tokens) == words.tokens
        else _explain(tuple(tokens), words.bare, words.capital, words.raw, words.raw_at)
    )


def _find_names(words: _Words, names: NameIndex) -> list[_NameSpan]:
    """Every run of tokens that spells a name; runs within a heavier longer one are left out.

    Runs of plain words are looked up only where no other name explains the question: there are shows
    called Her and What?, but few who write "her" and "what" mean them.
    """
    telling = [capital or not known for capital, known in zip(words.capital, words.explained, strict=True)]
    found = _look_up_runs(words, names, telling, wanted=True) if any(telling) else []
    if not found or any(tell and not _in_spans(at, found) for at, tell in enumerate(telling)):
        found += _look_up_runs(words, names, telling, wanted=False)
    return [span for span in found if not any(_covers(other, span) for other in found)]


def _in_spans(at: int, spans: Sequence[_NameSpan]) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _look_up_runs(
    words: _Words, names: NameIndex, telling: Sequence[bool], *, wanted: bool
) -> list[_NameSpan]:
    """The runs of tokens that spell a name: those that hold a telling token, or those that hold none."""
    tokens, bare = words.tokens, words.bare
    found: list[_NameSpan] = []
    for start in range(len(tokens)):
        phrase = ""
        tells = False
        for end in range(start + 1, min(len(tokens), start + names.longest) + 1):
            tells = tells or telling[end - 1]
            spelled = f"{phrase} {tokens[end - 1]}" if phrase else tokens[start]
            if tells is wanted:
                candidates = names.exact_folded(spelled, _EVERY_KIND)
                if not candidates and bare[end - 1] != tokens[end - 1]:
                    candidates = names.exact_folded(f"{phrase} {bare[end - 1]}".strip(), _EVERY_KIND)
                if not candidates and end == start + 1 and len(bare[start]) >= _FEWEST_INITIALS:
                    candidates = names.exact(bare[start].upper(), _EVERY_KIND)
                if candidates:
                    found.append(
                        _NameSpan(
                            start,
                            end,
                            _keep_best(candidates, words, start, end),
                            _weigh_span(words, start, end),
                        )
                    )
            phrase = spelled
    return found


def _keep_best(candidates: Sequence[Candidate], words: _Words, start: int, end: int) -> tuple[Candidate, ...]:
    """The candidates that fit best: letter by letter, else in the order of the words."""
    if len(candidates) > 1:
        written = " ".join(words.raw[words.raw_at[start] : words.raw_at[end - 1] + 1])
        keys = {identity_key(written), identity_key(written.rstrip("?.,;:!"))}
        literal = tuple(candidate for candidate in candidates if identity_key(candidate.name) in keys)
        if literal:
            return literal
    best = max(candidate.score for candidate in candidates)
    return tuple(candidate for candidate in candidates if candidate.score >= best)


def _covers(longer: _NameSpan, shorter: _NameSpan) -> bool:
    return (
        longer.start <= shorter.start
        and shorter.end <= longer.end
        and longer.end - longer.start > shorter.end - shorter.start
        and longer.weight > shorter.weight
    )


def _weigh_span(words: _Words, start: int, end: int) -> float:
    """How much a name explains: words that mean nothing else count whole, function words little."""
    weight = 0.3
    for at in range(start, end):
        if not words.explained[at]:
            weight += 1.5
        elif words.capital[at]:
            weight += 1.2
        else:
            weight += 0.7 if end - start > 1 else 0.2
    return weight


def _read_all(words: _Words, spans: Sequence[_NameSpan]) -> Iterator[_Reading]:
    for span in spans:
        yield from _read(words, (span,))
    told = [span for span in spans if span.weight >= _TELLING]
    for first in told:
        for second in told:
            if first.end <= second.start:
                yield from _read(words, (first, second))


def _read(words: _Words, spans: tuple[_NameSpan, ...]) -> Iterator[_Reading]:
    taken = [False] * len(words.tokens)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    season = _season_beside(words, spans, taken)
    relations = weigh_relations(words.cues, taken)
    foreign = [at for at, known in enumerate(words.explained) if not known and not taken[at]]
    beside = [
        at
        for span in spans
        for at in (span.start - 1, span.end)
        if 0 <= at < len(taken) and not taken[at] and _may_belong_to(span, at, words)
    ]
    base = sum(span.weight for span in spans) - 0.4 * (len(spans) - 1)
    free = {token for token, is_taken in zip(words.tokens, taken, strict=True) if not is_taken}
    past = bool(free & _PAST) and not free & _AHEAD
    question = Question(season=season, past=past)
    # A word that nothing explains right beside a name is likely a part of it: another name, unknown.
    penalty = 1.5 * len(foreign) + 2.5 * len(beside)
    # Two names without a word between them may well be the halves of a third.
    touching = len(spans) > 1 and spans[0].end == spans[1].start
    base -= 1.5 * touching
    explains_all = not foreign and not beside and not touching
    if beside and not any(span.kinds[0] is Kind.WORK for span in spans):
        return
    if base < _TELLING and foreign:
        # "What?" and "It" are films; where a word is left over, theirs are just words.
        return
    for name, weight in relations:
        relation = RELATIONS[name]
        asked = replace(question, relation=name)
        cost = penalty
        if name == "quote":
            role = _find_role(relations)
            asked = replace(asked, role=role, about=" ".join(words.tokens[at] for at in foreign) or None)
            cost = 0.1 * len(foreign) - (_CUE if role else 0.0)
        for fit, meaning in _assign(
            asked, relation, spans, free, words, _asks_for_works(words, taken, relation)
        ):
            yield _Reading(base + weight + fit - cost, meaning, explains_all or name == "quote")
    if len(spans) == 1 and not (relations and relations[0][1] >= _CUE):
        # "Tell me about X", "who is X": everything that is known, unless a relation takes the word up.
        for kind in spans[0].kinds:
            taken_up = any(
                _fits_somewhere(RELATIONS[name], kind) for name, _ in relations if name != "meaning"
            )
            if kind is not Kind.TOPIC and not taken_up and not _asks_for_works(words, taken, None):
                meaning = _fill(question, spans[0], kind, "subject", words)
                yield _Reading(base - 0.2 - penalty, meaning, explains_all)


def _find_role(relations: Sequence[tuple[str, float]]) -> str | None:
    """The role that somebody asked about has: "the director" in "what did the director say"."""
    return next(
        (name for name, weight in relations if weight >= _CUE and RELATIONS[name].names is Kind.PERSON), None
    )


def _may_belong_to(span: _NameSpan, at: int, words: _Words) -> bool:
    """Whether a word beside a name looks like more of it. A small letter beside capitals does not."""
    if words.capital[at]:
        return True
    return not words.explained[at] and not (words.capital[span.start] and words.capital[span.end - 1])


def _season_beside(words: _Words, spans: Sequence[_NameSpan], taken: list[bool]) -> int | None:
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
    question: Question,
    relation: Relation,
    spans: tuple[_NameSpan, ...],
    free: set[str],
    words: _Words,
    asks_for_works: bool,
) -> Iterator[tuple[float, Question | UnclearName]]:
    """The ways in which the named may stand in the relation, and how well each fits the wording."""
    asks_for_people = bool(free & _ASKS_FOR_PEOPLE)
    if len(spans) == 1:
        span = spans[0]
        for kind in span.kinds:
            # A meaning is said of a work's character, never of the work by itself.
            if kind in relation.subjects and not (kind is Kind.WORK and relation.name == "meaning"):
                fit = 0.3 + 0.5 * asks_for_people
                if asks_for_works and kind is Kind.WORK and relation.names is not None:
                    continue
                yield fit, _fill(question, span, kind, "subject", words)
            if _may_be_named(relation, kind) and (kind is not Kind.TOPIC or _stands_alone(span, words)):
                by = 0.7 if span.start and words.tokens[span.start - 1] == "by" else 0.0
                fit = by + 0.5 * asks_for_works - 0.3 * (asks_for_people and kind is Kind.PERSON)
                yield fit, _fill(question, span, kind, "named", words)
        return
    for first, second in (spans, spans[::-1]):
        for kind in first.kinds:
            others = [other for other in second.kinds if _may_be_named(relation, other)]
            if kind in relation.subjects and others:
                filled = _fill(question, first, kind, "subject", words)
                if isinstance(filled, Question):
                    yield 0.2, _fill(filled, second, others[0], "named", words)


def _asks_for_works(words: _Words, taken: Sequence[bool], relation: Relation | None) -> bool:
    """Whether the question is "which films …", or "what did somebody direct"."""
    free = [token for token, is_taken in zip(words.tokens, taken, strict=True) if not is_taken]
    for at, token in enumerate(free):
        if token in _ASKS_FOR_WORKS:
            for noun in (at + 1, at + 2):
                if noun < len(free) and free[noun] in WORK_WORDS and not _is_modifier(free, noun, relation):
                    return True
    return (
        relation is not None
        and relation.names is Kind.PERSON
        and "what" in free
        and not _AUXILIARIES.isdisjoint(free)
    )


def _stands_alone(span: _NameSpan, words: _Words) -> bool:
    """Whether a topic is the whole of what is asked about: in "films about stupid fun", "fun" is not."""
    before = words.tokens[span.start - 1] if span.start else "about"
    after = words.tokens[span.end] if span.end < len(words.tokens) else "in"
    return before in _BEFORE_TOPICS and (after in FUNCTION_WORDS)


def _is_modifier(tokens: Sequence[str], noun: int, relation: Relation | None) -> bool:
    """Whether the noun only tells which sort the next word is of: "what film genre"."""
    return (
        relation is not None
        and relation.names is not Kind.PERSON
        and noun + 1 < len(tokens)
        and tokens[noun + 1] in relation.cues
    )


def _fits_somewhere(relation: Relation, kind: Kind) -> bool:
    return kind in relation.subjects or _may_be_named(relation, kind)


def _may_be_named(relation: Relation, kind: Kind) -> bool:
    """Whether a fact of the relation can name such a thing elsewhere than in its subject."""
    return (
        relation.names is kind
        or (kind is Kind.CHARACTER and "character" in relation.qualifiers)
        or (kind is Kind.PERSON and bool(relation.qualifiers & {"speaker", "by"}))
    )


def _fill(
    question: Question, span: _NameSpan, kind: Kind, slot: Slot, words: _Words
) -> Question | UnclearName:
    entities = span.of_kind(kind)
    text = " ".join(words.tokens[span.start : span.end])
    unclear = UnclearName(text, entities[:_MOST_OFFERED], question, slot, True)
    return unclear.choose(entities[0]) if len(entities) == 1 and span.fits else unclear


def _guess_names(words: _Words, names: NameIndex) -> list[_NameSpan]:
    """Misspelt names: runs of words that nothing explains, with and without their small neighbours."""
    kinds = _kinds_wanted(words)
    guesses: list[_NameSpan] = []
    for start, end in list(dict.fromkeys(_runs_around(words)))[:_MOST_RUNS]:
        if any(guess.fits and guess.start <= start and end <= guess.end for guess in guesses):
            continue
        text = " ".join((*words.tokens[start : end - 1], words.bare[end - 1]))
        guesses += _guess_name(words, names, kinds, (start, end), text)
    return guesses


def _guess_name(
    words: _Words, names: NameIndex, kinds: Collection[Kind], run: tuple[int, int], text: str
) -> list[_NameSpan]:
    """Who a run of words may be meant to name; a name of each kind that fits, where several do."""
    match = names.match(text, kinds)
    if match.status == "unknown" or not match.candidates:
        return []
    present = {candidate.kind for candidate in match.candidates}
    if match.status == "ambiguous" and len(present) > 1:
        return [guess for kind in present for guess in _guess_name(words, names, (kind,), run, text)]
    first = match.candidates[0]
    # One alone, a harmless slip away, of the very kind that the question asks about.
    alone = len(match.candidates) == 1 and first.score >= _SURE_ALONE[first.kind]
    fits = alone or (match.status == "found" and first.score >= _SURE_SLIP)
    candidates = (first,) if fits else match.candidates[:_MOST_OFFERED]
    weight = _weigh_span(words, *run) * first.score - 0.2
    return [_NameSpan(*run, candidates, weight, fits)]


def _kinds_wanted(words: _Words) -> frozenset[Kind]:
    """The kinds of names that the question's relation has room for."""
    nothing_taken = [False] * len(words.tokens)
    relations = weigh_relations(words.cues, nothing_taken)
    kinds: set[Kind] = set()
    for name, weight in relations:
        relation = RELATIONS[name]
        if weight < relations[0][1]:
            break
        named = {kind for kind in Kind if _may_be_named(relation, kind)}
        if not (named and _asks_for_works(words, nothing_taken, relation)):
            kinds |= relation.subjects
        if not (relation.subjects and not _ASKS_FOR_PEOPLE.isdisjoint(words.tokens)):
            kinds |= named
        elif Kind.CHARACTER in named:
            kinds.add(Kind.CHARACTER)
    return frozenset(kinds) or _EVERY_KIND - {Kind.TOPIC}


def _runs_around(words: _Words) -> Iterator[tuple[int, int]]:
    """The runs of tokens that a misspelt name may be, the likeliest first."""
    capital_runs = _runs(words.capital, words.explained)
    foreign_runs = _runs([not known for known in words.explained], words.explained)
    # A slip inside a title leaves a small letter or a strange word among its capitals.
    yield from _runs(
        [capital or not known for capital, known in zip(words.capital, words.explained, strict=True)],
        words.explained,
    )
    yield from capital_runs
    for start, end in foreign_runs:
        if start and words.tokens[start - 1] in _ARTICLES:
            yield start - 1, end
        yield start, end
    for start, end in foreign_runs:
        if start:
            yield start - 1, end
        if end < len(words.tokens):
            yield start, end + 1
        if start > 1:
            yield start - 2, end


def _runs(marked: Sequence[bool], plain: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of marked tokens, with up to two plain words between them, the longest first."""
    runs: list[tuple[int, int]] = []
    for at, is_marked in enumerate(marked):
        if not is_marked:
            continue
        if runs and at - runs[-1][1] <= 2 and all(plain[runs[-1][1] : at]):
            runs[-1] = (runs[-1][0], at + 1)
        else:
            runs.append((at, at + 1))
    return sorted(runs, key=lambda run: run[0] - run[1])


def _read_nameless(words: _Words, names: NameIndex) -> tuple[Question | UnclearName, ...] | None:
    """A question in which no name is known: one of a relation alone, one of an unknown name, or none."""
    season = words.season.season if words.season else None
    relations = weigh_relations(words.cues, [False] * len(words.tokens))
    relation = relations[0][0] if relations else None
    foreign = _foreign(words, ())
    if any(name == "quote" and weight >= _CUE for name, weight in relations):
        topic = " ".join(words.tokens[at] for at in foreign)
        return (Question("quote", season=season, role=_find_role(relations), about=topic or None),)
    if foreign:
        text = " ".join(words.tokens[foreign[0] : foreign[-1] + 1])
        nearest = names.match(text).candidates[:_MOST_OFFERED]
        entities = tuple(Entity(candidate.entity, candidate.kind, candidate.name) for candidate in nearest)
        return (UnclearName(text, entities, Question(relation, season=season), "subject", False),)
    if relation is None or relations[0][1] < _CUE:
        return None
    return (Question(relation, season=season),)
