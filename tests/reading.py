"""Reading the store the way tests want it: everything of one relation."""

from __future__ import annotations

from bot.facts.report import Report
from bot.store import FactStore


async def reports_of(store: FactStore, relation: str) -> list[Report]:
    """Every report of a relation, whatever it is about."""
    subjects = await store.find_subjects_of(relation, None, 1000)
    return [report for subject in subjects for report in await store.find_reports(subject.id, relation)]
