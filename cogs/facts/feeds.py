"""``/facts feeds``: articles that feeds of news sites have named."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.feeds import show_feeds


class FeedCommands(commands.Cog):
    """The command, for the ``/facts`` group."""

    @app_commands.command(description="Articles from feeds of news sites that wait to be handed in")
    async def feeds(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.send_message(view=await show_feeds(interaction.client), ephemeral=True)
