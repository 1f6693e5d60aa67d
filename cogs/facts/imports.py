"""``/facts import``: a whole show from a service, looked at before it is applied."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.import_shows import show_import


class ImportCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(
        name="import",
        description="Bring in a whole show from TVmaze, AniList, TMDB or Wikidata: shows first what would change",
    )
    @app_commands.describe(source="The address of its page there, or an id such as tvmaze:82")
    async def bring_in(
        self, interaction: discord.Interaction[FactBot], source: app_commands.Range[str, 1, 300]
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=await show_import(interaction.client, source), ephemeral=True)
