"""Stale facts: those that lead although no report has confirmed them for long.

Owns which facts count as stale, by the rule that answers follow; that is pure. Refuses what cannot change: a date
that had come when it was reported, and relations not declared to change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.answer import Section, Statement
from bot.answers.rank import make_section
from bot.facts.relations import RELATIONS
from bot.facts.report import Report
from bot.facts.scope import Scope
from bot.store import FactStore

STALE_AFTER = timedelta(days=180)
ASKED_AGAIN_AFTER = timedelta(days=30)
_MAY_CHANGE = tuple(relation.name for relation in RELATIONS.values() if relation.may_change)


@dataclass(frozen=True, slots=True)
class StaleFact:
    """A leading fact, and since when there has been no news of it."""

    report: Report
    """Its best report."""
    passed: bool
    """Whether it looked ahead to a time that has passed."""
    since: date
    """The end of that time, or else the day of its newest report."""


async def list_stale(store: FactStore, today: date) -> list[StaleFact]:
    """What is stale in a store."""
    reports = await store.find_ageing(_MAY_CHANGE, today, today - STALE_AFTER)
    postponed = await store.single_facts.find_postponed(today)
    return [fact for fact in find_stale(reports, today) if fact.report.id not in postponed]


async def ask_again_later(store: FactStore, fact: int, today: date) -> date | None:
    """Leave a fact out of the list for a month; returns until when, None if it is gone."""
    until = today + ASKED_AGAIN_AFTER
    return until if await store.single_facts.postpone(fact, until) else None


def find_stale(reports: Iterable[Report], today: date) -> list[StaleFact]:
    """The stale ones among these reports: passed times first, each kind with the oldest first."""
    groups: dict[tuple[int, str, Scope], list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.subject.id, report.relation, report.scope].append(report)
    stale = []
    for (_, name, scope), group in groups.items():
        relation = RELATIONS[name]
        if relation.may_change:
            section = make_section(relation, group[0].subject, scope, group, today)
            stale += [fact for fact in (_age(section, each, today) for each in section.statements) if fact]
    return sorted(stale, key=lambda fact: (not fact.passed, fact.since, fact.report.id))


def _age(section: Section, statement: Statement, today: date) -> StaleFact | None:
    # A moderators' pin ends on a day of its own.
    if not statement.leads or section.pin is not None:
        return None
    window = statement.best.window
    if statement.passed and window is not None:
        return StaleFact(statement.best, passed=True, since=window.upper)
    newest = max(report.last_said_on for report in statement.reports)
    if window is not None and newest >= window.upper:
        return None
    return StaleFact(statement.best, passed=False, since=newest) if today - newest >= STALE_AFTER else None
