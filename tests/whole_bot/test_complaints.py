"""“Not right?” from end to end: a fan complains, moderators look, the fan hears back; everybody else is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
import simcord
from simcord.components import walk_components

from bot.display.fans.complaints import REFUSALS, THANKS
from bot.display.moderators.complaint_letters import CORRECTED, NOT_CORRECTED
from bot.display.moderators.complaints import BEING_CHECKED
from bot.settings import Settings
from bot.store import FactStore, Filed, Letter, State
from tests.conftest import HOME_GUILD
from tests.reading import reports_of
from tests.whole_bot.moderating import add_moderator, fill_in, now, offered_by, only_refusals, rows_of
from tests.whole_bot.stage import (
    Shown,
    Stage,
    buttons_of,
    id_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

REFUSAL = "Only moderators of my home server"
NOTHING = "No complaint waits"
KNOWN = """
[article]
id = "known"
published_on = 2024-01-29
publisher = "The Paper"
url = "https://paper.example/a"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024"

[[fact]]
work = "Moon High"
relation = "genre"
value = "drama"
"""
QUESTION = "when is season 2 of Moon High out?"
GENRE = "what genre is Moon High?"


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """One article."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "known.toml").write_text(KNOWN, encoding="utf-8")
    return (folder,)


async def complain(
    stage: Stage, answer: Shown, *, by: simcord.MemberActor | None = None, **typed: str
) -> Shown:
    """Fill in the form of “Not right?”; returns what the fan is told."""
    fan = by or stage.fan
    form = await stage.press(answer, "Not right?", by=fan)
    assert form.modal is not None
    return shown_by(await fan.submit_modal(form, {"wrong": "It is 2025.", "tell": "yes", **typed}))


async def complaints(stage: Stage, by: simcord.MemberActor | None = None) -> Shown:
    """The moderators' queue."""
    return await stage.slash_as(by or stage.moderator, "facts complaints")


def letters_of(stage: Stage) -> list[Letter]:
    """Every letter about a complaint, sent or not."""
    return [
        msgspec.json.decode(body, type=Letter)
        for (body,) in rows_of(stage, "SELECT body FROM outbox WHERE once LIKE 'complaint:%' ORDER BY id")
    ]


# A fan complains


async def test_a_complaint_is_thanked_for_in_private_and_shown_to_moderators_without_names(
    stage: Stage,
) -> None:
    answer = await stage.ask(QUESTION)
    said = "It is **2025**, says @everyone <@1500000000000000000> [x](https://evil.example)"
    thanks = await complain(stage, answer, wrong=said, link="https://news.example/b?c")
    assert private(thanks)
    assert THANKS in text_of(thanks)
    assert "direct message" in text_of(thanks)
    card = await complaints(stage)
    assert private(card)
    text, raw = text_of(card), raw_text_of(card)
    assert "Release date of Moon High season 2" in text
    assert "It is **2025**, says … … [x](https://evil.example)" in text, (
        "as the fan wrote it, without mentions"
    )
    assert r"It is \*\*2025\*\*, says … … \[x\]\(https:\//evil.example\)" in raw, "escaped"
    assert "I answered: Moon High season 2 is due in 2024." in text.replace("**", "")
    assert "2024" in text
    assert "I still answer the same" in text
    assert "Its first source: release date: 2024 (season 2)" in text.replace("**", "")
    assert "[news.example](<https://news.example/b?c>)" in raw
    assert "Complaint 1 of 1" in text
    for name in ("theo", str(stage.fan.id), "Home", str(stage.guild.id)):
        assert name not in raw, name
    assert labels_of(card) == ["Edit", "Retract the fact", "Dismiss", "Show the fact"]


async def test_the_fact_that_a_complaint_doubts_is_shown_beside_it(stage: Stage) -> None:
    await complain(stage, await stage.ask(QUESTION))
    card = await complaints(stage)
    shown = shown_by(await stage.press(card, "Show the fact", by=stage.moderator))
    assert private(shown)
    assert "Moon High season 2 is due in 2024." in text_of(shown)
    assert labels_of(shown) == ["Retract", "Pin"]
    assert "Complaint 1 of 1" in text_of(now(stage, card))


