"""Which names share letters with a misspelt one: trigram postings in plain integer arrays.

Owns the trigram index: from a text to the rows that share most of its trigrams. Refuses to judge them. A
slip spoils three trigrams, a transposition four, so whoever is meant still shares the others (q-gram lemma:
Ukkonen 1992, "Approximate string-matching with q-grams and maximal matches"); the rarest are read first
(Sarawagi and Kirpal 2004, "Efficient set joins on similarity predicates").
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

_BITS: Final = 6
_GRAMS: Final = 1 << (3 * _BITS)
_ROWS_AT_ONCE: Final = 2048
_LOCAL_BITS: Final = 11  # of a row within a chunk: gram and row fit into 31 bits, which numpy sorts fastest
_MOST_POSTINGS: Final = 250_000  # read for one query; rarest trigrams first
_FEWEST_GRAMS: Final = 5
_SPOILT_BY_TWO_SLIPS: Final = 7
_RANKS: Final = 64
_END: Final = ord("\n")


def _letter_codes() -> Ints:
    """Bytes of UTF-8 as 6-bit codes: 1 for a space or the end of a text, then letters, digits, the rest folded."""
    codes = 38 + np.arange(256, dtype=np.int32) % 26
    codes[[_END, ord(" ")]] = 1
    codes[ord("a") : ord("z") + 1] = np.arange(2, 28)
    codes[ord("0") : ord("9") + 1] = np.arange(28, 38)
    return codes


_CODES: Final = _letter_codes()


def _grams(text: Bytes) -> Ints:
    """The trigram at each byte except the last two."""
    codes = _CODES[text]
    return (codes[:-2] << 2 * _BITS) | (codes[1:-1] << _BITS) | codes[2:]


@final
class GramIndex:
    """Rows by trigram: ``postings[starts[g]:starts[g + 1]]`` are the rows that hold trigram g, ascending."""

    __slots__ = ("_lengths", "_postings", "_rows", "_starts")

    def __init__(self, texts: Bytes, starts: Ints, breathe: Callable[[], None]) -> None:
        """``texts``: folded texts, each ended by a line feed; ``starts``: where each begins, and where the
        last ends (rows + 1 of them); ``breathe`` is called between pieces of work of about a millisecond."""
        self._rows: Final = len(starts) - 1
        self._lengths: Final = np.minimum(np.diff(starts) - 1, 255).astype(np.uint8)
        counts = np.zeros(_GRAMS + 1, np.int32)
        for first in range(0, self._rows, _ROWS_AT_ONCE):
            held, _, count = self._of_chunk(texts, starts, first)
            counts[held + 1] += count
            breathe()
        self._starts: Final = np.cumsum(counts, dtype=np.int32)
        self._postings: Final = np.zeros(int(self._starts[-1]), np.int32)
        ends = self._starts[:-1].copy()
        for first in range(0, self._rows, _ROWS_AT_ONCE):
            held, rows, count = self._of_chunk(texts, starts, first)
            begins = np.cumsum(count) - count
            self._postings[np.repeat(ends[held] - begins, count) + np.arange(len(rows))] = rows
            ends[held] += count
            breathe()

    @staticmethod
    def _of_chunk(texts: Bytes, starts: Ints, first: int) -> tuple[Ints, Ints, Ints]:
        """For a chunk of rows from ``first`` on: its distinct trigrams, ascending, the rows of each in turn, and
        how many rows each has."""
        bounds = starts[first : first + _ROWS_AT_ONCE + 1]
        # The line feed before a text marks its beginning and the one after it its end; only a trigram
        # with one in its middle would span two texts.
        piece = texts[bounds[0] : bounds[-1]]
        padded = np.concatenate((np.array([_END], np.uint8), piece))
        rows = np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(bounds))
        pairs = ((_grams(padded) << _LOCAL_BITS) | rows[: len(padded) - 2])[padded[1:-1] != _END]
        pairs.sort()
        distinct = np.ones(len(pairs), np.bool_)
        distinct[1:] = pairs[1:] != pairs[:-1]
        pairs = pairs[distinct]
        grams = pairs >> _LOCAL_BITS
        changes = np.flatnonzero(np.diff(grams, prepend=-1))
        count = np.diff(changes, append=len(grams)).astype(np.int32)
        return grams[changes], (pairs & ((1 << _LOCAL_BITS) - 1)) + np.int32(first), count

    def near(self, folded: str, most: int) -> list[int]:
        """At most ``most`` rows that share the most trigrams with the folded text, best first."""
        wanted = np.unique(_grams(np.frombuffer(f"\n{folded}\n".encode(), np.uint8)))
        begins = self._starts[wanted]
        sizes = self._starts[wanted + 1] - begins
        order = np.argsort(sizes)
        order = order[sizes[order] > 0]
        within = int(np.searchsorted(np.cumsum(sizes[order]), _MOST_POSTINGS))
        kept = order[: max(_FEWEST_GRAMS, within)]
        if not len(kept):
            return []
        shared = np.zeros(self._rows, np.uint8)
        for begin, size in zip(begins[kept].tolist(), sizes[kept].tolist(), strict=True):
            shared[self._postings[begin : begin + size]] += 1  # once per row: no count is lost
        floor = max(1, len(kept) - _SPOILT_BY_TWO_SLIPS)
        rows = np.flatnonzero(shared >= floor)
        # Of two that share equally many, the nearer in length has fewer other trigrams.
        unlike = np.abs(self._lengths[rows].astype(np.int32) - len(folded.encode()))
        rank = np.minimum(unlike, _RANKS - 1) - _RANKS * shared[rows].astype(np.int32)
        if len(rows) > most:
            best = np.argpartition(rank, most)[:most]
            rows, rank = rows[best], rank[best]
        best_first: list[int] = rows[np.argsort(rank, kind="stable")].tolist()
        return best_first
