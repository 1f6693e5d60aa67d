"""Learns what names what in marked articles: the weights of mentions, and of the second judgement of them.

Owns the likelihood of a semi-Markov conditional random field (Sarawagi & Cohen, 2004), and stacking by folds (Cohen &
Carvalho, 2005): the second judgement is learnt from first ones made without the article. Refuses to read files.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bot.extract.evidence_model import EvidenceModel, Floats, load_models
from bot.extract.find.mention_company import look_at_company
from bot.extract.find.mention_evidence import Candidate, Tokens, find_candidates, find_tokens
from bot.extract.find.mentions import KINDS, Judged, judge_scores
from bot.extract.learn.fitting import Numbers, fit
from bot.extract.learn.marked_articles import Marked
from bot.extract.prepared import prepare

FOLDS: Final = 4
"""How often mentions are learnt without some of the articles, to judge those as they are at first sight."""
_RIDGE: Final = 4.0
_FEWEST: Final = 3


@dataclass(frozen=True, slots=True)
class Example:
    """An article's candidates, and what each names."""

    tokens: Tokens
    candidates: list[Candidate]
    kinds: list[int]
    is_marked: bool


def find_example(article: Marked, small_words: frozenset[str]) -> Example:
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
        read.korean,
        small_words,
    )
    return Example(tokens, found, [kinds.get((each.start, each.end), 0) for each in found], bool(kinds))


class _Field:
    """The sum over all ways to part articles into names and the rest, and how likely each candidate is among them."""

    def __init__(self, examples: Sequence[Example]) -> None:
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


def learn_mentions(examples: Sequence[Example]) -> EvidenceModel:
    """What evidence tells what a stretch names, by the articles that are marked."""
    examples = [each for each in examples if each.is_marked]
    evidence = [each.evidence for example in examples for each in example.candidates]
    return fit(
        evidence,
        len(KINDS),
        _Field(examples).loss,
        ridge=_RIDGE,
        fewest=_FEWEST,
        kept=load_models().get("mentions"),
    )


def score_apart(examples: Sequence[Example]) -> list[Floats]:
    """How each article's candidates score by weights that were learnt without it."""
    scored: dict[int, Floats] = {}
    for fold in range(FOLDS):
        model = learn_mentions([each for at, each in enumerate(examples) if at % FOLDS != fold])
        for at in range(fold, len(examples), FOLDS):
            scored[at] = model.score([each.evidence for each in examples[at].candidates])
    return [scored[at] for at in range(len(examples))]


def learn_company(examples: Sequence[Example], scored: Sequence[Floats]) -> EvidenceModel:
    """What the first judgement of an article's stretches tells beside the scores that it was made from."""
    marked = [each for each in zip(examples, scored, strict=True) if each[0].is_marked]
    field, first = _Field([example for example, _ in marked]), np.vstack([scores for _, scores in marked])
    evidence = [
        each
        for example, scores in marked
        for each in look_at_company(
            example.tokens, example.candidates, judge_scores(example.tokens, example.candidates, scores)
        )
    ]
    return fit(
        evidence,
        len(KINDS),
        lambda scores: field.loss(scores + first),
        ridge=_RIDGE,
        fewest=_FEWEST,
        kept=load_models().get("company"),
    )


def judge_again(example: Example, first: Floats, company: EvidenceModel) -> list[Judged]:
    """What an article names, by its first scores and their company."""
    tokens, candidates = example.tokens, example.candidates
    listed = look_at_company(tokens, candidates, judge_scores(tokens, candidates, first))
    return [
        Judged(candidates[at].start, candidates[at].end, kind)
        for at, kind in judge_scores(tokens, candidates, first + company.score(listed))
    ]
