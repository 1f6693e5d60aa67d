"""``/facts show|retract|restore|pin|unpin|alias|article`` from end to end, with a restart in the middle, and two
moderators at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import simcord

from bot.facts.model import Kind
from bot.settings import Settings
from bot.store import FactStore
from tests.reading import reports_of
from tests.whole_bot.moderating import add_moderator, now, offered_by
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

FIRST = """
[article]
id = "first"
title = "Moon High returns"
publisher = "The Paper"
published_on = 2024-01-29
url = "https://paper.example/moon"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024"
according_to = "The Agency"
evidence = "It is due in 2024, The Agency said."

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Park Ji-hu"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "plot"
value = "Everybody turns out to be a ghost"
spoiler = true
"""
SECOND = """
[article]
id = "second"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2025-33"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles that disagree."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "first.toml").write_text(FIRST, encoding="utf-8")
    (folder / "second.toml").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def facts_paths(folder: Path) -> tuple[Path, ...]:
    """The folder alone."""
    return (folder,)


async def choose(stage: Stage, command: str, typed: str) -> list[dict[str, str]]:
    """What the moderator is offered."""
    return await stage.moderator.autocomplete(stage.channel, f"facts {command}", "fact", typed)


async def pick(stage: Stage, command: str, typed: str) -> str:
    """The one choice that is offered."""
    (choice,) = await choose(stage, command, typed)
    return choice["value"]


async def run(stage: Stage, command: str, /, **options: object) -> Shown:
    """What a command shows the moderator."""
    return await stage.slash_as(stage.moderator, f"facts {command}", **options)


async def submit(
    stage: Stage, shown: Shown, label: str, by: simcord.MemberActor | None = None, **typed: str
) -> Shown:
    """Press a button that opens a form, and send the form; returns the message as it is then."""
    member = by or stage.moderator
    form = await stage.press(shown, label, by=member)
    await member.submit_modal(form, typed)
    return now(stage, shown, by)


def only_refusals(stage: Stage) -> None:
    """Check that nothing failed except on purpose: simcord counts refusals as errors."""
    assert {type(error).__name__ for error in stage.env.errors} <= {"Refused"}


async def refused(stage: Stage, command: str, /, **options: object) -> str:
    """The words with which a command was refused."""
    before = len(stage.env.errors)
    shown = await run(stage, command, **options)
    assert private(shown)
    assert [type(error).__name__ for error in stage.env.errors[before:]] == ["Refused"]
    return text_of(shown)


async def values(stage: Stage, relation: str) -> list[str]:
    """The values that are answered from."""
    return sorted(report.value for report in await reports_of(stage.bot.store, relation))


RELEASE = "when is season 2 of Moon High out?"


# The card


async def test_the_card_tells_what_a_fact_rests_on_and_what_stands_against_it(stage: Stage) -> None:
    shown = await run(stage, "show", fact=await pick(stage, "show", "moon release first"))
    assert private(shown)
    text = text_of(shown)
    for said in (
        "Moon High season 2 is due in 2024.",
        "reported · according to The Agency",
        "Moon High returns · 29 January 2024 · The Paper · [paper.example]",
        "It is due in **2024**, The Agency said.",
        "Contradicted, and both are shown:",
        "- early 2025 (January to March), reported 29 January 2024",
        "#1 came with its article",
        "the command line",
    ):
        assert said.replace("**", "") in text.replace("**", ""), said
    assert labels_of(shown) == ["Retract", "Pin"]


async def test_facts_that_add_up_have_no_pin(stage: Stage) -> None:
    shown = await run(stage, "show", fact=await pick(stage, "show", "park cast"))
    assert labels_of(shown) == ["Retract"]
    fact = await pick(stage, "show", "park cast")
    assert "add up" in await refused(stage, "pin", fact=fact, reason="she is")
    assert await choose(stage, "pin", "park") == []


