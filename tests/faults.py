"""SQLite that fails at a call of the test's choosing: an input/output error, a full disk, a database that is busy.

The failure comes from beneath the bot's own connection class, which has to explain it as it does a real one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any  # whatever sqlite3 takes and returns
from unittest.mock import patch

from bot.store.connection import ExplainedConnection, ExplainedCursor

IO_ERROR = ("disk I/O error", sqlite3.SQLITE_IOERR_WRITE, "SQLITE_IOERR_WRITE")
FULL = ("database or disk is full", sqlite3.SQLITE_FULL, "SQLITE_FULL")
BUSY = ("database is locked", sqlite3.SQLITE_BUSY, "SQLITE_BUSY")
READ_ONLY = ("attempt to write a readonly database", sqlite3.SQLITE_READONLY, "SQLITE_READONLY")
DAMAGED = ("database disk image is malformed", sqlite3.SQLITE_CORRUPT, "SQLITE_CORRUPT")

Fault = tuple[str, int, str]


def make_error(fault: Fault) -> sqlite3.Error:
    """The error as sqlite3 raises it."""
    text, code, name = fault
    error = sqlite3.DatabaseError(text) if fault is DAMAGED else sqlite3.OperationalError(text)
    error.sqlite_errorcode, error.sqlite_errorname = code, name
    return error


class Calls:
    """The moments at which SQLite could fail, and those at which it does."""

    def __init__(self, at: int | None, fault: Fault, only: str | tuple[str, ...], *, for_good: bool) -> None:
        self._at = at
        self._fault = fault
        self._only = only
        self._for_good = for_good
        self.passed = 0
        self.failed = False

    def pass_moment(self, connection: ExplainedConnection, what: str) -> None:
        """Count one more moment of a call; raises as SQLite would if it is the one to fail at."""
        if not what.startswith(self._only):
            return
        now = self.passed
        self.passed += 1
        if self._at is not None and (now == self._at or (self._for_good and now > self._at)):
            self.failed = True
            with connection.explained:
                raise make_error(self._fault)


@contextmanager
def failing_at(
    at: int | None, fault: Fault, *, only: str | tuple[str, ...] = "", for_good: bool = False
) -> Iterator[Calls]:
    """Have SQLite fail at the moment ``at``, counted from 0, and at all later ones if ``for_good``; None to count only.

    Each call has a moment before and one after it was done, and one half-way if it has many rows. ``only``: count
    statements alone that begin with this, or with one of these.
    """
    calls = Calls(at, fault, only, for_good=for_good)
    execute, executemany = ExplainedCursor.execute, ExplainedCursor.executemany
    fetchall = ExplainedCursor.fetchall

    def faulty_execute(self: ExplainedCursor, sql: str, parameters: Any = (), /) -> ExplainedCursor:
        calls.pass_moment(self.connection, sql)
        done = execute(self, sql, parameters)
        try:
            calls.pass_moment(self.connection, sql)
        except Exception:
            # SQLite leaves no statement that failed in the middle, which would hold up a commit.
            fetchall(done)
            raise
        return done

    def faulty_executemany(self: ExplainedCursor, sql: str, rows: Iterable[Any], /) -> ExplainedCursor:
        calls.pass_moment(self.connection, sql)
        given = list(rows)
        executemany(self, sql, islice(given, len(given) // 2))
        if len(given) > 1:
            calls.pass_moment(self.connection, sql)
        executemany(self, sql, islice(given, len(given) // 2, None))
        calls.pass_moment(self.connection, sql)
        return self

    def faulty_fetchall(self: ExplainedCursor) -> list[Any]:
        rows = fetchall(self)
        calls.pass_moment(self.connection, "fetchall")
        return rows

    with (
        patch.object(ExplainedCursor, "execute", faulty_execute),
        patch.object(ExplainedCursor, "executemany", faulty_executemany),
        patch.object(ExplainedCursor, "fetchall", faulty_fetchall),
        patch.object(ExplainedConnection, "commit", _fail_in("commit", calls)),
        patch.object(ExplainedConnection, "rollback", _fail_in("rollback", calls)),
    ):
        yield calls


def _fail_in(what: str, calls: Calls) -> Callable[[ExplainedConnection], None]:
    done: Callable[[ExplainedConnection], None] = getattr(ExplainedConnection, what)

    def call(self: ExplainedConnection) -> None:
        calls.pass_moment(self, what)
        done(self)
        calls.pass_moment(self, what)

    return call
