"""Faults between the bot and Discord: each reply comes once or not at all, never twice, and what was promised comes."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.display.admission import Admission
from tests.wire.faults import HTML, Fault, too_many_requests
from tests.wire.in_process import SECONDS, Line, shown
from tests.wire.payloads import Payload
from tests.wire.server import Interaction, WireDiscord, read_text

QUESTION = "who plays Nam Onjo?"
ANSWER = "Park Ji-hu"
MESSAGES, CALLBACK, WEBHOOK = "POST /channels/*/messages", "POST /interactions/*", "* /webhooks/*"


@pytest.fixture(autouse=True)
def _waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """discord.py waits for seconds between two tries."""
    sleep = asyncio.sleep

    async def hurry(_seconds: float, result: object = None) -> object:
        return await sleep(0, result)

    monkeypatch.setattr("discord.http.asyncio.sleep", hurry)


async def settle(line: Line) -> None:
    """Wait until the bot has dealt with everything so far: questions are answered in the order in which they come."""
    await line.bot.admission.finish()
    await line.ask("who directed Squid Game?")


def answers_in(line: Line) -> list[Payload]:
    """The messages with the answer in them, in the channel."""
    return [each for each in line.discord.messages[line.channel.id].values() if ANSWER in read_text(each)]


# The gateway


async def test_what_is_asked_while_the_line_is_cut_is_answered_once_after_the_resume(line: Line) -> None:
    before = await line.ask(QUESTION)
    line.discord.gateway.cut()
    asked = await line.discord.say(line.channel, line.fan, f"@bot {QUESTION}")
    assert ANSWER in read_text(await line.reply_to(asked))
    await settle(line)
    assert line.discord.gateway.resumed == 1
    assert line.discord.gateway.identified == 1
    assert len(answers_in(line)) == 2
    assert before in answers_in(line)


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session_is_begun_anew_and_answers(line: Line, resumable: bool) -> None:
    await line.discord.gateway.invalidate(resumable=resumable)
    async with asyncio.timeout(SECONDS):
        await line.discord.gateway.until(
            lambda gateway: gateway.resumed == resumable and gateway.identified == 2 - resumable
        )
    assert ANSWER in read_text(await line.ask(QUESTION))


async def test_a_reconnect_that_discord_asks_for_loses_and_doubles_nothing(line: Line) -> None:
    await line.discord.gateway.ask_to_reconnect()
    async with asyncio.timeout(SECONDS):
        await line.discord.gateway.until(lambda gateway: gateway.resumed == 1)
    await line.ask(QUESTION)
    await settle(line)
    assert len(answers_in(line)) == 1


async def test_a_line_that_answers_no_heartbeat_is_given_up_and_resumed(
    discord_server: WireDiscord, line: Line
) -> None:
    discord_server.gateway.heartbeat_seconds = 0.05
    line.bot._connection.heartbeat_timeout = 0.2  # noqa: SLF001 - it is a setting of the constructor alone
    await discord_server.gateway.drop()
    async with asyncio.timeout(SECONDS):
        await discord_server.gateway.until(lambda gateway: gateway.resumed == 1)
        discord_server.gateway.acknowledges = False
        await discord_server.gateway.until(lambda gateway: gateway.resumed >= 2)
    discord_server.gateway.acknowledges = True
    assert ANSWER in read_text(await line.ask(QUESTION))


# Replies to mentions


@pytest.mark.parametrize(
    "fault",
    [
        Fault(MESSAGES, 500),
        Fault(MESSAGES, 502, HTML, too_late=True),
        Fault(MESSAGES, 504, HTML, times=4),
        Fault(MESSAGES, drops=True),
        Fault(MESSAGES, drops=True, too_late=True),
        too_many_requests(MESSAGES, retry_after=1),
        too_many_requests(MESSAGES, retry_after=1, everywhere=True),
    ],
)
async def test_a_reply_to_a_mention_comes_once_whatever_happens_to_the_request(
    line: Line, fault: Fault
) -> None:
    line.discord.faults.append(fault)
    asked = await line.discord.say(line.channel, line.fan, f"@bot {QUESTION}")
    assert ANSWER in read_text(await line.reply_to(asked))
    await settle(line)
    assert len(line.discord.replies_to(asked)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(MESSAGES, 503, HTML),
        Fault(MESSAGES, 500, times=5),
        Fault(MESSAGES, 403, {"code": 50013, "message": "Missing Permissions"}),
        too_many_requests(MESSAGES, retry_after=1, by_proxy=True),
        Fault(MESSAGES, drops=True, times=2),
    ],
)
async def test_a_reply_that_cannot_be_sent_is_one_line_in_the_log(
    line: Line, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    line.discord.faults.append(fault)
    asked = await line.discord.say(line.channel, line.fan, f"@bot {QUESTION}")
    async with asyncio.timeout(SECONDS):
        await line.discord.until(lambda: fault.met == fault.times)
    await settle(line)
    assert line.discord.replies_to(asked) == []
    (told,) = [record for record in caplog.records if record.name == "cogs.mentions"]
    assert told.getMessage().startswith("Could not reply in channel")
    assert "\n" not in told.getMessage()
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_message_that_is_deleted_before_the_reply_gets_none(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    asked = line.discord.prepare(line.channel, line.fan, f"@bot {QUESTION}")
    await line.discord.gateway.dispatch("MESSAGE_CREATE", asked, guild=line.guild.id)
    async with asyncio.timeout(SECONDS):
        await line.discord.until_requested(MESSAGES)
    await settle(line)
    assert answers_in(line) == []
    assert "Could not reply in channel" in caplog.text
    assert not [record for record in caplog.records if record.exc_info]


# Replies to commands


async def use(line: Line) -> Interaction:
    return await line.discord.use(line.channel, line.fan, "ask", question=QUESTION)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(CALLBACK, 500),
        Fault(CALLBACK, 500, too_late=True),
        Fault(CALLBACK, 503, HTML, times=4),
        Fault(CALLBACK, drops=True, too_late=True),
        too_many_requests(CALLBACK, retry_after=1),
    ],
)
async def test_a_command_is_answered_once_whatever_happens_to_the_request(
    line: Line, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    line.discord.faults.append(fault)
    asked = await shown(await use(line))
    await settle(line)
    assert [ANSWER in read_text(each) for each in asked.messages] == [True]
    assert not [record for record in caplog.records if record.exc_info]


async def test_a_command_that_is_acknowledged_too_late_is_one_line_in_the_log(
    line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.discord.interaction_seconds = 0.0
    asked = await use(line)
    async with asyncio.timeout(SECONDS):
        await line.discord.until_requested(CALLBACK)
    await settle(line)
    assert asked.messages == []
    assert not [record for record in caplog.records if record.exc_info]
    (told,) = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert "gave up waiting" in told.getMessage()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(CALLBACK, 500, too_late=True),
        Fault(CALLBACK, drops=True, too_late=True),
        Fault(WEBHOOK, 500),
        Fault(WEBHOOK, 500, too_late=True),
        too_many_requests(WEBHOOK, retry_after=1),
    ],
)
@pytest.mark.parametrize("command", ["timeline", "ask"])
async def test_what_was_acknowledged_is_answered_once(
    line: Line, fault: Fault, command: str, caplog: pytest.LogCaptureFixture
) -> None:
    line.discord.faults.append(fault)
    if command == "timeline":
        asked = await line.discord.use(line.channel, line.fan, "timeline", title="All of Us Are Dead")
        said = "All of Us Are Dead"
    else:
        # All turns are taken until it has been acknowledged.
        line.bot.admission = Admission(at_once=1, acknowledge_after=0.0)
        async with line.bot.admission.turn(), asyncio.timeout(SECONDS):
            asked = await use(line)
            await asked.acknowledged.wait()
        said = ANSWER
    await shown(asked)
    await settle(line)
    assert [said in read_text(each) for each in asked.messages] == [True]
    assert not [record for record in caplog.records if record.exc_info]
