"""What every part of the store has: a connection to read by, and the store's one way to write.

Owns nothing else. A part that begins transactions of its own would bring two writers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import aiosqlite


@dataclass(frozen=True, slots=True)
class Access:
    """How a part reaches the database that it belongs to."""

    reader: aiosqlite.Connection
    write: Callable[[], AbstractAsyncContextManager[aiosqlite.Connection]]
    """One transaction of the one writer; committed unless the block raises."""
    index_names: Callable[[], Awaitable[None]]
    """To be called once names have come or gone."""
    checkpoint: Callable[[], Awaitable[None]]
    """Writes what stands in the log into the database, and empties the log."""


class StorePart:
    """A part of a store; reached through it."""

    def __init__(self, access: Access) -> None:
        self._reader = access.reader
        self._write = access.write
        self._index_names = access.index_names
        self._checkpoint = access.checkpoint
