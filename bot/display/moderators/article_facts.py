"""What one article says, for moderators: its facts in pages, each with a button to its card.

Owns this list.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.report_words import word_article, word_fact
from bot.display.client_protocol import BotClient
from bot.display.components import Layout, make_notice
from bot.display.escape import escape_clipped, link
from bot.display.moderators.fact_card import ShowFactButton
from bot.display.paged_list import ENTRIES_ON_PAGE, Entry, Span, TurnButton, find_span, make_list_layout
from bot.display.text_blocks import count_of, cover
from bot.facts.dates import word_day
from bot.facts.relations import RELATIONS
from bot.facts.report import Report

NO_ARTICLE = "There is no article of that id; pick one of the suggestions."
_FACT_LIMIT = 200
_BEGINNING = 80
"""Characters of an article's id in a button: with the rest they stay below the 100 of a custom_id."""


async def show_article(client: BotClient, slug: str, page: int = 0) -> Layout:
    """A page of what an article says."""
    count = await client.store.count_facts_in(slug)
    span = find_span(page, count)
    reports = await client.store.list_reports_in(slug, span.offset, ENTRIES_ON_PAGE)
    return make_article_layout(slug, reports, count, span) if reports else make_notice(NO_ARTICLE)


def make_article_layout(slug: str, reports: Sequence[Report], count: int, span: Span) -> Layout:
    """The facts of a page, at least one; ``count``: how many there are on all pages."""
    first = reports[0]
    source = [escape_clipped(slug, 120)] if first.title else []
    source += [word_day(first.published_on)]
    source += [escape_clipped(first.publisher, 60)] if first.publisher else []
    source += [link(first.url)] if first.url and len(first.url) < 200 else []
    source.append(count_of(count, "fact"))
    heading = f"### {escape_clipped(word_article(first), 120)}\n-# {' · '.join(source)}"
    entries = [Entry(_word_entry(report), ShowFactButton(report.id)) for report in reports]
    return make_list_layout(heading, entries, span, ArticleTurn, of=slug[:_BEGINNING])


def _word_entry(report: Report) -> str:
    words = escape_clipped(word_fact(report), _FACT_LIMIT)
    return (
        f"{cover(words, report.spoiler)}\n-# {RELATIONS[report.relation].heading} · {report.certainty.value}"
    )


class ArticleTurn(TurnButton, turns="article"):
    """Turns the pages of an article."""

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        found = [slug for slug in await client.store.articles_like(of, 100) if slug.startswith(of)]
        slug = of if of in found else next(iter(found), of)
        return await show_article(client, slug, page)
