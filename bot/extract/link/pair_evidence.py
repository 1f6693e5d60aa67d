"""What an article says about each pair of a value and a show: evidence that the one belongs to the other.

A value is a person, a network, a place, a day or a number of episodes. Owns which pairs are looked at, and the words, lists,
brackets and headings around each place of a value and between it and the show. Refuses to decide (see pairs).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from bot.extract.article import BYLINE
from bot.extract.coreference import Discourse
from bot.extract.evidence_model import Evidence
from bot.extract.find.famous import is_famous
from bot.extract.find.manners import NEWS
from bot.extract.find.names import Person
from bot.extract.find.titles import Work
from bot.extract.link.cues import CREW, MAKING, find_cues
from bot.extract.link.referents import find_referents
from bot.extract.link.sources import find_titled, has_name_of
from bot.extract.link.units import Row, Unit, key_of_words

_STOPS: Final = frozenset(".;:!?")
_MOST_PLACES: Final = 6
"""Places of one value that are looked at: the first ones say who somebody is."""
_MOST_MEANT: Final = 16
"""Places that are looked at where somebody is meant and not named."""
_MOST_PAIRS: Final = 2_000
_NEAR: Final = 14
_FAR_FROM_MAKING: Final = 2
"""Words between a list and the words of making beside it."""
_DAY_LINE: Final = 4
"""Units of a line that is only a day."""
_CALENDAR_LINE: Final = 18
"""Units of a line of a calendar, at most."""
_BUILD: Final = frozenset(
    ", ; : ( ) who whose which that where and but while as with by from of for in on after before".split()
)
"""Words and marks that part a sentence or bind it together."""
_VERBS: Final = frozenset("act source premiere film renew known say".split())
_LONGEST_SHAPE: Final = 7
_POINTS: Final = frozenset({"the", "this"})
_LONGEST_PATH: Final = 4
_JOINED: Final = frozenset(
    ", / - and & also as well both who will is are has have been to the an a executive exec co series lead serve serves serving "
    "by he she they".split()
)
_LEAD: Final = 2
"""The last paragraph of the head of an article, the headline being the first."""

NAMESAKE: Final = "has the show's name"
"""What evidence calls a source that is said to have it."""
COMPANY: Final = "organisation"
"""What evidence calls a network that is not known as one."""
AUTHOR: Final = "author"
"""Of a show's source: no relation of its own, but who it is by."""
PLAIN: Final = ("cast member", AUTHOR)
"""The relations of people that are no matter of one kind of word."""
RELATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": (*PLAIN, *CREW),
    "networks": ("platform",),
    "days": ("release date", "filming date"),
    "episodes": ("number of episodes",),
    "genres": ("genre",),
    "sources": ("based on",),
    "places": ("narrative location",),
}
"""The relations of each kind of value."""
KIND_OF: Final = {relation: kind for kind, relations in RELATIONS.items() for relation in relations}
_ROLES: Final = {
    "director": "direct",
    "writer": "write",
    "creator": "create",
    "showrunner": "showrun",
    "producer": "produce",
}
_IN_WORDS: Final = frozenset({"genre", "based on"})
_IS: Final = {relation: (f"is {relation}",) for relation in CREW}


@dataclass(slots=True)
class Value:
    """What may belong to a show, and the numbers of the units that name it."""

    kind: str
    """One of RELATIONS."""
    key: object
    value: str | Person
    places: list[int] = field(default_factory=list)
    meant: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The numbers of units that may mean the value without naming it, with what speaks for that."""


Groups = tuple[frozenset[str], ...]
"""What speaks for a pair at one place: about the value, what is around it, about the show, and about both."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A value and a show, and what speaks for and against their belonging together."""

    value: Value
    work: Work
    evidence: tuple[Groups, ...]
    """At each place of the value that may belong to the show."""
    sentences: tuple[int, ...]
    """The numbers of the sentences that these places are in."""
    beside: Mapping[int, int | None]
    """The season beside the show in each of the sentences that name both."""
    until: int | None = None
    """The number of the sentence that names the show, where that is a line of a calendar below the day."""


