"""What an answer is: values for display/ to show and for the command line to print.

Owns the shapes. Refuses wording and every decision: which report leads is for rank.py.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from bot.facts.relations import Relation
from bot.facts.report import Entity, Pin, Report
from bot.facts.scope import Scope
from bot.questions import Question


class Time(enum.Enum):
    """How a reported time lies to today."""

    PAST = enum.auto()
    """It had come when it was reported."""
    AHEAD = enum.auto()
    TODAY = enum.auto()
    YESTERDAY = enum.auto()
    OVER = enum.auto()
    """It lay ahead when it was reported, has passed since, and nothing newer is known."""
    FORMER = enum.auto()
    """A later report has replaced it, and it is what was asked for."""
    CAME = enum.auto()
    """It lay ahead when it was reported, and later reports show that it came."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One reported value, with every current report of it, the best first."""

    value: str
    reports: tuple[Report, ...]
    leads: bool = True
    """False for what stands beneath: less certain than the report that leads."""
    time: Time | None = None
    """How a date lies to today; None for what is no date."""
    days_ahead: int | None = None
    """Days until a date that is known to the day."""

    @property
    def passed(self) -> bool:
        """Whether it looked ahead to a time that has since passed without news."""
        return self.time in (Time.OVER, Time.YESTERDAY)

    @property
    def best(self) -> Report:
        """The newest of the most certain reports."""
        return self.reports[0]


@dataclass(frozen=True, slots=True)
class Section:
    """The statements that answer for one relation of one subject, or of a season, part or episode of it."""

    relation: Relation
    subject: Entity
    scope: Scope
    statements: tuple[Statement, ...]
    earlier: tuple[Report, ...] = ()
    """Reports that a later one has replaced, newest first."""
    disputed: bool = False
    """Whether reports of one date and certainty disagree."""
    pin: Pin | None = None
    """Why the first statement leads, where moderators have pinned it."""
    wider_than: Scope | None = None
    """The season, part or episode that was asked about, where only what it belongs to is known."""
    authors: bool = False
    """Whether the statements are who made what the subject is based on."""
    backwards: bool = False
    """Whether ``subject`` is the value asked for, and the statements are what has it."""

    @property
    def season(self) -> int | None:
        """The season that it is about, or about a part of."""
        return self.scope.season


@dataclass(frozen=True, slots=True)
class Found:
    """Facts that answer the question, the best first."""

    question: Question
    sections: tuple[Section, ...]
    season_taken: bool = False
    """Whether the season was the bot's choice, because the question named none."""
    noted: frozenset[int] = frozenset()
    """The ids of the reports in whose notes stands what was asked."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report the answer rests on, each once, the best first, without earlier ones."""
        statements = [statement for section in self.sections for statement in section.statements]
        return tuple({report.id: report for statement in statements for report in statement.reports}.values())

    @property
    def values(self) -> tuple[str, ...]:
        """The values found, each once, the best first."""
        return tuple(
            dict.fromkeys(statement.value for section in self.sections for statement in section.statements)
        )

    @property
    def earlier(self) -> tuple[Report, ...]:
        """Reports that later ones have replaced."""
        return tuple(report for section in self.sections for report in section.earlier)


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that fits several; each candidate comes with the question it would lead to."""

    name: str
    candidates: tuple[Entity, ...]
    choices: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name that nothing is known by, with the nearest names and the questions they would lead to."""

    name: str
    nearest: tuple[Entity, ...] = ()
    choices: tuple[Question, ...] = ()
    relation: str | None = None
    """What was asked of it."""
    question: Question = field(default_factory=Question)
    """What is understood of the question apart from the name."""


@dataclass(frozen=True, slots=True)
class NoFact:
    """The names are known, but no report answers."""

    question: Question
    known_here: tuple[Section, ...] = ()
    """What is known of the same relation, for another season or another value."""
    nothing_else: bool = False
    """Whether the question wanted more than the one thing that is known."""
    noted: frozenset[int] = frozenset()
    """The ids of the reports whose notes come closest."""
    beyond: str = ""
    """The question as typed, where the vocabulary has no word for what it asks."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing that the vocabulary knows as a question."""

    text: str = ""
    small_talk: bool = False
    """Whether it is a greeting or a thank-you, which asks for nothing."""
    examples: tuple[str, ...] = ()
    """Questions that the facts answer."""


Answer = Found | Ambiguous | UnknownName | NoFact | NotUnderstood
