"""Where quotation marks open and close.

Owns double, single, doubled single and typographic marks, marks that face the wrong way, nesting, and
quotations that run over several paragraphs (an opening mark at the head of each, one closing mark at
the end). Refuses to know whether a quotation is speech, a title or a term. Every mark is looked at
once, so that even a text of nothing but marks takes linear time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from bot.extract.sentences import ParagraphSpan

_MARK: Final = re.compile(r"''|‘‘|’’|``|[\"“”„«»‟]|['‘’‚`´]")
_DOUBLE: Final = frozenset('"“”„«»‟') | {"''", "‘‘", "’’", "``"}
# Apostrophes at the beginning of a word.
_ELISION: Final = re.compile(
    r"['’‘](?:\d\ds\b|(?:em|til|till|tis|twas|cause|bout|round|n|s)\b)", re.IGNORECASE
)
_OPENS_AFTER: Final = frozenset("([{—–-―:;,/=>\"“”‘’'")
_SPOKEN_LINE: Final = re.compile(
    r"(?P<who>[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}): (?=(?:\S+ ){7})(?P<words>.*[.!?…][)”\"’']?)\s*",
    re.DOTALL,
)
_FEWEST_LINES: Final = 2
_LONGEST_SINGLE: Final = 700
_LONGEST_UNCLOSED: Final = 1_500


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between two marks, as offsets into the text; the marks lie outside."""

    start: int
    end: int
    paragraph: int
    open_end: bool = False
    """There is no closing mark: the quotation continues in the next paragraph, or the mark was forgotten."""
    continues: bool = False
    """Continues the quotation in the paragraph before."""
    nested: bool = False
    """Is inside another quotation."""
    single: bool = False
    """Set in single marks, which may also be apostrophes."""
    is_line: bool = False
    """Without marks, behind the name of whoever says it: "Kim Min-ji: I was nervous at first." """
    before: int = 1
    after: int = 1
    """How many characters each of its marks has."""


def find_quotations(reading: str, paragraphs: list[ParagraphSpan]) -> list[Quotation]:
    """Every quotation in a text, in order of where they begin."""
    found: list[Quotation] = []
    opens_next = False
    for number, paragraph in enumerate(paragraphs):
        here = _find_in(reading, paragraph, number)
        starts_open = bool(here) and here[0].start - here[0].before == _first(reading, paragraph)
        if opens_next and not starts_open:
            _drop_open_end(found)
        if opens_next and starts_open:
            here[0] = replace(here[0], continues=True)
        opens_next = bool(here) and any(each.open_end for each in here)
        found += here
    if opens_next:
        _drop_open_end(found)
    return sorted(found, key=lambda each: (each.start, -each.end))


def find_spoken_lines(reading: str, paragraphs: list[ParagraphSpan]) -> list[Quotation]:
    """What a page of questions and answers sets behind the names of those who speak, if several such lines are there."""
    lines = [
        (match, number)
        for number, each in enumerate(paragraphs)
        if (match := _SPOKEN_LINE.fullmatch(reading, each.start, each.end))
    ]
    if len(lines) < _FEWEST_LINES:
        return []
    return [Quotation(*match.span("words"), number, is_line=True) for match, number in lines]


def _drop_open_end(found: list[Quotation]) -> None:
    """An unclosed mark: kept as a quotation only if its paragraph begins with it."""
    for at in range(len(found) - 1, -1, -1):
        if found[at].open_end:
            if not found[at].continues and found[at].end - found[at].start > _LONGEST_UNCLOSED:
                del found[at]
            return


def _first(reading: str, paragraph: ParagraphSpan) -> int:
    at = paragraph.start
    while at < paragraph.end and reading[at].isspace():
        at += 1
    return at


def _find_in(reading: str, paragraph: ParagraphSpan, number: int) -> list[Quotation]:
    found: list[Quotation] = []
    outer: tuple[int, int] | None = None  # the open double mark: where its words begin, and its length
    inner: tuple[int, int, bool] | None = None  # the open single mark, and whether it is inside a double one
    doubtful: int | None = None  # a closing single mark that may be an apostrophe
    for mark in _MARK.finditer(reading, paragraph.start, paragraph.end):
        start, end, sign = mark.start(), mark.end(), mark[0]
        before = reading[start - 1] if start > paragraph.start else " "
        after = reading[end] if end < paragraph.end else " "
        may_open = (before in _OPENS_AFTER or before.isspace()) and not after.isspace()
        if sign in _DOUBLE:
            opening = may_open and (
                outer is None or sign in "“„``‘‘" or (after.isalnum() and before.isspace())
            )
            if sign == "''" and outer is None and not may_open:
                continue
            if opening and not (outer is not None and (not after.isalnum() and sign not in "“„")):
                # A second opening mark before a closing one: the first was never closed.
                outer, inner = (end, end - start), None
            elif outer is not None:
                if inner and doubtful is not None and inner[2]:
                    found.append(Quotation(inner[0], doubtful, number, nested=True, single=True))
                inner = doubtful = None
                if start > outer[0]:
                    found.append(Quotation(outer[0], start, number, before=outer[1], after=end - start))
                outer = None
            elif inner and not inner[2] and sign in "”“" and start - inner[0] <= _LONGEST_SINGLE:
                found.append(Quotation(inner[0], start, number, single=True))  # opened single, closed double
                inner = doubtful = None
            continue
        if inner and start - inner[0] > _LONGEST_SINGLE:
            if doubtful is not None:
                found.append(Quotation(inner[0], doubtful, number, nested=inner[2], single=True))
            inner = doubtful = None
        closes = not before.isspace() and not after.isalnum()
        if closes and inner and start > inner[0]:
            if sign != "‘" and before == "s" and after == " " and reading[end + 1 : end + 2].islower():
                doubtful = start  # "the students' lives", unless no other mark closes it
                continue
            found.append(Quotation(inner[0], start, number, nested=inner[2], single=True))
            inner = doubtful = None
        elif (
            outer is not None
            and closes
            and sign == "’"
            and not inner
            and start - outer[0] < 60
            and after in ",. "
        ):
            if (
                "”" not in reading[end : min(paragraph.end, outer[0] + 90)]
                and '"' not in reading[end : outer[0] + 90]
            ):
                found.append(
                    Quotation(outer[0], start, number, before=outer[1])
                )  # opened double, closed single
                outer = None
        elif may_open and sign != "´" and after not in ",.;:!?" and not _ELISION.match(reading, start):
            if inner and doubtful is not None:
                found.append(Quotation(inner[0], doubtful, number, nested=inner[2], single=True))
            inner, doubtful = (end, end - start, outer is not None), None
    if inner and doubtful is not None:
        found.append(Quotation(inner[0], doubtful, number, nested=inner[2], single=True))
    if outer is not None and outer[0] < paragraph.end:
        found.append(Quotation(outer[0], paragraph.end, number, open_end=True, before=outer[1]))
    return sorted(found, key=lambda each: each.start)
