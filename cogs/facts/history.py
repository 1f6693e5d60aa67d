"""``/facts history``: every change, and undoing the last one."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.history import show_history


class HistoryCommands(commands.Cog):
    """The command, for the ``/facts`` group."""

    @app_commands.command(description="Who changed what and when; the last change can be taken back")
    async def history(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await show_history(interaction.client)
        await interaction.response.send_message(view=layout, ephemeral=True)
