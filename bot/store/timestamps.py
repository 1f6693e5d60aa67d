"""Timestamps as the database keeps them: ISO 8601, in UTC, to the second, so that they sort as text."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(at: datetime) -> str:
    """A time as text."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def now() -> str:
    """The current time, as text."""
    return iso(datetime.now(UTC))
