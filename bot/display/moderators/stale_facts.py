"""Stale facts for moderators, in pages: what nobody has confirmed for long, each with a button to its card.

Owns this list. Refuses to judge what is stale: that is for bot/answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.report_words import word_fact, word_source
from bot.display.client_protocol import BotClient
from bot.display.components import Layout
from bot.display.escape import escape_clipped
from bot.display.moderators.fact_card import ShowFactButton
from bot.display.paged_list import ENTRIES_ON_PAGE, Entry, TurnButton, find_span, make_list_layout
from bot.display.text_blocks import count_of, cover
from bot.facts.dates import word_day
from bot.moderation.stale_facts import STALE_AFTER, StaleFact, list_stale

NOTHING_STALE = f"Nothing is stale: every date lies ahead or has come, and all that may change was confirmed in the last {STALE_AFTER.days} days."
_FACT_LIMIT = 140
_SOURCE_LIMIT = 90


async def show_stale(client: BotClient, page: int = 0) -> Layout:
    """A page of what is stale now."""
    return make_stale_layout(await list_stale(client.store, client.today()), page)


def make_stale_layout(stale: Sequence[StaleFact], page: int = 0) -> Layout:
    """A page of stale facts."""
    span = find_span(page, len(stale))
    shown = stale[span.offset : span.offset + ENTRIES_ON_PAGE]
    heading = NOTHING_STALE
    if stale:
        passed = sum(fact.passed for fact in stale)
        heading = (
            f"### {count_of(len(stale), 'stale fact')}\n{count_of(passed, 'date')} passed without news; "
            f"{len(stale) - passed:,} not confirmed for {STALE_AFTER.days} days or more. Add a newer report of "
            "what still holds with `/facts add`, and retract what is wrong."
        )
    entries = [Entry(_word_stale(fact), ShowFactButton(fact.report.id)) for fact in shown]
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
