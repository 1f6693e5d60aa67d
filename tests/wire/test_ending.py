"""What becomes of what is under way when the bot ends: promised answers come, and a reload's card says how it went."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.display.admission import ENDING
from bot.store import FactStore
from tests.conftest import SHIPPED
from tests.wire.faults import Fault
from tests.wire.in_process import SECONDS, Line, connected, shown
from tests.wire.server import Interaction, WireDiscord, read_text

FACTS = """[article]
id = "2024-02-01-casting"
published_on = 2024-02-01

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Han Yoo-jin"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Facts files with one that is not loaded yet."""
    folder = tmp_path / "files"
    shutil.copytree(SHIPPED / "facts", folder)
    (folder / "new.toml").write_text(FACTS, encoding="utf-8")
    return folder


async def press_apply(line: Line, *faults: Fault) -> Interaction:
    """Have the moderator apply a reload, as far as the press; then these faults begin."""
    card = await shown(await line.discord.use(line.channel, line.moderator, "facts reload"))
    (message,) = card.messages
    (apply,) = [
        each["custom_id"]
        for each in line.discord.buttons(message)
        if each["custom_id"].startswith("facts:apply")
    ]
    line.discord.faults += faults
    return await line.discord.press(message, line.moderator, apply)


async def text_of_card(line: Line, pressed: Interaction, *, until: str) -> str:
    """The card on which a reload was applied, once it holds some words."""
    card = pressed.message
    assert card is not None
    async with asyncio.timeout(SECONDS):
        await line.discord.until(lambda: until in read_text(card))
    return read_text(card)


async def test_a_reload_that_was_done_but_not_told_is_told_after_the_restart(
    discord_server: WireDiscord, facts: Path, folder: Path
) -> None:
    unanswered = Fault("PATCH /webhooks/*", until=asyncio.Event())
    async with connected(discord_server, facts, folder) as line:
        pressed = await press_apply(line, unanswered)
        async with asyncio.timeout(SECONDS):
            await discord_server.until(lambda: unanswered.met == 1)
        line.bot.finish_within = 0.0
    async with connected(discord_server, facts, folder) as line:
        assert "The facts are reloaded" in await text_of_card(line, pressed, until="I was restarted")


async def test_a_reload_that_was_cut_off_is_shown_anew_after_the_restart(
    discord_server: WireDiscord, facts: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = asyncio.Event()

    async def never_ends(_store: FactStore, _plan: object, _by: int) -> float:
        begun.set()
        await asyncio.Event().wait()
        raise AssertionError

    with monkeypatch.context() as patch:
        patch.setattr(FactStore, "apply", never_ends)
        async with connected(discord_server, facts, folder) as line:
            pressed = await press_apply(line)
            async with asyncio.timeout(SECONDS):
                await begun.wait()
            line.bot.finish_within = 0.0
    async with connected(discord_server, facts, folder) as line:
        said = await text_of_card(line, pressed, until="I was restarted")
        assert "nothing of it was applied" in said
        assert "2024-02-01-casting" in said


async def test_who_asks_while_the_bot_ends_is_told_to_ask_again_and_who_waits_is_answered(line: Line) -> None:
    slow = Fault("POST /interactions/*", until=asyncio.Event(), too_late=True)
    line.discord.faults.append(slow)
    waiting = await line.discord.use(line.channel, line.fan, "ask", question="who plays Nam Onjo?")
    async with asyncio.timeout(SECONDS):
        await line.discord.until(lambda: slow.met == 1)
    closing = asyncio.create_task(line.bot.close())
    while not line.bot.admission.ending:  # noqa: ASYNC110 - it is no event
        await asyncio.sleep(0)
    late = await line.use("ask", question="who plays Nam Onjo?")
    assert read_text(late.messages[0]) == ENDING
    assert slow.until is not None
    slow.until.set()
    await closing
    assert "Park Ji-hu" in read_text(waiting.messages[0])
