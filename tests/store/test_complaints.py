"""Complaints in the store: limits per person, one settlement, no trace of who it was, news through the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any  # rows of SQLite hold values of several types

import pytest_asyncio

from bot.store import Address, Complaint, FactStore, Filed, Settled
from bot.store.complaints import MOST_A_DAY, MOST_OPEN
from tests import databases
from tests.reading import reports_of

FAN, OTHER, MODERATOR, SECOND = 1, 2, 7, 8
FACTS = """
[article]
id = "known"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Park Ji-hu"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "genre"
value = "drama"
"""


@pytest_asyncio.fixture
async def store(database: Address, tmp_path: Path) -> AsyncIterator[FactStore]:
    """A store with two facts."""
    path = tmp_path / "known.toml"
    path.write_text(FACTS, encoding="utf-8")
    async with FactStore.open(database) as opened:
        await opened.apply(await opened.plan_load([path]))
        yield opened


async def file(store: FactStore, user: int = FAN, leading: int | None = None, **more: Any) -> Filed:
    """Hand a complaint in."""
    given: dict[str, Any] = {
        "code": "genre|1|||||||",
        "answer": "A drama.",
        "wrong": "It is a comedy",
        "link": None,
        "tell": True,
        "guild": 10,
        "channel": 11,
        "message": 12,
        **more,
    }
    return await store.complaints.file(user=user, leading=leading, **given)


async def oldest(store: FactStore) -> Complaint:
    """The first in the queue; there has to be one."""
    found = await store.complaints.find_next()
    assert found is not None
    return found[0]


def rows_of(store: FactStore, query: str) -> list[tuple[Any, ...]]:
    """What stands in the database."""
    return databases.run(store.address, query)


async def test_the_oldest_comes_first_and_the_queue_goes_round(store: FactStore) -> None:
    assert await store.complaints.find_next() is None
    for user in range(3):
        await file(store, user, wrong=f"no {user}")
    seen = []
    at = 0
    for _ in range(4):
        found = await store.complaints.find_next(at)
        assert found is not None
        complaint, place = found
        seen.append((complaint.wrong, place.number, place.total))
        at = place.after
    assert seen == [("no 0", 1, 3), ("no 1", 2, 3), ("no 2", 3, 3), ("no 0", 1, 3)]
    first = await store.complaints.find_next(0)
    assert first is not None
    back = await store.complaints.find_next(first[1].before)
    assert back is not None
    assert back[0].wrong == "no 2"


async def test_the_leading_fact_is_kept_and_found_again_while_it_is_served(store: FactStore) -> None:
    (report,) = await reports_of(store, "cast member")
    await file(store, leading=report.id)
    complaint = await oldest(store)
    assert complaint.article == "known"
    assert complaint.fact is not None
    assert (complaint.fact.value, complaint.fact.character) == ("Park Ji-hu", "Nam Onjo")
    assert await store.complaints.find_leading_fact(complaint) == report.id
    assert await store.single_facts.retract(report.id, "wrong", MODERATOR)
    assert await store.complaints.find_leading_fact(complaint) is None


async def test_one_person_has_five_open_at_most_however_many_come_at_once(store: FactStore) -> None:
    filed = await asyncio.gather(*(file(store) for _ in range(12)))
    assert filed.count(Filed.DONE) == MOST_OPEN
    assert filed.count(Filed.TOO_MANY_OPEN) == 12 - MOST_OPEN
    assert await file(store, OTHER) is Filed.DONE, "the limit is each person's own"
    await store.complaints.settle((await oldest(store)).id, Settled.DISMISSED, MODERATOR, blocks=["x"])
    assert await file(store) is Filed.DONE
    assert await file(store) is Filed.TOO_MANY_OPEN


async def test_the_open_ones_count_after_a_restart(store: FactStore) -> None:
    for _ in range(MOST_OPEN):
        await file(store)
    async with FactStore.open(store.address) as again:
        assert await file(again) is Filed.TOO_MANY_OPEN


async def test_one_person_sends_twenty_a_day_however_fast_they_are_settled(store: FactStore) -> None:
    for _ in range(MOST_A_DAY):
        assert await file(store) is Filed.DONE
        await store.complaints.settle((await oldest(store)).id, Settled.DISMISSED, MODERATOR, blocks=["x"])
    assert await file(store) is Filed.TOO_MANY_TODAY
    assert await file(store, OTHER) is Filed.DONE


async def test_it_is_settled_once_however_many_settle_at_once(store: FactStore) -> None:
    await file(store)
    complaint = await oldest(store)
    done = await asyncio.gather(
        *(
            store.complaints.settle(complaint.id, Settled.ACCEPTED, by, blocks=[f"told by {by}"])
            for by in range(10, 18)
        )
    )
    assert done.count(True) == 1
    settled = await store.complaints.find(complaint.id)
    assert settled is not None
    assert not settled.open
    assert settled.settled_by == 10 + done.index(True)
    due = await store.outbox.find_due(datetime.now(UTC) + timedelta(minutes=1), 10)
    assert [each.letter.blocks for each in due] == [(f"told by {settled.settled_by}",)]


async def test_who_it_was_and_what_they_wrote_is_erased_and_goes_with_the_letter_alone(
    store: FactStore,
) -> None:
    await file(store, question="genre, I ask", link="https://mine.example")
    await file(store, OTHER, tell=False)
    for _ in range(2):
        await store.complaints.settle(
            (await oldest(store)).id, Settled.DISMISSED, MODERATOR, blocks=["It is right."]
        )
    assert (
        rows_of(
            store,
            "SELECT user_id, guild, channel, message, code, question, answer, wrong, link FROM complaint",
        )
        == [(None, None, None, None, "", None, "", "", None)] * 2
    )
    (due,) = await store.outbox.find_due(datetime.now(UTC) + timedelta(minutes=1), 10)
    letter = due.letter
    assert (letter.user, letter.channel, letter.reply_to) == (FAN, 11, 12)
    assert letter.blocks == ("It is right.",)
    assert letter.once.startswith("complaint:")


async def test_what_is_not_there_is_not_settled(store: FactStore) -> None:
    assert not await store.complaints.settle(42, Settled.ACCEPTED, SECOND, blocks=["x"])
    assert await store.complaints.find(42) is None
