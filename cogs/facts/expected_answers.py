"""``/facts expect|expected``: the answers that must stay as they are."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.expected_answers import MOST_QUESTION, show_expect, show_expected


class ExpectedAnswerCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(
        description="Save a question, such as “who plays Nam Onjo?”: a reload that changes its answer says so"
    )
    @app_commands.describe(question="As a fan would ask it, such as: who plays Nam Onjo?")
    async def expect(
        self, interaction: discord.Interaction[FactBot], question: app_commands.Range[str, 1, MOST_QUESTION]
    ) -> None:
        layout = await show_expect(interaction.client, " ".join(question.split()))
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="The expected answers, and whether each of them holds now")
    async def expected(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        layout = await show_expected(interaction.client)
        await interaction.edit_original_response(view=layout)
