"""How long the event loop stands still while facts are reloaded, beside an idle loop on the same machine.

A loop that wakes every few milliseconds notes how much later than that it woke; meanwhile questions are asked one after
the other. FACTS=NUMBER reloads so many facts (1,000,000 by default; ten minutes). "By another process": the command
line loads the facts again, and twenty questions at once come to the bot after that.
"""

from __future__ import annotations

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.bench_load import read_facts
from bot.answers import AnswerService
from bot.moderation.single_facts import suggest_facts
from bot.store import FactStore

FACTS = int(os.environ.get("FACTS", "1000000"))
FILES = 20
TICK_SECONDS = 0.002
IDLE_SECONDS = 10.0
AT_ONCE = 20
SEARCHED = "season"


@dataclass(slots=True)
class Watch:
    """What was seen while something went on, in seconds."""

    took: float = 0.0
    stalls: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


def main() -> None:
    """Measure, and print a table."""
    asyncio.run(measure())


async def measure() -> None:
    """Load, reload in several ways, and print how long the loop stood still."""
    table = Table(title=f"Stalls of the event loop, {FACTS:,} facts (milliseconds)")
    for heading in (
        "meanwhile",
        "took (s)",
        "longest stall",
        "99.9 %",
        "ratio to idle",
        "slowest answer",
        "answers",
    ):
        table.add_column(heading)
    idle = 0.0

    def add(what: str, seen: Watch) -> None:
        nonlocal idle
        stalls = sorted(seen.stalls) or [0.0]
        idle = idle or stalls[-1]
        table.add_row(
            what,
            f"{seen.took:.1f}",
            f"{1000 * stalls[-1]:.1f}",
            f"{1000 * stalls[int(len(stalls) * 0.999)]:.1f}",
            f"{stalls[-1] / idle:.1f}",
            f"{1000 * max(seen.answers, default=0.0):.0f}",
            f"{len(seen.answers)}",
        )

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "facts"
        folder.mkdir()
        database = Path(name) / "bench.db"
        titles = write_files(folder, edition=0)
        await load_elsewhere(database, folder)
        async with FactStore.open(database) as store:
            service = AnswerService(store, lambda: date(2026, 1, 1))
            questions = [f"who directed {title}" for title in titles]
            await measure_reading(store, service, questions, add)
            write_files(folder, edition=1)
            async with watching(service, questions) as seen:
                plan = await store.plan_load([folder])
            add("reading changed files", seen)
            async with watching(service, questions) as seen:
                await store.apply(plan)
            add("applying them", seen)
            del plan
            write_files(folder, edition=2)
            async with watching(service, questions) as seen:
                await load_elsewhere(database, folder)
            add("loading by another process", seen)
            async with watching(None, []) as seen:
                await asyncio.gather(
                    *(refresh_and_ask(store, service, one, seen) for one in questions[:AT_ONCE])
                )
            add(f"{AT_ONCE} questions after it", seen)
    console = Console(width=120)
    console.print(table)
    console.print(f"Peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


async def measure_reading(
    store: FactStore, service: AnswerService, questions: list[str], add: Callable[[str, Watch], None]
) -> None:
    """What nothing, questions and slow statements take; the idle loop first, to which the rest is compared."""
    async with watching(None, []) as seen:
        await asyncio.sleep(IDLE_SECONDS)
    add("nothing", seen)
    async with watching(service, questions) as seen:
        await asyncio.sleep(IDLE_SECONDS)
    add("questions", seen)
    async with watching(service, questions) as seen:
        await store.get_status()
    add("/facts status", seen)
    async with watching(service, questions) as seen:
        await suggest_facts(store, SEARCHED, 25)
    add("a keystroke of /facts show", seen)
    async with watching(service, questions) as seen:
        await store.single_facts.find_facts(SEARCHED, 2)
    add("/facts show without a suggestion", seen)


async def refresh_and_ask(store: FactStore, service: AnswerService, question: str, seen: Watch) -> None:
    """What the bot does for each command."""
    began = time.perf_counter()
    await store.refresh()
    await service.ask(question)
    seen.answers.append(time.perf_counter() - began)


@asynccontextmanager
async def watching(service: AnswerService | None, questions: list[str]) -> AsyncIterator[Watch]:
    """Notes stalls, and asks the questions over and over, for as long as the block."""
    seen = Watch()
    began = time.perf_counter()
    tasks = [asyncio.create_task(note_stalls(seen))]
    if service is not None:
        tasks.append(asyncio.create_task(ask(service, questions, seen)))
    yield seen
    seen.took = time.perf_counter() - began
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def note_stalls(seen: Watch) -> None:
    """How much later than asked for the loop wakes, over and over."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(TICK_SECONDS)
        seen.stalls.append(time.perf_counter() - began - TICK_SECONDS)


async def ask(service: AnswerService, questions: list[str], seen: Watch) -> None:
    """One question after the other, with a pause as between people."""
    while True:
        for question in questions:
            began = time.perf_counter()
            await service.ask(question)
            seen.answers.append(time.perf_counter() - began)
            await asyncio.sleep(0.02)


def write_files(folder: Path, edition: int) -> list[str]:
    """Facts files of another edition: one fact in five says something else; returns some of the titles."""
    facts = read_facts(FACTS)
    titles: dict[str, None] = {}
    for number in range(FILES):
        lines = [json.dumps({"article": {"published_on": "2016-06-09"}})]
        for place, (work, relation, value) in enumerate(islice(facts, FACTS // FILES)):
            if len(titles) < AT_ONCE:
                titles[work] = None
            changed = edition and place % 5 == 0 and relation in ("director", "cast member", "screenwriter")
            lines.append(
                json.dumps(
                    {"work": work, "relation": relation, "value": f"{value} {edition}" if changed else value}
                )
            )
        (folder / f"{number:02}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return list(titles)


async def load_elsewhere(database: Path, folder: Path) -> None:
    """Load a folder with the command line."""
    loading = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "load",
        "--db",
        str(database),
        str(folder),
        stdout=asyncio.subprocess.DEVNULL,
    )
    if await loading.wait():
        raise SystemExit("the facts could not be loaded")


if __name__ == "__main__":
    main()
