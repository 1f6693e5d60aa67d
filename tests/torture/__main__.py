"""``python -m tests.torture``: does the deeds with one random seed after another, and stops at the first that fails.

HOURS=NUMBER is how long (1 by default), DEEDS="questions names" which (all by default), SEED=NUMBER one seed alone. Ends
with status 1 and the seed if anything fails, takes more than a minute, or needs more than 4 GB; it reaches no network.
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import random
import resource
import secrets
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.torture.deeds import DEEDS, open_victim

MOST_BYTES = 4 * 2**30
MOST_SECONDS = 60.0
REPORT_SECONDS = 30.0
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def main() -> int:
    """Do the deeds that the environment asks for; the exit status."""
    chosen = os.environ.get("DEEDS", "").split() or list(DEEDS)
    unknown = [name for name in chosen if name not in DEEDS]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; allowed are {', '.join(DEEDS)}", file=sys.stderr)
        return 2
    seconds = float(os.environ.get("HOURS", "1")) * 3600
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    sys.addaudithook(_stay_on_loopback)
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(_torture(Path(folder) / "torture.db", chosen, seconds))


async def _torture(database: Path, chosen: Sequence[str], seconds: float) -> int:
    began = reported = time.monotonic()
    done = 0
    async with open_victim(database) as victim:
        for seed in _seeds():
            for name in chosen:
                # What never ends is ended with its traceback, below the seed that is printed here.
                print(f"\rseed {seed} {name:<10}", end="", flush=True)
                faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
                try:
                    await DEEDS[name](victim, random.Random(f"{name} {seed}"))
                except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
                    print(f"\nFAILED: SEED={seed} DEEDS={name} make torture", flush=True)
                    traceback.print_exc()
                    return 1
                finally:
                    faulthandler.cancel_dump_traceback_later()
                done += 1
            now = time.monotonic()
            if now - reported > REPORT_SECONDS:
                reported = now
                print(f"\r{done:,} deeds in {now - began:,.0f} s; last seed {seed}", flush=True)
            if now - began > seconds:
                break
    print(f"\r{done:,} deeds held, in {time.monotonic() - began:,.0f} s")
    return 0


def _seeds() -> Iterator[int]:
    given = os.environ.get("SEED")
    if given:
        yield int(given)
        return
    while True:
        yield secrets.randbits(32)


def _stay_on_loopback(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise PermissionError(f"torture stays on loopback, and does not connect to {address[0]}")


if __name__ == "__main__":
    sys.exit(main())
