"""How much named evidence weighs: linear models whose weights are learnt (see learn) and kept in
reading_weights.npz.

Owns the file and the sums. Refuses to gather evidence, and to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

WEIGHTS: Final = Path(__file__).with_name("reading_weights.npz")
STEP: Final = 1 / 32
"""Weights are kept as whole numbers of this, from -127 to 127."""

Floats = npt.NDArray[np.float32]
Group = list[str] | tuple[str, ...] | frozenset[str]
Evidence = Sequence[Group]
"""What speaks for something, in groups: one that several things share is looked up and added up once."""


_FIRST: Final = ("",)
"""The first group of all evidence, so that none is without."""
_HIGHEST: Final = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """A weight for each piece of evidence and each outcome; row 0 is for what always holds."""

    rows: Mapping[str, int]
    weights: Floats
    cases: int = 0
    """How many cases it was learnt from."""
    _hashes: npt.NDArray[np.int64] = field(init=False, repr=False, compare=False)
    """Those of the evidence, in order: to look for one by one in a dictionary of so many strings takes twice as long."""
    _weights: Floats = field(init=False, repr=False, compare=False)
    """The weights in the order of the hashes, and a row for what weighs nothing."""

    def __post_init__(self) -> None:
        hashes = np.fromiter(map(hash, self.rows), np.int64, len(self.rows))
        order = np.argsort(hashes)
        rows = np.fromiter(self.rows.values(), np.int64, len(self.rows))[order]
        object.__setattr__(self, "_hashes", np.append(hashes[order], _HIGHEST))
        object.__setattr__(self, "_weights", np.vstack([self.weights[rows], np.zeros_like(self.weights[:1])]))

    def score(self, listed: Sequence[Evidence]) -> Floats:
        """The sums of the evidence for each outcome: one row for each of those listed."""
        if not listed:
            return np.zeros((0, self.weights.shape[1]), dtype=np.float32)
        groups = [group for evidence in listed for group in (_FIRST, *filter(None, evidence))]
        keys = list(map(id, groups))
        unlike = dict(zip(keys, groups, strict=True))
        begins = np.cumsum([0, *map(len, unlike.values())])
        hashes = np.fromiter(map(hash, chain.from_iterable(unlike.values())), np.int64, begins[-1])
        rows = self._hashes.searchsorted(hashes)
        rows[self._hashes[rows] != hashes] = -1
        sums = np.add.reduceat(self._weights.take(rows, axis=0, mode="wrap"), begins[:-1], axis=0)
        numbers = dict(zip(unlike, count()))
        places = np.fromiter(map(numbers.__getitem__, keys), np.int64, len(keys))
        totals = np.add.reduceat(sums.take(places, axis=0), np.flatnonzero(places == 0), axis=0)
        return np.asarray(totals + self.weights[0], dtype=np.float32)


@lru_cache(maxsize=1)
def load_models() -> Mapping[str, EvidenceModel]:
    """The models by name."""
    with np.load(WEIGHTS) as kept:
        return {
            name.removesuffix(" names"): EvidenceModel(
                {each: row for row, each in enumerate(str(kept[name]).split("\n"), 1)},
                kept[name.removesuffix(" names")].astype(np.float32) * np.float32(STEP),
                int(kept[name.removesuffix(" names") + " cases"]),
            )
            for name in kept.files
            if name.endswith(" names")
        }


@lru_cache(maxsize=1)
def load_small_words() -> frozenset[str]:
    """Words that news hardly ever writes with a capital in mid-sentence, and so are seldom a name."""
    with np.load(WEIGHTS) as kept:
        return frozenset(str(kept["small words"]).split("\n"))


def save_models(
    models: Mapping[str, EvidenceModel], small_words: Iterable[str], path: Path = WEIGHTS
) -> None:
    """Writes the models, without the evidence that weighs nothing."""
    kept: dict[str, npt.NDArray[np.generic]] = {"small words": np.array("\n".join(sorted(small_words)))}
    for name, model in models.items():
        whole = np.clip(np.rint(model.weights / STEP), -127, 127).astype(np.int8)
        ordered = [(each, row) for each, row in sorted(model.rows.items()) if np.abs(whole[row]).max() > 1]
        kept[name + " names"] = np.array("\n".join(each for each, _ in ordered))
        kept[name] = np.vstack([whole[:1], whole[[row for _, row in ordered]]])
        kept[name + " cases"] = np.array(model.cases)
    np.savez_compressed(path, allow_pickle=False, **kept)
    load_models.cache_clear()
    load_small_words.cache_clear()
