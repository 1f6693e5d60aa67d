"""Stretches of text that may name something, and what speaks for each being a show, a person or nothing at all.

Owns which stretches are looked at (runs of capitals, quotations, emphasis) and the evidence about each: its words, those
around it, its marks, how the article uses the same words elsewhere, and lists of words. Refuses to decide (see
mentions).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.extract import vocabulary
from bot.extract.evidence_model import Group
from bot.extract.find.famous import is_famous
from bot.extract.find.given_names import FEMALE, MALE
from bot.extract.find.names import KOREAN_SURNAMES, ORGANISATION, PLACES, is_korean
from bot.extract.sentences import SentenceSpan
from bot.names import fold

_TOKEN: Final = re.compile(
    r"(?:[A-Z]\.){2,}|#?[^\W_]+(?:(?:[-&/.]|['’](?!s\b|S\b))[^\W_]+)*\+?|['’][sS]\b|\.{3}|[^\w\s]|_"
)
_SMALL: Final = frozenset(
    "a an the and or nor of in on at by to from with without for as is vs are not into over under up out my your his her our "
    "their we you i it me us be de la el le du das der die del los las les et y no to do so that this than if but x".split()
)
_INSIDE: Final = frozenset(": , & - – — / 's ... … ! ? . + '".split())
_OPENS: Final = frozenset("\"“‘'«„")
_CLOSES: Final = frozenset("\"”’'»")
_PARTS_HEADING: Final = frozenset("( – — - | :".split())
_ABBREVIATED: Final = frozenset(
    "dr mr mrs ms st vs jr sr vol no dept mt pt ft capt sgt lt prof gen col rev det bros".split()
)
_PARTED: Final = frozenset("season series premiere finale premieres time slot".split())
_HALVES: Final = frozenset("am pm a.m p.m".split())
"""Of the day."""
_ENDS: Final = frozenset('.!?”"’…)')
"""What prose ends with, and no line that is only a day."""
_MOST_TOKENS: Final = 9
_MOST_QUOTED: Final = 14
_LONG: Final = 5
"""Tokens of a stretch whose form is only said to be long."""
_SAID: Final = 3
"""Tokens behind a stretch within which somebody says something."""
FAMOUS: Final = "famous title"
_NEAR: Final = 6
"""Tokens before and behind a stretch that are looked at."""
_ROLES: Final = frozenset(vocabulary.ROLE_CUES.split())
_SHOWS: Final = frozenset(vocabulary.SHOW_CUES.split())
_SAYS: Final = frozenset(vocabulary.SAY_CUES.split())
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec".split()
)
_DAYS: Final = frozenset(
    f"{day}day{end}" for day in "mon tues wednes thurs fri satur sun".split() for end in ("", "s")
)
_NATIONS: Final = frozenset(
    "korean japanese chinese taiwanese thai indian american british english french german spanish italian australian canadian "
    "irish turkish mexican brazilian european asian african nigerian israeli polish russian danish swedish norwegian finnish dutch "
    "scottish welsh filipino hollywood bollywood hallyu".split()
)
_SURNAMES: Final = frozenset(KOREAN_SURNAMES)


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a name, with what speaks for and against."""

    first: int
    """The number of its first token."""
    last: int
    """The number behind its last token."""
    start: int
    end: int
    evidence: list[Group]
    layout: str = ""
    """How the heading is set that it is the title of, if it stands where one would."""
    entry: str = ""
    """The same, with the word that the line below begins with, where it is no text either: "(Airs: May 3)"."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a text, and the sentence that each is in."""

    texts: list[str]
    lowered: list[str]
    starts: list[int]
    ends: list[int]
    sentence: list[int]


