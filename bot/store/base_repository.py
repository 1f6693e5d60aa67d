"""The base of every repository: the SQL of one subject, behind the store's readers and its one writer.

Owns what they share. Refuses transactions of their own, which would make two writers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

import aiosqlite

from bot.store.readers import Database


@dataclass(frozen=True, slots=True)
class Access:
    """How a repository reaches its database."""

    reader: Database
    slow_reader: Database
    """For what may take seconds: answers do not wait behind it."""
    write: Callable[[], AbstractAsyncContextManager[aiosqlite.Connection]]
    """One transaction of the one writer; committed unless the block raises."""
    index_names: Callable[[], Awaitable[None]]
    """Call it once names have come or gone."""
    checkpoint: Callable[[], Awaitable[None]]
    """Moves the write-ahead log into the database file, and empties it."""


class Repository:
    """The rows of one subject; reached through the store."""

    def __init__(self, access: Access) -> None:
        self._reader = access.reader
        self._slow_reader = access.slow_reader
        self._write = access.write
        self._index_names = access.index_names
        self._checkpoint = access.checkpoint

    @asynccontextmanager
    async def _erase(self) -> AsyncIterator[aiosqlite.Connection]:
        """A transaction after which nothing that it deletes can be read in the database's files."""
        async with self._write() as database:
            before = database.total_changes
            # Overwrites deleted data in the file: https://www.sqlite.org/pragma.html#pragma_secure_delete
            await database.execute_fetchall("PRAGMA secure_delete = ON")
            try:
                yield database
            finally:
                await database.execute_fetchall("PRAGMA secure_delete = FAST")
            erased = database.total_changes != before
        if erased:
            # Until then it can still be read in SQLite's write-ahead log.
            await self._checkpoint()
