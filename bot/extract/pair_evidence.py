"""What an article says about each pair of a value and a show: evidence that the one belongs to the other.

A value is a person, a network, a day or a number of episodes. Owns which pairs are looked at, and the words, lists,
brackets and headings around each place of a value and between it and the show. Refuses to decide (see pairs).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.names import Person
from bot.extract.slotted_sentences import pattern
from bot.extract.titles import Work

_TOKEN: Final = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*|[^\w\s]")
_DROPPED: Final = frozenset("\"“”‘’'*`´")
_COUNT: Final = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{vocabulary.words(', '.join(vocabulary.NUMBER))})[- ](?:[a-z]+[- ]){{0,2}}?(?:episodes?|eps?|part(?:s|er)?)\b",
    re.IGNORECASE,
)
_GENRE: Final = pattern(r"(?<![\w-]){genre}(?!\w)")
_SOURCE: Final = pattern(r"(?<!\w){source}s?(?!\w)")
_SEPARATORS: Final = frozenset(", and & ; / or x".split())
_STOPS: Final = frozenset(".;:!?")
_MOST_PLACES: Final = 6
"""Places of one value that are looked at: the first ones say who somebody is."""
_MOST_PAIRS: Final = 2_000
_NEAR: Final = 14

CREW: Final = {"director": "direct", "screenwriter": "write", "creator": "create", "producer": "produce"}
"""Each relation of somebody who makes a show, and its own cue."""
RELATIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("cast member", *CREW),
    "networks": ("platform",),
    "days": ("release date", "filming date", "renewal date"),
    "episodes": ("number of episodes",),
    "genres": ("genre",),
    "sources": ("based on",),
}
"""The relations of each kind of value."""
KIND_OF: Final = {relation: kind for kind, relations in RELATIONS.items() for relation in relations}
_ROLES: Final = {"director": "direct", "writer": "write", "creator": "create", "producer": "produce"}
_CUES: Final = {
    name: re.compile(stems, re.IGNORECASE)
    for name, stems in (
        ("act", r"(?:co-?)?star|cast|play|portray|appear|act(?:s|ed|ing|ors?|ress|resses)?$|role|lead|led$|join|featur|opposite|character|voic|cameo|repris|ensemble|headlin|toplin|return|as$"),
        ("direct", r"direct|dir$|dirs$|helm|filmmak|pd$|co-direct"),
        ("write", r"writ|wrote|penn|pens?$|script|screenplay|scribe|co-wr|scr$|scenario|composition"),
        ("create", r"creat|co-creat|showrun|develop|mastermind|brainchild"),
        ("produce", r"produc|eps?$|exec|prod$"),
        ("source", r"novel|book|author|webtoon|manga|comic|memoir|bestsell|best-sell|based|adapt|original|light"),
        ("say", r"said|says|told|added|reveal|explain|comment|shared|statement|interview"),
        ("known", r"known|such|includ|previous|recent|last|after|since|following|success|fame|credit|earlier|former|alum|best|hit|seen"),
        ("new", r"upcoming|new|next|will|set|confirm|talks|offer|latest"),
        ("music", r"song|album|sing|sang|sung|music|theme|compos|score|opening|ending"),
        ("premiere", r"premier|debut|air|releas|launch|drop|arriv|open|bow|stream|out$|return|date|broadcast|begin|start|from$|due|slated|back$|land|hit"),
        ("film", r"film(?:ing|ed)$|shoot|shot|production|photography|camera|wrap"),
        ("renew", r"renew|order|green|pick|commission|confirm|announc"),
        ("end", r"end|conclud|finale|until|through|died|born|award|festival|cancel"),
    )
}  # fmt: skip
_MAKING: Final = tuple(CREW.values())
_MADE: Final = re.compile(r"(?:ed|wrote|written)$")
_MAKER: Final = re.compile(r"(?:er|or|ers|ors|scribe|pd|eps?|dirs?)$")


@dataclass(slots=True)
class Unit:
    """A word, a mark, or a mention."""

    text: str
    """The word in small letters, or what stands for all like it: «direct-er», P for a person."""
    kind: str
    """A letter for a mention: W, P, C (a character), G (an organisation), N (a network), D, E (episodes), K (a genre),
    S (a source)."""
    what: object
    sentence: int
    depth: int = 0
    """How many brackets it is in."""
    season: int | None = None


@dataclass(slots=True)
class Value:
    """What may belong to a show, and the numbers of the units that name it."""

    kind: str
    """One of RELATIONS."""
    key: object
    value: str | Person
    places: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pair:
    """A value and a show, and what speaks for and against their belonging together."""

    value: Value
    work: Work
    evidence: frozenset[str]
    place: int
    """The number of the sentence that says most about it."""
    season: int | None
    """The season beside the show there."""


Stated = Mapping[tuple[str, object], Mapping[int, bool]]
"""By relation and key of a value: the shows (their ``id``) that it is stated of, and whether only as past work."""


_IN_WORDS: Final = frozenset({"genre", "based on"})
_SAME: Final = {"rom-com": "romantic comedy", "romcom": "romantic comedy", "rom com": "romantic comedy"}


def key_of_value(relation: str, value: str | Person) -> object:
    """What a value is known by among those of its kind."""
    if isinstance(value, Person):
        return id(value)
    if relation in _IN_WORDS:
        return _SAME.get(low := " ".join(value.lower().split()), low)
    return value.lower() if relation == "platform" else value


@lru_cache(maxsize=8192)
def find_cues(word: str) -> tuple[str, ...]:
    """What a word may be about."""
    if word[0] == "«":
        return (word.partition("-")[0] + "»",)
    return tuple(name for name, stems in _CUES.items() if stems.match(word))


@lru_cache(maxsize=8192)
def _symbol(word: str) -> str:
    """A word, or what stands for all words of its sort of making: «direct-er» for a director, «direct-ed» for helmed."""
    making = next((each for each in find_cues(word) if each in _MAKING), None) if word[0].isalpha() else None
    if making is None:
        return word
    return f"«{making}-{'ed' if _MADE.search(word) else 'er' if _MAKER.search(word) else 's'}»"


def see_as(evidence: Iterable[str], relation: str) -> list[str]:
    """Evidence about somebody who makes a show as one relation sees it: its own words, and those of its rivals."""
    return [f"is {relation}", *(_see(each, relation) if "«" in each else each for each in evidence)]


@lru_cache(maxsize=16384)
def _see(evidence: str, relation: str) -> str:
    for making in _MAKING:
        evidence = evidence.replace(f"«{making}", "«own" if making == CREW[relation] else "«rival")
    return evidence


def may_make(evidence: Iterable[str]) -> list[str]:
    """The relations of those who make shows that anything speaks of."""
    said = " ".join(each for each in evidence if "«" in each)
    return [relation for relation, own in CREW.items() if "«" + own in said] if said else []


def find_pairs(discourse: Discourse, stated: Stated, raw: Stated) -> list[Pair]:
    """Every value with every show that it may belong to; ``stated`` are the links that are borne out beside what else
    rules state, ``raw`` is what rules state of links."""
    works = [each for each in discourse.titles.works if each.name]
    units = list(_make_units(discourse)) if works else []
    if not works or not units:
        return []
    view = _View(discourse, units, works)
    pairs: list[Pair] = []
    for value in _find_values(units):
        if len(pairs) > _MOST_PAIRS:
            break
        pairs += _pair(view, value, stated, raw)
    return pairs


def _pair(view: _View, value: Value, stated: Stated, raw: Stated) -> Iterator[Pair]:
    alike = set(_describe(value, view.units))
    for place in value.places:
        alike.update(view.look_around(place))
    relations = RELATIONS[value.kind]
    for relation in relations:
        if stated.get((relation, value.key)):
            alike.add(f"rules {_call(relation)}")
    for work, (found, sentence, season) in view.look_between(value.places).items():
        evidence = alike | found
        for relation in relations:
            of = stated.get((relation, value.key), {})
            if work in of:
                evidence |= {f"rule {_call(relation)}", f"rule {_call(relation)} past {of[work]}"}
            elif of:
                evidence.add(f"rule {_call(relation)} elsewhere")
            if work in raw.get((relation, value.key), {}):
                evidence.add(f"raw {_call(relation)}")
        yield Pair(value, view.works[work], frozenset(evidence), sentence, season)


def _call(relation: str) -> str:
    return f"«{CREW[relation]}»" if relation in CREW else relation


def _describe(value: Value, units: Sequence[Unit]) -> Iterator[str]:
    yield f"{min(4, len(value.places))} places"
    if isinstance(value.value, Person):
        yield "several words" if " " in value.value.name else "one word"
        if value.value.is_character:
            yield "character"
        for role in value.value.roles:
            yield f"role «{_ROLES[role]}»" if role in _ROLES else f"role {role}"
    if value.kind == "networks":
        yield "network" if any(units[at].kind == "N" for at in value.places) else "organisation"


def _find_values(units: Sequence[Unit]) -> Iterable[Value]:
    found: dict[tuple[str, object], Value] = {}
    for at, unit in enumerate(units):
        if unit.kind in "PC" and isinstance(unit.what, Person):
            value = Value("people", id(unit.what), unit.what)
        elif unit.kind in "NG" and isinstance(unit.what, str):
            value = Value("networks", unit.what.lower(), unit.what)
        elif unit.kind in "DE" and isinstance(unit.what, str):
            value = Value("days" if unit.kind == "D" else "episodes", unit.what, unit.what)
        elif unit.kind in "KS" and isinstance(unit.what, str):
            value = Value("genres" if unit.kind == "K" else "sources", unit.what, unit.what)
        else:
            continue
        value = found.setdefault((value.kind, value.key), value)
        if len(value.places) < _MOST_PLACES:
            value.places.append(at)
    return found.values()


def _mentions_of(discourse: Discourse) -> list[tuple[int, int, str, object, int | None]]:
    names = discourse.names
    found: list[tuple[int, int, str, object, int | None]] = []
    found += [(each.start, each.end, "W", each.work, each.season) for each in discourse.titles.mentions]
    found += [
        (each.start, each.end, "C" if each.person.is_character else "P", each.person, None)
        for each in names.people
    ]
    found += [(each.start, each.end, "G", each.name, None) for each in names.organisations]
    found += [(each.start, each.end, "N", each.name, None) for each in names.platforms]
    found += [(each.start, each.end, "D", each.edtf, None) for each in discourse.times]
    for match in _COUNT.finditer(discourse.article.reading):
        count = match["count"].lower()
        found.append((*match.span("count"), "E", str(vocabulary.NUMBER.get(count, count)), None))
    for kind, words in (("K", _GENRE), ("S", _SOURCE)):
        found += [
            (match.start(), match.end(), kind, key_of_value("genre", match[0]), None)
            for match in words.finditer(discourse.article.reading)
        ]
    return sorted(found, key=lambda each: (each[0], -each[1]))


def _make_units(discourse: Discourse) -> Iterator[Unit]:
    """The words, marks and mentions of an article, sentence by sentence."""
    reading = discourse.article.reading
    mentions = _mentions_of(discourse)
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
                _, at, kind, what, season = mentions[next_one]
                next_one += 1
                yield Unit(kind, kind, what, number, depth, season)


class _View:
    """An article's units, seen from one of them."""

    def __init__(self, discourse: Discourse, units: Sequence[Unit], works: Iterable[Work]) -> None:
        self.units = units
        self.works = {id(each): each for each in works}
        self._discourse = discourse
        self._begin: dict[int, int] = {}
        self._end: dict[int, int] = {}
        for at, unit in enumerate(units):
            self._begin.setdefault(unit.sentence, at)
            self._end[unit.sentence] = at + 1
        self._named = [at for at, unit in enumerate(units) if unit.kind == "W"]
        self._named_in: dict[int, list[int]] = {}
        for at in self._named:
            self._named_in.setdefault(units[at].sentence, []).append(at)
        self._headline = {id(units[at].what) for at in self._named if units[at].sentence == units[0].sentence}
        counts = Counter(id(units[at].what) for at in self._named)
        most = max(counts.values(), default=0)
        self._traits = {
            key: frozenset(
                (
                    f"main {work is discourse.titles.main}",
                    f"headline {key in self._headline}",
                    f"most {counts[key] == most} {min(most, 4)}",
                    f"single {len(self.works) == 1}",
                    f"current {min(work.current, 2)}",
                    f"works {min(len(self.works), 6)} {work is discourse.titles.main}",
                    f"round-up {discourse.is_round_up}",
                )
            )
            for key, work in self.works.items()
        }
        self._heading: dict[int, int | None] = {}
        heading = None
        for number, sentence in enumerate(discourse.sentences):
            heading = number if sentence.is_heading and number else heading
            self._heading[number] = heading
        self._opens_paragraph: dict[int, int] = {}
        for at in self._named:
            self._opens_paragraph.setdefault(self._paragraph(at), at)

    def _paragraph(self, at: int) -> int:
        return self._discourse.sentences[self.units[at].sentence].paragraph

    def _text(self, at: int, begin: int, end: int) -> str:
        return self.units[at].text if begin <= at < end else "^" if at < begin else "$"

    def _list_around(self, at: int) -> tuple[int, int]:
        """The first and the last of the like units that one is in a list with, what is in brackets passed over."""
        sentence = self.units[at].sentence
        ends = []
        for step, edge in ((-1, self._begin[sentence] - 1), (1, self._end[sentence])):
            last, here, parted = at, at + step, False
            while here != edge:
                unit = self.units[here]
                if unit.depth <= self.units[at].depth and unit.text not in "()":
                    if unit.kind == self.units[at].kind and parted:
                        last, parted = here, False
                    elif unit.text in _SEPARATORS:
                        parted = True
                    else:
                        break
                here += step
            ends.append(last)
        return ends[0], ends[1]

    def look_around(self, at: int) -> Iterator[str]:
        """What stands around a value, and around the list it is in."""
        unit = self.units[at]
        begin, end = self._begin[unit.sentence], self._end[unit.sentence]
        first, last = self._list_around(at)
        for name, left, right in (("", at, at), ("list ", first, last)):
            before = [self._text(left - far, begin, end) for far in (1, 2, 3)]
            behind = [self._text(right + far, begin, end) for far in (1, 2, 3)]
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
        for far in range(min(3, at - begin)):
            yield f"opens {far} {self.units[begin + far].text}"
        heading = self._heading[unit.sentence]
        if heading in self._begin and heading is not None:
            for each in self.units[self._begin[heading] : min(self._end[heading], self._begin[heading] + 8)]:
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
        yield f"closest {closest[0]} {closest[1]}"

    def look_between(self, places: Iterable[int]) -> dict[int, tuple[set[str], int, int | None]]:
        """For each show that a value may belong to: where it stands from the value's places, the sentence of the best
        of those, and its season there."""
        found: dict[int, tuple[set[str], int, int | None]] = {}
        beside: set[int] = set()
        for at in places:
            sentence = self.units[at].sentence
            begin, end = self._begin[sentence], self._end[sentence]
            here = self._named_in.get(sentence, [])
            first, last = self._list_around(at)
            nearest = {
                id(self.units[each].what): each for each in sorted(here, key=lambda other: -abs(other - at))
            }
            for key, each in nearest.items():
                if key not in self.works:
                    continue
                seen = found.get(key, (set(), 0, None))[0] | set(self._see(at, each, here, first, last))
                if key not in beside:
                    beside.add(key)
                    found[key] = (seen, sentence, self.units[each].season)
                else:
                    found[key] = (seen, *found[key][1:])
            for key, evidence in self._remember(at, here, self._text(first - 1, begin, end)):
                if key not in found:
                    found[key] = (set(), sentence, None)
                found[key][0].update(evidence)
            topic = self._discourse.spoken_of.get(self._discourse.sentences[sentence].start)
            depth = self.units[at].depth > 0
            for key in {*nearest, id(topic)} & self.works.keys():
                if key not in found:
                    found[key] = (set(), sentence, None)
                side = "absent" if key not in nearest else "before" if nearest[key] < at else "behind"
                is_topic = topic is not None and key == id(topic)
                cues = found[key][0]
                cues.add(f"topic {is_topic} {side}")
                cues.add(f"topic {is_topic} {side} {depth}")
                cues.add(f"topic {is_topic} {side} {self._text(first - 1, begin, end)}")
                if not is_topic and id(topic) in found:
                    cues.add(f"topic is {'here' if id(topic) in nearest else 'absent'}, {side}")
        for key, each_found in found.items():
            each_found[0].update(self._traits[key])
        return found

    def _see(self, at: int, named: int, here: Sequence[int], first: int, last: int) -> Iterator[str]:
        """Where a show stands that the value's sentence names."""
        units = self.units
        sentence = units[at].sentence
        begin, end = self._begin[sentence], self._end[sentence]
        side = "before" if named < at else "behind"
        between = units[named + 1 : first] if named < at else units[last + 1 : named]
        level = units[at].depth
        others = any(
            each.kind == "W" and each.what is not units[named].what and each.depth <= level
            for each in between
        )
        alike = any(each.kind == units[at].kind for each in between)
        depth = units[named].depth - level
        place = f"{side}{' others' * others}{' like' * alike}{' in' if depth > 0 else ' out' if depth < 0 else ''}"
        count = len(between)
        size = next((str(most) for most in (0, 2, 5, 10, 20) if count <= most), "far")
        yield from (f"at {place}", f"at {place} {size}", f"at {side} {size}")
        yield f"at {place} | {self._text(first - 1, begin, end)}"
        yield f"at {place} || {self._text(last + 1, begin, end)}"
        if len(here) == 1:
            yield f"at only {side}"
        if named == here[0]:
            yield f"at first {side}"
        if named == next((each for each in here if units[each].depth <= level), -1):
            yield f"at first out of brackets {side}"
        for each in between:
            for cue in find_cues(each.text):
                yield f"between {side} {cue}"
            if each.text in _STOPS:
                yield f"between {side} {each.text}"
        if count <= 4:
            yield f"path {side} {' '.join(each.text for each in between)}"
        if count:
            yield f"path {side} {between[0].text} …"
            yield f"path {side} … {between[-1].text}"
            yield f"path {side} {between[0].text} … {between[-1].text}"
        for far in range(max(begin, named - 3), named):
            yield f"show after {units[far].text}"
            for cue in find_cues(units[far].text):
                yield f"show after {cue}"
        if named + 1 < end:
            yield f"show before {units[named + 1].text}"
            yield f"show before {side} {units[named + 1].text}"

    def _remember(self, at: int, here: Sequence[int], context: str) -> Iterator[tuple[int, list[str]]]:
        """The shows that go without saying in a sentence that does not name them, and why they may be meant."""
        sentence, paragraph = self.units[at].sentence, self._paragraph(at)
        present = {id(self.units[each].what) for each in here}
        begin = self._begin[sentence]
        earlier = bisect_left(self._named, begin)
        last = self._named[earlier - 1] if earlier else None
        opens = self._opens_paragraph.get(paragraph)
        heading = self._heading[sentence]
        above = {id(self.units[each].what) for each in self._named_in.get(heading, ())} if heading else set()
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
            why += ["main"] * (work is self._discourse.titles.main)
            why += ["headline"] * (key in self._headline)
            if why:
                found = [f"absent {each} {state}" for each in why]
                found.append(f"absent {'+'.join(why)} {state}")
                found.append(f"absent main {work is self._discourse.titles.main} {state} | {context}")
                yield key, found
