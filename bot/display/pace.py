"""How often one person may have something done.

Owns the counts. Refuses to keep more of them than are under way: whose window has passed is forgotten. discord.py's
own CooldownMapping looks through everybody it knows at each count, which takes seconds once thousands ask at once.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands


class Pace:
    """At most ``times`` within ``seconds``, by Discord's clock, for each person or place."""

    def __init__(self, times: int, seconds: float) -> None:
        self._times = times
        self._seconds = seconds
        # When each window began and what was counted in it, the oldest window first.
        self._windows: OrderedDict[Hashable, tuple[float, int]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._windows)

    def count(self, who: Hashable, at: float) -> float:
        """Counts one more time; the seconds until there may be another, 0.0 if this one may be. ``at``: in seconds."""
        while self._windows and self._has_passed(next(iter(self._windows)), at):
            self._windows.popitem(last=False)
        if who in self._windows and self._has_passed(who, at):
            # Clocks differ a little: one that began later may stand before it.
            del self._windows[who]
        began, done = self._windows.get(who, (at, 0))
        if done >= self._times:
            return max(began + self._seconds - at, 0.001)
        self._windows[who] = (began, done + 1)
        return 0.0

    def check(self, interaction: discord.Interaction[Any]) -> None:
        """Counts one more time; CommandOnCooldown for who comes too often."""
        if wait := self.count(interaction.user.id, interaction.created_at.timestamp()):
            raise app_commands.CommandOnCooldown(app_commands.Cooldown(self._times, self._seconds), wait)

    def _has_passed(self, who: Hashable, at: float) -> bool:
        return self._windows[who][0] + self._seconds <= at
