"""A dictionary from text to row numbers that costs a dozen bytes a key instead of a hundred.

Owns the table and its building. Only a key's hash is kept: the bucket it falls into and 32 bits more, so that
looking up an absent key finds something once in 10⁹ times. The hash is salted per process, so nobody can aim;
for the same reason a table never leaves its process.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from typing import Final, final

import numpy as np
import numpy.typing as npt

_TAG_BITS: Final = 32


@final
class KeyTable:
    """Text → the codes stored under it (small integers; what they mean is up to the owner)."""

    __slots__ = ("_codes", "_mask", "_starts", "_tags")

    def __init__(self, hashes: npt.NDArray[np.int64], codes: npt.NDArray[np.int32]) -> None:
        """``hashes``: one for each key, overwritten here; ``codes``: one for each hash."""
        bits = max(len(hashes), 1).bit_length()  # one to two buckets a key
        self._mask: Final = (1 << bits) - 1
        tags = (hashes >> _TAG_BITS).astype(np.int32)
        hashes &= self._mask
        buckets = hashes.astype(np.int32)
        order = np.argsort(buckets, kind="stable")
        # Not with bincount, which holds the GIL for as long as it counts.
        starts = np.searchsorted(buckets[order], np.arange(self._mask + 2, dtype=np.int32)).astype(np.int32)
        # Memoryviews yield plain ints, several times faster than numpy's scalars.
        self._starts: Final = starts.data
        self._tags: Final = tags[order].data
        self._codes: Final = codes[order].data

    def get(self, key: str) -> list[int]:
        """The codes under the key, in the order they were added."""
        hashed = hash(key)
        bucket = hashed & self._mask
        at, end = self._starts[bucket], self._starts[bucket + 1]
        tag = hashed >> _TAG_BITS
        while at < end:
            if self._tags[at] == tag:
                return [self._codes[i] for i in range(at, end) if self._tags[i] == tag]
            at += 1
        return []


@final
class KeyTableBuilder:
    """Collects keys until the table is built."""

    __slots__ = ("_codes", "_coming", "_hashes", "_keys")

    def __init__(self) -> None:
        self._hashes: array[int] = array("q")
        self._codes: array[int] = array("i")
        self._keys: list[str] = []
        self._coming: list[int] = []

    def add(self, keys: Collection[str], code: int) -> None:
        """One code under several keys."""
        if keys:
            self._keys += keys
            self._coming += [code] * len(keys)

    def extend(self, keys: Sequence[str], codes: Sequence[int]) -> None:
        """One code a key."""
        self._keys += keys
        self._coming += codes

    def settle(self) -> None:
        """Keep the hashes of what was added and drop the keys; called often, it keeps memory small."""
        self._hashes.fromlist(list(map(hash, self._keys)))
        self._codes.fromlist(self._coming)
        self._keys.clear()
        self._coming.clear()

    def build(self) -> KeyTable:
        """The table; the builder is emptied, so that its memory serves what is built next."""
        hashes, codes = self._hashes, self._codes
        self._hashes, self._codes = array("q"), array("i")
        if not hashes:  # numpy refuses to view an empty buffer
            return KeyTable(np.zeros(0, np.int64), np.zeros(0, np.int32))
        return KeyTable(np.frombuffer(hashes, np.int64), np.frombuffer(codes, np.int32))
