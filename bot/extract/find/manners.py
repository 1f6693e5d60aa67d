"""How each place that names a show does so: as news, as past work, or in brackets beside a name.

Owns the wordings for that, before a title and behind it, and that titles of one list are named alike. Refuses to choose
the show that an article is about (see titles).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extract import vocabulary
from bot.extract.find.given_names import FEMALE, MALE
from bot.extract.find.names import is_korean

NEWS: Final = frozenset({"new", "plain"})
"""The manners in which a show is named that is in the news."""

_REACH: Final = 90
"""Characters before a title that are looked at."""
_LONGEST_LEAD: Final = 30
_MARK: Final = r"[\"“‘'(]{0,2}$"
_WORD: Final = r"[\w’'-]+"
_MAKER: Final = r"(?:creator|maker|director|writer|producer|team|mind)s?"
# What a sheet that introduces a show begins with, before its title.
PRESENTS: Final = re.compile(
    r"(?:upcoming|new|next) (?:k-?)?(?:drama|series|movie|film|show|anime) ?: ?[\"“‘']?", re.IGNORECASE
)
TO_COME: Final = re.compile(
    r"\b(?:upcoming|newest|new|next)\s(?:[\w-]+,?\s){0,4}[\"“‘']{0,2}$", re.IGNORECASE
)
SOURCE_BEFORE: Final = re.compile(
    r"\b(?:webtoon|web ?novel|novel|novella|memoir|manga|manhwa|book|comic|bestseller|stage play)s?,?"
    r"(?: (?:titled|entitled|called|named))?,? [\"“‘']?$"
)
# Behind these words comes what somebody is known for, until what they do now.
_KNOWN_FOR: Final = (
    r"known (?:for|from)|(?:acclaimed|beloved|famed|famous|praised|remembered|recogni[sz]ed) for",
    r"(?:credits|roles) (?:also )?(?:are|include)|(?:thanks|due) to (?:his|her|their)|success of|took the helm of",
    r"appeared (?:in|on)|previously|had also|last (?:seen|starred|acted)|fame",
    r"(?:last|previously|also|and|who|having|had|has|co)[ -](?:\w+ )?starred (?:in|on)",
    r"played (?:[A-Z][\w.’'-]+ ){1,3}(?:in|on)|made (?:his|her|their) (?:acting )?debut",
    r"(?:creator|director|writer|star|actor|actress) of",
    rf"from (?:the )?{_MAKER} (?:of|behind)",
    (
        r"(?:rose|shot|soared|gained|gaining|won|rise) (?:\w+ ){0,3}"
        r"(?:popularity|stardom|prominence|recognition|notice)"
    ),
    (
        r"(?<!new )(?<!upcoming )(?:dramas|films|movies|series|shows|works|projects|hits|titles),? "
        r"(?:such as|like|including)"
    ),
    r"(?:his|her|their|with) (?:[\w-]+ ){0,3}(?:roles|performances|appearances|parts) (?:in|on)",
    r"(?:his|her|their|['’]s) work (?:in|on)",
)
_NOW: Final = (
    r"will|(?:is|are) (?:set|playing|starring|now|also|back|joining|in talks)"
    r"|(?:has|have) (?:joined|been)|joins?|upcoming|newest"
)
# Right before the title, but for the words between.
_BESIDE: Final = (
    rf"whose (?:{_WORD} ){{0,4}}?(?:drama|film|movie|series|show)s? (?:(?:such as|like|including) )?",
    (
        r"who (?:\w+ )?(?:created|directed|wrote|penned|developed|produced|made|adapted|helmed) "
        r"(?:[a-z’'-]+ ){0,3}"
    ),
    rf"(?:since|after|following) (?:{_WORD} ){{0,3}}",
    rf"(?:following|after) (?:his|her|their) (?:{_WORD} ){{0,7}}",
    (
        r"(?:based (?:up)?on|adapted from|inspired by|to follow|replac(?:es?|ing)|succeed(?:s|ing)?) "
        rf"(?:{_WORD} ){{0,6}}"
    ),
    (
        rf"(?:his|her|their|whose|my) (?:{_WORD} ){{0,2}}"
        rf"(?:last|previous|past|earlier|debut|breakout) (?:{_WORD},? ){{0,4}}"
    ),
    rf"(?:recently|just|previously) (?:directed|helmed|wrote|penned|produced) (?:{_WORD} ){{0,3}}",
    rf"last year['’]s (?:{_WORD} ){{0,3}}",
    (
        rf"(?:the|a|in|his|her|their|['’]s|also|wrote) (?:hit )?(?:19|20)\d\d(?:['’]s)? (?:{_WORD} ){{0,3}}?"
        r"(?:drama|series|film|movie|show|hit|with|thriller|comedy|sitcom|anime|short) "
    ),
    rf"(?:filmmaker|director|studio|company|duo|man|woman|(?:screen)?writer|outfit|PD) behind (?:{_WORD} ){{0,2}}",
)
_OF_SOMEBODY: Final = re.compile(
    rf"\b(?:{'|'.join(_KNOWN_FOR)})\b(?:(?!\b(?:{_NOW})\b)[^.]){{0,80}}$|\b(?:{'|'.join(_BESIDE)}){_MARK}",
    re.IGNORECASE,
)
# "Kim Ara of the Netflix series W"
_SOMEBODY_BEFORE: Final = re.compile(
    r"\b([A-Z][\w’-]* [A-Z][\w’-]*|[A-Z]\w*-[\w’]+) (?:of|from) (?:the )?"
    rf"(?:(?:{_WORD} ){{0,4}}?(?:{vocabulary.SHOW}|TV['’]s) )?{_MARK}"
)
_SOMEBODY_BEHIND: Final = re.compile(
    r"[\"”’']{0,2}(?:['’]?s)? (?:"
    r"(?:co-)?star\b|(?:(?:co-)?(?:writer|creator)|actor|director|(?:executive )?producer|showrunner"
    r"|vet|veteran|regular)s?\b"
    r"|actress(?:es)?\b|fame\b|alum\w*|favou?rite [A-Z]|PD\b|(?:Oscar|Emmy|Tony) )"
)
_YEAR_BEHIND: Final = re.compile(r"[\"”’']{0,2},? \((?:[\w ]{2,14}, )?(?:19|20)\d\d")
# "W’s Kim Ara"
_OWNED: Final = re.compile(r"[\"”’']{0,2}(?:['’]s|(?<=s)['’]) ([A-Z][\w’-]+ [A-Z][\w’-]+)")
# "A remake of the French series W, the thriller stars …" is about the remake.
_DESCENDS: Final = re.compile(
    r"(?:^|[.!?\n][\"”’']?\s+)(?:(?:An?|The) (?:[\w-]+ ){0,3})?"
    r"(?:[Rr]emake|[Aa]daptation|[Pp]requel|[Ss]equel|[Ss]pin-?off|[Rr]eboot|[Ff]ollow-up) (?:of|to) "
    rf"(?:{_WORD} ){{0,6}}[\"“‘']?$"
)
_GOES_ON: Final = re.compile(r"(?:[\"”’']|\(\d{4}\)| )*,[\"”’']? (?:the|it|this|he|she|they)\b")
_BRACKET_BEFORE: Final = re.compile(r"\([^()\n]*$")
_NEW_CLAUSE: Final = re.compile(r",[\"”’']? and ")
_LISTED: Final = re.compile(r"[\"”’',!?]{0,3} ?(?:(?:and|&|or) )?[\"“‘']{0,2}")


def tell_manners(reading: str, spans: Sequence[tuple[int, int]]) -> dict[int, str]:
    """How each stretch names its show, by where it begins: in a "bracket" beside a name, as "past" work, as "new", or
    "plain"."""
    manners = {start: _tell_manner(reading, start, end) for start, end in spans}
    listed = [
        (first[0], second[0])
        for first, second in pairwise(spans)
        if _LISTED.fullmatch(reading, first[1], second[0])
    ]
    for first, second in listed:
        if manners[first] == "past" and manners[second] == "plain":
            manners[second] = "past"
    for first, second in reversed(listed):
        # "W, and V star Kim Ara joins": a comma before "and" may end what is said of W.
        is_one_list = not _NEW_CLAUSE.search(reading, first, second)
        if manners[second] == "past" and manners[first] == "plain" and is_one_list:
            manners[first] = "past"
    return manners


def _tell_manner(reading: str, start: int, end: int) -> str:
    if is_presented(reading, start):
        return "new"
    if _BRACKET_BEFORE.search(reading, max(0, start - 80), start):
        return "bracket"
    if (
        SOURCE_BEFORE.search(reading, max(0, start - 26), start)
        or _OF_SOMEBODY.search(reading, max(0, start - _REACH), start)
        or _SOMEBODY_BEHIND.match(reading, end)
        or _YEAR_BEHIND.match(reading, end)
        or _is_somebodys(_SOMEBODY_BEFORE.search(reading, max(0, start - _REACH), start))
        or _is_somebodys(_OWNED.match(reading, end))
        or (_GOES_ON.match(reading, end) and _DESCENDS.search(reading, max(0, start - 100), start))
    ):
        return "past"
    return "new" if TO_COME.search(reading, max(0, start - 60), start) else "plain"


def _is_somebodys(match: re.Match[str] | None) -> bool:
    """Whether what stands beside a title reads as somebody's name."""
    return match is not None and (match[1].split()[0].lower() in FEMALE | MALE or is_korean(match[1]))


def is_presented(reading: str, start: int) -> bool:
    """Whether a place stands behind "UPCOMING DRAMA:"."""
    lead = PRESENTS.search(reading, max(0, start - _LONGEST_LEAD), start)
    return lead is not None and lead.end() == start
