"""Titles that the article's layout and repetition tell: its headline, headings and numbered lists.

Owns those, and titles of languages that write them in small letters, known by their recurrence. Refuses what the words of
a sentence tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from bot.extract import vocabulary
from bot.extract.names import NO_NAME, is_korean
from bot.extract.sentences import SentenceSpan
from bot.extract.title_shapes import (
    BEFORE_RUN,
    CLAUSE_HEAD,
    COMMON_SUBJECT,
    GIVEN_NAMES,
    IN_WORD,
    IS_SHOW_BEHIND,
    MOST_TITLES,
    MOST_WORDS,
    NOUN_BEFORE,
    RUN,
    SAYS_OF_SHOW,
    SEASON_BEHIND,
    SMALL,
    begins_person,
    given_name,
    is_name_like,
    is_no_title,
    is_role,
    parted,
    reads_as_name,
)

_FOREIGN_ARTICLE: Final = re.compile(
    r"(?<![\w’'-])(?:El|La|Los|Las|Un|Una|Le|Les|L['’]|Il|Lo|Gli|Der|Die|Das|Ein|Eine|O|Os|As|Um|Uma) (?=[^\W\d_])"
)
_MOST_FOREIGN: Final = 6  # words
_FOREIGN_WORD: Final = re.compile(r"[\w’'-]+ ?")


def find_foreign_titles(reading: str, claim: Callable[[int, int, float], bool]) -> None:
    """Titles of languages that write them in small letters: what stands behind their article each time."""
    begins = list(_FOREIGN_ARTICLE.finditer(reading))[:MOST_TITLES]
    for begin in begins:
        words = [0]
        at = begin.end()
        while len(words) <= _MOST_FOREIGN and (word := _FOREIGN_WORD.match(reading, at)):
            at = word.end()
            words.append(at - (word[0][-1] == " "))
            if word[0][-1] != " ":
                break
        ends = [
            end
            for end in words[1:]
            if any(
                other.start() != begin.start()
                and reading.startswith(reading[begin.start() : end], other.start())
                and not IN_WORD.match(reading, other.start() + end - begin.start())
                for other in begins
            )
        ]
        if ends and any(word[0].islower() for word in reading[begin.end() : ends[-1]].split()):
            claim(begin.start(), ends[-1], 0.9)


def find_headline_title(
    reading: str, sentences: Sequence[SentenceSpan], claim: Callable[[int, int, float], bool]
) -> None:
    """The words that the headline and the text below both have with capitals, and that are nobody's name."""
    if len(sentences) < 2:
        return
    # Its first line, for a title may end with a mark that ends a sentence.
    begin, stop = sentences[0].start, max(sentences[0].end, reading.find("\n", sentences[0].start))
    named = next((m for each in _HEADLINES if (m := each.match(reading, begin, stop))), None)
    if named and re.match(vocabulary.PLATFORM, named["title"]):
        named = None  # "NBC sets season three"
    if named and re.search(rf"\b{re.escape(named['title'].split()[-1])}: ", reading[stop:]):
        named = None  # "What to know of Moonrise: The Lake"
    if named and not (is_no_title(named["title"]) or reads_as_name(reading, named["title"])):
        claim(*named.span("title"), 0.8)
    words = list(_HEAD_WORD.finditer(reading, begin, stop))[:_MOST_HEAD_WORDS]
    spans = sorted(
        (
            (first.start(), last.end())
            for at, first in enumerate(words)
            for last in words[at : at + MOST_WORDS]
        ),
        key=lambda each: each[0] - each[1],
    )
    taken: set[int] = set()
    found: list[tuple[int, int, list[int]]] = []
    for start, end in spans:
        text = reading[start:end]
        if not begins_person(
            reading[end + 1 : end + _LONGEST_NAME]
        ):  # "Moonrise's Kim A" is of a show or a group
            text = re.sub(r"['’]s$", "", text)
        text = text.rstrip(".,:;?’'")
        if not taken.isdisjoint(range(start, end)) or reading.find(text, stop) < 0:
            continue
        if ", " in text and " and " in text:
            continue  # "Moonrise, The Lake and Red Tide" are three
        if not _may_be_headline_title(text):
            continue
        places = _places_below(reading, text, stop)
        if " " not in text and text.lower() in GIVEN_NAMES:
            continue
        if (
            not places
            or is_role(reading, text)
            or reads_as_name(reading, text)
            or parted(reading, start, start + len(text))
        ):
            continue
        taken.update(range(start, end))
        often = " " in text and len(places) >= _OFTEN
        if often or any(_shows_title(reading, at, at + len(text)) for at in (start, *places)):
            found.append((start, start + len(text), places))
    # "Glass Films unveils the cast of Moonrise": whoever announces is no show, if a show is named behind.
    last = max((start for start, _, _ in found), default=0)
    for start, end, places in found:
        if start < last and _ANNOUNCES.match(reading, end):
            continue
        for at in places:
            claim(at, at + end - start, 0.8)
        claim(start, end, 0.8)
    for listed in _ON_PLATFORM.finditer(reading, begin, stop):
        for item in _LISTED_ITEM.finditer(listed["items"]):
            start, end = (listed.start("items") + each for each in item.span())
            text = reading[start:end]
            if _places_below(reading, text, stop) and not reads_as_name(reading, text):
                claim(start, end, 0.8)


