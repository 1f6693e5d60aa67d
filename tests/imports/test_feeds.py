"""Feeds: reading RSS and Atom, and fetching them over TLS on loopback."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web

from bot.imports.feeds import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    MOST_BYTES,
    MOST_ENTRIES,
    FeedError,
    FeedFetcher,
    read_feed,
)
from bot.imports.fetch import USER_AGENT, make_session
from bot.imports.imported import NotADocument
from tests.tls import Loopback, make_certificate

HOST = "news.example.com"
ADDRESS = f"https://{HOST}/feed"
TODAY = date(2026, 11, 28)
RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>The Courier</title>
<item><title>Lanterns of Oros returns &amp; more</title><link>https://news.example.com/oros</link>
<guid>a-1</guid><pubDate>Fri, 27 Nov 2026 09:00:00 GMT</pubDate>
<description><![CDATA[<p>Season <b>two</b> is set for <script>alert(1)</script>March.</p>]]></description></item>
<item><title>Weather</title><link>javascript:alert(1)</link></item>
<item><title>Weather</title><link>javascript:alert(1)</link></item>
<item><description>no title</description></item>
<item><title>From next year</title><link>https://news.example.com/next</link>
<pubDate>Fri, 27 Nov 2027 09:00:00 GMT</pubDate></item>
</channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><id>x</id>
<entry><title>Saltmarsh ends</title><id>urn:1</id><link href="/saltmarsh"/><updated>2026-11-20T10:00:00Z</updated>
<summary>It is over.</summary></entry></feed>"""
BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
<!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>T &e; &x;</title></item></channel></rss>"""


def test_an_entry_is_read_as_plain_text_with_its_link_and_its_day() -> None:
    first, weather, late = read_feed(RSS, ADDRESS, TODAY)
    assert first.title == "Lanterns of Oros returns & more"
    assert first.link == "https://news.example.com/oros"
    assert first.published_on == date(2026, 11, 27)
    assert first.summary.startswith("Season two is set for")
    assert "<" not in first.summary
    assert "alert" not in first.summary
    assert weather.link is None, "nothing but web addresses"
    assert late.published_on is None, "nothing is reported before it is written"


def test_atom_is_read_too_and_links_are_made_whole() -> None:
    (entry,) = read_feed(ATOM, ADDRESS, TODAY)
    assert (entry.title, entry.link, entry.summary, entry.published_on) == (
        "Saltmarsh ends",
        "https://news.example.com/saltmarsh",
        "It is over.",
        date(2026, 11, 20),
    )


@pytest.mark.parametrize(
    "content", [b"", b"<html><p>Sign in</p></html>", b"\x89PNG\r\n", b'{"items": []}', b"/etc/passwd"]
)
def test_what_is_no_feed_is_refused(content: bytes) -> None:
    with pytest.raises(NotADocument, match="neither RSS nor Atom"):
        read_feed(content, ADDRESS, TODAY)


def test_a_feed_brings_no_files_and_no_flood_of_entities() -> None:
    entries = read_feed(BOMB, ADDRESS, TODAY)
    assert all(len(entry.title) <= LONGEST_TITLE and "root:" not in entry.title for entry in entries)


def test_a_feed_is_read_as_far_as_news_go() -> None:
    item = "<item><title>{number} {words}</title><description>{words}</description></item>"
    items = "".join(item.format(number=number, words="word " * 2000) for number in range(MOST_ENTRIES + 5))
    entries = read_feed(f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), ADDRESS, TODAY)
    assert len(entries) == MOST_ENTRIES
    assert all(len(each.title) <= LONGEST_TITLE and len(each.summary) <= LONGEST_SUMMARY for each in entries)


def test_an_entry_is_known_again_by_its_link_whichever_feed_it_stands_in() -> None:
    again = RSS.replace(b"a-1", b"b-2").replace(b"returns", b"is back")
    assert read_feed(RSS, ADDRESS, TODAY)[0].key == read_feed(again, "https://other.example/", TODAY)[0].key


class Server:
    """Stands in for the news site."""

    def __init__(self) -> None:
        self.answers: list[Callable[[web.Request], web.StreamResponse]] = []
        self.requests: list[web.Request] = []
        self.fetcher: FeedFetcher

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        return self.answers.pop(0)(request)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_certificate(tmp_path_factory.mktemp("tls"), [HOST, f"www.{HOST}"])


@pytest_asyncio.fixture
async def server(certificate: tuple[Path, Path]) -> AsyncIterator[Server]:
    stand_in = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stand_in.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(*certificate)
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving)
    await site.start()
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    connector = aiohttp.TCPConnector(resolver=Loopback(runner.addresses[0][1]), ssl=trusting)
    async with make_session(connector) as session:
        stand_in.fetcher = FeedFetcher(session)
        yield stand_in
    await runner.cleanup()


def respond(status: int, body: bytes = b"", **headers: str) -> Callable[[web.Request], web.StreamResponse]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _: web.Response(status=status, body=body, headers=named)


async def test_a_feed_is_asked_for_what_is_new_alone(server: Server) -> None:
    day = "Fri, 27 Nov 2026 09:00:00 GMT"
    server.answers = [respond(200, RSS, ETag='"v1"', Last_Modified=day), respond(304)]
    first = await server.fetcher.fetch(ADDRESS, None, None)
    assert (first.content, first.etag, first.modified) == (RSS, '"v1"', day)
    again = await server.fetcher.fetch(ADDRESS, first.etag, first.modified)
    assert (again.content, again.etag, again.modified) == (None, '"v1"', day)
    asked_first, asked_again = server.requests
    assert "If-None-Match" not in asked_first.headers
    assert asked_again.headers["If-None-Match"] == '"v1"'
    assert asked_again.headers["If-Modified-Since"] == day
    assert asked_again.headers["User-Agent"] == USER_AGENT


async def test_a_redirect_on_the_same_site_is_followed(server: Server) -> None:
    server.answers = [respond(301, Location=f"https://www.{HOST}/rss"), respond(200, RSS)]
    assert (await server.fetcher.fetch(ADDRESS, None, None)).content == RSS


@pytest.mark.parametrize(
    "location",
    [
        f"http://{HOST}/feed",
        "https://evil.example/feed",
        f"https://{HOST}:8443/feed",
        "https://127.0.0.1/",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_to_anywhere_else_is_not_followed(server: Server, location: str) -> None:
    server.answers = [respond(302, Location=location)]
    with pytest.raises(FeedError, match="name that address in FEEDS"):
        await server.fetcher.fetch(ADDRESS, None, None)
    assert len(server.requests) == 1


async def test_redirects_end(server: Server) -> None:
    server.answers = [respond(302, Location=ADDRESS)] * 9
    with pytest.raises(FeedError, match="without end"):
        await server.fetcher.fetch(ADDRESS, None, None)
    assert len(server.requests) == 4


@pytest.mark.parametrize(("status", "says"), [(404, "error"), (500, "error"), (401, "error"), (206, "error")])
async def test_an_error_is_named(server: Server, status: int, says: str) -> None:
    server.answers = [respond(status)]
    with pytest.raises(FeedError, match=says):
        await server.fetcher.fetch(ADDRESS, None, None)


async def test_a_busy_site_says_how_long_it_wants_to_be_left_alone(server: Server) -> None:
    server.answers = [respond(429, Retry_After="7200")]
    with pytest.raises(FeedError, match="busy") as raised:
        await server.fetcher.fetch(ADDRESS, None, None)
    assert raised.value.wait == 7200


async def test_what_is_too_large_for_a_feed_is_not_read_to_its_end(server: Server) -> None:
    server.answers = [respond(200, b"x" * (MOST_BYTES + 1))]
    with pytest.raises(FeedError, match="which no feed has"):
        await server.fetcher.fetch(ADDRESS, None, None)


async def test_a_site_that_nobody_vouches_for_is_not_read(server: Server) -> None:
    with pytest.raises(FeedError, match="cannot be reached"):
        await server.fetcher.fetch("https://stranger.example/feed", None, None)
    assert server.requests == []
