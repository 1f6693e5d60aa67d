"""What the processes on one database see of each other.

Owns these values; leases.py reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Process:
    """A process that is there."""

    name: str
    """Its machine and its number there."""
    shards: tuple[int, ...]
    latency_ms: int | None
    """Of its slowest shard; None while it has none that is connected."""
    leads: bool
    """Whether it does what one process does for all."""
    is_this: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """That a shard was claimed, and not given back since."""

    total: int
    """Among how many shards."""
    claim: str
    """Another one with each claim."""


@dataclass(frozen=True, slots=True)
class ProcessView:
    """Who has what at one moment."""

    processes: tuple[Process, ...]
    """By their names."""
    wanted: int
    """How many shards other processes want beside those that they have."""
    marks: Mapping[int, Mark]
    """Of shards that are served, or were when their process was cut off."""
