"""The crowd's own judgement: what counts as an answer, as one from half-loaded facts, as a reply too many."""

from __future__ import annotations

import asyncio
from itertools import count

import pytest

from bot.display.refusal import UNREACHABLE
from tests.wire.crowd import FRESH_SECONDS, HALVES, WHO_IS_IN_IT, Asked, Crowd, find_generation
from tests.wire.server import WireDiscord

(A, B), (C, D) = HALVES


@pytest.fixture
async def crowd(discord_server: WireDiscord) -> Crowd:
    """A crowd that has asked nothing yet."""
    discord_server.add_guild()
    return Crowd(discord_server, [("who directed Kari Molo?", "Tesu Nalo")], mentions=0.5)


_SECONDS = count(100)


def ask(crowd: Crowd, *replies: str, served_by: tuple[str, ...] = ("one",), at: float | None = None) -> None:
    """Have the crowd's question about the cast get these replies."""
    at = float(next(_SECONDS)) if at is None else at
    crowd.asked.append(
        Asked(at, 0, WHO_IS_IN_IT, None, served_by, False, [(at + 1, text) for text in replies])
    )


@pytest.mark.parametrize(
    ("text", "generation"),
    [
        (f"{A} and {B}", 0),
        (f"{C}, {D}", 1),
        (f"{A}, {D}", None),
        (A, None),
        (f"{A}, {B}, {C}", None),
        ("", None),
    ],
)
def test_a_cast_is_whole_and_alone(text: str, generation: int | None) -> None:
    assert find_generation(text) == generation


async def test_each_question_counts_once(crowd: Crowd) -> None:
    ask(crowd, f"{A} and {B}")
    ask(crowd, f"{A} and {D}")
    ask(crowd, UNREACHABLE)
    ask(crowd, "I do not know that title.")
    ask(crowd)
    ask(crowd, served_by=())
    ask(crowd, f"{C} and {D}", f"{C} and {D}")
    tally = crowd.count()
    assert (tally.answered, tally.half, tally.apologies, tally.wrong) == (2, 1, 1, 1)
    assert (tally.silent, tally.unserved, tally.twice, tally.asked) == (1, 1, 1, 7)
    assert len(tally.samples) == 3


async def test_what_a_killed_process_had_in_its_hands_is_cut_off(crowd: Crowd) -> None:
    crowd.killed_at["one"] = 50.0
    ask(crowd, at=49.0)
    ask(crowd, at=40.0)
    assert (crowd.count().cut_off, crowd.count().silent) == (1, 1)


async def test_old_facts_may_be_told_for_a_moment_only(crowd: Crowd) -> None:
    crowd.reloaded_at = asyncio.get_running_loop().time()
    ask(crowd, f"{A} and {B}", at=crowd.reloaded_at + FRESH_SECONDS - 0.5)
    assert crowd.count().stale == 0
    ask(crowd, f"{A} and {B}", at=crowd.reloaded_at + FRESH_SECONDS + 0.5)
    assert crowd.count().stale == 1
