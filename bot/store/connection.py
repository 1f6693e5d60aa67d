"""Connections to a database file: opening them, their transactions, and what their errors mean.

Owns which of SQLite's errors are for whoever runs the bot (a full disk, a damaged file), and tells whether the file at
a path is still the one that was opened. Refuses to let other users of the machine read the file: it holds people's ids.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Self  # Any: sqlite3's parameters and rows hold values of several types

import aiosqlite

from bot.names import holds_words
from bot.store.errors import BusyError, DamagedError, FullError, ReplacedError, StoreError, UnwritableError
from bot.store.packed_facts import pack_lines

LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a database in use: https://www.sqlite.org/walformat.html."""
APPLICATION_ID = 0x46616374
"""Tells the bot's database from another program's: "Fact" in ASCII (https://www.sqlite.org/pragma.html)."""
_OPENING_PATIENCE_S = 10.0
_BETWEEN_TRIES_S = 0.05
_PRIMARY = 0xFF
"""The part of an error code that says what kind it is: https://www.sqlite.org/rescode.html."""
_NO_ROOM_BYTES = 1 << 20
_PRIVATE = 0o600
_OPEN_LOGS = "PRAGMA schema_version"
"""SQLite opens the logs when it first reads: by then another file might stand there."""
BUSY = "another process is writing to the database; try again when it is done"
RESTORE = "Restore a backup: python -m bot restore FILE"

FileId = tuple[int, int]
"""A file's device and number there, whatever it is called."""


@asynccontextmanager
async def connect(path: Path, *, read_only: bool = False) -> AsyncIterator[aiosqlite.Connection]:
    """A connection whose errors are StoreErrors wherever whoever runs the bot can do something about them."""
    address = address_of(path, "ro" if read_only else "rwc")
    if not read_only:
        _make_private(path)
    _try_to_open(address)
    # isolation_level=None: only ``transaction`` begins and ends transactions.
    async with aiosqlite.connect(
        address,
        uri=True,
        isolation_level=None,
        timeout=_OPENING_PATIENCE_S,
        factory=partial(ExplainedConnection, path),
    ) as database:
        # SQLite's own lower() and LIKE know only ASCII letters.
        await database.create_function("holds_words", 2, holds_words, deterministic=True)
        await database.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            # For a migration.
            await database.create_function("packed", 1, pack_lines, deterministic=True)
            # Fetched, because it returns a row: until that is read, the statement is in progress and no
            # transaction can be committed.
            await database.execute_fetchall("PRAGMA journal_mode = WAL")
            await database.execute("PRAGMA synchronous = NORMAL")
            # What people have deleted is overwritten wherever that costs nothing.
            await database.execute_fetchall("PRAGMA secure_delete = FAST")
        await database.execute_fetchall(_OPEN_LOGS)
        yield database


@contextmanager
def connect_here(path: Path) -> Iterator[ExplainedConnection]:
    """A read-only connection without a thread, for what takes microseconds and never waits."""
    here = ExplainedConnection(path, address_of(path, "ro"), uri=True, isolation_level=None, timeout=0.0)
    try:
        here.execute(_OPEN_LOGS).fetchall()
        yield here
    finally:
        here.close()


def address_of(path: Path, mode: str) -> str:
    """A path as SQLite takes it with ``uri=True``; the modes are in https://www.sqlite.org/uri.html."""
    return f"{path.resolve().as_uri()}?mode={mode}"


def find_file_id(path: Path) -> FileId | None:
    """Which file stands at a path now; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def find_logs(path: Path) -> dict[Path, FileId | None]:
    """The log files of a database, and which they are now."""
    logs = [path.with_name(path.name + log) for log in LOGS]
    return {log: find_file_id(log) for log in logs}


def find_size(path: Path) -> int:
    """How many bytes a database takes: its file, and the log of what is still to be moved into it."""
    size = path.stat().st_size
    with suppress(FileNotFoundError):
        size += path.with_name(f"{path.name}-wal").stat().st_size
    return size


def remove_logs(path: Path, logs: dict[Path, FileId | None]) -> None:
    """Remove those of a database's log files that still are the ones that were found."""
    for log, file in find_logs(path).items():
        if file is not None and file == logs[log]:
            log.unlink(missing_ok=True)


