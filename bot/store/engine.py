"""What the store needs of a database engine beyond SQL that every engine speaks.

Owns the one list of it. Refuses to hold any of an engine's own words: sqlite_engine.py has those of SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol  # rows hold values of several types

from bot.names import NameIndex
from bot.store.database import Database, Parameters, Searcher, Writer

CHANGES, FOLLOWS, LETTERS = "change", "follow", "outbox"
"""The tables whose new rows somebody waits for."""
GUILD, PERSON, COUNTED = "guild", "person", "counted"
"""What else processes tell each other: a server whose choices have changed, and somebody whose data was deleted, with
their ids; and what somebody has done on a day, of which there may be so much, with what, whose id, and the day."""
EVERYTHING = "everything"
"""What a process hears that may have missed something."""


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

    @property
    def taking(self) -> str:
        """What a select ends with that takes rows from which other processes take as well; empty if there are none."""

    async def hold(self, writer: Writer, what: str) -> bool:
        """Whether something is this process's from now on, until it lets go of it or ends, and no other's."""

    async def let_go(self, writer: Writer, what: str) -> None:
        """Leave it to others."""

    def listen(self, hear: Callable[[str], None]) -> None:
        """Call ``hear`` with what other processes tell, after their commit, and with EVERYTHING after a while in which
        nothing could be heard. One who listens replaces the one before."""

    async def tell(self, writer: Writer, what: str) -> None:
        """Have other processes hear of something with the commit; they hear by themselves of changed facts."""

    async def find_new(self, writer: Writer) -> set[str]:
        """Which of the tables that somebody waits for have new rows in this transaction; at least those."""

    def read_version(self) -> int:
        """A number that changes whenever anybody has changed the facts; takes no time."""

    async def read_facts(self, sql: str, parameters: Parameters) -> Iterable[Any]:
        """All rows that a select returns; from then on, ``read_version`` says no older version than theirs."""

    def count_reads(self) -> int:
        """How often anything was read of which that cannot be said."""

    async def find_version(self) -> int:
        """The version as the database has it now; ``read_version`` says the same from then on."""

    def is_replaced(self) -> bool:
        """Whether the address no longer stands for the database that is open."""

    def is_there(self) -> bool:
        """Whether the address stands for any database."""

    def leave(self) -> None:
        """Clear away what would spoil the database that has replaced this one."""

    def write(self, patience_s: float, *, alone: bool = True) -> AbstractAsyncContextManager[Writer]:
        """A transaction of the one writer, committed unless the block raises; one at a time.

        Unless it is to be ``alone``, other processes may write meanwhile, if the engine can do that.
        BusyError if another process goes on writing for longer than ``patience_s`` seconds.
        """

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
