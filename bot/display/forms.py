"""Forms: their fields, and what becomes of what was typed into one that cannot be taken.

Owns giving it back: what was typed is kept for whoever typed it, what is wrong is said beside a button, and the button
opens the form filled in. Refuses to know what a form asks for.
"""

from __future__ import annotations

import io
import logging
import sqlite3
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui
from discord.ui.select import BaseSelect

from bot.display.client_protocol import BotClient
from bot.display.components import CheckedUse, Layout, StatefulButton, make_layout
from bot.display.refusal import Refused, word_store_error
from bot.facts.clean_text import clean_text
from bot.store import StoreError, Typed, word_typed

log = logging.getLogger(__name__)

GO_ON = "Go on with what I typed"
KEPT = "-# Nothing was saved, and what you typed is kept: the button opens the form with it."
KEPT_HERE = "-# Nothing was saved, and what you typed is kept: press the same button again to go on with it."
NOT_KEPT = "Nothing was saved. What you typed is in the file, as I can't keep it now."
AS_LEFT = "as you left it"
_TITLE_LENGTH = 45 - len(f" – {AS_LEFT}")
"""Of the 45 that a form's title has."""
_FORM_SECONDS = 3600.0
"""How long to wait for an opened form: discord.py keeps each in memory."""


class TextField(ui.TextInput[Any]):
    """A text field of a form. What was typed is clean of what no text has."""

    @property
    def value(self) -> str:
        """What was typed."""
        return clean_text(super().value)


class Form(CheckedUse, ui.Modal):
    """A form that reports its errors as every command does. Subclasses say what it does, in ``submit``.

    At most five fields: https://discord.com/developers/docs/components/reference#anatomy-of-a-component
    """

    _opener: StatefulButton | None = None
    _filled = False

    def __init__(self, title: str) -> None:
        super().__init__(title=title, timeout=_FORM_SECONDS)

    def ask(self, text: str, description: str, **options: Any) -> TextField:
        """A text field with its label; the options are discord.ui.TextInput's."""
        field = TextField(required=options.pop("required", False), **options)
        self.add_item(ui.Label(text=text, description=description or None, component=field))
        return field

    def offer(
        self, text: str, description: str, options: Sequence[discord.SelectOption], *, custom_id: str
    ) -> ui.Select[Any]:
        """A list with its label, of which one option is chosen; at most 25."""
        field: ui.Select[Any] = ui.Select(options=list(options), custom_id=custom_id)
        self.add_item(ui.Label(text=text, description=description or None, component=field))
        return field

    async def open(
        self, interaction: discord.Interaction[Any], client: BotClient, opener: StatefulButton
    ) -> None:
        """Show it, with what its user typed into it before, if that could not be taken.

        ``opener``: the button that opens it again.
        """
        self._opener = opener
        typed = await client.store.drafts.find(interaction.user.id, opener.custom_id)
        if typed is not None:
            self._filled = True
            self.title = f"{self.title[:_TITLE_LENGTH]} – {AS_LEFT}"
            self.fill(typed)
        await interaction.response.send_modal(self)

    def read(self) -> Typed:
        """What was typed into each field."""
        return {field.custom_id: _values_of(field) for field in self._list_fields()}

    def fill(self, typed: Typed) -> None:
        """Fill the fields in."""
        for field in self._list_fields():
            _fill(field, typed)

    @abstractmethod
    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        """What to do with what was typed."""

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """What takes the place of the message that the form was opened from, if it cannot be taken: with what is wrong,
        and the button that opens it again. None for a message of its own."""
        return None

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Called when it is sent."""
        client = cast(BotClient, interaction.client)
        try:
            await self.submit(interaction, client)
        except Exception as error:
            if self._opener is None:
                raise
            await self._give_back(interaction, client, self._opener, error)
            return
        if self._filled and self._opener is not None:
            user, opened_by = interaction.user.id, self._opener.custom_id
            client.later.add(lambda: client.store.drafts.drop(user, opened_by))

    async def on_error(  # type: ignore[override]  # discord.py's own Modal leaves the item out
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        await cast(BotClient, interaction.client).report_error(interaction, error)

    def _list_fields(self) -> Iterator[Any]:
        for label in self.children:
            if isinstance(label, ui.Label) and not isinstance(label.component, ui.FileUpload):
                yield label.component

    async def _give_back(
        self,
        interaction: discord.Interaction[Any],
        client: BotClient,
        opener: StatefulButton,
        error: Exception,
    ) -> None:
        problems = str(error) if isinstance(error, Refused) else ""
        again = await self.show_again(client, f"{problems}\n\n{KEPT_HERE}") if problems else None
        if not interaction.response.is_done():
            # Before anything is written, and in the place where the form was opened, if it can be shown there.
            await interaction.response.defer(ephemeral=True, thinking=again is None)
        try:
            await client.store.drafts.keep(interaction.user.id, opener.custom_id, self.read())
        except (StoreError, sqlite3.Error) as unkept:
            log.warning("What was typed into a form was not kept", exc_info=True)
            if not problems and isinstance(unkept, StoreError):
                problems = word_store_error(unkept)
            file = discord.File(io.BytesIO(word_typed(self.read()).encode()), "what-you-typed.txt")
            await interaction.followup.send(f"{problems}\n{NOT_KEPT}".strip(), file=file, ephemeral=True)
            return
        if not problems:
            raise error
        layout = again or make_layout([problems, KEPT], [[_make_again(opener)]])
        if (
            again is not None
            or interaction.response.type is discord.InteractionResponseType.deferred_channel_message
        ):
            await interaction.edit_original_response(view=layout)
        else:
            await interaction.followup.send(view=layout, ephemeral=True)


def _make_again(opener: StatefulButton) -> StatefulButton:
    """The button that opened a form, with a label that says what it does now."""
    button = type(opener).read(cast("Any", opener.template.fullmatch(opener.custom_id)), GO_ON)
    button.item.label = GO_ON
    return button


def _values_of(field: Any) -> list[str]:
    match field:
        case BaseSelect():
            return [clean_text(str(value)) for value in field.values]
        case ui.Checkbox():
            return ["yes"] if field.value else []
        case _:
            return [field.value] if field.value else []


def _fill(field: Any, typed: Typed) -> None:
    values = typed.get(field.custom_id)
    if values is None:
        return
    match field:
        case ui.TextInput():
            field.default = "".join(values)[: field.max_length or None]
        case ui.Checkbox():
            field.default = bool(values)
        case _:
            for option in field.options:
                option.default = option.value in values
