"""Lines that belong together: lists of a cast, one part a line, and fact sheets under a title.

Owns which lines of a text are such a block, where their names stand, which side of a cast's lines is the
actor, and which title stands above a sheet. Refuses running text, and what a sheet's lines say: see
fact_sheets.

A block is found by its layout, before any name is: "mary holt as Anna Bell" in a list of a cast is a name
although it lacks its capitals, and "Slot: Mondays" under a title is no title although it has them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from bot.extract import vocabulary
from bot.extract.draft_fact import Draft
from bot.extract.find.given_names import FEMALE, MALE
from bot.extract.find.names import NO_NAME, Names, Person, is_korean
from bot.extract.find.titles import Titles, Work, without_number
from bot.extract.sentences import SentenceSpan
from bot.extract.slotted_sentences import WorkSlot

Stretch = tuple[int, int]

_LINE: Final = re.compile(r"[^\n]+")
_LONGEST_HEADING: Final = 120
_MOST_ASKED: Final = 40  # lines of a list; that many tell how the others are written
_LONGEST_ENTRY: Final = 300
_SHORTEST_DESCRIPTION: Final = 60
_FEWEST_UNHEADED: Final = 2
_MOST_LINES: Final = 5_000  # no article has more

_WORD: Final = r"[^\W\d_][\w.’'-]*"
_CAPITAL: Final = r"[A-ZÀ-ÞĀ-Ž][\w.’'-]*"
_SMALL: Final = r"(?:de|van|von|der|den|del|della|di|da|la|le|bin|al|el|of|the|and|&)"
_NAME: Final = rf"{_WORD}(?: {_WORD}){{0,4}}"
_ROLE: Final = rf"(?:[Tt]he )?{_CAPITAL}(?: (?:{_SMALL} )?(?:{_CAPITAL}|\d+)){{0,4}}"
_BY: Final = r"(?:,? (?:is |will be |to be )?|: ?| ?\()(?:voiced|played|portrayed|performed) by:? "
_REST: Final = r"(?= ?(?:[,.;:(–—]| - |$))"
# "Mary Holt as Anna Bell, a baker", "Mary Holt as a baker"
_ACTOR_AS: Final = re.compile(
    rf"(?P<left>{_NAME})(?: ?\([^()]{{1,60}}\))?,? (?:as|voices|plays) (?:(?P<right>{_ROLE}){_REST}"
    r"|(?=an? |the |[a-z]))"
)
_PLAYED_BY: Final = re.compile(rf"(?P<left>{_ROLE}){_BY}(?P<right>{_NAME})\)?{_REST}")
_PAIR: Final = re.compile(
    rf"(?P<left>{_ROLE})(?P<mark> ?: ?| ?[–—] ?| - | ?\.{{2,}} ?"
    rf"| ?\()(?P<right>{_ROLE})\)?(?: ?\([^()]{{1,60}}\))?\.?$"
)
_CAST: Final = r"(?:cast(?:ing)?|voices?|voice actors?|characters?|actors|starring|dub)"
_HEADING: Final = re.compile(
    rf"(?:[^.!?]{{0,60}}\b)?{_CAST}(?: (?:members?|list|actors|cast|in|of|for|and|are|is"
    rf"|includes?)\b[^.!?]{{0,60}})?[!?]? ?:?$",
    re.IGNORECASE,
)
_ANNOUNCES: Final = re.compile(rf"\b{_CAST}\b.{{0,120}}:$", re.IGNORECASE)
_LIST_BELOW: Final = re.compile(
    r"\b(?:list|line-?up|names|roles|below|following)\b[^.]{0,40}:$", re.IGNORECASE
)
_NEAR_LIST: Final = 600
"""Characters before a list in which the cast is spoken of that it is of."""
_FEWEST_PAIRED: Final = 3
_VOICES: Final = re.compile(r"\b(?:voices?|dub|characters?)\b", re.IGNORECASE)
# Work on a show that credits list like a part: "Music: Mary Holt".
_NO_ROLE: Final = frozenset(
    """design designs designer music composer studio studios animation art sound editing editor theme song opening ending
    original story composition supervisor script scripts screenplay photography camera colour color background costume
    title titles rating runtime country language author manga novel illustration licensor distributor note source fans
    date dates time day days slot status budget location photo about thoughts plot""".split()
)


@dataclass(frozen=True, slots=True)
class CastLine:
    """One part of a cast as one line lists it: who stands left, and who right."""

    start: int
    end: int
    left: Stretch
    right: Stretch | None
    mark: str
    """What stands between: ``as``, ``by``, or a mark, which does not tell which side is the actor."""


@dataclass(frozen=True, slots=True)
class CastList:
    """The lines of one list."""

    lines: tuple[CastLine, ...]
    is_voiced: bool
    """Whether its heading says that these are voices, or characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A fact sheet, and the title on the line above it."""

    title: Stretch | None
    lines: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Blocks:
    """Every block of a text."""

    casts: tuple[CastList, ...]
    sheets: tuple[Sheet, ...]

    def names(self) -> list[Stretch]:
        """The stretches that a cast's lines name people in, in order; what is in brackets may be a show as well."""
        return [
            side
            for cast in self.casts
            for line in cast.lines
            for side in (line.left, None if line.mark == "(" else line.right)
            if side
        ]


