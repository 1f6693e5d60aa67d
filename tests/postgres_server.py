"""A PostgreSQL server for one run of tests: on a socket in a folder of its own, forgetting all at the end.

Owns finding the server's programs, starting and stopping them, and databases for tests. Refuses any server that it has
not started.
"""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar  # whatever a database holds

import asyncpg
import pytest

from bot.store import DatabaseUrl

_NOBODY = 65534
_START_S = 120.0
_IN_MEMORY = Path("/dev/shm")
_Result = TypeVar("_Result")


class PostgresServer:
    """A server that runs, unless it is stopped."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = {
            "unix_socket_directories": str(self._folder), "listen_addresses": "", "fsync": "off",
            "full_page_writes": "off", "synchronous_commit": "off", "autovacuum": "off", "max_connections": "100",
            "shared_buffers": "32MB", "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "64MB",
        }  # fmt: skip
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    self._programs / "postgres", "-D", self._folder / "data",
                    *(part for name, value in options.items() for part in ("-c", f"{name}={value}")),
                ],
                stdout=log, stderr=log, **_AS_NOBODY,
            )  # fmt: skip
        until = time.monotonic() + _START_S
        while True:
            try:
                execute(self.address_of("postgres"), "SELECT 1")
            except (OSError, asyncpg.PostgresError):
                assert self._process.poll() is None, (self._folder / "log").read_text(errors="replace")
                assert time.monotonic() < until, "the server does not start"
                time.sleep(0.05)
            else:
                return

    def stop(self, *, for_good: bool = False) -> None:
        """Stop it at once, whoever is connected; what was committed is there when it is started again."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT if for_good else signal.SIGINT)
            self._process.wait(_START_S)
            self._process = None

    @contextmanager
    def standing_still(self, address: DatabaseUrl) -> Iterator[None]:
        """Has nobody who uses a database get an answer until the block ends."""
        name = _name_of(address)
        rows = execute(
            self.address_of("postgres"), "SELECT pid FROM pg_stat_activity WHERE datname = $1", name
        )
        assert self._process is not None
        processes = [self._process.pid, *(pid for (pid,) in rows)]
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in processes:
                os.kill(pid, signal.SIGCONT)

    def address_of(self, name: str) -> DatabaseUrl:
        """The URL of a database."""
        return DatabaseUrl(f"postgresql://postgres@/{name}?host={self._folder}")

    def create(self, template: DatabaseUrl | None = None) -> DatabaseUrl:
        """A new database: a copy of another that nobody is connected to, or an empty one."""
        address = self.address_of(f"test{next(self._numbers)}")
        copied = "template0" if template is None else str(template).rpartition("/")[2]
        execute(self.address_of("postgres"), f"CREATE DATABASE {_name_of(address)} TEMPLATE {copied}")
        return address

    def drop(self, address: DatabaseUrl) -> None:
        """Delete a database, whoever uses it."""
        execute(self.address_of("postgres"), f"DROP DATABASE {_name_of(address)} WITH (FORCE)")


def _name_of(address: DatabaseUrl) -> str:
    return str(address).rpartition("/")[2]


def execute(address: DatabaseUrl, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Run a statement of PostgreSQL's own, beside whatever event loop runs; its rows."""

    async def run() -> list[tuple[Any, ...]]:
        connection = await asyncpg.connect(address.url, server_settings={"jit": "off"})
        try:
            return [tuple(row) for row in await connection.fetch(sql, *parameters)]
        finally:
            await connection.close()

    return run_apart(run())


def run_apart(work: Coroutine[Any, Any, _Result]) -> _Result:
    """What a coroutine returns, run in a thread with an event loop of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@contextmanager
def start_server() -> Iterator[PostgresServer]:
    """A server until the block ends; skips the test where there is none."""
    # Not pytest's own folder, which nobody else may look into; and a socket's path is short.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None))
    try:
        programs = _find_programs()
        if programs is None:
            pytest.skip("there is no PostgreSQL here: neither the package pgserver nor Debian's postgresql")
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        data = folder / "data"
        _run(
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        server = PostgresServer(programs, folder)
        try:
            server.start()
            yield server
        finally:
            server.stop(for_good=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_AS_NOBODY: dict[str, Any] = (
    # The server refuses to run as root.
    {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
)


def _run(*command: object) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **_AS_NOBODY)


def _find_programs() -> Path | None:
    """The folder of the server's programs: of the newest that can be run."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("postgres")
    if on_path is not None:
        found.append(Path(on_path).resolve().parent)
    bundled = importlib.util.find_spec("pgserver")
    if bundled is not None and bundled.origin is not None:
        found.append(Path(bundled.origin).parent / "pginstall" / "bin")
    for folder in found:
        try:
            _run(folder / "postgres", "--version")
        except (OSError, subprocess.CalledProcessError):
            # Not for this machine, or not for that user.
            continue
        return folder
    return None
