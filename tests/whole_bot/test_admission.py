"""One fan, or ten thousand, cannot stop the bot: the pace of each person, and what is too much at once."""

from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest
from discord import app_commands

from bot.display import admission
from bot.display.admission import (
    ACTS_PER_PERSON,
    ACTS_SECONDS,
    KEYSTROKES_PER_PERSON,
    MOST_AT_ONCE,
    MOST_HEAVY,
    MOST_HEAVY_WAITING,
    TOO_MANY,
    Admission,
)
from tests.whole_bot.stage import Stage, labels_of, private, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

ONE_MOMENT = "One moment, please: try again in"
FAN_COMMANDS = {
    "ask": {"question": "when is season 2 of All of Us Are Dead out?"},
    "cast": {"title": "All of Us Are Dead"},
    "follow": {"title": "All of Us Are Dead"},
    "following": {},
    "help": {},
    "privacy": {},
    "quotes": {"person": "Lee Jae-kyoo"},
    "release": {"title": "All of Us Are Dead"},
    "show": {"title": "All of Us Are Dead"},
    "timeline": {"title": "All of Us Are Dead"},
    "unfollow": {"title": "All of Us Are Dead"},
    "who": {"name": "Nam On-jo"},
    "schedule": {},
}


@pytest.fixture
def door(stage: Stage) -> Admission:
    """The door as it is outside of tests."""
    stage.bot.admission = Admission()
    return stage.bot.admission


def test_every_command_of_fans_is_tried(stage: Stage) -> None:
    there = {
        command.name
        for command in stage.bot.tree.get_commands()
        if isinstance(command, app_commands.Command) and command.name != "settings"
    }
    assert there == set(FAN_COMMANDS)


# One fan


async def test_one_fan_is_told_to_wait_and_others_are_not(stage: Stage, door: Admission) -> None:
    for _ in range(ACTS_PER_PERSON):
        assert ONE_MOMENT not in text_of(await stage.slash("help"))
    told = await stage.slash("help")
    assert f"{ONE_MOMENT} {ACTS_SECONDS:.0f} s." in text_of(told)
    assert private(told)
    assert ONE_MOMENT not in text_of(await stage.slash_as(stage.other, "help"))
    await stage.env.advance_time(ACTS_SECONDS)
    assert ONE_MOMENT not in text_of(await stage.slash("help"))


async def test_a_command_that_says_nothing_of_it_is_held_to_the_pace(stage: Stage, door: Admission) -> None:
    ran = []

    @app_commands.command(name="new", description="New")
    async def new(interaction: Any) -> None:
        ran.append(interaction)
        await interaction.response.send_message("here you go")

    stage.bot.tree.add_command(new)
    await stage.bot.tree.sync()
    shown = [text_of(await stage.slash("new")) for _ in range(ACTS_PER_PERSON + 1)]
    assert len(ran) == ACTS_PER_PERSON
    assert ONE_MOMENT in shown[-1]


async def test_a_button_and_its_form_are_held_to_the_same_pace(stage: Stage, door: Admission) -> None:
    shown = await stage.slash("show", title="All of Us Are Dead")
    form = await stage.press(shown, "Ask more")
    for _ in range(ACTS_PER_PERSON - 2):
        assert ONE_MOMENT not in text_of(shown_by(await stage.press(shown, "Sources")))
    assert ONE_MOMENT in text_of(shown_by(await stage.press(shown, "Sources")))
    assert ONE_MOMENT in text_of(shown_by(await stage.fan.submit_modal(form, {"question": "who is in it?"})))


async def test_typing_too_fast_gets_no_suggestions_for_a_while(stage: Stage, door: Admission) -> None:
    def typed() -> Any:
        return stage.fan.autocomplete(stage.channel, "show", "title", "all of")

    for _ in range(KEYSTROKES_PER_PERSON):
        assert await typed()
    assert await typed() == []
    assert ONE_MOMENT not in text_of(await stage.slash("help"))


async def test_moderators_are_not_held_back(stage: Stage, door: Admission) -> None:
    for _ in range(2 * ACTS_PER_PERSON):
        shown = await stage.slash_as(stage.moderator, "facts status")
        assert ONE_MOMENT not in text_of(shown)


