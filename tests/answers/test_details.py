"""How near a report's own words come to a question: by stems, rare words and numbers before common ones."""

from __future__ import annotations

from datetime import date

from bot.answers.details import find_near, is_near, pick_telling, stem
from bot.facts.model import Certainty, Kind
from bot.facts.report import Entity, Report

MOON = Entity(1, Kind.WORK, "Moon High")


def report(number: int, value: str, note: str | None = None) -> Report:
    return Report(
        id=number, subject=MOON, relation="plot", season=None, value=value, named=None, window=None,
        certainty=Certainty.REPORTED, according_to=None, evidence=None, spoiler=False, character=None, speaker=None,
        author=None, about=None, note=note, on=None, article="one", published_on=date(2024, 1, number), title=None,
        publisher=None, url=None,
    )  # fmt: skip


BELL = report(1, "A drowned bell rings under the harbour.")
VIEWS = report(2, "50 million views in five days", "Counted by the channel.")


def test_small_words_tell_nothing() -> None:
    assert pick_telling(["when", "did", "the", "bell", "ring", "a"]) == ["bell", "ring"]


def test_forms_of_a_word_are_one() -> None:
    assert stem("ringing") == stem("rings") == "ring"


def test_the_report_that_holds_most_comes_first() -> None:
    (first, *_) = find_near([BELL, VIEWS], ["who", "says", "50", "million", "views"])
    assert first.report is VIEWS
    assert first.words == 3
    assert is_near(first)


def test_what_no_report_says_is_near_to_none() -> None:
    assert find_near([BELL, VIEWS], ["budget"]) == []
    assert find_near([BELL, VIEWS], ["the"]) == []
