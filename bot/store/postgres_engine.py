"""PostgreSQL as the store's engine: for bots whose processes, on one machine or several, share what they know.

Owns its connections, its migrations, its search index, and how processes hear of each other's changes: whoever writes
facts notifies the others with the commit. Refuses a database written by a newer version of the bot, or by another
program. Needs asyncpg, and is imported only where a database is named by its URL.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
import socket
import threading
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any  # rows hold values of several types

import asyncpg

from bot.names import NameIndex
from bot.store.backups import find_daily, remove_old
from bot.store.connection import BUSY
from bot.store.database import Parameters, Rows, Writer
from bot.store.engine import CHANGES, EVERYTHING, FOLLOWS, LETTERS, Frozen, Health
from bot.store.errors import (
    BusyError,
    DamagedError,
    FullError,
    StoreError,
    UnreachableError,
    UnwritableError,
)
from bot.store.move_database import save_as_file
from bot.store.postgres_sql import (
    WORDS,
    arrange,
    find_stems,
    look_up_first,
    make_functions,
    translate,
    translate_migration,
)
from bot.store.read_index import SELECT_NAMES, SELECT_SHARED, make_entries
from bot.store.readers import keep_rows
from bot.store.reports import SELECT_ONLY_IN_SPOILERS

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).with_name("migrations")
NATIVE = MIGRATIONS / "postgres"
"""Those that the two engines cannot share, under the numbers of SQLite's. The first makes every table until then."""
_LOCK = 0x46616374
"""Held by whoever writes: "Fact" in ASCII."""
_HELD = 0x46616375
"""The class of locks on what one process has taken to itself."""
_CHANNEL = "fan_facts"
_FACT_READERS = 4
_READERS = 2
_SLOW_READERS = 2
_MOST_STATEMENTS = 300
"""How many are kept prepared for each connection."""
_SETTINGS = {
    "jit": "off",
    # A report takes more joins than the server would put in the best order by itself: it would begin with every fact.
    "join_collapse_limit": "20",
    "from_collapse_limit": "20",
    # To look at every order of so many takes most of a second.
    "geqo_threshold": "8",
    "geqo_effort": "1",
    # A machine that has vanished must not keep its locks: nobody could write.
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "idle_in_transaction_session_timeout": "60s",
}
_READING = {
    "default_transaction_read_only": "on",
    # Planning such a statement takes longer than running it; one plan is as good for one title as for another.
    "plan_cache_mode": "force_generic_plan",
}
_READING_FACTS = {
    **_READING,
    # As written: the facts first, which ``look_up_first`` lets an index find.
    "join_collapse_limit": "1",
}
_FEW_ROWS = 20
_ROWS_A_TURN = 2000
_CONNECT_PATIENCE_S = 10.0
_READ_PATIENCE_S = 10.0
_SLOW_READ_PATIENCE_S = 120.0
_TURN_PATIENCE_S = 5.0
"""How long to wait for one of the connections that answers are read from."""
_WRITE_PATIENCE_S = 300.0
_COPY_PATIENCE_S = 3600.0
_CLOSE_PATIENCE_S = 1.0
_KEEPALIVE = {"TCP_KEEPIDLE": 10, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 20_000}
"""By Linux's names, https://man7.org/linux/man-pages/man7/tcp.7.html; other systems have some of them."""
_LONGEST_WAIT_S = 15.0
_WATCHED = (CHANGES, FOLLOWS, LETTERS)
_BASIS = "SELECT version, {} FROM store_state".format(
    ", ".join(
        f"coalesce(pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id')::regclass), 0)"
        for table in _WATCHED
    )
)
"""What a transaction begins with: the version of the facts, and the last ids of those tables."""
_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)
_LOST = (
    OSError,
    # Of a connection on which the server has said farewell, until its end has arrived.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
)
"""Errors of a server that is away, or on its way out; TimeoutError is an OSError."""
_CLOSED = re.compile("connection is closed|connection has been released|pool is clos")


@contextmanager
def explaining(where: str) -> Iterator[None]:
    """Turns asyncpg's errors into StoreErrors wherever whoever runs the bot can do something about them."""
    try:
        yield
    except _ERRORS as error:
        explained = explain(where, error)
        if explained is None:
            raise
        raise explained from error


