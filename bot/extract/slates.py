"""News of one network's shows: whose they are, which only its headline says.

Owns when an article is such a list, and which of its shows are on it. Refuses networks that a sentence names: see
releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract.coreference import OF_THE_PAST, Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause, NameSlot, pattern, signs, without_brackets

_FEWEST_SHOWS: Final = 3
_MOST_TOLD: Final = 6
_LISTS: Final = re.compile(
    r"\b(?:slate|line-?up|originals|dramas|schedule|new (?:\w+ ){0,2}(?:series|shows|dramas|films|titles)|coming to)\b"
    r"|\b(?:unveil|announce|line[sd]? up|order|greenlight|greenlit|picks? up|add|reveal|renew|commission|set|present|share|bet|tease)(?:s|ed)?\b",
    re.IGNORECASE,
)


def find_slate(discourse: Discourse) -> tuple[str, int, int] | None:
    """The network whose shows an article lists, and where its headline says so."""
    if not discourse.sentences or sum(work.current > 0 for work in discourse.titles.works) < _FEWEST_SHOWS:
        return None
    head = discourse.sentences[0]
    named = {each.name for each in discourse.names.platforms if head.start <= each.start < head.end}
    if len(named) != 1 or not _LISTS.search(discourse.article.reading, head.start, head.end):
        return None
    return named.pop(), head.start, head.end


# "All four debuted on D", "Both will be on N and N"
_ALL: Final = pattern(
    r"^(?:all|both|each)(?: (?:of (?:them|the (?:shows|series|dramas))|(?:two|three|four|five|six|seven|\d)(?: (?:shows|series|dramas|films))?))? "
    r"(?:(?:will|are|is|be|to|have|has|can|now|also|set|been) )*(?:(?P<comes>debut|premier|launch|arriv|air|stream|drop|releas|start)[a-z]*\b)?(?P<rest>[^.;]{0,60})"
)


def _read_all(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """What a clause says of all the shows that are news, where there are a few of them."""
    told = _ALL.match(clause.text)
    news = [work for work in discourse.titles.works if work.current]
    if told is None or not 1 < len(news) <= _MOST_TOLD:
        return
    for sign in signs("N", told["rest"]):
        for work in news:
            yield Draft("platform", clause.name(sign), work)
    day = next(iter(signs("D", told["rest"])), None) if told["comes"] else None
    if day and (edtf := clause.time(day).edtf):
        for work in news:
            yield Draft("release date", edtf, work)


def read_slate(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """The network of the shows that a clause of such an article names as news, unless it names another network."""
    if clause.sentence.is_heading:
        return
    yield from _read_all(discourse, clause)
    if discourse.slate is None:
        return
    network, start, end = discourse.slate
    if any(isinstance(slot, NameSlot) and slot.name != network for slot in clause.slots.values()):
        return
    for slot in clause.works(OF_THE_PAST.sub("", without_brackets(said))):
        if slot.work.current and not slot.is_meant:
            yield Draft("platform", network, slot.work, season=slot.season, evidence=(start, end))