def find_blocks(reading: str) -> Blocks:
    """The blocks of a text, by its lines."""
    lines = list(islice(_lines(reading), _MOST_LINES))
    return Blocks(tuple(_find_casts(reading, lines)), tuple(_find_sheets(reading, lines)))


def _lines(reading: str) -> Iterator[Stretch]:
    """Every line with words, without the space and bullets around it."""
    for line in _LINE.finditer(reading):
        bare = line[0].strip().lstrip("-*•·– ").rstrip()
        if bare:
            start = line.start() + line[0].index(bare)
            yield start, start + len(bare)


def _find_casts(reading: str, lines: Sequence[Stretch]) -> Iterator[CastList]:
    at = 0
    while at < len(lines):
        above = reading[slice(*lines[at - 1])] if at else ""
        headed = (
            _is_cast_heading(above) or _announces_list(reading, lines, at) or _pairs_names(reading, lines, at)
        )
        listed, after = _entries(reading, lines, at, headed=headed)
        if listed and (headed or (len(listed) >= _FEWEST_UNHEADED)):
            yield CastList(tuple(listed), bool(_VOICES.search(above)) and headed)
        at = max(after, at + 1)


def _announces_list(reading: str, lines: Sequence[Stretch], at: int) -> bool:
    """Whether a line above says that a list follows, soon after a cast was spoken of: "See the full list below:"."""
    if not at or not _LIST_BELOW.search(reading, *lines[at - 1]):
        return False
    start = lines[at - 1][0]
    return bool(re.search(rf"\b{_CAST}\b", reading[max(0, start - _NEAR_LIST) : start], re.IGNORECASE))


def _pairs_names(reading: str, lines: Sequence[Stretch], at: int) -> bool:
    """Whether a line and the next two each have two Korean names and a mark between them."""
    pairs = [_PAIR.match(reading, *line) for line in lines[at : at + _FEWEST_PAIRED]]
    return len(pairs) == _FEWEST_PAIRED and all(
        each and is_korean(each["left"]) and is_korean(each["right"]) for each in pairs
    )


def _is_cast_heading(line: str) -> bool:
    return (len(line) <= _LONGEST_HEADING and bool(_HEADING.match(line))) or bool(_ANNOUNCES.search(line))


def _entries(reading: str, lines: Sequence[Stretch], at: int, *, headed: bool) -> tuple[list[CastLine], int]:
    """The parts that are listed from a line on, and the number of the line after them."""
    found: list[CastLine] = []
    while at < len(lines):
        entry = _entry(reading, lines[at], headed=headed)
        if entry is not None:
            found.append(entry)
        elif not headed or not (
            (found and lines[at][1] - lines[at][0] > _SHORTEST_DESCRIPTION)
            or (at + 1 < len(lines) and _entry(reading, lines[at + 1], headed=True))
        ):
            break  # below a heading, what describes a part may stand on a line of its own, and one line may be odd
        at += 1
    return _with_capitals(reading, found), at


