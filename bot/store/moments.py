"""Moments as the database keeps them: ISO 8601, in UTC, to the second, so that their order is that of their text."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """A moment as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def now() -> str:
    """This moment as text."""
    return iso(datetime.now(UTC))
