"""Where facts live: the SQLite schema, loading files into it, and reading reports out of it."""

from bot.store.errors import BusyError, StalePlanError, StoreError
from bot.store.history import Change, History, Retraction, Step
from bot.store.journal import ChangeKind, StepKind
from bot.store.load import LoadPlan
from bot.store.objections import Filed, Objection, Place, Settled
from bot.store.outbox import Due, Letter
from bot.store.reports import Entity, Pin, Report
from bot.store.review import Decision, Progress, Proposal, Review, State, count_progress, make_slug
from bot.store.store import FactStore, StoreStatus
from bot.store.unanswered import Asked, InVain, Waiting

__all__ = [
    "Asked",
    "BusyError",
    "Change",
    "ChangeKind",
    "Decision",
    "Due",
    "Entity",
    "FactStore",
    "Filed",
    "History",
    "InVain",
    "Letter",
    "LoadPlan",
    "Objection",
    "Pin",
    "Place",
    "Progress",
    "Proposal",
    "Report",
    "Retraction",
    "Review",
    "Settled",
    "StalePlanError",
    "State",
    "Step",
    "StepKind",
    "StoreError",
    "StoreStatus",
    "Waiting",
    "count_progress",
    "make_slug",
]
