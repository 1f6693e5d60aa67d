"""How the reports of a release have changed: every report with what has become of it, oldest first.

Owns which reports a timeline shows, in which order, and where each stands today. Which report leads is
for rank.py. Refuses pictures and words.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.answers.answer import Section
from bot.facts.dates import Window
from bot.facts.report import Report
from bot.facts.scope import Scope
from bot.questions import Question


class Standing(enum.Enum):
    """What has become of a report."""

    LEADS = "leads"
    """It is the answer; several such reports disagree."""
    AGREES = "says the same"
    """It says the same as the leading report, earlier or less surely."""
    BENEATH = "less certain"
    """It stands beneath the leading report."""
    REPLACED = "replaced"
    """A later report has taken its place."""


@dataclass(frozen=True, slots=True)
class Row:
    """One report of a timeline."""

    report: Report
    window: Window
    standing: Standing
    passed: bool = False
    """Whether it still leads although its time has passed without news."""


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one season, part or episode, or of the work as a whole; the oldest first."""

    scope: Scope
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The reports of a release, season by season; the work as a whole comes first."""

    question: Question
    title: str
    groups: tuple[Group, ...]
    left_out: int = 0
    """Reports that there is no room for."""
    hidden: int = 0
    """Reports that a channel hides because they are spoilers."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order shown."""
        return tuple(row for group in self.groups for row in group.rows)


def make_timeline(question: Question, title: str, sections: Iterable[Section]) -> Timeline:
    """The timeline of sections of release dates."""
    groups = [Group(section.scope, _make_rows(section)) for section in sections]
    return Timeline(question, title, tuple(sorted(groups, key=lambda group: group.scope.order)))


def keep_foremost(timeline: Timeline, most: int) -> Timeline:
    """The timeline with fewer reports: what leads, then the newest; and how many were left out."""
    foremost = sorted(
        timeline.rows, key=lambda row: (row.standing is Standing.LEADS, _by_date(row)), reverse=True
    )[:most]
    kept = {row.report.id for row in foremost}
    groups = [
        Group(group.scope, tuple(row for row in group.rows if row.report.id in kept))
        for group in timeline.groups
    ]
    left_out = timeline.left_out + len(timeline.rows) - len(foremost)
    return replace(timeline, groups=tuple(group for group in groups if group.rows), left_out=left_out)


def _make_rows(section: Section) -> tuple[Row, ...]:
    rows = [
        Row(report, report.window, _stand(section, report), report.id in _passed(section))
        for report in _reports_of(section)
        if report.window is not None
    ]
    return tuple(sorted(rows, key=_by_date))


def _reports_of(section: Section) -> list[Report]:
    current = [report for statement in section.statements for report in statement.reports]
    # A report that confirms what stands is part of a statement, even if a later one has replaced it.
    return list({report.id: report for report in (*current, *section.earlier)}.values())


def _stand(section: Section, report: Report) -> Standing:
    for statement in section.statements:
        if report.id == statement.best.id:
            return Standing.LEADS if statement.leads else Standing.BENEATH
        if any(report.id == other.id for other in statement.reports):
            return Standing.AGREES if statement.leads else Standing.BENEATH
    return Standing.REPLACED


def _passed(section: Section) -> set[int]:
    return {statement.best.id for statement in section.statements if statement.passed}


def _by_date(row: Row) -> tuple[object, ...]:
    return row.report.published_on, -row.report.certainty.rank, row.report.id
