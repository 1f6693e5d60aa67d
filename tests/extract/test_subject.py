"""What an article is about: when the reader is sure of it, and what it makes of being told."""

from __future__ import annotations

from bot.extract import read_article

DATE = "date 2024-03-05\n"
TWO = DATE + (
    "Two dramas in March\n\n“Glass Harbor” season 2 will premiere on March 9. “Paper Road” will premiere on March 16.\n\n"
    "Han Ji-soo will join the cast of the series."
)


def test_the_one_show_of_an_article_is_beyond_doubt() -> None:
    text = DATE + "“Glass Harbor” season 2 begins\n\nHan Ji-soo returns in season 2 of “Glass Harbor.”"
    subject = read_article("a.txt", text).subject
    assert (subject.candidates, subject.season, subject.is_sure) == (("Glass Harbor",), 2, True)


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
