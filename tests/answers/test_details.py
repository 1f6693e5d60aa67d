"""How near a report's own words come to a question: by stems, rare words and numbers before common ones."""

from __future__ import annotations

from datetime import date

from msgspec import structs

from bot.answers.details import find_near, holds, is_near, is_telling, pick_telling, stem
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


def telling(report: Report, question: str) -> bool:
    said = question.split()
    return is_telling(find_near([report], said)[0], said)


def test_a_note_that_holds_most_of_what_is_said_tells_it() -> None:
    organ = structs.replace(BELL, relation="cast member", note="She learned to play the organ for the part.")
    assert telling(organ, "what instrument did she learn to play on the organ")
    assert not telling(organ, "why did she learn the organ")
    assert not telling(organ, "how tall is she and did the organ hurt her back at all")


def test_what_a_story_is_about_tells_no_details() -> None:
    assert not telling(BELL, "which drowned bell rings")


def test_one_word_tells_it_only_if_it_is_all_that_is_asked() -> None:
    won = structs.replace(BELL, relation="number of episodes", note="Calla won with a pie.")
    assert telling(won, "who won")
    assert not telling(won, "who won the car race")


def test_irregular_verbs_have_one_stem() -> None:
    assert stem("won") == stem("winner") == stem("wins")
    assert stem("taught") == stem("teaches")


def test_a_name_is_held_by_the_note_that_has_all_its_words() -> None:
    noted = structs.replace(BELL, note="He plays the janitor who teaches Beth.")
    assert holds(noted, "the janitor who teaches Beth")
    assert not holds(noted, "the janitor of the school")
