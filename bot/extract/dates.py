"""Times as news writes them, turned into EDTF text.

Owns days, months, years, parts of a year, weekdays and times relative to the article's date. A date
without a year is the nearest such day in the past or the future, as the sentence has it. Refuses to
guess: without the article's date, relative times stay unresolved. General date parsers return single
days; news mostly gives windows ("early next year"), hence the rules here.

Codes for parts of a year follow ISO 8601-2:2019, 4.8: 21-24 seasons, 33-36 quarters, 40-41 halves.
"Early" is read as the first quarter and "late" as the last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.extract.sentences import words_of
from bot.extract.vocabulary import either

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS: Final = {
    "first": 33,
    "1st": 33,
    "second": 34,
    "2nd": 34,
    "third": 35,
    "3rd": 35,
    "fourth": 36,
    "4th": 36,
    "last": 36,
    "final": 36,
}
_HALVES: Final = {
    "first": 40,
    "1st": 40,
    "former": 40,
    "early": 40,
    "second": 41,
    "2nd": 41,
    "latter": 41,
    "last": 41,
    "back": 41,
}
_NUMBERS: Final = {
    "one": 1,
    "a": 1,
    "an": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}

_MONTH: Final = (
    r"(?P<month{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY: Final = r"(?P<day{0}>[12]\d|3[01]|0?[1-9])(?:\s?(?:st|nd|rd|th))?"
_YEAR: Final = r"(?P<year{0}>(?:19|20)\d\d)"
_WHICH_YEAR: Final = (
    r"(?:(?P<exact{0}>(?:19|20)\d\d)|(?P<relative{0}>(?:this|next|last|the|the same|that|following"
    r"|the following|upcoming|coming) year))"
)

_WEEKDAY_BEFORE: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s(?:the\s)?)?"
_HOLIDAYS: Final = {
    "christmas": (12, 25),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}
# A bare month is one only after a preposition: "from March".
_GOVERNED: Final = "|".join(rf"(?<=\s{word}\s)" for word in ("from", "for", "by", "until", "since", "of"))

_FORMS: Final = (
    r"(?P<iso>(?:19|20)\d\d(?P<mark>[-./])\d\d?(?P=mark)\d\d?\b)",
    (
        rf"{_WEEKDAY_BEFORE}{_MONTH.format('A')}\s{{0,2}}{_DAY.format('A')}(?!\d)(?!\s?(?:million|percent|%"
        rf"|per\b|a\.?m|p\.?m|episodes?\b))(?:\s?,?\s?{_YEAR.format('A')}\b)?"
    ),
    (
        rf"{_WEEKDAY_BEFORE}{_DAY.format('B')}\s(?:of\s)?{_MONTH.format('B')}\b(?:\s?,?"
        rf"\s?{_YEAR.format('B')}\b)?"
    ),
    (
        r"(?:(?P<part>early|late|mid|the end of|end of|the beginning of|the start of"
        rf"|the middle of)[\s-])?{_MONTH.format('C')},?\s(?:of\s)?(?:{_WHICH_YEAR.format('C')})"
    ),
    (
        r"(?:the\s)?(?P<half>first|second|latter|last|former|early|1st|2nd|back)[\s-](?:half"
        rf"|part)(?:\s(?:of|in)\s(?:the\s)?(?:{_WHICH_YEAR.format('D')}))?"
    ),
    (
        r"(?:the\s)?(?P<quarter>first|second|third|fourth|last|final|1st|2nd|3rd"
        rf"|4th)[\s-]quarter(?:\s(?:of|in)\s(?:{_WHICH_YEAR.format('E')}))?"
    ),
    rf"(?:Q(?P<q>[1-4])|(?P<h>[12])H|H(?P<h2>[12]))\s(?:of\s)?{_YEAR.format('F')}",
    (
        r"(?:(?P<which>this|next|last|the|upcoming|coming|early|late|mid)[\s-])*(?P<season>spring|summer"
        rf"|autumn|fall|winter)\b(?:,?\s(?:of\s|in\s)?{_WHICH_YEAR.format('G')})?(?!\s(?:[ahd]|in love"
        r"|for))"
    ),
    (
        r"(?P<stage>early|late|later|mid|sometime|earlier|the end of|end of|the start of|the beginning of"
        r"|beginning of|the middle of)(?:\s(?:in|of|on"
        rf"|part of))?[\s-](?:in\s)?(?:{_WHICH_YEAR.format('H')})\b(?!-)"
    ),
    (
        r"(?P<wholeyear>(?:this|next|last)\s(?:coming\s)?year|the\s(?:following|coming)\s(?:year)|year-end"
        r"|the\syear(?:'|’)?s\send|(?:the\s)?end\sof\sthe\syear|early\sin\sthe\snew\syear"
        r"|(?:the\s)?new\syear)\b"
    ),
    (
        r"(?:(?P<monthpart>early|late|mid|later|the end of|end of|sometime"
        r"|earlier)[\s-])?(?P<whichmonth>this|next|last)\smonth\b"
    ),
    (
        r"(?:(?P<whichday>this|next|last|coming|this coming)\s)?(?P<weekday>Mon|Tues|Wednes|Thurs|Fri"
        r"|Satur|Sun)day(?P<pair>\s?(?:[-/&]|and)\s?(?:Mon|Tues|Wednes|Thurs|Fri|Satur"
        r"|Sun)day)?\b(?!\s(?:Night|Live)|,?\s(?:the\s)?(?:\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct"
        r"|Nov|Dec)))"
    ),
    (
        r"(?P<holiday>Christmas(?:\s(?:Day|Eve))?|New\sYear['’]s\s(?:Day|Eve)|Valentine['’]s\sDay"
        rf"|Halloween)\b(?:(?:,?\s(?:in\s|of\s)?(?:{_WHICH_YEAR.format('K')}))|(?=\s(?:release|premiere"
        rf"|debut))|(?<=\son\s\w{{9}})|(?<=\son\s\w{{9}}\sDay)|(?<=\son\s\w{{9}}\sEve)"
        rf"|(?<=\son\sValentine.s\sDay)|(?<=\son\sNew\sYear.s\s\w{{3}}))"
    ),
    r"(?P<today>today|yesterday|tomorrow)\b",
    (
        r"(?P<count>one|two|three|four|five|six|seven|eight|nine|ten|a|\d{1,2})\s(?P<unit>day|week|month"
        r"|year)s?\s(?P<side>ago|from now|later)\b"
    ),
    (
        r"(?:(?:(?P<part2>early|late|mid|the end of|end of|this|next|last|coming|in)[\s-])+"
        rf"|(?:{_GOVERNED})){_MONTH.format('I')}\b(?!\s(?:\d|(?:will|was|is|have|be|not|also)\b))"
    ),
    (
        rf"(?:(?<=\sa\s)|(?<=\san\s)){_MONTH.format('L')}(?=\s(?:release|premiere|debut|launch|airing"
        r"|broadcast|bow|start|opening)\b)"
    ),
    (
        r"(?<=\son\sthe\s)(?P<onday>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)\b(?=$|[.,;:)\"”’]|\s(?:[(–—-]"
        r"|(?:and|at|on|in|by|with|that|which|for|through|via|as|after|ahead|a|the)\b))"
    ),
    (
        rf"(?<![\d,.$€£₩#-]){_YEAR.format('J')}\b(?!\s?(?:won|dollars|people|episodes|percent|%"
        r"|[a-z]+\s(?:votes|viewers))|[,.]\d|-\d)(?P<decade>s)?"
    ),
)
# Alternation takes the first form that matches, so longer forms come first.
# The lookahead has the beginnings of their first words, and rejects most words at once.
_FIRST: Final = either(
    """jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun spr summ aut wint fall
    early late mid some end begin the this next last latter former first second third fourth final back
    one two three four five six seven eight nine ten a\\b in\\b
    year new upcoming coming today tomorrow yesterday christmas valentine halloween""".split()
)
_TIME: Final = re.compile(rf"\b(?=\d|[qh][1-4]|{_FIRST})(?:{'|'.join(_FORMS)})", re.IGNORECASE)
# Without one of these a stretch names no time; checked first, being far cheaper than the forms.
_CUE_WORDS: Final = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december "
    "year years month months week weeks day days monday tuesday wednesday thursday friday saturday sunday "
    "today yesterday tomorrow quarter half part spring summer autumn fall winter christmas valentine halloween".split()
)
_FIGURES: Final = re.compile(r"\b(?:19|20)\d\d|\son the \d")
_AHEAD: Final = re.compile(
    r"\b(?:will|shall|would|could|might|should|going to|set (?:to|for)|slated|scheduled|due|upcoming"
    r"|plans?|planned|planning|to "
    r"(?:premiere|air|debut|launch|release|be|open|hit|bow|return|drop|kick|begin|start|stream)|expected|"
    r"aim(?:s|ing|ed)?|eye(?:s|ing)|forthcoming|ahead of|arrives?|coming|next|premiering|airing"
    r"|debuting|launching|opening|arriving|releasing|premieres|debuts|launches|airs|"
    r"drops|returns|bows|opens|hits|starts|begins|kicks off)\b",
    re.IGNORECASE,
)
_MOVED: Final = re.compile(
    r"\b(?:delayed|postponed|pushed|moved|rescheduled|bumped|shifted)\b[^.;]{0,50}\b(?:to|until)\s$",
    re.IGNORECASE,
)
# "will be released on": a participle about the future.
_TO_BE: Final = re.compile(
    r"\bbe (?:premiered|aired|debuted|released|launched|opened|dropped|returned|broadcasted|hit"
    r"|announced|began|ended)\b",
    re.IGNORECASE,
)
_BEHIND: Final = re.compile(
    r"\b(?:was|were|had|premiered|aired|debuted|released|launched|ended|wrapped|began|started|announced|"
    r"opened|returned|dropped|hit|kicked off|concluded|came|bowed|said|told|has been|have been|since)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names."""

    start: int
    end: int
    edtf: str | None
    """None if it is relative and the article's date is not known."""
    is_vague: bool = False
    """Names a weekday or a day near the article's: more likely when news was told than when a show is out."""


