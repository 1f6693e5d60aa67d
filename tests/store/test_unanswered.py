"""Unanswered questions in the store: grouped, counted by people, bounded; and who is waiting."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn  # rows of SQLite hold values of several types

import pytest
import pytest_asyncio

from bot.store import Address, AskedQuestion, BusyError, FactStore, WaitOutcome
from bot.store.rate_counts import RecentCounts
from bot.store.sqlite_engine import MIGRATIONS
from bot.store.unanswered import MOST_NEW_WAITS_A_DAY, MOST_WAITS
from tests import databases

FAN, OTHER, THIRD = 1, 2, 3


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    """An empty store."""
    async with FactStore.open(database) as opened:
        yield opened


def asked(meaning: str, shape: str = "") -> AskedQuestion:
    """A question with some meaning."""
    return AskedQuestion(meaning=meaning, shape=shape or f"what is {meaning}", code=None)


async def id_of(store: FactStore, meaning: str) -> int:
    """The id of a stored question."""
    kept = await store.unanswered.find_meaning(meaning)
    assert kept is not None
    return kept.id


def rows_of(store: FactStore, query: str) -> list[tuple[Any, ...]]:
    """What stands in the database."""
    return databases.run(store.address, query)


async def test_a_meaning_is_counted_once_a_person_in_its_latest_shape(store: FactStore) -> None:
    for user, words in ((FAN, "when?"), (FAN, "when??"), (OTHER, "so when"), (FAN, "when, now")):
        await store.unanswered.record(asked("when", words), user)
    await store.unanswered.record(asked("who"), FAN)
    assert [(kept.shape, kept.times) for kept in await store.unanswered.list_open(0, 5)] == [
        ("when, now", 2),
        ("what is who", 1),
    ]
    assert await store.unanswered.count_open() == 2


async def test_nothing_that_is_kept_says_who_asked(store: FactStore) -> None:
    await store.unanswered.record(asked("when"), 123456789)
    assert "123456789" not in str(rows_of(store, "SELECT * FROM unanswered"))


async def test_a_flood_by_one_person_pushes_out_nobody_elses_questions(store: FactStore) -> None:
    await store.unanswered.record(asked("theirs"), OTHER)
    for number in range(120):
        await store.unanswered.record(asked(f"junk {number}"), FAN)
    assert await store.unanswered.count_open() == 51
    await store.unanswered.record(asked("more of theirs"), OTHER)
    assert await store.unanswered.count_open() == 52


async def test_the_least_asked_and_oldest_go_but_never_one_that_somebody_waits_for(
    store: FactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.unanswered._MOST_KEPT", 3)
    for meaning, users in (("waited", [FAN]), ("often", [FAN, OTHER]), ("old", [FAN]), ("new", [FAN])):
        for user in users:
            await store.unanswered.record(asked(meaning), user)
        if meaning == "waited":
            await store.unanswered.wait(asked(meaning), OTHER, None)
    assert {kept.meaning for kept in await store.unanswered.list_open(0, 9)} == {"waited", "often", "new"}
    await store.unanswered.record(asked("newest"), FAN)
    assert {kept.meaning for kept in await store.unanswered.list_open(0, 9)} == {
        "waited",
        "often",
        "newest",
    }


async def test_what_was_dismissed_stays_so_and_what_was_answered_comes_back(store: FactStore) -> None:
    for meaning in ("dismissed", "answered"):
        await store.unanswered.record(asked(meaning), FAN)
    assert await store.unanswered.dismiss(await id_of(store, "dismissed"))
    assert not await store.unanswered.dismiss(await id_of(store, "dismissed")), "the second is told"
    assert await store.unanswered.note_answered(await id_of(store, "answered"))
    assert await store.unanswered.count_open() == 0
    for meaning in ("dismissed", "answered"):
        await store.unanswered.record(asked(meaning), OTHER)
    assert [kept.meaning for kept in await store.unanswered.list_open(0, 9)] == ["answered"]


async def test_a_person_waits_once_and_for_so_many_at_most(store: FactStore) -> None:
    assert await store.unanswered.wait(asked("when"), FAN, 10) is WaitOutcome.ADDED
    assert await store.unanswered.wait(asked("when"), FAN, 10) is WaitOutcome.ADDED_BEFORE
    others = [store.unanswered.wait(asked(f"{number}"), FAN, None) for number in range(MOST_WAITS + 5)]
    waited = await asyncio.gather(*others)
    assert waited.count(WaitOutcome.TOO_MANY) == 6
    assert len(await store.unanswered.list_waits(FAN)) == MOST_WAITS
    assert await store.unanswered.wait(asked("when"), FAN, 10) is WaitOutcome.ADDED_BEFORE
    assert await store.unanswered.wait(asked("when"), OTHER, 10) is WaitOutcome.ADDED
    assert len(rows_of(store, "SELECT * FROM unanswered")) == MOST_WAITS, "what was refused leaves nothing"
    assert await store.unanswered.remove_wait(await id_of(store, "when"), FAN)
    assert not await store.unanswered.remove_wait(await id_of(store, "when"), FAN)
    assert [kept.waits for kept in await store.unanswered.list_waits(OTHER)] == [1]


async def test_all_who_wait_are_told_once_and_wait_no_more(store: FactStore) -> None:
    for user in (FAN, OTHER):
        await store.unanswered.wait(asked("when"), user, None)
    await store.unanswered.wait(asked("who"), THIRD, None)
    question = await id_of(store, "when")
    told = await asyncio.gather(
        *(
            store.unanswered.tell(question, lambda _, by=by: [f"In May, says {by}."], only_open=True)  # type: ignore[misc]
            for by in range(4)
        )
    )
    assert sorted(told, key=str) == [2, None, None, None]
    due = await store.outbox.find_due(datetime.now(UTC) + timedelta(minutes=1), 10)
    assert {each.letter.user for each in due} == {FAN, OTHER}
    assert len(due) == 2
    assert [kept.meaning for kept in await store.unanswered.list_waited()] == ["who"]
    # Unanswered again, it may be waited for again, and told again.
    await store.unanswered.record(asked("when"), FAN)
    await store.unanswered.wait(asked("when"), FAN, None)
    assert await store.unanswered.tell(question, lambda _: ["In June."]) == 1
    assert len(await store.outbox.find_due(datetime.now(UTC) + timedelta(minutes=1), 10)) == 3


def test_counts_are_bounded_and_keep_nothing_that_says_who_it_was() -> None:
    counts = RecentCounts(most=3)
    assert [counts.add("ana", 1), counts.add("ana", 1), counts.get("ana", 1)] == [1, 2, 2]
    for other in range(3):
        counts.add(other)
    assert counts.get("ana", 1) == 0
    assert "ana" not in str(vars(counts))
    assert len(counts._counts) == 3  # noqa: SLF001 - that its memory is bounded is what is tested


async def test_questions_from_before_words_were_theirs_lose_them_from_the_file_as_well(
    tmp_path: Path,
) -> None:
    """What was asked once and is waited for by one stays theirs; what nothing can ask again goes."""
    path = tmp_path / "facts.db"
    with closing(sqlite3.connect(path)) as database:
        for migration in sorted(MIGRATIONS.glob("*.sql")):
            if int(migration.name[:3]) < 11:
                database.executescript(migration.read_text(encoding="utf-8"))
        database.executescript(
            f"""
            PRAGMA application_id = {0x46616374}; PRAGMA user_version = 10;
            INSERT INTO name VALUES (1, 1, 'work', 'Moon High', 'moon high', NULL);
            INSERT INTO unanswered (id, meaning, question, code, name, times, first_at, last_at) VALUES
            (1, 'a', 'rated, jane asks', 'rating|1|||||||', NULL, 3, '2024-01-29', '2024-01-29'),
            (2, 'b', 'who directed jane doe', NULL, 'jane doe', 3, '2024-01-29', '2024-01-29'),
            (3, 'c', 'who directed Marimba', NULL, 'Marimba', 1, '2024-01-29', '2024-01-29'),
            (4, 'd', 'did jane ask this', NULL, NULL, 2, '2024-01-29', '2024-01-29'),
            (5, 'e', 'what of jane', 'quote|1||||||||jane', NULL, 2, '2024-01-29', '2024-01-29');
            INSERT INTO wait (unanswered, user, since) VALUES (3, 7, '2024-01-29'), (4, 8, '2024-01-29');
            INSERT INTO complaint (code, answer, wrong, tell, at, state, reply) VALUES
            ('?1', 'Nothing about jane', 'jane is wrong', 1, '2024-01-29', 'accepted', 'jane, no');
            INSERT INTO change (id, what, at, reason) VALUES (1, 'retract', '2024-01-29', 'jane is wrong');
            INSERT INTO retraction (article, identity, fact, reason, at)
            VALUES ('a', x'00', '{{}}', 'jane is wrong', '2024-01-29');
            INSERT INTO step (change, what, after)
            VALUES (1, 'retraction', '{{"fact":{{}},"reason":"jane is wrong"}}');
            INSERT INTO outbox (user, body, once, due_at, sent_at)
            VALUES (7, '{{"blocks":["You asked: jane"]}}', 'wait:1', '2024-01-29', '2024-01-29');
            """
        )
    async with FactStore.open(path) as store:
        kept = await store.unanswered.list_open(0, 9)
        assert {each.id: (each.shape, each.words, each.times) for each in kept} == {
            1: ("", None, 3),
            3: ("", "who directed Marimba", 1),
            4: ("", None, 2),
        }
        # Nothing can ask the fourth again: who waits for it is told, and waits no more.
        await store.unanswered.forget(datetime(2024, 1, 1, tzinfo=UTC), ["Ask again."])
        assert [each.id for each in await store.unanswered.list_waited()] == [3]
        (due,) = await store.outbox.find_due(datetime.now(UTC) + timedelta(minutes=1), 9)
        assert (due.letter.user, due.letter.blocks) == (8, ("Ask again.",))
    for file in tmp_path.glob("facts.db*"):
        assert b"jane" not in file.read_bytes()


async def test_words_are_forgotten_and_what_a_code_asks_again_is_still_waited_for(store: FactStore) -> None:
    coded = AskedQuestion(meaning="coded", shape="", code="rating|1|||||||")
    for each in (coded, asked("worded")):
        await store.unanswered.wait(each, FAN, None, words=f"my {each.meaning}")
    await store.unanswered.wait(asked("worded"), OTHER, None)
    await store.unanswered.record(asked("asked once"), FAN)
    await store.unanswered.forget(datetime.now(UTC) - timedelta(days=90), ["Gone."])
    assert {each.words for each in await store.unanswered.list_waits(FAN)} == {"my coded", "my worded"}
    assert await store.unanswered.count_open() == 3
    await store.unanswered.forget(datetime.now(UTC) + timedelta(minutes=1), ["Gone."])
    assert [(each.meaning, each.words) for each in await store.unanswered.list_waits(FAN)] == [
        ("coded", None)
    ]
    assert {each.meaning for each in await store.unanswered.list_open(0, 9)} == {"coded"}
    due = await store.outbox.find_due(datetime.now(UTC) + timedelta(minutes=1), 9)
    assert {each.letter.user for each in due} == {FAN, OTHER}
    assert "my coded" not in databases.dump(store.address)
    if isinstance(store.address, Path):
        for file in store.address.parent.glob(f"{store.address.name}*"):
            assert b"my coded" not in file.read_bytes()


async def test_waiting_and_stopping_in_turn_brings_so_many_questions_a_day(store: FactStore) -> None:
    for number in range(MOST_NEW_WAITS_A_DAY):
        assert await store.unanswered.wait(asked(f"{number}"), FAN, None) is WaitOutcome.ADDED
        assert await store.unanswered.remove_wait(await id_of(store, f"{number}"), FAN)
    assert await store.unanswered.wait(asked("more"), FAN, None) is WaitOutcome.TOO_MANY_TODAY
    assert await store.unanswered.find_meaning("more") is None
    assert await store.unanswered.wait(asked("more"), OTHER, None) is WaitOutcome.ADDED


async def test_what_could_not_be_written_does_not_count(
    store: FactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> NoReturn:
        raise BusyError("locked")

    with monkeypatch.context() as patch:
        patch.setattr(store.unanswered, "_write", fail)
        for number in range(60):
            with pytest.raises(BusyError):
                await store.unanswered.record(asked(f"{number}"), FAN)
    await store.unanswered.record(asked("0"), FAN)
    assert [each.times for each in await store.unanswered.list_open(0, 9)] == [1]
