"""FactBot without its cogs: what it asks Discord for, registers, refuses, and says when something fails."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import sys
import types
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import discord
import pytest
import simcord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import (
    REGISTER_AGAIN_AT_LAST_SECONDS,
    REGISTER_AGAIN_SECONDS,
    CannotConnect,
    FactBot,
    StartInterrupted,
    run,
)
from bot.display.pace import Pace
from bot.display.refusal import Refused
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    import aiohttp

    from bot.answers import AnswerService
    from bot.store import FactStore

HOME = 1_400_000_000_000_000_000
ELSEWHERE = 1_400_000_000_000_000_001


class Notes:
    """The methods of the store that the client uses itself."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def refresh(self) -> bool:
        return False

    async def find_note(self, key: str) -> str | None:
        return self.kept.get(key)

    async def set_note(self, key: str, value: str) -> None:
        self.kept[key] = value


class Trials(commands.Cog):
    """Commands that go wrong in every possible way."""

    def __init__(self) -> None:
        self._pace = Pace(1, 60)

    @app_commands.command(description="Raises")
    async def breaks(self, interaction: discord.Interaction[FactBot]) -> None:
        raise RuntimeError("the cause")

    @app_commands.command(description="Defers, then raises")
    async def breaks_late(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        raise RuntimeError("the cause")

    @app_commands.command(description="Answers, then raises")
    async def breaks_after(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.send_message("the answer")
        raise RuntimeError("the cause")

    @app_commands.command(description="Shows a button that raises")
    async def shows(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.send_message(view=BreakingView())

    @app_commands.command(description="Refuses")
    @app_commands.check(lambda interaction: _refuse())
    async def refuses(self, interaction: discord.Interaction[FactBot]) -> None:
        raise AssertionError("the check lets nobody through")

    @app_commands.command(description="Once a minute")
    async def rests(self, interaction: discord.Interaction[FactBot]) -> None:
        self._pace.check(interaction)
        await interaction.response.send_message("here you go")


def _refuse() -> bool:
    raise Refused("Only on Sundays.")


class BreakingView(ui.View):
    @ui.button(label="Press")
    async def press(self, interaction: discord.Interaction[FactBot], button: ui.Button[BreakingView]) -> None:
        raise RuntimeError("the cause")

    async def on_error(
        self, interaction: discord.Interaction, error: Exception, item: ui.Item[BreakingView]
    ) -> None:
        bot = interaction.client
        assert isinstance(bot, FactBot)
        await bot.report_error(interaction, error)
        # A second report for the same interaction, as when two handlers see one error.
        await bot.report_error(interaction, error)


class Moderation(commands.GroupCog, name="facts"):
    @app_commands.command(description="Says whether you may")
    async def status(self, interaction: discord.Interaction[FactBot]) -> None:
        may = interaction.client.may_moderate(interaction)
        await interaction.response.send_message("yes" if may else "no")


class TrialBot(FactBot):
    """The bot with this file's cogs in place of its own."""

    async def load_cogs(self) -> None:
        await self.add_cog(Trials())
        await self.add_home_cog(Moderation())


def make_bot(settings: Settings, notes: Notes | None = None, *, always_sync: bool = False) -> TrialBot:
    return TrialBot(
        settings=settings,
        store=cast("FactStore", notes or Notes()),
        answers=cast("AnswerService", None),
        always_sync=always_sync,
    )


@contextlib.asynccontextmanager
async def running(bot: FactBot) -> AsyncIterator[simcord.Env]:
    async with simcord.run(bot, shard_count=1, check_errors=False) as env:
        yield env


def make_member(env: simcord.Env, **permissions: bool) -> tuple[simcord.MemberActor, simcord.ChannelHandle]:
    guild = env.create_guild(id=HOME)
    role = guild.create_role("role", permissions=discord.Permissions(**permissions))
    return guild.add_member(env.create_user("fan"), roles=[role]), guild.create_text_channel("general")


def synced_to(env: simcord.Env) -> list[str]:
    """Where commands were registered, in order: "global", or a guild id."""
    puts = [request.path for request in env.http_requests if request.method == "PUT"]
    return [path.split("/")[-2] if "/guilds/" in path else "global" for path in puts]


# What it asks Discord for


def test_it_asks_for_no_privileged_intent_and_for_nothing_it_does_not_use(home_settings: Settings) -> None:
    asked = {name for name, on in make_bot(home_settings).intents if on}
    assert asked == {"guilds", "guild_messages", "dm_messages"}


def test_it_pings_nobody_and_keeps_no_members(home_settings: Settings) -> None:
    bot = make_bot(home_settings)
    assert bot.allowed_mentions is not None
    assert dict(bot.allowed_mentions.to_dict()) == {"parse": []}
    assert bot._connection.member_cache_flags.value == 0  # noqa: SLF001 - discord.py shows it nowhere else


def test_today_is_the_day_in_utc_unless_said_otherwise(home_settings: Settings) -> None:
    before = datetime.now(UTC).date()
    assert before <= make_bot(home_settings).today() <= datetime.now(UTC).date()


async def test_commands_are_offered_in_servers_dms_and_everywhere_for_who_installs_it(
    home_settings: Settings,
) -> None:
    """simcord does not model user installs, so look at what was registered instead."""
    async with running(make_bot(home_settings)) as env:
        (registered,) = [
            request.json
            for request in env.http_requests
            if request.path.endswith("/commands") and request.json
        ][:1]
    assert registered
    for command in registered:
        assert sorted(command["contexts"]) == [0, 1, 2]
        assert sorted(command["integration_types"]) == [0, 1]


async def test_a_message_that_looks_like_a_prefix_command_runs_nothing(home_settings: Settings) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        assert env.bot.user is not None
        await fan.send(channel, f"{env.bot.user.mention} help")
        assert len(channel.history()) == 1
        assert env.errors == []


# Registering commands


async def test_commands_are_registered_once_and_again_only_when_they_changed(home_settings: Settings) -> None:
    notes = Notes()
    bot = make_bot(home_settings, notes)
    async with running(bot) as env:
        assert synced_to(env) == ["global", str(HOME)]
        await env.restart_bot(make_bot(home_settings, notes))
        assert synced_to(env) == ["global", str(HOME)]

        changed = make_bot(home_settings, notes)
        changed.tree.command(name="new", description="New")(_new_command)
        await env.restart_bot(changed)
        assert synced_to(env) == ["global", str(HOME), "global"]


async def _new_command(interaction: discord.Interaction[FactBot]) -> None:
    raise NotImplementedError


async def test_another_application_does_not_inherit_what_was_registered(home_settings: Settings) -> None:
    notes = Notes()
    async with running(make_bot(home_settings, notes)):
        pass
    note = json.loads(notes.kept["synced commands"])
    notes.kept["synced commands"] = json.dumps(note | {"application": 1})
    async with running(make_bot(home_settings, notes)) as env:
        assert synced_to(env) == ["global", str(HOME)]


async def test_a_simulated_discord_gets_the_commands_whatever_is_remembered(home_settings: Settings) -> None:
    notes = Notes()
    async with running(make_bot(home_settings, notes)):
        pass
    async with running(make_bot(home_settings, notes, always_sync=True)) as env:
        assert synced_to(env) == ["global", str(HOME)]


async def test_a_guild_that_is_no_home_any_more_loses_its_commands(home_settings: Settings) -> None:
    notes = Notes()
    async with running(make_bot(home_settings, notes)) as env:
        await env.restart_bot(make_bot(replace(home_settings, home_guild_ids=()), notes))
        assert synced_to(env) == ["global", str(HOME), str(HOME)]
        assert env.http_requests[-1].json == []
    assert set(json.loads(notes.kept["synced commands"])["scopes"]) == {"global"}


async def test_a_home_guild_without_the_bot_is_logged_and_served_when_it_invites_the_bot(
    home_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    bot = make_bot(home_settings)
    env = simcord.Env(bot, shard_count=1)
    env.inject_error("PUT", "/applications/*/guilds/*/commands", status=403, code=50001)
    await env.start()
    try:
        assert f"The bot is not in guild {HOME}" in caplog.text
        home = env.create_guild(id=HOME)
        await env.settle()
        joined = bot.get_guild(HOME)
        assert joined is not None
        # simcord announces a new guild as available, not as joined.
        await bot.on_guild_join(joined)
        assert synced_to(env) == ["global", str(HOME), str(HOME)]
        channel = home.create_text_channel("general")
        assert "facts status" in home.add_member(env.create_user("mod")).available_commands(channel)
    finally:
        await env.shutdown()


@contextlib.asynccontextmanager
async def running_with_faults(
    bot: FactBot, *faults: tuple[str, int, int], times: int | None = 1
) -> AsyncIterator[simcord.Env]:
    """The bot on a Discord that refuses registrations: path, status and code of each refusal."""
    env = simcord.Env(bot, shard_count=1)
    for path, status, code in faults:
        env.inject_error("PUT", path, status=status, code=code, message=PAGES, times=times)
    await env.start()
    try:
        yield env
    finally:
        await env.shutdown()


PAGES = "<html>\n" + "<p>All that is wrong with it.</p>\n" * 200
GLOBAL_COMMANDS, HOME_COMMANDS = "/applications/*/commands", f"/applications/*/guilds/{HOME}/commands"


@pytest.mark.parametrize(
    ("status", "code"), [(400, 50035), (400, 30034), (401, 0), (403, 0), (500, 0), (503, 0)]
)
async def test_refused_commands_are_registered_later_and_the_bot_goes_on_until_then(
    home_settings: Settings, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    notes = Notes()
    async with running_with_faults(make_bot(home_settings, notes), (GLOBAL_COMMANDS, status, code)) as env:
        fan, channel = make_member(env)
        assert "rests" not in fan.available_commands(channel)
        (warned,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        assert warned.startswith(f"Discord did not take the commands globally: {'' if code else status}")
        assert "tries again in 5 minutes" in warned
        assert "\n" not in warned
        assert len(warned) < 500

        await env.advance_time(REGISTER_AGAIN_SECONDS + 1)
        assert "rests" in fan.available_commands(channel)
        assert set(json.loads(notes.kept["synced commands"])["scopes"]) == {"global", str(HOME)}
        assert env.errors == []
        await env.advance_time(REGISTER_AGAIN_AT_LAST_SECONDS)
        assert synced_to(env).count("global") == 2, "what is registered is not registered again"


async def test_a_refusal_of_some_commands_does_not_hold_up_the_others(home_settings: Settings) -> None:
    bot = make_bot(home_settings)
    async with running_with_faults(bot, (GLOBAL_COMMANDS, 400, 50035)) as env:
        assert synced_to(env) == ["global", str(HOME)]
        member, channel = make_member(env, manage_guild=True)
        assert (await member.slash(channel, "facts status")).response is not None


async def test_in_an_outage_the_start_asks_for_one_registration_alone(home_settings: Settings) -> None:
    """Each would take half a minute, during which the bot is not connected."""
    async with running_with_faults(make_bot(home_settings), (GLOBAL_COMMANDS, 500, 0)) as env:
        assert synced_to(env) == ["global"]
        await env.advance_time(REGISTER_AGAIN_SECONDS + 1)
        assert synced_to(env) == ["global", "global", str(HOME)]


async def test_refused_commands_are_tried_less_and_less_often(
    home_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.REGISTER_AGAIN_AT_LAST_SECONDS", 1000.0)
    async with running_with_faults(make_bot(home_settings), (GLOBAL_COMMANDS, 400, 50035), times=None) as env:
        tried = []
        for seconds in (300, 600, 1000, 1000):
            await env.advance_time(seconds - 1)
            tried.append(synced_to(env).count("global"))
            await env.advance_time(1)
        assert tried == [1, 2, 3, 4]
        assert synced_to(env).count("global") == 5


async def test_a_guild_whose_commands_could_not_be_taken_away_is_not_forgotten(
    home_settings: Settings,
) -> None:
    notes = Notes()
    async with running(make_bot(home_settings, notes)):
        pass
    bot = make_bot(replace(home_settings, home_guild_ids=()), notes)
    async with running_with_faults(bot, (HOME_COMMANDS, 500, 0)) as env:
        assert str(HOME) in json.loads(notes.kept["synced commands"])["scopes"]
        await env.advance_time(REGISTER_AGAIN_SECONDS + 1)
        assert set(json.loads(notes.kept["synced commands"])["scopes"]) == {"global"}


async def test_a_registration_that_hangs_holds_up_neither_the_start_nor_the_end(
    home_settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the day's limit Discord may ask for hours of patience, and discord.py sleeps through them."""
    monkeypatch.setattr("bot.client.REGISTER_WITHIN_SECONDS", 0.01)
    bot = make_bot(home_settings, always_sync=True)
    asked = asyncio.Semaphore(0)

    async def hang(*, guild: discord.abc.Snowflake | None = None) -> list[app_commands.AppCommand]:
        asked.release()
        await asyncio.Event().wait()
        raise AssertionError("nobody sets that event")

    monkeypatch.setattr(bot.tree, "sync", hang)
    async with asyncio.timeout(10):
        async with bot:
            await bot.setup_hook()
            assert "waits for it in the background" in caplog.text
            await asked.acquire()
            await asked.acquire()
    assert not [task for task in asyncio.all_tasks() if task.get_name() == "Registering the commands"]


async def test_a_bot_that_closes_registers_no_more(home_settings: Settings) -> None:
    bot = make_bot(home_settings)
    async with running_with_faults(bot, (GLOBAL_COMMANDS, 400, 50035), times=None) as env:
        await bot.close()
        await env.advance_time(REGISTER_AGAIN_AT_LAST_SECONDS)
        assert synced_to(env).count("global") == 1


async def test_without_a_home_guild_moderators_commands_exist_nowhere_and_the_log_says_how_to_get_them(
    home_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(make_bot(replace(home_settings, home_guild_ids=()))) as env:
        fan, channel = make_member(env, manage_guild=True)
        assert "facts status" not in fan.available_commands(channel)
        assert synced_to(env) == ["global"]
    assert "HOME_GUILD_IDS is not set" in caplog.text
    assert "Copy Server ID" in caplog.text


async def test_every_module_of_the_cogs_package_is_loaded(
    home_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = types.ModuleType("cogs")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, "cogs", package)
    names = ("first", "second")
    for name in names:
        (tmp_path / f"{name}.py").write_text(
            "from discord.ext.commands import Cog\n"
            f"class Mine(Cog, name={name!r}): pass\n"
            "async def setup(bot): await bot.add_cog(Mine())\n"
        )
    async with make_bot(home_settings) as bot:
        await FactBot.load_cogs(bot)
        assert sorted(bot.cogs) == ["first", "second"]
    for name in names:
        del sys.modules[f"cogs.{name}"]


# Who may moderate


@pytest.mark.parametrize(
    ("guild_id", "permissions", "answer"),
    [
        (HOME, {"manage_guild": True}, "yes"),
        (HOME, {"administrator": True}, "yes"),
        (HOME, {"manage_messages": True, "manage_roles": True}, "no"),
        (ELSEWHERE, {"manage_guild": True}, "no"),
        (ELSEWHERE, {"administrator": True}, "no"),
    ],
)
async def test_only_who_manages_a_home_guild_may_moderate(
    home_settings: Settings, guild_id: int, permissions: dict[str, bool], answer: str
) -> None:
    bot = make_bot(home_settings)
    async with running(bot) as env:
        # As when a home guild has left the settings: its commands are still there for a moment.
        bot.settings = replace(home_settings, home_guild_ids=(guild_id,))
        fan, channel = make_member(env, **permissions)
        result = await fan.slash(channel, "facts status")
        assert result.response is not None
        assert result.response.content == answer


# When something fails


@pytest.mark.parametrize("command", ["breaks", "breaks_late"])
async def test_a_failure_is_logged_with_a_code_and_told_once_privately_without_its_cause(
    home_settings: Settings, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        result = await fan.slash(channel, command)
        (told,) = channel.history(viewer=fan)
        assert result.ephemeral
        assert channel.history(viewer=channel.guild.owner if channel.guild else None) == []
    (logged,) = [record for record in caplog.records if record.name == "bot.client" and record.exc_info]
    assert logged.exc_info is not None
    assert str(logged.exc_info[1]) == "the cause"
    assert f"/{command}" in logged.getMessage()
    code = logged.getMessage().split()[1]
    assert f"`{code}`" in told.content
    assert "the cause" not in told.content
    assert "Traceback" not in told.content


async def test_a_failure_after_the_answer_is_logged_and_adds_no_second_reply(
    home_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        await fan.slash(channel, "breaks_after")
        assert [message.content for message in channel.history(viewer=fan)] == ["the answer"]
    assert "while handling /breaks_after" in caplog.text


async def test_a_button_that_fails_is_told_once_even_when_reported_twice(
    home_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        shown = await fan.slash(channel, "shows")
        assert shown.response is not None
        result = await fan.click(shown.response, label="Press")
        assert result.ephemeral
        assert len(channel.history(viewer=fan)) == 2
    assert len([record for record in caplog.records if record.exc_info]) == 1


@pytest.mark.parametrize(("status", "code"), [(404, 10062), (403, 50013), (500, 0), (400, 40060)])
async def test_a_user_who_cannot_be_told_is_logged_and_the_bot_carries_on(
    home_settings: Settings, caplog: pytest.LogCaptureFixture, status: int, code: int
) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        env.inject_error("POST", "/interactions/*/*/callback", status=status, code=code)
        await fan.slash(channel, "breaks")
        assert [str(getattr(error, "original", error)) for error in env.errors] == ["the cause"]
        await fan.slash(channel, "breaks_after")
        assert [message.content for message in channel.history(viewer=fan)] == ["the answer"]
    assert "Could not tell the user" in caplog.text


async def test_a_refusal_is_told_in_its_own_words_and_is_no_failure(
    home_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        result = await fan.slash(channel, "refuses")
        assert result.ephemeral
        assert result.response is not None
        assert result.response.content == "Only on Sundays."
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_cooldown_says_when_to_try_again(home_settings: Settings) -> None:
    async with running(make_bot(home_settings)) as env:
        fan, channel = make_member(env)
        await fan.slash(channel, "rests")
        result = await fan.slash(channel, "rests")
        assert result.ephemeral
        assert result.response is not None
        assert result.response.content == "One moment, please: try again in 60 s."


# Connecting and closing


class OfflineBot(TrialBot):
    """A bot whose ``start`` does as it is told instead of connecting."""

    def __init__(self, settings: Settings, on_start: Callable[[], object]) -> None:
        super().__init__(
            settings=settings, store=cast("FactStore", Notes()), answers=cast("AnswerService", None)
        )
        self.on_start = on_start

    async def start(self, token: str, *, reconnect: bool = True) -> None:
        await self._async_setup_hook()  # as login does, before anything else
        self.on_start()
        await asyncio.Event().wait()


def raising(error: Exception) -> Callable[[], object]:
    def start() -> object:
        raise error

    return start


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_closes_the_bot(home_settings: Settings, number: signal.Signals) -> None:
    bot = OfflineBot(home_settings, lambda: os.kill(os.getpid(), number))
    interrupts = pytest.raises(StartInterrupted) if number is signal.SIGINT else contextlib.nullcontext()
    async with asyncio.timeout(10):
        with interrupts:
            await run(bot, "token")
    assert bot.is_closed()


async def test_a_refused_token_names_the_setting(home_settings: Settings) -> None:
    bot = OfflineBot(home_settings, raising(discord.LoginFailure("Improper token has been passed.")))
    with pytest.raises(SettingsError, match="DISCORD_TOKEN was refused"):
        await run(bot, "token")
    assert bot.is_closed()


async def test_a_discord_out_of_reach_is_said_to_be(home_settings: Settings) -> None:
    bot = OfflineBot(home_settings, raising(OSError("no route to host")))
    with pytest.raises(CannotConnect, match="no route to host"):
        await run(bot, "token")
    assert bot.is_closed()


class Reply:
    """As much of an HTTP response as discord.py's errors look at."""

    def __init__(self, status: int, reason: str) -> None:
        self.status = status
        self.reason = reason
        self.headers: dict[str, str] = {}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            discord.DiscordServerError(cast("aiohttp.ClientResponse", Reply(503, "Unavailable")), PAGES),
            "Discord cannot be reached: 503 Unavailable",
        ),
        (
            discord.HTTPException(cast("aiohttp.ClientResponse", Reply(429, "Too Many Requests")), PAGES),
            "Discord refuses the connection: 429 Too Many Requests",
        ),
        (
            discord.Forbidden(
                cast("aiohttp.ClientResponse", Reply(403, "Forbidden")),
                {"code": 40333, "message": "internal network error"},
            ),
            "Discord refuses the connection: 403 Forbidden (error code: 40333): internal network error",
        ),
    ],
)
async def test_a_refused_connection_is_said_in_one_line(
    home_settings: Settings, error: Exception, said: str
) -> None:
    bot = OfflineBot(home_settings, raising(error))
    with pytest.raises(CannotConnect) as refused:
        await run(bot, "token")
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)
    assert bot.is_closed()


async def test_a_close_that_hangs_is_left_behind(
    home_settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.client.CLOSE_WITHIN_SECONDS", 0.01)
    bot = OfflineBot(home_settings, lambda: os.kill(os.getpid(), signal.SIGTERM))

    async def hang() -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(bot, "close", hang)
    async with asyncio.timeout(10):
        await run(bot, "token")
    assert "did not close" in caplog.text
