"""The real bot, with its real cogs, on a simulated Discord in the browser.

Owns the preview's server, its people and the conversation a newcomer finds there. Refuses to replace any part
of the bot: what the preview shows is what Discord would show.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any  # an action of the page is JSON

import discord
import simcord

from bot.client import FactBot, stop_signals

log = logging.getLogger(__name__)

# Any snowflake will do, but it has to be known before the server exists: the bot registers /facts in its
# home guilds when it starts, and the simulated Discord makes its servers after that.
PREVIEW_GUILD_ID = 1_400_000_000_000_000_000
BOT_NAME = "FanFacts"
WELCOME = (
    "Welcome! This is a simulated Discord with the real bot in it.\n"
    "**Ask it:** type `@FanFacts` and a question below, for example `@FanFacts who plays Nam Onjo?`\n"
    "**Or type** `/` for its commands. **Moderators'** commands (`/facts`, `/settings`) are there when you view as Mina."
)
QUESTIONS = ("@FanFacts when is season 2 of All of Us Are Dead out?", "@FanFacts who plays Nam Onjo?")
CLOCK_TICK_SECONDS = 5.0
EXAMPLE_AGE_SECONDS = 30.0
"""How long ago the example conversation was: its questions must not count against the viewer's own."""

_TYPED_MENTION = re.compile(rf"(?<!\w)@(?:{BOT_NAME}|Fan Facts)\b", re.IGNORECASE)


class PreviewMember(simcord.MemberActor):
    """A member whose typed ``@FanFacts`` becomes a mention, as it does in Discord's own composer."""

    async def send(
        self,
        channel: simcord.ChannelHandle,
        content: str = "",
        *,
        reply_to: discord.Message | simcord.ResponseMessage | None = None,
        attachments: Sequence[tuple[str, bytes]] = (),
    ) -> discord.Message:
        bot_member = self.guild.me
        if bot_member is not None:
            content = _TYPED_MENTION.sub(bot_member.mention, content)
        return await super().send(channel, content, reply_to=reply_to, attachments=attachments)


async def run_preview(
    make_bot: Callable[[tuple[int, ...]], FactBot], *, announce: Callable[[str], None]
) -> None:
    """Opens the preview and stays until SIGINT, SIGTERM or "End preview session".

    ``make_bot`` is given the home guild ids and returns a bot that syncs its commands at every start.
    ``announce`` gets the address, whole; whoever holds it can drive the preview.
    https://simcord.readthedocs.io/en/latest/guides/preview/
    """
    stop = asyncio.Event()
    with stop_signals(lambda _: stop.set()):
        bot = make_bot((PREVIEW_GUILD_ID,))
        # An error in the bot is logged and shown in the preview; it must not end the session.
        async with simcord.run(bot, shard_count=1, check_errors=False) as env:
            channel, fan, moderator = await furnish(env)
            await _converse(env, channel, fan)
            await _set_clock(env)
            async with env.preview(channel, viewers=[fan, moderator], layout="channel") as preview:
                announce(preview.url)
                await _until_ended(env, preview, stop)
        await bot.close()


async def furnish(env: simcord.Env) -> tuple[simcord.ChannelHandle, PreviewMember, PreviewMember]:
    """Makes the preview's server: a channel with a welcome, a fan, and a moderator.

    The clock is set to a moment ago first: the simulated Discord starts in the past, whatever the day.
    """
    await _set_clock(env, ago=EXAMPLE_AGE_SECONDS)
    bot_user = env.bot.user
    assert bot_user is not None, "an Env that started has logged its bot in"
    await bot_user.edit(username=BOT_NAME)

    guild = env.create_guild("Fan Facts preview", id=PREVIEW_GUILD_ID)
    channel = guild.create_text_channel(
        "all-of-us-are-dead", topic="Type @FanFacts and a question, or / for commands"
    )
    role = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_guild=True, manage_messages=True)
    )
    moderator = guild.add_member(env.create_user("mina", global_name="Mina (moderator)"), roles=[role])
    fan = guild.add_member(env.create_user("theo", global_name="Theo (fan)"))
    # Sent by the plain actor, so that its "@FanFacts" stays text and asks the bot nothing.
    await moderator.send(channel, WELCOME)
    return channel, PreviewMember(env, guild, fan.user), PreviewMember(env, guild, moderator.user)


async def _converse(env: simcord.Env, channel: simcord.ChannelHandle, fan: PreviewMember) -> None:
    """The example conversation. An answer that fails is logged and skipped: the preview opens regardless."""
    for question in QUESTIONS:
        with suppress(TimeoutError):
            await fan.send(channel, question)
    if "cast" in fan.available_commands(channel):
        try:
            await fan.slash(channel, "cast", title="All of Us Are Dead")
        except (simcord.SetupError, simcord.BackendError, TimeoutError) as error:
            log.warning("The example conversation goes without /cast: %s", error)


async def _until_ended(env: simcord.Env, preview: simcord.Preview, stop: asyncio.Event) -> None:
    clock = asyncio.create_task(_keep_time(env, take_turns(preview)))
    endings = [asyncio.create_task(stop.wait()), asyncio.create_task(preview.wait_closed())]
    try:
        await asyncio.wait(endings, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (clock, *endings):
            task.cancel()
        await asyncio.gather(clock, *endings, return_exceptions=True)


def take_turns(preview: simcord.Preview) -> asyncio.Lock:
    """Has whatever the page does wait for the turn that this hands out; returns the turn.

    simcord does one thing at a time, and refuses another: a page whose action is refused half-way is dead until it is
    loaded again.
    """
    turn = asyncio.Lock()
    act = preview._action  # noqa: SLF001 - there is no other place to wait

    async def wait_and_act(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with turn:
            return await act(context_id, body)

    preview._action = wait_and_act  # type: ignore[method-assign]  # noqa: SLF001
    return turn


async def _keep_time(env: simcord.Env, turn: asyncio.Lock) -> None:
    """Lets simulated time pass; otherwise it stands still between timers, and no cooldown ever ends."""
    while True:
        await asyncio.sleep(CLOCK_TICK_SECONDS)
        # SetupError: the page is being drawn anew.
        with suppress(simcord.SetupError, TimeoutError):
            async with turn:
                await _set_clock(env)


async def _set_clock(env: simcord.Env, *, ago: float = 0.0) -> None:
    behind = (datetime.now(UTC) - env.now()).total_seconds() - ago
    if behind > 0:
        await env.advance_time(behind)
