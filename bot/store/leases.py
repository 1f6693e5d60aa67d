"""Leases: which of the processes on one PostgreSQL database has what only one may have, and who is there.

Owns a connection whose session holds them, as advisory locks: the server frees those of a process that has died at
once, and those of a machine that it no longer hears from after ``forgotten_after_s``. What a process gives back it says;
a shard that is free without that may still be served by whoever lost the connection. Refuses to decide who should have
what: that is for bot/sharding. Needs a session of its own, so no pooler that shares one among transactions.
"""

from __future__ import annotations

import asyncio
import errno
import re
import secrets
from collections.abc import AsyncIterator, Callable, Collection, Iterable
from contextlib import asynccontextmanager, suppress

import asyncpg

from bot.store.address import DatabaseUrl
from bot.store.errors import DownError, StoreError, UnreachableError
from bot.store.postgres_engine import explain
from bot.store.processes import Mark, Process, ProcessView

_SHARD, _PROCESS, _WANTING, _LEADING, _JOINING = range(0x46530001, 0x46530006)
"""The kinds of locks, as the first of the two numbers of each: "FS" in ASCII, and which one."""
_CHANNEL = "fan_facts_shards"
_MARK = "shard "
"""Before a shard's number: the key of a note that says that it is served, among how many, and by which claim."""
_SLOT = "identify "
"""Before a bucket's number: the key of a note of when somebody last identified in it."""
_CONNECT_PATIENCE_S = 3.0
_PATIENCE_S = 4.0
"""How long a statement may take; then the connection counts as lost."""
_CLOSE_PATIENCE_S = 1.0
_OLD_SESSION_S = 2.0
_NAME = re.compile(r"fan-facts (\S+) (?:(\d+) ms|-)")
_LONGEST_NAME = 40
"""PostgreSQL keeps 63 bytes of an application's name."""
_HAS_IDLE_TIMEOUT = 14
_TROUBLE = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

_SELECT_HELD = (
    "SELECT held.classid::bigint, held.objid::bigint, held.pid, activity.application_name"
    " FROM pg_locks AS held LEFT JOIN pg_stat_activity AS activity ON activity.pid = held.pid"
    " WHERE held.locktype = 'advisory' AND held.granted AND held.objsubid = 2"
    " AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    f" AND held.classid::bigint BETWEEN {_SHARD} AND {_JOINING}"
)


