"""The outbox: messages still to be sent to people and channels, and a memory of those that were.

Owns the SQL of the queue. Each letter has a key, and a second one with the same key is dropped, so that no
restart and no second look at the facts tells anybody anything twice. Refuses to send: that is for bot/notify.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import msgspec

from bot.store.base_repository import Repository
from bot.store.database import Writer
from bot.store.errors import UnreachableError
from bot.store.timestamps import iso

_RECEIVER = "'[' || {} || ']'".format(
    " || ',' || ".join(
        f"coalesce(CAST({part} AS TEXT), 'null')"
        for part in ("user_id", "channel", "reply_to", "json_extract(body, '$.role')")
    )
)
"""As ``Letter.receiver`` has it."""
_PENDING = "sent_at IS NULL AND failed IS NULL"
DOUBT_PENDING = f"UPDATE outbox SET tried_at = coalesce(tried_at, due_at) WHERE {_PENDING}"
"""For a database that is gone back to: what is pending in it may have been sent since, once it was due."""
_BATCH_BITS = 62
_MARKS = range(1_000_000, 2**31)
"""An integer of 32 bits, above those that Discord gives to components itself."""


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

    @property
    def receiver(self) -> str:
        """User, channel, the message to reply to, and the role to ping: what it has in common with letters that can
        go out with it."""
        return json.dumps([self.user, self.channel, self.reply_to, self.role], separators=(",", ":"))


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A letter to send, with its id."""

    id: int
    letter: Letter
    batch: int | None
    """A number, the same for the letters it goes out with, once that is settled."""
    mark: int
    """What its message is known by: the id of a component in it."""
    tried_at: datetime | None
    """When it may have been sent before, without that being recorded."""


class Outbox(Repository):
    """The letters of a store; reached as ``FactStore.outbox``."""

    async def put(self, letters: Iterable[Letter]) -> None:
        """Queue letters, in a transaction of their own."""
        async with self._write() as database:
            await put_letters(database, letters)

    async def find_due(self, now: datetime, limit: int, waiting: Collection[str] = ()) -> list[Due]:
        """Letters due by now, the oldest first, except those to receivers that have to wait."""
        rows = await self._reader.execute_fetchall(
            f"SELECT id, body, batch, mark, tried_at FROM outbox WHERE {_PENDING} AND due_at <= ?"
            f" AND {_RECEIVER} NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at, id LIMIT ?",
            (iso(now), json.dumps(list(waiting)), limit),
        )
        return [
            Due(
                id=letter,
                letter=msgspec.json.decode(body, type=Letter),
                batch=batch,
                mark=mark,
                tried_at=datetime.fromisoformat(tried_at) if tried_at else None,
            )
            for letter, body, batch, mark, tried_at in rows
        ]

    @asynccontextmanager
    async def serving(self, receiver: str) -> AsyncIterator[bool]:
        """Whether letters to a receiver are this process's to send until the block ends; else another one is at it."""
        if not self._taking:
            # There is no other.
            yield True
            return
        async with self._write_beside() as database:
            serves = await self._hold(database, f"letters to {receiver}")
        try:
            yield serves
        finally:
            if serves:
                # Without a connection, nothing is held.
                with suppress(UnreachableError):
                    async with self._write_beside() as database:
                        await self._let_go(database, f"letters to {receiver}")

    async def claim(self, letters: Sequence[Due], now: datetime) -> tuple[int, list[int]]:
        """Settle that letters go out in one message; returns its batch, and those still to be sent.

        Others may have been withdrawn meanwhile, or tried by another process. What already has a batch keeps it.
        """
        marks = ", ".join("?" * len(letters))
        # What was tried since these were read may stand in its conversation, and is to be looked for there.
        tried_at = max((iso(letter.tried_at) for letter in letters if letter.tried_at), default="")
        async with self._write_beside() as database:
            rows = await database.execute_fetchall(
                "UPDATE outbox SET batch = coalesce(batch, ?), tried_at = ? WHERE id IN"
                f" (SELECT id FROM outbox WHERE id IN ({marks}) AND {_PENDING} AND coalesce(tried_at, '') <= ?"
                f"{self._taking}) RETURNING id, batch",
                (
                    secrets.randbits(_BATCH_BITS),
                    iso(now),
                    *(letter.id for letter in letters),
                    tried_at,
                ),
            )
            batches = dict(map(tuple, rows))
            return min(batches.values(), default=0), sorted(batches)

    async def find_next_due(self, waiting: Collection[str] = ()) -> datetime | None:
        """When the next letter is due, except to receivers that have to wait; None if there is none."""
        rows = await self._reader.execute_fetchall(
            f"SELECT min(due_at) FROM outbox WHERE {_PENDING}"
            f" AND {_RECEIVER} NOT IN (SELECT value FROM json_each(?))",
            (json.dumps(list(waiting)),),
        )
        found = next(iter(rows))[0]
        return datetime.fromisoformat(found) if found else None

    async def note_sent(self, letters: Iterable[int], now: datetime) -> None:
        """Record that letters were sent."""
        async with self._write_beside() as database:
            await database.executemany(
                "UPDATE outbox SET sent_at = ? WHERE id = ?", [(iso(now), letter) for letter in letters]
            )

    async def forget(self, before: datetime) -> None:
        """Forget letters sent or given up before a moment."""
        async with self._write_beside() as database:
            await database.execute(
                "DELETE FROM outbox WHERE sent_at < ?1 OR (failed IS NOT NULL AND due_at < ?1)",
                (iso(before),),
            )

    async def note_failed(self, letters: Iterable[int], why: str) -> None:
        """Give up letters that nobody accepts."""
        async with self._write_beside() as database:
            await database.executemany(
                "UPDATE outbox SET failed = ? WHERE id = ?", [(why, letter) for letter in letters]
            )


async def put_letters(database: Writer, letters: Iterable[Letter]) -> None:
    """Queue letters inside the open transaction: they go with what they tell of, or not at all."""
    now = datetime.now(UTC)
    await database.executemany(
        "INSERT INTO outbox (user_id, channel, guild, reply_to, body, once, due_at, mark)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
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
                secrets.choice(_MARKS),
            )
            for letter in letters
        ],
    )
