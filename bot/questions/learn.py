"""Making the classifier's weights from the examples: ``python -m bot.questions.learn``.

Multinomial logistic regression by accelerated gradient descent (Beck & Teboulle 2009), in the dual: the weights
are sums of the examples' features, and there are fewer examples than features. The same examples give the same
weights. Owns the examples' form: a line ``== class``, then one wording a line, names masked.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, ValueType
from bot.names import fold
from bot.questions.classifier import BUCKETS, CLASSES, MASKS, WEIGHTS, Floats, find_features

EXAMPLES = Path(__file__).with_name("examples")
_ROUNDS = 400
_RIDGE = 5e-6
_STEP = 8.0
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
        opening = (
            "who" if relation.names is Kind.PERSON else "when" if relation.value is ValueType.DATE else "what"
        )
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
    features = np.zeros((len(examples), BUCKETS), np.float32)
    for row, (masked, _) in enumerate(examples):
        buckets, values = find_features(masked)
        np.add.at(features[row], buckets, values)
    order = {name: at for at, name in enumerate(CLASSES)}
    wanted = np.eye(len(CLASSES), dtype=np.float32)[[order[name] for _, name in examples]]
    alike = features @ features.T
    dual, bias = np.zeros_like(wanted), np.zeros(len(CLASSES), np.float32)
    ahead, bias_ahead, pace = dual, bias, 1.0
    for _ in range(_ROUNDS):
        scores = alike @ ahead + bias_ahead
        likelihoods = np.exp(scores - scores.max(axis=1, keepdims=True))
        wrong = likelihoods / likelihoods.sum(axis=1, keepdims=True) - wanted
        stepped = ahead - _STEP * (wrong / len(examples) + _RIDGE * ahead)
        bias_stepped = bias_ahead - _STEP * wrong.mean(axis=0)
        faster = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = stepped + (pace - 1) / faster * (stepped - dual)
        bias_ahead = bias_stepped + (pace - 1) / faster * (bias_stepped - bias)
        dual, bias, pace = stepped, bias_stepped, faster
    return (features.T @ dual).astype(np.float32), bias.astype(np.float32)


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
