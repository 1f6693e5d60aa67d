"""``/settings``: every server chooses for itself, changes hold at once, and nobody else can make any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any  # components are JSON

import discord
import pytest
from simcord.components import walk_components

from bot.display.moderators.server_settings import EVERYONE, GONE, SETTINGS_MENUS
from bot.facts.report import Spoilers
from bot.settings import Settings
from bot.store import FactStore, GuildSettings
from tests.conftest import HOME_GUILD
from tests.whole_bot.moderating import now
from tests.whole_bot.stage import (
    Shown,
    Stage,
    components_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

ELSEWHERE = HOME_GUILD + 1
QUESTION = "who plays Nam Onjo?"


def menus_of(message: Shown) -> dict[str, dict[str, Any]]:
    """The menus of a panel, by custom_id."""
    return {part["custom_id"]: part for part in components_of(message) if part["type"] in (3, 5, 6, 7, 8)}


def defaults_of(message: Shown, custom_id: str) -> list[int]:
    """The channels or roles that a menu shows as chosen."""
    return [int(each["id"]) for each in menus_of(message)[custom_id].get("default_values") or ()]


def option_of(message: Shown, custom_id: str) -> str:
    """The option that a menu shows as chosen."""
    (value,) = [
        option["value"] for option in menus_of(message)[custom_id]["options"] if option.get("default")
    ]
    return str(value)


async def open_panel(stage: Stage) -> Shown:
    """The panel, as the moderator sees it."""
    return await stage.slash_as(stage.moderator, "settings")


async def choose(stage: Stage, panel: Shown, custom_id: str, *values: Any) -> Shown:
    """Choose in a menu; returns the panel as it is then."""
    await stage.moderator.select(panel, list(values), custom_id=f"settings:{custom_id}")
    return now(stage, panel)


async def kept(stage: Stage, guild: int = HOME_GUILD) -> GuildSettings:
    """What a server has chosen."""
    return await stage.bot.store.guilds.find(guild)


async def test_the_panel_shows_what_holds_and_every_change_at_once(stage: Stage) -> None:
    news = stage.guild.create_text_channel("news")
    role = stage.guild.create_role("Fans", mentionable=True)
    panel = await open_panel(stage)
    assert private(panel)
    assert "Home" in text_of(panel)
    assert defaults_of(panel, "settings:announce") == []
    assert option_of(panel, "settings:private") == "no"
    assert option_of(panel, "settings:spoilers") == "veiled"

    panel = await choose(stage, panel, "announce", news)
    assert defaults_of(panel, "settings:announce") == [news.id]
    panel = await choose(stage, panel, "role", role)
    assert defaults_of(panel, "settings:role") == [role.id]
    assert "⚠" not in text_of(panel)
    panel = await choose(stage, panel, "channels", news, stage.channel)
    assert set(defaults_of(panel, "settings:channels")) == {news.id, stage.channel.id}
    panel = await choose(stage, panel, "private", "yes")
    assert option_of(panel, "settings:private") == "yes"
    panel = await choose(stage, panel, "spoilers", "hidden")
    assert option_of(panel, "settings:spoilers") == "hidden"
    panel = await choose(stage, panel, "pick", news)
    assert option_of(panel, f"settings:spoilers:{news.id}") == "as the server"
    panel = await choose(stage, panel, f"spoilers:{news.id}", "open")
    assert option_of(panel, f"settings:spoilers:{news.id}") == "open"
    assert f"<#{news.id}> openly" in raw_text_of(panel)
    assert await kept(stage) == GuildSettings(
        announce_channel=news.id,
        announce_role=role.id,
        private=True,
        spoilers=Spoilers.HIDDEN,
        channels=frozenset({news.id, stage.channel.id}),
        channel_spoilers={news.id: Spoilers.OPEN},
    )
    # And back again.
    for custom_id in ("announce", "role", "channels"):
        panel = await choose(stage, panel, custom_id)
        assert defaults_of(panel, f"settings:{custom_id}") == []
    panel = await choose(stage, panel, f"spoilers:{news.id}", "as the server")
    assert "The same in every channel" in text_of(panel)
    assert await kept(stage) == GuildSettings(private=True, spoilers=Spoilers.HIDDEN)


async def test_the_panel_works_after_a_restart(
    stage: Stage, home_settings: Settings, store: FactStore
) -> None:
    panel = await open_panel(stage)
    panel = await choose(stage, panel, "pick", stage.channel)
    await stage.env.restart_bot(make_bot(home_settings, store))
    panel = await choose(stage, panel, f"spoilers:{stage.channel.id}", "hidden")
    panel = await choose(stage, panel, "private", "yes")
    assert await kept(stage) == GuildSettings(
        private=True, channel_spoilers={stage.channel.id: Spoilers.HIDDEN}
    )


async def test_what_stands_in_the_way_of_announcements_is_said(stage: Stage) -> None:
    bot = stage.guild.me
    assert bot is not None
    silent = discord.PermissionOverwrite(send_messages=False)
    news = stage.guild.create_text_channel("news", overwrites={bot: silent})
    role = stage.guild.create_role("Fans", mentionable=False)
    panel = await choose(stage, await open_panel(stage), "announce", news)
    assert f"I may not write in <#{news.id}>" in raw_text_of(panel)
    panel = await choose(stage, panel, "role", role)
    assert f"I may not ping <@&{role.id}>" in raw_text_of(panel)


async def test_everyone_is_never_pinged(stage: Stage) -> None:
    everyone = stage.guild.default_role
    panel = await choose(stage, await open_panel(stage), "role", everyone)
    assert EVERYONE in text_of(panel)
    assert defaults_of(panel, "settings:role") == []
    assert (await kept(stage)).announce_role is None


async def test_two_servers_choose_differently(stage: Stage) -> None:
    guild = stage.env.create_guild("Elsewhere", id=ELSEWHERE)
    channel = guild.create_text_channel("general")
    member = guild.add_member(stage.env.create_user("zoe"))
    role = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    manager = guild.add_member(stage.env.create_user("ian"), roles=[role])

    panel = await open_panel(stage)
    await choose(stage, panel, "private", "yes")
    other = shown_by(await manager.slash(channel, "settings"))
    assert "Elsewhere" in text_of(other)
    assert option_of(other, "settings:private") == "no"
    await manager.select(other, ["hidden"], custom_id="settings:spoilers")
    assert await kept(stage) == GuildSettings(private=True)
    assert await kept(stage, ELSEWHERE) == GuildSettings(spoilers=Spoilers.HIDDEN)

    assert private(await stage.slash("cast", title="All of Us Are Dead"))
    assert not private(shown_by(await member.slash(channel, "cast", title="All of Us Are Dead")))
    assert not private(await stage.slash("cast", title="All of Us Are Dead", private=False)), (
        "the option wins"
    )


async def test_another_servers_channel_is_not_taken(stage: Stage) -> None:
    """As in a forged choice: Discord itself offers only the server's own."""
    guild = stage.env.create_guild("Elsewhere", id=ELSEWHERE)
    theirs = guild.create_text_channel("theirs")
    panel = await open_panel(stage)
    await stage.bot.store.guilds.set(
        ELSEWHERE, lambda chosen: replace(chosen, channels=frozenset({theirs.id}))
    )
    stored = stage.env.backend.get_message(stage.channel.id, panel.id)
    menu = next(
        part for part in walk_components(stored.components) if part.get("custom_id") == "settings:private"
    )
    menu["custom_id"] = f"settings:spoilers:{theirs.id}"
    menu["options"] = [{"label": "Open", "value": "open"}]
    await stage.moderator.select(panel, ["open"], custom_id=f"settings:spoilers:{theirs.id}")
    assert GONE in text_of(now(stage, panel))
    assert await kept(stage) == GuildSettings()
    assert await kept(stage, ELSEWHERE) == GuildSettings(channels=frozenset({theirs.id}))


