"""Each relation that more than one kind of show needs is asked as fans ask, and answered by its fact.

The fantasy series, the anime, the game and their people are invented; today is 20 November 2026.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.answers import AnswerService, Found, NoFact
from bot.answers.wording import word_plainly
from bot.facts.relations import ASKED_FOR
from bot.store import FactStore

FACTS = Path(__file__).with_name("vocabulary")
TODAY = date(2026, 11, 20)
OLDER = frozenset(
    {
        "release date", "cast member", "director", "screenwriter", "creator", "producer", "based on",
        "number of episodes", "platform", "genre", "language", "narrative location", "main subject", "plot",
        "renewal date", "filming date", "chart record", "quote", "represented by", "meaning", "rating", "popularity",
    }
)  # fmt: skip
"""What the other tables ask for."""
ASKED = (
    ("what's the status of Emberfall season 2", "status", "in production"),
    ("is Paper Crane Academy still airing", "status", "airing"),
    ("was grey harbour nights cancelled?", "status", "cancelled"),
    ("is moth kingdom season 2 postponed", "status", "postponed"),
    ("when did paper crane academy season 1 end", "end date", "27 September 2025"),
    ("when's the next episode of Paper Crane Academy", "next episode", "24 November 2026"),
    ("new ep of paper crane academy when", "next episode", "24 November 2026"),
    ("when did the trailer for emberfall season 2 drop", "trailer date", "14 September 2026"),
    ("how many seasons does emberfall have", "number of seasons", "2 seasons"),
    ("how long are the episodes of emberfall", "running time", "55 minutes"),
    ("runtime of Paper Crane Academy: Graduation?", "running time", "108 minutes"),
    ("who voices suzu", "voice actor", "Hana Mizuki"),
    ("who is the voice of Principal Heron in paper crane academy", "voice actor", "Daichi Oba"),
    ("who's suzu's english voice actor", "voice actor", "Clare Benning"),
    ("who is the author of Paper Crane Academy", "author", "Reiko Tanabe"),
    ("who narrates emberfall?", "narrator", "Sybil Crane"),
    ("who's the showrunner of emberfall", "showrunner", "Odell Marchetti"),
    ("executive producers of emberfall", "executive producer", "Tamsin Roe"),
    ("which studio animates paper crane academy", "production company", "Studio Lantern"),
    ("what production company is behind Emberfall", "production company", "Larkfield Pictures"),
    ("what network is emberfall on", "network", "Channel Nine"),
    ("who distributes paper crane academy", "distributor", "Brightwave"),
    ("who composed the music for emberfall", "composer", "Ilse Brandvold"),
    ("who did the soundtrack of saltglass", "composer", "Ilse Brandvold"),
    ("what's the theme song of emberfall", "theme song", "Ashes for Breakfast"),
    ("who sings the opening of paper crane academy", "theme song", "Kumo"),
    ("cinematographer of emberfall?", "cinematographer", "Kofi Adair"),
    ("where was emberfall filmed", "filming location", "Slovenia"),
    ("what country is emberfall from", "country of origin", "Ireland"),
    ("what was the budget of emberfall", "budget", "$90 million"),
    ("box office of Paper Crane Academy: Graduation", "box office", "$31 million"),
    ("did emberfall win any awards", "award", "Golden Quill"),
    ("what awards has Mirela Voss won", "award", "Silver Ember"),
    ("what's the critics score of emberfall", "review score", "84 of 100"),
    ("age rating of emberfall", "age rating", "16"),
    ("is there a sequel to paper crane academy", "sequel", "Graduation"),
    ("what is the prequel of saltglass", "prequel", "Saltglass Zero"),
    ("what's the sequel to Saltglass Zero", "sequel", "Saltglass"),
    ("does emberfall have a spin off", "spin-off", "Emberfall: Cinders"),
    ("which universe is emberfall part of", "part of", "The Kiln Cycle"),
    ("who developed saltglass", "developer", "Greywhale Games"),
    ("who's the publisher of saltglass", "publisher", "Northpost"),
    ("which consoles is saltglass on", "game platform", "Nintendo Switch"),
    ("how much is saltglass", "price", "$29.99"),
    ("official website of emberfall", "official site", "emberfall.example"),
    ("how old is Mirela Voss", "date of birth", "11 June 1994"),
    ("when is joon vale's birthday", "date of birth", "30 January 2001"),
    ("where was mirela voss born", "place of birth", "Ljubljana"),
    ("mirela voss nationality", "nationality", "Slovenia"),
    ("how tall is mirela voss", "height", "172 cm"),
    ("what group is Joon Vale in", "member of", "HALO9"),
    ("who is in HALO9", "member of", "Joon Vale"),
    ("joon vale record label", "record label", "Tidal Blue Records"),
)
UNKNOWN = (
    "who composed the music for Paper Crane Academy",
    "budget of saltglass",
    "how tall is joon vale",
    "where was moth kingdom filmed",
    "theme song of moth kingdom",
    "did moth kingdom win any awards",
    "how much did emberfall make at the box office",
    "how much did emberfall earn",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AnswerService]:
    """The answers of 20 November 2026; asking changes nothing."""
    async with FactStore.open(tmp_path_factory.mktemp("vocabulary") / "facts.db") as store:
        plan = await store.plan_load((FACTS,))
        assert plan.refused == ()
        await store.apply(plan)
        yield AnswerService(store, lambda: TODAY)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("question", "relation", "says"), ASKED, ids=[question for question, _, _ in ASKED])
async def test_a_relation_is_asked_and_answered(
    answers: AnswerService, question: str, relation: str, says: str
) -> None:
    answer = await answers.ask(question)
    assert isinstance(answer, Found), word_plainly(answer)
    assert relation in {answer.question.relation, answer.sections[0].relation.name}
    assert says in word_plainly(answer)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("question", UNKNOWN)
async def test_what_no_report_has_is_not_made_up(answers: AnswerService, question: str) -> None:
    answer = await answers.ask(question)
    assert isinstance(answer, NoFact), word_plainly(answer)


def test_every_new_relation_is_asked_for() -> None:
    assert {relation for _, relation, _ in ASKED} == set(ASKED_FOR) - OLDER - {"episode title"}
