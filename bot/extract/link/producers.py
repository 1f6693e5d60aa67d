"""Chains of producers: "A and B, who produce with C; D's E and F; and G".

Owns which people of a sentence are in one, by the words between them, and that all of one produce the same show. Refuses
chances of its own (see pairs).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.find.manners import NEWS
from bot.extract.find.names import Person
from bot.extract.link.cues import CREW, find_cues
from bot.extract.link.units import Row

_LEAST: Final = 0.8
"""How likely somebody in a chain is a producer at least."""
_TOPIC: Final = 0.3
"""How much likelier the show is that the sentence speaks of."""
_PRODUCES: Final = "«produce-"
_MOST: Final = 40
"""Units from the word of producing to the last of those who do, at most."""
_OPENS: Final = frozenset(
    "along with alongside together by are is include includes including : also the".split()
)
_BETWEEN: Final = frozenset(
    ", ; & and as well along with alongside plus also s 's ’s of for via from under his her their the".split()
)
_SERVES: Final = frozenset(
    "will also both all to serve serves serving as who is are and continue «showrun-er» «produce-er» «direct-s» «write-s» the S".split()
)
_AUXILIARY: Final = frozenset("will is are was were has have had".split())
_ROLES: Final = frozenset("«direct-er» «write-er» «create-er» «showrun-er» «produce-er» «produce-s»".split())


def agree_producers(
    discourse: Discourse, likely: Mapping[tuple[str, object, int], float], row: Row
) -> Mapping[tuple[str, object, int], float]:
    """How likely each pair is, where those who produce together make one show: that which any of them likeliest makes."""
    agreed = dict(likely)
    makes: dict[int, dict[int, float]] = {}
    """By person and show: how likely they make it in any way."""
    for (relation, value, work), chance in likely.items():
        if relation in CREW and isinstance(value, int):
            of_person = makes.setdefault(value, {})
            of_person[work] = max(of_person.get(work, 0.0), chance)
    for members_at in find_chains(row):
        members = [what for at in members_at if isinstance(what := row.units[at].what, Person)]
        for each in members:
            each.is_character = False  # nobody made up produces
        show = _find_show(
            discourse, row, row.units[members_at[0]].sentence, [makes.get(id(each), {}) for each in members]
        )
        for each in members:
            if ("cast member", id(each), show) in likely:
                key = "producer", id(each), show
                agreed[key] = max(likely.get(key, 0.0), _LEAST)
    return agreed


def _find_show(discourse: Discourse, row: Row, sentence: int, made: Sequence[Mapping[int, float]]) -> int:
    """The show that some of a chain likeliest make, by its ``id``; never past work. 0 if there is none."""
    named = [each for each in row.units[row.begin[sentence] : row.end[sentence]] if each.kind == "W"]
    past = {id(each.what) for each in named} - {id(each.what) for each in named if each.manner in NEWS}
    topic = id(discourse.spoken_of.get(discourse.sentences[sentence].start))
    chances = {
        work: max(each.get(work, 0.0) for each in made) + _TOPIC * (work == topic)
        for work in dict.fromkeys(chain.from_iterable(made))
        if work not in past
    }
    return max(chances, key=lambda each: chances[each], default=0)


def find_chains(row: Row) -> Iterator[list[int]]:
    """The numbers of the units that are people of each chain with more than one."""
    for sentence in row.begin:
        begin, end = row.begin[sentence], row.end[sentence]
        for first, last in _find_verbs(row, begin, end):
            depth = row.units[first].depth
            behind = list(_follow(row, range(last + 1, min(end, last + _MOST)), depth, _OPENS))
            before = list(_follow(row, range(first - 1, max(begin, first - _MOST) - 1, -1), depth, _SERVES))
            if len(found := [*before, *behind]) > 1:
                yield found


def _find_verbs(row: Row, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a sentence speaks of executive producing: "executive" is a word of producing as well."""
    for first, second in pairwise(range(begin, end)):
        if row.units[first].text.startswith(_PRODUCES) and row.units[second].text.startswith(_PRODUCES):
            yield first, second


def _follow(row: Row, way: range, depth: int, opens: frozenset[str]) -> Iterator[int]:
    """The people on one side of a word of producing, until a word that belongs to no list of them."""
    begun = False
    for at in way:
        unit = row.units[at]
        if unit.depth > depth or unit.text in "()":
            continue
        if unit.kind in ("P", "C"):
            begun = True
            if way.step < 0 or not _acts(row, at):
                yield at
        elif unit.kind in ("G", "N", "W"):
            continue
        elif unit.text not in (_BETWEEN | _ROLES if begun else opens | _ROLES | _BETWEEN):
            return


def _acts(row: Row, at: int) -> bool:
    """Whether somebody is the subject of a verb behind: "…, and P plays C"."""
    behind = row.text(at + 1, row.units[at].sentence)
    return behind in _AUXILIARY or behind == "S" or "act" in find_cues(behind)  # "plays" may be a source