async def test_spoilers_stay_behind_a_veil(stage: Stage) -> None:
    (choice,) = await choose(stage, "show", "plot")
    assert choice["name"] == "Moon High · plot · (spoiler) · first"
    shown = await run(stage, "show", fact=choice["value"])
    assert "||Everybody turns out to be a ghost||" in raw_text_of(shown)
    shown = await run(stage, "article", article="first")
    assert "||Everybody turns out to be a ghost||" in raw_text_of(shown)
    await run(stage, "retract", fact=choice["value"], reason="no")
    (choice,) = await choose(stage, "restore", "plot")
    assert "ghost" not in choice["name"]
    history = raw_text_of(await run(stage, "history"))
    assert "||Everybody turns out to be a ghost||" in history
    assert history.count("ghost") == history.count("ghost||")


async def test_words_that_fit_one_fact_will_do_and_others_are_refused(stage: Stage) -> None:
    assert "Park Ji-hu" in text_of(await run(stage, "show", fact="park cast"))
    assert "More than one" in await refused(stage, "show", fact="moon high")
    assert "know no fact" in await refused(stage, "show", fact="@everyone")
    assert "not there any more" in await refused(stage, "show", fact="fact:999")
    assert "know no fact" in await refused(stage, "show", fact="fact:" + "9" * 40)


# Retract and restore


async def test_a_retracted_fact_is_answered_no_more_until_it_is_restored(
    stage: Stage, home_settings: Settings, store: FactStore, folder: Path
) -> None:
    shown = await run(stage, "show", fact="second")
    shown = await submit(stage, shown, "Retract", reason="The @everyone paper took it back")
    text = text_of(shown)
    assert "I do not answer from this any more." in text
    assert "The @everyone paper took it back" in text
    assert "\\@everyone" in raw_text_of(shown)
    assert f"<@{stage.moderator.id}>" in raw_text_of(shown)
    assert labels_of(shown) == ["Restore"]
    assert "early 2025" not in text_of(await stage.ask(RELEASE))

    # The file still says it.
    (folder / "second.toml").write_text(
        SECOND + '\n[[fact]]\nwork = "Moon High"\nrelation = "genre"\nvalue = "x"'
    )
    await stage.press(await run(stage, "reload"), "Apply", by=stage.moderator)
    assert await values(stage, "release date") == ["2024"]

    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    await stage.press(shown, "Restore", by=stage.moderator)
    shown = now(stage, shown)
    assert "Restored" in text_of(shown)
    assert labels_of(shown) == ["Retract", "Pin"]
    for said in ("was served again", "was retracted", "came with its article"):
        assert said in text_of(shown), said
    assert "early 2025" in text_of(await stage.ask(RELEASE))
    assert stage.env.errors == []


async def test_retract_and_restore_as_commands(stage: Stage) -> None:
    shown = await run(stage, "retract", fact=await pick(stage, "retract", "second"), reason="wrong")
    assert labels_of(shown) == ["Restore"]
    assert await values(stage, "release date") == ["2024"]
    (choice,) = await choose(stage, "show", "early") or await choose(stage, "show", "second")
    assert choice["name"].startswith("Retracted: Moon High season 2 · release date")
    assert labels_of(await run(stage, "show", fact=choice["value"])) == ["Restore"]
    await run(stage, "restore", fact=await pick(stage, "restore", "second"))
    assert await values(stage, "release date") == ["2024", "2025-33"]
    assert "nothing to restore" in await refused(stage, "restore", fact=choice["value"])


async def test_a_reason_is_asked_for(stage: Stage) -> None:
    assert "say why" in await refused(stage, "retract", fact="second", reason="  ")
    form = await stage.press(await run(stage, "show", fact="second"), "Retract", by=stage.moderator)
    assert "say why" in text_of(shown_by(await stage.moderator.submit_modal(form, {"reason": " "})))
    only_refusals(stage)
    assert await values(stage, "release date") == ["2024", "2025-33"]


