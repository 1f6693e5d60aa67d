"""Dates in questions: a day or a month however fans write it, of a year or of any."""

from __future__ import annotations

from datetime import date

import pytest

from bot.questions.dates import find_date, find_windows, word_asked_date


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("what came out on 28 january 2022", "2022-01-28"),
        ("which show started jan 28 2022", "2022-01-28"),
        ("anything out on the 29th of november", "XXXX-11-29"),
        ("what came out in november 2024", "2024-11"),
        ("what comes out in 2024", None),
        ("what comes out in may", None),
        ("the 45th of june", None),
    ],
)
def test_a_day_or_a_month_is_found(text: str, when: str | None) -> None:
    found = find_date(tuple(text.split()))
    assert (found.when if found else None) == when


def test_a_day_of_no_year_is_one_of_last_year_this_year_and_the_next() -> None:
    days = [window.lower for window in find_windows("XXXX-11-29", date(2025, 9, 1))]
    assert days == [date(2024, 11, 29), date(2025, 11, 29), date(2026, 11, 29)]
    assert [window.lower for window in find_windows("XXXX-02-29", date(2025, 9, 1))] == [date(2024, 2, 29)]
    assert find_windows("2023-02-30", date(2025, 9, 1)) == []


def test_a_date_is_worded_as_it_was_asked() -> None:
    assert word_asked_date("XXXX-11-29") == "29 November"
    assert word_asked_date("2024-11") == "November 2024"
