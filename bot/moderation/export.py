"""Facts approved in Discord, as facts files to put under ``data/facts``.

Owns which articles are exported, and their text. Refuses articles that came from files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.extract import ExtractedArticle, render_facts_file
from bot.extract.article import ArticleText
from bot.facts.model import Article, Fact
from bot.moderation.errors import ModerationError
from bot.store import FactStore


@dataclass(frozen=True, slots=True)
class Exported:
    """Facts files, by their names."""

    files: dict[str, bytes]
    more: bool
    """Whether there are more articles than these."""


async def export_articles(store: FactStore, slug: str, most: int, *, short: bool = False) -> Exported:
    """The facts file of one article, or those of the newest if none is named; in the short form on request."""
    slugs = [slug] if slug else await store.reviews.approved_articles("", most + 1)
    files = {}
    for each in slugs[:most]:
        approved = await store.reviews.find_approved(each)
        if approved is None:
            raise ModerationError(
                "No article of that id was approved in Discord; pick one of the suggestions."
            )
        article, facts = approved
        text = _render_file(article, facts, short=short).encode()
        await store.reviews.note_export(article.id, text, len(facts))
        files[f"{article.id}.toml"] = text
    if not files:
        raise ModerationError("Nothing has been approved in Discord yet.")
    return Exported(files, more=len(slugs) > most)


def _render_file(article: Article, facts: Sequence[Fact], *, short: bool) -> str:
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
    return render_facts_file(ExtractedArticle(text, tuple(facts), ()), short=short)
