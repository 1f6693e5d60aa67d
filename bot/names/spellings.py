"""Every stored spelling and the tables to look it up by.

Owns the rows (one a spelling: entity, kind, name, folded name) and the tables over them: by folded
spelling, by Korean sound, by the letters that one slip leaves, by trigrams, by the beginnings of words.
Refuses to decide anything: each look-up returns rows for match and complete to judge.

The tables are integer arrays and two byte strings rather than Python objects, which keeps a million
names under 200 MB, lets them be built a slice at a time, and gives the garbage collector nothing to
walk through.
"""

from __future__ import annotations

import ctypes
import enum
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, final

import numpy as np
import numpy.typing as npt

from bot.facts.model import Kind
from bot.names.compact_dictionary import KeyTableBuilder
from bot.names.fold import fold_all
from bot.names.model import LONGEST_NAME, NameEntry
from bot.names.romanise import sound_keys
from bot.names.title_variants import ARTICLES, initials, short_forms, title_forms, without_article
from bot.names.trigrams import GramIndex

Ints = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]

KINDS: Final = tuple(Kind)
_KIND_CODES: Final = {kind: code for code, kind in enumerate(KINDS)}
PEOPLE: Final = frozenset({Kind.PERSON, Kind.CHARACTER})

_END: Final = ord("\n")
_MOST_ADDED: Final = 3  # letters that slips may add
_ROWS_AT_ONCE: Final = 16384
_MANY: Final = 10_000
_SLICE: Final = 250  # names folded and indexed at a time
_ENDS_MASK: Final = (1 << 20) - 1  # words that begin or close a person's name, by their hashes
_BEGINS: Final = 1
_CLOSES: Final = 2
_OPENS: Final = 4  # two words that begin a name other than a person's
_ROW_BITS: Final = 27
_ROW_MASK: Final = (1 << _ROW_BITS) - 1
SHORT: Final = 7
"""With this many letters or fewer a slip may spoil every trigram; such names are found by deletions instead."""


class SpellingForm(enum.IntEnum):
    """How a key of the spelling table came from a name, best evidence first."""

    SPELLING = 0
    TITLE = 1
    PART = 2
    INITIALS = 3


_FORMS: Final = tuple(SpellingForm)  # by number; looking one up by value is ten times slower


def squash(folded: str) -> str:
    """A folded spelling without its spaces: "jae gyu", "jaegyu" and "jae-gyu" are one."""
    return folded.replace(" ", "")


def orders(folded: str) -> list[str]:
    """A name with its first word last, and with its last word first: the only other orders there are."""
    first, _, rest = folded.partition(" ")
    most, _, last = folded.rpartition(" ")
    return [f"{rest} {first}", f"{last} {most}"] if rest else []


def deletions(squashed: str) -> set[str]:
    """The text, and what each dropped letter leaves of it. Two texts one slip apart (a letter dropped,
    added, changed, or two swapped) share one of them (SymSpell: Garbe 2012; Mor and Fraenkel 1982)."""
    return {squashed} | {squashed[:at] + squashed[at + 1 :] for at in range(len(squashed))}


@final
class Texts:
    """Many short texts in one byte string, each ended by a line feed, with some zeros after the last."""

    __slots__ = ("_bytes", "_starts")

    def __init__(self, joined: bytearray, starts: Ints) -> None:
        self._bytes: Final = joined
        self._starts: Final = starts.data  # yields plain ints, faster than numpy's scalars

    def __getitem__(self, row: int) -> str:
        return self._bytes[self._starts[row] : self._starts[row + 1] - 1].decode()

    def piece(self, row: int, offset: int, most: int) -> bytearray:
        """At most ``most`` bytes of a text from the offset on."""
        begin = self._starts[row] + offset
        return self._bytes[begin : min(begin + most, self._starts[row + 1] - 1)]

    @property
    def bytes(self) -> Bytes:
        return np.frombuffer(self._bytes, np.uint8)

    @property
    def starts(self) -> Ints:
        return np.frombuffer(self._starts, np.int32)


