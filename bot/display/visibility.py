"""What a server has chosen for the place of a question: who sees the answer, and how spoilers are shown.

The one place that finds it, for commands, mentions and buttons alike. A thread counts as its parent channel.
Refuses channels that are gone: what was chosen for them no longer holds.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord

from bot.answers import Veil
from bot.display.client_protocol import BotClient
from bot.facts.report import Spoilers
from bot.store import GuildSettings


def channel_of(channel: object) -> int | None:
    """The id of the channel that counts: for a thread, its parent's."""
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    # To ask whether it is a discord.abc.Snowflake looks through all attributes of that protocol.
    found: int | None = getattr(channel, "id", None)
    return found


def answering_channels(settings: GuildSettings, guild: discord.Guild) -> list[discord.abc.GuildChannel]:
    """The channels where the bot answers, in the server's order; none means everywhere."""
    chosen = [channel for each in settings.channels if (channel := guild.get_channel(each)) is not None]
    return sorted(chosen, key=lambda channel: (channel.position, channel.id))


def answers_here(settings: GuildSettings, guild: discord.Guild, channel: object) -> bool:
    """Whether the bot answers publicly in a channel."""
    chosen = answering_channels(settings, guild)
    return not chosen or channel_of(channel) in {each.id for each in chosen}


async def find_veil(
    client: BotClient, guild: discord.Guild | None, channel: object, *, private: bool
) -> Veil:
    """How an answer shows spoilers; a private one veils what the channel hides, because whoever asked wants it."""
    only_in_spoilers = client.store.only_in_spoilers
    if guild is None:
        return Veil(only_in_spoilers=only_in_spoilers)
    settings = await client.store.guilds.find(guild.id)
    place = channel_of(channel)
    mode = settings.spoilers if place is None else settings.spoilers_in(place)
    if mode is not Spoilers.HIDDEN:
        return Veil(mode, only_in_spoilers)
    if private:
        return Veil(Spoilers.VEILED, only_in_spoilers)
    return Veil(mode, only_in_spoilers, _find_elsewhere(settings, guild))


async def find_veil_for(interaction: discord.Interaction[Any], *, private: bool) -> Veil:
    """How the answer to a command or a button shows spoilers."""
    client = cast(BotClient, interaction.client)
    return await find_veil(client, _guild_of(interaction), interaction.channel, private=private)


async def choose_private(interaction: discord.Interaction[Any], wanted: bool | None) -> bool:
    """Whether only the asker sees the answer to a command.

    ``wanted`` is the command's option: it overrides what the server has chosen, except where the bot may not
    answer publicly, or where the asker has been told to wait for an answer of their own.
    """
    if interaction.response.is_done():
        return True
    guild = _guild_of(interaction)
    if guild is None:
        return bool(wanted)
    settings = await cast(BotClient, interaction.client).store.guilds.find(guild.id)
    if not answers_here(settings, guild, interaction.channel):
        return True
    return settings.private if wanted is None else wanted


async def find_unsuggested(interaction: discord.Interaction[Any]) -> Collection[int]:
    """The entities not to suggest while somebody types: those that only spoilers mention."""
    veil = await find_veil_for(interaction, private=True)
    return frozenset() if veil.mode is Spoilers.OPEN else veil.only_in_spoilers


def _guild_of(interaction: discord.Interaction[Any]) -> discord.Guild | None:
    # A command installed by a user also works in servers that the bot is not in: those have chosen nothing.
    return interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None


def _find_elsewhere(settings: GuildSettings, guild: discord.Guild) -> int | None:
    """A channel that shows spoilers in a server that hides them."""
    return next(
        (
            channel
            for channel, mode in sorted(settings.channel_spoilers.items())
            if mode is not Spoilers.HIDDEN
            and (there := guild.get_channel(channel)) is not None
            and answers_here(settings, guild, there)
        ),
        None,
    )
