"""What every test may rely on: settings and a database of its own, and no time limit on a property's examples."""

from __future__ import annotations

import asyncio
import gc
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import hypothesis
import pytest
import simcord

from bot.settings import Settings
from bot.store import Address, DatabaseUrl, FactStore
from tests.postgres_server import PostgresServer, run_apart, start_server

HOME_GUILD = 1_400_000_000_000_000_000
SHIPPED = Path(__file__).parents[1] / "data"
SHIPPED_PATHS = (SHIPPED / "facts", SHIPPED / "names.toml")

_Address = TypeVar("_Address", Path, DatabaseUrl)


class MakeAddress(Protocol):
    """What the fixture ``make_address`` is."""

    def __call__(self, name: str = "facts", *, shipped: bool = False) -> Address:
        """Make a database, and return where it is."""


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


def make_database(address: _Address, facts_paths: Sequence[Path] = ()) -> _Address:
    """Make a database as the bot does, and close it: what it holds is in the one file."""

    async def load() -> None:
        async with FactStore.open(address) as store:
            plan = await store.plan_load(facts_paths)
            assert not plan.refused
            await store.apply(plan)

    run_apart(load())
    return address


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server of this run's own; tests that need one are skipped where there is none."""
    with start_server() as server:
        yield server


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server of a module's own, for tests that stop and start it."""
    with start_server() as server:
        yield server


@pytest.fixture(scope="session")
def empty_on_server(postgres_server: PostgresServer) -> DatabaseUrl:
    """A database without facts on the server, made once, to be copied."""
    return make_database(postgres_server.create())


@pytest.fixture(scope="session")
def shipped_on_server(postgres_server: PostgresServer) -> DatabaseUrl:
    """A database of the facts that ship on the server, loaded once, to be copied."""
    return make_database(postgres_server.create(), SHIPPED_PATHS)


def run_on_each_engine(metafunc: pytest.Metafunc) -> None:
    """Have a test run on SQLite and on PostgreSQL, if it has a database and is not about SQLite's files alone."""
    if "engine" in metafunc.fixturenames and not metafunc.definition.get_closest_marker("of_sqlite"):
        metafunc.parametrize("engine", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """The engine of the test's database."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def make_address(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[MakeAddress]:
    """Makes databases of the test's own on its engine, by their names: without facts, or with those that ship."""
    made: list[DatabaseUrl] = []

    def make(name: str = "facts", *, shipped: bool = False) -> Address:
        which = "shipped" if shipped else "empty"
        if engine == "sqlite":
            template: Path = request.getfixturevalue(f"{which}_database")
            return shutil.copyfile(template, tmp_path / f"{name}.db")
        server: PostgresServer = request.getfixturevalue("postgres_server")
        made.append(server.create(request.getfixturevalue(f"{which}_on_server")))
        return made[-1]

    yield make
    for address in made:
        request.getfixturevalue("postgres_server").drop(address)


@pytest.fixture
def database(make_address: MakeAddress) -> Address:
    """A database of the test's own, without facts."""
    return make_address()
