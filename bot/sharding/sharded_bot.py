"""A bot of discord.py's whose shards come and go while it runs, as a keeper tells it.

Owns launching a shard and leaving it, and what discord.py has to forget with it. Without a keeper it is discord.py's own
bot with all shards. Refuses to decide which shards it serves: see keeper.py.

discord.py serves a fixed list of shards. What is not meant to be used from outside is used here alone: the dictionary of its
shards and the queue by which they ask to be connected anew (``AutoShardedClient``), and its cache of servers.
"""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Callable, Collection, Coroutine
from functools import partial
from typing import Any  # what discord.py leaves open

import discord
import yarl
from discord.ext import commands
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.shard import EventItem, Shard

from bot.discord_errors import DISCORD_ERRORS, word_trouble
from bot.sharding.keeper import Limits, ShardKeeper

log = logging.getLogger(__name__)

RECONNECT_SECONDS = 5.0
LONGEST_RECONNECT_SECONDS = 300.0
_INTERACTION = "INTERACTION_CREATE"
"""What discord.py does not only dispatch: commands and presses have ways of their own."""
_CLOSE_SECONDS = 2.0
"""How long Discord has to say goodbye to a shard that is left."""


class LeasedShard(Shard):
    """A shard that is left for good when it is closed, even while it is being connected anew.

    discord.py connects one shard after another; here none waits for another's turn to identify.
    """

    def __init__(
        self, ws: DiscordWebSocket, client: discord.AutoShardedClient, put: Callable[[EventItem], None]
    ) -> None:
        super().__init__(ws, client, put)
        self._restoring: asyncio.Task[None] | None = None
        self._left = False

    def launch(self) -> None:
        """Read its events, unless it was left."""
        if not self._left:
            super().launch()

    async def reidentify(self, exc: ReconnectWebSocket) -> None:
        """Begin to resume its session, or to identify anew."""
        self._restore(super().reidentify(exc))

    async def reconnect(self) -> None:
        """Begin to identify anew."""
        self._restore(super().reconnect())

    def _restore(self, connecting: Coroutine[Any, Any, None]) -> None:
        if self._left:
            connecting.close()
        else:
            self._restoring = asyncio.create_task(connecting)

    def leave(self) -> None:
        """Read nothing any more, from now on."""
        self._left = True
        if self._restoring is not None:
            self._restoring.cancel()
        self._cancel_task()

    async def close(self) -> None:
        """Leave it, and end its session."""
        self.leave()
        await super().close()


