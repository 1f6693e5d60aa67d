"""Loading: what a plan changes, what it refuses, and that it never leaves half a load behind."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any  # a row of SQLite holds values of several types

import pytest
import pytest_asyncio

from bot.facts import files
from bot.facts.model import Kind
from bot.store import Address, BusyError, FactStore, LoadPlan, StalePlanError, load_files
from bot.store import facts as facts_module
from bot.store import store as store_module
from bot.store.names import JOIN_BY_IDS
from tests import databases
from tests.reading import reports_of

ROOT = Path(__file__).parents[2]


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "facts"
    path.mkdir()
    return path


def write_article(path: Path, *genres: str, slug: str | None = None, work: str = "Moon High") -> Path:
    """A facts file that gives a work some genres."""
    lines = ["[article]", "published_on = 2024-01-29"]
    if slug is not None:
        lines.append(f'id = "{slug}"')
    for genre in genres:
        lines += ["[[fact]]", f'work = "{work}"', 'relation = "genre"', f'value = "{genre}"']
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def write_names(path: Path, also: Mapping[str, str]) -> Path:
    """A names file that gives people other names, comma-separated."""
    tables = [
        f'[[name]]\nname = "{name}"\nkind = "person"\nalso = {json.dumps(listed.split(", "))}\n'
        for name, listed in also.items()
    ]
    path.write_text("# other names\n" + "".join(tables), encoding="utf-8")
    return path


async def load_paths(store: FactStore, *paths: Path) -> LoadPlan:
    plan = await store.plan_load(paths)
    assert plan.refused == ()
    await store.apply(plan)
    return plan


async def genres(store: FactStore) -> dict[str, list[str]]:
    """The genres stored, by article."""
    found: dict[str, list[str]] = {}
    for report in await reports_of(store, "genre"):
        found.setdefault(report.article, []).append(report.value)
    return found


def slugs(plan: LoadPlan) -> dict[str, list[str]]:
    """What a plan does with each article, untouched ones left out."""
    done = {
        "added": [file.article.id for file in plan.added],
        "changed": [file.article.id for file in plan.changed],
        "removed": [article.slug for article in plan.removed],
        "moved": [article.slug for article, _ in plan.moved],
    }
    return {word: listed for word, listed in done.items() if listed}


# What changes


async def test_a_load_adds_changes_and_removes(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama")
    write_article(folder / "b.toml", "horror")
    write_article(folder / "c.toml", "comedy")
    assert slugs(await load_paths(store, folder)) == {"added": ["a", "b", "c"]}
    assert await genres(store) == {"a": ["drama"], "b": ["horror"], "c": ["comedy"]}

    write_article(folder / "a.toml", "thriller", "zombie")
    (folder / "b.toml").unlink()
    write_article(folder / "d.toml", "romance")
    plan = await load_paths(store, folder)
    assert slugs(plan) == {"added": ["d"], "changed": ["a"], "removed": ["b"]}
    assert plan.unchanged == 1
    assert await genres(store) == {"a": ["thriller", "zombie"], "c": ["comedy"], "d": ["romance"]}


async def test_everything_that_a_fact_says_comes_back(store: FactStore, folder: Path) -> None:
    """A stored fact is as the file says, its names linked, its window kept."""
    (folder / "a.toml").write_text(
        '[article]\nid = "x"\npublished_on = 2024-01-29\ntitle = "T"\npublisher = "P"\nurl = "https://e.org"\n'
        '[[fact]]\nwork = "Moon High"\nseason = 2\nrelation = "release date"\nvalue = "2024-40"\n'
        'certainty = "rumoured"\naccording_to = "an insider"\nevidence = "E"\nspoiler = true\nnote = "N"\n'
        '[[fact]]\nwork = "Moon High"\nrelation = "cast member"\nvalue = "Park Ji-hu"\ncharacter = "Nam Onjo"\n'
        '[[fact]]\nperson = "Lee Jae-kyoo"\nrelation = "quote"\nvalue = "I hope"\nabout = "it"\non = "2022-06"\n'
        '[[fact]]\nwork = "Moon High"\nrelation = "quote"\nvalue = "I do"\nspeaker = "Lee Jae-kyoo"\n'
        '[[fact]]\nwork = "Moon High"\nrelation = "based on"\nvalue = "a webtoon"\nby = "Joo Dong-geun"\n'
        '[[fact]]\nterm = "Immune"\nrelation = "meaning"\nvalue = "a race"\n',
        encoding="utf-8",
    )
    await load_paths(store, folder)
    release, cast, said, quote, based, meaning = await store.list_reports_in("x", 0, 1000)
    assert (release.article, release.title, release.publisher, release.url) == (
        "x",
        "T",
        "P",
        "https://e.org",
    )
    assert (release.subject.name, release.subject.kind, release.season) == ("Moon High", Kind.WORK, 2)
    assert (release.value, release.certainty.value) == ("2024-40", "rumoured")
    assert release.window is not None
    assert (release.window.lower.isoformat(), release.window.upper.isoformat()) == (
        "2024-01-01",
        "2024-06-30",
    )
    assert (release.according_to, release.evidence, release.note) == ("an insider", "E", "N")
    assert release.spoiler
    assert release.published_on.isoformat() == "2024-01-29"
    assert cast.named is not None
    assert (cast.named.kind, cast.named.name) == (Kind.PERSON, "Park Ji-hu")
    assert cast.character is not None
    assert (cast.character.kind, cast.character.name) == (Kind.CHARACTER, "Nam Onjo")
    assert not cast.spoiler
    assert (said.subject.kind, said.about, said.on) == (Kind.PERSON, "it", "2022-06")
    assert quote.speaker == said.subject
    assert based.author is not None
    assert based.author.kind is Kind.PERSON
    assert meaning.subject.kind is Kind.TERM
    assert meaning.named is None


async def test_unchanged_files_are_not_read_again(
    store: FactStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only changed files cost anything: the others are hashed, and neither parsed nor written."""
    for name in "abc":
        write_article(folder / f"{name}.toml", name)
    names = write_names(folder.parent / "names.toml", {"Lee Jae-kyoo": "이재규"})
    await load_paths(store, folder, names)
    parsed: list[str] = []

    def parse_and_note(path: Path, content: bytes) -> files.FactsFile:
        parsed.append(path.name)
        return files.parse_facts_file(path, content)

    monkeypatch.setattr(load_files, "parse_facts_file", parse_and_note)
    monkeypatch.setattr(load_files, "parse_names_file", lambda path, _: parsed.append(path.name))
    before = databases.dump(store.address)
    plan = await load_paths(store, folder, names)
    assert parsed == []
    assert plan.changes_nothing
    assert plan.unchanged == 4
    assert databases.dump(store.address) == before
    write_article(folder / "b.toml", "B")
    await load_paths(store, folder, names)
    assert parsed == ["b.toml"]


