"""Background jobs: one run at a time, no cause lost, nothing left behind after a failure or on closing."""

from __future__ import annotations

import asyncio

import pytest

from bot.notify.background import AGAIN_AFTER_FAILURE_SECONDS, BackgroundJob


class Work:
    """Counts its runs, and waits in each until it may go on."""

    def __init__(self, *, seconds: float | None = None, fails: bool = False) -> None:
        self.runs = self.together = self.most_together = 0
        self.go_on = asyncio.Event()
        self.begun = asyncio.Event()
        self.thrice = asyncio.Event()
        self._seconds = seconds
        self._fails = fails

    async def __call__(self) -> float | None:
        self.runs += 1
        self.together += 1
        self.most_together = max(self.together, self.most_together)
        self.begun.set()
        if self.runs == 3:
            self.thrice.set()
        try:
            await self.go_on.wait()
        finally:
            self.together -= 1
        if self._fails:
            raise RuntimeError("no")
        return self._seconds


async def test_what_wakes_it_while_it_runs_makes_one_more_run() -> None:
    work = Work()
    job = BackgroundJob("work", work)
    job.wake()
    await work.begun.wait()
    for _ in range(5):
        job.wake()
    work.go_on.set()
    await job.finish()
    assert (work.runs, work.most_together) == (2, 1)
    await job.finish()
    await job.close()


async def test_it_runs_again_when_it_wants_to() -> None:
    work = Work(seconds=0)
    work.go_on.set()
    job = BackgroundJob("work", work)
    job.wake()
    await work.thrice.wait()
    await job.close()


async def test_a_failure_is_logged_and_tried_again_later(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(fails=True)
    work.go_on.set()
    job = BackgroundJob("counting sheep", work)
    job.wake()
    await job.finish()
    assert "counting sheep failed" in caplog.text
    assert f"{AGAIN_AFTER_FAILURE_SECONDS:g} s" in caplog.text
    job.wake()
    await job.finish()
    assert work.runs == 2
    await job.close()


async def test_closing_stops_it_and_it_wakes_no_more() -> None:
    work = Work()
    job = BackgroundJob("work", work, patience=0)
    job.wake()
    await work.begun.wait()
    await job.close()
    job.wake()
    await job.finish()
    assert (work.runs, work.together) == (1, 0)


async def test_what_is_nearly_done_may_be_finished_when_it_closes() -> None:
    work = Work()
    job = BackgroundJob("work", work)
    job.wake()
    await work.begun.wait()
    job.wake()
    closing = asyncio.create_task(job.close())
    await asyncio.sleep(0)
    work.go_on.set()
    await closing
    assert (work.runs, work.together) == (1, 0), "but it does not begin anew"


async def test_it_can_be_woken_later_and_the_earliest_cause_counts() -> None:
    work = Work()
    work.go_on.set()
    job = BackgroundJob("work", work)
    job.wake_in(3600)
    job.wake_in(0.001)
    job.wake_in(3600)
    await work.begun.wait()
    await job.finish()
    assert work.runs == 1
    await job.close()
