"""Unanswered questions, grouped by meaning, and who wants to be told once there is an answer.

Owns the SQL of both, and their limits: on open questions, on one person's waits, and on what is new of one person a
day. Of a question it keeps what is known of it, not how it was put: a fan's own words stand beside their own wait
alone, and are forgotten in time. Refuses names: who asked is not kept, and who waits only until they are told.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.store.base_repository import Access, Repository
from bot.store.engine import COUNTED
from bot.store.outbox import Letter, put_letters
from bot.store.rate_counts import RecentCounts
from bot.store.timestamps import iso, now

MOST_WAITS = 25
"""How many waits one person may have."""
MOST_NEW_WAITS_A_DAY = 50
"""How many waits one person may begin on a day, UTC: each may bring a question, which stays when the wait ends."""
_MOST_KEPT = 5000
"""How many open questions to keep, and as many settled ones."""
_MOST_NEW_A_DAY = 50
"""How many new meanings one person may bring a day: a flood would push out what others have asked."""


class AskedQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """A question that could not be answered, but not who asked it."""

    meaning: str
    """The same for questions of the same meaning: letters and digits, fit for a button."""
    shape: str
    """What is known of it in the bot's own words; "" where the code says it all."""
    code: str | None
    """The question's code, if that alone asks the same again."""


class UnansweredQuestion(AskedQuestion, frozen=True, kw_only=True):
    """A question without an answer, and how often it was asked."""

    id: int
    times: int
    """How many people asked it, as far as one can tell without keeping who."""
    first_at: datetime
    last_at: datetime
    state: str
    waits: int
    """How many people want to be told."""
    words: str | None
    """How one of those who wait has put it, the latest who has."""


class WaitOutcome(enum.Enum):
    """The outcome of a wish to be told."""

    ADDED = enum.auto()
    ADDED_BEFORE = enum.auto()
    TOO_MANY = enum.auto()
    TOO_MANY_TODAY = enum.auto()


