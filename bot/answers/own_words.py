"""What people have asked in vain lately, in their own words, in memory alone: until they say that it is to be kept.

Owns how much of that is held, and how long. Refuses to hand one person's words to another.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.store import AskedQuestion

HELD_HOURS = 24
"""How long somebody's questions are held, from the latest on."""
MOST_OF_ONE = 25
"""Questions of one person that are held, the latest ones."""
_MOST_PEOPLE = 4096


@dataclass(frozen=True, slots=True)
class Typed:
    """A question asked in vain, and how it was put."""

    asked: AskedQuestion
    words: str


@dataclass(slots=True)
class _Person:
    latest: datetime
    typed: OrderedDict[str, Typed] = field(default_factory=OrderedDict)
    """By meaning, the latest last."""


class OwnWords:
    """The latest questions of each person; gone with the process."""

    def __init__(self) -> None:
        self._people: OrderedDict[int, _Person] = OrderedDict()

    def hold(self, user: int, asked: AskedQuestion, words: str, now: datetime) -> None:
        """Hold what somebody has just asked in vain."""
        self.drop_old(now)
        person = self._people.setdefault(user, _Person(now))
        person.latest = now
        person.typed[asked.meaning] = Typed(asked, words)
        person.typed.move_to_end(asked.meaning)
        self._people.move_to_end(user)
        if len(person.typed) > MOST_OF_ONE:
            person.typed.popitem(last=False)
        if len(self._people) > _MOST_PEOPLE:
            self._people.popitem(last=False)

    def find(self, user: int, meaning: str, now: datetime) -> Typed | None:
        """How somebody themselves has put a question of some meaning."""
        self.drop_old(now)
        person = self._people.get(user)
        return None if person is None else person.typed.get(meaning)

    def forget(self, user: int) -> None:
        """Drop all of somebody's."""
        self._people.pop(user, None)

    def drop_old(self, now: datetime) -> None:
        """Drop the questions of who has asked none for a day."""
        while self._people:
            user, person = next(iter(self._people.items()))
            if person.latest + timedelta(hours=HELD_HOURS) > now:
                return
            del self._people[user]
