"""What a fact, an article and a name are. Owns no wording, no storage, no matching."""

from __future__ import annotations

import enum
from datetime import date

import msgspec

from bot.facts.scope import Scope


class Certainty(enum.StrEnum):
    """How sure a report is, as its article puts it; declared most certain first."""

    OFFICIAL = "official"
    REPORTED = "reported"
    RUMOURED = "rumoured"
    ESTIMATED = "estimated"

    @property
    def rank(self) -> int:
        """0 for the most certain; a larger number never displaces a smaller one."""
        return _RANKS[self]


_RANKS = {certainty: rank for rank, certainty in enumerate(Certainty)}


class Kind(enum.StrEnum):
    """What a name names. A topic is anything a fact's value names besides the other four:
    a genre, a platform, a language, a place, a subject."""

    WORK = "work"
    PERSON = "person"
    CHARACTER = "character"
    TERM = "term"
    TOPIC = "topic"


class Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One dated news article, as a facts file describes it."""

    id: str
    published_on: date
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, gc=False):
    """One fact that one article reports, with the keys of a facts file.

    Exactly one of ``work``, ``person`` and ``term`` is the subject. ``value`` keeps the article's
    spelling; it is EDTF text where the relation is a date (or a time in UTC, where it takes one), digits where it counts.
    A ``part`` is a cour, a volume or a half of its season, or of the work where that has none.
    """

    relation: str
    value: str
    work: str | None = None
    person: str | None = None
    term: str | None = None
    season: int | None = None
    part: int | None = None
    episode: int | None = None
    certainty: Certainty = Certainty.REPORTED
    according_to: str | None = None
    evidence: str | None = None
    spoiler: bool = False
    character: str | None = None
    speaker: str | None = None
    about: str | None = None
    by: str | None = None
    note: str | None = None
    on: str | None = None

    @property
    def scope(self) -> Scope:
        """What of its work it is about."""
        return Scope(self.season, self.part, self.episode)


class OtherName(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A name, the other ways to write it, and what keeps it apart from others, from a names file.

    ``distinguish`` tells it from another of that name: facts say "Brian Cox (physicist)". Names of one kind that share
    an id from outside are one; ``wikidata`` is one such id, ``ids`` are those that services give, as in "imdb:tt123".
    """

    name: str
    kind: Kind
    also: tuple[str, ...] = ()
    distinguish: str | None = None
    wikidata: str | None = None
    ids: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """The name as facts say it."""
        return self.name if self.distinguish is None else f"{self.name} ({self.distinguish})"

    @property
    def outside_ids(self) -> tuple[str, ...]:
        """Every id from outside, each with its service."""
        return (*([f"wikidata:{self.wikidata}"] if self.wikidata else ()), *self.ids)
