"""What the store needs of a database engine beyond SQL that every engine speaks.

Owns the one list of it. Refuses to hold any of an engine's own words: sqlite_engine.py has those of SQLite.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol  # rows hold values of several types

from bot.names import NameIndex
from bot.store.database import Database, Searcher, Writer


@dataclass(frozen=True, slots=True)
class WordSearch:
    """How an engine searches what facts say in words of their own."""

    select_best: str
    """The rows ``found``, a fact's id, and ``rank``, the best first; with two parameters: the words as ``any_of`` puts
    them, and how many rows."""
    select_beginning: str
    """The ids of facts with a word that begins so; with the parameter ``:words``, as ``beginning_with`` puts it."""
    any_of: Callable[[Sequence[str]], str]
    beginning_with: Callable[[Sequence[str]], str]


@dataclass(frozen=True, slots=True)
class Health:
    """The state of a database as a whole."""

    schema_version: int
    size_bytes: int
    """With what SQLite keeps in its log until it is moved into the file."""
    healthy: bool
    """Whether the engine's own check found nothing wrong."""


class Frozen(Protocol):
    """A database at one moment."""

    def read(
        self, table: str, columns: Sequence[str]
    ) -> AbstractAsyncContextManager[Iterator[Sequence[Any]]]:
        """A table's rows, in the order of their ids, to be read in a thread."""

    async def find_last_ids(self, tables: Sequence[str]) -> dict[str, int]:
        """The last id that each of these tables, which have one, has given."""


class Engine(Protocol):
    """An open database. Its connections last as long as the context that has opened it."""

    @property
    def reader(self) -> Database:
        """For statements that take no time."""

    @property
    def slow_reader(self) -> Searcher:
        """For those that may take seconds: answers do not wait behind them."""

    @property
    def words(self) -> WordSearch:
        """How to search what facts say."""

    def read_version(self) -> int:
        """A number that changes whenever anybody has changed the facts; takes no time."""

    def is_replaced(self) -> bool:
        """Whether the address no longer stands for the database that is open."""

    def is_there(self) -> bool:
        """Whether the address stands for any database."""

    def leave(self) -> None:
        """Clear away what would spoil the database that has replaced this one."""

    def write(self, patience_s: float) -> AbstractAsyncContextManager[Writer]:
        """A transaction of the one writer, committed unless the block raises; one at a time.

        BusyError if another process goes on writing for longer than ``patience_s`` seconds.
        """

    def find_last_ids(self, tables: Sequence[str]) -> Awaitable[dict[str, int]]:
        """The last id that each table has given, if any, from the writer's side; only while nobody else here writes."""

    async def index_words(self, writer: Writer) -> None:
        """Bring the search index into step with the facts."""

    async def note_changed_facts(self, writer: Writer) -> None:
        """Index the words of changed facts, and have others hear of them, before the commit."""

    def erasing(self, writer: Writer) -> AbstractAsyncContextManager[None]:
        """A part of a transaction whose deletions are to leave nothing that can be read in the database's files."""

    async def finish_erasing(self) -> None:
        """See to that after the commit; only while nobody else here writes."""

    async def read_index(self) -> tuple[NameIndex, frozenset[int]]:
        """Every name, and the entities that only spoilers mention, both of one moment."""

    def freeze(self) -> AbstractAsyncContextManager[Frozen]:
        """All of the database as it is at one moment, whatever is written meanwhile."""

    async def read_health(self) -> Health:
        """Looks at all of the database."""

    async def back_up(self, target: Path) -> None:
        """Copy the database to a new file; StoreError if that exists, cannot be written, or would be damaged."""

    async def back_up_daily(self, folder: Path, today: date) -> Path | None:
        """Back up to a folder, unless that was done today, and keep the last ones; returns the new backup."""
