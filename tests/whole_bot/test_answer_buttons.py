"""The buttons of answers, pressed by those they are for and by others, after a restart of the bot, and forged."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any  # components are JSON

import pytest
import simcord
from simcord.components import walk_components

from bot.display.fans.answer import GONE
from bot.settings import Settings
from bot.store import FactStore
from tests.reading import reports_of
from tests.whole_bot.stage import (
    Shown,
    Stage,
    buttons_of,
    enabled_labels_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

CAST = [f"Actor Number {number}" for number in range(120)]
QUOTES = [
    f"Sentence {number}, which is long enough to fill a page of its own with others." for number in range(60)
]
EARLY = """
[article]
id = "early"
published_on = 2024-01-01
title = "A rumour [of](https://evil.example) sorts"
publisher = "The Early Bird"
url = "https://news.early.example/a(b)?c=d"

[[fact]]
work = "Long Show"
season = 1
relation = "release date"
value = "2024-05"

[[fact]]
work = "Long Show"
relation = "genre"
value = "drama"
"""
LATE = """
[article]
id = "late"
published_on = 2024-02-01
publisher = "The Late Show"

[[fact]]
work = "Long Show"
season = 1
relation = "release date"
value = "2024-06-15"
certainty = "official"

[[fact]]
work = "Other Show"
relation = "genre"
value = "drama"

[[fact]]
work = "Long Show"
relation = "cast member"
value = "Park Ji-hu"

