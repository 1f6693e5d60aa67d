"""Dates: every form's first and last day, its words, never finer than known, and what is refused."""

from __future__ import annotations

import calendar
import itertools
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.facts.dates import (
    DateError,
    check_date,
    find_instant,
    get_window,
    read_time,
    word_date,
    word_day,
    word_when,
)

FORMS = [
    # Calendar dates
    ("2024", "2024-01-01", "2024-12-31", "in 2024"),
    ("2024-06", "2024-06-01", "2024-06-30", "in June 2024"),
    ("2024-02", "2024-02-01", "2024-02-29", "in February 2024"),
    ("2023-02", "2023-02-01", "2023-02-28", "in February 2023"),
    ("2022-01-28", "2022-01-28", "2022-01-28", "on 28 January 2022"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "on 29 February 2024"),
    ("0001", "0001-01-01", "0001-12-31", "in 0001"),
    ("9999-12-31", "9999-12-31", "9999-12-31", "on 31 December 9999"),
    # Parts of a year
    ("2024-21", "2024-03-01", "2024-05-31", "in spring 2024"),
    ("2024-22", "2024-06-01", "2024-08-31", "in summer 2024"),
    ("2024-23", "2024-09-01", "2024-11-30", "in autumn 2024"),
    ("2024-25", "2024-03-01", "2024-05-31", "in spring 2024 (northern hemisphere)"),
    ("2024-26", "2024-06-01", "2024-08-31", "in summer 2024 (northern hemisphere)"),
    ("2024-27", "2024-09-01", "2024-11-30", "in autumn 2024 (northern hemisphere)"),
    ("2024-29", "2024-09-01", "2024-11-30", "in spring 2024 (southern hemisphere)"),
    ("2024-31", "2024-03-01", "2024-05-31", "in autumn 2024 (southern hemisphere)"),
    ("2024-32", "2024-06-01", "2024-08-31", "in winter 2024 (southern hemisphere)"),
    ("2025-33", "2025-01-01", "2025-03-31", "in early 2025 (January to March)"),
    ("2025-34", "2025-04-01", "2025-06-30", "in the second quarter of 2025"),
    ("2025-35", "2025-07-01", "2025-09-30", "in the third quarter of 2025"),
    ("2025-36", "2025-10-01", "2025-12-31", "in late 2025 (October to December)"),
    ("2024-37", "2024-01-01", "2024-04-30", "in the first four months of 2024"),
    ("2024-38", "2024-05-01", "2024-08-31", "in the second four months of 2024"),
    ("2024-39", "2024-09-01", "2024-12-31", "in the third four months of 2024"),
    ("2024-40", "2024-01-01", "2024-06-30", "in the first half of 2024"),
    ("2024-41", "2024-07-01", "2024-12-31", "in the second half of 2024"),
    # Seasons that begin in December end in the next year
    ("2024-24", "2024-12-01", "2025-02-28", "in winter 2024"),
    ("2023-24", "2023-12-01", "2024-02-29", "in winter 2023"),
    ("2024-28", "2024-12-01", "2025-02-28", "in winter 2024 (northern hemisphere)"),
    ("2024-30", "2024-12-01", "2025-02-28", "in summer 2024 (southern hemisphere)"),
    # Uncertain (?), approximate (~), both (%)
    ("2024?", "2024-01-01", "2024-12-31", "possibly 2024"),
    ("2024~", "2024-01-01", "2024-12-31", "about 2024"),
    ("2024%", "2024-01-01", "2024-12-31", "possibly about 2024"),
    ("2024-06~", "2024-06-01", "2024-06-30", "about June 2024"),
    ("2024-06-30?", "2024-06-30", "2024-06-30", "possibly 30 June 2024"),
    ("2024-40~", "2024-01-01", "2024-06-30", "about the first half of 2024"),
    ("2024-06?-30", "2024-06-30", "2024-06-30", "possibly 30 June 2024"),
    # Unknown digits
    ("202X", "2020-01-01", "2029-12-31", "in the 2020s"),
    ("20XX", "2000-01-01", "2099-12-31", "between 2000 and 2099"),
    ("2024-XX", "2024-01-01", "2024-12-31", "in 2024"),
    ("2024-XX-XX", "2024-01-01", "2024-12-31", "in 2024"),
    ("2024-06-XX", "2024-06-01", "2024-06-30", "in June 2024"),
    # Intervals and sets
    ("2024/2025", "2024-01-01", "2025-12-31", "between 2024 and 2025"),
    ("2024-03/2024-06", "2024-03-01", "2024-06-30", "between March 2024 and June 2024"),
    ("2024-01-05/2024-02", "2024-01-05", "2024-02-29", "between 5 January 2024 and February 2024"),
    ("2024~/2025-06", "2024-01-01", "2025-06-30", "between about 2024 and June 2025"),
    (
        "2024-40/2025-33",
        "2024-01-01",
        "2025-03-31",
        "between the first half of 2024 and early 2025 (January to March)",
    ),
    ("[2024,2025]", "2024-01-01", "2025-12-31", "between 2024 and 2025"),
    ("{2024-01..2024-03}", "2024-01-01", "2024-03-31", "between January 2024 and March 2024"),
    ("[2025, 2024-06-30]", "2024-06-30", "2025-12-31", "between 30 June 2024 and 2025"),
]


