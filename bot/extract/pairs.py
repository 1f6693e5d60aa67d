"""Which values belong to which shows: what the rules state, judged once more with all that the article says.

Owns the second opinion: what is stated but hardly borne out is dropped, what is not stated but likely is added. How
much the evidence weighs is learnt (see learn_reading). Refuses to gather evidence (see pair_evidence).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import EvidenceModel, load_models
from bot.extract.names import Person, fold_name
from bot.extract.pair_company import Scores, look_at_pair_company
from bot.extract.pair_evidence import (
    AUTHOR,
    KIND_OF,
    RELATIONS,
    Pair,
    Stated,
    find_pairs,
    key_of_value,
    may_make,
    see_as,
)
from bot.extract.part_evidence import Part, find_parts
from bot.extract.parts import choose_parts, tell_characters
from bot.extract.releases import is_no_release
from bot.extract.slotted_sentences import Clause
from bot.extract.titles import Work
from bot.extract.units import CREW, Row

STATED: Final = 0.35
"""How likely a pair must be that a rule states."""
DAY_STATED: Final = 0.2
"""The same of days: rules pass over them for good reasons."""
LIKELY: Final = 0.6
"""How likely somebody must be to be in the cast for a rule to be wrong that says they make the show, or the other way."""
LIKELY_AUTHOR: Final = 0.4
"""How likely somebody must be to have written the source."""
UNSTATED: Final = {
    "cast member": 0.7,
    "director": 0.5,
    "screenwriter": 0.5,
    "creator": 0.6,
    "producer": 0.7,
    "platform": 0.7,
    "genre": 0.75,
    "based on": 0.8,
    "release date": 0.85,
    "filming date": 0.8,
    "number of episodes": 0.8,
    "narrative location": 0.6,
}
"""How likely a pair must be that only the evidence around it states."""
_DATED: Final = frozenset({"release date", "filming date", "renewal date", "number of episodes"})
_RARE: Final = frozenset({"renewal date", "filming date", "number of episodes"})
"""Too few are labelled to say more of them than the rules do."""
_IN_WORDS: Final = frozenset({"genres", "sources"})

Told = tuple[Draft, Clause]


def note_stated(drafts: Iterable[Draft]) -> Stated:
    """What drafts state of pairs."""
    stated: dict[tuple[str, object], dict[int, bool]] = {}
    for draft in drafts:
        if draft.relation in KIND_OF and draft.work is not None and draft.work.name:
            of = stated.setdefault((draft.relation, key_of_value(draft.relation, draft.value)), {})
            of[id(draft.work)] = draft.is_past and of.get(id(draft.work), True)
    return stated


def judge_pairs(pairs: Sequence[Pair], row: Row) -> Mapping[tuple[str, object, int], float]:
    """How likely each pair is, from 0 to 1, by relation, key of the value and ``id`` of the show."""
    first = score_pairs(pairs, load_models())
    company = look_at_pair_company(pairs, row, first)
    again = load_models()["pairs"].score(list(company.values()))[:, 0].tolist()
    return {key: _squash(first[key] + score) for key, score in zip(company, again, strict=True)}


def score_pairs(pairs: Sequence[Pair], models: Mapping[str, EvidenceModel]) -> Scores:
    """How much speaks for each pair by itself."""
    found: dict[tuple[str, object, int], float] = {}
    for kind, relations in RELATIONS.items():
        of_kind = [each for each in pairs if each.value.kind == kind]
        scores = models[kind].score([each.evidence for each in of_kind])
        for column in range(scores.shape[1]):
            for pair, score in zip(of_kind, scores[:, column].tolist(), strict=True):
                found[relations[column], pair.value.key, id(pair.work)] = score
    makers = [
        (pair, relation)
        for pair in pairs
        if pair.value.kind == "people"
        for relation in may_make(pair.evidence)
    ]
    scores = models["crew"].score([see_as(pair.evidence, relation) for pair, relation in makers])
    for (pair, relation), score in zip(makers, scores[:, 0].tolist(), strict=True):
        found[relation, pair.value.key, id(pair.work)] = score
    return found


def _squash(score: float) -> float:
    return float(1.0 / (1.0 + np.exp(-score)))


def choose_pairs(
    discourse: Discourse,
    clauses: Sequence[Clause],
    told: Sequence[Told],
    about: Work | None,
) -> list[Told]:
    """What is told, less what is hardly so, and what is likely though nothing tells it. Of the show that somebody says the article is about, everything told is kept."""
    drafts = [draft for draft, _ in told]
    laid_out = tell_laid_out(discourse, drafts)
    row = Row(discourse)
    candidates = [
        each
        for each in find_parts(discourse, row, note_played(drafts))
        if laid_out.isdisjoint((id(each.person), id(each.character)))
    ]
    parts_played = choose_parts(candidates)
    tell_characters(parts_played)
    pairs = find_pairs(discourse, row, note_stated(drafts))
    likely = judge_pairs(pairs, row)
    stated = {_key(draft) for draft, _ in told}
    rivals: dict[tuple[str, object], float] = {}
    for (relation, value, work), chance in likely.items():
        if (relation, value, work) not in stated and relation not in _DATED:
            rivals[relation, value] = max(rivals.get((relation, value), 0.0), chance)
    parts = _weigh_parts(likely)
    played = {fold_name(part.character.name) for part in parts_played.values()}
    chosen: list[Told] = []
    for draft, clause in told:
        if (
            draft.relation == "cast member"
            and not draft.is_laid_out
            and (
                (isinstance(draft.value, Person) and draft.value.is_character)
                or fold_name(_name(draft.value)) in played
            )
        ):
            continue
        key = _key(draft)
        chance = likely.get(key, 1.0)
        is_outdone = (
            isinstance(draft.value, Person) and not draft.is_past and rivals.get(key[:2], 0.0) > chance
        )
        enough = 0.0 if draft.relation in _RARE else DAY_STATED if draft.relation in _DATED else STATED
        if draft.is_laid_out or draft.work is about or (chance >= enough and not is_outdone):
            chosen.append((draft, clause))
    said: dict[tuple[str, int], list[str]] = {}
    for relation, value, work in stated:
        if isinstance(value, str):
            said.setdefault((relation, work), []).append(value)
    for pair in pairs:
        value = pair.value.value
        if isinstance(value, Person) and (value.is_character or fold_name(value.name) in played):
            continue
        for relation in RELATIONS[pair.value.kind]:
            key = relation, pair.value.key, id(pair.work)
            rival = parts.get((relation not in CREW, *key[1:]), 0.0)
            if isinstance(value, Person) and rival > likely.get(key, 0.0):
                continue
            if (
                isinstance(value, str)
                and pair.value.kind in _IN_WORDS
                and any(value in other or other in value for other in said.get((relation, key[2]), ()))
            ):
                continue  # "thriller" where "crime thriller" is told
            if relation == "release date" and is_no_release(clauses[pair.place].text):
                continue
            if key not in stated and likely.get(key, 0.0) >= UNSTATED.get(relation, 1.0):
                draft = Draft(relation, value, pair.work, season=pair.season)
                draft.is_past = isinstance(value, Person) and not pair.work.current
                chosen.append((draft, clauses[pair.place]))
    give_authors([draft for draft, _ in chosen], pairs, likely)
    _give_parts(discourse, [draft for draft, _ in chosen], parts_played)
    return chosen


def give_authors(
    drafts: Iterable[Draft], pairs: Iterable[Pair], likely: Mapping[tuple[str, object, int], float]
) -> None:
    """Who the sources are by, where no rule says so."""
    authors: dict[int, tuple[float, str]] = {}
    for pair in pairs:
        chance = likely.get((AUTHOR, pair.value.key, id(pair.work)), 0.0)
        if isinstance(pair.value.value, Person) and chance >= max(
            LIKELY_AUTHOR, authors.get(id(pair.work), (0.0, ""))[0]
        ):
            authors[id(pair.work)] = chance, pair.value.value.name
    for draft in drafts:
        if draft.relation == "based on" and not draft.by and id(draft.work) in authors:
            draft.by = authors[id(draft.work)][1]


def _give_parts(
    discourse: Discourse,
    drafts: Sequence[Draft],
    chosen: Mapping[int, Part],
) -> None:
    """Each cast member's character: of the show that its sentence speaks of, if they are in that one, else of those that
    are no past work. What a rule says stands unless somebody else plays it."""
    cast = [
        (draft, draft.value)
        for draft in drafts
        if draft.relation == "cast member"
        and isinstance(draft.value, Person)
        and not (draft.is_laid_out and draft.character)
    ]
    taken = {fold_name(part.character.name): key for key, part in chosen.items()}
    for draft, person in cast:
        if draft.character and taken.get(fold_name(_name(draft.character)), id(person)) != id(person):
            draft.character = None
    for key, part in chosen.items():
        own = [draft for draft, person in cast if id(person) == key]
        sentence = discourse.sentences[part.sentence]
        named = {
            id(each.work) for each in discourse.titles.mentions if sentence.start <= each.start < sentence.end
        }
        meant = {*named, id(discourse.spoken_of.get(sentence.start))}
        new = [draft for draft in own if not draft.is_past]
        there = [draft for draft in new if id(draft.work) in meant]
        past = [draft for draft in own if draft.is_past and id(draft.work) in named]
        for draft in [*(there or past or new), *(each for each in own if each.is_laid_out)]:
            draft.character = part.character


def _weigh_parts(likely: Mapping[tuple[str, object, int], float]) -> Mapping[tuple[bool, object, int], float]:
    """How likely somebody is to make a show in any way, or to be in its cast: few do both."""
    parts: dict[tuple[bool, object, int], float] = {}
    for (relation, value, work), chance in likely.items():
        if KIND_OF[relation] == "people" and relation != AUTHOR:
            key = relation in CREW, value, work
            parts[key] = max(parts.get(key, 0.0), chance)
    return parts


def tell_laid_out(discourse: Discourse, drafts: Iterable[Draft]) -> set[int]:
    """Marks as people and as characters those who play and are played by what a list's layout says; their ``id``."""
    is_played: dict[str, bool] = {}
    for draft in drafts:
        if draft.is_laid_out and draft.character:
            is_played[fold_name(_name(draft.value))] = False
            is_played[fold_name(_name(draft.character))] = True
    told: set[int] = set()
    for person in {id(each.person): each.person for each in discourse.names.people}.values():
        if (played := is_played.get(fold_name(person.name))) is not None:
            person.is_character = played
            told.add(id(person))
    return told


def note_played(drafts: Iterable[Draft]) -> Mapping[int, set[str]]:
    """Which characters rules let each person play."""
    played: dict[int, set[str]] = {}
    for draft in drafts:
        if draft.character and isinstance(draft.value, Person):
            played.setdefault(id(draft.value), set()).add(fold_name(_name(draft.character)))
    return played


def _key(draft: Draft) -> tuple[str, object, int]:
    return draft.relation, key_of_value(draft.relation, draft.value), id(draft.work)


def _name(character: str | Person) -> str:
    return character.name if isinstance(character, Person) else character
