"""The outbox: a letter goes out once, and a message begun before a crash is the very same after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio

from bot.store import FactStore, Letter

SOON = datetime(2100, 1, 1, tzinfo=UTC)


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[FactStore]:
    async with FactStore.open(tmp_path / "facts.db") as opened:
        yield opened


def letter(once: str) -> Letter:
    return Letter(once=once, blocks=("News",), user=1)


async def test_two_letters_of_the_same_are_one(store: FactStore) -> None:
    await store.outbox.put([letter("a"), letter("a")])
    await store.outbox.put([letter("a"), letter("b")])
    assert [due.letter.once for due in await store.outbox.find_due(SOON, 9)] == ["a", "b"]


async def test_letters_that_were_put_into_one_message_stay_together(store: FactStore) -> None:
    await store.outbox.put([letter("a"), letter("b")])
    first, second = (due.id for due in await store.outbox.find_due(SOON, 9))
    assert await store.outbox.claim([first, second]) == (first, [first, second])
    await store.outbox.put([letter("c")])
    assert [due.batch for due in await store.outbox.find_due(SOON, 9)] == [first, first, None]
    assert await store.outbox.claim([second]) == (first, [second])


async def test_what_was_sent_or_given_up_is_claimed_by_nobody(store: FactStore) -> None:
    await store.outbox.put([letter("a"), letter("b"), letter("c")])
    first, second, third = (due.id for due in await store.outbox.find_due(SOON, 9))
    await store.outbox.note_sent([first], SOON)
    await store.outbox.note_failed([second], "closed")
    assert await store.outbox.claim([first, second, third]) == (first, [third])
    assert await store.outbox.claim([first]) == (0, [])
