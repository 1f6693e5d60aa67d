"""Learns what belongs to what in labelled articles: which show a sentence speaks of, who plays whom, which value is
which show's, and of which season.

Owns what the labels say of each choice. Refuses to read files (see marked_articles), and to find mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import Evidence, EvidenceModel, load_models, save_models
from bot.extract.find.mentions import Judged
from bot.extract.find.names import Person, fold_name
from bot.extract.learn.fitting import Loss, Numbers, fit
from bot.extract.learn.marked_articles import Fact, Labels, Marked, as_judged, fold_facts, fold_value
from bot.extract.learn.mentions import FOLDS
from bot.extract.link.cues import CREW
from bot.extract.link.pair_company import look_at_pair_company
from bot.extract.link.pair_evidence import KIND_OF, NAMESAKE, PLAIN, RELATIONS, Pair, find_pairs, see_makers
from bot.extract.link.pairs import choose_pairs, find_sheet_lines, score_pairs
from bot.extract.link.part_evidence import find_parts
from bot.extract.link.rumours import RumourEvidence
from bot.extract.link.seasons import Listed as SeasonListed
from bot.extract.link.seasons import SeasonEvidence
from bot.extract.link.units import Row
from bot.extract.reader import Read

_FEWEST: Final = 3
_RIDGE_OF_TOPICS: Final = 2.0
_RIDGE_OF_SEASONS: Final = 2.0
_FEWEST_OF_SEASONS: Final = 8
_RIDGE_OF_RUMOURS: Final = 4.0
_RIDGE_OF_PARTS: Final = 1.0
_FEWEST_OF_PARTS: Final = 2
_RIDGE_OF_PAIRS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Told:
    """An article, the facts that it states, what it names as judged without it, and how much it counts."""

    article: Marked
    labels: list[Labels]
    apart: list[Judged]
    weight: float


def learn_links(articles: Sequence[Told], small_words: Iterable[str]) -> None:
    """Learns which show a sentence speaks of, who plays whom, what belongs to which show and to which season."""
    spoken = [choice for each in articles for choice in find_spoken(each.article, fold_facts(each.labels))]
    topics = learn_choices("topics", spoken, _RIDGE_OF_TOPICS)
    save_models({**load_models(), "topics": topics}, small_words)
    plays = [play for each in articles for play in find_plays(each.article, each.labels, each.apart)]
    save_models({**load_models(), "parts": learn_parts(plays)}, small_words)
    paired = [find_labelled(each.article, fold_facts(each.labels), each.weight) for each in articles]
    pairs = learn_pairs([each for article in paired for each in article.labelled])
    save_models({**load_models(), **pairs, "pairs": learn_pair_company(paired)}, small_words)
    right = [each for told in articles for each in find_right(told.article, told.labels)]
    seasons = [season for each in right for season in find_seasons(each)]
    save_models(
        {
            **load_models(),
            "seasons": learn_choices("seasons", seasons, _RIDGE_OF_SEASONS, _FEWEST_OF_SEASONS),
        },
        small_words,
    )
    save_models({**load_models(), "rumours": learn_rumours(right)}, small_words)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What may be chosen among with its evidence, and which of it is right."""

    evidence: list[Evidence]
    right: int


