"""``/facts``: what moderators of the home servers do with the facts. Registered there only."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot import __version__
from bot.client import FactBot
from bot.display.choices import MOST_CHOICES
from bot.display.escape import CHOICE_LIMIT, plain_label
from bot.display.layouts import AnsweringClient, Layout, StatefulButton, make_notice
from bot.display.moderation import (
    make_applied_layout,
    make_article_layout,
    make_plan_layout,
    make_status_layout,
)
from bot.display.refusal import NOT_A_MODERATOR, check_moderator
from bot.display.reviewing import (
    PasteForm,
    check_upload,
    export_articles,
    make_current_layout,
    read_upload,
    take_in,
)
from bot.store import BusyError, LoadPlan, StalePlanError

# Autocomplete can show a sentence only as a choice: https://discord.com/developers/docs/interactions
REFUSED_CHOICE = app_commands.Choice(
    name=NOT_A_MODERATOR[:CHOICE_LIMIT], value=NOT_A_MODERATOR[:CHOICE_LIMIT]
)
REVIEW_PREFIX = "review:"
NOTHING_TO_REVIEW = "Nothing waits for review. Add an article with /facts add."
BUSY = "The facts are being reloaded already. Try again in a moment."
CANCELLED = "Cancelled: nothing has been changed."


class ApplyButton(StatefulButton, template=r"facts:apply:(?P<digest>[0-9a-f]{16})"):
    """Applies the reload that was shown, and only that one."""

    def __init__(self, digest: str) -> None:
        super().__init__(
            ui.Button(label="Apply", style=discord.ButtonStyle.success, custom_id=f"facts:apply:{digest}")
        )
        self._digest = digest

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["digest"])

    async def press(self, interaction: discord.Interaction[Any], client: AnsweringClient) -> None:
        check_moderator(interaction)
        bot = cast(FactBot, interaction.client)
        await interaction.response.defer()
        plan = await bot.store.plan_load(bot.facts_paths)
        if plan.digest != self._digest or plan.refused:
            # What is applied is what was seen.
            await interaction.edit_original_response(view=_show_plan(plan, changed_since=True))
            return
        try:
            seconds = await bot.store.apply(plan)
        except StalePlanError:
            plan = await bot.store.plan_load(bot.facts_paths)
            await interaction.edit_original_response(view=_show_plan(plan, changed_since=True))
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

    async def press(self, interaction: discord.Interaction[Any], client: AnsweringClient) -> None:
        check_moderator(interaction)
        await interaction.response.edit_message(view=make_notice(CANCELLED))


def _show_plan(plan: LoadPlan, *, changed_since: bool = False) -> Layout:
    apply = not plan.refused and not plan.changes_nothing
    buttons = (ApplyButton(plan.digest), CancelButton()) if apply else ()
    return make_plan_layout(plan, buttons, changed_since=changed_since)


@app_commands.default_permissions(manage_guild=True)
# By hand: what the tree allows everywhere would go before guild_only.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Facts(
    commands.GroupCog, group_name="facts", group_description="For moderators: the facts and their files"
):
    """The ``/facts`` group."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        check_moderator(interaction)
        return True

    @app_commands.command(description="Read the facts files again: shows what would change first")
    async def reload(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        plan = await interaction.client.store.plan_load(interaction.client.facts_paths)
        await interaction.followup.send(view=_show_plan(plan), ephemeral=True)

    @app_commands.command(description="How many facts there are, the newest article, the database's health")
    async def status(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        status = await interaction.client.store.get_status()
        await interaction.followup.send(view=make_status_layout(status, __version__), ephemeral=True)

    @app_commands.command(description="Read an article, pasted or as a file, and review what it says")
    @app_commands.describe(
        file="A text file; without one you are asked to paste the text",
        published_on="When it was published, as 2024-01-29, if the text does not begin with it",
        title="Its title, in your own words",
        publisher="The paper or site",
        url="Its address, shown as the source; I do not open it",
    )
    async def add(
        self,
        interaction: discord.Interaction[FactBot],
        file: discord.Attachment | None = None,
        published_on: app_commands.Range[str, 10, 10] | None = None,
        title: app_commands.Range[str, 1, 300] | None = None,
        publisher: app_commands.Range[str, 1, 300] | None = None,
        url: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        given = {"published_on": published_on, "title": title, "publisher": publisher, "url": url}
        if file is None:
            await interaction.response.send_modal(PasteForm(given))
            return
        check_upload(file)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await take_in(interaction, file.filename, await read_upload(file), given)

    @app_commands.command(description="Go on with a review: the facts of an article that are not decided yet")
    @app_commands.describe(article="The article; without it, the newest that is not decided")
    async def review(self, interaction: discord.Interaction[FactBot], article: str = "") -> None:
        bot = interaction.client
        typed = article.removeprefix(REVIEW_PREFIX)
        found = await bot.store.reviews.find(int(typed)) if typed.isdecimal() and len(typed) < 18 else None
        if found is None:
            found = next(iter(await bot.store.reviews.find_open(article, 1)), None)
        layout = await make_current_layout(bot, found.id) if found else make_notice(NOTHING_TO_REVIEW)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="Facts approved in Discord as facts files, to be put under data/facts")
    @app_commands.describe(article="The article's id; without it, the newest ten")
    async def export(self, interaction: discord.Interaction[FactBot], article: str = "") -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        text, files = await export_articles(interaction.client, article)
        await interaction.followup.send(text, files=files, ephemeral=True)

    @app_commands.command(description="What one article says, fact by fact")
    @app_commands.describe(article="The article's id")
    async def article(self, interaction: discord.Interaction[FactBot], article: str) -> None:
        reports = await interaction.client.store.find_reports_in(article)
        await interaction.response.send_message(view=make_article_layout(article, reports), ephemeral=True)

    @article.autocomplete("article")
    async def complete_article(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await _complete(interaction, interaction.client.store.articles_like(typed, MOST_CHOICES))

    @export.autocomplete("article")
    async def complete_export(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        store = interaction.client.store
        return await _complete(interaction, store.reviews.approved_articles(typed, MOST_CHOICES))

    @review.autocomplete("article")
    async def complete_review(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        reviews = await interaction.client.store.reviews.find_open(typed, MOST_CHOICES)
        return [
            app_commands.Choice(
                name=plain_label(review.title or review.slug, CHOICE_LIMIT),
                value=f"{REVIEW_PREFIX}{review.id}",
            )
            for review in reviews
        ]


async def _complete(
    interaction: discord.Interaction[FactBot], slugs: Awaitable[list[str]]
) -> list[app_commands.Choice[str]]:
    """Articles' ids as choices; for who may not moderate, a refusal."""
    found = await slugs
    if not interaction.client.may_moderate(interaction):
        return [REFUSED_CHOICE]
    return [app_commands.Choice(name=slug[:CHOICE_LIMIT], value=slug[:CHOICE_LIMIT]) for slug in found]


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(ApplyButton, CancelButton)
    await bot.add_home_cog(Facts())
