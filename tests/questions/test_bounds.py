"""However a question is made, what is looked up and weighed for it is bounded: steps are counted, not seconds."""

from __future__ import annotations

from collections import Counter
from typing import Any, cast  # Any: whatever the counted calls take

import pytest

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.names import NameEntry, NameIndex
from bot.questions import MAX_QUESTION, draft, understand

ENTITIES = (
    Entity(1, Kind.WORK, "All of Us Are Dead"),
    Entity(2, Kind.WORK, "V"),
    Entity(3, Kind.CHARACTER, "Nam On-jo"),
    Entity(4, Kind.PERSON, "Park Ji-hu"),
    Entity(5, Kind.PERSON, "Lee Yoo-mi"),
    Entity(6, Kind.TOPIC, "Netflix"),
    Entity(7, Kind.TERM, "Immune"),
)
INDEX = NameIndex.build(NameEntry(entity.id, entity.kind, entity.name) for entity in ENTITIES)
LONG = [
    "Nam On-jo ",
    "who plays Nam On-jo ",
    "v ",
    "all of us are dead ",
    "park ji hu lee yoo mi ",
    "netflix immune ",
    "Nam Onjoo Park Jihuu ",
    "when who what where ",
    "abcdef ghijk lmnop ",
    "directed wrote created produced ",
    "2 s2 season 2 ",
    "이재규 박지후 ",
    "a'b's c's ",
]
MOST_MATCHES = 60
"""Slow look-ups: twelve runs of words, by the kinds of what they come near to."""
MOST_MATCHES_OF_A_LIST = 24
MOST_EXACT = 4_000
"""Quick ones: 400 characters have 200 words at most, and a name has few."""


class Counting:
    """A names index that counts what is asked of it."""

    def __init__(self, index: NameIndex = INDEX) -> None:
        self._index = index
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:  # Any: the index's own attributes
        found = getattr(self._index, name)
        if callable(found):
            self.calls[name] += 1
        return found


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("case", [str, str.upper, str.title], ids=["typed", "upper", "title"])
def test_a_long_question_takes_no_more_than_so_many_look_ups(text: str, case: Any) -> None:
    """One name forty times, or two hundred letters that are a title each."""
    names = Counting()
    question = case(text * MAX_QUESTION)[:MAX_QUESTION]
    index = cast(NameIndex, names)
    taken_apart = draft(question, index)
    assert taken_apart is not None
    understand(taken_apart, index, tied={entity: {"cast member"} for entity in ENTITIES})
    assert names.calls["match"] <= MOST_MATCHES
    assert names.calls["exact"] + names.calls["exact_folded"] <= MOST_EXACT
    assert len(taken_apart.readings) <= 400


PEOPLE = [
    f"{first} {last}"
    for first in ("Ada", "Bo", "Cleo", "Dan")
    for last in ("Reed", "Moss", "Vale", "Holt", "Ash")
]


@pytest.mark.parametrize("between", [", ", " and ", " or ", " "])
@pytest.mark.parametrize("asked", ["", "who directed ", "which show has season 2 and ", "is it "])
@pytest.mark.parametrize("known", [True, False], ids=["known", "misspelt"])
def test_a_list_of_twenty_names_takes_no_more_than_so_many_look_ups(
    asked: str, between: str, known: bool
) -> None:
    """Each of them may be a show that is called after somebody, or somebody misspelt."""
    index = NameIndex.build(NameEntry(number, Kind.PERSON, name) for number, name in enumerate(PEOPLE))
    names = Counting(index)
    listed = between.join(PEOPLE if known else [name.replace("e", "ee") for name in PEOPLE])
    taken_apart = draft(f"{asked}{listed}?", cast(NameIndex, names))
    assert taken_apart is not None
    understand(taken_apart, cast(NameIndex, names))
    assert names.calls["match"] <= MOST_MATCHES_OF_A_LIST
    assert names.calls["exact"] + names.calls["exact_folded"] <= MOST_EXACT


def test_what_is_behind_the_400th_character_is_not_read() -> None:
    """However long a text is, it takes no more than its beginning."""
    begun, whole = Counting(), Counting()
    text = "who plays Nam On-jo in all of us are dead " * 20
    draft(text[:MAX_QUESTION], cast(NameIndex, begun))
    draft(text * 100, cast(NameIndex, whole))
    assert begun.calls == whole.calls