async def test_every_answer_and_every_dont_know_can_be_doubted_but_no_greeting(stage: Stage) -> None:
    for question in (GENRE, "what is the rating of Moon High?", "who directed Xylophone Quarterly?"):
        answer = await stage.ask(question)
        assert "Not right?" in labels_of(answer), question
        assert THANKS in text_of(await complain(stage, answer)), question
    card = await complaints(stage)
    seen = []
    for _ in range(3):
        seen.append(text_of(card))
        await stage.press(card, "Later", by=stage.moderator)
        card = now(stage, card)
    for at, said in enumerate(("Genre of Moon High", "Rating of Moon High", "Xylophone Quarterly")):
        assert said in seen[at]
        assert f"Complaint {at + 1} of 3" in seen[at]
    assert "Retract the fact" not in labels_of(await complaint_at(stage, 2))
    assert "Not right?" not in labels_of(await stage.ask("hello!"))


async def complaint_at(stage: Stage, number: int) -> Shown:
    """The card at some place in the queue."""
    card = await complaints(stage)
    for _ in range(number - 1):
        await stage.press(card, "Later", by=stage.moderator)
        card = now(stage, card)
    return card


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "news.example/a", "https://", "ftp://news.example/a", "https://a b"]
)
async def test_a_link_that_is_none_is_refused_and_nothing_is_stored(stage: Stage, link: str) -> None:
    refusal = await complain(stage, await stage.ask(GENRE), link=link)
    assert private(refusal)
    assert "That is no link" in text_of(refusal)
    assert rows_of(stage, "SELECT * FROM complaint") == []
    form = await stage.press(refusal, "Go on with what I typed")
    assert offered_by(form) == {"wrong": "It is 2025.", "link": link}, "nothing is typed twice"
    told = shown_by(await stage.fan.submit_modal(form, {"wrong": "It is 2025.", "link": "", "tell": "yes"}))
    assert THANKS in text_of(told)
    await stage.env.settle()
    assert rows_of(stage, "SELECT * FROM draft") == []
    assert stage.env.errors == []


async def test_a_flood_by_one_person_is_refused_clearly_and_others_are_heard(stage: Stage) -> None:
    answer = await stage.ask(GENRE)
    for _ in range(5):
        assert THANKS in text_of(await complain(stage, answer))
    refusal = shown_by(await stage.press(answer, "Not right?"))
    assert private(refusal), "before anything is written"
    assert REFUSALS[Filed.TOO_MANY_OPEN] in text_of(refusal)
    assert THANKS in text_of(await complain(stage, answer, by=stage.other))
    assert len(rows_of(stage, "SELECT * FROM complaint")) == 6
    assert stage.env.errors == []


