"""``/settings``: one panel with everything a server chooses, and the menus that change it.

Owns the panel, and who may use it: whoever has Manage Server in the panel's own server, checked at every step
against forged presses too. Refuses other servers' channels and roles. A change holds at once, and the panel is
redrawn with it.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers.report_words import join_words
from bot.display.client_protocol import BotClient
from bot.display.components import NO_CUSTOM_ID, Layout, StatefulSelect, add_rows, walk
from bot.display.escape import CHOICE_LIMIT, escape_clipped, link, plain_label
from bot.display.refusal import Refused, refusing
from bot.display.visibility import answering_channels
from bot.facts.report import Entity, Spoilers
from bot.moderation.wiki import read_wiki
from bot.store import GuildSettings
from bot.store.guild_settings import WHOLE_SERVER

NOT_A_MANAGER = "Only who may manage this server (Manage Server) can do that."
NOT_IN_SERVER = "This works only in a server that I am in."
EVERYONE = "I ping no @everyone: choose a role that people take because they want to hear of it."
GONE = "That is none of this server's channels or roles. Nothing was changed."
FULL = "Spoilers are set for 50 channels already, which is the most I keep. Set one back first."
TOO_MANY_SHOWS = "That is more shows than I keep for a server, 25. Take one out of the menu below first."
NO_WIKI = "none"
MOST_SHOWS = 25
"""Options that one menu takes: https://discord.com/developers/docs/components/reference#string-select"""
MOST_CHANNELS = 25
"""Channels that one menu takes: https://discord.com/developers/docs/components/reference#channel-select"""
MOST_SPOILER_CHANNELS = 50
_MOST_LISTED = 20
_MOST_NEAR = 3
_CHANNEL_SPOILERS = r"settings:spoilers:(?P<channel>\d{1,20})"
_AS_SERVER = "as the server"
_WRITTEN_IN = [discord.ChannelType.text, discord.ChannelType.news]
_ASKED_IN = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
_MODES = {
    Spoilers.VEILED: ("Blacked out", "One click shows them"),
    Spoilers.HIDDEN: ("Not at all", "I say that there is one; a button shows it to one person alone"),
    Spoilers.OPEN: ("Openly", "Like any other fact"),
}


def check_manager(interaction: discord.Interaction[Any]) -> discord.Guild:
    """The server in which somebody acts and which they may manage; Refused if they may not.

    Discord's own check is only a hint, and menus lack even that. A command installed by a user also works in
    servers that the bot is not in: nothing is kept about those.
    """
    guild: discord.Guild | None = (
        interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    )
    if guild is None:
        raise Refused(NOT_IN_SERVER)
    if not (interaction.permissions.manage_guild or interaction.permissions.administrator):
        raise Refused(NOT_A_MANAGER)
    return guild


async def show_settings(
    client: BotClient,
    guild: discord.Guild,
    settings: GuildSettings,
    *,
    picked: int | None = None,
    notice: str = "",
) -> Layout:
    """The panel, with the titles of the shows that channels are about."""
    works = dict.fromkeys(work for each in settings.shows.values() for work in each)
    titles = {work: entity.name for work in works if (entity := await client.store.find_entity(work))}
    return make_settings_layout(guild, settings, titles, picked=picked, notice=notice)


def make_settings_layout(
    guild: discord.Guild,
    settings: GuildSettings,
    titles: Mapping[int, str],
    *,
    picked: int | None = None,
    notice: str = "",
) -> Layout:
    """The panel; ``picked`` is the channel whose spoilers are being set."""
    container: ui.Container[Any] = ui.Container(accent_colour=discord.Colour.blurple())
    name = escape_clipped(guild.name, 100)
    head = f"### Settings of {name}\n-# They hold for this server alone. Every change holds at once."
    container.add_item(ui.TextDisplay(f"{head}\n⚠️ {notice}" if notice else head))
    _add(
        container,
        [
            "**Announcements**",
            "-# Where I post what changes about the shows that somebody follows from this server.",
            *_word_announcing(guild, settings),
        ],
        AnnounceSelect(_existing(guild, [settings.announce_channel])),
        RoleSelect(_existing_role(guild, settings.announce_role)),
    )
    _add(
        container,
        [
            "**Where I answer mentions**",
            "-# Elsewhere I only say where to ask, and show the answer to a command to who asked alone.",
        ],
        ChannelsSelect([channel.id for channel in answering_channels(settings, guild)]),
    )
    _add(
        container,
        ["**Who sees the answer to a command**", "-# A command's own `private` option goes before this."],
        PrivateSelect(settings.private),
    )
    _add(
        container,
        ["**Spoilers**", "-# Facts that give a story away, in the whole server."],
        SpoilersSelect(settings.spoilers),
    )
    _add(
        container,
        ["**Posters**", "-# Beside answers about a show, from where it was imported."],
        PicturesSelect(settings.pictures),
    )
    _add(container, _word_wiki(settings))
    shows = list(_list_shows(guild, settings, titles))
    _add(
        container,
        ["**What questions are about that name no show**", *_word_shows(shows)],
        *([ShowsSelect(shows[:MOST_SHOWS])] if shows else []),
    )
    _add(
        container,
        ["**Spoilers in one channel**", *_word_channels(guild, settings)],
        PickSelect(picked),
        *([] if picked is None else [ChannelSpoilersSelect(picked, settings.channel_spoilers.get(picked))]),
    )
    layout = Layout()
    layout.add_item(container)
    return layout