_ANNOUNCES: Final = re.compile(
    r" (?:has |have )?(?:unveil|announce|reveal|order|greenlight|pick|renew|set|add|cast|hire|tap|name|confirm|share|present|launch)(?:e?s|ed)?\b",
    re.IGNORECASE,
)
_LISTED_ITEM: Final = re.compile(rf"{RUN}?(?=,| and |$)")
# "Moonrise, The Lake and Red Tide on BBC Four"
_ON_PLATFORM: Final = re.compile(
    rf"(?P<items>{RUN}?(?:, {RUN}?)*,? and {RUN}?) (?:(?:come|return|head|go|arrive|air|stream)s? )?(?:back )?(?:on|to|at) (?:{vocabulary.PLATFORM})\b"
)


_ASKING: Final = r"(?:(?:When|What|Will|Is|Does|How|Where|Why|Who)(?:[’']s)? (?:(?:will|is|does|to|can you|the) )*)?[\"“‘']?"
# A question about a season, or a title with what the article tells of it behind a colon.
_HEADLINES: Final = (
    re.compile(
        rf"{_ASKING}(?P<title>{RUN}?)[\"”’']?[,:]? [Ss]eason (?:\d|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\b"
    ),
    re.compile(
        rf"{_ASKING}(?P<title>{RUN}?)[\"”’']?: (?=.*\b(?:[Ss]eason|[Rr]elease|[Cc]ast|[Tt]railer|[Pp]lot|[Pp]remiere|[Ee]pisodes?|[Ee]verything)\b)"
    ),
)
_OFTEN: Final = 3
_HEAD_WORD: Final = re.compile(r"\S*\w\S*")
_MOST_HEAD_WORDS: Final = 20
_LONGEST_NAME: Final = 40


def _may_be_headline_title(text: str) -> bool:
    words = text.split()
    return (
        bool(words)
        and (words[0][0].isupper() or words[0][0].isdigit())
        and words[-1].lower() not in SMALL
        and not any(word[0].islower() and len(word) > 3 and word.lower() not in SMALL for word in words)
        and (len(words) > 1 or (len(text) > 3 and text.lower() not in NO_NAME))
        and is_name_like(text)
        and not (text.isupper() and len(words) == 1)
        and not CLAUSE_HEAD.match(text)
    )


