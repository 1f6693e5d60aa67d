"""Loading facts, compared with the bare insertion of the same rows, in one process.

Prints seconds and ratios; memory is the peak of a separate process. KB=FILE names facts, one a line,
as ``work|relation|value`` (the form of the WikiMovies data); without it, facts of the same number and
shape are made up.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.store import FactStore
from bot.store.facts import FACT_COLUMNS, NAME_COLUMNS
from bot.store.packed_facts import pack_lines
from bot.store.sqlite_engine import MIGRATIONS, make_insert

ROUNDS = 5
FACTS = 133_582
WIKIMOVIES = {
    "directed_by": "director",
    "written_by": "screenwriter",
    "starred_actors": "cast member",
    "release_year": "release date",
    "in_language": "language",
    "has_tags": "main subject",
    "has_genre": "genre",
    "has_imdb_votes": "popularity",
    "has_imdb_rating": "rating",
}
SYLLABLES = "ka ri mo te su na lo vi de an or el mi ra to en as ul ko pe fa gra ste bri ".split()


def main() -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "bench.jsonl"
        count = write_facts(facts)
        ours: list[float] = []
        bare: list[float] = []
        again: list[float] = []
        for turn in range(ROUNDS):
            database = Path(folder) / f"ours{turn}.db"
            loaded, unchanged = asyncio.run(load(database, facts))
            ours.append(loaded)
            again.append(unchanged)
            bare.append(insert_bare(database, Path(folder) / f"bare{turn}.db"))
        peak = measure_memory(Path(folder) / "memory.db", facts)
    table = Table(title=f"Loading {count:,} facts ({ROUNDS} rounds in turn, medians)")
    for heading in ("what", "seconds", "ratio to bare executemany"):
        table.add_column(heading)
    base = statistics.median(bare)
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    table.add_row("bare executemany, same tables and indexes", f"{base:.2f}", "1")
    table.add_row(
        "load: read, check, insert, index the names",
        f"{statistics.median(ours):.2f}",
        f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})",
    )
    loads = statistics.median(ours)
    table.add_row(
        "load again, nothing changed",
        f"{statistics.median(again):.3f}",
        f"{100 * statistics.median(again) / loads:.1f} % of a load",
    )
    console = Console()
    console.print(table)
    console.print(f"Peak memory of python -m bot load: {peak:.0f} MB")


def write_facts(path: Path) -> int:
    """A JSON Lines facts file; the number of its facts."""
    lines = [
        json.dumps({"work": work, "relation": relation, "value": value}, ensure_ascii=False)
        for work, relation, value in read_facts()
    ]
    path.write_text("\n".join(['{"article": {"published_on": "2016-06-09"}}', *lines]), encoding="utf-8")
    return len(lines)


def read_facts(count: int = FACTS) -> Iterator[tuple[str, str, str]]:
    """Work, relation and value, from the file that KB names, or as many made up."""
    given = os.environ.get("KB")
    if given:
        for line in Path(given).read_text(encoding="utf-8").splitlines():
            work, relation, value = line.split("|")
            yield work, WIKIMOVIES[relation], value
        return
    rng = random.Random(0)

    def word() -> str:
        return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).title()

    works = [" ".join(word() for _ in range(rng.randint(1, 4))) for _ in range(count // 8)]
    people = [f"{word()} {word()}" for _ in range(count // 5)]
    topics = [word().lower() for _ in range(count // 27)]
    for _ in range(count):
        relation = rng.choices(list(WIKIMOVIES.values()), (16, 19, 34, 17, 3, 29, 15, 0.1, 0.3))[0]
        values = people if relation in ("director", "screenwriter", "cast member") else topics
        value = str(rng.randint(1920, 2016)) if relation == "release date" else rng.choice(values)
        yield rng.choice(works), relation, value


async def load(database: Path, facts: Path) -> tuple[float, float]:
    """Seconds to load the facts, and to load them again unchanged."""
    async with FactStore.open(database) as store:
        began = time.perf_counter()
        await store.apply(await store.plan_load([facts]))
        loaded = time.perf_counter() - began
        began = time.perf_counter()
        await store.apply(await store.plan_load([facts]))
        return loaded, time.perf_counter() - began


def insert_bare(source: Path, target: Path) -> float:
    """Seconds to insert the rows of one database into the same tables of another."""
    with closing(sqlite3.connect(source)) as origin:
        names = origin.execute("SELECT id, entity, kind, name, key FROM name").fetchall()
        articles = origin.execute("SELECT * FROM article").fetchall()
        columns = ", ".join(f'"{column}"' for column in FACT_COLUMNS)
        facts = origin.execute(f"SELECT {columns} FROM fact").fetchall()
    database = sqlite3.connect(target, isolation_level=None)
    database.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
    )
    database.create_function("packed", 1, pack_lines)
    for migration in sorted(MIGRATIONS.glob("*.sql")):
        database.executescript(migration.read_text(encoding="utf-8"))
    began = time.perf_counter()
    database.execute("BEGIN IMMEDIATE")
    database.executemany(make_insert("name", NAME_COLUMNS), names)
    database.executemany(f"INSERT INTO article VALUES ({', '.join('?' * len(articles[0]))})", articles)
    database.executemany(make_insert("fact", FACT_COLUMNS), facts)
    database.execute("COMMIT")
    seconds = time.perf_counter() - began
    database.close()
    return seconds


def measure_memory(database: Path, facts: Path) -> float:
    """Peak resident megabytes of a process that loads the facts."""
    command = [sys.executable, "-m", "bot", "load", "--db", str(database), str(facts)]
    subprocess.run(command, check=True, capture_output=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


if __name__ == "__main__":
    main()
