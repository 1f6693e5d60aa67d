"""The preview: a newcomer finds a conversation and learns how to ask, and can talk to the bot as on Discord."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import discord
import pytest
import simcord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.preview import BOT_NAME, PREVIEW_GUILD_ID, QUESTIONS, PreviewMember, furnish, run_preview, take_turns
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answers import AnswerService
    from bot.store import FactStore


pytestmark = pytest.mark.simcord(shard_count=1)


class Notes:
    """The methods of the store that the client uses itself."""

    async def refresh(self) -> bool:
        return False

    async def find_note(self, key: str) -> str | None:
        return None

    async def set_note(self, key: str, value: str) -> None:
        pass


class Echo(commands.Cog):
    """Answers a mention with what was asked, and /cast with the title."""

    def __init__(self, bot: FactBot) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        if self.bot.user in message.mentions and not message.author.bot:
            await message.reply(f"asked: {message.content}")

    @app_commands.command(description="Who is in a show")
    async def cast(self, interaction: discord.Interaction[FactBot], title: str) -> None:
        await interaction.response.send_message(f"cast of {title}")


class Moderation(commands.GroupCog, name="facts"):
    @app_commands.command(description="Says whether you may")
    async def status(self, interaction: discord.Interaction[FactBot]) -> None:
        may = interaction.client.may_moderate(interaction)
        await interaction.response.send_message("yes" if may else "no")


class EchoBot(FactBot):
    seen: tuple[str, ...] = ()
    """What was written where it is, by itself too."""

    async def on_message(self, message: discord.Message, /) -> None:
        self.seen += (message.content,)

    async def load_cogs(self) -> None:
        await self.add_cog(Echo(self))
        await self.add_home_cog(Moderation())


def make_bot(home_guild_ids: tuple[int, ...]) -> EchoBot:
    return EchoBot(
        settings=replace(Settings(), home_guild_ids=home_guild_ids),
        store=cast("FactStore", Notes()),
        answers=cast("AnswerService", None),
        always_sync=True,
    )


@pytest.fixture
def simcord_bot() -> EchoBot:
    return make_bot((PREVIEW_GUILD_ID,))


@pytest.mark.parametrize(
    "typed",
    [
        "@FanFacts when is season 2 out?",
        "@fanfacts when is season 2 out?",
        "@Fan Facts when is season 2 out?",
    ],
)
async def test_a_typed_mention_reaches_the_bot_and_is_answered_as_a_reply(
    simcord_env: simcord.Env, typed: str
) -> None:
    channel, fan, _moderator = await furnish(simcord_env)
    asked = await fan.send(channel, typed)
    answer = channel.last_message
    assert simcord_env.bot.user is not None
    assert answer is not None
    assert answer.author.id == simcord_env.bot.user.id
    assert answer.content == f"asked: {simcord_env.bot.user.mention} when is season 2 out?"
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id


@pytest.mark.parametrize(
    "typed", ["FanFacts is nice", "@FanFactsFan hello", "write to me@fanfacts.example", "@everyone hello"]
)
async def test_what_is_no_mention_stays_as_it_was_typed(simcord_env: simcord.Env, typed: str) -> None:
    channel, fan, _moderator = await furnish(simcord_env)
    await fan.send(channel, typed)
    assert channel.last_message is not None
    assert channel.last_message.content == typed


async def test_a_newcomer_is_told_how_to_ask_before_anything_else(simcord_env: simcord.Env) -> None:
    channel, _fan, _moderator = await furnish(simcord_env)
    (welcome,) = channel.history()
    assert "`@FanFacts` and a question" in welcome.content
    shown = simcord_env.bot.get_channel(channel.id)
    assert isinstance(shown, discord.TextChannel)
    assert shown.topic == "Type @FanFacts and a question, or / for commands"
    assert simcord_env.bot.user is not None
    assert simcord_env.bot.user.name == BOT_NAME


async def test_the_moderator_may_moderate_and_the_fan_may_not(simcord_env: simcord.Env) -> None:
    channel, fan, moderator = await furnish(simcord_env)
    for member, answer in ((fan, "no"), (moderator, "yes")):
        result = await member.slash(channel, "facts status")
        assert result.response is not None
        assert result.response.content == answer


async def test_simulated_time_starts_now(simcord_env: simcord.Env) -> None:
    """simcord's clock starts on a fixed day, and a fan would see every message dated that day."""
    await furnish(simcord_env)
    assert abs(datetime.now(UTC) - simcord_env.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_the_preview_opens_with_a_conversation_and_closes_on_a_signal(number: signal.Signals) -> None:
    made: list[EchoBot] = []
    addresses: list[str] = []

    def make(home_guild_ids: tuple[int, ...]) -> EchoBot:
        made.append(make_bot(home_guild_ids))
        return made[0]

    def announce(address: str) -> None:
        addresses.append(address)
        os.kill(os.getpid(), number)

    async with asyncio.timeout(30):
        await run_preview(make, announce=announce)

    (address,) = addresses
    assert urlsplit(address).hostname == "127.0.0.1"
    assert urlsplit(address).fragment, "the part after # is what lets the browser in"
    (bot,) = made
    assert bot.settings.home_guild_ids == (PREVIEW_GUILD_ID,)
    said = bot.seen
    for question in QUESTIONS:
        assert any(text.startswith("asked: ") and text.endswith(question.split(" ", 1)[1]) for text in said)
    assert "cast of All of Us Are Dead" in said
    assert bot.is_closed()


async def test_ending_the_session_in_the_browser_ends_the_preview(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[simcord.Preview] = []
    closing: list[asyncio.Task[None]] = []
    open_preview = simcord.Env.preview

    def remember(env: simcord.Env, *args: object, **options: object) -> simcord.Preview:
        opened.append(open_preview(env, *args, **options))  # type: ignore[arg-type] # passed on as given
        return opened[0]

    monkeypatch.setattr(simcord.Env, "preview", remember)
    async with asyncio.timeout(30):
        await run_preview(make_bot, announce=lambda _: closing.append(asyncio.create_task(opened[0].close())))
    assert all(task.done() for task in closing)


async def test_an_answer_that_fails_does_not_keep_the_preview_from_opening(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fail(self: PreviewMember, *args: object, **options: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(PreviewMember, "send", fail)
    monkeypatch.setattr(PreviewMember, "slash", fail)
    announced: list[str] = []

    def announce(address: str) -> None:
        announced.append(address)
        os.kill(os.getpid(), signal.SIGTERM)

    async with asyncio.timeout(30):
        await run_preview(make_bot, announce=announce)
    assert len(announced) == 1


async def test_what_the_page_does_waits_for_the_clock_and_is_not_refused() -> None:
    """simcord refuses a second operation while one is under way, and a page that was refused half-way is dead."""

    class Page:
        """What the page calls, as far as turns go."""

        def __init__(self) -> None:
            self.acted: list[str] = []

        async def _action(self, context_id: str | None, body: dict[str, str]) -> dict[str, str]:
            self.acted.append(body["kind"])
            return {"context": str(context_id), **body}

    page = Page()
    turn = take_turns(cast("simcord.Preview", page))
    async with turn:
        waiting = asyncio.create_task(page._action("one", {"kind": "click"}))  # noqa: SLF001 - as the page does
        await asyncio.sleep(0)
        assert not page.acted
    assert await waiting == {"context": "one", "kind": "click"}
    assert page.acted == ["click"]