def _places_below(reading: str, text: str, begin: int) -> list[int]:
    """Where a text recurs inside a sentence below the headline."""
    places = []
    at = reading.find(text, begin)
    while at >= 0:
        end = at + len(text)
        if (
            _NO_WORD_BEFORE.match(reading, at)
            and _NO_WORD_BEHIND.match(reading, end)
            and not _GOES_ON.match(reading, end)
            and not _CAPITAL_BEFORE.search(reading, max(begin, at - 40), at)
        ):
            places.append(at)
        at = reading.find(text, end)
    return places


_NO_WORD_BEFORE: Final = re.compile(r"(?<![\w’'-])")
_NO_WORD_BEHIND: Final = re.compile(r"(?![\w-])")
# A run of capitals that a stretch is only part of.
_GOES_ON: Final = re.compile(
    r" (?:(?:of|the|a|an|to|in|and|for|with) ){0,2}[A-Z](?!['’]s)[\w’'-]*\b(?<!Season)(?<!TV)(?<!Anime)(?<!Part)"
)
_CAPITAL_BEFORE: Final = re.compile(
    rf"(?!(?:{vocabulary.PLATFORM})(?:['’]s)? $)(?!(?:In|On|At|For|With|From|The|But|And|As|To|After|Like|[A-Z]\w+day|Season) (?:[a-z]+ )?$)\b[A-Z][\w’'-]*(?<!['’]s) (?:(?:of|the|a|an|to|in|for|with) ){{0,2}}$"
)


def _shows_title(reading: str, start: int, end: int) -> bool:
    """Whether what is around a stretch says that it is a show."""
    before, after = reading[max(0, start - 90) : start], reading[end : end + 110]
    return bool(
        SEASON_BEHIND.match(after)
        or _SHOW_BEHIND.match(after)
        or SAYS_OF_SHOW.match(after)
        or _NAMES_ITS_CAST.match(after)
        or IS_SHOW_BEHIND.match(after)
        or NOUN_BEFORE.search(before)
        or any(cue.search(before) for _, _, cue in BEFORE_RUN)
    )


# "Moonrise 2 reveals its cast"
_NAMES_ITS_CAST: Final = re.compile(
    r"(?: \d)? (?:names|reveals|announces|adds|unveils|confirms|casts|has (?:named|revealed|announced|added|confirmed|told))\b[^.;:]{0,30}?\b(?:cast|staff|actors|season|premiere|trailer|sequel|fans|date)\b",
    re.IGNORECASE,
)
_SHOW_BEHIND: Final = re.compile(
    rf"(?i:['’]?s? (?:tv |television |live-action |special ){{0,2}}(?:{vocabulary.SHOW})\b)"
)


def find_numbered_titles(reading: str, claim: Callable[[int, int, float], bool]) -> None:
    """Lines that count shows: "1. Moonrise", and further on "2. The Lake"."""
    counted = [
        line
        for line in _NUMBERED_LINE.finditer(reading)
        if not (_is_headword(line["title"]) or begins_person(line["title"]) or given_name(line["title"]))
    ]
    numbers = [int(line["number"]) for line in counted]
    if any(after - before in (1, -1) for before, after in pairwise(numbers)):
        for line in counted:
            claim(*line.span("title"), 0.7)


_NUMBERED_LINE: Final = re.compile(
    r"^#?(?P<number>\d{1,2})[.):] ?[\"“‘']?(?P<title>(?=[A-Z0-9])(?:[^\s.!?]+[!?]? ?){1,8}?)[\"”’']?(?: ?\([^()\n]*\))?:?$",
    re.MULTILINE,
)


