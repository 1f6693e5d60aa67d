"""An article as a row of words, marks and mentions: what evidence about pairs is gathered from.

Owns the row, and the lists in it. Refuses to say what belongs to what (see pair_evidence and
part_evidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.link.cues import MAKING, find_cues
from bot.extract.slotted_sentences import pattern

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]")
_DROPPED: Final = frozenset("\"“”‘’'*`´")
_COUNT: Final = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{vocabulary.words(', '.join(vocabulary.NUMBER))})[- ](?:(?!min"
    rf"|hour)[a-z]+[- ]){{0,2}}?(?:episodes?|eps?|part(?:s|er)?)\b"
    # "6x60’", "10 × 45-minute"
    r"|\b(?P<times>\d{1,3}) ?[x×] ?\d{1,3}(?:['’′]|[- ]?min|[- ]hour)",
    re.IGNORECASE,
)
_GENRE: Final = pattern(r"(?<![\w-]){genre}(?!\w)")
_SOURCE: Final = pattern(r"(?<!\w){source}s?(?!\w)")
_SEPARATORS: Final = frozenset(", and & ; / or x".split())
_LEADS: Final = frozenset(
    "actor actress actors actresses veteran newcomer newcomers rookie singer idol rapper comedian comic model fellow the "
    "award-winning oscar-winning emmy-winning oscar emmy winner nominee nominated winning then also finally well as"
    " acclaimed seasoned rising young child famous popular top".split()
)
"""Words between what parts a list and its next member."""
_ENDS_PART: Final = frozenset(
    "in on who which that will with for is are has have about starring stars star plays play joins joined alongside opposite . ; :".split()
)
_DESCRIBES: Final = frozenset("a an his her their one".split())
"""What opens a description behind a name: ", a lawyer,"."""
_LONGEST_LEAD: Final = 3
_LONGEST_PART: Final = 8

_NO_DIRECTOR: Final = frozenset(
    "art sound music casting animation assistant sub dub dubbing adr cg 3dcg creative technical unit photography lighting "
    "arts managing artistic musical".split()
)
"""What a director is of who does not direct the show."""
_MADE: Final = re.compile(r"(?:ed|wrote|written)$")
_MAKER: Final = re.compile(r"(?:er|or|ers|ors|scribe|pd|eps?|dirs?)$")
_SAME: Final = {"rom-com": "romantic comedy", "romcom": "romantic comedy", "rom com": "romantic comedy"}


@dataclass(slots=True)
class Unit:
    """A word, a mark, or a mention."""

    text: str
    """The word in small letters, or what stands for all like it: «direct-er», P for a person."""
    kind: str
    """A letter for a mention: W, P, C (a character), G (an organisation), N (a network), L (a place), D, E (episodes),
    K (a genre), S (a source)."""
    what: object
    sentence: int
    depth: int = 0
    """How many brackets it is in."""
    season: int | None = None
    manner: str = ""
    """How a show is named: "new", "plain", "past", in a "bracket"."""


@lru_cache(maxsize=8192)
def _symbol(word: str) -> str:
    """A word, or what stands for all words of its sort of making: «direct-er» for a director, «direct-ed» for helmed."""
    making = next((each for each in find_cues(word) if each in MAKING), None) if word[0].isalpha() else None
    if making is None:
        return word
    return f"«{making}-{'ed' if _MADE.search(word) else 'er' if _MAKER.search(word) else 's'}»"


def key_of_words(words: str) -> str:
    """A genre or a source as it is known among its kind."""
    return _SAME.get(low := " ".join(words.lower().split()), low)


class Row:
    """The units of an article, sentence by sentence."""

    def __init__(self, discourse: Discourse) -> None:
        self.units = list(_make_units(discourse))
        for unit, behind in pairwise(self.units):
            if unit.text == "«write-s»" and behind.text.startswith("read"):
                unit.text = "script"  # who comes to a script reading need not have written it
            if behind.text == "«direct-er»" and unit.text in _NO_DIRECTOR:
                behind.text = "staff"
        self.begin: dict[int, int] = {}
        self.end: dict[int, int] = {}
        for at, unit in enumerate(self.units):
            self.begin.setdefault(unit.sentence, at)
            self.end[unit.sentence] = at + 1
        self._lists = dict(chain.from_iterable(map(self._find_lists, self.begin)))

    def text(self, at: int, sentence: int) -> str:
        """A unit's text, and what stands for the edges of a sentence."""
        begin, end = self.begin[sentence], self.end[sentence]
        return self.units[at].text if begin <= at < end else "^" if at < begin else "$"

    def list_around(self, at: int) -> tuple[int, int]:
        """The first and the last of the like units that one is in a list with: what is in brackets is passed over, who
        they are ("and veteran actress P") and what they play ("P as a baker, and P")."""
        return self._lists.get(at, (at, at))

    def _find_lists(self, sentence: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """The lists of a sentence with more than one unit, by the units in them."""
        lists: list[_List] = []
        open_at: dict[int, _List] = {}
        for at in range(self.begin[sentence], self.end[sentence]):
            unit = self.units[at]
            if unit.text in "()":
                continue
            current = open_at.get(unit.depth)
            if current and current.goes_on(unit):
                if unit.kind == current.kind:
                    current.members.append(at)
            elif unit.kind:
                open_at[unit.depth] = _List(unit.kind, [at])
                lists.append(open_at[unit.depth])
            elif current:
                del open_at[unit.depth]
        for each in lists:
            if len(each.members) > 1:
                yield from ((at, (each.members[0], each.members[-1])) for at in each.members)


@dataclass(slots=True)
class _List:
    """A list of like units as far as it has been read."""

    kind: str
    members: list[int]
    is_parted: bool = False
    words: int = 0
    """Words since the last member, or since what parts it from the next."""
    is_part: bool = False
    """Whether these say what the last member plays."""

    def goes_on(self, unit: Unit) -> bool:
        """Whether a unit belongs to the list, itself or as a word between its members."""
        if unit.kind:
            is_next = unit.kind == self.kind and self.is_parted
            is_name = self.is_part and not self.is_parted and unit.kind == "C"
            if is_next:
                self.is_parted = self.is_part = False
                self.words = 0
            return is_next or is_name
        if unit.text in _SEPARATORS:
            self.is_parted, self.is_part, self.words = True, False, 0
            return True
        self.words += 1
        if self.kind == "P" and (unit.text == "as" or (self.is_parted and unit.text in _DESCRIBES)):
            self.is_part, self.is_parted = True, False
            return True
        if self.is_part:
            return self.words <= _LONGEST_PART and unit.text not in _ENDS_PART and unit.text[0] != "«"
        return self.is_parted and self.words <= _LONGEST_LEAD and unit.text in _LEADS


def _find_mentions(discourse: Discourse) -> list[tuple[int, int, str, object, int | None]]:
    names = discourse.names
    found: list[tuple[int, int, str, object, int | None]] = []
    found += [(each.start, each.end, "W", each.work, each.season) for each in discourse.titles.mentions]
    found += [
        (each.start, each.end, "C" if each.person.is_character else "P", each.person, None)
        for each in names.people
    ]
    found += [(each.start, each.end, "G", each.name, None) for each in names.organisations]
    found += [(each.start, each.end, "N", each.name, None) for each in names.platforms]
    found += [(each.start, each.end, "L", each.name, None) for each in names.places]
    found += [(each.start, each.end, "D", each.edtf, None) for each in discourse.times]
    for match in _COUNT.finditer(discourse.article.reading):
        kind = "count" if match["count"] else "times"
        count = match[kind].lower()
        found.append((*match.span(kind), "E", str(vocabulary.NUMBER.get(count, count)), None))
    for kind, words in (("K", _GENRE), ("S", _SOURCE)):
        found += [
            (match.start(), match.end(), kind, key_of_words(match[0]), None)
            for match in words.finditer(discourse.article.reading)
        ]
    return sorted(found, key=lambda each: (each[0], -each[1]))


def _make_units(discourse: Discourse) -> Iterator[Unit]:
    """The words, marks and mentions of an article, sentence by sentence."""
    reading = discourse.article.reading
    mentions = _find_mentions(discourse)
    next_one = 0
    for number, sentence in enumerate(discourse.sentences):
        depth, at = 0, sentence.start
        while at < sentence.end:
            while next_one < len(mentions) and mentions[next_one][0] < at:
                next_one += 1
            stop = min(mentions[next_one][0], sentence.end) if next_one < len(mentions) else sentence.end
            for token in _TOKEN.finditer(reading, at, stop):
                if token[0] in _DROPPED:
                    continue
                depth = max(0, depth - (token[0] == ")"))
                yield Unit(_symbol(token[0].lower()), "", None, number, depth)
                depth += token[0] == "("
            at = stop
            if stop < sentence.end:
                start, at, kind, what, season = mentions[next_one]
                next_one += 1
                manner = discourse.manner_of[start] if kind == "W" else ""
                yield Unit(kind, kind, what, number, depth, season, manner)
