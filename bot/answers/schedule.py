"""What is due in a week: the dates of some titles that lead and are known to the day.

Owns which dates those are and their order. Which report leads is for rank.py. Refuses to know whose titles they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.answers.answer import Statement
from bot.answers.rank import make_section
from bot.facts.dates import find_instant
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.facts.report import Entity, Report
from bot.facts.scope import Scope
from bot.store import FactStore

DAYS = 7
_MOST_WORKS = 100
"""Titles whose dates are looked at: those whose dates come first."""
_MOST_LATER = 10
_YEAR = timedelta(days=365)
_DUE = tuple(relation.name for relation in RELATIONS.values() if relation.is_dated and relation.ahead)
_NEXT_EPISODE = "next episode"
_STATUS = "status"
_HELD = frozenset({"postponed", "cancelled", "on hiatus"})


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due on a day."""

    relation: Relation
    work: Entity
    scope: Scope
    report: Report
    """The leading report of its date."""
    day: date
    """In UTC."""
    at: datetime | None
    """The moment, where it is known."""
    held: str | None = None
    """How things stand by a report that is no older: "postponed"."""

    @property
    def order(self) -> tuple[object, ...]:
        """By day and time, what has no time last, then by title."""
        last = datetime.combine(self.day, time.max, UTC)
        return self.at or last, self.work.name.casefold(), self.scope.order, self.relation.name


@dataclass(frozen=True, slots=True)
class Schedule:
    """What is due in a week, in order."""

    begins: date
    due: tuple[Due, ...]
    later: Due | None = None
    """What comes next after the week, where nothing is due in it."""


async def find_schedule(store: FactStore, works: Iterable[int], today: date) -> Schedule:
    """What is due in the seven days from today, of works given by their ids."""
    ids = sorted(set(works))
    end = today + timedelta(days=DAYS - 1)
    due = await _find_due(store, ids, today, (today, end), _MOST_WORKS)
    after = end + timedelta(days=1), end + _YEAR
    later = [] if due else await _find_due(store, ids, today, after, _MOST_LATER)
    return Schedule(today, tuple(due), later[0] if later else None)


async def _find_due(
    store: FactStore, works: Sequence[int], today: date, span: tuple[date, date], most: int
) -> list[Due]:
    found: list[Due] = []
    for work in await store.find_dated_between(works, _DUE, *span, most):
        if work.kind is not Kind.WORK:
            continue
        reports = [
            report
            for relation in (*_DUE, _STATUS)
            for report in await store.find_reports(work.id, relation, of_episodes=True)
        ]
        found += _list_due(work, reports, today, span)
    return sorted(found, key=lambda due: due.order)


def _list_due(work: Entity, reports: Iterable[Report], today: date, span: tuple[date, date]) -> Iterator[Due]:
    groups: dict[tuple[str, Scope], list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.relation, report.scope].append(report)
    leading = {
        place: make_section(RELATIONS[place[0]], work, place[1], group, today).statements[0]
        for place, group in groups.items()
    }
    episodes = {
        statement.best.window.lower
        for (relation, _), statement in leading.items()
        if relation == _NEXT_EPISODE and statement.best.window is not None
    }
    for (relation, scope), statement in leading.items():
        window = statement.best.window
        if relation == _STATUS or window is None or window.lower != window.upper:
            continue
        # The next episode says of the same one at what time.
        told = scope.episode is not None and relation != _NEXT_EPISODE and window.lower in episodes
        if span[0] <= window.lower <= span[1] and not told:
            yield Due(
                RELATIONS[relation],
                work,
                scope,
                statement.best,
                window.lower,
                find_instant(statement.best.value),
                _find_held(leading, scope, statement.best),
            )


def _find_held(leading: dict[tuple[str, Scope], Statement], scope: Scope, dated: Report) -> str | None:
    for each in (scope, scope.without_pieces(), Scope()):
        statement = leading.get((_STATUS, each))
        if statement is not None:
            best = statement.best
            newer = best.published_on >= dated.published_on
            return best.value if newer and best.value in _HELD and not best.spoiler else None
    return None
