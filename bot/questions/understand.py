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

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.names import Candidate, NameIndex, fold
from bot.questions.question import MAX_QUESTION, Question
from bot.questions.seasons import SeasonSpan, find_season, read_trailing_number
from bot.questions.vocabulary import FUNCTION_WORDS, WORK_WORDS, CueSpan, find_cues, weigh_relations
from bot.store import Entity

Slot = Literal["subject", "named"]

_EVERY_KIND = frozenset(Kind)
_MOST_READINGS = 4
_CLOSE = 0.75
_MOST_OFFERED = 5
_DISCORD_MARKUP = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:>]+:)\d*[^>]*>|https?://\S+")
_POSSESSIVE = re.compile(r"['’]s?$")
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
    cues: tuple[CueSpan, ...]
    season: SeasonSpan | None

    def explained(self) -> list[bool]:
        """Which tokens need no name to make sense."""
        known = [token in FUNCTION_WORDS for token in self.tokens]
        for span in self.cues:
            known[span.start : span.end] = [True] * (span.end - span.start)
        if self.season is not None:
            known[self.season.start : self.season.end] = [True] * (self.season.end - self.season.start)
        return known


@dataclass(frozen=True, slots=True)
class _NameSpan:
    """Tokens ``start`` to ``end`` and who they may name."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    weight: float
    fits: bool = True


@dataclass(frozen=True, slots=True)
class _Reading:
    score: float
    meaning: Question | UnclearName


def understand(text: str, names: NameIndex) -> tuple[Question | UnclearName, ...] | None:
    """The readings of a question, the likeliest first; None where it makes no sense.

    Reads the first 400 characters. More than one reading is given where words allow several
    relations ("about"): the first that has an answer is meant.
    """
    words = _split(text)
    if not words.tokens:
        return None
    explained = words.explained()
    spans = _find_names(words, names, explained)
    readings = list(_read_all(words, spans, explained))
    if not any(_leaves_nothing(reading, words, explained, spans) for reading in readings):
        guessed = _guess_names(words, names, explained)
        readings += _read_all(words, [*spans, *guessed], explained)
    if not readings:
        return _read_nameless(words, names, explained)
    readings.sort(key=lambda reading: -reading.score)
    best = readings[0].score
    meanings = dict.fromkeys(reading.meaning for reading in readings if reading.score >= best - _CLOSE)
    return tuple(meanings)[:_MOST_READINGS]


def _split(text: str) -> _Words:
    tokens: list[str] = []
    bare: list[str] = []
    capital: list[bool] = []
    for at, raw in enumerate(_DISCORD_MARKUP.sub(" ", text[:MAX_QUESTION]).split()):
        parts = fold(raw).split()
        owner = fold(_POSSESSIVE.sub("", raw)).split() if "'" in raw or "’" in raw else parts
        if not any(part[0].isalnum() for part in parts):
            continue
        tokens += parts
        bare += owner if len(owner) == len(parts) else parts
        capital += [at > 0 and raw[0].isupper()] * len(parts)
    return _Words(tuple(tokens), tuple(bare), tuple(capital), tuple(find_cues(tokens)), find_season(tokens))


def _find_names(words: _Words, names: NameIndex, explained: Sequence[bool]) -> list[_NameSpan]:
    """Every run of tokens that spells a name; runs within a longer one of the same kinds are left out."""
    count = len(words.tokens)
    found: list[_NameSpan] = []
    for start in range(count):
        phrase = ""
        for end in range(start + 1, min(count, start + names.longest) + 1):
            spelled = f"{phrase} {words.tokens[end - 1]}" if phrase else words.tokens[start]
            candidates = names.exact_folded(spelled, _EVERY_KIND)
            if not candidates and words.bare[end - 1] != words.tokens[end - 1]:
                candidates = names.exact_folded(f"{phrase} {words.bare[end - 1]}".strip(), _EVERY_KIND)
            if not candidates and end == start + 1 and not explained[start]:
                candidates = names.exact(words.bare[start].upper(), _EVERY_KIND)
            if candidates:
                weight = _weigh_span(words, start, end, explained)
                found.append(_NameSpan(start, end, candidates, weight))
            phrase = spelled
    return [span for span in found if not any(_covers(other, span) for other in found)]


def _covers(longer: _NameSpan, shorter: _NameSpan) -> bool:
    return (
        longer is not shorter
        and longer.start <= shorter.start
        and shorter.end <= longer.end
        and longer.end - longer.start > shorter.end - shorter.start
        and longer.weight > shorter.weight
        and {candidate.kind for candidate in longer.candidates}
        >= {candidate.kind for candidate in shorter.candidates}
    )


def _weigh_span(words: _Words, start: int, end: int, explained: Sequence[bool]) -> float:
    """How much a name explains: words that mean nothing else count whole, function words little."""
    weight = 0.0
    for at in range(start, end):
        if not explained[at]:
            weight += 1.5
        elif words.capital[at]:
            weight += 1.2
        else:
            weight += 0.7 if end - start > 1 else 0.2
    return weight + 0.3


def _read_all(words: _Words, spans: Sequence[_NameSpan], explained: Sequence[bool]) -> Iterator[_Reading]:
    for span in spans:
        yield from _read(words, (span,), explained)
    for first in spans:
        for second in spans:
            if first.end <= second.start:
                yield from _read(words, (first, second), explained)


def _read(words: _Words, spans: tuple[_NameSpan, ...], explained: Sequence[bool]) -> Iterator[_Reading]:
    taken = [False] * len(words.tokens)
    for span in spans:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    season = _season_beside(words, spans, taken)
    relations = weigh_relations(words.cues, taken)
    left_over = [at for at, token_taken in enumerate(taken) if not token_taken and not explained[at]]
    base = sum(span.weight for span in spans) - 0.4 * (len(spans) - 1)
    free = {token for token, token_taken in zip(words.tokens, taken, strict=True) if not token_taken}
    past = bool(free & _PAST) and not free & _AHEAD
    question = Question(season=season, past=past)
    for name, weight in relations:
        relation = RELATIONS[name]
        asked = replace(question, relation=name)
        penalty = 1.5 * len(left_over)
        if relation.name == "quote":
            topic = [words.tokens[at] for at in left_over]
            asked = replace(asked, about=" ".join(topic) or None)
            penalty = 0.1 * len(left_over)
        for fit, meaning in _assign(asked, relation, spans, words, free):
            yield _Reading(base + weight + fit - penalty, meaning)
    if len(spans) == 1 and not (relations and relations[0][1] >= 2):
        for candidate_kind in {candidate.kind for candidate in spans[0].candidates} - {Kind.TOPIC}:
            meaning = _fill(question, spans[0], candidate_kind, "subject", words)
            yield _Reading(base - 0.5 - 1.5 * len(left_over), meaning)


def _season_beside(words: _Words, spans: Sequence[_NameSpan], taken: list[bool]) -> int | None:
    if words.season is not None and not any(taken[words.season.start : words.season.end]):
        return words.season.season
    for span in spans:
        if span.end < len(words.tokens) and not taken[span.end]:
            number = read_trailing_number(words.tokens[span.end])
            if number is not None and any(candidate.kind is Kind.WORK for candidate in span.candidates):
                taken[span.end] = True
                return number
    return None


def _assign(
    question: Question, relation: Relation, spans: tuple[_NameSpan, ...], words: _Words, free: set[str]
) -> Iterator[tuple[float, Question | UnclearName]]:
    """The ways in which the named may stand in the relation, and how well each fits the wording."""
    wants_works = bool(free & WORK_WORDS and free & {"what", "which", "list", "name", "any", "other", "all"})
    if len(spans) == 1:
        for kind in dict.fromkeys(candidate.kind for candidate in spans[0].candidates):
            if kind in relation.subjects:
                fit = -0.6 if wants_works and kind is Kind.WORK and relation.names is not None else 0.3
                yield fit, _fill(question, spans[0], kind, "subject", words)
            elif _may_be_named(relation, kind):
                yield (0.3 if wants_works else 0.0), _fill(question, spans[0], kind, "named", words)
        return
    for first, second in (spans, spans[::-1]):
        for kind in dict.fromkeys(candidate.kind for candidate in first.candidates):
            others = [other.kind for other in second.candidates if _may_be_named(relation, other.kind)]
            if kind in relation.subjects and others:
                filled = _fill(question, first, kind, "subject", words)
                if isinstance(filled, Question):
                    yield 0.2, _fill(filled, second, others[0], "named", words)


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
    entities = tuple(
        Entity(candidate.entity, candidate.kind, candidate.name)
        for candidate in span.candidates
        if candidate.kind is kind
    )
    text = " ".join(words.tokens[span.start : span.end])
    unclear = UnclearName(text, entities[:_MOST_OFFERED], question, slot, span.fits)
    return unclear.choose(entities[0]) if len(entities) == 1 and span.fits else unclear


def _leaves_nothing(
    reading: _Reading, words: _Words, explained: Sequence[bool], spans: Sequence[_NameSpan]
) -> bool:
    """Whether names, cues and function words explain the whole question."""
    meaning = reading.meaning.question if isinstance(reading.meaning, UnclearName) else reading.meaning
    if meaning.relation == "quote":
        return True
    named = set[int]()
    for span in spans:
        named.update(range(span.start, span.end))
    return all(known or at in named for at, known in enumerate(explained))


def _guess_names(words: _Words, names: NameIndex, explained: Sequence[bool]) -> list[_NameSpan]:
    """Misspelt names: the run of words that nothing explains, with and without its small neighbours."""
    odd = [at for at, known in enumerate(explained) if not known]
    if not odd:
        return []
    for start, end in _runs_around(words, odd[0], odd[-1] + 1, explained):
        text = " ".join((*words.tokens[start : end - 1], words.bare[end - 1]))
        match = names.match(text)
        if match.status == "unknown" or not match.candidates:
            continue
        weight = _weigh_span(words, start, end, explained) - 0.4
        return [_NameSpan(start, end, match.candidates[:_MOST_OFFERED], weight, match.status == "found")]
    return []


def _runs_around(words: _Words, start: int, end: int, explained: Sequence[bool]) -> Iterator[tuple[int, int]]:
    yield start, end
    capitals = [at for at in range(len(words.tokens)) if words.capital[at]]
    if capitals and capitals[0] <= start and end <= capitals[-1] + 1:
        yield capitals[0], capitals[-1] + 1
    for left in (1, 2, 3):
        if start - left >= 0:
            yield start - left, end
    for right in (1, 2):
        if end + right <= len(words.tokens):
            yield start, end + right


def _read_nameless(
    words: _Words, names: NameIndex, explained: Sequence[bool]
) -> tuple[Question | UnclearName, ...] | None:
    """A question in which no name is known: one of a relation alone, one of an unknown name, or none."""
    season = words.season.season if words.season else None
    relations = weigh_relations(words.cues, [False] * len(words.tokens))
    relation = relations[0][0] if relations else None
    odd = [at for at, known in enumerate(explained) if not known]
    if odd:
        text = " ".join(words.tokens[odd[0] : odd[-1] + 1])
        nearest = names.match(text).candidates[:_MOST_OFFERED]
        entities = tuple(Entity(candidate.entity, candidate.kind, candidate.name) for candidate in nearest)
        return (UnclearName(text, entities, Question(relation, season=season), "subject", False),)
    if relation is None or relations[0][1] < 2:
        return None
    return (Question(relation, season=season),)
