"""What a term or a short form means.

Owns "KST is short for …". Refuses what words mean otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause

_SHORTENS: Final = re.compile(r"short for|stands for|abbreviation|means|meaning|refers")
_SHORT_FOR: Final = re.compile(
    r"[\"“‘'(]?(?P<term>[A-Z][A-Za-z-]{1,20})[\"”’')]?,? (?:which is |is )?(?:short for|stands for"
    r"|an abbreviation of|means|meaning|refers to|which means"
    r"|which refers to) (?P<meaning>[^.;]{4,120})"
)


def read_meanings(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """What a term or a short form means."""
    if not _SHORTENS.search(clause.text):
        return
    for match in _SHORT_FOR.finditer(clause.plain(clause.text)):
        meaning = match["meaning"].strip(" \"'“”‘’,")
        if (
            discourse.topic
            and not any(0xE000 <= ord(sign) < 0xF900 for sign in match[0])
            and match["term"].isupper()
        ):
            yield Draft("meaning", meaning, term=match["term"], about=discourse.topic.name or None)
