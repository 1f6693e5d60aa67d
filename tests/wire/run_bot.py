"""``python -m bot`` with its arguments, connected to the Discord at WIRE_URL.

Nothing of the bot is replaced: the command line is its own, and so is the process.
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
    with pointed_at(os.environ["WIRE_URL"]):
        runpy.run_module("bot", run_name="__main__")
