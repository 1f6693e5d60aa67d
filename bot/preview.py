"""The real bot, with its real cogs, on a simulated Discord in the browser.

Owns the preview's server, its people, its clock, its light theme, and the conversation a newcomer finds there; the
welcome card is in preview_card.py. Refuses to replace any part of the bot: what the preview shows is what Discord
would show.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any  # an action of the page is JSON

import discord
import simcord

from bot.client import FactBot, stop_signals
from bot.facts.dates import word_day
from bot.preview_card import add_preview_card, make_welcome_layout

log = logging.getLogger(__name__)

# Any snowflake will do, but it has to be known before the server exists: the bot registers /facts in its
# home guilds when it starts, and the simulated Discord makes its servers after that.
PREVIEW_GUILD_ID = 1_400_000_000_000_000_000
BOT_NAME = "FanFacts"
QUESTIONS = ("@FanFacts when is season 2 of All of Us Are Dead out?", "@FanFacts who plays Nam Onjo?")
CLAIM = (
    "I've read that season 2 of All of Us Are Dead comes out in 2023, and that Park Ji-hoo plays Nam Onjo."
)
"""For "Ask about this message": half of it is wrong."""
NEWS_AHEAD = timedelta(days=100)
QUIET_SECONDS = 10.0
"""Between a change and the news of it: nobody at a preview waits for minutes."""
SETTLES_WITHIN_SECONDS = 60.0
"""How long whatever happens here may take: on a busy machine simcord's five seconds are too short even for the start."""
LIGHT_THEME = Path(__file__).with_name("preview_light.css")
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


@dataclass(frozen=True, slots=True)
class PreviewServer:
    """The preview's server: a channel, two fans and a moderator."""

    channel: simcord.ChannelHandle
    fan: PreviewMember
    other: PreviewMember
    moderator: PreviewMember

    @property
    def people(self) -> list[PreviewMember]:
        """Whom the page can be viewed as, the first at the start."""
        return [self.fan, self.moderator, self.other]


async def run_preview(
    make_bot: Callable[[tuple[int, ...]], FactBot], *, announce: Callable[[str], None]
) -> None:
    """Opens the preview and stays until SIGINT, SIGTERM or "End preview session".

    ``make_bot`` is given the home guild ids and returns a bot that syncs its commands at every start.
    ``announce`` gets the address, whole; whoever holds it can drive the preview.
    https://simcord.readthedocs.io/en/latest/guides/preview/
    """
    stop = asyncio.Event()
    # discord.py tells of tokens and gateways, of which there are none here.
    logging.getLogger("discord").setLevel(logging.WARNING)
    with stop_signals(lambda _: stop.set()):
        bot = make_bot((PREVIEW_GUILD_ID,))
        card = await add_preview_card(bot)
        # An error in the bot is logged and shown in the preview; it must not end the session.
        async with simcord.run(
            bot, shard_count=1, check_errors=False, settle_timeout=SETTLES_WITHIN_SECONDS
        ) as env:
            card.env = env
            server = await furnish(env)
            await _converse(env, server)
            await _set_clock(env)
            preview = env.preview(server.channel, viewers=server.people, layout="channel")
            _offer_light_theme(preview)
            async with preview:
                announce(preview.url)
                await _until_ended(env, preview, stop)
        await bot.close()


async def furnish(env: simcord.Env) -> PreviewServer:
    """Makes the preview's server, and its people.

    The clock is set to a moment ago first: the simulated Discord starts in the past, whatever the day.
    """
    # Not by letting the time pass: the bot would do in seconds what it does in a year of nights.
    example_at = datetime.now(UTC) - timedelta(seconds=EXAMPLE_AGE_SECONDS)
    env.backend.clock._epoch += example_at - env.now()  # noqa: SLF001 - there is no other way to choose the day
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
    other = guild.add_member(env.create_user("june", global_name="June (fan)"))
    return PreviewServer(
        channel,
        fan=PreviewMember(env, guild, fan.user),
        other=PreviewMember(env, guild, other.user),
        moderator=PreviewMember(env, guild, moderator.user),
    )


