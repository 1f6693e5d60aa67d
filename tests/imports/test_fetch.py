"""Fetching, over TLS on loopback: to the services' names, each of which leads to a small server of the test's own."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import msgspec
import pytest
import pytest_asyncio
from aiohttp import web

from bot.imports.fetch import MOST_BYTES, USER_AGENT, Fetcher, FetchError, make_session
from bot.imports.imported import Source
from bot.imports.services import SERVICES
from tests.tls import Loopback, make_certificate

DOCUMENTS = Path(__file__).with_name("documents")
DAY = date(2026, 11, 28)
TVMAZE = Source("tvmaze", "90210")
TOKEN = "aaaaaaaa.bbbbbbbb.cccccccc"
Answer = Callable[[web.Request], web.StreamResponse]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for the services' names that only these tests trust, and its key."""
    return make_certificate(tmp_path_factory.mktemp("tls"), [service.host for service in SERVICES.values()])


class Service:
    """Stands in for every service: answers as it is told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.requests: list[web.Request] = []
        self.bodies: list[bytes] = []
        self.slept: list[float] = []
        self.now = 0.0
        self.fetcher: Fetcher
        self.resolver: Loopback

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        self.bodies.append(await request.read())
        return self.answers.pop(0)(request)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


@pytest_asyncio.fixture
async def service(certificate: tuple[Path, Path]) -> AsyncIterator[Service]:
    stand_in = Service()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", stand_in.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(*certificate)
    site = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serving)
    await site.start()
    port = runner.addresses[0][1]
    trusting = ssl.create_default_context(cafile=str(certificate[0]))
    stand_in.resolver = Loopback(port)
    connector = aiohttp.TCPConnector(resolver=stand_in.resolver, ssl=trusting)
    async with make_session(connector) as session:
        stand_in.fetcher = Fetcher(
            session, tmdb_token=TOKEN, sleep=stand_in.sleep, clock=lambda: stand_in.now
        )
        yield stand_in
    await runner.cleanup()


def document(name: str) -> Answer:
    return lambda _: web.Response(body=(DOCUMENTS / f"{name}.json").read_bytes())


def status(code: int, **headers: str) -> Answer:
    return lambda _: web.Response(
        status=code, headers={key.replace("_", "-"): each for key, each in headers.items()}
    )


async def test_a_show_is_fetched_from_its_service_which_hears_who_asks(service: Service) -> None:
    service.answers = [document("tvmaze")]
    (show,) = await service.fetcher.fetch_shows(TVMAZE, DAY)
    assert show.source == TVMAZE
    (request,) = service.requests
    assert request.headers["User-Agent"] == USER_AGENT
    assert request.path == "/shows/90210"
    assert parse_qs(urlsplit(str(request.rel_url)).query)["embed[]"][:2] == ["cast", "crew"]
    assert service.resolver.asked == ["api.tvmaze.com"]


async def test_anilist_is_asked_with_a_query(service: Service) -> None:
    service.answers = [document("anilist")]
    await service.fetcher.fetch_shows(Source("anilist", "777001"), DAY)
    asked = msgspec.json.decode(service.bodies[0])
    assert service.requests[0].method == "POST"
    assert asked["variables"] == {"id": 777001}
    assert "nextAiringEpisode" in asked["query"]


async def test_only_tmdb_gets_the_key_and_never_in_an_address(service: Service) -> None:
    service.answers = [document("tmdb_tv"), document("tvmaze")]
    await service.fetcher.fetch_shows(Source("tmdb", "tv-431"), DAY)
    await service.fetcher.fetch_shows(TVMAZE, DAY)
    first, second = service.requests
    assert first.headers["Authorization"] == f"Bearer {TOKEN}"
    assert "Authorization" not in second.headers
    assert TOKEN not in str(first.url)


async def test_tmdb_without_a_key_is_not_asked(service: Service) -> None:
    async with make_session() as session:
        with pytest.raises(FetchError, match=r"put its API Read Access Token into \.env as TMDB_TOKEN"):
            await Fetcher(session, tmdb_token=None).fetch(Source("tmdb", "tv-431"))
    assert service.requests == []


async def test_the_names_of_wikidatas_values_are_fetched_too(service: Service) -> None:
    def name(request: web.Request) -> web.Response:
        ids = request.query["ids"].split("|")
        entities = {each: {"id": each, "labels": {"en": {"value": f"Name of {each}"}}} for each in ids}
        return web.json_response({"entities": entities})

    service.answers = [document("wikidata"), name]
    series, *_ = await service.fetcher.fetch_shows(Source("wikidata", "Q900001"), DAY)
    assert "Name of Q900099" in {fact.value for fact in series.file.facts}
    assert service.requests[1].query["props"] == "labels"


async def test_two_requests_keep_their_distance(service: Service) -> None:
    service.answers = [document("tvmaze"), document("tvmaze")]
    await asyncio.gather(service.fetcher.fetch(TVMAZE), service.fetcher.fetch(TVMAZE))
    assert service.slept == [SERVICES["tvmaze"].seconds_apart]


async def test_too_many_requests_are_repeated_when_the_service_says_so(service: Service) -> None:
    service.answers = [status(429, Retry_After="7"), status(503), document("tvmaze")]
    await service.fetcher.fetch(TVMAZE)
    assert [each for each in service.slept if each > 1] == [7.0, 10.0]


@pytest.mark.parametrize("said", ["9999", "Fri, 31 Dec 9999 23:59:59 GMT"])
async def test_a_service_that_asks_for_a_long_wait_is_left_alone(service: Service, said: str) -> None:
    service.answers = [status(429, Retry_After=said)]
    with pytest.raises(FetchError, match=r"tvmaze:90210: api.tvmaze.com asks to wait \d+ s; try again then"):
        await service.fetcher.fetch(TVMAZE)
    assert len(service.requests) == 1


async def test_a_service_that_stays_busy_is_given_up(service: Service) -> None:
    service.answers = [status(429)] * 4
    with pytest.raises(FetchError, match="is busy"):
        await service.fetcher.fetch(TVMAZE)
    assert len(service.requests) == 4


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (404, "has no such title"),
        (403, "refuses to answer"),
        (500, "answers with an error"),
        (418, "with an error"),
    ],
)
async def test_an_error_is_not_repeated(service: Service, code: int, problem: str) -> None:
    service.answers = [status(code)]
    with pytest.raises(FetchError, match=problem):
        await service.fetcher.fetch(TVMAZE)


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/shows/1",
        "http://api.tvmaze.com/shows/1",
        "https://api.tvmaze.com:8443/shows/1",
        "https://api.tvmaze.com@evil.example/",
        "//evil.example/",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ],
)
async def test_a_redirect_to_elsewhere_is_not_followed(service: Service, location: str) -> None:
    service.answers = [status(302, Location=location)]
    with pytest.raises(FetchError, match="leads elsewhere"):
        await service.fetcher.fetch(TVMAZE)
    assert service.resolver.asked == ["api.tvmaze.com"]


async def test_a_redirect_on_the_same_host_is_followed_but_not_in_circles(service: Service) -> None:
    service.answers = [status(301, Location="/shows/7"), document("tvmaze")]
    await service.fetcher.fetch(TVMAZE)
    assert service.requests[1].path == "/shows/7"
    service.answers = [status(301, Location="/shows/7")] * 9
    with pytest.raises(FetchError, match="without end"):
        await service.fetcher.fetch(TVMAZE)


async def test_a_document_that_is_too_large_is_not_read_to_its_end(service: Service) -> None:
    def flood(_: web.Request) -> web.Response:
        response = web.Response(body=b" " * (MOST_BYTES + 1))
        # Packed, it is a few kilobytes.
        response.enable_compression()
        return response

    service.answers = [flood]
    with pytest.raises(FetchError, match="has more than 8 MB"):
        await service.fetcher.fetch(TVMAZE)


async def test_a_connection_that_breaks_is_told_in_a_sentence(service: Service) -> None:
    def hang_up(request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    service.answers = [hang_up] * 2
    with pytest.raises(FetchError, match=r"tvmaze:90210: api.tvmaze.com cannot be reached: "):
        await service.fetcher.fetch(TVMAZE)


async def test_a_host_that_cannot_show_its_certificate_is_not_talked_to(service: Service) -> None:
    distrusting = aiohttp.TCPConnector(resolver=service.resolver)
    async with make_session(distrusting) as session:
        with pytest.raises(FetchError, match="cannot be reached"):
            await Fetcher(session, tmdb_token=TOKEN).fetch(TVMAZE)
    assert service.requests == []
