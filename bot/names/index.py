"""The name index, as the rest of the bot uses it.

Owns the public face: build once, then ask. Immutable; a reload builds another and swaps it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from typing import Final, Self, final

from bot.facts.model import Kind
from bot.names.completion import complete
from bot.names.fold import fold
from bot.names.match import ANYTHING_NAMED, exact, initialled, match, near
from bot.names.model import LONGEST_NAME, Candidate, Match, NameEntry
from bot.names.spellings import Spellings

_PAUSE: Final = 0.00005  # seconds
_STRETCH: Final = 0.0003  # seconds


@final
class NameIndex:
    """All names, ready to be looked up. Where ``kinds`` is None, topics are left out."""

    __slots__ = ("_spellings", "longest")

    def __init__(self, spellings: Spellings) -> None:
        self._spellings: Final = spellings
        self.longest: Final = spellings.longest
        """The largest number of folded words in any name: longer n-grams need not be tried."""

    @classmethod
    def build(cls, entries: Iterable[NameEntry]) -> Self:
        """An index of these spellings. Blocks the thread; see ``build_beside`` for the event loop."""
        return cls(Spellings(entries, _carry_on))

    @classmethod
    def build_beside(cls, entries: Iterable[NameEntry]) -> Self:
        """``build`` for a thread beside the event loop's, which it holds up for a few milliseconds at most."""
        return cls(Spellings(entries, _pauses()))

    def exact(self, text: str, kinds: Collection[Kind] | None = None) -> tuple[Candidate, ...]:
        """Entities spelled like this, give or take case, accents, punctuation, spacing, a person's name order or a
        title's article; also, for text in capitals ("AOUAD"), works with these initials."""
        text = text[:LONGEST_NAME]
        chosen = ANYTHING_NAMED if kinds is None else kinds
        folded = fold(text)
        found = exact(self._spellings, folded, chosen)
        if not found and text.isupper() and " " not in text:
            return initialled(self._spellings, folded.replace(" ", ""), chosen)
        return found

    def exact_folded(self, folded: str, kinds: Collection[Kind] | None = None) -> tuple[Candidate, ...]:
        """``exact`` for text that is already folded, without initials."""
        return exact(self._spellings, folded, ANYTHING_NAMED if kinds is None else kinds)

    def may_open(self, two_words: str) -> bool:
        """Whether two folded words may begin the name of anything but a person; wrongly yes one time in ten."""
        return self._spellings.opens(two_words)

    def beginning(self, typed: str, most: int) -> set[int]:
        """Entities of any kind with a name that has a word beginning as typed; ``most`` names at the most."""
        whole, later = self._spellings.word_starts.beginning(fold(typed[:LONGEST_NAME]))
        return {self._spellings.entity(row) for row in (*whole[:most], *later[:most])}

    def match(self, text: str, kinds: Collection[Kind] | None = None) -> Match:
        """Who is meant, or may be; only the first ``LONGEST_NAME`` characters count."""
        return match(self._spellings, text, ANYTHING_NAMED if kinds is None else kinds)

    def near(self, text: str, kinds: Collection[Kind]) -> tuple[Candidate, ...]:
        """Whoever else may be spelled like this: of the same sound in hangul, or one harmless slip away."""
        return near(self._spellings, fold(text[:LONGEST_NAME]), kinds)

    def complete(
        self,
        prefix: str,
        kinds: Collection[Kind] | None = None,
        limit: int = 25,
        without: Collection[int] = frozenset(),
    ) -> list[Candidate]:
        """Names to offer for what has been typed so far, best first, except those of the entities ``without``."""
        return complete(self._spellings, prefix, ANYTHING_NAMED if kinds is None else kinds, limit, without)


def _carry_on() -> None:
    """Nobody else is waiting."""


def _pauses() -> Callable[[], None]:
    """Lets others run once they have waited for a while: with a pause at every call, a small index would mostly pause."""
    last = time.perf_counter()

    def let_others_run() -> None:
        nonlocal last
        if time.perf_counter() - last > _STRETCH:
            # sleep(0) would not help: this thread takes the lock back before another one wakes.
            time.sleep(_PAUSE)
            last = time.perf_counter()

    return let_others_run
