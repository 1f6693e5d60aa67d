"""Keepers of several processes, each with a session of its own on a real PostgreSQL server."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

import pytest

from bot.sharding.keeper import Limits, ShardKeeper, find_share, word_shards
from bot.sharding.times import TIMES, Times
from bot.store import DatabaseUrl, UnreachableError
from bot.store.leases import Leases
from tests.conftest import make_database
from tests.postgres_server import PostgresServer, execute, start_server

SECONDS = 30.0
"""How long anything may take on a busy machine before a test fails."""
FAST = Times(
    look_every=0.05,
    fence=SECONDS,
    forgotten_after=2 * SECONDS,
    seen_free=0.2,
    left_over=0.2,
    give_every=0.01,
    identify_every=0.05,
    reconnect_at_most=0.1,
)
LIMITS = Limits(total=6, is_chosen=False, at_most=None, max_concurrency=1)


@dataclass
class Served:
    """What a process would serve, and what it was told."""

    keeper: ShardKeeper
    leases: Leases
    name: str
    total: int = 0
    shards: set[int] = field(default_factory=set)
    led: int = 0
    latency_ms: int | None = None

    def begin_serving(self, total: int) -> None:
        self.total = total

    async def launch_leased(self, shard: int) -> None:
        await self.keeper.wait_to_identify(shard)
        self.shards.add(shard)

    async def drop_shards(self, shards: Collection[int]) -> None:
        self.shards -= set(shards)

    def note_leading(self) -> None:
        self.led += 1


class Stage:
    """Processes on one database."""

    def __init__(self, address: DatabaseUrl, opened: AsyncExitStack) -> None:
        self.address = address
        self._opened = opened
        self.processes: list[Served] = []

    async def start(self, limits: Limits = LIMITS, times: Times = FAST) -> Served:
        """Start a process."""
        name = f"process-{len(self.processes)}"
        leases = Leases(self.address, name, forgotten_after_s=times.forgotten_after)
        keeper = ShardKeeper(leases, times)
        served = Served(keeper, leases, name)
        self._opened.push_async_callback(leases.close)
        self._opened.push_async_callback(keeper.stop)
        await leases.connect()
        await keeper.try_to_lead()
        keeper.start(served, limits)
        self.processes.append(served)
        return served

    async def kill(self, served: Served) -> None:
        """Have a process die: nothing of it runs any more, and the server ends its session."""
        await served.keeper.stop()
        self.cut(served)
        self.processes.remove(served)
        served.shards.clear()

    def cut(self, served: Served) -> None:
        """End a process's session at the server."""
        sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE $1"
        execute(self.address, sql, f"fan-facts {served.name} %")

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to be so; no shard may ever be served twice meanwhile."""
        async with asyncio.timeout(SECONDS):
            while not holds():
                self.check()
                await asyncio.sleep(0.005)
        self.check()

    def check(self) -> None:
        """No shard is served twice."""
        served = [shard for each in self.processes for shard in each.shards]
        assert len(served) == len(set(served)), [sorted(each.shards) for each in self.processes]

    def counts(self) -> list[int]:
        """How many shards each process serves."""
        return [len(each.shards) for each in self.processes]


@pytest.fixture
def address(postgres_server: PostgresServer, empty_on_server: DatabaseUrl) -> Iterator[DatabaseUrl]:
    """A database of the test's own."""
    made = postgres_server.create(empty_on_server)
    yield made
    postgres_server.drop(made)


@pytest.fixture
async def stage(address: DatabaseUrl) -> AsyncIterator[Stage]:
    """Processes that end with the test."""
    async with AsyncExitStack() as opened:
        yield Stage(address, opened)


async def test_processes_that_start_together_share_all_shards_fairly(stage: Stage) -> None:
    await asyncio.gather(*(stage.start() for _ in range(3)))

    await stage.until(lambda: stage.counts() == [2, 2, 2])

    assert sum(each.keeper.leads for each in stage.processes) == 1
    assert {each.total for each in stage.processes} == {6}


