"""How much named evidence weighs: linear models whose weights are learnt (see learn_reading) and kept in
reading_weights.npz.

Owns the file and the sums. Refuses to gather evidence, and to decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

WEIGHTS: Final = Path(__file__).with_name("reading_weights.npz")
STEP: Final = 1 / 32
"""Weights are kept as whole numbers of this, from -127 to 127."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class EvidenceModel:
    """A weight for each piece of evidence and each outcome; row 0 is for what always holds."""

    rows: Mapping[str, int]
    weights: Floats

    def score(self, listed: Sequence[Iterable[str]]) -> Floats:
        """The sums of the evidence for each outcome: one row for each of those listed."""
        flat: list[int] = []
        starts: list[int] = []
        get = self.rows.get
        for evidence in listed:
            starts.append(len(flat))
            flat += filter(None, map(get, evidence))
            flat.append(0)
        if not starts:
            return np.zeros((0, self.weights.shape[1]), dtype=np.float32)
        return np.add.reduceat(self.weights[flat], starts, axis=0)


@lru_cache(maxsize=1)
def load_models() -> Mapping[str, EvidenceModel]:
    """The models by name."""
    with np.load(WEIGHTS) as kept:
        return {
            name.removesuffix(" names"): EvidenceModel(
                {each: row for row, each in enumerate(str(kept[name]).split("\n"), 1)},
                kept[name.removesuffix(" names")].astype(np.float32) * np.float32(STEP),
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
    np.savez_compressed(path, allow_pickle=False, **kept)
    load_models.cache_clear()
    load_small_words.cache_clear()
