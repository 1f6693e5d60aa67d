"""The bot over real sockets when nothing goes wrong: in this process, in one of its own, on several shards."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.client import FactBot
from tests.wire.in_process import SECONDS, Line, connected, shown
from tests.wire.process import bot_process
from tests.wire.server import EPHEMERAL, WireDiscord, read_text

QUESTION = "who plays Nam Onjo?"
ANSWER = "Park Ji-hu"


async def test_a_mention_is_answered_in_a_reply(line: Line) -> None:
    assert ANSWER in read_text(await line.ask(QUESTION))


async def test_a_mention_in_direct_messages_is_answered(line: Line) -> None:
    channel = line.discord.open_direct(line.fan)
    asked = await line.discord.say(channel, line.fan, f"@bot {QUESTION}")
    assert ANSWER in read_text(await line.reply_to(asked))


async def test_a_command_is_answered(line: Line) -> None:
    asked = await line.use("ask", question=QUESTION)
    (reply,) = asked.messages
    assert ANSWER in read_text(reply)


async def test_a_button_a_form_and_a_suggestion_go_there_and_back(line: Line) -> None:
    answer = await line.ask(QUESTION)
    (more,) = [each["custom_id"] for each in line.discord.buttons(answer) if each["label"] == "Ask more"]
    form = await shown(await line.discord.press(answer, line.fan, more))
    followed_up = await shown(await line.discord.submit(form, question="and who directed it?"))
    assert "Lee Jae-kyoo" in read_text(followed_up.messages[0])

    typed = await shown(await line.discord.type(line.channel, line.fan, "cast", "title", title="all of"))
    assert typed.reply is not None
    assert "All of Us Are Dead" in [choice["name"] for choice in typed.reply["choices"]]


async def test_a_moderators_command_is_refused_to_a_fan(line: Line) -> None:
    refused = await line.use("facts status")
    assert refused.messages[0]["flags"] & EPHEMERAL
    allowed = await shown(await line.discord.use(line.channel, line.moderator, "facts status"))
    assert "87 facts" in read_text(allowed.messages[0])


async def _at_once(_bot: FactBot, shard_id: int | None, *, initial: bool = False) -> None:
    """discord.py waits five seconds between two shards."""


async def test_each_shard_answers_its_own_guilds_once(
    discord_server: WireDiscord, facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FactBot, "before_identify_hook", _at_once)
    discord_server.shards = 2
    guilds = [discord_server.add_guild((1 << 60) + (number << 22)) for number in range(4)]
    async with connected(discord_server, facts) as line:
        assert {session.shard for session in discord_server.gateway.sessions} == {0, 1}
        for guild in guilds:
            asked = await discord_server.say(guild.channels[0], line.fan, f"@bot {QUESTION}")
            assert ANSWER in read_text(await line.reply_to(asked))


async def test_the_process_answers_and_ends_on_sigterm(discord_server: WireDiscord, tmp_path: Path) -> None:
    guild = discord_server.add_guild()
    async with bot_process(discord_server.url, tmp_path) as bot, asyncio.timeout(3 * SECONDS):
        await discord_server.gateway.until_connected()
        asked = await discord_server.say(guild.channels[0], discord_server.make_person(), f"@bot {QUESTION}")
        await discord_server.until(lambda: bool(discord_server.replies_to(asked)))
        assert await bot.stop() == 0
        assert "Traceback" not in bot.log
