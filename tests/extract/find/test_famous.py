"""The list of well-known titles: a hint at what is named, never a fact."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.find.famous import TITLES, is_famous


def test_a_title_is_known_however_it_is_spaced() -> None:
    assert is_famous("Squid Game")
    assert is_famous("squid-game")
    assert not is_famous("Quiet Harbor")


def test_the_list_is_in_order_and_says_nothing_twice() -> None:
    titles = TITLES.read_text(encoding="utf-8").splitlines()
    assert titles == sorted(titles, key=lambda title: (title.lower(), title))
    assert len({title.lower() for title in titles}) == len(titles)


def test_what_is_famous_is_no_fact() -> None:
    facts = read_article(
        "a.txt", "date 2024-03-05\nAna Brook was asked about Squid Game at the airport."
    ).facts
    assert not [fact for fact in facts if fact.value in ("Netflix", "Hwang Dong-hyuk")]
