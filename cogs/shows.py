"""``/release``, ``/cast``, ``/show``: what is known about a title."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import reporting
from bot.display.fans.send_answer import reply_to_command
from bot.display.shows_here import suggest_titles

TITLE = "The show's title"
SEASON = "The season, if you mean a certain one"
PRIVATE = "Show the answer to you alone (by default, what the server chose)"
Season = app_commands.Range[int, 1, 60]


class Shows(commands.Cog):
    """Commands about one title."""

    @app_commands.command(description="When a show or a season comes out")
    @app_commands.describe(title=TITLE, season=SEASON, private=PRIVATE)
    async def release(
        self,
        interaction: discord.Interaction[FactBot],
        title: str,
        season: Season | None = None,
        private: bool | None = None,
    ) -> None:
        answers = interaction.client.answers
        answer = await answers.ask_about("release date", title=title, season=season)
        await reply_to_command(interaction, answer, private=private)

    @app_commands.command(description="Who is in a show")
    @app_commands.describe(title=TITLE, season=SEASON, private=PRIVATE)
    async def cast(
        self,
        interaction: discord.Interaction[FactBot],
        title: str,
        season: Season | None = None,
        private: bool | None = None,
    ) -> None:
        answer = await interaction.client.answers.ask_about("cast member", title=title, season=season)
        await reply_to_command(interaction, answer, private=private)

    @app_commands.command(description="Everything that is known of a show")
    @app_commands.describe(title=TITLE, private=PRIVATE)
    async def show(
        self, interaction: discord.Interaction[FactBot], title: str, private: bool | None = None
    ) -> None:
        answer = await interaction.client.answers.ask_about(None, title=title)
        await reply_to_command(interaction, answer, private=private)

    @release.autocomplete("title")
    @cast.autocomplete("title")
    @show.autocomplete("title")
    @reporting
    async def complete_title(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggest_titles(interaction, typed)


async def setup(bot: FactBot) -> None:
    await bot.add_cog(Shows())
