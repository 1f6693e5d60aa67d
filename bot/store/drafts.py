"""Drafts: what people typed into forms that could not be taken.

Owns that SQL. A draft is its user's alone. Refuses to know what a form asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from bot.store.base_repository import Repository
from bot.store.timestamps import iso, now

DRAFTS_KEPT = timedelta(days=7)
Typed = Mapping[str, list[str]]
"""The values of each field of a form, by its custom_id: one for a text, any number for what is chosen from a list."""


class Drafts(Repository):
    """The drafts of a store; reached as ``FactStore.drafts``."""

    async def find(self, user: int, form: str) -> Typed | None:
        """What somebody typed last into a form that could not be taken."""
        rows = await self._reader.execute_fetchall(
            "SELECT typed FROM draft WHERE user_id = ? AND form = ?", (user, form)
        )
        return next((decode_typed(typed) for (typed,) in rows), None)

    async def keep(self, user: int, form: str, typed: Typed) -> None:
        """Keep what was typed until it is taken, in place of what was typed before."""
        async with self._write() as database:
            await database.execute(
                "INSERT INTO draft (user_id, form, typed, at) VALUES (?, ?, ?, ?) ON CONFLICT (user_id, form) DO UPDATE"
                " SET typed = excluded.typed, at = excluded.at",
                (user, form, msgspec.json.encode(typed).decode(), now()),
            )

    async def drop(self, user: int, form: str) -> None:
        """Forget what was typed, now that it is taken."""
        async with self._erase() as database:
            await database.execute("DELETE FROM draft WHERE user_id = ? AND form = ?", (user, form))

    async def forget(self, before: datetime) -> None:
        """Forget what was typed before a time."""
        old = await self._reader.execute_fetchall("SELECT 1 FROM draft WHERE at < ? LIMIT 1", (iso(before),))
        if not list(old):
            return
        async with self._erase() as database:
            await database.execute("DELETE FROM draft WHERE at < ?", (iso(before),))


def decode_typed(typed: str) -> Typed:
    """What was typed, from its column."""
    return msgspec.json.decode(typed, type=dict[str, list[str]])


def word_typed(typed: Typed) -> str:
    """What was typed, as text."""
    return "\n\n".join(", ".join(values) for values in typed.values() if values)
