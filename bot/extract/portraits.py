"""What kind of show it is, what it tells, how it was received, and who represents a person.

Owns genre, narrative location, plot, language, chart records, ratings, popularity, agencies and
meanings. Refuses opinions of the paper itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.discourse import Discourse
from bot.extract.draft import Draft
from bot.extract.sentences import words_of
from bot.extract.slots import Clause, W, WorkSlot, holds_any, pattern, rule

_HEAD: Final = rf"(?:{vocabulary.SHOW})"
_SKIP: Final = r"(?:(?:[A-Z][\w’'-]*|tv|television|web|k|period|original|korean|south|american|british|japanese|limited|{N}(?:['’]s)?|{D}|\d+-[a-z]+|[a-z]+-[a-z]+|mini|live-action|hit|new|upcoming) )"
_GENRES: Final = r"(?P<genres>(?:{genre}(?:[,/]? (?:and )?|[-/]|, )){0,4}{genre})"
_KIND: Final = (
    # "a fantasy mystery drama", "the horror series W", "mystery romance tvN drama W"
    rule(
        vocabulary.SHOW_CUES,
        rf"(?<![\w-]){_GENRES}[ -]{_SKIP}{{0,3}}{_HEAD}\b(?! (?:of the year|fans|lovers|community))",
    ),
    # "a zombie thriller", "romantic comedy W": the head noun is a genre itself
    rule(
        "thriller comedy romance mystery fantasy horror musical documentary sitcom melodrama rom romcom satire noir western whodunit sageuk sci scifi dramedy procedural biopic anthology",
        rf"\b(?:an?|the|this|new|upcoming|{{N}}(?:['’]s)?) (?:[\w’'-]+,? ){{0,5}}?(?P<genres>(?:(?:{{genre}})[ -/]){{0,3}}(?:thriller|comedy|romance|mystery|fantasy|horror|musical|documentary|sitcom|melodrama|rom-com|romcom|satire|noir|western|whodunit|sageuk|sci-fi|dramedy|procedural|biopic|anthology))\b(?! (?:{_HEAD})\b|[- ][a-z]+er\b|-)",
    ),
    rule(
        "genre genres blend blends blending mix mixes mixing combines combining combination as",
        r"\b(?:genres?(?: is| are|:)|genre of|blend(?:s|ing)?(?: of)?|mix(?:es|ing)?(?: of)?|combin(?:es|ing|ation of)|in the genres? of|as a) (?:the )?(?P<genres>(?:{genre}(?:, and |, | and |/| with )){0,4}{genre})(?: elements| genres?)?\b",
    ),
)
_SPLIT_GENRES: Final = pattern(r"(?<![\w-]){genre}(?![\w])")
_HEAD_IS_PLAIN: Final = frozenset({"drama", "series", "show", "film", "movie"})
_SHORT_FORMS: Final = {
    "rom-com": "romantic comedy",
    "romcom": "romantic comedy",
    "rom com": "romantic comedy",
}

_SET_IN: Final = (
    re.compile(
        r"\b(?:[Ii]s |[Ss]tory is |[Ww]as |[Bb]e |, |^)?[Ss]et (?:primarily |mainly |mostly |largely |entirely |partly )?(?:in|on|at|against the backdrop of|around|aboard|within|inside)(?: the| an?)?(?P<place>[^.;,]{2,80})"
    ),
    re.compile(r"\b(?:new |main )?(?:setting|backdrop) (?:in|of)(?: the| an?)?(?P<place>[^.;,]{2,80})"),
    re.compile(
        r"\b(?:tak(?:es|ing) place|unfolds|plays out|story (?:begins|happens|takes place)|(?:events|story) (?:happen|occur)s?) (?:primarily |mainly |mostly |largely )?(?:in|on|at|aboard|around)(?: the| an?)?(?P<place>[^.;,]{2,80})"
    ),
)
_SITUATED: Final = re.compile(r"\b[Ss]et\b|setting|backdrop|place|unfold|plays out|story|events")
_PLACE: Final = re.compile(
    r"(?:[a-z][\w’'-]* ){0,4}?(?:of |in |at )?(?P<name>(?:(?:[A-Z][\w’'-]+|[\ue900-\uefff])(?: (?:of |and )?(?:[A-Z][\w’'-]+))*)(?: (?:peninsula|cafe|village|city|district|island|hospital|apartment|town|neighborhood|prison))?)"
)
_NOT_A_PLACE: Final = re.compile(
    r"^(?:January|February|March|April|May|June|July|August|September|October|November|December|Season|The|Joseon era)\b|^\d"
)

_TELLS: Final = pattern(
    r"(?P<work>{W})(?:,? (?:also|will|which|that|a [^,.;]{0,60}|an [^,.;]{0,60}|is a [^,.;]{3,80} that|is an? [^,.;]{3,80} (?:that|which)|is set to|tells|mainly|primarily)){0,3},? (?P<verb>follows|tells|depicts|revolves around|centers on|centres on|centers around|centres around|is about|chronicles|narrates?|unfolds|explores|portrays the story|focuses on|deals with|traces|unravels|recounts|details the|shows the story|will follow|will tell|will depict|will revolve|will narrate|sees|captures|charts)(?P<rest> [^;]{15,400})"
)
_RECORD: Final = re.compile(
    r"(?:\bNo\.? ?1\b|\b(?:number|no\.) one\b|\btop(?:ped|s|ping)? (?:10|ten|the|spot|position)|\btop 10\b|\bTop 10\b|\bmost[- ]watched\b|\b(?:viewership|audience) ratings?\b|\b\d[\d.,]* (?:million|billion) (?:views|hours|viewers|households)\b|\bNielsen\b|\branked\b|\bbox office\b|\brecord[- ](?:breaking|setting)\b)",
)
_RATED: Final = re.compile(
    r"\b(?P<rating>\d{1,3}(?:\.\d)?(?:%|/10| out of 10| percent))[^.;]{0,40}\b(?:on|from|at) (?P<site>Rotten Tomatoes|IMDb|Metacritic|MyDramaList|Douban)|\b(?P<site2>Rotten Tomatoes|IMDb|Metacritic|MyDramaList|Douban)[^.;]{0,50}?(?P<rating2>\d{1,3}(?:\.\d)?(?:%|/10| out of 10| percent))"
)
_POPULAR: Final = re.compile(
    r"\b(?P<words>(?:critically|widely|internationally|globally|highly)[- ]acclaimed|global (?:hit|phenomenon|sensation|success)|worldwide (?:hit|phenomenon|sensation)|(?:massive|huge|smash|runaway|record-breaking) (?:hit|success)|cult (?:hit|favou?rite|classic)|fan favou?rite)\b",
    re.IGNORECASE,
)
# Without one of these nothing is said of how a show was received.
_RECEIVED: Final = tuple(
    "no. ,no 1,no.1,number one,top,most-watched,most watched,rating,million,billion,nielsen,rank,box office,record,rotten,imdb,metacritic,mydramalist,douban,acclaim,"
    "global,worldwide,massive,huge,smash,runaway,cult,favo,language".split(",")
)
_LANGUAGE: Final = pattern(
    r"\b(?P<language>Korean|English|Japanese|Spanish|French|German|Mandarin|Chinese|Cantonese|Thai|Hindi|Italian|Danish|Swedish|Norwegian|Turkish|Portuguese|Polish|Dutch|Tamil|Telugu|Arabic|Hebrew|Icelandic)[- ]language (?:[\w-]+ ){0,3}?(?:{show}|{W})"
)

_AGENCY: Final = (
    pattern(r"(?P<who>{P})['’]s? (?:[a-z]+ )?{agency},? (?:at )?(?P<agency>{O})"),
    pattern(
        r"(?P<agency>{O}),? (?:[^.;]{0,30}, )?(?:the |which is |his |her )?(?:[a-z]+ )?{agency} (?:of|for|representing|that represents|that manages) (?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<agency>{O}),? (?:which|who|that) (?:represents|manages|handles) (?:[a-z-]+ ){0,3}(?P<who>{P})"
    ),
    pattern(
        r"(?P<who>{P}),? (?:is |are |who is |also )?(?:represented|managed|repped) by (?:the )?(?:agency |management )?(?P<agency>{O})"
    ),
    pattern(
        r"(?P<who>{P})[^.;]{0,40}? (?:signed|signs|sign|inked)(?: an?)? (?:[a-z]+ ){0,3}(?:with|to|contract with|deal with) (?:the )?(?:agency |management |label )?(?P<agency>{O})"
    ),
    pattern(r"(?P<who>{P})[^.;]{0,60}?,? (?:his|her|{P}['’]s) {agency},? (?P<agency>{O})"),
)
_SHORTENS: Final = re.compile(r"short for|stands for|abbreviation|means|meaning|refers")
_SHORT_FOR: Final = re.compile(
    r"[\"“‘'(]?(?P<term>[A-Z][A-Za-z-]{1,20})[\"”’')]?,? (?:which is |is )?(?:short for|stands for|an abbreviation of|means|meaning|refers to|which means|which refers to) (?P<meaning>[^.;]{4,120})"
)


def read_portraits(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """What a clause says of a show's kind and story; ``said`` is the clause before references were resolved."""
    yield from _read_genres(discourse, clause, said)
    yield from _read_places(discourse, clause)
    yield from _read_stories(clause)
    yield from _read_receptions(discourse, clause)


