"""What of a work a fact is about: all of it, a season, a part of that, one episode.

Owns the value, how it is worded, and how scopes are ordered. A part is what is released as one piece: a cour, a volume,
half a season; it is of a season, or of the work where that has no seasons. Refuses to read scopes: questions and files
do.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class Scope(msgspec.Struct, frozen=True, gc=False):
    """A season, a part of it, an episode; whatever is None is not narrowed down."""

    season: int | None = None
    part: int | None = None
    episode: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is a season, or the work: nothing smaller."""
        return self.part is None and self.episode is None

    @property
    def order(self) -> tuple[int, int, int]:
        """What orders scopes from the first to the last; the whole comes before its pieces."""
        return self.season or 0, self.part or 0, self.episode or 0

    def holds(self, other: Scope) -> bool:
        """Whether another lies within this one, or is the same."""
        return (
            self.season in (None, other.season)
            and self.part in (None, other.part)
            and self.episode in (None, other.episode)
        )

    def after(self, before: Scope) -> Scope:
        """What a follow-up means that says only this, once another was spoken of: "and episode 6?" is of its season."""
        if self == WHOLE:
            return before
        return self if self.season is not None else Scope(before.season, self.part, self.episode)

    def without_pieces(self) -> Scope:
        """The season, or the work, that it is a piece of."""
        return Scope(self.season)


WHOLE = Scope()
"""The work as a whole."""


def word_scope(scope: Scope) -> str:
    """ "season 4 part 2", "season 2 episode 5", "part 2"; empty for the work as a whole."""
    named = (("season", scope.season), ("part", scope.part), ("episode", scope.episode))
    return " ".join(f"{noun} {number}" for noun, number in named if number is not None)


def word_scopes(scopes: Iterable[Scope]) -> str:
    """Several in a row: "seasons 1 and 2", "season 4 parts 1 and 2", "season 1 part 2 and season 2 part 1"."""
    listed = sorted(set(scopes), key=lambda scope: scope.order)
    for key in ("episode", "part", "season"):
        numbers = [getattr(scope, key) for scope in listed]
        rest = {msgspec.structs.replace(scope, **{key: None}) for scope in listed}
        if len(listed) > 1 and None not in numbers and len(rest) == 1:
            return f"{word_scope(rest.pop())} {key}s {_join([str(number) for number in numbers])}".strip()
    return _join([word_scope(scope) for scope in listed if scope != WHOLE])


def _join(words: list[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
