"""Where paragraphs, headings and sentences begin and end.

Owns the layout of a text: blank lines, list items, headings, lines wrapped by hand. Paragraphs are split
into sentences by sentencex (https://github.com/wikimedia/sentencex), which knows abbreviations and keeps
a quotation whole. Refuses to know what a sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sentencex import get_sentence_boundaries

_LINE: Final = re.compile(r"[^\n]+")
_ENDED: Final = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_GOES_ON: Final = re.compile(r"\s*[a-z(,;]")
_LONGEST_HEADING: Final = 160
_LONGEST_SENTENCE: Final = 1_200  # characters; longer ones are cut, so that no rule reads without bound
_LONGEST_CHUNK: Final = (
    10_000  # characters; the splitter takes quadratic time over thousands of quotation marks
)
_SHORTEST_WRAPPED: Final = 40
_LONGEST_WRAPPED: Final = 130
# Sentences without a space between them. Three letters before the stop, because "Dr.Moon" is a name.
_END_GLUED: Final = re.compile(
    r"[.!?](?:(?<=[a-z]{3}.)|[”’\"])(?=[A-Z][a-z])"
    # An abbreviation that ends a sentence; the next one begins with a title or with speech.
    r"|\.(?<=[A-Z]\.[A-Z]\.)(?=\s[“\"][A-Z])"
)
_NUMBERED_TITLE: Final = re.compile(r"\d{1,2}[.)] ?[\"“‘'][^\"“”‘\n]{1,60}[\"”’']")
"""A heading whose title asks or exclaims: 1. “Who Are You?”"""
_LETTERS: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class ParagraphSpan:
    """A block of lines that belong together, as offsets into the text."""

    start: int
    end: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """One sentence, as offsets into the text, without surrounding white space."""

    start: int
    end: int
    paragraph: int
    is_heading: bool


@lru_cache(maxsize=256)
def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case. Anything but a letter separates words."""
    return frozenset(_LETTERS.findall(text.lower()))


def find_paragraphs(reading: str) -> list[ParagraphSpan]:
    """The paragraphs of a text. Each line is one, unless it continues in the next."""
    lines = [(line.start(), line.end()) for line in _LINE.finditer(reading) if not line[0].isspace()]
    joined: list[tuple[int, int]] = []
    for start, end in lines:
        if joined and _goes_on(reading, joined[-1], start):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return [ParagraphSpan(start, end, _is_heading(reading, start, end)) for start, end in joined]


def _goes_on(reading: str, above: tuple[int, int], start: int) -> bool:
    if "\n" in reading[above[1] + 1 : start] or start - above[1] > 3:
        return False  # a blank line is between them
    last = reading[max(above[0], reading.rfind("\n", above[0], above[1]) + 1) : above[1]]
    if not _SHORTEST_WRAPPED <= len(last) <= _LONGEST_WRAPPED or _ENDED.search(last):
        return False
    return bool(_GOES_ON.match(reading, start))


def _is_heading(reading: str, start: int, end: int) -> bool:
    if end - start > _LONGEST_HEADING:
        return False
    is_ended = _ENDED.search(reading[max(start, end - 5) : end])
    return not is_ended or bool(_NUMBERED_TITLE.fullmatch(reading, start, end))


def find_sentences(reading: str, paragraphs: list[ParagraphSpan]) -> list[SentenceSpan]:
    """The sentences of a text, in order; a heading counts as one."""
    return [
        SentenceSpan(start, end, number, paragraph.is_heading)
        for number, paragraph in enumerate(paragraphs)
        for start, end in _split(reading, paragraph)
    ]


def _split(reading: str, paragraph: ParagraphSpan) -> Iterator[tuple[int, int]]:
    start = paragraph.start
    while start < paragraph.end:
        end = min(paragraph.end, start + _LONGEST_CHUNK)
        if end < paragraph.end and (space := reading.rfind(" ", start + 1, end)) > 0:
            end = space
        yield from _split_chunk(reading, start, end)
        start = end


_LIST_NUMBER: Final = re.compile(r"\s*\d{1,2}[.)]\s*")
"""What belongs to the sentence behind it: "1. The Night Show"."""


def _split_chunk(reading: str, chunk_start: int, chunk_end: int) -> Iterator[tuple[int, int]]:
    text = reading[chunk_start:chunk_end]
    number = None
    for boundary in get_sentence_boundaries("en", text):
        first = int(boundary["start_index"]) if number is None else number
        number = first if _LIST_NUMBER.fullmatch(text[first : int(boundary["end_index"])]) else None
        if number is not None and int(boundary["end_index"]) < len(text):
            continue
        for start, end in _split_glued(text, first, int(boundary["end_index"])):
            bare = text[start:end]
            lead = len(bare) - len(bare.lstrip())
            length = len(bare.strip())
            for cut in range(0, length, _LONGEST_SENTENCE):
                begin = chunk_start + start + lead + cut
                yield begin, begin + min(_LONGEST_SENTENCE, length - cut)


def _split_glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Splits sentences that have no space between them."""
    for glue in _END_GLUED.finditer(text, start, end):
        yield start, glue.end()
        start = glue.end()
    yield start, end
