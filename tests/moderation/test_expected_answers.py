"""Expected answers are kept and compared; a plan is rehearsed on a copy, which is gone afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers import AnswerService
from bot.moderation.expected_answers import (
    check_expected,
    says_the_same,
    summarise_answer,
    word_answer_summary,
)
from bot.moderation.rehearsal import Rehearsal, rehearse_load
from bot.store import AnswerSummary, FactStore

MODERATOR = 7
TODAY = date(2024, 3, 1)
RELEASE = "when is season 2 of Moon High out?"
GENRE = "what genre is Moon High?"


def today() -> date:
    return TODAY


@pytest_asyncio.fixture
async def store(database: Path) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "facts"
    path.mkdir()
    write(path, "first", "2024-01-29", "release date|2024", "genre|drama", "genre|horror")
    return path


def write(folder: Path, slug: str, day: str, *facts: str) -> None:
    lines = [f"[article]\npublished_on = {day}"]
    for fact in facts:
        relation, value = fact.split("|")
        season = "season = 2\n" if relation == "release date" else ""
        lines.append(f'[[fact]]\nwork = "Moon High"\n{season}relation = "{relation}"\nvalue = "{value}"')
    (folder / f"{slug}.toml").write_text("\n".join(lines))


async def load(store: FactStore, folder: Path) -> None:
    await store.apply(await store.plan_load([folder]))


async def expect(store: FactStore, *questions: str) -> None:
    answers = AnswerService(store, today)
    for question in questions:
        await store.expected_answers.save(question, summarise_answer(await answers.ask(question)), MODERATOR)


async def test_an_expected_answer_is_kept_as_stored_and_replaced_by_the_next(
    store: FactStore, folder: Path
) -> None:
    await load(store, folder)
    await expect(store, RELEASE, GENRE, RELEASE)
    genre, release = await store.expected_answers.list_from()
    assert release.question == RELEASE
    assert release.by == MODERATOR
    assert release.answer == AnswerSummary(
        status="found", relation="release date", subject="Moon High", season=2, values=("2024",)
    )
    assert genre.answer.values == ("drama", "horror")
    assert await store.expected_answers.list_from(1, 1) == [release]
    assert await store.expected_answers.count() == 2
    assert await store.expected_answers.remove(release.id)
    assert not await store.expected_answers.remove(release.id)
    assert await store.expected_answers.list_from() == [genre]


async def test_expecting_is_no_change_to_the_facts(store: FactStore, folder: Path) -> None:
    await load(store, folder)
    before = await store.history.count_changes()
    await expect(store, RELEASE)
    assert await store.history.count_changes() == before


async def test_the_order_counts_only_where_the_first_replaces_the_others() -> None:
    one = AnswerSummary(status="found", relation="release date", subject="X", values=("2024", "2025"))
    other = AnswerSummary(status="found", relation="release date", subject="X", values=("2025", "2024"))
    assert not says_the_same(one, other)
    cast = AnswerSummary(status="found", relation="cast member", subject="X", values=("A", "B"))
    assert says_the_same(
        cast, AnswerSummary(status="found", relation="cast member", subject="X", values=("B", "A"))
    )
    assert not says_the_same(
        cast, AnswerSummary(status="found", relation="cast member", subject="X", values=("A",))
    )
    assert not says_the_same(cast, AnswerSummary(status="ambiguous", values=("A", "B")))


async def test_words_for_what_is_expected() -> None:
    found = AnswerSummary(
        status="found", relation="release date", subject="Moon High", season=2, values=("2025-33",)
    )
    assert word_answer_summary(found) == "early 2025 (January to March) (Moon High season 2)"
    assert word_answer_summary(AnswerSummary(status="unknown")) == "not known"
    assert word_answer_summary(AnswerSummary(status="ambiguous", values=("A", "B"))) == "asks back: A or B"
    many = AnswerSummary(status="found", values=tuple("ABCDEFGH"))
    assert word_answer_summary(many) == "A, B, C, D, E, F and 2 more"


async def test_a_rehearsal_tells_what_would_change_and_changes_nothing(
    store: FactStore, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await load(store, folder)
    await expect(store, RELEASE, GENRE, "who directed Moon High?")
    write(folder, "second", "2024-02-20", "release date|2025-33", "genre|horror", "genre|drama")
    plan = await store.plan_load([folder])
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    changes = await store.history.count_changes()
    rehearsal = await rehearse_load(store, plan, today)
    assert rehearsal.total == 3
    assert [(each.expected.question, each.now.values) for each in rehearsal.changed] == [
        (RELEASE, ("2025-33",))
    ]
    assert (rehearsal.different, rehearsal.failed) == (0, False)
    assert list(scratch.iterdir()) == [], "the copy is gone"
    assert await store.history.count_changes() == changes
    checked = await check_expected(AnswerService(store, today), await store.expected_answers.list_from())
    assert all(each.holds for each in checked)
    # What was rehearsed can be applied, and then holds.
    await store.apply(plan)
    checked = await check_expected(AnswerService(store, today), await store.expected_answers.list_from())
    assert [each.expected.question for each in checked if not each.holds] == [RELEASE]


async def test_an_answer_that_a_load_brings_back_is_no_change(store: FactStore, folder: Path) -> None:
    await load(store, folder)
    await expect(store, GENRE)
    write(folder, "second", "2024-02-20", "genre|comedy")
    await load(store, folder)
    (folder / "second.toml").unlink()
    rehearsal = await rehearse_load(store, await store.plan_load([folder]), today)
    assert (rehearsal.changed, rehearsal.different) == ((), 0)


async def test_nothing_is_rehearsed_without_need(
    store: FactStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_store: FactStore, _plan: object) -> None:
        raise AssertionError("a copy was made")

    await load(store, folder)
    monkeypatch.setattr(FactStore, "rehearse", fail)
    write(folder, "second", "2024-02-20", "genre|comedy")
    plan = await store.plan_load([folder])
    assert await rehearse_load(store, plan, today) == Rehearsal(0)
    await load(store, folder)
    await expect(store, GENRE)
    assert await rehearse_load(store, await store.plan_load([folder]), today) == Rehearsal(0)
    write(folder, "third", "2024-02-20", "genre|")
    assert await rehearse_load(store, await store.plan_load([folder]), today) == Rehearsal(0)


async def test_a_store_may_be_written_while_a_plan_is_rehearsed(store: FactStore, folder: Path) -> None:
    await load(store, folder)
    write(folder, "second", "2024-02-20", "genre|comedy")
    plan = await store.plan_load([folder])
    async with store.rehearse(plan) as rehearsed:
        (fact,) = await store.single_facts.find_facts("drama", 5)
        await store.single_facts.retract(fact.id, "wrong", MODERATOR)
        assert len(await rehearsed.single_facts.find_facts("genre", 5)) == 3
    assert [report.value for report in await store.single_facts.find_facts("genre", 5)] == ["horror"]
