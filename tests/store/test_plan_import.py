"""Imports: what a source states from one day to the next becomes a load like any other."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any  # what is counted is passed on as it is

import msgspec
import pytest
import pytest_asyncio

from bot.facts.files import FactsFile, NamesFile
from bot.facts.model import Article, Certainty, Fact, Kind, OtherName
from bot.store import Address, FactStore, ImportPlan
from bot.store import facts as facts_module
from tests.reading import reports_of

PATH = Path("import:tvmaze:82")
FIRST, SECOND, THIRD = date(2026, 1, 5), date(2026, 2, 1), date(2026, 3, 1)


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


def out(value: str, work: str = "Moon High") -> Fact:
    return Fact(relation="release date", value=value, work=work)


def genre(value: str, work: str = "Moon High") -> Fact:
    return Fact(relation="genre", value=value, work=work)


def episodes(value: str) -> Fact:
    return Fact(relation="number of episodes", value=value, work="Moon High")


def stated(day: date, *facts: Fact, path: Path = PATH) -> FactsFile:
    """All that a source states on a day."""
    slug = f"{day.isoformat()}-{path.name.removeprefix('import:').replace(':', '-')}"
    article = Article(id=slug, published_on=day, publisher="TVmaze", url="https://www.tvmaze.com/shows/82")
    return FactsFile(path, hashlib.blake2b(msgspec.json.encode(facts)).digest(), article, facts)


def called(name: str, *also: str, path: Path = PATH) -> NamesFile:
    return NamesFile(path, b"names", (OtherName(name=name, kind=Kind.WORK, also=also),))


async def take_in(store: FactStore, *files: FactsFile, names: tuple[NamesFile, ...] = ()) -> ImportPlan:
    plan = await store.plan_import(files, names)
    assert plan.load.refused == ()
    await store.apply(plan.load)
    return plan


async def kept(store: FactStore, relation: str) -> set[tuple[str, str]]:
    """What is kept of a relation, with the day of its article."""
    return {(report.value, report.published_on.isoformat()) for report in await reports_of(store, relation)}


async def test_a_first_import_brings_an_article_of_its_day(store: FactStore) -> None:
    plan = await take_in(store, stated(FIRST, out("2027"), genre("drama"), genre("drama")))
    assert [file.article.id for file in plan.load.added] == ["2026-01-05-tvmaze-82"]
    assert await kept(store, "genre") == {("drama", "2026-01-05")}
    (report,) = await reports_of(store, "release date")
    assert report.certainty is Certainty.REPORTED
    assert (report.publisher, report.url) == ("TVmaze", "https://www.tvmaze.com/shows/82")
    assert await store.list_imported() == ["tvmaze:82"]


async def test_what_is_still_stated_keeps_the_day_on_which_it_was_first_seen(store: FactStore) -> None:
    """What a service has said for months must not look newer than yesterday's news."""
    await take_in(store, stated(FIRST, out("2027"), genre("drama")))
    plan = await store.plan_import([stated(SECOND, out("2027"), genre("drama"))], ())
    assert plan.load.changes_nothing
    assert plan.load.unchanged == 1
    await take_in(store, stated(SECOND, out("2027"), genre("drama"), genre("horror")))
    assert await kept(store, "genre") == {("drama", "2026-01-05"), ("horror", "2026-02-01")}
    assert await kept(store, "release date") == {("2027", "2026-01-05")}


async def test_a_release_date_that_has_moved_stays_as_an_earlier_report(store: FactStore) -> None:
    await take_in(store, stated(FIRST, out("2027-01-07")))
    plan = await take_in(store, stated(SECOND, out("2027-04-01")))
    assert plan.gone == ()
    assert await kept(store, "release date") == {("2027-01-07", "2026-01-05"), ("2027-04-01", "2026-02-01")}
    # Back to the first one: that is news, though it was stated before.
    await take_in(store, stated(THIRD, out("2027-01-07")))
    assert ("2027-01-07", "2026-03-01") in await kept(store, "release date")


async def test_a_date_that_became_less_exact_was_taken_back(store: FactStore) -> None:
    await take_in(store, stated(FIRST, out("2027-01-07")))
    await take_in(store, stated(SECOND, out("2027")))
    assert await kept(store, "release date") == {("2027", "2026-02-01")}


