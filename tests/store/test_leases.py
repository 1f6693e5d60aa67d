"""Leases on a real PostgreSQL server, each connection standing for a process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest

from bot.store import DatabaseUrl, DownError, UnreachableError
from bot.store.leases import Leases
from tests.postgres_server import PostgresServer, execute

TOTAL = 4
SECONDS = 20.0
"""How long anything may take on a busy machine before a test fails."""

OpenLeases = Callable[[str], Awaitable[Leases]]


@pytest.fixture
def address(postgres_server: PostgresServer, empty_on_server: DatabaseUrl) -> Iterator[DatabaseUrl]:
    """A database of the test's own."""
    made = postgres_server.create(empty_on_server)
    yield made
    postgres_server.drop(made)


@pytest.fixture
async def open_leases(address: DatabaseUrl) -> AsyncIterator[OpenLeases]:
    """Connects as a process of some name, until the test ends."""
    async with AsyncExitStack() as opened:

        async def open_one(name: str) -> Leases:
            leases = Leases(address, name, forgotten_after_s=SECONDS)
            opened.push_async_callback(leases.close)
            await leases.connect()
            return leases

        yield open_one


def kill(address: DatabaseUrl, name: str) -> None:
    """End a process's session at the server, as the death of the process does."""
    sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1"
    assert execute(address, sql, f"fan-facts {name} %")


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for something to be so."""
    async with asyncio.timeout(SECONDS):
        while not await holds():  # noqa: ASYNC110 - it shows in the database alone
            await asyncio.sleep(0.01)


async def test_claims_of_processes_that_ask_at_once_are_disjoint(open_leases: OpenLeases) -> None:
    processes = [await open_leases(name) for name in ("one", "two", "three")]

    got = await asyncio.gather(*(each.claim(shard, TOTAL) for shard in range(TOTAL) for each in processes))

    assert sum(got) == TOTAL


async def test_the_shards_of_a_killed_process_are_free_and_marked_as_not_given_back(
    open_leases: OpenLeases, address: DatabaseUrl
) -> None:
    one, two = await open_leases("one"), await open_leases("two")
    for each in (one, two):
        await each.join(TOTAL)
    await one.claim(0, TOTAL)
    await one.claim(1, TOTAL)
    assert not await two.claim(0, TOTAL)

    kill(address, "one")

    async def is_gone() -> bool:
        return [each.name for each in (await two.look(None)).processes] == ["two"]

    await until(is_gone)
    view = await two.look(None)
    assert {shard: mark.total for shard, mark in view.marks.items()} == {0: TOTAL, 1: TOTAL}
    assert view.marks[0].claim != view.marks[1].claim
    assert await two.claim(0, TOTAL)
    with pytest.raises(UnreachableError):
        await one.look(None)


async def test_what_is_given_back_is_told_at_once_and_leaves_no_mark(open_leases: OpenLeases) -> None:
    one, two = await open_leases("one"), await open_leases("two")
    told = asyncio.Event()
    two.on_change = told.set
    await one.claim(0, TOTAL)
    await one.claim(1, TOTAL)

    await one.give_back([0])

    async with asyncio.timeout(SECONDS):
        await told.wait()
    assert set((await two.look(None)).marks) == {1}
    assert await two.claim(0, TOTAL)
    assert not await two.claim(1, TOTAL)


async def test_a_process_that_connects_again_gets_back_what_its_old_session_still_holds(
    open_leases: OpenLeases,
) -> None:
    one = await open_leases("one")
    await one.claim(0, TOTAL)
    old = one._connection  # noqa: SLF001 - as if the line were cut on one side only
    one._connection = None  # noqa: SLF001
    assert not one.is_connected

    await one.connect()

    assert await one.claim(0, TOTAL)
    assert old is not None
    old.terminate()


async def test_processes_serve_among_one_number_of_shards(
    open_leases: OpenLeases, address: DatabaseUrl
) -> None:
    one, two = await open_leases("one"), await open_leases("two")

    assert await one.join(16) == 16
    assert await two.join(32) == 16
    assert [each.name for each in (await two.look(None)).processes] == ["one"]
    # Nobody else is there any more.
    kill(address, "one")

    async def has_joined() -> bool:
        return await two.join(32) == 32

    await until(has_joined)
    # One that has joined may change its mind.
    assert await two.join(8) == 8


async def test_a_look_shows_who_is_there_with_shards_latency_and_who_leads(open_leases: OpenLeases) -> None:
    one, two = await open_leases("one"), await open_leases("two")
    for each in (one, two):
        await each.join(TOTAL)
    await one.claim(3, TOTAL)
    await one.claim(1, TOTAL)
    assert await one.try_to_lead()
    assert not await two.try_to_lead()
    await two.want(3)
    await two.want(2)

    await one.look(43)
    first, second = (await two.look(None)).processes

    assert (first.name, first.shards, first.latency_ms, first.leads, first.is_this) == (
        "one",
        (1, 3),
        43,
        True,
        False,
    )
    assert (second.name, second.shards, second.latency_ms, second.leads, second.is_this) == (
        "two",
        (),
        None,
        False,
        True,
    )
    assert (await one.look(43)).wanted == 2
    assert (await two.look(None)).wanted == 0
    await two.want(0)
    assert (await one.look(43)).wanted == 0


async def test_one_turn_to_identify_a_bucket_within_the_time(
    open_leases: OpenLeases, address: DatabaseUrl
) -> None:
    one, two = await open_leases("one"), await open_leases("two")

    got = await asyncio.gather(*(each.take_slot(0, 3600.0) for each in (one, two, one, two)))

    assert sum(got) == 1
    assert await two.take_slot(1, 3600.0)
    # The turn outlives whoever had it.
    kill(address, "one")
    assert not await two.take_slot(0, 3600.0)
    assert await two.take_slot(0, 0.0)


async def test_a_server_that_does_not_run_is_told_from_one_that_cannot_be_reached(
    unused_tcp_port: int,
) -> None:
    address = DatabaseUrl(f"postgresql://nobody@localhost:{unused_tcp_port}/facts")

    with pytest.raises(DownError, match="not running"):
        await Leases(address, "one", forgotten_after_s=SECONDS).connect()


async def test_a_server_that_forgets_ends_the_session_of_a_process_that_stands_still(
    address: DatabaseUrl,
) -> None:
    one = Leases(address, "one", forgotten_after_s=0.2)
    await one.connect()
    try:
        if one._connection.get_server_version().major < 14:  # type: ignore[union-attr] # noqa: SLF001
            pytest.skip("before version 14 the server does not end idle sessions")
        async with asyncio.timeout(SECONDS):
            while one.is_connected:  # noqa: ASYNC110 - asyncpg says it in its own time
                await asyncio.sleep(0.01)
    finally:
        await one.close()
