"""Slash commands from end to end: what fans type, pick and see."""

from __future__ import annotations

import re

import discord
import pytest

from bot.facts.model import Kind
from tests.whole_bot.stage import Stage, components_of, labels_of, private, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

TITLE = "All of Us Are Dead"


def pick(stage: Stage, name: str, kind: Kind) -> str:
    """The value that autocomplete gives for a name."""
    (candidate,) = stage.bot.store.names.exact(name, (kind,))
    return f"{kind.value}:{candidate.entity}"


@pytest.mark.parametrize("title", [TITLE, "AOUAD", "all of us are ded", "지금 우리 학교는", "picked"])
async def test_release_answers_free_text_and_what_was_picked(stage: Stage, title: str) -> None:
    if title == "picked":
        title = pick(stage, TITLE, Kind.WORK)
    shown = await stage.slash("release", title=title, season=2)
    text = text_of(shown)
    assert text.startswith("All of Us Are Dead season 2 is due in **2024**.\n"), "the answer comes first"
    assert "-# Reported 29 January 2024, according to BH Entertainment" in text
    assert "-# An estimate: **early 2025**, 29 January 2024" in text, "the estimate stands beneath"
    assert text.index("in **2024**") < text.index("early 2025")
    assert not private(shown)


async def test_release_without_a_season_says_which_one_it_took(stage: Stage) -> None:
    text = text_of(await stage.slash("release", title=TITLE))
    assert text.startswith("All of Us Are Dead season 2 is due in **2024**.\n")
    assert "season 1" not in text


async def test_release_of_a_season_that_is_out_prints_the_day(stage: Stage) -> None:
    text = text_of(await stage.slash("release", title=TITLE, season=1))
    assert text.startswith("All of Us Are Dead season 1 came out on **28 January 2022**.\n")


async def test_release_of_a_season_that_was_never_announced_is_an_honest_dont_know(stage: Stage) -> None:
    shown = await stage.slash("release", title=TITLE, season=7)
    text = text_of(shown)
    assert text.startswith("**I don't know when All of Us Are Dead season 7 comes out.**\n")
    assert "Sources" not in labels_of(shown)


async def test_a_season_in_the_title_counts(stage: Stage) -> None:
    assert "Squid Game season 2" in text_of(await stage.slash("release", title="Squid Game 2"))


async def test_cast_lists_every_name_with_its_character_and_season(stage: Stage) -> None:
    text = text_of(await stage.slash("cast", title=pick(stage, TITLE, Kind.WORK)))
    assert text.startswith("The cast of All of Us Are Dead:\n")
    for name in ("Yoon Chan-young", "Park Solomon", "Jeon Bae-soo"):
        assert f"- {name} (season 1)\n" in text
    assert "- Park Ji-hu as Nam Onjo (seasons 1 and 2)\n" in text, "once, with both seasons"
    assert text.count("Park Ji-hu") == 1


async def test_cast_of_one_season_leaves_the_others_out(stage: Stage) -> None:
    text = text_of(await stage.slash("cast", title=TITLE, season=2))
    assert text.startswith("**Park Ji-hu** plays Nam Onjo in All of Us Are Dead season 2.\n")
    assert "Yoon Chan-young" not in text


async def test_cast_that_is_known_of_other_seasons_alone_says_so(stage: Stage) -> None:
    text = text_of(await stage.slash("cast", title=TITLE, season=3))
    assert text.startswith("**I don't know who is in All of Us Are Dead season 3.**\nThe closest I have:\n")
    assert "Park Ji-hu" in text, "what is known of the other seasons follows"


async def test_show_tells_everything_from_release_to_quotes(stage: Stage) -> None:
    shown = await stage.slash("show", title="AOUAD")
    text = await stage.read_all(shown)
    for said in ("28 January 2022", "12", "Netflix", "Lee Jae-", "Chun Sung-", "Joo Dong-geun", "Hyosan",
                 "Students fight for survival", "June 2022", "No. 1 on Netflix"):  # fmt: skip
        assert said in text, said


@pytest.mark.parametrize("name", ["Nam Onjo", "남온조", "onjo", "picked"])
async def test_who_knows_a_character(stage: Stage, name: str) -> None:
    if name == "picked":
        name = pick(stage, "Nam Onjo", Kind.CHARACTER)
    text = text_of(await stage.slash("who", name=name))
    assert "Park Ji-hu" in text


@pytest.mark.parametrize("name", ["Park Ji-hu", "박지후", "Ji-hu Park", "picked"])
async def test_who_knows_a_person(stage: Stage, name: str) -> None:
    if name == "picked":
        name = pick(stage, "Park Ji-hu", Kind.PERSON)
    text = text_of(await stage.slash("who", name=name))
    assert "BH Entertainment" in text
    assert TITLE in text


async def test_a_spoiler_is_covered(stage: Stage) -> None:
    shown = await stage.slash("who", name="Immortal")
    covered = [part["content"] for part in components_of(shown) if "new race" in part.get("content", "")]
    assert covered
    assert all(re.search(r"\|\|[^|]*new race of zombie[^|]*\|\|", text) for text in covered)


@pytest.mark.parametrize(
    "options",
    [
        {"person": "Lee Jae-kyoo"},
        {"person": "이재규"},
        {"title": TITLE},
        {"person": "Jae-gyu Lee", "title": "AOUAD"},
    ],
)
async def test_quotes_are_word_for_word_with_speaker_day_and_outlet(
    stage: Stage, options: dict[str, str]
) -> None:
    text = await stage.read_all(await stage.slash("quotes", **options))
    assert "“I hope to present viewers with another season”" in text
    assert "“humanity‘s survival”" in text, "not even its odd quotation mark is mended"
    assert "Lee Jae-kyoo, 11 February 2022, to The Korea Herald" in text


