"""``/facts alias add|remove|list``: other spellings of a name, added in Discord."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.report_words import describe_kind
from bot.client import FactBot
from bot.display.autocomplete import REFUSED_CHOICE, choose, choose_people, reporting
from bot.display.escape import escape_clipped
from bot.display.moderators.aliases import show_aliases
from bot.display.refusal import refusing
from bot.display.visibility import find_unsuggested
from bot.facts.model import Kind
from bot.moderation.aliases import add_alias, find_added, read_name
from bot.names import holds_words

_KINDS = [app_commands.Choice(name=describe_kind(kind), value=kind.value) for kind in Kind]

Name = app_commands.Range[str, 1, 100]


class AliasCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    alias = app_commands.Group(name="alias", description="Other names, added in Discord")

    @alias.command(
        name="add", description="Have another spelling stand for a name, such as AOUAD for All of Us Are Dead"
    )
    @app_commands.describe(
        kind="What it names, such as a show",
        name="The name that is known, such as All of Us Are Dead",
        also="The other spelling, such as AOUAD",
    )
    @app_commands.choices(kind=_KINDS)
    async def add_alias(
        self, interaction: discord.Interaction[FactBot], kind: str, name: Name, also: Name
    ) -> None:
        # A reload may be writing; until it is done, nothing else can.
        await interaction.response.defer(ephemeral=True, thinking=True)
        store = interaction.client.store
        with refusing():
            name = await read_name(store, name)
            await add_alias(store, Kind(kind), name, also.strip(), interaction.user.id)
        notice = f"**{escape_clipped(also, 100)}** stands for **{escape_clipped(name, 100)}** from now on."
        await interaction.edit_original_response(view=await show_aliases(interaction.client, notice))

    @alias.command(name="remove", description="Take back a spelling that was added in Discord, such as AOUAD")
    @app_commands.describe(name="The spelling, such as AOUAD")
    async def remove_alias(self, interaction: discord.Interaction[FactBot], name: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        store = interaction.client.store
        with refusing():
            kind, also = await find_added(store, name)
            removed = await store.aliases.remove(kind, also, interaction.user.id)
        words = f"**{escape_clipped(also, 100)}**"
        notice = f"{words} is no other name any more." if removed else f"{words} was taken back already."
        await interaction.edit_original_response(view=await show_aliases(interaction.client, notice))

    @alias.command(name="list", description="Every spelling that was added in Discord")
    async def list_aliases(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.send_message(view=await show_aliases(interaction.client), ephemeral=True)

    @add_alias.autocomplete("name")
    @reporting
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
    @reporting
    async def complete_added(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        added = [
            (f"{also} ({name.name})", f"{name.kind.value}:{also}")
            for name in await interaction.client.store.aliases.list_all()
            for also in name.also
        ]
        return choose(each for each in added if holds_words(each[0], typed))
