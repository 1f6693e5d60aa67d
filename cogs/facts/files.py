"""``/facts reload|status|article``: the files on disk, and what is served from them."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot import __version__
from bot.client import FactBot
from bot.display.autocomplete import MOST_CHOICES, REFUSED_CHOICE, choose, reporting
from bot.display.moderators.article_facts import show_article
from bot.display.moderators.facts_status import make_status_layout
from bot.display.moderators.reload_facts import show_reload


class FileCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(
        description="Read the facts files again: shows first what would change, such as 2024 → 2025"
    )
    async def reload(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(view=await show_reload(interaction.client))

    @app_commands.command(description="How many facts there are, the newest article, the database's health")
    async def status(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        bot = interaction.client
        status = await bot.store.get_status()
        processes = () if bot.keeper is None else (await bot.keeper.find_view()).processes
        layout = make_status_layout(status, __version__, processes, bot.shard_count or 0)
        await interaction.edit_original_response(view=layout)

    @app_commands.command(
        description="What one article, such as 2024-01-29-season-2-window, says, fact by fact"
    )
    @app_commands.describe(
        article="The article's id, such as 2024-01-29-season-2-window; a word of it finds it"
    )
    async def article(self, interaction: discord.Interaction[FactBot], article: str) -> None:
        layout = await show_article(interaction.client, article)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @article.autocomplete("article")
    @reporting
    async def complete_article(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        slugs = await interaction.client.store.articles_like(typed, MOST_CHOICES)
        return choose((slug, slug) for slug in slugs)