def find_times(
    text: str,
    published_on: date | None,
    start: int = 0,
    end: int | None = None,
    words: frozenset[str] | None = None,
) -> list[Time]:
    """The times that a stretch of text names, in order, as offsets into the text; ``words`` are the stretch's
    own, if known."""
    end = len(text) if end is None else end
    spoken = words_of(text[start:end]) if words is None else words
    if spoken.isdisjoint(_CUE_WORDS) and not _FIGURES.search(text, start, end):
        return []
    return list(_read(text, published_on, start, end))


def _read(text: str, base: date | None, start: int, end: int) -> Iterator[Time]:
    for match in _TIME.finditer(text, start, end):
        got = {
            re.sub(r"[A-Z]$", "", key): value for key, value in match.groupdict().items() if value is not None
        }
        if got.get("month") in ("may", "march", "mar") or got.get("weekday", "X").islower():
            continue  # a verb, or not the name of a day
        if "pair" in got:
            yield Time(match.start(), match.end(), None)  # "Monday-Tuesday": when it is always on
            continue
        if "decade" in got:
            yield Time(match.start(), match.end(), f"{got['year'][:3]}X" if got["year"][3] == "0" else None)
            continue
        before = _TO_BE.sub("will", text[max(start, match.start() - 160) : match.start()])
        near = before + text[match.start() : min(end, match.end() + 60)]
        beside = before[-24:]
        if _MOVED.search(text, max(start, match.start() - 70), match.start()):
            near = beside = "will"
        if bool(_AHEAD.search(beside)) != bool(_BEHIND.search(beside)):
            near = beside  # the nearest verb decides
        try:
            edtf = _resolve(got, base, near)
        except ValueError:
            continue  # 31 June
        yield Time(
            match.start(),
            match.end(),
            edtf,
            is_vague=bool(got.keys() & {"weekday", "today", "unit", "onday"}),
        )


