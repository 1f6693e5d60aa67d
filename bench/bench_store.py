"""The same load and the same questions on SQLite and on PostgreSQL, side by side in one process.

Each round does everything on both engines in turn, so that what else the machine does meets both alike; what counts are
the ratios within a round. A load is compared with ``COPY`` of the same rows into the same tables with their indexes, which
is the fastest that PostgreSQL takes them; both engines' databases lie in memory. Needs a PostgreSQL of its own, as the
tests do. KB=FILE as in bench_load.py.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date
from pathlib import Path
from typing import Any  # rows hold values of several types

import asyncpg
from rich.console import Console
from rich.table import Table

from bench.bench_ask import choose_names
from bench.bench_load import write_facts
from bot.answers import AnswerService
from bot.answers.wording import word_plainly
from bot.store import Address, DatabaseUrl, FactStore
from bot.store.facts import FACT_COLUMNS, NAME_COLUMNS
from tests.postgres_server import PostgresServer, start_server

ROUNDS = 5
QUESTIONS = 400
"""A round."""
AT_ONCE = 32
"""As many as the bot works on at a time."""
_IN_MEMORY = Path("/dev/shm")


def main() -> None:
    """Measure, and print a table."""
    folder = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=folder) as made, start_server() as server:
        asyncio.run(_measure(Path(made), server))


async def _measure(folder: Path, server: PostgresServer) -> None:
    facts = folder / "bench.jsonl"
    count = write_facts(facts)
    files = [folder / f"{turn}.db" for turn in range(ROUNDS)]
    urls = [server.create() for _ in range(ROUNDS)]
    loads: list[tuple[float, float, float]] = []
    for path, url in zip(files, urls, strict=True):
        in_file, on_server = await _load(path, facts), await _load(url, facts)
        loads.append((in_file, on_server, await _copy(url, server.create())))
    questions = [wording.format(name) for name, wording in choose_names(ROUNDS * QUESTIONS, random.Random(0))]
    one_by_one: list[tuple[float, float]] = []
    at_once: list[tuple[float, float]] = []
    async with AsyncExitStack() as opening:
        stores = [await opening.enter_async_context(FactStore.open(each)) for each in (files[-1], urls[-1])]
        services = [AnswerService(store, lambda: date(2026, 1, 1)) for store in stores]
        for first in range(0, len(questions), QUESTIONS):
            asked = questions[first : first + QUESTIONS]
            half = len(asked) // 2
            # Each question once on each engine: what was read is remembered.
            one_by_one.append(tuple([await _ask(each, asked[:half], 1) for each in services]))  # type: ignore[arg-type]
            at_once.append(tuple([await _ask(each, asked[half:], AT_ONCE) for each in services]))  # type: ignore[arg-type]
    _print(count, loads, one_by_one, at_once)


async def _load(address: Address, facts: Path) -> float:
    """Seconds to load the facts into a database that is empty."""
    async with FactStore.open(address) as store:
        began = time.perf_counter()
        await store.apply(await store.plan_load([facts]))
        return time.perf_counter() - began


async def _copy(source: DatabaseUrl, target: DatabaseUrl) -> float:
    """Seconds to copy the same rows into the tables of an empty database."""
    async with FactStore.open(target):
        pass
    tables: dict[str, Sequence[str]] = {
        "name": (*NAME_COLUMNS, "bare", "bare_key", "shown"),
        "article": await _list_columns(source, "article"),
        "fact": FACT_COLUMNS,
    }
    rows: dict[str, list[Any]] = {}
    connection = await asyncpg.connect(source.url)
    for table, columns in tables.items():
        named = ", ".join(f'"{column}"' for column in columns)
        rows[table] = [tuple(row) for row in await connection.fetch(f"SELECT {named} FROM {table}")]
    await connection.close()
    connection = await asyncpg.connect(target.url)
    began = time.perf_counter()
    async with connection.transaction():
        for table, columns in tables.items():
            await connection.copy_records_to_table(table, columns=columns, records=rows[table])
    seconds = time.perf_counter() - began
    await connection.close()
    return seconds


async def _list_columns(database: DatabaseUrl, table: str) -> list[str]:
    connection = await asyncpg.connect(database.url)
    found = await connection.fetch(
        "SELECT column_name::text FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position",
        table,
    )
    await connection.close()
    return [name for (name,) in found]


async def _ask(service: AnswerService, questions: Sequence[str], at_once: int) -> float:
    """Questions a second, so many at a time."""
    left = iter(questions)

    async def ask_on() -> None:
        for question in left:
            word_plainly(await service.ask(question))

    began = time.perf_counter()
    await asyncio.gather(*(ask_on() for _ in range(at_once)))
    return len(questions) / (time.perf_counter() - began)


def _print(
    count: int,
    loads: Sequence[tuple[float, float, float]],
    one_by_one: Sequence[tuple[float, float]],
    at_once: Sequence[tuple[float, float]],
) -> None:
    table = Table(title=f"{count:,} facts on both engines ({ROUNDS} rounds in turn, medians)")
    for heading in ("what", "SQLite", "PostgreSQL", "compared"):
        table.add_column(heading)
    in_file, on_server, copied = zip(*loads, strict=True)
    table.add_row("COPY of the same rows, seconds", "", f"{statistics.median(copied):.2f}", "1")
    table.add_row(
        "load, seconds",
        f"{statistics.median(in_file):.2f}",
        f"{statistics.median(on_server):.2f}",
        _word_ratios(on_server, copied, "of COPY"),
    )
    for what, rates in (("one by one", one_by_one), (f"{AT_ONCE} at once", at_once)):
        sqlite, postgres = zip(*rates, strict=True)
        table.add_row(
            f"questions a second, {what}",
            f"{statistics.median(sqlite):,.0f}",
            f"{statistics.median(postgres):,.0f}",
            _word_ratios(postgres, sqlite, "of SQLite"),
        )
    Console().print(table)


def _word_ratios(ones: Sequence[float], others: Sequence[float], what: str) -> str:
    ratios = [one / other for one, other in zip(ones, others, strict=True)]
    return f"{statistics.median(ratios):.2f} {what} ({min(ratios):.2f} to {max(ratios):.2f})"


if __name__ == "__main__":
    main()