@final
class _TextsBuilder:
    __slots__ = ("_bytes", "_lengths")

    def __init__(self) -> None:
        self._bytes: Final = bytearray()
        self._lengths: Final[array[int]] = array("i", [0])

    def extend(self, texts: Sequence[str]) -> None:
        joined = "\n".join(texts)
        if joined.isascii() and joined.count("\n") == len(texts) - 1:
            self._bytes.extend(joined.encode())
            self._bytes.append(_END)
            self._lengths.extend([len(text) + 1 for text in texts])
            return
        encoded = [text.encode("utf-8", "replace") for text in texts]
        self._bytes.extend(b"\n".join(encoded))
        self._bytes.append(_END)
        self._lengths.extend([len(text) + 1 for text in encoded])

    def build(self) -> Texts:
        self._bytes.extend(bytes(WordStarts.COMPARED))
        return Texts(self._bytes, np.cumsum(np.frombuffer(self._lengths, np.int32), dtype=np.int32))


@final
class Spellings:
    """Rows and tables; immutable once built."""

    __slots__ = (
        "_by_form", "_by_slip", "_by_sound", "_canonical_rows", "_ends", "_entities", "_grams",
        "_kinds", "_longest_text", "folded", "longest", "names", "word_starts",
    )  # fmt: skip

    def __init__(self, entries: Iterable[NameEntry], breathe: Callable[[], None]) -> None:
        """``breathe`` is called every millisecond or two of work, to let other threads run."""
        names, folded = _TextsBuilder(), _TextsBuilder()
        forms, sounds, slips = KeyTableBuilder(), KeyTableBuilder(), KeyTableBuilder()
        self._ends: Final = np.zeros(_ENDS_MASK + 1, np.uint8).data
        entities: array[int] = array("q")
        kinds = bytearray()
        canonical = bytearray()
        self.longest: int = 1
        self._longest_text = 0
        for part in _slices(entries, _SLICE):
            first = len(kinds)
            owners, their_kinds, spelled, main = zip(*part, strict=True)
            texts = fold_all([name[:LONGEST_NAME] for name in spelled])
            squashed = [squash(text) for text in texts]
            names.extend(spelled)
            folded.extend(texts)
            entities.extend(owners)
            kinds.extend([_KIND_CODES[kind] for kind in their_kinds])
            canonical.extend(main)
            self.longest = max(self.longest, 1 + max([text.count(" ") for text in texts]))
            self._longest_text = max(self._longest_text, *map(len, texts))
            forms.extend(squashed, range(first, first + len(part)))
            people: list[str] = []
            for row, kind, name, text, letters in zip(
                range(first, first + len(part)), their_kinds, spelled, texts, squashed, strict=True
            ):
                if kind is Kind.WORK:
                    _add_title(forms, name, text, row)
                elif kind is Kind.PERSON or kind is Kind.CHARACTER:
                    people.append(text)
                    sounds.add(sound_keys(text), row)
                if len(letters) <= SHORT:
                    slips.add(deletions(letters), row)
                if kind is not Kind.PERSON and " " in text:
                    self._note_opening(text)
            self._note_ends(people)
            for table in (forms, sounds, slips):
                table.settle()
            breathe()
        self.names: Final = names.build()
        self.folded: Final = folded.build()
        breathe()
        _give_back_memory(len(kinds))
        self.word_starts: Final = WordStarts(self.folded, breathe)
        _give_back_memory(len(kinds))
        self._by_form: Final = forms.build()
        breathe()
        self._by_sound: Final = sounds.build()
        breathe()
        self._by_slip: Final = slips.build()
        self._entities: Final = memoryview(entities)
        self._kinds: Final = bytes(kinds)
        self._canonical_rows: Final = _canonical_rows(entities, canonical).data
        _give_back_memory(len(kinds))
        self._grams: Final = GramIndex(self.folded.bytes, self.folded.starts, breathe)

    def _note_opening(self, text: str) -> None:
        self._ends[hash(_opening(text)) & _ENDS_MASK] |= _OPENS
        if text.startswith(ARTICLES):
            self._ends[hash(_opening(without_article(text))) & _ENDS_MASK] |= _OPENS

    def _note_ends(self, people: Sequence[str]) -> None:
        for word in {text.partition(" ")[0] for text in people}:
            self._ends[hash(word) & _ENDS_MASK] |= _BEGINS
        for word in {text.rpartition(" ")[2] for text in people}:
            self._ends[hash(word) & _ENDS_MASK] |= _CLOSES

    def __len__(self) -> int:
        return len(self._kinds)

    def entity(self, row: int) -> int:
        return self._entities[row]

    def kind(self, row: int) -> Kind:
        return KINDS[self._kinds[row]]

    def canonical_row(self, row: int) -> int:
        """The row of the canonical spelling of this row's entity, or the row itself if there is none."""
        return self._canonical_rows[row]

    def spelled(self, squashed: str) -> list[tuple[SpellingForm, int]]:
        """Rows with this spelling, spaces aside, as a whole or in a shortened form."""
        return [(_FORMS[code >> _ROW_BITS], code & _ROW_MASK) for code in self._by_form.get(squashed)]

    def turned(self, folded: str) -> list[str]:
        """The other orders of a person's name, if any name begins or closes with the word that would move."""
        closes, begins = folded.partition(" ")[0], folded.rpartition(" ")[2]
        ends = self._ends
        if ends[hash(closes) & _ENDS_MASK] & _CLOSES or ends[hash(begins) & _ENDS_MASK] & _BEGINS:
            return orders(folded)
        return []

    def opens(self, two_words: str) -> bool:
        """Whether these two words may be, or begin, the name of anything but a person."""
        return bool(self._ends[hash(two_words) & _ENDS_MASK] & _OPENS)

    def holds(self, folded: str) -> bool:
        """Whether anything is spelled like this, in whatever order, with or without an article."""
        get = self._by_form.get
        if get(folded.replace(" ", "")):
            return True
        if " " not in folded:
            return False
        if folded.startswith(ARTICLES) and get(squash(without_article(folded))):
            return True
        for order in self.turned(folded):  # noqa: SIM110 - any() over a generator costs half a microsecond
            if get(squash(order)):
                return True
        return False

    def sounding(self, key: str) -> list[int]:
        """Rows of people with this sound key."""
        return self._by_sound.get(key)

    def one_slip_short(self, squashed: str) -> set[int]:
        """Rows of at most ``SHORT`` letters that may be one slip away from this text."""
        if len(squashed) > SHORT + 1:
            return set()
        return {row for left in deletions(squashed) for row in self._by_slip.get(left)}

    def near(self, folded: str, most: int) -> list[int]:
        """Rows that share the most trigrams with this folded text, best first; none if it is far too long."""
        return self._grams.near(folded, most) if len(folded) <= self._longest_text + _MOST_ADDED else []


