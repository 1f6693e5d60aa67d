"""From an article to reviewed facts, end to end: what moderators see and decide, and how everybody else is refused.

What is read from a text is another test's business: here an article holds its facts as lines of JSON, except in
tests that say otherwise.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any  # facts are JSON

import msgspec
import pytest
import simcord
from simcord.components import walk_components

from bot.extract import ExtractedArticle
from bot.extract.article import parse_article
from bot.facts.model import Fact, Kind
from bot.settings import Settings
from bot.store import FactStore, State
from tests.conftest import HOME_GUILD, SHIPPED
from tests.reading import reports_of
from tests.whole_bot.moderating import add_moderator, fill_in, now, offered_by, only_refusals, press
from tests.whole_bot.stage import (
    BUTTON,
    Shown,
    Stage,
    components_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = [pytest.mark.simcord(shard_count=1), pytest.mark.usefixtures("sends_the_commands_guild")]

REFUSAL = "Only moderators of my home server"
MENU = "Read facts from this message"
KNOWN = """
[article]
id = "known"
published_on = 2024-01-29
publisher = "The Paper"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024"

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Park Ji-hu"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "genre"
value = "drama"
"""
RELEASE = {"work": "Moon High", "season": 2, "relation": "release date", "value": "2025-33"}
CREATOR = {"work": "Moon High", "relation": "creator", "value": "Cho Yi-hyun"}
SETTING = {"work": "Moon High", "relation": "narrative location", "value": "Busan"}
CONFIRMED = {"work": "Moon High", "relation": "genre", "value": "drama"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "known.toml").write_text(KNOWN, encoding="utf-8")
    return folder


@pytest.fixture
def facts_paths(folder: Path) -> tuple[Path, ...]:
    """The folder alone."""
    return (folder,)


@pytest.fixture(autouse=True)
def reads_json(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Articles hold their facts as lines of JSON, unless a test is marked to read English."""

    def read_lines(name: str, text: str, titles: Iterable[str] = (), **_: object) -> ExtractedArticle:
        lines = [line for line in text.splitlines() if line.startswith("{")]
        facts = tuple(msgspec.json.decode(line, type=Fact) for line in lines)
        spelled = re.findall(r"(.+) is also written (.+)", text)
        names = tuple((main, "person", (also,)) for main, also in spelled)
        return ExtractedArticle(parse_article(name, text), facts, names)

    if "english" not in request.fixturenames:
        monkeypatch.setattr("bot.extract.reader.read_article", read_lines)


@pytest.fixture
def english() -> None:
    """Articles are read as the bot reads them."""


def write_article(*facts: dict[str, Any], day: str | None = "2024-02-20") -> bytes:
    """An article that states these facts."""
    head = f"date {day}\n" if day else ""
    return (head + "\n".join(["Words.", *(msgspec.json.encode(fact).decode() for fact in facts)])).encode()


async def add(stage: Stage, content: bytes, name: str = "article.md", **options: object) -> Shown:
    """What the moderator sees of an article handed in as a file."""
    return await stage.slash_as(stage.moderator, "facts add", file=(name, content), **options)


async def values(stage: Stage, relation: str) -> list[str]:
    """The values that are answered from, in the order of their articles."""
    return sorted(report.value for report in await reports_of(stage.bot.store, relation))


# From article to answer


async def test_approved_facts_are_served_at_once_and_rejected_ones_never(stage: Stage) -> None:
    shown = await add(stage, write_article(CREATOR, SETTING))
    assert private(shown)
    assert "0 of 2 decided" in text_of(shown)
    assert "Moon High was created by Cho Yi-hyun" in text_of(shown)
    assert labels_of(shown) == [
        "Approve",
        "Edit",
        "Details",
        "Reject",
        "Back",
        "Later",
        "See all 2",
        "Wrong show?",
    ]
    assert await values(stage, "creator") == []

    shown = await press(stage, shown, "Approve")
    assert "1 of 2 decided" in text_of(shown)
    assert "Busan" in text_of(shown)
    # A name never heard of before.
    assert "Moon High" in text_of(await stage.ask("what did Cho Yi-hyun create?"))
    shown = await press(stage, shown, "Reject")
    assert "1 approved, 1 left out" in text_of(shown)
    assert labels_of(shown) == ["Undo"]
    assert await values(stage, "narrative location") == []


async def test_a_card_shows_the_words_it_was_read_from_and_what_it_would_replace(stage: Stage) -> None:
    evidence = "It is due in early 2025, *they* said."
    shown = await add(stage, write_article({**RELEASE, "evidence": evidence, "according_to": "The Agency"}))
    assert "season 2 is due in early 2025" in text_of(shown)
    assert "according to The Agency" in text_of(shown)
    assert "Replaces: 2024, reported 29 January 2024 (The Paper)" in text_of(shown).replace("**", "")
    assert r"> It is due in **early 2025**, \*they\* said." in raw_text_of(shown)


async def test_a_less_certain_or_an_older_report_is_said_to_replace_nothing(stage: Stage) -> None:
    shown = await add(stage, write_article({**RELEASE, "certainty": "rumoured"}))
    assert "Stands beneath" in text_of(shown)
    shown = await add(stage, write_article(RELEASE, day="2023-12-01"))
    assert "Older" in text_of(shown)
    await press(stage, shown, "Approve")
    assert "2024" in text_of(await stage.ask("when is season 2 of Moon High out?"))


