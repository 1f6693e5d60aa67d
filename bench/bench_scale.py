"""What one process holds: memory and processor time for each server in its cache, and for each message written there.

SERVERS="10000 100000" names the numbers of servers, each measured with servers of two sizes. The bot is a process of its
own with the facts that ship in a SQLite file, connected over loopback sockets; its shards have 2,500 servers each. A last
process has one server and 133,582 facts.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import os
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from random import Random

import discord
from rich.console import Console
from rich.table import Table

from bench.bench_load import FACTS, load, write_facts
from tests.wire.gateway import GUILDS_A_SHARD
from tests.wire.payloads import Channel, Guild, Payload, Person
from tests.wire.process import BotProcess, bot_process, read_memory, read_processor_time
from tests.wire.server import WireDiscord

QUESTION = "who plays Nam Onjo?"
MESSAGES = 20_000
GARBAGE_SERVERS = 10_000
PATIENCE_SECONDS = 1800.0


@dataclass(frozen=True, slots=True)
class Size:
    """What a server has, beside its members, whom the bot does not keep."""

    name: str
    channels: int
    roles: int
    emojis: int
    overwrites: int
    """Of each channel."""


SIZES = (Size("small", 10, 6, 5, 1), Size("middling", 40, 25, 40, 3))


@dataclass(slots=True)
class BigGuild(Guild):
    """A server of some size, whose payload is only made when it is sent."""

    size: Size = SIZES[0]

    def as_payload(self) -> Payload:
        """A guild as GUILD_CREATE brings it."""
        # Not super(): a dataclass with slots is made anew, which its bare form does not know.
        payload = Guild.as_payload(self)
        ids = itertools.count(self.id + 1)
        everyone = payload["roles"][0]
        payload["roles"] += [
            everyone | {"id": str(next(ids)), "name": f"role {number}", "position": number, "color": 0x336699}
            for number in range(1, self.size.roles)
        ]
        overwrites = [
            {"id": role["id"], "type": 0, "allow": "1024", "deny": "0"}
            for role in payload["roles"][: self.size.overwrites]
        ]
        template = payload["channels"][0]
        payload["channels"] += [
            template
            | {
                "id": str(next(ids)),
                "name": f"channel-{number}",
                "position": number,
                "topic": f"What is said in channel {number} of {self.name}, and what is not",
                "permission_overwrites": overwrites,
            }
            for number in range(1, self.size.channels)
        ]
        payload["emojis"] = [
            {
                "id": str(next(ids)),
                "name": f"emoji_{number}",
                "roles": [],
                "require_colons": True,
                "managed": False,
                "animated": False,
                "available": True,
            }
            for number in range(self.size.emojis)
        ]
        return payload


@dataclass(frozen=True, slots=True)
class Held:
    """What a process with some servers takes."""

    megabytes: float
    processor_seconds: float
    """Until it had them all."""
    seconds: float
    """Likewise, on the clock."""
    message_us: float
    """Processor time for a message that does not mention the bot, in microseconds."""


def main() -> None:
    """Measure, and print a table."""
    counts = [int(count) for count in (os.environ.get("SERVERS") or "10000 100000").split()]
    table = Table(title="One process, by the servers in its cache")
    for heading in (
        "servers", "of size", "shards", "memory", "a server", "ready after", "processor a server", "a message"
    ):  # fmt: skip
        table.add_column(heading, justify="right")
    empty = asyncio.run(measure(1, SIZES[0]))
    console = Console(width=120)
    for size in SIZES:
        garbage = measure_garbage(size)
        console.print(
            f"{size.name}: {size}; once through the objects of {GARBAGE_SERVERS:,} for garbage: {garbage:.2f} s",
            markup=False,
        )
        for count in counts:
            held = asyncio.run(measure(count, size))
            table.add_row(
                f"{count:,}",
                size.name,
                str(ceil(count / GUILDS_A_SHARD)),
                f"{held.megabytes:,.0f} MB",
                f"{(held.megabytes - empty.megabytes) / count * 1024:.1f} KB",
                f"{held.seconds:.0f} s",
                f"{(held.processor_seconds - empty.processor_seconds) / count * 1000:.2f} ms",
                f"{held.message_us:.0f} µs",
            )
    full = asyncio.run(measure(1, SIZES[0], facts=True))
    console.print(table)
    console.print(f"with a single server: {empty.megabytes:.0f} MB, {empty.message_us:.0f} µs a message")
    console.print(f"with a single server and {FACTS:,} facts: {full.megabytes:.0f} MB")


async def measure(count: int, size: Size, *, facts: bool = False) -> Held:
    """Start a process, have it take in so many servers, and then messages."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if facts:
            write_facts(folder / "facts.jsonl")
            await load(folder / "facts.db", folder / "facts.jsonl")
        discord = await stack.enter_async_context(WireDiscord.serve())
        discord.keeps = False
        discord.gateway.kept_for_resume = 0
        # A shard that takes servers in replies late; that is no matter here.
        discord.interaction_seconds = PATIENCE_SECONDS
        discord.shards = ceil(count / GUILDS_A_SHARD)
        for number in range(count):
            guild = BigGuild((1 << 60) + (number << 22), f"Fans {number}", discord.bot, size=size)
            channel = Channel(guild.id + (1 << 21), guild.id)
            guild.channels.append(channel)
            discord.guilds[guild.id] = guild
            discord.channels[channel.id] = channel
        began = time.perf_counter()
        settings = {"LOG_LEVEL": "WARNING"}
        bot = await stack.enter_async_context(bot_process(discord.url, folder, settings=settings))
        async with asyncio.timeout(PATIENCE_SECONDS):
            await discord.gateway.until(lambda gateway: len(gateway.find_served()) == discord.shards)
            await until_done(discord)
            seconds = time.perf_counter() - began
            work = read_processor_time(bot.process.pid)
            megabytes = read_memory(bot.process.pid)
            message_us = await measure_messages(discord, bot)
        return Held(megabytes, work, seconds, message_us)


