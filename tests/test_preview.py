"""The preview: a newcomer finds a conversation and learns how to ask, and can talk to the bot as on Discord."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import aiohttp
import discord
import pytest
import simcord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.preview import (
    BOT_NAME,
    PREVIEW_GUILD_ID,
    QUESTIONS,
    PreviewMember,
    furnish,
    run_preview,
    take_turns,
    welcome,
)
from bot.settings import Settings
from tests.whole_bot.stage import labels_of, text_of

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
    server = await furnish(simcord_env)
    channel, fan = server.channel, server.fan
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
    server = await furnish(simcord_env)
    channel, fan = server.channel, server.fan
    await fan.send(channel, typed)
    assert channel.last_message is not None
    assert channel.last_message.content == typed


async def test_a_newcomer_is_told_how_to_ask_before_anything_else(simcord_env: simcord.Env) -> None:
    channel = (await furnish(simcord_env)).channel
    await welcome(simcord_env, channel)
    (card,) = channel.history()
    assert "`@FanFacts` and a question" in text_of(card)
    assert len(labels_of(card)) == 6, "four things to try, and two ways in to what the page has no place for"
    shown = simcord_env.bot.get_channel(channel.id)
    assert isinstance(shown, discord.TextChannel)
    assert shown.topic == "Type @FanFacts and a question, or / for commands"
    assert simcord_env.bot.user is not None
    assert simcord_env.bot.user.name == BOT_NAME


async def test_the_moderator_may_moderate_and_the_fan_may_not(simcord_env: simcord.Env) -> None:
    server = await furnish(simcord_env)
    for member, answer in ((server.fan, "no"), (server.other, "no"), (server.moderator, "yes")):
        result = await member.slash(server.channel, "facts status")
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


class Page:
    """What the page calls, as far as turns go."""

    def __init__(self, revision: int = 1) -> None:
        self.acted: list[str] = []
        self.time_is_now = False
        self._pages = {"one": SimpleNamespace(revision=revision, last_sequence=3)}

    def _advance_presentation_time(self) -> None:
        self.time_is_now = True

    async def _action(self, context_id: str | None, body: dict[str, object]) -> dict[str, object]:
        assert self.time_is_now
        self.acted.append(str(body["kind"]))
        return {"context": str(context_id), **body}


async def no_clock() -> None:
    """The clock shows the right time."""


async def test_what_the_page_does_waits_for_the_clock_and_is_not_refused() -> None:
    """simcord refuses a second operation while one is under way, and a page that was refused half-way is dead."""
    page = Page()
    turn = take_turns(cast("simcord.Preview", page), no_clock)
    async with turn:
        waiting = asyncio.create_task(page._action("one", {"kind": "click"}))  # noqa: SLF001 - as the page does
        await asyncio.sleep(0)
        assert not page.acted
    assert await waiting == {"context": "one", "kind": "click"}
    assert page.acted == ["click"]


async def test_what_somebody_does_on_a_page_counts_though_others_have_acted_since_it_was_drawn() -> None:
    """simcord refuses what a page does before it has seen what others did; what was sent before stays as it was."""
    page = Page(revision=9)
    take_turns(cast("simcord.Preview", page), no_clock)
    body: dict[str, object] = {"kind": "click", "published_revision": 7}
    assert (await page._action("one", {**body, "sequence": 4}))["published_revision"] == 9  # noqa: SLF001
    assert (await page._action("one", {**body, "sequence": 3}))["published_revision"] == 7  # noqa: SLF001


async def test_the_clock_is_set_before_what_the_page_does_even_if_it_cannot_be() -> None:
    """What happened since the page was opened must not lie in its future: "last in 5 minutes"."""
    page, set_at = Page(), []

    async def set_clock() -> None:
        set_at.append(list(page.acted))
        raise TimeoutError

    take_turns(cast("simcord.Preview", page), set_clock)
    await page._action("one", {"kind": "click"})  # noqa: SLF001
    assert set_at == [[]]


async def test_the_page_is_light_where_the_browser_prefers_light(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """And nothing is said of a static token, after it was said that there is no token."""
    styles: list[str] = []

    async def fetch(address: str) -> None:
        url = urlsplit(address)
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://{url.netloc}/preview.css") as response,
        ):
            styles.append(await response.text())
        os.kill(os.getpid(), signal.SIGTERM)

    fetching: list[asyncio.Task[None]] = []
    caplog.set_level("INFO")
    async with asyncio.timeout(30):
        await run_preview(
            make_bot, announce=lambda address: fetching.append(asyncio.create_task(fetch(address)))
        )
    (style,) = styles
    assert "@media (prefers-color-scheme: light)" in style
    assert "static token" not in caplog.text