async def test_contradictions_stand_side_by_side(stage: Stage) -> None:
    shown = await add(stage, write_article(RELEASE, day="2024-01-29"))
    text = text_of(shown).replace("**", "")
    assert "Contradicts what I know" in text
    assert "- Known: 2024, reported 29 January 2024 (The Paper)" in text
    assert "- Here: early 2025" in text
    recast = {"work": "Moon High", "relation": "cast member", "value": "Ahn So-yi", "character": "Nam Onjo"}
    text = text_of(await add(stage, write_article(recast))).replace("**", "")
    assert "Known: Park Ji-hu (as Nam Onjo)" in text
    assert "Here: Ahn So-yi (as Nam Onjo)" in text


async def test_what_is_known_is_not_asked_again_but_taken_as_one_more_source(stage: Stage) -> None:
    shown = await add(stage, write_article(CREATOR, CONFIRMED))
    assert "0 of 1 decided · 1 confirms what I know" in text_of(shown)
    shown = await press(stage, shown, "Reject")
    assert "1 fact confirmed" in text_of(shown)
    assert "Moon High is drama." in text_of(shown)
    assert labels_of(shown) == ["Add this source", "Leave out"]
    shown = await press(stage, shown, "Add this source")
    assert "1 approved, 1 left out" in text_of(shown)
    assert "in 1 more report" in text_of(await stage.ask("what genre is Moon High?"))


async def test_confirmations_can_be_left_out(stage: Stage) -> None:
    shown = await press(stage, await add(stage, write_article(CONFIRMED)), "Leave out")
    assert "0 approved, 1 left out" in text_of(shown)
    assert await values(stage, "genre") == ["drama"]


async def test_an_article_that_is_known_from_a_file_brings_nothing_new(stage: Stage) -> None:
    shown = await add(
        stage,
        write_article(CONFIRMED, day="2024-01-29").replace(
            b"date 2024-01-29", b"---\nid: known\ndate: 2024-01-29\n---"
        ),
    )
    assert "nothing in this article that I do not know" in text_of(shown)


async def test_approve_all_approves_what_is_left_but_confirmations(stage: Stage) -> None:
    shown = await add(stage, write_article(CREATOR, SETTING, RELEASE, CONFIRMED))
    shown = await press(stage, shown, "Reject")
    shown = await press(stage, await press(stage, shown, "See all 2"), "Approve all 2")
    assert "1 fact confirmed" in text_of(shown)
    assert await values(stage, "narrative location") == ["Busan"]
    assert await values(stage, "release date") == ["2024", "2025-33"]
    assert await values(stage, "creator") == []
    assert await values(stage, "genre") == ["drama"]


@pytest.mark.parametrize("answer", ["The same", "Not the same"])
async def test_two_spellings_of_one_article_are_linked_if_a_moderator_says_so(
    stage: Stage, answer: str
) -> None:
    spelled = write_article(CREATOR) + b"\nCho Yi-hyun is also written Jo I-hyeon Park"
    shown = await add(stage, spelled)
    await press(stage, shown, "Approve")
    card = now(stage, shown)
    assert "**Cho Yi-hyun** and **Jo I-hyeon Park**" in text_of(card)
    await press(stage, card, answer)
    assert "All is decided" in text_of(now(stage, shown))
    linked = stage.bot.store.names.exact("Jo I-hyeon Park", (Kind.PERSON,))
    assert [found.name for found in linked] == (["Cho Yi-hyun"] if answer == "The same" else [])


async def test_facts_can_be_left_for_later(stage: Stage) -> None:
    shown = await add(stage, write_article(CREATOR, SETTING, RELEASE))
    shown = await press(stage, shown, "Later")
    assert "Fact 2 · 0 of 3 decided" in text_of(shown)
    shown = await press(stage, shown, "Back")
    shown = await press(stage, shown, "Back")
    assert "Fact 3 · 0 of 3 decided" in text_of(shown)
    shown = await press(stage, shown, "Approve")
    assert "Fact 1 · 1 of 3 decided" in text_of(shown), "what was left comes again"


async def test_the_same_text_is_not_reviewed_twice(stage: Stage) -> None:
    article = write_article(CREATOR, SETTING)
    await press(stage, await add(stage, article), "Approve")
    shown = await add(stage, article, name="again.txt")
    assert "handed in before" in text_of(shown)
    assert "1 of 2 decided" in text_of(shown)


async def test_what_is_shipped_is_read_and_reviewed(stage: Stage, english: None) -> None:
    """The real reader: every card's evidence is in the article, and everything can be approved."""
    path = SHIPPED / "articles" / "2024-01-29-season-2-window.md"
    article = path.read_text(encoding="utf-8")
    shown = await add(stage, path.read_bytes(), name=path.name)
    assert "This seems to be about **All of Us Are Dead**, season 2. Right?" in text_of(shown)
    shown = await press(stage, shown, "Yes")
    reviews = stage.bot.store.reviews
    (review,) = await reviews.find_open("", 5)
    proposals = await reviews.list_proposals(review.id)
    assert len(proposals) > 5
    assert all(each.fact.evidence and each.fact.evidence in article for each in proposals)
    shown = await approve_all(stage, shown)
    assert "**Lee Jae-kyoo** and **Lee Jae-gyoo**" in text_of(shown)
    shown = await press(stage, shown, "The same")
    assert f"{len(proposals)} approved" in text_of(shown)


