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
_NEAR_OPENING: Final = 60
_NEAR_CLOSING: Final = 90
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
    return sorted(_Marks(reading, paragraph, number).read(), key=lambda each: each.start)


class _Marks:
    """The marks of a paragraph, read one after the other."""

    def __init__(self, reading: str, paragraph: ParagraphSpan, number: int) -> None:
        self._reading = reading
        self._paragraph = paragraph
        self._number = number
        self._found: list[Quotation] = []
        self._outer: tuple[int, int] | None = None
        """The open double mark: where its words begin, and its length."""
        self._inner: tuple[int, bool] | None = None
        """The open single mark: where its words begin, and whether it is inside a double one."""
        self._doubtful: int | None = None
        """Where a closing single mark is that may be an apostrophe."""

    def read(self) -> list[Quotation]:
        reading, paragraph = self._reading, self._paragraph
        for mark in _MARK.finditer(reading, paragraph.start, paragraph.end):
            before = reading[mark.start() - 1] if mark.start() > paragraph.start else " "
            after = reading[mark.end()] if mark.end() < paragraph.end else " "
            may_open = (before in _OPENS_AFTER or before.isspace()) and not after.isspace()
            if mark[0] in _DOUBLE:
                self._read_double(mark, before, after, may_open=may_open)
            else:
                self._read_single(mark, before, after, may_open=may_open)
        self._settle()
        if self._outer is not None and self._outer[0] < paragraph.end:
            self._close_double(paragraph.end, open_end=True)
        return self._found

    def _read_double(self, mark: re.Match[str], before: str, after: str, *, may_open: bool) -> None:
        sign, outer = mark[0], self._outer
        is_before_word = after.isalnum() and (before.isspace() or sign in ("``", "‘‘"))
        if may_open and (outer is None or sign in "“„" or is_before_word):
            # A second opening mark before a closing one: the first was never closed.
            self._outer, self._inner = (mark.end(), len(sign)), None
        elif outer is not None:
            self._settle()
            if mark.start() > outer[0]:
                self._close_double(mark.start(), after=len(sign))
            self._outer = None
        elif self._inner and sign in "”“" and mark.start() - self._inner[0] <= _LONGEST_SINGLE:
            self._close_single(mark.start())  # opened single, closed double

    def _read_single(self, mark: re.Match[str], before: str, after: str, *, may_open: bool) -> None:
        start, sign = mark.start(), mark[0]
        if self._inner and start - self._inner[0] > _LONGEST_SINGLE:
            self._settle()
        closes = not before.isspace() and not after.isalnum()
        if closes and self._inner and start > self._inner[0]:
            behind = self._reading[mark.end() + 1 : mark.end() + 2]
            if sign != "‘" and before == "s" and after == " " and behind.islower():
                self._doubtful = start  # "the students' lives", unless no other mark closes it
            else:
                self._close_single(start)
        elif closes and not self._inner and sign == "’" and after in ",. " and self._is_cut_short(mark):
            self._close_double(start)  # opened double, closed single
            self._outer = None
        elif may_open and sign != "´" and after not in ",.;:!?" and not _ELISION.match(self._reading, start):
            self._settle()
            self._inner = mark.end(), self._outer is not None

    def _is_cut_short(self, mark: re.Match[str]) -> bool:
        """Whether no double mark closes soon what one opened shortly before a single one."""
        if self._outer is None or mark.start() - self._outer[0] >= _NEAR_OPENING:
            return False
        rest = self._reading[mark.end() : min(self._paragraph.end, self._outer[0] + _NEAR_CLOSING)]
        return "”" not in rest and '"' not in rest

    def _close_double(self, end: int, *, open_end: bool = False, after: int = 1) -> None:
        assert self._outer is not None
        start, before = self._outer
        self._found.append(Quotation(start, end, self._number, open_end=open_end, before=before, after=after))

    def _close_single(self, end: int) -> None:
        assert self._inner is not None
        start, nested = self._inner
        self._found.append(Quotation(start, end, self._number, nested=nested, single=True))
        self._inner = self._doubtful = None

    def _settle(self) -> None:
        """Ends an open single mark at what may be an apostrophe, if there is one."""
        if self._inner and self._doubtful is not None:
            self._close_single(self._doubtful)
        self._inner = self._doubtful = None