async def test_what_is_no_longer_stated_goes(store: FactStore) -> None:
    await take_in(store, stated(FIRST, out("2027"), episodes("8"), genre("drama"), genre("horror")))
    plan = await take_in(store, stated(SECOND, episodes("10"), genre("drama")))
    assert {fact.value for _, fact in plan.gone} == {"2027", "8", "horror"}
    assert await kept(store, "release date") == set()
    assert await kept(store, "number of episodes") == {("10", "2026-02-01")}
    assert await kept(store, "genre") == {("drama", "2026-01-05")}


async def test_an_article_that_states_nothing_any_more_is_removed(store: FactStore) -> None:
    await take_in(store, stated(FIRST, genre("drama")))
    plan = await take_in(store, stated(SECOND, genre("horror")))
    assert [article.slug for article in plan.load.removed] == ["2026-01-05-tvmaze-82"]
    assert await kept(store, "genre") == {("horror", "2026-02-01")}


async def test_a_second_import_on_one_day_corrects_the_first(store: FactStore) -> None:
    await take_in(store, stated(FIRST, out("2027-01-07"), genre("drama")))
    await take_in(store, stated(FIRST, out("2027-04-01"), genre("drama")))
    assert await kept(store, "release date") == {("2027-04-01", "2026-01-05")}


async def test_other_sources_and_files_are_left_alone(store: FactStore, tmp_path: Path) -> None:
    await take_in(
        store, stated(FIRST, genre("drama")), stated(FIRST, genre("horror"), path=Path("import:tvmaze:9"))
    )
    await take_in(store, stated(SECOND, genre("romance")))
    assert await kept(store, "genre") == {("horror", "2026-01-05"), ("romance", "2026-02-01")}
    # A load of a folder removes what is gone from the folder, and nothing else.
    (tmp_path / "facts").mkdir()
    plan = await store.plan_load([tmp_path / "facts"])
    assert plan.changes_nothing


async def test_what_moderators_retracted_stays_out_of_every_refresh(store: FactStore) -> None:
    await take_in(store, stated(FIRST, genre("drama"), genre("horror")))
    wrong = next(each for each in await reports_of(store, "genre") if each.value == "horror")
    await store.single_facts.retract(wrong.id, "it is none", by=1)
    plan = await store.plan_import([stated(SECOND, genre("drama"), genre("horror"))], ())
    assert plan.load.changes_nothing
    await take_in(store, stated(SECOND, genre("drama"), genre("horror"), genre("romance")))
    assert await kept(store, "genre") == {("drama", "2026-01-05"), ("romance", "2026-02-01")}
    # Once its source has dropped it, so is the retraction; until then it stays.
    await take_in(store, stated(THIRD, genre("horror"), genre("romance")))
    assert await kept(store, "genre") == {("romance", "2026-02-01")}


async def test_an_import_is_taken_back_as_a_whole(store: FactStore) -> None:
    await take_in(store, stated(FIRST, out("2027-01-07"), genre("drama")))
    before = await kept(store, "release date") | await kept(store, "genre")
    await take_in(store, stated(SECOND, out("2027-04-01")), names=(called("Moon High", "Mondschule"),))
    change = await store.history.find_last()
    assert change is not None
    assert await store.history.undo(change.id, by=1)
    assert await kept(store, "release date") | await kept(store, "genre") == before
    assert store.names.match("Mondschule").status != "found"


async def test_what_is_older_than_what_was_imported_is_refused(store: FactStore) -> None:
    await take_in(store, stated(SECOND, genre("drama")))
    plan = await store.plan_import([stated(FIRST, genre("horror"))], ())
    assert [str(error) for error in plan.load.refused] == [
        "import:tvmaze:82: is of 2026-01-05, and what was imported from there is of 2026-02-01 already"
    ]


async def test_an_id_that_a_file_has_taken_is_refused(store: FactStore, tmp_path: Path) -> None:
    file = tmp_path / "2026-01-05-tvmaze-82.toml"
    file.write_text(
        '[article]\npublished_on = 2026-01-05\n[[fact]]\nwork = "X"\nrelation = "genre"\nvalue = "y"\n'
    )
    await store.apply(await store.plan_load([file]))
    plan = await store.plan_import([stated(FIRST, genre("drama"))], ())
    assert "is the id of another article already" in plan.load.refused[0].problem


async def test_a_source_that_is_given_twice_is_refused(store: FactStore) -> None:
    plan = await store.plan_import([stated(FIRST, genre("drama")), stated(FIRST, genre("horror"))], ())
    assert "give each source once" in plan.load.refused[0].problem