async def approve_all(stage: Stage, shown: Shown) -> Shown:
    """Look at all that is left, and approve it."""
    (see,) = [label for label in labels_of(shown) if label.startswith("See all")]
    shown = await press(stage, shown, see)
    (approve,) = [label for label in labels_of(shown) if label.startswith("Approve all")]
    return await press(stage, shown, approve)


async def test_all_is_approved_after_a_look_at_the_list_and_undone_as_one_step(stage: Stage) -> None:
    shown = await add(stage, write_article(CREATOR, SETTING, RELEASE), title="Moon High *renewed*")
    listed = await press(stage, shown, "See all 3")
    text = text_of(listed)
    for said in (
        "Moon High was created by Cho Yi-hyun",
        "Busan",
        "Release date · reported · replaces 2024",
    ):
        assert said in text, said
    assert labels_of(listed) == ["Open", "Open", "Open", "Approve all 3", "One by one"]
    assert await values(stage, "creator") == []
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    _, second, _ = await stage.bot.store.reviews.list_proposals(review.id)
    await stage.moderator.click(listed, custom_id=f"review:next:{review.id}:{second.id}")
    shown = now(stage, listed)
    assert "Fact 2" in text_of(shown)
    shown = await press(stage, shown, "Reject")
    shown = await approve_all(stage, shown)
    assert "2 approved, 1 left out" in text_of(shown)
    assert await values(stage, "creator") == ["Cho Yi-hyun"]

    history = await stage.slash_as(stage.moderator, "facts history")
    assert "2 facts approved from *Moon High *renewed** · 1 left out" in text_of(history)
    assert f"by <@{stage.moderator.id}>" in text_of(history)
    shown = await press(stage, shown, "Undo")
    assert "Take this back?" in text_of(shown)
    assert "+ Moon High · creator · Cho Yi-hyun" in text_of(shown)
    shown = await press(stage, shown, "Take it back")
    assert "waits for review again" in text_of(shown)
    assert await values(stage, "creator") == []
    shown = await stage.slash_as(stage.moderator, "facts review")
    assert "1 of 3 decided" in text_of(shown)
    shown = await approve_all(stage, shown)
    assert "2 approved, 1 left out" in text_of(shown)
    assert await values(stage, "creator") == ["Cho Yi-hyun"]
    assert stage.env.errors == []


async def test_facts_approved_one_by_one_are_one_entry_of_the_history_and_taken_back_as_one_or_the_last_alone(
    stage: Stage,
) -> None:
    shown = await add(stage, write_article(CREATOR, SETTING, RELEASE), title="Moon High renewed")
    for _ in range(3):
        shown = await press(stage, shown, "Approve")
    history = await stage.slash_as(stage.moderator, "facts history")
    assert "#2–#4 3 facts approved from *Moon High renewed*" in text_of(history).replace("**", "")
    assert "left out" not in text_of(history)
    await stage.moderator.click(history, custom_id="change:show:4:0")
    shown = now(stage, history)
    assert "Busan" in text_of(shown)
    assert "Cho Yi-hyun" in text_of(shown)
    shown = await press(stage, shown, "Undo this")
    assert labels_of(shown) == ["Take all 3 back", "Only the last (#4)", "Keep it"]
    other = await press(stage, shown, "Only the last (#4)")
    assert await values(stage, "release date") == ["2024"]
    assert "2 facts approved from *Moon High renewed*" in text_of(other)
    shown = await press(stage, other, "Undo the last change (#2–#3)")
    stale = await press(
        stage, await stage.slash_as(stage.moderator, "facts history"), "Undo the last change (#2–#3)"
    )
    shown = await press(stage, shown, "Take all 2 back")
    assert "#2–#3 is taken back" in text_of(shown)
    assert "Took back 3 approved facts from *Moon High renewed*" in text_of(shown)
    assert await values(stage, "creator") == []
    assert await values(stage, "narrative location") == []
    assert "taken back already" in text_of(await press(stage, stale, "Take all 2 back"))
    assert stage.env.errors == []


async def test_a_long_list_is_approved_after_a_look_at_its_pages(stage: Stage) -> None:
    places = [{**SETTING, "value": f"Port {chr(65 + number)}"} for number in range(13)]
    shown = await add(stage, write_article(*places))
    (see,) = [label for label in labels_of(shown) if label.startswith("See all")]
    shown = await press(stage, shown, see)
    assert "Page 1 of 2" in text_of(shown)
    shown = await press(stage, shown, "More")
    assert "Page 2 of 2" in text_of(shown)
    assert see == "See all 13"
    assert labels_of(shown).count("Open") == 3


async def test_a_stale_list_approves_nothing(stage: Stage) -> None:
    """Somebody edits a fact while "Approve all" is shown to somebody else."""
    shown = await press(stage, await add(stage, write_article(CREATOR, SETTING)), "See all 2")
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    _, second = await stage.bot.store.reviews.list_proposals(review.id)
    changed = msgspec.structs.replace(second.fact, note="Not what was seen")
    await stage.bot.store.reviews.edit(second.id, second.version, changed, stage.other.id)
    shown = await press(stage, shown, "Approve all 2")
    assert "none was decided. Look again" in text_of(shown)
    states = [each.state for each in await stage.bot.store.reviews.list_proposals(review.id)]
    assert states == [State.PROPOSED, State.PROPOSED]
    shown = await approve_all(stage, shown)
    assert "2 approved" in text_of(shown)


# What an article is about

NEWS = b"""date 2024-02-20
Two dramas in March

\xe2\x80\x9cGlass Harbor\xe2\x80\x9d season 2 will premiere on March 9. \xe2\x80\x9cPaper Road\xe2\x80\x9d will premiere on March 16.

Han Ji-soo will join the cast of the series.
"""


