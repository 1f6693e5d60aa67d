"""What every message of the bot's is built from: layouts, containers, buttons with state.

Owns the pieces of Components V2 (https://discord.com/developers/docs/components/reference) that all layouts
share, and the check of who uses one, and how often: moderators only, unless its class says that it is for all. Refuses
to know what a message says: that is up to each layout.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import (
    Any,
    ClassVar,
    Self,
    cast,
)  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui
from discord.ui.select import BaseSelect

from bot.display.client_protocol import BotClient
from bot.display.refusal import check_moderator
from bot.facts.clean_text import clean_text
from bot.facts.model import Certainty

TEXT_LIMIT = 4000
"""Characters of all text in one Components V2 message."""
ACCENTS = {
    Certainty.OFFICIAL: discord.Colour(0x2D7D46),
    Certainty.REPORTED: discord.Colour(0x4F5DD3),
    Certainty.RUMOURED: discord.Colour(0xC27C0E),
    Certainty.ESTIMATED: discord.Colour(0x7F858D),
}
UNKNOWN_ACCENT = discord.Colour(0x99AAB5)
NO_CUSTOM_ID = r"(?!)"
_BUTTONS_IN_ROW = 5


class Layout(ui.LayoutView):
    """A layout whose buttons keep their state in their ids, so that they survive a restart."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    async def on_error(
        self, interaction: discord.Interaction[Any], error: Exception, item: ui.Item[Any], /
    ) -> None:
        await cast(BotClient, interaction.client).report_error(interaction, error)


def make_notice(text: str) -> Layout:
    """One sentence of the bot's own."""
    layout = Layout()
    layout.add_item(ui.TextDisplay(text))
    return layout


def make_layout(
    blocks: Sequence[str], rows: Sequence[Sequence[ui.Item[Any]]] = (), accent: discord.Colour | None = None
) -> Layout:
    """Blocks of markdown in one container, and rows of buttons beneath them."""
    container: ui.Container[Any] = ui.Container(accent_colour=accent)
    add_blocks(container, blocks)
    for row in rows:
        add_rows(container, row)
    layout = Layout()
    layout.add_item(container)
    return layout


def add_blocks(container: ui.Container[Any], blocks: Sequence[str]) -> None:
    """Put blocks of markdown into a container, with a gap between them."""
    for at, block in enumerate(blocks):
        if at:
            container.add_item(ui.Separator(visible=False))
        container.add_item(ui.TextDisplay(block))


def add_rows(container: ui.Container[Any], buttons: Sequence[ui.Item[Any]]) -> None:
    """Put buttons into a container, in as many rows as they need."""
    for begin in range(0, len(buttons), _BUTTONS_IN_ROW):
        row: ui.ActionRow[Any] = ui.ActionRow()
        for button in buttons[begin : begin + _BUTTONS_IN_ROW]:
            row.add_item(button)
        container.add_item(row)


class CheckedUse:
    """Something that only moderators may use, unless its class says ``for_all = True``.

    Ids can be forged, and messages outlive the right to use them: each use is checked, whoever it was shown to.
    """

    for_all: ClassVar[bool] = False

    def check(self, interaction: discord.Interaction[Any]) -> None:
        """Refused for whoever may not use it."""
        if not self.for_all:
            check_moderator(interaction)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """discord.py's check before going on; it would swallow what this raises."""
        client = cast(BotClient, interaction.client)
        try:
            if not await client.admission.let_in(interaction):
                return False
            self.check(interaction)
        except Exception as error:  # noqa: BLE001 - the one error handler sorts them
            await client.report_error(interaction, error)
            return False
        return True


class StatefulButton(CheckedUse, ui.DynamicItem[ui.Button[Any]], template=NO_CUSTOM_ID):
    """A button that knows from its custom_id what to do. Subclasses say what, in ``press``."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, for discord.py."""
        return cls.read(_clean(match), cast("ui.Button[Any]", item).label or "…")

    @classmethod
    @abstractmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        """The button that a custom_id describes."""

    @abstractmethod
    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        """What the button does."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called when it is pressed."""
        await _act(interaction, self.press)


class IdButton(StatefulButton, template=NO_CUSTOM_ID):
    """A button about one thing in the store, which needs nothing but its id.

    ``class PinButton(IdButton, prefix="fact:pin", label="Pin")``: ``of`` is the fact's id, and the custom_id for
    fact 12 is ``fact:pin:12``.
    """

    _prefix: ClassVar[str] = ""
    _label: ClassVar[str] = ""
    _style: ClassVar[discord.ButtonStyle] = discord.ButtonStyle.secondary

    def __init_subclass__(
        cls,
        *,
        prefix: str = "",
        label: str = "",
        style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    ) -> None:
        super().__init_subclass__(template=rf"{prefix}:(?P<id>\d{{1,18}})" if prefix else NO_CUSTOM_ID)
        cls._prefix, cls._label, cls._style = prefix, label, style

    def __init__(self, of: int, *, label: str = "", disabled: bool = False) -> None:
        super().__init__(
            ui.Button(
                label=label or self._label,
                style=self._style,
                custom_id=f"{self._prefix}:{of}",
                disabled=disabled,
            )
        )
        self.of = of

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["id"]))


class StatefulSelect(CheckedUse, ui.DynamicItem[BaseSelect[Any]], template=NO_CUSTOM_ID):
    """A menu that knows from its custom_id what is chosen with it. Subclasses say what, in ``choose``."""

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        """The menu that was used, for discord.py, which fills in the values afterwards."""
        return cls.read(_clean(match))

    @classmethod
    @abstractmethod
    def read(cls, match: re.Match[str]) -> Self:
        """The menu that a custom_id describes."""

    @abstractmethod
    async def choose(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        """What to do with what was chosen: the item's ``values``."""

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Called when something is chosen."""
        await _act(interaction, self.choose)


def _clean(match: re.Match[str]) -> re.Match[str]:
    """The same of a custom_id clean of what no text has: a forged one may hold anything."""
    return match.re.fullmatch(clean_text(match.string)) or match


async def _act(
    interaction: discord.Interaction[Any],
    act: Callable[[discord.Interaction[Any], BotClient], Awaitable[None]],
) -> None:
    """discord.py only logs what a dynamic item raises, so the user is told here."""
    client = cast(BotClient, interaction.client)
    try:
        await act(interaction, client)
    except Exception as error:  # noqa: BLE001 - the one error handler sorts them
        await client.report_error(interaction, error)


def walk(components: Sequence[Any]) -> Iterator[Any]:
    """Every component of a message, including nested ones."""
    for component in components:
        yield component
        yield from walk(getattr(component, "children", ()))
