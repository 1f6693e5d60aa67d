"""Dates as moderators type them: as they are written and as the bot words them, in EDTF.

Owns reading them. Refuses to judge a date: what it cannot read comes back as it was typed, for the checks of facts files
to say what is wrong with it.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta

from bot.facts.dates import DateError, get_window, write_time

EXAMPLES = "30 June 2024, June 2024, 2024, spring 2024, the first half of 2024, Q2 2024"
EXAMPLE_OF_TIME = "30 June 2024 at 20:00 UTC"
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.lower(): number for number, name in enumerate(calendar.month_abbr) if name
}
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_CALENDAR = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"{_DAY} (?:of )?{_MONTH},? {_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        rf"{_MONTH},? {_YEAR}",
    )
)
_RELATIVE = {"today": 0, "yesterday": -1, "tomorrow": 1}
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
# The codes of ISO 8601-2:2019, 4.8, less one.
_BEFORE = {"quarter": 32, "q": 32, "four months": 36, "half": 39, "h": 39}
_MOST = {"quarter": 4, "q": 4, "four months": 3, "half": 2, "h": 2}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PART = re.compile(
    rf"(?:the )?(?P<number>{'|'.join(_NUMBERS)}) (?P<what>quarter|half|four months)(?: of)? {_YEAR}"
)
_SHORT_PART = re.compile(rf"(?P<what>[qh]) ?(?P<number>[1-4]),? {_YEAR}")
_SEASON = re.compile(rf"(?P<season>{'|'.join(_SEASONS)})(?: of)? {_YEAR}")
_BETWEEN = re.compile(r"(?:between|from) (?P<first>.+) (?:and|to) (?P<last>.+)")
_ENDS_OF_YEAR = re.compile(rf"(?P<end>early|late) {_YEAR}(?: \(.+\))?")
_AT = re.compile(r"(?P<day>.+?),? at (?P<time>[012]?\d:[0-5]\d) ?(?P<zone>utc|gmt|[+-]\d\d:\d\d)", re.ASCII)
_UNSURE = re.compile(r"(?P<how>about|around|possibly|probably) (?P<when>.+)")


def read_date(typed: str, today: date) -> str:
    """What was typed as EDTF: "30 June 2024", "June 2024", "Q2 2024", "the first half of 2024", "today",
    "30 June 2024 at 20:00 UTC"; or itself."""
    text = re.sub(r"^(?:on|in) ", "", " ".join(typed.split()), flags=re.IGNORECASE)
    return _read_time(text.lower(), today) or _read(text.lower(), today) or text


def is_date(edtf: str) -> bool:
    """Whether a text is a date as facts files have it; a time beside it is left for their checks to refuse."""
    try:
        get_window(edtf)
    except DateError:
        return False
    return True


def _read(text: str, today: date) -> str | None:
    if text in _RELATIVE:
        return (today + timedelta(days=_RELATIVE[text])).isoformat()
    for pattern in _CALENDAR:
        if found := pattern.fullmatch(text):
            return _write(found.groupdict())
    if found := _PART.fullmatch(text) or _SHORT_PART.fullmatch(text):
        what, number = found["what"], _NUMBERS.get(found["number"]) or int(found["number"])
        return f"{found['year']}-{_BEFORE[what] + number}" if number <= _MOST[what] else None
    if found := _SEASON.fullmatch(text):
        return f"{found['year']}-{_SEASONS[found['season']]}"
    if found := _ENDS_OF_YEAR.fullmatch(text):
        return f"{found['year']}-{33 if found['end'] == 'early' else 36}"
    if found := _BETWEEN.fullmatch(text):
        first, last = (_read(found[end], today) or found[end] for end in ("first", "last"))
        return f"{first}/{last}"
    if found := _UNSURE.fullmatch(text):
        sign = "~" if found["how"] in ("about", "around") else "?"
        return (_read(found["when"], today) or found["when"]) + sign
    return None


def _read_time(text: str, today: date) -> str | None:
    """A time on a day, with its zone, in UTC."""
    found = _AT.fullmatch(text)
    if found is None:
        return None
    day = _read(found["day"], today) or found["day"]
    zone = found["zone"] if found["zone"][0] in "+-" else "+00:00"
    try:
        return write_time(datetime.fromisoformat(f"{day}T{found['time']:0>5}{zone}"))
    except (ValueError, OverflowError):
        return None


def _write(got: dict[str, str]) -> str:
    month = _MONTHS[got["month"]]
    return f"{got['year']}-{month:02}" + (f"-{int(got['day']):02}" if got.get("day") else "")
