"""Reviews in the store: what is kept, who decides, and what an approved fact becomes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from bot.facts.model import Article, Fact, Kind
from bot.store import Address, Decision, FactStore, Review, State, count_progress, digest_undecided, make_slug
from tests import databases
from tests.reading import reports_of

GENRE = Fact(work="Moon High", relation="genre", value="thriller")
CAST = Fact(work="Moon High", season=2, relation="cast member", value="Park Ji-hu", character="Nam Onjo")
MODERATOR, OTHER = 7, 8


@pytest_asyncio.fixture
async def store(database: Address) -> AsyncIterator[FactStore]:
    """An empty store."""
    async with FactStore.open(database) as opened:
        yield opened


async def propose(store: FactStore, *facts: Fact, text: str = "words", slug: str = "article") -> int:
    """A review that proposes these facts."""
    review, new = await store.reviews.open(
        name="a.md", text=text, opened_by=MODERATOR, published_on=date(2024, 2, 1), slug=slug
    )
    assert new
    await store.reviews.propose(review, [(fact, False) for fact in facts])
    return review


async def approve(store: FactStore, proposal: int, version: int = 0, by: int = MODERATOR) -> Decision:
    return await store.reviews.decide(proposal, version, State.APPROVED, by)


async def approve_all(store: FactStore, review: int) -> Decision:
    seen = digest_undecided(await store.reviews.list_proposals(review), confirming=False)
    return await store.reviews.decide_all(review, seen, State.APPROVED, MODERATOR, confirming=False)


async def test_what_is_proposed_is_kept_and_nothing_of_it_is_served(store: FactStore) -> None:
    review = await propose(store, GENRE, CAST)
    proposals = await store.reviews.list_proposals(review)
    assert [each.fact for each in proposals] == [GENRE, CAST]
    assert {each.state for each in proposals} == {State.PROPOSED}
    assert await reports_of(store, "genre") == []
    assert store.names.exact("Moon High") == ()
    kept = await store.reviews.find(review)
    assert kept is not None
    assert kept.text == "words"


async def test_an_approved_fact_is_served_and_its_names_are_known_at_once(store: FactStore) -> None:
    review = await propose(store, CAST)
    (proposal,) = await store.reviews.list_proposals(review)
    assert await approve(store, proposal.id) is Decision.DONE
    (report,) = await reports_of(store, "cast member")
    assert (report.value, report.season, report.article) == ("Park Ji-hu", 2, "article")
    assert [found.kind for found in store.names.exact("Nam Onjo")] == [Kind.CHARACTER]


async def test_a_fact_is_stored_once_however_many_decide_at_once(store: FactStore) -> None:
    review = await propose(store, GENRE)
    (proposal,) = await store.reviews.list_proposals(review)
    decisions = await asyncio.gather(*(approve(store, proposal.id, by=by) for by in range(10, 20)))
    assert decisions.count(Decision.DONE) == 1
    assert decisions.count(Decision.DECIDED_ALREADY) == 9
    assert len(await reports_of(store, "genre")) == 1
    decided = await store.reviews.find_proposal(proposal.id)
    assert decided is not None
    assert decided.decided_by == 10 + decisions.index(Decision.DONE)


async def test_two_processes_do_not_decide_twice(store: FactStore) -> None:
    review = await propose(store, GENRE)
    (proposal,) = await store.reviews.list_proposals(review)
    async with FactStore.open(store.address) as other:
        first, second = await asyncio.gather(approve(store, proposal.id), approve(other, proposal.id))
        assert {first, second} == {Decision.DONE, Decision.DECIDED_ALREADY}
        assert len(await reports_of(store, "genre")) == 1
        await store.refresh()
        await other.refresh()
        assert store.names.exact("Moon High") == other.names.exact("Moon High") != ()


async def test_what_was_edited_since_is_not_decided_and_how_it_was_read_is_kept(store: FactStore) -> None:
    review = await propose(store, GENRE)
    (proposal,) = await store.reviews.list_proposals(review)
    edited = Fact(work="Moon High", relation="genre", value="horror")
    assert await store.reviews.edit(proposal.id, 0, edited, OTHER) is Decision.DONE
    assert await approve(store, proposal.id, version=0) is Decision.EDITED_SINCE
    assert await store.reviews.edit(proposal.id, 0, GENRE, MODERATOR) is Decision.EDITED_SINCE
    assert await approve(store, proposal.id, version=1) is Decision.DONE
    assert await store.reviews.edit(proposal.id, 1, GENRE, MODERATOR) is Decision.DECIDED_ALREADY
    assert [report.value for report in await reports_of(store, "genre")] == ["horror"]
    (kept,) = databases.run(store.address, "SELECT as_read, edited_by, decided_by FROM proposal")
    assert "thriller" in kept[0]
    assert kept[1:] == (OTHER, MODERATOR)


async def test_what_is_not_there_cannot_be_decided(store: FactStore) -> None:
    assert await approve(store, 42) is Decision.GONE
    assert await store.reviews.edit(42, 0, GENRE, MODERATOR) is Decision.GONE
    assert await store.reviews.find(42) is None
    decision = await store.reviews.decide_all(42, "", State.APPROVED, MODERATOR, confirming=False)
    assert decision is Decision.GONE


@pytest.mark.parametrize("since", ["edited", "decided", "added"])
async def test_all_are_decided_at_once_only_if_they_are_those_that_were_seen(
    store: FactStore, since: str
) -> None:
    review = await propose(store, GENRE, CAST)
    first, second = await store.reviews.list_proposals(review)
    seen = digest_undecided([first, second], confirming=False)
    if since == "edited":
        await store.reviews.edit(second.id, 0, msgspec.structs.replace(CAST, value="Han Bo"), OTHER)
    elif since == "decided":
        await store.reviews.decide(second.id, 0, State.REJECTED, OTHER)
    else:
        databases.run(
            store.address,
            "INSERT INTO proposal (review, fact, as_read, confirms) SELECT review, fact, fact, 0 FROM proposal"
            " WHERE id = ?",
            (second.id,),
        )
    before = await store.reviews.list_proposals(review)
    decision = await store.reviews.decide_all(review, seen, State.APPROVED, MODERATOR, confirming=False)
    assert decision is Decision.EDITED_SINCE
    assert await store.reviews.list_proposals(review) == before
    assert await reports_of(store, "genre") == []
    assert await approve_all(store, review) is Decision.DONE
    assert [report.value for report in await reports_of(store, "genre")] == ["thriller"]


async def test_the_articles_text_is_let_go_once_all_is_decided(store: FactStore) -> None:
    review = await propose(store, GENRE, CAST)
    first, second = await store.reviews.list_proposals(review)
    await approve(store, first.id)
    assert [each.id for each in await store.reviews.find_open("", 5)] == [review]
    await store.reviews.decide(second.id, 0, State.REJECTED, MODERATOR)
    assert await store.reviews.find_open("", 5) == []
    kept = await store.reviews.find(review)
    assert kept is not None
    assert kept.text is None
    progress = count_progress(await store.reviews.list_proposals(review))
    assert (progress.approved, progress.rejected, progress.left) == (1, 1, 0)


async def test_the_same_text_opens_the_same_review(store: FactStore) -> None:
    review = await propose(store, GENRE, text="some  words\n")
    assert await store.reviews.open(name="b.md", text="some words", opened_by=OTHER) == (review, False)


async def test_an_article_never_gets_the_id_of_another(store: FactStore, tmp_path: Path) -> None:
    path = tmp_path / "article.toml"
    path.write_text(
        '[article]\nid = "article"\npublished_on = 2024-01-29\n[[fact]]\nwork = "Sun Low"\nrelation = "genre"\nvalue = "drama"\n'
    )
    await store.apply(await store.plan_load([path]))
    review = await propose(store, GENRE, CAST)
    for proposal in await store.reviews.list_proposals(review):
        await approve(store, proposal.id)
    assert await store.reviews.approved_articles("", 5) == ["article-2"]
    assert len(await store.list_reports_in("article-2", 0, 1000)) == 2
    assert [report.value for report in await store.list_reports_in("article", 0, 1000)] == ["drama"]


async def test_an_exported_article_holds_its_facts_as_they_were_approved(store: FactStore) -> None:
    review = await propose(store, GENRE, CAST)
    await approve_all(store, review)
    assert await store.reviews.find_approved("article") == (
        Article(id="article", published_on=date(2024, 2, 1)),
        [GENRE, CAST],
    )
    assert await store.reviews.find_approved("none") is None


async def test_notes_and_decisions_do_not_index_the_names_anew(store: FactStore) -> None:
    review = await propose(store, GENRE)
    names = store.names
    assert not await store.refresh()
    assert store.names is names
    (proposal,) = await store.reviews.list_proposals(review)
    await store.reviews.decide(proposal.id, 0, State.REJECTED, MODERATOR)
    assert store.names is names


@pytest.mark.parametrize(
    ("parts", "slug"),
    [
        (("2024-01-29", "Squid Game: it’s back!"), "2024-01-29-squid-game-it-s-back"),
        ((None, "지금 우리 학교는"), "지금-우리-학교는"),
        (("...", None), "article"),
        (("x" * 500,), "x" * 80),
    ],
)
def test_an_id_is_made_of_what_is_known(parts: tuple[str | None, ...], slug: str) -> None:
    assert make_slug(*parts) == slug


async def test_two_proposals_that_were_edited_into_one_are_served_once(store: FactStore) -> None:
    await propose(store, GENRE, CAST)
    first, second = await store.reviews.list_proposals(1)
    await approve(store, first.id)
    assert await store.reviews.edit(second.id, 0, GENRE, MODERATOR) is Decision.DONE
    assert await approve(store, second.id, 1) is Decision.DONE
    assert len(await store.list_reports_in("article", 0, 1000)) == 1


async def test_what_is_approved_again_is_retracted_no_more(store: FactStore) -> None:
    await propose(store, GENRE, CAST)
    first, second = await store.reviews.list_proposals(1)
    await approve(store, first.id)
    (fact,) = await store.list_reports_in("article", 0, 1000)
    retraction = await store.single_facts.retract(fact.id, "wrong", MODERATOR)
    assert retraction is not None
    await store.reviews.edit(second.id, 0, GENRE, MODERATOR)
    await approve(store, second.id, 1)
    assert await store.single_facts.restore(retraction, MODERATOR) is None, "it is served already"
    assert len(await store.list_reports_in("article", 0, 1000)) == 1
    last = await store.history.find_last()
    assert last is not None
    assert await store.history.undo(last.id, MODERATOR)
    assert await store.list_reports_in("article", 0, 1000) == []
    assert len(await store.single_facts.find_retractions("", 5)) == 1


# What an article is about


async def ask(store: FactStore) -> Review:
    """A review whose show nobody has told yet."""
    review, _ = await store.reviews.open(
        name="a.md", text="words", opened_by=MODERATOR, published_on=date(2024, 2, 1)
    )
    await store.reviews.ask_subject(review, ["Moon High", "Sun Low"], "Moon High", 2)
    return await find(store, review)


async def find(store: FactStore, review: int) -> Review:
    found = await store.reviews.find(review)
    assert found is not None
    return found


async def test_of_two_who_tell_the_show_at_once_one_is_heard(store: FactStore) -> None:
    seen = await ask(store)
    assert (seen.candidates, seen.guess, seen.season) == (("Moon High", "Sun Low"), "Moon High", 2)
    told = await asyncio.gather(
        store.reviews.tell_subject(seen, "Moon High", 2), store.reviews.tell_subject(seen, "Sun Low", None)
    )
    assert sorted(told) == [False, True]
    assert (await find(store, seen.id)).about == ("Moon High" if told[0] else "Sun Low")


async def test_what_was_read_for_another_show_than_was_told_since_is_dropped(store: FactStore) -> None:
    asked = await ask(store)
    await store.reviews.tell_subject(asked, "Moon High", 2)
    reading = await find(store, asked.id)
    await store.reviews.tell_subject(reading, "Sun Low", None)
    await store.reviews.propose_read(reading, [(GENRE, False)], (), "Moon High", 2)
    assert await store.reviews.list_proposals(asked.id) == []
    assert (await find(store, asked.id)).about == "Sun Low"


async def test_nothing_is_read_anew_once_a_fact_is_decided(store: FactStore) -> None:
    asked = await ask(store)
    await store.reviews.propose_read(asked, [(GENRE, False), (CAST, False)], (), "Moon High", 2)
    seen = await find(store, asked.id)
    first, _ = await store.reviews.list_proposals(seen.id)
    await approve(store, first.id)
    assert not await store.reviews.tell_subject(seen, "Sun Low", None)
    assert len(await store.reviews.list_proposals(seen.id)) == 2


async def test_a_button_of_a_fact_that_was_read_anew_decides_nothing(store: FactStore) -> None:
    asked = await ask(store)
    await store.reviews.propose_read(asked, [(GENRE, False)], (), "Moon High", 2)
    (old,) = await store.reviews.list_proposals(asked.id)
    seen = await find(store, asked.id)
    assert await store.reviews.tell_subject(seen, "Sun Low", None)
    await store.reviews.propose_read(await find(store, asked.id), [(CAST, False)], (), "Sun Low", None)
    assert await approve(store, old.id) is Decision.GONE
    assert await reports_of(store, "cast member") == []
