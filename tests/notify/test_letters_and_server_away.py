"""The server of the database goes away after Discord has shown a letter, and before that is recorded: it comes once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast  # components are JSON

import discord

from bot.notify.sender import LetterSender
from bot.store import FactStore, Letter
from tests.conftest import make_database
from tests.postgres_server import PostgresServer

SECONDS = 60.0
"""How long anything may take on a busy machine before a test fails."""
FAN = 7


def read_component(part: dict[str, Any]) -> SimpleNamespace:
    return SimpleNamespace(
        id=part.get("id"), children=[read_component(each) for each in part.get("components", ())]
    )


class Conversation:
    """Stands for a client and its one conversation, which knows no nonces: Discord minutes later."""

    id = 1
    user = object()

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self.shown: list[SimpleNamespace] = []

    def is_ready(self) -> bool:
        return True

    async def create_dm(self, _user: object) -> Conversation:
        return self

    async def send(self, *, view: discord.ui.LayoutView, **_: object) -> None:
        components = view.to_components()  # type: ignore[no-untyped-call]
        self.shown.append(
            SimpleNamespace(
                created_at=datetime.now(UTC),
                author=self.user,
                components=[read_component(each) for each in components],
            )
        )
        if len(self.shown) == 1:
            self._server.stop()

    async def history(self, *, limit: int) -> AsyncIterator[SimpleNamespace]:
        for message in reversed(self.shown[-limit:]):
            yield message


async def test_it_comes_once_and_all_others_after_it(own_server: PostgresServer) -> None:
    now = datetime.now(UTC) + timedelta(minutes=1)
    url = make_database(own_server.create())
    async with FactStore.open(url) as store:
        await store.outbox.put([Letter(once="first", blocks=("News",), user=FAN)])
        conversation = Conversation(own_server)
        sender = LetterSender(cast("discord.Client", conversation), store, now=lambda: now)
        store.watch(facts=lambda: None, letters=sender.wake)
        sender.wake()
        await sender.finish()
        assert len(conversation.shown) == 1
        own_server.start()
        now += timedelta(hours=1)
        # It is woken by nothing but the connection that is back.
        async with asyncio.timeout(SECONDS):
            while await store.outbox.find_due(now, 9):  # noqa: ASYNC110 - nobody is told of it
                await asyncio.sleep(0.01)
        await store.outbox.put([Letter(once="second", blocks=("More",), user=FAN)])
        await sender.finish()
        now += timedelta(hours=1)
        sender.wake()
        await sender.finish()
        await sender.close()
    assert len(conversation.shown) == 2
