"""``/facts history|stale``: what has changed, and what may be out of date."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.history import show_history
from bot.display.moderators.stale_facts import show_stale


class UpkeepCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(description="Who changed what and when; the last change can be taken back")
    async def history(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await show_history(interaction.client)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="What nobody has confirmed for long, times that have passed first")
    async def stale(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        layout = await show_stale(interaction.client)
        await interaction.followup.send(view=layout, ephemeral=True)
