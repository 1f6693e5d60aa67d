"""Fetching documents from services: politely, over HTTPS, from their hosts alone.

Owns time-outs, the wait between requests, the tries after "too many requests", and how large a document may be.
Refuses redirects to anywhere else, and to wait longer than somebody would.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

import aiohttp
import msgspec
from yarl import URL

from bot import __version__
from bot.imports import wikidata
from bot.imports.imported import Imported, NotADocument, Source, decode
from bot.imports.services import SERVICES, Request, Service, ask_wikidata_for

USER_AGENT: Final = (
    f"FanFacts/{__version__} (Discord bot that answers fans' questions; imports single titles)"
)
MOST_BYTES: Final = 8 * 2**20
_TIMEOUT: Final = aiohttp.ClientTimeout(total=30, connect=10)
_TRIES = 4
_LONGEST_WAIT_S = 120.0
_FIRST_WAIT_S = 5.0
_MOST_REDIRECTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BUSY = frozenset({429, 503})
_CHUNK = 2**16
_LABELS_AT_ONCE = 50
_MOST_LABELS = 1000


class FetchError(Exception):
    """A document could not be fetched; the message says why and what to do."""


class Fetcher:
    """Fetches documents, one request at a time for each service. Open one with ``open_fetcher``."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        tmdb_token: str | None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session = session
        self._tmdb_token = tmdb_token
        self._sleep = sleep
        self._clock = clock
        self._next_at: dict[str, float] = {}
        self._turns = {name: asyncio.Lock() for name in SERVICES}

    async def fetch(self, source: Source) -> bytes:
        """A title's document; FetchError if it cannot be had."""
        service = SERVICES[source.service]
        content = await self._get(service, service.make_request(source.key), str(source))
        return (
            await self._add_labels(service, content, source) if service.name == wikidata.SERVICE else content
        )

    async def fetch_shows(self, source: Source, day: date) -> list[Imported]:
        """What a source states now; FetchError if it cannot be had, NotADocument if it cannot be read."""
        content = await self.fetch(source)
        return await asyncio.to_thread(SERVICES[source.service].read, content, day, str(source))

    async def _add_labels(self, service: Service, content: bytes, source: Source) -> bytes:
        """A Wikidata document with the names of what its values are the ids of."""
        try:
            wanted = wikidata.find_unlabelled(content, str(source))[:_MOST_LABELS]
            document = decode(content, dict[str, msgspec.Raw], str(source))
            entities = decode(document.get("entities", b"{}"), dict[str, msgspec.Raw], str(source))
            for begin in range(0, len(wanted), _LABELS_AT_ONCE):
                request = ask_wikidata_for(wanted[begin : begin + _LABELS_AT_ONCE], ("labels",))
                labels = decode(
                    await self._get(service, request, str(source)), dict[str, msgspec.Raw], str(source)
                )
                more = decode(labels.get("entities", b"{}"), dict[str, msgspec.Raw], str(source))
                entities = {**more, **entities}
        except NotADocument as problem:
            raise FetchError(str(problem)) from problem
        return msgspec.json.encode({**document, "entities": entities})

    async def _get(self, service: Service, request: Request, name: str) -> bytes:
        headers = {"Accept": "application/json"}
        if request.body is not None:
            headers["Content-Type"] = "application/json"
        if service.needs_token:
            if self._tmdb_token is None:
                raise FetchError(
                    f"{name}: TMDB wants a key; put its API Read Access Token into .env as TMDB_TOKEN"
                )
            headers["Authorization"] = f"Bearer {self._tmdb_token}"
        async with self._turns[service.name]:
            try:
                return await self._try(service, request, headers, name)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                why = str(error) or type(error).__name__
                raise FetchError(f"{name}: {service.host} cannot be reached: {why[:200]}") from error

    async def _try(self, service: Service, request: Request, headers: dict[str, str], name: str) -> bytes:
        url = URL(request.url)
        redirects = 0
        tries = 0
        while True:
            await self._wait_for_turn(service)
            async with self._session.request(
                "GET" if request.body is None else "POST",
                url,
                data=request.body,
                headers=headers,
                allow_redirects=False,
            ) as response:
                status = response.status
                if status == 200:
                    return await _read(response, name)
                if status in _REDIRECTS:
                    redirects += 1
                    url = _follow(url, response, service, name)
                    if redirects > _MOST_REDIRECTS:
                        raise FetchError(
                            f"{name}: {service.host} leads from one address to the next without end"
                        )
                    continue
                wait = read_wait(response, tries)
            tries += 1
            if status not in _BUSY or tries == _TRIES:
                raise FetchError(f"{name}: {_word_status(service, status)}")
            if wait > _LONGEST_WAIT_S:
                raise FetchError(f"{name}: {service.host} asks to wait {wait:.0f} s; try again then")
            await self._sleep(wait)

    async def _wait_for_turn(self, service: Service) -> None:
        wait = self._next_at.get(service.name, 0.0) - self._clock()
        if wait > 0:
            await self._sleep(wait)
        self._next_at[service.name] = self._clock() + service.seconds_apart


@asynccontextmanager
async def open_fetcher(tmdb_token: str | None) -> AsyncIterator[Fetcher]:
    """A fetcher with a session of its own."""
    async with make_session() as session:
        yield Fetcher(session, tmdb_token=tmdb_token)


def make_session(connector: aiohttp.BaseConnector | None = None) -> aiohttp.ClientSession:
    """A session that says who it is and keeps no cookies."""
    return aiohttp.ClientSession(
        connector=connector,
        headers={"User-Agent": USER_AGENT},
        timeout=_TIMEOUT,
        cookie_jar=aiohttp.DummyCookieJar(),
    )


async def _read(response: aiohttp.ClientResponse, name: str) -> bytes:
    content = bytearray()
    # What arrives packed is counted unpacked.
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > MOST_BYTES:
            raise FetchError(
                f"{name}: the document has more than {MOST_BYTES // 2**20} MB, which no title has"
            )
    return bytes(content)


def _follow(url: URL, response: aiohttp.ClientResponse, service: Service, name: str) -> URL:
    """Where a redirect leads, if that is on the same host."""
    location = url.join(URL(response.headers.get("Location", "")))
    if (location.scheme, location.host, location.port) != ("https", service.host, 443):
        raise FetchError(
            f"{name}: {service.host} leads elsewhere, to {str(location)[:100]!r}; that is not followed"
        )
    return location


def read_wait(response: aiohttp.ClientResponse, tries: int) -> float:
    """The seconds to wait, as Retry-After says in seconds or as a date: RFC 9110, 10.2.3."""
    said = response.headers.get("Retry-After", "")
    if said.isascii() and said.isdigit() and len(said) < 7:
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return _FIRST_WAIT_S * (1 << tries)


def _word_status(service: Service, status: int) -> str:
    if status == 404:
        return f"{service.host} has no such title"
    if status in {401, 403}:
        hint = "; check TMDB_TOKEN" if service.needs_token else ""
        return f"{service.host} refuses to answer ({status}){hint}"
    if status in _BUSY:
        return f"{service.host} is busy ({status}); try again later"
    return f"{service.host} answers with an error ({status})"
