"""Importing: what documents of services bring, what it would change, and the load that it becomes.

Owns the way from what was read to a plan, and the effect of each of its facts by the rule that answers follow. Refuses
to read documents and to fetch them, which is the business of ``bot/imports``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.effect_of_report import Effect, EffectKind, find_effect
from bot.answers.report_words import word_fact, word_reported, word_source
from bot.facts.model import Article, Fact
from bot.facts.report import Report
from bot.imports.imported import Imported
from bot.store import FactStore, ImportPlan

_WORDS = {
    EffectKind.NEW: "new",
    EffectKind.ADDS: "adds",
    EffectKind.CONFIRMS: "confirms",
    EffectKind.STRENGTHENS: "makes surer",
    EffectKind.DETAILS: "details",
    EffectKind.REPLACES: "replaces",
    EffectKind.BENEATH: "stands beneath",
    EffectKind.EARLIER: "is older than",
    EffectKind.DISPUTES: "contradicts",
}
_BESIDE = frozenset({EffectKind.NEW, EffectKind.ADDS, EffectKind.CONFIRMS, EffectKind.DETAILS})
"""What leaves standing whatever is known."""


@dataclass(frozen=True, slots=True)
class ImportedFact:
    """A fact that an import brings, and what it does to what is known."""

    report: Report
    effect: Effect

    @property
    def changes_known(self) -> bool:
        """Whether it bears on what is known already, rather than standing beside it."""
        return self.effect.kind not in _BESIDE


async def plan_shows(store: FactStore, shows: Sequence[Imported]) -> ImportPlan:
    """What importing some shows would change."""
    names = [show.names for show in shows if show.names is not None]
    return await store.plan_import([show.file for show in shows], names)


async def find_imported_facts(
    store: FactStore, stated: Sequence[tuple[Article, Fact]], today: date
) -> list[ImportedFact]:
    """What facts do to what is known, those first that bear on it."""
    found = []
    for article, fact in stated:
        report = await store.reviews.make_report(fact, article)
        known = await store.find_reports(report.subject.id, fact.relation) if report.subject.id > 0 else []
        found.append(ImportedFact(report, find_effect(report, known, today)))
    return sorted(found, key=lambda each: not each.changes_known)


def word_left_out(shows: Sequence[Imported], plan: ImportPlan) -> list[str]:
    """What an import leaves out, a line for each kind, the most frequent first."""
    kinds: Counter[str] = Counter()
    for show in shows:
        kinds.update(dict(show.left_out))
    return [f"{count} × {why}" for why, count in kinds.most_common()] + list(plan.passed_over)


def word_imported_fact(each: ImportedFact) -> str:
    """A fact and its effect on a line: "stands beneath 2027 (Official …): X is due in 2026."."""
    words = _WORDS[each.effect.kind]
    if each.changes_known and each.effect.known:
        against = each.effect.known[0]
        words += f" {word_reported(against)} ({word_source(against)})"
    return f"{words}: {word_fact(each.report)}"