def _entry(reading: str, line: Stretch, *, headed: bool) -> CastLine | None:
    """A line as a part of a cast, if it reads like one. Marks alone need a heading that says so."""
    start, end = line
    if end - start > _LONGEST_ENTRY:
        return None
    for mark, shape in (("by", _PLAYED_BY), ("as", _ACTOR_AS), ("", _PAIR)) if headed else _WORDED:
        match = shape.match(reading, start, end)
        if match is None:
            continue
        left, right = match.span("left"), match.span("right")
        actors = {"by": ("right",), "as": ("left",)}.get(mark, ("left", "right"))
        if not all(_may_name(match[side]) for side in actors) or not _may_be_part(match["left"]):
            return None
        return CastLine(
            start,
            end,
            left,
            _without_stop(reading, right) if match["right"] else None,
            mark or match["mark"].strip(),
        )
    return None


def _without_stop(reading: str, side: Stretch) -> Stretch:
    """A name without the stop that ends its line; "Robert Downey Jr." keeps its own."""
    start, end = side
    ends = reading[end - 1] == "." and not _ABBREVIATED.search(reading, start, end)
    return start, end - ends


_ABBREVIATED: Final = re.compile(r"\b(?:[JS]r|[A-Z])\.$")
_WORDED: Final = (("by", _PLAYED_BY), ("as", _ACTOR_AS))


def _may_be_part(text: str) -> bool:
    """Whether a line is about a part, and not about work on the show or a date."""
    if is_korean(text):
        return True  # "Song Ji-a"
    words = [word.rstrip(".").lower() for word in text.split()]
    return not any(each in _NO_ROLE or vocabulary.is_role(each) for each in words)


def _may_name(text: str) -> bool:
    """Whether every word of a text may be part of a name: all have capitals, or none has."""
    words = re.sub(r"^[Tt]he ", "", text).split()
    bare = [word.rstrip(".").lower() for word in words]
    if not _may_be_part(text):
        return False
    if any(each in NO_NAME for each in bare if each not in _TITLES_OF_PEOPLE) and not is_korean(text):
        return False
    capitals = [word[0].isupper() for word in words if not re.fullmatch(_SMALL, word)]
    return all(capitals) or (not any(capitals) and 1 < len(words) < 4)


# Words that are in no actor's name, but in many a character's.
_TITLES_OF_PEOPLE: Final = frozenset(
    """professor detective captain king queen prince princess dr mr mrs ms miss sir dame lord lady officer chief judge
    president general major mayor attorney secretary sheriff the and of""".split()
)


def _with_capitals(reading: str, lines: list[CastLine]) -> list[CastLine]:
    """The lines; those with a name in small letters only if most others have their capitals."""
    small = [line for line in lines if reading[line.left[0]].islower()]
    if 2 * len(small) < len(lines):
        return lines
    return [line for line in lines if line not in small]


# Sheets


_KEY_LINE: Final = re.compile(r"(?P<key>[A-Za-z][A-Za-z /()’'-]{1,30}?) ?: ?(?P<value>\S.*)")
_SHEET_KEY: Final = re.compile(
    r"(?:original |broadcast |premiere |release |air |main |lead |executive |script"
    r"|[\w+’' ]{2,24} (?=broadcast|premiere|release|air))?"
    r"(?:network|channel|platform|broadcast(?:er|ing company|ing station)?|episodes?|genres?|air(?:s"
    r"|ed|ing|dates?)?|release[ds]?|premieres?|date|writers?"
    r"|(?:directed|written|created|produced|helmed|penned) by|screenwriters?|directors?|creators?"
    r"|(?:co-)?showrunners?|producers?|cast|stars?|starring|languages?|slot|runtime)(?: date| dates)?",
    re.IGNORECASE,
)
_STARS_KEY: Final = re.compile(r"(?:main |lead |voice )?(?:cast|stars?|starring|actors)", re.IGNORECASE)
_TITLE_KEY: Final = re.compile(r"(?:(?:drama|movie|film|series|show) )?(?:title|name)", re.IGNORECASE)
_LONGEST_TITLE: Final = 80
_NUMBERED: Final = re.compile(r"(?:#?\d{1,2}[.):] ?)?[\"“‘']?")
_YEAR_BEHIND: Final = re.compile(r"[\"”’']?(?:[:,]? ?\(?[Ss]eason \w+\)?)?(?: ?\([^()]{2,30}\))?[\"”’',]?$")
_NO_TITLE: Final = re.compile(
    rf"\b(?:{vocabulary.SHOW}|details?|info(?:rmation)?|facts?|overview|synopsis|profile|cast|plot"
    r"|story|staff|crew|posted|published|comments?|reviews?)\b|[.:]$",
    re.IGNORECASE,
)
_CREDITED: Final = re.compile(rf"{_CAPITAL}(?: {_CAPITAL}){{0,3}} ?\((?P<title>[^()]{{2,60}})\)")
_TITLE_LIKE: Final = re.compile(
    r"\b(?:The|A|An|Of|Is|My|You|Me|of|is|in|to|for|from)\b|\d|[:!?&,]|(?:\S+ ){3}"
)


