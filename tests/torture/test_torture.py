"""A few seeds of every deed, the same in each run; ``make torture`` does an hour of random ones."""

from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random

import pytest
import pytest_asyncio

from tests.torture.deeds import DEEDS, Steps, TooManySteps, Victim, open_victim
from tests.torture.generators import make_article, make_code, make_page, make_question

SEEDS = range(12)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def victim(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Victim]:
    """One store for all; the deeds change nothing."""
    async with open_victim(tmp_path_factory.mktemp("torture") / "facts.db") as opened:
        yield opened


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("deed", DEEDS)
async def test_it_holds(victim: Victim, deed: str) -> None:
    for seed in SEEDS:
        await DEEDS[deed](victim, Random(f"{deed} {seed}"))


def test_a_seed_always_makes_the_same() -> None:
    names = ["Moon High", "Park Ji-hu"]
    for seed in SEEDS:
        first, second = (
            (
                make_question(rng, names), make_code(rng), make_article(rng, names, 500), make_page(rng, names, 500),
            )
            for rng in (Random(seed), Random(seed))
        )  # fmt: skip
        assert first == second


def test_steps_are_counted() -> None:
    with Steps(1000, "few") as few:
        [abs(number) for number in range(100)]
    assert 0 < few.count <= 1000
    with pytest.raises(TooManySteps, match="many"), Steps(100, "many"):
        [abs(number) for number in range(200)]
