"""Quotation marks of every kind, and who is quoted."""

from __future__ import annotations

import pytest

from bot.extract import read_article
from bot.extract.quotes.quotations import find_quotations, find_spoken_lines
from bot.extract.sentences import find_paragraphs


def quoted(text: str) -> list[str]:
    found = find_quotations(text, find_paragraphs(text))
    return [text[each.start : each.end] for each in found if not each.nested]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we begin again" and left.', ["we begin again"]),
        ("He said “we begin again” and left.", ["we begin again"]),
        ("He said 'we begin again' and left.", ["we begin again"]),
        ("He said ‘we begin again’ and left.", ["we begin again"]),
        ("He said ''we begin again'' and left.", ["we begin again"]),
        ("The students' lamp isn't the actors' lamp.", []),
        ("He said 'the students' lamp is out' and left.", ["the students' lamp is out"]),
        ("Shows like ”one lamp” are rare.", ["one lamp"]),
        ("“We saw ‘The Lamp’ twice,” he said.", ["We saw ‘The Lamp’ twice,"]),
    ],
)
def test_marks_of_every_kind_open_and_close(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_runs_over_paragraphs_that_each_open_with_a_mark() -> None:
    text = "“First we built the lamp.\n\n“Then we lit it,” said Ann Bell."
    speakers = {
        fact.value: fact.speaker for fact in read_article("a", text).facts if fact.relation == "quote"
    }
    assert speakers == {"First we built the lamp.": "Ann Bell", "Then we lit it": "Ann Bell"}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We lit the lamp again,” said Ann Bell.", "Ann Bell"),
        ("“We lit the lamp again,” Ann Bell said on Monday.", "Ann Bell"),
        ("Ann Bell said, “We lit the lamp again.”", "Ann Bell"),
        ("Ann Bell told reporters that it “was the best lamp of all” in town.", "Ann Bell"),
        ("According to Ann Bell, “we lit the lamp again.”", "Ann Bell"),
        ("“We lit the lamp again,” according to Ann Bell.", "Ann Bell"),
        ("“We lit the lamp again.” — Ann Bell", "Ann Bell"),
        ("“We lit the lamp again,” said Ann Bell. “It took us a year.”", "Ann Bell"),
        ("Ann Bell was tired. She said, “We lit the lamp again.”", "Ann Bell"),
        ("Ann Bell spoke after the show:\n\n“We lit the lamp again.”", "Ann Bell"),
        ("Ann Bell, who plays the keeper, said: “We lit the lamp again.”", "Ann Bell"),
        ("Ann Bell spoke of her hopes for the year, adding, “We lit the lamp again.”", "Ann Bell"),
        ("“We lit the lamp again,” said lighthouse keeper Ann Bell of the Harbor Trust.", "Ann Bell"),
        ("“Who lit the lamp again?” Ann Bell asked.", "Ann Bell"),
        ("“We lit the lamp again,” the union wrote.", "union"),
        ("Director Ann Bell came late. “We lit the lamp again,” the director said.", "Ann Bell"),
    ],
)
def test_the_speaker_is_found(text: str, speaker: str) -> None:
    speakers = {fact.speaker for fact in read_article("a", text).facts if fact.relation == "quote"}
    assert speakers == {speaker}


def test_a_quotation_that_nobody_can_be_named_for_is_no_fact() -> None:
    assert not read_article("a", "The lamp was bright. “We lit the lamp again.” It rained.").facts


def test_a_quotation_that_holds_a_date_alone_is_no_quote() -> None:
    text = "date 2024-01-02\nAn insider said that filming begins in the “first half of 2024.”"
    assert not [fact for fact in read_article("a", text).facts if fact.relation == "quote"]


TALK = (
    "date 2024-03-05\nThe cast of “Quiet Harbor” talks\n\nKim Soo-min and Lee Do-hyun lead the drama “Quiet Harbor.”\n\n"
    "Host: What was it like to film by the sea all winter long?\n\n"
    "Kim Soo-min: I was cold all day. Nobody warned me of the wind out there.\n\n"
    "Lee Do-hyun: The wind was the best part of the whole winter for me."
)


def test_lines_behind_the_names_of_those_who_speak_are_quotations() -> None:
    said = {fact.speaker: fact.value for fact in read_article("a", TALK).facts if fact.relation == "quote"}
    assert said == {
        "Kim Soo-min": "I was cold all day. Nobody warned me of the wind out there.",
        "Lee Do-hyun": "The wind was the best part of the whole winter for me.",
    }


def test_a_list_of_parts_is_no_talk() -> None:
    text = "Director: Kim Soo-min\n\nAna Vale: Lee Do-hyun\n\nTom Reed: Park Ji-won"
    assert not find_spoken_lines(text, find_paragraphs(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Emma Bell, Controller, BBC Two, says: “The lamp is out again.”", "Emma Bell"),
        (
            "Ann Bell was a reader of the book.\n\nKim Soo-min has read it twice. “I lit the lamp for her.”",
            "Kim Soo-min",
        ),
        (
            "Kim Soo-min's agency Harbor Entertainment confirmed the news. The agency said, “She will light the lamp.”",
            "Harbor Entertainment",
        ),
    ],
)
def test_whoever_is_named_at_the_head_of_the_words_says_them(text: str, speaker: str) -> None:
    facts = read_article("a", f"date 2024-03-05\n{text}").facts
    assert [fact.speaker for fact in facts if fact.relation == "quote"][-1] == speaker


POLITICS = (
    "Tom Lake, the governor, said on Monday that the budget would be cut. “We have no choice,” Mr. Lake told reporters. "
    "The senate votes on Friday. Rep. Ana Brook, who leads the other party, called the plan “a gift to the few.” "
) * 8


def test_news_of_something_else_is_read_for_its_quotations() -> None:
    facts = read_article("a.txt", f"date 2024-03-05\nThe budget is cut\n\n{POLITICS}").facts
    assert {fact.relation for fact in facts} == {"quote"}
    assert {fact.speaker for fact in facts} == {"Tom Lake", "Ana Brook"}
