"""``/timeline``: how the reports of a release have changed, as a picture and in words."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import reporting
from bot.display.fans.timeline import TimelineButton, reply_with_timeline
from bot.display.pace import Pace
from bot.display.shows_here import suggest_titles

Season = app_commands.Range[int, 1, 60]
PICTURES_PER_PERSON = 5
WINDOW_SECONDS = 30.0


class Timelines(commands.Cog):
    """The ``/timeline`` command."""

    def __init__(self) -> None:
        self._pace = Pace(PICTURES_PER_PERSON, WINDOW_SECONDS)

    @app_commands.command(description="How the reports of a release date have changed, as a picture")
    @app_commands.describe(
        title="The show's title",
        season="The season, if you mean a certain one; else all of them",
        private="Show the answer to you alone (by default, what the server chose)",
    )
    async def timeline(
        self,
        interaction: discord.Interaction[FactBot],
        title: str,
        season: Season | None = None,
        private: bool | None = None,
    ) -> None:
        self._pace.check(interaction)
        found = await interaction.client.answers.find_timeline(title, season)
        await reply_with_timeline(interaction, found, private=private)

    @timeline.autocomplete("title")
    @reporting
    async def complete_title(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggest_titles(interaction, typed)


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(TimelineButton)
    await bot.add_cog(Timelines())
