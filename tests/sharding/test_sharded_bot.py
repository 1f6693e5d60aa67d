"""Whole bots that share the shards of one Discord over loopback sockets, each as a process of its own would."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from typing import cast
from unittest.mock import AsyncMock, Mock

import discord
import pytest

from bot.answers import AnswerService
from bot.client import FactBot, run
from bot.settings import Settings
from bot.sharding.keeper import ShardKeeper
from bot.sharding.sharded_bot import ShardedBot
from bot.sharding.times import Times
from bot.store import DatabaseUrl, FactStore
from bot.store.leases import Leases
from tests.postgres_server import PostgresServer
from tests.whole_bot.stage import TODAY
from tests.wire.payloads import Channel, Payload, Person
from tests.wire.pointing import pointed_at
from tests.wire.server import TOKEN, WireDiscord, read_text

SECONDS = 60.0
"""How long anything may take on a busy machine before a test fails."""
SHARDS = 4
TIMES = Times(
    look_every=0.1,
    fence=SECONDS,
    forgotten_after=2 * SECONDS,
    seen_free=0.3,
    left_over=0.2,
    give_every=0.05,
    identify_every=0.05,
    reconnect_at_most=0.1,
)
QUESTION = "@bot who plays Nam Onjo?"


@dataclass
class Running:
    """A bot that runs."""

    bot: FactBot
    keeper: ShardKeeper
    store: FactStore
    task: asyncio.Task[None]

    @property
    def shards(self) -> set[int]:
        """The shards whose servers it knows."""
        return self.bot.ready_shards

    async def stop(self) -> None:
        """End it as SIGTERM does."""
        await self.bot.close()
        await self.task


class Fleet:
    """Bots on one database and one Discord."""

    def __init__(self, discord: WireDiscord, address: DatabaseUrl, opened: AsyncExitStack) -> None:
        self.discord = discord
        self.moderator: Person = discord.make_person("mod", moderates=True)
        self._address = address
        self._opened = opened
        self._count = 0
        # One server a shard, each with a channel.
        self.channels: list[Channel] = []
        for shard in range(SHARDS):
            guild = discord.add_guild((83_000_000_000 * SHARDS + shard) << 22)
            self.channels.append(guild.channels[0])
        self.home = next(iter(discord.guilds))
        discord.shards = SHARDS

    async def start(self, **settings: int) -> Running:
        """Start another."""
        name = f"process-{self._count}"
        self._count += 1
        store = await self._opened.enter_async_context(FactStore.open(self._address))
        leases = Leases(self._address, name, forgotten_after_s=TIMES.forgotten_after)
        self._opened.push_async_callback(leases.close)
        await leases.connect()
        keeper = ShardKeeper(leases, TIMES)
        bot = FactBot(
            settings=replace(
                Settings(home_guild_ids=(self.home,), database_url=self._address.url),
                **settings,  # type: ignore[arg-type]
            ),
            store=store,
            answers=AnswerService(store, lambda: TODAY),
            today=lambda: TODAY,
            quiet_seconds=0.0,
            keeper=keeper,
        )
        # Discord says all servers of a shard within that time after READY.
        bot._connection.guild_ready_timeout = 0.1  # noqa: SLF001 - an option of the client's that FactBot leaves alone
        running = Running(bot, keeper, store, asyncio.create_task(run(bot, TOKEN)))
        self._opened.push_async_callback(running.stop)
        return running

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something to be so."""
        async with asyncio.timeout(SECONDS):
            while not holds():  # noqa: ASYNC110 - it shows in several bots
                await asyncio.sleep(0.01)

    async def ask_everywhere(self) -> list[str]:
        """What is answered in each server, once to each question."""
        asked = [
            # Nobody may ask too often.
            await self.discord.say(channel, self.discord.make_person(), QUESTION)
            for channel in self.channels
        ]
        await self.until(lambda: all(self.discord.replies_to(message) for message in asked))
        return [self._read_one(message) for message in asked]

    def _read_one(self, message: Payload) -> str:
        (reply,) = self.discord.replies_to(message)
        return read_text(reply)


@pytest.fixture
def address(postgres_server: PostgresServer, shipped_on_server: DatabaseUrl) -> Iterator[DatabaseUrl]:
    """A database of the test's own, with the facts that ship."""
    made = postgres_server.create(shipped_on_server)
    yield made
    postgres_server.drop(made)


@asynccontextmanager
async def _open_fleet(address: DatabaseUrl) -> AsyncIterator[Fleet]:
    async with WireDiscord.serve() as discord:
        with pointed_at(discord.url):
            async with AsyncExitStack() as opened:
                yield Fleet(discord, address, opened)


@pytest.fixture
async def fleet(address: DatabaseUrl) -> AsyncIterator[Fleet]:
    """Bots that end with the test."""
    async with _open_fleet(address) as fleet:
        yield fleet


def all_sessions(discord: WireDiscord) -> list[int]:
    """The shards that are connected, by their numbers."""
    return sorted(each.shard for each in discord.gateway.sessions if each.socket is not None)


