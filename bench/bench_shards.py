"""Several bot processes on one database and one Discord, with all that can happen to them, in one run.

10,000 servers over 16 shards in 4 processes, and 200 questions a second; facts are reloaded, a process is killed while it
sends letters, another stands still, the database is away for 20 s. PROCESSES, SHARDS, SERVERS, A_SECOND, FOLLOWERS and CALM change the numbers.
The right-hand column says what is aimed at. Needs a PostgreSQL that can be started here.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.bench_sockets import percentile
from tests.postgres_server import start_server
from tests.wire.fleet import Outcome, Plan, run_fleet


def main() -> None:
    """Live through it, and print what it has shown."""
    plan = Plan(
        processes=read("PROCESSES", 4),
        shards=read("SHARDS", 16),
        servers=read("SERVERS", 10_000),
        max_concurrency=read("MAX_CONCURRENCY", 1),
        haste=1.0,
        a_second=read("A_SECOND", 200),
        # Discord takes 50 messages a second from a bot, but any number of replies to commands.
        mentions=0.2,
        titles=read("TITLES", 20_000),
        followers=read("FOLLOWERS", 200),
        quiet=10.0,
        calm=read("CALM", 20),
        outage=20.0,
        patience=240.0,
    )
    console = Console()
    began = time.perf_counter()
    # The server has its folder in memory; the bots' logs go here.
    with start_server() as server, tempfile.TemporaryDirectory() as folder:

        def tell(line: str) -> None:
            console.print(f"{time.perf_counter() - began:6.1f} s  {line}", highlight=False, soft_wrap=True)

        outcome = asyncio.run(run_fleet(plan, server, Path(folder), tell))
    print_outcome(console, plan, outcome)


def read(name: str, default: int) -> int:
    """A number from the environment."""
    return int(os.environ.get(name) or default)


def print_outcome(console: Console, plan: Plan, outcome: Outcome) -> None:
    """What a run has shown."""
    table = Table(
        title=f"{plan.servers:,} servers, {plan.shards} shards, {plan.processes} processes, {plan.a_second:g} questions/s"
    )
    for heading in ("", "found", "aim"):
        table.add_column(heading, justify="right" if heading else "left")

    def add(what: str, found: object, aim: object = "") -> None:
        table.add_row(what, f"{found:,.1f} s" if isinstance(found, float) else f"{found:,}", str(aim))

    questions, letters = outcome.questions, outcome.letters
    add("questions asked", questions.asked)
    add("answered", questions.answered)
    add("told why there is no answer now", questions.apologies)
    add("asked while nobody served the shard", questions.unserved)
    add("in the hands of a process that was killed or stood still", questions.cut_off)
    add("without a reply for no such reason", questions.silent, 0)
    add("replied to with something else", questions.wrong, 0)
    add("replied to twice", questions.twice, 0)
    add("second replies that Discord shows nobody", outcome.refused)
    add("answered from half-loaded facts", questions.half, 0)
    add("answered from old facts after 2 s", questions.stale, 0)
    add("followers told of the change once", letters["once"], plan.followers)
    add("twice", letters["twice"], 0)
    add("never", letters["never"], 0)
    add("by half of the change", letters["half"], 0)
    add("start until every shard was served", outcome.started)
    add("longest that a shard was served by nobody", max(outcome.unserved.values(), default=0.0), "≤ 60 s")
    add("longest that two processes served a shard", outcome.shared)
    add("a process stood still: others served its shards after", outcome.replaced, "≤ 60 s")
    add("it was connected beside them, once it went on, for", outcome.awake)
    add("longest that a fan had no answer", questions.longest_gap)
    add("longest that a fan had no reply", questions.longest_silence, "≤ 60 s")
    add("IDENTIFYs that came too soon", outcome.too_soon, 0)
    add("servers taken to have left", outcome.left, 0)
    add("processes that ended by themselves", len(outcome.ended), 0)
    add("tracebacks in the logs", len(outcome.tracebacks), 0)
    console.print(table)
    if questions.seconds:
        middle, slow = (percentile(questions.seconds, share) * 1000 for share in (50, 99))
        console.print(f"answers: p50 {middle:.0f} ms, p99 {slow:.0f} ms")
    console.print(
        f"for each question in peace: {outcome.processor_ms:.1f} ms of processor time, "
        f"{outcome.transactions:.1f} transactions of the database ({outcome.discord_ms:.1f} ms for Discord and the fans)"
    )
    console.print(
        f"connections to the database: {outcome.connections}; "
        f"transactions a second when nobody asks: {outcome.idle_transactions:.1f}"
    )
    console.print(f"letters sent: {outcome.senders}")
    console.print(f"shards before the kill: {outcome.shares}; exit statuses: {outcome.statuses}")
    for line in (*questions.samples, *outcome.tracebacks[:10]):
        console.print(line, markup=False)


if __name__ == "__main__":
    main()
