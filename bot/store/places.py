"""The places of an article's facts, which order them as its file does, whatever the file said before.

Owns the numbers. Refuses to move a fact without need: most reloads change a few facts of many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

ROOM = 1 << 16
"""Between two facts that are stored together."""


def find_places(order: Sequence[int | None], places: Mapping[int, int]) -> tuple[list[int], dict[int, int]]:
    """Places for the facts of an article: for the new ones, and for those that have to move.

    ``order``: the facts' ids as the file has them, None for each new one. ``places``: where facts stand so far.
    """
    stay = [places[fact] for fact in order if fact is not None]
    if all(one < other for one, other in pairwise(stay)):
        between = _find_room(order, places)
        if between is not None:
            return between, {}
    everywhere = [(at + 1) * ROOM for at in range(len(order))]
    new = [place for place, fact in zip(everywhere, order, strict=True) if fact is None]
    moved = {
        fact: place
        for place, fact in zip(everywhere, order, strict=True)
        if fact is not None and places[fact] != place
    }
    return new, moved


def _find_room(order: Sequence[int | None], places: Mapping[int, int]) -> list[int] | None:
    """Places for the new facts between those that stay; None if there is too little room somewhere."""
    found: list[int] = []
    before = 0
    runs = [(new, list(run)) for new, run in groupby(order, lambda fact: fact is None)]
    for at, (new, run) in enumerate(runs):
        following = runs[at + 1] if at + 1 < len(runs) else None
        if not new:
            before = places[run[-1] or 0]
            continue
        after = places[following[1][0] or 0] if following else before + ROOM * (len(run) + 1)
        step = (after - before) // (len(run) + 1)
        if step < 1:
            return None
        found += (before + step * (number + 1) for number in range(len(run)))
    return found