def find_section_titles(
    reading: str, sentences: Sequence[SentenceSpan], claim: Callable[[int, int, float], bool]
) -> None:
    """Headings that are the title of the show in the section below: they recur in its text."""
    body = [(each.start, each.end) for each in sentences if not each.is_heading]
    heads = [
        head["title"]
        for each in sentences
        if each.is_heading
        and each.end - each.start <= 60
        and (head := _SECTION_HEAD.match(reading, each.start, each.end))
    ]
    people = sum(is_korean(head) for head in heads)
    if people > 1 and 2 * people >= len(heads):
        return  # a list of people
    others: list[tuple[int, re.Match[str]]] = []
    found: list[tuple[int, re.Match[str]]] = []
    for number, sentence in enumerate(sentences):
        if not sentence.is_heading or sentence.end - sentence.start > 60:
            continue
        head = _SECTION_HEAD.match(reading, sentence.start, sentence.end)
        if head is None:
            continue
        text = head["title"]
        if begins_person(text) or not is_name_like(text) or COMMON_SUBJECT.match(text):
            continue
        at = reading.find(re.sub(r"^The ", "", text), sentence.end)
        if at < 0 or not any(start < at < end for start, end in body):
            # A title recurs inside a sentence, a headword does not; what a sentence above says is a caption.
            if reading.find(text, 0, sentence.start) < 0:
                others.append((number, head))
        else:
            claim(*head.span("title"), 0.6)
            found.append((number, head))
    if len(found) + len(others) < 2:
        return
    # In a list of shows, the other headings like theirs are titles as well: numbered alike, or with
    # lines of the same kind below them.
    numbered = all(head["number"] for _, head in (*found, *others))
    for number, head in others:
        if number == 0 or _is_headword(head["title"]):
            continue
        if (
            len({head["title"] for _, head in found}) > 1
            or (found and numbered)
            or _presents_show(reading, sentences, number)
        ):
            claim(*head.span("title"), 0.6)


_KEY_LINE: Final = re.compile(
    r"[-*•]?\s?(?:[\w’']+ ){0,2}(?:cast|starring|stars|premieres?|release|released|director|directed by|writer|network|channel|platform|genres?|episodes|air|airs|airing|where)(?: [\w]+){0,2}\s?:",
    re.IGNORECASE,
)
_CREDIT_LINE: Final = re.compile(r"(?:Dirs?|Prods?|Scr|Director|Writer|Starring|Cast)\.?:? [A-Z]")
_PRESENTS: Final = re.compile(
    rf"(?:[Tt]he|[Tt]his|[Tt]his upcoming) (?:[\w’'-]+ ){{0,6}}?(?i:{vocabulary.SHOW})\b|[Tt]he story\b|(?:Directed|Written|Created|Starring|Based|Set|Adapted|Helmed) (?:by|on|in|from|[A-Z])"
)


def _presents_show(reading: str, sentences: Sequence[SentenceSpan], number: int) -> bool:
    """Whether the text below a heading presents a show: key and value, or "the drama follows …"."""
    if number + 1 >= len(sentences):
        return False
    below = sentences[number + 1]
    if _KEY_LINE.match(reading, below.start, below.end) or (
        below.is_heading and _CREDIT_LINE.match(reading, below.start, below.end)
    ):
        return True
    return not below.is_heading and bool(
        _PRESENTS.search(reading, below.start, min(below.end, below.start + 120))
    )


_HEADWORD: Final = re.compile(
    r"\b(?:Cast|Casting|Plot|Release|Story|Synopsis|Directors?|Writers?|Watch|Conclusion|Trailer|About|Dates?|Final|More|Related|Read|Photos?|Credits?|Source|Roles?|"
    r"Episodes?|Drama|Dramas|Movie|Movies|Series|Film|Films|Shows?|Filming|News|Comments?|Share|Tags|Rating|Characters?|Details|Genre|Review|Update|Updates)\b"
)


def _is_headword(text: str) -> bool:
    """Whether a heading says what is below it, not which show: "Cast", "Release Date"; not "The Morning Show"."""
    words = text.split()
    return bool(_HEADWORD.search(text)) and (len(words) < 3 or ":" in text or bool(_HEADWORD.match(words[0])))


_SECTION_HEAD: Final = re.compile(
    rf"(?P<number>\d{{1,2}}[.)] ?)?[\"“‘']?(?P<title>{RUN})[\"”’']?(?: \([^()]{{2,30}}\)| [Ss]eason \w+)?:?$"
)