def _add(container: ui.Container[Any], lines: Sequence[str], *menus: ui.Item[Any]) -> None:
    container.add_item(ui.Separator(visible=False))
    container.add_item(ui.TextDisplay("\n".join(lines)))
    for menu in menus:
        add_rows(container, [menu])


def _existing(guild: discord.Guild, channels: Iterable[int | None]) -> list[int]:
    # Discord refuses a menu whose default no longer exists.
    return [channel for channel in channels if channel is not None and guild.get_channel(channel) is not None]


def _existing_role(guild: discord.Guild, role: int | None) -> int | None:
    return role if role is not None and guild.get_role(role) is not None else None


def _word_announcing(guild: discord.Guild, settings: GuildSettings) -> list[str]:
    """What stands in the way of announcements."""
    if settings.announce_channel is None:
        return []
    channel = guild.get_channel(settings.announce_channel)
    if channel is None:
        return ["⚠️ The channel that was chosen is gone."]
    may = channel.permissions_for(guild.me)
    words = []
    if not (may.view_channel and may.send_messages):
        words.append(f"⚠️ I may not write in {channel.mention}: let me view it and send messages there.")
    role = guild.get_role(settings.announce_role) if settings.announce_role is not None else None
    if role is not None and not (role.mentionable or may.mention_everyone):
        words.append(f"⚠️ I may not ping {role.mention}: let everybody mention it.")
    return words


def _word_channels(guild: discord.Guild, settings: GuildSettings) -> list[str]:
    """The channels that treat spoilers differently from their server."""
    chosen = [
        f"{channel.mention} {_MODES[mode][0].lower()}"
        for each, mode in sorted(settings.channel_spoilers.items())
        if (channel := guild.get_channel(each)) is not None
    ]
    if not chosen:
        return ["-# The same in every channel, so far."]
    more = f" and {len(chosen) - _MOST_LISTED} more" if len(chosen) > _MOST_LISTED else ""
    return [f"{' · '.join(chosen[:_MOST_LISTED])}{more}"]


