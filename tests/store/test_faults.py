"""When SQLite fails at any call: what was asked for is done whole or not at all, and the next try works."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.facts.model import Kind
from bot.store import BusyError, DamagedError, FactStore, FullError, Letter, StoreError, UnwritableError
from bot.store.sqlite_engine import SqliteEngine
from tests.faults import BUSY, DAMAGED, FULL, IO_ERROR, READ_ONLY, Fault, failing_at

pytestmark = pytest.mark.of_sqlite

MODERATOR = 5
NOW = datetime(2024, 3, 1, tzinfo=UTC)
State = object
"""Whatever can be compared."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy database is not waited for."""
    monkeypatch.setattr("bot.store.store._PATIENCE_S", 0.0)
    monkeypatch.setattr("bot.store.store._LOAD_PATIENCE_S", 0.0)


def write_facts(path: Path, *genres: str) -> Path:
    facts = "".join(
        f'[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "{genre}"\n' for genre in genres
    )
    path.write_text(f"[article]\npublished_on = 2024-01-29\n{facts}", encoding="utf-8")
    return path


READ = (
    "SELECT slug, name, value FROM fact JOIN article ON article.id = article JOIN name ON name.id = subject ORDER BY fact.id",
    "SELECT what, undoes, (SELECT count(*) FROM step WHERE step.change = change.id) FROM change ORDER BY id",
    "SELECT once, sent_at IS NULL FROM outbox ORDER BY id",
    "SELECT value FROM fact_words WHERE fact_words MATCH 'stories' ORDER BY rowid",
    "SELECT kind, name FROM name ORDER BY id",
)


def read_state(path: Path) -> State:
    """All that can be read of a store by somebody who opens it afresh."""
    with closing(sqlite3.connect(path)) as database:
        return [database.execute(read).fetchall() for read in READ]


OLD = ("drama", "long stories of the dead", "horror")
NEW = ("drama", "short stories of the living", "school", "comedy")


async def load(store: FactStore, folder: Path) -> None:
    await store.apply(await store.plan_load([write_facts(folder / "a.toml", *OLD)]))


async def reload(store: FactStore, folder: Path) -> None:
    await store.apply(await store.plan_load([write_facts(folder / "a.toml", *NEW)]))


async def undo(store: FactStore, folder: Path) -> None:
    last = await store.history.find_last()
    assert last is not None
    await store.history.undo(last.id, MODERATOR)


async def put_letters(store: FactStore, folder: Path) -> None:
    await store.outbox.put(
        Letter(once=f"letter {user}", user=user, blocks=("news",), due_at=NOW) for user in range(3)
    )


async def settle_letters(store: FactStore, folder: Path) -> None:
    due = await store.outbox.find_due(NOW, 100)
    await store.outbox.claim(due, NOW)
    await store.outbox.note_sent([letter.id for letter in due], NOW)


Deed = Callable[[FactStore, Path], Awaitable[None]]
DEEDS: dict[str, tuple[list[Deed], Deed]] = {
    "the first load": ([], load),
    "a reload": ([load], reload),
    "an undo": ([load, reload], undo),
    "the undo of all": ([load], undo),
    "letters put in": ([], put_letters),
    "letters sent": ([put_letters], settle_letters),
}


@pytest.mark.parametrize("fault", [IO_ERROR, FULL, BUSY], ids=lambda fault: fault[2])
@pytest.mark.parametrize("what", DEEDS)
async def test_a_failure_at_any_call_leaves_the_old_or_the_new_and_the_next_try_works(
    what: str, fault: Fault, database: Path, tmp_path: Path
) -> None:
    before, deed = DEEDS[what]
    async with FactStore.open(database) as store:
        for earlier in before:
            await earlier(store, tmp_path)
    old = read_state(database)
    done = shutil.copyfile(database, tmp_path / "done.db")
    async with FactStore.open(done) as store:
        with failing_at(None, fault) as calls:
            await deed(store, tmp_path)
    new = read_state(done)
    assert old != new

    for at in range(calls.passed):
        path = shutil.copyfile(database, tmp_path / f"{at}.db")
        async with FactStore.open(path) as store:
            with failing_at(at, fault) as failing, suppress(StoreError):
                await deed(store, tmp_path)
            assert failing.failed, f"nothing failed at {at}"
            found = read_state(path)
            assert found in (old, new), f"half of {what} after a failure at {at}"
            if found == old:
                await deed(store, tmp_path)
                assert read_state(path) == new, f"the next try after a failure at {at}"
            await store.refresh()
            known = bool(store.names.exact("Moon High", (Kind.WORK,)))
            assert known == bool(await store.list_works(1)), f"the index of names after a failure at {at}"
            await store.set_note("still", "writing")
        path.unlink()


@pytest.mark.parametrize("room", range(0, 60, 3))
async def test_a_database_that_cannot_grow_any_more_has_the_old_facts_or_the_new(
    room: int, database: Path, tmp_path: Path
) -> None:
    """SQLite's own limit, at many sizes: this is what a full disk does."""
    many = tmp_path / "many.toml"
    async with FactStore.open(database) as store:
        await store.apply(await store.plan_load([write_facts(many, *(f"old {at}" for at in range(300)))]))
        write_facts(many, *(f"new {at}, a longer text" for at in range(600)))
        plan = await store.plan_load([many])
        engine = store._engine  # noqa: SLF001 - nobody else sets a limit
        assert isinstance(engine, SqliteEngine)
        connection = engine._connection  # noqa: SLF001
        (pages,) = next(iter(await connection.execute_fetchall("PRAGMA page_count")))
        await connection.execute_fetchall(f"PRAGMA max_page_count = {pages + room}")
        with suppress(FullError):
            await store.apply(plan)
        values = {report.value.split()[0] for report in await store.list_reports_in("many", 0, 1000)}
        assert values in ({"old"}, {"new"})
        await connection.execute_fetchall("PRAGMA max_page_count = 100000")
        await store.apply(await store.plan_load([many]))
        found = await store.list_reports_in("many", 0, 1000)
        assert len(found) == 600
        assert {report.value.split()[0] for report in found} == {"new"}


@pytest.mark.parametrize(
    ("fault", "kind", "said"),
    [
        (FULL, FullError, "the disk is full"),
        (READ_ONLY, UnwritableError, "cannot be written"),
        (DAMAGED, DamagedError, r"is damaged.*python -m bot restore"),
        (IO_ERROR, StoreError, "the disk failed"),
        (BUSY, BusyError, "another process is writing"),
    ],
    ids=lambda value: value[2] if isinstance(value, tuple) else "",
)
async def test_each_failure_says_what_it_is_and_nothing_else(
    fault: Fault, kind: type[StoreError], said: str, database: Path
) -> None:
    async with FactStore.open(database) as store:
        with failing_at(0, fault, only="BEGIN"), pytest.raises(kind, match=said) as raised:
            await store.set_note("key", "value")
        assert type(raised.value) is kind
        assert (fault[2] == DAMAGED[2]) == ("facts.db is damaged" in str(raised.value))
        assert await store.find_note("key") is None, "reading goes on"