def create_private(path: Path) -> None:
    """Make an empty file that only its owner may read; FileExistsError if there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))


@asynccontextmanager
async def transaction(database: aiosqlite.Connection, patience_s: float) -> AsyncIterator[None]:
    """A transaction of a writer, committed unless the block raises.

    BusyError if another process goes on writing for longer than ``patience_s`` seconds.
    """
    await _begin(database, patience_s)
    try:
        yield
        await database.commit()
    except BaseException:
        # What failed is told, not that this failed as well: SQLite may have rolled back by itself.
        with suppress(StoreError, sqlite3.Error):
            await database.rollback()
        raise


async def _begin(database: aiosqlite.Connection, patience_s: float) -> None:
    clock = asyncio.get_running_loop().time
    until = clock() + patience_s
    if database.in_transaction:
        # Left by a rollback that failed.
        await database.rollback()
    while True:
        try:
            await database.execute("BEGIN IMMEDIATE")
        except BusyError:
            if clock() >= until:
                raise
        except asyncio.CancelledError:
            # The writer's thread begins it all the same, and nobody else could write until it ends.
            await database.rollback()
            raise
        else:
            return
        await asyncio.sleep(_BETWEEN_TRIES_S)


def explain(path: Path, error: sqlite3.Error) -> StoreError | None:
    """What an error of SQLite means for whoever runs the bot; None if only a change to the bot would help."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return ReplacedError(f"the database {path} was deleted or replaced; nothing is written")
    if code & _PRIMARY == sqlite3.SQLITE_IOERR and _is_full(path):
        # What SQLite keeps beside the file found no room.
        code = sqlite3.SQLITE_FULL
    match code & _PRIMARY:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BusyError(BUSY)
        case sqlite3.SQLITE_FULL:
            return FullError(
                f"the disk is full, so nothing can be written to the database {path}. Nothing is damaged, and what was "
                "under way is undone: make room, and try again"
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return UnwritableError(
                f"the database {path} cannot be written ({error}). Nothing is damaged: let the user that runs the bot "
                "write to the file and to its folder, and try again"
            )
        case sqlite3.SQLITE_CORRUPT:
            return DamagedError(f"the database {path} is damaged: {error}. {RESTORE}")
        case sqlite3.SQLITE_NOTADB:
            return DamagedError(
                f"the database {path} cannot be used: {error}, or its beginning is damaged. {RESTORE}; or name "
                "another file"
            )
        case sqlite3.SQLITE_CANTOPEN:
            return StoreError(
                f"the database {path} cannot be used: {error}. Its folder has to exist, and the user that runs the bot "
                "has to be allowed to write to it"
            )
        case sqlite3.SQLITE_IOERR:
            return StoreError(
                f"the disk failed while the database {path} was read or written ({error}, {error.sqlite_errorname}). "
                f"See whether the disk is well. {RESTORE}, if the file is damaged"
            )
        case _:
            return None


def _is_full(path: Path) -> bool:
    """Whether the disk that a file is on has no room left to speak of."""
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False


class _Explained(AbstractContextManager[None]):
    """Turns SQLite's errors into StoreErrors, as far as ``explain`` knows them."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, sqlite3.Error):
            explained = explain(self._path, error)
            if explained is not None:
                raise explained from error


class ExplainedCursor(sqlite3.Cursor):
    """A cursor of an ExplainedConnection."""

    connection: ExplainedConnection

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        with self.connection.explained:
            return super().execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> Self:
        with self.connection.explained:
            return super().executemany(sql, rows)

    def executescript(self, script: str, /) -> Self:
        with self.connection.explained:
            super().executescript(script)
            return self

    def fetchall(self) -> list[Any]:
        with self.connection.explained:
            return super().fetchall()

    def fetchmany(self, size: int | None = 1) -> list[Any]:
        with self.connection.explained:
            return super().fetchmany(size)


class ExplainedConnection(sqlite3.Connection):
    """A connection that raises StoreErrors for what whoever runs the bot can do something about."""

    def __init__(self, path: Path, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.explained = _Explained(path)

    def execute(self, sql: str, parameters: Any = (), /) -> ExplainedCursor:
        return self.cursor(ExplainedCursor).execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Any], /) -> ExplainedCursor:
        return self.cursor(ExplainedCursor).executemany(sql, rows)

    def executescript(self, script: str, /) -> ExplainedCursor:
        return self.cursor(ExplainedCursor).executescript(script)

    def commit(self) -> None:
        with self.explained:
            super().commit()

    def rollback(self) -> None:
        with self.explained:
            super().rollback()


def _make_private(path: Path) -> None:
    """Let only the owner read a database, which is made if there is none; SQLite gives its logs the same mode."""
    # Whatever is wrong with the path, opening it will tell.
    with suppress(OSError):
        create_private(path)
        return
    for file in (path, *find_logs(path)):
        with suppress(OSError):
            mode = file.stat().st_mode
            if stat.S_ISREG(mode) and mode & ~_PRIVATE & 0o777:
                file.chmod(_PRIVATE)


def _try_to_open(address: str) -> None:
    """Raise what SQLite says about a path, of which it reads nothing yet. aiosqlite would leave a thread that outlives
    the loop."""
    sqlite3.connect(address, uri=True).close()
