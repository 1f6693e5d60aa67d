"""``/facts enter``: one fact by hand, with its source."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import MOST_CHOICES, REFUSED_CHOICE, choose, choose_people, reporting
from bot.display.moderators.enter_fact import EnterAgainButton, make_enter_form
from bot.display.refusal import refusing
from bot.display.visibility import find_unsuggested
from bot.facts.model import Kind
from bot.moderation.entered_facts import begin_entered
from bot.moderation.fact_kinds import describe_kind_of_fact, find_kinds

_ABOUT = (Kind.WORK, Kind.PERSON, Kind.CHARACTER, Kind.TERM)


class EnterFactCommands(commands.Cog):
    """The command, for the ``/facts`` group."""

    @app_commands.command(
        description="One fact by hand, with its source, such as: Moon High season 2 is due in June 2025"
    )
    @app_commands.describe(
        kind="What kind of fact it is, in a word such as actor, release or music",
        about="Whom or what it is about, such as Moon High season 2",
    )
    async def enter(
        self,
        interaction: discord.Interaction[FactBot],
        kind: app_commands.Range[str, 1, 100] | None = None,
        about: app_commands.Range[str, 1, 100] | None = None,
    ) -> None:
        client = interaction.client
        with refusing():
            fact = await begin_entered(client.store, kind, about)
        await make_enter_form(client, fact).open(interaction, client, EnterAgainButton())

    @enter.autocomplete("kind")
    @reporting
    async def complete_kind(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        found = find_kinds(typed)[:MOST_CHOICES]
        return choose((f"{each.heading}: {describe_kind_of_fact(each)}", each.name) for each in found)

    @enter.autocomplete("about")
    @reporting
    async def complete_about(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        unsuggested = await find_unsuggested(interaction)
        return choose_people(interaction.client.store.names, typed, _ABOUT, masked=unsuggested)