# Where the bot answers


async def test_mentions_are_answered_in_the_chosen_channels_only(stage: Stage) -> None:
    asked_in = stage.guild.create_text_channel("ask-here")
    await choose(stage, await open_panel(stage), "channels", asked_in)
    await stage.fan.send(stage.channel, f"<@{stage.bot_id}> {QUESTION}")
    hint = stage.channel.last_message
    assert hint is not None
    assert f"I answer in <#{asked_in.id}>" in raw_text_of(hint)
    assert "Park" not in text_of(hint)
    await stage.other.send(stage.channel, f"<@{stage.bot_id}> {QUESTION}")
    last = stage.channel.last_message
    assert last is not None
    assert last.author.id == stage.other.id, "one hint a minute"
    await stage.env.advance_time(31)
    assert not stage.is_there(hint), "it is gone soon"

    await stage.fan.send(asked_in, f"<@{stage.bot_id}> {QUESTION}")
    answer = asked_in.last_message
    assert answer is not None
    assert "Nam Onjo" in text_of(answer)
    assert private(await stage.slash("cast", title="All of Us Are Dead", private=False)), "not for all to see"


async def test_a_channel_that_is_gone_silences_nobody(stage: Stage) -> None:
    asked_in = stage.guild.create_text_channel("ask-here")
    await choose(stage, await open_panel(stage), "channels", asked_in)
    gone = stage.bot.get_channel(asked_in.id)
    assert isinstance(gone, discord.TextChannel)
    await gone.delete()
    await stage.env.settle()
    assert "Nam Onjo" in text_of(await stage.ask(QUESTION))


