"""The shows that a place is about: what a question means there that names none, and what is suggested first.

A thread counts as its parent channel; what a channel is about goes before what the whole server is about. Refuses
titles that are gone from the facts: they mean nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands

from bot.display.autocomplete import choose_titles
from bot.display.client_protocol import BotClient
from bot.display.visibility import channel_of, find_unsuggested
from bot.facts.report import Entity


async def find_shows_here(
    client: BotClient, guild: discord.Guild | None, channel: object
) -> tuple[Entity, ...]:
    """The shows that a channel is about, in the order in which they were chosen."""
    if guild is None:
        return ()
    settings = await client.store.guilds.find(guild.id)
    return await find_titles(client, settings.shows_in(channel_of(channel) or 0))


async def find_shows_for(interaction: discord.Interaction[Any]) -> tuple[Entity, ...]:
    """The shows that the place of a command or a button is about."""
    # A command installed by a user also works in servers that the bot is not in: those have chosen nothing.
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    return await find_shows_here(cast(BotClient, interaction.client), guild, interaction.channel)


async def find_titles(client: BotClient, works: Iterable[int]) -> tuple[Entity, ...]:
    """The works of these ids that there still are."""
    found = [await client.store.find_entity(work) for work in works]
    return tuple(work for work in found if work is not None)


async def suggest_titles(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Titles for what has been typed so far, those first that the place is about."""
    client = cast(BotClient, interaction.client)
    first = await find_shows_for(interaction)
    return choose_titles(client.store.names, typed, await find_unsuggested(interaction), first)
