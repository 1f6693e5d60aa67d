"""What an operator reads when the start goes wrong, and how the process ends: a sentence, never a traceback."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path

import pytest

from tests.wire.faults import HTML, Fault, too_many_requests
from tests.wire.process import BotProcess, bot_process
from tests.wire.server import WireDiscord

ME = "GET /users/@me"
SECONDS = 60.0


async def end_of(bot: BotProcess) -> int:
    """Its exit status, once it has ended by itself."""
    async with asyncio.timeout(SECONDS):
        return await bot.process.wait()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault(ME, 403, {"code": 40333, "message": "internal network error"}), "this address may be blocked"),
        (Fault(ME, 403, HTML), "Discord refuses the connection: 403 Forbidden. If that is a proxy"),
        (Fault(ME, 404, HTML), "Discord refuses the connection: 404 Not Found. If that is a proxy"),
        (Fault(ME, 200, HTML), "not Discord, but a proxy or a sign-in page of this network"),
        (Fault(ME, 200, {"so": "what"}), "not Discord, but a proxy or a sign-in page of this network"),
        (Fault(ME, 401, {"code": 0, "message": "401: Unauthorized"}), "DISCORD_TOKEN was refused by Discord"),
        (Fault(ME, 503, HTML), "Discord cannot be reached: 503 Service Unavailable. Look at"),
        (Fault(ME, drops=True, times=None), "Discord cannot be reached: Server disconnected. Look at"),
        (Fault("GET /oauth2/*", 403, HTML), "Discord refuses the connection: 403 Forbidden"),
        (Fault("GET /gateway/bot", 403, HTML), "Discord refuses the connection: 403 Forbidden"),
        (too_many_requests(ME, retry_after=7200), "Discord asks to wait. Start again in 120 minutes"),
        (too_many_requests(ME, retry_after=600, by_proxy=True), "Start again in 10 minutes"),
    ],
)
async def test_a_refused_start_is_one_sentence_that_says_what_to_do(
    discord_server: WireDiscord, tmp_path: Path, fault: Fault, said: str
) -> None:
    discord_server.faults.append(fault)
    async with bot_process(discord_server.url, tmp_path) as bot:
        assert await end_of(bot) == 2
        assert said in bot.log.splitlines()[-1]
        assert "Traceback" not in bot.log
    assert fault.met


async def test_a_token_that_the_gateway_refuses_names_the_setting(
    discord_server: WireDiscord, tmp_path: Path
) -> None:
    discord_server.gateway.token = "another"
    async with bot_process(discord_server.url, tmp_path) as bot:
        assert await end_of(bot) == 2
        assert "DISCORD_TOKEN was refused by Discord" in bot.log.splitlines()[-1]
        assert "Traceback" not in bot.log


@pytest.mark.parametrize("where", ["GET /users/@me", "PUT /applications/*/commands", "GET /gateway/bot"])
async def test_ctrl_c_during_the_start_is_quiet(
    discord_server: WireDiscord, tmp_path: Path, where: str
) -> None:
    reached = asyncio.Event()
    discord_server.faults.append(Fault(where, until=reached, times=None))
    async with bot_process(discord_server.url, tmp_path) as bot, asyncio.timeout(SECONDS):
        await discord_server.until_requested(where)
        assert await bot.stop(signal.SIGINT) == 130
        assert "Traceback" not in bot.log
    reached.set()


async def test_ctrl_c_before_the_bot_is_loaded_is_quiet(discord_server: WireDiscord, tmp_path: Path) -> None:
    async with (
        bot_process(discord_server.url, tmp_path, module="tests.wire.interrupted_import") as bot,
        asyncio.timeout(SECONDS),
    ):
        assert await end_of(bot) == 130
        assert "Traceback" not in bot.log


async def test_a_gateway_that_refuses_is_one_line_a_try_and_answers_once_it_is_back(
    discord_server: WireDiscord, tmp_path: Path
) -> None:
    guild = discord_server.add_guild()
    discord_server.gateway.refuses = 1
    async with bot_process(discord_server.url, tmp_path) as bot, asyncio.timeout(SECONDS):
        await discord_server.gateway.until_connected()
        fan = discord_server.make_person()
        asked = await discord_server.say(guild.channels[0], fan, "@bot who plays Nam Onjo?")
        await discord_server.until(lambda: bool(discord_server.replies_to(asked)))
        tries = [line for line in bot.log.splitlines() if "Failed to connect" in line]
        assert len(tries) == 1
        assert "503" in tries[0]
        assert "Traceback" not in bot.log


@pytest.mark.parametrize(
    "fault",
    [
        Fault("PUT /applications/*/commands", 403, HTML),
        Fault("PUT /applications/*/commands", 200, HTML),
        Fault("PUT /applications/*/commands", 200, [{"id": "no number"}]),
        Fault("PUT /applications/*/commands", drops=True, times=None),
        too_many_requests("PUT /applications/*/commands", retry_after=7200),
    ],
)
async def test_commands_that_cannot_be_registered_stop_nothing(
    discord_server: WireDiscord, tmp_path: Path, fault: Fault
) -> None:
    guild = discord_server.add_guild()
    discord_server.faults.append(fault)
    async with bot_process(discord_server.url, tmp_path) as bot, asyncio.timeout(SECONDS):
        await discord_server.gateway.until_connected()
        fan = discord_server.make_person()
        asked = await discord_server.say(guild.channels[0], fan, "@bot who plays Nam Onjo?")
        await discord_server.until(lambda: bool(discord_server.replies_to(asked)))
        assert "Discord did not take the commands globally" in bot.log
        assert "Traceback" not in bot.log
    assert fault.met
