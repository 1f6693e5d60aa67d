"""What words of news may be about: acting, making, premieres, what somebody is known for.

Owns the stems. Refuses to say what follows from them (see topics, part_evidence and pair_evidence).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

CREW: Final = {
    "director": "direct",
    "screenwriter": "write",
    "creator": "create",
    "showrunner": "showrun",
    "producer": "produce",
    "composer": "compose",
}
"""Each relation of somebody who makes a show, and its own cue."""
MAKING: Final = tuple(CREW.values())
_CUES: Final = {
    name: re.compile(stems, re.IGNORECASE)
    for name, stems in (
        ("act", (r"(?:co-?)?star|cast|play|portray|appear|act(?:s|ed|ing|ors?|ress|resses)?$|role|lead|led$|join"
r"|featur|opposite|character|voic|cameo|repris|ensemble|headlin|toplin|return|as$")),
        ("direct", r"direct|dir$|dirs$|helm|filmmak|pd$|co-direct"),
        ("write", r"writ|wrote|penn|pens?$|script(?!-read)|screenplay|scribe|co-wr|scr$|scenario|composition"),
        ("create", r"creat|co-creat|develop|mastermind|brainchild"),
        ("showrun", r"(?:co-)?showrun"),
        ("produce", r"produc|eps?$|exec|prod$"),
        ("compose", r"compos(?!it)|scor(?:ed?|ing)$|music$"),
        ("source", r"novel|book|author|webtoon|manga|comic|memoir|bestsell|best-sell|based|adapt|original|light"),
        ("say", r"said|says|told|added|reveal|explain|comment|shared|statement|interview"),
        ("known", (r"known|such|includ|previous|recent|last|after|since|following|success|fame|credit|earlier|former"
r"|alum|best|hit|seen")),
        ("new", r"upcoming|new|next|will|set|confirm|talks|offer|latest"),
        ("music", r"song|album|sing|sang|sung|music|theme|compos|score|opening|ending"),
        ("premiere", (r"premier|debut|air|releas|launch|drop|arriv|open|bow|stream|out$|return|date|broadcast|begin"
r"|start|from$|due|slated|back$|land|hit")),
        ("film", r"film(?:ing|ed)$|shoot|shot|production|photography|camera|wrap"),
        ("renew", r"renew|order|green|pick|commission|confirm|announc"),
        ("plot", (r"town|village|cit(?:y|ies)$|island|stor(?:y|ies)$|tells?$|follows?$|cent(?:er|re)s?$|centur|era$"
r"|lives?$|moves?$|takes$|place$|fictional|rural|set$")),
        ("end", r"end|conclud|finale|until|through|died|born|award|festival|cancel"),
    )
}  # fmt: skip


@lru_cache(maxsize=8192)
def find_cues(word: str) -> tuple[str, ...]:
    """What a word may be about."""
    if word[0] == "«":
        return (word.partition("-")[0] + "»",)
    return tuple(name for name, stems in _CUES.items() if stems.match(word))
