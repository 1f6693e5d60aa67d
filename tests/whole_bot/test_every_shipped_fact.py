"""Every fact of the shipped facts files is answered on Discord, by command and by mention."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any  # facts files are read raw here, not by the code under test

import pytest

from bot.facts.dates import word_date, word_when
from tests.conftest import SHIPPED
from tests.whole_bot.stage import Shown, Stage, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

Fact = dict[str, Any]
FILES = sorted((SHIPPED / "facts").glob("*.toml"))
DATES = ("release date", "renewal date", "filming date")
QUESTIONS = {
    "release date": "when is {season} of {work} out?",
    "cast member": "who is in the cast of {work} {season}?",
    "director": "who directed {work}?",
    "creator": "who created {work}?",
    "based on": "what is {work} based on?",
    "number of episodes": "how many episodes does {work} {season} have?",
    "platform": "where can I watch {work} {season}?",
    "genre": "what genre is {work}?",
    "narrative location": "where is {work} set?",
    "main subject": "what are the themes of {work}?",
    "plot": "what is the plot of {work} {season}?",
    "renewal date": "when was {work} {season} renewed?",
    "filming date": "when is {work} {season} filmed?",
    "chart record": "what chart records does {work} have?",
    "quote": "quotes about {work}",
    "represented by": "who represents {person}?",
    "popularity": "how popular is {work} {season}?",
    "meaning": "what does {term} mean?",
}


def facts_in(path: Path) -> list[Fact]:
    """The facts of a file, as any TOML reader sees them."""
    facts: list[Fact] = tomllib.loads(path.read_text(encoding="utf-8"))["fact"]
    return facts


def spellings() -> dict[str, list[str]]:
    """Every spelling of whoever has a name: an answer may use another than the article."""
    names = tomllib.loads((SHIPPED / "names.toml").read_text(encoding="utf-8"))["name"]
    groups = [[name["name"], *name["also"]] for name in names]
    return {spelling: group for group in groups for spelling in group}


def is_told(fact: Fact, text: str, known: dict[str, list[str]]) -> bool:
    """Whether a text says what the fact says, in one of its possible wordings."""
    said = " ".join(text.replace("**", "").split())
    value = fact["value"]
    if fact["relation"] in DATES:
        # Beneath the answer a date stands by itself, and a part of a year without its months.
        ways = [word_when(value), f"An estimate: {word_date(value).split(' (', maxsplit=1)[0]}, "]
    elif fact["relation"] == "quote":
        ways = [f"“{value}”"]
    else:
        ways = [way for spelling in known.get(value, [value]) for way in (spelling, _capitalise(spelling))]
    others = [known.get(fact[key], [fact[key]]) for key in ("character", "speaker", "by") if key in fact]
    return all(any(way in said for way in each) for each in (ways, *others))


def _capitalise(value: str) -> str:
    """A value as it begins a sentence."""
    return value[:1].upper() + value[1:]


async def read_with_sources(stage: Stage, shown: Shown) -> str:
    """All that an answer says, and what its button "Sources" shows."""
    told = await stage.read_all(shown)
    return f"{told}\n{text_of(shown_by(await stage.press(shown, 'Sources')))}"


def command_for(fact: Fact) -> tuple[str, dict[str, object]]:
    """The command that a fan would use to learn a fact."""
    season = {"season": fact["season"]} if "season" in fact else {}
    match fact:
        case {"relation": "release date", "work": work}:
            return "release", {"title": work, **season}
        case {"relation": "cast member", "work": work}:
            return "cast", {"title": work, **season}
        case {"relation": "quote", "work": work, "speaker": speaker}:
            return "quotes", {"title": work, "person": speaker}
        case {"term": name} | {"person": name} | {"character": name}:
            return "who", {"name": name}
        case _:
            return "show", {"title": fact["work"]}


def question_for(fact: Fact) -> str:
    """The question that a fan would ask to learn a fact."""
    season = f"season {fact['season']}" if "season" in fact else ""
    term = fact.get("term") or fact.get("character")
    question = QUESTIONS[fact["relation"]].format(
        work=fact.get("work"), person=fact.get("person"), term=term, season=season or "season 1"
    )
    return " ".join(question.split()) if season else question.replace(" season 1", "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_every_fact_is_told_by_a_command(stage: Stage, path: Path) -> None:
    """Including what a later report replaced, under "Earlier reports", and what is on later pages."""
    known = spellings()
    shown: dict[str, str] = {}
    missed = []
    for fact in facts_in(path):
        command, options = command_for(fact)
        key = f"/{command} {options}"
        if key not in shown:
            shown[key] = await stage.read_all(await stage.slash(command, **options))
        if not is_told(fact, shown[key], known):
            missed.append((key, fact["relation"], fact["value"]))
    assert missed == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_every_fact_is_told_in_reply_to_a_mention(stage: Stage, path: Path) -> None:
    known = spellings()
    shown: dict[str, str] = {}
    missed = []
    for fact in facts_in(path):
        question = question_for(fact)
        if question not in shown:
            shown[question] = await stage.read_all(await stage.ask(question))
        if not is_told(fact, shown[question], known):
            missed.append((question, fact["relation"], fact["value"], shown[question][:300]))
    assert missed == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_every_note_is_told_behind_the_sources(stage: Stage, path: Path) -> None:
    """In reply to a mention and by the command for its relation; of all that /show tells, only the first few."""
    shown: dict[str, str] = {}
    missed = []
    for fact in facts_in(path):
        if "note" not in fact:
            continue
        command, options = command_for(fact)
        key, question = f"/{command} {options}", question_for(fact)
        if question not in shown:
            shown[question] = await read_with_sources(stage, await stage.ask(question))
        if key not in shown and command != "show":
            shown[key] = await read_with_sources(stage, await stage.slash(command, **options))
        note = " ".join(fact["note"].split())
        missed += [
            (asked, fact["relation"], fact["value"], note)
            for asked in (question, key)
            if asked in shown and note not in " ".join(shown[asked].split())
        ]
    assert missed == []


async def test_every_answer_names_the_day_of_its_report(stage: Stage) -> None:
    """No source, no answer."""
    for path in FILES:
        for question in {question_for(fact): None for fact in facts_in(path)}:
            text = text_of(await stage.ask(question))
            assert "11 February 2022" in text or "29 January 2024" in text, question