async def test_shards_come_and_go_while_all_servers_are_answered(fleet: Fleet) -> None:
    first = await fleet.start()
    await fleet.until(lambda: first.shards == set(range(SHARDS)))
    assert all("Park Ji-hu" in each for each in await fleet.ask_everywhere())

    second = await fleet.start()
    await fleet.until(lambda: len(first.shards) == len(second.shards) == 2)
    await fleet.until(lambda: all_sessions(fleet.discord) == list(range(SHARDS)))
    assert all("Park Ji-hu" in each for each in await fleet.ask_everywhere())
    # What is served elsewhere is forgotten.
    assert {len(first.bot.guilds), len(second.bot.guilds)} == {2}

    await first.stop()
    await fleet.until(lambda: second.shards == set(range(SHARDS)))
    assert all("Park Ji-hu" in each for each in await fleet.ask_everywhere())


async def test_one_process_registers_the_commands_and_the_next_leader_has_nothing_to_register(
    fleet: Fleet,
) -> None:
    first = await fleet.start()
    second = await fleet.start()
    await fleet.until(lambda: len(first.shards) == len(second.shards) == 2)
    assert first.bot.leads
    assert not second.bot.leads
    before = [each.route for each in fleet.discord.requests if each.route.startswith("PUT")]
    assert len(before) == 2, "globally and at home"

    await first.stop()

    await fleet.until(lambda: second.bot.leads and len(second.shards) == SHARDS)
    await second.bot._registering.finish()  # noqa: SLF001 - to see that it has not
    assert [each.route for each in fleet.discord.requests if each.route.startswith("PUT")] == before


async def test_status_shows_the_processes_with_their_shards(fleet: Fleet) -> None:
    first = await fleet.start()
    second = await fleet.start()
    await fleet.until(lambda: len(first.shards) == len(second.shards) == 2)

    text = ""
    for _ in range(25):  # a process tells its latency the next time that it looks at its shards
        shown = await fleet.discord.use(fleet.channels[0], fleet.moderator, "facts status")
        await fleet.until(partial(lambda answer: bool(answer.messages), shown))
        text = read_text(shown.messages[-1])
        if text.count(" ms") == 2:
            break
        await asyncio.sleep(0.2)
    assert "4 shards in 2 processes" in text
    for name in ("process-0", "process-1"):
        assert name in text
    assert text.count("(this one)") == 1
    assert text.count("does the daily work") == 1
    assert text.count(" ms") == 2
    assert "nobody" not in text


async def test_servers_of_others_are_not_taken_for_left(fleet: Fleet) -> None:
    first = await fleet.start()
    second = await fleet.start()
    await fleet.until(lambda: len(first.shards) == len(second.shards) == 2)
    for guild in fleet.discord.guilds:
        await first.store.guilds.set(guild, lambda settings: replace(settings, pictures=False))

    for each in (first, second):
        each.bot.dispatch("ready")
    await first.stop()
    await fleet.until(lambda: len(second.shards) == SHARDS)
    assert await second.store.left_guilds.find_next() is None


async def test_who_has_stood_still_passes_nothing_on() -> None:
    keeper = SimpleNamespace(is_cut_off=False, start=Mock(), stop=AsyncMock(), leave=AsyncMock())
    bot = ShardedBot(
        "!",
        intents=discord.Intents.none(),
        keeper=cast("ShardKeeper", keeper),
        shards=None,
        shards_at_most=None,
    )
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def on_told(what: str) -> None:
        heard.put_nowait(what)

    parsers = bot._connection.parsers  # noqa: SLF001 - where discord.py's gateway brings commands and presses
    parsers["INTERACTION_CREATE"] = heard.put_nowait
    limits = {"remaining": 1000, "max_concurrency": 1}
    bot.http.get_bot_gateway = AsyncMock(return_value=(1, "wss://gateway.example", limits))  # type: ignore[method-assign]
    async with bot:
        await bot.launch_shards()
        bot.add_listener(on_told)
        keeper.is_cut_off = True
        bot.dispatch("told", "what another process got as well")
        parsers["INTERACTION_CREATE"]("a command that another process got as well")
        keeper.is_cut_off = False
        parsers["INTERACTION_CREATE"]("a command of this one's own")
        bot.dispatch("told", "what only this one got")
        async with asyncio.timeout(SECONDS):
            assert await heard.get() == "a command of this one's own"
            assert await heard.get() == "what only this one got"
        assert heard.empty()


async def test_a_session_that_is_invalid_is_begun_anew_in_its_turn(fleet: Fleet) -> None:
    first = await fleet.start()
    await fleet.until(lambda: first.shards == set(range(SHARDS)))
    before = fleet.discord.gateway.identified

    await fleet.discord.gateway.invalidate()

    await fleet.until(lambda: fleet.discord.gateway.identified == before + SHARDS)
    await fleet.until(lambda: all_sessions(fleet.discord) == list(range(SHARDS)))
    assert all("Park Ji-hu" in each for each in await fleet.ask_everywhere())


async def test_a_line_that_breaks_is_resumed_and_a_shard_that_is_left_meanwhile_stays_left(
    fleet: Fleet,
) -> None:
    first = await fleet.start()
    await fleet.until(lambda: first.shards == set(range(SHARDS)))
    await fleet.discord.gateway.drop()
    await fleet.until(lambda: fleet.discord.gateway.resumed == SHARDS)

    fleet.discord.gateway.cut()
    await first.bot.drop_shards([0, 1])

    await fleet.until(lambda: all_sessions(fleet.discord) == [2, 3])
    assert first.shards == {2, 3}
    assert len(first.bot.guilds) == 2
