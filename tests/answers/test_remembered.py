"""What is remembered between two questions: nothing that could be anybody's own words, and nothing that has changed."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.answers import AnswerService, Found
from bot.questions import draft
from bot.store import FactStore

TIDY = "who plays Nam Onjo?"
OWN_WORDS = "does my neighbour Jane Doe, 12 Elm Street, phone 555 0100, act in All of Us Are Dead?"
MOON_HIGH = """[article]
id = "2024-02-01-casting"
published_on = 2024-02-01

[[fact]]
work = "Moon High"
relation = "director"
value = "Han Yoo-jin"
"""


@pytest.fixture
def taken_apart(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were taken apart."""
    texts: list[str] = []

    def count(text: str, names: object) -> object:
        texts.append(text)
        return draft(text, names)  # type: ignore[arg-type] # passed on as given

    monkeypatch.setattr("bot.answers.answer_service.draft", count)
    return texts


async def test_only_questions_of_known_names_and_plain_words_are_remembered(
    shipped_database: Path, tmp_path: Path, taken_apart: list[str]
) -> None:
    async with FactStore.open(shutil.copyfile(shipped_database, tmp_path / "facts.db")) as store:
        service = AnswerService(store, lambda: date(2024, 3, 1))
        for question in (TIDY, OWN_WORDS):
            assert await service.ask(question) == await service.ask(question)
    assert taken_apart == [TIDY, OWN_WORDS, OWN_WORDS]


async def test_what_was_read_before_a_load_is_not_what_is_answered_after_it(
    shipped_database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "new.toml"
    async with FactStore.open(shutil.copyfile(shipped_database, tmp_path / "facts.db")) as store:
        service = AnswerService(store, lambda: date(2024, 3, 1))
        for name in ("Han Yoo-jin", "Seo Min-ah"):
            await service.ask("who directed Moon High?")
            file.write_text(MOON_HIGH.replace("Han Yoo-jin", name), encoding="utf-8")
            await store.apply(await store.plan_load([file]))
            answer = await service.ask("who directed Moon High?")
            assert isinstance(answer, Found)
            assert answer.values == (name,)
            assert await service.ask("who directed Moon High?") == answer
