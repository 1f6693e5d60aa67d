"""The gateway of these tests, as a bare client sees it: what it refuses as Discord does, and whom it tells what."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from tests.wire.gateway import (
    DISPATCH,
    GUILDS_A_SHARD,
    HELLO,
    IDENTIFY,
    INVALID_SESSION,
    INVALID_SHARD,
    SHARDING_REQUIRED,
)
from tests.wire.payloads import Payload
from tests.wire.server import TOKEN, WireDiscord


@asynccontextmanager
async def identified(
    discord: WireDiscord, shard: int, shard_count: int, client: str = "one"
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A connection that has sent IDENTIFY."""
    url = discord.gateway.url_of(client)
    async with aiohttp.ClientSession() as session, session.ws_connect(url, max_msg_size=0) as socket:
        assert (await socket.receive_json())["op"] == HELLO
        await socket.send_str(
            json.dumps({"op": IDENTIFY, "d": {"token": TOKEN, "shard": [shard, shard_count]}})
        )
        yield socket


async def read(socket: aiohttp.ClientWebSocketResponse) -> tuple[str, Payload]:
    """The next event's name, and what it holds."""
    message = await socket.receive_json()
    assert message["op"] == DISPATCH
    return message["t"], message["d"]


async def close_code(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    """What the gateway closes a connection with."""
    await socket.receive()
    return socket.close_code


async def test_a_shard_is_told_of_its_own_servers(discord_server: WireDiscord) -> None:
    guilds = [discord_server.add_guild((1 << 60) + (number << 22)) for number in range(4)]
    async with identified(discord_server, 1, 2) as socket:
        event, ready = await read(socket)
        assert event == "READY"
        assert [int(guild["id"]) for guild in ready["guilds"]] == [guilds[1].id, guilds[3].id]
        assert [(await read(socket))[1]["id"] for _ in range(2)] == [str(guilds[1].id), str(guilds[3].id)]
        assert discord_server.gateway.find_served() == {1: ["one"]}


async def test_an_identify_of_one_bucket_may_not_follow_at_once(discord_server: WireDiscord) -> None:
    discord_server.gateway.max_concurrency = 2
    discord_server.gateway.identify_seconds = 5.0
    async with (
        identified(discord_server, 0, 4) as first,
        identified(discord_server, 1, 4, "two") as other,
        identified(discord_server, 2, 4, "two") as too_soon,
    ):
        assert (await read(first))[0] == "READY"
        assert (await read(other))[0] == "READY"
        assert await too_soon.receive_json() == {"op": INVALID_SESSION, "d": False}
    assert discord_server.gateway.too_soon == 1


async def test_two_processes_that_serve_one_shard_both_get_its_events(discord_server: WireDiscord) -> None:
    guild = discord_server.add_guild()
    async with identified(discord_server, 0, 1) as one, identified(discord_server, 0, 1, "two") as two:
        for socket in (one, two):
            assert [(await read(socket))[0] for _ in range(2)] == ["READY", "GUILD_CREATE"]
        assert discord_server.gateway.find_served() == {0: ["one", "two"]}
        await discord_server.say(guild.channels[0], discord_server.make_person(), "hello")
        assert (await read(one))[0] == "MESSAGE_CREATE"
        assert (await read(two))[0] == "MESSAGE_CREATE"


@pytest.mark.parametrize(("shard", "shard_count"), [(2, 2), (-1, 2)])
async def test_a_shard_that_cannot_be_is_refused(
    discord_server: WireDiscord, shard: int, shard_count: int
) -> None:
    async with identified(discord_server, shard, shard_count) as socket:
        assert await close_code(socket) == INVALID_SHARD


async def test_more_servers_than_a_shard_may_have_need_more_shards(discord_server: WireDiscord) -> None:
    for number in range(GUILDS_A_SHARD + 1):
        discord_server.add_guild((1 << 60) + (number << 22))
    async with identified(discord_server, 0, 1) as socket:
        assert await close_code(socket) == SHARDING_REQUIRED
    async with identified(discord_server, 0, 2) as socket:
        assert (await read(socket))[0] == "READY"