def find_tokens(reading: str, sentences: Sequence[SentenceSpan]) -> Tokens:
    """The words and marks of a text, sentence by sentence."""
    tokens = Tokens([], [], [], [], [])
    for number, sentence in enumerate(sentences):
        for match in _TOKEN.finditer(reading, sentence.start, sentence.end):
            text = match[0]
            tokens.texts.append(text)
            tokens.lowered.append(text.lower().replace("’", "'"))
            tokens.starts.append(match.start())
            tokens.ends.append(match.end())
            tokens.sentence.append(number)
    return tokens


def find_candidates(
    sentences: Sequence[SentenceSpan],
    tokens: Tokens,
    quoted: Iterable[tuple[int, int]],
    emphasised: Iterable[tuple[int, int]],
    korean: Iterable[tuple[int, int]],
    small_words: frozenset[str],
) -> list[Candidate]:
    """Every stretch that may be a name, by where it begins, with its evidence; ``korean`` are those that read as Korean names
    in whatever case."""
    view = _View(sentences, tokens, small_words)
    marked = dict(view.within_marks(quoted, "quoted")) | dict(view.within_marks(emphasised, "emphasised"))
    stretches = {each for each in marked if each[1] - each[0] <= _MOST_QUOTED}
    ends = {last for _, last in marked}
    for first, is_name in enumerate(view.is_name):
        if is_name:
            stretches.update((first, last) for last in view.runs_from(first, ends))
    stretches |= set(view.whole_tokens(korean))
    heads = list(view.find_heads())
    layouts = {span: layout for span, layout, _ in heads}
    stretches |= {each for each in layouts if each[1] - each[0] <= _MOST_TOKENS}
    found = view.describe(sorted(stretches), marked)
    _add_layouts(found, layouts)
    entries = {span: f"{layout} {below}" for span, layout, below in heads if below}
    for each in found:
        each.entry = entries.get((each.first, each.last), "")
    return found


def _add_layouts(found: Iterable[Candidate], layouts: Mapping[tuple[int, int], str]) -> None:
    alike = Counter(layouts.values())
    for each in found:
        if layout := layouts.get((each.first, each.last)):
            each.layout = layout
            each.evidence.append((f"heads {layout}", f"heads {layout} of {min(4, alike[layout])}"))


