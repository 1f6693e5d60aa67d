"""Look-ups find what was typed in whatever case, accents or width, beyond ASCII."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
import pytest_asyncio

from bot.facts.model import Fact, Kind
from bot.moderation.single_facts import find_fact_meant, find_retraction_meant
from bot.store import About, Address, FactStore, State, digest_undecided

MODERATOR = 7
TITLES = {
    "Élite": ["élite", "ÉLITE", "elite", "Elite", "E\u0301LITE", "ｅｌｉｔｅ"],
    "Große Straße": ["große", "GROSSE", "groẞe straße", "strasse"],
    "İstanbul Işık": ["İSTANBUL", "istanbul", "i\u0307stanbul", "ışık", "isik"],
    "ＧＴＯ": ["gto", "GTO", "ｇｔｏ"],
}
TYPED = [(title, typed) for title, spellings in TITLES.items() for typed in spellings]


@pytest_asyncio.fixture
async def store(database: Address, tmp_path: Path) -> AsyncIterator[FactStore]:
    """A store with one article about each title, named after it."""
    folder = tmp_path / "facts"
    folder.mkdir()
    for number, title in enumerate(TITLES):
        (folder / f"{number}.toml").write_text(
            f'[article]\nid = "{title.replace(" ", "-")}"\npublished_on = 2024-01-29\n'
            f'[[fact]]\nwork = "{title}"\nrelation = "genre"\nvalue = "drama"',
            encoding="utf-8",
        )
    async with FactStore.open(database) as opened:
        plan = await opened.plan_load([folder])
        assert not plan.refused
        await opened.apply(plan)
        yield opened


@pytest.mark.parametrize(("title", "typed"), TYPED)
async def test_facts_and_retractions_are_found(store: FactStore, title: str, typed: str) -> None:
    fact = await find_fact_meant(store, f"{typed} drama")
    found = await store.single_facts.find_report(fact)
    assert found is not None
    assert found.subject.name == title
    retraction = await store.single_facts.retract(fact, "wrong", MODERATOR)
    assert await find_retraction_meant(store, f"DRAMA {typed}") == retraction


@pytest.mark.parametrize(("title", "typed"), TYPED)
async def test_articles_and_reviews_are_found(store: FactStore, title: str, typed: str) -> None:
    assert await store.articles_like(typed, 5) == [title.replace(" ", "-")]
    for name in TITLES:
        review, _ = await store.reviews.open(
            name=name, text=name, opened_by=MODERATOR, published_on=date(2024, 2, 1), slug=f"review-{name}"
        )
        await store.reviews.propose(review, [(Fact(work=name, relation="genre", value="comedy"), False)])
    assert [each.name for each in await store.reviews.find_open(typed, 5)] == [title]
    (review_of_title,) = await store.reviews.find_open(typed, 5)
    seen = digest_undecided(await store.reviews.list_proposals(review_of_title.id), confirming=False)
    await store.reviews.decide_all(review_of_title.id, seen, State.APPROVED, MODERATOR, confirming=False)
    assert await store.reviews.approved_articles(typed, 5) == [f"review-{title}"]


async def test_what_is_followed_is_listed_by_title(store: FactStore) -> None:
    for title in TITLES:
        (work,) = store.names.exact(title, (Kind.WORK,))
        await store.follows.follow(1, work.entity, About.ANYTHING)
    listed = [follow.subject.name for follow in await store.follows.list_of(1)]
    assert listed == ["Élite", "Große Straße", "ＧＴＯ", "İstanbul Işık"]
