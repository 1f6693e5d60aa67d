"""The parts of a worded answer: lines with their small print, paragraphs, and the whole.

Owns the shapes that display/ lays out and the command line prints. Refuses to know how they come about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.facts.model import Certainty
from bot.facts.relations import RELATIONS

_AT_ONCE = {RELATIONS["quote"].heading: 3, RELATIONS["plot"].heading: 1, RELATIONS["popularity"].heading: 3}
_OF_EVERYTHING = 5


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, and who said it when."""

    text: str
    source: str
    """Empty where the text says it."""
    certainty: Certainty
    items: tuple[str, ...] = ()
    """The values one by one, if there are several: a long list reads better under its heading."""
    note: str = ""
    """What the article adds to it."""
    quoted: bool = False
    spoiler: bool = False
    """Whether all of it but ``dated`` is a spoiler: a note, and even who says it, may give it away."""
    dated: str = ""
    """The beginning of the source, how surely and when, which gives nothing away."""
    strong: tuple[str, ...] = ()
    """The parts of the text that answer."""
    minor: bool = False
    """Whether it stands beneath the answer, as small as a source."""
    at: datetime | None = None
    """The moment that the text gives in UTC, for a reader to see in their own zone."""
    ahead: tuple[int, date] | None = None
    """How many days until which day."""

    @property
    def said(self) -> str:
        """The text with the list that it begins, if there is one."""
        return " ".join(filter(None, (self.text, ", ".join(self.items))))

    @property
    def plain(self) -> str:
        """The line as plain text, its source in brackets."""
        countdown = f", {_word_countdown(self.ahead[0])}." if self.ahead else ""
        said = ". ".join(filter(None, (self.source, self.note)))
        text = self.said.removesuffix(".") if countdown else self.said
        return f"{text}{countdown}" + (f" [{said}]" if said else "")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said about one relation."""

    heading: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    veiled_heading: bool = False
    """Whether the heading names something that only spoilers mention."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An answer in words: a label, a sentence that opens it, paragraphs, and notes that close it."""

    title: str
    """What it is about, for a list of answers; where nothing was found, the answer itself."""
    opening: str = ""
    """Yes or no, or what a list is of."""
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = ()
    veiled_opening: bool = False
    """Whether the opening says what a spoiler says: yes or no."""

    @property
    def most_at_once(self) -> int | None:
        """How many paragraphs' worth of text is enough at first sight; the rest is for who asks for more."""
        if not self.paragraphs:
            return None
        told = {paragraph.heading for paragraph in self.paragraphs}
        return _AT_ONCE.get(self.paragraphs[0].heading) if len(told) == 1 else _OF_EVERYTHING

    @property
    def opens_line(self) -> bool:
        """Whether the opening and the first sentence stand on one line: "Yes. It is on Netflix."."""
        first = self.paragraphs[0].lines[0] if self.paragraphs else None
        return (
            bool(self.opening) and not self.opening.endswith((":", "?")) and bool(first and not first.quoted)
        )

    @property
    def certainty(self) -> Certainty | None:
        """How certain the first line is."""
        return self.paragraphs[0].lines[0].certainty if self.paragraphs else None


def _word_countdown(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days} days"
