"""How a title is named: as news, as past work, in brackets."""

from __future__ import annotations

import pytest

from bot.extract.find.manners import tell_manners


def manners(text: str, *titles: str) -> list[str]:
    spans = [(text.index(each), text.index(each) + len(each)) for each in titles]
    told = tell_manners(text, spans)
    return [told[start] for start, _ in spans]


@pytest.mark.parametrize(
    "text",
    [
        "It stars Moonrise’s Ann Bell as a baker.",
        "Kim Ara of the Netflix series Moonrise plays a baker.",
        "Ann, along with Moonrise producers Tom and Sue, makes it.",
        "It is directed by Kim Ara, whose drama “Moonrise” was a hit.",
        "She rose to stardom with “Moonrise.”",
        "He also starred on Moonrise.",
        "She played Mrs. Vale in Moonrise.",
        "She made her debut in the 2013 web drama Moonrise.",
        "The studio behind “Moonrise” makes it.",
        "He returns after his last TV drama series, “Moonrise.”",
        "He was in last year’s “Moonrise.”",
        "She is beloved for her role as Mina in “Moonrise.”",
        "The writer of the scripts had just directed “Moonrise.”",
    ],
)
def test_what_somebody_is_known_for_is_past(text: str) -> None:
    assert manners(text, "Moonrise") == ["past"]


@pytest.mark.parametrize(
    "text",
    [
        "Moonrise stars Ann Bell.",
        "Moonrise’s Second Season starts in May.",
        "The First Look of Moonrise is out.",
        "The Summer 2027 drama “Moonrise” is out.",
        "The creative minds behind “Moonrise” are Ann and Tom.",
        "She is known for “Ivory” and will star in “Moonrise.”",
    ],
)
def test_what_is_in_the_news_is_not_past(text: str) -> None:
    assert manners(text, "Moonrise") == ["plain"]


def test_titles_of_one_list_are_named_alike() -> None:
    text = "He is known for dramas like “Ivory!,” “Moonrise,” and “Salt.” He stars in “Harbor,” and Vale star Ann joins."
    assert manners(text, "Ivory!", "Moonrise", "Salt") == ["past"] * 3
    assert manners(text, "Harbor", "Vale") == ["plain", "past"]
    assert manners("It is by Moonrise and Ivory’s Ann Bell.", "Moonrise", "Ivory") == ["past"] * 2


def test_what_is_to_come_is_new_and_what_is_in_brackets_is_neither() -> None:
    assert manners("The upcoming drama “Moonrise” stars Ann Bell (“Ivory”).", "Moonrise", "Ivory") == [
        "new",
        "bracket",
    ]