def _list_shows(
    guild: discord.Guild, settings: GuildSettings, titles: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """What each place is about, in words and as a menu's value."""
    for channel, works in sorted(settings.shows.items()):
        there = guild.get_channel(channel)
        place = (
            "Whole server"
            if channel == WHOLE_SERVER
            else f"#{there.name}"
            if there
            else "A channel that is gone"
        )
        for work in works:
            yield f"{place}: {titles.get(work, 'a title that is gone')}", f"{channel}:{work}"


def _word_shows(shows: Sequence[tuple[str, str]]) -> list[str]:
    how = "-# `/settings title:` chooses one, for the server or, with `channel:`, for one channel."
    if not shows:
        return [how]
    return [how, *(f"-# {escape_clipped(words, 120)}" for words, _ in shows[:MOST_SHOWS])]


def _word_wiki(settings: GuildSettings) -> list[str]:
    where = link(settings.wiki) if settings.wiki is not None else "nowhere"
    return [
        f"**Where to look what I don't know:** {where}",
        "-# `/settings wiki:` takes the address of a MediaWiki wiki, or `none`. I link to it and read nothing there.",
    ]


def make_wiki_choice(typed: str) -> Callable[[GuildSettings], GuildSettings]:
    """What sets a server's wiki, or that there is none; Refused for what is no wiki's address."""
    if typed.strip().casefold() == NO_WIKI:
        return lambda kept: replace(kept, wiki=None)
    with refusing():
        wiki = read_wiki(typed)
    return lambda kept: replace(kept, wiki=wiki)


def word_unknown_title(typed: str, nearest: Sequence[Entity]) -> str:
    """What is wrong with a title that is none, or that fits several."""
    name = escape_clipped(typed, 100)
    if not nearest:
        return f"I know no title “{name}”. Pick one of the suggestions."
    titles = join_words([escape_clipped(work.name, 100) for work in nearest[:_MOST_NEAR]], "or")
    return f"I don't know which title “{name}” is. Is it {titles}?"


def choose_show(settings: GuildSettings, channel: int, work: int) -> GuildSettings:
    """The settings with a show for a channel, or the whole server; Refused where there are too many."""
    kept = tuple(each for each in settings.shows.get(channel, ()) if each != work)
    shows = {**settings.shows, channel: (*kept, work)}
    if sum(map(len, shows.values())) > MOST_SHOWS:
        raise Refused(TOO_MANY_SHOWS)
    return replace(settings, shows=shows)


def _channel_defaults(channels: Iterable[int]) -> list[discord.SelectDefaultValue]:
    return [
        discord.SelectDefaultValue(id=channel, type=discord.SelectDefaultValueType.channel)
        for channel in channels
    ]


class _SettingSelect(StatefulSelect, template=NO_CUSTOM_ID):
    """A menu of the panel: keeps what is chosen, and redraws the panel."""

    picked: int | None = None

    def check(self, interaction: discord.Interaction[Any]) -> None:
        check_manager(interaction)

    async def choose(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        guild = check_manager(interaction)
        # A reload may be writing; until it is done, nothing else can.
        await interaction.response.defer()
        self.picked = self.picked or _find_picked(interaction.message)
        notice = ""
        try:
            with refusing():
                settings = await client.store.guilds.set(guild.id, lambda kept: self.change(guild, kept))
        except Refused as refused:
            # Said on the panel, which is thereby reset from the refused choice to what holds.
            settings, notice = await client.store.guilds.find(guild.id), str(refused)
        layout = await show_settings(client, guild, settings, picked=self.picked, notice=notice)
        await interaction.edit_original_response(view=layout)

    @abstractmethod
    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        """The settings with the choice applied; Refused for an impossible one."""

    def chosen(self) -> list[Any]:  # Any: a menu's values are channels, roles or words
        """What was chosen."""
        return list(self.item.values)

    def chosen_channels(self, guild: discord.Guild) -> list[int]:
        """The channels that were chosen; Refused if one is another server's."""
        channels = [int(channel.id) for channel in self.chosen()]
        if any(guild.get_channel(channel) is None for channel in channels):
            raise Refused(GONE)
        return channels


class AnnounceSelect(_SettingSelect, template=r"settings:announce"):
    """Where changes are announced."""

    def __init__(self, channels: Iterable[int] = ()) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="settings:announce",
                channel_types=_WRITTEN_IN,
                placeholder="Nowhere",
                min_values=0,
                default_values=_channel_defaults(channels),
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        return replace(settings, announce_channel=next(iter(self.chosen_channels(guild)), None))


class RoleSelect(_SettingSelect, template=r"settings:role"):
    """Whom an announcement pings."""

    def __init__(self, role: int | None = None) -> None:
        defaults = [] if role is None else [role]
        super().__init__(
            ui.RoleSelect(
                custom_id="settings:role",
                placeholder="Nobody is pinged",
                min_values=0,
                default_values=[
                    discord.SelectDefaultValue(id=each, type=discord.SelectDefaultValueType.role)
                    for each in defaults
                ],
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        role = next((int(role.id) for role in self.chosen()), None)
        # @everyone's role has the server's id.
        if role == guild.id:
            raise Refused(EVERYONE)
        if role is not None and guild.get_role(role) is None:
            raise Refused(GONE)
        return replace(settings, announce_role=role)


class ChannelsSelect(_SettingSelect, template=r"settings:channels"):
    """Where the bot answers."""

    def __init__(self, channels: Sequence[int] = ()) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="settings:channels",
                channel_types=_ASKED_IN,
                placeholder="In every channel",
                min_values=0,
                max_values=MOST_CHANNELS,
                default_values=_channel_defaults(channels[:MOST_CHANNELS]),
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        return replace(settings, channels=frozenset(self.chosen_channels(guild)))


class PrivateSelect(_SettingSelect, template=r"settings:private"):
    """Who sees the answer to a command."""

    def __init__(self, private: bool | None = None) -> None:
        super().__init__(
            ui.Select(
                custom_id="settings:private",
                options=[
                    discord.SelectOption(label="Everybody", value="no", default=private is False),
                    discord.SelectOption(label="Only who asked", value="yes", default=private is True),
                ],
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        return replace(settings, private=self.chosen() == ["yes"])


class PicturesSelect(_SettingSelect, template=r"settings:pictures"):
    """Whether posters stand beside answers."""

    def __init__(self, shown: bool | None = None) -> None:
        super().__init__(
            ui.Select(
                custom_id="settings:pictures",
                options=[
                    discord.SelectOption(label="Shown", value="yes", default=shown is True),
                    discord.SelectOption(label="Not shown", value="no", default=shown is False),
                ],
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        return replace(settings, pictures=self.chosen() == ["yes"])


class SpoilersSelect(_SettingSelect, template=r"settings:spoilers"):
    """How spoilers are shown in the whole server."""

    def __init__(self, mode: Spoilers | None = None) -> None:
        super().__init__(ui.Select(custom_id="settings:spoilers", options=_make_modes(mode)))

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        return replace(settings, spoilers=_read_mode(self.chosen()) or settings.spoilers)


class ShowsSelect(_SettingSelect, template=r"settings:shows"):
    """The shows that channels are about: what is taken out of the menu is no longer meant."""

    def __init__(self, shows: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(
            ui.Select(
                custom_id="settings:shows",
                placeholder="None",
                min_values=0,
                max_values=max(1, len(shows)),
                options=[
                    discord.SelectOption(label=plain_label(words, CHOICE_LIMIT), value=value, default=True)
                    for words, value in shows
                ]
                or [discord.SelectOption(label="None", value="none")],
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        kept = set(self.chosen())
        shows = {
            channel: left
            for channel, works in settings.shows.items()
            if (left := tuple(work for work in works if f"{channel}:{work}" in kept))
        }
        return replace(settings, shows=shows)


class PickSelect(_SettingSelect, template=r"settings:pick"):
    """The channel whose spoilers are to be set."""

    def __init__(self, channel: int | None = None) -> None:
        super().__init__(
            ui.ChannelSelect(
                custom_id="settings:pick",
                channel_types=_ASKED_IN,
                placeholder="Pick a channel",
                min_values=0,
                default_values=_channel_defaults([] if channel is None else [channel]),
            )
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        self.picked = next(iter(self.chosen_channels(guild)), None)
        return settings


class ChannelSpoilersSelect(_SettingSelect, template=_CHANNEL_SPOILERS):
    """How spoilers are shown in one channel."""

    def __init__(self, channel: int, mode: Spoilers | None = None) -> None:
        options = [
            discord.SelectOption(label="As in the whole server", value=_AS_SERVER, default=mode is None),
            *_make_modes(mode),
        ]
        super().__init__(ui.Select(custom_id=f"settings:spoilers:{channel}", options=options))
        self.picked = channel

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls(int(match["channel"]))

    def change(self, guild: discord.Guild, settings: GuildSettings) -> GuildSettings:
        channel = cast(int, self.picked)
        if guild.get_channel(channel) is None:
            self.picked = None
            raise Refused(GONE)
        # Choices for channels that are gone make room.
        kept = {each: mode for each, mode in settings.channel_spoilers.items() if guild.get_channel(each)}
        kept.pop(channel, None)
        mode = _read_mode(self.chosen())
        if mode is not None:
            kept[channel] = mode
        if len(kept) > MOST_SPOILER_CHANNELS:
            raise Refused(FULL)
        return replace(settings, channel_spoilers=kept)


SETTINGS_MENUS = (
    AnnounceSelect,
    RoleSelect,
    ChannelsSelect,
    PrivateSelect,
    SpoilersSelect,
    PicturesSelect,
    ShowsSelect,
    PickSelect,
    ChannelSpoilersSelect,
)


def _find_picked(message: discord.Message | None) -> int | None:
    """The channel whose spoilers the panel is setting."""
    for component in walk(message.components if message else ()):
        found = re.fullmatch(_CHANNEL_SPOILERS, getattr(component, "custom_id", None) or "")
        if found:
            return int(found["channel"])
    return None


def _make_modes(chosen: Spoilers | None) -> list[discord.SelectOption]:
    return [
        discord.SelectOption(label=label, value=mode.value, description=description, default=mode is chosen)
        for mode, (label, description) in _MODES.items()
    ]


def _read_mode(values: Sequence[Any]) -> Spoilers | None:  # Any: a menu's values
    return next((mode for mode in Spoilers if mode.value in values), None)
