"""A server's choices are its own, hold across restarts, and are read from memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any  # a statement's parameters hold values of several types

import pytest

from bot.facts.report import Spoilers
from bot.store import Address, BusyError, FactStore, GuildSettings
from bot.store.guild_settings import Guilds
from tests import databases

HERE, THERE = 1, 2
CHOSEN = GuildSettings(
    announce_channel=11,
    announce_role=12,
    private=True,
    spoilers=Spoilers.HIDDEN,
    channels=frozenset({13, 14}),
    channel_spoilers={14: Spoilers.OPEN, 15: Spoilers.VEILED},
)


async def count_selects(store: FactStore, guilds: Guilds, guild: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many queries it takes to find what a server has chosen."""
    asked: list[str] = []
    read = store._reader.execute_fetchall  # noqa: SLF001 - what is asked shows nowhere else

    async def note(sql: str, parameters: Iterable[Any] | None = None) -> Iterable[Any]:
        asked.append(sql)
        return await read(sql, parameters)

    with monkeypatch.context() as patch:
        patch.setattr(store._reader, "execute_fetchall", note)  # noqa: SLF001
        await guilds.find(guild)
    return len(asked)


async def test_what_a_server_chose_is_kept_and_is_no_other_servers(database: Address) -> None:
    async with FactStore.open(database) as store:
        assert await store.guilds.find(HERE) == GuildSettings()
        assert await store.guilds.set(HERE, lambda _: CHOSEN) == CHOSEN
        assert await store.guilds.find(HERE) == CHOSEN
        assert await store.guilds.find(THERE) == GuildSettings()
    async with FactStore.open(database) as store:
        assert await store.guilds.find(HERE) == CHOSEN
        assert await store.guilds.find(THERE) == GuildSettings()
        assert await store.guilds.set(HERE, lambda _: GuildSettings()) == GuildSettings()
    async with FactStore.open(database) as store:
        assert await store.guilds.find(HERE) == GuildSettings()


async def test_a_change_keeps_what_another_has_chosen_meanwhile(database: Address) -> None:
    async with FactStore.open(database) as store:
        await store.guilds.set(HERE, lambda kept: replace(kept, private=True))
        await store.guilds.set(HERE, lambda kept: replace(kept, spoilers=Spoilers.OPEN))
        assert await store.guilds.find(HERE) == GuildSettings(private=True, spoilers=Spoilers.OPEN)


async def test_a_change_that_fails_changes_nothing(database: Address) -> None:
    def refuse(_: GuildSettings) -> GuildSettings:
        raise BusyError("no")

    async with FactStore.open(database) as store:
        await store.guilds.set(HERE, lambda _: CHOSEN)
        with pytest.raises(BusyError):
            await store.guilds.set(HERE, refuse)
        assert await store.guilds.find(HERE) == CHOSEN


async def test_choices_are_read_once_and_kept_in_bounded_memory(
    database: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with FactStore.open(database) as store:
        guilds = store.guilds
        monkeypatch.setattr(guilds, "_most_kept", 2)
        assert await count_selects(store, guilds, HERE, monkeypatch) > 0
        assert await count_selects(store, guilds, HERE, monkeypatch) == 0
        assert await count_selects(store, guilds, THERE, monkeypatch) > 0
        assert await count_selects(store, guilds, HERE, monkeypatch) == 0
        assert await count_selects(store, guilds, 3, monkeypatch) > 0
        assert await count_selects(store, guilds, THERE, monkeypatch) > 0, (
            "the one asked for least lately went"
        )
        await guilds.set(HERE, lambda _: CHOSEN)
        assert await count_selects(store, guilds, HERE, monkeypatch) == 0
        assert await guilds.find(HERE) == CHOSEN


async def test_choices_go_with_all_else_of_a_server_that_was_left(database: Address) -> None:
    now = datetime(2024, 3, 1, tzinfo=UTC)
    async with FactStore.open(database) as store:
        for guild in (HERE, THERE):
            shift = 100 * guild
            await store.guilds.set(
                guild,
                lambda _, shift=shift: replace(  # type: ignore[misc]
                    CHOSEN, channels=frozenset({shift}), channel_spoilers={shift: Spoilers.OPEN}
                ),
            )
        await store.left_guilds.note([HERE], now)
        await store.left_guilds.note([HERE], now + timedelta(days=29))
        store.guilds.forget_kept(THERE)
        assert (await store.guilds.find(THERE)).private, "the bot may come back"
        await store.left_guilds.note([HERE], now + timedelta(days=31))
        store.guilds.forget_kept(THERE)
        assert await store.guilds.find(THERE) == GuildSettings()
        assert (await store.guilds.find(HERE)).channels == {100}
    assert databases.run(database, "SELECT DISTINCT guild FROM guild_channel") == [(HERE,)]
