"""An answer is from the facts before a change or from those after it, though several statements read them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.answers import AnswerService, Found
from bot.facts.report import Report
from bot.store import Address, FactStore
from bot.store.postgres_engine import PostgresEngine
from tests.conftest import run_on_each_engine


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have it run on each engine."""
    run_on_each_engine(metafunc)


async def load(store: FactStore, folder: Path, name: str) -> None:
    path = folder / "facts.toml"
    path.write_text(
        f'[article]\npublished_on = 2024-01-29\n[[group]]\nwork = "Moon High"\n'
        f'facts = {{ director = "{name}", screenwriter = "{name}" }}\n'
    )
    await store.apply(await store.plan_load([path]))


async def test_what_changes_under_a_question_is_read_anew(
    database: Address, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FactStore.open(database) as store, FactStore.open(database) as other:
        await load(store, tmp_path, "Ann Vale")
        engine = store._engine  # noqa: SLF001
        if isinstance(engine, PostgresEngine):
            # As if it took its time: nothing is heard of the change.
            monkeypatch.setattr(engine, "_note_told", lambda *_: None)
            assert engine._connection is not None  # noqa: SLF001
            await engine._connection.reset()  # noqa: SLF001
        changed: list[str] = []
        find_reports = store.find_reports

        async def read_around_a_change(
            subject: int, relation: str | None = None, **more: bool
        ) -> list[Report]:
            found = await find_reports(subject, relation, **more)
            if not changed:
                changed.append("now")
                await load(other, tmp_path, "Bo Marsh")
                # The other half of the answer.
                await find_reports(subject, "screenwriter", **more)
            return found

        monkeypatch.setattr(store, "find_reports", read_around_a_change)
        answer = await AnswerService(store, lambda: date(2024, 2, 1)).ask("who directed moon high")
        assert changed
        assert isinstance(answer, Found)
        assert answer.values == ("Bo Marsh",)
