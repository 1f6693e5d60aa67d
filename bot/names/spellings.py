"""Every stored spelling and the tables to look it up by.

Owns the rows (one a spelling: entity, kind, name, folded name) and the tables over them: by folded
spelling, by Korean sound, by letters that one slip leaves, by trigrams, by the beginnings of words.
Refuses to decide anything: each look-up hands back rows, and match and complete judge them.

The tables are integer arrays and two byte strings rather than Python objects, which keeps a million
names under 200 MB, lets them be built a slice at a time, and gives the garbage collector nothing to
walk through.
"""

from __future__ import annotations

import enum
from array import array
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from bot.facts.model import Kind
from bot.names.fold import fold_all
from bot.names.grams import GramIndex
from bot.names.keys import KeyTable, KeyTableBuilder
from bot.names.model import NameEntry
from bot.names.romanise import readings, sound_keys
from bot.names.titles import initials, short_forms, title_forms

KINDS: Final = tuple(Kind)
_KIND_CODES: Final = {kind: code for code, kind in enumerate(KINDS)}
PEOPLE: Final = frozenset({Kind.PERSON, Kind.CHARACTER})

_SLICE: Final = 1000  # names folded and indexed at a time
_ROW_BITS: Final = 27
_ROW_MASK: Final = (1 << _ROW_BITS) - 1
SHORT: Final = 7
"""Up to so many letters a slip may spoil every trigram; shorter names are found by deletions instead."""


class Form(enum.IntEnum):
    """How a key of the spelling table came from a name, best evidence first."""

    SPELLING = 0
    TITLE = 1
    PART = 2
    INITIALS = 3


def squash(folded: str) -> str:
    """A folded spelling without its spaces: "jae gyu", "jaegyu" and "jae-gyu" are one."""
    return folded.replace(" ", "")


def deletions(squashed: str) -> set[str]:
    """The text and all that one dropped letter leaves of it. Two texts one slip apart (a letter dropped,
    added, changed, or two swapped) share one of them (SymSpell: Garbe 2012; Mor and Fraenkel 1982)."""
    return {squashed} | {squashed[:at] + squashed[at + 1 :] for at in range(len(squashed))}


class Texts:
    """Many short texts in one byte string."""

    __slots__ = ("_bytes", "_ends", "starts")

    def __init__(self, pieces: list[bytes], lengths: array[int]) -> None:
        self._bytes: Final = b"".join(pieces)
        starts = np.zeros(len(lengths) + 1, np.int32)
        np.cumsum(np.frombuffer(lengths, np.int32) if lengths else np.zeros(0, np.int32), out=starts[1:])
        self.starts: Final = starts
        self._ends: Final = memoryview(starts)

    def __getitem__(self, row: int) -> str:
        return self._bytes[self._ends[row] : self._ends[row + 1]].decode()

    def raw(self, row: int, offset: int, most: int) -> bytes:
        """At most ``most`` bytes of a text from the offset on."""
        begin = self._ends[row] + offset
        return self._bytes[begin : min(begin + most, self._ends[row + 1])]

    def joined(self) -> bytes:
        return self._bytes