def explain(where: str, error: Exception) -> StoreError | None:
    """What an error means for whoever runs the bot; None if only a change to the bot would help."""
    match error:
        case asyncpg.LockNotAvailableError() | asyncpg.TransactionRollbackError():
            return BusyError(BUSY)
        case asyncpg.DiskFullError():
            return FullError(
                f"the disk of the database {where} is full, so nothing can be written. Nothing is damaged, and what was "
                "under way is undone: make room, and try again"
            )
        case asyncpg.ReadOnlySQLTransactionError() | asyncpg.InsufficientPrivilegeError():
            return UnwritableError(
                f"the database {where} cannot be written ({error}). Nothing is damaged: let the bot's user write there"
            )
        case asyncpg.DataCorruptedError() | asyncpg.IndexCorruptedError():
            return DamagedError(f"the database {where} is damaged: {error}. Restore a backup")
        case asyncpg.InvalidAuthorizationSpecificationError() | asyncpg.InvalidCatalogNameError():
            return StoreError(f"the database {where} cannot be used: {error}")
        case _ if isinstance(error, _LOST) or _CLOSED.search(str(error)):
            return UnreachableError(
                f"the database {where} cannot be reached ({str(error) or type(error).__name__}). Nothing is lost: try "
                "again when it is back"
            )
        case _:
            return None


class _Connection(asyncpg.Connection):  # type: ignore[misc] # asyncpg has no types
    """A connection that notices within half a minute that the server's machine has vanished."""

    def __init__(self, protocol: Any, transport: asyncio.BaseTransport, *args: Any) -> None:
        super().__init__(protocol, transport, *args)
        line = transport.get_extra_info("socket")
        if line is not None and line.family in {socket.AF_INET, socket.AF_INET6}:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            for name, value in _KEEPALIVE.items():
                if hasattr(socket, name):
                    line.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


class _Reading(_Connection):
    """A connection of a pool, without the statement that would clean it up after each of ours, which leave nothing."""

    def get_reset_query(self) -> str:
        return ""


class PostgresReaders:
    """A pool of read-only connections."""

    def __init__(self, pool: asyncpg.Pool, where: str) -> None:
        self._pool = pool
        self._where = where
        self.reads = 0

    async def execute_fetchall(self, sql: str, parameters: Parameters | None = None) -> Iterable[Any]:
        """All rows that a statement returns."""
        self.reads += 1
        return await self.fetch(sql, parameters)

    async def fetch(self, sql: str, parameters: Parameters | None) -> Sequence[Any]:
        """The same, not counted."""
        translated, keys = translate(sql)
        values = arrange(keys, parameters)
        with explaining(self._where):
            try:
                return await self._fetch(translated, values)
            except TimeoutError:
                raise
            except _LOST:
                # A connection from before the server was started anew; there is one from after it.
                return await self._fetch(translated, values)

    async def _fetch(self, sql: str, values: Sequence[object]) -> Sequence[Any]:
        async with self._pool.acquire(timeout=_TURN_PATIENCE_S) as connection:
            try:
                return await connection.fetch(sql, *values)  # type: ignore[no-any-return]
            except asyncpg.InternalClientError:
                connection.terminate()
                raise


class PostgresSearcher(PostgresReaders):
    """A pool of read-only connections, for what may take long."""

    async def find_rows(
        self, sql: str, parameters: Parameters, keep: Callable[[tuple[Any, ...]], bool], limit: int
    ) -> list[tuple[Any, ...]]:
        """The first rows that a statement returns and that are to be kept, as a thread is told for each in turn."""
        translated, keys = translate(sql)
        found: list[tuple[Any, ...]] = []
        with explaining(self._where):
            async with self._pool.acquire() as connection, connection.transaction():
                cursor = await connection.cursor(translated, *arrange(keys, parameters))
                while len(found) < limit and (rows := await cursor.fetch(_ROWS_A_TURN)):
                    found += await asyncio.to_thread(keep_rows, rows, keep)
        return found[:limit]


class _Changed:
    """How many rows a statement has changed."""

    def __init__(self, status: str) -> None:
        # "UPDATE 3", "INSERT 0 3", "CREATE TABLE": https://www.postgresql.org/docs/current/protocol-message-formats.html
        count = status.rpartition(" ")[2]
        self.rowcount = int(count) if count.isdigit() else -1