def key_of_value(relation: str, value: str | Person) -> object:
    """What a value is known by among those of its kind."""
    if isinstance(value, Person):
        return id(value)
    if relation in _IN_WORDS:
        return key_of_words(value)
    return value.lower() if relation in ("platform", "narrative location") else value


def see_makers(pair: Pair) -> Iterator[tuple[str, list[Evidence], list[int]]]:
    """The relations of those who make shows that somebody may have to one, with the evidence of the places that speak of
    them, and the numbers of the sentences that these are in."""
    spoken_of = [
        (groups, may_make(groups), at) for groups, at in zip(pair.evidence, pair.sentences, strict=True)
    ]
    for relation in CREW:
        if told := [(see_as(groups, relation), at) for groups, of, at in spoken_of if relation in of]:
            yield relation, [evidence for evidence, _ in told], [at for _, at in told]


def see_as(evidence: Iterable[frozenset[str]], relation: str) -> Evidence:
    """Evidence about somebody who makes a show as one relation sees it: its own words, and those of its rivals."""
    return _IS[relation], *(_see_group(group, relation) for group in evidence)


@lru_cache(maxsize=256)
def _see_group(group: frozenset[str], relation: str) -> tuple[str, ...]:
    return tuple([_see(each, relation) if "«" in each else each for each in group])


@lru_cache(maxsize=16384)
def _see(evidence: str, relation: str) -> str:
    for making in MAKING:
        evidence = evidence.replace(f"«{making}", "«own" if making == CREW[relation] else "«rival")
    return evidence


def may_make(evidence: Iterable[frozenset[str]]) -> list[str]:
    """The relations of those who make shows that anything speaks of."""
    said = "".join(map(_said_of_making, evidence))
    return [relation for relation, own in CREW.items() if "«" + own in said] if said else []


@lru_cache(maxsize=256)
def _said_of_making(group: frozenset[str]) -> str:
    return " ".join([each for each in group if "«" in each])


def find_pairs(discourse: Discourse, row: Row, sheet_lines: Container[int] = ()) -> list[Pair]:
    """Every value with every show that it may belong to, but for those of ``sheet_lines``, by where they begin."""
    works = [each for each in discourse.titles.works if each.name and not each.is_source]
    if not works or not row.units:
        return []
    view = _View(discourse, row, works)
    pairs: list[Pair] = []
    for value in _find_values(discourse, row, sheet_lines):
        if len(pairs) > _MOST_PAIRS:
            break
        pairs += _pair(view, value)
    return pairs


def _pair(view: _View, value: Value) -> Iterator[Pair]:
    alike = frozenset(_describe(value, view.units))
    around = {at: frozenset(view.look_around(at)) for at in (*value.places, *value.meant)}
    for work, seen in view.look_between(value).items():
        if view.works[work].name == value.value:
            continue
        is_namesake = value.kind == "sources" and any(
            has_name_of(view.row, at, view.works[work]) for at in value.places
        )
        both = {NAMESAKE} if is_namesake else set()
        until = view.dated.get((value.key, work)) if value.kind == "days" else None
        evidence = tuple(
            (alike, around[at], view.traits[work], frozenset(here | both)) for at, here in seen.places.items()
        )
        sentences = tuple(view.units[at].sentence for at in seen.places)
        yield Pair(value, view.works[work], evidence, sentences, seen.beside, until)


def _describe(value: Value, units: Sequence[Unit]) -> Iterator[str]:
    yield f"{min(4, len(value.places))} places"
    if isinstance(value.value, Person):
        yield "several words" if " " in value.value.name else "one word"
        if value.value.is_character:
            yield "character"
        for role in value.value.roles:
            yield f"role «{_ROLES[role]}»" if role in _ROLES else f"role {role}"
    if value.kind == "sources":
        yield f"titled {units[value.places[0]].kind == 'W'}"
    if value.kind == "networks":
        yield "network" if any(units[at].kind == "N" for at in value.places) else COMPANY


