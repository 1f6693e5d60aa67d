"""One fact that a moderator types, with its source, which becomes a review of its own.

Owns the form. Refuses what a facts file could not hold, with every reason.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from typing import Any, Protocol  # Any: discord.Interaction is generic in its client

import discord

from bot.display.client_protocol import BotClient
from bot.display.components import Layout
from bot.display.forms import Form
from bot.display.moderators.fact_fields import FactFields, refuse_fact
from bot.display.moderators.review_steps import show_review
from bot.display.refusal import refusing
from bot.moderation import ModerationError
from bot.moderation.typed_facts import (
    check_typed_fact,
    propose_typed_fact,
    read_fact,
    read_source,
    write_date,
    write_source,
)
from bot.store import Typed

_DATE_LENGTH = 40
_SOURCE_LENGTH = 600


class Opened(Protocol):
    """What to do once the fact waits for review."""

    async def __call__(self, client: BotClient, by: int, review: int) -> str:
        """Words to show above the review's card, if any."""


class FactForm(Form):
    """Takes a fact and its source, and shows its review in place of the message."""

    def __init__(
        self,
        title: str,
        name: str,
        fact: Mapping[str, object],
        source: Mapping[str, object],
        opened: Opened,
        *,
        today: date,
        again: Callable[[BotClient, str], Awaitable[Layout]] | None = None,
    ) -> None:
        """``name``: what to call the review; ``fact`` and ``source``: what is known beforehand.

        ``again``: makes the card that the form was opened from once more, with what is wrong.
        """
        super().__init__(title)
        self._name = name
        self._opened = opened
        self._again = again
        # The words that it rests on are those of another source.
        self._base = {key: value for key, value in fact.items() if key != "evidence"}
        self._fact = FactFields(self, fact)
        self._published_on = self.ask(
            "Published on",
            "When the source said it: 29 January 2024, 2024-01-29, yesterday",
            required=True,
            max_length=_DATE_LENGTH,
            default=write_date(str(source.get("published_on") or today.isoformat())),
            custom_id="published_on",
        )
        self._source = self.ask(
            "Where does it say so?",
            "The paper or site, and the link if there is one",
            placeholder="The Paper https://…",
            max_length=_SOURCE_LENGTH,
            default=write_source(source)[:_SOURCE_LENGTH],
            custom_id="source",
        )

    def fill(self, typed: Typed) -> None:
        """Fill the fields in."""
        self._fact.fill(typed)
        super().fill(typed)

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The card that it was opened from."""
        return None if self._again is None else await self._again(client, problems)

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        today = client.today()
        raw, problems = read_fact(self._fact.typed, self._base, client.store.names, today)
        source, wrong = read_source(self._published_on.value, self._source.value, today)
        try:
            article, fact = check_typed_fact(raw, source, [*problems, *wrong])
        except ModerationError as error:
            raise refuse_fact(error) from error
        if interaction.message is None:
            await interaction.response.defer(ephemeral=True, thinking=True)
        else:
            await interaction.response.defer()
        by = interaction.user.id
        with refusing():
            review = await propose_typed_fact(
                client.store, article, fact, name=self._name, nonce=interaction.id, by=by
            )
            notice = await self._opened(client, by, review)
        layout = await show_review(client, review, notice=notice)
        await interaction.edit_original_response(view=layout)
