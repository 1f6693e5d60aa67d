"""Moving a database to the other engine and back: all of it arrives, ids and all, or nothing does."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any  # whatever a database holds

import pytest

from bot.facts.model import Fact, Kind
from bot.store import (
    About,
    Address,
    AskedQuestion,
    DatabaseUrl,
    FactStore,
    Letter,
    State,
    StoreError,
    move_database,
)
from tests import databases
from tests.conftest import SHIPPED_PATHS, MakeAddress
from tests.postgres_server import PostgresServer

MODERATOR, FAN = 7, 1_400_000_000_000_777_001
SOON = datetime(2100, 1, 1, tzinfo=UTC)


async def fill(store: FactStore) -> None:
    """Leave something in every table that people write to, and gaps in the ids."""
    await store.apply(await store.plan_load(SHIPPED_PATHS))
    review, _ = await store.reviews.open(
        name="a.md", text="Words", opened_by=MODERATOR, published_on=date(2024, 2, 1), slug="a"
    )
    await store.reviews.propose(review, [(Fact(work="Moon High", relation="genre", value="drama"), False)])
    (proposal,) = await store.reviews.list_proposals(review)
    await store.reviews.decide(proposal.id, 0, State.APPROVED, MODERATOR)
    (report, *_) = await store.single_facts.find_facts("moon high", 5)
    retraction = await store.single_facts.retract(report.id, "wrong", MODERATOR)
    assert retraction is not None
    await store.single_facts.restore(retraction, MODERATOR)
    (report, *_) = await store.single_facts.find_facts("moon high", 5)
    await store.single_facts.pin(report.id, "so it is", date(2030, 1, 1), MODERATOR)
    await store.single_facts.retract(report.id, "still wrong", MODERATOR)
    await store.aliases.add(Kind.WORK, "Moon High", "달의 학교", MODERATOR)
    (work,) = store.names.exact("Moon High", (Kind.WORK,))
    await store.follows.follow(FAN, work.entity, About.ANYTHING, guild=5)
    asked = AskedQuestion(meaning="m", shape="when", code=None)
    await store.unanswered.wait(asked, FAN, 5, words="when?")
    await store.complaints.file(
        code="x", answer="y", leading=None, wrong="no", link=None, tell=True, user=FAN, guild=5
    )
    await store.outbox.put([Letter(once=each, blocks=("hello",), user=FAN) for each in "abc"])
    await store.set_note("key", "value")


def read_tables(address: Address) -> Mapping[str, list[tuple[Any, ...]]]:
    """Every row that people or articles have left."""
    tables = (
        "name names_file article fact step change retraction pin review proposal follow snapshot outbox unanswered wait"
        " complaint expected_answer guild guild_channel guild_show note"
    )
    return {
        table: sorted(databases.run(address, f"SELECT * FROM {table}"), key=repr) for table in tables.split()
    }


@pytest.fixture
def other(postgres_server: PostgresServer) -> DatabaseUrl:
    """An empty database on the server."""
    return postgres_server.create()


@pytest.mark.of_sqlite
async def test_all_of_a_file_goes_to_a_server_and_back_with_its_ids(
    database: Path, other: DatabaseUrl, tmp_path: Path
) -> None:
    async with FactStore.open(database) as store:
        await fill(store)
        reports = await store.single_facts.find_facts("", 1000)
        said = await store.find_saying(("zombie", "school"), 10)
    moved = await move_database(database, other)
    async with FactStore.open(other) as store:
        assert await store.single_facts.find_facts("", 1000) == reports
        assert await store.find_saying(("zombie", "school"), 10) == said
        assert store.names.exact("달의 학교", (Kind.WORK,))
    back = tmp_path / "back.db"
    assert await move_database(other, back) == moved
    before, after = read_tables(database), read_tables(back)
    # They are looked for before they are sent.
    assert [row[-1] for row in before["outbox"]] == [None] * 3
    assert None not in [row[-1] for row in after["outbox"]]
    assert {table: len(rows) for table, rows in after.items()}.items() <= moved.items()
    assert {**after, "outbox": 0} == {**before, "outbox": 0}
    assert [row[:-1] for row in after["outbox"]] == [row[:-1] for row in before["outbox"]]


@pytest.mark.of_sqlite
async def test_an_id_that_was_given_means_nothing_else_after_a_move(
    database: Path, other: DatabaseUrl, tmp_path: Path
) -> None:
    """What was deleted before leaves its id taken: an old button must not act on another."""
    async with FactStore.open(database) as store:
        await store.outbox.put([Letter(once=each, blocks=("hello",), user=FAN) for each in "abc"])
        ids = {due.id for due in await store.outbox.find_due(SOON, 9)}
        await store.personal_data.forget(FAN)
    await move_database(database, other)
    await move_database(other, tmp_path / "back.db")
    for address in (other, tmp_path / "back.db"):
        async with FactStore.open(address) as store:
            await store.outbox.put([Letter(once="d", blocks=("hello",), user=FAN)])
            (due,) = await store.outbox.find_due(SOON, 9)
            assert due.id > max(ids)


async def test_a_target_that_holds_anything_is_refused_and_left_alone(
    database: Address, make_address: MakeAddress, tmp_path: Path
) -> None:
    async with FactStore.open(database) as store:
        await store.set_note("key", "theirs")
    source = tmp_path / "source.db"
    async with FactStore.open(source) as store:
        await fill(store)
    before = databases.dump(database)
    with pytest.raises(StoreError, match=r"is not empty: there are rows in note"):
        await move_database(source, database)
    assert databases.dump(database) == before


async def test_nothing_is_made_where_there_is_nothing_to_move(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        await move_database(tmp_path / "missing.db", tmp_path / "new.db")
    assert list(tmp_path.iterdir()) == []


async def test_a_move_that_fails_half_way_leaves_nothing(
    make_address: MakeAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source.db", make_address("target")
    async with FactStore.open(source) as store:
        await fill(store)
    before = databases.dump(target)
    module = importlib.import_module("bot.store.move_database")
    monkeypatch.setattr(module, "DOUBT_PENDING", "UPDATE nowhere SET x = 1")
    with pytest.raises(Exception, match="nowhere"):
        await move_database(source, target)
    assert databases.dump(target) == before
