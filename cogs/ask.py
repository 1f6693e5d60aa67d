"""``/ask``: any question, in plain English."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.fans.send_answer import reply_to_command
from bot.display.shows_here import find_shows_for


class Ask(commands.Cog):
    """The ``/ask`` command."""

    @app_commands.command(description="Ask anything about a show")
    @app_commands.describe(
        question="In your own words, as you would ask a friend",
        private="Show the answer to you alone (by default, what the server chose)",
    )
    async def ask(
        self, interaction: discord.Interaction[FactBot], question: str, private: bool | None = None
    ) -> None:
        about = await find_shows_for(interaction)
        answer = await interaction.client.answers.ask(question, about=about)
        await reply_to_command(interaction, answer, private=private, typed=question)


async def setup(bot: FactBot) -> None:
    await bot.add_cog(Ask())
