"""Personal data: what the store knows of somebody by their id, and its deletion, at once and complete.

Owns the list of every column that may hold a person's id; a test walks the schema, so that none is forgotten.
What a person left behind for themselves goes as a whole; what a moderator decided stays, without who it was.
Refuses to look at anybody but who is asked about: whose data it is, is the caller's to know.
"""

from __future__ import annotations

import aiosqlite
import msgspec

from bot.store.follows import drop_unfollowed
from bot.store.repository import Repository

OWN_ROWS = (("follow", "user"), ("wait", "user"), ("complaint", "user"), ("outbox", "user"))
"""Tables of which a person's rows are deleted, and the column with the id."""
DECIDED_BY = (
    ("change", "by"),
    ("retraction", "by"),
    ("pin", "by"),
    ("expected_answer", "by"),
    ("proposal", "edited_by"),
    ("proposal", "decided_by"),
    ("review", "opened_by"),
    ("complaint", "settled_by"),
)
"""Tables of what moderators did: the rows stay, the id goes."""
_NOBODY = {("review", "opened_by"): 0}
"""What stands for nobody where a column takes no NULL."""


class OwnData(msgspec.Struct, frozen=True, kw_only=True):
    """How much is kept of somebody, by kind."""

    follows: int
    waits: int
    complaints: int
    """What they said of answers that are not right, until it is settled."""
    letters: int
    """Messages that were sent to them, or are still to be."""
    decisions: int
    """What they did as a moderator."""

    @property
    def total(self) -> int:
        """All of it."""
        return self.follows + self.waits + self.complaints + self.letters + self.decisions


class PersonalData(Repository):
    """What a store knows of people by their ids; reached as ``FactStore.personal_data``."""

    async def count(self, user: int) -> OwnData:
        """How much is kept of somebody."""
        return await _count(self._reader, user)

    async def forget(self, user: int) -> OwnData:
        """Delete all that is kept of somebody, in one transaction; how much that was."""
        async with self._write() as database:
            # What is deleted is overwritten in the file as well: https://www.sqlite.org/pragma.html#pragma_secure_delete
            await database.execute("PRAGMA secure_delete = ON")
            try:
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
                    # The journal keeps who retracted a fact, so that it can be put back as it was.
                    await database.execute(
                        f"UPDATE step SET {state} = json_set({state}, '$.by', NULL)"
                        f" WHERE what = 'retraction' AND json_extract({state}, '$.by') = ?",
                        (user,),
                    )
            finally:
                await database.execute("PRAGMA secure_delete = OFF")
        # Until then it can be read in the log that SQLite writes ahead of the file.
        await self._checkpoint()
        return found

    async def forget_all(self) -> None:
        """Delete everybody's rows: of a copy that is made to look at the facts alone."""
        async with self._write() as database:
            for table, _ in OWN_ROWS:
                await database.execute(f"DELETE FROM {table}")


async def _count(database: aiosqlite.Connection, user: int) -> OwnData:
    counted = [
        f'(SELECT count(*) FROM {table} WHERE "{column}" = ?1)' for table, column in (*OWN_ROWS, *DECIDED_BY)
    ]
    rows = await database.execute_fetchall(f"SELECT {', '.join(counted)}", (user,))
    follows, waits, complaints, letters, *decisions = next(iter(rows))
    return OwnData(
        follows=follows, waits=waits, complaints=complaints, letters=letters, decisions=sum(decisions)
    )
