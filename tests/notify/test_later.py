"""Writes that nobody waits for: in their order, tried again while another process is writing, never too many."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest

from bot.notify import later as later_module
from bot.notify.later import LaterWrites
from bot.store import BusyError, FullError, UnreachableError


def write(written: list[int], number: int, *failures: Exception) -> Callable[[], Awaitable[None]]:
    """A write that fails so often before it succeeds."""
    left = list(failures)

    async def run() -> None:
        if left:
            raise left.pop(0)
        written.append(number)

    return run


async def test_what_another_process_holds_up_is_written_later_and_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(later_module, "AGAIN_IN_SECONDS", 0.0)
    later, written = LaterWrites(), list[int]()
    later.add(write(written, 1, BusyError("busy"), UnreachableError("its server is away")))
    later.add(write(written, 2))
    while len(written) < 2:
        await later.finish()
    assert written == [1, 2]


async def test_what_cannot_be_written_holds_up_nothing_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    later, written = LaterWrites(), list[int]()
    for failure in (FullError("the disk is full"), ValueError("a slip")):
        later.add(write(written, 0, failure))
    later.add(write(written, 1))
    await later.finish()
    assert written == [1]
    assert "not written: the disk is full" in caplog.text
    assert "a slip" in caplog.text


async def test_of_too_many_the_oldest_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later_module, "MOST_WAITING", 3)
    later, written = LaterWrites(), list[int]()
    for number in range(10):
        later.add(write(written, number))
    await later.finish()
    assert written == [7, 8, 9]


async def test_the_end_is_not_held_up_and_says_what_was_lost(caplog: pytest.LogCaptureFixture) -> None:
    later, written = LaterWrites(), list[int]()
    later.add(write(written, 0, *[BusyError("busy")] * 9))
    await later.finish()
    await later.close()
    assert written == []
    assert "1 notes could not be written" in caplog.text
