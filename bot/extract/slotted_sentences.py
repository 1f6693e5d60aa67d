"""Sentences with a slot for every name, title, time and quotation in them.

Owns the form that rules read: everything found becomes one private-use character of its kind, so that
"Netflix drama “Moonrise,” starring Kim A and Lee B" is N drama W starring P and P, and a rule says what
it means in a few words. Patterns are written with ``{P}``, ``{W}`` and so on, which ``pattern`` fills in.
Refuses to decide what a slot is, and what a sentence says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, TypeVar

from bot.extract import vocabulary
from bot.extract.dates import Time
from bot.extract.find.names import Person
from bot.extract.find.titles import Work
from bot.extract.quotes.quotations import Quotation
from bot.extract.sentences import SentenceSpan

T = TypeVar("T")

_WIDTH: Final = 0x300
_KINDS: Final = "PWNDOQ"
_BASE: Final = {kind: 0xE000 + number * _WIDTH for number, kind in enumerate(_KINDS)}

P, W, N, D, O, Q = (f"[{chr(_BASE[kind])}-{chr(_BASE[kind] + _WIDTH - 1)}]" for kind in _KINDS)  # noqa: E741
_ANY: Final = {kind: re.compile(sign) for kind, sign in zip(_KINDS, (P, W, N, D, O, Q), strict=True)}


@dataclass(frozen=True, slots=True)
class WorkSlot:
    """A show, and its season if one is given."""

    work: Work
    season: int | None = None
    is_meant: bool = False
    """Whether the text says "the series" or "it", and this is the show that it is taken to mean."""


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """A person as one mention spells them."""

    person: Person
    spelled: str


@dataclass(frozen=True, slots=True)
class NameSlot:
    """An organisation or a network."""

    name: str


Slot = WorkSlot | PersonSlot | NameSlot | Time | Quotation


def pattern(text: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A rule's pattern: ``{P}`` a person, ``{W}`` a show, ``{N}`` a network, ``{D}`` a time, ``{O}`` an organisation,
    ``{Os}`` a list of them, ``{Q}`` a quotation, ``{show}``, ``{genre}``, ``{source}`` and ``{agency}`` nouns, ``{say}`` a
    verb."""
    filled = text
    for key, value in _FILLERS.items():
        filled = filled.replace("{" + key + "}", value)
    return re.compile(filled, flags)


_FILLERS: Final = {
    "P": P,
    "W": W,
    "N": N,
    "D": D,
    "O": O,
    "Q": Q,
    "Os": f"{O}(?:(?:, | and |, and |; )(?:{O}|{P})(?!['’]s| is\b))*",
    "show": f"(?:{vocabulary.SHOW})",
    "genre": f"(?:{vocabulary.GENRE})",
    "say": f"(?:{vocabulary.SAY})",
    "source": f"(?:{vocabulary.SOURCE})",
    "agency": f"(?:{vocabulary.AGENCY_NOUN})",
}


def holds_any(text: str, stems: tuple[str, ...]) -> bool:
    """Whether a text contains one of these lower-case stems: a cheap check before a costly rule."""
    lowered = text.lower()
    for stem in stems:  # noqa: SIM110  (any() takes twice as long, and this is asked of every sentence)
        if stem in lowered:
            return True
    return False


_BRACKETS: Final = re.compile(r"\([^()]*\)")


def without_brackets(text: str) -> str:
    """A text without what is in brackets."""
    return _BRACKETS.sub("", text) if "(" in text else text


def signs(kind: str, text: str) -> list[str]:
    """The slots of one kind in a text, in order."""
    found: list[str] = _ANY[kind].findall(text)
    return found


@dataclass(slots=True)
class Clause:
    """A sentence in the form that rules read."""

    sentence: SentenceSpan
    text: str
    slots: dict[str, Slot] = field(default_factory=dict)
    words: frozenset[str] = frozenset()
    """The words of the sentence in lower case, split at hyphens and apostrophes; that references and titles
    add and remove some does not matter for a check that only saves time."""
    _next: dict[str, int] = field(default_factory=dict)

    def new(self, kind: str, slot: Slot) -> str:
        """Adds a slot; returns the character that stands for it."""
        number = self._next.get(kind, 0)
        self._next[kind] = number + 1
        sign = chr(_BASE[kind] + number % _WIDTH)
        self.slots[sign] = slot
        return sign

    def people(self, text: str) -> Iterator[PersonSlot]:
        """The people that part of this clause names, in order."""
        for sign in _ANY["P"].findall(text):
            slot = self.slots[sign]
            if isinstance(slot, PersonSlot):
                yield slot

    def says(self, words: frozenset[str]) -> bool:
        """Whether one of these words is in the clause: the cheapest check before a rule that needs one."""
        return not words.isdisjoint(self.words)

    def has(self, kinds: str) -> bool:
        """Whether the clause has slots of all these kinds."""
        for kind in kinds:  # noqa: SIM110  (asked several times of every sentence)
            if not _ANY[kind].search(self.text):
                return False
        return True

    def works(self, text: str) -> Iterator[WorkSlot]:
        """The shows that part of this clause names, in order."""
        for sign in _ANY["W"].findall(text):
            slot = self.slots[sign]
            if isinstance(slot, WorkSlot):
                yield slot

    def time(self, sign: str) -> Time:
        """The time behind a slot."""
        slot = self.slots[sign]
        assert isinstance(slot, Time)
        return slot

    def day(self, sign: str) -> str | None:
        """The day behind a slot, in EDTF; None of other slots and signs."""
        slot = self.slots.get(sign)
        return slot.edtf if isinstance(slot, Time) else None

    def name(self, sign: str) -> str:
        """The organisation or network behind a slot."""
        slot = self.slots[sign]
        assert isinstance(slot, NameSlot)
        return slot.name

    def plain(self, text: str) -> str:
        """Part of this clause with its slots filled in again."""
        return "".join(self._word(sign) for sign in text)

    def _word(self, sign: str) -> str:
        match self.slots.get(sign):
            case PersonSlot(spelled=spelled):
                return spelled
            case WorkSlot(work=work):
                return work.name
            case NameSlot(name=name):
                return name
            case _:
                return sign
