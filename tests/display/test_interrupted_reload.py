"""A reload that a process's end cut short is told on its card, and one that another process is still at is not."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import cast
from unittest.mock import AsyncMock

import discord
import pytest

from bot.display.components import make_layout
from bot.display.moderators.interrupted_reload import noting_reload, tell_interrupted
from bot.store import FactStore


class Notes:
    """The methods of the store that are used here."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def find_note(self, key: str) -> str | None:
        return self.kept.get(key)

    async def set_note(self, key: str, value: str) -> None:
        self.kept[key] = value


async def test_what_another_process_is_still_at_is_no_interrupted_reload(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = cast("FactStore", Notes())
    card = cast(
        "discord.Interaction",
        SimpleNamespace(message=SimpleNamespace(id=3), application_id=1, token="token"),
    )
    edit = AsyncMock()
    monkeypatch.setattr(discord.Webhook, "partial", lambda *_, **__: SimpleNamespace(edit_message=edit))
    running = {"web-1:7"}

    async def tell() -> None:
        await tell_interrupted(
            cast("discord.Client", None),
            store,
            AsyncMock(return_value=make_layout(["what it is like now"])),
            AsyncMock(side_effect=lambda process: process in running),
        )

    await tell()

    async def be_cut_short() -> None:
        async with noting_reload(card, store, "web-1:7"):
            await tell()
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await be_cut_short()
    edit.assert_not_awaited()

    running.clear()
    await tell()
    await tell()

    edit.assert_awaited_once()
