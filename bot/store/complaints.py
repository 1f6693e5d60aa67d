"""Complaints: what fans say about wrong answers, and what became of that.

Owns the SQL of the queue and its limits per person. A complaint is settled by one UPDATE that only matches an open
one: of two moderators at once, one settles it and the other is told. Everything that says whose it was goes with
it, and so does what they wrote. Refuses to judge facts or who may settle: both are up to the caller.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.model import Fact
from bot.store.articles import find_served
from bot.store.base_repository import Access, Repository
from bot.store.database import Database
from bot.store.engine import COUNTED
from bot.store.facts import decode_fact, encode_fact, find_fact
from bot.store.outbox import Letter, put_letters
from bot.store.rate_counts import RecentCounts
from bot.store.timestamps import iso, now

MOST_OPEN = 5
"""Open complaints from one person."""
MOST_A_DAY = 20
"""Complaints from one person a day."""


class Filed(enum.Enum):
    """What became of a complaint when it was handed in."""

    DONE = enum.auto()
    TOO_MANY_OPEN = enum.auto()
    TOO_MANY_TODAY = enum.auto()


class Settled(enum.StrEnum):
    """How a complaint was settled."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Complaint(msgspec.Struct, frozen=True, kw_only=True):
    """What a fan says about an answer, but not who they are."""

    id: int
    code: str
    """Asks the question again, or stands for its meaning."""
    question: str | None
    """How whoever complains has put the question; None if the code alone asks it again, or somebody else asked it."""
    answer: str
    """What was answered, in plain words; "" if that would repeat somebody else's."""
    article: str | None
    fact: Fact | None
    """What the answer chiefly rested on, in that article."""
    wrong: str
    link: str | None
    at: datetime
    state: str
    settled_by: int | None
    checked: bool = False
    """Whether a correction of it waits for review."""

    @property
    def open(self) -> bool:
        """Whether nobody has settled it, or entered a correction."""
        return self.state == "open" and not self.checked


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An open complaint's position in the queue, from 1, and its neighbours, in a circle."""

    number: int
    total: int
    before: int
    after: int


