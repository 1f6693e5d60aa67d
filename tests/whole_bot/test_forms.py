"""Forms, from end to end: which facts they take, and that nothing that was typed has to be typed twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import simcord

from bot.facts.relations import RELATIONS
from bot.settings import Settings
from bot.store import DRAFTS_KEPT, BusyError, FactStore
from tests.reading import reports_of
from tests.whole_bot.moderating import (
    add_moderator,
    listed_by,
    now,
    offered_by,
    only_refusals,
    press,
    rows_of,
)
from tests.whole_bot.stage import Shown, Stage, labels_of, make_bot, private, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)
GO_ON = "Go on with what I typed"
KNOWN = """
[article]
id = "known"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Lee Min"
character = "Na-bi"
"""
TYPED = {
    "about": "Moon High season 2",
    "kind": ["release date"],
    "value": "June 2024",
    "published_on": "yesterday",
    "source": "The Paper https://paper.example/1",
}


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """One article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "known.toml").write_text(KNOWN, encoding="utf-8")
    return (folder,)


async def enter(
    stage: Stage, by: simcord.MemberActor | None = None, **said: str
) -> simcord.InteractionResult:
    """Open the form for one fact."""
    return await (by or stage.moderator).slash(stage.channel, "facts enter", **said)


async def send(stage: Stage, form: simcord.InteractionResult, **typed: Any) -> Shown:
    """Send a form, which is answered with a message of its own."""
    return shown_by(await stage.moderator.submit_modal(form, {**offered_by(form), **typed}))


# One fact by hand


async def test_a_fact_entered_by_hand_is_served_once_it_is_approved(stage: Stage) -> None:
    shown = await send(stage, await enter(stage), **TYPED)
    assert private(shown)
    assert "Moon High season 2 is due in June 2024" in text_of(shown)
    assert await reports_of(stage.bot.store, "release date") == []
    await press(stage, shown, "Approve")
    (report,) = await reports_of(stage.bot.store, "release date")
    assert (report.value, report.season, report.publisher) == ("2024-06", 2, "The Paper")
    assert report.published_on.isoformat() == "2024-02-29"
    assert stage.env.errors == []


async def test_a_word_finds_the_kind_of_fact_and_a_suggestion_whom_it_is_about(stage: Stage) -> None:
    choices = await stage.moderator.autocomplete(stage.channel, "facts enter", "kind", "actor")
    assert choices[0]["name"] == "Cast: … in it"
    (about,) = await stage.moderator.autocomplete(stage.channel, "facts enter", "about", "na-b")
    form = await enter(stage, kind="actor", about="Moon High")
    assert (offered_by(form)["about"], offered_by(form)["kind"]) == ("Moon High", ["cast member"])
    form = await enter(stage, about=about["value"])
    assert (offered_by(form)["about"], offered_by(form)["kind"]) == ("Na-bi (…)", ["meaning"])
    refusal = shown_by(await enter(stage, kind="where"))
    assert "“where” is no one kind of fact. It may be" in text_of(refusal)
    assert "Platform" in text_of(refusal)
    only_refusals(stage)


async def test_every_kind_of_fact_is_reached_from_the_list(stage: Stage) -> None:
    form, seen = await enter(stage), set[str]()
    while True:
        listed = listed_by(form, "kind")
        assert len(listed) <= 25
        if seen.issuperset(listed[:-1]):
            break
        seen |= set(listed[:-1])
        page = (len(seen) - 1) // 24 + 1
        shown = await send(stage, form, **{**TYPED, "kind": [f"more:{page}"]})
        assert "on the next list" in text_of(shown)
        form = await stage.press(shown, GO_ON, by=stage.moderator)
        assert offered_by(form) == {**TYPED, "kind": []}, "nothing is typed twice"
    assert seen == {relation.heading for relation in RELATIONS.values()}


async def test_a_question_about_a_character_opens_as_one(stage: Stage) -> None:
    shown_by(await stage.press(await stage.ask("who is Zorro?"), "Tell me when you know"))
    card = await press(stage, await stage.slash_as(stage.moderator, "facts unanswered"), "Open")
    form = await stage.press(card, "Add a fact", by=stage.moderator)
    assert (offered_by(form)["about"], offered_by(form)["kind"]) == ("Zorro (…)", ["meaning"])


# Given back


async def test_what_was_typed_survives_a_restart_and_is_forgotten_once_it_is_taken(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    shown = await send(stage, await enter(stage), **{**TYPED, "source": "javascript://x"})
    assert "begins with https://" in text_of(shown)
    assert labels_of(shown) == [GO_ON]
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    form = await stage.press(shown, GO_ON, by=stage.moderator)
    assert form.modal is not None
    assert form.modal["title"] == "Enter a fact – as you left it"
    assert offered_by(form) == {**TYPED, "source": "javascript://x"}
    await stage.moderator.submit_modal(form, TYPED)
    assert "is due in June 2024" in text_of(now(stage, shown))
    await stage.env.settle()
    assert rows_of(stage, "SELECT * FROM draft") == []
    assert offered_by(await enter(stage))["value"] == ""
    assert stage.env.errors == []


async def test_a_draft_is_its_users_alone_and_kept_for_a_week(stage: Stage) -> None:
    shown = await send(stage, await enter(stage), **{**TYPED, "published_on": "soon"})
    other = add_moderator(stage)
    assert offered_by(await enter(stage, other))["value"] == ""
    assert "1 form that you have not finished" in text_of(await stage.slash_as(stage.moderator, "privacy"))
    now_ = stage.bot.now()
    await stage.bot.store.drafts.forget(now_ - DRAFTS_KEPT - timedelta(days=1))
    assert len(rows_of(stage, "SELECT * FROM draft")) == 1
    (at,) = rows_of(stage, "SELECT at FROM draft")[0]
    assert at
    await stage.bot.store.drafts.forget(now_ + timedelta(days=1000))
    assert rows_of(stage, "SELECT * FROM draft") == []
    assert offered_by(await stage.press(shown, GO_ON, by=stage.moderator))["value"] == ""


async def test_what_cannot_be_kept_comes_back_as_a_file(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise BusyError("locked")

    monkeypatch.setattr(stage.bot.store.drafts, "keep", fail)
    form = await enter(stage)
    result = await stage.moderator.submit_modal(form, {**TYPED, "published_on": "soon"})
    shown = shown_by(result)
    assert "“soon” is no day" in shown.content
    (file,) = shown.attachments
    assert "June 2024" in (await file.read()).decode()
