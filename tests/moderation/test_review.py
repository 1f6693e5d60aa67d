"""From an article that is handed in to decided facts: each step, without Discord."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers.effect_of_report import EffectKind
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.moderation import ModerationError
from bot.moderation.export import export_articles
from bot.moderation.review import (
    ConfirmationsToDecide,
    Decided,
    FactToDecide,
    NameToDecide,
    ShowToTell,
    Undated,
    decide_names,
    edit_proposal,
    find_step,
    read_title,
    set_source,
    tell_subject,
)
from bot.moderation.submit_article import (
    MOST_BYTES,
    check_file,
    decode_file,
    join_texts,
    submit_article,
)
from bot.moderation.typed_facts import propose_typed_fact
from bot.store import Decision, FactStore, Review, State, digest_undecided

MODERATOR = 7
TODAY = date(2024, 3, 1)
ARTICLE = "date 2024-02-20\n“Moon High” season 2 will premiere in 2025. “Moon High” stars Lee Min."
Write = Callable[..., Path]


async def submit(store: FactStore, text: str = ARTICLE, **given: str | None) -> int:
    submitted = await submit_article(store, TODAY, name="pasted", text=text, given=given, by=MODERATOR)
    return submitted.review


async def decide(store: FactStore, step: FactToDecide, state: State) -> None:
    shown = step.proposal
    assert await store.reviews.decide(shown.id, shown.version, state, MODERATOR) is Decision.DONE


async def find_review(store: FactStore, review: int) -> Review:
    found = await store.reviews.find(review)
    assert found is not None
    return found


async def test_facts_are_decided_one_by_one_and_served_when_approved(store: FactStore) -> None:
    review = await submit(store)
    first = await find_step(store, review, TODAY)
    assert isinstance(first, FactToDecide)
    assert (first.number, first.effect.kind) == (1, EffectKind.NEW)
    assert first.left == first.progress.total >= 2
    second = await find_step(store, review, TODAY, at=first.after)
    assert isinstance(second, FactToDecide)
    assert (second.number, second.before) == (2, first.proposal.id)
    while isinstance(step := await find_step(store, review, TODAY), FactToDecide):
        await decide(store, step, State.APPROVED)
    assert isinstance(step, Decided)
    assert step.progress.approved == first.left
    assert await store.single_facts.find_facts("moon high release date 2025", 5)


async def test_what_is_known_from_elsewhere_is_confirmed_together(store: FactStore, write: Write) -> None:
    folder = write("first", "2024-01-29", "Moon High|cast member|Lee Min")
    await store.apply(await store.plan_load([folder]))
    review = await submit(store, "date 2024-02-20\n“Moon High” stars Lee Min.")
    step = await find_step(store, review, TODAY)
    assert isinstance(step, ConfirmationsToDecide)
    assert [report.value for report in step.reports] == ["Lee Min"]


async def test_nothing_is_read_before_the_date_is_known(store: FactStore) -> None:
    review = await submit(store, ARTICLE.partition("\n")[2])
    assert isinstance(await find_step(store, review, TODAY), Undated)
    with pytest.raises(ModerationError, match="published_on"):
        await set_source(store, await find_review(store, review), {"published_on": "soon"}, TODAY)
    await set_source(store, await find_review(store, review), {"published_on": "2024-02-20"}, TODAY)
    step = await find_step(store, review, TODAY)
    assert isinstance(step, FactToDecide)
    assert step.review.slug.startswith("2024-02-20-")


async def test_what_a_moderator_said_goes_before_what_the_text_says(store: FactStore) -> None:
    review = await find_review(store, await submit(store, published_on="2024-02-21", publisher="The Paper"))
    assert (review.published_on, review.publisher) == (date(2024, 2, 21), "The Paper")


async def test_the_same_text_opens_the_same_review(store: FactStore) -> None:
    first = await submit_article(store, TODAY, name="a", text=ARTICLE, given={}, by=MODERATOR)
    again = await submit_article(store, TODAY, name="b", text=ARTICLE, given={}, by=MODERATOR)
    assert (first.new, again.new, again.review) == (True, False, first.review)


async def test_an_edit_that_is_no_fact_is_refused_with_every_reason(store: FactStore) -> None:
    review = await submit(store)
    step = await find_step(store, review, TODAY)
    assert isinstance(step, FactToDecide)
    typed: dict[str, object] = {
        "work": "Moon High",
        "relation": "wishes",
        "value": "2026",
        "evidence": "made up",
    }
    with pytest.raises(ModerationError) as raised:
        await edit_proposal(store, step.proposal, typed, by=MODERATOR)
    assert len(raised.value.problems) == 2
    typed = {"work": "Moon High", "season": 2, "relation": "release date", "value": "2026"}
    assert await edit_proposal(store, step.proposal, typed, by=MODERATOR) is Decision.DONE
    edited = await find_step(store, review, TODAY)
    assert isinstance(edited, FactToDecide)
    assert edited.report.value == "2026"
    assert await edit_proposal(store, step.proposal, typed, by=MODERATOR) is Decision.EDITED_SINCE


async def test_spellings_of_one_name_are_linked_or_left_apart(store: FactStore, write: Write) -> None:
    folder = write("first", "2024-01-29", "Moon High|director|Lee Min", "Moon High|producer|Lee Minn")
    await store.apply(await store.plan_load([folder]))
    review = await submit(store, "date 2024-02-20\nNothing of note.")
    assert await tell_subject(store, await find_review(store, review), "", None, TODAY)
    names = [OtherName(name="Lee Min", kind=Kind.PERSON, also=("Lee Minn",))]
    await store.reviews.keep_names(review, names)
    step = await find_step(store, review, TODAY)
    assert isinstance(step, NameToDecide)
    assert await decide_names(store, review, [step.name], same=True, by=MODERATOR) == []
    assert isinstance(await find_step(store, review, TODAY), Decided)
    assert len({each.entity for each in store.names.exact("Lee Minn", (Kind.PERSON,))}) == 1


async def test_where_no_show_can_be_told_it_is_asked_for_and_what_is_said_is_read(store: FactStore) -> None:
    review = await submit(store, "date 2024-02-20\nThe series will be directed by Seo Min-gi.")
    step = await find_step(store, review, TODAY)
    assert isinstance(step, ShowToTell)
    assert (step.review.guess, step.review.candidates) == (None, ())
    assert await tell_subject(store, step.review, "Silver Bridge", 3, TODAY)
    told = await find_step(store, review, TODAY)
    assert isinstance(told, FactToDecide)
    assert (told.proposal.fact.work, told.proposal.fact.season) == ("Silver Bridge", 3)
    assert not await tell_subject(store, step.review, "Moon High", None, TODAY), "said since by somebody else"


async def test_a_fact_that_was_typed_was_not_read_from_an_article(store: FactStore) -> None:
    fact = Fact(work="Moon High", relation="genre", value="drama")
    article = Article(id="typed", published_on=TODAY)
    review = await propose_typed_fact(store, article, fact, name="typed", nonce=1, by=MODERATOR)
    assert not await tell_subject(store, await find_review(store, review), "Sun Low", None, TODAY)
    assert [each.fact for each in await store.reviews.list_proposals(review)] == [fact]


def test_a_title_has_words() -> None:
    assert read_title(" Moon  High ") == "Moon High"
    for typed in (" ", "\u200b", "…"):
        with pytest.raises(ModerationError, match="no title"):
            read_title(typed)


async def test_a_review_that_is_gone_is_none(store: FactStore) -> None:
    assert await find_step(store, 424242, TODAY) is None


@pytest.mark.parametrize(
    ("name", "size", "problem"),
    [
        ("article.pdf", 5, "I read text only"),
        ("article.txt", MOST_BYTES + 1, "I read at most 1 MB"),
    ],
)
def test_a_file_is_refused_by_its_name_and_size(name: str, size: int, problem: str) -> None:
    with pytest.raises(ModerationError, match=problem):
        check_file(name, size)
    check_file("Article.MD", MOST_BYTES)


def test_bytes_that_are_no_text_are_refused() -> None:
    assert decode_file("a.txt", "어서".encode()) == "어서"
    for content in (b"\xff\xfe", b"a" * (MOST_BYTES + 1)):
        with pytest.raises(ModerationError, match="I cannot read that"):
            decode_file("a.txt", content)


async def test_text_without_an_article_in_it_is_refused(store: FactStore) -> None:
    with pytest.raises(ModerationError, match="I cannot read that"):
        await submit(store, " \n ")
    with pytest.raises(ModerationError, match="more than 1 MB"):
        await submit(store, "ö" * (MOST_BYTES // 2 + 1))
    with pytest.raises(ModerationError, match="not a web address"):
        await submit(store, url="javascript:x")


def test_links_alone_are_no_article() -> None:
    assert join_texts(["https://a.example/b", "<https://c.example>", " "]) == ""
    assert (
        join_texts(["Words", "https://a.example/b", "More https://x.example"])
        == "Words\n\nMore https://x.example"
    )


async def test_what_was_approved_is_exported_and_nothing_else(store: FactStore, write: Write) -> None:
    with pytest.raises(ModerationError, match="Nothing has been approved"):
        await export_articles(store, "", 10)
    folder = write("first", "2024-01-29", "Moon High|genre|drama")
    await store.apply(await store.plan_load([folder]))
    with pytest.raises(ModerationError, match="No article of that id"):
        await export_articles(store, "first", 10)
    for text in (ARTICLE, ARTICLE.replace("Moon High", "Sun Low")):
        review = await submit(store, text)
        seen = digest_undecided(await store.reviews.list_proposals(review), confirming=False)
        await store.reviews.decide_all(review, seen, State.APPROVED, MODERATOR, confirming=False)
    exported = await export_articles(store, "", 1)
    assert exported.more
    ((name, content),) = exported.files.items()
    assert name.endswith(".toml")
    assert b"[[fact]]" in content
    assert len((await export_articles(store, "", 10)).files) == 2
