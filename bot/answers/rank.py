"""Which report leads: the rule that makes an answer out of reports that change and disagree.

A later report replaces an earlier one of equal or lower certainty. A less certain one never displaces
a more certain one; it stands beneath it. On the same date certainty decides. What was replaced is
kept as an earlier report; equals of one date that differ are a dispute, and all of them are shown.
A report that moderators have pinned leads until its day is over, whatever its date and certainty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from bot.answers.answer import Section, Statement
from bot.facts.relations import Relation
from bot.facts.report import Entity, Report


def rank_reports(reports: Iterable[Report]) -> list[Report]:
    """Most certain first, then newest, then in the article's order."""
    return sorted(
        reports, key=lambda report: (report.certainty.rank, -report.published_on.toordinal(), report.id)
    )


def make_section(
    relation: Relation,
    subject: Entity,
    season: int | None,
    reports: Sequence[Report],
    today: date,
    *,
    of_whole_work: bool = False,
    keep_order: bool = False,
) -> Section:
    """The answer that reports of one relation, subject and season add up to; at least one report.

    ``keep_order`` keeps the given order: that of quotes by how well they fit a topic.
    """
    ranked = list(reports) if keep_order else rank_reports(reports)
    if not relation.one_value:
        statements = tuple(Statement(group[0].value, tuple(group)) for group in _group_by_value(ranked))
        return Section(relation, subject, season, statements, of_whole_work=of_whole_work)
    pinned = next((report for report in ranked if report.pin and report.pin.until >= today), None)
    if pinned is not None:
        ranked.sort(key=lambda report: report is not pinned)
    current = [report for report in ranked if report is pinned or not _is_replaced(report, ranked)]
    earlier = sorted(
        (report for report in ranked if report is not pinned and _is_replaced(report, ranked)),
        key=lambda report: (-report.published_on.toordinal(), report.certainty.rank, report.id),
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
            relation.ahead is not None and _has_passed(group[0], today),
        )
        for group in groups
    )
    return Section(
        relation,
        subject,
        season,
        statements,
        tuple(report for report in earlier if _value_key(report) not in said_now),
        disputed=sum(statement.leads for statement in statements) > 1,
        of_whole_work=of_whole_work,
        pin=pinned.pin if pinned else None,
    )


def _is_replaced(report: Report, reports: Iterable[Report]) -> bool:
    return any(
        other.published_on > report.published_on and other.certainty.rank <= report.certainty.rank
        for other in reports
    )


def _equals(report: Report, lead: Report) -> bool:
    return (report.certainty, report.published_on) == (lead.certainty, lead.published_on)


def _has_passed(report: Report, today: date) -> bool:
    """Whether the report looked ahead to a time that has passed."""
    return report.window is not None and report.published_on < report.window.upper < today


def _value_key(report: Report) -> object:
    return report.named.id if report.named else report.value.casefold()


def _group_by_value(reports: Iterable[Report]) -> list[list[Report]]:
    groups: dict[object, list[Report]] = {}
    for report in reports:
        groups.setdefault(_value_key(report), []).append(report)
    return list(groups.values())
