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
    write_beside: Callable[[], AbstractAsyncContextManager[Writer]]
    """One beside which other processes may write: whoever takes rows from which they take too says so with ``taking``."""
    hold: Callable[[Writer, str], Awaitable[bool]]
    """Whether something is this process's from now on, until it lets go of it or ends, and no other's."""
    let_go: Callable[[Writer, str], Awaitable[None]]
    tell: Callable[[Writer, str], Awaitable[None]]
    """Have other processes hear of something with the commit: ``FactStore`` knows of what."""
    index_names: Callable[[], Awaitable[None]]
    """Call it once names have come or gone."""
    erase: Callable[[], AbstractAsyncContextManager[Writer]]
    """A transaction after which nothing that it deletes can be read in the database's files."""
    words: WordSearch
    taking: str
    """What a select ends with that takes rows from which other processes take as well; empty if there are none."""


class Repository:
    """The rows of one subject; reached through the store."""

    def __init__(self, access: Access) -> None:
        self._reader = access.reader
        self._slow_reader = access.slow_reader
        self._write = access.write
        self._write_beside = access.write_beside
        self._hold = access.hold
        self._let_go = access.let_go
        self._tell = access.tell
        self._index_names = access.index_names
        self._erase = access.erase
        self._words = access.words
        self._taking = access.taking
