"""``/facts show|retract|restore|pin|unpin|alias``: single facts and names, put right by hand."""

from __future__ import annotations

import re

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.wording import describe_kind
from bot.client import FactBot
from bot.display.blocks import count_of
from bot.display.choices import MOST_CHOICES, REFUSED_CHOICE, choose, choose_people
from bot.display.components import Layout, make_layout
from bot.display.escape import escape_clipped
from bot.display.moderators.fact_cards import (
    CARD_BUTTONS,
    FACT_PREFIX,
    MOST_REASON,
    RETRACTION_PREFIX,
    find_meant,
    find_meant_retraction,
    label_fact,
    label_retraction,
    pin,
    read_reason,
    read_until,
    restore,
    retract,
    show_fact,
    show_retraction,
    unpin,
)
from bot.display.refusal import Refused, not_busy
from bot.display.server import find_unsuggested
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.names import identity_key

CURATION_BUTTONS = CARD_BUTTONS
_PINNABLE = tuple(relation.name for relation in RELATIONS.values() if relation.one_value)
_MOST_SHOWN = 25
_PICKED = re.compile(rf"(?P<kind>{'|'.join(Kind)}):(?P<name>.+)", re.ASCII)
_KINDS = [app_commands.Choice(name=describe_kind(kind), value=kind.value) for kind in Kind]

Reason = app_commands.Range[str, 1, MOST_REASON]
Name = app_commands.Range[str, 1, 100]


class CurationCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    alias = app_commands.Group(name="alias", description="Other names, added in Discord")

    @app_commands.command(
        description="One fact: what it rests on, what stands against it, what happened to it"
    )
    @app_commands.describe(fact="A few of its words, then one of the suggestions")
    async def show(self, interaction: discord.Interaction[FactBot], fact: str) -> None:
        client = await _begin(interaction)
        if fact.startswith(RETRACTION_PREFIX):
            layout = await show_retraction(client, await find_meant_retraction(client.store, fact))
        else:
            layout = await show_fact(client, await find_meant(client.store, fact))
        await _show(interaction, layout)

    @app_commands.command(description="Take a fact out: no reload brings it back, and the history keeps it")
    @app_commands.describe(fact="A few of its words, then one of the suggestions", reason="Why")
    async def retract(self, interaction: discord.Interaction[FactBot], fact: str, reason: Reason) -> None:
        client = await _begin(interaction)
        meant = await find_meant(client.store, fact)
        await _show(interaction, await retract(client, meant, read_reason(reason), interaction.user.id))

    @app_commands.command(description="Serve a fact again that was retracted")
    @app_commands.describe(fact="A few of its words, then one of the suggestions")
    async def restore(self, interaction: discord.Interaction[FactBot], fact: str) -> None:
        client = await _begin(interaction)
        meant = await find_meant_retraction(client.store, fact)
        await _show(interaction, await restore(client, meant, interaction.user.id))

    @app_commands.command(
        description="Have a disputed fact lead for a while, with the reason below the answer"
    )
    @app_commands.describe(
        fact="A few of its words, then one of the suggestions",
        reason="Why; everybody sees it",
        until="The last day of it, as 2024-06-30; without it, 30 days from now",
    )
    async def pin(
        self,
        interaction: discord.Interaction[FactBot],
        fact: str,
        reason: Reason,
        until: app_commands.Range[str, 1, 20] | None = None,
    ) -> None:
        client = await _begin(interaction)
        last = read_until(until, client.today())
        meant = await find_meant(client.store, fact, relations=_PINNABLE)
        await _show(interaction, await pin(client, meant, read_reason(reason), last, interaction.user.id))

    @app_commands.command(description="Let reports lead as they are again")
    @app_commands.describe(fact="A pinned fact")
    async def unpin(self, interaction: discord.Interaction[FactBot], fact: str) -> None:
        client = await _begin(interaction)
        meant = await find_meant(client.store, fact)
        await _show(interaction, await unpin(client, meant, interaction.user.id))

    @show.autocomplete("fact")
    async def complete_show(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        served = await _choose_facts(interaction, typed)
        retracted = await _choose_retractions(interaction, typed)
        return served if served == retracted else [*served, *retracted][:MOST_CHOICES]

    @retract.autocomplete("fact")
    async def complete_retract(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_facts(interaction, typed)

    @restore.autocomplete("fact")
    async def complete_restore(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_retractions(interaction, typed)

    @pin.autocomplete("fact")
    async def complete_pin(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_facts(interaction, typed, relations=_PINNABLE)

    @unpin.autocomplete("fact")
    async def complete_unpin(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _choose_facts(interaction, typed, pinned=True)

    @alias.command(
        name="add", description="Have another spelling stand for a name: AOUAD, a nickname, hangul"
    )
    @app_commands.describe(kind="What it names", name="The name that is known", also="The other spelling")
    @app_commands.choices(kind=_KINDS)
    async def add_alias(
        self, interaction: discord.Interaction[FactBot], kind: str, name: Name, also: Name
    ) -> None:
        client = await _begin(interaction)
        picked = _PICKED.fullmatch(name)
        if picked and picked["name"].isascii() and picked["name"].isdecimal() and len(picked["name"]) < 19:
            entity = await client.store.find_entity(int(picked["name"]))
            if entity is None:
                raise Refused("I no longer know that name. Pick another of the suggestions.")
            name = entity.name
        async with not_busy():
            problem = await client.store.history.add_name(Kind(kind), name, also.strip(), interaction.user.id)
        if problem is not None:
            raise Refused(escape_clipped(problem, 500))
        notice = f"**{escape_clipped(also, 100)}** stands for **{escape_clipped(name, 100)}** from now on."
        await _show(interaction, await _make_names_layout(client, notice))

    @alias.command(name="remove", description="Take back a spelling that was added in Discord")
    @app_commands.describe(name="The spelling")
    async def remove_alias(self, interaction: discord.Interaction[FactBot], name: str) -> None:
        client = await _begin(interaction)
        kind, also = await _find_added(client, name)
        async with not_busy():
            removed = await client.store.history.remove_name(kind, also, interaction.user.id)
        words = f"**{escape_clipped(also, 100)}**"
        notice = f"{words} is no other name any more." if removed else f"{words} was taken back already."
        await _show(interaction, await _make_names_layout(client, notice))

    @alias.command(name="list", description="Every spelling that was added in Discord")
    async def list_aliases(self, interaction: discord.Interaction[FactBot]) -> None:
        await _show(interaction, await _make_names_layout(await _begin(interaction)))

    @add_alias.autocomplete("name")
    async def complete_name(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        kind = getattr(interaction.namespace, "kind", None)
        kinds = [Kind(kind)] if kind in tuple(Kind) else list(Kind)
        unsuggested = await find_unsuggested(interaction)
        return choose_people(interaction.client.store.names, typed, kinds, masked=unsuggested)

    @remove_alias.autocomplete("name")
    async def complete_added(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        added = [
            (f"{also} ({name.name})", f"{name.kind.value}:{also}")
            for name in await interaction.client.store.history.list_names()
            for also in name.also
        ]
        return choose(each for each in added if typed.casefold() in each[0].casefold())


async def _begin(interaction: discord.Interaction[FactBot]) -> FactBot:
    """The bot, once Discord knows that the answer may take a while: a reload may be writing."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    return interaction.client


async def _show(interaction: discord.Interaction[FactBot], layout: Layout) -> None:
    await interaction.followup.send(view=layout, ephemeral=True)


async def _choose_facts(
    interaction: discord.Interaction[FactBot],
    typed: str,
    *,
    relations: tuple[str, ...] = (),
    pinned: bool = False,
) -> list[app_commands.Choice[str]]:
    if not interaction.client.may_moderate(interaction):
        return [REFUSED_CHOICE]
    history = interaction.client.store.history
    reports = await history.find_facts(typed, MOST_CHOICES, relations=relations, pinned=pinned)
    return choose((label_fact(report), f"{FACT_PREFIX}{report.id}") for report in reports)


async def _choose_retractions(
    interaction: discord.Interaction[FactBot], typed: str
) -> list[app_commands.Choice[str]]:
    if not interaction.client.may_moderate(interaction):
        return [REFUSED_CHOICE]
    retracted = await interaction.client.store.history.find_retractions(typed, MOST_CHOICES)
    return choose(
        (f"Retracted: {label_retraction(each)}", f"{RETRACTION_PREFIX}{each.id}") for each in retracted
    )


async def _find_added(client: FactBot, typed: str) -> tuple[Kind, str]:
    """The kind and spelling of a name that was added in Discord; Refused where none or several are meant."""
    picked = _PICKED.fullmatch(typed)
    wanted = identity_key(picked["name"] if picked else typed)
    found = [
        (name.kind, also)
        for name in await client.store.history.list_names()
        for also in name.also
        if identity_key(also) == wanted and (picked is None or name.kind.value == picked["kind"])
    ]
    if len(found) == 1:
        return found[0]
    words = escape_clipped(picked["name"] if picked else typed, 100)
    if found:
        raise Refused(f"“{words}” stands for more than one name. Pick one of the suggestions.")
    raise Refused(f"“{words}” was not added in Discord. /facts alias list shows what was.")


async def _make_names_layout(client: FactBot, notice: str = "") -> Layout:
    names = await client.store.history.list_names()
    lines = [
        f"- {escape_clipped(', '.join(name.also), 80)}: {escape_clipped(name.name, 40)} ({describe_kind(name.kind)})"
        for name in names
    ]
    blocks = [notice] if notice else []
    if not names:
        blocks.append("No other name was added in Discord.")
        return make_layout(blocks)
    blocks.append(f"### {count_of(sum(len(name.also) for name in names), 'name')} added in Discord")
    shown = lines[-_MOST_SHOWN:]
    blocks.append("\n".join(shown))
    if len(lines) > len(shown):
        blocks.append(f"-# and {len(lines) - len(shown)} added before")
    return make_layout(blocks)
