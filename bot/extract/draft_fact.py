"""A fact before it is written out.

Owns the shape in which all that reads hands facts on. Refuses certainty and evidence: those come from the sentence, and
the reader adds them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.extract.find.names import Person
from bot.extract.find.titles import Work
from bot.extract.slotted_sentences import Clause


@dataclass(slots=True)
class Draft:
    """One statement of one relation."""

    relation: str
    value: str | Person
    """A person stands for the article's fullest spelling."""
    work: Work | None = None
    person: Person | None = None
    term: str | None = None
    season: int | None = None
    spelled: str | None = None
    """How this mention spells the person that is the value."""
    character: str | Person | None = None
    by: str | None = None
    speaker: str | None = None
    about: str | None = None
    note: str | None = None
    according_to: str | None = None
    is_past: bool = False
    """Past work, mentioned to introduce somebody: common knowledge, however hedged the sentence."""
    is_rumour: bool = False
    """Whether the article as a whole has it as one, even if the sentence does not say so."""
    is_laid_out: bool = False
    """Read from a list or a sheet, whose layout says what is what."""
    also: list[Clause] = field(default_factory=list)
    """Other sentences that state it."""
    evidence: tuple[int, int] | None = None
    """The stretch of text it was read from, if not the whole sentence."""