async def test_of_two_moderators_the_second_is_told_that_it_is_gone(stage: Stage) -> None:
    other = add_moderator(stage)
    mine = await run(stage, "show", fact="second")
    theirs = await stage.slash_as(other, "facts show", fact="second")
    form = await stage.press(theirs, "Retract", by=other)
    await submit(stage, mine, "Retract", reason="wrong")
    await other.submit_modal(form, {"reason": "wrong too"})
    assert "not there any more" in text_of(now(stage, theirs, other))
    third = await stage.slash_as(other, "facts show", fact="retraction:1")
    await stage.press(now(stage, mine), "Restore", by=stage.moderator)
    await stage.press(third, "Restore", by=other)
    assert "nothing to restore" in text_of(now(stage, third, other))
    assert await values(stage, "release date") == ["2024", "2025-33"]
    assert await stage.bot.store.history.count_changes() == 3
    # The old card's fact is gone: the restored one has another id.
    assert stage.env.errors == []


# Pin


async def test_a_pinned_fact_leads_with_its_reason_until_it_is_unpinned(
    stage: Stage, home_settings: Settings, store: FactStore, folder: Path
) -> None:
    assert "Another report: **early 2025**" in text_of(await stage.ask(RELEASE))
    shown = await run(stage, "show", fact="second")
    form = await stage.press(shown, "Pin", by=stage.moderator)
    assert "31 March 2024" in str(form.modal), "30 days from today"
    await stage.moderator.submit_modal(form, {"reason": "The studio says so", "until": "2024-04-15"})
    shown = now(stage, shown)
    assert "Pinned: it leads until 15 April 2024." in text_of(shown)
    assert "It is what I answer" in text_of(shown)
    assert labels_of(shown) == ["Retract", "Unpin"]
    answer = text_of(await stage.ask(RELEASE))
    assert "The studio says so" in answer
    assert answer.index("early 2025") < answer.index("**2024**")

    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    await stage.press(shown, "Unpin", by=stage.moderator)
    assert labels_of(now(stage, shown)) == ["Retract", "Pin"]
    assert "was unpinned" in text_of(now(stage, shown))
    assert "Another report: **early 2025**" in text_of(await stage.ask(RELEASE))
    assert stage.env.errors == []


async def test_pin_and_unpin_as_commands(stage: Stage) -> None:
    shown = await run(stage, "pin", fact=await pick(stage, "pin", "second"), reason="The studio says so")
    assert "until 31 March 2024" in text_of(shown)
    # Pinning twice counts once, with the newer reason.
    await run(stage, "pin", fact=await pick(stage, "pin", "second"), reason="It does", until="2024-03-01")
    assert "It does" in text_of(await stage.ask(RELEASE))
    shown = await run(stage, "unpin", fact=await pick(stage, "unpin", ""))
    assert "Unpinned" in text_of(shown)
    assert await choose(stage, "unpin", "") == []
    assert "not pinned any more" in text_of(await run(stage, "unpin", fact="second"))


@pytest.mark.parametrize(
    ("until", "said"),
    [
        ("2024-02-29", "29 February 2024 has passed"),
        ("soon", "“soon” is no day"),
        ("2024-02-30", "is no day"),
        ("20240401", "is no day"),
    ],
)
async def test_a_day_that_has_passed_or_is_none_pins_nothing(stage: Stage, until: str, said: str) -> None:
    text = await refused(stage, "pin", fact="second", reason="so", until=until)
    assert said in text
    assert "as 31 March 2024" in text
    only_refusals(stage)
    card = await run(stage, "show", fact="second")
    typed = {"reason": "so", "until": until}
    await stage.moderator.submit_modal(await stage.press(card, "Pin", by=stage.moderator), typed)
    card = now(stage, card)
    assert said in text_of(card)
    assert offered_by(await stage.press(card, "Pin", by=stage.moderator)) == typed, "nothing is typed twice"
    assert await choose(stage, "unpin", "") == []


async def test_forms_are_refused_when_whoever_opened_them_may_moderate_no_more(stage: Stage) -> None:
    shown = await run(stage, "show", fact="second")
    forms = {
        "Retract": {"reason": "wrong"},
        "Pin": {"reason": "right", "until": "2024-04-01"},
    }
    opened = {label: await stage.press(shown, label, by=stage.moderator) for label in forms}
    stage.bot.settings = replace(stage.bot.settings, home_guild_ids=())
    for label, typed in forms.items():
        refusal = shown_by(await stage.moderator.submit_modal(opened[label], typed))
        assert "Only moderators of my home server" in text_of(refusal)
    only_refusals(stage)
    assert await stage.bot.store.history.count_changes() == 1