class Complaints(Repository):
    """The complaints of a store; reached as ``FactStore.complaints``."""

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        # The database knows how many of a person's are open, but not how many were settled: those no longer say
        # whose they were. Those settled today are counted here, as keyed hashes. A restart forgets them, and
        # leaves the limit on open ones, whose pace moderators set.
        self.filed = RecentCounts()

    async def file(
        self,
        *,
        code: str,
        answer: str,
        leading: int | None,
        wrong: str,
        link: str | None,
        tell: bool,
        user: int,
        question: str | None = None,
        guild: int | None = None,
        channel: int | None = None,
        message: int | None = None,
    ) -> Filed:
        """Hand a complaint in. ``leading``: the id of the fact that the answer chiefly rested on."""
        now = datetime.now(UTC)
        async with self._write() as database:
            refused = await self._find_limit(database, user)
            if refused is not None:
                return refused
            found = None if leading is None else await find_fact(database, leading)
            article, fact = (None, None) if found is None else (found[0], encode_fact(found[1]))
            await database.execute(
                "INSERT INTO complaint"
                " (code, question, answer, article, fact, wrong, link, user_id, guild, channel, message, tell, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    code,
                    question,
                    answer,
                    article,
                    fact,
                    wrong,
                    link,
                    user,
                    guild,
                    channel,
                    message,
                    tell,
                    iso(now),
                ),
            )
            await self._tell(database, f"{COUNTED} filed {user} {now.date()}")
        self.filed.add(user, now.date())
        return Filed.DONE

    async def find_limit(self, user: int) -> Filed | None:
        """The limit that somebody has reached, who can hand none in for now; None for everybody else."""
        return await self._find_limit(self._reader, user)

    async def _find_limit(self, database: Database, user: int) -> Filed | None:
        if self.filed.get(user, datetime.now(UTC).date()) >= MOST_A_DAY:
            return Filed.TOO_MANY_TODAY
        rows = await database.execute_fetchall(
            "SELECT count(*) FROM complaint WHERE user_id = ? AND state = 'open'", (user,)
        )
        return Filed.TOO_MANY_OPEN if next(iter(rows))[0] >= MOST_OPEN else None

    async def find(self, complaint: int) -> Complaint | None:
        """The complaint with an id."""
        return next(iter(await self._select("WHERE id = ?", (complaint,))), None)

    async def find_next(self, at: int = 0) -> tuple[Complaint, Place] | None:
        """The first open complaint from an id on, else the oldest, with its place; None if all are settled."""
        found = await self._select(f"WHERE {_WAITS} ORDER BY id < ?, id LIMIT 1", (at,))
        if not found:
            return None
        shown = found[0]
        rows = await self._reader.execute_fetchall(
            "SELECT count(*), count(*) FILTER (WHERE id <= ?1), min(id), max(id),"
            " max(id) FILTER (WHERE id < ?1), min(id) FILTER (WHERE id > ?1)"
            f" FROM complaint WHERE {_WAITS}",
            (shown.id,),
        )
        total, number, first, last, before, after = next(iter(rows))
        return shown, Place(number=number, total=total, before=before or last, after=after or first)

    async def find_leading_fact(self, complaint: Complaint) -> int | None:
        """The id of the fact that the answer chiefly rested on, if it is still served."""
        if complaint.fact is None:
            return None
        served = await find_served(self._reader, complaint.article or "", [complaint.fact])
        return next(iter(served), None)

    async def take_up(self, complaint: int, review: int) -> bool:
        """Have an open complaint wait until a review's correction of it is decided; returns whether it was open.

        What the fan wrote stays until it is settled.
        """
        async with self._write() as database:
            taken = await database.execute(
                f"UPDATE complaint SET review = ? WHERE id = ? AND {_WAITS}", (review, complaint)
            )
            return bool(taken.rowcount)

    async def find_decided(self, review: int) -> list[Complaint]:
        """The complaints that a review's correction was entered for, if all of that is decided and they are not
        settled."""
        return await self._select(f"WHERE review = ? AND {_WAITS}", (review,))

    async def settle(self, complaint: int, state: Settled, by: int, *, blocks: Sequence[str]) -> bool:
        """Settle an open complaint, and tell the fan, in markdown, if they wanted it; returns whether it was open.

        Erases who the fan was, what they wrote and where; the letter to them goes out on its own.
        """
        async with self._write() as database:
            # RETURNING gives the values after an update, when all of this is gone.
            rows = await database.execute_fetchall(
                f"SELECT user_id, guild, channel, message, tell FROM complaint WHERE id = ? AND {_WAITS}",
                (complaint,),
            )
            settled = await database.execute(
                "UPDATE complaint SET state = ?, settled_by = ?, settled_at = ?,"
                " code = '', question = NULL, answer = '', wrong = '', link = NULL,"
                f" user_id = NULL, guild = NULL, channel = NULL, message = NULL WHERE id = ? AND {_WAITS}",
                (state.value, by, now(), complaint),
            )
            for user, guild, channel, message, tell in rows:
                if tell and user is not None:
                    letter = Letter(
                        once=f"complaint:{complaint}",
                        blocks=tuple(blocks),
                        user=user,
                        guild=guild,
                        channel=channel,
                        reply_to=message,
                    )
                    await put_letters(database, [letter])
            return bool(settled.rowcount)

    async def forget(self, before: datetime, farewell: Sequence[str]) -> None:
        """Forget complaints from before a moment, settled or not; fans who wanted to hear back are told, in markdown."""
        async with self._erase() as database:
            over = list(
                await database.execute_fetchall(
                    "DELETE FROM complaint WHERE at < ? RETURNING id, user_id, tell, state", (iso(before),)
                )
            )
            await put_letters(
                database,
                (
                    Letter(once=f"complaint:{complaint}", user=user, blocks=tuple(farewell))
                    for complaint, user, tell, state in over
                    if tell and user is not None and state == "open"
                ),
            )

    async def _select(self, which: str, parameters: Sequence[object]) -> list[Complaint]:
        rows = await self._reader.execute_fetchall(
            "SELECT id, code, question, answer, article, fact, wrong, link, at, state, settled_by,"
            f" {_IS_CHECKED} FROM complaint {which}",
            parameters,
        )
        return [_read(tuple(row)) for row in rows]


_IS_CHECKED = (
    "EXISTS (SELECT 1 FROM proposal WHERE proposal.review = complaint.review AND proposal.state = 'proposed')"
)
# Should the bot have stopped before a decided correction settled it, it is in the queue again.
_WAITS = f"state = 'open' AND NOT {_IS_CHECKED}"


def _read(row: tuple[Any, ...]) -> Complaint:
    complaint, code, question, answer, article, fact, wrong, link, at, state, settled_by, checked = row
    return Complaint(
        id=complaint,
        code=code,
        question=question,
        answer=answer,
        article=article,
        fact=decode_fact(fact) if fact else None,
        wrong=wrong,
        link=link,
        at=datetime.fromisoformat(at),
        state=state,
        settled_by=settled_by,
        checked=state == "open" and bool(checked),
    )
