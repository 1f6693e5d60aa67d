"""Every fact of the facts files that come with the bot is the answer to a plain question."""

from __future__ import annotations

import asyncio
import tomllib
from datetime import date
from pathlib import Path
from typing import Any  # a table of TOML holds values of several types

import pytest

from bot.answers import AnswerService, Found
from bot.store import FactStore

DATA = Path(__file__).parents[2] / "data"

QUESTIONS = {
    "release date": "when is the release date of {subject}?",
    "cast member": "who is in the cast of {subject}?",
    "director": "who directed {subject}?",
    "screenwriter": "who wrote {subject}?",
    "creator": "who created {subject}?",
    "producer": "who produced {subject}?",
    "based on": "what is {subject} based on?",
    "number of episodes": "how many episodes does {subject} have?",
    "platform": "which platform is {subject} on?",
    "genre": "what is the genre of {subject}?",
    "language": "what is the language of {subject}?",
    "narrative location": "where is {subject} set?",
    "main subject": "what are the themes of {subject}?",
    "plot": "what is the plot of {subject}?",
    "renewal date": "when was {subject} renewed?",
    "filming date": "when is the filming of {subject}?",
    "chart record": "which chart records has {subject}?",
    "quote": "quotes about {subject}",
    "represented by": "who represents {subject}?",
    "meaning": "what is the meaning of {subject}?",
    "rating": "what is the rating of {subject}?",
    "popularity": "how popular is {subject}?",
}


def list_facts() -> list[Any]:
    """Each fact with its article's id, read without our own code."""
    listed = []
    for path in sorted((DATA / "facts").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, fact in enumerate(file["fact"], 1):
            name = f"{path.stem[:10]}-{number}-{fact['relation']}"
            listed.append(pytest.param(file["article"]["id"], fact, id=name))
    return listed


def question_for(fact: dict[str, Any]) -> str:
    subject = fact.get("work") or fact.get("person") or fact["term"]
    if fact["relation"] == "meaning" and "character" in fact:
        subject = fact["character"]
    elif "season" in fact:
        subject = f"{subject} season {fact['season']}"
    return QUESTIONS[fact["relation"]].format(subject=subject)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The facts and names that come with the bot."""
    path = tmp_path_factory.mktemp("shipped") / "facts.db"

    async def load() -> None:
        async with FactStore.open(path) as store:
            plan = await store.plan_load([DATA / "facts", DATA / "names.toml"])
            assert plan.refused == ()
            await store.apply(plan)

    asyncio.run(load())
    return path


@pytest.mark.parametrize(("article", "fact"), list_facts())
async def test_every_shipped_fact_is_answered(database: Path, article: str, fact: dict[str, Any]) -> None:
    """The value is given with its article as a source, among the earlier reports if it was replaced."""
    async with FactStore.open(database) as store:
        service = AnswerService(store, lambda: date(2024, 2, 1))
        answer = await service.ask(question_for(fact))
    assert isinstance(answer, Found)
    assert answer.question.relation == fact["relation"]
    given = {(report.article, report.value) for report in (*answer.reports, *answer.earlier)}
    assert (article, str(fact["value"])) in given
    assert {report.season for report in answer.reports} == {fact.get("season")} or "season" not in fact


async def test_what_no_fact_says_is_not_answered(database: Path) -> None:
    """The table above would prove nothing if every question found everything."""
    async with FactStore.open(database) as store:
        service = AnswerService(store, lambda: date(2024, 2, 1))
        for relation in ("language", "rating", "producer"):
            answer = await service.ask(QUESTIONS[relation].format(subject="Hellbound"))
            assert not isinstance(answer, Found)
