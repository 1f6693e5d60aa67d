"""Feeds of news: what is new in an RSS or Atom document, and fetching one politely.

Owns the entries as values, conditional requests (RFC 9110, 13.1), time-outs, sizes and redirects. Refuses to open what
an entry links to, addresses that are not HTTPS, and redirects to another site.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Final  # feedparser has no types
from urllib.parse import urldefrag, urlsplit

import aiohttp
import msgspec
from yarl import URL

from bot.facts.clean_text import clean_text
from bot.imports.fetch import make_session, read_wait
from bot.imports.imported import NotADocument

MOST_BYTES: Final = 4 * 2**20
MOST_ENTRIES: Final = 200
"""The first ones of a feed; feeds begin with the newest."""
LONGEST_TITLE: Final = 300
LONGEST_LINK: Final = 300
LONGEST_SUMMARY: Final = 2000
_LONGEST_TAG = 500
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CHUNK = 2**16
_ACCEPTED = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8"


class FeedError(Exception):
    """A feed could not be fetched; the message says why. ``wait``: the seconds that its server wants to be left alone."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of news in a feed, as plain text."""

    key: str
    """The same for the same entry, whichever feed it stands in."""
    title: str
    link: str | None
    summary: str
    published_on: date | None


class FetchedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed's server sent."""

    content: bytes | None
    """None if nothing has changed."""
    etag: str | None
    modified: str | None
    """What to show at the next request: the ETag and Last-Modified headers."""


FetchFeed = Callable[[str, str | None, str | None], Awaitable[FetchedFeed]]
"""Fetches the feed at an address, unless it is as the ETag and Last-Modified of the last time say. Raises FeedError."""


def read_feed(content: bytes, address: str, today: date) -> list[FeedEntry]:
    """The entries of a feed, each once; NotADocument if it is none. May take seconds: for a process of its own."""
    import feedparser  # type: ignore[import-untyped]  # takes a tenth of a second, and only feeds need it

    # As a file: a text would be taken for the name of one, or for an address.
    parsed = feedparser.parse(io.BytesIO(content), response_headers={"content-location": address})
    if not parsed.get("version"):
        raise NotADocument(f"{address}: that is neither RSS nor Atom")
    entries = (_read_entry(raw, today) for raw in parsed.entries[:MOST_ENTRIES])
    return list({entry.key: entry for entry in entries if entry is not None}.values())


def _read_entry(raw: Any, today: date) -> FeedEntry | None:
    title = _read_text(raw.get("title"), LONGEST_TITLE)
    if not title:
        return None
    link = str(raw.get("link") or "").strip()
    known_by = urldefrag(link).url or str(raw.get("id") or "") or title
    when = raw.get("published_parsed") or raw.get("updated_parsed")
    published_on = date(*when[:3]) if when else None
    return FeedEntry(
        key=hashlib.blake2b(known_by.encode("utf-8", "replace"), digest_size=16).hexdigest(),
        title=title,
        link=link if _is_link(link) else None,
        summary=_read_text(raw.get("summary"), LONGEST_SUMMARY),
        # A day that has not come is a slip: nothing is reported before it is written.
        published_on=published_on if published_on is not None and published_on <= today else None,
    )


def _is_link(link: str) -> bool:
    try:
        parts = urlsplit(link)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and len(link) <= LONGEST_LINK
    except ValueError:
        return False


def _read_text(said: object, longest: int) -> str:
    from selectolax.lexbor import LexborHTMLParser

    text = LexborHTMLParser(str(said or "")[: 20 * longest]).text(separator=" ")
    return " ".join(clean_text(text).split())[:longest].strip()


class FeedFetcher:
    """Fetches feeds, over HTTPS alone. Open one with ``open_feed_fetcher``."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def fetch(self, address: str, etag: str | None, modified: str | None) -> FetchedFeed:
        """FetchFeed."""
        headers = {"Accept": _ACCEPTED}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        try:
            return await self._fetch(address, headers)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            raise FeedError(
                f"{address}: cannot be reached: {(str(error) or type(error).__name__)[:200]}"
            ) from error

    async def _fetch(self, address: str, headers: dict[str, str]) -> FetchedFeed:
        url = URL(address)
        for _ in range(_MOST_REDIRECTS + 1):
            async with self._session.get(url, headers=headers, allow_redirects=False) as response:
                status = response.status
                if status == 200:
                    return FetchedFeed(
                        content=await _read(response, address),
                        etag=_read_tag(response, "ETag"),
                        modified=_read_tag(response, "Last-Modified"),
                    )
                if status == 304:
                    return FetchedFeed(
                        content=None,
                        etag=headers.get("If-None-Match"),
                        modified=headers.get("If-Modified-Since"),
                    )
                if status in _BUSY:
                    raise FeedError(f"{address}: is busy ({status})", read_wait(response, 0))
                if status not in _REDIRECTS:
                    raise FeedError(f"{address}: answers with an error ({status})")
                url = _follow(url, response, address)
        raise FeedError(f"{address}: leads from one address to the next without end")


def _follow(url: URL, response: aiohttp.ClientResponse, address: str) -> URL:
    location = url.join(URL(response.headers.get("Location", "")))
    same = (location.host or "").removeprefix("www.") == (url.host or "").removeprefix("www.")
    if location.scheme != "https" or not same or location.port != 443:
        raise FeedError(
            f"{address}: leads to {str(location)[:200]!r}; name that address in FEEDS, if it is right"
        )
    return location


def _read_tag(response: aiohttp.ClientResponse, name: str) -> str | None:
    said = response.headers.get(name, "")
    return said if 0 < len(said) <= _LONGEST_TAG else None


async def _read(response: aiohttp.ClientResponse, address: str) -> bytes:
    content = bytearray()
    # What arrives packed is counted unpacked.
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise FeedError(f"{address}: has more than {MOST_BYTES // 2**20} MB, which no feed has")
    return bytes(content)


@asynccontextmanager
async def open_feed_fetcher() -> AsyncIterator[FeedFetcher]:
    """A fetcher with a session of its own."""
    async with make_session() as session:
        yield FeedFetcher(session)