def _find_sheets(reading: str, lines: Sequence[Stretch]) -> Iterator[Sheet]:
    at = 0
    while at < len(lines):
        after = at
        known = 0
        while after < len(lines) and (key := _KEY_LINE.match(reading, *lines[after])):
            known += bool(_SHEET_KEY.fullmatch(key["key"]))
            if not known and not _TITLE_KEY.fullmatch(key["key"]) and not _is_below_title(reading, lines, at):
                break  # a title with a colon in it, above the sheet
            after += 1
        if known >= _FEWEST_UNHEADED:
            yield Sheet(_title_of(reading, lines, at), tuple(lines[at:after]))
        elif placed := _WHERE_AND_WHEN.fullmatch(reading, *lines[at]):
            title = (
                (
                    _bare_title(reading, placed.span("title"), is_marked=True)
                    if placed["title"]
                    else _bare_title(reading, lines[at - 1])
                )
                if at or placed["title"]
                else None
            )
            yield Sheet(title, (lines[at],))
        at = max(after, at + 1)


def _is_below_title(reading: str, lines: Sequence[Stretch], at: int) -> bool:
    """Whether a line has one above that may be a title and is no key with its value."""
    return (
        at > 1
        and not _KEY_LINE.match(reading, *lines[at - 1])
        and _bare_title(reading, lines[at - 1]) is not None
    )


_NETWORK: Final = rf"(?:{vocabulary.PLATFORM})(?:(?:/| and | & |, )(?:{vocabulary.PLATFORM}))*"
_DAY: Final = (
    r"(?:(?:from|on) )?(?:[A-Z][a-z]+day,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}"
    r"|[A-Z][a-z]{2,8})(?:,? \d{4})?"
)
# "Netflix, May 3" below a title, or "1. Title (Netflix, May 3)"
_WHERE_AND_WHEN: Final = re.compile(
    rf"(?P<title>(?:\d{{1,2}}[.)] ?)?[^\n():]{{2,60}}? ?\()?(?:{_NETWORK},? ?[|–—-]? ?{_DAY}"
    rf"|{_DAY},? ?[|–—-]? ?(?:on )?{_NETWORK})\)?"
)


def _title_of(reading: str, lines: Sequence[Stretch], at: int) -> Stretch | None:
    """The title of the sheet that begins at a line: the value of its first line, or the line above."""
    first = _KEY_LINE.match(reading, *lines[at])
    if first and _TITLE_KEY.fullmatch(first["key"]):
        return _bare_title(reading, first.span("value"))
    return _bare_title(reading, lines[at - 1]) if at else None


def _bare_title(reading: str, line: Stretch, *, is_marked: bool = False) -> Stretch | None:
    """The title that a line is, without its number, quotes and year; one that is ``is_marked`` as such, by the
    network and the day behind it, may be made of any words."""
    start, end = line
    end = start + len(reading[start:end].rstrip("( "))
    start = (_NUMBERED.match(reading, start, end) or _LINE.match(reading, start, end)).end()  # type: ignore[union-attr]
    behind = _YEAR_BEHIND.search(reading, start, end)
    end = behind.start() if behind else end
    text = reading[start:end]
    initials = re.fullmatch(r"(?:[A-Z]\.)+", text)
    if not 1 < len(text) <= _LONGEST_TITLE or (_NO_TITLE.search(text) and not initials and not is_marked):
        return None
    words = re.findall(r"[^\W\d_][\w’']*", text)
    small = [word for word in words if word[0].islower() and len(word) > 4]
    return None if small or not words else (start, end)