def _resolve(got: dict[str, str], base: date | None, near: str) -> str | None:
    """The time that was ``got``, by the first of the readers whose part it has; ``near`` are the words around it."""
    read = next((read for part, read in _READERS.items() if part in got), _read_part_of_year)
    return read(got, base, near)


def _read_iso(got: dict[str, str], base: date | None, near: str) -> str:
    return date(*map(int, got["iso"].split(got["mark"]))).isoformat()


def _read_month(got: dict[str, str], base: date | None, near: str) -> str | None:
    month = _MONTHS.index(got["month"][:3].lower()) + 1
    if "day" in got:
        return _read_day(got.get("year"), month, int(got["day"]), base, near)
    if got.keys() & {"exact", "relative"}:
        year = _year(got, base)
    else:
        year = _nearest(base, month, 15, near).year if base else None
    return f"{year}-{month:02}" if year else None


def _read_holiday(got: dict[str, str], base: date | None, near: str) -> str | None:
    month, day = _HOLIDAYS[got["holiday"].lower().replace("’", "'")]
    return _read_day(got.get("exact"), month, day, base, near)


def _read_day(year: str | None, month: int, day: int, base: date | None, near: str) -> str | None:
    if year:
        return date(int(year), month, day).isoformat()
    return _nearest(base, month, day, near).isoformat() if base else None


