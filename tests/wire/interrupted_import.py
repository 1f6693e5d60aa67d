"""``python -m bot``, interrupted while its modules are loaded."""

from __future__ import annotations

import runpy
import signal
import sys
from importlib.abc import MetaPathFinder


class Interrupt(MetaPathFinder):
    """Interrupts this process when the answers are about to be loaded."""

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name == "bot.answers":
            signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.meta_path.insert(0, Interrupt())
    runpy.run_module("bot", run_name="__main__")
