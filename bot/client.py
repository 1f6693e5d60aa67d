"""FactBot: connects to Discord, loads the cogs, registers the commands, routes errors, closes.

Owns what holds for every command: intents, pings, who may moderate, what a user is told when something
fails. Refuses to know any command, fact or layout; those live in the cogs and below.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import importlib
import json
import logging
import pkgutil
import secrets
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.own_words import OwnWords
from bot.discord_errors import DISCORD_ERRORS, OneLineOfTrouble, word_refused_start, word_trouble
from bot.display.admission import Admission
from bot.display.escape import CHOICE_LIMIT, plain_label
from bot.display.fans.answer import ANSWER_BUTTONS
from bot.display.pace import Pace
from bot.display.refusal import Refused, word_store_error
from bot.facts.clean_text import clean_values
from bot.imports.feeds import FetchedFeed, FetchFeed, open_feed_fetcher
from bot.imports.fetch import open_fetcher
from bot.imports.imported import Imported, Source
from bot.interaction_replies import replying_once
from bot.moderation.import_shows import Fetch
from bot.moderation.rehearsal import Rehearsals
from bot.notify.background import BackgroundJob
from bot.notify.later import LaterWrites
from bot.settings import Settings, SettingsError
from bot.sharding.keeper import ShardKeeper
from bot.sharding.sharded_bot import ShardedBot
from bot.store import BusyError, StalePlanError, StoreError, UnreachableError

if TYPE_CHECKING:
    from discord.types.interactions import ApplicationCommandInteractionData

    from bot.answers import AnswerService
    from bot.store import FactStore

log = logging.getLogger(__name__)

# Whoever sends SIGTERM waits 10 s before SIGKILL; the rest is for closing the database.
CLOSE_WITHIN_SECONDS = 8.0
FINISH_WITHIN_SECONDS = 3.0
"""How long what is under way may go on."""
# Moderators have that long to take a slip back before anybody is told of it.
QUIET_SECONDS = 120.0
TOKEN_REFUSED = (
    "DISCORD_TOKEN was refused by Discord. Copy the token anew from the Developer Portal "
    "(your application, Bot, Reset Token), or leave the setting out for the preview."
)
SYNCED_COMMANDS_NOTE = "synced commands"
REGISTER_WITHIN_SECONDS = 15.0
"""How long the start waits for Discord to take the commands: in an outage, or past the limit of a day, it may not
answer for hours."""
REGISTER_AGAIN_SECONDS = 300.0
OUTAGE_LINES_SECONDS = 10.0
"""Between two lines in the log about a database that cannot be reached."""
REGISTER_AGAIN_AT_LAST_SECONDS = 6 * 3600.0
NOTHING_SHOWN_YET = (
    discord.InteractionResponseType.deferred_channel_message,
    discord.InteractionResponseType.deferred_message_update,
)


class StartInterrupted(Exception):
    """Ctrl-C, before the bot was connected."""


NOT_DISCORD = (
    "What answers at discord.com is not Discord, but a proxy or a sign-in page of this network. Sign in there, or let "
    "the bot through, then start again."
)
NO_ANSWER = (AttributeError, LookupError, TypeError, ValueError)
"""What discord.py raises when a reply is not what Discord would say, but a proxy's page."""
GIVEN_UP = 10062
"""Of an interaction that was not acknowledged within three seconds."""
TOKEN_REVOKED = 4004
"""Discord closes the gateway with it: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway"""
LONGEST_WAIT_AT_START_SECONDS = 30.0
"""discord.py waits for longer without a word."""


class CannotConnect(Exception):
    """Discord did not answer, or answered with an error; the text says what to do, ready to print."""