class PostgresWriter:
    """The writer's connection, as every engine's SQL sees it."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    async def execute(self, sql: str, parameters: Parameters | None = None) -> _Changed:
        """Run a statement."""
        translated, keys = translate(sql)
        return _Changed(await self._connection.execute(translated, *arrange(keys, parameters)))

    async def execute_fetchall(self, sql: str, parameters: Parameters | None = None) -> Iterable[Any]:
        """All rows that a statement returns."""
        translated, keys = translate(sql)
        return await self._connection.fetch(translated, *arrange(keys, parameters))  # type: ignore[no-any-return]

    async def executemany(self, sql: str, rows: Rows) -> None:
        """Run a statement with each row of parameters in turn."""
        translated, keys = translate(sql)
        await self._connection.executemany(translated, [arrange(keys, row) for row in rows])

    async def insert(self, table: str, columns: Sequence[str], rows: Rows) -> None:
        """Insert rows, made in a thread if there are many."""
        more = iter(rows)
        first = await asyncio.to_thread(lambda: list(islice(more, _ROWS_A_TURN)))
        if not first:
            return
        if len(first) <= _FEW_ROWS:
            names = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
            await self._connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", first)
        else:
            await self._connection.copy_records_to_table(
                table, columns=columns, records=_make_in_turns(first, more), timeout=_COPY_PATIENCE_S
            )
        if len(first) == _ROWS_A_TURN:
            # Until the server does that by itself, a minute later, it would read whole tables for each answer.
            await self._connection.execute(f"ANALYZE {table}")
        if "id" in columns:
            ((last,),) = await self._connection.fetch(f"SELECT max(id) FROM {table}")
            await self.set_last_id(table, last)

    async def find_next_id(self, table: str) -> int:
        """The id that a table's next row gets."""
        last = await self._connection.fetchval(
            f"SELECT pg_sequence_last_value(pg_get_serial_sequence('{table}', 'id')::regclass)"
        )
        return (last or 0) + 1

    async def set_last_id(self, table: str, last: int) -> None:
        """Have a table's next row get a greater id than ``last``."""
        await self._connection.execute(
            f"SELECT setval(sequence, greatest($1, pg_sequence_last_value(sequence)))"
            f" FROM (SELECT pg_get_serial_sequence('{table}', 'id')::regclass AS sequence) AS its",
            last,
        )


async def _make_in_turns(
    first: Sequence[Sequence[Any]], more: Iterator[Sequence[Any]]
) -> AsyncIterator[Sequence[Any]]:
    rows = first
    while rows:
        for row in rows:
            yield row
        rows = await asyncio.to_thread(lambda: list(islice(more, _ROWS_A_TURN)))


class FrozenTables:
    """A PostgreSQL database at one moment."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection

    @asynccontextmanager
    async def read(self, table: str, columns: Sequence[str]) -> AsyncIterator[Iterator[Sequence[Any]]]:
        """A table's rows, a few thousand at a time."""
        names = ", ".join(f'"{column}"' for column in columns)
        cursor = await self._connection.cursor(f"SELECT {names} FROM {table} ORDER BY 1")
        yield _read_in_turns(cursor)

    async def find_last_ids(self, tables: Sequence[str]) -> dict[str, int]:
        """The last ids of tables that number their rows."""
        return await _find_last_ids(self._connection, tables)


def _read_in_turns(cursor: Any, stopped: threading.Event | None = None) -> Iterator[Sequence[Any]]:
    """A cursor's rows, for a thread beside the event loop that it belongs to."""
    loop = asyncio.get_running_loop()

    def read() -> Iterator[Sequence[Any]]:
        while stopped is None or not stopped.is_set():
            rows = asyncio.run_coroutine_threadsafe(cursor.fetch(_ROWS_A_TURN), loop).result()
            if not rows:
                return
            yield from map(tuple, rows)

    return read()


