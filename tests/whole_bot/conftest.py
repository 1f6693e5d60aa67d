"""The whole bot on a simulated Discord: real cogs, a real SQLite file, the facts that ship."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import simcord

from bot.client import FactBot
from bot.settings import Settings
from bot.store import FactStore
from tests.conftest import HOME_GUILD
from tests.whole_bot.stage import SHIPPED_PATHS, Stage, make_bot, make_stage


@pytest.fixture
def facts_paths() -> tuple[Path, ...]:
    """The facts files that the bot starts with; a test that brings its own overrides this."""
    return SHIPPED_PATHS


@pytest.fixture
async def store(home_settings: Settings, facts_paths: tuple[Path, ...]) -> AsyncIterator[FactStore]:
    """A store of the test's own with the facts loaded."""
    async with FactStore.open(home_settings.database_path) as store:
        plan = await store.plan_load(facts_paths)
        assert not plan.refused
        await store.apply(plan)
        yield store


@pytest.fixture(autouse=True)
def looks_for_news_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """News is looked for without the delay in which moderators may take back a slip."""
    monkeypatch.setattr("bot.notify.news.QUIET_SECONDS", 0.0)


# Asynchronous, so that it runs in the store's event loop.
@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]) -> FactBot:
    """The bot for the ``simcord_env`` fixture."""
    return make_bot(home_settings, store, facts_paths)


@pytest.fixture
def stage(simcord_env: simcord.Env) -> Stage:
    """The home server, with the bot in it."""
    return make_stage(simcord_env, HOME_GUILD)
