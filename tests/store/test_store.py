"""The store: opening, migrating, refusing, looking up, backing up, and its status."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.store import Address, FactStore, State, StoreError, UnwritableError
from bot.store.sqlite_engine import MIGRATIONS
from tests.reading import reports_of

FACTS = """
[article]
id = "2024-01-29-window"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024-40"

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Park Ji-hu"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "quote"
value = "I hope"
speaker = "Lee Jae-kyoo"

[[fact]]
work = "Moon High"
relation = "based on"
value = "a webtoon"
by = "Joo Dong-geun"

[[fact]]
person = "Park Ji-hu"
relation = "represented by"
value = "BH Entertainment"
"""


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    path = tmp_path / "facts.toml"
    path.write_text(FACTS, encoding="utf-8")
    return path


@pytest_asyncio.fixture
async def store(database: Address, facts: Path) -> AsyncIterator[FactStore]:
    """A store with the facts above."""
    async with FactStore.open(database) as opened:
        await opened.apply(await opened.plan_load([facts]))
        yield opened


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(f"PRAGMA {name}").fetchone()[0]


async def get_entity(store: FactStore, name: str, kind: Kind) -> Entity:
    (candidate,) = store.names.exact(name, (kind,))
    entity = await store.find_entity(candidate.entity)
    assert entity is not None
    return entity


# Opening


async def test_a_new_database_is_made_and_opens_again(tmp_path: Path) -> None:
    """Migrations run once; what was kept is still there."""
    path = tmp_path / "new facts #1.db"
    for expected in (None, "kept"):
        async with FactStore.open(path) as store:
            assert await store.find_note("key") == expected
            await store.set_note("key", "first")
            await store.set_note("key", "kept")
            assert (await store.get_status()).schema_version == pragma(path, "user_version")
    assert pragma(path, "journal_mode") == "wal"


@pytest.mark.of_sqlite
async def test_every_table_is_strict(store: FactStore) -> None:
    """SQLite enforces every column's type, but for the search index, whose tables are FTS5's own."""
    with closing(sqlite3.connect(store.path)) as database:
        tables = database.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"
        ).fetchall()
    others = ("sqlite_", "fact_words")
    assert [name for name, strict in tables if not strict and not name.startswith(others)] == []


async def test_a_database_of_a_newer_bot_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    async with FactStore.open(path):
        pass
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"version 99.*update the bot"):
        async with FactStore.open(path):
            pass
    assert pragma(path, "user_version") == 99


async def test_a_database_from_before_tables_were_renamed_is_migrated_with_all_it_holds(
    tmp_path: Path,
) -> None:
    path = tmp_path / "facts.db"
    with closing(sqlite3.connect(path)) as database:
        for name in ("001_facts.sql", "002_review.sql", "003_history.sql", "004_community.sql"):
            database.executescript((MIGRATIONS / name).read_text(encoding="utf-8"))
        database.executescript(
            f"""
            PRAGMA application_id = {0x46616374}; PRAGMA user_version = 4;
            INSERT INTO name VALUES (1, 1, 'work', 'Moon High', 'moon high', NULL);
            INSERT INTO objection (id, code, answer, wrong, user, tell, at)
            VALUES (7, 'genre|1', 'Drama.', 'It is a comedy', 5, 1, '2024-01-29T00:00:00+00:00');
            INSERT INTO expected (id, question, answer, at)
            VALUES (3, 'what genre is it?', '{{"status":"unknown"}}', '2024-01-29T00:00:00+00:00');
            INSERT INTO headline VALUES (1, 'genre', 0, '[]');
            """
        )
    async with FactStore.open(path) as store:
        found = await store.complaints.find(7)
        assert found is not None
        assert found.wrong == "It is a comedy"
        (expected,) = await store.expected_answers.list_from()
        assert (expected.id, expected.answer.status) == (3, "unknown")
        snapshots = await store.follows.find_snapshots(1)
        assert snapshots is not None
        assert [each.relation for each in snapshots] == ["genre"]
        await store.complaints.file(
            code="x", answer="", leading=None, wrong="no", link=None, tell=False, user=5
        )
        assert await store.complaints.find(8), "an id never comes to mean another complaint"
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        old = {"objection", "expected", "headline"}
        assert not old & {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}


async def test_a_database_from_before_the_history_is_migrated_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    with closing(sqlite3.connect(path)) as database:
        for name in ("001_facts.sql", "002_review.sql"):
            database.executescript((MIGRATIONS / name).read_text(encoding="utf-8"))
        database.executescript(
            f"""
            PRAGMA application_id = {0x46616374}; PRAGMA user_version = 2;
            INSERT INTO name VALUES (1, 1, 'work', 'Moon High', 'moon high', NULL);
            INSERT INTO article (id, slug, published_on) VALUES (1, 'a', '2024-01-29');
            INSERT INTO fact (id, article, subject, relation, value, certainty, spoiler)
            VALUES (7, 1, 1, 'genre', 'drama', 'reported', 0);
            INSERT INTO review (id, slug, name, digest, article, opened_by, opened_at)
            VALUES (1, 'a', 'a.md', x'00', 1, 5, '2024-01-29T00:00:00+00:00');
            INSERT INTO proposal (id, review, fact, as_read, confirms, state, stored)
            VALUES (1, 1, '{{"work":"Moon High","relation":"genre","value":"drama"}}', '{{}}', 0, 'approved', 7);
            """
        )
    async with FactStore.open(path) as store:
        (report,) = await store.list_reports_in("a", 0, 1000)
        assert (report.id, report.value) == (7, "drama")
        review = await store.reviews.find(1)
        assert review is not None
        assert review.names == ()
        retraction = await store.single_facts.retract(7, "wrong", 5)
        (proposal,) = await store.reviews.list_proposals(1)
        assert proposal.state is State.REJECTED, "what it was approved as is known still"
        assert retraction is not None
        assert await store.single_facts.restore(retraction, 5) == 8, "an id never comes to mean another fact"
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize("content", [b"[article]\npublished_on = 2024-01-29\n" * 50, b"\x00" * 4096])
async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "facts.toml"
    path.write_bytes(content)
    with pytest.raises(
        StoreError, match=r"the database .*facts\.toml cannot be used: file is not a database"
    ):
        async with FactStore.open(path):
            pass
    assert path.read_bytes() == content


async def test_a_path_where_no_database_can_be_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing" / "facts.db"):
        with pytest.raises(StoreError, match="unable to open database file"):
            async with FactStore.open(path):
                pass


@pytest.mark.of_sqlite
async def test_readers_cannot_write(store: FactStore) -> None:
    reader = store._reader  # noqa: SLF001 - that it is read-only shows nowhere else
    with pytest.raises(UnwritableError, match="readonly"):
        await reader.execute_fetchall("DELETE FROM fact")


# Looking up


async def test_reports_are_found_from_every_side(store: FactStore) -> None:
    """By subject, by value, by speaker, character and author, by relation, article and time."""
    moon = await get_entity(store, "Moon High", Kind.WORK)
    actress = await get_entity(store, "park ji hu", Kind.PERSON)
    director = await get_entity(store, "Lee Jae-kyoo", Kind.PERSON)
    author = await get_entity(store, "Joo Dong-geun", Kind.PERSON)
    onjo = await get_entity(store, "Nam Onjo", Kind.CHARACTER)
    found = {
        "of the work": await store.find_reports(moon.id),
        "of the work's cast": await store.find_reports(moon.id, "cast member"),
        "of the actress": await store.find_reports(actress.id),
        "naming her": await store.find_reports_naming(actress.id),
        "naming her as director": await store.find_reports_naming(actress.id, "director"),
        "spoken": await store.find_reports_spoken_by(director.id),
        "by the author": await store.find_reports_of_author(author.id),
        "of the character": await store.find_reports_of_character(onjo.id),
        "of the relation": await reports_of(store, "quote"),
        "of the article": await store.list_reports_in("2024-01-29-window", 0, 1000),
        "of 2024": await store.find_released_between("2024-01-01", "2024-12-31"),
        "of early 2024": await store.find_released_between("2024-01-01", "2024-03-31"),
    }
    assert {side: sorted(report.value for report in reports) for side, reports in found.items()} == {
        "of the work": ["2024-40", "I hope", "Park Ji-hu", "a webtoon"],
        "of the work's cast": ["Park Ji-hu"],
        "of the actress": ["BH Entertainment"],
        "naming her": ["Park Ji-hu"],
        "naming her as director": [],
        "spoken": ["I hope"],
        "by the author": ["a webtoon"],
        "of the character": ["Park Ji-hu"],
        "of the relation": ["I hope"],
        "of the article": ["2024-40", "BH Entertainment", "I hope", "Park Ji-hu", "a webtoon"],
        "of 2024": ["2024-40"],
        "of early 2024": [],
    }


async def test_what_is_not_there_is_not_found(store: FactStore) -> None:
    assert await store.find_entity(9_999) is None
    assert await store.find_reports(9_999) == []
    assert await store.list_reports_in("'; DROP TABLE fact; --", 0, 1000) == []
    assert await store.find_note("nothing") is None
    assert (await store.get_status()).facts == 5


async def test_articles_are_found_by_a_part_of_their_id(store: FactStore) -> None:
    assert await store.articles_like("WINDOW", 25) == ["2024-01-29-window"]
    assert await store.articles_like("", 25) == ["2024-01-29-window"]
    assert await store.articles_like("%", 25) == []
    assert await store.articles_like("", 0) == []


# Status and backup


@pytest.mark.of_sqlite
async def test_the_status_counts_what_is_there(store: FactStore) -> None:
    status = await store.get_status()
    assert (status.articles, status.facts, status.works, status.people) == (1, 5, 1, 3)
    assert (status.newest_article, status.newest_published_on) == ("2024-01-29-window", "2024-01-29")
    assert status.healthy


async def test_the_size_is_that_of_the_file_and_of_the_log_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "facts.db"
    async with FactStore.open(path) as store:
        log = path.with_name("facts.db-wal").stat().st_size
        assert log, "what was written last is still in the log"
        assert (await store.get_status()).size_bytes == path.stat().st_size + log


async def test_the_status_of_an_empty_store(tmp_path: Path) -> None:
    async with FactStore.open(tmp_path / "facts.db") as store:
        status = await store.get_status()
    assert (status.articles, status.facts, status.newest_article, status.newest_published_on) == (
        0,
        0,
        None,
        None,
    )


@pytest.mark.of_sqlite
async def test_a_backup_is_a_whole_database_of_the_last_load(store: FactStore, tmp_path: Path) -> None:
    """It includes what is still in the write-ahead log, and answers like the original."""
    copy = tmp_path / "copy.db"
    await store.backup(copy)
    async with FactStore.open(copy) as copied:
        assert await copied.list_reports_in("2024-01-29-window", 0, 1000) == await store.list_reports_in(
            "2024-01-29-window", 0, 1000
        )
        assert len(copied.names.exact("Moon High", (Kind.WORK,))) == 1
    assert pragma(copy, "integrity_check") == "ok"


@pytest.mark.of_sqlite
async def test_a_backup_never_overwrites_and_says_where_it_cannot_write(
    store: FactStore, tmp_path: Path
) -> None:
    target = tmp_path / "copy.db"
    target.write_bytes(b"precious")
    with pytest.raises(StoreError, match="exists already"):
        await store.backup(target)
    assert target.read_bytes() == b"precious"
    with pytest.raises(StoreError, match="exists already"):
        await store.backup(store.path)
    with pytest.raises(StoreError, match="cannot be written"):
        await store.backup(tmp_path / "missing" / "copy.db")


@pytest.mark.of_sqlite
async def test_backups_while_a_load_is_under_way_hold_whole_loads(
    store: FactStore, facts: Path, tmp_path: Path
) -> None:
    facts.write_text(FACTS.replace("I hope", "I know"), encoding="utf-8")
    plan = await store.plan_load([facts])
    async with FactStore.open(store.address) as other:
        await other.backup(tmp_path / "before.db")
        await store.apply(plan)
        await other.backup(tmp_path / "after.db")
    for name, value in (("before", "I hope"), ("after", "I know")):
        async with FactStore.open(tmp_path / f"{name}.db") as copied:
            assert [report.value for report in await reports_of(copied, "quote")] == [value]