async def test_other_names_are_linked_and_those_of_others_are_not_taken(
    store: FactStore, tmp_path: Path
) -> None:
    declared = tmp_path / "names.toml"
    declared.write_text('[[name]]\nname = "Star Low"\nkind = "work"\nalso = ["SL"]\n')
    await store.apply(await store.plan_load([declared]))
    await take_in(store, stated(FIRST, genre("drama", "Mond"), path=Path("import:tvmaze:9")))
    names = (called("Moon High", "Mondschule", "SL", "Mond"),)
    plan = await take_in(store, stated(FIRST, genre("drama")), names=names)
    assert store.names.match("Mondschule").candidates[0].name == "Moon High"
    assert store.names.match("SL").candidates[0].name == "Star Low"
    assert store.names.match("Mond").candidates[0].name == "Mond"
    assert plan.passed_over == (
        "'SL' is another name already, and stays apart from 'Moon High'",
        "'Mond' is another name already, and stays apart from 'Moon High'",
    )
    again = await store.plan_import([stated(SECOND, genre("drama"))], names)
    assert again.load.changes_nothing


async def test_whoever_may_be_another_of_the_same_name_is_named(store: FactStore) -> None:
    """Two works of one name are told apart by nobody but a person."""
    await take_in(store, stated(FIRST, genre("drama")), names=(called("Moon High", "Mondschule"),))
    other, alias = Path("import:tvmaze:9"), Path("import:tvmaze:10")
    plan = await store.plan_import(
        [
            stated(SECOND, genre("drama")),
            stated(SECOND, genre("horror"), path=other),
            stated(SECOND, genre("horror", "Mondschule"), path=alias),
            stated(SECOND, genre("horror", "Sun Low"), path=Path("import:tvmaze:11")),
        ],
        (),
    )
    assert plan.taken_for == (
        "'Moon High' is known already, and is taken for the same",
        "'Mondschule' is another name of 'Moon High' here, and is taken for the same",
    )


async def test_what_people_declare_outdoes_what_a_service_calls_things(
    store: FactStore, tmp_path: Path
) -> None:
    """An import never keeps a names file from being loaded."""
    await take_in(store, stated(FIRST, genre("drama")), names=(called("Moon High", "Mondschule"),))
    declared = tmp_path / "names.toml"
    declared.write_text('[[name]]\nname = "Moon School"\nkind = "work"\nalso = ["Mondschule"]\n')
    plan = await store.plan_load([declared])
    assert plan.refused == ()
    await store.apply(plan)
    assert store.names.match("Mondschule").candidates[0].name == "Moon School"


async def test_an_import_never_displaces_what_is_official(store: FactStore, tmp_path: Path) -> None:
    """By the ranking that all answers follow: a newer report stands beneath an official one."""
    from bot.answers import AnswerService, Found

    file = tmp_path / "2026-01-01-official.toml"
    file.write_text(
        '[article]\npublished_on = 2026-01-01\npublisher = "Harrow One"\n'
        '[[fact]]\nwork = "Moon High"\nrelation = "release date"\nvalue = "2027-01-07"\ncertainty = "official"\n'
    )
    await store.apply(await store.plan_load([file]))
    await take_in(store, stated(THIRD, out("2028")))
    answer = await AnswerService(store, lambda: THIRD).ask("when is Moon High out?")
    assert isinstance(answer, Found)
    assert answer.values[0] == "2027-01-07"
    leading = [statement for statement in answer.sections[0].statements if statement.leads]
    assert [statement.best.certainty for statement in leading] == [Certainty.OFFICIAL]


async def test_an_import_of_other_people_is_no_stranger_to_a_plan(store: FactStore) -> None:
    """Facts of people have no season and no place among those of works."""
    fact = Fact(relation="represented by", value="Finch Artists", person="Moon High")
    await take_in(store, stated(FIRST, fact, genre("drama")))
    plan = await take_in(store, stated(SECOND, replace_value(fact, "Owl Artists"), genre("drama")))
    assert [each.value for _, each in plan.gone] == ["Finch Artists"]
    assert [each.value for _, each in plan.new] == ["Owl Artists"]


def replace_value(fact: Fact, value: str) -> Fact:
    return msgspec.structs.replace(fact, value=value)


async def test_a_plan_differs_where_it_does_something_else(store: FactStore) -> None:
    one = await store.plan_import([stated(FIRST, genre("drama"))], ())
    other = await store.plan_import([stated(FIRST, genre("horror"))], ())
    assert one.load.digest != other.load.digest
    again = await store.plan_import([replace(stated(FIRST, genre("drama")))], ())
    assert one.load.digest == again.load.digest