def find_spoken(article: Marked, facts: Sequence[Fact]) -> Iterator[_Choice]:
    """The shows that each sentence of an article may speak of that states one of its facts, and the right one: of the
    sentences with a fact's value those that name the show, else the first."""
    read = Read(article.name, article.text, mentions=as_judged(article) or None)
    discourse = read.discourse
    texts = [fold_value(discourse.article.reading[each.start : each.end]) for each in discourse.sentences]
    days = [
        {
            fold_value(time.edtf)
            for time in discourse.times
            if time.edtf and each.start <= time.start < each.end
        }
        for each in discourse.sentences
    ]
    works = {fold_value(each.name): each for each in discourse.titles.works if each.name}
    named = [
        {id(mention.work) for mention in discourse.titles.mentions if each.start <= mention.start < each.end}
        for each in discourse.sentences
    ]
    votes = [Counter[int]() for _ in texts]
    silent = [Counter[int]() for _ in texts]
    for show, relation, value in facts:
        work = next((each for key, each in works.items() if show and (key in show or show in key)), None)
        places = [
            at
            for at, text in enumerate(texts)
            if (value in days[at] if KIND_OF.get(relation) == "days" else _is_said(value, text))
        ]
        if beside := [at for at in places if id(work) in named[at]]:
            for at in beside:
                votes[at][id(work)] += 1
        elif places:
            silent[places[0]][id(work)] += 1
    for shows, said, unsaid in zip(discourse.find_topic_evidence(), votes, silent, strict=True):
        ranked = (unsaid or said).most_common(2)
        keys = [id(work) for work, _ in shows]
        is_clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
        if is_clear and ranked[0][0] in keys:
            yield _Choice([evidence for _, evidence in shows], keys.index(ranked[0][0]))


def _is_said(value: str, text: str) -> bool:
    return len(value) > 2 and value in text


def learn_choices(
    name: str,
    choices: Sequence[_Choice],
    ridge: float,
    fewest: int = _FEWEST,
) -> EvidenceModel:
    """What evidence tells which of several is right: a conditional logit (McFadden, 1974)."""
    evidence = [each for choice in choices for each in choice.evidence]
    lengths = [len(choice.evidence) for choice in choices]
    starts = np.cumsum([0, *lengths[:-1]])
    right = starts + np.array([choice.right for choice in choices])
    of = np.repeat(np.arange(len(choices)), lengths)

    def loss(scores: Numbers) -> tuple[float, Numbers]:
        highest = np.maximum.reduceat(scores[:, 0], starts)
        shares = np.exp(scores[:, 0] - highest[of])
        totals = np.add.reduceat(shares, starts)
        slope = shares / totals[of]
        slope[right] -= 1
        return float((np.log(totals) + highest).sum() - scores[right, 0].sum()), slope[:, None]

    return fit(evidence, 1, loss, ridge=ridge, fewest=fewest, kept=load_models().get(name))


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A pair, and whether each relation of its kind holds of it."""

    pair: Pair
    holds: list[bool]
    weight: float


@dataclass(frozen=True, slots=True)
class _Paired:
    """The pairs of an article."""

    row: Row
    labelled: list[_Labelled]


@dataclass(frozen=True, slots=True)
class _Plays:
    """What speaks for somebody's playing a character, and whether they do."""

    evidence: Evidence
    holds: bool


def find_plays(article: Marked, labels: Iterable[Labels], mentions: Sequence[Judged]) -> Iterator[_Plays]:
    """The people and characters of an article as ``mentions`` has them, and whether its facts say that one plays the
    other."""
    read = Read(article.name, article.text, mentions=mentions)
    read.tell()
    known = [
        (_words_of(fact["value"]), _words_of(fact["character"])) for fact in labels if fact.get("character")
    ]
    for part in find_parts(read.discourse, Row(read.discourse)):
        person, character = _words_of(part.person.name), _words_of(part.character.name)
        yield _Plays(
            [sorted(part.evidence)],
            any(
                (person <= actor or actor <= person) and (character <= role or role <= character)
                for actor, role in known
            ),
        )


def _words_of(name: object) -> frozenset[str]:
    return frozenset(fold_name(str(name)).split())


def learn_parts(plays: Sequence[_Plays]) -> EvidenceModel:
    """What evidence tells that somebody plays a character."""
    wanted = np.array([[each.holds] for each in plays], dtype=float)
    return fit(
        [each.evidence for each in plays],
        1,
        _logistic(wanted, np.ones_like(wanted)),
        ridge=_RIDGE_OF_PARTS,
        fewest=_FEWEST_OF_PARTS,
        kept=load_models().get("parts"),
    )


