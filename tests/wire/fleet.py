"""Several processes of one bot, on one Discord and one PostgreSQL database, while fans ask: what they live through.

``run_fleet`` starts them and has a crowd ask; then facts are reloaded, one process is killed while it sends letters,
another stands still until others serve its shards, and the database is away for a while. What it returns says what became of every question, letter and shard. The benchmark
prints it, a test of a small run asserts it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.store import DatabaseUrl
from tests.postgres_server import PostgresServer, execute
from tests.wire.crowd import TITLE, Crowd, Tally, count_letters, write_facts, write_titles
from tests.wire.process import ROOT, BotProcess, bot_process, read_processor_time
from tests.wire.server import ALREADY_ACKNOWLEDGED, WireDiscord

Tell = Callable[[str], None]
_TRANSACTIONS = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()"
_CONNECTIONS = "SELECT count(*) - 1 FROM pg_stat_activity WHERE datname = current_database()"
_LEFT = "SELECT count(*) FROM guild WHERE left_at IS NOT NULL"
_LOOK_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How large a run is, and how long each part of it takes, in seconds."""

    processes: int
    shards: int
    servers: int
    max_concurrency: int
    haste: float
    """What the times are divided by that Discord and the processes give each other: 1 as it is."""
    a_second: float
    """Questions."""
    mentions: float
    """The share of them that are asked in a message."""
    titles: int
    """Beside those that ship: questions about them go to the database."""
    followers: int
    quiet: float
    """Between a change to the facts and the look for news."""
    calm: float
    """Before the reload, and after each thing that went wrong."""
    outage: float
    interaction_seconds: float = 3.0
    """How long a command may wait for its first reply; on Discord three."""
    patience: float
    """How long anything may take at most."""


@dataclass(slots=True)
class Outcome:
    """What a run has shown. Times are in seconds."""

    questions: Tally
    letters: Counter[str]
    """How many followers were told of the change "once", "twice" or "never", and how often by "half" of it."""
    senders: dict[str, int] = field(default_factory=dict)
    """How many messages with letters each process has sent."""
    started: float = 0.0
    """From the start of the first process until every shard was served."""
    unserved: dict[int, float] = field(default_factory=dict)
    """Of each shard that the killed process had, how long it was served by nobody."""
    shared: float = 0.0
    """The longest that two processes were connected to one shard while all of them ran."""
    replaced: float = 0.0
    """How long a process had to stand still until others served all its shards."""
    awake: float = 0.0
    """How long it was connected beside them, once it went on."""
    too_soon: int = 0
    """IDENTIFYs that came too soon."""
    refused: int = 0
    """Second replies to commands and mentions, which Discord shows nobody."""
    left: int = 0
    """Servers that were taken to have left the bot, although none has."""
    shares: dict[str, int] = field(default_factory=dict)
    """How many shards each process had before one was killed."""
    statuses: dict[str, int] = field(default_factory=dict)
    """Exit statuses of the processes that were ended with SIGTERM."""
    ended: tuple[str, ...] = ()
    """Processes that ended by themselves."""
    tracebacks: list[str] = field(default_factory=list)
    """The first line of the log behind each traceback that is in one, with its process."""
    processor_ms: float = 0.0
    """Processor time for each question while nothing else happened, in milliseconds, of all processes."""
    discord_ms: float = 0.0
    """Likewise, of this process, which is Discord and the fans."""
    transactions: float = 0.0
    """Transactions of the database for each question meanwhile."""
    idle_transactions: float = 0.0
    """Transactions of the database in a second in which nobody asks anything, of all processes."""
    connections: int = 0
    """To the database, of all processes."""


