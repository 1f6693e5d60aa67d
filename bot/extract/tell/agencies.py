"""Who represents a person.

Owns what a sentence says of agencies and labels. Refuses who is an agency (see names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause, O, P, pattern

_EACH_AGENCY: Final = re.compile(rf"{O}|{P}")
_AGENCY: Final = (
    pattern(r"(?P<who>{P})['’]s? (?:[a-z]+ )?{agency},? (?:at )?(?P<agency>{O})"),
    pattern(
        r"(?P<agency>{O}),? (?:[^.;]{0,30}, )?(?:the |which is |his |her )?(?:[a-z]+ )?{agency} (?:of|for"
        r"|representing|that represents|that manages) (?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<agency>{O}),? (?:which|who|that) (?:represents|manages|handles) (?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<who>{P})(?:['’]s)?,? (?:is |are |who is |also )?(?:represented|managed"
        r"|repped) by (?:the )?(?:agency |management )?(?P<agency>{Os})"
    ),
    pattern(r"(?:represented|managed|repped) by (?P<agency>{Os}), (?P<who>{P})"),
    pattern(
        r"(?P<who>{P})[^.;]{0,40}? (?:signed|signs|sign|inked)(?: an?)? (?:[a-z]+ ){0,3}(?:with|to"
        r"|contract with|deal with) (?:the )?(?:agency |management |label )?(?P<agency>{O}|{P})(?!['’]s)"
    ),
    pattern(r"(?P<who>{P})[^.;]{0,60}?,? (?:his|her) {agency},? (?P<agency>{O})"),
    pattern(r"(?P<agency>{O}), (?P<who>{P})['’]s? (?:[a-z]+ )?{agency}"),
    pattern(
        r"(?P<agency>{O})[^.;]{0,60}? (?:signed|inked)(?: an?)? (?:[a-z]+ ){0,4}with (?:the )?(?:[a-z-]+ "
        r"){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<agency>{O})[^.;]{0,40}? (?P<who>{P}) (?:has |had |was |is |has been )*(?:joined|added"
        r"|signed)[^.;]{0,20}(?:roster|artists|agency|label|family|contract)"
    ),
    pattern(
        r"(?P<who>{P}) (?:has |have |is |are |will be |officially |recently )*(?:join(?:ed|s|ing)|mov(?:ed"
        r"|es|ing) to) (?:the )?(?P<agency>{O})(?=[^.;]{0,40}(?:{agency}|roster|contract))"
    ),
)
_AGENCY_WORDS: Final = frozenset(
    "agency agencies label representative representatives rep reps management represented represents representing represent managed manages handles repped "
    "signed signs sign inked joined joins joining moved moves added roster contract artists family".split()
)


def read_agencies(clause: Clause) -> Iterator[Draft]:
    """Who represents a person."""
    if not clause.says(_AGENCY_WORDS) or not clause.has("P"):
        return
    for each in _AGENCY:
        for match in each.finditer(clause.text):
            who = next(clause.people(match["who"]))
            listed = _EACH_AGENCY.findall(match["agency"])
            for agency in listed if len(listed) > 1 else [match["agency"]]:
                yield Draft("represented by", clause.plain(agency), person=who.person)