async def test_the_moderator_says_what_an_article_is_about_before_it_is_read(
    stage: Stage, english: None
) -> None:
    shown = await add(stage, NEWS)
    assert "This seems to be about **Glass Harbor**, season 2. Right?" in text_of(shown)
    assert labels_of(shown) == ["Yes", "Paper Road", "Another show \u2026", "Several shows"]
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    assert await stage.bot.store.reviews.list_proposals(review.id) == []

    shown = await press(stage, shown, "Paper Road")
    proposals = await stage.bot.store.reviews.list_proposals(review.id)
    assert {(each.fact.work, each.fact.value) for each in proposals} == {
        ("Glass Harbor", "2024-03-09"),
        ("Paper Road", "2024-03-16"),
        ("Paper Road", "Han Ji-soo"),
    }
    assert "Wrong show?" in labels_of(shown)


async def test_another_show_and_its_season_can_be_said_until_something_is_decided(
    stage: Stage, english: None
) -> None:
    shown = await press(stage, await add(stage, NEWS), "Several shows")
    shown = await fill_in(stage, shown, "Wrong show?", title=" Silver  Bridge ", season="3")
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    assert (review.about, review.season) == ("Silver Bridge", 3)
    proposals = await stage.bot.store.reviews.list_proposals(review.id)
    told = {(each.fact.work, each.fact.season) for each in proposals if each.fact.value == "Han Ji-soo"}
    assert told == {("Silver Bridge", 3)}

    form = await stage.press(shown, "Wrong show?", by=stage.moderator)
    shown = await press(stage, shown, "Approve")
    assert "Wrong show?" not in labels_of(shown)
    await stage.moderator.submit_modal(form, {"title": "Paper Road", "season": ""})
    assert "some facts of this article are decided already" in text_of(now(stage, shown))
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    assert review.about == "Silver Bridge"


@pytest.mark.parametrize("season", ["two", "0", "101"])
async def test_what_is_no_season_is_refused_with_what_is_allowed(
    stage: Stage, english: None, season: str
) -> None:
    shown = await add(stage, NEWS)
    form = await stage.press(shown, "Another show \u2026", by=stage.moderator)
    typed = {"title": "Paper Road", "season": season}
    await stage.moderator.submit_modal(form, typed)
    shown = now(stage, shown)
    assert f"{season} is no season: give a number" in text_of(shown)
    form = await stage.press(shown, "Another show \u2026", by=stage.moderator)
    assert offered_by(form) == typed, "nothing is typed twice"
    assert stage.env.errors == []
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    assert review.about is None


async def forge(stage: Stage, shown: Shown, custom_id: str) -> simcord.InteractionResult:
    """Press a message's first button under another id."""
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    button = next(part for part in walk_components(stored.components) if part["type"] == BUTTON)
    button["custom_id"] = custom_id
    return await stage.moderator.click(shown, custom_id=custom_id)


@pytest.mark.parametrize("number", [2, 4, 9])
async def test_a_show_that_was_not_offered_cannot_be_pressed(
    stage: Stage, english: None, number: int
) -> None:
    shown = await add(stage, NEWS)
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    await forge(stage, shown, f"review:show:{review.id}:{number}")
    assert "Right?" in text_of(now(stage, shown))
    assert await stage.bot.store.reviews.find(review.id) == review


@pytest.mark.parametrize("label", ["Paper Road", "Several shows"])
async def test_a_second_answer_of_an_old_message_changes_nothing(
    stage: Stage, english: None, label: str
) -> None:
    shown = await add(stage, NEWS)
    again = await add(stage, NEWS)
    await press(stage, shown, "Yes")
    reviews = stage.bot.store.reviews
    (review,) = await reviews.find_open("", 5)
    proposals = await reviews.list_proposals(review.id)
    await press(stage, again, label)
    assert "0 of" in text_of(now(stage, again)), "how far the review is"
    assert await reviews.find(review.id) == review
    assert await reviews.list_proposals(review.id) == proposals


