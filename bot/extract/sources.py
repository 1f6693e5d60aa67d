"""What a show is based on, as a sentence states it, and whether that has the show's own name.

Owns sources and their authors in words. Refuses which source is likely (see pairs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause, P, W, WorkSlot, pattern, rule, without_brackets
from bot.extract.titles import Work
from bot.extract.units import Row, key_of_words

_BASED: Final = pattern(
    r"\b(?:based (?:up)?on|adapted from|(?:an? |the |film |live-action |tv |television |korean |drama |screen |series )*adaptation of|inspired by|adapts|draws (?:its inspiration )?from|originates from|(?:[a-z]+ )?remake of|(?<!own )(?:version|reboot) of(?= (?:the )?(?:[a-z-]+ ){0,3}?{W})|a retelling of|reimagining of|takes its story from|takes(?= (?:the |an? )?(?:{P}['’]s |[a-z-]+ ){1,4}as (?:its|the) (?:source|basis))|borrows from|(?:source|basis|original)(?: material)? is|(?:(?:comes?|came|taken|drawn|stems?|sourced|directs?|directed|rests?|draws?) (?:from|on)|goes back to)(?= (?:an?|the|{P}['’]s?|(?:his|her|their|its)|{W}['’]s?) (?:[\w’'-]+ ){0,4}?(?:{source})s?\b))"
    r"(?P<source> [^.;:]{0,160})"
)
# One of these words is in everything that names a source.
_DRAWS_ON: Final = frozenset(
    "version reboot based adapted adaptation inspired adapts draws originates remake retelling reimagining takes borrows "
    "source basis original comes come came taken drawn stems stem sourced directs directed rests rest draw goes".split()
)
_SOURCE_ENDS: Final = re.compile(
    rf",? (?:and |but |which |with |starring |is |was |has |will |who |directed |helmed |follows |tells |stars |one of )(?!written|penned|illustrated)|, (?:the |{P}|{W}|it |directed |created |starring |produced )|\bis (?:directed|written|set|slated)\b"
)
_SOURCE_NOUN: Final = pattern(r"\b(?P<noun>{source})s?\b")
_KIND_OF_TITLE: Final = pattern(r"\b(?P<noun>{source}),? (?:(?:series|called|titled|entitled|named),? )?{W}")
_SOURCE_BY: Final = pattern(
    r"\b(?:by|written by|created by|penned by|from|of) (?:the )?(?:[a-z-]+ ){0,4}(?P<people>{Ps})"
)
_AUTHORS: Final = re.compile(rf"{P}(?:(?:, | and | & ){P})+")
_SOURCE_OWNER: Final = pattern(r"(?P<people>{P})(?:['’]s|['’]) ")
_NOVEL_OF: Final = rule(
    "novel book webtoon manga manhwa comic memoir webcomic",
    r"\b(?:adapt\w*|adaptation of|based on|bring\w*|turn\w*)[^.;]{0,30}? (?P<people>{P})['’]s? (?:[\w-]+ |{D} ){0,4}?(?P<noun>novel|book|webtoon|web novel|manga|manhwa|comic|memoir|webcomic),? (?P<work>{W})",
)
_BASED_ADJECTIVE: Final = pattern(r"\b(?P<noun>webtoon|web novel|novel|manga|manhwa|comic|game)[- ]based\b")


def find_sources_in(clause: Clause) -> Iterator[tuple[int, int]]:
    """Where a clause says what something is based on: the stretches behind "based on"."""
    for match in _BASED.finditer(clause.text) if clause.says(_DRAWS_ON) else ():
        yield match.start("source"), match.start("source") + len(_cut_source(match["source"]))


def find_show_before(discourse: Discourse, clause: Clause, at: int) -> WorkSlot | None:
    """The show that something in a clause is said of: the one before it, or the one that the sentence is about."""
    before = list(clause.works(without_brackets(clause.text[:at])))
    if before:
        return next((slot for slot in before if slot.work is discourse.topic), before[-1])
    # "Written by A, W follows …"
    after = re.match(rf"[^.;]{{0,200}}?, ({W})", clause.text[at:])
    if after and at < 30:
        behind = list(clause.works(without_brackets(clause.text[at:])))
        return next((slot for slot in behind if slot.work is discourse.topic), next(clause.works(after[1])))
    return WorkSlot(discourse.topic) if discourse.topic else None


def _cut_source(source: str) -> str:
    """The part of the words after "based on" that belongs to the source."""
    cut = _SOURCE_ENDS.search(source, 3)
    return source[: cut.start()] if cut else source


# "P's W manga began in March", "P's manga series W"
_ORIGINAL: Final = rule(
    "manga webtoon novel novels manhwa comic webcomic book",
    r"(?P<people>{P})['’]s? (?:[a-z-]+ ){0,5}?(?:(?P<work>{W}) (?P<noun>manga|webtoon|light novels?|web novel|novel|manhwa|comic|webcomic|book)\b|(?P<noun2>manga|webtoon|light novel|web novel|novel|manhwa|comic|webcomic) (?:series )?(?P<work2>{W}))",
)


def _read_original(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """The work of the same name that the main show adapts, as it is named in passing."""
    for match in _ORIGINAL.find(clause.text, clause.words):
        show = next(clause.works(match["work"] or match["work2"]))
        author = next(clause.people(match["people"]))
        author.person.roles.add("author")
        if show.work is discourse.titles.main and not show.is_meant:
            yield Draft("based on", match["noun"] or match["noun2"], show.work, by=author.person.name)


def read_sources(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """What a show is based on; ``said`` is the clause before references were resolved."""
    text = clause.text
    if not clause.says(_DRAWS_ON):
        yield from _read_original(discourse, clause)
        return
    for match in _BASED.finditer(text):
        source = _cut_source(match["source"])
        noun = _SOURCE_NOUN.search(source)
        titles = list(clause.works(source))
        show = find_show_before(discourse, clause, match.start())
        if titles and show and titles[0].work is show.work and not noun:
            show = WorkSlot(discourse.topic) if discourse.topic else None
        if (
            match[0].lower().startswith(("source", "basis"))
            and titles
            and show
            and titles[0].work is show.work
        ):
            main = discourse.titles.main  # "its source is W": the show is not named here
            show = WorkSlot(main) if main is not None and main is not show.work else None
        if show is None or (noun is None and not titles):
            continue
        same = re.search(
            r"\b(?:same|eponymous|namesake|identically|same-titled|titular)\b",
            text[match.start() : match.end()],
        )
        by = _SOURCE_BY.search(source) or _SOURCE_OWNER.search(source)
        listed = by and _AUTHORS.match(text, match.start("source") + by.start("people"))
        people = clause.people(listed[0] if listed else by["people"]) if by else ()
        authors = " and ".join(slot.person.name for slot in people) or None
        other = [slot for slot in titles if slot.work is not show.work] or (titles if noun is None else [])
        if other:
            kind = _KIND_OF_TITLE.search(source)
            value = f"{kind['noun']} {other[0].work.name}" if kind else other[0].work.name
        elif noun and (same or titles):
            value = f"{noun['noun']} {show.work.name}"
        elif noun and (named := re.search(r"(\b[A-Z]{2,})(?:['’]s)? $", source[: noun.start()])):
            value = f"{named[1]} {noun['noun']}"
        elif noun:
            value = noun["noun"]
        else:
            continue
        yield Draft("based on", " ".join(value.split()), show.work, by=authors)
    for match in _NOVEL_OF.find(text, clause.words):
        show = next(clause.works(match["work"]))
        target = discourse.topic if discourse.topic is not None else show.work
        author = next(clause.people(match["people"]))
        author.person.roles.add("author")
        yield Draft("based on", f"{match['noun']} {show.work.name}", target, by=author.person.name)
    yield from _read_original(discourse, clause)
    for match in _BASED_ADJECTIVE.finditer(said):
        apposed = re.search(rf"({W}),? (?:an?|another|the) $", said[: match.start()])
        show = next(clause.works(apposed[1] if apposed else said[match.end() :]), None) or (
            WorkSlot(discourse.topic) if discourse.topic else None
        )
        if show:
            yield Draft("based on", match["noun"].lower(), show.work)


_LIKE_NAMED: Final = frozenset(
    "eponymous namesake identically same-titled same-name same-named like-named titular".split()
)
_NAME: Final = frozenset("name title named titled".split())
_CALLED: Final = frozenset("series , called titled entitled named franchise the".split())
_FAR: Final = 12
"""Units in brackets between a show's name and the kind of its source: "W (its name in Japanese) manga"."""


