"""Moving everything that one database holds into another, of whichever engine, ids kept: old buttons go on working.

Owns which tables those are, and that all of it arrives, or nothing. Refuses a target that holds anything.
"""

from __future__ import annotations

import graphlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any  # rows hold values of several types

from bot.store.address import Address, open_engine
from bot.store.connection import explain
from bot.store.database import Writer
from bot.store.engine import Engine
from bot.store.errors import StoreError
from bot.store.outbox import DOUBT_PENDING
from bot.store.scratch import scratch_folder
from bot.store.sqlite_engine import SqliteEngine

_PATIENCE_S = 10.0


async def move_database(source: Address, target: Address) -> dict[str, int]:
    """Copy all of one database into another, made if it is not there; returns how many rows each table has.

    StoreError, and nothing is changed, if the target holds anything, or either cannot be used.
    """
    if isinstance(source, Path) and not source.exists():
        raise StoreError(f"there is no database {source}")
    try:
        async with open_engine(source) as read, open_engine(target) as written:
            return await copy_all(read, written, f"the database {target}")
    except sqlite3.Error as error:
        path = source if isinstance(source, Path) else target
        assert isinstance(path, Path), "only a file is SQLite's"
        raise explain(path, error) or StoreError(f"the database {path} cannot be used: {error}") from error


async def save_as_file(source: Engine, target: Path) -> None:
    """Copy all of a database to a new SQLite file, as private and as sound as any backup of one.

    StoreError if that exists, or cannot be written.
    """
    if target.exists():
        raise StoreError(f"{target} exists already; name a file that does not")
    with scratch_folder() as folder:
        async with SqliteEngine.open(folder / "copy.db") as copy:
            await copy_all(source, copy, str(target))
            await copy.back_up(target)


async def copy_all(source: Engine, target: Engine, called: str) -> dict[str, int]:
    """Copy all rows in one transaction, as they are at one moment; returns how many each table has.

    ``called``: what the target is called in messages.
    """
    tables = await _find_tables()
    copied: dict[str, int] = {}
    async with target.write(_PATIENCE_S) as writer, source.freeze() as frozen:
        for table in tables:
            if await _count(writer, table):
                raise StoreError(f"{called} is not empty: there are rows in {table}. Name a new one")
        for table, columns in tables.items():
            async with frozen.read(table, columns) as rows:
                counted = _Counted(rows)
                await writer.insert(table, columns, counted)
            copied[table] = await _count(writer, table)
            if copied[table] != counted.count:
                raise StoreError(
                    f"{called} has {copied[table]} rows in {table} instead of {counted.count}; nothing was moved"
                )
        numbered = [table for table, columns in tables.items() if "id" in columns]
        for table, last in (await frozen.find_last_ids(numbered)).items():
            await writer.set_last_id(table, last)
        # It may be an old copy: what is pending in it may have been sent since.
        await writer.execute(DOUBT_PENDING)
        await target.note_changed_facts(writer)
    return copied


async def _find_tables() -> Mapping[str, Sequence[str]]:
    """Every table with its columns, those that others point to first."""
    with scratch_folder() as folder:
        path = folder / "tables.db"
        # A new one has each table that the migrations make.
        async with SqliteEngine.open(path):
            pass
        with closing(sqlite3.connect(path)) as database:
            names = [
                name
                for (name,) in database.execute(
                    "SELECT name FROM sqlite_schema WHERE type = 'table'"
                    " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'fact_words%'"
                )
            ]
            columns = {
                name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in names
            }
            pointing = {
                name: {row[2] for row in database.execute(f"PRAGMA foreign_key_list({name})")} - {name}
                for name in names
            }
    return {name: columns[name] for name in graphlib.TopologicalSorter(pointing).static_order()}


async def _count(writer: Writer, table: str) -> int:
    rows = await writer.execute_fetchall(f"SELECT count(*) FROM {table}")
    return int(next(iter(rows))[0])


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterator[Sequence[Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[Any]]:
        for row in self._rows:
            self.count += 1
            yield row
