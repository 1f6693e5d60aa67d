"""Lines that belong together: lists of a cast, and fact sheets under their titles."""

from __future__ import annotations

import pytest

from bot.extract import read_article

DATE = "date 2024-03-05\n"


def _cast(text: str) -> set[tuple[str | None, str, str | None]]:
    facts = read_article("a.txt", DATE + text).facts
    return {(fact.work, fact.value, fact.character) for fact in facts if fact.relation == "cast member"}


INTRO = "“Moon Garden” is a new anime from Kite Films.\n\n"
HARU = ("Moon Garden", "Akira Mori", "Haru Sato")
REI = ("Moon Garden", "Yumi Kato", "Rei Endo")


@pytest.mark.parametrize(
    "lines",
    [
        "The website has revealed the cast of the anime.\nAkira Mori as Haru Sato, a pupil of sixteen.\nYumi Kato as Rei Endo.",
        "English cast\n- Akira Mori as Haru Sato, a shy boy\n- Yumi Kato as Rei Endo, who hides a secret",
        "Voice cast:\n• Haru Sato: Akira Mori\n• Rei Endo: Yumi Kato",
        "Cast\nHaru Sato – Akira Mori\nRei Endo – Yumi Kato\n\nThe actress Yumi Kato said she was glad.",
        "Cast\nAkira Mori – Haru Sato\nYumi Kato – Rei Endo\n\nThe actress Yumi Kato said she was glad.",
        "Characters\nHaru Sato (Akira Mori)\nRei Endo (Yumi Kato)",
        "The voice cast includes:\nHaru Sato voiced by Akira Mori\nRei Endo voiced by Yumi Kato",
        "Cast\nAkira Mori: Haru Sato\nYumi Kato: Rei Endo\n\nThe story follows Haru Sato, voiced by Akira Mori.",
    ],
)
def test_each_line_of_a_list_is_one_part(lines: str) -> None:
    assert _cast(INTRO + lines) == {HARU, REI}


def test_a_name_in_small_letters_is_one_in_a_list_of_others() -> None:
    text = INTRO + (
        "Voice cast\nAkira Mori as Haru Sato, a bright and cheerful pupil of sixteen\n"
        "yumi kato as Rei Endo, a quiet girl who has just moved to the town\nKen Ito as Captain Vell."
    )
    assert _cast(text) == {
        HARU,
        ("Moon Garden", "yumi kato", "Rei Endo"),
        ("Moon Garden", "Ken Ito", "Captain Vell"),
    }


@pytest.mark.xfail(reason="whom a sheet only notes is taken for the cast", strict=False)
def test_work_on_a_show_is_no_part_in_it() -> None:
    text = (
        INTRO
        + "Cast and staff:\nMusic: Ben Cole\nCharacter Design: Ken Ito\nStudio: Lark House\nNote: Ann Bell"
    )
    assert _cast(text) == set()


def test_a_character_of_a_list_is_no_actor_in_the_text() -> None:
    text = INTRO + "Akira Mori as Haru Sato\nYumi Kato as Rei Endo\n\nHaru Sato returns in “Moon Garden.”"
    assert _cast(text) == {HARU, REI}


SHEETS = """New Dramas in March
March has two premieres, and both look good to me.
Harbour: Light of the Sea
Premiere Date: March 3
Network: tvN
Stars: Han Ji-soo (The Long Night), Park Tae-joon (Paper Moon)
Slot: Saturdays & Sundays
Genre: Legal, Mystery
About: A lawyer looks for her sister.
You Are My Autumn
Premiere Date: March 5
Network: JTBC
Director: Kim Min-seo
Stars: Lee Su-bin (He Is a Baker)
Slot: Mondays & Tuesdays
Genre: Romance
"""


def test_each_sheet_is_about_the_title_above_it() -> None:
    facts = read_article("a.txt", DATE + SHEETS).facts
    said = {(fact.work, fact.relation, fact.value) for fact in facts}
    assert {
        ("Harbour: Light of the Sea", "release date", "2024-03-03"),
        ("Harbour: Light of the Sea", "platform", "tvN"),
        ("Harbour: Light of the Sea", "genre", "Mystery"),
        ("You Are My Autumn", "release date", "2024-03-05"),
        ("You Are My Autumn", "platform", "JTBC"),
        ("You Are My Autumn", "director", "Kim Min-seo"),
        ("You Are My Autumn", "genre", "Romance"),
    } <= said
    assert not any("Slot" in (work or "") for work, _, _ in said)


def test_a_show_in_brackets_behind_an_actor_is_an_old_credit() -> None:
    assert _cast(SHEETS) == {
        ("Harbour: Light of the Sea", "Han Ji-soo", None),
        ("Harbour: Light of the Sea", "Park Tae-joon", None),
        ("The Long Night", "Han Ji-soo", None),
        ("Paper Moon", "Park Tae-joon", None),
        ("You Are My Autumn", "Lee Su-bin", None),
        ("He Is a Baker", "Lee Su-bin", None),
    }


