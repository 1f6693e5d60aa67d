"""Chains of those who produce."""

from __future__ import annotations

import pytest

from bot.extract import read_article

HEAD = "date 2024-03-05\nHarbor orders “Glass Garden”\n\nThe drama “Glass Garden” stars Ann Bell and Tom Reed and starts on Harbor TV in May. "


def producers(sentence: str) -> set[str]:
    facts = read_article("a.txt", f"{HEAD}{sentence}\n").facts
    return {fact.value for fact in facts if fact.relation == "producer" and fact.work == "Glass Garden"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Greta Moss will direct the series and executive produce along with Peter Vale, Sue Marsh and Jon Lake.",
            {"Greta Moss", "Peter Vale", "Sue Marsh", "Jon Lake"},
        ),
        (
            "Greta Moss and Peter Vale will executive produce with “Low Tide” creator Sue Marsh; Northlight’s Jon Lake and Eve Stone; and Carl Dunn.",
            {"Greta Moss", "Peter Vale", "Sue Marsh", "Jon Lake", "Eve Stone", "Carl Dunn"},
        ),
        (
            "Greta Moss (“Low Tide”) and Peter Vale (“Salt”) serve as showrunners and executive producers.",
            {"Greta Moss", "Peter Vale"},
        ),
    ],
)
def test_all_of_a_chain_produce(sentence: str, expected: set[str]) -> None:
    assert expected <= producers(sentence)


def test_who_is_behind_another_verb_is_in_no_chain() -> None:
    assert "Sue Marsh" not in producers(
        "Greta Moss and Peter Vale executive produce, and Sue Marsh plays a baker."
    )


def test_a_show_may_have_more_than_a_thousand_facts() -> None:
    names = [
        f"{first}{chr(97 + number % 26)}{chr(97 + number // 26)}"
        for number in range(400)
        for first in ("Ann", "Tom", "Sue")
    ]
    pairs = " ".join(
        f"{one} Bell, {two} Vale and {three} Marsh executive produce."
        for one, two, three in zip(names[::3], names[1::3], names[2::3], strict=True)
    )
    facts = read_article("a.txt", f"{HEAD}{pairs}\n").facts
    assert len(facts) > 1_000
