"""``/who`` and ``/quotes``: people, characters, and what was said."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import choose_people, reporting
from bot.display.fans.send_answer import reply_to_command
from bot.display.refusal import Refused
from bot.display.shows_here import suggest_titles
from bot.display.visibility import find_unsuggested
from bot.facts.model import Kind

PRIVATE = "Show the answer to you alone (by default, what the server chose)"
SOMEBODY = (Kind.PERSON, Kind.CHARACTER, Kind.TERM)


class People(commands.Cog):
    """Commands about people and characters."""

    @app_commands.command(description="Who a person or a character is")
    @app_commands.describe(name="A person or a character", private=PRIVATE)
    async def who(
        self, interaction: discord.Interaction[FactBot], name: str, private: bool | None = None
    ) -> None:
        answer = await interaction.client.answers.ask_about(None, name=name, name_kinds=SOMEBODY)
        await reply_to_command(interaction, answer, private=private)

    @app_commands.command(description="What people have said, word for word")
    @app_commands.describe(
        person="Who said it, for example: Lee Jae-kyoo", title="The show it is about", private=PRIVATE
    )
    async def quotes(
        self,
        interaction: discord.Interaction[FactBot],
        person: str | None = None,
        title: str | None = None,
        private: bool | None = None,
    ) -> None:
        if person is None and title is None:
            raise Refused("Name a person, a title, or both: `/quotes person:Lee Jae-kyoo`")
        answer = await interaction.client.answers.ask_about("quote", title=title, name=person)
        await reply_to_command(interaction, answer, private=private)

    @who.autocomplete("name")
    @reporting
    async def complete_somebody(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choose_people(
            interaction.client.store.names, typed, SOMEBODY, await find_unsuggested(interaction)
        )

    @quotes.autocomplete("person")
    @reporting
    async def complete_person(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choose_people(
            interaction.client.store.names, typed, (Kind.PERSON,), await find_unsuggested(interaction)
        )

    @quotes.autocomplete("title")
    @reporting
    async def complete_title(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggest_titles(interaction, typed)


async def setup(bot: FactBot) -> None:
    await bot.add_cog(People())
