"""Facts offered while somebody types: by title, by name, by article, by their own words, within a bound."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.moderation.single_facts import suggest_facts
from bot.store import Address, FactStore, single_facts

MANY = 1500
WORDS = "The third term begins when nobody expects it"


@pytest_asyncio.fixture
async def store(database: Address, tmp_path: Path) -> AsyncIterator[FactStore]:
    """A store with many facts, and a few that were stored before all of them."""
    folder = tmp_path / "suggestions"
    folder.mkdir()
    facts = {
        "1-old": f'[[fact]]\nwork = "Moon High"\nrelation = "plot"\nvalue = "{WORDS}"\n'
        '[[fact]]\nwork = "Sun Low"\nrelation = "director"\nvalue = "Ada Reed"\n',
        "2-new": "".join(
            f'[[fact]]\nwork = "Show {number}"\nrelation = "genre"\nvalue = "drama"\n'
            for number in range(MANY)
        ),
    }
    for slug, text in facts.items():
        (folder / f"{slug}.toml").write_text(f"[article]\npublished_on = 202{slug[0]}-01-01\n{text}")
    async with FactStore.open(database) as opened:
        await opened.apply(await opened.plan_load([folder]))
        yield opened


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("moon", WORDS),
        ("high plot", WORDS),
        ("third term", WORDS),
        ("nobody expects 1-old", WORDS),
        ("sun dir", "Ada Reed"),
        ("ada reed", "Ada Reed"),
        ("reed sun low", "Ada Reed"),
        ("1-old director", "Ada Reed"),
    ],
)
async def test_what_is_old_is_found_among_many(store: FactStore, typed: str, value: str) -> None:
    assert [report.value for report in await suggest_facts(store, typed, 25)] == [value]


async def test_without_words_the_newest_articles_facts_are_offered(store: FactStore) -> None:
    offered = await suggest_facts(store, "", 25)
    assert {report.article for report in offered} == {"2-new"}
    assert len(offered) == 25


async def test_only_what_was_asked_for_is_offered(store: FactStore) -> None:
    assert await suggest_facts(store, "moon", 25, relations=("director",)) == []
    assert len(await suggest_facts(store, "sun", 25, relations=("director", "genre"))) == 1
    assert await suggest_facts(store, "moon", 25, pinned=True) == []
    assert await suggest_facts(store, "moon drama", 25) == []


@pytest.mark.parametrize(
    "typed", ["word " * 1000, " ".join(map(str, range(1000))), '"' * 50, "* OR (", "x" * 6000]
)
async def test_whatever_is_typed_is_answered(store: FactStore, typed: str) -> None:
    assert await suggest_facts(store, typed, 25) == []


async def test_a_keystroke_looks_at_no_more_than_so_many_facts(
    store: FactStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many there are: each row that is looked at is counted."""
    monkeypatch.setattr(single_facts, "_MOST_NEAR", 100)
    looked_at = 0

    def holds_words(text: str, typed: str) -> bool:
        nonlocal looked_at
        looked_at += 1
        return False

    monkeypatch.setattr(single_facts, "holds_words", holds_words)
    assert await suggest_facts(store, "show drama 2-new", 25) == []
    assert 0 < looked_at <= 5 * 100
