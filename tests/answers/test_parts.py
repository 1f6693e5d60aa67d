"""A part of a season, and an episode, are neither another season nor the whole of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from bot.answers import Answer, AnswerService, Found, context_of
from bot.answers.wording import word_plainly
from bot.questions import Question
from bot.questions.question import decode
from bot.store import FactStore

FACTS = """
[article]
published_on = 2026-03-01
[[group]]
work = "Moth Kingdom"
season = 1
facts = { "release date" = "2025-02-01", "number of episodes" = 10, director = "Anna Vale" }
[[group]]
work = "Moth Kingdom"
season = 2
part = 1
facts = { "release date" = "2026-02-01", "number of episodes" = 5 }
[[group]]
work = "Moth Kingdom"
season = 2
part = 2
facts = { "release date" = "2027-06" }
[[group]]
work = "Moth Kingdom"
season = 2
episode = 5
facts = { "episode title" = "Ashes", "release date" = "2026-02-22", director = "Ben Ruiz" }
[[group]]
work = "Moth Kingdom"
season = 2
episode = 4
facts = { "episode title" = "The Long Night" }
[[group]]
work = "Paper Harbour"
part = 1
facts = { "release date" = "2024-05-01" }
[[group]]
work = "Paper Harbour"
part = 2
facts = { "release date" = "2026-12-05" }
[[group]]
work = "Paper Harbour"
facts = { platform = "Netflix" }
[[group]]
work = "Solo Sea"
season = 2
facts = { "release date" = "2027-12-05" }
[[fact]]
work = "Salt Room"
season = 1
relation = "director"
value = "Ida Moor"
note = "She directed the first episode."
[[fact]]
work = "Salt Room"
season = 1
relation = "director"
value = "Cal Reeve"
"""


@asynccontextmanager
async def open_answers(folder: Path) -> AsyncIterator[AnswerService]:
    (folder / "a.toml").write_text(FACTS, encoding="utf-8")
    async with FactStore.open(folder / "facts.db") as store:
        await store.apply(await store.plan_load((folder / "a.toml",)))
        yield AnswerService(store, lambda: date(2026, 11, 28))


def values_of(answer: Answer) -> tuple[str, ...]:
    return answer.values if isinstance(answer, Found) else ()


@pytest.mark.parametrize(
    ("question", "values"),
    [
        # A part answers for itself alone, with its season or where there is none
        ("when is moth kingdom season 2 part 2 out", ("2027-06",)),
        ("moth kingdom s2 part two release date", ("2027-06",)),
        ("when does part 2 of moth kingdom season 2 come out", ("2027-06",)),
        ("when does the second half of moth kingdom season 2 premiere", ("2027-06",)),
        ("when is moth kingdom part 2 out", ("2027-06",)),
        ("when is moth kingdom vol. 2 coming out", ("2027-06",)),
        ("moth kingdom 2nd cour release date", ("2027-06",)),
        ("is paper harbour part 2 out yet", ("2026-12-05",)),
        ("how many episodes are in moth kingdom season 2 part 1", ("5",)),
        ("when does moth kingdom season 1 part 2 come out", ()),
        ("moth kingdom s1 part 2 release date", ()),
        # … and never for a season of that number
        ("when is solo sea part 2 out", ()),
        # Asked about the season, the parts are told where no more is known
        ("when is season 2 of moth kingdom out", ("2026-02-01", "2027-06")),
        ("when is paper harbour out", ("2024-05-01", "2026-12-05")),
        # What holds for the work is said of the part, and marked
        ("where can i watch paper harbour part 2", ("Netflix",)),
        # An episode answers for itself
        ("what is moth kingdom s2e5 called", ("Ashes",)),
        ("what's the title of episode 5 of season 2 of moth kingdom", ("Ashes",)),
        ("moth kingdom season 2 episode 5 title", ("Ashes",)),
        ("which episode of moth kingdom is called ashes", ("Ashes",)),
        ("what episode of Moth Kingdom is titled The Long Night", ("The Long Night",)),
        ("which episode of moth kingdom is called nothing at all", ()),
        ("what are the episodes of moth kingdom season 2 called", ("The Long Night", "Ashes")),
        ("who directed episode 5 of moth kingdom season 2", ("Ben Ruiz",)),
        ("when did moth kingdom s2 ep 5 air", ("2026-02-22",)),
        ("when does moth kingdom season 2 episode 7 come out", ()),
        # … and not for its season, nor for another
        ("who directed moth kingdom season 2 episode 4", ()),
        ("who directed moth kingdom", ("Anna Vale",)),
        # What a fan has seen is not what they ask about
        ("i'm on ep 2 of moth kingdom, who directed season 1?", ("Anna Vale",)),
        ("just finished episode 8 of moth kingdom s1, when is season 2 out", ("2026-02-01", "2027-06")),
        # A report about more may name the episode itself
        ("who directed the first episode of salt room", ("Ida Moor",)),
    ],
)
async def test_a_part_or_an_episode_is_what_it_is(
    tmp_path: Path, question: str, values: tuple[str, ...]
) -> None:
    async with open_answers(tmp_path) as answers:
        answer = await answers.ask(question)
        assert values_of(answer) == values, word_plainly(answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "is season 2 of moth kingdom out",
            "In part. Moth Kingdom season 2 part 1 came out on 1 February 2026.",
        ),
        ("is moth kingdom season 2 part 2 out", "Not yet. Moth Kingdom season 2 part 2 is due in June 2027."),
        ("what is moth kingdom s2e5 called", "Moth Kingdom season 2 episode 5 is called “Ashes”."),
        ("did ben ruiz direct moth kingdom", "Yes. Ben Ruiz directed Moth Kingdom season 2 episode 5."),
        ("where can i watch paper harbour part 2", "I know that of the show as a whole, not of that part in"),
        ("when does moth kingdom season 1 part 2 come out", "Season 1 came out on 1 February 2025."),
    ],
)
async def test_the_answer_says_what_it_is_of(tmp_path: Path, question: str, words: str) -> None:
    async with open_answers(tmp_path) as answers:
        assert words in " ".join(word_plainly(await answers.ask(question)).split())


async def test_follow_ups_go_on_from_a_part_and_from_an_episode(tmp_path: Path) -> None:
    """What is not said again carries over; a new season leaves its parts behind."""
    chains = [
        [
            ("when is moth kingdom season 2 part 1 out", ("2026-02-01",)),
            ("and part 2?", ("2027-06",)),
            ("and season 1?", ("2025-02-01",)),
        ],
        [
            ("what is moth kingdom s2e5 called", ("Ashes",)),
            ("who directed it", ("Ben Ruiz",)),
            ("and when did it air", ("2026-02-22",)),
            ("and what is episode 4 called", ("The Long Night",)),
        ],
    ]
    async with open_answers(tmp_path) as answers:
        for chain in chains:
            before: Question | None = None
            for question, values in chain:
                answer = await answers.ask(question, before)
                assert values_of(answer) == values, (question, word_plainly(answer))
                before = context_of(answer) or before


async def test_buttons_keep_the_part_and_the_episode() -> None:
    """Codes of before there were parts are read as ever."""

    async def find_nothing(_: int) -> None:
        return None

    for question in (
        Question("release date", season=4, part=2),
        Question("release date", part=2),
        Question("release date", season=2, episode=1071),
        Question("release date", season=2),
    ):
        assert await decode(question.encode(), find_nothing) == question
    assert await decode("release date|||2|||||", find_nothing) == Question("release date", season=2)