@pytest.mark.parametrize(("edtf", "lower", "upper", "words"), FORMS, ids=[form[0] for form in FORMS])
def test_each_form_has_its_first_and_last_day_and_its_words(
    edtf: str, lower: str, upper: str, words: str
) -> None:
    window = get_window(edtf)
    assert (window.lower.isoformat(), window.upper.isoformat()) == (lower, upper)
    assert word_when(edtf) == words


@pytest.mark.parametrize(
    "edtf",
    [
        "",
        "soon",
        "January 28",
        "2024-13",
        "2024-00",
        "2024-42",
        "2024-20",
        "2024-02-30",
        "2023-02-29",
        "2024-06-31",
        "2024-1",
        "2024-6-3",
        "20240630",
        "30.06.2024",
        "06/30/2024",
        "２０２４",
        "0000",
        "10000",
        "Y12024",
        "-0044",
        "XXXX",
        "2024-0X",
        "2024-06-3X",
        "2024S2",
        "2024~?",
        " 2024",
        "2024 ",
        "2024\n",
        "2024-06-30\n",
        "../2024",
        "2024/..",
        "2024/",
        "/2024",
        "/",
        "2024/2025/2026",
        "2025/2024",
        "2024-06/2024-05",
        "[..2024]",
        "[2024..]",
        "{}",
        "9999-24",
        "2024-06-30T25:00:00",
        "'; DROP TABLE fact; --",
        "2024" * 1000,
        "[" + "2024," * 800 + "2024]",
        "{" * 4000,
    ],
    ids=lambda edtf: repr(edtf[:20]),
)
def test_what_has_no_first_and_last_day_is_refused(edtf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason is short and shows the text; the parser itself prints nothing."""
    with pytest.raises(DateError) as refused:
        get_window(edtf)
    assert len(str(refused.value)) < 300
    assert capsys.readouterr() == ("", "")


def test_a_refusal_says_what_is_wrong_and_what_is_allowed() -> None:
    for edtf, reason in [
        ("soon", "'soon' is not a date in EDTF; allowed are, for example, 2024, 2024-06"),
        ("2024-02-30", "'2024-02-30' is not a day of the calendar"),
        ("2025/2024", "'2025/2024' ends before it begins"),
    ]:
        with pytest.raises(DateError, match=f"^{re.escape(reason)}"):
            get_window(edtf)


@pytest.mark.parametrize(
    "edtf",
    [
        "2025-08-16T00:30:00+09:00",
        "2025-08-16T00:30:00Z",
        "2025-08-16T00:30",
        "2025-08-16 00:30",
        "20250816T003000Z",
        "2025-08-16Z",
        "2025-08-16+09:00",
        "2025-08-16/2025-08-17T00:00:00Z",
        "[2025-08-16T00:30:00Z,2025-08-17]",
        "2025-08-16T" + "00:30" * 1000,
    ],
    ids=lambda edtf: edtf[:40],
)
def test_a_time_is_refused_with_where_it_may_go(edtf: str) -> None:
    """Cut off silently, a time with a zone would name a day that is another one elsewhere."""
    with pytest.raises(DateError, match=r"holds a time.* allowed are, for example, 2024, .* 'note'") as no:
        check_date(edtf)
    assert len(str(no.value)) < 300


@pytest.mark.parametrize("edtf", [form[0] for form in FORMS])
def test_no_date_is_taken_for_a_time(edtf: str) -> None:
    check_date(edtf)


def test_a_time_that_a_database_holds_from_before_is_still_worded() -> None:
    assert word_date("2025-08-16T00:30:00+09:00") == "16 August 2025"


def test_a_day_is_worded_in_full() -> None:
    assert word_day(date(2024, 1, 29)) == "29 January 2024"


# Properties, over randomly assembled forms

# The parser for parts of years takes milliseconds per text.
FEW = settings(max_examples=25)

_YEARS = st.integers(1900, 2100)
_PLAIN = st.one_of(
    _YEARS.map(str),
    st.tuples(_YEARS, st.integers(1, 12)).map("{0[0]}-{0[1]:02}".format),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat),
)
_PARTS = st.tuples(_YEARS, st.integers(21, 41)).map("{0[0]}-{0[1]}".format)
_UNKNOWN = st.one_of(
    st.integers(190, 209).map("{}X".format),
    st.integers(19, 20).map("{}XX".format),
    _YEARS.map("{}-XX".format),
    st.tuples(_YEARS, st.integers(1, 12)).map("{0[0]}-{0[1]:02}-XX".format),
)
_ENDS = st.one_of(_PLAIN, _PARTS, _UNKNOWN)
_QUALIFIED = st.tuples(st.one_of(_PLAIN, _PARTS), st.sampled_from("~?%")).map("".join)
_PAIRS = st.tuples(_PLAIN, _PLAIN).map(lambda pair: sorted(pair, key=lambda end: get_window(end).lower))
_YEAR_PAIRS = st.tuples(_YEARS, _YEARS).filter(lambda pair: pair[0] < pair[1])
_TEXTS = st.one_of(
    _ENDS,
    _QUALIFIED,
    _PAIRS.map("/".join),
    _YEAR_PAIRS.map("[{0[0]},{0[1]}]".format),
    _YEAR_PAIRS.map("{{{0[0]}..{0[1]}}}".format),
)

_DAY_IN_WORDS = re.compile(rf"\b\d{{1,2}} (?:{'|'.join(calendar.month_name[1:])}) \d{{4}}")
_MONTH_IN_WORDS = re.compile(rf"\b(?:{'|'.join(calendar.month_name[1:])})\b")
_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH_OR_QUARTER = re.compile(r"\d{4}-(?:0\d|1[0-2]|33|36)")


@given(_TEXTS)
@FEW
def test_bounds_are_in_order_and_words_hold_no_day_or_month_that_the_text_lacks(edtf: str) -> None:
    """A window is worded no finer than it is known."""
    window = get_window(edtf)
    assert window.lower <= window.upper
    words = word_date(edtf)
    assert len(_DAY_IN_WORDS.findall(words)) <= len(_WHOLE_DAY.findall(edtf))
    if not _MONTH_OR_QUARTER.search(edtf):
        assert not _MONTH_IN_WORDS.search(words)


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
@FEW
def test_a_day_lies_in_its_month_its_part_of_the_year_and_its_year(day: date) -> None:
    half = 40 if day.month <= 6 else 41
    quarter = 33 + (day.month - 1) // 3
    third = 37 + (day.month - 1) // 4
    year = f"{day.year:04}"
    for edtf in (year, f"{year}-{day.month:02}", *(f"{year}-{part}" for part in (half, quarter, third))):
        window = get_window(edtf)
        assert window.lower <= day <= window.upper
    assert get_window(day.isoformat()).lower == get_window(day.isoformat()).upper == day


@given(_YEARS, st.sampled_from([(33, 36), (37, 39), (40, 41)]))
@FEW
def test_parts_of_a_year_make_up_the_year_without_a_gap(year: int, codes: tuple[int, int]) -> None:
    windows = [get_window(f"{year}-{code}") for code in range(codes[0], codes[1] + 1)]
    assert windows[0].lower == date(year, 1, 1)
    assert windows[-1].upper == date(year, 12, 31)
    for before, after in itertools.pairwise(windows):
        assert after.lower - before.upper == timedelta(days=1)


@given(st.text(max_size=80))
def test_any_text_at_all_is_a_window_or_refused(text: str) -> None:
    try:
        window = get_window(text)
    except DateError:
        return
    assert window.lower <= window.upper
    assert word_when(text)


@pytest.mark.parametrize(
    ("written", "kept", "day", "words"),
    [
        ("2026-12-01T20:00+09:00", "2026-12-01T11:00Z", "2026-12-01", "on 1 December 2026 at 11:00 UTC"),
        ("2026-12-01T00:30:00+09:00", "2026-11-30T15:30Z", "2026-11-30", "on 30 November 2026 at 15:30 UTC"),
        ("2026-12-31T20:00-05:00", "2027-01-01T01:00Z", "2027-01-01", "on 1 January 2027 at 01:00 UTC"),
        ("2026-12-01T11:00:59Z", "2026-12-01T11:00Z", "2026-12-01", "on 1 December 2026 at 11:00 UTC"),
        ("2026-12", "2026-12", None, "in December 2026"),
    ],
)
def test_a_time_is_kept_in_utc_to_the_minute(written: str, kept: str, day: str | None, words: str) -> None:
    assert read_time(written) == kept
    assert read_time(kept) == kept
    assert word_when(kept) == words
    at = find_instant(kept)
    assert (at.date().isoformat() if at else None) == day
    if day is not None:
        assert get_window(kept) == get_window(day)


@pytest.mark.parametrize(
    "written",
    [
        "2026-12-01T20:00",
        "20:00+09:00",
        "2026-13-01T20:00Z",
        "2026-12-01T25:00Z",
        "0001-01-01T00:00+14:00",
        "soon",
    ],
)
def test_a_time_without_its_zone_or_out_of_the_calendar_is_refused(written: str) -> None:
    with pytest.raises(DateError):
        read_time(written)
