"""What is held in memory of people's words: their own alone, the latest ones, for a day, and of so many people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.answers.own_words import HELD_HOURS, MOST_OF_ONE, OwnWords
from bot.store import AskedQuestion

NOW = datetime(2024, 3, 1, tzinfo=UTC)
FAN, OTHER = 1, 2


def hold(words: OwnWords, user: int, meaning: str, now: datetime = NOW) -> None:
    """Have somebody ask something in vain."""
    words.hold(user, AskedQuestion(meaning=meaning, shape="", code=None), f"{meaning} by {user}", now)


def find(words: OwnWords, user: int, meaning: str, now: datetime = NOW) -> str | None:
    """How somebody has put it."""
    typed = words.find(user, meaning, now)
    return typed.words if typed else None


def test_nobody_finds_anothers_words_and_who_deletes_theirs_deletes_no_others() -> None:
    words = OwnWords()
    hold(words, FAN, "a")
    assert find(words, OTHER, "a") is None
    hold(words, OTHER, "a")
    words.forget(FAN)
    assert find(words, FAN, "a") is None
    assert find(words, OTHER, "a") == "a by 2"


def test_a_flood_pushes_out_ones_own_questions_only() -> None:
    words = OwnWords()
    hold(words, OTHER, "a")
    for number in range(MOST_OF_ONE + 1):
        hold(words, FAN, f"{number}")
    assert find(words, FAN, "0") is None
    assert find(words, FAN, "1") == "1 by 1"
    assert find(words, OTHER, "a") == "a by 2"


def test_words_are_dropped_a_day_after_the_latest() -> None:
    words = OwnWords()
    hold(words, FAN, "a")
    hold(words, OTHER, "a", NOW + timedelta(hours=1))
    later = NOW + timedelta(hours=HELD_HOURS)
    assert find(words, FAN, "a", later - timedelta(seconds=1)) == "a by 1"
    assert find(words, FAN, "a", later) is None
    assert find(words, OTHER, "a", later) == "a by 2"
    words.drop_old(later + timedelta(hours=1))
    assert "by 2" not in repr(vars(words))


def test_so_many_people_are_held_and_who_has_asked_longest_ago_goes_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.answers.own_words._MOST_PEOPLE", 2)
    words = OwnWords()
    for user in (1, 2, 1, 3):
        hold(words, user, "a")
    assert [find(words, user, "a") for user in (1, 2, 3)] == ["a by 1", None, "a by 3"]
