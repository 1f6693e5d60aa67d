"""A part of a season is neither another season nor the whole of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.answers import AnswerService, Found
from bot.answers.wording import word_plainly
from bot.store import FactStore

FACTS = """
[article]
published_on = 2026-03-01
[[group]]
work = "Moth Kingdom"
season = 1
facts = { "release date" = "2025-02-01" }
[[group]]
work = "Moth Kingdom"
season = 2
facts = { "release date" = "2027-06" }
"""


async def test_the_second_part_of_a_season_is_not_the_second_season(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(FACTS, encoding="utf-8")
    async with FactStore.open(tmp_path / "facts.db") as store:
        await store.apply(await store.plan_load((tmp_path / "a.toml",)))
        answers = AnswerService(store, lambda: date(2026, 11, 20))
        for question in (
            "when does moth kingdom season 1 part 2 come out",
            "moth kingdom s1 part 2 release date",
            "when is part 2 of moth kingdom season 1 out",
        ):
            answer = await answers.ask(question)
            assert "2027" not in word_plainly(answer)
            assert not isinstance(answer, Found), word_plainly(answer)
