"""The gateway's sessions: HELLO, IDENTIFY, READY, heartbeats, RESUME, and what is replayed.

https://discord.com/developers/docs/events/gateway. Events are sent as JSON text, which every client of the gateway
takes, whatever compression it offers. An event that no session is there for is lost, as on Discord; one that comes
while a session's connection is down is kept for its RESUME. Of two sessions of one shard both get its events. Refuses
shards that cannot be, shards with too many servers, and with ``identify_seconds`` an IDENTIFY that comes too soon.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

from aiohttp import WSMessage, WSMsgType, web

from tests.wire.payloads import Guild, Payload, Person

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = (
    0, 1, 2, 6, 7, 9, 10, 11,
)  # fmt: skip
BAD_TOKEN, INVALID_SHARD, SHARDING_REQUIRED = 4004, 4010, 4011
GUILDS_A_SHARD: Final = 2500
_RESUMABLE_SECONDS: Final = 180.0
_EARLY_SECONDS: Final = 0.5
"""How much sooner than it may an IDENTIFY can arrive: the one before it may have been held up on its way."""
_LATENCY_SECONDS: Final = 0.02
_YIELD_EVERY: Final = 20
"""Servers sent before others have their turn."""


@dataclass(slots=True)
class Session:
    """One shard of one process, from its IDENTIFY until it is closed for good."""

    shard: int
    shard_count: int
    socket: web.WebSocketResponse | None = None
    client: str = ""
    """The process, as its addresses name it: see WireDiscord."""
    id: str = field(default_factory=lambda: token_hex(16))
    sequence: int = 0
    kept: deque[tuple[int, str]] = field(default_factory=deque)
    """The last events, for whoever resumes."""
    arriving: set[int] = field(default_factory=set)
    """Servers still to be sent: nothing is told of them before."""
    lost_at: float | None = None
    """When its connection went down, by the event loop's clock."""

    def receives(self, guild: int | None) -> bool:
        """Whether a guild's events go to this shard; those of direct messages go to the first."""
        if guild is None:
            return self.shard == 0
        return find_shard(guild, self.shard_count) == self.shard and guild not in self.arriving

    async def send(self, event: str, content: Payload) -> None:
        """Send an event, or keep it until the session is resumed."""
        self.sequence += 1
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.sequence, "d": content})
        self.kept.append((self.sequence, text))
        if self.socket is not None and not self.socket.closed:
            # One whose line was cut gets it when it resumes.
            with suppress(ConnectionError):
                await self.socket.send_str(text)


