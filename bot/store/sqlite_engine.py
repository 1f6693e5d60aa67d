"""SQLite as the store's engine: one file, one writer, read-only readers, and what only SQLite says.

Owns its connections, its migrations and its full-text index. Refuses a database written by a newer version of the bot,
or by another program.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import date
from pathlib import Path
from typing import Any  # rows hold values of several types

import aiosqlite

from bot.names import NameIndex
from bot.store.backups import back_up_daily, make_backup
from bot.store.connection import (
    APPLICATION_ID,
    ExplainedConnection,
    address_of,
    connect,
    connect_here,
    find_file_id,
    find_logs,
    find_size,
    remove_logs,
    transaction,
)
from bot.store.database import Parameters, Rows, Writer
from bot.store.engine import CHANGES, FOLLOWS, LETTERS, Frozen, Health, WordSearch
from bot.store.errors import ReplacedError, StoreError
from bot.store.read_index import read_index
from bot.store.readers import FileSearcher, Readers

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).with_name("migrations")
_CHECKPOINT_PATIENCE_MS = 10_000
_WORDS_LEFT_OUT = 11
"""The migration that takes people's own words out of the questions asked in vain."""
_READERS = 2


class SqliteWriter:
    """The writer's connection, as every engine's SQL sees it."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.execute = connection.execute
        self.executemany = connection.executemany
        self.execute_fetchall = connection.execute_fetchall

    async def insert(self, table: str, columns: Sequence[str], rows: Rows) -> None:
        """Insert rows, made in the writer's thread."""
        await self.executemany(make_insert(table, columns), rows)

    async def find_next_id(self, table: str) -> int:
        """The id that a table's next row gets; the table has AUTOINCREMENT."""
        rows = await self.execute_fetchall("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
        return next((int(row[0]) for row in rows), 0) + 1

    async def set_last_id(self, table: str, last: int) -> None:
        """Have the next row of a table with AUTOINCREMENT get a greater id than ``last``."""
        await self.execute("DELETE FROM sqlite_sequence WHERE name = ? AND seq < ?", (table, last))
        await self.execute(
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2"
            " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)"
            " AND EXISTS (SELECT 1 FROM sqlite_schema WHERE name = ?1 AND sql LIKE '%AUTOINCREMENT%')",
            (table, last),
        )


def make_insert(table: str, columns: Sequence[str]) -> str:
    """The statement that inserts one row."""
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _any_of(words: Sequence[str]) -> str:
    return " OR ".join(f'"{word}"' for word in words)


def _beginning_with(words: Sequence[str]) -> str:
    # "x" stands for no word: an empty query is an error.
    return " OR ".join(f'"{word}" *' for word in words) or "x"


_WORDS = WordSearch(
    select_best="SELECT rowid AS found, rank FROM fact_words WHERE fact_words MATCH ? ORDER BY rank LIMIT ?",
    select_beginning="SELECT rowid FROM fact_words WHERE fact_words MATCH :words",
    any_of=_any_of,
    beginning_with=_beginning_with,
)


class FrozenFile:
    """A SQLite file at one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def read(self, table: str, columns: Sequence[str]) -> AsyncIterator[Iterator[Sequence[Any]]]:
        """A table's rows."""
        names = ", ".join(f'"{column}"' for column in columns)
        yield self._connection.execute(f"SELECT {names} FROM {table} ORDER BY 1")

    async def find_last_ids(self, tables: Sequence[str]) -> dict[str, int]:
        """The last ids of tables with AUTOINCREMENT."""
        found = self._connection.execute("SELECT name, seq FROM sqlite_sequence")
        return {table: seq for table, seq in found if seq and table in tables}


class SqliteEngine:
    """An open SQLite file."""

    words = _WORDS
    taking = ""

    def __init__(
        self,
        path: Path,
        writer: aiosqlite.Connection,
        readers: Sequence[aiosqlite.Connection],
        versions: sqlite3.Connection,
    ) -> None:
        self.path = path
        self.reader = Readers(readers[:-1])
        self.slow_reader = FileSearcher(readers[-1])
        self._connection = writer
        self._writer = SqliteWriter(writer)
        # How often others have written is counted for each connection.
        self._versions = versions
        self._erased = False
        self._last_ids: dict[str, int] = {}
        self._new_last_ids: dict[str, int] = {}
        self._file = find_file_id(path)
        self._logs = find_logs(path)

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path) -> AsyncIterator[SqliteEngine]:
        """Open the file at a path, made or migrated if needed; sqlite3.Error, OSError or StoreError if it cannot be."""
        async with AsyncExitStack() as opening:
            writer = await opening.enter_async_context(connect(path))
            await _migrate(writer)
            # From here on ``transaction`` waits, and not SQLite, which would keep the writer's thread.
            await writer.execute_fetchall("PRAGMA busy_timeout = 0")
            readers = [
                await opening.enter_async_context(connect(path, read_only=True)) for _ in range(_READERS + 1)
            ]
            versions = opening.enter_context(connect_here(path))
            yield cls(path, writer, readers, versions)

    def is_replaced(self) -> bool:
        """Whether another file stands at the path than the one that is open, or none."""
        return find_file_id(self.path) != self._file

    def is_there(self) -> bool:
        """Whether a file stands at the path."""
        return find_file_id(self.path) is not None

    def leave(self) -> None:
        """Remove the logs of the file that is open, which SQLite would apply to the new one."""
        remove_logs(self.path, self._logs)

    def read_version(self) -> int:
        """Changes whenever another connection has written: https://www.sqlite.org/pragma.html#pragma_data_version"""
        # Read here: it takes microseconds, and a thread's turn a hundred times as long.
        return int(self._versions.execute("PRAGMA data_version").fetchall()[0][0])

    async def read_facts(self, sql: str, parameters: Parameters) -> Iterable[Any]:
        """Read as anything else: the file itself says its version."""
        return await self.reader.execute_fetchall(sql, parameters)

    def count_reads(self) -> int:
        """Never."""
        return 0

    async def find_version(self) -> int:
        """The same."""
        return self.read_version()

    @asynccontextmanager
    async def write(self, patience_s: float, *, alone: bool = True) -> AsyncIterator[Writer]:
        """A transaction, always alone; ReplacedError if the file is gone."""
        del alone
        self._new_last_ids = self._last_ids
        async with transaction(self._connection, patience_s):
            # Whoever restores a backup waits for this transaction, or has finished before it began.
            if self.is_replaced():
                raise ReplacedError(f"the database {self.path} was replaced. Nothing was written; try again")
            yield self._writer
        self._last_ids = self._new_last_ids

    async def hold(self, writer: Writer, what: str) -> bool:
        """Always: one process at a time has the bot's work to do on a file."""
        return True

    async def let_go(self, writer: Writer, what: str) -> None:
        """There is nobody to leave it to."""

    def listen(self, hear: Callable[[str], None]) -> None:
        """There is nobody to listen to: what others change is seen when it is used."""

    async def tell(self, writer: Writer, what: str) -> None:
        """There is nobody to tell."""

    async def find_new(self, writer: Writer) -> set[str]:
        """Those with other last ids than after the last transaction here, whoever has written since."""
        rows = await writer.execute_fetchall("SELECT name, seq FROM sqlite_sequence")
        self._new_last_ids = {table: last for table, last in rows if table in {CHANGES, FOLLOWS, LETTERS}}
        return {table for table, last in self._new_last_ids.items() if last != self._last_ids.get(table)}

    async def note_changed_facts(self, writer: Writer) -> None:
        """Bring the search index into step with them; others see by themselves that the file has changed."""
        await writer.execute(
            "DELETE FROM fact_words WHERE rowid IN (SELECT fact_words.rowid FROM fact_words"
            " LEFT JOIN fact ON fact.id = fact_words.rowid WHERE fact.id IS NULL OR fact.value IS NOT fact_words.value"
            " OR fact.note IS NOT fact_words.note OR fact.about IS NOT fact_words.about)"
        )
        await writer.execute(
            "INSERT INTO fact_words (rowid, value, note, about) SELECT id, value, note, about FROM fact"
            " WHERE (note IS NOT NULL OR (named IS NULL AND lower IS NULL AND length(value) > 15))"
            " AND id NOT IN (SELECT rowid FROM fact_words)"
        )

    @asynccontextmanager
    async def erasing(self, writer: Writer) -> AsyncIterator[None]:
        """Have deleted data overwritten in the file: https://www.sqlite.org/pragma.html#pragma_secure_delete"""
        before = self._connection.total_changes
        await writer.execute_fetchall("PRAGMA secure_delete = ON")
        try:
            yield
        finally:
            await writer.execute_fetchall("PRAGMA secure_delete = FAST")
        self._erased = self._connection.total_changes != before

    async def finish_erasing(self) -> None:
        """Move what is committed into the file and empty the log, where it can still be read; puts it off while another
        process reads."""
        if not self._erased:
            return
        await self._connection.execute_fetchall(f"PRAGMA busy_timeout = {_CHECKPOINT_PATIENCE_MS}")
        try:
            await self._connection.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            await self._connection.execute_fetchall("PRAGMA busy_timeout = 0")

    async def read_index(self) -> tuple[NameIndex, frozenset[int]]:
        """Read in a thread, and on a connection, of its own."""
        return await read_index(self.path)

    @asynccontextmanager
    async def freeze(self) -> AsyncIterator[Frozen]:
        """The file in one read transaction."""
        with closing(
            ExplainedConnection(
                self.path,
                address_of(self.path, "ro"),
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
        ) as connection:
            connection.execute("BEGIN")
            yield FrozenFile(connection)

    async def read_health(self) -> Health:
        """Reads the whole file."""
        version = next(iter(await self.slow_reader.execute_fetchall("PRAGMA user_version")))[0]
        check = next(iter(await self.slow_reader.execute_fetchall("PRAGMA quick_check(1)")))[0]
        size = await asyncio.to_thread(find_size, self.path)
        return Health(version, size, check == "ok")

    async def back_up(self, target: Path) -> None:
        """Copy the file, in use or not, as backups.py says."""
        stopped = threading.Event()
        try:
            await asyncio.to_thread(make_backup, self.path, target, stopped)
        finally:
            stopped.set()

    async def back_up_daily(self, folder: Path, today: date) -> Path | None:
        """Keep a copy of each day, as backups.py says."""
        stopped = threading.Event()
        try:
            return await asyncio.to_thread(back_up_daily, self.path, folder, today, stopped)
        finally:
            stopped.set()


async def _migrate(database: aiosqlite.Connection) -> None:
    """Bring the schema up to date: each file in migrations/ once, in order of its number."""
    # A migration is called 001_what.sql: its number, then what it is for.
    migrations = sorted((int(path.name.partition("_")[0]), path) for path in MIGRATIONS.glob("*.sql"))
    version = await _read_schema_version(database)
    newest = migrations[-1][0]
    if version > newest:
        raise StoreError(
            f"the database is of version {version}, this bot knows up to {newest}: update the bot"
        )
    tables = next(iter(await database.execute_fetchall("SELECT count(*) FROM sqlite_schema")))[0]
    owner = next(iter(await database.execute_fetchall("PRAGMA application_id")))[0]
    if tables and owner != APPLICATION_ID:
        raise StoreError(
            "the file is a database of another program; name a file of the bot's own, or a new one"
        )
    if not tables:
        await database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for number, path in migrations:
        if number > version:
            script = await asyncio.to_thread(path.read_text, encoding="utf-8")
            try:
                await database.executescript(
                    f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;"
                )
            except sqlite3.OperationalError:
                # Another process may have opened the new file at the same moment, and done it.
                await database.rollback()
                if await _read_schema_version(database) < number:
                    raise
    if tables and version < _WORDS_LEFT_OUT:
        await _rewrite_file(database)


async def _rewrite_file(database: aiosqlite.Connection) -> None:
    """Leave nothing in the file that was deleted from it: SQLite overwrites deleted data only if asked in time."""
    try:
        await database.execute_fetchall("VACUUM")
        await database.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
    except (StoreError, sqlite3.Error) as error:
        log.warning(
            "Deleted words of people may still be read in the database's file (%s). With the bot stopped, run: "
            "sqlite3 FILE VACUUM",
            error,
        )


async def _read_schema_version(database: aiosqlite.Connection) -> int:
    return int(next(iter(await database.execute_fetchall("PRAGMA user_version")))[0])
