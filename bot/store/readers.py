"""Connections to read with, each with a thread of its own, so that one statement does not wait for another.

Owns which statement goes where. Refuses to write, and to give anybody a connection to keep.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Iterable, Sequence
from typing import Any, Protocol  # a statement's parameters hold values of several types

import aiosqlite


class Database(Protocol):
    """What a statement is read from: a connection, or several."""

    def execute_fetchall(
        self, sql: str, parameters: Iterable[Any] | None = None
    ) -> Awaitable[Iterable[sqlite3.Row]]:
        """All rows that a statement returns."""


class Readers:
    """Several read-only connections to one file: each statement goes to the one with the fewest under way."""

    def __init__(self, connections: Sequence[aiosqlite.Connection]) -> None:
        self._connections = tuple(connections)
        self._under_way = [0] * len(connections)

    async def execute_fetchall(
        self, sql: str, parameters: Iterable[Any] | None = None
    ) -> Iterable[sqlite3.Row]:
        """All rows that a statement returns."""
        chosen = self._under_way.index(min(self._under_way))
        self._under_way[chosen] += 1
        try:
            return await self._connections[chosen].execute_fetchall(sql, parameters)
        finally:
            self._under_way[chosen] -= 1
