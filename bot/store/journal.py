"""The journal: every act that changes what is served, recorded with the state before it.

Owns the SQL that writes it. A change has steps, each with the state before and after, so that replaying them
backwards undoes the change. Refuses to change anything itself, and to work outside a transaction: the deed and
its record are committed together.
"""

from __future__ import annotations

import asyncio
import enum
from collections.abc import Iterable

from bot.store.database import Writer
from bot.store.packed_facts import Placed, pack_facts
from bot.store.timestamps import now


class ChangeKind(enum.StrEnum):
    """What somebody did."""

    LOAD = "load"
    APPROVE = "approve"
    RETRACT = "retract"
    RESTORE = "restore"
    PIN = "pin"
    UNPIN = "unpin"
    CONFIRM = "confirm"
    NAME = "name"
    UNDO = "undo"


class StepKind(enum.StrEnum):
    """What one step changed."""

    ARTICLE = "article"
    FACT = "fact"
    RETRACTION = "retraction"
    PIN = "pin"
    CONFIRMATION = "confirmation"
    NAME = "name"


class Journal:
    """One change being recorded. A change without steps is not kept, unless it was begun."""

    def __init__(
        self,
        database: Writer,
        what: ChangeKind,
        *,
        by: int | None = None,
        reason: str | None = None,
        undoes: int | None = None,
    ) -> None:
        self._database = database
        self._head = (what.value, by, now(), reason, undoes)
        self._change: int | None = None

    async def begin(self) -> int:
        """Keep the change whether or not it gets steps; returns its id."""
        if self._change is None:
            rows = await self._database.execute_fetchall(
                "INSERT INTO change (what, by_user, at, reason, undoes) VALUES (?, ?, ?, ?, ?) RETURNING id",
                self._head,
            )
            self._change = int(next(iter(rows))[0])
        return self._change

    async def note(
        self,
        what: StepKind,
        *,
        article: str | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> None:
        """Record one step: JSON of the state before, and after."""
        await self._database.execute(
            "INSERT INTO step (change, what, article, before, after) VALUES (?, ?, ?, ?, ?)",
            (await self.begin(), what.value, article, before, after),
        )

    async def note_facts(self, article: str, facts: Iterable[Placed], *, gone: bool = False) -> None:
        """Record facts that an article has gained or lost, each with its place there."""
        # In a thread: a large file may have changed from its first line to its last.
        packed = await asyncio.to_thread(lambda: list(pack_facts(facts)))
        if packed:
            change = await self.begin()
            await self._database.executemany(
                "INSERT INTO step (change, what, article, facts, gone, count) VALUES (?, ?, ?, ?, ?, ?)",
                [(change, StepKind.FACT.value, article, some, gone, count) for some, count in packed],
            )
