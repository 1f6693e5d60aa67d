"""The index of names, read from the file in a thread of its own and on a connection of its own.

Owns what is read for it. Refuses to hold the names a second time: they go from the file into the index a few at a time.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any  # rows hold values of several types

from bot.facts.model import Kind
from bot.names import NameEntry, NameIndex
from bot.store.connection import ExplainedConnection, address_of
from bot.store.reports import SELECT_ONLY_IN_SPOILERS

SELECT_NAMES = "SELECT entity, kind, coalesce(shown, name), id FROM name"
SELECT_SHARED = "SELECT entity, kind, bare, name, shown FROM name WHERE bare_key IS NOT NULL"
_KINDS = {kind.value: kind for kind in Kind}


class _Stopped(Exception):
    """Nobody waits for the index any more."""


async def read_index(path: Path) -> tuple[NameIndex, frozenset[int]]:
    """Every name in a database, and the entities that only spoilers mention, both of one moment."""
    stopped = threading.Event()
    try:
        return await asyncio.to_thread(_read_index, path, stopped)
    finally:
        # The thread would go on for seconds, and whoever closes the bot waits for it.
        stopped.set()


def _read_index(path: Path, stopped: threading.Event) -> tuple[NameIndex, frozenset[int]]:
    database = ExplainedConnection(path, address_of(path, "ro"), uri=True, isolation_level=None)
    with closing(database):
        database.execute("BEGIN")
        names = NameIndex.build_beside(_read_names(database, stopped))
        only_in_spoilers = frozenset(entity for (entity,) in database.execute(SELECT_ONLY_IN_SPOILERS))
        return names, only_in_spoilers


def _read_names(database: sqlite3.Connection, stopped: threading.Event) -> Iterator[NameEntry]:
    for entry in make_entries(database.execute(SELECT_NAMES), database.execute(SELECT_SHARED)):
        if stopped.is_set():
            raise _Stopped
        yield entry


def make_entries(names: Iterable[Sequence[Any]], shared: Iterable[Sequence[Any]]) -> Iterator[NameEntry]:
    """What the index is made of, one at a time, from the rows of SELECT_NAMES and SELECT_SHARED."""
    for entity, kind, name, row in names:
        yield NameEntry(entity, _KINDS[kind], name, entity == row)
    # Whoever shares a name is asked about by it, and may be called by the name that tells them apart.
    for entity, kind, bare, name, shown in shared:
        yield NameEntry(entity, _KINDS[kind], name if shown else bare, canonical=False)
