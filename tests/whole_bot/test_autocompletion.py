"""Autocomplete from end to end: what is offered, what it stands for, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SHIPPED_PATHS
from tests.whole_bot.stage import Stage, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

OPTIONS = [
    ("release", "title"),
    ("cast", "title"),
    ("show", "title"),
    ("who", "name"),
    ("quotes", "person"),
    ("quotes", "title"),
]
HOSTILE = [
    "'; DROP TABLE name; --",
    "%",
    "_",
    "\x00",
    "😀" * 50,
    "a" * 6000,
    "\u202e\u200b",
    "*",
    "\\",
    "@everyone",
]


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """The shipped facts, and thirty shows with names too long for a label."""
    folder = tmp_path / "facts"
    folder.mkdir()
    lines = ['[article]\nid = "long"\npublished_on = 2024-01-01']
    for number in range(30):
        lines.append(
            f'[[fact]]\nwork = "Zebra {number} {"very long " * 20}"\nrelation = "genre"\nvalue = "long"'
        )
        lines.append(
            f'[[fact]]\nwork = "Zebra"\nrelation = "cast member"\nvalue = "Zoe {number} {"von Und " * 20}"'
        )
    (folder / "long.toml").write_text("\n".join(lines))
    return (*SHIPPED_PATHS, folder)


async def complete(stage: Stage, command: str, option: str, typed: str) -> list[tuple[str, str]]:
    """Labels and values that are offered."""
    choices = await stage.fan.autocomplete(stage.channel, command, option, typed)
    return [(choice["name"], choice["value"]) for choice in choices]


@pytest.mark.parametrize(
    "typed", ["", " ", "Z", "zebra", "all of us", "zoe", *HOSTILE], ids=lambda typed: repr(typed[:12])
)
async def test_at_most_25_labels_of_at_most_100_characters_whatever_is_typed(
    stage: Stage, typed: str
) -> None:
    for command, option in OPTIONS:
        offered = await complete(stage, command, option, typed)
        assert len(offered) <= 25
        for label, value in offered:
            assert 1 <= len(label) <= 100
            assert 1 <= len(value) <= 100
        assert len({value for _, value in offered}) == len(offered)
    assert stage.env.errors == []


async def test_many_names_are_cut_at_25(stage: Stage) -> None:
    assert len(await complete(stage, "release", "title", "zebra")) == 25


@pytest.mark.parametrize(
    "typed", ["all of", "All of Us Are Dead", "AOUAD", "all of us are daed", "지금", "al of us are"]
)
async def test_the_show_is_offered_by_its_id_and_the_id_is_accepted(stage: Stage, typed: str) -> None:
    offered = dict(await complete(stage, "release", "title", typed))
    value = offered["All of Us Are Dead"]
    kind, _, number = value.partition(":")
    assert kind == "work"
    assert number.isdigit()
    assert "28 January 2022" in text_of(await stage.slash("release", title=value, season=1))


@pytest.mark.parametrize("typed", ["lee jae", "이재규", "Jae-gyu Lee", "lee jae kyo"])
async def test_a_person_is_offered_however_the_name_is_written(stage: Stage, typed: str) -> None:
    offered = dict(await complete(stage, "quotes", "person", typed))
    assert offered["Lee Jae-kyoo"].startswith("person:")


async def test_characters_are_told_apart_from_people(stage: Stage) -> None:
    labels = [label for label, _ in await complete(stage, "who", "name", "nam")]
    assert "Nam Onjo (character)" in labels


async def test_an_empty_box_offers_something(stage: Stage) -> None:
    for command, option in OPTIONS:
        assert await complete(stage, command, option, ""), (command, option)


async def test_titles_do_not_offer_people(stage: Stage) -> None:
    assert await complete(stage, "release", "title", "Park Ji-hu") == []


async def test_autocomplete_works_in_a_direct_message(stage: Stage) -> None:
    offered = await stage.env.create_user("somebody").autocomplete("show", "title", "squid")
    assert [choice["name"] for choice in offered] == ["Squid Game"]
