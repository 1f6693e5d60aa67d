"""The base of every repository: the SQL of one subject, behind the store's one reader and one writer.

Owns what they share. Refuses transactions of their own, which would make two writers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class Access:
    """How a repository reaches its database."""

    reader: aiosqlite.Connection
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
        self._write = access.write
        self._index_names = access.index_names
        self._checkpoint = access.checkpoint
