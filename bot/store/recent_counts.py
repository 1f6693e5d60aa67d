"""How often somebody did something lately, in constant memory and without anybody's name.

Owns keyed hashes under a salt of this run: what was counted cannot be read back, and a restart forgets it.
Refuses to be exact for ever: the count that was touched least lately goes first.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict

_MOST = 4096
_HASH_BYTES = 8


class RecentCounts:
    """Counts of what was done, for each person who did it."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._salt = secrets.token_bytes(16)
        self._counts: OrderedDict[bytes, int] = OrderedDict()

    def get(self, *done: object) -> int:
        """How often it was counted."""
        return self._counts.get(self._key(done), 0)

    def add(self, *done: object) -> int:
        """Count it once more; how often that makes."""
        key = self._key(done)
        count = self._counts[key] = self._counts.pop(key, 0) + 1
        if len(self._counts) > self._most:
            self._counts.popitem(last=False)
        return count

    def _key(self, done: tuple[object, ...]) -> bytes:
        return hashlib.blake2b(repr(done).encode(), digest_size=_HASH_BYTES, key=self._salt).digest()
