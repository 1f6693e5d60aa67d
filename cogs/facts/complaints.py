"""``/facts complaints``: what fans say about wrong answers."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.complaints import make_queue_layout


class ComplaintCommands(commands.Cog):
    """The command, for the ``/facts`` group."""

    @app_commands.command(description="Answers that fans say are not right, the oldest first")
    async def complaints(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await make_queue_layout(interaction.client)
        await interaction.response.send_message(view=layout, ephemeral=True)
