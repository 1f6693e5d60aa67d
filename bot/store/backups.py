"""Backups: copies of the live database, one a day of which the last are kept, and going back to one.

Owns that a copy is whole and sound, or not there: it is written beside its place, checked, and then given its name.
Refuses to overwrite a file, to keep a damaged copy, and to go back to a file that is not sound. All of it blocks on the
disk.
"""

from __future__ import annotations

import glob
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from bot.store.connection import (
    APPLICATION_ID,
    BUSY,
    RESTORE,
    address_of,
    create_private,
    explain,
    find_logs,
)
from bot.store.errors import BusyError, DamagedError, FullError, StoreError
from bot.store.outbox import DOUBT_PENDING

KEPT = 7
"""How many daily backups to keep."""
_LETTERS_ARE_MARKED = 10
"""The first version of the tables in which they are: migrations/010_letter_marks.sql."""
_PAGES_A_STEP = 4096
_PATIENCE_S = 10.0
_PART = ".part"
_BY_DAY = "-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].db"


def make_backup(source: Path, target: Path, stopped: threading.Event | None = None) -> None:
    """Copy a database, in use or not, to a new file that only its owner may read.

    StoreError if the file exists, cannot be written, or if the database is damaged. InterruptedError once ``stopped``
    is set.
    """
    if target.exists():
        raise StoreError(f"{target} exists already; name a file that does not")
    with _written_beside(target) as copy:
        _copy(source, copy, target, stopped)
        copy.replace(target)


def back_up_daily(
    source: Path, folder: Path, today: date, stopped: threading.Event | None = None
) -> Path | None:
    """Back up a database to a folder, unless today's backup is there, and keep the last ones.

    Returns the new backup; None if it was there. Raises what ``make_backup`` raises.
    """
    target = find_daily(source.stem, folder, today)
    made = None
    if not target.exists():
        make_backup(source, target, stopped)
        made = target
    remove_old(source.stem, folder)
    return made


def find_daily(name: str, folder: Path, today: date) -> Path:
    """Where the backup of a day stands; ``name``: the database's."""
    return folder / f"{name}-{today.isoformat()}.db"


def remove_old(name: str, folder: Path) -> None:
    """Keep the last daily backups of a database, and remove the others."""
    ours = f"{glob.escape(name)}{_BY_DAY}"
    for old in sorted(folder.glob(ours))[:-KEPT]:
        old.unlink(missing_ok=True)
    for part in folder.glob(f"{ours}{_PART}"):
        # Of a day on which the bot was killed half-way.
        _remove_part(part)


def restore_backup(backup: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy of a backup in a database's place; a running bot notices and goes on from there.

    Returns under what name the old file is kept; None if there was none. StoreError, and nothing is changed, if the
    backup is not sound, another process is writing, or there is no room.
    """
    if not backup.is_file():
        raise StoreError(f"there is no backup {backup}")
    if database.exists() and backup.samefile(database):
        raise StoreError(f"{backup} is the database itself; name a backup of it")
    kept = database.with_name(f"{database.name}.before-{now:%Y%m%dT%H%M%S}")
    with _written_beside(database) as copy:
        _copy(backup, copy, database, None)
        _doubt_letters(copy)
        if not database.exists():
            copy.replace(database)
            return None
        with _locked(database):
            # Under its second name first: at no moment is there no database, which a bot that starts would make.
            os.link(database, kept)
            for log in find_logs(database):
                if log.name.endswith("-wal") and log.exists() and log.stat().st_size:
                    log.rename(kept.with_name(f"{kept.name}-wal"))
                # SQLite would apply it to the new file.
                log.unlink(missing_ok=True)
            copy.replace(database)
            return kept


@contextmanager
def _written_beside(target: Path) -> Iterator[Path]:
    """A new file beside ``target``, for its owner only, which is gone afterwards unless it was renamed."""
    part = target.with_name(target.name + _PART)
    # It may be there still from a run that was killed.
    _remove_part(part)
    try:
        create_private(part)
        yield part
    except InterruptedError:
        raise
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}") from error
    finally:
        _remove_part(part)


def _remove_part(part: Path) -> None:
    for file in (part, part.with_name(f"{part.name}-journal"), *find_logs(part)):
        with suppress(OSError):
            file.unlink()


def _copy(source: Path, copy: Path, target: Path, stopped: threading.Event | None) -> None:
    """Copy a database into an empty file, and check the copy. ``target`` is what the copy will be called."""

    def stop() -> bool:
        return stopped is not None and stopped.is_set()

    def go_on(_status: int, _left: int, _pages: int) -> None:
        if stop():
            raise InterruptedError

    try:
        with (
            closing(sqlite3.connect(address_of(source, "rw"), uri=True, timeout=_PATIENCE_S)) as live,
            closing(sqlite3.connect(copy, isolation_level=None)) as copied,
        ):
            copied.set_progress_handler(stop, 100_000)
            # One view of it from the first page to the last, whatever is written meanwhile.
            live.isolation_level = None
            live.execute("BEGIN")
            _check_owner(live, source)
            live.backup(copied, pages=_PAGES_A_STEP, progress=go_on)
            live.execute("ROLLBACK")
            # One file, without a log beside it.
            copied.execute("PRAGMA journal_mode = DELETE").fetchall()
            problems = [problem for (problem,) in copied.execute("PRAGMA integrity_check(3)")]
    except sqlite3.Error as error:
        if stop():
            raise InterruptedError from error
        raise _explain(error, source, target) from error
    if problems != ["ok"]:
        raise DamagedError(f"{source} is damaged, so it was not copied: {'; '.join(problems)}. {RESTORE}")


def _doubt_letters(copy: Path) -> None:
    """Have each pending letter looked for where it would stand, before it is sent from here."""
    with closing(sqlite3.connect(copy)) as database, database:
        # Letters of older databases carry no mark by which to find them.
        if database.execute("PRAGMA user_version").fetchone()[0] >= _LETTERS_ARE_MARKED:
            database.execute(DOUBT_PENDING)


def _check_owner(database: sqlite3.Connection, path: Path) -> None:
    if database.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise StoreError(f"{path} is no database of Fan Facts")


def _explain(error: sqlite3.Error, source: Path, target: Path) -> StoreError:
    if error.sqlite_errorcode == sqlite3.SQLITE_IOERR_WRITE:
        return StoreError(f"{target} cannot be written: {error}. Nothing was changed")
    explained = explain(source, error)
    if isinstance(explained, DamagedError) and error.sqlite_errorcode != sqlite3.SQLITE_NOTADB:
        return DamagedError(f"{source} is damaged, so it was not copied: {error}. {RESTORE}")
    if isinstance(explained, FullError):
        return FullError(
            f"{target} cannot be written: the disk is full. Nothing was changed: make room, and try again"
        )
    return explained or StoreError(f"{target} cannot be written: {error}")


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    """Keep others from writing to a database, with all that was committed in its one file; one that is too damaged for
    that is left as it is."""
    with closing(
        sqlite3.connect(address_of(database, "rw"), uri=True, timeout=_PATIENCE_S, isolation_level=None)
    ) as old:
        try:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            old.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            if isinstance(explain(database, error), BusyError):
                raise BusyError(BUSY) from error
        yield
