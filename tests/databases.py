"""What stands in a database, whatever its engine, beside the code that is tested."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any  # whatever a database holds

from bot.store import Address
from bot.store.postgres_sql import arrange, translate
from tests.postgres_server import execute


def run(address: Address, sql: str, parameters: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
    """Run a statement, written for both engines, and commit; its rows."""
    if isinstance(address, Path):
        with closing(sqlite3.connect(address)) as database, database:
            return database.execute(sql, parameters).fetchall()
    translated, keys = translate(sql)
    return execute(address, translated, *arrange(keys, parameters))


def dump(address: Address) -> str:
    """Every value of every table, a statement a row."""
    if isinstance(address, Path):
        with closing(sqlite3.connect(address)) as database:
            return "\n".join(database.iterdump())
    tables = execute(address, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    rows = (execute(address, f"SELECT t::text FROM {table} AS t ORDER BY 1") for (table,) in tables)
    return "\n".join(
        f'INSERT INTO "{table}" VALUES{row};'
        for (table,), found in zip(tables, rows, strict=True)
        for (row,) in found
    )