class Gateway:
    """All sessions, and how the gateway behaves."""

    def __init__(
        self, token: str, user: Person, application: Payload, guilds: Callable[[], Iterable[Guild]]
    ) -> None:
        self.token = token
        self._user = user
        self._application = application
        self._guilds = guilds
        self.url = ""
        """Where it listens, without the name of a process."""
        self.sessions: list[Session] = []
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0
        self.refused = 0
        """How many connections were turned away."""
        self.kept_for_resume = 1000
        """How many events of each session."""
        self.heartbeat_seconds = 41.25
        self.acknowledges = True
        """Whether heartbeats are answered."""
        self.refuses: int | None = 0
        """How many connections to turn away with a 503; None for all."""
        self.max_concurrency = 16
        """How many shards may identify at once: those that differ modulo this."""
        self.identify_seconds = 0.0
        """How long such a bucket waits between two: 5 on Discord, here not at all unless a test says so."""
        self.too_soon = 0
        """How many IDENTIFYs came too soon, and were answered with Invalid Session."""
        self._identified_at: dict[int, float] = {}
        """When each bucket last took one."""
        self._changed = asyncio.Condition()
        self._acknowledging: set[asyncio.Task[None]] = set()

    # What a test or a benchmark does

    async def dispatch(self, event: str, content: Payload, *, guild: int | None) -> None:
        """Send an event to the sessions that get the guild's."""
        sending = [session.send(event, content) for session in self.sessions if session.receives(guild)]
        # One that reads nothing must not keep it from the others.
        await asyncio.gather(*sending)

    def find_served(self) -> dict[int, list[str]]:
        """The shards that are connected, each with the processes that are (more than one, if two serve it at once)."""
        served: dict[int, list[str]] = {}
        for session in self.sessions:
            if session.socket is not None and not session.socket.closed and not session.arriving:
                served.setdefault(session.shard, []).append(session.client)
        return served

    async def until(self, holds: Callable[[Gateway], bool]) -> None:
        """Wait for the gateway to be as described; it looks whenever a session begins, resumes or ends."""
        async with self._changed:
            await self._changed.wait_for(lambda: holds(self))

    async def until_connected(self, shards: int = 1) -> None:
        """Wait until so many sessions are connected."""
        await self.until(lambda self: sum(each.socket is not None for each in self.sessions) >= shards)

    async def drop(self, *, code: int = 4000) -> None:
        """Close every connection; its session can be resumed."""
        for session in self.sessions:
            if (socket := session.socket) is not None:
                session.socket = None
                await socket.close(code=code)

    def cut(self) -> None:
        """Cut every connection without a word, as a broken line does."""
        for socket in self._sockets():
            transport = socket._req.transport if socket._req is not None else None  # noqa: SLF001 - aiohttp has no other way
            if transport is not None:
                transport.abort()

    async def ask_to_reconnect(self) -> None:
        """Ask every session to reconnect and resume, as Discord does before it moves one."""
        for socket in self._sockets():
            await socket.send_str(json.dumps({"op": RECONNECT, "d": None}))

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every session that it is invalid; those that may not be resumed are forgotten."""
        sockets = self._sockets()
        if not resumable:
            self.sessions.clear()
        for socket in sockets:
            await socket.send_str(json.dumps({"op": INVALID_SESSION, "d": resumable}))

    def _sockets(self) -> list[web.WebSocketResponse]:
        return [each.socket for each in self.sessions if each.socket is not None]

    # What the bot does

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """One connection, until it closes."""
        if self.refuses is None or self.refuses > 0:
            self.refuses = None if self.refuses is None else self.refuses - 1
            await self._note(refused=1)
            return web.Response(status=503, text="<html>no gateway</html>")
        socket = web.WebSocketResponse(max_msg_size=0, compress=False)
        await socket.prepare(request)
        client = request.match_info.get("client", "")
        session: Session | None = None
        interval = round(self.heartbeat_seconds * 1000)
        await socket.send_str(json.dumps({"op": HELLO, "d": {"heartbeat_interval": interval}}))
        try:
            async for received in socket:
                session = await self._receive(socket, received, session, client)
        finally:
            if session is not None and session.socket is socket:
                session.socket = None
                session.lost_at = asyncio.get_running_loop().time()
                # Whoever closes with 1000 or 1001 is done with the session.
                if socket.close_code in {1000, 1001} and session in self.sessions:
                    self.sessions.remove(session)
            await self._note()
        return socket

    async def _receive(
        self, socket: web.WebSocketResponse, received: WSMessage, session: Session | None, client: str
    ) -> Session | None:
        if received.type is not WSMsgType.TEXT:
            return session
        message = json.loads(received.data)
        match message["op"]:
            case 1:  # HEARTBEAT
                self.heartbeats += 1
                if self.acknowledges:
                    self._acknowledge_soon(socket)
            case 2:  # IDENTIFY
                return await self._identify(socket, message["d"], client)
            case 6:  # RESUME
                return await self._resume(socket, message["d"])
        return session

    def _acknowledge_soon(self, socket: web.WebSocketResponse) -> None:
        """Answer a heartbeat. discord.py notes when it sent one only afterwards: at once would be before it was sent."""

        async def acknowledge() -> None:
            await asyncio.sleep(_LATENCY_SECONDS)
            with suppress(ConnectionError):
                await socket.send_str(json.dumps({"op": HEARTBEAT_ACK}))

        task = asyncio.create_task(acknowledge())
        self._acknowledging.add(task)
        task.add_done_callback(self._acknowledging.discard)

    async def _identify(self, socket: web.WebSocketResponse, asked: Payload, client: str) -> Session | None:
        shard, shard_count = asked.get("shard") or (0, 1)
        if (code := self._find_fault(asked["token"], shard, shard_count)) is not None:
            await socket.close(code=code)
            return None
        now = asyncio.get_running_loop().time()
        bucket = shard % self.max_concurrency
        ready_at = self._identified_at.get(bucket, -self.identify_seconds) + self.identify_seconds
        if self.identify_seconds and now < ready_at - _EARLY_SECONDS:
            self.too_soon += 1
            await socket.send_str(json.dumps({"op": INVALID_SESSION, "d": False}))
            return None
        self._identified_at[bucket] = now
        self._forget_lost(now)
        session = Session(shard, shard_count, socket, client, kept=deque(maxlen=self.kept_for_resume))
        guilds = [guild for guild in self._guilds() if session.receives(guild.id)]
        session.arriving = {guild.id for guild in guilds}
        self.sessions.append(session)
        await session.send(
            "READY",
            {
                "v": 10,
                "user": self._user.as_user(),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url_of(client),
                "shard": [shard, shard_count],
                "application": {"id": self._application["id"], "flags": 0},
            },
        )
        for number, guild in enumerate(guilds):
            await session.send("GUILD_CREATE", guild.as_payload())
            session.arriving.discard(guild.id)
            if number % _YIELD_EVERY == 0:
                await asyncio.sleep(0)
        await self._note(identified=1)
        return session

    def url_of(self, client: str) -> str:
        """Where the gateway listens for a process."""
        return self.url.replace("/gateway", f"/{client}/gateway") if client else self.url

    def _find_fault(self, token: str, shard: int, shard_count: int) -> int | None:
        """What the gateway closes an IDENTIFY with that it does not take.

        https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
        """
        if token != self.token:
            return BAD_TOKEN
        if not 0 <= shard < shard_count:
            return INVALID_SHARD
        counts = Counter(find_shard(guild.id, shard_count) for guild in self._guilds())
        return SHARDING_REQUIRED if max(counts.values(), default=0) > GUILDS_A_SHARD else None

    def _forget_lost(self, now: float) -> None:
        """Nobody resumes a session that was lost long ago."""
        self.sessions = [
            session
            for session in self.sessions
            if session.socket is not None or now - (session.lost_at or now) < _RESUMABLE_SECONDS
        ]

    async def _resume(self, socket: web.WebSocketResponse, asked: Payload) -> Session | None:
        session = next((each for each in self.sessions if each.id == asked["session_id"]), None)
        if session is None or asked["token"] != self.token:
            await socket.send_str(json.dumps({"op": INVALID_SESSION, "d": False}))
            return None
        session.socket = None
        seen = asked["seq"] or 0
        # More may come while these are sent.
        while missed := [each for each in session.kept if each[0] > seen]:
            for sequence, text in missed:
                await socket.send_str(text)
                seen = sequence
        session.socket = socket
        await session.send("RESUMED", {})
        await self._note(resumed=1)
        return session

    async def _note(self, *, identified: int = 0, resumed: int = 0, refused: int = 0) -> None:
        self.identified += identified
        self.resumed += resumed
        self.refused += refused
        async with self._changed:
            self._changed.notify_all()


def find_shard(guild: int, shard_count: int) -> int:
    """The shard that serves a server: https://discord.com/developers/docs/events/gateway#sharding"""
    return (guild >> 22) % shard_count
