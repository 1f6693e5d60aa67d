"""How fast and how large the name index is as it grows, against plain fuzzy search.

Prints one table: for 10⁴, 10⁵ and 10⁶ names, the time and memory to build, the longest stall of an event
loop meanwhile, and the latencies and hits of exact, prefix and misspelt look-ups. Names combine spellings of
family names with pairs of given-name syllables, one in ten with a slip of the keyboard; a hit is the name
itself. Run from the project's root: ``python -m bench.bench_names [SIZE…]``.
"""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from rapidfuzz import fuzz, process

from bot.facts.model import Kind
from bot.names import Candidate, NameEntry, NameIndex, fold
from bot.names.romanise import SURNAMES

_ONSETS: Final = (*"g k n d r m b s sh j ch t p h y w".split(), "")
_RHYMES: Final = (
    "a ae i ee o oo u eo eu e an en in on un een oon eon eun ang ing ong ung eong eung am im om um eom "
    "ak ik ok uk eok al il ol ul eol eul ap ip op eop oung yun yung yeong yeon ui"
).split()
_ASKED: Final = 2_000
_ASKED_OF_RIVAL: Final = 10
_KEYBOARD: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def slip(name: str, rng: random.Random) -> str:
    """The name with one letter, not the first, dropped, doubled, swapped or replaced by its neighbour."""
    at = rng.choice([i for i, letter in enumerate(name) if letter.isalpha() and i])
    kind = rng.randrange(4)
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2 and at + 1 < len(name) and name[at + 1].isalpha() and name[at] != name[at + 1]:
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    row = next((row for row in _KEYBOARD if name[at].lower() in row), "")
    if kind == 3 and row:
        place = row.index(name[at].lower())
        beside = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
        return name[:at] + rng.choice(beside) + name[at + 1 :]
    return name[:at] + name[at + 1 :]


def korean_names(count: int) -> list[str]:
    """Distinct romanised names, one in ten misspelt, in random order; the same each time."""
    rng = random.Random(count)
    families = " ".join(SURNAMES.values()).replace("|", " ").split()
    families = [family for family in families if family.isascii() and family.isalpha()]
    syllables = sorted({onset + rhyme for onset in _ONSETS for rhyme in _RHYMES})
    names: dict[str, None] = {}
    while len(names) < count:
        first, second = rng.choice(syllables), rng.choice(syllables)
        given = rng.choice((f"{first}-{second}", f"{first} {second}", first + second)).capitalize()
        family = rng.choice(families).capitalize()
        name = f"{family} {given}" if rng.random() < 0.7 else f"{given} {family}"
        names[slip(name, rng) if rng.random() < 0.1 else name] = None
    return list(names)


def resident_mb() -> float:
    """Resident memory of this process in megabytes (Linux), else its peak."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


async def build_watched(names: list[str]) -> tuple[NameIndex, float, float, float]:
    """The index, the seconds it took, and the loop's longest stalls in milliseconds: when idle, and meanwhile.

    A stall is how much too late a sleeping task wakes.
    """
    stalls: list[float] = []

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            stalls.append(time.perf_counter() - began - 0.001)

    named = list(entries(names))
    watching = asyncio.create_task(watch())
    await asyncio.sleep(2)
    idle = max(stalls)
    stalls.clear()
    began = time.perf_counter()
    index = await asyncio.to_thread(NameIndex.build_beside, named)
    seconds = time.perf_counter() - began
    await asyncio.sleep(0.02)
    watching.cancel()
    return index, seconds, idle * 1e3, max(stalls) * 1e3


def entries(names: list[str]) -> Iterator[NameEntry]:
    """A person for each name, numbered from one."""
    return (NameEntry(number, Kind.PERSON, name, True) for number, name in enumerate(names, 1))


def timed(ask: Callable[[str], bool], questions: list[str]) -> tuple[float, float, float]:
    """Median and 99th percentile in milliseconds, and the share that hit."""
    taken: list[float] = []
    hits = 0
    for question in questions:
        began = time.perf_counter()
        hit = ask(question)
        taken.append(time.perf_counter() - began)
        hits += hit
    taken.sort()
    return taken[len(taken) // 2] * 1e3, taken[int(len(taken) * 0.99)] * 1e3, hits / len(questions)


def measure(size: int) -> None:
    """Print the rows of one size."""
    names = korean_names(size)
    rng = random.Random(1)
    asked = rng.sample(names, min(_ASKED, size))
    slipped = {slip(name, rng): name for name in asked}
    gc.collect()
    before = resident_mb()
    index, seconds, idle, stall = asyncio.run(build_watched(names))
    gc.collect()
    held = resident_mb() - before
    print(
        f"{size:>9,} names: built in {seconds:.2f} s, {held:.0f} MB,"
        f" loop stalled {stall:.1f} ms at most (idle: {idle:.1f} ms)"
    )

    def offers(ask: Callable[[str], Iterable[Candidate]]) -> Callable[[str], bool]:
        return lambda text: slipped.get(text, text) in [each.name for each in ask(text)][:5]

    matched = offers(lambda text: index.match(text).candidates)
    completed = offers(index.complete)
    hostile = ["kim " * 100, "a" * 400, "ng" * 200, "".join(rng.choices("abcdefghij ", k=400))]
    rows: list[tuple[str, Callable[[str], bool], list[str]]] = [
        ("exact", offers(index.exact), asked),
        ("absent n-gram", lambda text: not index.exact_folded(text), [f"zz {fold(name)}" for name in asked]),
        ("match", matched, asked),
        ("prefix", lambda text: bool(index.complete(text)), [name[: rng.randint(1, 6)] for name in asked]),
        ("whole prefix", completed, asked),
        ("slip, match", matched, list(slipped)),
        ("slip, complete", completed, list(slipped)),
        ("400 letters", lambda text: index.match(text).status == "unknown", hostile),
        ("WRatio (rival)", rival_of(names, slipped), list(slipped)[:_ASKED_OF_RIVAL]),
    ]
    for label, ask, questions in rows:
        median, slowest, hits = timed(ask, questions)
        print(f"{'':>9} {label:<16} median {median:8.3f} ms   p99 {slowest:8.3f} ms   hits {hits:.3f}")


def rival_of(names: list[str], slipped: dict[str, str]) -> Callable[[str], bool]:
    """The same question put to a plain fuzzy scan."""
    return lambda text: (
        slipped[text] in [found for found, *_ in process.extract(text, names, scorer=fuzz.WRatio, limit=5)]
    )


def main(sizes: Sequence[int] = (10_000, 100_000, 1_000_000)) -> None:
    """Measure the index at each size, with a column for each."""
    for size in sizes:
        measure(size)


if __name__ == "__main__":
    main([int(float(argument)) for argument in sys.argv[1:]] or (10_000, 100_000, 1_000_000))
