"""Fits the weights of evidence models: limited-memory BFGS (Nocedal, 1980) with a ridge penalty, without chance, so that
the same articles give the same weights.

Owns the numbers. Refuses to read articles (see learn).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.extract.evidence_model import Evidence, EvidenceModel

_MEMORY: Final = 10
_NEAR_ENOUGH: Final = 2e-4

Numbers = npt.NDArray[np.float64]
Loss = Callable[[Numbers], tuple[float, Numbers]]
"""From scores, a row each, to the loss and its slope."""


def fit(
    evidence: Sequence[Evidence],
    outcomes: int,
    loss: Loss,
    *,
    ridge: float,
    fewest: int,
    steps: int = 80,
    kept: EvidenceModel | None = None,
) -> EvidenceModel:
    """The weights with the least loss; what was seen less often than ``fewest`` times has none.

    What is ``kept`` counts by the number of cases that it was learnt from, as if those had been like the ones learnt from
    now: to depart from it costs the Bregman divergence of the loss (learning without forgetting, Li & Hoiem, 2016).
    """
    flattened = [list(chain.from_iterable(groups)) for groups in evidence]
    seen = Counter(chain.from_iterable(flattened))
    names = {each for each, count in seen.items() if count >= fewest} | (set(kept.rows) if kept else set())
    rows = {each: row for row, each in enumerate(sorted(names), 1)}
    flat: list[int] = []
    starts: list[int] = []
    for listed in flattened:
        starts.append(len(flat))
        flat += [rows[each] for each in listed if each in rows]
        flat.append(0)
    index = np.array(flat, dtype=np.int32)
    order = np.argsort(index, kind="stable")
    example = np.repeat(np.arange(len(starts)), np.diff([*starts, len(flat)]))[order]
    columns, begins = np.unique(index[order], return_index=True)
    penalty = np.full((len(rows) + 1, 1), ridge)
    penalty[0] = 0.01
    begun = np.zeros((len(rows) + 1, outcomes))
    worth, pull = 0.0, np.zeros((len(starts), outcomes))
    if kept:
        begun[0] = kept.weights[0]
        begun[[rows[each] for each in kept.rows]] = kept.weights[list(kept.rows.values())]
        worth = kept.cases / len(starts)
        pull = worth * loss(np.add.reduceat(begun[index], starts, axis=0))[1]

    def evaluate(weights: Numbers) -> tuple[float, Numbers]:
        scores = np.add.reduceat(weights[index], starts, axis=0)
        value, slope = loss(scores)
        value, slope = (1 + worth) * value - float((pull * scores).sum()), (1 + worth) * slope - pull
        away = weights - begun
        gradient = penalty * away
        gradient[columns] += np.add.reduceat(slope[example], begins, axis=0)
        return value + 0.5 * float((penalty * away * away).sum()), gradient

    weights = _descend(evaluate, begun, steps)
    return EvidenceModel(rows, weights.astype(np.float32), len(starts) + (kept.cases if kept else 0))


def _descend(evaluate: Loss, weights: Numbers, steps: int) -> Numbers:
    kept: list[tuple[Numbers, Numbers, float]] = []
    value, slope = evaluate(weights)
    for _ in range(steps):
        way = slope.copy()
        used = []
        for moved, changed, scale in reversed(kept):
            share = scale * float((moved * way).sum())
            used.append(share)
            way -= share * changed
        way /= kept[-1][2] * float((kept[-1][1] ** 2).sum()) if kept else max(1.0, float(np.abs(slope).max()))
        for (moved, changed, scale), share in zip(kept, reversed(used), strict=True):
            way += moved * (share - scale * float((changed * way).sum()))
        fall, length = float((slope * way).sum()), 1.0
        new, new_slope = evaluate(weights - way)
        while new > value - 1e-4 * length * fall and length > 1e-6:
            length /= 2
            new, new_slope = evaluate(weights - length * way)
        moved, changed = -length * way, new_slope - slope
        weights = weights + moved
        if (curve := float((moved * changed).sum())) > 1e-10:
            kept = [*kept, (moved, changed, 1 / curve)][-_MEMORY:]
        is_near = abs(value - new) < _NEAR_ENOUGH * abs(value)
        value, slope = new, new_slope
        if is_near:
            break
    return weights
