"""The database's file: who may read it, and what happens when it is deleted or replaced while it is open."""

from __future__ import annotations

import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.facts.model import Kind
from bot.store import BusyError, FactStore, ReplacedError, StoreError, make_backup, restore_backup

pytestmark = pytest.mark.of_sqlite

NOW = datetime(2024, 3, 1, 12, 30, tzinfo=UTC)


def write_article(path: Path, work: str) -> Path:
    path.write_text(
        f'[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "{work}"\nrelation = "genre"\nvalue = "drama"\n',
        encoding="utf-8",
    )
    return path


async def make_other(path: Path, folder: Path) -> Path:
    """Another database of the bot's, which knows another show."""
    async with FactStore.open(path) as other:
        await other.apply(await other.plan_load([write_article(folder / "other.toml", "Night Shift")]))
        await other.set_note("key", "of the other")
    return path


def knows(store: FactStore, work: str) -> bool:
    return bool(store.names.exact(work, (Kind.WORK,)))


def modes_in(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


async def test_nobody_else_can_read_the_database_its_logs_and_its_backups(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    async with FactStore.open(folder / "facts.db") as store:
        await store.set_note("key", "value")
        await store.backup(folder / "backup.db")
        assert len(list(folder.iterdir())) == 4
        assert modes_in(folder) == {0o600}


async def test_a_database_that_others_could_read_becomes_private(database: Path) -> None:
    database.chmod(0o644)
    with closing(sqlite3.connect(database)) as left:
        # A bot that was killed leaves its logs.
        left.execute("PRAGMA journal_mode = WAL")
        left.execute("SELECT count(*) FROM fact").fetchall()
        async with FactStore.open(database) as store:
            await store.set_note("key", "value")
            assert modes_in(database.parent) == {0o600}


async def test_a_deleted_database_is_not_written_and_is_read_on(database: Path, tmp_path: Path) -> None:
    async with FactStore.open(database) as store:
        await store.apply(await store.plan_load([write_article(tmp_path / "a.toml", "Moon High")]))
        database.unlink()
        with pytest.raises(ReplacedError, match=r"was deleted .* Nothing was written"):
            await store.set_note("key", "value")
        assert not database.exists(), "nor is an empty one made"
        await store.refresh()
        assert knows(store, "Moon High")
        assert await store.list_works(10) == ["Moon High"]


@pytest.mark.parametrize("put", [Path.replace, shutil.move])
async def test_a_replaced_database_is_not_written_once_and_then_is_the_new_one(
    put: Callable[[Path, Path], object], database: Path, tmp_path: Path
) -> None:
    other = await make_other(tmp_path / "other.db", tmp_path)
    async with FactStore.open(database) as store:
        await store.apply(await store.plan_load([write_article(tmp_path / "a.toml", "Moon High")]))
        if put is not Path.replace:
            database.unlink()
        put(other, database)
        with pytest.raises(
            ReplacedError, match=r"was replaced; the new file is open now. Nothing was written"
        ):
            await store.set_note("key", "of the old")
        assert await store.find_note("key") == "of the other"
        assert (knows(store, "Moon High"), knows(store, "Night Shift")) == (False, True)
        await store.set_note("key", "written since")
        await store.unanswered.count_open()
    with closing(sqlite3.connect(database)) as found:
        assert found.execute("SELECT value FROM note WHERE key = 'key'").fetchall() == [("written since",)]
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "no log of the old one got in"
    assert not list(tmp_path.glob("*-wal"))


async def test_a_replaced_database_is_read_by_the_next_command(database: Path, tmp_path: Path) -> None:
    other = await make_other(tmp_path / "other.db", tmp_path)
    async with FactStore.open(database) as store:
        other.replace(database)
        assert await store.refresh()
        assert knows(store, "Night Shift")
        assert not await store.refresh()


async def test_a_database_replaced_in_the_middle_of_a_write_does_not_get_half_of_it(
    database: Path, tmp_path: Path
) -> None:
    """Whoever restores a backup waits until the write is done."""
    async with FactStore.open(database) as store:
        await store.set_note("key", "before")
        backup = tmp_path / "backup.db"
        await store.backup(backup)
        async with store._write() as writer:  # noqa: SLF001 - a write that takes long
            await writer.execute("UPDATE note SET value = 'after'")
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("bot.store.backups._PATIENCE_S", 0.0)
                with pytest.raises(BusyError):
                    restore_backup(backup, database, NOW)
        assert await store.find_note("key") == "after"
        kept = restore_backup(backup, database, NOW)
        assert kept == tmp_path / "facts.db.before-20240301T123000"
        await store.refresh()
        assert await store.find_note("key") == "before"
    async with FactStore.open(kept) as old:
        assert await old.find_note("key") == "after", "what stood there is kept whole"


async def test_a_replacement_that_cannot_be_used_is_said_to_be_so(database: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("not a database\n" * 100, encoding="utf-8")
    async with FactStore.open(database) as store:
        notes.replace(database)
        with pytest.raises(ReplacedError, match=r"the new file cannot be used: .* not a database"):
            await store.set_note("key", "value")
        assert await store.list_works(1) == []
        assert database.read_bytes().startswith(b"not a database"), "it is left alone"


async def test_a_backup_that_was_killed_half_way_is_no_backup_and_no_hindrance(
    database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "backup.db"
    for left in ("backup.db.part", "backup.db.part-journal"):
        (tmp_path / left).write_bytes(b"half")
    make_backup(database, target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.db", "facts.db"]
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert copy.execute("PRAGMA journal_mode").fetchall() == [("delete",)], "one file, without a log"


async def test_a_backup_that_is_stopped_leaves_nothing(database: Path, tmp_path: Path) -> None:
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(InterruptedError):
        make_backup(database, tmp_path / "backup.db", stopped)
    assert [path.name for path in tmp_path.iterdir()] == ["facts.db"]


async def test_a_backup_is_restored_where_there_is_no_database(database: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    make_backup(database, backup)
    database.unlink()
    assert restore_backup(backup, database, NOW) is None
    assert modes_in(tmp_path) == {0o600}
    with pytest.raises(StoreError, match="there is no backup"):
        restore_backup(tmp_path / "gone.db", database, NOW)
