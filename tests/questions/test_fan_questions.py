"""Questions as fans type them, each answered from a real database as a well-read friend would answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.__main__ import DEFAULT_PATHS
from bot.answers import AnswerService, context_of
from bot.store import FactStore
from tests.questions.expected import Row, find_faults
from tests.questions.table import TABLE

EXTRA = Path(__file__).with_name("extra")
TODAY = date(2026, 11, 20)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AnswerService]:
    """The answers of 20 November 2026, from the shipped facts and the invented ones; asking changes nothing."""
    async with FactStore.open(tmp_path_factory.mktemp("questions") / "facts.db") as store:
        await store.apply(await store.plan_load((*DEFAULT_PATHS, EXTRA, EXTRA / "names.toml")))
        yield AnswerService(store, lambda: TODAY)


def _parameters() -> list[object]:
    return [
        pytest.param(
            row,
            id=f"{group}: {row.title[:80]}",
            marks=[pytest.mark.xfail(strict=True, reason=row.miss)] if row.miss else [],
        )
        for group, rows in TABLE.items()
        for row in rows
    ]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("row", _parameters())
async def test_a_fan_is_answered_as_a_friend_would_answer(answers: AnswerService, row: Row) -> None:
    """The right fact of the right season, a question back, or an honest "I don't know"."""
    before = None
    for earlier in row.after:
        before = context_of(await answers.ask(earlier, before))
    answer = await answers.ask(row.asked, before)
    assert list(find_faults(answer, row.expected)) == [], f"{row.title!r}: {answer}"


def test_the_table_is_wide_and_asks_nothing_twice() -> None:
    rows = [row for group in TABLE.values() for row in group]
    assert len(rows) >= 250
    assert len({(row.asked, row.after) for row in rows}) == len(rows)
