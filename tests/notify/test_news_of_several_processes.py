"""Several processes that share a database look for the same news at once: each follower and each server is told once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest_asyncio

from bot.answers import AnswerService
from bot.answers.news import take_snapshots
from bot.facts.model import Kind
from bot.notify.news import DIGEST_AT, NewsWriter
from bot.store import About, DatabaseUrl, FactStore, GuildSettings
from tests.postgres_server import PostgresServer

PROCESSES = 3
TODAY = date(2024, 3, 1)
NOW = datetime(2024, 3, 1, 9, tzinfo=UTC)
GUILD, CHANNEL = 5, 6
FANS = range(100, 110)


@pytest_asyncio.fixture
async def stores(
    postgres_server: PostgresServer, empty_on_server: DatabaseUrl
) -> AsyncIterator[list[FactStore]]:
    """What each process has open."""
    url = postgres_server.create(empty_on_server)
    async with AsyncExitStack() as opening:
        yield [await opening.enter_async_context(FactStore.open(url)) for _ in range(PROCESSES)]


async def load(store: FactStore, folder: Path, director: str) -> None:
    path = folder / "facts.toml"
    path.write_text(
        f'[article]\npublished_on = 2024-01-29\n[[fact]]\nwork = "Moon High"\nrelation = "director"\nvalue = "{director}"\n'
    )
    await store.apply(await store.plan_load([path]))


async def test_each_follower_and_each_server_is_told_once(stores: list[FactStore], tmp_path: Path) -> None:
    first = stores[0]
    await load(first, tmp_path, "Ann Vale")
    (name,) = first.names.exact("Moon High", (Kind.WORK,))
    work = await first.find_entity(name.entity)
    assert work is not None
    known = take_snapshots(await first.find_reports(work.id), work, TODAY)
    for fan in FANS:
        await first.follows.follow(
            fan, work.id, About.ANYTHING, digest=fan % 2 == 0, guild=GUILD, snapshots=known
        )
    await first.guilds.set(GUILD, lambda _: GuildSettings(announce_channel=CHANNEL))
    writers = [
        NewsWriter(
            store,
            AnswerService(store, lambda: TODAY),
            today=lambda: TODAY,
            now=lambda: NOW,
            quiet_seconds=0.0,
        )
        for store in stores
    ]
    for store, writer in zip(stores, writers, strict=True):
        store.watch(facts=writer.note_change, letters=lambda: None)
    await load(first, tmp_path, "Bo Marsh")
    for writer in writers:
        writer.wake()
    await asyncio.gather(*(writer.finish() for writer in writers))
    await asyncio.gather(*(writer.close() for writer in writers))
    digest_at = datetime.combine(TODAY, DIGEST_AT)
    for store in stores:
        now = [due.letter for due in await store.outbox.find_due(NOW, 100)]
        later = [due.letter for due in await store.outbox.find_due(digest_at, 100)]
        assert sorted(letter.user for letter in now if letter.user) == [fan for fan in FANS if fan % 2]
        assert sorted(letter.user for letter in later if letter.user) == list(FANS)
        assert [letter.channel for letter in now if letter.user is None] == [CHANNEL]
