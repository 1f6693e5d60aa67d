"""Where facts live: the SQLite schema, loading files into it, and reading reports from it."""

from bot.store.address import Address, DatabaseUrl, exists
from bot.store.articles import StoredArticle, StoredConfirmation, StoredPin
from bot.store.backups import make_backup, restore_backup
from bot.store.complaints import Complaint, Filed, Place, Settled
from bot.store.drafts import DRAFTS_KEPT, Typed, word_typed
from bot.store.errors import (
    BusyError,
    DamagedError,
    DownError,
    FullError,
    LoadingError,
    PassingError,
    ReplacedError,
    StalePlanError,
    StoreError,
    UnreachableError,
    UnwritableError,
)
from bot.store.expected_answers import AnswerSummary, ExpectedAnswer, ExpectedAnswers
from bot.store.feeds import EntryState, Feed, NewEntry, WaitingEntry
from bot.store.follows import MOST_FOLLOWS, About, Announcement, Follow, LeadingValue, Snapshot
from bot.store.guild_settings import Guilds, GuildSettings
from bot.store.history import Change, History, Step, Touch
from bot.store.import_files import ImportFile
from bot.store.journal import ChangeKind, StepKind
from bot.store.load_files import LoadPlan
from bot.store.move_database import move_database
from bot.store.names import NamePair
from bot.store.outbox import Due, Letter
from bot.store.personal_data import WORDS_KEPT, OwnData, OwnWords
from bot.store.plan_changes import ArticleChange, NamesChange
from bot.store.plan_import import ImportPlan
from bot.store.processes import Mark, Process, ProcessView
from bot.store.reviews import (
    Decision,
    Progress,
    Proposal,
    Review,
    State,
    count_progress,
    digest_undecided,
    make_slug,
)
from bot.store.scratch import remove_left_folders, scratch_folder
from bot.store.single_facts import Retraction
from bot.store.store import FactStore, StoreStatus
from bot.store.unanswered import AskedQuestion, UnansweredQuestion, WaitOutcome

__all__ = [
    "DRAFTS_KEPT",
    "MOST_FOLLOWS",
    "WORDS_KEPT",
    "About",
    "Address",
    "Announcement",
    "AnswerSummary",
    "ArticleChange",
    "AskedQuestion",
    "BusyError",
    "Change",
    "ChangeKind",
    "Complaint",
    "DamagedError",
    "DatabaseUrl",
    "Decision",
    "DownError",
    "Due",
    "EntryState",
    "ExpectedAnswer",
    "ExpectedAnswers",
    "FactStore",
    "Feed",
    "Filed",
    "Follow",
    "FullError",
    "GuildSettings",
    "Guilds",
    "History",
    "ImportFile",
    "ImportPlan",
    "LeadingValue",
    "Letter",
    "LoadPlan",
    "LoadingError",
    "Mark",
    "NamePair",
    "NamesChange",
    "NewEntry",
    "OwnData",
    "OwnWords",
    "PassingError",
    "Place",
    "Process",
    "ProcessView",
    "Progress",
    "Proposal",
    "ReplacedError",
    "Retraction",
    "Review",
    "Settled",
    "Snapshot",
    "StalePlanError",
    "State",
    "Step",
    "StepKind",
    "StoreError",
    "StoreStatus",
    "StoredArticle",
    "StoredConfirmation",
    "StoredPin",
    "Touch",
    "Typed",
    "UnansweredQuestion",
    "UnreachableError",
    "UnwritableError",
    "WaitOutcome",
    "WaitingEntry",
    "count_progress",
    "digest_undecided",
    "exists",
    "make_backup",
    "make_slug",
    "move_database",
    "remove_left_folders",
    "restore_backup",
    "scratch_folder",
    "word_typed",
]
