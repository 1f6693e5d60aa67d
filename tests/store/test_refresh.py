"""What another process has loaded is read once for all who ask, and nobody waits long for it, or for slow statements."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.facts.model import Kind
from bot.names import NameIndex
from bot.store import Address, FactStore, StoreError
from bot.store import store as store_module
from bot.store.readers import FileSearcher, Readers

AT_ONCE = 20


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


async def load_elsewhere(store: FactStore, tmp_path: Path, *titles: str) -> None:
    """What the command line does, in another process or not."""
    folder = tmp_path / "facts"
    folder.mkdir(exist_ok=True)
    for title in titles:
        (folder / f"{title.replace(' ', '-')}.toml").write_text(
            f'[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "{title}"\nrelation = "genre"\nvalue = "drama"\n'
        )
    async with FactStore.open(store.address) as other:
        await other.apply(await other.plan_load([folder]))
    # A server tells of it on the writer's connection, before it answers anything there.
    await store.set_note("key", "value")


class Reading:
    """Stands for reading the index: counts, and waits or fails as it is told."""

    def __init__(self, store: FactStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times = 0
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()
        self.error: Exception | None = None
        engine = store._engine  # noqa: SLF001 - what it reads shows nowhere else
        self._read = engine.read_index
        monkeypatch.setattr(engine, "read_index", self.read)

    async def read(self) -> tuple[NameIndex, frozenset[int]]:
        self.times += 1
        await self.may_go_on.wait()
        if self.error is not None:
            raise self.error
        return await self._read()


def knows(store: FactStore, title: str) -> bool:
    return bool(store.names.exact(title, (Kind.WORK,)))


async def test_twenty_commands_after_a_load_elsewhere_read_the_names_once(
    store: FactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(store, monkeypatch)
    reading.may_go_on.clear()
    await load_elsewhere(store, tmp_path, "Moon High")
    commands = [asyncio.create_task(store.refresh()) for _ in range(AT_ONCE)]
    await asyncio.sleep(0)
    reading.may_go_on.set()
    assert all(await asyncio.gather(*commands))
    assert reading.times == 1
    assert knows(store, "Moon High")
    assert not await store.refresh()


async def test_a_command_goes_on_with_the_old_names_while_the_new_ones_take_long(
    store: FactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "_FRESH_WITHIN_S", 0.0)
    reading = Reading(store, monkeypatch)
    reading.may_go_on.clear()
    await load_elsewhere(store, tmp_path, "Moon High")
    before = store.names
    assert [await store.refresh() for _ in range(AT_ONCE)] == [False] * AT_ONCE
    assert store.names is before
    reading.may_go_on.set()
    monkeypatch.setattr(store_module, "_FRESH_WITHIN_S", 60.0)
    assert await store.refresh()
    assert reading.times == 1
    assert knows(store, "Moon High")


async def test_names_that_could_not_be_read_are_read_by_the_next_command(
    store: FactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(store, monkeypatch)
    reading.error = StoreError("the disk failed")
    await load_elsewhere(store, tmp_path, "Moon High")
    with pytest.raises(StoreError, match="the disk failed"):
        await store.refresh()
    reading.error = None
    assert await store.refresh()
    assert knows(store, "Moon High")


async def test_whoever_asks_while_names_are_read_gets_what_was_written_before_they_asked(
    store: FactStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(store, monkeypatch)
    reading.may_go_on.clear()
    await load_elsewhere(store, tmp_path, "Moon High")
    first = asyncio.create_task(store._index_names())  # noqa: SLF001 - as every write does that brings names
    await asyncio.sleep(0)
    later = [asyncio.create_task(store._index_names()) for _ in range(AT_ONCE)]  # noqa: SLF001
    await asyncio.sleep(0)
    reading.may_go_on.set()
    await asyncio.gather(first, *later)
    assert reading.times == 2


async def test_closing_waits_for_no_index(
    database: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FactStore.open(database) as store:
        monkeypatch.setattr(store_module, "_FRESH_WITHIN_S", 0.0)
        Reading(store, monkeypatch).may_go_on.clear()
        await load_elsewhere(store, tmp_path, "Moon High")
        assert not await store.refresh()


@pytest.mark.of_sqlite
async def test_answers_do_not_wait_behind_a_slow_statement(store: FactStore, tmp_path: Path) -> None:
    await load_elsewhere(store, tmp_path, "Moon High", "Sun Low")
    await store.refresh()
    begun, may_go_on = threading.Event(), threading.Event()

    def hold(*_: object) -> bool:
        begun.set()
        return may_go_on.wait(10)

    slow = store._slow_reader  # noqa: SLF001 - there is no slower way
    assert isinstance(slow, FileSearcher)
    await slow._connection.create_function("holds_words", 2, hold)  # noqa: SLF001
    searching = asyncio.create_task(store.articles_like("moon", 5))
    await asyncio.to_thread(begun.wait, 10)
    (work,) = store.names.exact("Moon High", (Kind.WORK,))
    assert len(await store.find_reports(work.entity)) == 1
    assert not searching.done()
    may_go_on.set()
    assert len(await searching) == 2


class Held:
    """A connection that answers once it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_go_on = asyncio.Event()

    async def execute_fetchall(self, sql: str, parameters: Iterable[object] | None = None) -> list[str]:
        self.asked.append(sql)
        await self.may_go_on.wait()
        return []


async def test_a_statement_goes_to_the_connection_with_the_fewest_under_way() -> None:
    one, other = Held(), Held()
    readers = Readers([one, other])
    asking = [asyncio.create_task(readers.execute_fetchall(str(number))) for number in range(3)]
    await asyncio.sleep(0)
    assert (one.asked, other.asked) == (["0", "2"], ["1"])
    other.may_go_on.set()
    await asking[1]
    asking.append(asyncio.create_task(readers.execute_fetchall("3")))
    await asyncio.sleep(0)
    assert other.asked == ["1", "3"]
    one.may_go_on.set()
    await asyncio.gather(*asking)
