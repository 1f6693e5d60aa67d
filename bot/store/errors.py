"""What can go wrong with the store; each error has a message for whoever runs the bot."""


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class BusyError(StoreError):
    """A load is already under way."""


class StalePlanError(StoreError):
    """The plan no longer fits the store: something was loaded or approved since it was made."""