def _find_values(discourse: Discourse, row: Row, sheet_lines: Container[int]) -> Iterable[Value]:
    found: dict[tuple[str, object], Value] = {}
    referents = find_referents(row, discourse.sentences)
    titled = dict(find_titled(row))
    for at, unit in enumerate(row.units):
        if not unit.kind or discourse.sentences[unit.sentence].start in sheet_lines:
            continue
        if unit.kind in "PC" and isinstance(unit.what, Person):
            meant = referents.get(id(unit.what), ())[:_MOST_MEANT]
            value = Value(
                "people", id(unit.what), unit.what, meant={each.at: each.evidence for each in meant}
            )
        elif unit.kind in "NG" and isinstance(unit.what, str):
            value = Value("networks", unit.what.lower(), unit.what)
        elif unit.kind == "L" and isinstance(unit.what, str):
            value = Value("places", unit.what.lower(), unit.what)
        elif unit.kind in "DE" and isinstance(unit.what, str):
            value = Value("days" if unit.kind == "D" else "episodes", unit.what, unit.what)
        elif unit.kind in "KS" and isinstance(unit.what, str):
            value = Value("genres" if unit.kind == "K" else "sources", unit.what, unit.what)
        elif at in titled:
            value = Value("sources", key_of_words(titled[at].name), titled[at].name)
        else:
            continue
        value = found.setdefault((value.kind, value.key), value)
        if len(value.places) < _MOST_PLACES:
            value.places.append(at)
    return found.values()


def _outline(unit: Unit) -> str:
    """What a unit between a value and a show is to a sentence's build; empty if nothing."""
    if unit.kind:
        return unit.kind
    if unit.text in _BUILD:
        return unit.text
    cues = find_cues(unit.text)
    return next((each for each in cues if each in _VERBS or each[0] == "«"), "")


@dataclass(slots=True)
class _Seen:
    """A show that a value may belong to."""

    places: dict[int, set[str]]
    """What speaks for it, by the number of the unit that the value is."""
    beside: dict[int, int | None]
    """The season beside the show in each of the sentences that name both."""


