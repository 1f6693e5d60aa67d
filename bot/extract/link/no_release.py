"""Sentences that name a day or a network for another reason than that a show comes out: there and then.

Owns the words for such reasons. Refuses to say what comes out (see pairs).
"""

from __future__ import annotations

import re
from typing import Final

from bot.extract import vocabulary
from bot.extract.slotted_sentences import D, pattern

_OCCASION: Final = re.compile(
    r"\b(?:born|died|enlist|discharg|married|wedding|award|ceremony|festival|interview"
    r"|press conference|fan meeting|concert|album|single"
    r"|soundtrack|trailer|teaser|poster|stills?|script reading|military|birthday|announced (?:on|in"
    r"|last)|table read|press tour"
    r"|end(?:s|ed|ing)?|conclud(?:e|es|ed)|finale|tak(?:es?|ing) place|set (?:in|during|against)"
    r"|tragedy|pandemic|strikes?"
    r"|re-?air(?:s|ed)?|re-?runs?|(?:halt|suspend|stopp|cancel|paus)(?:ed|s)?"
    r"|(?:launch\w*|began|start\w*|serializ\w*|publish\w*|debut\w*|ran|wrote|releas\w*) (?:[\w’'-]+ ){0,5}"
    r"(?:manga|manhwa|webtoon|(?:light |web )?novels?|book|serialization))\b",
    re.IGNORECASE,
)
_EPISODE: Final = pattern(
    r"\b(?:(?!(?:first|premiere|opening|debut|pilot|all|both|its"
    rf"|new)\b)(?:{'|'.join(vocabulary.ORDINAL)}|\d{{1,3}}(?:st|nd|rd|th)"
    r"|final|last|latest|next|the|this|that|each|every|penultimate|week['’]s|finale) episodes?"
    rf"|episodes? (?:\d|{'|'.join(vocabulary.NUMBER)})|finale)\b(?!-)"
)
# "every Monday", "the 1963 novel"
_ALWAYS: Final = re.compile(r"\b(?:every|each) $", re.IGNORECASE)
_OF_SOURCE: Final = pattern(
    r"(?:['’]s)? (?:[\w-]+ ){0,2}(?:novel|web ?novel|webtoon|book|manga|manhwa|memoir|comic|play)s?\b"
)
# What a plan was, and is no more.
_FORMER_PLAN: Final = re.compile(
    r"\b(?:originally|initially|previously|earlier|once|had been) (?:\w+ ){0,2}?(?:scheduled|set"
    r"|slated|planned|due|expected|supposed"
    r"|meant|slotted|eyed|intended|announced)\b[^.;,]*$|\b(?:delay|postpon|push|mov|bump)(?:ed|es|ing"
    r"|s) (?:back )?(?:\w+ ){0,3}from(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
# Where a run ends: "from March 2 to April 21".
_UNTIL: Final = re.compile(rf"(?:{D} ?(?:to|[-–—])|\b(?:until|till|through)) ?(?:the )?$", re.IGNORECASE)
_MOVED: Final = re.compile(
    r"\b(?:delay|postpon|push|mov|bump|shift|reschedul)(?:ed|es|ing|s)?\b", re.IGNORECASE
)
_PARTS: Final = re.compile(r"[;,.]| (?:and|but|while) ")
_NEAR: Final = 60
"""Characters before and behind a day that may say what it is of."""
_GIVES_UP: Final = re.compile(
    r" (?:has |had |have )?(?:cancel|axe|ax|dropp|pass|reject|scrapp|shelv)(?:l?ed|ed|d)\b"
)


def is_no_release(said: str, at: int) -> bool:
    """Whether the day whose sign is at a place in a sentence is one of something else, or of a plan that was given up."""
    before = _PARTS.split(said[max(0, at - _NEAR) : at])[-1]
    behind = _PARTS.split(said[at + 1 : at + _NEAR])[0]
    beside = f"{before}{said[at]}{behind}"
    return any(
        (
            _OCCASION.search(beside),
            _EPISODE.search(beside),
            _UNTIL.search(said, 0, at) and not _MOVED.search(said, 0, at),
            _FORMER_PLAN.search(said, 0, at),
            _ALWAYS.search(said, 0, at),
            _OF_SOURCE.match(said, at + 1),
        )
    )


def is_given_up(said: str) -> bool:
    """Whether a sentence says that a network gave a show up."""
    return bool(_GIVES_UP.search(said))
