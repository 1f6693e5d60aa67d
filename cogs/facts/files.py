"""``/facts reload|status|article``: the files on disk and what of them is served."""

from __future__ import annotations

import re
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import __version__
from bot.client import FactBot
from bot.display.choices import MOST_CHOICES, REFUSED_CHOICE, choose
from bot.display.components import BotClient, Layout, StatefulButton, make_notice
from bot.display.moderators.articles import ArticleTurn, show_article
from bot.display.moderators.expected_answers import word_rehearsal
from bot.display.moderators.files import (
    make_applied_layout,
    make_plan_layout,
    make_status_layout,
)
from bot.display.refusal import check_moderator
from bot.moderation.expected_answers import rehearse_expected
from bot.store import BusyError, LoadPlan, StalePlanError

BUSY = "The facts are being reloaded already. Try again in a moment."
APPLY, APPLY_ALL_THE_SAME = "Apply", "Apply all the same"
CANCELLED = "Cancelled: nothing has been changed."


class ApplyButton(StatefulButton, template=r"facts:apply:(?P<digest>[0-9a-f]{16})"):
    """Applies the reload that was shown, and only that one."""

    def __init__(self, digest: str, label: str = APPLY) -> None:
        style = discord.ButtonStyle.success if label == APPLY else discord.ButtonStyle.danger
        super().__init__(ui.Button(label=label, style=style, custom_id=f"facts:apply:{digest}"))
        self._digest = digest

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["digest"], label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        check_moderator(interaction)
        bot = cast(FactBot, interaction.client)
        await interaction.response.defer()
        plan = await bot.store.plan_load(bot.facts_paths)
        if plan.digest != self._digest or plan.refused:
            # What is applied is what was seen.
            layout = await _make_plan_layout(bot, plan, changed_since=True)
            await interaction.edit_original_response(view=layout)
            return
        try:
            seconds = await bot.store.apply(plan, interaction.user.id)
        except StalePlanError:
            plan = await bot.store.plan_load(bot.facts_paths)
            layout = await _make_plan_layout(bot, plan, changed_since=True)
            await interaction.edit_original_response(view=layout)
            return
        except BusyError:
            await interaction.followup.send(view=make_notice(BUSY), ephemeral=True)
            return
        await interaction.edit_original_response(view=make_applied_layout(plan, seconds))


class CancelButton(StatefulButton, template=r"facts:cancel"):
    """Leaves the facts as they are."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Cancel", custom_id="facts:cancel"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls()

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        check_moderator(interaction)
        await interaction.response.edit_message(view=make_notice(CANCELLED))


async def _make_plan_layout(bot: FactBot, plan: LoadPlan, *, changed_since: bool = False) -> Layout:
    """What a reload would change, the expected answers first."""
    rehearsal = await rehearse_expected(bot.store, plan, bot.today)
    label = APPLY_ALL_THE_SAME if rehearsal.changed else APPLY
    apply = not plan.refused and not plan.changes_nothing
    buttons = (ApplyButton(plan.digest, label), CancelButton()) if apply else ()
    rehearsed = list(word_rehearsal(rehearsal))
    return make_plan_layout(plan, buttons, rehearsed, changed_since=changed_since)


FILE_BUTTONS = (ApplyButton, CancelButton, ArticleTurn)


class FileCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(description="Read the facts files again: shows what would change first")
    async def reload(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        plan = await interaction.client.store.plan_load(interaction.client.facts_paths)
        await interaction.followup.send(
            view=await _make_plan_layout(interaction.client, plan), ephemeral=True
        )

    @app_commands.command(description="How many facts there are, the newest article, the database's health")
    async def status(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        status = await interaction.client.store.get_status()
        await interaction.followup.send(view=make_status_layout(status, __version__), ephemeral=True)

    @app_commands.command(description="What one article says, fact by fact")
    @app_commands.describe(article="The article's id")
    async def article(self, interaction: discord.Interaction[FactBot], article: str) -> None:
        layout = await show_article(interaction.client, article)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @article.autocomplete("article")
    async def complete_article(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        slugs = await interaction.client.store.articles_like(typed, MOST_CHOICES)
        return choose((slug, slug) for slug in slugs)