class _View:
    """An article's units, seen from one of them."""

    def __init__(self, discourse: Discourse, row: Row, works: Iterable[Work]) -> None:
        units = row.units
        self.row, self.units = row, units
        self.works = {id(each): each for each in works}
        self._discourse = discourse
        self.dated: dict[tuple[object, int], int] = {}
        """By day and show: the line of a calendar below the day that names the show."""
        self._named = [at for at, unit in enumerate(units) if unit.kind == "W"]
        self._named_in: dict[int, list[int]] = {}
        for at in self._named:
            self._named_in.setdefault(units[at].sentence, []).append(at)
        self._headline = {id(units[at].what) for at in self._named if units[at].sentence == units[0].sentence}
        counts = Counter(id(units[at].what) for at in self._named)
        most = max(counts.values(), default=0)
        self.traits = {
            key: frozenset(
                (
                    f"main {work is discourse.titles.main}",
                    f"headline {key in self._headline}",
                    f"most {counts[key] == most} {min(most, 4)}",
                    f"single {len(self.works) == 1}",
                    f"current {min(work.current, 2)}",
                    f"works {min(len(self.works), 6)} {work is discourse.titles.main}",
                    f"round-up {discourse.is_round_up}",
                    f"famous {is_famous(work.name)}",
                )
            )
            for key, work in self.works.items()
        }
        self._closest_cues: dict[tuple[int, int], str] = {}
        self._networks = len({unit.what for unit in units if unit.kind == "N"})
        self._heading: dict[int, int | None] = {}
        heading = None
        for number, sentence in enumerate(discourse.sentences):
            is_byline = BYLINE.fullmatch(discourse.article.reading, sentence.start, sentence.end)
            heading = number if sentence.is_heading and number and not is_byline else heading
            self._heading[number] = heading
        self._opens_paragraph: dict[int, int] = {}
        for at in self._named:
            self._opens_paragraph.setdefault(self._paragraph(at), at)

    def _paragraph(self, at: int) -> int:
        return self._discourse.sentences[self.units[at].sentence].paragraph

    def look_around(self, at: int) -> Iterator[str]:
        """What stands around a value, and around the list it is in."""
        unit = self.units[at]
        begin, end = self.row.begin[unit.sentence], self.row.end[unit.sentence]
        first, last = self.row.list_around(at)
        for name, left, right in (("", at, at), ("list ", first, last)):
            before = [self.row.text(left - far, unit.sentence) for far in (1, 2, 3)]
            behind = [self.row.text(right + far, unit.sentence) for far in (1, 2, 3)]
            yield f"{name}before {before[0]}"
            yield f"{name}before {before[1]} {before[0]}"
            yield f"{name}behind {behind[0]}"
            yield f"{name}behind {behind[0]} {behind[1]}"
            if not name:
                yield f"before2 {before[1]}"
                yield f"behind2 {behind[1]}"
                yield f"before {before[2]} {before[1]} {before[0]}"
                yield f"behind {behind[0]} {behind[1]} {behind[2]}"
        yield f"in brackets {min(1, unit.depth)}"
        yield f"sentence {min(2, unit.sentence)} {self._discourse.sentences[unit.sentence].is_heading}"
        if first != last:
            yield f"listed {'first' if at == first else 'later'}"
        yield from self._cues_around(first, last, begin, end)
        yield from self._making_around(first, last, begin, end)
        for far in range(min(3, at - begin)):
            yield f"opens {far} {self.units[begin + far].text}"
        heading = self._heading[unit.sentence]
        if heading in self.row.begin and heading is not None:
            for each in self.units[
                self.row.begin[heading] : min(self.row.end[heading], self.row.begin[heading] + 8)
            ]:
                yield f"below {each.text}"

    def _cues_around(self, first: int, last: int, begin: int, end: int) -> Iterator[str]:
        nearest: dict[str, int] = {}
        for side, reach in (
            ("before", range(first - 1, max(begin, first - _NEAR) - 1, -1)),
            ("behind", range(last + 1, min(end, last + _NEAR + 1))),
        ):
            for far, at in enumerate(reach, 1):
                yield f"word {side} {self.units[at].text}"
                for cue in find_cues(self.units[at].text):
                    nearest.setdefault(f"{side} {cue}", far)
        for cue, far in nearest.items():
            yield f"cue {cue}"
            if far <= 5:
                yield f"cue {cue} near"
            if far <= 2:
                yield f"cue {cue} beside"
        closest = [
            min(((far, cue) for cue, far in nearest.items() if cue.startswith(side)), default=(0, "-"))[1]
            for side in ("before", "behind")
        ]
        self._closest_cues[first, last] = f"{closest[0]} {closest[1]}"
        yield f"closest {closest[0]} {closest[1]}"

    def _making_around(self, first: int, last: int, begin: int, end: int) -> Iterator[str]:
        """The words of making beside a list that go together: "written, directed and executive produced by"."""
        level = self.units[first].depth
        for side, reach in (("before", range(first - 1, begin - 1, -1)), ("behind", range(last + 1, end))):
            group: set[str] = set()
            gap = 0
            for at in reach:
                unit = self.units[at]
                if unit.depth > level or unit.text in "()":
                    continue
                if unit.text[0] == "«":
                    group.add(unit.text.partition("-")[0] + "»")
                    gap = 0
                elif unit.kind or (gap := gap + (unit.text not in _JOINED)) > (
                    0 if group else _FAR_FROM_MAKING
                ):
                    break
            for making in group:
                yield f"group {side} {making}"
                yield f"group {side} {making} of {min(3, len(group))}"

    def look_between(self, value: Value) -> dict[int, _Seen]:
        """Each show that a value may belong to, with what each place of the value says of it."""
        found: dict[int, _Seen] = {}
        for at in (*value.places, *value.meant):
            sentence = self.units[at].sentence
            nearest = {
                id(self.units[each].what): each
                for each in sorted(self._named_in.get(sentence, ()), key=lambda other: -abs(other - at))
            }
            for key, evidence in self._look_from(at, nearest).items():
                evidence.update(value.meant.get(at, ()), self._tell_section(at, key))
                seen = found.setdefault(key, _Seen({}, {}))
                seen.places[at] = evidence
                if key in nearest:
                    seen.beside.setdefault(sentence, self.units[nearest[key]].season)
        return found

    def _look_from(self, at: int, nearest: Mapping[int, int]) -> dict[int, set[str]]:
        """What speaks for each show seen from one place; ``nearest`` are those of its sentence, with their places."""
        sentence = self.units[at].sentence
        here = self._named_in.get(sentence, [])
        first, last = self.row.list_around(at)
        context = self.row.text(first - 1, sentence)
        closest = self._closest(first, last)
        found: dict[int, set[str]] = {}
        nearest = {key: named for key, named in nearest.items() if not self._is_left(named, first)}
        for key, named in nearest.items():
            found.setdefault(key, set()).update(self._see(at, named, here, first, last))
        for key, evidence in (
            *self._remember(at, here, context),
            *self._look_ahead(at, context, closest),
            *self._look_down(at, context),
        ):
            found.setdefault(key, set()).update(evidence)
        topic = self._discourse.spoken_of.get(self._discourse.sentences[sentence].start)
        manners = " ".join(sorted({self.units[each].manner for each in here}))
        depth = self.units[at].depth > 0
        for key in dict.fromkeys((*nearest, id(topic))):
            side = "absent" if key not in nearest else "before" if nearest[key] < at else "behind"
            is_topic = topic is not None and key == id(topic)
            cues = found.setdefault(key, set())
            cues.add(f"topic {is_topic} {side}")
            cues.add(f"topic {is_topic} {side} beside {manners}")
            cues.add(f"topic {is_topic} {side} {depth}")
            cues.add(f"topic {is_topic} {side} {context}")
            cues.add(f"topic {is_topic} {side} {closest}")
            cues.add(f"topic {is_topic} {side} {closest} {manners}")
            if not is_topic and id(topic) in self.works:
                cues.add(f"topic is {'here' if id(topic) in nearest else 'absent'}, {side}")
        return {key: evidence for key, evidence in found.items() if key in self.works}

    def _is_left(self, named: int, first: int) -> bool:
        """Whether a sentence has turned from past work to what it is about: "“W” (2017), the film stars …"."""
        units = self.units
        return units[named].manner not in NEWS and any(
            units[at].kind == "S" and units[at - 1].text in _POINTS and units[at + 1].kind != "W"
            for at in range(named + 2, first - 1)
        )

    def _closest(self, first: int, last: int) -> str:
        return self._closest_cues.get((first, last), "-")

    def _tell_section(self, at: int, key: int) -> Iterator[str]:
        """Whether a value stands below the heading of a show or below another's, or in a paragraph that another opens."""
        sentence = self.units[at].sentence
        section = self._discourse.section_of.get(self._discourse.sentences[sentence].start)
        present = any(id(self.units[each].what) == key for each in self._named_in.get(sentence, ()))
        others = "others" if len(self._named_in.get(sentence, ())) > present else "alone"
        if section is not None:
            yield f"section {id(section) == key} {present} {others}"
        opens = self._opens_paragraph.get(self._paragraph(at))
        if opens is not None and opens < at:
            yield f"paragraph {id(self.units[opens].what) == key} {present} {others}"

    def _see(self, at: int, named: int, here: Sequence[int], first: int, last: int) -> Iterator[str]:
        """Where a show stands that the value's sentence names."""
        units = self.units
        sentence = units[at].sentence
        begin, end = self.row.begin[sentence], self.row.end[sentence]
        side = "before" if named < at else "behind"
        between = units[named + 1 : first] if named < at else units[last + 1 : named]
        level = units[at].depth
        others = any(
            each.kind == "W" and each.what is not units[named].what and each.depth <= level
            for each in between
        )
        alike = any(each.kind == (units[at].kind or "P") for each in between)
        depth = units[named].depth - level
        place = f"{side}{' others' * others}{' like' * alike}{' in' if depth > 0 else ' out' if depth < 0 else ''}"
        count = len(between)
        size = next((str(most) for most in (0, 2, 5, 10, 20) if count <= most), "far")
        yield from (f"at {place}", f"at {place} {size}", f"at {side} {size}")
        manner = units[named].manner
        news = any(units[each].what is not units[named].what and units[each].manner in NEWS for each in here)
        where = self._place_topic(sentence, units[named].what, here)
        yield from (f"{manner} {place}", f"{manner} {place} {size}", f"{manner} {side}, news here {news}")
        yield from (f"{manner} {side}, topic {where}", f"{manner} {place}, topic {where}, news here {news}")
        yield f"{manner} {side} | {self.row.text(first - 1, sentence)}"
        yield f"at {place} | {self.row.text(first - 1, sentence)}"
        yield f"at {place} || {self.row.text(last + 1, sentence)}"
        yield f"at {place} {self._closest(first, last)}"
        yield f"{manner} {side} {self._closest(first, last)}"
        yield from self._see_between(between, side)
        yield from self._see_beside(named, here, level, side, begin, end)

    def _see_between(self, between: Sequence[Unit], side: str) -> Iterator[str]:
        """What stands between a value and a show in one sentence."""
        for each in between:
            for cue in find_cues(each.text):
                yield f"between {side} {cue}"
            if each.text in _STOPS:
                yield f"between {side} {each.text}"
        shape = [build for unit in between if (build := _outline(unit))]
        if len(shape) <= _LONGEST_SHAPE:
            yield f"shape {side} {' '.join(shape)}"
        yield f"shape {side} {' '.join(shape[:3])} …"
        yield f"shape {side} … {' '.join(shape[-3:])}"
        if len(between) <= _LONGEST_PATH:
            yield f"path {side} {' '.join(each.text for each in between)}"
        if between:
            yield f"path {side} {between[0].text} …"
            yield f"path {side} … {between[-1].text}"
            yield f"path {side} {between[0].text} … {between[-1].text}"

    def _see_beside(
        self, named: int, here: Sequence[int], level: int, side: str, begin: int, end: int
    ) -> Iterator[str]:
        """Which of its sentence's shows one is, and what stands right beside it."""
        units = self.units
        if len(here) == 1:
            yield f"at only {side}"
        if named == here[0]:
            yield f"at first {side}"
        if named == next((each for each in here if units[each].depth <= level), -1):
            yield f"at first out of brackets {side}"
        for far in range(max(begin, named - 3), named):
            yield f"show after {units[far].text}"
            for cue in find_cues(units[far].text):
                yield f"show after {cue}"
        if named + 1 < end:
            yield f"show before {units[named + 1].text}"
            yield f"show before {side} {units[named + 1].text}"

    def _place_topic(self, sentence: int, work: object, here: Sequence[int]) -> str:
        """Whether a sentence speaks of a show, or of another that it names, or that it does not."""
        topic = self._discourse.spoken_of.get(self._discourse.sentences[sentence].start)
        if topic is work:
            return "same"
        return "here" if any(self.units[each].what is topic for each in here) else "absent"

    def _remember(self, at: int, here: Sequence[int], context: str) -> Iterator[tuple[int, list[str]]]:
        """The shows that go without saying in a sentence that does not name them, and why they may be meant."""
        sentence, paragraph = self.units[at].sentence, self._paragraph(at)
        present = {id(self.units[each].what) for each in here}
        begin = self.row.begin[sentence]
        earlier = bisect_left(self._named, begin)
        last = self._named[earlier - 1] if earlier else None
        opens = self._opens_paragraph.get(paragraph)
        heading = self._heading[sentence]
        above = {id(self.units[each].what) for each in self._named_in.get(heading, ())} if heading else set()
        section = self._discourse.section_of.get(self._discourse.sentences[sentence].start)
        state = "others here" if here else "alone"
        for key, work in self.works.items():
            if key in present:
                continue
            why = []
            if last is not None and self.units[last].what is work:
                why.append(f"last {min(sentence - self.units[last].sentence, 3)}")
                why.append("last of paragraph" if self._paragraph(last) == paragraph else "last before")
            if opens is not None and opens < at and self.units[opens].what is work:
                why.append("opens paragraph")
            why += ["above"] * (key in above)
            why += ["section"] * (work is section)
            why += ["main"] * (work is self._discourse.titles.main)
            why += ["headline"] * (key in self._headline)
            if why:
                found = [f"absent {each} {state}" for each in why]
                found.append(f"absent {'+'.join(why)} {state}")
                found.append(f"absent main {work is self._discourse.titles.main} {state} | {context}")
                yield key, found

    def _look_down(self, at: int, context: str) -> Iterator[tuple[int, list[str]]]:
        """The shows in the lines of a calendar below a day."""
        unit = self.units[at]
        length = self.row.end[unit.sentence] - self.row.begin[unit.sentence]
        if unit.kind != "D" or length > _DAY_LINE or unit.sentence in self._named_in:
            return
        for number in range(unit.sentence + 1, len(self._discourse.sentences)):
            units = self.units[self.row.begin.get(number, 0) : self.row.end.get(number, 0)]
            if len(units) > _CALENDAR_LINE or any(each.kind == "D" and not each.depth for each in units):
                return
            for named in self._named_in.get(number, ())[:1]:
                key = id(self.units[named].what)
                if key in self.works:
                    self.dated.setdefault((unit.what, key), number)
                    yield key, ["ahead calendar", f"ahead calendar | {context}"]

    def _look_ahead(self, at: int, context: str, closest: str) -> Iterator[tuple[int, list[str]]]:
        """The shows named behind a network that may be that of a whole list: one in the headline, at the head of the
        article, in a heading above them or earlier in their paragraph."""
        if self.units[at].kind != "N":
            return
        sentence, paragraph = self.units[at].sentence, self._paragraph(at)
        is_heading = self._heading[sentence] == sentence
        sort = f"{'only' if self._networks == 1 else 'of several'} round-up {self._discourse.is_round_up}"
        seen: set[int] = set()
        for named in self._named[bisect_left(self._named, self.row.end[sentence]) :]:
            key = id(self.units[named].what)
            if key in seen or key not in self.works or not self.works[key].current:
                continue
            seen.add(key)
            if is_heading and self._heading[self.units[named].sentence] == sentence:
                scope = "heading"
            elif self._paragraph(named) == paragraph:
                scope = "paragraph"
            elif sentence == self.units[0].sentence:
                scope = "headline"
            elif paragraph <= _LEAD:
                scope = "lead"
            else:
                continue
            number = self.units[named].sentence
            own = any(each.kind == "N" for each in self.units[self.row.begin[number] : self.row.end[number]])
            yield (
                key,
                [
                    f"ahead {scope} {sort}",
                    f"ahead {scope} {sort} | {context}",
                    f"ahead {scope} {sort} {closest}",
                    f"ahead {scope} {sort}, others beside it {own}",
                ],
            )
