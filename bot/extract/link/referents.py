"""Who is meant where nobody is named: by "she", by "the actor", or by a sentence that lists shows and names no one.

Owns the places where somebody is meant, and whom each may mean, the likeliest first: by recency and agreement (Lappin and
Leass, 1994). Refuses to choose: each is evidence, which pairs are judged by (see pair_evidence).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extract.find.names import Person
from bot.extract.link.units import Row, Unit
from bot.extract.sentences import SentenceSpan

_GENDER: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_NOUNS: Final = {
    "actor": "actor",
    "actress": "actor",
    "star": "",
    "singer": "singer",
    "idol": "singer",
    "filmmaker": "director",
    "pd": "director",
    "scribe": "writer",
    "author": "author",
    "«direct-er»": "director",
    "«write-er»": "writer",
    "«create-er»": "creator",
    "«showrun-er»": "showrunner",
    "«produce-er»": "producer",
}
"""What stands for somebody behind "the", and the role that they have."""
_POINTING: Final = frozenset({"the", "this"})
_MOST: Final = 1
"""Of those who may be meant, how many are."""
_LAST: Final = 8
"""How many of those who were named last may be meant."""
_FARTHEST: Final = 3
"""Sentences since somebody was named; more count as this many."""
_SHORT: Final = 6
"""Words of a line that is only a show."""


@dataclass(frozen=True, slots=True)
class Referent:
    """A unit that may mean somebody, and what speaks for it."""

    at: int
    person: Person
    evidence: tuple[str, ...]


def find_referents(row: Row, sentences: Sequence[SentenceSpan]) -> Mapping[int, list[Referent]]:
    """Where each person may be meant without being named, by their ``id``."""
    found: dict[int, list[Referent]] = {}
    for each in _Walk(row, sentences).find():
        found.setdefault(id(each.person), []).append(each)
    return found


class _Walk:
    """Through the sentences of an article, with those in mind who were named last."""

    def __init__(self, row: Row, sentences: Sequence[SentenceSpan]) -> None:
        self._row, self._sentences = row, sentences
        self._recent: dict[int, tuple[Person, int]] = {}
        """Who was named last, the last of them last, and in which sentence."""
        self._alone: Person | None = None
        """Who was the only one that the last sentence with anybody named."""

    def find(self) -> Iterator[Referent]:
        for number, begin in self._row.begin.items():
            units = self._row.units[begin : self._row.end[number]]
            here: dict[int, Person] = {}
            has_pronoun = False
            shows = sum(each.kind == "W" for each in units)
            for far, unit in enumerate(units):
                if unit.kind == "P" and isinstance(unit.what, Person):
                    here.setdefault(id(unit.what), unit.what)
                elif shows and (how := _stands_for(units, far)):
                    has_pronoun = True
                    yield from self._may_mean(begin + far, number, how, here.values())
            if shows and not here and not has_pronoun and (shows > 1 or len(units) <= _SHORT):
                yield from self._may_mean(begin, number, "nobody", ())
            if here:
                for key in reversed(here):
                    self._recent.pop(key, None)
                    self._recent[key] = here[key], number
                for key in list(self._recent)[:-_LAST]:
                    del self._recent[key]
                self._alone = next(iter(here.values())) if len(here) == 1 else None

    def _may_mean(self, at: int, number: int, how: str, here: Iterable[Person]) -> Iterator[Referent]:
        gender, role = _GENDER.get(how), _NOUNS.get(how, "")
        if how == "actress":
            gender = "f"
        named = {id(each): number for each in here}
        listed = [*here, *(each for each, _ in reversed(self._recent.values()))]
        likely: dict[int, tuple[Person, str]] = {}
        for each in listed:
            if role and role not in each.roles and (role != "actor" or each.roles):
                continue
            sure = "-" if not gender else each.gender and str(each.gender == gender)
            # What is known of somebody's gender may be wrong, but not of two.
            if sure != "False" or not likely:
                likely.setdefault(id(each), (each, sure or "unknown"))
            if sum(sure != "False" for _, sure in likely.values()) == _MOST:
                break
        way = "pronoun" if how in _GENDER else "noun" if how in _NOUNS else how
        for rank, (each, sure) in enumerate(likely.values()):
            last = named[id(each)] if id(each) in named else self._recent[id(each)][1]
            far = min(_FARTHEST, number - last)
            same = self._sentences[last].paragraph == self._sentences[number].paragraph
            first = f"{way} {rank}"
            yield Referent(
                at,
                each,
                (
                    f"meant {first}",
                    f"meant {first} far {far} {same}",
                    f"meant {first} alone {each is self._alone} of {len(likely)}",
                    f"meant {first} sure {sure} of {len(likely)}",
                    f"meant {first} below {self._sentences[last].is_heading}",
                ),
            )


def _stands_for(units: Sequence[Unit], at: int) -> str:
    """The pronoun or the noun that stands for a person at a place; empty if none does."""
    text = units[at].text
    if text in _GENDER:
        return text
    is_noun = text in _NOUNS and at and not (at + 1 < len(units) and units[at + 1].kind == "P")
    return text if is_noun and any(each.text in _POINTING for each in units[max(0, at - 2) : at]) else ""
