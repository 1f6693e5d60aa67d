"""``/facts unanswered``: what fans asked and got no answer to."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.unanswered import make_unanswered_layout


class UnansweredCommands(commands.Cog):
    """The command, for the ``/facts`` group."""

    @app_commands.command(description="What fans asked and I could not answer, most asked first")
    async def unanswered(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.edit_original_response(view=await make_unanswered_layout(interaction.client))
