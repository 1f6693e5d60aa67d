"""A dictionary from text to row numbers that costs twelve bytes a key instead of a hundred.

Owns the table and its building. Keys are held as their 64-bit hashes alone: two texts share one with
a chance below one in 10⁷ at 10⁶ keys, and the hash is salted in each process, so nobody can aim.
Refuses to leave the process for the same reason.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import Final

import numpy as np


class KeyTable:
    """Text → the codes that were stored under it (small integers; what they mean is the owner's)."""

    __slots__ = ("_codes", "_hashes", "_mask", "_starts")

    def __init__(self, hashes: array[int], codes: array[int]) -> None:
        """``hashes``: array("q") of hash(key); ``codes``: array("i") of the same length."""
        bits = max(len(hashes), 1).bit_length()  # one to two buckets a key
        self._mask: Final = (1 << bits) - 1
        hashed = np.frombuffer(hashes, np.int64) if hashes else np.zeros(0, np.int64)
        coded = np.frombuffer(codes, np.int32) if codes else np.zeros(0, np.int32)
        buckets = (hashed & self._mask).astype(np.int32)
        order = np.argsort(buckets, kind="stable")
        starts = np.zeros(self._mask + 2, np.int32)
        np.cumsum(np.bincount(buckets, minlength=self._mask + 1), out=starts[1:])
        # memoryviews hand out plain ints, several times faster than numpy's scalars.
        self._starts: Final = memoryview(starts)
        self._hashes: Final = memoryview(hashed[order])
        self._codes: Final = memoryview(coded[order])

    def get(self, key: str) -> list[int]:
        """The codes under the key, in the order in which they were added."""
        hashed = hash(key)
        bucket = hashed & self._mask
        at, end = self._starts[bucket], self._starts[bucket + 1]
        if at == end:
            return []
        return [self._codes[i] for i in range(at, end) if self._hashes[i] == hashed]


class KeyTableBuilder:
    """Collects keys until the table is built."""

    __slots__ = ("_codes", "_hashes")

    def __init__(self) -> None:
        self._hashes: array[int] = array("q")
        self._codes: array[int] = array("i")

    def add(self, key: str, code: int) -> None:
        self._hashes.append(hash(key))
        self._codes.append(code)

    def add_all(self, keys: Iterable[str], codes: Iterable[int]) -> None:
        self._hashes.extend(map(hash, keys))
        self._codes.extend(codes)

    def build(self) -> KeyTable:
        """The table; the builder is empty afterwards, so that its memory serves what is built next."""
        table = KeyTable(self._hashes, self._codes)
        self._hashes, self._codes = array("q"), array("i")
        return table
