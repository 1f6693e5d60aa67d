"""What every test may rely on: settings and a database of its own, and no time limit on a property's examples."""

from __future__ import annotations

import asyncio
import gc
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import hypothesis
import pytest
import simcord

from bot.settings import Settings
from bot.store import FactStore

HOME_GUILD = 1_400_000_000_000_000_000
SHIPPED = Path(__file__).parents[1] / "data"
SHIPPED_PATHS = (SHIPPED / "facts", SHIPPED / "names.toml")

# A busy machine makes examples slow without anything being wrong.
hypothesis.settings.register_profile(
    "fan-facts", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("fan-facts")


# Modules and tests stay to the end: looking through them for garbage, again and again, takes an eighth of a run.


def pytest_sessionstart() -> None:
    """Look for no garbage while tests are collected."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage among what comes from now on."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _settles_soon() -> Iterator[None]:
    """Has simcord look every two milliseconds whether the bot has come to rest: half of the time that tests of the
    whole bot take would else be spent waiting for the next look."""
    defaults = simcord.Env._settle_internal.__kwdefaults__  # noqa: SLF001 - there is no setting for it
    assert defaults is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(defaults, "idle", 0.002)
        yield


@pytest.fixture(autouse=True)
def _reads_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has articles read in a thread: a process for each takes most of a second. tests/extract/test_apart.py has them."""
    for module in ("submit_article", "review"):
        monkeypatch.setattr(f"bot.moderation.{module}.call_apart", asyncio.to_thread)


@pytest.fixture
def home_settings(tmp_path: Path) -> Settings:
    """Settings with one home guild and a database file of the test's own."""
    return Settings(home_guild_ids=(HOME_GUILD,), database_path=tmp_path / "facts.db")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without facts, made once: tests copy it, for making one takes longer than most of them."""
    return make_database(tmp_path_factory.mktemp("empty") / "facts.db")


@pytest.fixture(scope="session")
def shipped_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the facts that ship, loaded once, to be copied."""
    return make_database(tmp_path_factory.mktemp("shipped") / "facts.db", SHIPPED_PATHS)


def make_database(path: Path, facts_paths: Sequence[Path] = ()) -> Path:
    """Make a database as the bot does, and close it: what it holds is in the one file."""

    async def load() -> None:
        async with FactStore.open(path) as store:
            plan = await store.plan_load(facts_paths)
            assert not plan.refused
            await store.apply(plan)

    asyncio.run(load())
    return path


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Path:
    """A database file of the test's own, without facts."""
    return shutil.copyfile(empty_database, tmp_path / "facts.db")