async def test_a_channel_that_the_fan_cannot_see_is_not_named(stage: Stage) -> None:
    unseen = discord.PermissionOverwrite(view_channel=False)
    hidden = stage.guild.create_text_channel("mods", overwrites={stage.fan: unseen})
    await choose(stage, await open_panel(stage), "channels", hidden)
    asked = await stage.fan.send(stage.channel, f"<@{stage.bot_id}> {QUESTION}")
    last = stage.channel.last_message
    assert last is not None
    assert last.id == asked.id


# Who may not


async def test_a_fan_is_refused_the_command(stage: Stage) -> None:
    assert "settings" not in stage.fan.available_commands(stage.channel)
    commands = await stage.bot.tree.fetch_commands()
    (command,) = [command for command in commands if command.name == "settings"]
    stage.guild.set_command_permissions(command, {stage.fan: True})
    shown = shown_by(await stage.fan.slash(stage.channel, "settings"))
    assert private(shown)
    assert "Manage Server" in text_of(shown)
    assert menus_of(shown) == {}
    assert {type(error).__name__ for error in stage.env.errors} == {"Refused"}


@pytest.mark.parametrize("menu", [
    "settings:announce", "settings:role", "settings:channels", "settings:private", "settings:spoilers", "settings:shows",
    "settings:pick", "settings:pictures", "settings:spoilers:CHANNEL",
])  # fmt: skip
async def test_a_fans_forged_choice_is_refused_and_changes_nothing(stage: Stage, menu: str) -> None:
    """A public message whose menu has a panel's custom_id."""
    custom_id = menu.replace("CHANNEL", str(stage.channel.id))
    value: Any = "hidden" if "spoilers" in menu else "yes"
    component: dict[str, Any] = {
        "type": 3,
        "custom_id": custom_id,
        "options": [{"label": "x", "value": value}],
    }
    if menu in ("settings:announce", "settings:channels", "settings:pick"):
        component, value = {"type": 8, "custom_id": custom_id}, stage.channel
    elif menu == "settings:role":
        value = stage.guild.create_role("Fans")
        component = {"type": 6, "custom_id": custom_id}
    shown = await stage.slash("show", title="All of Us Are Dead")
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    row = next(part for part in walk_components(stored.components) if part["type"] == 1)
    row["components"] = [component]
    refusal = shown_by(await stage.fan.select(shown, [value], custom_id=custom_id))
    assert "Only who may manage this server" in text_of(refusal)
    assert private(refusal)
    assert await kept(stage) == GuildSettings()
    assert stage.env.errors == []


def test_every_menu_is_tried_by_a_fan() -> None:
    """The list above has each of them."""
    assert len(SETTINGS_MENUS) == 9
