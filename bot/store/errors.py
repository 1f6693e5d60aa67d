"""What can go wrong with the store, each error with a message for the person who runs the bot."""


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class BusyError(StoreError):
    """A load is under way already."""


class StalePlanError(StoreError):
    """The plan no longer fits the store: something was loaded or approved since it was made."""
