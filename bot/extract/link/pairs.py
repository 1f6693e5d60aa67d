"""Which values belong to which shows, judged by all that the article says.

Owns how likely each pair is, and that what is likely enough is a fact, beside what layouts and set phrases tell. How much
the evidence weighs is learnt (see learn). Refuses to gather evidence (see pair_evidence).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import Evidence, EvidenceModel, Floats, load_models
from bot.extract.find.names import Person
from bot.extract.link.cues import CREW
from bot.extract.link.no_release import is_given_up, is_no_release
from bot.extract.link.pair_company import Scores, look_at_pair_company
from bot.extract.link.pair_evidence import (
    AUTHOR,
    COMPANY,
    KIND_OF,
    RELATIONS,
    Pair,
    find_pairs,
    key_of_value,
    see_makers,
)
from bot.extract.link.part_evidence import find_parts
from bot.extract.link.parts import choose_parts, give_parts, tell_characters, tell_laid_out
from bot.extract.link.producers import agree_producers
from bot.extract.link.sources import name_sources
from bot.extract.link.units import Row
from bot.extract.slotted_sentences import Clause

LIKELY: Final = 0.7
"""How likely a pair must be to be a fact."""
_LIKELY: Final = {"narrative location": 0.8, "release date": 0.6, "filming date": 0.6}
"""The same of a place, as news names them for much else than where a story is set, and of days, which are seldom of anything
else."""
LIKELY_AUTHOR: Final = 0.4
"""How likely somebody must be to have written the source."""
_BEHIND: Final = frozenset({"staff", "author"})
_DATED: Final = frozenset({"release date", "filming date", "renewal date", "number of episodes"})
_MOST_AT_ONCE: Final = 4
_AT_ONCE: Final = frozenset("first every each weekly day days week weeks double".split())
_IN_GENERAL: Final = frozenset("such span spans spanning across various different".split())
_SHOWS: Final = frozenset("drama series film movie show anime".split())
"""What a show may be called itself: the source of another only where a word of basing says so."""
_BASED: Final = frozenset(
    "based adapted adaptation adapts adapting remake remakes remade remaking retelling reboot version original inspired spinoff "
    "spin-off prequel sequel".split()
)

Told = tuple[Draft, Clause]
Likely = Mapping[tuple[str, object, int], float]
"""How likely each pair is, from 0 to 1, by relation, key of the value and ``id`` of the show."""
Places = Mapping[tuple[str, object, int], tuple[Floats, Sequence[int]]]
"""How much speaks for each pair at each of its places, and the numbers of the sentences that these are in."""


def judge_pairs(pairs: Sequence[Pair], row: Row) -> tuple[Likely, Places]:
    """How likely each pair is, and how much speaks for it at each of its places."""
    first, places = score_pairs(pairs, load_models())
    company = look_at_pair_company(pairs, row, first)
    again = load_models()["pairs"].score([[each] for each in company.values()])[:, 0].tolist()
    added = dict(zip(company, again, strict=True))
    return {key: _squash(score + added.get(key, 0.0)) for key, score in first.items()}, places


def score_pairs(pairs: Sequence[Pair], models: Mapping[str, EvidenceModel]) -> tuple[Scores, Places]:
    """How much speaks for each pair by itself, and at each of its places."""
    found: dict[tuple[str, object, int], float] = {}
    places: dict[tuple[str, object, int], tuple[Floats, Sequence[int]]] = {}
    for kind, relations in RELATIONS.items():
        of_kind = [each for each in pairs if each.value.kind == kind]
        scores, pooled = pool_scores(models[kind], [each.evidence for each in of_kind])
        for column in range(scores.shape[1]):
            at = 0
            for pair, score in zip(of_kind, pooled[:, column].tolist(), strict=True):
                key = relations[column], pair.value.key, id(pair.work)
                found[key] = score
                places[key] = scores[at : (at := at + len(pair.sentences)), column], pair.sentences
    makers = [(pair, *made) for pair in pairs if pair.value.kind == "people" for made in see_makers(pair)]
    scores, pooled = pool_scores(models["crew"], [evidence for _, _, evidence, _ in makers])
    at = 0
    for (pair, relation, _, sentences), score in zip(makers, pooled[:, 0].tolist(), strict=True):
        key = relation, pair.value.key, id(pair.work)
        found[key] = score
        places[key] = scores[at : (at := at + len(sentences)), 0], sentences
    return found, places


def pool_scores(model: EvidenceModel, listed: Sequence[Sequence[Evidence]]) -> tuple[Floats, Floats]:
    """How much speaks for each pair at each of its places, and in all: one place that tells is enough, so that the chances
    are added up (log-sum-exp)."""
    scores = model.score([each for of_pair in listed for each in of_pair])
    starts = np.cumsum([0, *map(len, listed)])[:-1]
    return scores, np.logaddexp.reduceat(scores, starts, axis=0) if listed else scores


def _find_best(pair: Pair, places: tuple[Floats, Sequence[int]]) -> int:
    """The number of the sentence that says most for a pair; where both are named is easier to check."""
    scored = zip(places[0].tolist(), places[1], strict=True)
    return max(scored, key=lambda each: each[0] + (each[1] in pair.beside))[1]


def _squash(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-score))


def choose_pairs(discourse: Discourse, clauses: Sequence[Clause], told: Iterable[Told]) -> list[Told]:
    """What is ``told``, which layouts and set phrases tell, and what else is likely."""
    told = list(_leave_sources(discourse, told))
    drafts = [draft for draft, _ in told]
    laid_out = tell_laid_out(discourse, drafts)
    row = Row(discourse)
    played = choose_parts(find_parts(discourse, row), laid_out)
    tell_characters(played)
    pairs = find_pairs(discourse, row, find_sheet_lines(told))
    likely, places = judge_pairs(pairs, row)
    likely = agree_producers(discourse, likely, row)
    added = _add_likely(discourse, pairs, likely, places, {_key(draft) for draft in drafts}, clauses)
    chosen = [*told, *((draft, clauses[place]) for draft, place in added)]
    give_authors([draft for draft, _ in chosen], pairs, likely, row)
    name_sources([draft for draft, _ in chosen], row)
    give_parts(discourse, [draft for draft, _ in chosen], played)
    return chosen


def find_sheet_lines(told: Iterable[Told]) -> set[int]:
    """Where the lines of sheets begin: what one says is of its show alone."""
    return {
        clause.sentence.start
        for draft, clause in told
        if draft.is_laid_out and draft.relation != "cast member"
    }


def _leave_sources(discourse: Discourse, told: Iterable[Told]) -> Iterator[Told]:
    """What is told, with what is said of a book that a show is based on said of the show; the days of a book are no news."""
    for draft, clause in told:
        if draft.work is not None and draft.work.is_source:
            show = discourse.spoken_of.get(clause.sentence.start)
            show = show if show and show.name and not show.is_source else discourse.titles.main
            if show is None or show.is_source or draft.relation in {*_DATED, "based on"}:
                continue
            draft.work, draft.season = show, None
        yield draft, clause


def _add_likely(
    discourse: Discourse,
    pairs: Sequence[Pair],
    likely: Likely,
    places: Places,
    stated: Collection[tuple[str, object, int]],
    clauses: Sequence[Clause],
) -> Iterator[tuple[Draft, int]]:
    """What is likely beside what is told, and the number of the sentence that says most about it."""
    parts, behind = _weigh_parts(likely), set(_find_behind(pairs, likely))
    said: dict[tuple[str, int], list[str]] = {}
    for relation, value, work in stated:
        if isinstance(value, str):
            said.setdefault((relation, work), []).append(value)
    for pair in pairs:
        value = pair.value.value
        for relation in RELATIONS[pair.value.kind]:
            key = relation, pair.value.key, id(pair.work)
            chance = likely.get(key, 0.0)
            if relation == AUTHOR or key in stated:
                continue
            if chance < _LIKELY.get(relation, LIKELY):
                continue
            best = _find_best(pair, places.get(key) or places["cast member", key[1], key[2]])
            if isinstance(value, Person):
                # Few are in a show and make it too.
                is_out = value.is_character or parts.get((relation not in CREW, *key[1:]), 0.0) > chance
                is_out = is_out or (relation == "cast member" and pair.value.key in behind)
            else:
                is_out = _is_no_fact(pair, relation, value, clauses[best], said.get((relation, key[2]), ()))
            if is_out:
                continue
            draft = Draft(relation, value, pair.work, season=pair.beside.get(best))
            if pair.until is not None and pair.until > best:
                draft.evidence = discourse.sentences[best].start, discourse.sentences[pair.until].end
            draft.is_past = isinstance(value, Person) and not pair.work.current
            draft.also = [clauses[number] for number in pair.beside if number != best]
            yield draft, best


def _find_behind(pairs: Iterable[Pair], likely: Likely) -> Iterator[object]:
    """Those who are called what nobody is who acts, or who wrote what a show is based on, by their keys."""
    for pair in pairs:
        value, key = pair.value.value, pair.value.key
        if isinstance(value, Person) and "actor" not in value.roles:
            is_author = likely.get((AUTHOR, key, id(pair.work)), 0.0) >= LIKELY_AUTHOR
            if is_author or not value.roles.isdisjoint(_BEHIND):
                yield key


def _is_no_fact(pair: Pair, relation: str, value: str, clause: Clause, others: Collection[str]) -> bool:
    """Whether what is likely of words, days and numbers is told already, or speaks of something else."""
    match relation:
        case "genre" | "based on":
            return _is_no_news(relation, value, clause, others)
        case "number of episodes":
            return _are_few_at_once(value, clause)
        case "release date":
            days = [at for at, sign in enumerate(clause.text) if clause.day(sign) == value]
            return bool(days) and all(is_no_release(clause.text, at) for at in days)
        case "platform":  # a company that is no known network hardly ever shows what it makes
            return COMPANY in pair.evidence[0][0] or is_given_up(clause.text)
    return False


def _is_no_news(relation: str, value: str, clause: Clause, others: Collection[str]) -> bool:
    """Whether a genre or a source is told already ("thriller" where "crime thriller" is), or only a word for any show, or
    for genres in general ("genres such as crime")."""
    if relation == "genre" and "genres" in clause.words and not _IN_GENERAL.isdisjoint(clause.words):
        return True
    if value in _SHOWS and (others or _BASED.isdisjoint(clause.words)):
        return True
    return any(value in other or other in value for other in others)


def _are_few_at_once(count: str, clause: Clause) -> bool:
    """Whether so few episodes are those of a day or a week: "two episodes every Friday"."""
    return count.isdigit() and int(count) <= _MOST_AT_ONCE and not _AT_ONCE.isdisjoint(clause.words)


def give_authors(drafts: Iterable[Draft], pairs: Iterable[Pair], likely: Likely, row: Row) -> None:
    """Who the sources are by, where no layout says so: the likeliest, and those in a list with them that are likely too."""
    authors: dict[int, list[tuple[float, Pair]]] = {}
    for pair in pairs:
        chance = likely.get((AUTHOR, pair.value.key, id(pair.work)), 0.0)
        if isinstance(pair.value.value, Person) and chance >= LIKELY_AUTHOR:
            authors.setdefault(id(pair.work), []).append((chance, pair))
    for draft in drafts:
        if draft.relation == "based on" and not draft.by and id(draft.work) in authors:
            told = authors[id(draft.work)]
            best = max(told, key=lambda each: each[0])[1].value
            lists = [row.list_around(at) for at in best.places]
            beside = [
                each.value
                for _, each in told
                if any(first <= at <= last for at in each.value.places for first, last in lists)
            ]
            draft.by = " and ".join(
                each.value.name for each in beside or [best] if isinstance(each.value, Person)
            )


def _weigh_parts(likely: Likely) -> Mapping[tuple[bool, object, int], float]:
    """How likely somebody is to make a show in any way, or to be in its cast: few do both."""
    parts: dict[tuple[bool, object, int], float] = {}
    for (relation, value, work), chance in likely.items():
        if KIND_OF[relation] == "people" and relation != AUTHOR:
            key = relation in CREW, value, work
            parts[key] = max(parts.get(key, 0.0), chance)
    return parts


def _key(draft: Draft) -> tuple[str, object, int]:
    return draft.relation, key_of_value(draft.relation, draft.value), id(draft.work)
