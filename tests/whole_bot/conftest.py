"""The whole bot on a simulated Discord: real cogs, a real SQLite file, the facts that ship."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from pathlib import Path
from typing import Any  # what is sent is JSON; discord.Interaction is generic in its client

import discord
import pytest
import simcord

from bot.client import FactBot
from bot.display.admission import Admission
from bot.settings import Settings
from bot.store import FactStore
from bot.store.database import Writer
from tests.conftest import HOME_GUILD, SHIPPED_PATHS, MakeAddress, run_on_each_engine
from tests.whole_bot.stage import Stage, make_bot, make_stage

_WRITE = frozenset(
    "channel_shows complaints curation expected_answers following history_command imports letters own_words privacy review"
    " settings_panel unanswered".split()
)
"""What the tests are about in which the bot writes."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have those tests run on each engine."""
    if metafunc.module.__name__.rpartition(".test_")[2] in _WRITE:
        run_on_each_engine(metafunc)


@pytest.fixture(autouse=True)
def _acknowledged_before_writing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Holds in every test: whoever acts has been answered, or told that an answer will come, before anything is
    written. A write may wait for another process, and Discord waits for three seconds."""
    acting: ContextVar[discord.Interaction[Any] | None] = ContextVar("acting", default=None)
    too_early: list[str] = []
    let_in, write = Admission.let_in, FactStore._write  # noqa: SLF001 - every write passes here

    async def note_who_acts(self: Admission, interaction: discord.Interaction[Any]) -> bool:
        acting.set(interaction)
        return await let_in(self, interaction)

    def check(self: FactStore, *arguments: Any) -> AbstractAsyncContextManager[Writer]:
        interaction = acting.get()
        if interaction is not None and not interaction.response.is_done():
            too_early.append(str(interaction.data))
        return write(self, *arguments)

    monkeypatch.setattr(Admission, "let_in", note_who_acts)
    monkeypatch.setattr(FactStore, "_write", check)
    yield
    assert too_early == []


@pytest.fixture
def facts_paths() -> tuple[Path, ...]:
    """The facts files that the bot starts with; a test that brings its own overrides this."""
    return SHIPPED_PATHS


@pytest.fixture
async def store(facts_paths: tuple[Path, ...], make_address: MakeAddress) -> AsyncIterator[FactStore]:
    """A store of the test's own with the facts loaded."""
    shipped = facts_paths[: len(SHIPPED_PATHS)] == SHIPPED_PATHS
    async with FactStore.open(make_address(shipped=shipped)) as store:
        plan = await store.plan_load(facts_paths)
        assert not plan.refused
        await store.apply(plan)
        yield store


# Asynchronous, so that it runs in the event loop that the store belongs to.
@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]) -> FactBot:
    """The bot for the ``simcord_env`` fixture."""
    return make_bot(home_settings, store, facts_paths)


@pytest.fixture
def stage(simcord_env: simcord.Env) -> Stage:
    """The home server, with the bot in it."""
    return make_stage(simcord_env, HOME_GUILD)


@pytest.fixture
def sends_the_commands_guild(monkeypatch: pytest.MonkeyPatch) -> None:
    """For a message's menu, as for a command, Discord says in which guild it is registered; simcord does not yet.

    https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-application-command-data-structure
    """
    dispatch = simcord.MemberActor._dispatch_interaction  # noqa: SLF001 - there is no other way in

    async def with_guild(
        member: simcord.MemberActor, kind: int, channel: Any, data: dict[str, Any], **more: Any
    ) -> simcord.InteractionResult:
        return await dispatch(member, kind, channel, {"guild_id": str(HOME_GUILD), **data}, **more)

    monkeypatch.setattr(simcord.MemberActor, "_dispatch_interaction", with_guild)