def name_sources(drafts: Iterable[Draft], row: Row) -> None:
    """Sources of which only the kind is told, where the article says that they have the show's name: "webtoon W"."""
    kinds: dict[str, list[int]] = {}
    for at, unit in enumerate(row.units):
        if unit.kind == "S":
            kinds.setdefault(str(unit.what).rstrip("s"), []).append(at)
    for draft in drafts:
        if draft.relation != "based on" or draft.work is None or not isinstance(draft.value, str):
            continue
        if any(has_name_of(row, at, draft.work) for at in kinds.get(_kind_of(draft.value), ())):
            draft.value = f"{draft.value} {draft.work.name}"


def _kind_of(value: str) -> str:
    return key_of_words(value).rstrip("s")


def has_name_of(row: Row, at: int, work: Work) -> bool:
    """Whether a source at a place has a show's own name: "the webtoon W", "the W manga", "of the same name"."""
    units, sentence = row.units, row.units[at].sentence
    begin, end = row.begin[sentence], row.end[sentence]
    texts = [unit.text for unit in units[begin:end]]
    if not _LIKE_NAMED.isdisjoint(texts) or any(
        word == "same" and following in _NAME for word, following in pairwise(texts)
    ):
        return True
    behind = at + 1
    while behind < min(end, at + 3) and units[behind].text in _CALLED:
        behind += 1
    before, depth = at - 1, 0
    while before >= max(begin, at - _FAR) and (depth or units[before].text == ")"):
        depth += (units[before].text == ")") - (units[before].text == "(")
        before -= 1
    return any(begin <= place < end and units[place].what is work for place in (before, behind))
