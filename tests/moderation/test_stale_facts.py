"""Stale facts: those that lead, may have changed, and have long been unconfirmed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest_asyncio

from bot.facts.relations import RELATIONS
from bot.moderation.stale_facts import STALE_AFTER, StaleFact, ask_again_later, find_stale, list_stale
from bot.store import FactStore

TODAY = date(2024, 12, 1)
LONG_AGO, LATELY = "2024-01-10", "2024-10-10"


@pytest_asyncio.fixture
async def store(database: Path) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


async def load(store: FactStore, folder: Path, *facts: str) -> None:
    """Facts written as ``day|relation|value`` or ``day|relation|value|certainty``, each in its own article."""
    folder.mkdir(exist_ok=True)
    for number, fact in enumerate(facts):
        day, relation, value, *certainty = fact.split("|")
        relations = RELATIONS[relation]
        season = "season = 2\n" if relations.of_season else ""
        subject = "person" if relation == "represented by" else "work"
        (folder / f"a{number}.toml").write_text(
            f'[article]\npublished_on = {day}\n[[fact]]\n{subject} = "Moon High"\n{season}relation = "{relation}"\n'
            f'value = "{value}"\ncertainty = "{(certainty or ["reported"])[0]}"'
        )
    plan = await store.plan_load([folder])
    assert not plan.refused
    await store.apply(plan)


def said(stale: Sequence[StaleFact]) -> list[tuple[str, bool, str]]:
    return [(fact.report.value, fact.passed, fact.since.isoformat()) for fact in stale]


async def test_times_that_passed_come_first_then_what_nobody_confirmed_oldest_first(
    store: FactStore, tmp_path: Path
) -> None:
    await load(
        store,
        tmp_path / "facts",
        f"{LONG_AGO}|platform|Netflix",
        "2023-05-05|represented by|The Agency",
        f"{LONG_AGO}|release date|2025-33",
        "2023-01-01|filming date|2024-09",
        f"{LATELY}|platform|Hulu",
        f"{LONG_AGO}|genre|drama",
    )
    assert said(await list_stale(store, TODAY)) == [
        ("2024-09", True, "2024-09-30"),
        ("The Agency", False, "2023-05-05"),
        ("Netflix", False, LONG_AGO),
        ("2025-33", False, LONG_AGO),
    ]


async def test_a_confirmation_makes_it_fresh_whoever_gives_it(store: FactStore, tmp_path: Path) -> None:
    await load(
        store,
        tmp_path / "facts",
        f"{LONG_AGO}|release date|2025-33|official",
        f"{LATELY}|release date|2025-33|rumoured",
        f"{LONG_AGO}|platform|Netflix",
        f"{LATELY}|platform|Netflix",
    )
    assert await list_stale(store, TODAY) == []


async def test_what_was_replaced_or_stands_beneath_is_not_stale(store: FactStore, tmp_path: Path) -> None:
    await load(
        store,
        tmp_path / "facts",
        f"{LONG_AGO}|release date|2024-09",
        f"{LATELY}|release date|2025-33",
        f"{LONG_AGO}|rating|8|estimated",
        f"{LATELY}|rating|9|official",
    )
    assert await list_stale(store, TODAY) == []


async def test_a_newer_rumour_of_something_else_confirms_nothing(store: FactStore, tmp_path: Path) -> None:
    await load(
        store,
        tmp_path / "facts",
        f"{LONG_AGO}|release date|2025-33|official",
        f"{LATELY}|release date|2026|rumoured",
    )
    assert said(await list_stale(store, TODAY)) == [("2025-33", False, LONG_AGO)]


async def test_a_date_that_had_come_when_it_was_reported_never_goes_stale(
    store: FactStore, tmp_path: Path
) -> None:
    await load(
        store,
        tmp_path / "facts",
        "2022-02-01|release date|2022-01-28",
        "2022-02-01|renewal date|2022-01-30",
        "2022-01-28|filming date|2022-01-28",
    )
    assert await list_stale(store, TODAY) == []


async def test_what_came_as_foretold_is_settled_by_a_report_from_after(
    store: FactStore, tmp_path: Path
) -> None:
    await load(
        store, tmp_path / "facts", "2021-12-01|release date|2022-01-28", "2022-02-02|release date|2022-01-28"
    )
    assert await list_stale(store, TODAY) == []


async def test_a_pin_keeps_it_off_the_list_until_it_ends(store: FactStore, tmp_path: Path) -> None:
    await load(store, tmp_path / "facts", f"{LONG_AGO}|release date|2024-09")
    (stale,) = await list_stale(store, TODAY)
    await store.single_facts.pin(stale.report.id, "the studio says so", TODAY, 7)
    assert await list_stale(store, TODAY) == []
    assert len(await list_stale(store, TODAY + timedelta(days=1))) == 1


async def test_it_is_stale_from_the_180th_day_on(store: FactStore, tmp_path: Path) -> None:
    await load(store, tmp_path / "facts", f"{LONG_AGO}|platform|Netflix")
    last = date.fromisoformat(LONG_AGO) + STALE_AFTER
    assert await list_stale(store, last - timedelta(days=1)) == []
    assert len(await list_stale(store, last)) == 1


async def test_seasons_are_told_apart(store: FactStore, tmp_path: Path) -> None:
    await load(store, tmp_path / "facts", f"{LONG_AGO}|release date|2024-09")
    (report,) = await store.single_facts.find_facts("release", 5)
    later = msgspec.structs.replace(report, season=3, id=99, published_on=date(2024, 11, 1))
    assert [fact.report.season for fact in find_stale([report, later], TODAY)] == [2]


async def test_what_a_moderator_confirms_is_fresh_for_as_long_as_a_report_would_make_it(
    store: FactStore, tmp_path: Path
) -> None:
    await load(store, tmp_path / "facts", f"{LONG_AGO}|platform|Netflix")
    (stale,) = await list_stale(store, TODAY)
    assert await store.single_facts.confirm(stale.report.id, TODAY, 7)
    assert await list_stale(store, TODAY) == []
    assert await list_stale(store, TODAY + STALE_AFTER - timedelta(days=1)) == []
    again = TODAY + STALE_AFTER
    assert said(await list_stale(store, again)) == [("Netflix", False, TODAY.isoformat())]
    assert await store.single_facts.confirm(stale.report.id, again, 7)
    assert await list_stale(store, again) == []


async def test_a_date_confirmed_before_it_passes_is_asked_about_once_it_has(
    store: FactStore, tmp_path: Path
) -> None:
    await load(store, tmp_path / "facts", f"{LONG_AGO}|release date|2024-12-20")
    (stale,) = await list_stale(store, TODAY)
    assert await store.single_facts.confirm(stale.report.id, TODAY, 7)
    assert await list_stale(store, TODAY) == []
    passed = date(2024, 12, 22)
    (stale,) = await list_stale(store, passed)
    assert stale.passed
    assert await store.single_facts.confirm(stale.report.id, passed, 7)
    assert await list_stale(store, passed + timedelta(days=400)) == [], "it came true"


async def test_what_is_put_off_is_asked_again_after_a_month(store: FactStore, tmp_path: Path) -> None:
    await load(store, tmp_path / "facts", f"{LONG_AGO}|platform|Netflix")
    (stale,) = await list_stale(store, TODAY)
    until = await ask_again_later(store, stale.report.id, TODAY)
    assert until == TODAY + timedelta(days=30)
    assert await list_stale(store, until - timedelta(days=1)) == []
    assert len(await list_stale(store, until)) == 1
    assert await ask_again_later(store, 999, TODAY) is None


async def test_a_confirmation_goes_with_its_fact_and_comes_back_with_it(
    store: FactStore, tmp_path: Path
) -> None:
    folder = tmp_path / "facts"
    await load(store, folder, f"{LONG_AGO}|platform|Netflix")
    (stale,) = await list_stale(store, TODAY)
    assert await store.single_facts.confirm(stale.report.id, TODAY, 7)
    # A reload that leaves the fact alone leaves its confirmation alone.
    (folder / "b.toml").write_text(
        '[article]\npublished_on = 2024-01-01\n[[fact]]\nwork = "X"\nrelation = "genre"\nvalue = "y"'
    )
    await store.apply(await store.plan_load([folder]))
    assert await list_stale(store, TODAY) == []
    await load(store, folder, f"{LONG_AGO}|platform|Hulu")
    assert said(await list_stale(store, TODAY)) == [("Hulu", False, LONG_AGO)]
    # Back before that load, before the other one, and before the confirmation.
    found = []
    for _ in range(3):
        last = await store.history.find_last()
        assert last is not None
        assert await store.history.undo(last.id, 7)
        found.append(said(await list_stale(store, TODAY)))
    assert found == [[], [], [("Netflix", False, LONG_AGO)]]
