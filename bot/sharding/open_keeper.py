"""Opening the keeper of this process's shards: its name, its times, its leases.

Owns the name. Imported only where there is a database on a server, which is what leases need.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.sharding import times
from bot.sharding.keeper import ShardKeeper
from bot.store import DatabaseUrl
from bot.store.leases import Leases

_LONGEST_HOST = 30
_NOT_PLAIN = re.compile(r"[^\w.-]", re.ASCII)


@asynccontextmanager
async def open_keeper(
    address: DatabaseUrl, its_times: times.Times | None = None
) -> AsyncIterator[ShardKeeper]:
    """A keeper with a connection of its own to the database; StoreError if that cannot be."""
    kept = its_times or times.TIMES
    leases = Leases(address, name_process(), forgotten_after_s=kept.forgotten_after)
    keeper = ShardKeeper(leases, kept)
    await leases.connect()
    try:
        yield keeper
    finally:
        await keeper.stop()
        await keeper.leave()


def name_process() -> str:
    """This machine and this process on it, such as "web-3:4711"."""
    return f"{_NOT_PLAIN.sub('-', socket.gethostname())[:_LONGEST_HOST]}:{os.getpid()}"
