"""Questions of invented fandoms, written with their answers by people who did not know how they are read.

Each folder of ``fandoms/`` is one hand's: facts files, perhaps a names file, questions and follow-up chains. What is
not answered rightly yet stands in its ``known_misses.txt``, one question a line; a miss that is new fails, and so does
one that is mended and still listed.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any  # a line of JSON

import pytest

from bot.answers import Answer, AnswerService, Found, context_of
from bot.answers.wording import word_plainly
from bot.facts.report import Entity
from bot.store import FactStore

FANDOMS = sorted(path for path in Path(__file__).with_name("fandoms").iterdir() if path.is_dir())
TODAY = date(2025, 9, 1)


@asynccontextmanager
async def open_answers(folder: Path, database: Path) -> AsyncIterator[AnswerService]:
    """The answers of one hand's facts."""
    async with FactStore.open(database) as store:
        paths = [path for path in (folder / "facts", folder / "names.toml") if path.exists()]
        await store.apply(await store.plan_load(paths))
        yield AnswerService(store, lambda: TODAY)


def read_rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def is_right(row: dict[str, Any], answer: Answer) -> bool:
    """Whether an answer claims what the facts say, and nothing where they say nothing.

    status: answered must be found, unknown must not. all, any, none: texts that the reply must hold, of which it must
    hold one, that it must not hold.
    """
    found = isinstance(answer, Found)
    values = " | ".join(answer.values) if isinstance(answer, Found) else ""
    said = plain(f"{word_plainly(answer)} | {values}")
    if row.get("status") == "unknown":
        return not found
    return (
        (found or row.get("status") != "answered")
        and all(plain(text) in said for text in row.get("all", ()))
        and (not row.get("any") or any(plain(text) in said for text in row["any"]))
        and not any(plain(text) in said for text in row.get("none", ()))
    )


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold().replace("’", "'").replace("‘", "'")


def known_misses(folder: Path) -> set[str]:
    return set((folder / "known_misses.txt").read_text(encoding="utf-8").splitlines())


async def find_misses(folder: Path, database: Path) -> set[str]:
    """What is not answered rightly: questions, and chains with the number of the turn that goes wrong first."""
    misses = set()
    async with open_answers(folder, database) as answers:
        for row in read_rows(folder / "questions.jsonl"):
            if not is_right(row, await answers.ask(row["q"])):
                misses.add(row["q"])
        for chain in read_rows(folder / "dialogues.jsonl"):
            before = None
            for number, turn in enumerate(chain["turns"], 1):
                answer = await answers.ask(turn["q"], before)
                before = context_of(answer) or before
                if not is_right(turn, answer):
                    misses.add(f"{chain['turns'][0]['q']} > {number}")
                    break
    return misses


@pytest.mark.parametrize("folder", FANDOMS, ids=lambda folder: folder.name)
async def test_a_fandom_is_answered_as_far_as_is_known(folder: Path, tmp_path: Path) -> None:
    """No question is answered worse than before, and none better without saying so."""
    misses = await find_misses(folder, tmp_path / "facts.db")
    known = known_misses(folder)
    assert (sorted(misses - known), sorted(known - misses)) == ([], [])


@pytest.mark.parametrize("folder", FANDOMS, ids=lambda folder: folder.name)
async def test_in_the_channel_of_one_show_questions_of_others_are_answered_as_anywhere(
    folder: Path, tmp_path: Path
) -> None:
    """A show that goes without saying makes no answer wrong that is right without it."""
    known = known_misses(folder)
    first = min(folder.glob("facts/*.toml"))
    title = next(fact["work"] for fact in tomllib.loads(first.read_text("utf-8"))["fact"] if "work" in fact)
    async with open_answers(folder, tmp_path / "facts.db") as answers:
        work = await answers.find_work(title)
        assert isinstance(work, Entity)
        wrong = [
            row["q"]
            for row in read_rows(folder / "questions.jsonl")
            if row["q"] not in known and not is_right(row, await answers.ask(row["q"], about=[work]))
        ]
    assert wrong == []


def test_most_questions_are_answered() -> None:
    """The lists of known misses cannot grow unseen: at most a quarter of the questions stand there."""
    rows = sum(
        len(read_rows(folder / name)) for folder in FANDOMS for name in ("questions.jsonl", "dialogues.jsonl")
    )
    assert sum(len(known_misses(folder)) for folder in FANDOMS) <= rows / 4
