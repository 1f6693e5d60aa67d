"""That a work is postponed, cancelled, on hiatus or to be announced is said before any date, with its own source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answers import AnswerService, Found
from bot.answers.wording import word_plainly
from bot.store import FactStore

TODAY = date(2026, 11, 20)
OUT = '[[fact]]\nwork = "Moth Kingdom"\nseason = 1\nrelation = "release date"\nvalue = "2022-02-01"\n'
DUE = '[[fact]]\nwork = "Moth Kingdom"\nseason = 2\nrelation = "release date"\nvalue = "2027-03"\n'
ORDERED = '[[fact]]\nwork = "Moth Kingdom"\nseason = 2\nrelation = "renewal date"\nvalue = "2026-01"\n'


def status(value: str, season: int | None = 2) -> str:
    of_season = f"season = {season}\n" if season else ""
    return f'[[fact]]\nwork = "Moth Kingdom"\n{of_season}relation = "status"\nvalue = "{value}"\n'


async def ask(folder: Path, question: str, *articles: tuple[str, str]) -> str:
    facts = folder / "facts"
    facts.mkdir()
    for day, text in articles:
        (facts / f"{day}.toml").write_text(f"[article]\npublished_on = {day}\n{text}", encoding="utf-8")
    async with FactStore.open(folder / "facts.db") as store:
        plan = await store.plan_load((facts,))
        assert plan.refused == ()
        await store.apply(plan)
        answer = await AnswerService(store, lambda: TODAY).ask(question)
    assert isinstance(answer, Found), word_plainly(answer)
    return word_plainly(answer)


@pytest.mark.parametrize("value", ["postponed", "cancelled", "on hiatus", "to be announced"])
async def test_it_comes_before_the_date_with_its_own_source(tmp_path: Path, value: str) -> None:
    said = await ask(
        tmp_path,
        "when does moth kingdom season 2 come out",
        ("2026-03-01", OUT + DUE),
        ("2026-09-01", status(value)),
    )
    first, *rest = said.splitlines()
    assert first == f"Moth Kingdom season 2 is {value}. [Reported 1 September 2026]"
    assert any("March 2027" in line and "1 March 2026" in line for line in rest)


async def test_it_answers_where_no_date_is_known(tmp_path: Path) -> None:
    said = await ask(
        tmp_path,
        "when is moth kingdom season 2 out",
        ("2026-03-01", OUT),
        ("2026-09-01", status("postponed")),
    )
    assert said.startswith("Moth Kingdom season 2 is postponed. [Reported 1 September 2026]")


async def test_what_holds_for_the_whole_work_holds_for_a_season_to_come(tmp_path: Path) -> None:
    said = await ask(
        tmp_path,
        "is moth kingdom season 2 renewed",
        ("2026-03-01", ORDERED),
        ("2026-09-01", status("cancelled", None)),
    )
    assert said.startswith("Moth Kingdom is cancelled. [Reported 1 September 2026]")


async def test_a_newer_date_stands_alone(tmp_path: Path) -> None:
    said = await ask(
        tmp_path,
        "when does moth kingdom season 2 come out",
        ("2026-03-01", OUT + status("postponed")),
        ("2026-09-01", DUE),
    )
    assert "postponed" not in said


async def test_a_season_that_is_out_is_out_whatever_became_of_the_work(tmp_path: Path) -> None:
    said = await ask(
        tmp_path,
        "when did moth kingdom season 1 come out",
        ("2026-03-01", OUT),
        ("2026-09-01", status("cancelled", None)),
    )
    assert said.startswith("Moth Kingdom season 1 came out on 1 February 2022.")
    assert "cancelled" not in said


async def test_whether_it_is_cancelled_is_answered_by_how_it_stands(tmp_path: Path) -> None:
    said = await ask(tmp_path, "was moth kingdom cancelled?", ("2026-09-01", OUT + status("on hiatus", None)))
    assert said.startswith("Moth Kingdom is on hiatus. [Reported 1 September 2026]")


async def test_the_last_part_of_the_newest_season_tells_how_a_show_stands(tmp_path: Path) -> None:
    part = status("airing").replace("season = 2\n", "season = 2\npart = 2\n")
    said = await ask(
        tmp_path,
        "is moth kingdom still airing",
        ("2026-09-01", status("finished", 1) + status("finished") + part),
    )
    assert said.startswith("Moth Kingdom season 2 part 2 is airing.")