async def test_many_new_sources_share_the_look_up_of_names(
    store: FactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand titles with a look-up each would take many times as long as their facts."""
    looked_up = 0
    find_ids = facts_module._find_ids  # noqa: SLF001 - every look-up passes here

    async def count(*arguments: Any) -> Any:
        nonlocal looked_up
        looked_up += 1
        return await find_ids(*arguments)

    monkeypatch.setattr(facts_module, "_find_ids", count)
    sources = [Path(f"import:tvmaze:{number}") for number in range(1, 31)]
    files = [stated(FIRST, genre("drama", work=f"Show {path.name}"), path=path) for path in sources]
    names = tuple(called(f"Show {path.name}", f"Serie {path.name}", path=path) for path in sources)
    await take_in(store, *files, names=names)
    assert looked_up == 1
    assert len(await reports_of(store, "genre")) == 30
    assert store.names.match("Serie import:tvmaze:7").candidates[0].name == "Show import:tvmaze:7"


# Two of one name


def imported(path: str, title: str, year: str, *ids: str) -> tuple[FactsFile, NamesFile]:
    """A source's document about a work of some year, with what others know it by."""
    facts = (
        Fact(work=title, relation="release date", value=year),
        Fact(work=title, relation="genre", value="x"),
    )
    article = Article(id=f"2026-11-28-{path.replace(':', '-')}", published_on=date(2026, 11, 28))
    names = OtherName(name=title, kind=Kind.WORK, ids=(path, *ids))
    where = Path(f"import:{path}")
    return FactsFile(where, path.encode(), article, facts), NamesFile(where, path.encode(), (names,))


async def bring_in(store: FactStore, *sources: tuple[FactsFile, NamesFile]) -> tuple[str, ...]:
    plan = await store.plan_import([file for file, _ in sources], [names for _, names in sources])
    assert not plan.load.refused
    await store.apply(plan.load)
    return plan.taken_for


def titles(store: FactStore, name: str) -> list[str]:
    return sorted(each.name for each in store.names.exact(name, (Kind.WORK,)))


async def test_two_imported_works_of_one_name_stay_two(tmp_path: Path) -> None:
    """The second is called by its year, in the same batch as in a later one, and again at the next refresh."""
    async with FactStore.open(tmp_path / "facts.db") as store:
        old, new = (
            imported("tmdb:movie-841", "Dune", "1984-12-14"),
            imported("tmdb:movie-438631", "Dune", "2021-09-15"),
        )
        told = await bring_in(store, old, new)
        assert told == ("'Dune' is another than 'Dune' here, and is called 'Dune (2021)'",)
        assert titles(store, "dune") == ["Dune", "Dune (2021)"]
        await bring_in(store, imported("tmdb:tv-90228", "Dune", "2000-12-03"))
        assert titles(store, "dune") == ["Dune", "Dune (2000)", "Dune (2021)"]
        again = await store.plan_import([old[0], new[0]], [old[1], new[1]])
        assert again.load.changes_nothing


async def test_a_work_that_two_services_know_is_one(tmp_path: Path) -> None:
    """By an id that both give, whatever they call it; or by name and year, where they give none in common."""
    async with FactStore.open(tmp_path / "facts.db") as store:
        await bring_in(store, imported("tmdb:movie-841", "Dune", "1984-12-14", "imdb:tt0087182"))
        await bring_in(store, imported("tmdb:movie-438631", "Dune", "2021-09-15", "imdb:tt1160419"))
        await bring_in(store, imported("wikidata:Q60834962", "Dune", "2021", "imdb:tt1160419"))
        await bring_in(store, imported("wikidata:Q114819", "Der Wüstenplanet", "1984", "imdb:tt0087182"))
        await bring_in(store, imported("anilist:7", "Dune", "1985"))
        assert titles(store, "dune") == ["Dune", "Dune (2021)"]
        assert titles(store, "der wüstenplanet") == ["Dune"]


async def test_a_work_that_articles_speak_of_is_the_imported_one(tmp_path: Path) -> None:
    """Articles date a show by its next season: their year keeps nothing apart."""
    (tmp_path / "a.toml").write_text(
        '[article]\npublished_on = 2026-01-01\n[[fact]]\nwork = "Dune"\nrelation = "release date"\nvalue = "2027"\n'
    )
    async with FactStore.open(tmp_path / "facts.db") as store:
        await store.apply(await store.plan_load((tmp_path / "a.toml",)))
        told = await bring_in(store, imported("tmdb:movie-841", "Dune", "1984-12-14"))
        assert told == ("'Dune' is known already, and is taken for the same",)
        assert titles(store, "dune") == ["Dune"]