async def test_quotes_without_person_or_title_says_what_to_name(stage: Stage) -> None:
    shown = await stage.slash("quotes")
    assert "Name a person, a title, or both" in text_of(shown)
    assert private(shown)
    assert len(stage.env.errors) == 1, "the refusal, which simcord counts"


async def test_quotes_of_somebody_who_said_nothing_is_an_honest_dont_know(stage: Stage) -> None:
    assert "I don't know" in text_of(await stage.slash("quotes", person="Yoon Chan-young"))


async def test_ask_answers_in_plain_english(stage: Stage) -> None:
    assert "Joo Dong-geun" in text_of(await stage.slash("ask", question="what is AOUAD based on?"))


async def test_help_shows_how_to_ask_and_every_command(stage: Stage) -> None:
    text = text_of(await stage.slash("help"))
    for command in stage.fan.available_commands(stage.channel):
        if command != "help":
            assert f"/{command}" in text, command


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("release", {"title": TITLE}),
        ("cast", {"title": TITLE}),
        ("show", {"title": TITLE}),
        ("who", {"name": "Nam Onjo"}),
        ("quotes", {"title": TITLE}),
        ("ask", {"question": "who plays Nam Onjo?"}),
        ("help", {}),
    ],
)
async def test_every_command_can_answer_in_private_and_in_public(
    stage: Stage, command: str, options: dict[str, str]
) -> None:
    hidden = await stage.slash(command, private=True, **options)
    assert private(hidden)
    assert "Remove" not in labels_of(hidden), "a private answer is dismissed by Discord itself"
    assert not private(await stage.slash(command, private=False, **options))


async def test_help_names_moderators_commands_to_who_may_use_them(stage: Stage) -> None:
    assert "/settings" not in text_of(await stage.slash("help"))
    told = text_of(await stage.slash_as(stage.moderator, "help"))
    assert "/settings" in told
    assert "/facts unanswered" in told
    elsewhere = stage.env.create_guild("Elsewhere", id=stage.guild.id + (1 << 22))
    role = elsewhere.create_role("Boss", permissions=discord.Permissions(manage_guild=True))
    boss = elsewhere.add_member(stage.env.create_user("otto"), roles=[role])
    told = text_of(shown_by(await boss.slash(elsewhere.create_text_channel("talk"), "help")))
    assert "/settings" in told
    assert "/facts" not in told


@pytest.mark.parametrize("command", ["release", "cast", "show"])
async def test_a_title_that_nobody_has_reported_on_is_said_to_be_unknown(stage: Stage, command: str) -> None:
    shown = await stage.slash(command, title="Xylophone Quarterly")
    assert "Xylophone Quarterly" in text_of(shown)
    assert labels_of(shown) == ["Tell me when you know", "Not right?", "Remove"]


@pytest.mark.parametrize(
    "title",
    [
        "work:0",
        "work:424242",
        "work:",
        "work:-3",
        "work:١",
        "person:1",
        f"work:{10**30}",
        f"work:{'9' * 5000}",
    ],
    ids=lambda title: title[:12],
)
async def test_an_id_that_is_none_is_an_unknown_name(stage: Stage, title: str) -> None:
    shown = await stage.slash("release", title=title)
    assert labels_of(shown)[-1] == "Remove"
    assert "Sources" not in labels_of(shown)
    assert stage.env.errors == []


async def test_two_people_of_one_name_become_buttons_and_the_one_pressed_is_told_of(stage: Stage) -> None:
    shown = await stage.slash("who", name="Park")
    assert {"Park Ji-hu", "Park Solomon"} <= set(labels_of(shown))
    assert "Sources" not in labels_of(shown), "nothing is answered before somebody chose"
    await stage.press(shown, "Park Ji-hu")
    answered = stage.now(shown)
    assert "BH Entertainment" in text_of(answered)
    assert {"Sources", "Remove"} <= set(labels_of(answered))


async def test_commands_work_in_a_direct_message(stage: Stage) -> None:
    somebody = stage.env.create_user("somebody")
    assert "facts status" not in somebody.available_commands()
    shown = shown_by(await somebody.slash("release", title=TITLE, season=1))
    assert "28 January 2022" in text_of(shown)


@pytest.mark.parametrize("broken", ["find_entity", "find_reports"])
async def test_a_command_that_fails_says_so_once_with_a_code_and_the_log_has_the_cause(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    async def fail(*_: object, **_options: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr(stage.bot.store, broken, fail)
    shown = await stage.slash("release", title=pick(stage, TITLE, Kind.WORK))
    text = text_of(shown)
    assert private(shown)
    assert [message.id for message in stage.channel.history(viewer=stage.fan)] == [shown.id]
    code = re.search(r"`([0-9a-f]{6})`", text)
    assert code
    assert "the cause" not in text
    assert "Traceback" not in text
    (logged,) = [record for record in caplog.records if record.exc_info]
    assert code[1] in logged.getMessage()
    assert "the cause" in str(logged.exc_info)
    assert [str(getattr(error, "original", error)) for error in stage.env.errors] == ["the cause"]


async def test_a_button_that_fails_says_so_once_with_a_code(
    stage: Stage, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await stage.slash("release", title=TITLE)

    async def fail(*_: object, **_options: object) -> None:
        raise RuntimeError("the cause")

    monkeypatch.setattr(stage.bot.store, "find_reports", fail)
    told = shown_by(await stage.press(shown, "Sources"))
    assert private(told)
    assert re.search(r"`[0-9a-f]{6}`", text_of(told))
    assert "the cause" not in text_of(told)
    (logged,) = [record for record in caplog.records if record.exc_info]
    assert "the cause" in str(logged.exc_info)
    assert text_of(stage.now(shown)) == text_of(shown)