async def test_an_answer_whose_show_is_gone_says_so(
    stage: Stage, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    answer = await stage.ask(GENRE)
    path = facts_paths[0] / "known.toml"
    path.write_text(path.read_text().replace("Moon High", "Sun Low"))
    await store.apply(await store.plan_load(facts_paths))
    gone = shown_by(await stage.press(answer, "Not right?"))
    assert "I no longer know" in text_of(gone)


@pytest.mark.parametrize("code", ["x", "?", "?00000000000000000000", "genre|424242|||||||", "%" * 90])
async def test_a_forged_code_gets_one_friendly_reply(stage: Stage, code: str) -> None:
    for kind in ("complain", "wait"):
        answer = await stage.ask(GENRE)
        forge(stage, answer, f"{kind}:{code}")
        told = shown_by(await stage.fan.click(answer, custom_id=f"{kind}:{code}"))
        assert "I no longer know" in text_of(told)
    assert stage.env.errors == []


def forge(stage: Stage, shown: Shown, custom_id: str) -> None:
    """Have a button of a message carry another id."""
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    next(part for part in walk_components(stored.components) if part.get("custom_id"))["custom_id"] = (
        custom_id
    )


# Moderators settle it


async def test_a_retracted_fact_is_answered_no_more_and_the_fan_hears_of_it_once(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    answer = await stage.ask(GENRE)
    await complain(stage, answer, wrong="It is a comedy")
    card = await complaints(stage)
    # In the middle of it the bot is restarted.
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    card = await fill_in(stage, card, "Retract the fact", reason="Misread", words="You *were* right")
    assert "The fact is taken out" in text_of(card)
    assert NOTHING in text_of(card)
    assert await reports_of(store, "genre") == []
    (letter,) = letters_of(stage)
    assert (letter.user, letter.channel, letter.reply_to) == (stage.fan.id, stage.channel.id, answer.id)
    assert "Genre of Moon High" in letter.blocks[0]
    assert "taken out" in letter.blocks[1]
    assert r"You \*were\* right" in letter.blocks[2]
    kept = rows_of(stage, "SELECT user_id, guild, channel, message, state FROM complaint")
    assert kept == [(None, None, None, None, "accepted")]
    (change,) = [each for each in await store.history.list_changes(0, 5) if each.reason]
    assert (change.reason, change.by) == ("Misread", stage.moderator.id)


async def test_a_dismissed_complaint_changes_nothing_and_who_wants_no_news_gets_none(stage: Stage) -> None:
    await complain(stage, await stage.ask(GENRE), tell="no")
    hidden = await stage.slash_as(stage.other, "show", title="Moon High", private=True)
    await complain(stage, hidden, by=stage.other)
    card = await fill_in(stage, await complaints(stage), "Dismiss")
    assert "Complaint 1 of 1" in text_of(card)
    assert letters_of(stage) == []
    card = await fill_in(stage, card, "Dismiss", words="The paper says so.")
    assert NOTHING in text_of(card)
    (letter,) = letters_of(stage)
    assert (letter.user, letter.channel, letter.reply_to) == (stage.other.id, None, None), (
        "nobody can reply to a private answer"
    )
    assert "The paper says so" in letter.blocks[2]
    assert [report.value for report in await reports_of(stage.bot.store, "genre")] == ["drama"]


async def unanswered(stage: Stage) -> str:
    """What moderators read of the questions without an answer."""
    await stage.env.settle()
    return text_of(await stage.slash_as(stage.moderator, "facts unanswered"))


async def test_a_question_that_got_an_overview_counts_as_unanswered_if_the_fan_says_so(stage: Stage) -> None:
    answer = await stage.ask("what colour are the curtains of uncle Bob in Moon High?")
    overview = await stage.ask("Moon High")
    assert "No question is unanswered" not in await unanswered(stage), "the first is a don't-know"
    for shown in (answer, overview):
        assert "Not right?" in labels_of(shown)
    await complain(stage, overview, about="missed")
    text = await unanswered(stage)
    assert "Moon High · not what an answer with everything tells · “Moon High”" in text
    assert "asked 1 time" in text
    await complain(stage, overview, about="missed")
    assert "asked 2 times" not in await unanswered(stage), "the same person counts once"
    # It stays: what was answered is no answer to it.
    assert "not what an answer with everything tells" in await unanswered(stage)


async def test_a_question_that_was_answered_with_something_else_counts_as_unanswered(stage: Stage) -> None:
    answer = await stage.ask("when is season 2 of Moon High out in my cousin's town?")
    assert "2024" in text_of(answer), "which is not what was asked"
    form = await stage.press(answer, "Not right?")
    assert form.modal is not None
    assert "is not what I asked" in str(form.modal)
    await stage.fan.submit_modal(form, {"wrong": "I asked about my town", "tell": "no", "about": "missed"})
    text = await unanswered(stage)
    assert "Moon High season 2 · not what an answer with release date tells · “" in text
    assert "cousin" not in text, "words that are not the bot's own stay the fan's"


async def test_an_answer_whose_facts_are_doubted_is_no_unanswered_question(stage: Stage) -> None:
    await complain(stage, await stage.ask(QUESTION), about="says")
    await complain(stage, await stage.ask(GENRE))
    assert "No question is unanswered" in await unanswered(stage)


async def test_a_correction_becomes_a_review_with_one_fact(stage: Stage) -> None:
    await complain(stage, await stage.ask(QUESTION))
    card = await complaints(stage)
    form = await stage.press(card, "Edit", by=stage.moderator)
    offered = offered_by(form)
    assert offered == {
        "about": "Moon High season 2",
        "kind": ["release date"],
        "value": "2024",
        "published_on": "29 January 2024",
        "source": "The Paper https://paper.example/a",
    }
    typed = {**offered, "value": "in 2025", "published_on": "20 February 2024", "source": "The Post"}
    await stage.moderator.submit_modal(form, typed)
    card = now(stage, card)
    assert "season 2 is due in 2025" in text_of(card)
    assert "0 of 1 decided" in text_of(card)
    assert "/facts retract" in text_of(card), "the old fact stands"
    assert labels_of(card) == ["Approve", "Edit", "Details", "Reject"]
    assert NOTHING in text_of(await complaints(stage)), "it is out of the way while the correction is checked"
    assert letters_of(stage) == [], "nothing is decided yet"
    await stage.press(card, "Approve", by=stage.moderator)
    assert "2025" in text_of(await stage.ask(QUESTION))
    assert NOTHING in text_of(await complaints(stage))
    (letter,) = letters_of(stage)
    assert letter.user == stage.fan.id
    assert letter.reply_to is not None
    assert CORRECTED in letter.blocks
    (row,) = rows_of(stage, "SELECT state, user_id, wrong, question, message FROM complaint")
    assert row == ("accepted", None, "", None, None), "nothing says any more whose it was"


async def test_a_fan_hears_it_too_if_the_correction_does_not_hold(stage: Stage) -> None:
    await complain(stage, await stage.ask(GENRE))
    card = await fill_in(stage, await complaints(stage), "Edit", value="comedy")
    assert letters_of(stage) == []
    await stage.press(card, "Reject", by=stage.moderator)
    (letter,) = letters_of(stage)
    assert NOT_CORRECTED in letter.blocks
    assert rows_of(stage, "SELECT state FROM complaint") == [("dismissed",)]
    assert "drama" in text_of(await stage.ask(GENRE))


async def test_a_complaint_whose_correction_is_checked_is_settled_by_nothing_else(stage: Stage) -> None:
    second = add_moderator(stage, "mo")
    await complain(stage, await stage.ask(GENRE))
    theirs, idle = await complaints(stage, second), await complaints(stage, second)
    dismissing = await stage.press(theirs, "Dismiss", by=second)
    card = await fill_in(stage, await complaints(stage), "Edit", value="comedy")
    await second.submit_modal(dismissing, {})
    assert BEING_CHECKED in raw_text_of(now(stage, theirs, second))
    await stage.press(idle, "Edit", by=second)
    assert BEING_CHECKED in raw_text_of(now(stage, idle, second))
    assert letters_of(stage) == []
    await stage.press(card, "Approve", by=stage.moderator)
    assert len(letters_of(stage)) == 1


async def test_a_decided_correction_that_settled_nothing_leaves_the_complaint_in_the_queue(
    stage: Stage, store: FactStore
) -> None:
    """The bot was stopped between the decision and what the fan is told."""
    await complain(stage, await stage.ask(GENRE))
    await fill_in(stage, await complaints(stage), "Edit", value="comedy")
    ((proposal,),) = rows_of(stage, "SELECT id FROM proposal")
    await store.reviews.decide(proposal, 0, State.APPROVED, stage.moderator.id)
    assert "Complaint 1 of 1" in text_of(await complaints(stage))
    await fill_in(stage, await complaints(stage), "Dismiss")
    assert len(letters_of(stage)) == 1


async def test_a_correction_that_is_no_fact_is_refused_with_every_reason_and_settles_nothing(
    stage: Stage,
) -> None:
    await complain(stage, await stage.ask(QUESTION))
    card = await complaints(stage)
    form = await stage.press(card, "Edit", by=stage.moderator)
    typed = {
        "about": "Moon High",
        "kind": ["release date"],
        "value": "soon",
        "published_on": "once",
        "source": "The Post javascript://x",
    }
    await stage.moderator.submit_modal(form, typed)
    card = now(stage, card)
    for said in (
        "no fact yet",
        "“soon” is no date",
        "“once” is no day",
        "begins with https://",
        "Complaint 1 of 1",
    ):
        assert said in text_of(card), said
    assert rows_of(stage, "SELECT * FROM review") == []
    assert offered_by(await stage.press(card, "Edit", by=stage.moderator)) == typed, "nothing is typed twice"
    assert stage.env.errors == []


async def test_of_two_moderators_at_once_one_settles_and_the_other_is_told(stage: Stage) -> None:
    second = add_moderator(stage, "mo")
    await complain(stage, await stage.ask(GENRE))
    mine, theirs = await complaints(stage), await complaints(stage, second)
    dismissing = await stage.press(theirs, "Dismiss", by=second)
    retracting = await stage.press(theirs, "Retract the fact", by=second)
    correcting = await stage.press(theirs, "Edit", by=second)
    await fill_in(stage, mine, "Dismiss")
    for form in (dismissing, retracting):
        await second.submit_modal(form, {"reason": "No", "words": "No"} if form is retracting else {})
        told = raw_text_of(now(stage, theirs, second))
        assert f"settled already: dismissed by <@{stage.moderator.id}>" in told
    await second.submit_modal(correcting, {**offered_by(correcting), "value": "comedy"})
    assert "settled already" in text_of(now(stage, theirs, second))
    assert [report.value for report in await reports_of(stage.bot.store, "genre")] == ["drama"]
    assert len(letters_of(stage)) == 1


async def test_a_card_of_what_is_settled_says_so_when_it_is_pressed(stage: Stage) -> None:
    second = add_moderator(stage, "mo")
    for answer in (await stage.ask(GENRE), await stage.ask(QUESTION)):
        await complain(stage, answer)
    theirs = await complaints(stage, second)
    await fill_in(stage, await complaints(stage), "Dismiss")
    await stage.press(theirs, "Retract the fact", by=second)
    shown = now(stage, theirs, second)
    assert f"dismissed by <@{stage.moderator.id}>" in raw_text_of(shown)
    assert "release date" in text_of(shown), "and it goes on with what is left"


async def test_a_fact_that_went_in_the_meantime_is_not_retracted_again(stage: Stage) -> None:
    await complain(stage, await stage.ask(GENRE))
    card = await complaints(stage)
    form = await stage.press(card, "Retract the fact", by=stage.moderator)
    (report,) = await reports_of(stage.bot.store, "genre")
    await stage.bot.store.single_facts.retract(report.id, "Elsewhere", stage.moderator.id)
    await stage.moderator.submit_modal(form, {"reason": "Wrong"})
    shown = now(stage, card)
    assert "not served any more" in text_of(shown)
    assert "I answer now: I don't know what genre Moon High is." in text_of(shown).replace("**", "")
    assert labels_of(shown) == ["Edit", "Dismiss"]


async def test_the_longest_complaint_fits_a_message(stage: Stage) -> None:
    wrong = "*_~`|" * 200
    assert THANKS in text_of(
        await complain(stage, await stage.ask(GENRE), wrong=wrong, link="https://a.example/" + "x" * 280)
    )
    card = await complaints(stage)
    assert sum(len(part) for part in raw_text_of(card)) <= 4000
    assert stage.env.errors == []


# Who is no moderator


async def test_a_fan_whom_discord_lets_through_is_refused_politely(stage: Stage) -> None:
    commands = await stage.bot.tree.fetch_commands(guild=stage.bot.get_guild(HOME_GUILD))
    (command,) = [command for command in commands if command.name == "facts"]
    stage.guild.set_command_permissions(command, {stage.fan: True})
    await complain(stage, await stage.ask(GENRE), wrong="a secret")
    for name in ("complaints", "unanswered"):
        shown = shown_by(await stage.fan.slash(stage.channel, f"facts {name}"))
        assert REFUSAL in text_of(shown)
        assert "a secret" not in text_of(shown)
    only_refusals(stage)


async def test_a_moderator_of_another_guild_is_refused(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    await complain(stage, await stage.ask(GENRE))
    card = await complaints(stage)
    stage.bot.settings = replace(home_settings, home_guild_ids=(HOME_GUILD + 1,))
    for button in buttons_of(card):
        refusal = shown_by(await stage.moderator.click(card, custom_id=button["custom_id"]))
        assert REFUSAL in text_of(refusal)


@pytest.mark.parametrize("what", ["retract", "edit", "dismiss", "back", "next"])
async def test_a_forged_press_by_a_fan_is_refused_and_changes_nothing(stage: Stage, what: str) -> None:
    answer = await stage.ask(GENRE)
    await complain(stage, answer)
    forge(stage, answer, f"complaint:{what}:1")
    refusal = shown_by(await stage.fan.click(answer, custom_id=f"complaint:{what}:1"))
    assert private(refusal)
    assert REFUSAL in text_of(refusal)
    assert rows_of(stage, "SELECT state FROM complaint") == [("open",)]


@pytest.mark.parametrize("label", ["Retract the fact", "Edit", "Dismiss"])
async def test_a_form_of_who_is_no_moderator_any_more_is_refused(
    stage: Stage, home_settings: Settings, label: str
) -> None:
    await complain(stage, await stage.ask(GENRE))
    form = await stage.press(await complaints(stage), label, by=stage.moderator)
    stage.bot.settings = replace(home_settings, home_guild_ids=(HOME_GUILD + 1,))
    filled = {key: value or "x" for key, value in offered_by(form).items()}
    refusal = shown_by(await stage.moderator.submit_modal(form, filled))
    assert REFUSAL in text_of(refusal)
    assert rows_of(stage, "SELECT state FROM complaint") == [("open",)]
    assert [report.value for report in await reports_of(stage.bot.store, "genre")] == ["drama"]


async def test_a_form_that_was_open_while_the_show_vanished_says_so(
    stage: Stage, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    answer = await stage.ask(GENRE)
    assert id_of(answer, "Not right?").startswith("complain:genre|")
    form = await stage.press(answer, "Not right?")
    path = facts_paths[0] / "known.toml"
    path.write_text(path.read_text().replace("Moon High", "Sun Low"))
    await store.apply(await store.plan_load(facts_paths))
    assert "I no longer know" in text_of(
        shown_by(await stage.fan.submit_modal(form, {"wrong": "It is 2025.", "tell": "no"}))
    )
    assert stage.env.errors == []
