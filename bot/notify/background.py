"""Background jobs: work done when there is cause, one run at a time.

Owns the task and its timer. Nothing polls: a run is caused by somebody waking the job, or by the time that the last
run asked for. Refuses to lose a cause: a job woken while it runs will run once more afterwards.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.store import PassingError, StoreError

log = logging.getLogger(__name__)

AGAIN_AFTER_FAILURE_SECONDS = 300.0
AGAIN_SOON_SECONDS = 20.0
"""After what passes by itself."""
PATIENCE_SECONDS = 2.0
"""How long a run may go on once the job is closed: a message under way should be recorded as sent."""


class BackgroundJob:
    """Runs ``run`` when woken. It returns after how many seconds to run again, or None."""

    def __init__(
        self, what: str, run: Callable[[], Awaitable[float | None]], *, patience: float = PATIENCE_SECONDS
    ) -> None:
        self._what = what
        self._run = run
        self._patience = patience
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._again = False
        self._closed = False

    def wake(self) -> None:
        """Run now, or once more if it is already running. Returns at once."""
        if self._closed:
            return
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run_while_woken(), name=self._what)

    def wake_in(self, seconds: float) -> None:
        """Run in this many seconds, unless it runs earlier."""
        if seconds <= 0:
            self.wake()
        elif not self._closed:
            self._set_timer(seconds)

    async def finish(self) -> None:
        """Wait until it no longer runs."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def close(self) -> None:
        """Stop for good; a run that takes too long is cut off."""
        self._closed = True
        self._again = False
        self._cancel_timer()
        if self._task is not None and not self._task.done():
            await asyncio.wait({self._task}, timeout=self._patience)
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run_while_woken(self) -> None:
        seconds: float | None = None
        while self._again:
            self._again = False
            self._cancel_timer()
            try:
                seconds = await self._run()
            except StoreError as error:
                passes = isinstance(error, PassingError)
                seconds = AGAIN_SOON_SECONDS if passes else AGAIN_AFTER_FAILURE_SECONDS
                # The message has the cause and what to do; where in the bot it was noticed is no help.
                log.error("%s failed; it is tried again in %g s: %s", self._what, seconds, error)
            except Exception:
                # Nobody awaits it, and the next cause may be days away.
                log.exception("%s failed; it is tried again in %g s", self._what, AGAIN_AFTER_FAILURE_SECONDS)
                seconds = AGAIN_AFTER_FAILURE_SECONDS
        if seconds is not None and not self._closed:
            self._set_timer(seconds)

    def _set_timer(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        if self._timer is None or self._timer.when() > loop.time() + seconds:
            self._cancel_timer()
            self._timer = loop.call_later(max(0.0, seconds), self.wake)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
