"""The gateway's sessions: HELLO, IDENTIFY, READY, heartbeats, RESUME, and what is replayed.

https://discord.com/developers/docs/events/gateway. Events are sent as JSON text, which every client of the gateway
takes, whatever compression it offers. An event that no session is there for is lost, as on Discord; one that comes
while a session's connection is down is kept for its RESUME.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Final

from aiohttp import WSMessage, WSMsgType, web

from tests.wire.payloads import Guild, Payload, Person

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = (
    0, 1, 2, 6, 7, 9, 10, 11,
)  # fmt: skip
BAD_TOKEN: Final = 4004
_KEPT_FOR_RESUME: Final = 1000


@dataclass(slots=True)
class Session:
    """One shard of one process, from its IDENTIFY until it is closed for good."""

    shard: int
    shard_count: int
    socket: web.WebSocketResponse | None = None
    id: str = field(default_factory=lambda: token_hex(16))
    sequence: int = 0
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=_KEPT_FOR_RESUME))
    """The last events, for whoever resumes."""

    def receives(self, guild: int | None) -> bool:
        """Whether a guild's events go to this shard; those of direct messages go to the first."""
        return (0 if guild is None else (guild >> 22) % self.shard_count) == self.shard

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
        self, token: str, user: Person, application: Payload, guilds: Callable[[], Sequence[Guild]]
    ) -> None:
        self.token = token
        self._user = user
        self._application = application
        self._guilds = guilds
        self.url = ""
        """Where to resume, told with READY."""
        self.sessions: list[Session] = []
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0
        self.refused = 0
        """How many connections were turned away."""
        self.heartbeat_seconds = 41.25
        self.acknowledges = True
        """Whether heartbeats are answered."""
        self.refuses: int | None = 0
        """How many connections to turn away with a 503; None for all."""
        self._changed = asyncio.Condition()

    # What a test or a benchmark does

    async def dispatch(self, event: str, content: Payload, *, guild: int | None) -> None:
        """Send an event to the sessions that get the guild's."""
        for session in self.sessions:
            if session.receives(guild):
                await session.send(event, content)

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
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        session: Session | None = None
        interval = round(self.heartbeat_seconds * 1000)
        await socket.send_str(json.dumps({"op": HELLO, "d": {"heartbeat_interval": interval}}))
        try:
            async for received in socket:
                session = await self._receive(socket, received, session)
        finally:
            if session is not None and session.socket is socket:
                session.socket = None
                # Whoever closes with 1000 or 1001 is done with the session.
                if socket.close_code in {1000, 1001} and session in self.sessions:
                    self.sessions.remove(session)
            await self._note()
        return socket

    async def _receive(
        self, socket: web.WebSocketResponse, received: WSMessage, session: Session | None
    ) -> Session | None:
        if received.type is not WSMsgType.TEXT:
            return session
        message = json.loads(received.data)
        match message["op"]:
            case 1:  # HEARTBEAT
                self.heartbeats += 1
                if self.acknowledges:
                    await socket.send_str(json.dumps({"op": HEARTBEAT_ACK}))
            case 2:  # IDENTIFY
                return await self._identify(socket, message["d"])
            case 6:  # RESUME
                return await self._resume(socket, message["d"])
        return session

    async def _identify(self, socket: web.WebSocketResponse, asked: Payload) -> Session | None:
        if asked["token"] != self.token:
            await socket.close(code=BAD_TOKEN, message=b"Authentication failed.")
            return None
        shard, shard_count = asked.get("shard") or (0, 1)
        session = Session(shard, shard_count, socket)
        guilds = [guild for guild in self._guilds() if session.receives(guild.id)]
        self.sessions.append(session)
        await session.send(
            "READY",
            {
                "v": 10,
                "user": self._user.as_user(),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": [shard, shard_count],
                "application": {"id": self._application["id"], "flags": 0},
            },
        )
        for guild in guilds:
            await session.send("GUILD_CREATE", guild.as_payload())
        await self._note(identified=1)
        return session

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
