"""What a question asks for, judged by its wording as a whole, its names masked.

A softmax regression over word and character n-grams, as in Joulin et al. 2017, "Bag of Tricks for Efficient
Text Classification" (hashed n-grams, a linear layer), with full vectors in place of embeddings. Its weights
are made from examples/ by learn.py. Owns the features and the classes. Refuses to decide: what a class is
worth beside the words that ask for a relation outright is for asked.py to say.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.facts.relations import ASKED_FOR

OVERVIEW: Final = "overview"
SOURCE: Final = "source"
SMALL_TALK: Final = "small talk"
SOMETHING_ELSE: Final = "something else"
CLASSES: Final = (*ASKED_FOR, OVERVIEW, SOURCE, SMALL_TALK, SOMETHING_ELSE)

MASKS: Final = frozenset("W P C T S Y N TOPIC".split())
"""What stands for a work, a person, a character, a term, a season, a year or date, a number, any other value."""
BUCKETS: Final = 1 << 14
WEIGHTS: Final = Path(__file__).with_name("weights.npz")

_LONGEST_WORDS: Final = 3
_LETTERS: Final = range(2, 6)
_WEIGHT_OF_WORDS: Final = (1.0, 1.0, 0.8)
_WEIGHT_OF_LETTERS: Final = 0.35

Floats = npt.NDArray[np.float32]


def find_features(masked: Sequence[str]) -> tuple[npt.NDArray[np.int64], Floats]:
    """The buckets of a masked question's n-grams and their weights, of length one together."""
    weights = dict(_find_ngrams(masked))
    buckets = np.fromiter((zlib.crc32(ngram.encode()) % BUCKETS for ngram in weights), np.int64, len(weights))
    values = np.fromiter(weights.values(), np.float32, len(weights))
    return buckets, values / max(float(np.sqrt(np.square(values).sum())), 1e-9)


def _find_ngrams(masked: Sequence[str]) -> Iterator[tuple[str, float]]:
    framed = ["^", *masked, "$"]
    for length in range(1, _LONGEST_WORDS + 1):
        for at in range(len(framed) - length + 1):
            yield "w" + " ".join(framed[at : at + length]), _WEIGHT_OF_WORDS[length - 1]
    for word in masked:
        if word in MASKS:
            continue
        letters = f"_{word}_"
        for length in _LETTERS:
            for at in range(len(letters) - length + 1):
                yield "c" + letters[at : at + length], _WEIGHT_OF_LETTERS


def classify(masked: Sequence[str]) -> Mapping[str, float]:
    """The probability of each class for a masked question."""
    return _classify(tuple(masked))


# Many ask in the same words: what differs is the names, which are masked. Each takes five kilobytes.
@lru_cache(maxsize=1024)
def _classify(masked: tuple[str, ...]) -> Mapping[str, float]:
    weights, scale, bias, _ = _load_weights()
    buckets, values = find_features(masked)
    scores = values @ (weights[buckets].astype(np.float32) / scale) + bias
    likelihoods = np.exp(scores - scores.max())
    return MappingProxyType(dict(zip(CLASSES, (likelihoods / likelihoods.sum()).tolist(), strict=True)))


def is_everyday(word: str) -> bool:
    """Whether a word stands in any example: then it is language, and likely no name."""
    return word in _load_weights()[3]


@lru_cache(maxsize=1)
def _load_weights() -> tuple[npt.NDArray[np.int16], np.float32, Floats, frozenset[str]]:
    """The weights as they are stored, half as large as they count, and what to divide them by; the bias; the words."""
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        if tuple(stored["classes"].tolist()) != CLASSES:
            raise RuntimeError(f"{WEIGHTS.name} was made for other relations; make it anew: make weights")
        scale = np.float32(stored["scale"])
        return stored["weights"], scale, stored["bias"], frozenset(stored["words"].item().split())
