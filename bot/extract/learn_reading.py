"""Learns to tell what names what, and what belongs to which show, from articles that somebody has marked.

Owns the training. The articles are other people's and no part of the project:
``python -m bot.extract.learn_reading FOLDER …`` reads ``*.txt`` and ``gold.jsonl`` (one fact a line: ``doc``, ``work``,
``relation``, ``value``) of each folder and writes reading_weights.npz; ``FOLDER=4`` lets its articles count four times for
what belongs to which show. Marks in a text say what is named: ``<s>`` a show,
``<o>`` another work, ``<p>`` a person, ``<c>`` a character, ``<g>`` an organisation, ``<l>`` a place. An article without
marks teaches mostly what belongs to which show.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from bot.extract.article import parse_article
from bot.extract.evidence_model import EvidenceModel, Floats, load_models, save_models
from bot.extract.fitting import Loss, Numbers, fit
from bot.extract.mention_company import look_at_company
from bot.extract.mention_evidence import Candidate, Tokens, find_candidates, find_tokens
from bot.extract.mentions import KINDS, Judged, choose, judge_scores
from bot.extract.names import Person, fold_name
from bot.extract.pair_company import look_at_pair_company
from bot.extract.pair_evidence import AUTHOR, KIND_OF, PLAIN, RELATIONS, Pair, find_pairs, may_make, see_as
from bot.extract.pairs import note_played, note_stated, score_pairs
from bot.extract.part_evidence import find_parts
from bot.extract.reader import Read, prepare
from bot.extract.units import CREW, Row

_MARK: Final = re.compile(r"<(/?)([sopcgl])>")
_KIND_OF: Final = dict(zip("sopcgl", KINDS[1:], strict=True))
_WORD: Final = re.compile(r"(?<![.!?\"“] )(?<![\"“'\n])\b[^\W\d_]+(?:'[a-z]+)?")
_RIDGE: Final = 4.0
_FEWEST: Final = 3
_FEWEST_SMALL: Final = 2
_RIDGE_OF_PAIRS: Final = 10.0
_RIDGE_OF_TOPICS: Final = 2.0
_RIDGE_OF_PARTS: Final = 2.0
_FEWEST_OF_PARTS: Final = 2
_FOLDS: Final = 4
"""How often mentions are judged by weights learnt without the article, as they are at first sight."""
_CERTAIN: Final = 100.0


@dataclass(frozen=True, slots=True)
class Marked:
    """An article, and the stretches of its body that name something."""

    name: str
    text: str
    kinds: dict[tuple[int, int], str]
    """Offsets into the text."""


def read_marked(path: Path) -> Marked:
    """An article without its marks, and what they say."""
    raw = path.read_text(encoding="utf-8")
    pieces: list[str] = []
    kinds: dict[tuple[int, int], str] = {}
    at = length = begun = 0
    for mark in _MARK.finditer(raw):
        pieces.append(raw[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            kinds[begun, length] = _KIND_OF[mark[2]]
        begun = length
    return Marked(str(path), "".join(pieces) + raw[at:], kinds)


def find_small_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts write in small letters more than now and then."""
    small, large = Counter[str](), Counter[str]()
    for text in texts:
        for match in _WORD.finditer(text):
            (small if match[0].islower() else large)[match[0].lower()] += (
                match[0].islower() or match[0][0].isupper()
            )
    return frozenset(
        word for word, count in small.items() if count >= _FEWEST_SMALL and 4 * count >= large[word]
    )


@dataclass(frozen=True, slots=True)
class _Example:
    tokens: Tokens
    candidates: list[Candidate]
    kinds: list[int]


def find_example(article: Marked, small_words: frozenset[str]) -> _Example:
    """The candidates of an article, and what each names."""
    read = prepare(article.name, article.text)
    start = article.text.index(read.article.body)
    kinds = {(begin - start, end - start): KINDS.index(kind) for (begin, end), kind in article.kinds.items()}
    tokens = find_tokens(read.article.reading, read.sentences)
    found = find_candidates(
        read.sentences,
        tokens,
        read.quoted,
        read.article.emphasised,
        read.ruled_shows,
        read.people,
        small_words,
    )
    return _Example(tokens, found, [kinds.get((each.start, each.end), 0) for each in found])


