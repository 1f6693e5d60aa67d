"""Importing 10,000 titles, about a million facts, compared with the bare insertion of the same rows, in one process.

Prints seconds and ratios. The titles are documents in TVmaze's form, made up; TITLES=1000 makes fewer of them. An actor
is in seven or eight of the shows, and a character's name in three: a third of a million names for a million facts.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.bench_load import SYLLABLES, insert_bare
from bot.imports import tvmaze
from bot.moderation.import_shows import plan_shows
from bot.store import FactStore

TITLES = int(os.environ.get("TITLES", "10000"))
ROUNDS = 2
DAY = date(2026, 11, 28)
CAST = 76
CREW = ("Creator", "Executive Producer", "Director", "Writer", "Composer", "Director of Photography")


def main() -> None:
    """Measure, and print a table."""
    documents = list(make_documents(TITLES))
    took: list[dict[str, float]] = []
    facts = 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(ROUNDS):
            database = Path(folder) / f"ours{turn}.db"
            facts, seconds = asyncio.run(bring_in(database, documents))
            seconds["bare"] = insert_bare(database, Path(folder) / f"bare{turn}.db")
            took.append(seconds)
    table = Table(
        title=f"Importing {TITLES:,} titles with {facts:,} facts ({ROUNDS} rounds in turn, medians)"
    )
    for heading in ("what", "seconds", "ratio to bare executemany"):
        table.add_column(heading)
    lines = {
        "bare executemany, same tables and indexes": ("bare",),
        "read the documents": ("read",),
        "plan": ("plan",),
        "apply: insert, index the names": ("apply",),
        "plan and apply": ("plan", "apply"),
        "import: read, plan and apply": ("read", "plan", "apply"),
        "import again, nothing changed: plan and apply": ("plan again",),
    }
    for what, parts in lines.items():
        seconds_of = [sum(each[part] for part in parts) for each in took]
        ratios = [total / each["bare"] for total, each in zip(seconds_of, took, strict=True)]
        table.add_row(what, f"{statistics.median(seconds_of):.2f}", f"{statistics.median(ratios):.2f}")
    Console().print(table)


def make_documents(titles: int) -> Iterator[bytes]:
    """Made-up shows with their casts, crews and seasons."""
    rng = random.Random(0)

    def word() -> str:
        return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).title()

    people = [f"{word()} {word()}" for _ in range(10 * titles)]
    characters = [f"{word()} {word()}" for _ in range(25 * titles)]
    genres = [word() for _ in range(20)]
    for number in range(1, titles + 1):
        cast = [
            {"person": {"name": name}, "character": {"name": rng.choice(characters)}}
            for name in rng.sample(people, CAST)
        ]
        crew = [{"type": job, "person": {"name": rng.choice(people)}} for job in CREW]
        seasons = [
            {"number": season, "premiereDate": f"{2000 + season}-03-0{season}", "episodeOrder": 8 + season}
            for season in range(1, 5)
        ]
        show = {
            "id": number,
            "name": f"{word()} {word()} {number}",
            "language": "English",
            "genres": rng.sample(genres, 3),
            "status": "Ended",
            "averageRuntime": 50,
            "premiered": "2001-03-01",
            "ended": "2005-04-01",
            "network": {"name": word(), "country": {"name": "Ireland"}},
            "summary": f"<p>{' '.join(word() for _ in range(30))}.</p>",
            "_embedded": {"cast": cast, "crew": crew, "seasons": seasons},
        }
        yield json.dumps(show).encode()


async def bring_in(database: Path, documents: list[bytes]) -> tuple[int, dict[str, float]]:
    """How many facts came in, and the seconds that each step took."""
    seconds: dict[str, float] = {}
    async with FactStore.open(database) as store:
        began = time.perf_counter()
        shows = [show for document in documents for show in tvmaze.read(document, DAY, "show")]
        seconds["read"] = time.perf_counter() - began
        began = time.perf_counter()
        plan = await plan_shows(store, shows)
        seconds["plan"] = time.perf_counter() - began
        began = time.perf_counter()
        await store.apply(plan.load)
        seconds["apply"] = time.perf_counter() - began
        facts = len(plan.new)
        began = time.perf_counter()
        again = await plan_shows(store, shows)
        await store.apply(again.load)
        seconds["plan again"] = time.perf_counter() - began
        assert again.load.changes_nothing
    return facts, seconds


if __name__ == "__main__":
    main()
