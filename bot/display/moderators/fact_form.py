"""One fact that a moderator types, with its source, which becomes a review of its own.

Owns the form. Refuses what a facts file could not hold, with every reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol  # Any: discord.Interaction is generic in its client

import discord

from bot.display.client_protocol import BotClient
from bot.display.components import Form
from bot.display.moderators.fact_text_fields import ask_for_fact
from bot.display.moderators.review_steps import show_review
from bot.display.refusal import Refused, escape_problems, refusing
from bot.moderation import ModerationError
from bot.moderation.typed_facts import propose_typed_fact, read_typed_fact, write_fields

_SOURCE_LENGTH = 300
_MOST_PROBLEMS = 6


class Opened(Protocol):
    """What to do once the fact waits for review."""

    async def __call__(self, client: BotClient, by: int) -> str:
        """Words to show above the review's card, if any."""


class FactForm(Form):
    """Takes a fact and its source, and shows its review in place of the message."""

    def __init__(
        self, title: str, name: str, fact: Mapping[str, object], source: Mapping[str, object], opened: Opened
    ) -> None:
        """``name``: what to call the review; ``fact`` and ``source``: what is known beforehand."""
        super().__init__(title)
        self._name = name
        self._opened = opened
        self._value, self._fields = ask_for_fact(
            self,
            str(fact.get("value") or ""),
            write_fields(fact),
            keys="work or person, relation; also season, part, episode, certainty, according_to, character, speaker",
        )
        self._source = {
            "published_on": self.ask(
                "Published on",
                "When the source said it, as 2024-01-29",
                required=True,
                max_length=10,
                default=str(source.get("published_on") or ""),
                custom_id="published_on",
            ),
            "publisher": self.ask(
                "Publisher",
                "The paper or site",
                max_length=_SOURCE_LENGTH,
                default=str(source.get("publisher") or ""),
                custom_id="publisher",
            ),
            "url": self.ask(
                "Link",
                "https://…",
                max_length=_SOURCE_LENGTH,
                default=str(source.get("url") or ""),
                custom_id="url",
            ),
        }

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        said = {key: field.value.strip() for key, field in self._source.items() if field.value.strip()}
        try:
            article, fact = read_typed_fact(self._value.value, self._fields.value, said)
        except ModerationError as error:
            listed = "\n".join(f"- {problem}" for problem in escape_problems(error.problems, _MOST_PROBLEMS))
            raise Refused(
                f"**That is no fact yet.** Nothing was saved: press the button again.\n{listed}"
            ) from error
        await interaction.response.defer()
        by = interaction.user.id
        with refusing():
            review = await propose_typed_fact(
                client.store, article, fact, name=self._name, nonce=interaction.id, by=by
            )
            notice = await self._opened(client, by)
        layout = await show_review(client, review, notice=notice)
        await interaction.edit_original_response(view=layout)
