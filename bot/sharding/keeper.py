"""The keeper: decides which shards this process serves, among the processes that share a database.

Owns when to claim a shard, when to give one back, and when to stop serving because the database is out of reach. A process
takes its fair share: of all shards, divided by the processes that are there. While the database does not run nobody can
claim anything, so everybody goes on; a process that only cannot reach it stops in time. Refuses to know SQL (bot/store/
leases.py) and discord.py (sharded_bot.py).
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.sharding.times import Times
from bot.store import DownError, Mark, ProcessView, StoreError

if TYPE_CHECKING:
    # Most bots do without PostgreSQL.
    from bot.store.leases import Leases

log = logging.getLogger(__name__)

_FENCE_CHECKS = 30
"""How often within the time of the fence it is looked at."""
_GIVE_BACK_PATIENCE_S = 2.0


class Serving(Protocol):
    """What serves shards."""

    @property
    def latency_ms(self) -> int | None:
        """Of the slowest shard; None without any."""

    def begin_serving(self, total: int) -> None:
        """Hear among how many shards servers are divided; before the first is launched, and again if that changes."""

    async def launch_leased(self, shard: int) -> None:
        """Connect a shard, however long that takes."""

    async def drop_shards(self, shards: Collection[int]) -> None:
        """Stop serving shards: nothing of theirs is answered any more once this has begun."""

    def note_leading(self) -> None:
        """Hear that this process does from now on what one does for all."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is fixed from the start."""

    total: int
    """Shards; what others serve already counts for more, unless it was chosen."""
    is_chosen: bool
    """Whether the operator has set the number."""
    at_most: int | None
    """In this process."""
    max_concurrency: int
    """How many buckets Discord lets identify beside each other."""


