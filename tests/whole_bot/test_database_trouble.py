"""The whole bot on a database that fails: one sentence every time, one line in the log, and answers wherever reading
still works."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any  # app_commands.Command is generic

import pytest
from discord import app_commands
from simcord.components import walk_components

from bot.display.refusal import BUSY, DAMAGED, FULL, REPLACED, UNWRITABLE
from bot.store import FactStore
from cogs.background import BackgroundJobs
from tests import faults
from tests.conftest import SHIPPED
from tests.faults import Fault, failing_at
from tests.whole_bot.stage import Shown, Stage, labels_of, shown_by, text_of
from tests.whole_bot.test_moderators_only import COMMANDS, COMPLETED, TEMPLATES, fill, forge

pytestmark = pytest.mark.simcord(shard_count=1)

RATING = "what is the rating of Squid Game?"
REFRESHED, READ = ("PRAGMA data_version",), ("SELECT", "WITH")
"""What fails: the look for another process's load, which comes before every command; or reading the facts."""


@pytest.fixture(autouse=True)
def _expects_errors(stage: Stage, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.ERROR)
    yield
    # The simulation fails a test for errors that nobody has looked at.
    assert isinstance(stage.env.errors, list)


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """The facts that ship, in a folder of the test's own."""
    return (shutil.copytree(SHIPPED / "facts", tmp_path / "facts"), SHIPPED / "names.toml")


def fans_commands(stage: Stage) -> list[app_commands.Command[Any, ..., Any]]:
    return [each for each in stage.bot.tree.walk_commands() if isinstance(each, app_commands.Command)]


def check_said(shown: Shown, caplog: pytest.LogCaptureFixture, times: int = 1) -> None:
    assert text_of(shown) == DAMAGED
    # What goes on in the background has lines of its own.
    lines = [record.getMessage() for record in caplog.records if record.name != "bot.notify.background"]
    assert len(lines) == times, lines
    assert all("is damaged" in line and "python -m bot restore" in line for line in lines), lines
    caplog.clear()


