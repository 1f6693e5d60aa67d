"""Fact sheets: a key, a colon and its value on a line of their own.

Owns lines such as "Network: MBC" and "Genres: Romance, Drama". Refuses sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.find.titles import Work
from bot.extract.slotted_sentences import Clause, D, N, P, W, WorkSlot, signs

_LINE: Final = re.compile(
    rf"^[-*•]?\s?(?P<key>(?:[A-Za-z]|{N} )[A-Za-z /()’']{{2,40}}?)\s?:\s?(?P<value>.{{1,400}})$"
)
_KEYS: Final = (
    (
        "platform",
        re.compile(
            r"(?:original |broadcast )?(?:network|(?:tv )?channel|broadcaster|(?:broadcast"
            r"|broadcasting) (?:company|station|network)|platform|streaming(?: service| platform| on)?"
            r"|where to watch|available on|watch on)s?",
            re.IGNORECASE,
        ),
    ),
    (
        "number of episodes",
        re.compile(r"(?:(?:no\.? of|number of|total) )?(?:episodes?|eps)(?: count)?", re.IGNORECASE),
    ),
    ("genre", re.compile(r"genres?", re.IGNORECASE)),
    (
        "release date",
        re.compile(
            r"(?:[\w+’' ]{2,24} (?=(?:broadcast|premiere|release|air) date))?(?:air(?:s|ed|ing)?(?: on"
            r"| ?dates?)?|aired|release(?:d| date| dates)?(?: on)?|broadcast(?: period| date)?"
            r"|premiere(?: date)?|original release|release window)",
            re.IGNORECASE,
        ),
    ),
    ("filming date", re.compile(r"filming(?: date| dates)?|shooting(?: date)?", re.IGNORECASE)),
    (
        "screenwriter",
        re.compile(
            r"(?:screen|script)?writers?(?:\(s\))?|written by|screenplay(?: by)?|scriptwriters?\(?s?\)?"
            r"|writer\(s\)",
            re.IGNORECASE,
        ),
    ),
    ("director", re.compile(r"directors?(?:\(s\))?|directed by", re.IGNORECASE)),
    ("creator", re.compile(r"creators?|created by", re.IGNORECASE)),
    ("showrunner", re.compile(r"(?:co-)?showrunners?", re.IGNORECASE)),
    ("producer", re.compile(r"(?:executive )?producers?|produced by", re.IGNORECASE)),
    (
        "cast member",
        re.compile(
            r"(?:main |lead |supporting |voice |new |returning )?(?:cast(?: members?)?(?: (?:and"
            r"|&) (?:creators?|crew|staff|makers?))?|(?:co-)?stars?|starring|actors|lead roles?|leads?)",
            re.IGNORECASE,
        ),
    ),
    ("language", re.compile(r"(?:original )?languages?", re.IGNORECASE)),
    ("based on", re.compile(r"based on|adapted from", re.IGNORECASE)),
)
# What stands in brackets behind an actor: a show that made the name known, or the character.
_MEMBER: Final = re.compile(
    rf"(?P<actor>{P})(?: ?\((?:[^()]*?)(?P<old>{W}[^()]*)\)| ?(?:as|\(|-|–) ?(?P<character>{P})\)?)?"
)
# "Director P, writer P, P, P"
_ROLE_BEFORE: Final = re.compile(
    r"\b(director|pd|writer|screenwriter|creator|showrunner|producer)s?:? $", re.IGNORECASE
)
_MAKES: Final = {
    "director": "director",
    "pd": "director",
    "writer": "screenwriter",
    "screenwriter": "screenwriter",
    "creator": "creator",
    "showrunner": "showrunner",
    "producer": "producer",
}
_OF_A_SEASON: Final = frozenset(
    {
        "platform",
        "number of episodes",
        "release date",
        "filming date",
        "screenwriter",
        "director",
        "producer",
        "cast member",
    }
)
# "Netflix, May 3" below a title, or behind it in brackets
_WHERE_AND_WHEN: Final = re.compile(
    rf"(?:(?:\d{{1,2}}[.)] ?)?{W} ?\()?(?:{N}[^:.()]{{0,20}}{D}|{D}[^:.()]{{0,10}}{N})[^:()]{{0,12}}\)?$"
)
_PARTS: Final = {"genre": re.compile(r"[^,/&]+"), "number of episodes": re.compile(r"^\d{1,3}\b")}
_LONGEST_GENRE: Final = 4


def show_of_lines(discourse: Discourse) -> Work | None:
    """The show that lines of a list or a sheet are about, if no title stands right above them."""
    return discourse.section or (discourse.topic if discourse.is_round_up else discourse.titles.main)


def read_fact_sheet(discourse: Discourse, clause: Clause, show: WorkSlot | None = None) -> Iterator[Draft]:
    """The facts of a line, if it is one of a fact sheet; ``show`` is the one whose title is above the sheet."""
    work = show.work if show else show_of_lines(discourse)
    if show and _WHERE_AND_WHEN.match(clause.text):
        yield from _read_value(clause, show.work, "release date", clause.text)
        return
    line = _LINE.match(clause.text) if ":" in clause.text else None
    if line is None or work is None:
        return
    key = re.sub(N, "", line["key"]).strip()
    relation = next((relation for relation, known in _KEYS if known.fullmatch(key)), None)
    if relation is None:
        return
    for draft in _read_value(clause, work, relation, line["value"]):
        if show and draft.work is work and relation in _OF_A_SEASON:
            draft.season = show.season
        yield draft
    if relation == "release date":  # "Netflix release date: …"
        for sign in signs("N", line["key"]):
            yield Draft("platform", clause.name(sign), work, season=show.season if show else None)


def _read_value(clause: Clause, work: Work, relation: str, value: str) -> Iterator[Draft]:
    match relation:
        case "platform":
            yield from _read_networks(clause, work, value)
        case "release date" | "filming date":
            yield from _read_day(clause, work, relation, value)
        case "cast member":
            yield from _read_cast(clause, work, value)
        case "based on":
            yield _read_source(clause, work, value)
        case "language":
            yield Draft(relation, clause.plain(value).strip(" ."), work)
        case "genre" | "number of episodes":
            for found in _PARTS[relation].findall(clause.plain(value)):
                if 0 < len(found.split()) <= _LONGEST_GENRE:
                    yield Draft(relation, found.strip(" .-"), work)
        case _:
            for slot in clause.people(value):
                yield Draft(relation, slot.person, work, spelled=slot.spelled)


def _read_networks(clause: Clause, work: Work, value: str) -> Iterator[Draft]:
    for sign in signs("N", value):
        yield Draft("platform", clause.name(sign), work)


def _read_day(clause: Clause, work: Work, relation: str, value: str) -> Iterator[Draft]:
    for sign in signs("D", value)[:1]:
        if edtf := clause.time(sign).edtf:
            yield Draft(relation, edtf, work)
    if relation == "release date":
        yield from _read_networks(clause, work, value)  # "May 3 on MBC"


def _read_source(clause: Clause, work: Work, value: str) -> Draft:
    source, _, authors = value.partition(" by ")
    by = " and ".join(slot.person.name for slot in clause.people(authors)) or None
    return Draft("based on", clause.plain(source if by else value).strip(" ."), work, by=by)


def _read_cast(clause: Clause, work: Work, value: str) -> Iterator[Draft]:
    for item in _MEMBER.finditer(value):
        actor = next(clause.people(item["actor"]))
        if role := _ROLE_BEFORE.search(value, 0, item.start()):
            yield Draft(_MAKES[role[1].lower()], actor.person, work, spelled=actor.spelled)
            continue
        character = next(clause.people(item["character"])) if item["character"] else None
        yield Draft(
            "cast member",
            actor.person,
            work,
            spelled=actor.spelled,
            character=character.spelled if character else None,
        )
        for old in clause.works(item["old"] or ""):
            yield Draft(
                "cast member", actor.person, old.work, season=old.season, spelled=actor.spelled, is_past=True
            )