class ShardKeeper:
    """Keeps looking, from ``start`` until ``stop``."""

    def __init__(self, leases: Leases, times: Times) -> None:
        self._leases = leases
        leases.on_change = self.wake
        self._times = times
        self._serving: Serving
        self._limits: Limits
        self.total = 0
        """Shards; 0 until this process has joined."""
        self.held: set[int] = set()
        """The shards that are served here, or about to be."""
        self.leads = False
        """Whether this process does what one does for all."""
        self._owed: set[int] = set()
        """Shards that are served here no more, and that the database still has to hear of."""
        self._launching: dict[int, asyncio.Task[None]] = {}
        self._tasks: list[asyncio.Task[None]] = []
        self._woken = asyncio.Event()
        self._safe_at = math.inf
        """When it was last certain that nobody else could take what is served here."""
        self._free_since: dict[int, tuple[Mark | None, float]] = {}
        """Of each shard that is free, with the mark that it was left with."""
        self._others_since: float | None = None
        """Since when marks of another number of shards have been seen."""
        self._gave_at = float("-inf")
        self._wait_s = 0.0
        self._joined_at = 0.0
        self._told: str | None = None

    @property
    def name(self) -> str:
        """Of this process, as others see it."""
        return self._leases.name

    @property
    def is_cut_off(self) -> bool:
        """Whether others may take what is served here: the database has been out of reach for too long."""
        return _now() - self._safe_at > self._times.fence

    def holds(self, shard: int) -> bool:
        """Whether a shard is served here, or about to be."""
        return shard in self.held

    def wake(self) -> None:
        """Look now."""
        self._woken.set()

    async def try_to_lead(self) -> bool:
        """Whether this process leads from now on, before it serves."""
        try:
            self.leads = self.leads or await self._leases.try_to_lead()
        except StoreError as error:
            log.warning("Whether another process leads cannot be seen: %s", error)
        return self.leads

    def start(self, serving: Serving, limits: Limits) -> None:
        """Begin to claim shards, in the background."""
        self._serving, self._limits = serving, limits
        self._safe_at = _now()
        self._tasks = [asyncio.create_task(self._keep()), asyncio.create_task(self._fence())]

    async def stop(self) -> None:
        """Launch nothing any more; what is served stays so until ``leave``."""
        tasks = [*self._tasks, *self._launching.values()]
        self._tasks = []
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def leave(self) -> None:
        """Let others have what was served here, and is not any more, and the lead."""
        self._owed |= self.held
        self.held = set()
        self.leads = False
        if self._leases.is_connected:
            try:
                async with asyncio.timeout(_GIVE_BACK_PATIENCE_S):
                    await self._give_owed()
            except (StoreError, TimeoutError) as error:
                log.warning(
                    "Shards could not be given back, so others take them %g s later: %s",
                    self._times.seen_free,
                    error,
                )
        await self._leases.close()

    async def find_view(self) -> ProcessView:
        """Who has what, now; raises UnreachableError."""
        return await self._leases.look(self._serving.latency_ms)

    async def wait_to_identify(self, shard: int) -> None:
        """Wait for the turn of a shard, which nobody else's identify may come near.

        Raises ConnectionError if it is no longer to be served here.
        """
        bucket = shard % self._limits.max_concurrency
        every = self._times.identify_every
        while shard in self.held:
            try:
                if await self._leases.take_slot(bucket, every):
                    return
            except StoreError as error:
                log.debug("No turn to identify: %s", error)
            await asyncio.sleep(every * random.uniform(0.02, 0.08))
        raise ConnectionError(f"shard {shard} was given back")

    async def _keep(self) -> None:
        while True:
            try:
                began = _now()
                if not self._leases.is_connected:
                    await self._return()
                await self._look()
                self._safe_at = began
                self._wait_s = 0.0
            except StoreError as error:
                self._note_trouble(error, began)
            except Exception:
                # Without this loop the shards would be lost one by one.
                log.exception("Looking at the shards failed; it is tried again")
            await self._pause()

    async def _pause(self) -> None:
        every = self._times.look_every * random.uniform(0.8, 1.2)
        try:
            async with asyncio.timeout(self._wait_s * random.uniform(0.5, 1.0) or every):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()

    def _note_trouble(self, error: StoreError, began: float) -> None:
        if isinstance(error, DownError):
            # When it runs again, whoever wants a shard that is free has to see it free for longer than the fence.
            self._safe_at = began
        if not self._wait_s:
            log.warning("Which shards to serve cannot be seen, trying again until it can: %s", error)
        self.leads = False
        self._wait_s = min(max(2 * self._wait_s, 0.1), self._times.reconnect_at_most)

    async def _fence(self) -> None:
        """Stop serving in time, before others may take what is served here."""
        fence = self._times.fence
        while True:
            await asyncio.sleep(fence / _FENCE_CHECKS)
            if self.held and self.is_cut_off:
                log.error(
                    "The database has been out of reach for %g seconds, so other processes may take the shards: this one "
                    "stops serving %s",
                    fence,
                    word_shards(self.held),
                )
                try:
                    await self._drop(set(self.held))
                except Exception:
                    log.exception("Leaving shards failed; nothing of theirs is passed on any more")
                # What holds them may live on at the server, and nobody else could take them then.
                await self._leases.close()

    async def _return(self) -> None:
        """Connect anew, and keep what nobody else has taken meanwhile."""
        self.leads = False
        self._free_since = {}
        await self._leases.connect()
        # They went with the old connection.
        self._owed = set()
        if not self.total:
            return
        kept: set[int] = set()
        if await self._leases.join(self.total) == self.total:
            kept = {shard for shard in sorted(self.held) if await self._leases.claim(shard, self.total)}
        else:
            self.total = 0
        # It may have stopped serving them meanwhile.
        self._owed = kept - self.held
        if lost := self.held - kept:
            log.warning("Another process has taken %s meanwhile", word_shards(lost))
            await self._drop(lost)
        log.info("The database is back; this process serves %s", word_shards(self.held))

    async def _join(self) -> bool:
        """Join the others, with their number of shards; False if they have another than the operator has chosen."""
        total = self._limits.total
        theirs = await self._leases.join(total)
        if theirs != total:
            if self._limits.is_chosen:
                self._tell(
                    f"Other processes serve {theirs} shards, this one is to serve {total} (SHARDS): it waits until "
                    "they have stopped"
                )
                return False
            log.warning(
                "Other processes serve %d shards, so this one does; Discord recommends %d: to change it, stop all of them",
                theirs,
                total,
            )
            total = theirs
            if await self._leases.join(total) != total:
                return False
        self.total = total
        self._joined_at = _now()
        asyncio.get_running_loop().call_later(self._times.look_every / 2, self.wake)
        self._serving.begin_serving(total)
        return True

    async def _look(self) -> None:
        if not self.total and not await self._join():
            return
        await self._give_owed()
        view = await self._leases.look(self._serving.latency_ms)
        if not self.leads and not any(each.leads for each in view.processes):
            self.leads = await self._leases.try_to_lead()
            if self.leads:
                self._serving.note_leading()
        now = _now()
        taken = {shard for each in view.processes if not each.is_this for shard in each.shards}
        free = set(range(self.total)) - taken - self.held - self._owed
        self._free_since = {shard: self._see_free(shard, view.marks.get(shard), now) for shard in free}
        share = find_share(self.total, len(view.processes), self._limits.at_most)
        # Of processes that start together, none should take all before the others are there.
        if now - self._joined_at < self._times.look_every / 2 or not await self._may_claim(view, now):
            return
        await self._claim(view, free, share, now)
        await self._leases.want(max(0, share - len(self.held)))
        excess = min(len(self.held) - share, view.wanted)
        if excess > 0 and not free and now - self._gave_at > self._times.give_every:
            self._gave_at = now
            # No more than can be launched elsewhere at once.
            await self._give_away(min(excess, self._limits.max_concurrency))

    def _see_free(self, shard: int, mark: Mark | None, now: float) -> tuple[Mark | None, float]:
        seen = self._free_since.get(shard)
        # With another mark, somebody had it since the last look.
        return seen if seen is not None and seen[0] == mark else (mark, now)

    async def _may_claim(self, view: ProcessView, now: float) -> bool:
        """Whether nobody can still serve among another number of shards."""
        if {mark.total for mark in view.marks.values()} <= {self.total}:
            self._others_since = None
            return True
        if self._others_since is None:
            self._others_since = now
        if now - self._others_since < self._times.seen_free:
            return False
        await self._leases.forget_marks(self.total)
        return True

    async def _claim(self, view: ProcessView, free: Collection[int], share: int, now: float) -> None:
        """Claim what this process lacks, and what nobody else takes, as fast as Discord lets it identify."""
        at_most = self._limits.at_most or self.total
        for shard in random.sample(sorted(free), len(free)):
            if len(self._launching) >= self._limits.max_concurrency or len(self.held) >= at_most:
                break
            wait = self._times.seen_free if shard in view.marks else 0.0
            if len(self.held) >= share:
                wait += self._times.left_over
            if now - self._free_since[shard][1] >= wait and await self._leases.claim(shard, self.total):
                self.held.add(shard)
                self._launching[shard] = asyncio.create_task(self._launch(shard))
        if (
            free
            and len(self.held) >= at_most
            and now - min(self._free_since[shard][1] for shard in free)
            > (self._times.seen_free + self._times.left_over)
        ):
            self._tell(
                f"{word_shards(free)} of {self.total} are served by nobody, and this process has as many as it may: "
                "start another, or raise SHARDS_AT_MOST"
            )

    async def _launch(self, shard: int) -> None:
        try:
            await self._serving.launch_leased(shard)
        except Exception:
            log.exception("Shard %d could not be launched", shard)
            self._note_launched(shard)
            await self._give_back({shard})
        finally:
            self._note_launched(shard)

    def _note_launched(self, shard: int) -> None:
        # It may have been dropped, and claimed again, meanwhile.
        if self._launching.get(shard) is asyncio.current_task():
            del self._launching[shard]
            self.wake()

    async def _give_away(self, count: int) -> None:
        settled = sorted(self.held - self._launching.keys())
        if shards := set(random.sample(settled, min(count, len(settled)))):
            log.info("Other processes have too few shards: this one gives back %s", word_shards(shards))
            await self._give_back(shards)

    async def _give_back(self, shards: set[int]) -> None:
        await self._drop(shards)
        self._owed |= shards
        self.wake()

    async def _give_owed(self) -> None:
        if self._owed:
            await self._leases.give_back(self._owed)
            self._owed = set()

    async def _drop(self, shards: set[int]) -> None:
        self.held -= shards
        for shard in shards & self._launching.keys():
            self._launching[shard].cancel()
        await self._serving.drop_shards(shards)

    def _tell(self, what: str) -> None:
        """Say something to the operator, once."""
        if what != self._told:
            log.warning("%s", what)
        self._told = what


def find_share(total: int, processes: int, at_most: int | None) -> int:
    """How many of all shards one process should have."""
    share = math.ceil(total / max(1, processes))
    return share if at_most is None else min(share, at_most)


def word_shards(shards: Collection[int]) -> str:
    """ "no shard", "shard 3" or "shards 1, 3"."""
    if not shards:
        return "no shard"
    return f"shard{'s' if len(shards) > 1 else ''} {', '.join(map(str, sorted(shards)))}"


def _now() -> float:
    return asyncio.get_running_loop().time()
