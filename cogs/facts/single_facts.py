"""``/facts show|retract|restore|pin|unpin``: single facts, corrected by hand."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import MOST_CHOICES, REFUSED_CHOICE, choose, reporting
from bot.display.components import Layout
from bot.display.moderators.fact_card import (
    MOST_REASON,
    label_fact,
    label_retraction,
    pin,
    restore,
    retract,
    show_fact,
    show_retraction,
    unpin,
)
from bot.display.refusal import refusing
from bot.moderation.single_facts import (
    FACT_PREFIX,
    PINNABLE,
    RETRACTION_PREFIX,
    find_fact_meant,
    find_retraction_meant,
    read_reason,
    read_until,
    suggest_facts,
)

Reason = app_commands.Range[str, 1, MOST_REASON]
_FACT = "A few of the words it is printed with, such as: filming May 2026"


class SingleFactCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(
        description="One fact, such as “filming May 2026”: what it rests on, what contradicts it, its history"
    )
    @app_commands.describe(fact=_FACT)
    async def show(self, interaction: discord.Interaction[FactBot], fact: str) -> None:
        client = await _begin(interaction)
        with refusing():
            if fact.startswith(RETRACTION_PREFIX):
                layout = await show_retraction(client, await find_retraction_meant(client.store, fact))
            else:
                layout = await show_fact(client, await find_fact_meant(client.store, fact))
        await _show(interaction, layout)

    @app_commands.command(
        description="Take a fact out, such as “genre western”: no reload brings it back, the history keeps it"
    )
    @app_commands.describe(fact=_FACT, reason="Why, such as: the article was withdrawn; kept in the history")
    async def retract(self, interaction: discord.Interaction[FactBot], fact: str, reason: Reason) -> None:
        client = await _begin(interaction)
        with refusing():
            meant, why = await find_fact_meant(client.store, fact), read_reason(reason)
        await _show(interaction, await retract(client, meant, why, interaction.user.id))

    @app_commands.command(description="Serve a fact again that was retracted, such as “genre western”")
    @app_commands.describe(fact=_FACT)
    async def restore(self, interaction: discord.Interaction[FactBot], fact: str) -> None:
        client = await _begin(interaction)
        with refusing():
            meant = await find_retraction_meant(client.store, fact)
        await _show(interaction, await restore(client, meant, interaction.user.id))

    @app_commands.command(
        description="Have a disputed fact, such as “release date 2025”, lead for a while, with the reason given"
    )
    @app_commands.describe(
        fact=_FACT,
        reason="Why, such as: the studio says so; everybody sees it below the answer",
        until="Its last day, such as 30 June 2024 or tomorrow; without it, 30 days from now",
    )
    async def pin(
        self,
        interaction: discord.Interaction[FactBot],
        fact: str,
        reason: Reason,
        until: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        client = await _begin(interaction)
        with refusing():
            last, why = read_until(until, client.today()), read_reason(reason)
            meant = await find_fact_meant(client.store, fact, relations=PINNABLE)
        await _show(interaction, await pin(client, meant, why, last, interaction.user.id))

    @app_commands.command(
        description="Let reports lead as they are again: end a pin, such as “release date 2025”"
    )
    @app_commands.describe(fact="A pinned fact, by a few of its words, such as: release 2025")
    async def unpin(self, interaction: discord.Interaction[FactBot], fact: str) -> None:
        client = await _begin(interaction)
        with refusing():
            meant = await find_fact_meant(client.store, fact)
        await _show(interaction, await unpin(client, meant, interaction.user.id))

    @show.autocomplete("fact")
    @reporting
    async def complete_show(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        served = await _choose_facts(interaction, typed)
        retracted = await _choose_retractions(interaction, typed)
        return served if served == retracted else [*served, *retracted][:MOST_CHOICES]

    @retract.autocomplete("fact")
    @reporting
    async def complete_retract(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_facts(interaction, typed)

    @restore.autocomplete("fact")
    @reporting
    async def complete_restore(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_retractions(interaction, typed)

    @pin.autocomplete("fact")
    @reporting
    async def complete_pin(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_facts(interaction, typed, relations=PINNABLE)

    @unpin.autocomplete("fact")
    @reporting
    async def complete_unpin(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_facts(interaction, typed, pinned=True)


async def _begin(interaction: discord.Interaction[FactBot]) -> FactBot:
    """Defer, because a reload may be writing; returns the bot."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    return interaction.client


async def _show(interaction: discord.Interaction[FactBot], layout: Layout) -> None:
    await interaction.edit_original_response(view=layout)


async def _choose_facts(
    interaction: discord.Interaction[FactBot],
    typed: str,
    *,
    relations: tuple[str, ...] = (),
    pinned: bool = False,
) -> list[app_commands.Choice[str]]:
    if not interaction.client.may_moderate(interaction):
        return [REFUSED_CHOICE]
    store = interaction.client.store
    reports = await suggest_facts(store, typed, MOST_CHOICES, relations=relations, pinned=pinned)
    return choose((label_fact(report), f"{FACT_PREFIX}{report.id}") for report in reports)


async def _choose_retractions(
    interaction: discord.Interaction[FactBot], typed: str
) -> list[app_commands.Choice[str]]:
    if not interaction.client.may_moderate(interaction):
        return [REFUSED_CHOICE]
    retracted = await interaction.client.store.single_facts.find_retractions(typed, MOST_CHOICES)
    return choose(
        (f"Retracted: {label_retraction(each)}", f"{RETRACTION_PREFIX}{each.id}") for each in retracted
    )