class _Field:
    """The sum over all ways to part articles into names and the rest, and how likely each candidate is among them."""

    def __init__(self, examples: Sequence[_Example]) -> None:
        self.first: list[int] = []
        self.last: list[int] = []
        kinds: list[int] = []
        self._nothing: dict[int, int] = {}
        begin = 0
        for example in examples:
            for each in example.candidates:
                if each.last - each.first == 1:
                    self._nothing[begin + each.first] = len(self.first)
                self.first.append(begin + each.first)
                self.last.append(begin + each.last)
            kinds += example.kinds
            begin += len(example.tokens.texts)
        self._count = begin
        self._by_end = np.argsort(self.last, kind="stable").tolist()
        self._by_start = np.argsort(self.first, kind="stable")[::-1].tolist()
        self._row = np.full(begin, -1)
        self._row[list(self._nothing)] = list(self._nothing.values())
        self._wanted = np.zeros((len(kinds), len(KINDS)))
        named = np.nonzero(np.array(kinds))[0]
        self._wanted[named, np.array(kinds)[named]] = 1
        inside = {at for row in named for at in range(self.first[row], self.last[row])}
        for token, row in self._nothing.items():
            self._wanted[row, 0] = token not in inside

    def loss(self, scores: Numbers) -> tuple[float, Numbers]:
        """How unlikely what is marked is, and the slope of that."""
        highest = scores[:, 1:].max(axis=1)
        shares = np.exp(scores[:, 1:] - highest[:, None])
        totals = shares.sum(axis=1)
        own = (highest + np.log(totals)).tolist()
        nothing = np.where(self._row >= 0, scores[np.maximum(self._row, 0), 0], 0.0)
        forth = self._sum_up(own, nothing.tolist())
        back = self._sum_down(own, nothing.tolist())
        whole = forth[-1]
        likely = np.exp(np.minimum(0, forth[self.first] + np.array(own) + back[self.last] - whole))
        slope = np.zeros_like(scores)
        slope[:, 1:] = shares / totals[:, None] * likely[:, None]
        tokens = np.nonzero(self._row >= 0)[0]
        slope[self._row[tokens], 0] = np.exp(
            np.minimum(0, forth[tokens] + nothing[tokens] + back[tokens + 1] - whole)
        )
        return float(whole - (self._wanted * scores).sum()), slope - self._wanted

    def _sum_up(self, own: Sequence[float], nothing: Sequence[float]) -> Numbers:
        reached = [0.0] * (self._count + 1)
        waiting = iter(self._by_end)
        row = next(waiting, None)
        for token in range(1, self._count + 1):
            ways = [reached[token - 1] + nothing[token - 1]]
            while row is not None and self.last[row] == token:
                ways.append(reached[self.first[row]] + own[row])
                row = next(waiting, None)
            reached[token] = _add_likelihoods(ways)
        return np.array(reached)

    def _sum_down(self, own: Sequence[float], nothing: Sequence[float]) -> Numbers:
        left = [0.0] * (self._count + 1)
        waiting = iter(self._by_start)
        row = next(waiting, None)
        for token in range(self._count - 1, -1, -1):
            ways = [left[token + 1] + nothing[token]]
            while row is not None and self.first[row] == token:
                ways.append(left[self.last[row]] + own[row])
                row = next(waiting, None)
            left[token] = _add_likelihoods(ways)
        return np.array(left)


def _add_likelihoods(logarithms: Sequence[float]) -> float:
    if len(logarithms) == 1:
        return logarithms[0]
    highest = max(logarithms)
    return highest + math.log(sum(math.exp(each - highest) for each in logarithms))


def find_named(facts: Iterable[dict[str, object]]) -> dict[str, int]:
    """What the facts of an article name, in small letters, and the kind of each."""
    named: dict[str, int] = {}
    for fact in facts:
        for key, kind in (("character", "character"), ("by", "person"), ("work", "show")):
            if isinstance(name := fact.get(key), str):
                named[name.lower()] = KINDS.index(kind)
        relation, value = str(fact["relation"]), str(fact["value"]).lower()
        if KIND_OF.get(relation) == "people":
            named[value] = KINDS.index("person")
        elif relation == "platform":
            named[value] = KINDS.index("organisation")
    return named


