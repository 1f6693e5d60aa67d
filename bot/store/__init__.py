"""Where facts live: the SQLite schema, loading files into it, and reading reports out of it."""

from bot.store.errors import BusyError, StalePlanError, StoreError
from bot.store.load import LoadPlan
from bot.store.outbox import Due, Letter
from bot.store.reports import Entity, Report
from bot.store.review import Decision, Progress, Proposal, Review, State, count_progress, make_slug
from bot.store.store import FactStore, StoreStatus

__all__ = [
    "BusyError",
    "Decision",
    "Due",
    "Entity",
    "FactStore",
    "Letter",
    "LoadPlan",
    "Progress",
    "Proposal",
    "Report",
    "Review",
    "StalePlanError",
    "State",
    "StoreError",
    "StoreStatus",
    "count_progress",
    "make_slug",
]
