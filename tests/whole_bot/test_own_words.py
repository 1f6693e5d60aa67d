"""What people type is theirs: what stands in the database, the logs and the moderators' lists, and for how long."""

from __future__ import annotations

import logging
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.whole_bot.stage import Stage, private, raw_text_of, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

TELL_ME = "Tell me when you know"
NEIGHBOUR = (
    "does my neighbour Jane Doe, 12 Elm Street, phone 555 0100, jane@mail.example, <@1500000000000000000>,"
    " act in Moon High?"
)
TRACES = ("neighbour", "jane", "doe", "elm", "555", "0100", "mail.example", "1500000000000000000")
KNOWN = """
[article]
id = "known"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024"
"""


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """One article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "known.toml").write_text(KNOWN, encoding="utf-8")
    return (folder,)


def dump(stage: Stage) -> str:
    """Every value of every table, in small letters."""
    with closing(sqlite3.connect(stage.bot.store.path)) as database:
        return "\n".join(database.iterdump()).lower()


def files_of(stage: Stage) -> str:
    """The bytes of the database and its write-ahead log, as small letters."""
    path = stage.bot.store.path
    return "".join(each.read_bytes().decode("latin-1").lower() for each in path.parent.glob(f"{path.name}*"))


def traces_in(text: str) -> list[str]:
    """What of the question a text gives away."""
    return [
        trace for trace in TRACES if re.search(rf"(?<![a-z0-9]){re.escape(trace)}(?![a-z])", text.lower())
    ]


@pytest.mark.parametrize("command", [True, False])
async def test_a_question_asked_in_vain_leaves_its_names_and_shape_and_no_word_of_its_own(
    stage: Stage, caplog: pytest.LogCaptureFixture, *, command: bool
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "cogs")
    if command:
        await stage.slash("ask", question=NEIGHBOUR, private=True)
    else:
        await stage.ask(NEIGHBOUR)
    shown = await stage.slash_as(stage.moderator, "facts unanswered")
    assert "Moon High" in text_of(shown)
    assert "asked 1 time" in text_of(shown)
    assert traces_in(raw_text_of(shown)) == []
    assert traces_in(dump(stage)) == []
    assert traces_in(files_of(stage)) == []
    assert traces_in(caplog.text) == []


async def test_who_has_asked_fifty_in_vain_today_may_still_want_to_be_told(stage: Stage) -> None:
    for number in range(51):
        answer = await stage.slash("release", title=f"Xylophone {number:02}")
    told = shown_by(await stage.press(answer, TELL_ME))
    assert private(told)
    assert "I no longer know" not in text_of(told)
