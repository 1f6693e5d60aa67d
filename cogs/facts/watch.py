"""``/facts history|stale|expect|expected``: what has changed, what may be out of date, what must stay."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.changes import HISTORY_BUTTONS, show_history
from bot.display.moderators.expected_answers import (
    EXPECTED_BUTTONS,
    MOST_QUESTION,
    show_expect,
    show_expected,
)
from bot.display.moderators.stale_facts import STALE_BUTTONS, show_stale

WATCH_BUTTONS = (*HISTORY_BUTTONS, *EXPECTED_BUTTONS, *STALE_BUTTONS)


class WatchCommands(commands.Cog):
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

    @app_commands.command(
        description="Save a question with its answer: a reload that changes it says so before"
    )
    @app_commands.describe(question="As a fan would ask it")
    async def expect(
        self, interaction: discord.Interaction[FactBot], question: app_commands.Range[str, 1, MOST_QUESTION]
    ) -> None:
        layout = await show_expect(interaction.client, " ".join(question.split()))
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="The expected answers, and whether each of them holds now")
    async def expected(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        layout = await show_expected(interaction.client)
        await interaction.followup.send(view=layout, ephemeral=True)
