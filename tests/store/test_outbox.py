"""The outbox: a letter goes out once, and a message begun before a crash is the very same after it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio

from bot.store import Address, FactStore, Letter
from tests.conftest import MakeAddress

SOON = datetime(2100, 1, 1, tzinfo=UTC)


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


def letter(once: str) -> Letter:
    return Letter(once=once, blocks=("News",), user=1)


async def test_two_letters_of_the_same_are_one(store: FactStore) -> None:
    await store.outbox.put([letter("a"), letter("a")])
    await store.outbox.put([letter("a"), letter("b")])
    assert [due.letter.once for due in await store.outbox.find_due(SOON, 9)] == ["a", "b"]


async def test_letters_that_were_put_into_one_message_stay_together(store: FactStore) -> None:
    await store.outbox.put([letter("a"), letter("b")])
    first, second = await store.outbox.find_due(SOON, 9)
    batch, claimed = await store.outbox.claim([first, second], SOON)
    assert claimed == [first.id, second.id]
    await store.outbox.put([letter("c")])
    due = await store.outbox.find_due(SOON, 9)
    assert [each.batch for each in due] == [batch, batch, None]
    assert await store.outbox.claim([due[1]], SOON) == (batch, [second.id])


async def test_what_was_sent_or_given_up_is_claimed_by_nobody(store: FactStore) -> None:
    await store.outbox.put([letter("a"), letter("b"), letter("c")])
    first, second, third = await store.outbox.find_due(SOON, 9)
    await store.outbox.note_sent([first.id], SOON)
    await store.outbox.note_failed([second.id], "closed")
    assert (await store.outbox.claim([first, second, third], SOON))[1] == [third.id]
    assert await store.outbox.claim([first], SOON) == (0, [])


async def test_numbers_that_discord_knows_messages_by_do_not_repeat_in_another_database(
    store: FactStore, make_address: MakeAddress
) -> None:
    """Discord would take another database's first letters for its own, sent again, and show none of them."""
    async with FactStore.open(make_address("other")) as other:
        batches, marks = set(), set()
        for each in (store, other):
            await each.outbox.put([letter(str(number)) for number in range(20)])
            for due in await each.outbox.find_due(SOON, 20):
                batches.add((await each.outbox.claim([due], SOON))[0])
                marks.add(due.mark)
    assert (len(batches), len(marks)) == (40, 40)


async def test_letters_to_receivers_that_wait_hide_no_others(store: FactStore) -> None:
    many = [letter(str(number)) for number in range(20)]
    other = Letter(once="other", blocks=("News",), channel=2, reply_to=3, role=4)
    await store.outbox.put([*many, other])
    (due,) = await store.outbox.find_due(SOON, 5, {many[0].receiver})
    assert due.letter.once == "other"
    assert await store.outbox.find_due(SOON, 5, {many[0].receiver, other.receiver}) == []
    assert await store.outbox.find_next_due({many[0].receiver, other.receiver}) is None
