"""Writes that nobody waits for: what is noted after a fan has got the answer, and what the bot notes for itself.

Owns their order, and trying again while another process is writing to the database, or its server is away. Refuses to keep more than
MOST_WAITING of them, and to hold up the bot's end for longer than a moment.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from bot.notify.background import BackgroundJob
from bot.store import PassingError, StoreError

log = logging.getLogger(__name__)

AGAIN_IN_SECONDS: Final = 2.0
MOST_WAITING: Final = 2000


class LaterWrites:
    """Writes in the background, one after the other."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], Awaitable[None]]] = deque(maxlen=MOST_WAITING)
        self._job = BackgroundJob("writing notes", self._write)

    def add(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write something soon. Returns at once; of too many, the oldest is given up."""
        self._waiting.append(write)
        self.wake()

    def wake(self) -> None:
        """Try now what had to wait."""
        self._job.wake()

    async def finish(self) -> None:
        """Wait until everything is written, or has to wait."""
        await self._job.finish()

    async def close(self) -> None:
        """Write what can be written in a moment, and stop."""
        await self._job.close()
        if self._waiting:
            log.warning(
                "%d notes could not be written to the database before the bot ended", len(self._waiting)
            )

    async def _write(self) -> float | None:
        while self._waiting:
            write = self._waiting.popleft()
            try:
                await write()
            except PassingError:
                if len(self._waiting) < MOST_WAITING:
                    self._waiting.appendleft(write)
                return AGAIN_IN_SECONDS
            except StoreError as error:
                log.error("A note was not written: %s", error)
            except Exception:
                log.exception("A note was not written")
        return None