def _opening(folded: str) -> str:
    """The first two words."""
    first, _, rest = folded.partition(" ")
    return f"{first} {rest.partition(' ')[0]}"


def _give_back_memory(rows: int) -> None:
    """Return what the build has freed to the system. glibc keeps freed blocks of up to 32 MB; in a heap of few
    large ones that adds half as much again as the index. Elsewhere there is nothing to do, and for a small index
    too little to look through the whole heap for."""
    if rows < _MANY:
        return
    try:
        trim = ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return
    trim(0)


def _slices(entries: Iterable[NameEntry], size: int) -> Iterator[list[NameEntry]]:
    remaining = iter(entries)
    while part := list(islice(remaining, size)):
        yield part


def _add_title(forms: KeyTableBuilder, name: str, folded: str, row: int) -> None:
    forms.add([squash(form) for form in title_forms(name, folded)], SpellingForm.TITLE << _ROW_BITS | row)
    forms.add([squash(form) for form in short_forms(name, folded)], SpellingForm.PART << _ROW_BITS | row)
    forms.add(initials(folded), SpellingForm.INITIALS << _ROW_BITS | row)


def _canonical_rows(entities: array[int], canonical: bytearray) -> Ints:
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


@final
class WordStarts:
    """Rows in alphabetical order of their names, and of their names from each later word on:
    a suffix array (Manber and Myers 1993) over word beginnings alone, compared by sixteen bytes."""

    __slots__ = ("_later_offsets", "_later_rows", "_rows", "_texts")

    COMPARED: Final = 16

    def __init__(self, texts: Texts, breathe: Callable[[], None]) -> None:
        self._texts: Final = texts
        begins = texts.starts
        self._rows: Final = self._order(begins[:-1], breathe).data
        rows, offsets = self._later_words(begins)
        breathe()
        order = self._order(begins[rows] + offsets, breathe)
        self._later_rows: Final = rows[order].data
        self._later_offsets: Final = offsets[order].data

    def _later_words(self, begins: Ints) -> tuple[Ints, npt.NDArray[np.uint16]]:
        """Row and offset of every word except the first."""
        rows: list[Ints] = []
        offsets: list[npt.NDArray[np.uint16]] = []
        letters = self._texts.bytes
        for first in range(0, len(begins) - 1, _ROWS_AT_ONCE):
            bounds = begins[first : first + _ROWS_AT_ONCE + 1]
            spaces = bounds[0] + np.flatnonzero(letters[bounds[0] : bounds[-1]] == ord(" "))
            held = (np.searchsorted(bounds, spaces, side="right") - 1).astype(np.int32)
            rows.append(held + np.int32(first))
            offsets.append((spaces + 1 - bounds[held]).astype(np.uint16))
        nothing = np.zeros(0, np.int32)
        return np.concatenate([nothing, *rows]), np.concatenate([nothing.astype(np.uint16), *offsets])

    def _order(self, begins: Ints, breathe: Callable[[], None]) -> Ints:
        """The alphabetical order of what begins at these bytes. Another text follows a line feed, but that sorts
        before every letter and space, so what follows only orders texts that are equal up to there."""
        half = self.COMPARED // 2
        windows = np.lib.stride_tricks.sliding_window_view(self._texts.bytes, half)
        order = np.empty(len(begins), np.int32)
        done = 0
        # One first letter at a time, which keeps working memory small.
        firsts = self._texts.bytes[begins]
        for letter in np.flatnonzero(np.bincount(firsts, minlength=256)):
            mine = np.flatnonzero(firsts == letter).astype(np.int32)
            # Sorting by the later bytes, then stably by the earlier ones, sorts by both.
            for skipped in (half, 0):
                keys = windows[begins[mine] + np.int32(skipped)].view(">u8").ravel().astype(np.uint64)
                mine = mine[np.argsort(keys, kind="stable")]
                breathe()
            order[done : done + len(mine)] = mine
            done += len(mine)
        return order

    def beginning(self, prefix: str) -> tuple[Sequence[int], Sequence[int]]:
        """Rows whose name begins with the prefix, and rows with a later word that does, both in alphabetical
        order. Prefixes beyond sixteen bytes are compared by their first sixteen."""
        wanted = prefix.encode()[: self.COMPARED]
        last = wanted + b"\xff"  # a byte that UTF-8 never uses
        rows, later = self._rows, self._later_rows
        return (
            rows[self._place(self._whole, len(rows), wanted) : self._place(self._whole, len(rows), last)],
            later[self._place(self._later, len(later), wanted) : self._place(self._later, len(later), last)],
        )

    def _whole(self, at: int) -> bytearray:
        return self._texts.piece(self._rows[at], 0, self.COMPARED)

    def _later(self, at: int) -> bytearray:
        return self._texts.piece(self._later_rows[at], self._later_offsets[at], self.COMPARED)

    @staticmethod
    def _place(key: Callable[[int], bytearray], count: int, wanted: bytes) -> int:
        low, high = 0, count
        while low < high:
            middle = (low + high) // 2
            if key(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low
