"""Expected answers: questions whose answers a moderator wants to stay as they are.

Owns their SQL, and how much of an answer is kept. Refuses to answer: the current answer is for bot/answers to give.
"""

from __future__ import annotations

from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.scope import Scope
from bot.store.base_repository import Repository
from bot.store.database import NO_LIMIT
from bot.store.timestamps import now


class AnswerSummary(msgspec.Struct, frozen=True, kw_only=True):
    """The part of an answer that must stay as it is."""

    status: str
    """found, ambiguous or unknown."""
    relation: str | None = None
    subject: str | None = None
    season: int | None = None
    part: int | None = None
    episode: int | None = None
    values: tuple[str, ...] = ()
    """As stored, the best first."""
    spoiler: bool = False
    """Whether any of them is a spoiler."""

    @property
    def scope(self) -> Scope:
        """What of the subject it is about."""
        return Scope(self.season, self.part, self.episode)


class ExpectedAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A question with its expected answer."""

    id: int
    question: str
    answer: AnswerSummary
    by: int | None
    """The moderator; None for somebody who had their data deleted."""
    at: str
    """ISO 8601, UTC."""


class ExpectedAnswers(Repository):
    """The expected answers of a store; reached as ``FactStore.expected_answers``."""

    async def save(self, question: str, answer: AnswerSummary, by: int) -> None:
        """Expect an answer to a question, replacing the one expected before."""
        async with self._write() as database:
            await database.execute(
                "INSERT INTO expected_answer (question, answer, by_user, at) VALUES (?, ?, ?, ?) ON CONFLICT (question)"
                " DO UPDATE SET answer = excluded.answer, by_user = excluded.by_user, at = excluded.at",
                (question, msgspec.json.encode(answer).decode(), by, now()),
            )

    async def remove(self, expected: int) -> bool:
        """Stop expecting an answer; returns whether there was one with that id."""
        async with self._write() as database:
            rows = await database.execute_fetchall(
                "DELETE FROM expected_answer WHERE id = ? RETURNING id", (expected,)
            )
            return bool(list(rows))

    async def count(self) -> int:
        """How many there are."""
        return int(next(iter(await self._reader.execute_fetchall("SELECT count(*) FROM expected_answer")))[0])

    async def list_from(self, offset: int = 0, limit: int = NO_LIMIT) -> list[ExpectedAnswer]:
        """Expected answers, newest first; all of them unless a limit is given."""
        rows = await self._reader.execute_fetchall(
            "SELECT id, question, answer, by_user, at FROM expected_answer ORDER BY id DESC LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [_read_expected(tuple(row)) for row in rows]


def _read_expected(row: tuple[Any, ...]) -> ExpectedAnswer:
    expected, question, answer, by, at = row
    return ExpectedAnswer(
        id=expected,
        question=question,
        answer=msgspec.json.decode(answer, type=AnswerSummary),
        by=by,
        at=at,
    )
