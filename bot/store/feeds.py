"""Feeds of news: when each is asked again, which of their entries were seen, and which wait for a moderator.

Owns the SQL of both, and how many entries may wait. Refuses to fetch or to judge: which entries are offered is for
bot/moderation. Nobody's name is kept.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

import msgspec

from bot.store.base_repository import Repository
from bot.store.database import NO_LIMIT, Database
from bot.store.timestamps import iso

MOST_WAITING = 300
"""Entries that wait; of more, the oldest are given up."""
SEEN_FOR = timedelta(days=90)
"""How long an entry is remembered once it has left its feed."""
_COLUMNS = "id, title, link, summary, published_on, names"


class EntryState(enum.StrEnum):
    """What has become of an entry."""

    PASSED = "passed"
    WAITING = "waiting"
    HANDED_IN = "handed in"
    DISMISSED = "dismissed"


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, as it was when it was last asked."""

    address: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    """How often in a row it could not be had."""


class NewEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that has not been seen before."""

    key: str
    title: str
    link: str | None
    summary: str
    published_on: date | None
    names: tuple[str, ...]
    """The titles that it names; without any it is passed over."""


class WaitingEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry that waits for a moderator."""

    id: int
    title: str
    link: str | None
    summary: str
    published_on: date | None
    names: tuple[str, ...]


class Feeds(Repository):
    """The feeds of a store; reached as ``FactStore.feeds``."""

    async def find_due(self, addresses: Sequence[str], now: datetime) -> list[Feed]:
        """The feeds to ask now, in the order given."""
        rows = await self._reader.execute_fetchall(
            "SELECT address, etag, modified, failures, next_at FROM feed WHERE address IN (SELECT value FROM json_each(?))",
            (json.dumps(list(addresses)),),
        )
        known = {row[0]: tuple(row) for row in rows}
        due = []
        for address in addresses:
            _, etag, modified, failures, next_at = known.get(address, (address, None, None, 0, ""))
            if next_at <= iso(now):
                due.append(Feed(address=address, etag=etag, modified=modified, failures=failures))
        return due

    async def find_next(self, addresses: Sequence[str]) -> datetime | None:
        """When the next of some feeds is to be asked."""
        rows = await self._reader.execute_fetchall(
            "SELECT min(next_at) FROM feed WHERE address IN (SELECT value FROM json_each(?))",
            (json.dumps(list(addresses)),),
        )
        found = next(iter(rows))[0]
        return datetime.fromisoformat(found) if found else None

    async def find_seen(self, keys: Iterable[str]) -> set[str]:
        """Those of some entries that have been seen."""
        rows = await self._reader.execute_fetchall(
            "SELECT entry_key FROM feed_entry WHERE entry_key IN (SELECT value FROM json_each(?))",
            (json.dumps(list(keys)),),
        )
        return {str(key) for (key,) in rows}

    async def note_asked(self, feed: Feed, next_at: datetime) -> None:
        """Record what a feed's server said, and when to ask it again."""
        async with self._write() as database:
            await database.execute(
                "INSERT INTO feed (address, etag, modified, failures, next_at) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (address) DO UPDATE SET etag = excluded.etag, modified = excluded.modified,"
                " failures = excluded.failures, next_at = excluded.next_at",
                (feed.address, feed.etag, feed.modified, feed.failures, iso(next_at)),
            )

    async def keep(self, address: str, new: Sequence[NewEntry], seen: Iterable[str], now: datetime) -> int:
        """Record the entries of a feed: those that are new, and those that stand in it still. Returns how many of
        the new ones wait now."""
        day = iso(now)
        async with self._write() as database:
            before = await _count(database)
            await database.executemany(
                "UPDATE feed_entry SET feed = ?, seen_at = ? WHERE entry_key = ?",
                [(address, day, key) for key in seen],
            )
            await database.executemany(
                "INSERT INTO feed_entry (entry_key, feed, title, link, summary, published_on, names, state, seen_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry_key) DO NOTHING",
                [(entry.key, address, *_describe(entry), day) for entry in new],
            )
            added = await _count(database) - before
            await database.execute(
                "UPDATE feed_entry SET state = ?, title = NULL, summary = NULL WHERE id IN"
                " (SELECT id FROM feed_entry WHERE state = ? ORDER BY id DESC LIMIT ? OFFSET ?)",
                (EntryState.DISMISSED.value, EntryState.WAITING.value, NO_LIMIT, MOST_WAITING),
            )
            await database.execute(
                "DELETE FROM feed_entry WHERE feed = ? AND seen_at < ? AND state <> ?",
                (address, iso(now - SEEN_FOR), EntryState.WAITING.value),
            )
        return added

    async def count_waiting(self) -> int:
        """How many entries wait."""
        return await _count(self._reader)

    async def list_waiting(self, offset: int, limit: int) -> list[WaitingEntry]:
        """Entries that wait, the newest first."""
        rows = await self._reader.execute_fetchall(
            f"SELECT {_COLUMNS} FROM feed_entry WHERE state = ? ORDER BY id DESC LIMIT ? OFFSET ?",
            (EntryState.WAITING.value, limit, offset),
        )
        return [_read_entry(*row) for row in rows]

    async def find_waiting(self, entry: int) -> WaitingEntry | None:
        """An entry, if it waits."""
        rows = await self._reader.execute_fetchall(
            f"SELECT {_COLUMNS} FROM feed_entry WHERE id = ? AND state = ?", (entry, EntryState.WAITING.value)
        )
        return next((_read_entry(*row) for row in rows), None)

    async def settle(self, entry: int, state: EntryState) -> bool:
        """Decide on an entry that waits; returns False if that was done. Its words are forgotten."""
        async with self._write() as database:
            rows = await database.execute_fetchall(
                "UPDATE feed_entry SET state = ?, title = NULL, summary = NULL WHERE id = ? AND state = ? RETURNING id",
                (state.value, entry, EntryState.WAITING.value),
            )
            return bool(list(rows))


def _describe(entry: NewEntry) -> tuple[str | None, ...]:
    if not entry.names:
        return None, None, None, None, None, EntryState.PASSED.value
    published_on = entry.published_on.isoformat() if entry.published_on is not None else None
    names = json.dumps(entry.names, ensure_ascii=False)
    return entry.title, entry.link, entry.summary, published_on, names, EntryState.WAITING.value


def _read_entry(
    entry: int, title: str, link: str | None, summary: str, published_on: str | None, names: str
) -> WaitingEntry:
    return WaitingEntry(
        id=entry,
        title=title,
        link=link,
        summary=summary,
        published_on=date.fromisoformat(published_on) if published_on else None,
        names=tuple(json.loads(names)),
    )


async def _count(database: Database) -> int:
    rows = await database.execute_fetchall(
        "SELECT count(*) FROM feed_entry WHERE state = ?", (EntryState.WAITING.value,)
    )
    return int(next(iter(rows))[0])
