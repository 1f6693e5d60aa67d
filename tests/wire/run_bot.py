"""``python -m bot`` with its arguments, connected to the Discord at WIRE_URL.

Nothing of the bot is replaced: the command line is its own, and so is the process.
"""

from __future__ import annotations

import os
import sys

from bot.__main__ import main
from tests.wire.pointing import pointed_at

if __name__ == "__main__":
    with pointed_at(os.environ["WIRE_URL"]):
        sys.exit(main())
