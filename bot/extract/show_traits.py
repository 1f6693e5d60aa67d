"""A show's kind, story and reception, and who represents a person.

Owns genre, narrative location, agencies and meanings; plots and reception are modules of their own. Refuses the
paper's own opinions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.plots import read_plots
from bot.extract.reception import read_reception
from bot.extract.slotted_sentences import TITLES, Clause, D, O, P, W, WorkSlot, pattern, rule

_HEAD: Final = rf"(?:{vocabulary.SHOW})"
_SKIP: Final = r"(?:(?:(?-i:[A-Z])[\w’'-]*|drama|dramedy|comedy|film|tv|television|web|k|period|original|korean|south|american|british|japanese|limited|{N}(?:['’]s)?|{D}|\d+-[a-z]+|[a-z]+-[a-z]+|mini|live-action|hit|new|upcoming) )"
_GENRES: Final = r"(?P<genres>(?:{genre}(?:[,/]? (?:and )?|[-/]|, )){0,4}{genre})"
_KIND: Final = (
    # "a fantasy mystery drama", "the horror series W", "mystery romance tvN drama W"
    rule(
        vocabulary.SHOW_CUES,
        rf"(?<![\w-]){_GENRES}[ -]{_SKIP}{{0,3}}(?P<head>{_HEAD})\b(?! (?:of the year|fans|lovers|community))",
    ),
    # "a zombie thriller", "romantic comedy W": the head noun itself is a genre
    rule(
        "thriller comedy romance mystery fantasy horror musical documentary sitcom melodrama rom romcom satire noir western whodunit sageuk sci scifi dramedy procedural biopic anthology",
        rf"(?:\b(?:is|was|be|as|called|new|upcoming|latest|hit) (?:an? |the )?|^(?:an? |the )?|\b(?:an?|the|this) (?=(?:[\w’'-]+,? ){{0,8}}?(?:{{W}}|thriller|comedy|rom-?com|sitcom|dramedy|whodunit|procedural|biopic|anthology|melodrama|about|starring|set|based))|{{N}}(?:['’]s)? )(?:[\w’'-]+,? ){{0,5}}?(?P<genres>(?:(?:{{genre}})[ -/]){{0,3}}(?:thriller|comedy|romance|mystery|fantasy|horror|musical|documentary|sitcom|melodrama|rom-com|romcom|satire|noir|western|whodunit|sageuk|sci-fi|dramedy|procedural|biopic|anthology))\b(?! (?:{_HEAD})\b|[- ][a-z]+er\b|-)",
    ),
    rule(
        "mixture elements genre genres blend blends blending mix mixes mixing combines combining combination as",
        r"\b(?:genres?(?: is| are|:)|genre of|blend(?:s|ing)?(?: of)?|mix(?:es|ing)?(?: of)?|mixture of|elements of|combin(?:es|ing|ation of)|in the genres? of|as a(?=[^.;,]{3,40}(?:drama|series|film|movie|show|elements|genre))) (?:the )?(?P<genres>(?:{genre}(?:, and |, | and |/| with )){0,4}{genre})(?: elements| genres?)?\b",
    ),
)
_GENRE_WORDS: Final = frozenset(vocabulary.GENRE_CUES.split()) | frozenset("scifi dramedy".split())
_IN_GENERAL: Final = re.compile(r"(?:dramas|shows|films|movies|works|projects|originals)$", re.IGNORECASE)
_AMONG_GENRES: Final = re.compile(r"\b(?:such as|genres?(?: like)?) (?:[\w-]+,? ){0,6}$", re.IGNORECASE)
_SPLIT_GENRES: Final = pattern(r"(?<!\w){genre}(?!\w)")
_HEAD_IS_GENRE: Final = frozenset(
    "thriller comedy romance mystery horror musical documentary sitcom melodrama anthology procedural biopic whodunit".split()
)
_SHORT_FORMS: Final = {
    "rom-com": "romantic comedy",
    "romcom": "romantic comedy",
    "rom com": "romantic comedy",
}

_SET_IN: Final = (
    re.compile(
        r"\b(?:[Ii]s |[Ss]tory is |[Ww]as |[Bb]e |, |^)?[Ss]et (?:primarily |mainly |mostly |largely |entirely |partly )?(?:in|on|at|amid|amidst|against the backdrop of|around|aboard|within|inside)(?: the| an?)?(?P<place>[^.;,]{2,80})"
    ),
    re.compile(r"\b(?:new |main )?(?:setting|backdrop) (?:in|of)(?: the| an?)?(?P<place>[^.;,]{2,80})"),
    re.compile(
        r"\b(?:tak(?:es|ing) place|unfolds|plays out|story (?:begins|happens|takes place)|(?:events|story) (?:happen|occur)s?) (?:primarily |mainly |mostly |largely )?(?:in|on|at|aboard|around)(?: the| an?)?(?P<place>[^.;,]{2,80})"
    ),
)
_TIME_BEFORE: Final = re.compile(rf"^ ?(?:the )?(?:(?:early|mid|late)[ -])?(?:{D}|\d{{4}})(?:['’]?s)? ")
_SITUATED: Final = frozenset("set setting backdrop place unfolds plays story events".split())
_PLACE: Final = re.compile(
    r"(?:[a-z][\w’'-]* ){0,4}?(?:of |in |at )?(?P<name>(?:(?:[A-Z][\w’'-]+|[\ue900-\uefff])(?: (?:of |and )?(?:[A-Z][\w’'-]+))*)(?: (?:peninsula|cafe|village|city|district|island|hospital|apartment|town|neighborhood|prison))?)"
)
_ADJECTIVE: Final = re.compile(r"(?:ian|ish|ese|American|German|Korean|French|Greek|Dutch)$")
_NOT_A_PLACE: Final = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Season|The|Joseon era)\b|^\d"
)

_EACH_AGENCY: Final = re.compile(rf"{O}|{P}")
_AGENCY: Final = (
    pattern(r"(?P<who>{P})['’]s? (?:[a-z]+ )?{agency},? (?:at )?(?P<agency>{O})"),
    pattern(
        r"(?P<agency>{O}),? (?:[^.;]{0,30}, )?(?:the |which is |his |her )?(?:[a-z]+ )?{agency} (?:of|for|representing|that represents|that manages) (?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<agency>{O}),? (?:which|who|that) (?:represents|manages|handles) (?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<who>{P})(?:['’]s)?,? (?:is |are |who is |also )?(?:represented|managed|repped) by (?:the )?(?:agency |management )?(?P<agency>{Os})"
    ),
    pattern(r"(?:represented|managed|repped) by (?P<agency>{Os}), (?P<who>{P})"),
    pattern(
        r"(?P<who>{P})[^.;]{0,40}? (?:signed|signs|sign|inked)(?: an?)? (?:[a-z]+ ){0,3}(?:with|to|contract with|deal with) (?:the )?(?:agency |management |label )?(?P<agency>{O}|{P})(?!['’]s)"
    ),
    pattern(r"(?P<who>{P})[^.;]{0,60}?,? (?:his|her) {agency},? (?P<agency>{O})"),
    pattern(r"(?P<agency>{O}), (?P<who>{P})['’]s? (?:[a-z]+ )?{agency}"),
    pattern(
        r"(?P<agency>{O})[^.;]{0,60}? (?:signed|inked)(?: an?)? (?:[a-z]+ ){0,4}with (?:the )?(?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<agency>{O})[^.;]{0,40}? (?P<who>{P}) (?:has |had |was |is |has been )*(?:joined|added|signed)[^.;]{0,20}(?:roster|artists|agency|label|family|contract)"
    ),
    pattern(
        r"(?P<who>{P}) (?:has |have |is |are |will be |officially |recently )*(?:join(?:ed|s|ing)|mov(?:ed|es|ing) to) (?:the )?(?P<agency>{O})(?=[^.;]{0,40}(?:{agency}|roster|contract))"
    ),
)
_AGENCY_WORDS: Final = frozenset(
    "agency agencies label representative representatives rep reps management represented represents representing represent managed manages handles repped "
    "signed signs sign inked joined joins joining moved moves added roster contract artists family".split()
)
_SHORTENS: Final = re.compile(r"short for|stands for|abbreviation|means|meaning|refers")
_SHORT_FOR: Final = re.compile(
    r"[\"“‘'(]?(?P<term>[A-Z][A-Za-z-]{1,20})[\"”’')]?,? (?:which is |is )?(?:short for|stands for|an abbreviation of|means|meaning|refers to|which means|which refers to) (?P<meaning>[^.;]{4,120})"
)


def read_show_traits(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """What a clause says about a show's kind and story; ``said`` is the clause before references were resolved."""
    yield from _read_genres(discourse, clause, said)
    yield from _read_places(discourse, clause)
    yield from read_plots(discourse, clause)
    yield from read_reception(discourse, clause, said)


