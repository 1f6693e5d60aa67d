"""What a load says of names that may be one, or two: once, and not of what is declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.moderation.name_warnings import find_name_warnings
from bot.store import Address, FactStore
from tests.conftest import run_on_each_engine

HEAD = "[article]\npublished_on = 2026-03-01\n"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have them run on each engine."""
    run_on_each_engine(metafunc)


async def load(store: FactStore, path: Path, text: str) -> tuple[str, ...]:
    """Load a file, and what is said of its names."""
    path.write_text(text, encoding="utf-8")
    plan = await store.plan_load((path,))
    before = store.names
    await store.apply(plan)
    return await find_name_warnings(store, plan, before)


def cast(*names: str, work: str = "Moth Kingdom", note: str = "a") -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    return f'{HEAD}[[group]]\nwork = "{work}"\nnote = "{note}"\nfacts = {{ "cast member" = [{listed}] }}\n'


async def test_a_name_that_is_near_another_is_said_once(database: Address, tmp_path: Path) -> None:
    """By its sound, by one slip, by an accent; not two well-spelled Korean names, nor a number."""
    async with FactStore.open(database) as store:
        known = cast("Kim Ah-joong", "Park Ji-hu", "Leonard Whitcombe", "Anna Vale")
        assert await load(store, tmp_path / "a.toml", known) == ()
        near = ("Kim A-joong", "Park Ji-hoon", "Leonard Whitcomb", "Anna Valé")
        told = await load(store, tmp_path / "b.toml", cast(*near, work="Moth Kingdom 2"))
        assert sorted(told) == [
            "Anna Valé is near Anna Vale: one person? 'also' in a names file makes them one",
            "Kim A-joong is near Kim Ah-joong: one person? 'also' in a names file makes them one",
            "Leonard Whitcomb is near Leonard Whitcombe: one person? 'also' in a names file makes them one",
        ]
        assert await load(store, tmp_path / "b.toml", cast(*near, work="Moth Kingdom 2", note="b")) == ()


async def test_names_that_are_declared_are_not_warned_of(database: Address, tmp_path: Path) -> None:
    """As one, or each by itself."""
    names = (
        '[[name]]\nname = "Kim Ah-joong"\nkind = "person"\nalso = ["Kim A-joong"]\n'
        '[[name]]\nname = "Leonard Whitcomb"\nkind = "person"\nwikidata = "Q1"\nalso = ["Len Whitcomb"]\n'
        '[[name]]\nname = "Leonard Whitcombe"\nkind = "person"\nalso = ["L. Whitcombe"]\n'
    )
    async with FactStore.open(database) as store:
        assert await load(store, tmp_path / "names.toml", names) == ()
        spelled = cast("Kim Ah-joong", "Kim A-joong", "Leonard Whitcomb", "Leonard Whitcombe")
        assert await load(store, tmp_path / "a.toml", spelled) == ()


async def test_a_name_that_may_be_one_of_two_is_said(database: Address, tmp_path: Path) -> None:
    names = '[[name]]\nname = "Brian Cox"\nkind = "person"\ndistinguish = "physicist"\n'
    async with FactStore.open(database) as store:
        await load(store, tmp_path / "names.toml", names)
        told = await load(store, tmp_path / "a.toml", cast("Brian Cox", "Brian Cox (physicist)"))
        (line,) = told
        assert line.startswith("Brian Cox may be Brian Cox (physicist) or another of that name:")
