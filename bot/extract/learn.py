"""Learns how much each piece of evidence for a link weighs, from articles whose facts somebody has labelled.

Owns the training: logistic regression with a ridge penalty (Hoerl & Kennard, 1970), fitted by Newton's method without
chance, so that the same articles give the same weights. Which mention states a labelled link is not marked: the
likeliest ones are kept and the weights fitted again (multiple-instance learning: Dietterich et al., 1997).

The articles are other people's and no part of the project: ``python -m bot.extract.learn FOLDER …`` reads ``*.txt``
and ``gold.jsonl`` (one fact a line: ``doc``, ``work``, ``relation``, ``value``) of each folder and writes
link_weights.json.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from bot.extract.links import WEIGHTS, Link, judge, load_weights
from bot.extract.names import fold_name
from bot.extract.reader import find_article_links

_RIDGE = 3.0
_STEPS = 12
_ROUNDS = 2
_FEWEST = 4
"""Articles are few: what was seen less often has no weight."""
_BATCH = 20_000

Example = tuple[frozenset[str], bool, tuple[object, ...]]
"""The evidence of a link, whether it is labelled, and which link of which article it is."""


def find_examples(folders: Iterable[Path]) -> Iterator[Example]:
    """Every possible link of the labelled articles."""
    for folder in folders:
        lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        facts = [json.loads(line) for line in lines if line.strip()]
        for path in sorted(folder.glob("*.txt")):
            labelled = {
                (fact["relation"], _key(fact["work"]), _key(str(fact["value"])))
                for fact in facts
                if fact["doc"] == path.stem and fact.get("work") and fact.get("value")
            }
            for link in find_article_links(str(path), path.read_text(encoding="utf-8")):
                which = (str(path), id(link.person), link.relation, id(link.work))
                yield link.evidence, _is_labelled(link, labelled), which


def _is_labelled(link: Link, labelled: Iterable[tuple[str, str, str]]) -> bool:
    show, names = _key(link.work.name), {_key(link.person.name), _key(link.slot.spelled)}
    return any(
        relation == link.relation and name in names and (work in show or show in work)
        for relation, work, name in labelled
    )


def _key(name: str) -> str:
    return " ".join(sorted(fold_name(name).split()))


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """The weight of each piece of evidence, and the bias."""
    seen = Counter(name for evidence, _, _ in examples for name in evidence)
    names = sorted(name for name, count in seen.items() if count >= _FEWEST)
    column = {name: at for at, name in enumerate(names)}
    found = np.zeros((len(examples), len(names) + 1), dtype=np.float32)
    found[:, -1] = 1.0
    for row, (evidence, _, _) in enumerate(examples):
        for name in evidence:
            if name in column:
                found[row, column[name]] = 1.0
    wanted = np.array([float(holds) for _, holds, _ in examples])
    weights = np.zeros(len(names) + 1)
    ridge = np.full(len(names) + 1, _RIDGE)
    ridge[-1] = 0.01
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(found @ weights, -30, 30)))
        slope = found.T @ (wanted - likely) - ridge * weights
        curve = np.diag(ridge)
        for at in range(0, len(examples), _BATCH):
            part = found[at : at + _BATCH]
            curve = curve + (part * (likely * (1 - likely))[at : at + _BATCH, None]).T @ part
        weights += np.linalg.solve(curve, slope)
    return {
        **{name: round(float(weights[at]), 3) for name, at in column.items()},
        "bias": round(float(weights[-1]), 3),
    }


def keep_likeliest(examples: Sequence[Example]) -> list[Example]:
    """The examples without those mentions of a labelled link that hardly state it, by the weights as they are."""
    likely = [judge(evidence) for evidence, _, _ in examples]
    best: dict[tuple[object, ...], float] = defaultdict(float)
    for chance, (_, holds, which) in zip(likely, examples, strict=True):
        if holds:
            best[which] = max(best[which], chance)
    return [
        each
        for chance, each in zip(likely, examples, strict=True)
        if not each[1] or chance >= best[each[2]] / 2
    ]


def main(arguments: Sequence[str]) -> None:
    """Learn from the folders that are named."""
    examples = list(find_examples(Path(argument) for argument in arguments))
    learnt = examples
    for round_ in range(_ROUNDS + 1):
        weights = fit(learnt)
        WEIGHTS.write_text(
            json.dumps(weights, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        load_weights.cache_clear()
        if round_ < _ROUNDS:
            learnt = keep_likeliest(examples)


if __name__ == "__main__":
    main(sys.argv[1:])
