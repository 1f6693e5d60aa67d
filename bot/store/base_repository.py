"""The base of every repository: the SQL of one subject, behind the store's readers and its one writer.

Owns what they share. Refuses transactions of their own, which would make two writers.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.store.database import Database, Searcher, Writer
from bot.store.engine import WordSearch


@dataclass(frozen=True, slots=True)
class Access:
    """How a repository reaches its database."""

    reader: Database
    slow_reader: Searcher
    """For what may take seconds: answers do not wait behind it."""
    write: Callable[[], AbstractAsyncContextManager[Writer]]
    """One transaction of the one writer; committed unless the block raises."""
    index_names: Callable[[], Awaitable[None]]
    """Call it once names have come or gone."""
    erase: Callable[[], AbstractAsyncContextManager[Writer]]
    """A transaction after which nothing that it deletes can be read in the database's files."""
    words: WordSearch


class Repository:
    """The rows of one subject; reached through the store."""

    def __init__(self, access: Access) -> None:
        self._reader = access.reader
        self._slow_reader = access.slow_reader
        self._write = access.write
        self._index_names = access.index_names
        self._erase = access.erase
        self._words = access.words