def find_labelled(article: Marked, facts: Sequence[Fact], weight: float = 1) -> _Paired:
    """The pairs of an article, with what its facts say of them."""
    read = Read(article.name, article.text, mentions=as_judged(article) or None)
    told, _ = read.tell()
    row = Row(read.discourse)
    labelled: list[_Labelled] = []
    for pair in find_pairs(read.discourse, row, find_sheet_lines(told)):
        names = _names_of(pair.value.value)
        show = fold_value(pair.work.name)
        of_show = [each for each in facts if each[0] and (each[0] in show or show in each[0])]
        holds = [
            any(relation == of and _is_same(relation, value, names) for _, of, value in of_show)
            for relation in RELATIONS[pair.value.kind]
        ]
        # A label may call a source by its title alone: then its kind is told where it is said to have that name.
        is_titled = (
            pair.value.kind == "sources"
            and not any(holds)
            and ("based on", show) in {(of, value) for _, of, value in of_show}
        )
        if is_titled:
            holds = [NAMESAKE in pair.evidence[0][-1]]
        labelled.append(_Labelled(pair, holds, 0.0 if is_titled and not any(holds) else weight))
    return _Paired(row, labelled)


def _is_same(relation: str, value: str, names: Iterable[str]) -> bool:
    if KIND_OF[relation] in ("genres", "sources"):
        return any(name.rstrip("s") in value or value in name for name in names)
    return value in names


def _names_of(value: str | Person) -> list[str]:
    if isinstance(value, Person):
        return [fold_value(each) for each in {value.name, *value.spellings}]
    return [fold_value(value)]


@dataclass(frozen=True, slots=True)
class _Right:
    """A fact that is read right, and the labels of it."""

    draft: Draft
    labels: list[Labels]
    seasons: SeasonListed
    rumour: Evidence


def find_right(article: Marked, labels: Sequence[Labels]) -> Iterator[_Right]:
    """The facts of an article that are read right."""
    read = Read(article.name, article.text, mentions=as_judged(article) or None)
    told, _ = read.tell()
    seasons, rumours = SeasonEvidence(read.discourse), RumourEvidence(read.discourse)
    for draft, clause in choose_pairs(read.discourse, read.all_clauses, told):
        if draft.work is None or draft.relation not in KIND_OF:
            continue
        show, names = fold_value(draft.work.name), _names_of(draft.value)
        of_draft = [
            each
            for each in labels
            if each["relation"] == draft.relation
            and (of := fold_value(str(each.get("work") or "")))
            and (of in show or show in of)
            and _is_same(draft.relation, fold_value(str(each["value"])), names)
        ]
        if of_draft:
            yield _Right(draft, of_draft, seasons.describe(draft, clause), rumours.describe(draft, clause))


def find_seasons(fact: _Right) -> Iterator[_Choice]:
    """The seasons that a fact may be of, and the one that its label has; a fact that is labelled of several is of the one
    it is read of, if that is one of them."""
    labelled = {season if isinstance(season := each.get("season"), int) else None for each in fact.labels}
    seasons = [season for season, _ in fact.seasons]
    if fact.draft.season in labelled:
        labelled = {fact.draft.season}
    if len(seasons) > 1 and len(labelled) == 1 and (right := labelled.pop()) in seasons:
        yield _Choice([[each] for _, each in fact.seasons], seasons.index(right))


def learn_rumours(facts: Sequence[_Right]) -> EvidenceModel:
    """What evidence tells that a fact is only a rumour."""
    news = [each for each in facts if not each.draft.is_past]
    wanted = np.array(
        [[any(label.get("certainty") == "rumoured" for label in each.labels)] for each in news], dtype=float
    )
    loss = _logistic(wanted, np.ones_like(wanted))
    return fit(
        [each.rumour for each in news],
        1,
        loss,
        ridge=_RIDGE_OF_RUMOURS,
        fewest=_FEWEST,
        kept=load_models().get("rumours"),
    )