def block_titles(reading: str, blocks: Blocks) -> list[str]:
    """Titles that a text's sheets give by their place: above a sheet, and in brackets behind its actors."""
    above = [without_number(reading[slice(*sheet.title)]) for sheet in blocks.sheets if sheet.title]
    return [*above, *_old_credits(reading, blocks.sheets)]


def _old_credits(reading: str, sheets: Sequence[Sheet]) -> list[str]:
    """What stands in brackets behind actors, if those are titles and not the parts they play: all the
    sheets of a text are written alike, so one that reads like a title or a name tells for the rest."""
    listed: list[str] = []
    keys: set[str] = set()
    for sheet in sheets:
        for line in sheet.lines:
            key = _KEY_LINE.match(reading, *line)
            if key and _STARS_KEY.fullmatch(key["key"]):
                keys.add(key["key"].lower())
                listed += (match["title"].strip("\"“”‘’' ") for match in _CREDITED.finditer(key["value"]))
    titles = [each for each in listed if not re.match(r"(?:as|age[ds]?) ", each)]
    if any(_TITLE_LIKE.search(each) for each in titles):
        return titles
    named = any(is_korean(each) or each.split()[0].lower() in FEMALE | MALE for each in titles)
    return titles if "stars" in keys and not named else []


# What is made of them


def one_sentence_a_line(sentences: Sequence[SentenceSpan], blocks: Blocks) -> list[SentenceSpan]:
    """The sentences, with each line of a cast as one, though a line that begins in small letters looks
    like the rest of the one above."""
    lines = [line for cast in blocks.casts for line in cast.lines]
    starts = [each.start for each in sentences]
    replaced: set[int] = set()
    for line in lines:
        first = max(0, bisect_right(starts, line.start) - 1)
        replaced.update(
            number
            for number in range(first, bisect_left(starts, line.end))
            if sentences[number].end > line.start
        )
    kept = [each for number, each in enumerate(sentences) if number not in replaced]
    for line in lines:
        paragraph = sentences[max(0, bisect_right(starts, line.start) - 1)].paragraph
        kept.append(SentenceSpan(line.start, line.end, paragraph, is_heading=False))
    return sorted(kept, key=lambda each: each.start)


def without_lines(titles: Titles, blocks: Blocks) -> Titles:
    """The titles without those that are a key and its value: "Slot: Mondays & Tuesdays"."""
    keys = {
        line[0]
        for sheet in blocks.sheets
        for line in sheet.lines
        if not sheet.title or line[0] != sheet.title[0]
    }
    named = {at for start, end in blocks.names() for at in range(start, end)}
    kept = tuple(
        each
        for each in titles.mentions
        if each.start not in keys and named.isdisjoint(range(each.start, each.end))
    )
    if len(kept) == len(titles.mentions):
        return titles
    alive = {id(each.work) for each in kept}
    works = tuple(work for work in titles.works if id(work) in alive)
    main = titles.main if titles.main and id(titles.main) in alive else None
    return replace(titles, mentions=kept, works=works, main=main)


@dataclass(frozen=True, slots=True)
class PlacedBlocks:
    """The blocks of an article with its people and shows in place."""

    parts: dict[int, tuple[str | Person, str, str | None]]
    """By where its line begins: the actor, as the line spells the name, and the character."""
    shows: dict[int, WorkSlot]
    """By where its line begins: the show, and the season if its title has one, whose sheet a line is in."""


