"""Articles from feeds that wait for a moderator, in pages: each to be handed in, or passed over.

Owns this list, its buttons, and the form that hands one in. Refuses to open what an entry links to: who hands it in may
paste the article's text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, Layout, StatefulButton, add_rows, make_notice
from bot.display.escape import escape_clipped, link
from bot.display.moderators.add_article import PasteForm
from bot.display.text_blocks import count_of
from bot.facts.dates import word_day
from bot.moderation.feeds import describe_article
from bot.store import EntryState, WaitingEntry

NOTHING_WAITS = (
    "No article from a feed waits. The operator names the feeds of news sites, in the setting FEEDS."
)
DECIDED = "That was decided before, by you or by somebody else."
_HOW = (
    "Each names a title that I know. I have read its title and summary, not its page: **Hand in** opens a form with "
    "them, where you can paste the article's text instead."
)
_ON_PAGE = 3
_TITLE_LIMIT = 200
_SUMMARY_LIMIT = 250
_NAME_LIMIT = 60
_LINK_LIMIT = 450


class HandInButton(IdButton, prefix="feed:take", label="Hand in", style=discord.ButtonStyle.primary):
    """Opens the form that hands an article in."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        entry = await client.store.feeds.find_waiting(self.of)
        if entry is None:
            await interaction.response.send_message(view=make_notice(DECIDED), ephemeral=True)
            return
        await FeedForm(entry).open(interaction, client, self)


class FeedForm(PasteForm):
    """Takes an article that a feed has named."""

    def __init__(self, entry: WaitingEntry) -> None:
        super().__init__(describe_article(entry), f"{entry.title}.\n\n{entry.summary}".strip())
        self._entry = entry.id

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        # Refused, it waits on: nothing is lost.
        await super().submit(interaction, client)
        await client.store.feeds.settle(self._entry, EntryState.HANDED_IN)


class DropButton(StatefulButton, template=r"feed:drop:(?P<entry>\d{1,18}):(?P<page>\d{1,4})"):
    """Passes an article over, and shows the page without it."""

    def __init__(self, entry: int, page: int) -> None:
        super().__init__(ui.Button(label="Not interesting", custom_id=f"feed:drop:{entry}:{page}"))
        self._entry = entry
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["entry"]), int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        await client.store.feeds.settle(self._entry, EntryState.DISMISSED)
        await interaction.edit_original_response(view=await show_feeds(client, self._page))


class FeedPageButton(StatefulButton, template=r"feed:page:(?P<page>\d{1,4})"):
    """Turns to another page of what waits, as of now."""

    def __init__(self, page: int, label: str) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"feed:page:{page}"))
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["page"]), label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.edit_message(view=await show_feeds(client, self._page))


FEED_BUTTONS = (HandInButton, DropButton, FeedPageButton)


async def show_feeds(client: BotClient, page: int = 0) -> Layout:
    """A page of the articles that wait; the nearest one if that page no longer exists."""
    feeds = client.store.feeds
    waiting = await feeds.count_waiting()
    pages = max(1, -(-waiting // _ON_PAGE))
    page = min(page, pages - 1)
    return make_feeds_layout(await feeds.list_waiting(page * _ON_PAGE, _ON_PAGE), waiting, page)


def make_feeds_layout(entries: Sequence[WaitingEntry], waiting: int, page: int) -> Layout:
    """A page of at most three articles of those that wait."""
    if not entries:
        return make_notice(NOTHING_WAITS)
    pages = max(1, -(-waiting // _ON_PAGE))
    container: ui.Container[Any] = ui.Container()
    container.add_item(ui.TextDisplay(f"### {word_waiting(waiting)}\n{_HOW}"))
    for entry in entries:
        container.add_item(ui.Separator(visible=False))
        container.add_item(ui.TextDisplay(_word_entry(entry)))
        add_rows(container, [HandInButton(entry.id), DropButton(entry.id, page)])
    if pages > 1:
        container.add_item(ui.TextDisplay(f"-# Page {page + 1} of {pages:,}"))
        turns = []
        if page > 0:
            turns.append(FeedPageButton(page - 1, "Back"))
        if page < pages - 1:
            turns.append(FeedPageButton(page + 1, "More"))
        add_rows(container, turns)
    layout = Layout()
    layout.add_item(container)
    return layout


def _word_link(url: str) -> str:
    shown = link(url)
    return shown if len(shown) <= _LINK_LIMIT else escape_clipped(urlsplit(url).hostname or "", _NAME_LIMIT)


def word_waiting(waiting: int) -> str:
    """ "Waiting: 3 articles from feeds"."""
    return f"Waiting: {count_of(waiting, 'article')} from feeds"


def _word_entry(entry: WaitingEntry) -> str:
    names = ", ".join(escape_clipped(name, _NAME_LIMIT) for name in entry.names)
    small = [
        word_day(entry.published_on) if entry.published_on is not None else "no date",
        *([_word_link(entry.link)] if entry.link else []),
        f"names {names}",
    ]
    lines = [f"**{escape_clipped(entry.title, _TITLE_LIMIT)}**"]
    if entry.summary:
        lines.append(escape_clipped(entry.summary, _SUMMARY_LIMIT))
    return "\n".join([*lines, f"-# {' · '.join(small)}"])
