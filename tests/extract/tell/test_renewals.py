"""Renewals that an article recalls, and those that are its news."""

from __future__ import annotations

import pytest

from bot.extract import read_article


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Season 2 of “Quiet Harbor” was announced in June 2020.", "2020-06"),
        ("Netflix announced the second season of “Quiet Harbor” on June 4, 2020.", "2020-06-04"),
        ("“Quiet Harbor” was officially greenlit in June 2020.", "2020-06"),
    ],
)
def test_the_day_of_an_earlier_announcement_is_the_renewals(text: str, day: str) -> None:
    head = (
        "date 2021-03-05\n“Quiet Harbor” Season 2: what we know\n\nThe drama “Quiet Harbor” is on Netflix. "
    )
    facts = {(fact.relation, fact.value, fact.season) for fact in read_article("a.txt", head + text).facts}
    assert ("renewal date", day, 2) in facts


def test_a_renewal_that_is_the_news_is_of_the_articles_day() -> None:
    text = "date 2021-03-05\nNetflix renews “Quiet Harbor” for a third season\n\n“Quiet Harbor” has been renewed for season 3."
    facts = {(fact.relation, fact.value, fact.season) for fact in read_article("a.txt", text).facts}
    assert ("renewal date", "2021-03-05", 3) in facts


def test_renewed_hope_renews_no_show() -> None:
    text = "date 2021-03-05\n“Quiet Harbor” has renewed interest in lighthouses\n\nThe drama “Quiet Harbor” is on Netflix."
    assert not any(fact.relation == "renewal date" for fact in read_article("a.txt", text).facts)
