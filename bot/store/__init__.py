"""Where facts live: the SQLite schema, loading files into it, and reading reports out of it."""

from bot.store.articles import StoredPin
from bot.store.errors import BusyError, StalePlanError, StoreError
from bot.store.expected import Expectation, Expected, ExpectedAnswer
from bot.store.follows import MOST_FOLLOWS, About, Announcement, Follow, Headline, Leading
from bot.store.guilds import Guilds, GuildSettings
from bot.store.history import Change, History, Retraction, Step, Touch
from bot.store.journal import ChangeKind, StepKind
from bot.store.load import LoadPlan
from bot.store.objections import Filed, Objection, Place, Settled
from bot.store.outbox import Due, Letter
from bot.store.people import OwnData
from bot.store.review import Decision, Progress, Proposal, Review, State, count_progress, make_slug
from bot.store.store import FactStore, StoreStatus
from bot.store.unanswered import Asked, InVain, Waiting

__all__ = [
    "MOST_FOLLOWS",
    "About",
    "Announcement",
    "Asked",
    "BusyError",
    "Change",
    "ChangeKind",
    "Decision",
    "Due",
    "Expectation",
    "Expected",
    "ExpectedAnswer",
    "FactStore",
    "Filed",
    "Follow",
    "GuildSettings",
    "Guilds",
    "Headline",
    "History",
    "InVain",
    "Leading",
    "Letter",
    "LoadPlan",
    "Objection",
    "OwnData",
    "Place",
    "Progress",
    "Proposal",
    "Retraction",
    "Review",
    "Settled",
    "StalePlanError",
    "State",
    "Step",
    "StepKind",
    "StoreError",
    "StoreStatus",
    "StoredPin",
    "Touch",
    "Waiting",
    "count_progress",
    "make_slug",
]
