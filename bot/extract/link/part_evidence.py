"""What an article says about each pair of a person and a character: evidence that the one plays the other.

Owns which pairs are looked at, and the words, lists and brackets between them. Refuses to decide (see parts).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.find.names import Person
from bot.extract.link.cues import find_cues
from bot.extract.link.units import Row

_MOST_PLACES: Final = 12
_MOST_PARTS: Final = 3_000
_MOST_NEAR: Final = 40
_FARTHEST: Final = 250
"""Units between two who may belong together: more are no sentence of news."""
_ALIAS: Final = 5
"""Units between two names of one person, at most."""
_NO_PART_BETWEEN: Final = frozenset("known born replace replaces replaced replacing succeed succeeds".split())
"""Words between two people of whom neither plays the other."""
_STOPS: Final = frozenset(".;:!?")
_SIZES: Final = (0, 1, 2, 4, 8, 16)
_NAMED: Final = frozenset("PC")
_IN: Final = frozenset("in on of from".split())
_ENDS_IN: Final = frozenset(", . ; : ( ) and who while will is".split())
_LONGEST_IN: Final = 8
"""Units between a character and the show that it is said to be in."""
_PRONOUNS: Final = frozenset("he she his her him".split())


@dataclass(slots=True)
class Part:
    """Somebody and a character, and what speaks for and against their playing it."""

    person: Person
    character: Person
    evidence: set[str] = field(default_factory=set)
    sentence: int = 0
    """The number of the sentence where they stand nearest to each other."""
    near: int = 10_000
    """How many units are between them there."""
    show: object = None
    """The show that the part is said to be in there: "as C in W"."""
    bracket: str = ""
    """Who is alone in brackets behind the other there: the "character", the "person", or neither."""


def find_parts(discourse: Discourse, row: Row) -> list[Part]:
    """Every person with every character named in the same sentence or the next."""
    return _View(discourse, row).find()


class _View:
    def __init__(self, discourse: Discourse, row: Row) -> None:
        self._sentences = discourse.sentences
        self._row = row
        self._units = row.units
        self._of: dict[int, list[int]] = {}
        for at, unit in enumerate(row.units):
            if unit.kind in _NAMED:
                self._of.setdefault(unit.sentence, []).append(at)
        self._named = [at for each in self._of.values() for at in each]
        self._kinds: dict[tuple[str, int], set[int]] = defaultdict(set)
        for at in self._named:
            unit = row.units[at]
            self._kinds[unit.kind, unit.sentence].add(id(unit.what))
        self._lists: dict[tuple[int, int], list[int]] = {}

    def find(self) -> list[Part]:
        parts: dict[tuple[int, int], Part] = {}
        seen: dict[int, int] = defaultdict(int)
        for sentence, people in self._of.items():
            for at in people:
                person = self._units[at].what
                seen[id(person)] += 1
                if seen[id(person)] > _MOST_PLACES or len(parts) > _MOST_PARTS:
                    continue
                for other in self._around(at):
                    self._note(parts, at, other, self._units[other].sentence - sentence)
        nearest: dict[tuple[str, int], int] = {}
        counts: dict[tuple[str, int], int] = defaultdict(int)
        for (person, character), part in parts.items():
            for key in (("person", person), ("character", character)):
                nearest[key] = min(nearest.get(key, part.near), part.near)
                counts[key] += 1
        for (person, character), part in parts.items():
            for key in (("person", person), ("character", character)):
                part.evidence.add(f"{key[0]} nearest {part.near == nearest[key]}")
                part.evidence.add(f"{key[0]} of {min(4, counts[key])}")
            both = part.near == nearest["person", person] and part.near == nearest["character", character]
            part.evidence.add(f"both nearest {both}")
            part.evidence |= set(_compare(part))
        return list(parts.values())

    def _around(self, at: int) -> Iterator[int]:
        """The others who are named near somebody, in the same sentence or the next one."""
        here, own = bisect_left(self._named, at), self._units[at]
        for other in self._named[max(0, here - _MOST_NEAR) : here + _MOST_NEAR + 1]:
            unit = self._units[other]
            if (
                -1 <= unit.sentence - own.sentence <= 1
                and abs(other - at) <= _FARTHEST
                and unit.what is not own.what
                # Two people in different sentences, of whom neither reads like a character, hardly ever belong together.
                and (unit.sentence == own.sentence or "C" in (unit.kind, own.kind))
            ):
                yield other

    def _note(self, parts: dict[tuple[int, int], Part], at: int, other: int, step: int) -> None:
        person, character = self._units[at].what, self._units[other].what
        assert isinstance(person, Person)
        assert isinstance(character, Person)
        gap = self._gap(at, other) if step == 0 else range(_FARTHEST)
        if len(gap) <= _ALIAS and any(self._units[each].text in _NO_PART_BETWEEN for each in gap):
            return  # "Kim A, better known as B"
        part = parts.setdefault((id(person), id(character)), Part(person, character))
        near = len(gap) + abs(step) * abs(at - other)
        if near < part.near:
            part.near, part.sentence = near, self._units[other].sentence
            part.show = self._find_show(other)
            part.bracket = (
                "character"
                if self._is_bracketed(at, other)
                else "person"
                if self._is_bracketed(other, at)
                else ""
            )
        part.evidence.update(self._beside(at, other, gap) if step == 0 else self._apart(at, other, step))

    def _is_bracketed(self, name: int, behind: int) -> bool:
        """Whether a name has another alone in brackets right behind it."""
        texts = [unit.text for unit in self._units[name + 1 : name + 4]]
        return behind == name + 2 and texts[:1] + texts[2:] == ["(", ")"]

    def _find_show(self, character: int) -> object:
        """The show that a character is said to be in right behind its name; None if none is."""
        end, is_in = self._row.end[self._units[character].sentence], False
        for unit in self._units[character + 1 : min(end, character + _LONGEST_IN)]:
            if unit.kind == "W":
                return unit.what if is_in else None
            if unit.kind in _NAMED or unit.text in _ENDS_IN:
                return None
            is_in = is_in or unit.text in _IN
        return None

    def _gap(self, at: int, other: int) -> range:
        """The units between two who are named in one sentence: each of a list is as near to its part in another list as
        the lists are to each other."""
        first, last = self._row.list_around(at)
        first_other, last_other = self._row.list_around(other)
        mine, theirs = self._members(at), self._members(other)
        if len(mine) == len(theirs) > 1 and mine.index(at) == theirs.index(other):
            return range(last_other + 1, first) if other < at else range(last + 1, first_other)
        return range(other + 1, at) if other < at else range(at + 1, other)

    def _beside(self, at: int, other: int, gap: range) -> Iterator[str]:
        """How the two stand in one sentence."""
        units, row = self._units, self._row
        sentence = units[at].sentence
        side = "before" if other < at else "behind"
        mine, theirs = self._members(at), self._members(other)
        same = len(mine) == len(theirs)
        order = same and mine.index(at) == theirs.index(other)
        between = units[gap.start : gap.stop]
        ends = {id(units[at].what), id(units[other].what)}
        people, others = self._count_between(at, other, gap)
        kinds = units[at].kind + units[other].kind
        deeper = units[other].depth - units[at].depth
        place = f"{side}{' in' if deeper > 0 else ' out' if deeper < 0 else ''} {people} {others}"
        size = next((str(most) for most in _SIZES if len(between) <= most), "far")
        yield from (f"at {place}", f"at {place} {size}", f"size {side} {size}")
        yield from (f"at {place} {kinds}", f"at {place} {kinds} {size}")
        yield f"at {place} | {row.text(other - 1, sentence)}"
        yield f"at {place} || {row.text(other + 1, sentence)}"
        yield f"at {place} person | {row.text(at - 1, sentence)}"
        yield f"at {place} person || {row.text(at + 1, sentence)}"
        if len(between) <= 5:
            yield f"path {side} {' '.join(each.text for each in between)}"
        if between:
            cues = "+".join(find_cues(between[0].text)) or "-"
            yield f"{kinds} {side} {cues} … {people}"
            yield f"{kinds} {side} {between[0].text} … {people}"
            yield f"{kinds} {side} … {between[-1].text} {people}"
            yield f"path {side} {between[0].text} …"
            yield f"path {side} … {between[-1].text}"
            yield f"path {side} {between[0].text} … {between[-1].text}"
        yield f"path {side} … {row.text(min(at, other) - 1, sentence)} |"
        holds = f"{min(1, people)}{min(1, others)}"
        for text in {each.text for each in between}:
            yield from _tell_word(text, side, holds)
        alone = [len(self._kinds[kind, sentence] - ends) for kind in "PC"]
        yield f"alone {alone[0]} {alone[1]} {side} {kinds}"
        if len(mine) > 1 or len(theirs) > 1:
            yield f"lists {side} {same} {order} {min(3, len(mine))} {min(3, len(theirs))}"
            yield f"listed {side} {'alike' if same else 'unlike'} {order}"
        for far, each in enumerate(units[row.begin[sentence] : row.begin[sentence] + 2]):
            yield f"opens {far} {each.text} {side}"

    def _count_between(self, at: int, other: int, gap: range) -> tuple[int, int]:
        """How many other people and characters are between the two, up to two."""
        ends = {id(self._units[at].what), id(self._units[other].what)}
        named = self._named[bisect_left(self._named, gap.start) : bisect_left(self._named, gap.stop)]
        units = [self._units[each] for each in named]
        people, others = ({id(each.what) for each in units if each.kind == kind} - ends for kind in "PC")
        return min(2, len(people)), min(2, len(others))

    def _apart(self, at: int, other: int, step: int) -> Iterator[str]:
        """How they stand in neighbouring sentences."""
        units, row = self._units, self._row
        here, there = units[at].sentence, units[other].sentence
        same = self._sentences[here].paragraph == self._sentences[there].paragraph
        ends = {id(units[at].what), id(units[other].what)}
        strangers = len(self._kinds["P", there] - ends)
        few = min(1, strangers)
        kinds = units[at].kind + units[other].kind
        way = f"{'next' if step > 0 else 'last'} {same}"
        yield from (f"{way} {kinds}", f"{way} {min(2, strangers)} {kinds}")
        yield from (f"{way} {min(2, strangers)}", f"{way} {min(2, len(self._kinds['P', here]))} people here")
        yield f"{way} {min(2, len(self._kinds['C', here]))} characters here"
        yield f"{way} {min(2, len(self._kinds['C', there]))} characters there"
        opening = row.text(row.begin[there], there)
        yield f"{way} opens {opening if opening in _PRONOUNS or len(opening) == 1 else '…'} {few}"
        yield f"{way} {row.text(other - 2, there)} {row.text(other - 1, there)} _ {few}"
        yield f"{way} {row.text(other - 1, there)} _ {few}"
        yield f"{way} _ {row.text(other + 1, there)} {few}"
        before = units[row.begin[there] : other]
        yield f"{way} pronoun {any(each.text in _PRONOUNS for each in before)} {few}"
        cues = {cue for each in before for cue in find_cues(each.text)}
        yield from [f"{way} cue {cue} {few}" for cue in cues]
        yield f"{way} person | {row.text(at - 1, here)}"
        yield f"{way} person || {row.text(at + 1, here)}"
        yield f"{way} first {other == self._of[there][0]} {kinds} {few}"

    def _members(self, at: int) -> list[int]:
        """Who is in a list with somebody."""
        first, last = around = self._row.list_around(at)
        if around not in self._lists:
            self._lists[around] = [
                each for each in range(first, last + 1) if self._units[each].kind in _NAMED
            ]
        return self._lists[around]


@lru_cache(maxsize=8192)
def _tell_word(text: str, side: str, holds: str) -> tuple[str, ...]:
    """A word between two, and what it is about, where others between them are or are not."""
    stop = (f"stop {side} {text}",) if text in _STOPS else ()
    return f"word {side} {text} {holds}", *stop, *(f"cue {side} {cue} {holds}" for cue in find_cues(text))


def _compare(part: Part) -> Iterator[str]:
    """What the two names tell."""
    words, others = part.person.name.lower().split(), part.character.name.lower().split()
    yield f"words {min(3, len(others))}"
    if set(words) & set(others):
        yield f"share a word {len(others) == 1}"
    yield f"mentions {min(3, part.character.mentions)}"
    yield f"kinds {part.person.is_character} {part.character.is_character}"
    yield from (f"person is a {role}" for role in part.person.roles)
    yield from (f"character is a {role}" for role in part.character.roles)
