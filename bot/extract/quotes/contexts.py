"""When something was said, what about, and about which season.

Owns the day of an interview or a statement, the words for what a speaker spoke about, and the nearest season
before a quotation. Refuses times that belong to the show: "she said of the film, out in May".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.find.titles import SEASON, season_number
from bot.extract.slotted_sentences import Clause, D, Q, W, pattern

_OCCASION: Final = (
    r"(?:{say}|interview|interviews|conference|statement|event|panel|podcast|premiere|post|speech"
    r"|announced|quotes?)"
)
_WHEN: Final = pattern(
    rf"\b{_OCCASION}\b(?P<between>[^.;:,“\"]{{0,60}}?)(?:,? (?:on|in|during|from|back in|late"
    rf"|early))? ?(?P<date>{{D}})"
)
_OTHERWISE: Final = re.compile(
    rf"{Q}|{W}|\b(?:that|which|who|will|would|premier\w*|air\w*|releas\w*|debut\w*|film\w*|begins?|born"
    r"|since|for|until|after|before)\b",
    re.IGNORECASE,
)
_OF_WHAT: Final = (
    pattern(
        rf"\b(?:said|says|explained|explains|told (?:the )?(?:{{O}}|{{N}}|{{P}}|reporters|fans|viewers|us)"
        r"|spoke|speaks|talked|talks|recalled|wrote|remarked|commented|asked) (?:of|about"
        rf"|regarding) (?P<about>[^,.;:“\"{Q[1:-1]}]{{3,80}}?)(?=,|:| that\b| in an? (?:interview"
        rf"|statement)|$| ?[“\"]?{Q})"
    ),
    pattern(
        r"\b(?:[Ss]peaking|[Tt]alking|[Aa]sked|[Cc]ommenting|[Rr]eflecting|[Oo]pening up"
        rf"|[Oo]pened up) (?:about|on|of) (?P<about>[^,.;:“\"{Q[1:-1]}]{{3,80}}?)(?=,|:)"
    ),
)
_SPOKEN: Final = frozenset(
    "said says explained explains told spoke speaks talked talks recalled wrote remarked commented asked speaking talking commenting reflecting opening opened".split()
)
_LONGEST_ABOUT: Final = 12  # words


@dataclass(frozen=True, slots=True)
class Occasion:
    """What an article says about a quotation besides its words and its speaker."""

    on: str | None = None
    """EDTF: the day, if it is not the article's."""
    about: str | None = None
    season: int | None = None


def find_occasion(discourse: Discourse, clause: Clause, quoted: str, at: int) -> Occasion:
    """The occasion of a quotation whose slot is at ``at`` in its clause; ``quoted`` are its words."""
    return Occasion(
        next(_days(clause, discourse.article.published_on), None),
        next(_topics(clause), None),
        _season(discourse, clause, quoted, at),
    )


def _days(clause: Clause, published_on: date | None) -> Iterator[str]:
    if published_on is None or not clause.has("D"):
        return
    today = published_on.isoformat()
    for match in _WHEN.finditer(clause.text):
        edtf = clause.time(match["date"]).edtf
        is_plain = edtf is not None and len(edtf) in (7, 10) and edtf[5:7] <= "12"
        if is_plain and edtf and edtf < today[: len(edtf)] and not _OTHERWISE.search(match["between"]):
            yield edtf


def _topics(clause: Clause) -> Iterator[str]:
    if not clause.says(_SPOKEN):
        return
    for rule in _OF_WHAT:
        for match in rule.finditer(clause.text):
            words = clause.plain(match["about"]).strip()
            if not re.search(D, words) and 0 < len(words.split()) <= _LONGEST_ABOUT:
                yield words


def _season(discourse: Discourse, clause: Clause, quoted: str, at: int) -> int | None:
    said = clause.text[:at]
    before = [slot.season for slot in clause.works(said)] + [
        season_number(match) for match in SEASON.finditer(said)
    ]
    if named := [each for each in before if each]:
        return named[-1]
    if "eason" not in quoted:
        return None
    spoken = {season_number(match) for match in SEASON.finditer(quoted)} - {None}
    return spoken.pop() if len(spoken) == 1 else None
