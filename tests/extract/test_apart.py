"""Articles are read in a process of their own, which holds up nobody and ends with whoever waits for it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from bot.extract import NotAnArticle, apart
from bot.extract.apart import call_apart
from bot.extract.article import parse_article
from bot.moderation import review, submit_article
from bot.moderation.errors import ModerationError
from bot.moderation.submit_article import submit_article as submit
from bot.store import FactStore

ARTICLE = """date 2024-03-05
"Lantern Street," the upcoming tvN drama starring Kim Soo-min and Lee Dong-hae, will premiere on April 13.
"""
# Each is open for formatting again in each paragraph: a page a thousand times as large as its text.
BLOATED = "<p>" + "".join(f"<b class={number}><p>" for number in range(50_000)) + "word"


def wait_for_ever() -> None:
    """Stay until ended from outside."""
    time.sleep(3_600)


def take_memory() -> int:
    """Ask for more than is allowed."""
    return len(bytearray(4 * 2**30))


@pytest.fixture
def _reads_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (review, submit_article):
        monkeypatch.setattr(module, "call_apart", call_apart)


async def test_a_function_is_called_in_another_process() -> None:
    assert await call_apart(os.getpid) != os.getpid()


async def test_what_it_raises_is_raised_here() -> None:
    with pytest.raises(NotAnArticle, match="holds no words"):
        await call_apart(parse_article, "empty.txt", "1 2 3")


@pytest.mark.skipif(sys.platform != "linux", reason="only there the limit of memory is sure to hold")
async def test_more_memory_than_an_article_needs_is_refused() -> None:
    with pytest.raises(NotAnArticle, match="1,024 MB"):
        await call_apart(take_memory)
    with pytest.raises(NotAnArticle, match="hand in the words of one article"):
        await call_apart(parse_article, "bloated.html", BLOATED)


async def test_more_time_than_an_article_needs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 0)
    with pytest.raises(NotAnArticle, match="hand in the words of one article"):
        await call_apart(wait_for_ever)


async def test_the_process_ends_with_whoever_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    has_started = asyncio.Event()
    start = asyncio.create_subprocess_exec

    async def note(*args: str, **options: object) -> asyncio.subprocess.Process:
        started.append(await start(*args, **options))  # type: ignore[arg-type] # handed on as they come
        has_started.set()
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", note)
    task = asyncio.create_task(call_apart(wait_for_ever))
    await has_started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert started[0].returncode == -signal.SIGKILL


@pytest.mark.usefixtures("_reads_apart")
async def test_an_article_is_handed_in_and_read_apart(tmp_path: Path) -> None:
    async with FactStore.open(tmp_path / "facts.db") as store:
        handed_in = await submit(store, date(2024, 3, 6), name="a.txt", text=ARTICLE, given={}, by=1)
        proposals = await store.reviews.list_proposals(handed_in.review)
        assert {each.fact.value for each in proposals} >= {"Kim Soo-min", "Lee Dong-hae"}
        with pytest.raises(ModerationError, match="hand in the words of one article"):
            await submit(store, date(2024, 3, 6), name="b.html", text=BLOATED, given={}, by=1)
