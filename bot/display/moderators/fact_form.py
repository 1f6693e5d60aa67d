"""One fact that a moderator types, with its source: it becomes a review of its own.

Owns the form, and how it is filled in beforehand. Refuses what would not stand in a facts file, with every
reason, and whoever is no moderator.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol  # Any: discord.Interaction is generic in its client

import discord

from bot.display.components import BotClient, Form
from bot.display.escape import escape_clipped
from bot.display.moderators.fact_fields import (
    ask_for_fact,
    check_article,
    check_fact,
    parse_fields,
    write_fields,
)
from bot.display.moderators.reviewing import make_current_layout
from bot.display.refusal import Refused, check_moderator, not_busy
from bot.facts.model import Article, Fact
from bot.questions import Question
from bot.store import make_slug

_SOURCE_LENGTH = 300
_MOST_PROBLEMS = 6


class Opened(Protocol):
    """What follows once the fact waits for review."""

    async def __call__(self, client: BotClient, by: int) -> str:
        """Words to show above the review's card; none for none."""


class FactForm(Form):
    """Takes a fact and its source, and opens its review in place of the message."""

    def __init__(
        self, title: str, name: str, fact: Mapping[str, object], source: Mapping[str, object], opened: Opened
    ) -> None:
        """``name``: what the review is called; ``fact`` and ``source``: what is known beforehand."""
        super().__init__(title)
        self._name = name
        self._opened = opened
        self._value, self._fields = ask_for_fact(
            self,
            str(fact.get("value") or ""),
            write_fields(fact),
            keys="work or person, relation; also season, certainty, according_to, character, speaker, about",
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

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        client = check_moderator(interaction)
        article, fact = self._read()
        await interaction.response.defer()
        reviews = client.store.reviews
        async with not_busy():
            # The interaction's id makes the text another one each time: what was rejected may be proposed again.
            review, _ = await reviews.open(
                name=self._name,
                text=f"{self._name}\n{fact.value}\n{interaction.id}",
                opened_by=interaction.user.id,
                published_on=article.published_on,
                slug=article.id,
                publisher=article.publisher,
                url=article.url,
            )
            await reviews.propose(review, [(fact, False)])
            notice = await self._opened(client, interaction.user.id)
        layout = await make_current_layout(client, review, notice=notice)
        await interaction.edit_original_response(view=layout)

    def _read(self) -> tuple[Article, Fact]:
        """What was typed; Refused, with every reason, where that is no fact or no source."""
        raw, problems = parse_fields(self._fields.value)
        raw["value"] = self._value.value.strip()
        said = {key: field.value.strip() for key, field in self._source.items() if field.value.strip()}
        wrong_source = check_article(said)
        day = "2024-01-29" if wrong_source else said.get("published_on", "2024-01-29")
        slug = make_slug(said.get("published_on"), raw.get("work") or raw.get("person"), raw.get("relation"))
        article = Article(
            id=slug,
            published_on=date.fromisoformat(day),
            publisher=said.get("publisher"),
            url=None if wrong_source else said.get("url"),
        )
        fact, wrong = check_fact(raw, article)
        problems = [*(escape_clipped(problem, 250) for problem in problems + wrong), *wrong_source]
        if fact is None or problems:
            listed = "\n".join(f"- {problem}" for problem in problems[:_MOST_PROBLEMS])
            raise Refused(f"**That is no fact yet.** Nothing was saved: press the button again.\n{listed}")
        return article, fact


def as_question(question: Question) -> dict[str, object]:
    """What a question says already of the fact that would answer it."""
    fact: dict[str, object] = {"relation": question.relation, "season": question.season}
    for entity in (question.subject, question.named):
        if entity is not None and entity.kind.value in ("work", "person", "term"):
            fact.setdefault(entity.kind.value, entity.name)
    # A fact is about one thing: of a work and a person it is the work.
    if "work" in fact:
        fact.pop("person", None)
        fact.pop("term", None)
    return fact
