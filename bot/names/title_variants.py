"""How people shorten and vary the titles of works.

Owns articles, subtitles, initials, numbers in digits or words, season suffixes: pure rules about one
title. Refuses to know which titles exist.
"""

from __future__ import annotations

import re
from typing import Final

from bot.names.fold import fold

ARTICLES: Final = ("the ", "a ", "an ")
"""What a folded title with an article begins with."""

_NUMBER_WORDS: Final[dict[str, str]] = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred "
        "thousand".split(),
        [str(n) for n in (*range(21), *range(30, 91, 10), 100, 1000)],
        strict=True,
    )
)
_ROMAN: Final = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_IN_WORDS: Final = {*_NUMBER_WORDS, *_ROMAN}
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "last", "final", "new")
_SUBTITLE: Final = re.compile(r"\s*(?::|\s[-\u2013\u2014|/]\s|[(\[])")
_BRACKETED: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_SEASON: Final = re.compile(
    r"\s+(?:(?:season|series|part|pt|chapter|volume|vol|s|시즌)\s*(?:\d{1,2}|[ivx]{1,4}|"
    + "|".join(list(_NUMBER_WORDS)[1:21])
    + r")|(?:\d{1,2}(?:st|nd|rd|th)|"
    + "|".join(_ORDINALS)
    + r")\s+(?:season|series|part)|(?:[1-9]|1\d|[ivx]{2,4}))$"
)
_FEWEST_INITIALS: Final = 3
_FEWEST_LETTERS: Final = 3  # of a part of a title: "M" and "It" would name too much


def without_article(folded: str) -> str:
    """The folded title without its leading article; unchanged if nothing would be left."""
    return folded.partition(" ")[2] if folded.startswith(ARTICLES) else folded


def with_digits(folded: str) -> str:
    """Number words and Roman numerals as digits: "twelve angry men" → "12 angry men"."""
    words = folded.split()
    if _IN_WORDS.isdisjoint(words):
        return folded
    digits = [
        _NUMBER_WORDS.get(word) or (_ROMAN.get(word) if at else None) or word for at, word in enumerate(words)
    ]
    return " ".join(digits)


def title_forms(title: str, folded: str) -> set[str]:
    """Folded ways to write one whole title, other than ``folded`` itself: no article, digits for number
    words, no brackets after it ("Live (2018)")."""
    forms = {folded, fold(_BRACKETED.sub("", title))} if title[-1:] in (")", "]") else {folded}
    forms |= {without_article(form) for form in forms}
    forms |= {with_digits(form) for form in forms}
    return forms - {folded, ""}


def short_forms(title: str, folded: str) -> set[str]:
    """Folded ways to name a title by one part: before or after the subtitle's colon or dash."""
    head, *tail = _SUBTITLE.split(title, maxsplit=1)
    if not tail:
        return set()
    parts = {fold(part.rstrip(")]")) for part in (head, *tail)}
    parts |= {without_article(part) for part in parts}
    return {part for part in parts if len(part) >= _FEWEST_LETTERS} - {folded}


def initials(folded: str) -> set[str]:
    """Initials of a title of three words or more: "all of us are dead" → "aouad"; also without its article."""
    found: set[str] = set()
    for form in (folded, without_article(folded)):
        words = form.split()
        if len(words) >= _FEWEST_INITIALS:
            found.add("".join(word if word.isdigit() else word[0] for word in words))
    return found


def without_season(folded: str) -> str:
    """A folded title without the season at its end ("squid game 2", "sweet home s3"), if there is one."""
    return _SEASON.sub("", folded)