async def test_the_question_outlasts_a_restart_and_titles_of_any_length(
    stage: Stage, english: None, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    shown = await add(stage, NEWS)
    (review,) = await store.reviews.find_open("", 5)
    long = "*Paper* @everyone " + "Road " * 100
    await store.reviews.ask_subject(review.id, [long, "\u200b"], long, 2)
    shown = await stage.slash_as(stage.moderator, "facts review")
    assert len(text_of(shown)) < 1000
    assert labels_of(shown)[:2] == ["Yes", "\u2026"]
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    form = await stage.press(shown, "Another show \u2026", by=stage.moderator)
    assert offered_by(form) == {"title": long[:300], "season": "2"}
    await press(stage, shown, "Yes")
    told = await store.reviews.find(review.id)
    assert told is not None
    assert (told.about, told.season) == (long, 2)


async def test_a_title_without_words_is_refused(stage: Stage, english: None) -> None:
    shown = await add(stage, NEWS)
    form = await stage.press(shown, "Another show \u2026", by=stage.moderator)
    await stage.moderator.submit_modal(form, {"title": " \u2026 ", "season": ""})
    assert "That is no title" in text_of(now(stage, shown))
    assert stage.env.errors == []


# Several moderators, restarts


async def test_a_review_goes_on_after_a_restart(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    shown = await press(stage, await add(stage, write_article(CREATOR, SETTING, RELEASE)), "Approve")
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    shown = await press(stage, shown, "Approve")
    assert "2 of 3 decided" in text_of(shown)
    # Closing Discord loses the private message, but not the review.
    shown = await stage.slash_as(stage.moderator, "facts review")
    assert "2 of 3 decided" in text_of(shown)
    shown = await press(stage, shown, "Reject")
    assert "2 approved, 1 left out" in text_of(shown)
    assert "Nothing waits for review" in text_of(await stage.slash_as(stage.moderator, "facts review"))


async def test_of_two_moderators_who_press_at_once_one_decides_and_the_other_is_told(stage: Stage) -> None:
    other = add_moderator(stage, "mo")
    mine = await add(stage, write_article(CREATOR, SETTING))
    theirs = await stage.slash_as(other, "facts review")
    assert text_of(mine) == text_of(theirs)
    await press(stage, mine, "Approve")
    theirs = await press(stage, theirs, "Reject", by=other)
    assert f"decided already: approved by <@{stage.moderator.id}>" in raw_text_of(theirs)
    assert "Busan" in text_of(theirs), "and it goes on with what is left"
    assert await values(stage, "creator") == ["Cho Yi-hyun"]
    theirs = await press(stage, theirs, "Approve", by=other)
    assert "2 approved" in text_of(theirs)


async def test_a_fact_that_was_edited_since_is_shown_again_before_it_is_decided(stage: Stage) -> None:
    other = add_moderator(stage, "mo")
    mine = await add(stage, write_article(CREATOR))
    theirs = await stage.slash_as(other, "facts review")
    await edit(stage, mine, value="Yoo In-soo")
    theirs = await press(stage, theirs, "Approve", by=other)
    assert "edited after you were shown it" in text_of(theirs)
    assert "Yoo In-soo" in text_of(theirs)
    assert await values(stage, "creator") == []
    await press(stage, theirs, "Approve", by=other)
    assert await values(stage, "creator") == ["Yoo In-soo"]


# Editing


async def edit(stage: Stage, shown: Shown, **fields: Any) -> Shown:
    """Fill in the edit form; anything left out stays as the form offers it."""
    return await fill_in(stage, shown, "Edit", **fields)


async def test_an_edited_fact_is_what_is_approved(stage: Stage) -> None:
    shown = await add(stage, write_article(RELEASE))
    shown = await edit(stage, shown, about="Moon High season 3", value="2026", certainty=["rumoured"])
    assert "season 3 is due in 2026" in text_of(shown)
    shown = await fill_in(
        stage, shown, "Details", spoiler=True, according_to="The Agency", on="20 February 2024"
    )
    assert "rumoured · according to The Agency · on 20 February 2024 · spoiler" in text_of(shown)
    await press(stage, shown, "Approve")
    (report,) = [each for each in await reports_of(stage.bot.store, "release date") if each.season == 3]
    assert (report.value, report.certainty, report.spoiler) == ("2026", "rumoured", True)


async def test_what_is_wrong_with_an_edit_is_said_and_what_was_typed_is_kept(stage: Stage) -> None:
    shown = await add(stage, write_article({**RELEASE, "evidence": "early 2025"}))
    typed = {
        "about": "…",
        "kind": ["filming date"],
        "value": "soon @everyone",
        "certainty": ["estimated"],
        "evidence": "not in the article",
    }
    shown = await edit(stage, shown, **typed)
    for said in (
        "no fact yet",
        "Say whom or what it is about",
        "“soon @everyone” is no date",
        "does not stand in the article",
    ):
        assert said in text_of(shown), said
    assert "early 2025" in text_of(shown), "the fact is as it was"
    assert offered_by(await stage.press(shown, "Edit", by=stage.moderator)) == typed
    other = add_moderator(stage, "mo")
    theirs = await stage.slash_as(other, "facts review")
    assert offered_by(await stage.press(theirs, "Edit", by=other))["value"] != typed["value"], (
        "a draft is its own"
    )
    shown = await fill_in(stage, shown, "Details", on="once")
    assert "“once” is no date" in text_of(shown)
    assert offered_by(await stage.press(shown, "Details", by=stage.moderator))["on"] == "once"
    assert stage.env.errors == []


async def test_what_is_too_long_for_the_form_is_kept_as_it_is(stage: Stage) -> None:
    names = dict.fromkeys(("work", "speaker", "about", "according_to"), "x" * 300)
    long = {"note": "n " * 900 + "n", "evidence": "e" * 5000, "value": "v" * 4000, "relation": "quote"}
    shown = await add(stage, write_article({**names, **long}))
    shown = await fill_in(stage, await edit(stage, shown, value="short"), "Details")
    assert "no fact yet" not in text_of(shown)
    await press(stage, shown, "Approve")
    (report,) = await reports_of(stage.bot.store, "quote")
    assert (report.value, report.note, report.evidence) == ("short", long["note"], long["evidence"])


# Handing in


async def test_an_article_whose_reading_failed_can_be_handed_in_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a rule with a fault")

    with monkeypatch.context() as patch:
        patch.setattr("bot.extract.reader.read_article", fail)
        assert "went wrong on my side" in text_of(await add(stage, write_article(CREATOR)))
    stage.env.errors.clear()
    shown = await add(stage, write_article(CREATOR))
    assert "0 of 1 decided" in text_of(shown)


async def test_an_article_without_a_date_is_asked_for_it_before_it_is_read(stage: Stage) -> None:
    shown = await add(stage, write_article(RELEASE, day=None))
    assert "When was this published?" in text_of(shown)
    form = await stage.press(shown, "Say when", by=stage.moderator)
    await stage.moderator.submit_modal(
        form, {"published_on": "soon", "url": "javascript:x", "title": "A title"}
    )
    shown = now(stage, shown)
    assert "“soon” is no day" in text_of(shown)
    assert "only http:// and https:// are allowed" in text_of(shown).replace("\\", "")
    form = await stage.press(shown, "Say when", by=stage.moderator)
    assert offered_by(form) == {
        "published_on": "soon", "url": "javascript:x", "title": "A title", "publisher": "",
    }  # fmt: skip
    await stage.moderator.submit_modal(
        form,
        {"published_on": "20 February 2024", "publisher": "The Other Paper", "url": "https://example.org/a"},
    )
    shown = now(stage, shown)
    assert "20 February 2024 · The Other Paper" in text_of(shown)
    assert "0 of 1 decided" in text_of(shown)
    await press(stage, shown, "Approve")
    assert "The Other Paper" in text_of(await stage.ask("when is season 2 of Moon High out?"))


async def test_the_date_and_source_can_be_said_with_the_command(stage: Stage) -> None:
    article = write_article(RELEASE, day="2019-01-01")
    refusal = await add(stage, article, published_on="2024-13-01")
    assert "2024-01-29" in text_of(refusal)
    only_refusals(stage)
    shown = await add(stage, article, published_on="2024-02-20", title="A title", url="https://example.org/a")
    assert "### A title\n-# 20 February 2024 · [example.org](<https://example.org/a>)" in raw_text_of(shown)


async def test_an_article_can_be_pasted_in_pieces_or_with_a_file(stage: Stage) -> None:
    form = await stage.moderator.slash(stage.channel, "facts add")
    pieces = {"text1": write_article(CREATOR).decode(), "text4": write_article(SETTING, day=None).decode()}
    shown = shown_by(await stage.moderator.submit_modal(form, pieces))
    assert private(shown)
    assert "0 of 2 decided" in text_of(shown)
    form = await stage.moderator.slash(stage.channel, "facts add")
    shown = shown_by(await stage.moderator.submit_modal(form, {"file": ("a.txt", write_article(RELEASE))}))
    assert "0 of 1 decided" in text_of(shown)
    form = await stage.moderator.slash(stage.channel, "facts add")
    assert "empty" in text_of(shown_by(await stage.moderator.submit_modal(form, {"text1": "  "})))
    assert stage.env.errors == []


async def test_a_pasted_article_that_cannot_be_read_is_not_pasted_twice(stage: Stage) -> None:
    refusal = shown_by(await stage.moderator.slash(stage.channel, "facts add", published_on="soon"))
    assert "“soon” is no day" in text_of(refusal), "before anybody pastes it in vain"
    only_refusals(stage)
    form = await stage.moderator.slash(
        stage.channel, "facts add", published_on="yesterday", publisher="The Paper"
    )
    article = write_article(CREATOR, day=None).decode()
    typed = {"text1": article, "file": ("a.txt", b"\xff\xfe\x00")}
    shown = shown_by(await stage.moderator.submit_modal(form, typed))
    form = await stage.press(shown, "Go on with what I typed", by=stage.moderator)
    assert offered_by(form)["text1"] == article
    await stage.moderator.submit_modal(form, offered_by(form))
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    assert (review.publisher, str(review.published_on)) == ("The Paper", "2024-02-29")


async def test_facts_are_read_from_a_message_its_embeds_and_its_text_files(stage: Stage) -> None:
    message = await stage.fan.send(
        stage.channel,
        write_article(CREATOR).decode(),
        attachments=[("a.txt", write_article(SETTING, day=None)), ("photo.png", b"\x89PNG")],
    )
    shown = shown_by(await stage.moderator.context_menu(stage.channel, MENU, message))
    assert private(shown)
    assert "0 of 2 decided" in text_of(shown)
    stored = stage.env.backend.get_message(stage.channel.id, message.id)
    stored.content, stored.attachments = "https://example.org/a", []
    stored.embeds = [
        {
            "type": "article",
            "title": "date 2024-02-20",
            "description": write_article(RELEASE, day=None).decode(),
        }
    ]
    shown = shown_by(await stage.moderator.context_menu(stage.channel, MENU, message))
    assert "0 of 1 decided" in text_of(shown)


@pytest.mark.parametrize(
    ("content", "files", "said"),
    [
        ("https://example.org/article", [], "do not follow links"),
        ("<https://example.org/a> https://example.org/b", [], "attach it"),
        ("", [("a.zip", b"PK\x03\x04")], "no archives"),
        ("", [("photo.png", b"\x89PNG")], "text only"),
    ],
)
async def test_a_message_without_text_is_answered_with_what_to_do(
    stage: Stage, content: str, files: list[tuple[str, bytes]], said: str
) -> None:
    message = await stage.fan.send(stage.channel, content, attachments=files)
    shown = shown_by(await stage.moderator.context_menu(stage.channel, MENU, message))
    assert private(shown)
    assert said in text_of(shown)
    assert await stage.bot.store.reviews.find_open("", 5) == []
    only_refusals(stage)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("article.zip", b"PK\x03\x04", "no archives"),
        ("article.pdf", b"%PDF", "text only"),
        ("@everyone.exe", b"MZ", "text only"),
        ("noname", b"words", "text only"),
        ("huge.txt", b"words " * 200_000, "at most 1 MB"),
        ("empty.txt", b"", "no words"),
        ("blank.md", b" \n\xe2\x80\x8b", "no words"),
        ("binary.txt", bytes(range(256)) * 8, "not UTF-8"),
        ("nul.txt", b"words\0words", "no text"),
        ("wide.txt", "words".encode("utf-16"), "not UTF-8"),
    ],
)
async def test_what_is_no_article_is_refused_with_the_reason(
    stage: Stage, name: str, content: bytes, said: str
) -> None:
    shown = await add(stage, content, name=name)
    assert private(shown)
    assert said in text_of(shown)
    assert "@everyone" not in raw_text_of(shown).replace("\\@everyone", "")
    assert labels_of(shown) == []
    only_refusals(stage)


