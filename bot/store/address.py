"""Where a database is: a file for SQLite, a URL for PostgreSQL; and its engine.

Owns which engine opens what. Refuses to say a password: a URL's text leaves it out.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from bot.store.engine import Engine
from bot.store.errors import StoreError
from bot.store.sqlite_engine import SqliteEngine


@dataclass(frozen=True, slots=True)
class DatabaseUrl:
    """A database on a PostgreSQL server: ``postgresql://USER:PASSWORD@HOST:PORT/NAME``.

    https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
    """

    url: str = field(repr=False)

    def __str__(self) -> str:
        parts = urlsplit(self.url)
        return f"{(parts.hostname or 'localhost')}{f':{parts.port}' if parts.port else ''}{parts.path}"


Address = Path | DatabaseUrl


def exists(address: Address) -> bool:
    """Whether there is a database, as far as that shows without opening it: on a server, its owner has made it."""
    return not isinstance(address, Path) or address.exists()


def open_engine(address: Address) -> AbstractAsyncContextManager[Engine]:
    """Open a database; raises what its engine raises, and StoreError if what that needs is not installed."""
    if isinstance(address, Path):
        return SqliteEngine.open(address)
    try:
        # Only here: most bots do without.
        from bot.store.postgres_engine import PostgresEngine
    except ModuleNotFoundError as error:
        if error.name != "asyncpg":
            raise
        raise StoreError(
            "a database on a PostgreSQL server needs asyncpg: make install-postgres, or pip install 'fan-facts[postgres]'"
        ) from error
    return PostgresEngine.open(address.url, str(address))
