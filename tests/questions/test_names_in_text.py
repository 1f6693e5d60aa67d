"""Names in what people write to one another: found where they tell, not where they are words of everyday language."""

from __future__ import annotations

import pytest

from bot.facts.model import Kind
from bot.names import NameEntry, NameIndex
from bot.questions.names_in_text import read_mentions

NAMES = NameIndex.build(
    [
        NameEntry(1, Kind.WORK, "All of Us Are Dead"),
        NameEntry(1, Kind.WORK, "AOUAD", canonical=False),
        NameEntry(2, Kind.WORK, "Her"),
        NameEntry(3, Kind.WORK, "It"),
        NameEntry(4, Kind.WORK, "Hellbound"),
        NameEntry(5, Kind.PERSON, "Park Ji-hu"),
        NameEntry(6, Kind.CHARACTER, "Nam Onjo"),
        NameEntry(7, Kind.WORK, "Hush"),
        NameEntry(8, Kind.WORK, "Hush!"),
        NameEntry(9, Kind.PERSON, "이재규"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("all of us are dead is sooo good", [{1}]),
        ("AOUAD!! and hellbound", [{1}]),
        ("hellbound was great", [{4}]),
        ("I saw her yesterday. It was fun. Her dog, too", []),
        ("Park Ji-hu plays Nam Onjo's part", [{5}, {6}]),
        ("have you seen Hush", [{7}]),
        ("이재규 최고", [{9}]),
        ("<@14> :smile: https://all.of.us/are-dead lol", []),
        ("", []),
    ],
)
def test_names_that_tell_are_found_and_words_are_not(text: str, found: list[set[int]]) -> None:
    names = [each.entities for sentence in read_mentions(text, NAMES) for each in sentence.names]
    assert [{entity.id for entity in entities} for entities in names] == found


def test_a_sentence_is_written_as_an_article_would_put_it() -> None:
    (first, second) = read_mentions("omg aouad s2, finally! park ji-hu's back", NAMES)
    assert first.text == "omg All of Us Are Dead season 2, finally!"
    assert first.season == 2
    assert second.text == "Park Ji-hu's back"


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("AOUAD season 2 is out in 2024", False),
        ("is AOUAD season 2 out in 2024", True),
        ("AOUAD season 2 is out in 2024?", True),
        ("AOUAD season 2 isn't out in 2024", True),
        ("I hope AOUAD season 2 comes out in 2024", True),
    ],
)
def test_who_asks_denies_or_hopes_says_nothing_that_can_be_compared(text: str, asks: bool) -> None:
    (sentence,) = read_mentions(text, NAMES)
    assert sentence.asks is asks


def test_a_flood_of_sentences_is_cut_off() -> None:
    assert len(read_mentions("Hellbound! " * 500, NAMES)) == 60
