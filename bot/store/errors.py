"""What can go wrong with the store; each error has a message for whoever runs the bot."""


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class PassingError(StoreError):
    """What passes by itself: the same may be done in a moment. Nothing is changed or lost."""


class BusyError(PassingError):
    """Somebody else is writing."""


class LoadingError(BusyError):
    """A load is already under way."""


class StalePlanError(StoreError):
    """The plan no longer fits the store: something was loaded or approved since it was made."""


class FullError(StoreError):
    """The disk is full. Nothing is damaged, and reading goes on."""


class UnwritableError(StoreError):
    """The file can be read but not written."""


class DamagedError(StoreError):
    """The file does not hold what SQLite wrote to it."""


class ReplacedError(StoreError):
    """The file was deleted, or another put in its place, since it was opened."""


class UnreachableError(PassingError):
    """The server of the database does not answer."""


class DownError(UnreachableError):
    """The server of the database does not run, so that nobody uses it."""