class _View:
    """An article's tokens, and what they have in common."""

    def __init__(
        self, sentences: Sequence[SentenceSpan], tokens: Tokens, small_words: frozenset[str]
    ) -> None:
        self._tokens = tokens
        self._sentences = sentences
        self.is_name = [_may_be_name(each) for each in tokens.texts]
        self._classes = [
            _class_of(text, low in small_words)
            for text, low in zip(tokens.texts, tokens.lowered, strict=True)
        ]
        self._shapes = list(map(_shape_of, tokens.texts))
        self._opening = {bisect_left(tokens.starts, each.start) for each in sentences}

    def within_marks(
        self, spans: Iterable[tuple[int, int]], kind: str
    ) -> Iterator[tuple[tuple[int, int], str]]:
        """The tokens between marks, without the comma before a closing one."""
        texts, starts = self._tokens.texts, self._tokens.starts
        for start, end in spans:
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            while last > first and (texts[last - 1] in _CLOSES or texts[last - 1] in ",."):
                last -= 1
            while first < last and texts[first] in _OPENS:
                first += 1
            if first < last:
                yield (first, last), kind

    def whole_tokens(self, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The tokens of stretches that begin and end with one."""
        starts, ends = self._tokens.starts, self._tokens.ends
        for start, end in spans:
            first, last = bisect_left(starts, start), bisect_left(ends, end)
            if first <= last < len(ends) and (starts[first], ends[last]) == (start, end):
                yield first, last + 1

    def _fills_paragraph(self, number: int) -> bool:
        alike = [
            each.paragraph == self._sentences[number].paragraph
            for each in self._sentences[max(0, number - 1) : number + 2]
        ]
        return sum(alike) == 1

    def find_heads(self) -> Iterator[tuple[tuple[int, int], str, str]]:
        """Where titles would stand in the headings below the first, how these are set: "1. W", "W (Netflix)"; and the word
        that the line below begins with, if it is a heading too."""
        texts, lowered, numbers = self._tokens.texts, self._tokens.lowered, self._tokens.sentence
        for number, sentence in enumerate(self._sentences):
            if not sentence.is_heading or not number or not self._fills_paragraph(number):
                continue
            first, end = bisect_left(numbers, number), bisect_right(numbers, number)
            timed = next((at for at in range(first, min(first + 4, end)) if lowered[at] in _HALVES), None)
            numbered = (
                timed is None
                and end - first > 2
                and texts[first].isdigit()
                and texts[first + 1] in (".", ")", ":")
            )
            first += 2 * numbered
            if timed is not None:
                first = timed + 1 + (timed + 1 < end and texts[timed + 1] == ".")
            last = next((at for at in range(first + 1, end) if self._parts_heading(at, end)), end)
            opens = first < last and texts[first] in _OPENS
            first, last = first + opens, last - (opens and texts[last - 1] in _CLOSES)
            if first < last and any(text[0].isupper() for text in texts[first:last]):
                mark = texts[last] if last < end and not opens else "alone"
                sort = f"{'numbered ' * numbered}{'timed ' * (timed is not None)}{mark}"
                below = "" if self._is_prose(number + 1) else self._first_word(number + 1)
                yield (first, last), f"{sort} {'text' if self._is_prose(number + 1) else 'lines'}", below

    def _parts_heading(self, at: int, end: int) -> bool:
        """Whether the title in a heading ends before a token: "W (Netflix)", "W season premiere"."""
        lowered = self._tokens.lowered
        return lowered[at] in _PARTS_HEADING or (
            lowered[at] in _PARTED
            and at + 1 < end
            and (lowered[at + 1] in _PARTED or lowered[at + 1].isdigit())
        )

    def _first_word(self, number: int) -> str:
        at = bisect_left(self._tokens.sentence, number)
        words = self._tokens.lowered[at : bisect_right(self._tokens.sentence, number)]
        return next((word for word in words if word[0].isalpha()), "")

    def _is_prose(self, number: int) -> bool:
        """Whether there is such a sentence, and it is no line of a list."""
        if number >= len(self._sentences) or self._sentences[number].is_heading:
            return False
        last = bisect_right(self._tokens.sentence, number) - 1
        return last >= 0 and self._tokens.texts[last] in _ENDS

    def runs_from(self, first: int, ends: set[int]) -> Iterator[int]:
        """Where stretches end that begin with a token and go on in capitals and small words."""
        texts, lowered, numbers = self._tokens.texts, self._tokens.lowered, self._tokens.sentence
        commas = 0
        for at in range(first, min(len(texts), first + _MOST_TOKENS)):
            if numbers[at] != numbers[first]:
                return
            if at == first or self.is_name[at]:
                yield at + 1
                continue
            word = lowered[at]
            if word in "!?":
                yield at + 1
                goes_on = at + 1 < len(texts) and self.is_name[at + 1] and numbers[at + 1] == numbers[first]
                if not (goes_on or at + 1 in ends):
                    return
                continue
            if word not in _SMALL and word not in _INSIDE:
                return
            commas += word == ","
            if commas > 1 or (word == "." and lowered[at - 1] not in _ABBREVIATED and len(texts[at - 1]) > 1):
                return

    def describe(
        self, stretches: Sequence[tuple[int, int]], marked: dict[tuple[int, int], str]
    ) -> list[Candidate]:
        """The stretches as candidates, with what each is like and what the article says around its words anywhere."""
        lowered = self._tokens.lowered
        keys = [" ".join(lowered[first:last]) for first, last in stretches]
        times = Counter(keys)
        marked_keys = {" ".join(lowered[first:last]) for first, last in marked}
        parts = self._parts_of_runs(stretches)
        contexts: dict[str, set[str]] = defaultdict(set)
        within = self._within_famous(stretches, keys)
        befores = {first: self._look_before(first) for first in {first for first, _ in stretches}}
        behinds: dict[tuple[int, int, bool], _Side] = {}
        places = {first: self._place(first) for first in befores}
        found = []
        for (first, last), key in zip(stretches, keys, strict=True):
            before = befores[first]
            ending = last, self._tokens.sentence[first], bool(before.marks)
            behind = behinds.get(ending) or behinds.setdefault(ending, self._look_behind(*ending))
            kind = marked.get((first, last), "run")
            known = _known(key)
            length = last - first
            shape = _join(self._shapes[first:last])
            own = self._cross(first, last, before, behind)
            own += [f"{each}, {side}" for each in known for side in (before.listed[0], behind.listed[0])]
            own += [f"{title} {kind} {behind.marks}" for title in _as_title(known)]
            if (first, last) in within:
                own.append("within title")
            if key in marked_keys and kind == "run":
                own.append("marked elsewhere")
            count = times[key]
            if count > 1:
                contexts[key].update(before.listed, behind.listed)
            evidence: list[Group] = [
                own,
                before.evidence,
                behind.evidence,
                _tell_form(tuple(self._classes[first:last]), kind, behind.marks),
                _tell_place(shape, *places[first], before.is_name, behind.is_name),
                known,
                _tell_times(min(count, 4), min(length, 3), kind),
                parts.get(key, ()),
            ]
            found.append(
                Candidate(first, last, self._tokens.starts[first], self._tokens.ends[last - 1], evidence)
            )
        anywhere = {key: [f"anywhere {each}" for each in sorted(listed)] for key, listed in contexts.items()}
        for each, key in zip(found, keys, strict=True):
            each.evidence.append(anywhere.get(key, ()))
        return found

    def _within_famous(
        self, stretches: Sequence[tuple[int, int]], keys: Sequence[str]
    ) -> set[tuple[int, int]]:
        """The stretches that are only part of a longer one that is a well-known title."""
        return {
            (start, end)
            for (first, last), key in zip(stretches, keys, strict=True)
            if _as_title(_known(key))
            for start in range(first, last)
            for end in range(start + 1, last + 1)
            if end - start < last - first
        }

    def _parts_of_runs(self, stretches: Iterable[tuple[int, int]]) -> dict[str, list[str]]:
        """Words that stand elsewhere in what may be somebody's full name, or in small letters."""
        texts, lowered, numbers = self._tokens.texts, self._tokens.lowered, self._tokens.sentence
        parts: dict[str, set[str]] = defaultdict(set)
        for first, last in stretches:
            if not (2 <= last - first <= 3 and all(texts[at][0].isupper() for at in range(first, last))):
                continue
            alone_before = first == 0 or not self.is_name[first - 1]
            if alone_before and (
                last == len(texts) or not self.is_name[last] or numbers[last] != numbers[first]
            ):
                parts[lowered[first]].add("first of a run")
                parts[lowered[last - 1]].add("last of a run")
                if last - first == 3:
                    parts[" ".join(lowered[first + 1 : last])].add("rest of a run")
        for text in set(texts):
            if text.islower():
                parts[text].add("small elsewhere")
        return {key: sorted(each) for key, each in parts.items()}

    def _look_before(self, first: int) -> _Side:
        lowered, sentence = self._tokens.lowered, self._tokens.sentence[first]
        begin = bisect_left(self._tokens.sentence, sentence)
        near = lowered[max(begin, first - _NEAR) : first]
        before = [*near[:-4:-1], "^", "^", "^"]
        left = self._classes[first - 1] if near else "^"
        is_name = bool(near) and self.is_name[first - 1]
        # Marks around are looked through.
        marks = int(before[0] in _OPENS)
        one, two = before[marks : marks + 2]
        listed = f"before {one}", f"before {two} {one}"
        evidence = [*listed, f"before2 {two}", f"first {lowered[first]}"]
        for word in near:
            evidence += _tell_word(word, "before")
        return _Side(one, left, is_name, marks, listed, evidence)

    def _look_behind(self, last: int, sentence: int, opens: bool) -> _Side:
        """What stands behind a stretch of a sentence, with a mark that opens before it or without."""
        lowered = self._tokens.lowered
        end = bisect_right(self._tokens.sentence, sentence)
        near = lowered[last : min(end, last + _NEAR)]
        behind = [*near[:3], "$", "$", "$"]
        right = self._classes[last] if near else "$"
        is_name = bool(near) and self.is_name[last]
        marks = int(opens)
        if behind[0] in _CLOSES:
            marks, behind = marks + 2, behind[1:]
        elif opens and behind[0] in (",", ".") and behind[1] in _CLOSES:
            marks, behind = 3, [behind[0] + behind[1], behind[2]]
        one, two = behind[:2]
        listed = f"behind {one}", f"behind {one} {two}"
        evidence = [*listed, f"behind2 {two}", f"last {lowered[last - 1]}"]
        for word in near:
            evidence += _tell_word(word, "behind")
        evidence += ["says behind" for word in near[:_SAID] if word in _SAYS]
        return _Side(one, right, is_name, marks, listed, evidence)

    def _cross(self, first: int, last: int, before: _Side, behind: _Side) -> list[str]:
        """What the words of a stretch and both of its sides tell together."""
        lowered, sort = self._tokens.lowered, _join(self._classes[first:last])
        found = [
            f"sides {before.sort} {behind.sort}",
            f"sides {before.sort} {sort} {behind.sort}",
            f"sort {sort}, {before.listed[0]}",
            f"sort {sort}, {behind.listed[0]}",
            f"around {before.word} _ {behind.word}",
        ]
        if last - first < 3:
            found.append(f"whole {' '.join(lowered[first:last])}")
        found += [f"in {each}" for each in lowered[first + 1 : last - 1]]
        return found

    def _place(self, first: int) -> tuple[str, bool]:
        """Where in the article a stretch begins, and whether it opens a sentence."""
        sentence = self._tokens.sentence[first]
        opening = first in self._opening
        place = (
            "headline"
            if sentence == 0
            else "heading"
            if self._sentences[sentence].is_heading
            else "opening"
            if opening
            else "inside"
        )
        return place, opening


def _join(words: Sequence[str]) -> str:
    return " ".join(words) if len(words) < _LONG else "long"


@lru_cache(maxsize=16384)
def _tell_form(classes: tuple[str, ...], kind: str, marks: int) -> tuple[str, ...]:
    """What the words of a stretch are like, by their sorts, and how it is marked."""
    length = len(classes)
    sort, sorts = _join(classes), "".join(sorted(set(classes)))
    return (
        f"sort {sort}",
        f"sorts {sorts}",
        f"sorts {sorts} {min(length, 4)}",
        f"sort {sort} {kind} {marks}",
        f"length {min(length, 6)}",
        f"marks {kind} {marks}",
        f"marks {kind} {marks} {min(length, 4)}",
    )


@lru_cache(maxsize=16384)
def _tell_place(shape: str, place: str, opening: bool, before: bool, behind: bool) -> tuple[str, ...]:
    """Where a stretch of a shape stands, and whether words with a capital are beside it."""
    beside = f"{before} {behind}"
    return (
        f"shape {shape}",
        f"capitals {beside}",
        f"capitals {beside} {shape}",
        f"place {place}",
        f"place {place} {opening} {shape}",
    )


@lru_cache(maxsize=256)
def _tell_times(times: int, length: int, kind: str) -> tuple[str, ...]:
    return f"{times} times", f"{times} times {length} {kind}"


@lru_cache(maxsize=8192)
def _tell_word(word: str, side: str) -> tuple[str, ...]:
    """A word near a stretch, and what it is about."""
    found = [f"near {side} {word}"]
    found += [f"show word {side}"] * (word in _SHOWS)
    found += [f"role word {side}"] * (word in _ROLES)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Side:
    """What stands before or behind a stretch, marks looked through."""

    word: str
    sort: str
    """What sort of word or mark stands there."""
    is_name: bool
    marks: int
    """Which marks are around the stretch, as far as this side tells: 1 opens, 2 closes, 3 both."""
    listed: tuple[str, str]
    """The next words."""
    evidence: list[str]


def _may_be_name(text: str) -> bool:
    if text[0] in "'’":
        return False
    return (
        text[0].isupper()
        or text[0].isdigit()
        or text[0] == "#"
        or not (text.islower() or text == text.lower())
    )


@lru_cache(maxsize=8192)
def _class_of(text: str, is_small_word: bool) -> str:
    """What sort of word a token is, in a letter; capital letters for words with a capital."""
    low = text.lower()
    if low in _SMALL:
        return "m" if text[0].islower() else "M"
    if not text[0].isalnum() and text[0] != "#":
        return text
    if text[0].isdigit():
        return "9"
    sorts = {
        "G": low in FEMALE or low in MALE,
        "T": low in _MONTHS or low in _DAYS,
        "A": low in _NATIONS,
        "S": low in _SHOWS,
        "R": low in _ROLES,
        "C": is_small_word,
        "N": low in _SURNAMES,
        "P": vocabulary.is_platform(text),
        "H": "-" in text and text[text.index("-") + 1 :].islower(),
    }
    sort = next((letter for letter, holds in sorts.items() if holds), "U")
    return sort if text[0].isupper() else sort.lower()


@lru_cache(maxsize=8192)
def _shape_of(word: str) -> str:
    if word[0].isdigit():
        return "9999" if len(word) == 4 else "9"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    if word[0].isupper():
        if "-" in word:
            return "Xx-x" if word[word.index("-") + 1 :].islower() else "Xx-X"
        return "XxX" if any(map(str.isupper, word[1:])) else "Xx"
    if word.isalpha():
        return word if word in _SMALL else "x"
    return "xX" if word[0].isalnum() else word


@lru_cache(maxsize=8192)
def _known(key: str) -> tuple[str, ...]:
    """What lists of words say of a stretch in small letters."""
    words = key.split()
    holds = {
        "given name": len(words) == 1 and (words[0] in FEMALE or words[0] in MALE),
        "given name first": len(words) > 1 and (words[0] in FEMALE or words[0] in MALE),
        "surname first": len(words) > 1 and words[0] in _SURNAMES,
        "reads Korean": 1 < len(words) <= 3 and is_korean(key),
        "reads Korean, hyphen": 1 < len(words) <= 3 and "-" in key and is_korean(key),
        "network": key in _NETWORKS,
        "network first": key not in _NETWORKS and (words[0] in _NETWORKS or " ".join(words[:2]) in _NETWORKS),
        "organisation word": bool(ORGANISATION.search(key.title())),
        "place": fold(key) in PLACES,
        "month first": words[0] in _MONTHS,
        "day first": words[0] in _DAYS,
        "nation first": words[0] in _NATIONS,
        "show word last": words[-1] in _SHOWS,
        "role word first": words[0] in _ROLES,
        "role word last": words[-1] in _ROLES,
        "small first": words[0] in _SMALL,
    }
    known = tuple(name for name, is_so in holds.items() if is_so)
    return (*known, f"{FAMOUS} {min(3, len(words))}") if is_famous(key) else known


def _as_title(known: tuple[str, ...]) -> tuple[str, ...]:
    """What is known of a stretch as a well-known title."""
    return known[-1:] if known and known[-1].startswith(FAMOUS) else ()


_NETWORKS: Final = frozenset(each.lower() for each in vocabulary.PLATFORMS)