[[fact]]
work = "Long Show"
relation = "cast member"
value = "Park Solomon"
"""


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """A show with a cast of 120, 60 quotes, and a release date that has been updated."""
    folder = tmp_path / "facts"
    folder.mkdir()
    facts = [
        f'[[fact]]\nwork = "Long Show"\nseason = 1\nrelation = "cast member"\nvalue = "{name}"'
        for name in CAST
    ]
    facts += [
        f'[[fact]]\nwork = "Long Show"\nrelation = "quote"\nspeaker = "Zoe Zed"\nvalue = "{said}"'
        for said in QUOTES
    ]
    (folder / "early.toml").write_text(EARLY)
    (folder / "late.toml").write_text(LATE)
    (folder / "long.toml").write_text(
        '[article]\nid = "long"\npublished_on = 2024-01-15\n' + "\n".join(facts)
    )
    return (folder,)


@pytest.fixture(params=["at once", "after a restart"])
def restarts(request: pytest.FixtureRequest) -> bool:
    """Whether the bot has been restarted by the time a button is pressed."""
    return bool(request.param == "after a restart")


@pytest.fixture
async def press_later(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...], restarts: bool
) -> Any:  # a function with an optional argument
    """Press a button, on a new bot if the test says so."""
    restarted = not restarts

    async def press(
        message: Shown, label: str, by: simcord.MemberActor | None = None
    ) -> simcord.InteractionResult:
        nonlocal restarted
        if not restarted:
            await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
            restarted = True
        return await stage.press(message, label, by=by)

    return press


async def test_sources_are_private_and_name_every_article(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("release", title="Long Show")
    sources = shown_by(await press_later(shown, "Sources", stage.other))
    assert private(sources)
    raw = raw_text_of(sources)
    for said in ("1 January 2024", "The Early Bird", "1 February 2024", "The Late Show", "Official", "late"):
        assert said in raw, said
    assert re.findall(r"(?<!\\)\[([^]]+)\]\(<([^>]+)>\)", raw) == [
        ("news.early.example", "https://news.early.example/a%28b%29?c=d")
    ], "one link: the article's own, with its domain; none out of the title"
    assert "No link is known" in raw
    assert text_of(stage.now(shown)) == text_of(shown), "the answer stays as it was"


async def test_earlier_reports_are_private_and_hold_what_was_replaced(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("release", title="Long Show")
    assert "15 June 2024" in text_of(shown)
    assert "May 2024" not in text_of(shown)
    earlier = shown_by(await press_later(shown, "Earlier reports"))
    assert private(earlier)
    assert "May 2024" in text_of(earlier)
    assert "Reported 1 January 2024 (The Early Bird)" in text_of(earlier)
    assert "15 June 2024" not in text_of(earlier)


async def test_an_answer_without_earlier_reports_offers_none(stage: Stage) -> None:
    assert "Earlier reports" not in labels_of(await stage.slash("quotes", title="Long Show"))


async def read_pages(stage: Stage, shown: Shown, press: Any) -> list[str]:
    pages = [text_of(shown)]
    while "More" in enabled_labels_of(shown):
        await press(shown, "More")
        shown = stage.now(shown)
        pages.append(text_of(shown))
        assert len(pages) < 60
    return pages


async def test_a_long_cast_pages_through_every_name_and_back(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("cast", title="Long Show", season=1)
    assert "Back" not in enabled_labels_of(shown)
    pages = await read_pages(stage, shown, press_later)
    assert len(pages) > 1
    for at, page in enumerate(pages):
        assert f"Page {at + 1} of {len(pages)}" in page
    told = re.findall(r"Actor Number \d+", "\n".join(pages))
    assert sorted(told) == sorted(CAST), "each once"
    for page in pages:
        assert "Reported 15 January 2024" in page, "every page has its source"
    last = stage.now(shown)
    assert "More" not in enabled_labels_of(last)
    await press_later(last, "Back")
    assert text_of(stage.now(shown)) == pages[-2]


async def test_many_quotes_page_word_for_word(stage: Stage, press_later: Any) -> None:
    pages = await read_pages(stage, await stage.slash("quotes", person="Zoe Zed"), press_later)
    text = "\n".join(pages)
    assert all(f"“{quote}”" in text for quote in QUOTES)


async def test_somebody_else_turns_pages_in_private_and_leaves_the_message(
    stage: Stage, press_later: Any
) -> None:
    shown = await stage.slash("cast", title="Long Show", season=1)
    theirs = shown_by(await press_later(shown, "More", stage.other))
    assert private(theirs)
    assert "Page 2" in text_of(theirs)
    assert "Remove" not in labels_of(theirs)
    assert "Page 1" in text_of(stage.now(shown))
    await stage.press(theirs, "Back", by=stage.other)
    (turned,) = [message for message in stage.channel.history(viewer=stage.other) if message.id == theirs.id]
    assert "Page 1" in text_of(turned), "a private answer turns in place"


async def test_pages_of_a_private_answer_turn_in_place(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("cast", title="Long Show", season=1, private=True)
    await press_later(shown, "More")
    assert "Page 2" in text_of(stage.now(shown))


async def test_a_choice_answers_in_place_for_who_asked(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("who", name="Park")
    assert {"Park Ji-hu", "Park Solomon"} <= set(labels_of(shown))
    await press_later(shown, "Park Solomon")
    answered = stage.now(shown)
    assert "Park Solomon" in text_of(answered)
    assert "Long Show" in text_of(answered)
    assert labels_of(answered) == ["Sources", "Ask more", "Not right?", "Remove"]


async def test_a_choice_by_somebody_else_is_answered_in_private(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("who", name="Park")
    theirs = shown_by(await press_later(shown, "Park Ji-hu", stage.other))
    assert private(theirs)
    assert "Long Show" in text_of(theirs)
    assert {"Park Ji-hu", "Park Solomon"} <= set(labels_of(stage.now(shown)))


@pytest.mark.parametrize("asked_by", ["command", "mention"])
async def test_who_asked_removes_an_answer(stage: Stage, press_later: Any, asked_by: str) -> None:
    shown: Shown
    if asked_by == "command":
        shown = await stage.slash("show", title="Other Show")
    else:
        shown = await stage.ask("what genre is Other Show?")
    await press_later(shown, "Remove")
    assert not stage.is_there(shown)


async def test_others_are_told_that_they_cannot_remove_it(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("show", title="Other Show")
    refusal = shown_by(await press_later(shown, "Remove", stage.other))
    assert private(refusal)
    assert "Only who asked" in text_of(refusal)
    assert stage.is_there(shown)


async def test_who_manages_messages_removes_any_answer(stage: Stage, press_later: Any) -> None:
    shown = await stage.slash("show", title="Other Show")
    await press_later(shown, "Remove", stage.moderator)
    assert not stage.is_there(shown)


async def test_in_a_direct_message_the_buttons_work_as_well(stage: Stage) -> None:
    somebody = stage.env.create_user("somebody")
    shown = shown_by(await somebody.slash("release", title="Long Show"))
    assert "The Early Bird" in text_of(shown_by(await somebody.click(shown, label="Sources")))
    await somebody.click(shown, label="Remove")
    assert [message.id for message in somebody.dm_channel.history() if message.id == shown.id] == []


# Buttons whose facts are gone, and forged ones


async def test_a_button_about_a_show_that_is_gone_says_so(
    stage: Stage, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    shown = await stage.slash("show", title="Other Show")
    late = facts_paths[0] / "late.toml"
    late.write_text(late.read_text().replace("Other Show", "Another Show"))
    await store.apply(await store.plan_load(facts_paths))
    answer = shown_by(await stage.press(shown, "Sources"))
    assert text_of(answer) == GONE
    assert private(answer)


@pytest.mark.parametrize(
    "code",
    [
        "x",
        "||||||",
        "||||||||||||",
        "genre|1|2|3|4|5|6",
        "genre|424242|||||",
        "genre||424242||||",
        "genre|1|424242||||",
        "genre|-1|||||",
        f"genre|{10**30}|||||",
        f"genre||{10**30}||||",
        f"genre|||{10**30}|||",
        f"genre|{10**17}|||||",
        "no relation|1|||||",
        "genre|1|||no relation||",
        "genre|1; DROP TABLE fact|||||",
        "quote|1|||||'; DROP TABLE fact; --",
        "genre|1||999|||",
        "genre|1||||past|",
        "cast member||1||cast member||",
        "genre|١|||||",
        "\u202e@everyone",
        "release date||||||" + "%" * 40,
    ],
)
async def test_a_forged_button_gets_one_friendly_reply(stage: Stage, code: str) -> None:
    for kind in ("sources", "earlier", "choose", "page:1", "page:-9", "page:999"):
        shown = await stage.slash("release", title="Long Show")
        custom_id = f"{kind}:{code}"
        assert len(custom_id) <= 100
        answer = await _answer_to(stage, shown, custom_id)
        assert text_of(answer)
        assert "@everyone" not in raw_text_of(answer)
        assert "Sorry" not in text_of(answer)
    assert stage.env.errors == []
    assert await reports_of(stage.bot.store, "genre"), "the facts are all there"


async def _answer_to(stage: Stage, shown: Shown, custom_id: str) -> Shown:
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    button = next(part for part in walk_components(stored.components) if part.get("label") == "Sources")
    button["custom_id"] = custom_id
    result = await stage.fan.click(shown, custom_id=custom_id)
    assert result.acknowledged
    return shown_by(result) if result.response or result.followups else stage.now(shown)


@pytest.mark.parametrize("custom_id", ["remove:0", f"remove:{10**19}", "remove:1400000000000000000"])
async def test_a_forged_remove_button_removes_nothing(stage: Stage, custom_id: str) -> None:
    shown = await stage.slash("release", title="Long Show")
    assert "Only who asked" in text_of(await _answer_to(stage, shown, custom_id))
    assert stage.is_there(shown)


async def test_every_custom_id_is_within_discords_limit(stage: Stage) -> None:
    for shown in (
        await stage.slash("cast", title="Long Show", season=1),
        await stage.slash("who", name="Park"),
        await stage.ask(
            "what did Zoe Zed say about a page of its own that is long enough to fill it with others?"
        ),
    ):
        assert all(len(button["custom_id"]) <= 100 for button in buttons_of(shown))
