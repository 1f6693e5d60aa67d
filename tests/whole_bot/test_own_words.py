"""What people type is theirs: what stands in the database, the logs and the moderators' lists, and for how long."""

from __future__ import annotations

import logging
import re
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.display.fans.unanswered import GONE
from bot.settings import Settings
from bot.store import FactStore
from tests import databases
from tests.whole_bot.moderating import fill_in, now, offered_by, press, rows_of
from tests.whole_bot.stage import (
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

TELL_ME = "Tell me when you know"
NEIGHBOUR = (
    "does my neighbour Jane Doe, 12 Elm Street, phone 555 0100, jane@mail.example, <@1500000000000000000>,"
    " act in Moon High?"
)
TRACES = ("neighbour", "jane", "doe", "elm", "555", "0100", "mail.example", "1500000000000000000")
ASKED = "who directed Xylophone Quarterly 3 at 12 Elm Street, call 555 0100 or mail jane@mail.example <@1500000000000000000>"
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
relation = "cast member"
value = "Park Ji-hu"

[[fact]]
person = "Park Ji-hu"
relation = "quote"
value = "Moonlight makes me think of the moon"
speaker = "Park Ji-hu"
"""


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """One article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "known.toml").write_text(KNOWN, encoding="utf-8")
    return (folder,)


def dump(stage: Stage) -> str:
    """Every value of every table, in small letters."""
    return databases.dump(stage.bot.store.address).lower()


def files_of(stage: Stage) -> str:
    """The bytes of a database that is a file, and of its write-ahead log, as small letters."""
    path = stage.bot.store.address
    if not isinstance(path, Path):
        return ""
    return "".join(each.read_bytes().decode("latin-1").lower() for each in path.parent.glob(f"{path.name}*"))


def traces_in(text: str) -> list[str]:
    """What of the question a text gives away."""
    return [
        trace for trace in TRACES if re.search(rf"(?<![a-z0-9]){re.escape(trace)}(?![a-z])", text.lower())
    ]


