"""What the name index takes and gives back. Owns the shapes only, no matching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from bot.facts.model import Kind

LONGEST_NAME: Final = 200
"""How many characters of a name, or of a text to look up, count."""


class NameEntry(NamedTuple):
    """One spelling of one entity."""

    entity: int
    kind: Kind
    name: str
    canonical: bool = True
    """True for the entity's own spelling, False for another name that a names file or a moderator gave it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that may be meant, under its canonical spelling.

    ``score`` says on what evidence, from 0 to 1; scores are an order, not probabilities:

    ========== ================================================================================
    1          the folded spelling of the entity or of one of its other names
    .97 to .99 the same in another order, spacing, or as a title is shortened (article, numbers)
    .82 to .96 the same hangul name by the rules of romanisation, lower by rarer spellings
    .9         initials, a title's part, or a title with a season behind it
    .6 to .9   slips of the keyboard: .9 for one harmless slip, .1 less for each further one; and .6
               for one word of a name ("Spielberg")
    below .5   merely near: to be offered, never to be believed
    ========== ================================================================================

    Whether a score is enough is for ``Match.status`` to say, which considers the runners-up too.
    """

    entity: int
    kind: Kind
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """Who is meant. ``candidates`` are best first, one per entity, at most ten.

    found: the first is meant, and nothing else comes close. ambiguous: one of these may be meant, so
    ask (there may be only one: close, but not close enough to be believed). unknown: nobody; the
    candidates, if any, are only the nearest names.
    """

    status: Literal["found", "ambiguous", "unknown"]
    candidates: tuple[Candidate, ...] = ()
