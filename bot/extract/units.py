"""An article as a row of words, marks and mentions: what evidence about pairs is gathered from.

Owns the row, and the lists in it. Refuses to say what belongs to what (see pair_evidence and
part_evidence).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.cues import MAKING, find_cues
from bot.extract.slotted_sentences import pattern

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]")
_DROPPED: Final = frozenset("\"“”‘’'*`´")
_COUNT: Final = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{vocabulary.words(', '.join(vocabulary.NUMBER))})[- ](?:(?!min|hour)[a-z]+[- ]){{0,2}}?(?:episodes?|eps?|part(?:s|er)?)\b"
    # "6x60’", "10 × 45-minute"
    r"|\b(?P<times>\d{1,3}) ?[x×] ?\d{1,3}(?:['’′]|[- ]?min|[- ]hour)",
    re.IGNORECASE,
)
_GENRE: Final = pattern(r"(?<![\w-]){genre}(?!\w)")
_SOURCE: Final = pattern(r"(?<!\w){source}s?(?!\w)")
_SEPARATORS: Final = frozenset(", and & ; / or x".split())

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
        self.begin: dict[int, int] = {}
        self.end: dict[int, int] = {}
        for at, unit in enumerate(self.units):
            self.begin.setdefault(unit.sentence, at)
            self.end[unit.sentence] = at + 1
        self._lists: dict[int, tuple[int, int]] = {}

    def text(self, at: int, sentence: int) -> str:
        """A unit's text, and what stands for the edges of a sentence."""
        begin, end = self.begin[sentence], self.end[sentence]
        return self.units[at].text if begin <= at < end else "^" if at < begin else "$"

    def list_around(self, at: int) -> tuple[int, int]:
        """The first and the last of the like units that one is in a list with, what is in brackets passed over."""
        if not self.units[at].kind:
            return at, at
        if at not in self._lists:
            sentence = self.units[at].sentence
            before = range(at - 1, self.begin[sentence] - 1, -1)
            self._lists[at] = (
                self._list_end(at, before),
                self._list_end(at, range(at + 1, self.end[sentence])),
            )
        return self._lists[at]

    def _list_end(self, at: int, reach: Iterable[int]) -> int:
        own, last, parted = self.units[at], at, False
        for here in reach:
            unit = self.units[here]
            if unit.depth <= own.depth and unit.text not in "()":
                if unit.kind == own.kind and parted:
                    last, parted = here, False
                elif unit.text in _SEPARATORS:
                    parted = True
                else:
                    break
        return last


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
