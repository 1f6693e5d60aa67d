"""Facts that were approved in Discord, as facts files to be put under ``data/facts``.

Owns which articles are sent, and what to do with them. Refuses articles that came from files.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import discord

from bot.display.components import BotClient
from bot.display.refusal import not_busy
from bot.extract import ExtractedArticle, render_facts_file
from bot.extract.article import ArticleText
from bot.facts.model import Article, Fact

_MOST_FILES = 10
"""Files that Discord takes in one message."""


async def export_articles(client: BotClient, slug: str) -> tuple[str, list[discord.File]]:
    """Facts files of articles that were approved in Discord: of one, or of the newest, and what to do with them."""
    reviews = client.store.reviews
    slugs = [slug] if slug else await reviews.approved_articles("", _MOST_FILES + 1)
    files = []
    for each in slugs[:_MOST_FILES]:
        approved = await reviews.find_approved(each)
        if approved is None:
            return "No article of that id was approved in Discord; pick one of the suggestions.", []
        article, facts = approved
        text = _render_file(article, facts).encode()
        async with not_busy():
            await reviews.note_export(article.id, text, len(facts))
        files.append(discord.File(io.BytesIO(text), f"{article.id}.toml"))
    if not files:
        return "Nothing has been approved in Discord yet.", []
    more = " There are more: name one with `article:`." if len(slugs) > _MOST_FILES else ""
    return (
        f"To keep them as files, put them under `data/facts` and press Apply in `/facts reload`.{more}",
        files,
    )


def _render_file(article: Article, facts: Sequence[Fact]) -> str:
    text = ArticleText(
        name=article.id,
        body="",
        reading="",
        emphasised=(),
        published_on=article.published_on,
        id=article.id,
        title=article.title,
        publisher=article.publisher,
        url=article.url,
    )
    return render_facts_file(ExtractedArticle(text, tuple(facts), ()))
