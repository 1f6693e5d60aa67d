"""Answering questions on 133,582 facts: questions a second, spelt right and misspelt, and the memory.

The questions are made from the facts (KB, or made up; see bench_load.py) in a few wordings; a misspelt
one has one slip in its name. Start-up is not counted; the command line takes about half a second.
"""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.bench_load import read_facts, write_facts
from bench.bench_names import slip
from bot.answers import AnswerService, Found
from bot.answers.wording import word_plainly
from bot.store import FactStore

QUESTIONS = 3_000
ABOUT_WORKS = ("who directed {}", "when was {} released", "what genre is {}", "who is in {}", "{} cast")
ABOUT_PEOPLE = ("what films did {} star in", "films directed by {}", "what did {} write")
NAMES_PEOPLE = frozenset({"cast member", "director", "screenwriter"})


def main() -> None:
    """Measure, and print a table."""
    asyncio.run(measure())


async def measure() -> None:
    """Load the facts, ask, and print the results."""
    rng = random.Random(0)
    named = choose_names(QUESTIONS, rng)
    table = Table(title="Answering questions")
    for heading in ("questions", "a second", "answered"):
        table.add_column(heading)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.jsonl"
        write_facts(path)
        async with FactStore.open(Path(folder) / "bench.db") as store:
            await store.apply(await store.plan_load([path]))
            service = AnswerService(store, lambda: date(2026, 1, 1))
            for title, questions in (
                ("spelt right", [wording.format(name) for name, wording in named]),
                ("with one slip", [wording.format(slip(name, rng)) for name, wording in named]),
            ):
                rate, found = await ask(service, questions)
                table.add_row(title, f"{rate:,.0f}", f"{found:.1%}")
    console = Console()
    console.print(table)
    console.print(f"Peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def choose_names(count: int, rng: random.Random) -> list[tuple[str, str]]:
    """Names, each with a wording that asks about it; not quite so many, for some names are too short."""
    named = [
        (work, rng.choice(ABOUT_WORKS))
        if relation not in NAMES_PEOPLE or rng.random() < 0.5
        else (value, rng.choice(ABOUT_PEOPLE))
        for work, relation, value in rng.sample(list(read_facts()), count)
    ]
    return [(name, wording) for name, wording in named if sum(map(str.isalpha, name)) > 3]


async def ask(service: AnswerService, questions: Sequence[str]) -> tuple[float, float]:
    """Questions a second, and the share that is answered from facts."""
    began = time.perf_counter()
    found = 0
    for question in questions:
        answer = await service.ask(question)
        word_plainly(answer)
        found += isinstance(answer, Found)
    return len(questions) / (time.perf_counter() - began), found / len(questions)


if __name__ == "__main__":
    main()
