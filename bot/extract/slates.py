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
from bot.extract.slotted_sentences import Clause, NameSlot, without_brackets

_FEWEST_SHOWS: Final = 3
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


def read_slate(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """The network of the shows that a clause of such an article names as news, unless it names another network."""
    if discourse.slate is None or clause.sentence.is_heading:
        return
    network, start, end = discourse.slate
    if any(isinstance(slot, NameSlot) and slot.name != network for slot in clause.slots.values()):
        return
    for slot in clause.works(OF_THE_PAST.sub("", without_brackets(said))):
        if slot.work.current and not slot.is_meant:
            yield Draft("platform", network, slot.work, season=slot.season, evidence=(start, end))