async def test_a_hostile_article_pings_nobody_links_nowhere_and_fits_its_cards(stage: Stage) -> None:
    nasty = "@everyone <@1> [bank](https://evil.example) ||x|| `code` **b** " * 60
    facts: list[dict[str, Any]] = [
        {
            "work": nasty[:290],
            "relation": "quote",
            "value": nasty[:3900],
            "speaker": nasty[:280],
            "evidence": nasty,
            "about": nasty[:290],
            "note": nasty[:1900],
            "according_to": nasty[:290],
        },
        {
            "work": nasty[:290],
            "season": 2,
            "relation": "cast member",
            "value": nasty[:290],
            "character": nasty[:250],
        },
        {
            "work": nasty[:290],
            "season": 2,
            "relation": "cast member",
            "value": nasty[:285],
            "character": nasty[:250],
        },
    ]
    article = write_article(*facts)
    given = {"title": nasty[:290].strip(), "publisher": nasty[:290].strip()}
    shown = await add(stage, article, **given)
    for turn in range(len(facts) + 1):
        raw = raw_text_of(shown)
        bare = re.sub(r"\\.", "", raw)
        assert "@" not in bare, turn
        assert "](" not in bare, turn
        assert "://" not in bare, turn
        parts = list(components_of(shown))
        assert len(parts) <= 40
        assert sum(len(part.get("content", "")) for part in parts) <= 4000
        if "Approve" in labels_of(shown):
            mistaken = await edit(
                stage, shown, value=nasty[:3900], about=f"{nasty[:300]}" * 2, evidence=nasty[:3900] + "!"
            )
            assert "no fact yet" in text_of(mistaken)
            parts = list(components_of(mistaken))
            assert sum(len(part.get("content", "")) for part in parts) <= 4000
            assert "@" not in re.sub(r"\\.", "", raw_text_of(mistaken))
            shown = await press(stage, shown, "Approve")
    assert "3 approved" in text_of(shown)


