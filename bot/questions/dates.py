"""Dates in questions: "28 jan 2022", "January 2025", "the 29th of november".

Owns the ways in which fans write a day or a month. Refuses years alone and words such as "tomorrow".
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from bot.facts.dates import DateError, Window, get_window, word_date

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_ANY_YEAR = "XXXX"
_LEAP_YEAR = "2000"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date as EDTF, ``XXXX`` for a year that is not said, and the tokens that name it: ``tokens[start:end]``."""

    when: str
    start: int
    end: int


def find_date(tokens: Sequence[str]) -> DateSpan | None:
    """The first date that names a month, with a day or a year beside it."""
    for at, token in enumerate(tokens):
        month = _MONTHS.get(token)
        if month is None:
            continue
        start, end = at, at + 1
        before = at - 2 if tokens[at - 1 : at] == ("of",) else at - 1
        day = _DAY.fullmatch(tokens[before]) if before >= 0 else None
        if day:
            start = before
        elif end < len(tokens) and (day := _DAY.fullmatch(tokens[end])):
            end += 1
        year = tokens[end] if end < len(tokens) and _YEAR.fullmatch(tokens[end]) else None
        if year:
            end += 1
        if day or year:
            written = f"{year or _ANY_YEAR}-{month:02}" + (f"-{int(day[1]):02}" if day else "")
            return DateSpan(written, start, end)
    return None


def find_windows(when: str, today: date) -> list[Window]:
    """The days that a date of a question allows; where it says no year, those of last year, this one and the next."""
    years = range(today.year - 1, today.year + 2) if when.startswith(_ANY_YEAR) else ()
    windows: list[Window] = []
    for edtf in [f"{year}{when.removeprefix(_ANY_YEAR)}" for year in years] or [when]:
        with suppress(DateError):
            windows.append(get_window(edtf))
    return windows


def word_asked_date(when: str) -> str:
    """A date of a question in words: "29 November"."""
    if not when.startswith(_ANY_YEAR):
        return word_date(when)
    return word_date(when.replace(_ANY_YEAR, _LEAP_YEAR)).removesuffix(f" {_LEAP_YEAR}")