class FactTree(app_commands.CommandTree["FactBot"]):
    """The command tree, with every error sent to FactBot.report_error."""

    async def interaction_check(self, interaction: discord.Interaction[FactBot], /) -> bool:
        """Lets through whom the door lets in, once it knows the names that another process may have loaded.

        discord.py reads the options afterwards: all that was typed is clean by then.
        """
        try:
            interaction.data = cast("ApplicationCommandInteractionData", clean_values(interaction.data))
            if not await self.client.admission.let_in(interaction):
                return False
            await self.client.store.refresh()
        except Exception as error:  # noqa: BLE001 - discord.py would drop it without a word
            await self.client.report_error(interaction, error)
            return False
        return True

    async def on_error(
        self, interaction: discord.Interaction[FactBot], error: app_commands.AppCommandError, /
    ) -> None:
        await self.client.report_error(interaction, error)


class FactBot(ShardedBot):
    """The bot. Cogs reach what they need through it: ``store``, ``answers``, ``admission``, ``today``, ``settings``.

    ``facts_paths`` are the files and folders that moderators reload, ``fetch_shows`` fetches what they import. ``quiet_seconds`` pass between a change to the
    facts and the look for news. ``always_sync`` registers the commands even when they are known to be registered: a simulated Discord starts without any, whatever the database remembers.
    """

    def __init__(
        self,
        *,
        settings: Settings,
        store: FactStore,
        answers: AnswerService,
        facts_paths: Sequence[Path] = (),
        fetch_shows: Fetch | None = None,
        fetch_feed: FetchFeed | None = None,
        today: Callable[[], date] | None = None,
        now: Callable[[], datetime] | None = None,
        quiet_seconds: float = QUIET_SECONDS,
        always_sync: bool = False,
        keeper: ShardKeeper | None = None,
    ) -> None:
        super().__init__(
            keeper=keeper,
            shards=settings.shards,
            shards_at_most=settings.shards_at_most,
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=FactTree,
            # Not privileged: messages that mention the bot carry their text without "message content".
            # https://discord.com/developers/docs/events/gateway#message-content-intent
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            # What was written is never looked up: replies bring what they reply to.
            max_messages=None,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            activity=discord.CustomActivity("Mention me with a question"),
        )
        self.settings = settings
        self.store = store
        self.answers = answers
        self.admission = Admission()
        self.own_words = OwnWords()
        self._outages = Pace(1, OUTAGE_LINES_SECONDS)
        self.later = LaterWrites()
        self.facts_paths = facts_paths
        self.shows_pictures = settings.pictures
        self.fetch_shows = fetch_shows or self._fetch_shows
        self.fetch_feed = fetch_feed or _fetch_feed
        self.rehearsals = Rehearsals()
        self.today = today or _utc_today
        self.now = now or _utc_now
        self.quiet_seconds = quiet_seconds
        self.finish_within = FINISH_WITHIN_SECONDS
        self._always_sync = always_sync
        self._syncing = asyncio.Lock()
        self._registering = BackgroundJob("Registering the commands", self.sync_commands, patience=0.0)
        self._register_again_in = REGISTER_AGAIN_SECONDS

    async def _fetch_shows(self, source: Source, day: date) -> list[Imported]:
        async with open_fetcher(self.settings.tmdb_token) as fetcher:
            return await fetcher.fetch_shows(source, day)

    # Start and close

    async def setup_hook(self) -> None:
        self.add_dynamic_items(*ANSWER_BUTTONS)
        await self.load_cogs()
        if not self.settings.home_guild_ids:
            log.warning(
                "HOME_GUILD_IDS is not set, so /facts is registered nowhere and nobody can reload the facts "
                "from Discord. Set it to the id of your server, in the environment or in .env (in Discord: "
                "Settings, Advanced, Developer Mode; then right-click the server, Copy Server ID)."
            )
        if self.keeper is not None and not await self.keeper.try_to_lead():
            # Another process has registered them, or does so now.
            return
        try:
            async with asyncio.timeout(REGISTER_WITHIN_SECONDS):
                await self.sync_commands()
        except TimeoutError:
            log.warning(
                "Discord has not taken the commands yet; the bot goes on with those that are registered, and "
                "waits for it in the background"
            )
            self._registering.wake()

    async def login(self, token: str) -> None:
        self.http.max_ratelimit_timeout = LONGEST_WAIT_AT_START_SECONDS
        try:
            await super().login(token)
        finally:
            self.http.max_ratelimit_timeout = None

    async def close(self) -> None:
        # What was promised is answered while there is still a connection to do it over.
        await self.admission.close(self.finish_within)
        await asyncio.gather(self._registering.close(), self.later.close())
        await super().close()

    async def load_cogs(self) -> None:
        """Loads every module of the ``cogs`` package; one that fails stops the start."""
        package = importlib.import_module("cogs")
        for module in pkgutil.iter_modules(package.__path__, "cogs."):
            # load_extension would run the module anew for every bot, for a reload that nobody asks for.
            await importlib.import_module(module.name).setup(self)

    async def add_home_cog(self, cog: commands.Cog) -> None:
        """Adds a cog whose commands exist in the home guilds only; does nothing if there are none.

        discord.py takes ``guilds=[]`` for "everywhere", so ``add_cog`` must not be reached with it.
        """
        if self.settings.home_guild_ids:
            await self.add_cog(
                cog, guilds=[discord.Object(guild_id) for guild_id in self.settings.home_guild_ids]
            )

    async def sync_commands(self) -> None:
        """Registers the commands, globally and in the home guilds, wherever they have changed.

        The database remembers what was registered for this application: Discord allows few registrations a
        day. A home guild that the bot is not in is logged, and served once it invites the bot.
        What Discord refuses, or answers with what is no answer, is logged and tried again later, at growing intervals;
        it never raises.
        https://discord.com/developers/docs/interactions/application-commands#registering-a-command
        """
        async with self._syncing:
            synced = {} if self._always_sync else await self._find_synced()
            homes = {str(guild_id): guild_id for guild_id in self.settings.home_guild_ids}
            # Guilds that are no longer home: registering no commands takes theirs away.
            left = {scope: int(scope) for scope in synced.keys() - {"global", *homes}}
            scopes: dict[str, int | None] = {"global": None, **homes, **left}
            refused = False
            for scope, guild_id in scopes.items():
                fingerprint = self._commands_fingerprint(guild_id)
                if synced.get(scope) == fingerprint:
                    continue
                try:
                    registered = await self._sync(guild_id)
                except (*DISCORD_ERRORS, *NO_ANSWER) as error:
                    refused = True
                    self._log_refusal(guild_id, error)
                    if isinstance(error, discord.HTTPException) and error.status < 500:
                        continue  # something about these commands; others may be right
                    break
                synced.pop(scope, None)
                if registered and scope not in left:
                    synced[scope] = fingerprint
                kept = json.dumps({"application": self.application_id, "scopes": synced})
                # Neither a full disk nor another process that is writing keeps the bot from starting.
                self.later.add(partial(self.store.set_note, SYNCED_COMMANDS_NOTE, kept))
            if refused:
                self._registering.wake_in(self._register_again_in)
                self._register_again_in = min(2 * self._register_again_in, REGISTER_AGAIN_AT_LAST_SECONDS)
            else:
                self._register_again_in = REGISTER_AGAIN_SECONDS

    async def on_leading(self) -> None:
        """Registers the commands if they are others than those of the process that led before."""
        self._registering.wake()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        if guild.id in self.settings.home_guild_ids:
            await self.sync_commands()

    async def on_message(self, message: discord.Message, /) -> None:
        """Nothing: there are no prefix commands. Cogs that answer mentions listen for themselves."""

    # Who may do what, and what they are told when something fails

    def may_moderate(self, interaction: discord.Interaction[FactBot]) -> bool:
        """Whether this member may change the facts: Manage Server, in a home guild.

        Ask in the command itself and in its autocomplete: Discord ignores ``default_permissions``
        on subcommands, and discord.py skips checks for autocomplete.
        """
        return interaction.guild_id in self.settings.home_guild_ids and (
            interaction.permissions.manage_guild or interaction.permissions.administrator
        )

    def log_failure(self, error: BaseException, doing: str) -> str:
        """Logs ``error``; returns the sentence for the user, with a short id that is in the log too.

        What is wrong with the database needs no id: the sentence says it, and the log what to do.
        """
        if isinstance(error, StoreError) and not isinstance(error, StalePlanError):
            # In an outage it is everybody, and the same for all: a line now and then is enough.
            again = isinstance(error, UnreachableError) and self._outages.count(None, time.monotonic())
            log.log(
                logging.DEBUG if again else logging.ERROR, "The database failed while %s: %s", doing, error
            )
            return word_store_error(error)
        short_id = secrets.token_hex(3)
        log.error("Failure %s while %s", short_id, doing, exc_info=error)
        return f"Sorry, that went wrong on my side. If it happens again, tell a moderator this code: `{short_id}`"

    async def report_error(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Logs what went wrong and tells the user once, privately. Never raises.

        For the tree, and for the ``on_error`` of views and modals. discord.py only logs what a
        ``ui.DynamicItem``'s callback raises: catch it there and call this.
        Says nothing when the user already has an answer, or when the interaction has expired (15 minutes;
        3 seconds before the first response).
        """
        if interaction.extras.get("reported"):
            return
        interaction.extras["reported"] = True

        text = _friendly_refusal(error)
        if text is None:
            cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
            if isinstance(cause, discord.NotFound) and cause.code == GIVEN_UP:
                log.warning("Discord gave up waiting for the bot while %s", _describe(interaction))
                return
            text = self.log_failure(cause, _describe(interaction))
        response = interaction.response
        try:
            if interaction.type is discord.InteractionType.autocomplete:
                # It can show a sentence only as a choice.
                label = plain_label(text, CHOICE_LIMIT)
                await response.autocomplete([app_commands.Choice(name=label, value=label)])
            elif not response.is_done():
                await response.send_message(text, ephemeral=True)
            elif response.type in NOTHING_SHOWN_YET:
                await interaction.followup.send(text, ephemeral=True)
        except (discord.HTTPException, discord.InteractionResponded) as unsent:
            log.warning("Could not tell the user about it: %s", word_trouble(unsent))

    # Registration

    async def _find_synced(self) -> dict[str, str]:
        note = await self.store.find_note(SYNCED_COMMANDS_NOTE)
        kept = json.loads(note) if note else {}
        if kept.get("application") != self.application_id:
            return {}
        scopes: dict[str, str] = kept["scopes"]
        return scopes

    def _commands_fingerprint(self, guild_id: int | None) -> str:
        guild = None if guild_id is None else discord.Object(guild_id)
        payload = [command.to_dict(self.tree) for command in self.tree.get_commands(guild=guild)]
        text = json.dumps(
            sorted(payload, key=lambda command: (command["type"], command["name"])), sort_keys=True
        )
        return hashlib.sha256(text.encode()).hexdigest()

    def _log_refusal(self, guild_id: int | None, error: Exception) -> None:
        log.warning(
            "Discord did not take the commands %s: %s. The bot goes on with those that are registered, and tries "
            "again in %g minutes",
            _word_scope(guild_id),
            word_trouble(error),
            self._register_again_in / 60,
        )

    async def _sync(self, guild_id: int | None) -> bool:
        """Registers the commands of one scope; False for a guild that the bot is not in. Raises DISCORD_ERRORS."""
        try:
            registered = await self.tree.sync(guild=None if guild_id is None else discord.Object(guild_id))
        except discord.Forbidden:
            if guild_id is None:
                raise
            log.warning(
                "The bot is not in guild %s, so /facts is not registered there. Invite it, or take the guild "
                "out of HOME_GUILD_IDS.",
                guild_id,
            )
            return False
        log.info("Registered %d commands %s", len(registered), _word_scope(guild_id))
        return True


async def run(bot: FactBot, token: str) -> None:
    """Connects, stays until SIGINT or SIGTERM, and closes within CLOSE_WITHIN_SECONDS of it.

    Raises SettingsError when Discord refuses the token, StartInterrupted on SIGINT before it is connected, CannotConnect when Discord cannot be reached at
    the start. discord.py restores connections lost later, and each try that fails is one line in the log.
    """
    stop = asyncio.Event()
    interrupted = False

    def end(number: signal.Signals) -> None:
        nonlocal interrupted
        interrupted = number is signal.SIGINT and not bot.is_ready()
        stop.set()

    with stop_signals(end), OneLineOfTrouble("discord.shard"), replying_once():
        connection = asyncio.create_task(_connect(bot, token))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({connection, stopping}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
            await _close(bot, connection)
    if interrupted:
        raise StartInterrupted
    if not connection.cancelled():
        connection.result()


@contextlib.contextmanager
def stop_signals(stop: Callable[[signal.Signals], object]) -> Iterator[None]:
    """Calls ``stop`` with the signal on SIGINT and SIGTERM, on the running event loop, until the block ends."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    try:
        for number in signals:
            loop.add_signal_handler(number, stop, number)
    except NotImplementedError:
        # Windows: asyncio.run turns Ctrl-C into a cancellation, which closes the bot just as well.
        yield
        return
    try:
        yield
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


async def _connect(bot: FactBot, token: str) -> None:
    try:
        await bot.start(token)
    except discord.LoginFailure:
        raise SettingsError([TOKEN_REFUSED]) from None
    except discord.ConnectionClosed as error:
        if error.code == TOKEN_REVOKED:
            raise SettingsError([TOKEN_REFUSED]) from None
        raise CannotConnect(f"Discord closed the connection: {word_trouble(error)}. Start again.") from error
    except DISCORD_ERRORS as error:
        raise CannotConnect(word_refused_start(error)) from error
    except NO_ANSWER as error:
        if bot.application_id is not None:
            raise
        raise CannotConnect(NOT_DISCORD) from error


async def _close(bot: FactBot, connection: asyncio.Task[None]) -> None:
    try:
        async with asyncio.timeout(CLOSE_WITHIN_SECONDS):
            await bot.close()
    except TimeoutError:
        log.warning("The connection did not close within %g seconds; leaving it", CLOSE_WITHIN_SECONDS)
    connection.cancel()
    await asyncio.wait({connection})


async def _fetch_feed(address: str, etag: str | None, modified: str | None) -> FetchedFeed:
    async with open_feed_fetcher() as fetcher:
        return await fetcher.fetch(address, etag, modified)


def _utc_today() -> date:
    return datetime.now(UTC).date()


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _word_scope(guild_id: int | None) -> str:
    return "globally" if guild_id is None else f"in guild {guild_id}"


def _describe(interaction: discord.Interaction[Any]) -> str:
    # Names neither user nor server: an operator may show the log to others.
    if interaction.command is not None:
        return f"handling /{interaction.command.qualified_name}"
    asked = str(interaction.data.get("custom_id") or "") if interaction.data else ""
    # What follows the first colon may be somebody's id, or words that somebody has typed.
    return f"handling {interaction.type.name} {asked.partition(':')[0]}".rstrip()


def _friendly_refusal(error: Exception) -> str | None:  # noqa: C901 - a list of errors and sentences
    """What to say to errors that are nobody's fault, or None for those that belong in the log."""
    if isinstance(error, app_commands.CommandInvokeError) and isinstance(error.original, BusyError):
        error = error.original
    match error:
        case BusyError():
            return word_store_error(error)
        case app_commands.CommandOnCooldown():
            return f"One moment, please: try again in {max(1, round(error.retry_after))} s."
        case Refused():
            return str(error)
        case app_commands.NoPrivateMessage():
            return "This works in servers only."
        case app_commands.MissingPermissions():
            return "You do not have the permission for that in this server."
        case app_commands.BotMissingPermissions():
            return "I do not have the permission for that here."
        case app_commands.CheckFailure():
            return "You cannot do that here."
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return "That command has just changed. Press Ctrl+R (or restart the app), then try again."
        case app_commands.TransformerError():
            return "I cannot read one of those options. Pick one of the suggestions, or write it differently."
        case _:
            return None
