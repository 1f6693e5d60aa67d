"""Which names share letters with a misspelt one: trigram postings in plain integer arrays.

Owns the trigram index: from text to the rows that share most of its trigrams. Refuses to judge them;
a slip spoils three trigrams (a transposition four), so whoever is meant still shares the others
(q-gram lemma: Ukkonen 1992, "Approximate string-matching with q-grams and maximal matches"; rarest
grams first as in Sarawagi and Kirpal 2004, "Efficient set joins on similarity predicates").
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]

_BITS: Final = 6
_GRAMS: Final = 1 << (3 * _BITS)
_MOST_POSTINGS: Final = 400_000  # read for one query; rarest trigrams first
_FEWEST_GRAMS: Final = 5
_SPOILT_BY_TWO_SLIPS: Final = 7


def _letter_codes() -> npt.NDArray[np.int32]:
    """Bytes of UTF-8 text as 6-bit codes: 0 for the line end, then space, letters, digits, the rest folded."""
    codes = np.zeros(256, np.int32)
    for byte in range(256):
        letter = chr(byte)
        if letter == "\n":
            code = 0
        elif letter == " ":
            code = 1
        elif "a" <= letter <= "z":
            code = 2 + byte - ord("a")
        elif letter.isdigit() and letter.isascii():
            code = 28 + byte - ord("0")
        else:
            code = 38 + byte % 26
        codes[byte] = code
    return codes


_CODES: Final = _letter_codes()


def _grams(text: bytes) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """The trigram at each byte of ``text`` but the last two, and whether it lies within one line."""
    codes = _CODES[np.frombuffer(text, np.uint8)]
    first, second, third = codes[:-2], codes[1:-1], codes[2:]
    return (first << 2 * _BITS) | (second << _BITS) | third, (first > 0) & (second > 0) & (third > 0)


class GramIndex:
    """Rows by trigram. ``postings[starts[g]:starts[g+1]]`` are the rows that hold trigram g."""

    __slots__ = ("_postings", "_rows", "_starts")

    def __init__(self, chunks: list[tuple[int, list[str]]]) -> None:
        """``chunks``: (first row, folded texts of the rows from it on)."""
        counts = np.zeros(_GRAMS + 1, np.int32)
        for first, texts in chunks:
            grams, _ = self._of_chunk(first, texts)
            counts[1:] += np.bincount(grams, minlength=_GRAMS)
        self._starts: Final = np.cumsum(counts, dtype=np.int32)
        self._postings: Final = np.zeros(int(self._starts[-1]), np.int32)
        self._rows = 0
        ends = self._starts[:-1].copy()
        for first, texts in chunks:
            grams, rows = self._of_chunk(first, texts)
            held, begin, count = np.unique(grams, return_index=True, return_counts=True)
            self._postings[np.repeat(ends[held] - begin, count) + np.arange(len(grams))] = rows
            ends[held] += count
            self._rows = max(self._rows, first + len(texts))

    @staticmethod
    def _of_chunk(first: int, texts: list[str]) -> tuple[Ints, Ints]:
        """Distinct (trigram, row) pairs of a chunk, sorted."""
        joined = (" " + " \n ".join(texts) + " \n").encode()
        grams, within = _grams(joined)
        lines = np.cumsum(np.frombuffer(joined, np.uint8) == ord("\n"), dtype=np.int32)[:-2]
        pairs = np.unique((grams[within].astype(np.int64) << 32) | (lines[within] + first))
        return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)

    def near(self, folded: str, most: int) -> Ints:
        """At most ``most`` rows that share the largest number of trigrams with the folded text, best first."""
        grams, within = _grams(f" {folded} ".encode())
        grams = np.unique(grams[within])
        begins, ends = self._starts[grams], self._starts[grams + 1]
        sizes = ends - begins
        order = np.argsort(sizes)
        order = order[sizes[order] > 0]
        budget = np.cumsum(sizes[order])
        kept = order[: max(_FEWEST_GRAMS, int(np.searchsorted(budget, _MOST_POSTINGS)))]
        if not len(kept):
            return np.zeros(0, np.int32)
        shared = np.zeros(self._rows, np.uint8)
        for begin, end in zip(begins[kept].tolist(), ends[kept].tolist(), strict=True):
            shared[self._postings[begin:end]] += 1  # a row stands once in a posting, so none is lost
        floor = max(1, len(kept) - _SPOILT_BY_TWO_SLIPS)
        rows = np.flatnonzero(shared >= floor)
        counts = shared[rows]
        if len(rows) > most:
            best = np.argpartition(counts, len(rows) - most)[-most:]
            rows, counts = rows[best], counts[best]
        return rows[np.argsort(-counts.astype(np.int16), kind="stable")].astype(np.int32)
