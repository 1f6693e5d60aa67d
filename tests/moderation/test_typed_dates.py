"""Dates as moderators type them: what the bot prints is read again, and so is what people write."""

from __future__ import annotations

from datetime import date

import pytest

from bot.facts.dates import word_date
from bot.moderation.typed_dates import read_date

TODAY = date(2024, 3, 1)


@pytest.mark.parametrize(
    "edtf",
    "2024 2024-06 2024-06-30 2024-40 2024-41 2025-33 2025-34 2025-35 2025-36 2025-37 2024-21 2024-24 2024~ 2024-06?"
    " 2024-05/2024-07 2024-06-01/2024-06-30 2024-06-30T20:05Z".split(),
)
def test_what_is_printed_is_read_again(edtf: str) -> None:
    assert read_date(word_date(edtf), TODAY) == edtf


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("June 30, 2024", "2024-06-30"),
        ("the 30th of june 2024", "the 30th of june 2024"),
        ("30th Jun. 2024", "2024-06-30"),
        (" Q2  2024 ", "2024-34"),
        ("h1 2024", "2024-40"),
        ("1st half 2024", "2024-40"),
        ("fall 2024", "2024-23"),
        ("early 2025", "2025-33"),
        ("around May 2024", "2024-05~"),
        ("from May 2024 to July 2024", "2024-05/2024-07"),
        ("today", "2024-03-01"),
        ("Yesterday", "2024-02-29"),
        ("tomorrow", "2024-03-02"),
        ("in 2025", "2025"),
        ("On 30 June 2024", "2024-06-30"),
        ("30 June 2024 at 9:30 UTC", "2024-06-30T09:30Z"),
        ("2024-06-30 at 20:00 +09:00", "2024-06-30T11:00Z"),
        ("tomorrow at 20:00 GMT", "2024-03-02T20:00Z"),
        ("30 June 2024 at 20:00", "30 June 2024 at 20:00"),
        ("June 2024 at 20:00 UTC", "June 2024 at 20:00 UTC"),
        ("30 June 2024 at 29:00 UTC", "30 June 2024 at 29:00 UTC"),
        ("Q5 2024", "Q5 2024"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_what_people_write_is_read(typed: str, edtf: str) -> None:
    assert read_date(typed, TODAY) == edtf