async def _converse(env: simcord.Env, server: PreviewServer) -> None:
    """The example conversation. An answer that fails is logged and skipped: the preview opens regardless."""
    fan, channel = server.fan, server.channel
    for question in QUESTIONS:
        with suppress(TimeoutError):
            await fan.send(channel, question)
    if "cast" in fan.available_commands(channel):
        try:
            await fan.slash(channel, "cast", title="All of Us Are Dead")
        except (simcord.SetupError, simcord.BackendError, TimeoutError) as error:
            log.warning("The example conversation goes without /cast: %s", error)
    with suppress(TimeoutError):
        await server.other.send(channel, CLAIM)
        await server.moderator.send(channel, make_up_news(env.now().date()))
    # Last, where the page opens.
    await welcome(env, channel)


def make_up_news(today: date) -> str:
    """For "Read facts from this message"."""
    return (
        f"date {today}\nNetflix announced on Monday that the second season of “All of Us Are Dead” will be released on "
        f"{word_day(today + NEWS_AHEAD)}. The new season will have eight episodes.\n"
        "(I made this up, to try things with.)"
    )


async def welcome(env: simcord.Env, channel: simcord.ChannelHandle) -> None:
    """Has the bot show its card."""
    shown = env.bot.get_channel(channel.id)
    assert isinstance(shown, discord.TextChannel), "the bot is in the server"
    await shown.send(view=make_welcome_layout())


async def _until_ended(env: simcord.Env, preview: simcord.Preview, stop: asyncio.Event) -> None:
    clock = asyncio.create_task(_keep_time(env, take_turns(preview, lambda: _set_clock(env))))
    endings = [asyncio.create_task(stop.wait()), asyncio.create_task(preview.wait_closed())]
    try:
        await asyncio.wait(endings, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (clock, *endings):
            task.cancel()
        await asyncio.gather(clock, *endings, return_exceptions=True)


def take_turns(preview: simcord.Preview, set_clock: Callable[[], Awaitable[None]]) -> asyncio.Lock:
    """Has whatever the page does wait for the turn that this hands out, and happen now; returns the turn.

    simcord does one thing at a time, and refuses another: a page whose action is refused half-way is dead until it is
    loaded again. So is one that has not seen yet what somebody on another page has done meanwhile, though the button that
    was pressed is there as before. And simcord reckons "5 minutes ago" from when the page was last refreshed by hand, so
    that what has happened since lies in the future.
    """
    turn = asyncio.Lock()
    act = preview._action  # noqa: SLF001 - there is no other place to wait

    async def wait_and_act(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with turn:
            with suppress(simcord.SetupError, TimeoutError):
                await set_clock()
            preview._advance_presentation_time()  # noqa: SLF001
            return await act(context_id, _bring_up_to_date(preview, context_id, body))

    preview._action = wait_and_act  # type: ignore[method-assign]  # noqa: SLF001
    return turn


def _bring_up_to_date(
    preview: simcord.Preview, context_id: str | None, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    page = preview._pages.get(context_id or "")  # noqa: SLF001
    if page is None or "published_revision" not in body or body.get("sequence") != page.last_sequence + 1:
        return body
    return {**body, "published_revision": page.revision}


def _offer_light_theme(preview: simcord.Preview) -> None:
    """Gives the page Discord's light colours where the browser prefers light: simcord has dark ones alone."""
    server = preview._server  # noqa: SLF001 - there is no other place to add a style
    serve = server._static  # noqa: SLF001
    light = LIGHT_THEME.read_text(encoding="utf-8")

    async def serve_themed(request: Any) -> Any:
        response = await serve(request)
        if request.path.endswith("preview.css"):
            response.text += light
        return response

    server._static = serve_themed  # type: ignore[method-assign]  # noqa: SLF001


async def _keep_time(env: simcord.Env, turn: asyncio.Lock) -> None:
    """Lets simulated time pass; otherwise it stands still between timers, and no cooldown ever ends."""
    while True:
        await asyncio.sleep(CLOCK_TICK_SECONDS)
        # SetupError: the page is being drawn anew.
        with suppress(simcord.SetupError, TimeoutError):
            async with turn:
                await _set_clock(env)


async def _set_clock(env: simcord.Env) -> None:
    behind = (datetime.now(UTC) - env.now()).total_seconds()
    if behind > 0:
        await env.advance_time(behind)