def measure_garbage(size: Size) -> float:
    """The seconds that looking for garbage once takes among the objects of GARBAGE_SERVERS servers, as discord.py keeps them."""
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), member_cache_flags=discord.MemberCacheFlags.none()
    )
    state, bot = client._connection, Person(1 << 60, "FanFacts", bot=True)  # noqa: SLF001 - discord.py's cache has no other way in
    state.shard_count = 1
    state.user = discord.ClientUser(state=state, data=bot.as_user())  # type: ignore[arg-type] # JSON as Discord sends it
    gc.collect()
    gc.freeze()
    for number in range(GARBAGE_SERVERS):
        guild = BigGuild((1 << 60) + (number << 22), f"Fans {number}", bot, size=size)
        guild.channels.append(Channel(guild.id + (1 << 21), guild.id))
        # As it comes over the wire: values of its own.
        state._add_guild_from_data(json.loads(json.dumps(guild.as_payload())))  # noqa: SLF001
    began = time.process_time()
    gc.collect()
    took = time.process_time() - began
    gc.unfreeze()
    return took


async def until_done(discord: WireDiscord) -> None:
    """Wait until every shard has dealt with all that was sent to it: an answer in its last server comes after it."""
    for guild in list(discord.guilds.values())[-discord.shards :]:
        asked = await discord.use(guild.channels[0], discord.make_person(), "help")
        await asked.acknowledged.wait()


async def measure_messages(discord: WireDiscord, bot: BotProcess) -> float:
    """The processor time that a message takes that is not for the bot, in microseconds."""
    random, guilds = Random(0), list(discord.guilds.values())
    people = [discord.make_person() for _ in range(1000)]
    before = read_processor_time(bot.process.pid)
    for number in range(MESSAGES):
        channel = random.choice(guilds).channels[0]
        message = discord.prepare(channel, people[number % len(people)], "what did you think of the ending?")
        await discord.deliver(message)
    await until_done(discord)
    return (read_processor_time(bot.process.pid) - before) / MESSAGES * 1e6


if __name__ == "__main__":
    main()
