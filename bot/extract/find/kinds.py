"""What kind of thing a stretch names, where closed classes tell it better than the judgement: a country is no person, a prize
no show.

Owns those classes, and their order. Refuses whatever is no matter of a few words in or beside the stretch (see mentions).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.extract import vocabulary
from bot.extract.find.famous import is_famous
from bot.extract.find.mentions import Judged

_HONORIFIC: Final = re.compile(r"(?:Mr|Mrs|Ms|Dr|Sen|Rep|Rev|Gov|Gen)\b\.?")
_PAPERS: Final = frozenset(
    {
        "variety",
        "deadline",
        "the hollywood reporter",
        "entertainment weekly",
        "soompi",
        "screen daily",
        "tvline",
    }
)
_SAYS_SO: Final = re.compile(
    r"\b(?:reports?|reported by|told|tells|according to|via|per|by|from) (?:the )?[\"“‘']?$", re.IGNORECASE
)
_AWARD: Final = re.compile(
    r"(?:the )?(?:oscar|emmy|golden globe|bafta|grammy|tony|goya|césar|academy award|daesang)s?",
    re.IGNORECASE,
)
_WHOSE_AWARD: Final = re.compile(
    r"['’]?s?[ -](?:nomin|winn|award|nod\b|buzz|race|contend|season|campaign|voter|speech)"
)
# Prizes by their whole names, and what they are given for.
_PRIZE: Final = re.compile(
    r"(?:.+ )?(?:awards|(?:film|drama) festival|emmys|oscars|golden globes|baftas)"
    r"|best (?:new |supporting |leading |female |male )*(?:actor|actress|lead|director|screenplay)",
    re.IGNORECASE,
)
_BUYS_FOR: Final = re.compile(
    rf"\b(?:{'|'.join(map(re.escape, sorted(vocabulary.COUNTRIES)))}) \($", re.IGNORECASE
)
_REACH: Final = 24
"""Characters before a stretch that are looked at."""
_ADVERBS: Final = frozenset(
    "nevertheless meanwhile however moreover furthermore finally suddenly lastly".split()
)
_SEASON: Final = re.compile(
    r"(?:the )?(?:new|next|final|first|second|third|fourth|fifth|last) seasons?", re.IGNORECASE
)
_CLAUSE: Final = re.compile(rf"(?:{vocabulary.PLATFORM}) (?:to|has|will|is) [A-Z]")
_PLAYS: Final = re.compile(r"\b(?:plays?|playing|played|voices|voiced|portray(?:s|ed|ing)?) [\"“‘]$")
_PHOTO: Final = re.compile(r"/\w|shutterstock|getty images", re.IGNORECASE)
_VOICE_CAST: Final = re.compile(r" (?:cast|actor|actress|acting|role)", re.IGNORECASE)
_ACTOR_OF: Final = re.compile(
    r"(?:['’]s?)? (?:star|actor|actress|alum|alumna|alumnus|veteran|vet|helmer|co-creator|showrunner"
    r"|co-star)s? [A-Z]"
)

_WORKS: Final = frozenset({"show", "other work"})
_NAMED: Final = _WORKS | {"person", "character"}


def tell_kind(reading: str, judged: Judged) -> str:
    """What a stretch names: as it is judged, unless it is of a closed class of something else."""
    text = reading[judged.start : judged.end]
    return next(
        (kind for of, holds, kind in _CLASSES if judged.kind in of and holds(reading, judged, text)),
        judged.kind,
    )


def is_marked(reading: str, judged: Judged) -> bool:
    """Whether a stretch stands behind a quotation mark."""
    return bool(judged.start) and reading[judged.start - 1] in "'\"‘’“”"


def _is_honorific(reading: str, judged: Judged, text: str) -> bool:
    return bool(_HONORIFIC.fullmatch(text))


def _has_honorific(reading: str, judged: Judged, text: str) -> bool:
    """ "Mr. Vale" """
    return bool(_HONORIFIC.match(text))


def _is_country(reading: str, judged: Judged, text: str) -> bool:
    return text.lower() in vocabulary.COUNTRIES | vocabulary.INDUSTRIES and not is_marked(reading, judged)


def _is_people(reading: str, judged: Judged, text: str) -> bool:
    """ "The Indonesian cast" """
    named = text.lower().removeprefix("the ")
    return named in vocabulary.NATIONALITIES and not is_marked(reading, judged)


def _is_prize(reading: str, judged: Judged, text: str) -> bool:
    """ "Oscar nominee", "the Harbor Film Festival" """
    if _AWARD.fullmatch(text) and _WHOSE_AWARD.match(reading, judged.end):
        return True
    return bool(_PRIZE.fullmatch(text)) and not is_marked(reading, judged)


def _is_paper(reading: str, judged: Judged, text: str) -> bool:
    """ "So reports ‘Variety’" """
    before = max(0, judged.start - _REACH)
    return text.lower() in _PAPERS and bool(_SAYS_SO.search(reading, before, judged.start))


def _is_clause(reading: str, judged: Judged, text: str) -> bool:
    """ "Second Season", "Harbor TV to Stream the Second", "Nevertheless, she …" """
    if text.lower() in _ADVERBS and reading.startswith(",", judged.end):
        return not is_marked(reading, judged)
    return bool(_SEASON.fullmatch(text) or _CLAUSE.match(text))


def _is_played(reading: str, judged: Judged, text: str) -> bool:
    """ "Ann Bell plays “The Baker”" """
    return bool(_PLAYS.search(reading, max(0, judged.start - _REACH), judged.start))


def _is_photo_credit(reading: str, judged: Judged, text: str) -> bool:
    """ "Ann Bell/Harbor Press" """
    return bool(_PHOTO.search(text))


def _buys(reading: str, judged: Judged, text: str) -> bool:
    """Who has bought a film for a country: "France (Harbor Films)"."""
    before = max(0, judged.start - _REACH)
    return bool(_BUYS_FOR.search(reading, before, judged.start))


def _is_voice(reading: str, judged: Judged, text: str) -> bool:
    """ "Voice actress Ann Bell" """
    return text.lower() == "voice" and bool(_VOICE_CAST.match(reading, judged.end))


def _has_star(reading: str, judged: Judged, text: str) -> bool:
    """ "Harbor Street star Ann Bell" """
    return bool(_ACTOR_OF.match(reading, judged.end)) and is_famous(text)


_Class = Callable[[str, Judged, str], bool]
_CLASSES: Final[tuple[tuple[frozenset[str], _Class, str], ...]] = (
    (_NAMED | {"organisation", "place"}, _is_honorific, "nothing"),
    (frozenset({"organisation"}), _has_honorific, "person"),
    (_WORKS, _is_paper, "organisation"),
    (_NAMED, _is_country, "place"),
    (_WORKS, _is_people, "nothing"),
    (_WORKS, _is_clause, "nothing"),
    (_WORKS, _is_played, "character"),
    (_NAMED, _is_prize, "nothing"),
    (_NAMED, _buys, "organisation"),
    (_NAMED, _is_voice, "nothing"),
    (frozenset({"person", "character"}), _is_photo_credit, "nothing"),
    (frozenset({"person"}), _has_star, "show"),
)
"""What the judgement may have taken a stretch for, whether it is of the class, and what it names then."""
