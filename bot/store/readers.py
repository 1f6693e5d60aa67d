"""Connections to read with, each with a thread of its own, so that one statement does not wait for another.

Owns which statement goes where. Refuses to write, and to give anybody a connection to keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any  # rows hold values of several types

from bot.store.database import Database, Parameters


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
