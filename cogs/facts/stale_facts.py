"""``/facts stale``: what may be out of date."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.stale_facts import show_stale


class StaleFactCommands(commands.Cog):
    """The command, for the ``/facts`` group."""

    @app_commands.command(description="What nobody has confirmed for long, times that have passed first")
    async def stale(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        layout = await show_stale(interaction.client)
        await interaction.edit_original_response(view=layout)