async def test_a_file_that_moves_keeps_its_facts(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama", slug="x")
    await load_paths(store, folder)
    (before,) = await store.list_reports_in("x", 0, 1000)
    (folder / "a.toml").rename(folder / "b.toml")
    assert slugs(await load_paths(store, folder)) == {"moved": ["x"]}
    assert await store.list_reports_in("x", 0, 1000) == [before]
    assert (await load_paths(store, folder)).changes_nothing


async def test_a_file_that_holds_another_article_by_now_replaces_the_one_it_held(
    store: FactStore, folder: Path
) -> None:
    """A file with a new id does not leave its old facts behind."""
    path = write_article(folder / "a.toml", "drama", slug="old")
    await load_paths(store, path)
    write_article(path, "horror", slug="new")
    assert slugs(await load_paths(store, path)) == {"added": ["new"], "removed": ["old"]}
    assert await genres(store) == {"new": ["horror"]}


async def test_two_files_may_swap_their_ids(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama", slug="x")
    write_article(folder / "b.toml", "horror", slug="y")
    await load_paths(store, folder)
    write_article(folder / "a.toml", "drama", slug="y")
    write_article(folder / "b.toml", "horror", slug="x")
    assert slugs(await load_paths(store, folder)) == {"changed": ["y", "x"]}
    assert await genres(store) == {"y": ["drama"], "x": ["horror"]}


async def test_a_folder_stands_for_its_files_and_a_single_file_for_itself(
    store: FactStore, folder: Path
) -> None:
    write_article(folder / "a.toml", "drama")
    write_article(folder / "b.toml", "horror")
    other = folder.parent / "other"
    other.mkdir()
    write_article(other / "c.toml", "comedy")
    await load_paths(store, folder, other)

    # A single file leaves everything else alone, even what has gone from its folder.
    (folder / "a.toml").unlink()
    write_article(folder / "b.toml", "zombie")
    assert slugs(await load_paths(store, folder / "b.toml")) == {"changed": ["b"]}
    assert set(await genres(store)) == {"a", "b", "c"}

    # A folder answers for its own files, not for another folder's.
    (other / "c.toml").unlink()
    assert slugs(await load_paths(store, folder)) == {"removed": ["a"]}
    assert slugs(await load_paths(store, other)) == {"removed": ["c"]}
    assert await genres(store) == {"b": ["zombie"]}


async def test_a_folder_given_twice_or_by_another_way_is_one(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama")
    again = folder.parent / "facts" / ".." / "facts"
    assert slugs(await load_paths(store, folder, again, folder / "a.toml")) == {"added": ["a"]}
    assert (await load_paths(store, again)).changes_nothing


# What is refused


@pytest.mark.parametrize("bad", ["broken.toml", "missing.toml"])
async def test_one_bad_file_and_nothing_of_the_load_is_planned_to_happen(
    store: FactStore, folder: Path, bad: str
) -> None:
    write_article(folder / "a.toml", "drama")
    await load_paths(store, folder)
    write_article(folder / "a.toml", "thriller")
    (folder / "broken.toml").write_text("[article", encoding="utf-8")
    before = databases.dump(store.address)
    plan = await store.plan_load([folder / "a.toml", folder / bad])
    assert [error.path.name for error in plan.refused] == [bad]
    with pytest.raises(ValueError, match="refused"):
        await store.apply(plan)
    assert await genres(store) == {"a": ["drama"]}
    assert databases.dump(store.address) == before


async def test_the_errors_of_all_files_are_refused_at_once(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml")
    (folder / "b.toml").write_bytes(b"\xff")
    (folder / "c.jsonl").write_text("{}", encoding="utf-8")
    write_names(folder.parent / "names.toml", {"A": "x", "B": "X"})
    plan = await store.plan_load([folder, folder.parent / "names.toml", folder / "gone.toml"])
    assert sorted(error.path.name for error in plan.refused) == [
        "a.toml",
        "b.toml",
        "c.jsonl",
        "gone.toml",
        "names.toml",
    ]


async def test_two_files_with_one_id_are_refused(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama", slug="x")
    write_article(folder / "b.toml", "horror", slug="x")
    plan = await store.plan_load([folder])
    (error,) = plan.refused
    assert str(error) == (
        f"{folder / 'b.toml'}: article.id: 'x' is also the id of {folder / 'a.toml'}; ids are unique"
    )


async def test_a_copy_of_a_loaded_file_is_refused_next_to_it(store: FactStore, folder: Path) -> None:
    """Even if the first of the two is unchanged, and so not parsed."""
    first = write_article(folder / "a.toml", "drama", slug="x")
    await load_paths(store, folder)
    (folder / "b.toml").write_bytes(first.read_bytes())
    assert len((await store.plan_load([folder])).refused) == 1


async def approve(store: FactStore, slug: str) -> None:
    """An article as approval in Discord stores it: without a path."""
    databases.run(store.address, "INSERT INTO article (slug, published_on) VALUES (?, '2024-02-01')", (slug,))
    databases.run(
        store.address,
        "INSERT INTO name (id, entity, kind, name, key) VALUES (900, 900, 'work', 'Sun Low', 'sun low')",
    )
    databases.run(
        store.address,
        "INSERT INTO fact (article, subject, relation, value, certainty, spoiler)"
        " SELECT id, 900, 'genre', 'approved', 'reported', 0 FROM article WHERE slug = ?",
        (slug,),
    )


async def test_an_article_approved_in_discord_is_never_touched(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama")
    await load_paths(store, folder)
    await approve(store, "approved")
    write_article(folder / "a.toml", "horror")
    await load_paths(store, folder)
    (folder / "a.toml").unlink()
    await load_paths(store, folder)
    assert await genres(store) == {"approved": ["approved"]}

    write_article(folder / "b.toml", "drama", slug="approved")
    (error,) = (await store.plan_load([folder])).refused
    assert error.place == "article.id"
    assert "approved in Discord; choose another id" in error.problem


async def test_an_article_approved_after_the_plan_was_made_is_not_overwritten(
    store: FactStore, folder: Path
) -> None:
    write_article(folder / "a.toml", "drama")
    write_article(folder / "x.toml", "horror")
    plan = await store.plan_load([folder])
    await approve(store, "x")
    with pytest.raises(StalePlanError, match="load again"):
        await store.apply(plan)
    assert await genres(store) == {"x": ["approved"]}


async def test_plans_that_do_different_things_have_different_digests(store: FactStore, folder: Path) -> None:
    """A button that applies a plan identifies it by its digest."""
    digests = [(await store.plan_load([folder])).digest]
    write_article(folder / "a.toml", "drama", slug="x")
    digests += [(await store.plan_load([folder])).digest, (await load_paths(store, folder)).digest]
    assert digests[1] == digests[2], "made of the same files, plans are the same"
    write_article(folder / "a.toml", "horror", slug="x")
    digests.append((await store.plan_load([folder])).digest)
    (folder / "a.toml").unlink()
    digests.append((await store.plan_load([folder])).digest)
    write_article(folder / "b.toml", "drama", slug="x")
    digests.append((await store.plan_load([folder])).digest)
    assert len(set(digests)) == len(digests) - 1


# Names


async def subject_id(store: FactStore, spelling: str, kind: Kind = Kind.PERSON) -> int:
    (candidate,) = store.names.exact(spelling, (kind,))
    return candidate.entity


async def test_other_names_link_spellings_and_are_undone_when_the_file_changes(
    store: FactStore, folder: Path
) -> None:
    """Two spellings are one person for as long as a names file says so."""
    path = folder / "a.toml"
    path.write_text(
        "[article]\npublished_on = 2024-01-29\n"
        '[[fact]]\nwork = "Moon High"\nrelation = "director"\nvalue = "Lee Jae-kyoo"\n'
        '[[fact]]\nwork = "Sun Low"\nrelation = "director"\nvalue = "이재규"\n',
        encoding="utf-8",
    )
    names = write_names(folder.parent / "names.toml", {"Lee Jae-kyoo": "이재규, JK"})
    await load_paths(store, folder, names)
    main = await subject_id(store, "Lee Jae-kyoo")
    assert await subject_id(store, "이재규") == await subject_id(store, "jk") == main
    reports = await store.find_reports_naming(main, "director")
    assert [report.value for report in reports] == ["Lee Jae-kyoo", "이재규"], (
        "the article's spelling is kept"
    )
    assert {report.named.name for report in reports if report.named} == {"Lee Jae-kyoo"}

    write_names(names, {"Lee Jae-kyoo": "JK"})
    await load_paths(store, folder, names)
    assert await subject_id(store, "이재규") != main
    assert [report.value for report in await store.find_reports_naming(main, "director")] == ["Lee Jae-kyoo"]

    write_names(names, {})
    await load_paths(store, folder, names)
    assert store.names.exact("JK", (Kind.PERSON,)) == ()
    assert await subject_id(store, "Lee Jae-kyoo") == main


async def test_a_names_file_may_come_before_the_facts_that_use_it(store: FactStore, folder: Path) -> None:
    names = write_names(folder.parent / "names.toml", {"Lee Jae-kyoo": "이재규"})
    await load_paths(store, names)
    main = await subject_id(store, "이재규")
    (folder / "a.toml").write_text(
        '[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "W"\nrelation = "director"\nvalue = "이재규"\n',
        encoding="utf-8",
    )
    await load_paths(store, folder)
    assert [report.value for report in await store.find_reports_naming(main)] == ["이재규"]


@pytest.mark.parametrize("together", [True, False], ids=["in one load", "one after the other"])
async def test_a_spelling_claimed_by_two_names_files_is_refused(
    store: FactStore, folder: Path, together: bool
) -> None:
    (folder / "1").mkdir()
    (folder / "2").mkdir()
    first = write_names(folder / "1" / "names.toml", {"Lee Jae-kyoo": "JK"})
    second = write_names(folder / "2" / "names.toml", {"Kim Nam su": "jk"})
    if not together:
        await load_paths(store, first)
    plan = await store.plan_load([first, second])
    (error,) = plan.refused
    assert error.path == second
    assert "'jk' already belongs to 'Lee Jae-kyoo'" in error.problem


async def test_spellings_that_are_one_to_the_store_have_one_owner(store: FactStore, folder: Path) -> None:
    """A longer dash does not make another name."""
    names = write_names(folder / "names.toml", {"A": "Jae-kyoo", "B": "jae–kyoo"})
    (error,) = (await store.plan_load([names])).refused
    assert error.place == "name 2"
    assert "already belongs to 'A'" in error.problem


async def test_a_spelling_may_go_to_another_owner_in_the_same_file(store: FactStore, folder: Path) -> None:
    names = write_names(folder / "names.toml", {"A": "x, y", "B": "z"})
    await load_paths(store, names)
    write_names(names, {"B": "z, x", "A": "y"})
    await load_paths(store, names)
    assert await subject_id(store, "x") == await subject_id(store, "B")
    assert await subject_id(store, "y") == await subject_id(store, "A")


async def test_ids_survive_reloads_and_are_never_given_twice(store: FactStore, folder: Path) -> None:
    """The buttons of old messages hold ids."""
    path = write_article(folder / "a.toml", "drama", work="Moon High")
    await load_paths(store, folder)
    moon = await subject_id(store, "Moon High", Kind.WORK)
    write_article(path, "drama", "horror", work="Moon High")
    await load_paths(store, folder)
    assert await subject_id(store, "Moon High", Kind.WORK) == moon

    write_article(path, "drama", work="Sun Low")
    await load_paths(store, folder)
    assert store.names.exact("Moon High", (Kind.WORK,)) == ()
    assert await store.find_entity(moon) is None
    sun = await subject_id(store, "Sun Low", Kind.WORK)
    write_article(path, "drama", work="Moon High")
    await load_paths(store, folder)
    assert len({moon, sun, await subject_id(store, "Moon High", Kind.WORK)}) == 3


async def test_an_old_id_of_a_spelling_leads_to_whom_it_was_linked_to(store: FactStore, folder: Path) -> None:
    path = folder / "a.toml"
    path.write_text(
        '[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "W"\nrelation = "director"\nvalue = "JK"\n',
        encoding="utf-8",
    )
    await load_paths(store, folder)
    before = await subject_id(store, "JK")
    await load_paths(store, write_names(folder.parent / "names.toml", {"Lee Jae-kyoo": "JK"}))
    entity = await store.find_entity(before)
    assert entity is not None
    assert entity.name == "Lee Jae-kyoo"
    assert [report.value for report in await store.find_reports_naming(before)] == ["JK"]


# All or nothing


def interrupt_rows(patch: pytest.MonkeyPatch, at: int, interrupt: Callable[[], None]) -> None:
    """Make something happen as the n-th row of facts is written, in the writer's own thread."""
    rows = facts_module.fact_rows

    def interrupted(*given: Any) -> Iterator[tuple[object, ...]]:
        for number, row in enumerate(rows(*given)):
            if number == at:
                interrupt()
            yield row

    patch.setattr(facts_module, "fact_rows", interrupted)


def cut_power() -> None:
    raise RuntimeError("power cut")


@pytest.mark.parametrize("at", [0, 1, 2])
async def test_a_load_that_fails_leaves_the_old_facts_and_lets_the_next_one_begin(
    store: FactStore, folder: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(folder / "a.toml", "old")
    write_article(folder / "b.toml", "gone soon")
    await load_paths(store, folder)
    index = store.names
    write_article(folder / "a.toml", "1", "2", "3")
    (folder / "b.toml").unlink()
    plan = await store.plan_load([folder])
    with monkeypatch.context() as patch:
        interrupt_rows(patch, at, cut_power)
        with pytest.raises(RuntimeError, match="power cut"):
            await store.apply(plan)
    assert await genres(store) == {"a": ["old"], "b": ["gone soon"]}
    assert store.names is index
    await store.apply(plan)
    assert await genres(store) == {"a": ["1", "2", "3"]}


def write_many(path: Path, genre: str, count: int, evidence: str = "") -> Path:
    """A facts file of many works, which all have one genre."""
    fact = {"relation": "genre", "value": genre, **({"evidence": evidence} if evidence else {})}
    lines = [json.dumps({"article": {"id": "many", "published_on": "2024-01-29"}})]
    lines += [json.dumps({"work": f"Work {number}", **fact}) for number in range(count)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


async def test_readers_see_the_old_facts_or_the_new_while_a_load_is_under_way(
    store: FactStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four readers ask without pause; none is held up, and none sees a mixture or nothing at all."""
    many = folder / "many.jsonl"
    await load_paths(store, write_many(many, "old", 500))
    plan = await store.plan_load([write_many(many, "new", 500)])
    go_on = threading.Event()
    interrupt_rows(monkeypatch, 250, lambda: [go_on.wait(30)].clear())
    load_task = asyncio.create_task(store.apply(plan))
    seen: list[set[str]] = []

    async def read() -> None:
        while not load_task.done():
            reports = await store.list_reports_in("many", 0, 1000)
            assert len(reports) == 500
            seen.append({report.value for report in reports})
            assert len(store.names.exact("Work 7", (Kind.WORK,))) == 1
            if len(seen) == 12:
                go_on.set()

    await asyncio.gather(*(read() for _ in range(4)))
    await load_task
    assert seen[:12] == [{"old"}] * 12
    assert all(values in ({"old"}, {"new"}) for values in seen)
    assert {report.value for report in await reports_of(store, "genre")} == {"new"}


async def test_a_second_load_at_the_same_time_is_refused(store: FactStore, folder: Path) -> None:
    write_article(folder / "a.toml", "drama")
    plan = await store.plan_load([folder])
    first, second = await asyncio.gather(store.apply(plan), store.apply(plan), return_exceptions=True)
    assert isinstance(first, float)
    assert isinstance(second, BusyError)
    assert await genres(store) == {"a": ["drama"]}


async def test_a_load_in_another_process_is_not_waited_for_long(
    store: FactStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_article(folder / "a.toml", "drama")
    monkeypatch.setattr(store_module, "_LOAD_PATIENCE_S", 0.0)
    async with FactStore.open(store.address) as ours:
        async with store._write():  # noqa: SLF001 - for as long as that
            with pytest.raises(BusyError, match="another process"):
                await load_paths(ours, folder)
        await load_paths(ours, folder)
        assert await genres(ours) == {"a": ["drama"]}


async def test_a_cancelled_load_leaves_the_old_facts(
    store: FactStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = folder / "many.jsonl"
    await load_paths(store, write_many(many, "old", 500))
    plan = await store.plan_load([write_many(many, "new", 500)])
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    with monkeypatch.context() as patch:
        interrupt_rows(patch, 9, lambda: [loop.call_soon_threadsafe(begun.set)].clear())
        task = asyncio.create_task(store.apply(plan))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert {report.value for report in await reports_of(store, "genre")} == {"old"}
    await store.apply(plan)
    assert {report.value for report in await reports_of(store, "genre")} == {"new"}


# Loads many facts again and again, each time in a child process that is killed as it writes the n-th row, or
# as it announces itself.
_KILLED = """
import asyncio, json, os, signal, sqlite3, sys
from pathlib import Path
from typing import Any  # a row of SQLite holds values of several types

import bot.store.facts
from bot.store import FactStore

database, old, new = map(Path, sys.argv[1:4])
moments = json.loads(sys.argv[4])

async def load(path, at):
    rows = bot.store.facts.fact_rows

    def deadly(*given):
        for number, row in enumerate(rows(*given), 1):
            if number == at:
                os.kill(os.getpid(), signal.SIGKILL)
            yield row

    async with FactStore.open(database) as store:
        plan = await store.plan_load([path])
        bot.store.facts.fact_rows = deadly
        await store.apply(plan)
    if at < 0:
        os.kill(os.getpid(), signal.SIGKILL)

def look():
    log = Path(f"{database}-wal")
    logged = log.stat().st_size if log.exists() else 0
    read = sqlite3.connect(database)
    found = read.execute("SELECT value, count(*) FROM fact GROUP BY value").fetchall()
    healthy = read.execute("PRAGMA integrity_check").fetchone()[0]
    read.close()
    return [logged, found, healthy]

asyncio.run(load(old, 0))
for at in moments:
    child = os.fork()
    if child == 0:
        asyncio.run(load(new, at))
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    print(json.dumps([at, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, *look()]), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed that way there")
def test_killed_at_any_moment_a_load_leaves_the_old_facts_or_the_new(tmp_path: Path) -> None:
    """kill -9 at the first row, while rows are written, at the last row, and after the commit."""
    # Long enough not to fit into SQLite's cache: what is not committed yet stands in the log on the disk.
    count, evidence = 2000, "x" * 1500
    old = write_many(tmp_path / "old.jsonl", "old", count, evidence)
    new = write_many(tmp_path / "new.jsonl", "new", count, evidence)
    moments = [1, count // 2, count, -1]
    done = subprocess.run(
        [sys.executable, "-c", _KILLED, tmp_path / "facts.db", old, new, json.dumps(moments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(at, signal) for at, signal, *_ in seen] == [(at, 9) for at in moments]
    for at, _, logged, found, healthy in seen:
        assert (logged > 0) == (at > 1)
        assert found == [["new" if at == -1 else "old", count]]
        assert healthy == "ok"


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="file systems there know no such names")
async def test_a_path_that_is_not_utf_8_is_refused_beside_an_id(store: FactStore, folder: Path) -> None:
    """The store could not keep it."""
    strange = folder / os.fsdecode(b"a\xff")
    strange.mkdir()
    for path in (folder / os.fsdecode(b"b\xff.toml"), strange / "c.toml"):
        write_article(path, "drama", slug="an-id")
    plan = await store.plan_load([folder])
    assert [error.problem for error in plan.refused] == [
        "its name, or that of a folder above it, is not UTF-8; rename it"
    ] * 2


async def test_what_goes_round_in_circles_or_leads_nowhere_is_refused(
    store: FactStore, tmp_path: Path
) -> None:
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "nowhere").symlink_to("none")
    plan = await store.plan_load([tmp_path / "round", tmp_path / "nowhere", tmp_path / "none"])
    assert [error.problem for error in plan.refused] == [
        "is a link that leads nowhere", "does not exist", "does not exist"
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
async def test_a_pipe_among_the_facts_files_is_refused_and_nothing_else_is_loaded(
    store: FactStore, folder: Path
) -> None:
    write_article(folder / "a.toml", "drama")
    os.mkfifo(folder / "b.toml")
    (error,) = (await store.plan_load([folder])).refused
    assert str(error) == f"{folder}/b.toml: is a named pipe; only regular files are read"


async def test_names_added_in_discord_follow_when_a_file_turns_its_names_round(
    store: FactStore, folder: Path
) -> None:
    names = write_names(folder.parent / "names.toml", {"Lee Jae-kyoo": "Jae-gyu Yi"})
    await load_paths(store, names)
    assert await store.aliases.add(Kind.PERSON, "Lee Jae-kyoo", "JK", 7) is None
    # The file takes over its name, and then makes the other the main one.
    await load_paths(store, write_names(names, {"Lee Jae-kyoo": "Jae-gyu Yi, 이재규"}))
    await load_paths(store, write_names(names, {"Jae-gyu Yi": "Lee Jae-kyoo, 이재규"}))
    (jk,) = store.names.exact("JK", (Kind.PERSON,))
    (yi,) = store.names.exact("Jae-gyu Yi", (Kind.PERSON,))
    assert (jk.entity, jk.name) == (yi.entity, "Jae-gyu Yi")
    last = await store.history.find_last()
    assert last is not None
    assert await store.history.undo(last.id, 7)
    assert [name.name for name in await store.aliases.list_all()] == ["Lee Jae-kyoo"]


async def test_a_name_added_in_discord_stays_when_a_file_says_it_for_a_while(
    store: FactStore, folder: Path
) -> None:
    names = write_names(folder.parent / "names.toml", {"Lee Jae-kyoo": "이재규"})
    await load_paths(store, names)
    assert await store.aliases.add(Kind.PERSON, "Lee Jae-kyoo", "JK", 7) is None
    await load_paths(store, write_names(names, {"Lee Jae-kyoo": "이재규, JK"}))
    await load_paths(store, write_names(names, {"Lee Jae-kyoo": "이재규"}))
    assert [found.name for found in store.names.exact("JK", (Kind.PERSON,))] == ["Lee Jae-kyoo"]
    assert [name.also for name in await store.aliases.list_all()] == [("JK",)]


async def test_names_that_share_an_id_are_looked_for_once_and_not_anew_for_each_name(
    store: FactStore,
) -> None:
    # With tens of thousands of names it would take minutes.
    if not isinstance(store.address, Path):
        pytest.skip("PostgreSQL tells it in another form")
    steps = databases.run(store.address, f"EXPLAIN QUERY PLAN {JOIN_BY_IDS}")
    assert not [step for *_, step in steps if step.startswith("CORRELATED LIST")]
