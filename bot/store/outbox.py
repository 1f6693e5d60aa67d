"""The outbox: messages still to be sent to people and channels, and a memory of those that were.

Owns the SQL of the queue. Each letter has a key, and a second one with the same key is dropped, so that no
restart and no second look at the facts tells anybody anything twice. Refuses to send: that is for bot/notify.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import aiosqlite
import msgspec

from bot.store.base_repository import Repository
from bot.store.timestamps import iso


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A message to one person, or to one channel of a server."""

    once: str
    """What it is about and for whom: two letters with the same key are one."""
    blocks: tuple[str, ...]
    """Markdown, already escaped."""
    user: int | None = None
    channel: int | None = None
    guild: int | None = None
    """The server it belongs to: it goes when the bot has left that for good."""
    reply_to: int | None = None
    """The message in the channel to reply to if the person accepts no direct messages."""
    role: int | None = None
    """The one role to ping."""
    due_at: datetime | None = None
    """None to send it at once."""
    follow: int | None = None
    """The follow that brought it, which the receiver can end with a button."""
    subject: int | None = None
    """The title that any reader can follow with a button."""
    title: str = ""
    """Its name, for the label of either button."""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A letter to send, with its id."""

    id: int
    letter: Letter
    batch: int | None
    """The first of the letters it goes out with, once that is settled."""


class Outbox(Repository):
    """The letters of a store; reached as ``FactStore.outbox``."""

    async def put(self, letters: Iterable[Letter]) -> None:
        """Queue letters, in a transaction of their own."""
        async with self._write() as database:
            await put_letters(database, letters)

    async def find_due(self, now: datetime, limit: int) -> list[Due]:
        """Letters due by now, the oldest first."""
        rows = await self._reader.execute_fetchall(
            "SELECT id, body, batch FROM outbox WHERE sent_at IS NULL AND failed IS NULL AND due_at <= ?"
            " ORDER BY due_at, id LIMIT ?",
            (iso(now), limit),
        )
        return [Due(id=row[0], letter=msgspec.json.decode(row[1], type=Letter), batch=row[2]) for row in rows]

    async def claim(self, letters: Sequence[int]) -> tuple[int, list[int]]:
        """Settle that letters go out in one message; returns its batch, and those still to be sent.

        Others may have been withdrawn meanwhile. What already has a batch keeps it.
        """
        marks = ", ".join("?" * len(letters))
        async with self._write() as database:
            rows = await database.execute_fetchall(
                f"UPDATE outbox SET batch = coalesce(batch, ?) WHERE id IN ({marks})"
                " AND sent_at IS NULL AND failed IS NULL RETURNING id, batch",
                (min(letters), *letters),
            )
            batches = dict(map(tuple, rows))
            return min(batches.values(), default=0), sorted(batches)

    async def find_next_due(self) -> datetime | None:
        """When the next letter is due; None if none is waiting."""
        rows = await self._reader.execute_fetchall(
            "SELECT min(due_at) FROM outbox WHERE sent_at IS NULL AND failed IS NULL"
        )
        found = next(iter(rows))[0]
        return datetime.fromisoformat(found) if found else None

    async def note_sent(self, letters: Iterable[int], now: datetime) -> None:
        """Record that letters were sent."""
        async with self._write() as database:
            await database.executemany(
                "UPDATE outbox SET sent_at = ? WHERE id = ?", [(iso(now), letter) for letter in letters]
            )

    async def forget(self, before: datetime) -> None:
        """Forget letters sent or given up before a moment."""
        async with self._write() as database:
            await database.execute(
                "DELETE FROM outbox WHERE sent_at < ?1 OR (failed IS NOT NULL AND due_at < ?1)",
                (iso(before),),
            )

    async def note_failed(self, letters: Iterable[int], why: str) -> None:
        """Give up letters that nobody accepts."""
        async with self._write() as database:
            await database.executemany(
                "UPDATE outbox SET failed = ? WHERE id = ?", [(why, letter) for letter in letters]
            )


async def put_letters(database: aiosqlite.Connection, letters: Iterable[Letter]) -> None:
    """Queue letters inside the open transaction: they go with what they tell of, or not at all."""
    now = datetime.now(UTC)
    await database.executemany(
        "INSERT INTO outbox (user, channel, guild, reply_to, body, once, due_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (once) DO NOTHING",
        [
            (
                letter.user,
                letter.channel,
                letter.guild,
                letter.reply_to,
                msgspec.json.encode(letter).decode(),
                letter.once,
                iso(letter.due_at or now),
            )
            for letter in letters
        ],
    )
