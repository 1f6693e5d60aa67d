"""Which texts are news of shows, and what becomes of the others."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.show_news import is_show_news

POLITICS = (
    "Tom Lake, the governor, said on Monday that the budget would be cut. “We have no choice,” Lake told reporters. "
    "The senate votes on Friday. Ana Brook, who leads the other party, called the plan “a gift to the few.” "
) * 8
DRAMA = "The drama “Quiet Harbor” stars Tom Lake. The series will premiere in May with eight episodes. " * 18


def test_news_that_hardly_speaks_the_words_of_the_trade_is_no_news_of_shows() -> None:
    assert is_show_news(DRAMA)
    assert not is_show_news(POLITICS)
    assert is_show_news(POLITICS[:200])


def test_news_of_something_else_is_read_for_its_quotations() -> None:
    facts = read_article("a.txt", f"date 2024-03-05\nThe budget is cut\n\n{POLITICS}").facts
    assert {fact.relation for fact in facts} == {"quote"}
    assert {fact.speaker for fact in facts} == {"Tom Lake", "Ana Brook"}


def test_somebody_who_says_what_an_article_is_about_is_believed() -> None:
    text = f"date 2024-03-05\nThe budget is cut\n\nTom Lake plays himself in Quiet Harbor.\n\n{POLITICS}"
    facts = read_article("a.txt", text, about="Quiet Harbor").facts
    assert "Quiet Harbor" in {fact.work for fact in facts}
