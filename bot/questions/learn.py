"""Making the classifier's weights from the examples: ``python -m bot.questions.learn``.

Multinomial logistic regression by limited-memory BFGS (Liu & Nocedal 1989) over sparse features. The same examples give
the same weights. Owns the examples' form: a line ``== class``, then one wording a line, names masked.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.names import fold
from bot.questions.classifier import BUCKETS, CLASSES, MASKS, WEIGHTS, Floats, find_features

EXAMPLES = Path(__file__).with_name("examples")
_ROUNDS = 140
_REMEMBERED = 10
"""Steps by which the slope is turned."""
_RIDGE = 5e-6
_ENOUGH = 1e-4
"""What share of the descent that the slope promises a step has to bring (Armijo)."""
_SHORTEST_STEP = 1e-6
_PIECE = 1 << 14
"""Entries that are summed up at once."""
_SCALE = 2048.0
"""Weights are stored as whole numbers of this part, so that they pack well."""
_TOKEN = re.compile(r"(?P<mask>\b(?:W|P|C|T|S|Y|N|TOPIC)\b)(?:['’]?s\b)?")


def read_examples(path: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """The masked wordings of a file, each with its class; ValueError for a class that there is not."""
    wanted = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("== "):
            wanted = line[3:].strip()
            if wanted not in CLASSES:
                raise ValueError(f"{path}:{number}: no class {wanted!r}; there are: {', '.join(CLASSES)}")
        elif line.strip():
            yield split_masked(line), wanted


def list_declared() -> Iterator[tuple[tuple[str, ...], str]]:
    """Tidy examples out of the cues of each relation: one that is new is understood before it has others."""
    for relation in RELATIONS.values():
        subject = (
            "P" if relation.subjects == {Kind.PERSON} else "T" if Kind.TERM in relation.subjects else "W"
        )
        opening = "who" if relation.names is Kind.PERSON else "when" if relation.is_dated else "what"
        for cue in relation.cues:
            yield (*cue.split(), subject), relation.name
            yield (subject, *cue.split()), relation.name
        for phrase in (*relation.cues, *relation.hints):
            yield (opening, "is", "the", *phrase.split(), "of", subject), relation.name
            yield (opening, *phrase.split(), "the", "film", subject), relation.name
            yield (opening, *phrase.split(), subject), relation.name
            yield (opening, "was", subject, *phrase.split()), relation.name
            yield ("which", *phrase.split(), subject), relation.name
            yield ("the", subject, "film", opening, *phrase.split()), relation.name
            yield (*phrase.split(), "the", "film", subject), relation.name
            if relation.names in (Kind.PERSON, Kind.TOPIC) and subject == "W":
                value = "P" if relation.names is Kind.PERSON else "TOPIC"
                yield ("which", "films", "are", *phrase.split(), value), relation.name
                yield ("what", "films", "did", value, *phrase.split()), relation.name
                yield ("what", "was", value, "the", *phrase.split(), "of"), relation.name
                yield (value, *phrase.split(), "which", "films"), relation.name


def split_masked(line: str) -> tuple[str, ...]:
    """The tokens of a masked wording, folded as those of a question are."""
    tokens: list[str] = []
    at = 0
    for mask in _TOKEN.finditer(line):
        tokens += _fold_words(line[at : mask.start()])
        tokens.append(mask["mask"])
        at = mask.end()
    tokens += _fold_words(line[at:])
    return tuple(tokens)


def _fold_words(text: str) -> list[str]:
    return [word for word in fold(text).split() if word[0].isalnum()]


def digest_examples(folder: Path = EXAMPLES) -> str:
    """What the examples are, in short: weights that were made from others are stale."""
    texts = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def learn(examples: list[tuple[tuple[str, ...], str]]) -> tuple[Floats, Floats]:
    """Weights (buckets × classes) and bias of a softmax regression."""
    problem = _Problem.of(examples)
    weights = np.zeros((BUCKETS + 1, len(CLASSES)), np.float32)
    loss, slope = problem.weigh(weights)
    steps: list[tuple[Floats, Floats, float]] = []
    for _ in range(_ROUNDS):
        direction = _find_direction(slope, steps)
        length = 1.0 if steps else 1.0 / max(float(np.sqrt(_dot(slope, slope))), 1e-9)
        downhill = _dot(slope, direction)
        while True:
            moved = weights + np.float32(length) * direction
            found, new_slope = problem.weigh(moved)
            if found <= loss + _ENOUGH * length * downhill or length < _SHORTEST_STEP:
                break
            length /= 2
        step, bend = moved - weights, new_slope - slope
        weights, loss, slope = moved, found, new_slope
        curvature = _dot(step, bend)
        if curvature <= 0:
            break
        steps = [*steps[1 - _REMEMBERED :], (step, bend, 1 / curvature)]
    return weights[:BUCKETS], weights[BUCKETS]


def _find_direction(slope: Floats, steps: list[tuple[Floats, Floats, float]]) -> Floats:
    """Where to go from a point: the slope turned by how it bent on the last steps (the two-loop recursion)."""
    direction = -slope
    shares = []
    for step, bend, scale in reversed(steps):
        share = scale * _dot(step, direction)
        direction = direction - np.float32(share) * bend
        shares.append(share)
    if steps:
        _, bend, scale = steps[-1]
        direction = direction * np.float32(1 / (scale * _dot(bend, bend)))
    for (step, bend, scale), share in zip(steps, reversed(shares), strict=True):
        direction = direction + np.float32(share - scale * _dot(bend, direction)) * step
    return direction


def _dot(first: Floats, second: Floats) -> float:
    return float(np.einsum("ij,ij->", first, second, dtype=np.float64))


@dataclass(frozen=True, slots=True)
class _Problem:
    """The examples as a sparse matrix, by rows and by columns, and how often each is of which class."""

    buckets: npt.NDArray[np.int64]
    values: Floats
    row_starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]
    values_by_bucket: Floats
    bucket_starts: npt.NDArray[np.int64]
    used: npt.NDArray[np.int64]
    """The buckets that have a feature."""
    wanted: Floats
    """How often each wording stands there for each class."""

    @classmethod
    def of(cls, examples: list[tuple[tuple[str, ...], str]]) -> _Problem:
        # One row for each wording, however often it stands there and of whatever classes: the sums are the same.
        rows = {masked: row for row, masked in enumerate(dict.fromkeys(masked for masked, _ in examples))}
        found = [find_features(masked) for masked in rows]
        lengths = np.array([len(buckets) + 1 for buckets, _ in found])
        # The bias is the weight of one more feature, which all have.
        buckets = np.concatenate([np.append(buckets, BUCKETS) for buckets, _ in found])
        values = np.concatenate([np.append(values, np.float32(1)) for _, values in found])
        order = np.argsort(buckets, kind="stable")
        used, bucket_starts = np.unique(buckets[order], return_index=True)
        classes = {name: at for at, name in enumerate(CLASSES)}
        wanted = np.zeros((len(rows), len(CLASSES)), np.float32)
        for masked, name in examples:
            wanted[rows[masked], classes[name]] += 1
        return cls(
            buckets,
            values.astype(np.float32),
            np.cumsum(lengths) - lengths,
            np.repeat(np.arange(len(rows)), lengths)[order],
            values.astype(np.float32)[order],
            bucket_starts,
            used,
            wanted,
        )

    def weigh(self, weights: Floats) -> tuple[float, Floats]:
        """The loss at these weights, and its slope."""
        scores = _sum_up(weights, self.buckets, self.values, self.row_starts)
        scores -= scores.max(axis=1, keepdims=True)
        totals = np.log(np.exp(scores).sum(axis=1, keepdims=True))
        counts, number = self.wanted.sum(axis=1, keepdims=True), self.wanted.sum()
        lost = float((counts * totals).sum(dtype=np.float64) - _dot(self.wanted, scores))
        wrong = (counts * np.exp(scores - totals) - self.wanted) / number
        slope = np.zeros_like(weights)
        slope[self.used] = _sum_up(wrong, self.rows, self.values_by_bucket, self.bucket_starts)
        slope[:BUCKETS] += np.float32(_RIDGE) * weights[:BUCKETS]
        small = _dot(weights[:BUCKETS], weights[:BUCKETS])
        return lost / float(number) + _RIDGE / 2 * small, slope


def _sum_up(
    matrix: Floats, picked: npt.NDArray[np.int64], values: Floats, starts: npt.NDArray[np.int64]
) -> Floats:
    """For each run of ``picked`` the rows of a matrix, times their values, as one sum; in pieces that fit a cache."""
    ends = np.append(starts[1:], len(picked))
    sums = []
    first = 0
    while first < len(starts):
        last = max(first + 1, int(np.searchsorted(ends, starts[first] + _PIECE, side="right")))
        begin, end = starts[first], ends[last - 1]
        piece = matrix[picked[begin:end]] * values[begin:end, None]
        sums.append(np.add.reduceat(piece, starts[first:last] - begin, axis=0))
        first = last
    return np.concatenate(sums)


def main() -> None:
    """Learn from every example and write the weights."""
    examples = [example for path in sorted(EXAMPLES.glob("*.txt")) for example in read_examples(path)]
    examples += list_declared()
    weights, bias = learn(examples)
    counts = Counter(word for masked, _ in examples for word in set(masked) - MASKS)
    # What one example alone holds may be a slip.
    words = sorted(word for word, count in counts.items() if count > 1)
    np.savez_compressed(
        WEIGHTS,
        weights=np.round(weights * _SCALE).astype(np.int16),
        scale=np.float32(_SCALE),
        bias=bias,
        classes=np.array(CLASSES),
        words=np.array(" ".join(words)),
        examples=np.array(digest_examples()),
    )
    sys.stderr.write(f"learnt from {len(examples)} examples\n")


if __name__ == "__main__":
    main()
