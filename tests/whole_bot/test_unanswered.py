"""Unanswered questions, from end to end: who waits for an answer, what moderators see and do, and who is refused."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import simcord
from simcord.components import walk_components

from bot.settings import Settings
from bot.store import FactStore, Letter
from tests.conftest import HOME_GUILD
from tests.reading import reports_of
from tests.whole_bot.moderating import fill_in, now, offered_by, press, rows_of
from tests.whole_bot.stage import (
    Shown,
    Stage,
    buttons_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

REFUSAL = "Only moderators of my home server"
NOTHING = "No question is unanswered"
TELL_ME = "Tell me when you know"
KNOWN = """
[article]
id = "known"
published_on = 2024-01-29

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024"

[[fact]]
work = "Moon High"
relation = "platform"
value = "Netflix"

[[fact]]
work = "Sun Low"
relation = "genre"
value = "comedy"
"""
RATING = "what is the rating of Moon High?"


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """One article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "known.toml").write_text(KNOWN, encoding="utf-8")
    return (folder,)


async def unanswered(stage: Stage, by: simcord.MemberActor | None = None) -> Shown:
    """The moderators' list."""
    return await stage.slash_as(by or stage.moderator, "facts unanswered")


async def open_first(stage: Stage, by: simcord.MemberActor | None = None) -> Shown:
    """The card of the most asked question."""
    shown = await unanswered(stage, by)
    first = next(button for button in buttons_of(shown) if button["label"] == "Open")
    await (by or stage.moderator).click(shown, custom_id=first["custom_id"])
    return now(stage, shown, by)


def letters_of(stage: Stage) -> list[Letter]:
    """Every letter to those who waited, sent or not."""
    return [
        msgspec.json.decode(body, type=Letter)
        for (body,) in rows_of(stage, "SELECT body FROM outbox WHERE once LIKE 'wait:%' ORDER BY id")
    ]


def forge(stage: Stage, shown: Shown, custom_id: str) -> None:
    """Have a button of a message carry another id."""
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    next(part for part in walk_components(stored.components) if part.get("custom_id"))["custom_id"] = (
        custom_id
    )


# What is kept


async def test_unanswered_questions_are_listed_most_asked_first_without_names(stage: Stage) -> None:
    await stage.ask("who directed Xylophone Quarterly, <@1500000000000000000> @bob?")
    await stage.ask(RATING)
    await stage.ask("Moon High rating?", by=stage.other)
    await stage.ask("Moon High rating?", by=stage.other)
    shown = await unanswered(stage)
    assert private(shown)
    text = text_of(shown)
    assert text.index("Rating of Moon High") < text.index("Director of a name that I do not know")
    assert "“who directed …”" in text
    assert "asked 2 times" in text, "once a person"
    assert "asked 1 time ·" in text
    assert "2 questions, most asked first" in text
    for name in (
        "theo",
        "ana",
        "bob",
        "Xylophone",
        "Quarterly",
        "1500000000000000000",
        str(stage.fan.id),
        "Home",
    ):
        assert name not in raw_text_of(shown), name


async def test_every_way_of_asking_is_kept_and_no_answer_is(stage: Stage) -> None:
    assert "Netflix" in text_of(await stage.ask("where can I watch Moon High?"))
    await stage.ask("hello!")
    await stage.slash("release", title="Sun Low")
    await stage.slash("who", name="Nobody Known")
    await stage.slash("timeline", title="Moon Low")
    await stage.slash("ask", question="what is the rating of Sun Low?")
    shown = await stage.slash("show", title="Moon High")
    form = await stage.press(shown, "Ask more")
    await stage.fan.submit_modal(form, {"question": "and what is its rating?"})
    text = text_of(await unanswered(stage))
    assert "5 questions" in text
    for kept in (
        "**Release date of Sun Low**",
        "**A name that I do not know**",
        "**Release date of a name that I do not know**",
        "**Rating of Sun Low**",
        "**Rating of Moon High**",
    ):
        assert kept in text, kept


