"""Following up an answer: by a reply to it, by "Ask more", and across a restart."""

from __future__ import annotations

import discord
import pytest

from bot.settings import Settings
from bot.store import FactStore
from tests.whole_bot.stage import Shown, Stage, make_bot, private, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)


async def reply(stage: Stage, to: Shown, text: str) -> discord.Message:
    """The bot's answer to a reply that mentions it."""
    await stage.fan.send(stage.channel, f"<@{stage.bot_id}> {text}".strip(), reply_to=to)
    answer = stage.channel.last_message
    assert answer is not None
    assert answer.author.id == stage.bot_id
    await stage.env.advance_time(20)
    return answer


async def test_replies_carry_work_season_and_person_across_a_restart(
    stage: Stage, home_settings: Settings, store: FactStore
) -> None:
    """The context is in the message itself: a bot started later carries on from it."""
    first = await stage.ask("when is season 2 of All of Us Are Dead out?")
    await stage.env.restart_bot(make_bot(home_settings, store))
    cast = await reply(stage, first, "and who's in it?")
    assert "**Park Ji-hu** plays Nam Onjo in All of Us Are Dead season 2." in text_of(cast)
    role = await reply(stage, cast, "who does she play?")
    assert "Nam Onjo" in text_of(role)
    season = await reply(stage, first, "what about season 1?")
    assert "28 January 2022" in text_of(season)
    other = await reply(stage, first, "what about Squid Game?")
    assert text_of(other).startswith("Squid Game season 2 is due in **2024**.")


async def test_a_reply_to_somebody_else_carries_nothing(stage: Stage) -> None:
    said = await stage.other.send(stage.channel, "Squid Game was great")
    answer = await reply(stage, said, "and who's in it?")
    assert "Squid Game" not in text_of(answer).split("\n")[0]


async def test_an_empty_reply_is_told_how_to_go_on(stage: Stage) -> None:
    first = await stage.ask("when is season 2 of All of Us Are Dead out?")
    assert "write your question into the reply" in text_of(await reply(stage, first, ""))


@pytest.mark.parametrize("alone", [False, True])
async def test_ask_more_goes_on_from_a_commands_answer(stage: Stage, alone: bool) -> None:
    """A private answer is followed up in private, a public one in public."""
    answer = await stage.slash("release", title="AOUAD", season=2, private=alone)
    modal = await stage.press(answer, "Ask more")
    more = shown_by(await stage.fan.submit_modal(modal, {"question": "who directed it?"}))
    assert "**Lee Jae-kyoo** directed All of Us Are Dead." in text_of(more)
    assert private(more) is alone
