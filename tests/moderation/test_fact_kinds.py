"""Kinds of facts in plain words: which a word means, and in which order they are offered."""

from __future__ import annotations

import pytest

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.moderation.fact_kinds import describe_kind_of_fact, find_kind, find_kinds, list_kinds


@pytest.mark.parametrize(
    ("word", "relation"),
    [
        ("actor", "cast member"), ("actress", "cast member"), ("plays", "cast member"), ("Cast", "cast member"),
        ("release", "release date"), ("premiere", "release date"), ("music", "composer"), ("song", "theme song"),
        ("filming", "filming date"), ("streaming", "platform"), ("character", "meaning"), ("voice", "voice actor"),
        ("camera", "cinematographer"), ("spin-off", "spin-off"),
    ],
)  # fmt: skip
def test_a_typed_word_finds_its_kind(word: str, relation: str) -> None:
    kind = find_kind(word)
    assert kind is not None
    assert kind.name == relation
    assert find_kinds(word)[0].name == relation


def test_a_word_that_means_none_or_several_is_not_guessed() -> None:
    assert find_kind("xylophone") is None
    assert find_kind("") is None
    assert find_kind("where") is None
    assert {"platform", "narrative location"} <= {each.name for each in find_kinds("where")}


def test_every_kind_is_offered_once_the_chosen_one_first() -> None:
    for chosen in (None, *RELATIONS):
        listed = [each.name for each in list_kinds(chosen)]
        assert sorted(listed) == sorted(RELATIONS)
        assert chosen is None or listed[0] == chosen
    assert list_kinds("cast member")[1].name == "voice actor"
    assert Kind.PERSON in list_kinds(None, Kind.PERSON)[0].subjects


def test_every_kind_is_described() -> None:
    for relation in RELATIONS.values():
        assert "…" in describe_kind_of_fact(relation)
        assert "{" not in describe_kind_of_fact(relation)
