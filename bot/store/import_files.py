"""Files that moderators handed in to be imported: kept from when they are looked at until they are applied.

Owns that SQL. A button holds 100 characters, and Discord's own address of a file ends after a day: so the file is kept
here, compressed, for a day at most. Refuses to keep many: the oldest go.
"""

from __future__ import annotations

import asyncio
import zlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from bot.store.base_repository import Repository
from bot.store.timestamps import iso

_MOST_KEPT = 10
_KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A saved document of a service, or a table with the mapping that says what stands where."""

    name: str
    document: bytes
    mapping: bytes | None
    handed_in_on: date
    """Counts as the day on which it was retrieved, unless the mapping says otherwise."""


class ImportFiles(Repository):
    """The files of a store; reached as ``FactStore.import_files``."""

    async def keep(self, file: ImportFile) -> int:
        """Keep a file; returns its id."""
        document = await asyncio.to_thread(zlib.compress, file.document)
        mapping = None if file.mapping is None else zlib.compress(file.mapping)
        now = datetime.now(UTC)
        async with self._write() as database:
            await database.execute(
                "DELETE FROM import_file WHERE kept_at < ? OR id NOT IN"
                " (SELECT id FROM import_file ORDER BY id DESC LIMIT ?)",
                (iso(now - _KEPT_FOR), _MOST_KEPT - 1),
            )
            rows = await database.execute_fetchall(
                "INSERT INTO import_file (name, document, mapping, handed_in_on, kept_at) VALUES (?, ?, ?, ?, ?)"
                " RETURNING id",
                (file.name, document, mapping, file.handed_in_on.isoformat(), iso(now)),
            )
            return int(next(iter(rows))[0])

    async def find(self, of: int) -> ImportFile | None:
        """A file; None if it is no longer kept."""
        rows = await self._slow_reader.execute_fetchall(
            "SELECT name, document, mapping, handed_in_on FROM import_file WHERE id = ?", (of,)
        )
        for name, document, mapping, day in rows:
            content = await asyncio.to_thread(zlib.decompress, document)
            columns = None if mapping is None else zlib.decompress(mapping)
            return ImportFile(name, content, columns, date.fromisoformat(day))
        return None

    async def remove(self, of: int) -> None:
        """Keep a file no longer."""
        async with self._write() as database:
            await database.execute("DELETE FROM import_file WHERE id = ?", (of,))
