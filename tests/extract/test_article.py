"""What a pasted article says about itself: its headline, its day, its outlet."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extract.article import parse_article


@pytest.mark.parametrize(
    ("pasted", "title", "day", "publisher"),
    [
        (
            "Han Ji-soo joins “Glass Harbor”\n\nBy Anna Cole | March 5, 2024\n\nHan Ji-soo will star in it.\n\nSource: The Harbour Post",
            "Han Ji-soo joins “Glass Harbor”",
            date(2024, 3, 5),
            "The Harbour Post",
        ),
        (
            "Published on 5 March 2024, 10:30 am KST\nGlass Harbor returns\nIt begins on March 9, 2024 on tvN.",
            "Glass Harbor returns",
            date(2024, 3, 5),
            None,
        ),
        ("Glass Harbor begins on March 9, 2024.\nIt is on tvN.", None, None, None),
        ("date 2024-02-20\nWill it return?\nNobody knows.", "Will it return?", date(2024, 2, 20), None),
        ("Glass Harbor returns", None, None, None),
    ],
)
def test_a_pasted_article_says_its_headline_day_and_outlet(
    pasted: str, title: str | None, day: date | None, publisher: str | None
) -> None:
    article = parse_article("a.txt", pasted)
    assert (article.title, article.published_on, article.publisher) == (title, day, publisher)
    assert article.body in pasted
