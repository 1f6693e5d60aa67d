"""The classifier of wordings: its weights are those of its examples, and it knows what it is asked."""

from __future__ import annotations

import numpy as np
import pytest

from bot.facts.relations import ASKED_FOR, PICTURES, RELATIONS
from bot.questions.classifier import BUCKETS, CLASSES, WEIGHTS, classify, find_features, is_everyday
from bot.questions.learn import EXAMPLES, digest_examples, learn, read_examples, split_masked


def test_the_weights_were_made_from_these_examples() -> None:
    """Whoever changes an example makes the weights anew: make weights."""
    with np.load(WEIGHTS) as stored:
        assert str(stored["examples"]) == digest_examples()


def test_every_relation_is_a_class_with_examples() -> None:
    seen = {wanted for path in EXAMPLES.glob("*.txt") for _, wanted in read_examples(path)}
    assert seen == set(CLASSES)
    assert set(ASKED_FOR) <= seen
    assert set(RELATIONS) - set(ASKED_FOR) == set(PICTURES)


@pytest.mark.parametrize(
    ("wording", "wanted"),
    [
        ("who is directing W", "director"),
        ("any news on when S of W drops", "release date"),
        ("which app can i watch W on", "platform"),
        ("how tall is P", "height"),
        ("how tall is C", "something else"),
        ("says who", "source"),
        ("tell me about W", "overview"),
    ],
)
def test_plain_wordings_are_told_apart(wording: str, wanted: str) -> None:
    likelihoods = classify(split_masked(wording))
    assert max(likelihoods, key=likelihoods.__getitem__) == wanted


def test_likelihoods_are_a_distribution() -> None:
    assert sum(classify(("who", "plays", "C", "in", "W")).values()) == pytest.approx(1.0, abs=1e-4)


def test_features_have_length_one_and_stay_in_their_buckets() -> None:
    buckets, values = find_features(("who", "directed", "W"))
    assert float(np.square(values).sum()) == pytest.approx(1.0, abs=1e-5)
    assert buckets.min() >= 0
    assert buckets.max() < BUCKETS


def test_learning_is_repeatable_and_separates_its_examples() -> None:
    """The same examples give the same weights."""
    examples = [(("who", "directed", "W"), "director"), (("when", "is", "W", "out"), "release date")] * 3
    first, second = learn(examples), learn(examples)
    assert np.array_equal(first[0], second[0])
    assert np.array_equal(first[1], second[1])


def test_masks_are_not_folded_and_possessives_vanish() -> None:
    assert split_masked("Who's in W's cast, and is P back for S?") == (
        "whos", "in", "W", "cast", "and", "is", "P", "back", "for", "S",
    )  # fmt: skip


def test_a_name_is_no_everyday_word() -> None:
    assert is_everyday("season")
    assert not is_everyday("onjo")