class ShardedBot(commands.AutoShardedBot):
    """A bot with all shards, or with those that ``keeper`` keeps for this process."""

    def __init__(
        self,
        *arguments: Any,
        keeper: ShardKeeper | None,
        shards: int | None,
        shards_at_most: int | None,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.keeper = keeper
        self.ready_shards: set[int] = set()
        """Those whose servers are all known."""
        self._shards_wanted = shards
        self._shards_at_most = shards_at_most
        self._gateway = DiscordWebSocket.DEFAULT_GATEWAY
        self._launches: dict[int, int] = {}
        """How often each shard has failed to connect."""

    @property
    def process_name(self) -> str | None:
        """What others call this process; None if there are no others."""
        return None if self.keeper is None else self.keeper.name

    @property
    def leads(self) -> bool:
        """Whether this process does what one process does for all."""
        return self.keeper is None or self.keeper.leads

    def serves(self, guild_id: int) -> bool:
        """Whether a server would be known here, if the bot is in it."""
        if self.keeper is None:
            return self.is_ready()
        return self._find_shard(guild_id) in self.ready_shards

    def _find_shard(self, guild_id: int) -> int:
        # https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
        return (guild_id >> 22) % (self.shard_count or 1)

    # What discord.py calls

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Pass an event on, unless another process may have got it as well.

        Whoever has stood still finds in its connections what happened meanwhile, before anything can close them.
        """
        self._pass_on(super().dispatch, event_name, *args, **kwargs)

    def _pass_on(self, hear: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        if self.keeper is None or not self.keeper.is_cut_off:
            hear(*args, **kwargs)

    async def launch_shards(self) -> None:
        """Launch all shards, or begin to launch those that the keeper claims."""
        if self.keeper is None:
            await super().launch_shards()
            return
        recommended, gateway, limits = await self.http.get_bot_gateway()
        self._gateway = yarl.URL(gateway)
        if limits["remaining"] < (self._shards_wanted or recommended):
            # Past the limit Discord takes the bot's token away.
            log.warning(
                "Discord lets the bot identify %d more times in the next %d minutes; each start of a shard is one",
                limits["remaining"],
                limits["reset_after"] / 60_000,
            )
        # discord.py is never to count shards until all are ready: more may come at any time.
        self._connection.shard_ids = []
        parsers = self._connection.parsers
        parsers[_INTERACTION] = partial(self._pass_on, parsers[_INTERACTION])
        self.keeper.start(
            self,
            Limits(
                total=self._shards_wanted or recommended,
                is_chosen=self._shards_wanted is not None,
                at_most=self._shards_at_most,
                max_concurrency=limits["max_concurrency"],
            ),
        )

    async def launch_shard(self, gateway: yarl.URL, shard_id: int, *, initial: bool = False) -> None:
        """Launch one of all shards, waiting longer and longer while the gateway cannot be reached."""
        # discord.py tries again every five seconds, with this.
        tries = self._launches[shard_id] = self._launches.get(shard_id, -1) + 1
        if tries:
            await asyncio.sleep(_find_wait(tries))
        await super().launch_shard(gateway, shard_id, initial=initial)
        self._launches.pop(shard_id, None)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait for this shard's turn, among all processes."""
        if self.keeper is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
        else:
            await self.keeper.wait_to_identify(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """Count the bot as ready as soon as one shard is, if more may come: again with each."""
        if self.keeper is not None and self.keeper.holds(shard_id):
            self.ready_shards.add(shard_id)
            self._connection.call_handlers("ready")
            self.dispatch("ready")

    async def close(self) -> None:
        """Close all shards, and let others have them."""
        if self.keeper is None:
            await super().close()
            return
        await self.keeper.stop()
        await super().close()
        await self.keeper.leave()

    # What the keeper calls

    @property
    def latency_ms(self) -> int | None:
        """Of the slowest shard; None without any that has been heard from."""
        known = [latency for _, latency in self.latencies if math.isfinite(latency)]
        return round(1000 * max(known)) if known else None

    def begin_serving(self, total: int) -> None:
        """Divide servers among so many shards."""
        self.shard_count = self._connection.shard_count = total

    async def launch_leased(self, shard: int) -> None:
        """Connect a shard, waiting longer and longer while the gateway cannot be reached."""
        tries = 0
        while True:
            try:
                connecting = DiscordWebSocket.from_client(self, gateway=self._gateway, shard_id=shard)
                socket = await asyncio.wait_for(connecting, self.shard_connect_timeout)
            except (*DISCORD_ERRORS, ReconnectWebSocket) as error:
                tries += 1
                wait = _find_wait(tries)
                log.warning(
                    "Shard %d cannot connect (%s); it is tried again in %g s",
                    shard,
                    word_trouble(error),
                    wait,
                )
                await asyncio.sleep(wait)
            else:
                if self.keeper is None or not self.keeper.holds(shard):
                    await socket.close(code=1000)
                    return
                launched = LeasedShard(socket, self, self._shard_queue.put_nowait)
                self._open_shards[shard] = launched
                launched.launch()
                return

    async def drop_shards(self, shards: Collection[int]) -> None:
        """Leave shards at once, forget their servers, and end their sessions."""
        left = [kept for shard in shards if (kept := self._open_shards.pop(shard, None)) is not None]
        for each in left:
            each.leave()
        self.ready_shards.difference_update(shards)
        state = self._connection
        for shard in shards:
            state._ready_states.pop(shard, None)  # noqa: SLF001
            if (readying := state._ready_tasks.pop(shard, None)) is not None:  # noqa: SLF001
                readying.cancel()
        for guild in [each for each in self.guilds if self._find_shard(each.id) in shards]:
            state._remove_guild(guild)  # noqa: SLF001
        if left:
            closing = [asyncio.create_task(each.close()) for each in left]
            await asyncio.wait(closing, timeout=_CLOSE_SECONDS)

    def note_leading(self) -> None:
        """Tell everybody who does what one process does for all."""
        self.dispatch("leading")

    @property
    def _open_shards(self) -> dict[int, LeasedShard]:
        return self.__dict__["_AutoShardedClient__shards"]  # type: ignore[no-any-return]

    @property
    def _shard_queue(self) -> asyncio.PriorityQueue[EventItem]:
        return self.__dict__["_AutoShardedClient__queue"]  # type: ignore[no-any-return]


def _find_wait(tries: int) -> float:
    return min(RECONNECT_SECONDS * 2.0 ** (tries - 1), LONGEST_RECONNECT_SECONDS)