async def test_a_turn_is_given_back_however_it_ends(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr(stage.bot.answers, "ask", fail)
    for _ in range(MOST_AT_ONCE + 1):
        await stage.slash("ask", question="anything")
    stage.env.errors.clear()
    monkeypatch.undo()
    assert "2024" in text_of(await stage.slash("ask", **FAN_COMMANDS["ask"]))


# Ten thousand


async def keep_turn(door: Admission, until: asyncio.Event) -> None:
    """Work on something until something else has happened."""
    async with door.turn():
        await until.wait()


@pytest.mark.parametrize("soon", [0, 64], ids=["behind many", "soon"])
@pytest.mark.parametrize("name", FAN_COMMANDS)
async def test_whoever_waits_is_acknowledged_and_then_answered_once_and_privately(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, name: str, soon: int
) -> None:
    monkeypatch.setattr(admission, "SOON_IN_TURN", soon)
    stage.bot.admission = door = Admission(at_once=1, acknowledge_after=0.0)
    acknowledged = asyncio.Event()
    tell = discord.InteractionResponse[Any].defer

    async def defer(response: discord.InteractionResponse[Any], **options: Any) -> None:
        await tell(response, **options)
        acknowledged.set()

    monkeypatch.setattr(discord.InteractionResponse, "defer", defer)
    async with asyncio.TaskGroup() as group:
        group.create_task(keep_turn(door, acknowledged))
        await asyncio.sleep(0)
        asked = await stage.fan.slash(stage.channel, name, **FAN_COMMANDS[name])
    shown = shown_by(asked)
    assert private(shown)
    assert text_of(shown)
    assert "Remove" not in labels_of(shown)
    assert stage.env.errors == []


async def test_a_command_that_finds_no_room_is_told_so_at_once(stage: Stage) -> None:
    stage.bot.admission = door = Admission(at_once=1, waiting=0)
    async with door.turn():
        told = await stage.slash("help")
        assert text_of(told) == TOO_MANY
        assert private(told)
        assert await stage.fan.autocomplete(stage.channel, "show", "title", "all of") == []
    assert text_of(await stage.slash("help")) != TOO_MANY


async def test_a_button_gives_up_before_discord_does(stage: Stage) -> None:
    shown = await stage.slash("show", title="All of Us Are Dead")
    stage.bot.admission = door = Admission(at_once=1, give_up_after=0.0)
    async with door.turn():
        assert text_of(shown_by(await stage.press(shown, "Sources"))) == TOO_MANY
    assert text_of(shown_by(await stage.press(shown, "Sources"))) != TOO_MANY


async def test_mentions_that_find_no_room_are_told_so_once_in_a_channel(stage: Stage) -> None:
    stage.bot.admission = Admission(waiting=0)
    for fan in (stage.fan, stage.other):
        await fan.send(stage.channel, f"<@{stage.bot_id}> when is season 2 out?")
    said = [message for message in stage.channel.history() if message.author.id == stage.bot_id]
    assert [text_of(message) for message in said] == [TOO_MANY]


async def test_moderators_do_not_wait(stage: Stage) -> None:
    stage.bot.admission = door = Admission(at_once=1, waiting=0)
    async with door.turn():
        assert text_of(await stage.slash_as(stage.moderator, "facts status")) != TOO_MANY


async def test_more_pictures_than_can_be_drawn_are_refused_and_drawn_later(stage: Stage) -> None:
    door = stage.bot.admission
    drawn = asyncio.Event()

    async def draw() -> None:
        async with door.heavy():
            await drawn.wait()

    async with asyncio.TaskGroup() as group:
        for _ in range(MOST_HEAVY + MOST_HEAVY_WAITING):
            group.create_task(draw())
            await asyncio.sleep(0)
        assert TOO_MANY in text_of(await stage.slash("timeline", title="All of Us Are Dead"))
        drawn.set()
    stage.env.errors.clear()
    assert text_of(await stage.slash("timeline", title="All of Us Are Dead")) != TOO_MANY
