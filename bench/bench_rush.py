"""Ten thousand fans who ask at once, over loopback sockets: what becomes of each, how soon, and the memory it takes.

FANS=NUMBER asks with so many (10,000 by default). Discord waits three seconds for the first reaction to a command; the
simulated one does as well. What was acknowledged has to be answered: that row has to be 0.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bot.display.admission import TOO_MANY
from tests.wire.process import bot_process, read_memory
from tests.wire.server import Interaction, WireDiscord, read_text

FANS = int(os.environ.get("FANS", "10000"))
QUESTION = "who plays Nam Onjo?"
QUIET_SECONDS = 5.0
MOST_SECONDS = 120.0


def main() -> None:
    """Measure, and print a table."""
    asyncio.run(measure())


async def measure() -> None:
    """Let everybody ask, wait until nothing more happens, and print what became of it."""
    with tempfile.TemporaryDirectory() as folder:
        async with WireDiscord.serve() as discord:
            guild = discord.add_guild(channels=50)
            async with bot_process(discord.url, Path(folder)) as bot:
                await discord.gateway.until_connected()
                first = await discord.use(guild.channels[0], discord.make_person(), "ask", question=QUESTION)
                await first.shown.wait()
                before = read_memory(bot.process.pid)
                began = time.perf_counter()
                asked = [
                    await discord.use(
                        guild.channels[number % 50], discord.make_person(), "ask", question=QUESTION
                    )
                    for number in range(FANS)
                ]
                sent = time.perf_counter() - began
                took = await until_quiet(asked, began)
                peak = read_memory(bot.process.pid, "VmHWM")
    outcomes = Counter(find_outcome(interaction) for interaction in asked)
    table = Table(title=f"{FANS:,} fans ask at once")
    table.add_column("what")
    table.add_column("how many", justify="right")
    for outcome in ("answered", "told that it is too much", "no reaction in time", "promised, not answered"):
        table.add_row(outcome, f"{outcomes[outcome]:,}")
    console = Console()
    console.print(table)
    console.print(f"sent in {sent:.1f} s, the last reaction after {took:.1f} s")
    console.print(f"memory before: {before:.0f} MB, at most {peak:.0f} MB")


def find_outcome(interaction: Interaction) -> str:
    """What has become of a command."""
    if interaction.messages:
        said = f"{read_text(interaction.messages[0])}{interaction.messages[0]['content']}"
        return "told that it is too much" if TOO_MANY in said else "answered"
    return "no reaction in time" if interaction.reply_type is None else "promised, not answered"


async def until_quiet(asked: list[Interaction], began: float) -> float:
    """Waits until nobody is shown anything more for a while; the seconds until the last was."""
    shown, last = -1, began
    while time.perf_counter() < min(last + QUIET_SECONDS, began + MOST_SECONDS) or shown < 0:
        now = sum(interaction.shown.is_set() for interaction in asked)
        if now != shown:
            shown, last = now, time.perf_counter()
        await asyncio.sleep(0.1)
    return last - began


if __name__ == "__main__":
    main()