# Names


async def test_an_alias_is_found_at_once_and_gone_when_it_is_removed(stage: Stage) -> None:
    offered = await stage.moderator.autocomplete(stage.channel, "facts alias add", "name", "moo", kind="work")
    (choice,) = offered
    shown = await run(stage, "alias add", kind="work", name=choice["value"], also="MHS")
    assert private(shown)
    assert "MHS stands for Moon High" in text_of(shown).replace("**", "")
    assert "1 name added in Discord" in text_of(shown)
    assert "Moon High" in text_of(await stage.ask("when is season 2 of MHS out?"))
    await run(stage, "alias add", kind="person", name="Park Ji-hu", also="박지후")
    text = text_of(await run(stage, "alias list"))
    assert "MHS: Moon High" in text
    assert "박지후: Park Ji-hu (person)" in text
    (choice,) = await stage.moderator.autocomplete(stage.channel, "facts alias remove", "name", "mhs")
    shown = await run(stage, "alias remove", name=choice["value"])
    assert "no other name any more" in text_of(shown)
    assert "MHS:" not in text_of(shown)
    await run(stage, "alias remove", name="박지후")
    assert "No other name" in text_of(await run(stage, "alias list"))


async def test_an_alias_of_nothing_or_of_somebody_else_is_refused(stage: Stage) -> None:
    assert "know no work" in await refused(stage, "alias add", kind="work", name="Sun High", also="SH")
    assert "same name" in await refused(stage, "alias add", kind="work", name="Moon High", also="moon high")
    assert "no longer know" in await refused(stage, "alias add", kind="work", name="work:999", also="SH")
    assert "was not added" in await refused(stage, "alias remove", name="Moon High")


# Articles


async def test_an_article_is_paged_its_dates_are_words_and_each_fact_leads_to_its_card(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    slug = "a-long-one-" + "x" * 89
    facts = "".join(
        f'\n[[fact]]\nwork = "Show {number}"\nrelation = "release date"\nvalue = "2025-33"'
        for number in range(23)
    )
    (folder / f"{slug}.toml").write_text(f"[article]\npublished_on = 2024-02-01\n{facts}")
    await stage.press(await run(stage, "reload"), "Apply", by=stage.moderator)
    shown = await run(stage, "article", article=slug)
    assert "23 facts" in text_of(shown)
    assert "Show 0 is due in early 2025 (January to March)." in text_of(shown)
    assert "Page 1 of 3" in text_of(shown)
    assert "2025-33" not in text_of(shown)
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    for page in (2, 3):
        await stage.press(shown, "More", by=stage.moderator)
        shown = now(stage, shown)
        assert f"Page {page} of 3" in text_of(shown)
    assert "Show 22 is due" in text_of(shown)
    assert "More" not in enabled_labels_of(shown)
    last = [button for button in buttons_of(shown) if button["label"] == "Show"][-1]
    card = shown_by(await stage.moderator.click(shown, custom_id=last["custom_id"]))
    assert private(card)
    assert labels_of(card) == ["Retract", "Pin"]
    assert "Show 22 is due" in text_of(card)
    assert stage.env.errors == []


async def test_a_list_of_long_names_fits_a_message(stage: Stage, folder: Path, store: FactStore) -> None:
    titles = ["#" * 90 + f" {at}" for at in range(30)]
    facts = [f'[[fact]]\nwork = "{title}"\nrelation = "genre"\nvalue = "drama"' for title in titles]
    (folder / "many.toml").write_text(
        "\n".join(["[article]\npublished_on = 2024-01-29", *facts]), encoding="utf-8"
    )
    await store.apply(await store.plan_load([folder]))
    for title in titles:
        assert await store.aliases.add(Kind.WORK, title, title.replace("#", "*"), 7) is None
    shown = await stage.slash_as(stage.moderator, "facts alias list")
    assert "30 names added in Discord" in text_of(shown)
    assert len(raw_text_of(shown)) <= 4000
