"""``/facts complaints|unanswered``: what fans say of the answers, and what they asked in vain."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.complaints import COMPLAINT_BUTTONS, make_queue_layout
from bot.display.moderators.in_vain import IN_VAIN_BUTTONS, make_list_layout

FAN_BUTTONS = (*COMPLAINT_BUTTONS, *IN_VAIN_BUTTONS)


class FanCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(description="Answers that fans say are not right, the oldest first")
    async def complaints(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await make_queue_layout(interaction.client)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="What fans asked in vain, most asked first")
    async def unanswered(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(view=await make_list_layout(interaction.client), ephemeral=True)
