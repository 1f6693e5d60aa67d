"""Facts as the history keeps them: many in one compressed value, for a reload may change tens of thousands.

Owns the form: each fact is a line, its place, a tab, and its JSON. Refuses to say which facts those are.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.facts.model import Fact
from bot.store.facts import encode_fact

MOST_IN_ONE = 1000
"""Facts in one value: few enough to unpack for one of them."""

Placed = tuple[int | None, Fact]
"""A fact with its place in its article; None where that is not known."""


def pack_lines(lines: str) -> bytes:
    """Lines as one value; for the migration of a history that was kept fact by fact."""
    return zlib.compress(lines.encode())


def pack_facts(facts: Iterable[Placed]) -> Iterator[tuple[bytes, int]]:
    """Packed facts, and how many each value holds. Takes long for very many: call it in a thread."""
    lines = (f"{'' if place is None else place}\t{encode_fact(fact)}" for place, fact in facts)
    while some := list(islice(lines, MOST_IN_ONE)):
        yield pack_lines("\n".join(some)), len(some)


def unpack_facts(packed: bytes, words: Sequence[str] = ()) -> Iterator[tuple[int | None, str]]:
    """The place and the JSON of each packed fact in which all of the words occur."""
    for line in zlib.decompress(packed).decode().split("\n"):
        if all(word in line for word in words):
            place, _, fact = line.partition("\t")
            yield int(place) if place else None, fact
