"""How often somebody did something lately, in constant memory and without names.

Owns hashes keyed with this run's salt: nobody can read back what was counted, and a restart forgets it. Processes that
share a database tell each other what counts towards the limits of a day, and add it up each for itself.
Refuses to be exact for ever: the least recently used count goes first.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict

_MOST = 4096
_HASH_BYTES = 8


class RecentCounts:
    """Counts for each person of what they did."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._salt = secrets.token_bytes(16)
        self._counts: OrderedDict[bytes, int] = OrderedDict()

    def get(self, *done: object) -> int:
        """How often it has been counted."""
        return self._counts.get(self._key(done), 0)

    def add(self, *done: object) -> int:
        """Count it once more; returns the new count."""
        key = self._key(done)
        count = self._counts[key] = self._counts.pop(key, 0) + 1
        if len(self._counts) > self._most:
            self._counts.popitem(last=False)
        return count

    def _key(self, done: tuple[object, ...]) -> bytes:
        return hashlib.blake2b(repr(done).encode(), digest_size=_HASH_BYTES, key=self._salt).digest()
