"""Long lists, page by page: entries that may each have a button, and buttons that turn the pages.

Owns the look of such a list and its limits: ten entries a page, which stays below 40 components and 4,000
characters. Refuses to know what is listed: a list is a subclass of TurnButton, which makes its pages.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import NO_CUSTOM_ID, Layout, StatefulButton, add_rows
from bot.display.escape import clip

ENTRIES_ON_PAGE = 10
ENTRY_LIMIT = 320
"""Characters of one entry, markup included. A longer one is cut, veils and all: entries must clip their parts."""
HEADING_LIMIT = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a list: escaped markdown of at most ENTRY_LIMIT characters, and an optional button beside it."""

    text: str
    button: ui.Item[Any] | None = None
    buttons: Sequence[ui.Item[Any]] = ()
    """A row of buttons beneath it instead; there is room for five such entries on a page."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which entries a page shows."""

    page: int
    """From 0."""
    pages: int
    entries: int = ENTRIES_ON_PAGE
    """On a full page."""

    @property
    def offset(self) -> int:
        """How many entries come before it."""
        return self.page * self.entries


class TurnButton(StatefulButton, template=NO_CUSTOM_ID):
    """Turns to another page of a list.

    A list is a subclass: ``class HistoryTurn(TurnButton, turns="history")``, with ``make_page``.
    """

    _list: ClassVar[str] = ""

    def __init_subclass__(cls, *, turns: str) -> None:
        super().__init_subclass__(template=rf"turn:{turns}:(?P<page>-?\d{{1,6}})(?::(?P<of>.+))?")
        cls._list = turns

    def __init__(self, page: int, of: str = "", label: str = "More", *, disabled: bool = False) -> None:
        custom_id = f"turn:{self._list}:{page}{f':{of}' if of else ''}"
        super().__init__(ui.Button(label=label, custom_id=custom_id, disabled=disabled))
        self._page = page
        self._of = of

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["page"]), match["of"] or "", label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        layout = await self.make_page(client, interaction.user.id, self._page, self._of)
        if interaction.response.is_done():
            await interaction.edit_original_response(view=layout)
        else:
            await interaction.response.edit_message(view=layout)

    @classmethod
    @abstractmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        """A page, as of now: the nearest one if that page no longer exists.

        ``of``: what the list is about, where there is more than one such list.
        """


def find_span(page: int, entries: int, on_page: int = ENTRIES_ON_PAGE) -> Span:
    """The page nearest to the one asked for, in a list of this length."""
    pages = max(1, -(-entries // on_page))
    return Span(min(max(page, 0), pages - 1), pages, on_page)


def make_list_layout(
    heading: str,
    entries: Iterable[Entry],
    span: Span,
    turn: type[TurnButton],
    *,
    of: str = "",
    buttons: Sequence[ui.Item[Any]] = (),
    accent: discord.Colour | None = None,
) -> Layout:
    """One page of a list: heading, entries, further buttons (at most five), and those that turn pages."""
    container: ui.Container[Any] = ui.Container(accent_colour=accent)
    container.add_item(ui.TextDisplay(clip(heading, HEADING_LIMIT)))
    for entry in entries:
        if entry.buttons:
            container.add_item(ui.Separator(visible=False))
        text: ui.TextDisplay[Any] = ui.TextDisplay(clip(entry.text, ENTRY_LIMIT))
        container.add_item(text if entry.button is None else ui.Section(text, accessory=entry.button))
        add_rows(container, entry.buttons)
    if span.pages > 1:
        container.add_item(ui.TextDisplay(f"-# Page {span.page + 1} of {span.pages:,}"))
    add_rows(container, buttons)
    if span.pages > 1:
        add_rows(
            container,
            [
                turn(span.page - 1, of, "Back", disabled=span.page == 0),
                turn(span.page + 1, of, disabled=span.page == span.pages - 1),
            ],
        )
    layout = Layout()
    layout.add_item(container)
    return layout
