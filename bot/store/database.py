"""What SQL is sent to: the little that every engine offers, and what statements written for all of them may count on.

Owns the shape alone: sqlite_engine.py and postgres_engine.py have the engines. A statement is written once, in what
both speak, with SQLite's placeholders (``?``, ``?1``, ``:name``). Refuses what only one understands: that is for ``Engine``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol  # a statement's parameters and rows hold values of several types

Parameters = Iterable[Any] | Mapping[str, Any]
Rows = Iterable[Sequence[Any]]
NO_LIMIT = (1 << 63) - 1
"""For ``LIMIT``."""


class Database(Protocol):
    """What statements are read from."""

    def execute_fetchall(self, sql: str, parameters: Parameters | None = None) -> Awaitable[Iterable[Any]]:
        """All rows that a statement returns; each can be unpacked, indexed, and made a tuple of."""


class Searcher(Database, Protocol):
    """What may be searched by more than SQL can say."""

    async def find_rows(
        self, sql: str, parameters: Parameters, keep: Callable[[tuple[Any, ...]], bool], limit: int
    ) -> list[tuple[Any, ...]]:
        """The first rows that a statement returns and that are to be kept, as a thread is told for each in turn."""


class Executed(Protocol):
    """What became of a statement."""

    @property
    def rowcount(self) -> int:
        """How many rows it has changed."""


class Writer(Database, Protocol):
    """The one writer, inside its open transaction."""

    def execute(self, sql: str, parameters: Parameters | None = None) -> Awaitable[Executed]:
        """Run a statement."""

    def executemany(self, sql: str, rows: Rows) -> Awaitable[object]:
        """Run a statement with each row of parameters in turn."""

    async def insert(self, table: str, columns: Sequence[str], rows: Rows) -> None:
        """Insert rows, which may be very many; those with ids of their own have them from ``find_next_id``."""

    async def find_next_id(self, table: str) -> int:
        """The id that a table's next row gets: greater than any that it ever had."""

    async def set_last_id(self, table: str, last: int) -> None:
        """Have a table's next row get a greater id than ``last``, whatever the table holds."""