class Fleet:
    """Processes of one bot: each is known to the Discord by its name."""

    def __init__(
        self, stack: AsyncExitStack, discord: WireDiscord, database: DatabaseUrl, folder: Path, plan: Plan
    ) -> None:
        self._stack = stack
        self._discord = discord
        self._folder = folder
        self._settings = {
            "DATABASE_URL": database.url,
            "DATABASE_PATH": "",
            "SHARDS": "",
            "SHARDS_AT_MOST": "",
            "WIRE_QUIET_SECONDS": str(plan.quiet),
            "WIRE_HASTE": str(plan.haste),
        }
        self.processes: dict[str, BotProcess] = {}

    async def start(self, name: str) -> None:
        """Start a process."""
        folder = self._folder / name
        folder.mkdir()
        running = bot_process(self._discord.url_of(name), folder, settings=self._settings)
        self.processes[name] = await self._stack.enter_async_context(running)

    def find_running(self) -> list[str]:
        """The processes that have not ended."""
        return [name for name, each in self.processes.items() if each.process.returncode is None]

    def count_work(self) -> float:
        """The processor time that they have taken so far, in seconds."""
        return sum(read_processor_time(self.processes[name].process.pid) for name in self.find_running())

    def find_shares(self) -> Counter[str]:
        """How many shards each is connected to."""
        served = self._discord.gateway.find_served()
        return Counter(process for processes in served.values() for process in processes)

    def find_tracebacks(self) -> list[str]:
        """What each traceback in a log is about."""
        found = []
        for name, process in self.processes.items():
            lines = iter(process.log.splitlines())
            for line in lines:
                if line.startswith("Traceback"):
                    where = ""
                    for inner in lines:
                        if not inner.startswith(" "):
                            found.append(f"{name}: {inner}: {where}")
                            break
                        where = inner.strip() if inner.startswith("  File") else where
        return found