async def test_a_hundred_thousand_quotation_marks_are_answered(stage: Stage, english: None) -> None:
    shown = await add(stage, b"date 2024-02-20\nWords " + b'"' * 100_000)
    assert "I can't tell which show this is about." in text_of(shown)
    assert labels_of(shown) == ["Say which \u2026", "Several shows, or none"]
    assert "nothing in this article" in text_of(await press(stage, shown, "Several shows, or none"))


# Keeping


async def test_approved_facts_outlast_reloads_and_are_exported_as_files_that_load(
    stage: Stage, folder: Path, tmp_path: Path
) -> None:
    quote = {
        "work": "Moon High",
        "relation": "quote",
        "value": 'He said "no"\\,\nthen é',
        "speaker": "Lee Jae-gyoo",
    }
    shown = await add(
        stage, write_article(CREATOR, RELEASE, quote), title="A title", url="https://example.org/a"
    )
    await approve_all(stage, shown)
    (folder / "known.toml").unlink()
    shown = await stage.slash_as(stage.moderator, "facts reload")
    await stage.press(shown, "Apply", by=stage.moderator)
    assert await values(stage, "release date") == ["2025-33"]

    assert await stage.moderator.autocomplete(stage.channel, "facts export", "article", "known") == []
    (choice,) = await stage.moderator.autocomplete(stage.channel, "facts export", "article", "")
    exported = await stage.slash_as(stage.moderator, "facts export", article=choice["value"])
    assert private(exported)
    (file,) = exported.attachments
    content = await file.read()
    assert tomllib.loads(content.decode())["article"]["title"] == "A title"

    path = tmp_path / "elsewhere" / f"{choice['value']}.toml"
    path.parent.mkdir()
    path.write_bytes(content)
    async with FactStore.open(tmp_path / "elsewhere.db") as elsewhere:
        plan = await elsewhere.plan_load([path])
        assert not plan.refused
        await elsewhere.apply(plan)
        (spoken,) = await reports_of(elsewhere, "quote")
        assert (spoken.value, spoken.url) == (quote["value"], "https://example.org/a")
        assert len(await elsewhere.list_reports_in(choice["value"], 0, 1000)) == 3