class _TextsBuilder:
    __slots__ = ("_lengths", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._lengths: array[int] = array("i")

    def extend(self, texts: list[str]) -> None:
        encoded = [text.encode("utf-8", "replace") for text in texts]
        self._pieces.append(b"".join(encoded))
        self._lengths.extend(map(len, encoded))

    def build(self) -> Texts:
        return Texts(self._pieces, self._lengths)


class Spellings:
    """Rows and tables; immutable once built."""

    __slots__ = (
        "_by_form", "_by_slip", "_by_sound", "_canonical_rows", "_entities", "_grams", "_kinds",
        "folded", "longest", "names", "word_starts",
    )  # fmt: skip

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        names, folded = _TextsBuilder(), _TextsBuilder()
        forms, sounds, slips = KeyTableBuilder(), KeyTableBuilder(), KeyTableBuilder()
        entities: array[int] = array("q")
        kinds = bytearray()
        canonical = bytearray()
        self.longest: int = 1
        chunks: list[tuple[int, list[str]]] = []
        for part in _slices(entries, _SLICE):
            first = len(kinds)
            texts = fold_all([entry.name for entry in part])
            names.extend([entry.name for entry in part])
            folded.extend(texts)
            entities.extend(entry.entity for entry in part)
            kinds.extend(_KIND_CODES[entry.kind] for entry in part)
            canonical.extend(entry.canonical for entry in part)
            self.longest = max(self.longest, *(text.count(" ") + 1 for text in texts))
            squashed = [squash(text) for text in texts]
            forms.add_all(squashed, range(first, first + len(part)))
            for row, (entry, text, letters) in enumerate(zip(part, texts, squashed, strict=True), first):
                if entry.kind is Kind.WORK:
                    _add_title(forms, entry.name, text, row)
                elif entry.kind in PEOPLE:
                    for key in {key for reading in readings(text) for key in sound_keys(reading)}:
                        sounds.add(key, row)
                if len(letters) <= SHORT:
                    for left in deletions(letters):
                        slips.add(left, row)
            chunks.append((first, texts))
        self.names: Final = names.build()
        self.folded: Final = folded.build()
        self._by_form: Final = forms.build()
        self._by_sound: Final = sounds.build()
        self._by_slip: Final = slips.build()
        self._grams: Final = GramIndex(chunks)
        self._entities: Final = memoryview(entities)
        self._kinds: Final = bytes(kinds)
        self._canonical_rows: Final = memoryview(_canonical_rows(entities, canonical))
        self.word_starts: Final = WordStarts(self.folded)

    def __len__(self) -> int:
        return len(self._kinds)

    def entity(self, row: int) -> int:
        return self._entities[row]

    def kind(self, row: int) -> Kind:
        return KINDS[self._kinds[row]]

    def kind_codes(self) -> npt.NDArray[np.uint8]:
        """The code of each row's kind: its place in KINDS."""
        return np.frombuffer(self._kinds, np.uint8)

    def canonical_row(self, row: int) -> int:
        """The row of the canonical spelling of this row's entity; itself if the entity has none."""
        return self._canonical_rows[row]

    def spelled(self, squashed: str) -> list[tuple[Form, int]]:
        """Rows with this spelling, spaces aside, as a whole or in a shortened form."""
        return [(Form(code >> _ROW_BITS), code & _ROW_MASK) for code in self._by_form.get(squashed)]

    def sounding(self, key: str) -> list[int]:
        """Rows of people with this sound key."""
        return self._by_sound.get(key)

    def one_slip_short(self, squashed: str) -> set[int]:
        """Rows of at most ``SHORT`` letters that may be one slip from this text."""
        if len(squashed) > SHORT + 1:
            return set()
        return {row for left in deletions(squashed) for row in self._by_slip.get(left)}

    def near(self, folded: str, most: int) -> list[int]:
        """Rows that share the most trigrams with this folded text, best first."""
        return self._grams.near(folded, most).tolist() if len(self) else []


def _slices(entries: Iterable[NameEntry], size: int) -> Iterator[list[NameEntry]]:
    remaining = iter(entries)
    while part := list(islice(remaining, size)):
        yield part


def _add_title(forms: KeyTableBuilder, name: str, folded: str, row: int) -> None:
    for form in title_forms(name, folded):
        forms.add(squash(form), Form.TITLE << _ROW_BITS | row)
    for form in short_forms(name, folded):
        forms.add(squash(form), Form.PART << _ROW_BITS | row)
    for form in initials(folded):
        forms.add(form, Form.INITIALS << _ROW_BITS | row)


def _canonical_rows(entities: array[int], canonical: bytearray) -> npt.NDArray[np.int32]:
    rows = np.arange(len(entities), dtype=np.int32)
    if not len(rows):
        return rows
    entity = np.frombuffer(entities, np.int64)
    own = np.flatnonzero(np.frombuffer(canonical, np.uint8)).astype(np.int32)
    if not len(own):
        return rows
    own = own[np.argsort(entity[own], kind="stable")]
    at = np.searchsorted(entity[own], entity)
    found = own[np.minimum(at, len(own) - 1)]
    return np.where(entity[found] == entity, found, rows)


class WordStarts:
    """Rows in the alphabetical order of their names, and of what follows each later word's beginning:
    a suffix array (Manber and Myers 1993) over word beginnings alone, compared by sixteen bytes."""

    __slots__ = ("_later_offsets", "_later_rows", "_rows", "_texts")

    COMPARED: Final = 16

    def __init__(self, texts: Texts) -> None:
        self._texts: Final = texts
        joined = np.frombuffer(texts.joined() + bytes(self.COMPARED), np.uint8)
        begins = texts.starts[:-1]
        order = self._sorted(joined, begins, texts.starts[1:])
        self._rows: Final = memoryview(order)
        spaces = np.flatnonzero(joined == ord(" ")).astype(np.int32)
        rows = (np.searchsorted(texts.starts, spaces, side="right") - 1).astype(np.int32)
        order = self._sorted(joined, spaces + 1, texts.starts[rows + 1])
        self._later_rows: Final = memoryview(rows[order])
        self._later_offsets: Final = memoryview((spaces - texts.starts[rows] + 1)[order].astype(np.int32))

    def _sorted(self, joined: npt.NDArray[np.uint8], begins: npt.NDArray[np.int32], ends: npt.NDArray[np.int32]
                ) -> npt.NDArray[np.int32]:  # fmt: skip
        halves: list[npt.NDArray[np.uint64]] = []
        for skipped in (0, 8):
            packed = np.zeros(len(begins), np.uint64)
            for at in range(skipped, skipped + 8):
                places = begins + at
                letters = np.where(places < ends, joined[np.minimum(places, len(joined) - 1)], 0)
                packed = (packed << np.uint64(8)) | letters.astype(np.uint64)
            halves.append(packed)
        return np.lexsort((halves[1], halves[0])).astype(np.int32)

    def beginning(self, prefix: str) -> tuple[memoryview, memoryview]:
        """Rows whose name begins with the prefix, and rows one of whose later words does, both in
        alphabetical order. Prefixes beyond sixteen bytes are compared by their first sixteen."""
        wanted = prefix.encode()[: self.COMPARED]
        last = wanted + b"\xff" * (self.COMPARED - len(wanted))
        whole = self._rows[self._place(self._whole, len(self._rows), wanted) : self._place(self._whole, len(self._rows), last)]
        later = self._later_rows[
            self._place(self._later, len(self._later_rows), wanted) : self._place(self._later, len(self._later_rows), last)
        ]
        return whole, later

    def _whole(self, at: int) -> bytes:
        return self._texts.raw(self._rows[at], 0, self.COMPARED)

    def _later(self, at: int) -> bytes:
        return self._texts.raw(self._later_rows[at], self._later_offsets[at], self.COMPARED)

    @staticmethod
    def _place(key, count: int, wanted: bytes) -> int:
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            if key(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


def kind_mask(kinds: Collection[Kind]) -> int:
    """A set of kinds as bits."""
    return sum(1 << _KIND_CODES[kind] for kind in set(kinds))
