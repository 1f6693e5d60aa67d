"""Stale facts for moderators, in pages: what nobody has confirmed for long, each with what can be done about it.

Owns this list and its buttons. Refuses to judge what is stale: that is for bot/moderation.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers.report_words import word_fact, word_source
from bot.display.client_protocol import BotClient
from bot.display.components import NO_CUSTOM_ID, Layout, StatefulButton
from bot.display.escape import escape_clipped
from bot.display.moderators.fact_card import ShowFactButton
from bot.display.paged_list import Entry, TurnButton, find_span, make_list_layout
from bot.display.refusal import refusing
from bot.display.text_blocks import count_of, cover
from bot.facts.dates import word_day
from bot.moderation.single_facts import GONE
from bot.moderation.stale_facts import STALE_AFTER, StaleFact, ask_again_later, list_stale

NOTHING_STALE = f"Nothing is stale: every date lies ahead or has come, and all that may change was confirmed in the last {STALE_AFTER.days} days."
CONFIRMED = "**Confirmed by you, and answers say so** (/facts history takes it back):"
POSTPONED = "**Asked again on {until}:**"
_ON_PAGE = 5
_FACT_LIMIT = 140
_NOTICE_LIMIT = 120
_SOURCE_LIMIT = 120


async def show_stale(client: BotClient, page: int = 0, *, notice: str = "") -> Layout:
    """A page of what is stale now."""
    return make_stale_layout(await list_stale(client.store, client.today()), page, notice=notice)


def make_stale_layout(stale: Sequence[StaleFact], page: int = 0, *, notice: str = "") -> Layout:
    """A page of stale facts."""
    span = find_span(page, len(stale), _ON_PAGE)
    shown = stale[span.offset : span.offset + _ON_PAGE]
    heading = NOTHING_STALE
    if stale:
        passed = sum(fact.passed for fact in stale)
        heading = (
            f"### {count_of(len(stale), 'stale fact')}\n{count_of(passed, 'date')} passed without news; "
            f"{len(stale) - passed:,} not confirmed for {STALE_AFTER.days} days or more. Is there a newer report? "
            "`/facts enter` or `/facts add`."
        )
    if notice:
        heading = f"{notice}\n{heading}"
    entries = [
        Entry(
            _word_stale(fact),
            buttons=(
                StillTrueButton(fact.report.id, span.page, label="It came true" if fact.passed else ""),
                AskLaterButton(fact.report.id, span.page),
                ShowFactButton(fact.report.id),
            ),
        )
        for fact in shown
    ]
    return make_list_layout(heading, entries, span, StaleTurn)


def _word_stale(fact: StaleFact) -> str:
    words = escape_clipped(word_fact(fact.report), _FACT_LIMIT)
    since = f"passed on {word_day(fact.since)}" if fact.passed else f"last confirmed {word_day(fact.since)}"
    return f"{cover(words, fact.report.spoiler)}\n-# **{since}** · {escape_clipped(word_source(fact.report), _SOURCE_LIMIT)}"


class StaleTurn(TurnButton, turns="stale"):
    """Turns the pages of stale facts."""

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        return await show_stale(client, page)


class _StaleButton(StatefulButton, template=NO_CUSTOM_ID):
    """Says something of a stale fact, and shows the page again."""

    _what: ClassVar[str] = ""
    _label: ClassVar[str] = ""

    def __init_subclass__(cls, *, what: str, label: str) -> None:
        super().__init_subclass__(template=rf"stale:{what}:(?P<id>\d{{1,18}}):(?P<page>\d{{1,6}})")
        cls._what, cls._label = what, label

    def __init__(self, fact: int, page: int, *, label: str = "") -> None:
        super().__init__(ui.Button(label=label or self._label, custom_id=f"stale:{self._what}:{fact}:{page}"))
        self._fact = fact
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["id"]), int(match["page"]), label=label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            notice = await self.note(client, interaction.user.id)
        report = await client.store.single_facts.find_report(self._fact)
        if notice is None or report is None:
            notice = GONE
        else:
            notice += f" {cover(escape_clipped(word_fact(report), _NOTICE_LIMIT), report.spoiler)}"
        await interaction.edit_original_response(view=await show_stale(client, self._page, notice=notice))

    @abstractmethod
    async def note(self, client: BotClient, by: int) -> str | None:
        """Do it; returns what to say before the fact, or None if it is gone."""


class StillTrueButton(_StaleButton, what="true", label="Still true"):
    """Confirms a fact as of today."""

    async def note(self, client: BotClient, by: int) -> str | None:
        done = await client.store.single_facts.confirm(self._fact, client.today(), by)
        return CONFIRMED if done else None


class AskLaterButton(_StaleButton, what="later", label="Ask again in a month"):
    """Leaves a fact out of the list for a month."""

    async def note(self, client: BotClient, by: int) -> str | None:
        until = await ask_again_later(client.store, self._fact, client.today())
        return POSTPONED.format(until=word_day(until)) if until is not None else None


STALE_BUTTONS: Sequence[type[StatefulButton]] = (StaleTurn, StillTrueButton, AskLaterButton)
"""The buttons that the cog registers when it starts."""