class Watch:
    """Looks all the time at who serves which shard."""

    def __init__(self, discord: WireDiscord) -> None:
        self._discord = discord
        self._unserved_since: dict[int, float] = {}
        self._shared_since: dict[int, float] = {}
        self.unserved: dict[int, float] = {}
        """The longest that each shard was served by nobody, since ``begin``."""
        self.shared = 0.0
        self._task = asyncio.create_task(self._look_on())

    def begin(self) -> None:
        """Forget what was so far."""
        self.unserved.clear()

    def is_whole(self) -> bool:
        """Whether every shard is served."""
        return len(self._discord.gateway.find_served()) == self._discord.shards

    def end(self) -> None:
        """Look no more."""
        self._task.cancel()

    async def _look_on(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            served, now = self._discord.gateway.find_served(), loop.time()
            for shard in range(self._discord.shards):
                if shard in served:
                    self._unserved_since.pop(shard, None)
                else:
                    since = self._unserved_since.setdefault(shard, now)
                    self.unserved[shard] = max(self.unserved.get(shard, 0.0), now - since)
                if len(served.get(shard, ())) > 1:
                    since = self._shared_since.setdefault(shard, now)
                    self.shared = max(self.shared, now - since)
                else:
                    self._shared_since.pop(shard, None)
            await asyncio.sleep(_LOOK_SECONDS)


async def run_fleet(plan: Plan, server: PostgresServer, folder: Path, tell: Tell) -> Outcome:
    """Live through it all. ``tell`` is called with a line about each step. Raises TimeoutError if something never comes."""
    database = server.create()
    facts = folder / "facts"
    write_facts(facts, 0)
    titles = write_titles(facts, plan.titles)
    await load(database, facts)
    async with AsyncExitStack() as stack:
        discord = await stack.enter_async_context(WireDiscord.serve())
        discord.keeps = False
        discord.shards = plan.shards
        discord.interaction_seconds = plan.interaction_seconds
        discord.gateway.max_concurrency = plan.max_concurrency
        discord.gateway.identify_seconds = 5.0 / plan.haste
        for number in range(plan.servers):
            discord.add_guild((1 << 60) + (number << 22))
        fleet = Fleet(stack, discord, database, folder, plan)
        watch = Watch(discord)
        stack.callback(watch.end)
        crowd = Crowd(discord, titles, mentions=plan.mentions)
        run = _Run(plan, server, database, facts, discord, fleet, watch, crowd, tell)
        try:
            return await run.live()
        except BaseException:
            for name, process in fleet.processes.items():
                tell(f"the log of {name} ends with:\n{process.log[-2000:]}")
            raise


@dataclass(slots=True)
class _Run:
    plan: Plan
    server: PostgresServer
    database: DatabaseUrl
    facts: Path
    discord: WireDiscord
    fleet: Fleet
    watch: Watch
    crowd: Crowd
    tell: Tell
    outcome: Outcome = field(default_factory=lambda: Outcome(Tally(), Counter()))
    followers: list[int] = field(default_factory=list)

    async def live(self) -> Outcome:
        await self._start()
        await self._be_idle()
        await self._follow()
        self.crowd.begin(self.plan.a_second)
        await self._be_calm()
        await self._reload()
        sent = self.discord.direct_from
        await self._until("letters are sent", lambda: sent.total() * 10 >= self.plan.followers)
        if self.plan.processes > 1:
            await self._kill()
            await self._hold()
        await self._lose_database()
        await self.crowd.end()
        await self._finish()
        return self.outcome

    async def _start(self) -> None:
        began = time.perf_counter()
        for number in range(self.plan.processes):
            await self.fleet.start(f"p{number + 1}")
        await self._until("every shard is served", self.watch.is_whole)
        self.outcome.started = time.perf_counter() - began
        await self._until_balanced()
        self.outcome.shares = dict(self.fleet.find_shares())
        self.tell(f"every shard is served after {self.outcome.started:.1f} s: {self.outcome.shares}")

    async def _until_balanced(self) -> None:
        """Wait until each process has its share, or for as long as that may take."""
        share = self.plan.shards // self.plan.processes

        def is_balanced() -> bool:
            shares = self.fleet.find_shares()
            served = len(shares) == self.plan.processes and min(shares.values()) >= share
            return served and self.watch.is_whole()

        with suppress(TimeoutError):
            await self._until("each process has its share", is_balanced)

    async def _follow(self) -> None:
        guilds = list(self.discord.guilds.values())
        for number in range(self.plan.followers):
            fan = self.discord.make_person()
            channel = guilds[number % len(guilds)].channels[0]
            asked = await self.discord.use(channel, fan, "follow", title=TITLE)
            async with asyncio.timeout(self.plan.patience):
                await asked.shown.wait()
            self.followers.append(fan.id)
            self.discord.forget(asked)
        self.tell(f"{len(self.followers)} follow {TITLE}")

    async def _be_idle(self) -> None:
        before, began = await self._count_transactions(), time.perf_counter()
        await asyncio.sleep(self.plan.calm)
        count = await self._count_transactions() - before
        self.outcome.idle_transactions = count / (time.perf_counter() - began)

    async def _be_calm(self) -> None:
        transactions, own = await self._count_transactions(), read_processor_time(os.getpid())
        work, asked = self.fleet.count_work(), len(self.crowd.asked)
        await asyncio.sleep(self.plan.calm)
        asked = max(1, len(self.crowd.asked) - asked)
        self.outcome.processor_ms = (self.fleet.count_work() - work) / asked * 1000
        self.outcome.discord_ms = (read_processor_time(os.getpid()) - own) / asked * 1000
        self.outcome.transactions = (await self._count_transactions() - transactions) / asked
        ((self.outcome.connections,),) = await asyncio.to_thread(execute, self.database, _CONNECTIONS)
        self.tell(f"asked {asked} questions in peace")

    async def _reload(self) -> None:
        write_facts(self.facts, 1)
        await load(self.database, self.facts)
        self.crowd.reloaded_at = asyncio.get_running_loop().time()
        self.tell("the facts are reloaded")

    async def _kill(self) -> None:
        """Kill whoever sends letters, while it does."""
        sent = self.discord.direct_from
        name = max(self.fleet.find_running(), key=lambda name: sent[name])
        had = self.fleet.find_shares()[name]
        self.watch.begin()
        self.crowd.killed_at[name] = asyncio.get_running_loop().time()
        await self.fleet.processes[name].stop(signal.SIGKILL)
        self.tell(f"killed {name}, which had {had} shards and had sent {sent[name]} letters")
        # Its connections close a moment later.
        await self._until("its shards are lost", lambda: self.fleet.find_shares()[name] == 0)
        await self._until("every shard is served again", self.watch.is_whole)
        await asyncio.sleep(2 * _LOOK_SECONDS)
        self.outcome.unserved = dict(self.watch.unserved)
        self.tell(
            f"every shard is served again, after {max(self.outcome.unserved.values(), default=0):.1f} s at most"
        )
        await asyncio.sleep(self.plan.calm)

    async def _hold(self) -> None:
        """Have a process stand still, as a machine does that is moved or has no memory left, until nobody needs it."""
        self.outcome.shared = self.watch.shared
        gateway, loop = self.discord.gateway, asyncio.get_running_loop()
        name = self.fleet.find_running()[-1]
        process, began = self.fleet.processes[name].process, loop.time()
        process.send_signal(signal.SIGSTOP)
        self.tell(f"{name} stands still, with {self.fleet.find_shares()[name]} shards")

        def is_replaced() -> bool:
            served = gateway.find_served().values()
            return self.watch.is_whole() and all(set(processes) - {name} for processes in served)

        try:
            await self._until("its shards are served by others", is_replaced)
            self.outcome.replaced = loop.time() - began
            self.tell(f"its shards are served by others after {self.outcome.replaced:.1f} s")
            await asyncio.sleep(self.plan.calm)
        finally:
            process.send_signal(signal.SIGCONT)
        ended = loop.time()
        self.crowd.still.append((name, began, ended))
        await self._until(
            "no shard is served by two",
            lambda: all(len(each) == 1 for each in gateway.find_served().values()),
        )
        self.outcome.awake = loop.time() - ended
        self.tell(f"it goes on, and has left them after {self.outcome.awake:.1f} s")
        await asyncio.sleep(self.plan.calm)

    async def _lose_database(self) -> None:
        await asyncio.to_thread(self.server.stop)
        self.tell("the database is stopped")
        await asyncio.sleep(self.plan.outage)
        await asyncio.to_thread(self.server.start)
        self.tell("the database is started")
        back = asyncio.get_running_loop().time()
        await self._until(
            "somebody is answered from the database again",
            lambda: any(each.at > back and each.is_answered for each in reversed(self.crowd.asked[-1000:])),
        )
        await asyncio.sleep(self.plan.calm)
        await self._until("every shard is served after the outage", self.watch.is_whole)

    async def _finish(self) -> None:
        outcome, discord = self.outcome, self.discord
        with suppress(TimeoutError):
            await self._until(
                "every follower is told",
                lambda: count_letters(discord, self.followers)["never"] == 0,
                look=0.5,
            )
        # Whatever would come twice has a moment to do so.
        await asyncio.sleep(self.plan.calm)
        outcome.letters = count_letters(discord, self.followers)
        outcome.senders = dict(discord.direct_from)
        outcome.questions = self.crowd.count()
        outcome.too_soon = discord.gateway.too_soon
        outcome.refused = discord.refused[ALREADY_ACKNOWLEDGED] + discord.repeated
        ((outcome.left,),) = await asyncio.to_thread(execute, self.database, _LEFT)
        running = self.fleet.find_running()
        outcome.ended = tuple(self.fleet.processes.keys() - {*running, *self.crowd.killed_at})
        for name in running:
            outcome.statuses[name] = await self.fleet.processes[name].stop()
        outcome.tracebacks = self.fleet.find_tracebacks()

    async def _count_transactions(self) -> int:
        # The server's sessions report what they did once a second at most.
        await asyncio.sleep(1.0)
        ((count,),) = await asyncio.to_thread(execute, self.database, _TRANSACTIONS)
        return int(count)

    async def _until(self, what: str, holds: Callable[[], bool], look: float = _LOOK_SECONDS) -> None:
        try:
            async with asyncio.timeout(self.plan.patience):
                while not holds():  # noqa: ASYNC110 - what is looked at is no event
                    await asyncio.sleep(look)
        except TimeoutError:
            self.tell(f"it never came that {what}")
            raise


async def load(database: DatabaseUrl, *paths: Path) -> None:
    """``python -m bot load``, as an operator does it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "load", "--db", database.url, *map(str, paths),
        cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(said.decode(errors="replace"))
