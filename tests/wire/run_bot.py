"""``python -m bot`` with its arguments, connected to the Discord at WIRE_URL.

Nothing of the bot is replaced: the command line is its own, and so is the process. Only how long it waits can be cut
short, for tests: WIRE_QUIET_SECONDS before it looks for news of a change; WIRE_HASTE divides the times of processes that
share a bot's shards.
"""

from __future__ import annotations

import os
import runpy
import sys

# discord.py takes a quarter of a second to load, and so it does in the bot: Ctrl-C ends that as it would there.
try:
    from tests.wire.pointing import pointed_at
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    if quiet := os.environ.get("WIRE_QUIET_SECONDS"):
        import bot.client

        bot.client.QUIET_SECONDS = float(quiet)
    if haste := os.environ.get("WIRE_HASTE"):
        import dataclasses

        from bot.sharding import times

        hasty = {name: seconds / float(haste) for name, seconds in dataclasses.asdict(times.TIMES).items()}
        times.TIMES = times.Times(**hasty)
    with pointed_at(os.environ["WIRE_URL"]):
        runpy.run_module("bot", run_name="__main__")