def complete(example: _Example, named: Mapping[str, int], reading: str, model: EvidenceModel) -> _Example:
    """An article without marks as it is most likely marked, given what its facts name."""
    scores = model.score([each.evidence for each in example.candidates])
    for row, each in enumerate(example.candidates):
        if kind := named.get(" ".join(reading[each.start : each.end].lower().split())):
            scores[row, kind] += _CERTAIN
    kinds = [0] * len(example.candidates)
    for row, kind in choose(len(example.tokens.texts), example.candidates, scores):
        kinds[row] = kind
    return _Example(example.tokens, example.candidates, kinds)


def learn_mentions(examples: Sequence[_Example]) -> EvidenceModel:
    """What evidence tells what a stretch names."""
    evidence = [each.evidence for example in examples for each in example.candidates]
    return fit(evidence, len(KINDS), _Field(examples).loss, ridge=_RIDGE, fewest=_FEWEST)


@dataclass(frozen=True, slots=True)
class _Choice:
    """A sentence's shows with their evidence, and which of them it speaks of."""

    evidence: list[list[str]]
    right: int


def find_choices(article: Marked, facts: Sequence[Fact]) -> Iterator[_Choice]:
    """The sentences of an article that state one of its facts, with the show that it is of: of those with its value, the
    ones that name the show, else the first."""
    read = Read(article.name, article.text, mentions=as_judged(article) or None)
    discourse = read.discourse
    texts = [_key(discourse.article.reading[each.start : each.end]) for each in discourse.sentences]
    days = [
        {_key(time.edtf) for time in discourse.times if time.edtf and each.start <= time.start < each.end}
        for each in discourse.sentences
    ]
    works = {_key(each.name): each for each in discourse.titles.works if each.name}
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
    for listed, said, unsaid in zip(discourse.find_topic_evidence(), votes, silent, strict=True):
        ranked = (unsaid or said).most_common(2)
        keys = [id(work) for work, _ in listed]
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) and ranked[0][0] in keys:
            yield _Choice([evidence for _, evidence in listed], keys.index(ranked[0][0]))


def _is_said(value: str, text: str) -> bool:
    return len(value) > 2 and value in text


def learn_topics(choices: Sequence[_Choice]) -> EvidenceModel:
    """What evidence tells which show a sentence speaks of."""
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

    return fit(evidence, 1, loss, ridge=_RIDGE_OF_TOPICS, fewest=_FEWEST)


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

    evidence: list[str]
    holds: bool


def find_plays(
    article: Marked, labels: Iterable[dict[str, object]], mentions: Sequence[Judged]
) -> Iterator[_Plays]:
    """The people and characters of an article as ``mentions`` has them, and whether its facts say that one plays the
    other."""
    read = Read(article.name, article.text, mentions=mentions)
    told, _ = read.tell()
    known = [
        (_words_of(fact["value"]), _words_of(fact["character"])) for fact in labels if fact.get("character")
    ]
    played = note_played(draft for draft, _ in told)
    for part in find_parts(read.discourse, Row(read.discourse), played):
        person, character = _words_of(part.person.name), _words_of(part.character.name)
        yield _Plays(
            sorted(part.evidence),
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
    )


def find_labelled(article: Marked, facts: Sequence[Fact], weight: float = 1) -> _Paired:
    """The pairs of an article, with what its facts say of them."""
    read = Read(article.name, article.text, mentions=as_judged(article) or None)
    told, _ = read.tell()
    stated = note_stated(draft for draft, _ in told)
    row = Row(read.discourse)
    labelled: list[_Labelled] = []
    for pair in find_pairs(read.discourse, row, stated):
        names = _names_of(pair.value.value)
        show = _key(pair.work.name)
        of_show = [each for each in facts if each[0] and (each[0] in show or show in each[0])]
        holds = [
            any(relation == of and _is_same(relation, value, names) for _, of, value in of_show)
            for relation in RELATIONS[pair.value.kind]
        ]
        labelled.append(_Labelled(pair, holds, weight))
    return _Paired(row, labelled)


