"""Dates in facts: EDTF text, its bounds, and its words.

Owns reading Extended Date/Time Format (EDTF, Library of Congress; ISO 8601-2:2019), wording a window no finer
than it is known, and times with their zone (ISO 8601), which are kept in UTC: "2026-12-01T11:00Z". Refuses forms
whose bounds nobody could print, such as open intervals; in new facts a time where a day is wanted, of which nothing
would be kept; and a time without its zone, which is another one elsewhere.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TIME = re.compile(r"\d[Tt]\d|\d:\d|\d[Zz]\b", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T\d\d:\d\dZ", re.ASCII)
_SUB_YEAR = re.compile(r"(\d{4})-(2[1-9]|3[0-9]|4[01])([~?%]?)", re.ASCII)
_INTERVAL = re.compile(r"([^/]+)/([^/]+)")
_SET = re.compile(r"[\[{](.+)[\]}]")
# What the general parser accepts although it gives no window: white space around a date, an interval without
# an end (it makes up ten years), significant digits, and a month or day with only one digit known.
_SAYS_NO_WINDOW = re.compile(r"^\s|\s$|/|S|-(?:\dX|X\d)")
# Of ISO 8601-2:2019, 4.8, the first month and how many there are: seasons, those of the northern and of the southern
# hemisphere, quarters, thirds and halves. A season that begins in December ends in the next year.
_PARTS = {
    **{21 + at: (3 + 3 * at % 12, 3) for at in range(8)},
    **{29 + at: ((8 + 3 * at) % 12 + 1, 3) for at in range(4)},
    **{33 + at: (1 + 3 * at, 3) for at in range(4)},
    **{37 + at: (1 + 4 * at, 4) for at in range(3)},
    **{40 + at: (1 + 6 * at, 6) for at in range(2)},
}
_LONGEST = 60

_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = ("first", "second", "third", "fourth")
EXAMPLE_OF_TIME = "2024-06-30T20:00+09:00"
EXAMPLES = "2024, 2024-06, 2024-06-30, 2024-40 (first half), 2025-33 (first quarter), 2024-21 (spring)"


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day on which a date may fall."""

    lower: date
    upper: date


class DateError(ValueError):
    """The text is not an EDTF date with a first and a last day."""


def check_date(edtf: str) -> None:
    """Raise DateError for what no new fact may give as its date: a time of day, and what get_window refuses."""
    if _TIME.search(edtf):
        raise DateError(
            f"{_clip(edtf)!r} holds a time, of which a date keeps nothing; allowed are, for example, {EXAMPLES}; "
            "a time goes into 'note', with its zone"
        )
    get_window(edtf)


def read_time(text: str) -> str:
    """A date, or a time with its zone as it is kept: in UTC, to the minute. Raises DateError for what is neither."""
    if not _TIME.search(text):
        get_window(text)
        return text
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is None:
            raise DateError(
                f"{_clip(text)!r} is a time without its zone; allowed are, for example, {EXAMPLE_OF_TIME}, or a day"
            )
        return write_time(at)
    except DateError:
        raise
    except (ValueError, OverflowError) as error:
        raise DateError(
            f"{_clip(text)!r} is no time; allowed are, for example, {EXAMPLE_OF_TIME}, or a day"
        ) from error


