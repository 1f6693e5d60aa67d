"""The preview with the whole bot: what a newcomer finds there, and that the first questions are answered."""

from __future__ import annotations

import pytest
import simcord

from bot.preview import QUESTIONS, furnish
from tests.whole_bot.stage import text_of

pytestmark = pytest.mark.simcord(shard_count=1)


async def test_the_example_questions_and_a_newcomers_first_ones_are_all_answered(
    simcord_env: simcord.Env,
) -> None:
    server = await furnish(simcord_env)
    channel, fan = server.channel, server.fan
    for question in QUESTIONS:
        await fan.send(channel, question)
    # As far back as the example conversation lies before the preview's opening.
    await simcord_env.advance_time(30)
    for _ in range(4):
        await fan.send(channel, "@FanFacts what is AOUAD based on?")
    said = [text_of(message) for message in channel.history() if message.author.bot]
    assert "season 2" in said[0]
    assert "Park Ji-hu" in said[1]
    assert all("Joo Dong-geun" in text for text in said[2:])
    assert len(said) == 6


async def test_the_moderator_reloads_and_the_fan_is_not_shown_how(simcord_env: simcord.Env) -> None:
    server = await furnish(simcord_env)
    channel, fan, moderator = server.channel, server.fan, server.moderator
    assert "facts reload" not in fan.available_commands(channel)
    result = await moderator.slash(channel, "facts reload")
    assert result.response is not None
    assert "Nothing has changed" in text_of(result.response)
