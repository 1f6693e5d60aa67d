"""A bot in a process of its own, as an operator starts it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.wire.server import TOKEN

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class BotProcess:
    """A running process; its log goes to a file."""

    process: asyncio.subprocess.Process
    log_path: Path

    @property
    def log(self) -> str:
        """What it has written to standard error."""
        return self.log_path.read_text(encoding="utf-8", errors="replace")

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send it a signal; returns its exit status."""
        self.process.send_signal(number)
        return await self.process.wait()


@asynccontextmanager
async def bot_process(
    url: str,
    folder: Path,
    *arguments: str,
    module: str = "tests.wire.run_bot",
    settings: Mapping[str, str] | None = None,
) -> AsyncIterator[BotProcess]:
    """``python -m bot`` with its arguments, connected to the Discord at ``url``, its database in ``folder``.

    ``settings`` are variables of its environment. ``module`` is another program to start, pointed there by WIRE_URL.
    It is killed at the end of the block if it still runs.
    """
    environment = {
        **os.environ,
        "WIRE_URL": url,
        "DISCORD_TOKEN": TOKEN,
        "DATABASE_PATH": str(folder / "facts.db"),
        "HOME_GUILD_IDS": "",
        "PYTHONPATH": str(ROOT),
        **(settings or {}),
    }
    log_path = folder / "log.txt"
    # In a folder of its own: the .env of whoever runs the tests is none of theirs.
    with log_path.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *arguments, env=environment, cwd=folder, stderr=log, stdout=log
        )
    try:
        yield BotProcess(process, log_path)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def read_processor_time(process: int) -> float:
    """The processor time that a process has taken so far, in seconds."""
    # Fields 14 and 15, counted from behind the name: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def read_memory(process: int, what: str = "VmRSS") -> float:
    """Megabytes that a process holds now, or with "VmHWM" has held at most."""
    for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines():
        name, _, value = line.partition(":")
        if name == what:
            return int(value.split()[0]) / 1024
    raise LookupError(what)