async def test_every_command_for_fans_says_that_the_database_is_damaged(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    commands = fans_commands(stage)
    assert len(commands) > 10
    for command in commands:
        # Pressed by the moderator, whom no pace holds up.
        options = {option.name: fill(option) for option in command.parameters if option.required}
        with failing_at(0, faults.DAMAGED, only=REFRESHED, for_good=True):
            shown = await stage.moderator.slash(stage.channel, command.qualified_name, **options)
        check_said(shown_by(shown), caplog)


@pytest.mark.parametrize("fails", [REFRESHED, READ], ids=["refresh", "read"])
async def test_every_command_for_moderators_says_that_the_database_is_damaged(
    stage: Stage, caplog: pytest.LogCaptureFixture, fails: tuple[str, ...]
) -> None:
    for command in COMMANDS:
        if fails == READ and command.name in ("add", "expect", "import"):
            continue  # opens a form, or turns down what was typed, and reads nothing before
        options = {option.name: fill(option) for option in command.parameters if option.required}
        with failing_at(0, faults.DAMAGED, only=fails, for_good=True):
            shown = await stage.moderator.slash(stage.channel, command.qualified_name, **options)
        check_said(shown_by(shown), caplog)


@pytest.mark.parametrize("fails", [REFRESHED, READ], ids=["refresh", "read"])
async def test_suggestions_say_that_the_database_is_damaged(
    stage: Stage, caplog: pytest.LogCaptureFixture, fails: tuple[str, ...]
) -> None:
    completed = [
        (command, option)
        for command in fans_commands(stage)
        for option in command.parameters
        if option.autocomplete
    ]
    for command, option in (*completed, *COMPLETED):
        with failing_at(0, faults.DAMAGED, only=fails, for_good=True) as calls:
            offered = await stage.moderator.autocomplete(
                stage.channel, command.qualified_name, option.name, "x"
            )
        if calls.failed:
            assert [choice["name"] for choice in offered] == [DAMAGED[:100]], command.qualified_name
            assert "is damaged" in caplog.text
            assert "Ignoring" not in caplog.text
        caplog.clear()


@pytest.mark.parametrize("name", ["Ask about this message", "Read facts from this message"])
async def test_context_menus_say_that_the_database_is_damaged(
    stage: Stage, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    message = await stage.fan.send(stage.channel, "Squid Game season 3 is out on 27 June 2025.")
    with failing_at(0, faults.DAMAGED, only=REFRESHED, for_good=True):
        shown = await stage.moderator.context_menu(stage.channel, name, message)
    check_said(shown_by(shown), caplog)


async def test_mentions_say_that_the_database_is_damaged(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with failing_at(0, faults.DAMAGED, only=READ, for_good=True):
        check_said(await stage.ask(RATING), caplog)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.pattern[:30])
async def test_every_button_and_menu_says_that_the_database_is_damaged(
    stage: Stage, caplog: pytest.LogCaptureFixture, template: Any
) -> None:
    shown = await stage.slash("show", title="Squid Game")
    custom_id = forge(template)
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    button = next(part for part in walk_components(stored.components) if part.get("label") == "Sources")
    button["custom_id"] = custom_id
    with failing_at(0, faults.DAMAGED, only=READ, for_good=True) as calls:
        result = await stage.moderator.click(shown, custom_id=custom_id)
    if not calls.failed:
        return  # it opens a form, or needs no facts
    check_said(result.followups[-1] if result.followups else shown_by(result), caplog)


@pytest.mark.parametrize(
    ("fault", "said"), [(faults.FULL, FULL), (faults.READ_ONLY, UNWRITABLE), (faults.BUSY, BUSY)]
)
async def test_whoever_presses_apply_is_told_why_it_could_not_be_done(
    stage: Stage,
    store: FactStore,
    facts_paths: tuple[Path, ...],
    fault: Fault,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for patience in ("_PATIENCE_S", "_LOAD_PATIENCE_S"):
        monkeypatch.setattr(f"bot.store.store.{patience}", 0.0)
    (facts_paths[0] / "new.toml").write_text(
        '[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "drama"\n'
    )
    shown = await stage.slash_as(stage.moderator, "facts reload")
    assert "Apply" in labels_of(shown)
    with failing_at(0, fault, only="BEGIN", for_good=True):
        result = await stage.press(shown, "Apply", by=stage.moderator)
        assert [text_of(each) for each in result.followups] == [said]
        assert "Squid Game" in text_of(await stage.ask("who is in Squid Game?")), "facts go on being served"
        assert "don't know" in text_of(await stage.ask(RATING))
    await stage.press(shown, "Apply", by=stage.moderator)
    assert "drama" in text_of(await stage.ask("what genre is Moon High?"))


async def test_no_answer_waits_for_another_process_that_is_writing(
    stage: Stage, store: FactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What got no answer is noted once the other process is done."""
    monkeypatch.setattr("bot.store.store._PATIENCE_S", 0.0)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "don't know" in text_of(await stage.ask(RATING))
        assert "I know nothing" in text_of(await stage.slash("ask", question="who directed Sun Low?"))
        assert "I know nothing" in text_of(await stage.slash("release", title="Sun Low"))
        assert await store.unanswered.count_open() == 0
        other.execute("ROLLBACK")
    stage.bot.later.wake()
    await stage.bot.later.finish()
    assert await store.unanswered.count_open() == 3


async def test_a_deleted_database_is_said_to_be_so_and_the_facts_are_served_on(
    stage: Stage, store: FactStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.path.unlink()
    result = await stage.fan.slash(stage.channel, "follow", title="Squid Game")
    assert text_of(shown_by(result)) == REPLACED
    assert "was deleted" in caplog.text
    assert "Squid Game" in text_of(await stage.ask("who is in Squid Game?"))
    assert not store.path.exists()


async def test_the_database_is_backed_up_each_night(
    stage: Stage, store: FactStore, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Also after one that failed, whose cause is in the log."""
    jobs = stage.bot.get_cog("BackgroundJobs")
    assert isinstance(jobs, BackgroundJobs)
    stage.bot.settings = replace(stage.bot.settings, backup_dir=tmp_path / "backups")
    jobs.nightly.wake()
    await jobs.nightly.finish()
    assert "cannot be written: No such file or directory" in caplog.text
    (tmp_path / "backups").mkdir()
    jobs.nightly.wake()
    await jobs.nightly.finish()
    (made,) = (tmp_path / "backups").iterdir()
    async with FactStore.open(made) as copy:
        assert (await copy.get_status()).facts == (await store.get_status()).facts
