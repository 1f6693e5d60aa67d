"""Several bot processes on one database and one Discord: what fans notice when things go wrong, in a small run."""

from __future__ import annotations

from pathlib import Path

from tests.postgres_server import start_server
from tests.wire.fleet import Plan, run_fleet

SMALL = Plan(
    processes=3,
    shards=6,
    servers=60,
    max_concurrency=2,
    haste=5.0,
    a_second=15,
    mentions=0.5,
    titles=300,
    followers=12,
    quiet=2.0,
    calm=2.0,
    outage=4.0,
    interaction_seconds=15.0,
    patience=90.0,
)


async def test_fans_are_answered_and_told_once_whatever_happens(tmp_path: Path) -> None:
    # A server of its own: it is stopped on the way.
    with start_server() as server:
        outcome = await run_fleet(SMALL, server, tmp_path, print)
    questions, letters = outcome.questions, outcome.letters
    assert not questions.samples
    assert questions.answered > 0
    assert questions.apologies > 0
    assert (questions.silent, questions.wrong, questions.half, questions.stale) == (0, 0, 0, 0)
    assert questions.twice == 0
    assert letters == {"once": SMALL.followers, "half": 0}
    assert set(outcome.shares.values()) == {SMALL.shards // SMALL.processes}
    assert outcome.unserved
    assert outcome.left == 0
    assert not outcome.ended
    assert not outcome.tracebacks
    assert set(outcome.statuses.values()) == {0}
