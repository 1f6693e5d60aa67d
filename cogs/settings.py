"""``/settings``: what a server chooses, for whoever manages it. Global, but every server sees only its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import reporting
from bot.display.moderators.server_settings import (
    GONE,
    SETTINGS_MENUS,
    check_manager,
    choose_show,
    make_wiki_choice,
    show_settings,
    word_unknown_title,
)
from bot.display.refusal import Refused
from bot.display.reply import acknowledge, reply
from bot.display.shows_here import suggest_titles
from bot.facts.report import Entity
from bot.moderation.wiki import MOST_LETTERS
from bot.store import GuildSettings
from bot.store.guild_settings import WHOLE_SERVER


class ServerSettings(commands.Cog):
    """The ``/settings`` command."""

    @app_commands.command(description="What I do in this server: announcements, channels, privacy, spoilers")
    @app_commands.default_permissions(manage_guild=True)
    # By hand: the contexts of the whole tree would override guild_only.
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.describe(
        title="A show that questions mean which name none",
        channel="Only in this channel; without it, in the whole server",
        wiki="A MediaWiki wiki to look up what I don't know, as in https://example.fandom.com/wiki/; or none",
    )
    async def settings(
        self,
        interaction: discord.Interaction[FactBot],
        title: str | None = None,
        channel: discord.TextChannel | discord.ForumChannel | discord.VoiceChannel | None = None,
        wiki: app_commands.Range[str, 1, MOST_LETTERS] | None = None,
    ) -> None:
        guild = check_manager(interaction)
        client = interaction.client
        changes: list[Callable[[GuildSettings], GuildSettings]] = []
        if title is not None:
            work = await client.answers.find_work(title)
            if not isinstance(work, Entity):
                raise Refused(word_unknown_title(title, work))
            if channel is not None and guild.get_channel(channel.id) is None:
                raise Refused(GONE)
            place = channel.id if channel is not None else WHOLE_SERVER
            changes.append(lambda kept: choose_show(kept, place, work.id))
        if wiki is not None:
            changes.append(make_wiki_choice(wiki))
        if changes:
            # A reload may be writing; until it is done, nothing else can.
            await acknowledge(interaction, private=True)
            settings = await client.store.guilds.set(
                guild.id, lambda kept: reduce(lambda settings, change: change(settings), changes, kept)
            )
        else:
            settings = await client.store.guilds.find(guild.id)
        layout = await show_settings(client, guild, settings)
        await reply(interaction, layout, private=True)

    @settings.autocomplete("title")
    @reporting
    async def complete_title(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggest_titles(interaction, typed)


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(*SETTINGS_MENUS)
    await bot.add_cog(ServerSettings())