def _is_same(relation: str, value: str, names: Iterable[str]) -> bool:
    if KIND_OF[relation] in ("genres", "sources"):
        return any(name.rstrip("s") in value or value in name for name in names)
    return value in names


Fact = tuple[str, str, str]
"""A show, a relation and a value, folded."""


def read_labels(path: Path) -> dict[str, list[dict[str, object]]]:
    """The labelled facts of each article of a folder."""
    found: dict[str, list[dict[str, object]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            fact = json.loads(line)
            found.setdefault(fact["doc"], []).append(fact)
    return found


def fold_facts(labels: Iterable[dict[str, object]]) -> list[Fact]:
    """What labelled facts say of shows, and who the sources are by."""
    labels = list(labels)
    authors = [{**each, "relation": AUTHOR, "value": each["by"]} for each in labels if each.get("by")]
    return [
        (_key(str(each["work"])), str(each["relation"]), _key(str(each["value"])))
        for each in (*labels, *authors)
        if each.get("work") and each.get("value")
    ]


def _key(name: str) -> str:
    return fold_name(name).replace(" ", "")


def _names_of(value: str | Person) -> list[str]:
    if isinstance(value, Person):
        return [_key(each) for each in {value.name, *value.spellings}]
    return [_key(value)]


def as_judged(article: Marked) -> list[Judged]:
    """What an article's marks say, as the judgement of its body would."""
    start = article.text.index(parse_article(article.name, article.text).body)
    return [Judged(begin - start, end - start, kind) for (begin, end), kind in sorted(article.kinds.items())]


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
        evidence = [sorted(each.pair.evidence) for each in of_kind]
        weights = np.array([[each.weight] for each in of_kind])
        models[kind] = fit(
            evidence, outcomes, _logistic(wanted, weights), ridge=_RIDGE_OF_PAIRS, fewest=_FEWEST
        )
    makers = [
        (see_as(sorted(each.pair.evidence), relation), holds, each.weight)
        for each in labelled
        if each.pair.value.kind == "people"
        for relation, holds in zip(CREW, each.holds[len(PLAIN) :], strict=True)
        if relation in may_make(each.pair.evidence)
    ]
    wanted = np.array([[holds] for _, holds, _ in makers], dtype=float)
    weights = np.array([[weight] for _, _, weight in makers])
    models["crew"] = fit(
        [evidence for evidence, _, _ in makers],
        1,
        _logistic(wanted, weights),
        ridge=_RIDGE_OF_PAIRS,
        fewest=_FEWEST,
    )
    return models


def learn_pair_company(articles: Sequence[_Paired]) -> EvidenceModel:
    """What the first judgement of an article's pairs tells beside the scores that it was made from."""
    evidence: list[list[str]] = []
    first: list[float] = []
    wanted: list[bool] = []
    weights: list[float] = []
    for fold in range(_FOLDS):
        others = [each for at, each in enumerate(articles) if at % _FOLDS != fold]
        models = learn_pairs([each for article in others for each in article.labelled])
        for article in articles[fold::_FOLDS]:
            scores = score_pairs([each.pair for each in article.labelled], models)
            holds = {
                (relation, each.pair.value.key, id(each.pair.work)): (held, each.weight)
                for each in article.labelled
                for relation, held in zip(RELATIONS[each.pair.value.kind], each.holds, strict=True)
            }
            listed = look_at_pair_company([each.pair for each in article.labelled], article.row, scores)
            for key, found in listed.items():
                evidence.append(found)
                first.append(scores[key])
                wanted.append(holds[key][0])
                weights.append(holds[key][1])
    offset = np.array(first)[:, None]
    loss = _logistic(np.array(wanted, dtype=float)[:, None], np.array(weights)[:, None])
    return fit(evidence, 1, lambda scores: loss(scores + offset), ridge=_RIDGE_OF_PAIRS, fewest=_FEWEST)


def read_folder(argument: str) -> tuple[Path, float]:
    """A folder, and how much each of its articles counts: ``FOLDER`` or ``FOLDER=4``."""
    name, _, weight = argument.partition("=")
    return Path(name), float(weight or 1)


def main(arguments: Sequence[str]) -> None:
    """Learn from the folders that are named."""
    folders = [read_folder(each) for each in arguments]
    articles = [
        (read_marked(path), weight) for folder, weight in folders for path in sorted(folder.glob("*.txt"))
    ]
    labels = {folder: read_labels(folder / "gold.jsonl") for folder, _ in folders}
    small_words = find_small_words(each.text for each, _ in articles)
    examples = [find_example(each, small_words) for each, _ in articles]
    model = learn_mentions([each for each, (of, _) in zip(examples, articles, strict=True) if of.kinds])
    unmarked = any(not each.kinds for each, _ in articles)
    for number, (each, (article, _)) in enumerate(zip(examples, articles, strict=True)):
        if not article.kinds:
            path = Path(article.name)
            reading = parse_article(article.name, article.text).reading
            named = find_named(labels[path.parent].get(path.stem, ()))
            examples[number] = complete(each, named, reading, model)
    scored = score_apart(examples)
    company = learn_company(examples, scored)
    mentions = learn_mentions(examples) if unmarked else model
    save_models({**load_models(), "mentions": mentions, "company": company}, small_words)
    told = [
        _Told(article, labels[path.parent].get(path.stem, []), judge_again(example, first, company), weight)
        for (article, weight), example, first in zip(articles, examples, scored, strict=True)
        for path in [Path(article.name)]
    ]
    learn_links([each for each in told if fold_facts(each.labels)], small_words)


def score_apart(examples: Sequence[_Example]) -> list[Floats]:
    """How each article's candidates score by weights that were learnt without it."""
    scored: dict[int, Floats] = {}
    for fold in range(_FOLDS):
        model = learn_mentions([each for at, each in enumerate(examples) if at % _FOLDS != fold])
        for at in range(fold, len(examples), _FOLDS):
            scored[at] = model.score([each.evidence for each in examples[at].candidates])
    return [scored[at] for at in range(len(examples))]


def learn_company(examples: Sequence[_Example], scored: Sequence[Floats]) -> EvidenceModel:
    """What the first judgement of an article's stretches tells beside the scores that it was made from."""
    field, first = _Field(examples), np.vstack(scored)
    evidence = [
        each
        for example, scores in zip(examples, scored, strict=True)
        for each in look_at_company(
            example.tokens, example.candidates, judge_scores(example.tokens, example.candidates, scores)
        )
    ]
    return fit(evidence, len(KINDS), lambda scores: field.loss(scores + first), ridge=_RIDGE, fewest=_FEWEST)


def judge_again(example: _Example, first: Floats, company: EvidenceModel) -> list[Judged]:
    """What an article names, by its first scores and their company."""
    tokens, candidates = example.tokens, example.candidates
    listed = look_at_company(tokens, candidates, judge_scores(tokens, candidates, first))
    return [
        Judged(candidates[at].start, candidates[at].end, kind)
        for at, kind in judge_scores(tokens, candidates, first + company.score(listed))
    ]


@dataclass(frozen=True, slots=True)
class _Told:
    """An article, the facts that it states, what it names as judged without it, and how much it counts."""

    article: Marked
    labels: list[dict[str, object]]
    apart: list[Judged]
    weight: float


def learn_links(articles: Sequence[_Told], small_words: Iterable[str]) -> None:
    """Learns which show a sentence speaks of, who plays whom and what belongs to which show."""
    choices = [choice for each in articles for choice in find_choices(each.article, fold_facts(each.labels))]
    save_models({**load_models(), "topics": learn_topics(choices)}, small_words)
    plays = [play for each in articles for play in find_plays(each.article, each.labels, each.apart)]
    save_models({**load_models(), "parts": learn_parts(plays)}, small_words)
    paired = [find_labelled(each.article, fold_facts(each.labels), each.weight) for each in articles]
    pairs = learn_pairs([each for article in paired for each in article.labelled])
    save_models({**load_models(), **pairs, "pairs": learn_pair_company(paired)}, small_words)


if __name__ == "__main__":
    main(sys.argv[1:])