@pytest.mark.parametrize("command", [True, False])
async def test_a_question_asked_in_vain_leaves_its_names_and_shape_and_no_word_of_its_own(
    stage: Stage, caplog: pytest.LogCaptureFixture, *, command: bool
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    caplog.set_level(logging.DEBUG, "cogs")
    if command:
        await stage.slash("ask", question=NEIGHBOUR, private=True)
    else:
        await stage.ask(NEIGHBOUR)
    shown = await stage.slash_as(stage.moderator, "facts unanswered")
    assert "Moon High" in text_of(shown)
    assert "asked 1 time" in text_of(shown)
    assert traces_in(raw_text_of(shown)) == []
    assert traces_in(dump(stage)) == []
    assert traces_in(files_of(stage)) == []
    assert traces_in(caplog.text) == []


async def test_who_has_asked_fifty_in_vain_today_may_still_want_to_be_told(stage: Stage) -> None:
    for number in range(51):
        answer = await stage.slash("release", title=f"Xylophone {number:02}")
    told = shown_by(await stage.press(answer, TELL_ME))
    assert private(told)
    assert "I will tell you here" in text_of(told)
    assert rows_of(stage, "SELECT question FROM wait") == [("Release date of Xylophone 50",)]
    form = await stage.press(answer, "Not right?")
    assert form.modal is not None


# Only with a press, and then for oneself


async def test_with_a_press_the_words_are_theirs_and_others_read_them_masked(stage: Stage) -> None:
    answer = await stage.slash("ask", question=ASKED)
    told = shown_by(await stage.press(answer, TELL_ME))
    assert "Moderators read it without digits" in text_of(told)
    # A telephone number, a mail address and a mention are needed for no answer.
    assert rows_of(stage, "SELECT question FROM wait") == [
        ("who directed Xylophone Quarterly 3 at 12 Elm Street, call or mail",)
    ]
    for shown in (await stage.slash("privacy"), await stage.slash("following")):
        assert "who directed Xylophone Quarterly 3 at 12 Elm Street" in text_of(shown)
        assert private(shown)
    listed = await stage.slash_as(stage.moderator, "facts unanswered")
    first = next(button for button in buttons_of(listed) if button["label"] == "Open")
    await stage.moderator.click(listed, custom_id=first["custom_id"])
    for text in (raw_text_of(listed), raw_text_of(now(stage, listed))):
        assert "who directed Xylophone Quarterly …, call or mail" in text
        assert traces_in(re.sub(r"<t:\d+:R>", "", text)) == []
    form = await stage.press(now(stage, listed), "Add an alias", by=stage.moderator)
    assert offered_by(form)["also"] == "", "with a digit left out it would be another name"


async def test_all_that_somebody_wrote_is_shown_in_full_to_them_alone(stage: Stage) -> None:
    long = "who directed Xylophone " + "and why " * 40
    for number in range(5):
        shown_by(await stage.press(await stage.slash("ask", question=f"{long} {number}"), TELL_ME))
    shown = await stage.slash("privacy")
    page = await press(stage, shown, "All that you wrote", by=stage.fan)
    text = text_of(page)
    if "More" in labels_of(page):
        text += text_of(await press(stage, page, "More", by=stage.fan))
    for number in range(5):
        assert f"{' '.join(long.split())} {number}"[:400] in text
    await press(stage, page, "All that I keep", by=stage.fan)
    theirs = await stage.slash_as(stage.other, "privacy")
    assert "About you: nothing." in text_of(theirs).replace("**", "")
    assert "Xylophone" not in text_of(theirs)


async def test_deleting_ones_data_takes_ones_words_from_the_file_the_lists_and_the_memory(
    stage: Stage,
) -> None:
    answer = await stage.slash("ask", question=NEIGHBOUR, private=True)
    shown_by(await stage.press(answer, TELL_ME))
    assert "jane" in dump(stage)
    shown = await stage.slash("privacy")
    await press(
        stage, await press(stage, shown, "Delete my data", by=stage.fan), "Delete it all", by=stage.fan
    )
    assert traces_in(dump(stage)) == []
    assert traces_in(files_of(stage)) == []
    assert traces_in(raw_text_of(await stage.slash_as(stage.moderator, "facts unanswered"))) == []
    assert GONE in text_of(shown_by(await stage.press(answer, TELL_ME)))


async def test_who_did_not_ask_keeps_nobodys_words(stage: Stage) -> None:
    answer = await stage.ask("who directed Xylophone Quarterly?")
    refusal = shown_by(await stage.press(answer, TELL_ME, by=stage.other))
    assert private(refusal)
    assert GONE in text_of(refusal)
    assert rows_of(stage, "SELECT * FROM wait") == []
    # Once who asked waits, others may wait along; they are shown the question's shape.
    shown_by(await stage.press(answer, TELL_ME))
    told = text_of(shown_by(await stage.press(answer, TELL_ME, by=stage.other)))
    assert "Director of a name that I do not know" in told
    assert "Xylophone" not in told
    assert rows_of(stage, "SELECT question FROM wait") == [("who directed Xylophone Quarterly?",), (None,)]
    assert "Xylophone" not in text_of(await stage.slash_as(stage.other, "following"))
    form = await stage.press(answer, "Not right?", by=stage.other)
    await stage.other.submit_modal(form, {"wrong": "You should know it.", "tell": "yes"})
    assert rows_of(stage, "SELECT question, answer FROM complaint") == [(None, "")]
    card = text_of(await stage.slash_as(stage.moderator, "facts complaints"))
    assert "Director of a name that I do not know" in card
    assert "Xylophone" not in card


async def test_a_complaint_holds_its_askers_words_until_it_is_settled(stage: Stage) -> None:
    answer = await stage.slash("ask", question=ASKED)
    form = await stage.press(answer, "Not right?")
    wrong = "It is 2025. Call 555 0100, jane@mail.example, 12 Elm Street"
    await stage.fan.submit_modal(form, {"wrong": wrong, "tell": "yes"})
    assert "Not right?" in text_of(await stage.slash("privacy"))
    card = await stage.slash_as(stage.moderator, "facts complaints")
    assert "It is 2025. Call …, …, …" in text_of(card)
    assert traces_in(re.sub(r"<t:\d+:R>", "", raw_text_of(card))) == []
    await fill_in(stage, card, "Dismiss")
    assert rows_of(stage, "SELECT code, question, answer, wrong, link FROM complaint") == [
        ("", None, "", "", None)
    ]
    assert traces_in(re.sub(r"(?m)^INSERT INTO \"outbox\".*$", "", dump(stage), flags=re.IGNORECASE)) == []


async def test_what_a_fan_wrote_is_not_offered_as_the_reason_that_stays_in_the_history(stage: Stage) -> None:
    form = await stage.press(await stage.ask("when is season 2 of Moon High out?"), "Not right?")
    await stage.fan.submit_modal(form, {"wrong": "Jane Doe told me", "tell": "no"})
    form = await stage.press(
        await stage.slash_as(stage.moderator, "facts complaints"), "Retract the fact", by=stage.moderator
    )
    assert offered_by(form)["reason"] == ""


async def test_what_a_quote_should_be_about_is_not_kept_in_a_code(stage: Stage) -> None:
    await stage.ask("what did Park Ji-hu say about jane doe?")
    await stage.ask("what did Park Ji-hu say about her mother elm?")
    assert await stage.bot.store.unanswered.count_open() == 2
    assert traces_in(dump(stage)) == []


async def test_a_complaint_about_a_quote_keeps_no_topic_of_whoever_asked(stage: Stage) -> None:
    answer = await stage.ask("what did Park Ji-hu say about the moon?")
    assert "Moonlight" in text_of(answer)
    form = await stage.press(answer, "Not right?", by=stage.other)
    await stage.other.submit_modal(form, {"wrong": "No.", "tell": "no"})
    ((code,),) = rows_of(stage, "SELECT code FROM complaint")
    assert code.startswith("quote|")
    assert code.endswith("|")
    assert "Quote of Park Ji-hu" in text_of(await stage.slash_as(stage.moderator, "facts complaints"))


# Limits


async def test_the_buttons_work_while_the_database_is_locked_and_after_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.store._PATIENCE_S", 0.0)
    address = stage.bot.store.address
    async with FactStore.open(address) as other, other._write():  # noqa: SLF001 - for as long as that
        answer = await stage.slash("ask", question="who directed Xylophone Quarterly?")
        refusal = text_of(shown_by(await stage.press(answer, TELL_ME)))
    assert "Another process is writing to the database" in refusal
    assert "in a moment" in refusal
    stage.env.errors.clear()
    assert "I will tell you" in text_of(shown_by(await stage.press(answer, TELL_ME)))


async def test_the_limit_of_a_day_says_that_it_is_one_and_until_when(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.unanswered.MOST_NEW_WAITS_A_DAY", 1)
    monkeypatch.setattr("bot.store.complaints.MOST_A_DAY", 1)
    answers = [await stage.slash("release", title=f"Xylophone {number}") for number in range(2)]
    for answer in answers:
        told = text_of(shown_by(await stage.press(answer, TELL_ME)))
    assert "the most I take on a day" in told
    assert re.search(r"I take more from <t:\d+:t> \(<t:\d+:R>\) on", told)
    await stage.fan.submit_modal(await stage.press(answers[0], "Not right?"), {"wrong": "No.", "tell": "no"})
    told = text_of(shown_by(await stage.press(answers[1], "Not right?")))
    assert "the most I take on a day" in told
    assert re.search(r"I take more from <t:\d+:t> \(<t:\d+:R>\) on", told)


async def test_after_a_restart_a_command_has_to_be_asked_again_and_says_why(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    answer = await stage.slash("ask", question="who directed Xylophone Quarterly?")
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    told = text_of(shown_by(await stage.press(answer, TELL_ME)))
    assert "not over a restart" in told
    assert "Ask it yourself" in told


# Ninety days


async def test_words_go_after_ninety_days_and_nobody_waits_in_vain(
    stage: Stage,
    home_settings: Settings,
    store: FactStore,
    facts_paths: tuple[Path, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for question in ("who directed Xylophone Quarterly?", "what is the rating of Moon High?"):
        shown_by(await stage.press(await stage.ask(question), TELL_ME))
    form = await stage.press(await stage.ask("what is the rating of Moon High?"), "Not right?")
    await stage.fan.submit_modal(form, {"wrong": "You should know it.", "tell": "yes"})
    await stage.ask("who plays Marimba?")
    for days, waiting in ((89, 2), (91, 1)):
        bot = make_bot(home_settings, store, facts_paths)
        later = datetime.now(UTC) + timedelta(days=days)
        monkeypatch.setattr(bot, "now", partial(datetime.fromtimestamp, later.timestamp(), UTC))
        await stage.env.restart_bot(bot)
        await stage.env.settle()
        assert len(rows_of(stage, "SELECT * FROM wait")) == waiting
    # What its code asks again is still waited for, without words.
    assert rows_of(stage, "SELECT question FROM wait") == [(None,)]
    assert rows_of(stage, "SELECT * FROM complaint") == []
    assert [code is None for (code,) in rows_of(stage, "SELECT code FROM unanswered")] == [False]
    letters = "\n".join(body for (body,) in rows_of(stage, "SELECT body FROM outbox"))
    assert "I could not find it out" in letters
    assert "What you reported was not settled" in letters
    for text in (letters, dump(stage)):
        assert "xylophone" not in text.lower()
        assert "you should know it" not in text.lower()


async def test_a_failure_is_logged_without_what_a_button_holds(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await stage.ask("what is the rating of Moon High?")

    async def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(stage.bot.answers, "decode", fail)
    await stage.press(answer, TELL_ME)
    assert "handling component wait" in caplog.text
    assert "rating|" not in caplog.text
    stage.env.errors.clear()