async def test_an_answer_does_not_depend_on_its_being_kept(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr(stage.bot.store.unanswered, "record", fail)
    assert "I don't know how Moon High is rated." in text_of(await stage.ask(RATING))
    assert "I don't know how Moon High is rated." in text_of(await stage.slash("ask", question=RATING))
    assert "A note was not written" in caplog.text
    assert stage.env.errors == []


async def test_what_can_be_answered_by_now_leaves_the_list(
    stage: Stage, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    await stage.ask("when is season 3 of Moon High out?")
    await stage.ask(RATING)
    path = facts_paths[0] / "known.toml"
    path.write_text(path.read_text().replace("season = 2", "season = 3"))
    await store.apply(await store.plan_load(facts_paths))
    assert "1 question, most" in text_of(await unanswered(stage))


async def test_a_card_says_all_that_a_fan_is_told(stage: Stage) -> None:
    told = text_of(await stage.ask("is moon high season 7 on a channel?")).replace("**", "")
    assert "The closest I have:" in told
    card = text_of(await open_first(stage)).replace("**", "")
    assert "It is on Netflix" in told
    assert "It is on Netflix" in card[card.index("The closest I have:") :]


async def test_a_long_list_is_paged(stage: Stage) -> None:
    for number in range(12):
        await stage.slash("release", title=f"Xylophone {number:02}")
    shown = await unanswered(stage)
    assert "12 questions, most asked first · page 1 of 3" in text_of(shown)
    assert labels_of(shown) == ["Open"] * 5 + ["Back", "More"]
    shown = await press(stage, await press(stage, shown, "More"), "More")
    assert "page 3 of 3" in text_of(shown)
    assert labels_of(shown) == ["Open"] * 2 + ["Back", "More"]
    assert "page 2 of 3" in text_of(await press(stage, shown, "Back"))


# Waiting


@pytest.mark.parametrize("question", [RATING, "who directed Xylophone Quarterly?", "what is its budget"])
async def test_a_fan_waits_and_stops_waiting_also_after_a_restart(
    stage: Stage,
    home_settings: Settings,
    store: FactStore,
    facts_paths: tuple[Path, ...],
    question: str,
) -> None:
    answer = await stage.ask(question)
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    told = shown_by(await stage.press(answer, TELL_ME))
    assert private(told)
    assert "direct message" in text_of(told)
    assert "/following" in text_of(told)
    again = shown_by(await stage.press(answer, TELL_ME))
    assert "already" in text_of(again)
    shown_by(await stage.press(answer, TELL_ME, by=stage.other))
    assert "2 wait for the answer" in text_of(await unanswered(stage))
    assert [kept.words for kept in await store.unanswered.list_waits(stage.fan.id)] == [question]
    stopped = await press(stage, told, "Stop waiting", by=stage.fan)
    assert "any more" in text_of(stopped)
    assert await store.unanswered.list_waits(stage.fan.id) == []
    assert len(await store.unanswered.list_waits(stage.other.id)) == 1


async def test_answers_and_greetings_are_not_waited_for(stage: Stage) -> None:
    assert TELL_ME not in labels_of(await stage.ask("where can I watch Moon High?"))
    assert TELL_ME not in labels_of(await stage.ask("hello!"))


async def test_what_is_known_by_now_is_told_at_once(
    stage: Stage, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    answer = await stage.ask("when is season 3 of Moon High out?")
    path = facts_paths[0] / "known.toml"
    path.write_text(path.read_text().replace("season = 2", "season = 3"))
    await store.apply(await store.plan_load(facts_paths))
    told = shown_by(await stage.press(answer, TELL_ME))
    assert "season 3 is due in **2024**" in text_of(told)
    assert rows_of(stage, "SELECT * FROM wait") == []


async def test_one_person_waits_for_so_many_at_most(stage: Stage) -> None:
    for number in range(25):
        shown = await stage.slash("release", title=f"Xylophone {number:02}")
        shown_by(await stage.press(shown, TELL_ME))
    answer = await stage.slash("release", title="Xylophone 99")
    refusal = shown_by(await stage.press(answer, TELL_ME))
    assert private(refusal)
    assert "the most I take" in text_of(refusal)
    assert len(rows_of(stage, "SELECT * FROM wait")) == 25
    theirs = await stage.slash_as(stage.other, "release", title="Xylophone 99")
    shown_by(await stage.press(theirs, TELL_ME, by=stage.other))
    assert len(rows_of(stage, "SELECT * FROM wait")) == 26


async def test_a_claim_that_no_report_makes_is_set_beside_what_is_reported(stage: Stage) -> None:
    """ "Is it on Hulu" is no yes, and no "I don't know" either, where another platform is known."""
    answer = text_of(await stage.ask("is Moon High on a channel called hulu?")).replace("**", "")
    assert answer.startswith("No report says so. Moon High is on Netflix.")
    assert await stage.bot.store.unanswered.count_open() == 0


# Moderators


async def test_an_alias_is_added_and_the_question_is_answered_from_then_on(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    answer = await stage.ask("what genre is Xylophone?")
    assert "comedy" not in text_of(answer)
    # Until somebody wants to be told, nobody's words are shown.
    card = await open_first(stage)
    assert "Xylophone" not in text_of(card)
    assert offered_by(await stage.press(card, "Add an alias", by=stage.moderator))["also"] == ""
    shown_by(await stage.press(answer, TELL_ME))
    card = await open_first(stage)
    assert "Somebody who waits has put it so: “what genre is Xylophone?”" in text_of(card).replace("**", "")
    assert labels_of(card) == [
        "Add an alias",
        "Add a fact",
        "Answer those who wait",
        "Dismiss",
        "All questions",
    ]
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    form = await stage.press(card, "Add an alias", by=stage.moderator)
    assert offered_by(form)["also"] == "Xylophone"
    await stage.moderator.submit_modal(form, {"also": "Xylophone", "name": "Sun Low"})
    card = now(stage, card)
    assert "“Xylophone” stands for “Sun Low” from now on" in text_of(card)
    assert "I can answer that by now" in text_of(card)
    assert "comedy" in text_of(card)
    assert "comedy" in text_of(await stage.ask("what genre is Xylophone?"))
    assert NOTHING in text_of(await unanswered(stage))


async def test_an_alias_of_nobody_known_is_refused(stage: Stage) -> None:
    await stage.ask("what genre is Xylophone?")
    card = await open_first(stage)
    form = await stage.press(card, "Add an alias", by=stage.moderator)
    for name in ("Nobody @everyone", "person: Sun Low"):
        await stage.moderator.submit_modal(form, {"also": "Xylophone", "name": name})
        card = now(stage, card)
        assert "I know nobody and nothing called" in text_of(card)
        form = await stage.press(card, "Add an alias", by=stage.moderator)
        assert offered_by(form) == {"also": "Xylophone", "name": name}, "nothing is typed twice"
    await stage.moderator.submit_modal(form, {"also": "Xylophone", "name": "work: Sun Low"})
    assert "comedy" in text_of(await stage.ask("what genre is Xylophone?"))
    assert stage.env.errors == []


async def test_a_fact_that_answers_becomes_a_review_with_one_fact(stage: Stage) -> None:
    await stage.ask("what is the rating of Moon High season 2?")
    card = await open_first(stage)
    form = await stage.press(card, "Add a fact", by=stage.moderator)
    offered = offered_by(form)
    assert offered == {
        "about": "Moon High season 2",
        "kind": ["rating"],
        "value": "",
        "published_on": "1 March 2024",
        "source": "",
    }
    await stage.moderator.submit_modal(
        form,
        {
            **offered,
            "value": "15+",
            "published_on": "20 February 2024",
            "source": "The Board https://board.example/x",
        },
    )
    card = now(stage, card)
    assert "15+" in text_of(card)
    assert "0 of 1 decided" in text_of(card)
    card = await fill_in(stage, card, "Edit", certainty=["official"])
    assert "official" in text_of(card)
    assert await reports_of(stage.bot.store, "rating") == []
    await stage.press(card, "Approve", by=stage.moderator)
    (report,) = await reports_of(stage.bot.store, "rating")
    assert (report.value, report.season, report.publisher) == ("15+", 2, "The Board")


async def test_a_fact_about_an_unknown_show_is_prefilled_with_its_name(stage: Stage) -> None:
    shown_by(await stage.press(await stage.ask("who directed Xylophone Quarterly?"), TELL_ME))
    form = await stage.press(await open_first(stage), "Add a fact", by=stage.moderator)
    offered = offered_by(form)
    assert (offered["about"], offered["kind"]) == ("Xylophone Quarterly", ["director"])


async def test_who_waits_is_answered_once_in_the_moderators_words(stage: Stage) -> None:
    answer = await stage.ask(RATING)
    for fan in (stage.fan, stage.other):
        shown_by(await stage.press(answer, TELL_ME, by=fan))
    card = await open_first(stage)
    assert "2 wait for the answer" in text_of(card)
    form = await stage.press(card, "Answer those who wait", by=stage.moderator)
    second = await stage.press(card, "Answer those who wait", by=stage.moderator)
    await stage.moderator.submit_modal(form, {"words": "It is *15*, says @everyone."})
    assert "2 messages are on the way" in text_of(now(stage, card))
    assert NOTHING in text_of(now(stage, card))
    await stage.moderator.submit_modal(second, {"words": "Once more"})
    assert "settled that question already: it is answered" in text_of(now(stage, card))
    letters = letters_of(stage)
    assert {letter.user for letter in letters} == {stage.fan.id, stage.other.id}
    assert len(letters) == 2
    assert {letter.user: letter.blocks[0] for letter in letters} == {
        stage.fan.id: f"### You asked: {RATING}",
        stage.other.id: "### You asked: Rating of Moon High",
    }, "each in their own words, and nobody in another's"
    assert r"It is \*15\*, says \@everyone." in letters[0].blocks[1]
    assert rows_of(stage, "SELECT * FROM wait") == []


async def test_nobody_to_answer_is_nobody_to_write_to(stage: Stage) -> None:
    await stage.ask(RATING)
    card = await open_first(stage)
    (button,) = [each for each in buttons_of(card) if each["label"] == "Answer those who wait"]
    assert button["disabled"]


async def test_what_is_dismissed_leaves_the_list_and_stays_away(stage: Stage) -> None:
    await stage.ask(RATING)
    await stage.ask("who directed Xylophone Quarterly?")
    first, second = await open_first(stage), await open_first(stage)
    shown = await press(stage, first, "Dismiss")
    assert "1 question, most" in text_of(shown)
    # The second of two moderators is told.
    shown = await press(stage, second, "Dismiss")
    assert "settled that question already: it is dismissed" in text_of(shown)
    first, second = await open_first(stage), await open_first(stage)
    await press(stage, first, "Dismiss")
    assert "settled that question already" in text_of(await press(stage, second, "Add an alias"))
    assert NOTHING in text_of(await unanswered(stage))
    await stage.ask(RATING, by=stage.other)
    assert NOTHING in text_of(await unanswered(stage))


async def test_hostile_and_long_questions_fit_a_message(stage: Stage) -> None:
    for number in range(6):
        await stage.ask(f"{number} " + "what @everyone [x](https://evil.example) *_~`|*_~`| zyx " * 8)
    shown = await unanswered(stage)
    raw = raw_text_of(shown)
    assert len(raw) <= 4000
    assert "](https:" not in raw
    for button in [each for each in buttons_of(shown) if each["label"] == "Open"][:1]:
        await stage.moderator.click(shown, custom_id=button["custom_id"])
    assert len(raw_text_of(now(stage, shown))) <= 4000
    assert stage.env.errors == []


# Who is no moderator


@pytest.mark.parametrize(
    "custom_id",
    [f"unanswered:{what}:1" for what in ("open", "dismiss", "alias", "fact", "tell", "list", "back", "more")],
)
async def test_a_forged_press_by_a_fan_is_refused_and_changes_nothing(stage: Stage, custom_id: str) -> None:
    answer = await stage.ask(RATING)
    forge(stage, answer, custom_id)
    refusal = shown_by(await stage.fan.click(answer, custom_id=custom_id))
    assert private(refusal)
    assert REFUSAL in text_of(refusal)
    assert rows_of(stage, "SELECT state FROM unanswered") == [("open",)]


@pytest.mark.parametrize("label", ["Add an alias", "Add a fact", "Answer those who wait"])
async def test_a_form_of_who_is_no_moderator_any_more_is_refused(
    stage: Stage, home_settings: Settings, label: str
) -> None:
    shown_by(await stage.press(await stage.ask(RATING), TELL_ME))
    form = await stage.press(await open_first(stage), label, by=stage.moderator)
    stage.bot.settings = replace(home_settings, home_guild_ids=(HOME_GUILD + 1,))
    typed = {"also": "x", "name": "Moon High", "words": "x", "value": "x", "published_on": "2024-01-01"}
    offered = offered_by(form)
    filled = {key: typed.get(key) or value or "x" for key, value in offered.items()}
    refusal = shown_by(await stage.moderator.submit_modal(form, filled))
    assert REFUSAL in text_of(refusal)
    assert rows_of(stage, "SELECT state FROM unanswered") == [("open",)]
    assert letters_of(stage) == []
    assert rows_of(stage, "SELECT * FROM review") == []


async def test_a_fan_does_not_see_the_commands(stage: Stage) -> None:
    assert {"facts unanswered", "facts complaints"} <= set(stage.moderator.available_commands(stage.channel))
    assert not [name for name in stage.fan.available_commands(stage.channel) if name.startswith("facts")]


async def test_nobody_stops_another_persons_waiting(stage: Stage) -> None:
    answer = await stage.ask(RATING)
    shown_by(await stage.press(answer, TELL_ME))
    (question,) = rows_of(stage, "SELECT id FROM unanswered")[0]
    forge(stage, answer, f"stop:{question}")
    await stage.other.click(answer, custom_id=f"stop:{question}")
    assert len(await stage.bot.store.unanswered.list_waits(stage.fan.id)) == 1


async def test_who_waits_never_reads_how_somebody_else_has_put_it(
    stage: Stage, facts_paths: tuple[Path, ...]
) -> None:
    await stage.press(await stage.ask(RATING), TELL_ME)
    rude = await stage.ask("what is the rating of Moon High, you fools?", by=stage.other)
    assert TELL_ME in labels_of(rude)
    assert "fools" not in text_of(await unanswered(stage)), "they do not want to be told"
    assert "fools" not in text_of(await stage.slash("following"))
    await fill_in(stage, await open_first(stage), "Answer those who wait", words="Nine of ten.")
    await stage.env.settle()
    (letter,) = stage.fan.user.dm_channel.history()
    assert "Nine of ten." in text_of(letter)
    assert "fools" not in text_of(letter)


async def test_a_question_back_that_the_fan_answers_with_the_right_name_leaves_the_list(stage: Stage) -> None:
    asked_back = await stage.ask("what platform is Mon Hihg on?")
    assert "Moon High" in labels_of(asked_back)
    assert NOTHING not in text_of(await unanswered(stage))
    # Somebody else who looks at it says nothing of what was meant.
    await stage.press(asked_back, "Moon High", by=stage.other)
    await stage.env.settle()
    assert NOTHING not in text_of(await unanswered(stage))
    await stage.press(asked_back, "Moon High")
    await stage.env.settle()
    assert "Netflix" in text_of(stage.now(asked_back))
    assert NOTHING in text_of(await unanswered(stage))
    # Asked back again, it is on the list again.
    await stage.ask("what platform is Mon Hihg on?", by=stage.other)
    assert "asked 2 times" in text_of(await unanswered(stage))


async def test_a_name_that_leads_to_another_dont_know_leaves_the_question_on_the_list(stage: Stage) -> None:
    asked_back = await stage.ask("what is the budget of Mon Hihg?")
    await stage.press(asked_back, "Moon High")
    await stage.env.settle()
    assert "2 questions" in text_of(await unanswered(stage))


async def test_an_overview_answers_who_has_asked_for_a_name_alone(stage: Stage) -> None:
    for question, is_answered in (("what genre is Moon Hgih Scool?", False), ("Mon Hihg", True)):
        asked_back = await stage.ask(question)
        before = await stage.bot.store.unanswered.count_open()
        await stage.press(asked_back, "Moon High")
        await stage.env.settle()
        assert "What I know of Moon High" in text_of(stage.now(asked_back))
        assert await stage.bot.store.unanswered.count_open() == before - is_answered


async def test_a_question_back_that_somebody_waits_for_stays(stage: Stage) -> None:
    asked_back = await stage.ask("what platform is Mon Hihg on?")
    await stage.press(asked_back, TELL_ME)
    await stage.press(asked_back, "Moon High")
    await stage.env.settle()
    assert "1 waits for the answer" in text_of(await unanswered(stage))


async def test_a_timeline_that_asks_back_is_answered_by_its_buttons_too(stage: Stage) -> None:
    # Drawing the picture takes long on a busy machine.
    stage.env.settle_timeout = 60.0
    asked_back = await stage.slash("timeline", title="Mon Hihg")
    assert NOTHING not in text_of(await unanswered(stage))
    await stage.press(asked_back, "Moon High")
    await stage.env.settle()
    assert NOTHING in text_of(await unanswered(stage))
