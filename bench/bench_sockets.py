"""The bot over loopback sockets, against a bare discord.py bot that sends layouts of the same size, in one run.

Both are processes of their own and answer the same questions; what is measured takes turns between them, so that a
busy machine slows both. The right-hand column says what is aimed at. ``soak`` asks for ten minutes (or SECONDS) and
looks at the memory.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import signal
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.wire.payloads import Channel, Payload
from tests.wire.process import BotProcess, bot_process, read_memory, read_processor_time
from tests.wire.server import WireDiscord

QUESTIONS = (
    "who plays Nam Onjo?",
    "when is season 2 of All of Us Are Dead out?",
    "who directed All of Us Are Dead?",
    "who is in All of Us Are Dead?",
    "what is All of Us Are Dead about?",
)
ROUNDS = 4
ONE_BY_ONE = 150
"""Questions a round, each asked when the last is answered."""
AT_ONCE = 64
TOGETHER = 640
"""Questions a round with so many in flight."""
A_SECOND, SECONDS_LONG = 200, 10
STARTS = 3
SOAK_A_SECOND = 50
GIVE_UP_SECONDS = 10.0
"""A question that is not answered by then counts as answered then."""


@dataclass(slots=True)
class Measured:
    """One bot: its Discord, its process, and what was measured."""

    discord: WireDiscord
    channels: list[Channel]
    bot: BotProcess | None = None
    waiting: dict[str, asyncio.Future[Payload]] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    rates: dict[str, list[float]] = field(default_factory=dict)
    starts: list[float] = field(default_factory=list)
    stops: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    worked: dict[str, list[float]] = field(default_factory=dict)
    """Processor time for each question: of all figures the one that a busy machine changes least."""

    def take_reply(self, message: Payload) -> None:
        """Called with each message that the bot sends."""
        reference = message.get("message_reference")
        if reference and (waiting := self.waiting.pop(reference["message_id"], None)) and not waiting.done():
            waiting.set_result(message)

    async def mention(self, question: str, at: int) -> Payload:
        """Ask in a message; the reply."""
        channel = self.channels[at % len(self.channels)]
        # Registered before it is sent: the reply may be quicker than the next line.
        message = self.discord.prepare(channel, self.discord.make_person(), f"@bot {question}")
        reply = self.waiting[message["id"]] = asyncio.get_running_loop().create_future()
        await self.discord.deliver(message)
        return await asyncio.wait_for(reply, GIVE_UP_SECONDS)

    async def command(self, question: str, at: int) -> Payload:
        """Ask with /ask; the reply."""
        channel = self.channels[at % len(self.channels)]
        asked = await self.discord.use(channel, self.discord.make_person(), "ask", question=question)
        await asyncio.wait_for(asked.shown.wait(), GIVE_UP_SECONDS)
        return asked.messages[0]

    def count_work(self) -> float:
        """The processor time that its process has taken so far, in seconds."""
        assert self.bot is not None
        return read_processor_time(self.bot.process.pid)

    def weigh(self) -> float:
        """The memory that its process holds, in megabytes."""
        assert self.bot is not None
        return read_memory(self.bot.process.pid)


Ask = Callable[[str, int], Awaitable[Payload]]


def main() -> None:
    """Measure, and print a table."""
    asyncio.run(measure())


def soak() -> None:
    """Ask for SECONDS (600 by default), and print the memory on the way."""
    asyncio.run(measure_soak(float(os.environ.get("SECONDS") or 600)))


async def measure() -> None:
    """Start both bots, measure in turn, and print the results."""
    async with both_bots() as (bot, echo):
        both = (bot, echo)
        for each, _ in itertools.product(both, range(100)):
            await each.mention(QUESTIONS[_ % len(QUESTIONS)], _)
            await each.command(QUESTIONS[_ % len(QUESTIONS)], _)
        for _ in range(ROUNDS):
            for each in both:
                for kind, ask in (("mention", each.mention), ("command", each.command)):
                    before = each.count_work()
                    each.seconds.setdefault(kind, []).extend(await ask_one_by_one(ask, ONE_BY_ONE))
                    each.worked.setdefault(kind, []).append((each.count_work() - before) / ONE_BY_ONE)
                    each.rates.setdefault(kind, []).append(await ask_together(ask, TOGETHER))
        for each in both:
            each.seconds["steady"] = await ask_steadily(each.command, A_SECOND, SECONDS_LONG)
        for each in both:
            each.megabytes.append(each.weigh())
            await stop(each)
    print_table(bot, echo)


@asynccontextmanager
async def both_bots() -> AsyncIterator[tuple[Measured, Measured]]:
    """Both, each started several times, and running; the echo sends what the bot answered."""
    async with AsyncExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2)]
        bot, echo = [await make_measured(stack) for _ in range(2)]
        layouts: dict[str, list[Payload]] = {}
        for at in range(STARTS):
            await start(stack, bot, folders[0])
            if not layouts:
                layouts = {question: (await bot.command(question, 0))["components"] for question in QUESTIONS}
                (folders[1] / "layouts.json").write_text(json.dumps(layouts), encoding="utf-8")
            await start(stack, echo, folders[1], "bench.bare_echo")
            if at < STARTS - 1:
                await stop(bot)
                await stop(echo)
        yield bot, echo


async def make_measured(stack: AsyncExitStack) -> Measured:
    """A Discord with one server for a bot that is still to be started."""
    discord = await stack.enter_async_context(WireDiscord.serve())
    discord.keeps = False
    measured = Measured(discord, discord.add_guild(channels=AT_ONCE).channels)
    discord.on_message = measured.take_reply
    return measured


async def start(
    stack: AsyncExitStack, measured: Measured, folder: Path, module: str = "tests.wire.run_bot"
) -> None:
    """Start a process, and wait for its first answer."""
    began = time.perf_counter()
    settings = {"ECHO_LAYOUTS": str(folder / "layouts.json"), "LOG_LEVEL": "WARNING"}
    bot = bot_process(measured.discord.url, folder, module=module, settings=settings)
    measured.bot = await stack.enter_async_context(bot)
    ready = asyncio.create_task(measured.discord.gateway.until_connected())
    ended = asyncio.create_task(measured.bot.process.wait())
    await asyncio.wait({ready, ended}, return_when=asyncio.FIRST_COMPLETED)
    if ended.done():
        ready.cancel()
        raise RuntimeError(f"{module} did not start:\n{measured.bot.log}")
    await measured.mention(QUESTIONS[0], 0)
    measured.starts.append(time.perf_counter() - began)


async def stop(measured: Measured) -> None:
    """End a process as its operator does."""
    assert measured.bot is not None
    began = time.perf_counter()
    await measured.bot.stop(signal.SIGTERM)
    measured.stops.append(time.perf_counter() - began)


async def ask_one_by_one(ask: Ask, count: int) -> list[float]:
    """The seconds that each question took, asked one after another."""
    return [await timed(ask, at) for at in range(count)]


async def ask_together(ask: Ask, count: int) -> float:
    """Questions a second with AT_ONCE in flight."""
    left = iter(range(count))

    async def work() -> None:
        for at in left:
            await timed(ask, at)

    began = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - began)


async def ask_steadily(ask: Ask, a_second: int, seconds: float) -> list[float]:
    """The seconds that each question took, asked at a steady pace whether or not the last is answered."""
    began = time.perf_counter()
    asked = []
    for at in range(round(a_second * seconds)):
        await asyncio.sleep(began + at / a_second - time.perf_counter())
        asked.append(asyncio.create_task(timed(ask, at)))
    return list(await asyncio.gather(*asked))


async def timed(ask: Ask, at: int) -> float:
    """The seconds that one question takes."""
    began = time.perf_counter()
    with suppress(TimeoutError):
        await ask(QUESTIONS[at % len(QUESTIONS)], at)
    return time.perf_counter() - began


async def measure_soak(seconds: float) -> None:
    """Ask the bot at a steady pace, half of it mentions, and print what it holds by the minute."""
    console = Console()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        bot = await make_measured(stack)
        await start(stack, bot, folder)
        minute = min(60.0, seconds / 10)
        weights: list[float] = []
        while len(weights) * minute < seconds:
            took = await ask_steadily(
                lambda question, at: (bot.mention, bot.command)[at % 2](question, at // 2),
                SOAK_A_SECOND,
                minute,
            )
            weights.append(bot.weigh())
            passed = len(weights) * minute
            console.print(f"{passed:5.0f} s  {weights[-1]:6.1f} MB  p99 {percentile(took, 99) * 1000:.0f} ms")
        grown = weights[-1] / weights[0] - 1
        console.print(
            f"memory at the end: {grown:+.1%} of what it was after {minute:.0f} s (aim: at most +5 %)"
        )
        await stop(bot)


def percentile(values: Sequence[float], share: int) -> float:
    """The value that ``share`` percent of them do not exceed."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def print_table(bot: Measured, echo: Measured) -> None:
    """What was measured, of both, and how they compare."""
    table = Table(title="Over loopback sockets")
    for heading in ("", "bot", "bare echo", "ratio", "aim"):
        table.add_column(heading, justify="right" if heading else "left")

    def add(what: str, measured: Sequence[float], unit: str, aim: str) -> None:
        ours, theirs = measured
        table.add_row(what, f"{ours:,.2f} {unit}", f"{theirs:,.2f} {unit}", f"{ours / theirs:.2f}", aim)

    for kind, aim in (("mention", "≤ 1.5"), ("command", "≤ 1.4")):
        medians = [statistics.median(each.seconds[kind]) * 1000 for each in (bot, echo)]
        add(f"{kind}: p50", medians, "ms", aim)
    for kind in ("mention", "command"):
        add(
            f"{kind}: processor time",
            [statistics.median(each.worked[kind]) * 1000 for each in (bot, echo)],
            "ms",
            "",
        )
    for kind in ("mention", "command"):
        rates = [statistics.median(each.rates[kind]) for each in (bot, echo)]
        add(f"{kind}: {AT_ONCE} in flight", rates, "/s", "≥ 0.65")
    slowest = [percentile(each.seconds["steady"], 99) * 1000 for each in (bot, echo)]
    add(f"{A_SECOND} commands a second: p99", slowest, "ms", "< 100 ms")
    add("start to first answer", (min(bot.starts), min(echo.starts)), "s", "≤ 1.2 s")
    add("memory", (bot.megabytes[-1], echo.megabytes[-1]), "MB", "≤ 90 MB")
    add("SIGTERM to exit", (max(bot.stops), max(echo.stops)), "s", "≤ 10 s")
    Console().print(table)


if __name__ == "__main__":
    main()