class UnansweredQuestions(Repository):
    """The unanswered questions of a store; reached as ``FactStore.unanswered``."""

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._seen = RecentCounts()
        self.brought = RecentCounts()
        self.waited = RecentCounts()

    # Asking

    async def record(self, asked: AskedQuestion, user: int) -> None:
        """Remember a question in its latest shape; the same person asking again does not count again."""
        today = datetime.now(UTC).date()
        new = not self._seen.get(user, asked.meaning)
        if new and self.brought.get(user, today) >= _MOST_NEW_A_DAY:
            return
        async with self._write() as database:
            # A question that was answered but is a don't-know again reopens; a dismissed one stays dismissed.
            await database.execute(
                f"{_INSERT} DO UPDATE SET shape = excluded.shape, code = excluded.code,"
                " times = unanswered.times + ?5, last_at = excluded.last_at,"
                " state = CASE unanswered.state WHEN 'answered' THEN 'open' ELSE unanswered.state END",
                (*_columns(asked), now(), int(new)),
            )
            for state in ("= 'open'", "<> 'open'"):
                await database.execute(
                    "DELETE FROM unanswered WHERE id IN (SELECT id FROM unanswered WHERE state"
                    f" {state} AND meaning <> ?1 AND NOT EXISTS (SELECT 1 FROM wait WHERE unanswered = unanswered.id)"
                    " ORDER BY times, last_at, id"
                    f" LIMIT (SELECT CASE WHEN count(*) > {_MOST_KEPT} THEN count(*) - {_MOST_KEPT} ELSE 0 END"
                    f" FROM unanswered WHERE state {state}))",
                    (asked.meaning,),
                )
            if new:
                await self._tell(database, f"{COUNTED} brought {user} {today}")
        # Only now: what could not be written is written later, and counted then.
        self._seen.add(user, asked.meaning)
        if new:
            self.brought.add(user, today)

    # Waiting

    async def wait(
        self, asked: AskedQuestion, user: int, guild: int | None, words: str | None = None
    ) -> WaitOutcome:
        """Have somebody told once a question can be answered; keeps the question from now on.

        ``words``: how they have put it themselves, which is kept as theirs.
        """
        today = datetime.now(UTC).date()
        async with self._write() as database:
            rows = await database.execute_fetchall(
                "SELECT meaning FROM wait JOIN unanswered ON unanswered.id = wait.unanswered WHERE user_id = ?",
                (user,),
            )
            waits = [row[0] for row in rows]
            if asked.meaning in waits:
                return WaitOutcome.ADDED_BEFORE
            if len(waits) >= MOST_WAITS:
                return WaitOutcome.TOO_MANY
            if self.waited.get(user, today) >= MOST_NEW_WAITS_A_DAY:
                return WaitOutcome.TOO_MANY_TODAY
            await database.execute(f"{_INSERT} DO NOTHING", (*_columns(asked), now()))
            await database.execute(
                "INSERT INTO wait (unanswered, user_id, guild, since, question)"
                " SELECT id, ?2, ?3, ?4, ?5 FROM unanswered WHERE meaning = ?1",
                (asked.meaning, user, guild, now(), words),
            )
            await self._tell(database, f"{COUNTED} waited {user} {today}")
        self.waited.add(user, today)
        return WaitOutcome.ADDED

    async def remove_wait(self, question: int, user: int) -> bool:
        """Stop waiting; returns whether they were."""
        async with self._write() as database:
            removed = await database.execute(
                "DELETE FROM wait WHERE unanswered = ? AND user_id = ?", (question, user)
            )
            return bool(removed.rowcount)

    async def list_waits(self, user: int) -> list[UnansweredQuestion]:
        """What somebody is waiting for, the newest first; ``words`` are their own."""
        rows = await self._reader.execute_fetchall(
            f"SELECT {_COLUMNS}, wait.question FROM unanswered JOIN wait ON wait.unanswered = unanswered.id"
            " WHERE wait.user_id = ? ORDER BY wait.id DESC",
            (user,),
        )
        return [_read(tuple(row)) for row in rows]

    async def list_waited(self) -> list[UnansweredQuestion]:
        """Every question that somebody is waiting for, even dismissed ones: there may be an answer yet."""
        return await self._select(
            "WHERE EXISTS (SELECT 1 FROM wait WHERE unanswered = unanswered.id) ORDER BY id", ()
        )

    # Looking

    async def find(self, question: int) -> UnansweredQuestion | None:
        """The question with an id."""
        return next(iter(await self._select("WHERE unanswered.id = ?", (question,))), None)

    async def find_meaning(self, meaning: str) -> UnansweredQuestion | None:
        """The question with a meaning."""
        return next(iter(await self._select("WHERE meaning = ?", (meaning,))), None)

    async def count_open(self) -> int:
        """How many questions are unsettled."""
        rows = await self._reader.execute_fetchall("SELECT count(*) FROM unanswered WHERE state = 'open'")
        return int(next(iter(rows))[0])

    async def list_open(self, begin: int, limit: int) -> list[UnansweredQuestion]:
        """Unsettled questions, most asked first, then the latest."""
        return await self._select(
            "WHERE state = 'open' ORDER BY times DESC, last_at DESC, id DESC LIMIT ? OFFSET ?", (limit, begin)
        )

    # Settling

    async def dismiss(self, question: int) -> bool:
        """Take an open question off the list; returns whether it still was open. Those who wait go on waiting."""
        return await self._settle(question, "dismissed")

    async def note_answered(self, question: int) -> bool:
        """Record that an open question can now be answered; returns whether it still was open."""
        return await self._settle(question, "answered")

    async def note_chosen(self, meaning: str) -> None:
        """Record that whoever asked an open question has said whom they meant, and was answered.

        Where somebody waits for the answer it stays open: they have not been told.
        """
        async with self._write() as database:
            await database.execute(
                "UPDATE unanswered SET state = 'answered' WHERE meaning = ? AND state = 'open'"
                " AND NOT EXISTS (SELECT 1 FROM wait WHERE unanswered = unanswered.id)",
                (meaning,),
            )

    async def tell(
        self,
        question: int,
        make_blocks: Callable[[str | None], Sequence[str]],
        *,
        only_open: bool = False,
    ) -> int | None:
        """Tell everybody who waits, and record a question as answered; returns how many those were.

        ``make_blocks``: from how one person has put it, None where that is not kept, to their letter's markdown.
        None if ``only_open`` is set and somebody was faster. Nobody waits for it from then on.
        """
        async with self._write() as database:
            settled = await database.execute(
                "UPDATE unanswered SET state = 'answered' WHERE id = ? AND state = 'open'", (question,)
            )
            if only_open and not settled.rowcount:
                return None
            waits = list(
                await database.execute_fetchall(
                    "DELETE FROM wait WHERE unanswered = ? RETURNING id, user_id, question", (question,)
                )
            )
            await put_letters(
                database,
                (
                    Letter(once=f"wait:{wait}", user=user, blocks=tuple(make_blocks(words)))
                    for wait, user, words in waits
                ),
            )
            return len(waits)

    async def forget(self, before: datetime, farewell: Sequence[str]) -> None:
        """Forget what people wrote before a moment, and questions that nobody asked or waited for since.

        Who waits for a question that nothing can ask again by then is told so, in markdown, and waits no more.
        """
        async with self._erase() as database:
            await database.execute("UPDATE wait SET question = NULL WHERE since < ?", (iso(before),))
            over = list(
                await database.execute_fetchall(
                    "DELETE FROM wait WHERE unanswered IN (SELECT id FROM unanswered WHERE code IS NULL)"
                    " AND NOT EXISTS (SELECT 1 FROM wait AS each WHERE each.unanswered = wait.unanswered"
                    " AND each.question IS NOT NULL) RETURNING id, user_id"
                )
            )
            await put_letters(
                database,
                (Letter(once=f"wait:{wait}", user=user, blocks=tuple(farewell)) for wait, user in over),
            )
            await database.execute(
                "DELETE FROM unanswered WHERE last_at < ?"
                " AND NOT EXISTS (SELECT 1 FROM wait WHERE unanswered = unanswered.id)",
                (iso(before),),
            )

    async def _settle(self, question: int, state: str) -> bool:
        async with self._write() as database:
            settled = await database.execute(
                "UPDATE unanswered SET state = ? WHERE id = ? AND state = 'open'", (state, question)
            )
            return bool(settled.rowcount)

    async def _select(self, which: str, parameters: Sequence[object]) -> list[UnansweredQuestion]:
        rows = await self._reader.execute_fetchall(f"{_SELECT} {which}", parameters)
        return [_read(tuple(row)) for row in rows]


_INSERT = (
    "INSERT INTO unanswered (meaning, shape, code, times, first_at, last_at)"
    " VALUES (?1, ?2, ?3, 1, ?4, ?4) ON CONFLICT (meaning)"
)
_COLUMNS = (
    "unanswered.id, meaning, shape, code, times, first_at, last_at, state,"
    " (SELECT count(*) FROM wait AS each WHERE each.unanswered = unanswered.id)"
)
_SELECT = (
    f"SELECT {_COLUMNS}, (SELECT question FROM wait AS each WHERE each.unanswered = unanswered.id"
    " AND question IS NOT NULL ORDER BY each.id DESC LIMIT 1) FROM unanswered"
)


def _columns(asked: AskedQuestion) -> tuple[str | None, ...]:
    return asked.meaning, asked.shape, asked.code


def _read(row: tuple[Any, ...]) -> UnansweredQuestion:
    question_id, meaning, shape, code, times, first_at, last_at, state, waits, words = row
    return UnansweredQuestion(
        id=question_id,
        meaning=meaning,
        shape=shape,
        code=code,
        times=times,
        first_at=datetime.fromisoformat(first_at),
        last_at=datetime.fromisoformat(last_at),
        state=state,
        waits=waits,
        words=words,
    )
