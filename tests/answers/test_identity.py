"""Two of one name are kept apart: shown apart where both are known, told apart by what a question says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.answers import Ambiguous, AnswerService, Found
from bot.answers.wording import word_plainly
from bot.store import Address, FactStore
from tests.conftest import run_on_each_engine

NAMES = """
[[name]]
name = "Brian Cox"
kind = "person"
distinguish = "physicist"
[[name]]
name = "Dune"
kind = "work"
distinguish = "1984 film"
[[name]]
name = "Dune"
kind = "work"
distinguish = "2021 film"
[[name]]
name = "Nora Bell"
kind = "person"
distinguish = "singer"
also = ["Nora B."]
"""
FACTS = """
[article]
published_on = 2026-03-01
[[fact]]
work = "Wonders of Tides"
relation = "cast member"
value = "Brian Cox (physicist)"
[[fact]]
work = "Crown Inc"
relation = "cast member"
value = "Brian Cox"
character = "Logan"
[[fact]]
work = "Crown Inc"
relation = "cast member"
value = "Nora Bell (singer)"
[[fact]]
person = "Brian Cox (physicist)"
relation = "date of birth"
value = "1968-03-03"
[[group]]
work = "Dune (1984 film)"
facts = { director = "David Finch", "release date" = "1984-12-14" }
[[group]]
work = "Dune (2021 film)"
facts = { director = "Denis Vale", "release date" = "2021-10-22" }
"""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have them run on each engine."""
    run_on_each_engine(metafunc)


@asynccontextmanager
async def open_answers(database: Address, folder: Path, names: str = NAMES) -> AsyncIterator[AnswerService]:
    (folder / "a.toml").write_text(FACTS, encoding="utf-8")
    (folder / "names.toml").write_text(names, encoding="utf-8")
    async with FactStore.open(database) as store:
        await store.apply(await store.plan_load((folder / "a.toml", folder / "names.toml")))
        yield AnswerService(store, lambda: date(2026, 11, 28))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what has brian cox the physicist been in", "Brian Cox (physicist) is in Wonders of Tides."),
        ("when was brian cox (physicist) born", "Brian Cox (physicist) was born on 3 March 1968."),
        ("when was the physicist brian cox born", "Brian Cox (physicist) was born on 3 March 1968."),
        ("who directed the 2021 film dune", "Denis Vale directed Dune (2021 film)."),
        ("who directed the 1984 dune", "David Finch directed Dune (1984 film)."),
        ("who directed dune 2021", "Denis Vale directed Dune (2021 film)."),
        # One of the two alone has to do with the show
        ("is brian cox in crown inc", "Yes. Brian Cox plays Logan in Crown Inc."),
        # Nobody else is called so: nothing has to tell them apart
        ("who is in crown inc", "Brian Cox as Logan, Nora Bell ["),
        ("is nora b. in crown inc", "Yes. Nora Bell is in Crown Inc."),
    ],
)
async def test_two_of_one_name_are_told_apart(
    database: Address, tmp_path: Path, question: str, words: str
) -> None:
    async with open_answers(database, tmp_path) as answers:
        answer = await answers.ask(question)
        assert isinstance(answer, Found), word_plainly(answer)
        assert words in " ".join(word_plainly(answer).split())


@pytest.mark.parametrize(
    ("question", "candidates"),
    [
        ("what has brian cox been in", {"Brian Cox", "Brian Cox (physicist)"}),
        ("who directed dune", {"Dune (1984 film)", "Dune (2021 film)"}),
        ("who is brian cox", {"Brian Cox", "Brian Cox (physicist)"}),
    ],
)
async def test_where_both_may_be_meant_the_bot_asks(
    database: Address, tmp_path: Path, question: str, candidates: set[str]
) -> None:
    async with open_answers(database, tmp_path) as answers:
        answer = await answers.ask(question)
        assert isinstance(answer, Ambiguous), word_plainly(answer)
        assert {each.name for each in answer.candidates} == candidates


async def test_an_id_from_outside_makes_one_of_two_spellings(database: Address, tmp_path: Path) -> None:
    """Two spellings with one id are one work, across files as in one."""
    names = (
        '[[name]]\nname = "Crown Inc"\nkind = "work"\nwikidata = "Q7"\n'
        '[[name]]\nname = "La Corona"\nkind = "work"\nwikidata = "Q7"\n'
    )
    async with open_answers(database, tmp_path, names) as answers:
        assert isinstance(await answers.ask("who plays Logan in La Corona?"), Found)


async def test_what_told_them_apart_goes_with_the_file(database: Address, tmp_path: Path) -> None:
    async with open_answers(database, tmp_path) as answers:
        assert isinstance(await answers.ask("who directed dune"), Ambiguous)
    async with FactStore.open(database) as store:
        (tmp_path / "names.toml").write_text('[[name]]\nname = "X"\nkind = "work"\nalso = ["Y"]\n', "utf-8")
        plan = await store.plan_load((tmp_path / "names.toml",))
        await store.apply(plan)
        assert [each.name for each in store.names.exact("brian cox")] == ["Brian Cox"]
        assert [each.name for each in store.names.exact("brian cox physicist")] == ["Brian Cox (physicist)"]
