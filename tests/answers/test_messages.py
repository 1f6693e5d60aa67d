"""What somebody's message says, set against what is known: contradicted, unknown, or confirmed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers import AnswerService
from bot.answers.about_message import MOST_CLAIMS, MOST_NAMED, AboutMessage, Messages, Verdict
from bot.store import FactStore

TODAY = date(2024, 3, 1)
FACTS = """
[article]
id = "known"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
season = 1
relation = "release date"
value = "2022-01-28"
certainty = "official"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024-40"

[[fact]]
work = "Moon High"
season = 1
relation = "number of episodes"
value = "12"

[[fact]]
work = "Moon High"
season = 2
relation = "cast member"
value = "Park Ji-hu"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "director"
value = "Lee Jae-kyoo"

[[fact]]
work = "Moon High"
relation = "platform"
value = "Netflix"
"""
OTHERS = """
[[fact]]
work = "{name}"
season = 2
relation = "genre"
value = "drama"
"""


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[FactStore]:
    """A store with one show, and seven about which little is known."""
    path = tmp_path / "known.toml"
    names = ("Yoo Inn", "Sun Low", "Star Fall", "Rain Door", "Snow Gate", "Wind Hall", "Fire Lane")
    path.write_text(FACTS + "".join(OTHERS.format(name=name) for name in names), encoding="utf-8")
    async with FactStore.open(tmp_path / "facts.db") as opened:
        plan = await opened.plan_load([path])
        assert not plan.refused
        await opened.apply(plan)
        yield opened


async def read(store: FactStore, text: str, sent_on: date = TODAY) -> AboutMessage:
    """What can be said about a message."""
    return await Messages(store, AnswerService(store, lambda: TODAY)).read(text, sent_on, TODAY)


CLAIMS = {
    "another year": ("Moon High season 2 comes out in 2026", Verdict.CONTRADICTED, ["2024-40"]),
    "in the words of a chat": ("moon high s2 drops in march 2026 lol", Verdict.CONTRADICTED, ["2024-40"]),
    "a title left out": ("season 2 is out in 2026!", Verdict.CONTRADICTED, ["2024-40"]),
    "a year that holds the window": ("season 2 is out in 2024!", Verdict.AGREES, ["2024-40"]),
    "a month within the window": ("Moon High season 2 comes out in May 2024", Verdict.AGREES, ["2024-40"]),
    "what has come out": ("Moon High came out on 28 January 2022", Verdict.AGREES, ["2022-01-28"]),
    "a season by the year": ("Moon High came out in 2019", Verdict.CONTRADICTED, ["2022-01-28"]),
    "too many episodes": ("moon high s1 has 16 episodes", Verdict.CONTRADICTED, ["12"]),
    "as many episodes": ("moon high s1 has 12 eps", Verdict.AGREES, ["12"]),
    "who plays whom": ("Park Ji-hu plays Nam Onjo", Verdict.AGREES, ["Park Ji-hu"]),
    "another in the part": ("Lee Jae-kyoo plays Nam Onjo", Verdict.CONTRADICTED, ["Park Ji-hu"]),
    "another director": ("Bong Joon-ho directed Moon High", Verdict.UNKNOWN, ["Lee Jae-kyoo"]),
    "the director": ("Lee Jae-gyu directed Moon High", Verdict.UNKNOWN, ["Lee Jae-kyoo"]),
    "the platform": ("moon high is on netflix", Verdict.AGREES, ["Netflix"]),
}


@pytest.mark.parametrize(("text", "verdict", "known"), CLAIMS.values(), ids=CLAIMS.keys())
async def test_what_a_message_says_is_set_against_what_is_known(
    store: FactStore, text: str, verdict: Verdict, known: list[str]
) -> None:
    (claim,) = (await read(store, text)).claims
    assert claim.verdict is verdict
    assert [report.value for report in claim.known] == known


@pytest.mark.parametrize(
    "text",
    [
        "is Moon High season 2 out in 2026?",
        "Moon High season 2 isn't out in 2026",
        "I hope Moon High season 2 comes out in 2026",
        "Moon High is the best",
        "Moon High season 3 comes out in 2026",
        "lol ok",
        "",
        "x" * 5000,
        "🧟" * 2000,
    ],
)
async def test_what_cannot_be_compared_is_left_alone(store: FactStore, text: str) -> None:
    assert (await read(store, text)).claims == ()


async def test_what_leads_of_the_named_is_told_of_the_season_that_is_spoken_of(store: FactStore) -> None:
    (named,) = (await read(store, "so excited for Moon High s2")).named
    assert named.question.season == 2
    assert [section.statements[0].value for section in named.sections] == ["2024-40", "Park Ji-hu"]
    (named,) = (await read(store, "so excited for Moon High s9")).named
    assert named.question.season is None
    assert named.sections


async def test_each_season_goes_with_its_show(store: FactStore) -> None:
    about = await read(store, "Moon High was great. Sun Low season 2 comes out in 2026")
    assert [named.question.season for named in about.named] == [None, 2]


async def test_at_most_five_names_are_told_of(store: FactStore) -> None:
    about = await read(store, "Moon High, Yoo Inn, Sun Low, Star Fall, Rain Door, Snow Gate, Wind Hall. " * 3)
    assert len(about.named) == MOST_NAMED
    assert about.more == 2


async def test_where_a_title_is_left_out_that_several_may_be_the_fan_chooses(store: FactStore) -> None:
    about = await read(store, "what a genre, season 2")
    ((unclear,),) = (about.unclear,)
    assert unclear.text == ""
    assert len(unclear.choices) == MOST_NAMED
    assert about.named == ()


async def test_a_long_message_is_read_in_part_and_claims_are_few(store: FactStore) -> None:
    text = " ".join(f"Moon High season 2 comes out in {year}." for year in range(2030, 2130))
    assert 0 < len((await read(store, text * 50)).claims) <= MOST_CLAIMS
