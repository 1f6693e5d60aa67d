"""A server that goes away: what is asked meanwhile is refused at once, nothing is lost, and all is well by itself once it
is back. One that stands still keeps nobody for ever."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.facts.model import Kind
from bot.store import DatabaseUrl, FactStore, UnreachableError, postgres_engine
from tests.conftest import make_database
from tests.postgres_server import PostgresServer

pytestmark = pytest.mark.of_sqlite  # not once more for each engine
SECONDS = 60.0
"""How long anything may take on a busy machine before a test fails."""


@pytest.fixture(scope="module")
def own_empty(own_server: PostgresServer) -> DatabaseUrl:
    return make_database(own_server.create())


@pytest.fixture
def url(own_server: PostgresServer, own_empty: DatabaseUrl) -> Iterator[DatabaseUrl]:
    """A database of the test's own, without facts."""
    made = own_server.create(own_empty)
    yield made
    own_server.drop(made)


@pytest_asyncio.fixture
async def store(url: DatabaseUrl) -> AsyncIterator[FactStore]:
    async with FactStore.open(url) as opened:
        yield opened


async def load(store: FactStore, folder: Path, title: str) -> None:
    path = folder / f"{title.replace(' ', '-')}.toml"
    path.write_text(
        f'[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "{title}"\nrelation = "genre"\nvalue = "drama"\n'
    )
    await store.apply(await store.plan_load([path]))


async def until_refreshed(store: FactStore) -> None:
    async with asyncio.timeout(SECONDS):
        while not await store.refresh():  # noqa: ASYNC110 - a fan who comes again
            await asyncio.sleep(0.01)


async def test_while_it_is_away_all_is_refused_and_afterwards_all_goes_on(
    own_server: PostgresServer, store: FactStore, tmp_path: Path
) -> None:
    await load(store, tmp_path, "Moon High")
    await store.set_note("key", "before")
    own_server.stop()
    try:
        for _ in range(3):
            with pytest.raises(UnreachableError, match=r"cannot be reached .*try again when it is back"):
                await store.set_note("key", "meanwhile")
            with pytest.raises(UnreachableError):
                await store.find_note("key")
            with pytest.raises(UnreachableError):
                await load(store, tmp_path, "Sun Low")
        assert not await store.refresh()
        assert store.names.exact("Moon High", (Kind.WORK,))
    finally:
        own_server.start()
    assert await store.find_note("key") == "before"
    await store.set_note("key", "after")
    await load(store, tmp_path, "Sun Low")
    assert await store.find_note("key") == "after"
    assert store.names.exact("Sun Low", (Kind.WORK,))


async def test_what_others_change_before_one_is_back_is_not_missed(
    own_server: PostgresServer, store: FactStore, url: DatabaseUrl, tmp_path: Path
) -> None:
    """By whoever does nothing but listen."""
    own_server.stop()
    own_server.start()
    async with FactStore.open(url) as other:
        await load(other, tmp_path, "Moon High")
        await until_refreshed(store)
    assert store.names.exact("Moon High", (Kind.WORK,))


async def test_a_server_that_stands_still_keeps_nobody_waiting_for_long(
    own_server: PostgresServer, store: FactStore, url: DatabaseUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    for patience in ("_READ_PATIENCE_S", "_TURN_PATIENCE_S", "_CONNECT_PATIENCE_S"):
        monkeypatch.setattr(postgres_engine, patience, 0.1)
    async with asyncio.timeout(SECONDS), FactStore.open(url) as other:
        await other.set_note("key", "before")
        with own_server.standing_still(url):
            for refused in await asyncio.gather(
                *(other.find_note("key") for _ in range(20)), return_exceptions=True
            ):
                assert isinstance(refused, UnreachableError)
        # What had begun may still fail once.
        async with asyncio.timeout(SECONDS):
            while True:
                try:
                    assert await other.find_note("key") == "before"
                    break
                except UnreachableError:
                    await asyncio.sleep(0.01)


async def test_a_store_is_closed_in_time_whatever_its_server_does(
    own_server: PostgresServer, url: DatabaseUrl
) -> None:
    """Also while somebody reads, and while the names are read."""
    async with FactStore.open(url) as store:
        reading = [
            asyncio.create_task(store.find_note("key")),
            asyncio.create_task(store._index_names()),  # noqa: SLF001 - in the middle of it
        ]
        with own_server.standing_still(url):
            await asyncio.sleep(0)
            began = time.monotonic()
            await asyncio.wait_for(_close(store), SECONDS)
            took = time.monotonic() - began
        await asyncio.wait(reading, timeout=SECONDS)
    assert took < SECONDS / 2


async def _close(store: FactStore) -> None:
    await store._connections.aclose()  # noqa: SLF001
