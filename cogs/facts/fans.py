"""``/facts complaints|unanswered``: what fans say of the answers, and what had none."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.complaints import COMPLAINT_BUTTONS, make_queue_layout
from bot.display.moderators.unanswered import UNANSWERED_BUTTONS, make_unanswered_layout

FAN_BUTTONS = (*COMPLAINT_BUTTONS, *UNANSWERED_BUTTONS)


class FanCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(description="Answers that fans say are not right, the oldest first")
    async def complaints(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await make_queue_layout(interaction.client)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="What fans asked and I could not answer, most asked first")
    async def unanswered(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=await make_unanswered_layout(interaction.client), ephemeral=True)
