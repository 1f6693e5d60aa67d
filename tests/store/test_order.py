"""An article's facts are in the order of its file, whatever the file said before and whatever moderators did."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from pathlib import Path

import hypothesis
import hypothesis.strategies as st
import pytest
import pytest_asyncio

from bot.facts.model import Kind
from bot.store import Address, FactStore
from bot.store.places import ROOM, find_places

MODERATOR = 7


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    async with FactStore.open(database) as opened:
        yield opened


async def load(store: FactStore, folder: Path, *cast: str) -> None:
    """Load a file with this cast."""
    facts = (f'[[fact]]\nwork = "Moon High"\nrelation = "cast member"\nvalue = "{name}"' for name in cast)
    path = folder / "a.toml"
    path.write_text("\n".join(["[article]", "published_on = 2024-01-29", *facts]), encoding="utf-8")
    plan = await store.plan_load([path])
    assert not plan.refused
    await store.apply(plan)


async def cast_of(store: FactStore) -> str:
    (work,) = store.names.exact("Moon High", (Kind.WORK,))
    found = await store.find_reports(work.entity)
    listed = await store.list_reports_in("a", 0, 100)
    assert found == listed
    assert found == sorted(found, key=lambda report: report.order)
    return "".join(report.value for report in found)


@pytest.mark.parametrize(
    "after", ["ABXD", "XABCD", "ABCDX", "DCBA", "BCDA", "A", "XYZ", "AXBYCZD", "CXA"], ids=str
)
async def test_a_reload_keeps_the_order_of_the_file_and_an_undo_brings_back_the_one_before(
    store: FactStore, tmp_path: Path, after: str
) -> None:
    await load(store, tmp_path, *"ABCD")
    ids = {report.value: report.id for report in await store.list_reports_in("a", 0, 100)}
    await load(store, tmp_path, *after)
    assert await cast_of(store) == after
    for report in await store.list_reports_in("a", 0, 100):
        assert ids.get(report.value, report.id) == report.id, "a fact that stays keeps its id"
    last = await store.history.find_last()
    assert last is not None
    await store.history.undo(last.id, MODERATOR)
    restored = await cast_of(store)
    assert set(restored) == set("ABCD")
    if set(after) != set("ABCD"):
        kept = [name for name in after if name in "ABCD"]
        if kept == sorted(kept):
            assert restored == "ABCD"


async def test_a_restored_fact_stands_where_it_stood(store: FactStore, tmp_path: Path) -> None:
    await load(store, tmp_path, *"ABC")
    ids = {report.value: report.id for report in await store.list_reports_in("a", 0, 100)}
    retraction = await store.single_facts.retract(ids["B"], "wrong", MODERATOR)
    assert retraction is not None
    await load(store, tmp_path, *"ABCD")
    assert await cast_of(store) == "ACD"
    await store.single_facts.restore(retraction, MODERATOR)
    assert await cast_of(store) == "ABCD"


@hypothesis.given(
    st.permutations(range(6)), st.lists(st.integers(0, 9), unique=True, max_size=10), st.integers(1, 3)
)
def test_places_are_in_order_and_few_move(stored: list[int], wanted: list[int], room: int) -> None:
    places = {fact: (at + 1) * room for at, fact in enumerate(stored)}
    order = [fact if fact in places else None for fact in wanted]
    new, moved = find_places(order, places)
    given = iter(new)
    result = [next(given) if fact is None else moved.get(fact, places[fact]) for fact in order]
    assert next(given, None) is None
    assert all(one < other for one, other in itertools.pairwise(result))
    assert all(place > 0 for place in result)


def test_where_there_is_room_nothing_moves() -> None:
    places = {fact: (fact + 1) * ROOM for fact in range(100)}
    order: list[int | None] = [*range(50), None, None, *range(50, 100), None]
    new, moved = find_places(order, places)
    assert moved == {}
    assert places[49] < new[0] < new[1] < places[50] < places[99] < new[2]