def test_a_part_in_brackets_behind_an_actor_is_no_show() -> None:
    text = (
        "“Glass Harbor” is out.\n\nNetwork: tvN\nCast: Han Ji-soo (Yoon Hana), Park Tae-joon (Seo Do-hyun)\n"
    )
    assert _cast(text) == {
        ("Glass Harbor", "Han Ji-soo", "Yoon Hana"),
        ("Glass Harbor", "Park Tae-joon", "Seo Do-hyun"),
    }


def _told(text: str) -> set[tuple[str | None, int | None, str, str]]:
    facts = read_article("a.txt", DATE + text).facts
    return {(fact.work, fact.season, fact.relation, fact.value) for fact in facts}


def test_a_key_that_nobody_knows_is_no_title() -> None:
    sheet = "Time slot: Monday & Tuesday\nBroadcaster: JTBC\nEpisode count: 16\n\n"
    told = _told(f"Premiere watch\n\nNight Ferry\n{sheet}Glass Garden\n{sheet}")
    for show in ("Night Ferry", "Glass Garden"):
        assert {(show, None, "platform", "JTBC"), (show, None, "number of episodes", "16")} <= told
    assert {work for work, *_ in told} == {"Night Ferry", "Glass Garden"}


def test_the_number_behind_a_title_above_a_sheet_is_its_season() -> None:
    told = _told(
        "A drama for the spring\n\nNight Ferry 2\nNetwork: JTBC\nEpisodes: 16\nStarring: Kim Ara, Park Dojin\n"
    )
    assert ("Night Ferry", 2, "platform", "JTBC") in told
    assert ("Night Ferry", 2, "cast member", "Kim Ara") in told


def test_whoever_has_a_role_before_the_name_in_a_line_of_a_cast_is_no_actor() -> None:
    told = _told(
        "Night Ferry\nNetwork: JTBC\nPremiere date: May 3, 2024\nCast and creators: Director Han Jiwoo, writer Seo Yuna, Kim Ara, Park Dojin\n"
    )
    assert {(relation, value) for _, _, relation, value in told} >= {
        ("director", "Han Jiwoo"),
        ("screenwriter", "Seo Yuna"),
        ("cast member", "Kim Ara"),
        ("cast member", "Park Dojin"),
    }
    assert ("Night Ferry", None, "director", "Kim Ara") not in told


def test_shows_in_brackets_behind_a_list_of_actors_are_no_parts() -> None:
    text = DATE + INTRO + "Cast\nMary Holt (Blue Lake)\nJohn Reed (The Long Night)\nTom Ash (Paper Moon)\n"
    known = ["Blue Lake", "The Long Night", "Paper Moon"]
    cast = {
        (fact.work, fact.value, fact.character)
        for fact in read_article("a.txt", text, known).facts
        if fact.relation == "cast member"
    }
    assert cast >= {("Moon Garden", each, None) for each in ("Mary Holt", "John Reed", "Tom Ash")}
    assert not {value for _, value, _ in cast} & set(known)


@pytest.mark.parametrize(
    "lines",
    [
        # A name that is also a word for work on a show, and a line that is none of a part.
        "Cast\nSong Ji-a – Haru Sato\nYumi Kato – Rei Endo\n\nThe actress Yumi Kato said she was glad.",
        "Cast\nSong Ji-a – Haru Sato\nand many more\nYumi Kato – Rei Endo\n\nThe actress Yumi Kato said she was glad.",
        "The voice cast is named. See the full list below:\n\nSong Ji-a – Haru Sato\nYumi Kato – Rei Endo\n\nThe actress Yumi Kato is glad.",
        "Cast\nSong Ji-a – Haru Sato (head of the school)\nYumi Kato – Rei Endo (pupil)\n\nThe actress Yumi Kato said she was glad.",
    ],
)
def test_a_list_goes_on_behind_an_odd_line(lines: str) -> None:
    assert _cast(INTRO + lines) == {("Moon Garden", "Song Ji-a", "Haru Sato"), REI}


def test_lines_of_two_korean_names_each_are_a_cast_without_a_heading() -> None:
    lines = "Han Ara - Yoon Seo-jin\nLee Dobin - Kang Min-woo\nSong Ji-a - Baek Ha-na\n\nThe actor Lee Dobin said he was glad."
    assert _cast(INTRO + lines) == {
        ("Moon Garden", "Han Ara", "Yoon Seo-jin"),
        ("Moon Garden", "Lee Dobin", "Kang Min-woo"),
        ("Moon Garden", "Song Ji-a", "Baek Ha-na"),
    }


def test_a_sheets_source_has_its_author() -> None:
    text = (
        "date 2024-03-05\nThe drama “Moon Garden” is coming\n\nMoon Garden\nNetwork: MBC\nEpisodes: 12\n"
        "Based on: novel Moon Garden by Ana Brook\n"
    )
    sources = [fact for fact in read_article("a.txt", text).facts if fact.relation == "based on"]
    assert [(fact.value, fact.by) for fact in sources] == [("novel Moon Garden", "Ana Brook")]
