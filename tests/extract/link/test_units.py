"""An article as a row of units, and the lists in it."""

from __future__ import annotations

import pytest

from bot.extract.link.units import Row
from bot.extract.reader import Read


def lists_of(text: str) -> set[tuple[str, ...]]:
    """The lists of people in a text, by their names."""
    row = Row(Read("a.txt", f"date 2024-03-05\n\n{text}").discourse)
    found: dict[tuple[int, int], list[str]] = {}
    for at, unit in enumerate(row.units):
        if unit.kind == "P":
            found.setdefault(row.list_around(at), []).append(getattr(unit.what, "name", ""))
    return {tuple(names) for names in found.values()}


@pytest.mark.parametrize(
    "text",
    [
        "The drama “Quiet Harbor” stars Tom Lake, Ana Brook and Sam Reed.",
        "The drama “Quiet Harbor” stars Tom Lake (“Moth”), veteran actress Ana Brook and newcomer Sam Reed.",
        "The drama “Quiet Harbor” stars Tom Lake as a baker, Ana Brook as her rival, and Sam Reed.",
        "The drama “Quiet Harbor” stars Tom Lake, a baker by trade, Ana Brook and Sam Reed.",
    ],
)
def test_a_list_goes_on_over_what_is_said_of_its_members(text: str) -> None:
    assert ("Tom Lake", "Ana Brook", "Sam Reed") in lists_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "The drama “Quiet Harbor” is directed by Ana Brook and stars Tom Lake.",
        "The drama “Quiet Harbor” is written by Ana Brook and directed by Tom Lake.",
        "Ana Brook plays opposite Tom Lake in the drama “Quiet Harbor.”",
    ],
)
def test_who_does_something_else_is_in_no_list_with_others(text: str) -> None:
    assert not any({"Ana Brook", "Tom Lake"} <= set(names) for names in lists_of(text))