def _read_day_of_month(got: dict[str, str], base: date | None, near: str) -> str | None:
    return _near_day_of_month(int(got["onday"]), base, near).isoformat() if base else None


def _read_quarter(got: dict[str, str], base: date | None, near: str) -> str:
    return f"{got['year']}-{32 + int(got['q'])}"


def _read_half(got: dict[str, str], base: date | None, near: str) -> str:
    return f"{got['year']}-{39 + int(got.get('h') or got['h2'])}"


def _read_near_month(got: dict[str, str], base: date | None, near: str) -> str | None:
    step = {"this": 0, "next": 1, "last": -1}[got["whichmonth"].lower()]
    return _month_after(base, step) if base else None


def _read_year(got: dict[str, str], base: date | None, near: str) -> str:
    return got["year"]


def _read_part_of_year(got: dict[str, str], base: date | None, near: str) -> str | None:
    year = _year(got, base)
    if year is None:
        return None
    if "half" in got:
        return f"{year}-{_HALVES[got['half'].lower()]}"
    if "quarter" in got:
        return f"{year}-{_QUARTERS[got['quarter'].lower()]}"
    if "season" in got:
        code = _SEASONS[got["season"].lower()]
        if base and not got.keys() & {"exact", "relative", "which"}:
            year += _years_off(code, base, near)
        return f"{year}-{code}"
    stage = got.get("stage", "").lower()
    if stage == "early" or "start" in stage or "beginning" in stage:
        return f"{year}-33"
    if stage == "late" or "end" in stage:
        return f"{year}-36"
    return f"{year}-34/{year}-35" if "mid" in stage else str(year)


def _year(got: dict[str, str], base: date | None) -> int | None:
    if "exact" in got:
        return int(got["exact"])
    if base is None:
        return None
    relative = (got.get("relative") or got.get("which") or "this").lower()
    if relative.split()[0] in ("next", "following", "coming") or "following" in relative:
        return base.year + 1
    return base.year - 1 if relative.startswith("last") else base.year


def _years_off(code: int, base: date, near: str) -> int:
    """How many years away from the article a bare "spring" is: the next one, or the last one."""
    ahead, behind = bool(_AHEAD.search(near)), bool(_BEHIND.search(near))
    first_month = 3 * (code - 20)
    if ahead and not behind and first_month + 2 < base.month:
        return 1
    return -1 if behind and not ahead and first_month > base.month else 0