def _read_genres(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    found: list[tuple[str, WorkSlot]] = []
    words = words_of(said)
    for each in _KIND:
        for match in each.find(said, words):
            show = _whose_kind(discourse, clause, said, match)
            if show is not None:
                found += [(genre, show) for genre in _SPLIT_GENRES.findall(match["genres"])]
    for genre, show in found:
        # "romantic comedy" is one genre, not also "romantic".
        if not any(genre.lower() in other.lower() and len(other) > len(genre) for other, _ in found):
            yield Draft("genre", genre, show.work)


def _whose_kind(discourse: Discourse, clause: Clause, said: str, match: re.Match[str]) -> WorkSlot | None:
    before, after = said[: match.start()], said[match.end() :]
    if re.search(
        r"\b(?:like|other|another|many|such as|first|most|actual|of|in|previous|last|her|his|best|no|any|several|various)\s(?:[\w-]+\s){0,2}$",
        before,
        re.IGNORECASE,
    ) and not re.match(rf"[,:]? ?(?:titled,? |called |entitled )?{W}", after):
        return None
    if named := re.match(
        rf"s?(?:,| titled,?| called| entitled|:| named| as)? ?(?:[A-Z][\w-]* )?({W})", after
    ):
        return next(clause.works(named[1]))
    if subject := re.search(rf"({W})(?:,| is| was| will be| has been)(?: [\w’'-]+){{0,12}}? ?$", before):
        return next(clause.works(subject[1]))
    return WorkSlot(discourse.topic) if discourse.topic else None


def _read_places(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text = clause.text
    if not _SITUATED.search(text):
        return
    for each in _SET_IN:
        for match in each.finditer(text):
            piece = clause.plain(match["place"])
            place = _PLACE.match(piece.strip())
            if (
                place is None
                or _NOT_A_PLACE.match(place["name"])
                or any(0xE000 <= ord(sign) < 0xF900 for sign in place["name"])
            ):
                continue
            show = next((slot for slot in clause.works(text[: match.start()])), None) or (
                WorkSlot(discourse.topic) if discourse.topic else None
            )
            if show:
                yield Draft("narrative location", place["name"], show.work)


def _read_stories(clause: Clause) -> Iterator[Draft]:
    for match in _TELLS.finditer(clause.text):
        show = next(clause.works(match["work"]))
        rest = match["rest"]
        if any(0xEC00 <= ord(sign) < 0xF900 for sign in rest):
            rest = re.split(r"[\uec00-\uf8ff]", rest)[0]
        words = clause.plain(rest).strip(" .,")
        if len(words.split()) >= 4:
            yield Draft("plot", words, show.work, season=show.season)
            return


def _read_receptions(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text = clause.text
    show = next(clause.works(text), None) or (WorkSlot(discourse.topic) if discourse.topic else None)
    if show is None:
        return
    if not holds_any(text, _RECEIVED):
        return
    if _RECORD.search(text) and len(text) < 400:
        yield Draft("chart record", "", show.work, season=show.season)
    if match := _RATED.search(text):
        yield Draft(
            "rating",
            f"{match['rating'] or match['rating2']} on {match['site'] or match['site2']}",
            show.work,
            season=show.season,
        )
    if match := _POPULAR.search(text):
        yield Draft("popularity", match["words"], show.work)
    if match := _LANGUAGE.search(text):
        yield Draft("language", match["language"], show.work)


def read_agencies(clause: Clause) -> Iterator[Draft]:
    """Who represents a person."""
    if not clause.has("PO"):
        return
    for each in _AGENCY:
        for match in each.finditer(clause.text):
            who = next(clause.people(match["who"]))
            yield Draft("represented by", clause.name(match["agency"]), person=who.person)


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
            yield Draft("meaning", meaning, term=match["term"], about=discourse.topic.name)