async def test_an_exported_file_that_is_put_in_the_folder_takes_its_article_over(
    stage: Stage, folder: Path
) -> None:
    shown = await add(stage, write_article(CREATOR, SETTING))
    shown = await press(stage, shown, "Approve")
    (slug,) = await stage.bot.store.reviews.approved_articles("", 5)
    (file,) = (await stage.slash_as(stage.moderator, "facts export")).attachments
    path = folder / f"{slug}.toml"
    path.write_bytes(await file.read())
    plan = await stage.bot.store.plan_load([folder])
    assert [article.slug for article, _ in plan.moved] == [slug]
    # A fact approved after the export would be lost.
    await press(stage, shown, "Approve")
    (refusal,) = (await stage.bot.store.plan_load([folder])).refused
    assert "approved in Discord" in refusal.problem
    (file,) = (await stage.slash_as(stage.moderator, "facts export", article=slug)).attachments
    path.write_bytes(await file.read())
    await stage.bot.store.apply(await stage.bot.store.plan_load([folder]))
    assert await stage.bot.store.reviews.approved_articles("", 5) == []
    path.write_text(path.read_text(encoding="utf-8").replace("Busan", "Seoul"), encoding="utf-8")
    await stage.bot.store.apply(await stage.bot.store.plan_load([folder]))
    assert await values(stage, "narrative location") == ["Seoul"]
    assert await values(stage, "creator") == ["Cho Yi-hyun"]


async def test_there_is_nothing_to_export_before_anything_is_approved(stage: Stage) -> None:
    assert "Nothing has been approved" in text_of(await stage.slash_as(stage.moderator, "facts export"))
    shown = await stage.slash_as(stage.moderator, "facts export", article="known")
    assert "No article of that id was approved" in text_of(shown)


# Who is no moderator


def refused(result: simcord.InteractionResult) -> None:
    """Check that a member was told politely, and privately, that this is for moderators."""
    shown = shown_by(result)
    assert private(shown)
    assert REFUSAL in text_of(shown)


async def test_a_fan_whom_discord_lets_through_is_refused_everywhere(stage: Stage) -> None:
    await press(stage, await add(stage, write_article(CREATOR, SETTING)), "Approve")
    for command in await stage.bot.tree.fetch_commands(guild=stage.bot.get_guild(HOME_GUILD)):
        stage.guild.set_command_permissions(command, {stage.fan: True})
    refused(await stage.fan.slash(stage.channel, "facts add", file=("a.md", write_article(RELEASE))))
    refused(await stage.fan.slash(stage.channel, "facts add"))
    refused(await stage.fan.slash(stage.channel, "facts review"))
    refused(await stage.fan.slash(stage.channel, "facts export"))
    message = await stage.fan.send(stage.channel, write_article(RELEASE).decode())
    refused(await stage.fan.context_menu(stage.channel, MENU, message))
    for command_name in ("facts export", "facts review"):
        offered = await stage.fan.autocomplete(stage.channel, command_name, "article", "")
        assert [REFUSAL in choice["name"] for choice in offered] == [True]
    assert len(await stage.bot.store.reviews.find_open("", 9)) == 1
    only_refusals(stage)


@pytest.mark.parametrize(
    "button",
    [
        "approve:{0}:0",
        "reject:{0}:0",
        "edit:{0}",
        "back:1:{0}",
        "next:1:{0}",
        "all:1:9",
        "confirm:1:9",
        "leave:1:9",
        "date:1",
        "show:1:0",
        "several:1",
        "other:1",
    ],
)
async def test_a_forged_press_by_a_fan_is_refused_and_changes_nothing(stage: Stage, button: str) -> None:
    await add(stage, write_article(CREATOR, CONFIRMED))
    (review,) = await stage.bot.store.reviews.find_open("", 5)
    before = await stage.bot.store.reviews.list_proposals(review.id)
    public = await stage.slash("show", title="Moon High")
    custom_id = f"review:{button}".format(before[0].id)
    stored = stage.env.backend.get_message(stage.channel.id, public.id)
    forged = next(part for part in walk_components(stored.components) if part.get("label") == "Sources")
    forged["custom_id"] = custom_id
    refused(await stage.fan.click(public, custom_id=custom_id))
    assert await stage.bot.store.reviews.list_proposals(review.id) == before
    assert await values(stage, "creator") == []


@pytest.mark.parametrize(
    "ids",
    [
        "approve:424242:0",
        "edit:424242",
        "next:424242:1",
        "all:424242:1",
        "date:424242",
        "show:424242:0",
        "several:424242",
        "other:424242",
    ],
)
async def test_a_moderators_press_about_what_is_gone_says_so(stage: Stage, ids: str) -> None:
    shown = await add(stage, write_article(CREATOR))
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    part = next(part for part in walk_components(stored.components) if part.get("label") == "Approve")
    part["custom_id"] = f"review:{ids}"
    await stage.moderator.click(shown, custom_id=f"review:{ids}")
    assert "no longer know" in text_of(now(stage, shown))


async def test_forms_are_refused_when_whoever_opened_them_may_moderate_no_more(stage: Stage) -> None:
    shown = await add(stage, write_article(CREATOR))
    undated = await add(stage, write_article(SETTING, day=None))
    forms: dict[str, tuple[simcord.InteractionResult, dict[str, Any]]] = {
        "paste": (
            await stage.moderator.slash(stage.channel, "facts add"),
            {"text1": write_article(RELEASE).decode()},
        ),
        "edit": (
            await stage.press(shown, "Edit", by=stage.moderator),
            {"about": "x", "kind": ["genre"], "value": "x", "certainty": ["official"]},
        ),
        "date": (await stage.press(undated, "Say when", by=stage.moderator), {"published_on": "2024-02-20"}),
    }
    stage.bot.settings = replace(stage.bot.settings, home_guild_ids=())
    for form, typed in forms.values():
        refused(await stage.moderator.submit_modal(form, typed))
    newest, *others = await stage.bot.store.reviews.find_open("", 9)
    assert newest.published_on is None
    assert len(others) == 1