def _read_whole_year(got: dict[str, str], base: date | None, near: str) -> str | None:
    words = got["wholeyear"].lower()
    if base is None:
        return None
    if "new" in words:
        return f"{base.year + 1}-33" if "early" in words else None
    if "end" in words:
        return f"{base.year}-36"
    if words.startswith("this"):
        return str(base.year)
    return str(base.year - 1 if words.startswith("last") else base.year + 1)


def _near_day_of_month(day: int, base: date, near: str) -> date:
    """The day of this month, of the last or of the next one, that "on the 23rd" means."""
    months = [divmod(base.year * 12 + base.month - 1 + step, 12) for step in (-1, 0, 1)]
    return _choose([(year, month + 1, day) for year, month in months], base, near, timedelta(days=3))


def _nearest(base: date, month: int, day: int, near: str) -> date:
    """The day with this month and day that the words around it suggest, else the nearest one."""
    years = base.year - 1, base.year, base.year + 1
    # Half a month's slack: papers also say "premieres" and "aired" a few days after or before.
    return _choose([(year, month, day) for year in years], base, near, timedelta(days=20))


def _choose(days: Iterable[tuple[int, int, int]], base: date, near: str, slack: timedelta) -> date:
    candidates = [date(*each) for each in days if _is_day(*each)]
    ahead, behind = _AHEAD.search(near), _BEHIND.search(near)
    if ahead and not behind:
        candidates = [each for each in candidates if each >= base - slack] or candidates
    elif behind and not ahead:
        candidates = [each for each in candidates if each <= base + slack] or candidates
    if not candidates:
        raise ValueError("no such day")
    return min(candidates, key=lambda each: abs((each - base).days))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _month_after(base: date, months: int) -> str:
    year, month = divmod(base.year * 12 + base.month - 1 + months, 12)
    return f"{year}-{month + 1:02}"


def _read_today(got: dict[str, str], base: date | None, near: str) -> str | None:
    step = {"today": 0, "yesterday": -1, "tomorrow": 1}[got["today"].lower()]
    return (base + timedelta(days=step)).isoformat() if base else None


def _read_step(got: dict[str, str], base: date | None, near: str) -> str | None:
    """A time so many days, weeks, months or years away."""
    if base is None:
        return None
    count = _NUMBERS.get(got["count"].lower()) or int(got["count"])
    steps = -count if got["side"] == "ago" else count
    if got["unit"] == "year":
        return str(base.year + steps)
    if got["unit"] == "month":
        return _month_after(base, steps)
    return (base + timedelta(days=steps * (7 if got["unit"] == "week" else 1))).isoformat()


def _read_weekday(got: dict[str, str], base: date | None, near: str) -> str | None:
    if base is None:
        return None
    weekday = _WEEKDAYS.index(got["weekday"][:3].lower())
    which = got.get("whichday", "").lower()
    after = (weekday - base.weekday()) % 7
    if which == "last":
        return (base - timedelta(days=(base.weekday() - weekday) % 7 or 7)).isoformat()
    if which or (_AHEAD.search(near) and not _BEHIND.search(near)):
        return (base + timedelta(days=after + (7 if which == "next" and after == 0 else 0))).isoformat()
    return (base - timedelta(days=(base.weekday() - weekday) % 7)).isoformat()


_READERS: Final = {
    "iso": _read_iso,
    "onday": _read_day_of_month,
    "month": _read_month,
    "q": _read_quarter,
    "h": _read_half,
    "h2": _read_half,
    "weekday": _read_weekday,
    "today": _read_today,
    "unit": _read_step,
    "whichmonth": _read_near_month,
    "wholeyear": _read_whole_year,
    "year": _read_year,
    "holiday": _read_holiday,
}
"""Who reads a time, by the first of these parts that it has."""
