"""Which report leads: the rule that makes an answer out of reports that change and disagree.

A later report replaces an earlier one of equal or lower certainty. A less certain one never displaces
a more certain one; it stands beneath it. On the same date certainty decides. What was replaced is
kept as an earlier report; equals of one date that differ are a dispute, and all of them are shown.
A report that moderators have pinned leads until its day is over, whatever its date and certainty.

A finer date is no disagreement: "12 March 2027" leads before "March 2027" whichever came first, if it is no less
certain. When filming began and when it ended are two facts. How a show stands, and which episode is next, goes on from
day to day: there the newer of two reports leads even where only the older one is official.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.answers.answer import Section, Statement, Time
from bot.facts.dates import find_instant
from bot.facts.model import Certainty
from bot.facts.relations import Relation
from bot.facts.report import Entity, Report
from bot.facts.scope import Scope
from bot.names import fold

_ENDS = frozenset("wrap wraps wrapped end ended ends finish finished complete completed over".split())
_DAY = timedelta(days=1)
_IN_COURSE = frozenset({"status", "next episode"})
"""Relations that tell how far something has come: an official report of it is soon out of date."""


def rank_reports(reports: Iterable[Report]) -> list[Report]:
    """Most certain first, then newest, then in the article's order."""
    return sorted(
        reports,
        key=lambda report: (
            _weigh_certainty(report),
            -report.published_on.toordinal(),
            report.certainty.rank,
            report.order,
        ),
    )


def _weigh_certainty(report: Report) -> int:
    """The rank of a report among those that are more or less certain, whenever they came."""
    if report.relation in _IN_COURSE:
        return max(report.certainty.rank, Certainty.REPORTED.rank)
    return report.certainty.rank


def make_section(
    relation: Relation,
    subject: Entity,
    scope: Scope,
    reports: Sequence[Report],
    today: date,
    *,
    wider_than: Scope | None = None,
    keep_order: bool = False,
    came: bool = False,
) -> Section:
    """The answer that reports of one relation, subject and scope add up to; at least one report.

    ``keep_order`` keeps the given order: that of quotes by how well they fit a topic. ``came`` says that other
    reports show that a date which lay ahead has come.
    """
    ranked = list(reports) if keep_order else rank_reports(reports)
    if not relation.one_value:
        statements = tuple(Statement(group[0].value, tuple(group)) for group in _group_by_value(ranked))
        return Section(relation, subject, scope, statements, wider_than=wider_than)
    pinned = next((report for report in ranked if report.pin and report.pin.until >= today), None)
    if pinned is not None:
        ranked.sort(key=lambda report: report is not pinned)
    # Three dates may replace one another in a circle, as one is finer and another newer: then the first in rank leads.
    current = [report for report in ranked if report is pinned or not _is_replaced(report, ranked)] or ranked[
        :1
    ]
    earlier = sorted(
        (report for report in ranked if report is not pinned and _is_replaced(report, ranked)),
        key=lambda report: (-report.published_on.toordinal(), report.certainty.rank, report.order),
    )
    lead = current[0]
    said_now = {_value_key(report) for report in current}
    # An earlier report of a value that still stands is no rival: it confirms the value.
    groups = _group_by_value([*current, *(report for report in earlier if _value_key(report) in said_now)])
    statements = tuple(
        Statement(
            group[0].value,
            tuple(group),
            group[0] is pinned if pinned else _equals(group[0], lead),
            find_time(group[0], today, came=came) if relation.ahead is not None else _find_past(group[0]),
            _count_days_ahead(group[0], today),
        )
        for group in groups
    )
    return Section(
        relation,
        subject,
        scope,
        statements,
        tuple(report for report in earlier if _value_key(report) not in said_now),
        disputed=len({tells_end(statement.best) for statement in statements if statement.leads})
        < sum(statement.leads for statement in statements),
        wider_than=wider_than,
        pin=pinned.pin if pinned else None,
    )


def _is_replaced(report: Report, reports: Iterable[Report]) -> bool:
    return any(_replaces(other, report) for other in reports)


def _replaces(other: Report, report: Report) -> bool:
    """Whether a report stands instead of another: it is newer, or says the same more finely."""
    if _weigh_certainty(other) > _weigh_certainty(report) or tells_end(other) is not tells_end(report):
        return False
    if refines(other, report):
        return True
    return other.published_on > report.published_on and not refines(report, other)


def refines(fine: Report, coarse: Report) -> bool:
    """Whether a date lies within a coarser one; a time is finer than its day."""
    one, other = fine.window, coarse.window
    if one is not None and one == other:
        return find_instant(fine.value) is not None and find_instant(coarse.value) is None
    return one is not None and other is not None and other.lower <= one.lower and one.upper <= other.upper


def tells_end(report: Report) -> bool:
    """Whether it says when filming ended, not when it began."""
    if report.relation != "filming date":
        return False
    return not _ENDS.isdisjoint(fold(report.note or "").split())


def _equals(report: Report, lead: Report) -> bool:
    """Whether a report stands beside the one that leads: of its day and as certain, or of filming's other end."""
    if tells_end(report) is not tells_end(lead):
        return True
    return (report.certainty, report.published_on) == (lead.certainty, lead.published_on)


def find_time(report: Report, today: date, *, came: bool = False) -> Time | None:
    """How a reported date lies to today."""
    window = report.window
    if window is None:
        return None
    if report.last_said_on >= window.upper:
        # "It is out today" is still said on the day itself.
        return Time.TODAY if window.lower == today else Time.PAST
    if window.lower == window.upper == today:
        return Time.TODAY
    if window.upper >= today:
        return Time.AHEAD
    if came:
        return Time.CAME
    return Time.YESTERDAY if window.lower == window.upper == today - _DAY else Time.OVER


def _find_past(report: Report) -> Time | None:
    """What is only told once it has come, such as a renewal, lies behind."""
    return Time.PAST if report.window is not None else None


def _count_days_ahead(report: Report, today: date) -> int | None:
    window = report.window
    if window is None or window.lower != window.upper or window.upper <= today:
        return None
    return (window.upper - today).days


def _value_key(report: Report) -> object:
    return report.named.id if report.named else report.value.casefold()


def _group_by_value(reports: Iterable[Report]) -> list[list[Report]]:
    groups: dict[object, list[Report]] = {}
    for report in reports:
        groups.setdefault(_value_key(report), []).append(report)
    return list(groups.values())
