"""Parts and slips of names are believed where a fact ties them to the work, and never turn into somebody else."""

from __future__ import annotations

import pytest

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.questions.tied import link_tied
from bot.questions.words import split_words

ONJO = Entity(1, Kind.CHARACTER, "Nam On-jo")
ELEVEN = Entity(2, Kind.CHARACTER, "Eleven")
WHEELER = Entity(3, Kind.CHARACTER, "Mike Wheeler")
NANCY = Entity(4, Kind.CHARACTER, "Nancy Wheeler")
MAKER = Entity(5, Kind.PERSON, "Edgar Wright")
TIED = (ONJO, ELEVEN, WHEELER, NANCY, MAKER)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("who plays onjo", ONJO),
        ("who plays nam onjoo", ONJO),
        ("who is 11", ELEVEN),
        ("who plays nancie wheeler", NANCY),
    ],
)
def test_a_part_or_a_slip_is_enough(text: str, meant: Entity) -> None:
    (span,) = link_tied(split_words(text), [], TIED)
    assert span.of_kind(meant.kind) == (meant,)


@pytest.mark.parametrize("text", ["who plays steve", "is that right", "who is it"])
def test_what_nobody_has_is_nobody(text: str) -> None:
    """A stranger, an everyday word a letter away from a name."""
    assert link_tied(split_words(text), [], TIED) == []


def test_a_family_name_of_two_may_be_either() -> None:
    (span,) = link_tied(split_words("who plays wheeler"), [], TIED)
    assert [candidate.name for candidate in span.candidates] == ["Mike Wheeler", "Nancy Wheeler"]