def place_blocks(reading: str, blocks: Blocks, names: Names, titles: Titles) -> PlacedBlocks:
    """Which people and shows a text's blocks name. Tells who of those people is a character."""
    people = {each.start: each.person for each in names.people}
    parts: dict[int, tuple[str | Person, str, str | None]] = {}
    named = {each.start for each in titles.mentions}
    for cast in blocks.casts:
        credited = {mark for mark in {line.mark for line in cast.lines} if _lists_credits(cast, mark, named)}
        sides = {mark: _left_acts(reading, cast, mark, people) for mark in {line.mark for line in cast.lines}}
        for line in cast.lines:
            left_acts = sides[line.mark]
            if line.mark in credited:
                spelled = " ".join(reading[slice(*line.left)].split())
                parts[line.start] = people.get(line.left[0], spelled), spelled, None
                continue
            actor, character = (line.left, line.right) if left_acts else (line.right, line.left)
            if actor is None or left_acts is None:
                continue
            if character and (person := people.get(character[0])):
                person.is_character = True
            if person := people.get(actor[0]):
                person.is_character = False
                person.roles.add("actor")
            spelled = " ".join(reading[slice(*actor)].split())
            part = " ".join(reading[slice(*character)].split()) if character else None
            parts[line.start] = people.get(actor[0], spelled), spelled, part
    mentions = {each.start: WorkSlot(each.work, each.season) for each in titles.mentions}
    shows = {
        line[0]: mentions[sheet.title[0]]
        for sheet in blocks.sheets
        if sheet.title and sheet.title[0] in mentions
        for line in sheet.lines
    }
    return PlacedBlocks(parts, shows)


def _lists_credits(cast: CastList, mark: str, named: Container[int]) -> bool:
    """Whether a list's lines with this mark have old shows behind their actors: "Mary Holt (Blue Lake)"."""
    right = [line.right for line in cast.lines if line.mark == mark and line.right]
    return 2 * sum(side[0] in named for side in right) > len(right)


def _left_acts(reading: str, cast: CastList, mark: str, people: dict[int, Person]) -> bool | None:
    """Whether the actor stands left in a list's lines with this mark; None if nothing tells."""
    if mark in ("as", "by"):
        return mark == "as"
    alike = [each for each in cast.lines if each.mark == mark][:_MOST_ASKED]
    told = sum(_acts(reading, each.left, cast, people) for each in alike)
    told -= sum(_acts(reading, each.right, cast, people) for each in alike if each.right)
    if told:
        return told > 0
    several = [
        (" " in reading[slice(*each.left)], _spaced(reading, each.right)) for each in alike if each.right
    ]
    if several and all(left and not right for left, right in several):
        return True
    if cast.is_voiced:
        return False
    if all(each.right and is_korean(reading[slice(*each.right)]) for each in alike):
        return True  # Korean dramas name the actor first, and both read alike
    made_up = sum(_is_made_up(each.left, people) - _is_made_up(each.right, people) for each in alike)
    if made_up:
        return made_up < 0
    if mark == "(":
        return None  # brackets may just as well hold a show
    one_word = sum((" " in reading[slice(*each.left)]) - _spaced(reading, each.right) for each in alike)
    return one_word > 0 if one_word else mark != ":"


def _is_made_up(side: Stretch | None, people: dict[int, Person]) -> bool:
    person = people.get(side[0]) if side else None
    return person is not None and person.is_character


def _spaced(reading: str, side: Stretch | None) -> bool:
    return side is not None and " " in reading[slice(*side)]


_ACTING: Final = (
    r" (?:\w+ ){0,3}?(?:plays?|voic(?:es?|ed|ing)|portrays?|stars?|starred|acts?|reprises?)\b(?! by)"
)
_PLAYED: Final = r"(?:\b(?:plays?|voices?|portrays?|role of|part of|character|as) )"


def _acts(reading: str, side: Stretch, cast: CastList, people: dict[int, Person]) -> int:
    """1 if the rest of the text says that a name in a list is an actor's, -1 if a character's."""
    person = people.get(side[0])
    if person is not None and person.roles & {"actor", "singer"}:
        return 1
    name = re.escape(reading[slice(*side)])
    acts = re.compile(rf"\b(?:(?:voiced|played|portrayed) by|actor|actress|star) {name}|\b{name}{_ACTING}")
    part = re.compile(rf"{_PLAYED}{name}\b|\b{name},? (?:\w+ )?(?:voiced|played|portrayed) by\b")
    first, last = cast.lines[0].start, cast.lines[-1].end
    outside = (reading[:first], reading[last:])
    return any(acts.search(each) for each in outside) - any(part.search(each) for each in outside)


def read_cast_line(placed: PlacedBlocks, work: Work | None, season: int | None, at: int) -> Iterable[Draft]:
    """The part that the line at this place lists."""
    actor, spelled, character = placed.parts[at]
    if work is None:
        return
    yield Draft("cast member", actor, work, season=season, spelled=spelled, character=character)