def _logistic(wanted: Numbers, weights: Numbers) -> Loss:
    def loss(scores: Numbers) -> tuple[float, Numbers]:
        likely = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        return float((weights * (np.logaddexp(0, scores) - wanted * scores)).sum()), weights * (
            likely - wanted
        )

    return loss


def learn_pairs(labelled: Sequence[_Labelled]) -> dict[str, EvidenceModel]:
    """What evidence tells that a value belongs to a show, for each kind of value, and for those who make shows."""
    models: dict[str, EvidenceModel] = {}
    for kind in RELATIONS:
        of_kind = [each for each in labelled if each.pair.value.kind == kind]
        outcomes = len(PLAIN) if kind == "people" else len(RELATIONS[kind])
        wanted = np.array([each.holds[:outcomes] for each in of_kind], dtype=float)
        models[kind] = _fit_places(
            kind, [each.pair.evidence for each in of_kind], wanted, [each.weight for each in of_kind]
        )
    makers = [
        (places, each.holds[len(PLAIN) + list(CREW).index(relation)], each.weight)
        for each in labelled
        if each.pair.value.kind == "people"
        for relation, places, _ in see_makers(each.pair)
    ]
    wanted = np.array([[holds] for _, holds, _ in makers], dtype=float)
    models["crew"] = _fit_places(
        "crew", [places for places, _, _ in makers], wanted, [weight for _, _, weight in makers]
    )
    return models


def _fit_places(
    name: str, places: Sequence[Sequence[Evidence]], wanted: Numbers, weights: Sequence[float]
) -> EvidenceModel:
    """Weights by which what each place of a pair says, added up as chances, tells whether it holds (see pool_scores):
    learning from several instances of which one is enough (Riedel et al., 2010)."""
    lengths = list(map(len, places))
    starts = np.cumsum([0, *lengths[:-1]])
    of = np.repeat(np.arange(len(places)), lengths)
    loss = _logistic(wanted, np.array(weights)[:, None])

    def pooled(scores: Numbers) -> tuple[float, Numbers]:
        totals = np.logaddexp.reduceat(scores, starts, axis=0)
        value, slope = loss(totals)
        return value, slope[of] * np.exp(scores - totals[of])

    return fit(
        [list(map(sorted, groups)) for of_pair in places for groups in of_pair],
        wanted.shape[1],
        pooled,
        ridge=_RIDGE_OF_PAIRS,
        fewest=_FEWEST,
        kept=load_models().get(name),
    )


def learn_pair_company(articles: Sequence[_Paired]) -> EvidenceModel:
    """What the first judgement of an article's pairs tells beside the scores that it was made from."""
    evidence: list[Evidence] = []
    first: list[float] = []
    wanted: list[bool] = []
    weights: list[float] = []
    for fold in range(FOLDS):
        others = [each for at, each in enumerate(articles) if at % FOLDS != fold]
        models = learn_pairs([each for article in others for each in article.labelled])
        for article in articles[fold::FOLDS]:
            scores, _ = score_pairs([each.pair for each in article.labelled], models)
            holds = {
                (relation, each.pair.value.key, id(each.pair.work)): (held, each.weight)
                for each in article.labelled
                for relation, held in zip(RELATIONS[each.pair.value.kind], each.holds, strict=True)
            }
            listed = look_at_pair_company([each.pair for each in article.labelled], article.row, scores)
            for key, found in listed.items():
                evidence.append([found])
                first.append(scores[key])
                wanted.append(holds[key][0])
                weights.append(holds[key][1])
    offset = np.array(first)[:, None]
    loss = _logistic(np.array(wanted, dtype=float)[:, None], np.array(weights)[:, None])
    return fit(
        evidence,
        1,
        lambda scores: loss(scores + offset),
        ridge=_RIDGE_OF_PAIRS,
        fewest=_FEWEST,
        kept=load_models().get("pairs"),
    )
