"""A person's data is deleted immediately and completely: every column that can hold their id is known, and emptied."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from datetime import date

import asyncpg
import pytest
import pytest_asyncio

from bot.facts.model import Fact
from bot.store import About, Address, AskedQuestion, FactStore, Letter, OwnData, State
from bot.store.personal_data import DECIDED_BY, OWN_ROWS
from tests import databases
from tests.reading import reports_of

ME, OTHER = 1_400_000_000_000_777_001, 1_400_000_000_000_777_002
NO_PERSON = frozenset(
    # Marks and counts …
    "season part episode spoiler pictures version confirms private answers digest times tell batch mark place count gone failures"
    # … and what Discord's other ids stand for.
    " guild channel message reply_to announce_channel announce_role".split()
)
"""Whole numbers that are nobody's id. A new column belongs here, or among those that are deleted."""
GENRE = Fact(work="Moon High", relation="genre", value="thriller")
CAST = Fact(work="Moon High", relation="cast member", value="Park Ji-hu")


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    """An empty store."""
    async with FactStore.open(database) as opened:
        yield opened


def whole_numbers(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Every column of whole numbers that neither counts rows nor points to one."""
    tables = database.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    for (table,) in tables.fetchall():
        pointing = {row[3] for row in database.execute(f"PRAGMA foreign_key_list({table})")}
        for _, column, kind, _, _, key in database.execute(f"PRAGMA table_info({table})"):
            if kind == "INTEGER" and not key and column not in pointing:
                yield table, column


@pytest.mark.of_sqlite
async def test_every_column_that_can_hold_a_persons_id_is_known(store: FactStore) -> None:
    with closing(sqlite3.connect(store.path)) as database:
        found = {(table, column) for table, column in whole_numbers(database) if column not in NO_PERSON}
    assert found == {*OWN_ROWS, *DECIDED_BY}


async def do_everything(store: FactStore, user: int) -> None:
    """Leave a trace wherever a person can."""
    review, _ = await store.reviews.open(
        name="a.md",
        text=f"words of {user % 10}",
        opened_by=user,
        published_on=date(2024, 2, 1),
        slug=f"a{user % 10}",
    )
    await store.reviews.propose(review, [(GENRE, False), (CAST, False)])
    first, second = await store.reviews.list_proposals(review)
    await store.reviews.edit(first.id, 0, GENRE, user)
    await store.reviews.decide(first.id, 1, State.APPROVED, user)
    await store.reviews.decide(second.id, 0, State.APPROVED, user)
    (genre, *_), (cast, *_) = await reports_of(store, "genre"), await reports_of(store, "cast member")
    assert await store.single_facts.retract(genre.id, "wrong", user)
    (retraction, *_) = await store.single_facts.find_retractions("", 1)
    assert await store.single_facts.restore(retraction.id, user)
    (genre, *_) = await reports_of(store, "genre")
    assert await store.single_facts.retract(genre.id, "wrong again", user)
    assert await store.single_facts.pin(cast.id, "so it is", date(2030, 1, 1), user)
    assert await store.single_facts.confirm(cast.id, date(2024, 3, 1), user)
    assert await store.follows.follow(user, cast.subject.id, About.ANYTHING, guild=5)
    asked = AskedQuestion(meaning="m", shape="when", code=None)
    await store.unanswered.wait(asked, user, 5, words=f"asked by {user}")
    await store.complaints.file(
        code="x",
        question=f"put by {user}",
        answer="y",
        leading=cast.id,
        wrong="no",
        link=None,
        tell=True,
        user=user,
        guild=5,
        channel=6,
        message=7,
    )
    await store.drafts.keep(user, "fact:enter", {"value": [f"typed by {user}"]})
    await store.outbox.put([Letter(once=f"for {user % 10}", blocks=("hello",), user=user)])
    databases.run(
        store.address,
        "INSERT INTO expected_answer (question, answer, by_user, at) VALUES (?, ?, ?, ?)",
        (str(user % 10), "{}", user, ""),
    )
    databases.run(store.address, "UPDATE complaint SET settled_by = ?1 WHERE user_id = ?1", (user,))


async def test_nothing_is_left_of_who_asks_and_all_is_left_of_others(store: FactStore) -> None:
    await do_everything(store, OTHER)
    await do_everything(store, ME)
    others = await store.personal_data.count(OTHER)
    for table, column in (*OWN_ROWS, *DECIDED_BY):
        ((held,),) = databases.run(store.address, f'SELECT count(*) FROM {table} WHERE "{column}" = ?', (ME,))
        assert held, f"the test must leave a trace in {table}.{column}"
    own = await store.personal_data.count(ME)
    assert (own.follows, own.waits, own.complaints, own.letters) == (1, 1, 1, 1)
    assert str(ME) in databases.dump(store.address)

    facts = [await reports_of(store, relation) for relation in ("genre", "cast member")]
    assert await store.personal_data.forget(ME) == own
    assert str(ME) not in databases.dump(store.address)
    assert await store.personal_data.count(ME) == OwnData(
        follows=0, waits=0, complaints=0, letters=0, drafts=0, decisions=0
    )
    assert await store.personal_data.count(OTHER) == others
    assert [await reports_of(store, relation) for relation in ("genre", "cast member")] == facts
    assert await store.personal_data.forget(ME) == OwnData(
        follows=0, waits=0, complaints=0, letters=0, drafts=0, decisions=0
    )


@pytest.mark.of_sqlite
async def test_the_files_themselves_do_not_hold_it_any_more(store: FactStore) -> None:
    await do_everything(store, OTHER)
    await do_everything(store, ME)
    await store.personal_data.forget(ME)
    # SQLite writes whole numbers of this size as eight bytes, the largest first.
    for path in store.path.parent.glob(f"{store.path.name}*"):
        content = path.read_bytes()
        if path == store.path:
            assert OTHER.to_bytes(8, "big") in content
        assert ME.to_bytes(8, "big") not in content, path
        assert str(ME).encode() not in content, path


async def test_what_a_moderator_did_stays_without_who_it_was(store: FactStore) -> None:
    await do_everything(store, ME)
    before = await store.history.list_changes(0, 50)
    await store.personal_data.forget(ME)
    after = await store.history.list_changes(0, 50)
    assert [(change.id, change.what) for change in after] == [(change.id, change.what) for change in before]
    assert {change.by for change in after} == {None}
    (retraction, *_) = await store.single_facts.find_retractions("", 1)
    assert await store.single_facts.restore(retraction.id, OTHER)


async def test_a_deletion_is_all_or_nothing(store: FactStore, monkeypatch: pytest.MonkeyPatch) -> None:
    await do_everything(store, ME)
    own = await store.personal_data.count(ME)
    monkeypatch.setattr("bot.store.personal_data.DECIDED_BY", (*DECIDED_BY, ("nowhere", "by_user")))
    with pytest.raises((sqlite3.OperationalError, asyncpg.UndefinedTableError)):
        await store.personal_data.forget(ME)
    monkeypatch.undo()
    assert await store.personal_data.count(ME) == own
