"""A report: a fact with its article, its names linked to whom or what they mean.

Owns these values, which every floor above uses. Refuses to know where they are kept.
"""

from __future__ import annotations

import enum
from datetime import date

import msgspec

from bot.facts.dates import Window
from bot.facts.model import Certainty, Kind
from bot.facts.scope import Scope


class Entity(msgspec.Struct, frozen=True, gc=False):
    """Somebody or something with a name: its id in the store, its kind, its main spelling."""

    id: int
    kind: Kind
    name: str


class Pin(msgspec.Struct, frozen=True):
    """Moderators' decision that a report leads among those that disagree."""

    reason: str
    until: date
    """Its last day."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A stored fact with the article that reports it, its names linked to entities."""

    id: int
    subject: Entity
    relation: str
    season: int | None
    part: int | None = None
    episode: int | None = None
    value: str
    named: Entity | None
    """Whom or what the value names, if the relation's values are names."""
    window: Window | None
    certainty: Certainty
    according_to: str | None
    evidence: str | None
    spoiler: bool
    character: Entity | None
    speaker: Entity | None
    author: Entity | None
    """Who made the thing that a work is based on."""
    about: str | None
    note: str | None
    on: str | None
    """EDTF: when it was said or happened, if not on the article's date."""
    article: str
    """The article's id in its facts file."""
    published_on: date
    title: str | None
    publisher: str | None
    url: str | None
    pin: Pin | None = None
    confirmed_on: date | None = None
    """When a moderator said last that it is still true."""
    place: int = 0
    """Orders the facts of an article as its file does."""

    @property
    def scope(self) -> Scope:
        """What of its work it is about."""
        return Scope(self.season, self.part, self.episode)

    @property
    def last_said_on(self) -> date:
        """When its article reported it, or a moderator confirmed it since."""
        return max(self.published_on, self.confirmed_on or self.published_on)

    @property
    def order(self) -> tuple[str, int, int]:
        """What orders reports that nothing else does: their articles' ids, and their places there."""
        return self.article, self.place, self.id


class Spoilers(enum.StrEnum):
    """How to show facts that give a story away."""

    VEILED = "veiled"
    """Behind a veil, which one click lifts."""
    HIDDEN = "hidden"
    """Not at all, except that there is something."""
    OPEN = "open"
    """Like any other fact."""