async def test_a_process_that_comes_later_is_given_its_share_one_shard_at_a_time(stage: Stage) -> None:
    first = await stage.start()
    await stage.until(lambda: stage.counts() == [6])

    await stage.start()

    await stage.until(lambda: stage.counts() == [3, 3])
    await stage.start()
    await stage.until(lambda: stage.counts() == [2, 2, 2])
    assert first.keeper.leads


async def test_as_many_are_given_at_once_as_discord_lets_identify(stage: Stage) -> None:
    # Who gives once can give no second time within the test.
    limits, times = replace(LIMITS, max_concurrency=6), replace(FAST, give_every=1e9)
    await stage.start(limits, times)
    await stage.until(lambda: stage.counts() == [6])

    await stage.start(limits, times)

    await stage.until(lambda: stage.counts() == [3, 3])


async def test_the_shards_of_a_killed_process_are_taken_over_and_so_is_its_lead(stage: Stage) -> None:
    first = await stage.start()
    await stage.until(lambda: stage.counts() == [6])
    second = await stage.start()
    await stage.until(lambda: stage.counts() == [3, 3])

    await stage.kill(first)

    await stage.until(lambda: stage.counts() == [6])
    assert second.keeper.leads
    assert (second.led, second.keeper.name) == (1, "process-1")


async def test_a_shard_that_somebody_had_between_two_looks_was_not_free_all_the_while(stage: Stage) -> None:
    # Has as many as it may: it looks at free shards and takes none.
    watching = await stage.start(replace(LIMITS, at_most=1), replace(FAST, look_every=1e9))
    keeper = watching.keeper
    await keeper.stop()
    await keeper._join()  # noqa: SLF001 - its looks are made by hand
    await keeper._look()  # noqa: SLF001
    free_before = dict(keeper._free_since)  # noqa: SLF001

    async with AsyncExitStack() as opened:
        other = Leases(stage.address, "other", forgotten_after_s=SECONDS)
        opened.push_async_callback(other.close)
        await other.connect()
        assert await other.claim(3, LIMITS.total)
    async with asyncio.timeout(SECONDS):
        await keeper._look()  # noqa: SLF001
        # The server may be a moment late to notice.
        while 3 not in keeper._free_since:  # noqa: SLF001
            await keeper._look()  # noqa: SLF001

    changed = {shard for shard in free_before if keeper._free_since[shard] != free_before[shard]}  # noqa: SLF001
    assert changed == {3}


async def test_what_is_given_back_at_the_end_is_taken_at_once(stage: Stage) -> None:
    # Who has to wait until a shard was seen free for long would wait for ever here.
    never = replace(FAST, seen_free=1e9)
    first = await stage.start(times=never)
    await stage.until(lambda: stage.counts() == [6])
    await stage.start(times=never)
    await stage.until(lambda: stage.counts() == [3, 3])

    await first.keeper.stop()
    first.shards.clear()
    await first.keeper.leave()
    stage.processes.remove(first)

    await stage.until(lambda: stage.counts() == [6])