def _read_genres(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    if not clause.says(_GENRE_WORDS):
        return
    found: list[tuple[str, WorkSlot]] = []
    for each in _KIND:
        for match in each.find(said, clause.words):
            named = match[0] if each is _KIND[0] else match["genres"]
            found += [
                (genre, show)
                for show in _whose_kind(discourse, clause, said, match)
                for genre in _SPLIT_GENRES.findall(named)
            ]
    for genre, show in found:
        # "romantic comedy" is one genre, not also "romantic".
        if not any(genre.lower() in other.lower() and len(other) > len(genre) for other, _ in found):
            yield Draft("genre", _SHORT_FORMS.get(genre.lower(), genre), show.work)


def _whose_kind(discourse: Discourse, clause: Clause, said: str, match: re.Match[str]) -> list[WorkSlot]:
    before, after = said[: match.start()], said[match.end() :]
    if listed := re.match(rf"s? (?:such as|like|including) ({TITLES})", after, re.IGNORECASE):
        return list(clause.works(listed[1]))
    if _IN_GENERAL.search(match[0]) and not re.match(rf" ?{W}", after):
        return []
    if _AMONG_GENRES.search(before):
        return []
    if re.search(
        r"\b(?:like|other|another|many|such as|first|most|actual|of|in|previous|last|her|his|best|no|any|several|various)\s(?:[\w-]+\s){0,2}$",
        before,
        re.IGNORECASE,
    ) and not re.match(rf"[,:]? ?(?:titled,? |called |entitled )?{W}", after):
        return []
    if named := re.match(
        rf"s?(?:,| titled,?| called| entitled|:| named| as)? ?(?:[A-Z][\w-]* )?({W})", after
    ):
        return [next(clause.works(named[1]))]
    if subject := re.search(
        rf"({W})(?:, (?=an? |the )| is| was| will be| has been)(?: ?[\w’'-]+){{0,12}}? ?$", before
    ):
        return [next(clause.works(subject[1]))]
    return [WorkSlot(discourse.topic)] if discourse.topic else []


def _read_places(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text = clause.text
    if not clause.says(_SITUATED):
        return
    for each in _SET_IN:
        for match in each.finditer(text):
            piece = _TIME_BEFORE.sub(" ", clause.plain(match["place"]))
            place = _PLACE.match(piece.strip())
            if (
                place is None
                or _NOT_A_PLACE.match(place["name"])
                or (_ADJECTIVE.search(place["name"]) and re.match(r" [a-z]", piece.strip()[place.end() :]))
                or any(0xE000 <= ord(sign) < 0xF900 for sign in place["name"])
            ):
                continue
            show = next((slot for slot in clause.works(text[: match.start()])), None) or (
                WorkSlot(discourse.topic) if discourse.topic else None
            )
            if show:
                yield Draft("narrative location", place["name"], show.work)


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