async def _find_last_ids(connection: asyncpg.Connection, tables: Sequence[str]) -> dict[str, int]:
    rows = await connection.fetch(
        "SELECT name, pg_sequence_last_value(pg_get_serial_sequence(name, 'id')::regclass)"
        " FROM unnest($1::text[]) AS name",
        list(tables),
    )
    return {table: last for table, last in rows if last is not None}


class PostgresEngine:
    """An open PostgreSQL database."""

    words = WORDS
    taking = " FOR UPDATE SKIP LOCKED"

    def __init__(
        self,
        url: str,
        where: str,
        facts_pool: asyncpg.Pool,
        pool: asyncpg.Pool,
        slow_pool: asyncpg.Pool,
        reached: asyncio.Event,
    ) -> None:
        """``reached`` is set whenever a pool has connected."""
        self._url = url
        self._where = where
        self._reached = reached
        self._facts_reader = PostgresReaders(facts_pool, self._where)
        self.reader = PostgresReaders(pool, self._where)
        self.slow_reader = PostgresSearcher(slow_pool, self._where)
        self._slow_pool = slow_pool
        self._connection: asyncpg.Connection | None = None
        self._connecting = asyncio.Lock()
        self._returning: asyncio.Task[None] | None = None
        self._closing = False
        self._version = 0
        self._new_version = 0
        self._last_ids: Sequence[int] = ()
        self._hear: Callable[[str], None] | None = None
        self._has_listened = False

    @classmethod
    @asynccontextmanager
    async def open(cls, url: str, where: str) -> AsyncIterator[PostgresEngine]:
        """Open the database that a URL names, migrated if needed; StoreError if it cannot be used.

        ``where``: what it is called in messages.
        """
        async with AsyncExitStack() as opening:
            with explaining(where):
                await _make_ready(url, where)
                reached = asyncio.Event()
                facts_pool, pool, slow_pool = [
                    await opening.enter_async_context(_open_pool(url, most, patience_s, reading, reached))
                    for most, patience_s, reading in (
                        (_FACT_READERS, _READ_PATIENCE_S, _READING_FACTS),
                        (_READERS, _READ_PATIENCE_S, _READING),
                        (_SLOW_READERS, _SLOW_READ_PATIENCE_S, _READING),
                    )
                ]
                engine = cls(url, where, facts_pool, pool, slow_pool, reached)
                await engine._get_writer()
            try:
                yield engine
            finally:
                await engine._close()

    async def _close(self) -> None:
        self._closing = True
        if self._returning is not None:
            self._returning.cancel()
            await asyncio.wait({self._returning}, timeout=_CLOSE_PATIENCE_S)
        if self._connection is not None:
            await _end(self._connection.close(), self._connection.terminate)

    async def _get_writer(self) -> asyncpg.Connection:
        """The connection that writes and hears of others' changes, made anew if it was lost."""
        async with self._connecting:
            if self._connection is None or self._connection.is_closed():
                connection = await asyncpg.connect(
                    self._url,
                    timeout=_CONNECT_PATIENCE_S,
                    command_timeout=_WRITE_PATIENCE_S,
                    connection_class=_Connection,
                    server_settings=_SETTINGS,
                )
                # From here on it is closed with the engine.
                self._connection = connection
                connection.add_termination_listener(self._note_lost)
                await connection.add_listener(_CHANNEL, self._note_told)
                # What was said while nobody listened. Another database may have been restored in its place: any
                # other version is news.
                self._version = await connection.fetchval("SELECT version FROM store_state")
                if self._has_listened and self._hear is not None:
                    self._hear(EVERYTHING)
                self._has_listened = True
            return self._connection

    async def hold(self, writer: Writer, what: str) -> bool:
        """By a lock that goes with the connection: a dead process's is free at once, and so is one's own while the
        server is away."""
        rows = await writer.execute_fetchall(f"SELECT pg_try_advisory_lock({_HELD}, ?)", (_number_of(what),))
        return bool(next(iter(rows))[0])

    async def let_go(self, writer: Writer, what: str) -> None:
        """Nothing happens if the connection has been lost since."""
        await writer.execute_fetchall(f"SELECT pg_advisory_unlock({_HELD}, ?)", (_number_of(what),))

    def listen(self, hear: Callable[[str], None]) -> None:
        """One who listens replaces the one before."""
        self._hear = hear

    def _note_told(self, connection: Any, process: int, _channel: str, payload: object) -> None:
        about, _, which = str(payload).partition(" ")
        if about == CHANGES:
            self._version = max(self._version, int(which))
        if process != connection.get_server_pid() and self._hear is not None:
            self._hear(str(payload))

    async def tell(self, writer: Writer, what: str) -> None:
        """Have other processes hear of something with the commit; what is told twice is heard once."""
        await writer.execute(f"SELECT pg_notify('{_CHANNEL}', ?)", (what,))

    def _note_lost(self, _connection: object) -> None:
        if not self._closing and self._returning is None:
            log.warning("The database %s cannot be reached; trying again until it can", self._where)
            self._returning = asyncio.create_task(self._return())
            self._returning.add_done_callback(self._note_back)

    def _note_back(self, returned: asyncio.Task[None]) -> None:
        self._returning = None
        if not returned.cancelled():
            log.info("The database %s is back", self._where)

    async def _return(self) -> None:
        """Connect anew, waiting longer and longer, and not all processes at once."""
        wait = 0.25
        while True:
            self._reached.clear()
            # Whoever reads may find out sooner that it is back.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._reached.wait(), wait * random.uniform(0.5, 1.5))
            wait = min(2 * wait, _LONGEST_WAIT_S)
            try:
                await self._get_writer()
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody else would try again
                log.debug("The database %s is still away: %s", self._where, error)
            else:
                return

    def is_replaced(self) -> bool:
        """A URL goes on naming the same database."""
        return False

    def is_there(self) -> bool:
        """Whether it can be reached shows when it is used."""
        return True

    def leave(self) -> None:
        """Nothing lies about."""

    async def read_facts(self, sql: str, parameters: Parameters) -> Iterable[Any]:
        """With each row comes the version it is of: a notification takes a moment."""
        versioned = f"SELECT (SELECT version FROM store_state), {sql.removeprefix('SELECT ')}"
        rows = await self._facts_reader.fetch(look_up_first(versioned), parameters)
        if rows:
            self._version = max(self._version, rows[0][0])
        else:
            self.reader.reads += 1
        return [row[1:] for row in rows]

    def count_reads(self) -> int:
        """All others, and those that found nothing."""
        return self.reader.reads

    async def find_version(self) -> int:
        """Asked of the server."""
        ((version,),) = await self.reader.execute_fetchall("SELECT version FROM store_state")
        self._version = max(self._version, version)
        return self._version

    def read_version(self) -> int:
        """As of the last commit here, or the last notification from elsewhere."""
        return self._version

    @asynccontextmanager
    async def write(self, patience_s: float, *, alone: bool = True) -> AsyncIterator[Writer]:
        """A transaction; while nobody else writes, if it is to be alone."""
        with explaining(self._where):
            connection = await self._begin(patience_s, alone=alone)
            try:
                self._version, *self._last_ids = await connection.fetchrow(_BASIS)
                self._new_version = self._version
                yield PostgresWriter(connection)
                new_version = self._new_version
                await connection.execute("COMMIT")
                # Before the notification arrives.
                self._version = max(self._version, new_version)
            except BaseException:
                await _roll_back(connection)
                raise

    async def _begin(self, patience_s: float, *, alone: bool) -> asyncpg.Connection:
        """The writer's connection in a transaction."""
        # 0 would wait for ever.
        patience_ms = max(1, round(patience_s * 1000))
        begin = f"BEGIN; SET LOCAL lock_timeout = {patience_ms}"
        if alone:
            begin += f"; SELECT pg_advisory_xact_lock({_LOCK})"
        tried = False
        while True:
            connection = await self._get_writer()
            try:
                await connection.execute(begin, timeout=patience_s + _TURN_PATIENCE_S)
            except BaseException as error:
                await _roll_back(connection)
                # The server may have been started anew since; nothing has been written on that connection.
                if tried or isinstance(error, TimeoutError) or not isinstance(error, _LOST):
                    raise
                tried = True
            else:
                return connection

    async def find_new(self, writer: Writer) -> set[str]:
        """Those with other last ids than when the transaction began."""
        _, *last_ids = next(iter(await writer.execute_fetchall(_BASIS)))
        return {
            table
            for table, last, before in zip(_WATCHED, last_ids, self._last_ids, strict=True)
            if last != before
        }

    async def note_changed_facts(self, writer: Writer) -> None:
        """Index their words, and have the commit tell other processes."""
        await _index_words(writer)
        ((version,),) = await writer.execute_fetchall(
            "UPDATE store_state SET version = version + 1 RETURNING version"
        )
        await self.tell(writer, f"{CHANGES} {version}")
        self._new_version = version

    @asynccontextmanager
    async def erasing(self, writer: Writer) -> AsyncIterator[None]:
        """The server overwrites what is deleted in its own time: see docs of VACUUM."""
        yield

    async def finish_erasing(self) -> None:
        """Left to autovacuum."""

    async def read_index(self) -> tuple[NameIndex, frozenset[int]]:
        """Read by a cursor, a few thousand names at a time, into the index that a thread builds."""
        stopped = threading.Event()
        with explaining(self._where):
            async with (
                self._slow_pool.acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                entries = make_entries(
                    _read_in_turns(await connection.cursor(SELECT_NAMES), stopped),
                    _read_in_turns(await connection.cursor(SELECT_SHARED), stopped),
                )
                building = asyncio.ensure_future(asyncio.to_thread(NameIndex.build_beside, entries))
                try:
                    names = await asyncio.shield(building)
                finally:
                    stopped.set()
                    # It may be in the middle of a fetch.
                    await _end(building, connection.terminate)
                only_in_spoilers = await connection.fetch(translate(SELECT_ONLY_IN_SPOILERS)[0])
        return names, frozenset(entity for (entity,) in only_in_spoilers)

    @asynccontextmanager
    async def freeze(self) -> AsyncIterator[Frozen]:
        """The database in one transaction."""
        with explaining(self._where):
            async with (
                self._slow_pool.acquire() as connection,
                connection.transaction(isolation="repeatable_read", readonly=True),
            ):
                yield FrozenTables(connection)

    async def read_health(self) -> Health:
        """The server looks after its files itself."""
        ((version, size),) = await self.slow_reader.execute_fetchall(
            "SELECT schema_version, pg_database_size(current_database()) FROM store_state"
        )
        return Health(version, size, healthy=True)

    async def back_up(self, target: Path) -> None:
        """Copy everything to a new SQLite file, from which ``move`` brings it back."""
        await save_as_file(self, target)

    async def back_up_daily(self, folder: Path, today: date) -> Path | None:
        """Keep a copy of each day, as a SQLite file."""
        name = self._where.rpartition("/")[2] or "fan-facts"
        target = find_daily(name, folder, today)
        made = not target.exists()
        if made:
            await save_as_file(self, target)
        remove_old(name, folder)
        return target if made else None


def _number_of(what: str) -> int:
    """A lock's number, of 32 bits with a sign."""
    return int.from_bytes(zlib.crc32(what.encode()).to_bytes(4, "big"), "big", signed=True)


async def _roll_back(connection: asyncpg.Connection) -> None:
    """What failed is told, not that this failed as well. A connection that is lost has rolled back."""
    try:
        await connection.execute("ROLLBACK", timeout=_CLOSE_PATIENCE_S)
    except _ERRORS:
        connection.terminate()


async def _end(work: Awaitable[object], cut_off: Callable[[], object]) -> None:
    """Let something end in a moment, or else cut it off: whatever the server does, nobody waits for longer."""
    ending = asyncio.ensure_future(work)
    await asyncio.wait({ending}, timeout=_CLOSE_PATIENCE_S)
    if not ending.done():
        cut_off()
        await asyncio.wait({ending}, timeout=_CLOSE_PATIENCE_S)
    if not ending.done():
        ending.cancel()
    elif not ending.cancelled() and (error := ending.exception()) is not None:
        log.debug("A connection to the database did not close: %s", error)


async def _index_words(writer: Writer) -> None:
    await writer.execute(
        "DELETE FROM fact_words WHERE NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = fact_words.fact"
        " AND fact.value = fact_words.value AND fact.note IS NOT DISTINCT FROM fact_words.note"
        " AND fact.about IS NOT DISTINCT FROM fact_words.about)"
    )
    rows = await writer.execute_fetchall(
        "SELECT id, value, note, about FROM fact"
        " WHERE (note IS NOT NULL OR (named IS NULL AND lower IS NULL AND length(value) > 15))"
        " AND NOT EXISTS (SELECT 1 FROM fact_words WHERE fact_words.fact = fact.id)"
    )

    def make_rows() -> Iterator[tuple[object, ...]]:
        for fact, value, note, about in rows:
            stems = find_stems("\n".join(part for part in (value, note, about) if part))
            yield fact, value, note, about, stems, len(stems)

    await writer.insert("fact_words", ("fact", "value", "note", "about", "stems", "size"), make_rows())
    await writer.execute(
        "UPDATE word_totals SET (facts, size) = (SELECT count(*), coalesce(sum(size), 0) FROM fact_words)"
    )


@asynccontextmanager
async def _open_pool(
    url: str, most: int, patience_s: float, reading: Mapping[str, str], reached: asyncio.Event
) -> AsyncIterator[asyncpg.Pool]:
    """Connections to read with; what still reads when the block ends is cut off soon after."""

    async def note_reached(_connection: object) -> None:
        reached.set()

    pool = await asyncpg.create_pool(
        url,
        # asyncpg would log with a traceback whenever it cannot keep up a number of them.
        min_size=0,
        max_size=most,
        max_inactive_connection_lifetime=0,
        timeout=_CONNECT_PATIENCE_S,
        command_timeout=patience_s,
        connection_class=_Reading,
        init=note_reached,
        # Planning some takes longer than anything else about them.
        statement_cache_size=_MOST_STATEMENTS,
        max_cached_statement_lifetime=0,
        server_settings={**_SETTINGS, **reading},
    )
    try:
        yield pool
    finally:
        await _end(pool.close(), pool.terminate)


async def _make_ready(url: str, where: str) -> None:
    """Connect for the first time, and bring the tables up to date."""
    try:
        connection = await asyncpg.connect(url, timeout=_CONNECT_PATIENCE_S, server_settings=_SETTINGS)
        try:
            await _migrate(connection)
        finally:
            await connection.close()
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise explain(where, error) or StoreError(f"the database {where} cannot be used: {error}") from error


async def _migrate(connection: asyncpg.Connection) -> None:
    """Bring the schema up to date: each file once, in order of its number, all in one transaction."""
    native = _list_migrations(NATIVE)
    begin = min(native)
    shared = {number: path for number, path in _list_migrations(MIGRATIONS).items() if number > begin}
    newest = max((*shared, *native))
    if await _read_schema_version(connection) == newest:
        return
    async with connection.transaction():
        # Of processes that start together, one does it.
        await connection.execute(f"SELECT pg_advisory_xact_lock({_LOCK})")
        version = await _read_schema_version(connection)
        if version > newest:
            raise StoreError(
                f"the database is of version {version}, this bot knows up to {newest}: update the bot"
            )
        if version == 0:
            await _begin_schema(connection)
        if version < newest:
            await connection.execute(await asyncio.to_thread(make_functions))
        for number, path in sorted((shared | native).items()):
            if number > version:
                script = await asyncio.to_thread(path.read_text, encoding="utf-8")
                await connection.execute(translate_migration(script))
        await connection.execute("UPDATE store_state SET schema_version = $1", newest)


def _list_migrations(folder: Path) -> dict[int, Path]:
    return {int(path.name.partition("_")[0]): path for path in folder.glob("*.sql")}


async def _read_schema_version(connection: asyncpg.Connection) -> int:
    """0 for a database without the bot's tables."""
    if await connection.fetchval("SELECT to_regclass('store_state')") is None:
        return 0
    return int(await connection.fetchval("SELECT schema_version FROM store_state"))


async def _begin_schema(connection: asyncpg.Connection) -> None:
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        raise StoreError(f"the database holds text as {encoding}; create one with ENCODING 'UTF8'")
    tables = await connection.fetchval("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
    if tables:
        raise StoreError("the database is of another program; name one of the bot's own, or an empty one")
    await connection.execute(
        "CREATE TABLE store_state (schema_version bigint NOT NULL, version bigint NOT NULL);"
        " INSERT INTO store_state VALUES (0, 1)"
    )
