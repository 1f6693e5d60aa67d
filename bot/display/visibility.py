"""What a server has chosen, where a question is asked: who sees the answer, and what is done with spoilers.

The one place that finds it, for commands, mentions and buttons alike. A thread goes by the channel that it hangs
on. Refuses to follow channels that are gone: what was chosen for them holds no more.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord

from bot.answers import Veil
from bot.display.bot_client import BotClient
from bot.facts.report import Spoilers
from bot.store import GuildSettings


def channel_of(channel: object) -> int | None:
    """The id of the channel that counts: a thread's is that of its parent."""
    if isinstance(channel, discord.Thread):
        return channel.parent_id
    return channel.id if isinstance(channel, discord.abc.Snowflake) else None


def answering_channels(settings: GuildSettings, guild: discord.Guild) -> list[discord.abc.GuildChannel]:
    """The channels where the bot answers, as they stand in the server; none for everywhere."""
    chosen = [channel for each in settings.channels if (channel := guild.get_channel(each)) is not None]
    return sorted(chosen, key=lambda channel: (channel.position, channel.id))


def answers_here(settings: GuildSettings, guild: discord.Guild, channel: object) -> bool:
    """Whether the bot answers in a channel, for all to see."""
    chosen = answering_channels(settings, guild)
    return not chosen or channel_of(channel) in {each.id for each in chosen}


async def find_veil(
    client: BotClient, guild: discord.Guild | None, channel: object, *, private: bool
) -> Veil:
    """What is done with spoilers in an answer; a private one veils what the channel hides, because whoever asked wants it."""
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
    """What is done with spoilers in the answer to a command or a button."""
    client = cast(BotClient, interaction.client)
    return await find_veil(client, _guild_of(interaction), interaction.channel, private=private)


async def choose_private(interaction: discord.Interaction[Any], wanted: bool | None) -> bool:
    """Whether the answer to a command is shown only to whoever asked.

    ``wanted`` is the command's option: it goes before what the server has chosen, but where the bot is not to
    answer for all to see.
    """
    guild = _guild_of(interaction)
    if guild is None:
        return bool(wanted)
    settings = await cast(BotClient, interaction.client).store.guilds.find(guild.id)
    if not answers_here(settings, guild, interaction.channel):
        return True
    return settings.private if wanted is None else wanted


async def find_unsuggested(interaction: discord.Interaction[Any]) -> Collection[int]:
    """The entities that are not suggested while somebody types: those that only spoilers mention."""
    veil = await find_veil_for(interaction, private=True)
    return frozenset() if veil.mode is Spoilers.OPEN else veil.only_in_spoilers


def _guild_of(interaction: discord.Interaction[Any]) -> discord.Guild | None:
    # A command that a user has installed is heard from servers that the bot is not in: they have chosen nothing.
    return interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None


def _find_elsewhere(settings: GuildSettings, guild: discord.Guild) -> int | None:
    """A channel that shows spoilers, in a server that hides them."""
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
