"""History: what is taken out stays out, every change leaves a trace, and the last can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.facts.model import Fact, Kind
from bot.store import Address, ChangeKind, FactStore, State
from bot.store.facts import decode_fact, insert_facts
from bot.store.sqlite_engine import MIGRATIONS
from tests import databases

MODERATOR = 7
UNTIL = date(2024, 5, 1)


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "facts"
    path.mkdir()
    return path


def write_article(folder: Path, *genres: str, day: str = "2024-01-29", slug: str = "a") -> None:
    facts = [f'[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "{genre}"' for genre in genres]
    (folder / f"{slug}.toml").write_text(
        "\n".join([f"[article]\npublished_on = {day}", *facts]), encoding="utf-8"
    )


async def load(store: FactStore, folder: Path) -> None:
    plan = await store.plan_load([folder])
    assert not plan.refused
    await store.apply(plan, MODERATOR)


async def genres(store: FactStore) -> set[str]:
    return {report.value for report in await store.single_facts.find_facts("moon high genre", 50)}


async def id_of(store: FactStore, genre: str) -> int:
    return next(
        report.id for report in await store.single_facts.find_facts(genre, 5) if report.value == genre
    )


async def undo_last(store: FactStore) -> None:
    last = await store.history.find_last()
    assert last is not None
    assert await store.history.undo(last.id, MODERATOR)


async def test_a_retracted_fact_stays_out_when_its_file_is_loaded_again(
    store: FactStore, folder: Path
) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    assert await store.single_facts.retract(await id_of(store, "western"), "a typing error", MODERATOR)
    assert await genres(store) == {"drama"}
    write_article(folder, "drama", "western", "horror")
    await load(store, folder)
    assert await genres(store) == {"drama", "horror"}


async def test_a_retracted_fact_can_be_restored_once(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    await store.single_facts.retract(await id_of(store, "western"), "a typing error", MODERATOR)
    (retraction,) = await store.single_facts.find_retractions("moon WESTERN", 5)
    assert (retraction.fact.value, retraction.reason) == ("western", "a typing error")
    assert await store.single_facts.restore(retraction.id, MODERATOR)
    assert not await store.single_facts.restore(retraction.id, MODERATOR)
    assert await genres(store) == {"drama", "western"}


async def test_a_retraction_lapses_with_what_the_article_said(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    await store.single_facts.retract(await id_of(store, "western"), "wrong", MODERATOR)
    write_article(folder, "drama")
    await load(store, folder)
    assert await store.single_facts.find_retractions("", 5) == []
    assert await genres(store) == {"drama"}


async def test_nobody_retracts_or_pins_what_is_gone(store: FactStore) -> None:
    assert not await store.single_facts.retract(99, "wrong", MODERATOR)
    assert not await store.single_facts.pin(99, "right", UNTIL, MODERATOR)
    assert not await store.single_facts.unpin(99, MODERATOR)
    assert await store.history.count_changes() == 0


async def test_a_changed_file_leaves_the_other_facts_alone(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    drama = await id_of(store, "drama")
    await store.single_facts.pin(drama, "the studio says so", UNTIL, MODERATOR)
    write_article(folder, "drama", "horror")
    await load(store, folder)
    assert await id_of(store, "drama") == drama
    report = await store.single_facts.find_report(drama)
    assert report is not None
    assert report.pin is not None
    assert report.pin.until == UNTIL


async def test_every_load_can_be_taken_back(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    write_article(folder, "drama", "horror", day="2024-02-01")
    write_article(folder, "comedy", slug="b")
    await load(store, folder)
    (folder / "b.toml").unlink()
    await load(store, folder)
    assert await genres(store) == {"drama", "horror"}
    await undo_last(store)
    assert await genres(store) == {"drama", "horror", "comedy"}
    await undo_last(store)
    assert await genres(store) == {"drama", "western"}
    (report,) = await store.single_facts.find_facts("western", 5)
    assert report.published_on == date(2024, 1, 29)
    await undo_last(store)
    assert await genres(store) == set()
    assert await store.history.find_last() is None
    # The files still say it, so the next reload shows it as a change.
    plan = await store.plan_load([folder])
    assert [file.article.id for file in plan.added] == ["a"]


async def test_retracting_restoring_and_pinning_can_be_taken_back(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    await store.single_facts.retract(await id_of(store, "western"), "wrong", MODERATOR)
    await undo_last(store)
    assert await genres(store) == {"drama", "western"}
    await store.single_facts.retract(await id_of(store, "western"), "wrong", MODERATOR)
    (retraction,) = await store.single_facts.find_retractions("", 5)
    await store.single_facts.restore(retraction.id, MODERATOR)
    await undo_last(store)
    assert await genres(store) == {"drama"}
    drama = await id_of(store, "drama")
    await store.single_facts.pin(drama, "right", UNTIL, MODERATOR)
    await store.single_facts.unpin(drama, MODERATOR)
    await undo_last(store)
    pinned = await store.single_facts.find_report(drama)
    assert pinned is not None
    assert pinned.pin is not None
    await undo_last(store)
    loose = await store.single_facts.find_report(drama)
    assert loose is not None
    assert loose.pin is None


async def test_only_the_last_change_is_taken_back(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama")
    await load(store, folder)
    first = await store.history.find_last()
    await store.single_facts.retract(await id_of(store, "drama"), "wrong", MODERATOR)
    assert first is not None
    assert not await store.history.undo(first.id, MODERATOR)
    assert await genres(store) == set()


async def test_the_history_tells_who_did_what_and_keeps_what_was_undone(
    store: FactStore, folder: Path
) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    write_article(folder, "drama", "horror", "comedy")
    await load(store, folder)
    await undo_last(store)
    undo, change, first = await store.history.list_changes(0, 10)
    assert [each.what for each in (undo, change, first)] == [
        ChangeKind.UNDO,
        ChangeKind.LOAD,
        ChangeKind.LOAD,
    ]
    assert (change.by, change.added, change.removed, change.undone) == (MODERATOR, 2, 1, True)
    assert undo.undoes == change.id
    assert (undo.added, undo.removed) == (1, 2)
    assert await store.history.count_changes() == 3


async def test_a_load_that_changes_nothing_leaves_no_trace(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama")
    await load(store, folder)
    await load(store, folder)
    assert await store.history.count_changes() == 1


async def test_a_name_added_in_discord_outlives_reloads_and_can_be_removed(
    store: FactStore, folder: Path
) -> None:
    write_article(folder, "drama")
    await load(store, folder)
    assert await store.aliases.add(Kind.WORK, "Moon High", "MH", MODERATOR) is None
    write_article(folder, "drama", "horror")
    await load(store, folder)
    assert [each.name for each in store.names.exact("mh", (Kind.WORK,))] == ["Moon High"]
    assert await store.aliases.remove(Kind.WORK, "mh", MODERATOR)
    assert not store.names.exact("mh", (Kind.WORK,))
    assert not await store.aliases.remove(Kind.WORK, "mh", MODERATOR)
    await undo_last(store)
    assert store.names.exact("mh", (Kind.WORK,))
    for _ in ("the second load", "the name"):
        await undo_last(store)
    assert not store.names.exact("mh", (Kind.WORK,))


async def test_a_name_is_added_to_what_is_known_only(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama")
    await load(store, folder)
    assert await store.aliases.add(Kind.WORK, "Sun High", "SH", MODERATOR) is not None
    assert await store.aliases.add(Kind.WORK, "Moon High", "moon high", MODERATOR) is not None
    assert await store.aliases.list_all() == ()


async def trace(store: FactStore, fact: int) -> list[str]:
    said = await store.single_facts.find_said(fact)
    assert said is not None
    touches = await store.history.list_touches(*said)
    return [f"{touch.change.what} {touch.what} {'gone' if touch.gone else 'came'}" for touch in touches]


async def test_a_fact_has_a_trace_of_all_that_happened_to_it_and_to_nothing_else(
    store: FactStore, folder: Path
) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    drama, western = await id_of(store, "drama"), await id_of(store, "western")
    assert await trace(store, drama) == ["load article came"]
    await store.single_facts.pin(drama, "right", UNTIL, MODERATOR)
    retraction = await store.single_facts.retract(western, "wrong", MODERATOR)
    assert retraction is not None
    restored = await store.single_facts.restore(retraction, MODERATOR)
    assert restored is not None
    assert restored != western, "ids are never used again"
    await undo_last(store)
    (retracted,) = await store.single_facts.find_retractions("", 5)
    touches = await store.history.list_touches(retracted.article, retracted.fact)
    assert [str(touch.change.what) for touch in touches] == ["undo", "restore", "retract", "load"]
    assert await trace(store, drama) == ["pin pin came", "load article came"]


async def test_a_fact_that_came_later_did_not_come_with_its_article(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama")
    await load(store, folder)
    write_article(folder, "drama", "western")
    await load(store, folder)
    assert await trace(store, await id_of(store, "western")) == ["load fact came"]
    assert await trace(store, await id_of(store, "drama")) == ["load article came"]
    (folder / "a.toml").unlink()
    await load(store, folder)
    write_article(folder, "drama", "western")
    await load(store, folder)
    assert await trace(store, await id_of(store, "drama")) == [
        "load article came",
        "load fact gone",
        "load article came",
    ]


async def test_facts_are_found_by_words_by_relation_and_by_pin(store: FactStore, folder: Path) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    find = store.single_facts.find_facts
    assert [report.value for report in await find("HIGH dra", 5)] == ["drama"]
    assert await find("", 5, relations=("cast member",)) == []
    assert len(await find("", 5, relations=("cast member", "genre"))) == 2
    assert await find("", 5, pinned=True) == []
    await store.single_facts.pin(await id_of(store, "western"), "right", UNTIL, MODERATOR)
    assert [report.value for report in await find("", 5, pinned=True)] == ["western"]


async def test_a_fact_that_was_approved_again_can_be_retracted_again(store: FactStore, folder: Path) -> None:
    """Approved in Discord twice, in two reviews of one article."""
    write_article(folder, "drama")
    await load(store, folder)
    drama = await id_of(store, "drama")
    first = await store.single_facts.retract(drama, "wrong", MODERATOR)
    async with store.history._write() as database:  # noqa: SLF001 - as a review writes it
        (article,) = next(iter(await database.execute_fetchall("SELECT id FROM article")))
        await insert_facts(database, article, [Fact(work="Moon High", relation="genre", value="drama")])
    assert await store.single_facts.retract(await id_of(store, "drama"), "still wrong", MODERATOR) == first
    assert await genres(store) == set()
    (retraction,) = await store.single_facts.find_retractions("", 5)
    assert retraction.reason == "still wrong"


async def pinned(store: FactStore) -> list[str]:
    return [report.value for report in await store.single_facts.find_facts("", 50, pinned=True)]


async def undo_all(store: FactStore) -> int:
    """Undo change after change, each once; returns how many those were."""
    undone = []
    while (last := await store.history.find_last()) is not None:
        assert last.id not in undone, "a change that was taken back is the last no more"
        await undo_last(store)
        undone.append(last.id)
    return len(undone)


@pytest.mark.parametrize("way", ["retracted", "left out by its file", "gone with its article"])
async def test_a_pin_goes_with_its_fact_comes_back_with_it_and_keeps_nothing_from_being_undone(
    store: FactStore, folder: Path, way: str
) -> None:
    write_article(folder, "drama", "western")
    await load(store, folder)
    drama = await id_of(store, "drama")
    await store.single_facts.pin(drama, "right", UNTIL, MODERATOR)
    if way == "retracted":
        await store.single_facts.retract(drama, "wrong", MODERATOR)
    elif way == "left out by its file":
        write_article(folder, "western")
        await load(store, folder)
    else:
        (folder / "a.toml").unlink()
        await load(store, folder)
    assert await pinned(store) == []
    await undo_last(store)
    assert await pinned(store) == ["drama"]
    assert await undo_all(store) == 2
    assert await genres(store) == set()
    write_article(folder, "drama", "western")
    await load(store, folder)
    assert await genres(store) == {"drama", "western"}
    assert await pinned(store) == []


async def test_an_undo_with_nothing_left_to_take_back_is_remembered_all_the_same(
    store: FactStore, folder: Path
) -> None:
    write_article(folder, "drama")
    await load(store, folder)
    await store.single_facts.pin(await id_of(store, "drama"), "right", UNTIL, MODERATOR)
    async with store.history._write() as database:  # noqa: SLF001 - as a version that kept no trace of it did
        await database.execute("DELETE FROM pin")
    assert await undo_all(store) == 2


async def test_old_changes_are_forgotten_and_what_is_served_stays(store: FactStore, folder: Path) -> None:
    """A change that was undone since stays with its undo: neither tells anything without the other."""
    for number in range(3):
        write_article(folder, f"genre {number}")
        await load(store, folder)
    await undo_last(store)
    async with store._write() as database:  # noqa: SLF001 - as if they had been made long ago
        await database.execute("UPDATE change SET at = '2020-01-01T00:00:00+00:00' WHERE id <= 3")
    await store.history.forget(datetime(2021, 1, 1, tzinfo=UTC))
    assert [(change.id, change.undoes) for change in await store.history.list_changes(0, 10)] == [
        (4, 3),
        (3, None),
    ]
    assert [await store.history.count_steps(change) for change in (1, 2)] == [0, 0]
    assert await genres(store) == {"genre 1"}
    assert await store.history.find_last() is None, "what is forgotten cannot be taken back"
    await store.history.forget(datetime.now(UTC) + timedelta(days=1))
    assert await store.history.count_changes() == 0
    write_article(folder, "drama")
    await load(store, folder)
    await undo_last(store)
    assert await genres(store) == {"genre 1"}


async def test_many_changed_facts_take_little_room_and_are_all_told(store: FactStore, folder: Path) -> None:
    """A history of one fact a row had the whole text of each; packed, it has a few bytes."""
    text = "a long sentence that the article has about the genre of the show"
    for version in ("first", "second"):
        write_article(folder, *(f"{version} {number} {text}" for number in range(2500)))
        await load(store, folder)
    last = await store.history.find_last()
    assert last is not None
    assert (last.added, last.removed, await store.history.count_steps(last.id)) == (2500, 2500, 5001)
    steps = await store.history.list_steps(last.id, 3000)
    assert len(steps) == 3000
    ((rows, size),) = databases.run(store.address, "SELECT count(*), sum(length(facts)) FROM step")
    assert rows < 10
    assert size < 5000 * len(text) / 4
    (report,) = await store.single_facts.find_facts("second 1234 ", 5)
    said = await store.single_facts.find_said(report.id)
    assert said is not None
    (touch,) = await store.history.list_touches(*said)
    assert (touch.change.id, touch.gone) == (last.id, False)
    await undo_last(store)
    assert len(await store.single_facts.find_facts("first", 5000)) == 2500


async def test_a_history_of_one_fact_a_row_is_packed_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    with closing(sqlite3.connect(path)) as database:
        for migration in sorted(MIGRATIONS.glob("*.sql")):
            if int(migration.name[:3]) < 12:
                database.executescript(migration.read_text(encoding="utf-8"))
        database.executescript(
            f"""
            PRAGMA application_id = {0x46616374}; PRAGMA user_version = 11;
            INSERT INTO name VALUES (1, 1, 'work', 'Moon High', 'moon high', NULL);
            INSERT INTO article (id, slug, published_on, path) VALUES (1, 'a', '2024-01-29', 'a.toml');
            INSERT INTO fact (id, article, subject, relation, value, certainty, spoiler)
            VALUES (7, 1, 1, 'genre', 'thriller', 'reported', 0), (3, 1, 1, 'genre', 'comedy', 'reported', 0);
            INSERT INTO change (id, what, at) VALUES (1, 'load', '2024-01-29T00:00:00+00:00');
            INSERT INTO step (change, what, article, before, after) VALUES
            (1, 'fact', 'a', '{{"work":"Moon High","relation":"genre","value":"drama"}}', NULL),
            (1, 'fact', 'a', '{{"work":"Moon High","relation":"genre","value":"crime"}}', NULL),
            (1, 'fact', 'a', NULL, '{{"work":"Moon High","relation":"genre","value":"thriller"}}');
            """
        )
    async with FactStore.open(path) as opened:
        assert [report.value for report in await opened.list_reports_in("a", 0, 10)] == ["comedy", "thriller"]
        steps = await opened.history.list_steps(1, 10)
        said = [
            (step.before and "before", decode_fact(step.before or step.after or "").value) for step in steps
        ]
        assert said == [("before", "drama"), ("before", "crime"), (None, "thriller")]
        change = await opened.history.find_change(1)
        assert change is not None
        assert (change.added, change.removed) == (1, 2)
        assert await opened.history.undo(1, MODERATOR)
        assert await genres(opened) == {"comedy", "drama", "crime"}
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


# Approvals that follow each other


async def review(store: FactStore, name: str, *genres: str) -> list[int]:
    """An article with facts to be approved; returns the ids of the proposals."""
    opened, _ = await store.reviews.open(
        name=name,
        text=name,
        opened_by=MODERATOR,
        published_on=date(2024, 1, 29),
        slug=name,
        title=f"On {name}",
    )
    facts = [Fact(work="Moon High", relation="genre", value=genre) for genre in genres]
    await store.reviews.propose(opened, [(fact, False) for fact in facts])
    return [each.id for each in await store.reviews.list_proposals(opened)]


async def list_runs(store: FactStore) -> list[tuple[int | None, int, int, int, str | None]]:
    """What the history lists, the newest first: first and last number, facts, what was left out, and the title."""
    return [
        (each.first, each.id, each.added, each.left_out, each.title)
        for each in await store.history.list_changes(0, 50)
    ]


async def test_approvals_of_one_article_by_one_moderator_are_one_entry(store: FactStore) -> None:
    one = await review(store, "one", "drama", "horror", "western", "comedy")
    two = await review(store, "two", "thriller")
    for proposal, state, by in (
        (one[0], State.APPROVED, MODERATOR),
        (one[1], State.REJECTED, MODERATOR),
        (one[2], State.APPROVED, MODERATOR),
        (two[0], State.APPROVED, MODERATOR),
        (one[3], State.APPROVED, MODERATOR + 1),
    ):
        await store.reviews.decide(proposal, 0, state, by)
    assert await list_runs(store) == [
        (None, 4, 1, 0, "On one"),
        (None, 3, 1, 0, "On two"),
        (1, 2, 2, 1, "On one"),
    ]
    assert await store.history.count_changes() == 3
    assert await store.history.count_steps(2, 1) == 3
    steps = await store.history.list_steps(2, 2, first=1, offset=1)
    assert [decode_fact(step.after or "").value for step in steps] == ["drama", "western"]
    assert await store.history.find_run(1) == await store.history.find_run(2)


async def test_what_is_retracted_later_was_not_left_out(store: FactStore) -> None:
    for proposal in await review(store, "one", "drama", "horror"):
        await store.reviews.decide(proposal, 0, State.APPROVED, MODERATOR)
    await store.single_facts.retract(await id_of(store, "drama"), "wrong", MODERATOR)
    assert (1, 2, 2, 0, "On one") in await list_runs(store)


async def test_a_run_is_taken_back_whole_only_as_it_was_seen(store: FactStore) -> None:
    first, second, third = await review(store, "one", "drama", "horror", "western")
    for proposal in (first, second):
        await store.reviews.decide(proposal, 0, State.APPROVED, MODERATOR)
    assert not await store.history.undo(2, MODERATOR, first=2), "it begins earlier"
    await store.reviews.decide(third, 0, State.APPROVED, MODERATOR)
    assert not await store.history.undo(2, MODERATOR, first=1), "it goes on"
    assert await store.history.undo(3, MODERATOR, first=1)
    assert await genres(store) == set()
    proposals = await store.reviews.list_proposals(1)
    assert {(each.state, each.decided_by) for each in proposals} == {(State.PROPOSED, None)}
    assert [each.id for each in await store.reviews.find_open("", 5)] == [1]
    assert await store.history.find_last() is None
    assert await list_runs(store) == [(4, 6, 0, 0, "On one"), (1, 3, 3, 0, "On one")]