def write_time(at: datetime) -> str:
    """A time as it is kept: "2026-12-01T11:00Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def find_instant(text: str) -> datetime | None:
    """The moment that a time says as it is kept; None for a date."""
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        # A database from before holds times that nobody has checked.
        return None


@lru_cache(maxsize=4096)
def get_window(edtf: str) -> Window:
    """The first and the last day that an EDTF text allows; a time is read past, as a database may still hold one.

    Raises DateError for text that is not EDTF, or whose bounds are open or outside years 1 to 9999.
    """
    if plain := _ISO_DATE.fullmatch(edtf):
        year, month, day = (int(part) if part else None for part in plain.groups())
        if year and (month is None or 1 <= month <= 12):
            return _calendar_window(edtf, year, month, day)
    if instant := _INSTANT.fullmatch(edtf):
        return get_window(instant[1])
    if part := _SUB_YEAR.fullmatch(edtf):
        return _part_window(edtf, int(part[1]), int(part[2]))
    if interval := _INTERVAL.fullmatch(edtf):
        window = Window(get_window(interval[1]).lower, get_window(interval[2]).upper)
    else:
        window = _parse_window(edtf)
    if window.lower > window.upper:
        raise DateError(f"{edtf!r} ends before it begins")
    return window


def _parse_window(edtf: str) -> Window:
    # The general parser costs milliseconds to import and to run: plain dates and parts of a year never reach it.
    from edtf import EDTFParseException, parse_edtf

    try:
        if len(edtf) > _LONGEST or _SAYS_NO_WINDOW.search(edtf):
            raise ValueError("no window")
        parsed = parse_edtf(edtf)
        lower, upper = date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, AttributeError, TypeError, ValueError, OverflowError) as error:
        raise DateError(
            f"{_clip(edtf)!r} is not a date in EDTF; allowed are, for example, {EXAMPLES}"
        ) from error
    return Window(lower, upper)


def _clip(edtf: str) -> str:
    return edtf if len(edtf) <= _LONGEST else f"{edtf[:_LONGEST]}…"


def _part_window(edtf: str, year: int, code: int) -> Window:
    first, months = _PARTS[code]
    years, month = divmod(first + months - 2, 12)
    try:
        return Window(date(year, first, 1), _last_day(year + years, month + 1))
    except ValueError as error:
        raise DateError(f"{edtf!r} lies outside the years 1 to 9999") from error


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _calendar_window(edtf: str, year: int, month: int | None, day: int | None) -> Window:
    try:
        if month is None:
            return Window(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Window(date(year, month, 1), _last_day(year, month))
        exact = date(year, month, day)
    except ValueError as error:
        raise DateError(f"{edtf!r} is not a day of the calendar") from error
    return Window(exact, exact)


@lru_cache(maxsize=4096)
def word_date(edtf: str) -> str:
    """EDTF text in English words, never finer than it is known: "the first half of 2024"."""
    if at := find_instant(edtf):
        return f"{word_day(at.date())} at {at:%H:%M} UTC"
    if interval := _INTERVAL.fullmatch(edtf):
        return f"between {word_date(interval[1])} and {word_date(interval[2])}"
    if sub_year := _SUB_YEAR.fullmatch(edtf):
        return _word_qualified(_word_sub_year(int(sub_year[1]), int(sub_year[2])), sub_year[3])
    bare = edtf.rstrip("~?%")
    if plain := _ISO_DATE.fullmatch(bare):
        year, month, day = plain.groups()
        words = year if month is None else f"{calendar.month_name[int(month)]} {year}"
        words = words if day is None else f"{int(day)} {words}"
        return _word_qualified(words, edtf[len(bare) :])
    if re.fullmatch(r"\d{3}X", edtf):
        return f"the {edtf[:3]}0s"
    if listed := _SET.fullmatch(edtf):
        days = sorted(re.split(r"\s*(?:,|\.\.)\s*", listed[1].strip()), key=lambda day: get_window(day).lower)
        return f"between {word_date(days[0])} and {word_date(days[-1])}"
    return _word_qualified(_word_window(get_window(edtf)), _qualifier_within(edtf))


def word_day(day: date) -> str:
    """A day as "29 January 2024"."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def word_when(edtf: str) -> str:
    """A date with the preposition that English puts before it: "on 28 January 2022", "in 2024"."""
    return put_preposition(word_date(edtf))


def put_preposition(words: str) -> str:
    """A date in words with its preposition."""
    if words.startswith(("between ", "about ", "possibly ")):
        return words
    return f"on {words}" if words[0].isdigit() and " " in words else f"in {words}"


def _word_sub_year(year: int, code: int) -> str:
    # Codes of ISO 8601-2:2019, 4.8: 21-32 seasons, 33-36 quarters, 37-39 quadrimesters, 40-41 halves.
    if code <= 32:
        hemisphere = {0: "", 1: " (northern hemisphere)", 2: " (southern hemisphere)"}[(code - 21) // 4]
        return f"{_SEASONS[(code - 21) % 4]} {year}{hemisphere}"
    if code == 33:
        return f"early {year} (January to March)"
    if code == 36:
        return f"late {year} (October to December)"
    if code <= 36:
        return f"the {_ORDINALS[code - 33]} quarter of {year}"
    if code <= 39:
        return f"the {_ORDINALS[code - 37]} four months of {year}"
    return f"the {_ORDINALS[code - 40]} half of {year}"


def _word_window(window: Window) -> str:
    """A window in words as coarse as its bounds: whole years, whole months, or days."""
    last_of_month = calendar.monthrange(window.upper.year, window.upper.month)[1]
    ends = []
    for day in (window.lower, window.upper):
        if window.lower.day > 1 or window.upper.day < last_of_month:
            ends.append(word_day(day))
        elif window.lower.month > 1 or window.upper.month < 12:
            ends.append(f"{calendar.month_name[day.month]} {day.year}")
        else:
            ends.append(str(day.year))
    return ends[0] if ends[0] == ends[1] else f"between {ends[0]} and {ends[1]}"


def _qualifier_within(edtf: str) -> str:
    uncertain, approximate = "?" in edtf or "%" in edtf, "~" in edtf or "%" in edtf
    return "%" if uncertain and approximate else "?" if uncertain else "~" if approximate else ""


def _word_qualified(words: str, qualifier: str) -> str:
    return {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}[qualifier] + words
