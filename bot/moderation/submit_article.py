"""Handing in an article: what is accepted, what it says about itself, and the review that it begins.

Owns what may be handed in: UTF-8 text of at most 1 MB. Refuses everything else with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.extract import NotAnArticle, decode_article
from bot.extract.apart import call_apart
from bot.extract.article import parse_article
from bot.moderation.errors import ModerationError
from bot.moderation.review import is_dated, propose_facts
from bot.moderation.typed_facts import check_article
from bot.store import FactStore, make_slug

MOST_BYTES = 1_000_000
TEXT_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm")
_MEGABYTES = MOST_BYTES // 1_000_000
_LINK = re.compile(r"<?https?://\S+")


@dataclass(frozen=True, slots=True)
class Submitted:
    """The review of an article that was handed in."""

    review: int
    new: bool
    """False if the text was handed in before."""


def is_text_file(name: str) -> bool:
    """Whether a file has a text file's name."""
    return name.lower().endswith(TEXT_SUFFIXES)


def check_file(name: str, size: int) -> None:
    """Refuse a file by its name and its size in bytes, before reading any of it."""
    if not is_text_file(name):
        raise ModerationError(
            f"I cannot read {name[:100]}: I read text only ({', '.join(TEXT_SUFFIXES)}), no archives, documents or pictures."
        )
    if size > MOST_BYTES:
        raise ModerationError(
            f"{name[:100]} has {size / 1e6:.1f} MB; I read at most {_MEGABYTES} MB. Is it one article?"
        )


def decode_file(name: str, content: bytes) -> str:
    """The text of a file; ModerationError if it is too large, no text or not UTF-8."""
    if len(content) > MOST_BYTES:
        raise ModerationError(f"I cannot read that: more than {_MEGABYTES} MB")
    try:
        return decode_article(name, content)
    except NotAnArticle as problem:
        raise ModerationError(f"I cannot read that: {problem}") from problem


def join_texts(texts: Iterable[str]) -> str:
    """Pieces of an article as one text; empty if they are nothing but links."""
    return "\n\n".join(text for text in texts if _LINK.sub("", text).strip())


async def submit_article(
    store: FactStore, today: date, *, name: str, text: str, given: Mapping[str, str | None], by: int
) -> Submitted:
    """Begin the review of an article, or find its text's review. ``given``: what the moderator said about it."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise ModerationError(f"That is more than {_MEGABYTES} MB of text. Is it one article?")
    said = {key: value for key, value in given.items() if value}
    problems = check_article(said)
    if problems:
        raise ModerationError(*problems)
    try:
        head, body = await call_apart(_read_head, name, text)
    except NotAnArticle as problem:
        raise ModerationError(f"I cannot read that: {problem}") from problem
    # What the text says about itself counts if it is valid; what a moderator said overrides it.
    about = {key: value for key, value in head.items() if not check_article({key: value})} | said
    day = about.get("published_on")
    review, new = await store.reviews.open(
        name=name,
        text=body,
        opened_by=by,
        published_on=date.fromisoformat(day) if day else None,
        slug=about.get("id") or _make_slug(name, body, day),
        title=about.get("title"),
        publisher=about.get("publisher"),
        url=about.get("url"),
    )
    await propose_facts(store, review, today)
    return Submitted(review, new)


def _read_head(name: str, text: str) -> tuple[dict[str, str], str]:
    """What an article says about itself, and its words. Raises NotAnArticle."""
    article = parse_article(name, text)
    said = {
        "published_on": article.published_on and article.published_on.isoformat(),
        "id": article.id and make_slug(article.id),
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
    }
    return {key: value for key, value in said.items() if value}, article.body


def _make_slug(name: str, body: str, day: str | None) -> str:
    stem = Path(name).stem
    if is_dated(stem):
        return make_slug(stem)
    return make_slug(day, " ".join(re.findall(r"\w+", body[:200])[:6]))
