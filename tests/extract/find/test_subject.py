"""What an article is about: when the reader is sure of it, and what it makes of being told."""

from __future__ import annotations

import pytest

from bot.extract import Subject, read_article

DATE = "date 2024-03-05\n"
TWO = DATE + (
    "Two dramas in March\n\n“Glass Harbor” season 2 will premiere on March 9. “Paper Road” will premiere on March 16.\n\n"
    "Han Ji-soo will join the cast of the series."
)


def test_the_one_show_of_an_article_is_beyond_doubt() -> None:
    text = DATE + "“Glass Harbor” season 2 begins\n\nHan Ji-soo returns in season 2 of “Glass Harbor.”"
    subject = read_article("a.txt", text).subject
    assert subject == Subject("Glass Harbor", 2, is_sure=True, candidates=("Glass Harbor",))


def test_of_two_shows_none_is() -> None:
    subject = read_article("a.txt", TWO).subject
    assert subject.candidates == ("Glass Harbor", "Paper Road")
    assert not subject.is_sure


def test_an_old_credit_raises_no_doubt() -> None:
    text = (
        DATE
        + "Han Ji-soo leads “Glass Harbor”\n\nHan Ji-soo, known for “Paper Road,” will star in “Glass Harbor.”"
    )
    subject = read_article("a.txt", text).subject
    assert subject.candidates[0] == "Glass Harbor"
    assert subject.is_sure


def test_the_one_show_of_a_headline_stands_above_others_that_are_news() -> None:
    text = (
        "Han Ji-soo joins “Glass Harbor”\n\nHan Ji-soo will star in “Glass Harbor.” “Paper Road,” his next drama, "
        "will premiere on March 16."
    )
    assert read_article("a.txt", DATE + text).subject.is_sure


def test_a_show_that_is_named_once_and_late_is_a_guess() -> None:
    text = "News of the day\n\nSomebody said something. Then it rained.\n\nLater “Paper Road” will air on March 9."
    subject = read_article("a.txt", DATE + text).subject
    assert (subject.title, subject.is_sure) == ("Paper Road", False)


def test_where_no_show_is_the_main_one_the_reader_cannot_tell() -> None:
    text = "Han Ji-soo, known for “Paper Road,” will star in a new untitled drama by Seo Min-gi."
    subject = read_article("a.txt", DATE + text).subject
    assert (subject.title, subject.is_sure) == (None, False)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("rabbit's moon", "Rabbit’s Moon"),
        ("Rabbit's Moon", "Rabbit’s Moon"),
        ("tides", "Tides"),
        ("Tides", "TIDES"),
        ("Road (Paper)", "Road (Paper)"),
    ],
)
def test_a_told_title_is_found_however_the_article_sets_it(typed: str, written: str) -> None:
    text = f"Filming of {written} begins in May.\n\nIt rained.\n\nThe series will be directed by Seo Min-gi."
    extracted = read_article("a.txt", DATE + text, about=typed)
    title = typed if written.isupper() else written
    assert (extracted.subject.title, extracted.subject.is_sure) == (title, True)
    assert {(fact.work, fact.value) for fact in extracted.facts} == {
        (title, "2024-05"),
        (title, "Seo Min-gi"),
    }


def test_what_the_series_means_is_what_the_reader_was_told() -> None:
    facts = read_article("a.txt", TWO, about="Paper Road").facts
    assert {fact.work for fact in facts if fact.value == "Han Ji-soo"} == {"Paper Road"}


def test_a_show_that_the_text_does_not_name_can_be_told_with_its_season() -> None:
    text = DATE + "The series will be directed by Seo Min-gi. Filming begins in May."
    facts = read_article("a.txt", text, about="Silver Bridge", season=3).facts
    assert {(fact.work, fact.season, fact.value) for fact in facts} == {
        ("Silver Bridge", 3, "Seo Min-gi"),
        ("Silver Bridge", 3, "2024-05"),
    }