async def test_no_process_takes_more_than_it_may_and_others_take_what_it_leaves(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    small = replace(LIMITS, at_most=1)
    await stage.start(small)
    await stage.start(replace(LIMITS, at_most=4))
    await stage.until(lambda: stage.counts() == [1, 4])
    await stage.until(lambda: "served by nobody" in caplog.text)

    await stage.start()

    await stage.until(lambda: sum(stage.counts()) == 6)
    assert stage.counts()[0] == 1


async def test_a_session_that_is_cut_costs_no_shard(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    # Others see them free for a moment, which is too short.
    patient = replace(FAST, seen_free=SECONDS)
    first = await stage.start(times=patient)
    await stage.until(lambda: stage.counts() == [6])
    await stage.start(times=patient)
    await stage.until(lambda: stage.counts() == [3, 3])
    before = set(first.shards)

    stage.cut(first)

    await stage.until(lambda: "is back" in caplog.text)
    assert first.shards == before == first.keeper.held
    await stage.until(lambda: first.keeper.leads or stage.processes[1].keeper.leads)


async def test_who_cannot_reach_the_database_stops_serving_before_others_begin(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await stage.start(times=replace(FAST, fence=0.5, seen_free=2.0))
    await stage.until(lambda: stage.counts() == [6])
    second = await stage.start(times=replace(FAST, seen_free=2.0))
    await stage.until(lambda: stage.counts() == [3, 3])

    async def fail() -> None:
        raise UnreachableError("no route to host")

    # Its way to the server alone is cut.
    monkeypatch.setattr(first.leases, "connect", fail)
    stage.cut(first)

    # ``until`` sees to it that none is served twice.
    await stage.until(lambda: len(second.shards) == 6)
    assert first.shards == set()
    monkeypatch.undo()
    await stage.until(lambda: stage.counts() == [3, 3])


async def test_while_the_server_does_not_run_all_go_on_and_keep_what_they_have() -> None:
    fence = 4.0
    times = replace(FAST, fence=fence, seen_free=SECONDS)
    with start_server() as server:
        address = make_database(server.create())
        async with AsyncExitStack() as opened:
            stage = Stage(address, opened)
            await asyncio.gather(*(stage.start(times=times) for _ in range(2)))
            await stage.until(lambda: stage.counts() == [3, 3])
            before = [set(each.shards) for each in stage.processes]
            loop = asyncio.get_running_loop()

            # Beside the processes, which would else stand still themselves.
            await asyncio.to_thread(server.stop)
            until = loop.time() + 1.25 * fence
            await stage.until(lambda: loop.time() > until)
            assert [each.shards for each in stage.processes] == before
            await asyncio.to_thread(server.start)

            await stage.until(lambda: all(each.leases.is_connected for each in stage.processes))
            await stage.until(lambda: sum(each.keeper.leads for each in stage.processes) == 1)
            assert [each.shards for each in stage.processes] == before


async def test_among_another_number_of_shards_a_process_waits_or_follows(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    first = await stage.start()
    await stage.until(lambda: stage.counts() == [6])

    follower = await stage.start(replace(LIMITS, total=8))
    await stage.until(lambda: stage.counts() == [3, 3])
    assert follower.total == 6
    assert "Discord recommends 8" in caplog.text
    waiting = await stage.start(replace(LIMITS, total=8, is_chosen=True))
    await stage.until(lambda: "waits until" in caplog.text)
    assert stage.counts() == [3, 3, 0]

    await stage.kill(first)
    await stage.kill(follower)

    await stage.until(lambda: waiting.shards == set(range(8)))


async def test_identifies_of_all_processes_keep_their_distance(stage: Stage) -> None:
    times = replace(FAST, identify_every=0.3)
    await asyncio.gather(*(stage.start(times=times) for _ in range(3)))
    launched: list[float] = []
    loop = asyncio.get_running_loop()

    def note() -> bool:
        count = sum(stage.counts())
        launched.extend([loop.time()] * (count - len(launched)))
        return count == 6

    await stage.until(note)

    # The last came no sooner than five times the distance after the first, however slow the machine is.
    assert launched[-1] - launched[0] > 5 * 0.3 - 0.1


async def test_who_waits_for_a_turn_and_loses_the_shard_is_told(stage: Stage) -> None:
    served = await stage.start()
    await stage.until(lambda: stage.counts() == [6])

    with pytest.raises(ConnectionError, match="shard 7"):
        await served.keeper.wait_to_identify(7)


@pytest.mark.parametrize(
    ("total", "processes", "at_most", "share"),
    [(16, 4, None, 4), (16, 3, None, 6), (1, 4, None, 1), (16, 0, None, 16), (16, 2, 3, 3)],
)
def test_a_share_is_all_shards_divided_by_all_processes(
    total: int, processes: int, at_most: int | None, share: int
) -> None:
    assert find_share(total, processes, at_most) == share


def test_shards_are_worded() -> None:
    assert [word_shards(each) for each in ((), (3,), (3, 1))] == ["no shard", "shard 3", "shards 1, 3"]


def test_a_process_stops_before_another_may_begin() -> None:
    # With the look that notices it, and the checks of the fence.
    assert TIMES.fence + TIMES.fence / 30 < min(TIMES.seen_free, TIMES.forgotten_after)
    assert TIMES.look_every * 1.2 + 4 < TIMES.fence
