"""A game, an anime and a series are asked about as their fans ask; nothing is taken for what it is not.

All of them are invented; today is 20 November 2026.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers import Ambiguous, AnswerService, Found, NoFact
from bot.answers.wording import word_plainly
from bot.store import FactStore

FACTS = Path(__file__).with_name("any_fandom")
TODAY = date(2026, 11, 20)
GAME = (
    ("what platforms is brinehold 2 on", "PlayStation 5 and Windows"),
    ("where can i watch or play brinehold 2: which platforms", "PlayStation 5 and Windows"),
    ("is brinehold 2 on pc", "PlayStation 5 and Windows"),
    ("who made brinehold 2", "Cinderloft"),
    ("which company makes brinehold 2", "Cinderloft"),
    ("who directed brinehold 2", "Petra Solano"),
    ("whats brinehold 2 rated", "12 (PEGI)"),
    ("how is brinehold 2 rated by critics", "88 (GameLedger)"),
    ("brinehold 2 release date", "Brinehold II came out on 3 October 2025."),
    ("what was the original release date of brinehold 2", "Before, Brinehold II was due on 9 May 2025."),
    ("whats the old release date of brinehold 2", "Before, Brinehold II was due on 9 May 2025."),
    ("is brinehold 2 on switch 2", "Only a rumour says so. Brinehold II runs on Nintendo Switch 2."),
    ("was brinehold 2 delayed", "9 May 2025 became 3 October 2025"),
)
"""Questions about a game, and what the answer says first."""
ANIME = (
    ("who wrote the paper tides manga", "Ren Okabe"),
    ("who drew the paper tides manga", "Ren Okabe"),
    ("what channel is paper tides on in japan", "Kita TV"),
    ("who voices nagi in english", "Dana Whitlock"),
    ("who voices nagi in the dub", "Dana Whitlock"),
    ("whos the japanese voice of nagi", "Emi Sato"),
    ("who does emi sato voice", "Emi Sato voices Nagi Urabe in Paper Tides."),
    ("is shio no kami still airing", "Paper Tides is airing."),
    ("what genre is shio no kami", "drama"),
    ("is paper tides cancelled", "Paper Tides is airing."),
    ("did they postpone paper tides", "Paper Tides is airing."),
    ("who sings the opening of paper tides", "Low Lantern by Mirrorball"),
)
SERIES = (
    ("who does wren ashdown play", "Wren Ashdown plays Ida Corle in Glass Parish."),
    ("who is ida corle in glass parish season 1", "Wren Ashdown plays Ida Corle in Glass Parish."),
    ("whats glass parish rated", "TV-MA"),
)
SEVERAL = (
    ("who plays corle in glass parish", "Ida Corle", "Moss Corle"),
    ("who does ashdown play in glass parish", "Wren Ashdown", "Silas Ashdown"),
    ("who does ashdown play", "Wren Ashdown", "Silas Ashdown"),
    ("who voices urabe in english", "Nagi Urabe", "Tomo Urabe"),
)
UNKNOWN = (
    "who sings the ending of paper tides",
    "who voices tomo urabe in the dub",
    "who voices nagi in german",
    "how many volumes does the paper tides manga have",
    "is moss corle in glass parish season 2",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AnswerService]:
    """The answers of 20 November 2026; asking changes nothing."""
    async with FactStore.open(tmp_path_factory.mktemp("any_fandom") / "facts.db") as store:
        plan = await store.plan_load((FACTS, FACTS / "names.toml"))
        assert plan.refused == ()
        await store.apply(plan)
        yield AnswerService(store, lambda: TODAY)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("question", "says"), [*GAME, *ANIME, *SERIES])
async def test_what_is_known_is_said(answers: AnswerService, question: str, says: str) -> None:
    answer = await answers.ask(question)
    assert isinstance(answer, Found), word_plainly(answer)
    assert says in word_plainly(answer).splitlines()[0]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("question", "one", "other"), SEVERAL)
async def test_a_name_of_two_is_asked_back(
    answers: AnswerService, question: str, one: str, other: str
) -> None:
    answer = await answers.ask(question)
    assert isinstance(answer, Ambiguous), word_plainly(answer)
    assert {one, other} == {candidate.name for candidate in answer.candidates}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("question", UNKNOWN)
async def test_what_no_report_has_is_not_made_up(answers: AnswerService, question: str) -> None:
    answer = await answers.ask(question)
    assert isinstance(answer, NoFact), word_plainly(answer)


@pytest.mark.asyncio(loop_scope="module")
async def test_what_was_postponed_and_has_come_is_not_said_to_be_postponed(answers: AnswerService) -> None:
    """The delay stands in the article that gave the day, and that day has passed."""
    for question in ("when does brinehold 2 come out", "is brinehold 2 out yet", "brinehold 2 status"):
        assert "postponed" not in word_plainly(await answers.ask(question)).splitlines()[0]
