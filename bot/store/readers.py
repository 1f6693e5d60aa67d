"""Connections to read with, each with a thread of its own, so that one statement does not wait for another.

Owns which statement goes where, and searches that SQL cannot say. Refuses to write, and to give anybody a connection to keep.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from typing import Any  # rows hold values of several types

import aiosqlite

from bot.store.database import Database, Parameters

_ROWS_A_TURN = 500


class Readers:
    """Several read-only connections to one file: each statement goes to the one with the fewest under way."""

    def __init__(self, connections: Sequence[Database]) -> None:
        self._connections = tuple(connections)
        self._under_way = [0] * len(connections)

    async def execute_fetchall(self, sql: str, parameters: Parameters | None = None) -> Iterable[Any]:
        """All rows that a statement returns."""
        chosen = self._under_way.index(min(self._under_way))
        self._under_way[chosen] += 1
        try:
            return await self._connections[chosen].execute_fetchall(sql, parameters)
        finally:
            self._under_way[chosen] -= 1


class FileSearcher:
    """A read-only connection to a file, for what may take long."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.execute_fetchall = connection.execute_fetchall
        self._connection = connection

    async def find_rows(
        self, sql: str, parameters: Parameters, keep: Callable[[tuple[Any, ...]], bool], limit: int
    ) -> list[tuple[Any, ...]]:
        """The first rows that a statement returns and that are to be kept, as a thread is told for each in turn."""
        found: list[tuple[Any, ...]] = []
        async with self._connection.execute(sql, parameters) as cursor:
            while len(found) < limit and (rows := list(await cursor.fetchmany(_ROWS_A_TURN))):
                found += await asyncio.to_thread(keep_rows, rows, keep)
        return found[:limit]


def keep_rows(
    rows: Iterable[Iterable[Any]], keep: Callable[[tuple[Any, ...]], bool]
) -> list[tuple[Any, ...]]:
    """Those that are to be kept."""
    return [row for row in map(tuple, rows) if keep(row)]