class Leases:
    """What this process holds, from ``connect`` until ``close``; every other method may raise UnreachableError.

    ``name`` is that of this process, without spaces. The server forgets a process that it has not heard from for
    ``forgotten_after_s`` seconds.
    """

    def __init__(self, address: DatabaseUrl, name: str, *, forgotten_after_s: float) -> None:
        self._address = address
        self.name = name[:_LONGEST_NAME]
        self._forgotten_after_s = forgotten_after_s
        self.on_change: Callable[[], None] = lambda: None
        """Called when another process has given something back."""
        self._connection: asyncpg.Connection | None = None
        self._using_it = asyncio.Lock()
        self._pid = 0
        self._wanted = 0

    @property
    def is_connected(self) -> bool:
        """Whether what this process holds is its own for all that is known here."""
        return self._connection is not None and not self._connection.is_closed()

    async def connect(self) -> None:
        """Connect, anew if it was lost: then nothing is held any more. DownError if there is no server."""
        async with self._using_it:
            try:
                connection = await asyncpg.connect(
                    self._address.url,
                    timeout=_CONNECT_PATIENCE_S,
                    server_settings={
                        "application_name": f"fan-facts {self.name} -",
                        "idle_in_transaction_session_timeout": f"{round(self._forgotten_after_s * 1000)}",
                        # Of a machine that has gone without a word, where the next setting is not known.
                        "tcp_keepalives_idle": f"{max(1, round(self._forgotten_after_s / 3))}",
                        "tcp_keepalives_interval": f"{max(1, round(self._forgotten_after_s / 6))}",
                        "tcp_keepalives_count": "3",
                        "tcp_user_timeout": f"{round(self._forgotten_after_s * 1000)}",
                    },
                )
                try:
                    async with asyncio.timeout(_PATIENCE_S):
                        await self._begin(connection)
                except BaseException:
                    connection.terminate()
                    raise
            except _TROUBLE as error:
                raise self._explain(error) from error
            self._connection = connection
            self._pid = connection.get_server_pid()
            self._wanted = 0

    async def _begin(self, connection: asyncpg.Connection) -> None:
        if connection.get_server_version().major >= _HAS_IDLE_TIMEOUT:
            # Sharper than TCP: also ends the session of a process that stands still.
            await connection.execute(f"SET idle_session_timeout = {round(self._forgotten_after_s * 1000)}")
        await connection.add_listener(_CHANNEL, self._note_change)
        if self._pid:
            await self._end_old_session(connection)

    async def _end_old_session(self, connection: asyncpg.Connection) -> None:
        """The session before this one may live on at the server, and hold what was held here."""
        old = "FROM pg_stat_activity WHERE pid = $1 AND application_name LIKE $2"
        which = (self._pid, f"fan-facts {self.name} %")
        await connection.execute(f"SELECT pg_terminate_backend(pid) {old}", *which)
        until = asyncio.get_running_loop().time() + _OLD_SESSION_S
        while await connection.fetchval(f"SELECT count(*) {old}", *which):
            if asyncio.get_running_loop().time() > until:
                return
            await asyncio.sleep(0.05)

    def _note_change(self, _connection: object, pid: int, _channel: str, _payload: object) -> None:
        if pid != self._pid:
            self.on_change()

    def _explain(self, error: Exception) -> StoreError:
        where = str(self._address)
        if _is_down(error):
            return DownError(f"the database {where} is not running ({str(error) or type(error).__name__})")
        return explain(where, error) or UnreachableError(f"the database {where} cannot be used: {error}")

    async def close(self) -> None:
        """Give everything up, without a word to others."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(*_TROUBLE):
                await connection.close(timeout=_CLOSE_PATIENCE_S)

    @asynccontextmanager
    async def _using(self) -> AsyncIterator[asyncpg.Connection]:
        async with self._using_it:
            connection = self._connection
            if connection is None or connection.is_closed():
                raise UnreachableError(f"the connection to the database {self._address} was lost")
            try:
                async with asyncio.timeout(_PATIENCE_S):
                    yield connection
            except _TROUBLE as error:
                # Whatever it holds is in doubt.
                connection.terminate()
                self._connection = None
                raise self._explain(error) from error

    async def join(self, total: int) -> int:
        """Join those who serve so many shards; returns among how many others serve, if that is another number: then
        this process has not joined."""
        async with self._using() as connection, connection.transaction():
            # One after another, so that two cannot join with two numbers.
            await connection.execute(f"SELECT pg_advisory_xact_lock({_JOINING}, 0)")
            rows = await connection.fetch(_SELECT_HELD)
            theirs = {number for kind, number, pid, _ in rows if kind == _PROCESS and pid != self._pid}
            if theirs - {total}:
                return int(max(theirs - {total}))
            mine = [number for kind, number, pid, _ in rows if kind == _PROCESS and pid == self._pid]
            for number in mine:
                await connection.execute(f"SELECT pg_advisory_unlock_shared({_PROCESS}, $1)", number)
            await connection.execute(f"SELECT pg_advisory_lock_shared({_PROCESS}, $1)", total)
        return total

    async def look(self, latency_ms: int | None) -> ProcessView:
        """Say how this process is, and see who has what."""
        called = f"fan-facts {self.name} {'-' if latency_ms is None else f'{latency_ms} ms'}"
        async with self._using() as connection:
            await connection.execute("SELECT set_config('application_name', $1, false)", called)
            rows = await connection.fetch(_SELECT_HELD)
            notes = await connection.fetch(f"SELECT key, value FROM note WHERE starts_with(key, '{_MARK}')")
        by_pid: dict[int, list[tuple[int, int]]] = {}
        names: dict[int, str] = {}
        for kind, number, pid, application in rows:
            by_pid.setdefault(pid, []).append((kind, number))
            names[pid] = application or ""
        processes = [self._read_process(pid, names[pid], held) for pid, held in by_pid.items()]
        return ProcessView(
            tuple(sorted((each for each in processes if each is not None), key=lambda each: each.name)),
            sum(number for kind, number, pid, _ in rows if kind == _WANTING and pid != self._pid),
            {int(key.removeprefix(_MARK)): _read_mark(value) for key, value in notes},
        )

    def _read_process(self, pid: int, application: str, held: Iterable[tuple[int, int]]) -> Process | None:
        kinds = {kind for kind, _ in held}
        if _PROCESS not in kinds:
            return None
        named = _NAME.fullmatch(application)
        return Process(
            named[1] if named else str(pid),
            tuple(sorted(number for kind, number in held if kind == _SHARD)),
            int(named[2]) if named and named[2] else None,
            leads=_LEADING in kinds,
            is_this=pid == self._pid,
        )

    async def claim(self, shard: int, total: int) -> bool:
        """Take a shard; False if another process has it."""
        async with self._using() as connection:
            if not await connection.fetchval(f"SELECT pg_try_advisory_lock({_SHARD}, $1)", shard):
                return False
            await connection.execute(
                "INSERT INTO note (key, value) VALUES ($1, $2)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                f"{_MARK}{shard}",
                f"{total} {secrets.token_hex(4)}",
            )
        return True

    async def give_back(self, shards: Collection[int]) -> None:
        """Give shards back that are no longer served here: others may take them at once."""
        async with self._using() as connection:
            await connection.execute(
                "DELETE FROM note WHERE key = ANY($1::text[])", [f"{_MARK}{shard}" for shard in shards]
            )
            await connection.execute(
                f"SELECT pg_advisory_unlock({_SHARD}, shard) FROM unnest($1::int[]) AS shard", list(shards)
            )
            await connection.execute(f"SELECT pg_notify('{_CHANNEL}', '')")

    async def forget_marks(self, total: int) -> None:
        """Forget what was served among any other number of shards, once that can be no more."""
        async with self._using() as connection:
            await connection.execute(
                f"DELETE FROM note WHERE starts_with(key, '{_MARK}') AND split_part(value, ' ', 1) <> $1",
                str(total),
            )

    async def want(self, shards: int) -> None:
        """Say how many shards this process wants beside those that it has."""
        if shards == self._wanted:
            return
        async with self._using() as connection:
            if self._wanted:
                await connection.execute(f"SELECT pg_advisory_unlock_shared({_WANTING}, $1)", self._wanted)
            if shards:
                await connection.execute(f"SELECT pg_advisory_lock_shared({_WANTING}, $1)", shards)
            self._wanted = shards

    async def try_to_lead(self) -> bool:
        """Become the one that does what one does for all, if there is none. Ask while this one does not lead only."""
        async with self._using() as connection:
            return bool(await connection.fetchval(f"SELECT pg_try_advisory_lock({_LEADING}, 0)"))

    async def take_slot(self, bucket: int, every_s: float) -> bool:
        """Take the turn to identify in a bucket; False if somebody did less than ``every_s`` seconds ago.

        By the server's clock, and kept by it: whoever dies right after it has still had its turn.
        """
        async with self._using() as connection:
            taken = await connection.fetchval(
                "INSERT INTO note (key, value) VALUES ($1, clock_timestamp()::text)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                # A clock that was set back must not keep anybody waiting for long.
                " WHERE abs(extract(epoch FROM clock_timestamp() - note.value::timestamptz)) >= $2"
                " RETURNING 1",
                f"{_SLOT}{bucket}",
                every_s,
            )
        return taken is not None


def _read_mark(value: str) -> Mark:
    total, _, claim = value.partition(" ")
    return Mark(int(total), claim)


def _is_down(error: Exception) -> bool:
    """Whether nobody can use the server: its machine says that nothing listens, or it is starting or stopping."""
    if isinstance(error, ConnectionRefusedError | FileNotFoundError | asyncpg.CannotConnectNowError):
        return True
    # Of a name with several addresses asyncio tells them all in one text.
    codes = re.findall(r"\[Errno (\d+)\]", str(error)) if type(error) is OSError else []
    return bool(codes) and {int(code) for code in codes} == {errno.ECONNREFUSED}
