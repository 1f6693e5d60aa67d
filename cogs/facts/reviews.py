"""``/facts add|review|export``: from an article to facts that a moderator has approved."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import MOST_CHOICES, REFUSED_CHOICE, choose, reporting
from bot.display.components import Layout, make_notice
from bot.display.moderators.add_article import (
    PasteAgainButton,
    PasteForm,
    check_upload,
    read_given,
    read_upload,
    take_in,
)
from bot.display.moderators.export import make_export
from bot.display.moderators.feeds import word_waiting
from bot.display.moderators.review_steps import show_review

REVIEW_PREFIX = "review:"
NOTHING_TO_REVIEW = "Nothing waits for review. Add an article with /facts add."


class ReviewCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(description="Read an article, pasted or as a file, and review what it says")
    @app_commands.describe(
        file="A text file, such as article.txt; without one you are asked to paste the text",
        published_on="When it was published, such as 29 January 2024 or yesterday, if its text does not say it",
        title="Its title, in your own words, such as: Moon High is renewed",
        publisher="The paper or site, such as The Paper",
        url="Its address, such as https://paper.example/moon-high; shown as the source, never opened",
    )
    async def add(
        self,
        interaction: discord.Interaction[FactBot],
        file: discord.Attachment | None = None,
        published_on: app_commands.Range[str, 1, 40] | None = None,
        title: app_commands.Range[str, 1, 300] | None = None,
        publisher: app_commands.Range[str, 1, 300] | None = None,
        url: app_commands.Range[str, 1, 300] | None = None,
    ) -> None:
        given = read_given(published_on, title, publisher, url, interaction.client.today())
        if file is None:
            await PasteForm(given).open(interaction, interaction.client, PasteAgainButton())
            return
        check_upload(file)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await take_in(interaction, file.filename, await read_upload(file), given)

    @app_commands.command(description="Go on with a review: the facts of an article that are not decided yet")
    @app_commands.describe(
        article="A word of its title or id, such as lanterns; without it, the newest that is not decided"
    )
    async def review(self, interaction: discord.Interaction[FactBot], article: str = "") -> None:
        bot = interaction.client
        typed = article.removeprefix(REVIEW_PREFIX)
        found = await bot.store.reviews.find(int(typed)) if typed.isdecimal() and len(typed) < 18 else None
        if found is None:
            found = next(iter(await bot.store.reviews.find_open(article, 1)), None)
        layout = await show_review(bot, found.id) if found else await _show_nothing(bot)
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="Facts approved in Discord as facts files, to be put under data/facts")
    @app_commands.describe(
        article="The article's id, such as 2024-02-20-moon-high-cast; without it, the newest ten",
        short="What facts have in common, such as the show, stands once for all of them",
    )
    async def export(
        self, interaction: discord.Interaction[FactBot], article: str = "", short: bool = False
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        text, files = await make_export(interaction.client, article, short=short)
        await interaction.edit_original_response(content=text, attachments=files)

    @export.autocomplete("article")
    @reporting
    async def complete_export(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        slugs = await interaction.client.store.reviews.approved_articles(typed, MOST_CHOICES)
        return choose((slug, slug) for slug in slugs)

    @review.autocomplete("article")
    @reporting
    async def complete_review(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        if not interaction.client.may_moderate(interaction):
            return [REFUSED_CHOICE]
        reviews = await interaction.client.store.reviews.find_open(typed, MOST_CHOICES)
        return choose((review.title or review.slug, f"{REVIEW_PREFIX}{review.id}") for review in reviews)


async def _show_nothing(bot: FactBot) -> Layout:
    waiting = await bot.store.feeds.count_waiting()
    return make_notice(f"{word_waiting(waiting)}: /facts feeds" if waiting else NOTHING_TO_REVIEW)
