"""News: which values lead about a subject, and what has changed since that was last told.

Owns the snapshots of what leads, and their comparison. Both are pure. Refuses reports that stand beneath a better
one: what does not lead is no news, and nor is one more report of the same value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.answer import Statement
from bot.answers.fact_words import word_value
from bot.answers.rank import make_section
from bot.answers.report_words import word_source
from bot.facts.relations import RELATIONS, Relation
from bot.facts.report import Entity, Report
from bot.facts.scope import Scope
from bot.store import About, LeadingValue, Snapshot

_ABOUT: Mapping[About, frozenset[str]] = {
    About.RELEASE: frozenset({"release date", "renewal date", "filming date"}),
    About.CAST: frozenset({"cast member"}),
    About.ANYTHING: frozenset(RELATIONS),
}


@dataclass(frozen=True, slots=True)
class News:
    """What has changed in one relation, of a season, part or episode or the whole, since it was last told."""

    relation: Relation
    scope: Scope
    before: tuple[LeadingValue, ...]
    """Every value that led."""
    after: tuple[LeadingValue, ...]
    """Every value that leads."""
    gone: tuple[LeadingValue, ...]
    """Values that no longer lead."""
    come: tuple[LeadingValue, ...]
    """Values that newly lead."""
    firmer: tuple[tuple[LeadingValue, LeadingValue], ...] = ()
    """Values that still lead, but more certainly: before and after."""


def gives_away(news: News) -> bool:
    """Whether telling it would tell a spoiler."""
    told = (*news.before, *news.after) if news.relation.one_value else (*news.come, *news.gone)
    return any(value.spoiler for value in (*told, *(after for _, after in news.firmer)))


def covers(about: About, relation: str) -> bool:
    """Whether a follow of this sort covers a relation."""
    return relation in _ABOUT[about]


def take_snapshots(reports: Iterable[Report], subject: Entity, today: date) -> frozenset[Snapshot]:
    """What leads among the reports of one subject."""
    groups: dict[tuple[str, Scope], list[Report]] = defaultdict(list)
    for report in reports:
        groups[report.relation, report.scope].append(report)
    snapshots = set()
    for (name, scope), group in groups.items():
        if name not in RELATIONS:
            continue
        section = make_section(RELATIONS[name], subject, scope, group, today)
        values = tuple(
            LeadingValue(
                words=word_value(section, statement),
                spellings=_spellings(statement),
                named=statement.best.named.id if statement.best.named else None,
                certainty=statement.best.certainty,
                source=word_source(statement.best),
                url=statement.best.url,
                spoiler=any(report.spoiler for report in statement.reports),
            )
            for statement in section.statements
            if statement.leads
        )
        snapshots.add(Snapshot(relation=name, scope=scope, values=values))
    return frozenset(snapshots)


def sort_snapshots(snapshots: Iterable[Snapshot], about: About) -> list[Snapshot]:
    """Those that a follow covers, in the order of the vocabulary, then by season, part and episode."""
    return [
        Snapshot(relation=relation, scope=scope, values=values)
        for (relation, scope), values in _sorted(_by_place(snapshots))
        if covers(about, relation)
    ]


def find_news(before: Iterable[Snapshot], after: Iterable[Snapshot]) -> tuple[News, ...]:
    """What has changed between two looks at one subject, in the order of the vocabulary, then by season, part and episode."""
    old, new = _by_place(before), _by_place(after)
    news = []
    for (relation, scope), _ in _sorted({**old, **new}):
        was, is_now = old.get((relation, scope), ()), new.get((relation, scope), ())
        gone = tuple(value for value in was if _find_same(value, is_now) is None)
        come = tuple(value for value in is_now if _find_same(value, was) is None)
        pairs = ((_find_same(value, was), value) for value in is_now)
        firmer = tuple(
            (other, value)
            for other, value in pairs
            if other is not None and value.certainty.rank < other.certainty.rank
        )
        if gone or come or firmer:
            news.append(News(RELATIONS[relation], scope, was, is_now, gone, come, firmer))
    return tuple(news)


_Places = dict[tuple[str, Scope], tuple[LeadingValue, ...]]
"""Values by relation, and what of the subject they are about."""


def _by_place(snapshots: Iterable[Snapshot]) -> _Places:
    """The values by their places; where two titles turned out to be one, those of both."""
    places: _Places = {}
    for each in snapshots:
        place = each.relation, each.scope
        places[place] = (*places.get(place, ()), *each.values)
    return places


def _sorted(places: _Places) -> list[tuple[tuple[str, Scope], tuple[LeadingValue, ...]]]:
    """In the order of the vocabulary, then by season; relations it no longer has cannot be worded."""
    order = {name: at for at, name in enumerate(RELATIONS)}
    known = [item for item in places.items() if item[0][0] in order]
    return sorted(known, key=lambda item: (order[item[0][0]], item[0][1].order))


def _spellings(statement: Statement) -> tuple[str, ...]:
    return tuple(sorted({report.value.casefold() for report in statement.reports}))


def _find_same(value: LeadingValue, among: Sequence[LeadingValue]) -> LeadingValue | None:
    """The same value, by name or by a spelling: two names may have turned out to be one since."""
    for other in among:
        if value.named is not None and value.named == other.named:
            return other
        if not set(value.spellings).isdisjoint(other.spellings):
            return other
    return None
