"""Looking into feeds of news: which entries are offered to moderators, and when each feed is asked again.

Owns the pace, and the rule that an entry is offered that names a title which is known. Refuses to hand anything in by
itself: a moderator does, and what is read from it is reviewed like any article.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import msgspec

from bot.extract import NotAnArticle
from bot.extract.apart import call_apart
from bot.facts.model import Kind
from bot.imports.feeds import FeedEntry, FeedError, FetchFeed, read_feed
from bot.imports.imported import NotADocument
from bot.names import NameIndex
from bot.questions.names_in_text import read_mentions
from bot.store import FactStore, Feed, NewEntry, WaitingEntry

log = logging.getLogger(__name__)

EVERY: Final = timedelta(minutes=30)
LONGEST_BACK_OFF: Final = timedelta(days=1)
NEW_FOR: Final = timedelta(days=30)
"""A feed that is named for the first time may hold a year's entries."""
MOST_NAMES: Final = 3


async def look_into_feeds(
    store: FactStore, fetch: FetchFeed, addresses: Sequence[str], now: Callable[[], datetime]
) -> float:
    """Ask the feeds that are due for what is new; returns the seconds until the next is due."""
    for feed in await store.feeds.find_due(addresses, now()):
        await _look_into(store, fetch, feed, now)
    next_at = await store.feeds.find_next(addresses)
    return max(1.0, (next_at - now()).total_seconds()) if next_at is not None else EVERY.total_seconds()


async def _look_into(store: FactStore, fetch: FetchFeed, feed: Feed, now: Callable[[], datetime]) -> None:
    try:
        fetched = await fetch(feed.address, feed.etag, feed.modified)
        if fetched.content is not None:
            await _keep(
                store, feed, await call_apart(read_feed, fetched.content, feed.address, now().date()), now()
            )
    except (FeedError, NotADocument, NotAnArticle) as problem:
        failures = feed.failures + 1
        # The sum of what has been waited doubles each time.
        wait = min(LONGEST_BACK_OFF, EVERY * 2 ** min(failures, 10))
        if isinstance(problem, FeedError):
            wait = max(wait, min(LONGEST_BACK_OFF, timedelta(seconds=problem.wait)))
        log.warning("A feed could not be read, and is asked again in %s: %s", wait, problem)
        await store.feeds.note_asked(msgspec.structs.replace(feed, failures=failures), now() + wait)
        return
    await store.feeds.note_asked(
        Feed(address=feed.address, etag=fetched.etag, modified=fetched.modified), now() + EVERY
    )


async def _keep(store: FactStore, feed: Feed, entries: Sequence[FeedEntry], now: datetime) -> None:
    seen = await store.feeds.find_seen(entry.key for entry in entries)
    unseen = [entry for entry in entries if entry.key not in seen]
    await store.refresh()
    new = await asyncio.to_thread(lambda: [_pick(entry, store.names, now) for entry in unseen])
    waiting = await store.feeds.keep(feed.address, new, seen, now)
    if waiting:
        log.info(
            "%d new articles from %s name titles that are known", waiting, urlsplit(feed.address).hostname
        )


def _pick(entry: FeedEntry, names: NameIndex, now: datetime) -> NewEntry:
    old = entry.published_on is not None and entry.published_on < (now - NEW_FOR).date()
    named = () if old else find_titles(f"{entry.title}.\n{entry.summary}", names)
    return NewEntry(
        key=entry.key,
        title=entry.title,
        link=entry.link,
        summary=entry.summary,
        published_on=entry.published_on,
        names=named,
    )


def find_titles(text: str, names: NameIndex) -> tuple[str, ...]:
    """The titles of works that a text names, in its order, the first few."""
    titles = [
        entity.name
        for sentence in read_mentions(text, names)
        for named in sentence.names
        for entity in named.entities
        if entity.kind is Kind.WORK
    ]
    return tuple(dict.fromkeys(titles))[:MOST_NAMES]


def describe_article(entry: WaitingEntry) -> dict[str, str | None]:
    """What an entry says about its article, for handing it in."""
    host = urlsplit(entry.link).hostname if entry.link else None
    return {
        "published_on": entry.published_on.isoformat() if entry.published_on is not None else None,
        "title": entry.title,
        "publisher": host.removeprefix("www.") if host else None,
        "url": entry.link,
    }
