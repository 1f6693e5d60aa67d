"""Personal data: what the store knows about somebody by their id, and deleting it, immediately and completely.

Owns the list of every column that may hold a person's id; a test walks the schema, so that none is forgotten.
What people left for themselves goes entirely; what a moderator decided stays, without who it was. Refuses to look
at anybody but the person asked about: the caller must know whose data it is.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from bot.store.base_repository import Repository
from bot.store.database import Database
from bot.store.drafts import DRAFTS_KEPT, decode_typed, word_typed
from bot.store.engine import PERSON
from bot.store.follows import drop_unfollowed

WORDS_KEPT = timedelta(days=90)
"""How long to keep what people wrote."""
OWN_ROWS = (
    ("follow", "user_id"),
    ("wait", "user_id"),
    ("complaint", "user_id"),
    ("outbox", "user_id"),
    ("draft", "user_id"),
)
"""Tables whose rows about a person are deleted, and the column with the id."""
DECIDED_BY = (
    ("change", "by_user"),
    ("retraction", "by_user"),
    ("pin", "by_user"),
    ("confirmation", "by_user"),
    ("expected_answer", "by_user"),
    ("proposal", "edited_by"),
    ("proposal", "decided_by"),
    ("review", "opened_by"),
    ("complaint", "settled_by"),
)
"""Tables of what moderators did: the rows stay, the ids go."""
_NOBODY = {("review", "opened_by"): 0}
"""Stands for nobody where a column may not be NULL."""


class OwnData(msgspec.Struct, frozen=True, kw_only=True):
    """How much is kept about somebody, by kind."""

    follows: int
    waits: int
    complaints: int
    """What they said about wrong answers, until it is settled."""
    letters: int
    """Messages sent to them, or still to be."""
    drafts: int
    """Forms that they have filled in and that could not be taken."""
    decisions: int
    """What they did as a moderator."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.follows + self.waits + self.complaints + self.letters + self.drafts + self.decisions


class OwnWords(msgspec.Struct, frozen=True, kw_only=True):
    """Something that somebody wrote and had kept."""

    question: str | None
    """The question; None where a button's code says it all."""
    wrong: str | None
    """What is wrong with the answer; None for a question that they wait for."""
    since: datetime
    draft: str | None = None
    """What they typed into a form that could not be taken; nothing else is there then."""

    @property
    def until(self) -> datetime:
        """When it is forgotten at the latest."""
        return self.since + (WORDS_KEPT if self.draft is None else DRAFTS_KEPT)


class PersonalData(Repository):
    """What the store knows about people by their ids; reached as ``FactStore.personal_data``."""

    async def count(self, user: int) -> OwnData:
        """How much is kept about somebody."""
        return await _count(self._reader, user)

    async def forget(self, user: int) -> OwnData:
        """Delete all that is kept about somebody, in one transaction; returns how much that was."""
        async with self._erase() as database:
            found = await _count(database, user)
            for table, column in OWN_ROWS:
                await database.execute(f'DELETE FROM {table} WHERE "{column}" = ?', (user,))
            await drop_unfollowed(database)
            for table, column in DECIDED_BY:
                await database.execute(
                    f'UPDATE {table} SET "{column}" = ?2 WHERE "{column}" = ?1',
                    (user, _NOBODY.get((table, column))),
                )
            for state in ("before", "after"):
                # The journal keeps who retracted a fact, so that undoing restores it as it was.
                await database.execute(
                    f"UPDATE step SET {state} = json_set({state}, '$.by', NULL)"
                    f" WHERE what = 'retraction' AND CAST(json_extract({state}, '$.by') AS BIGINT) = ?",
                    (user,),
                )
            await self._tell(database, f"{PERSON} {user}")
        return found

    async def list_words(self, user: int) -> list[OwnWords]:
        """What is kept of somebody in their own words, the newest first."""
        rows = await self._reader.execute_fetchall(
            "SELECT question, NULL, since, NULL FROM wait WHERE user_id = ?1 AND question IS NOT NULL"
            " UNION ALL SELECT question, wrong, at, NULL FROM complaint WHERE user_id = ?1"
            " UNION ALL SELECT NULL, NULL, at, typed FROM draft WHERE user_id = ?1 ORDER BY 3 DESC",
            (user,),
        )
        return [
            OwnWords(
                question=question,
                wrong=wrong,
                since=datetime.fromisoformat(since),
                draft=None if typed is None else word_typed(decode_typed(typed)),
            )
            for question, wrong, since, typed in rows
        ]

    async def forget_all(self) -> None:
        """Delete everybody's rows, in a copy made for looking at the facts only."""
        async with self._write() as database:
            for table, _ in OWN_ROWS:
                await database.execute(f"DELETE FROM {table}")


async def _count(database: Database, user: int) -> OwnData:
    counted = [
        f'(SELECT count(*) FROM {table} WHERE "{column}" = ?1)' for table, column in (*OWN_ROWS, *DECIDED_BY)
    ]
    rows = await database.execute_fetchall(f"SELECT {', '.join(counted)}", (user,))
    follows, waits, complaints, letters, drafts, *decisions = next(iter(rows))
    return OwnData(
        follows=follows,
        waits=waits,
        complaints=complaints,
        letters=letters,
        drafts=drafts,
        decisions=sum(decisions),
    )
