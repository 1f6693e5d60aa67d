"""How long everything takes among processes that share a bot's shards.

Owns the numbers, and what follows from them. A process that has not heard from the database for ``fence`` stops serving.
The database forgets a process that it has not heard from for ``forgotten_after``, and nobody takes a shard that was not
given back before it has seen it free for ``seen_free``: both longer, so that no two processes serve one shard, as
long as their clocks run alike. One that stood still drops what it finds in its connections afterwards; only if its clock
stood still too, as in a paused virtual machine, it serves on until its next look, a moment later.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds."""

    look_every: float = 3.0
    """Between two looks at who has what; a fifth more or less, so that not all look at once."""
    fence: float = 15.0
    forgotten_after: float = 18.0
    seen_free: float = 17.0
    left_over: float = 10.0
    """How much longer a shard is free before a process with its fair share takes it as well."""
    give_every: float = 10.0
    """Between two shards that a process with more than its fair share gives to others."""
    identify_every: float = 5.5
    """Discord's five seconds between two in one bucket, and how long one may be on its way longer than another.
    https://discord.com/developers/docs/events/gateway#rate-limiting"""
    reconnect_at_most: float = 2.0
    """Between two tries to reach the database again."""


TIMES = Times()
