"""How a show was received: charts, ratings, fame; and its language.

Owns chart records, ratings (by critics, by viewers, by age), popularity and language. Refuses the paper's
own opinions, and shares of viewers given only for comparison.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause, O, P, WorkSlot, holds_any, pattern

_RECORD: Final = re.compile(
    r"\bnos?\.? ?\d{1,2}\b|#\d{1,2}\b|\bnumber (?:one|1)\b|\bfirst place\b|\btop(?:s|ped|ping) (?:the"
    r"|its|their|all|box|local|global|charts?|Netflix|\d)"
    r"|\btop (?:10|ten|five|5|spot|position|of the)\b|\bmost[- ](?:watched|viewed|streamed"
    r"|popular series)\b|\branked\b|\bbox[- ]office\b|\badmissions\b"
    r"|\b\d[\d.,]* ?(?:million|billion|mln|bln) (?:total )?(?:viewing )?(?:views?|hours|viewers"
    r"|households|moviegoers|tickets)\b"
    r"|\bhighest[- ](?:rated|grossing|ratings?|viewership|audience|opening)\b|\b(?:all-time|record"
    r"|personal) (?:high|best)\b|\brecord[- ](?:breaking|setting)\b"
    r"|\b(?:br(?:oke|eaks|eaking|oken)|sets?|setting|smash(?:es|ed)) (?:a |its |the |their |several "
    r"|multiple )?(?:own )?(?:new )?(?:[a-z]+ )?records?\b|\bnew (?:peak|record|high)\b",
    re.IGNORECASE,
)
_RECORD_WORDS: Final = frozenset(
    "no nos number top tops topped topping most first ranked box admissions admission million billion mln bln highest high best record records peak".split()
    + [str(number) for number in range(1, 11)]
)
_CRITICS: Final = re.compile(
    r"\b(?P<rating>\d{1,3}(?:\.\d)?(?:%|/10| out of 10| percent))[^.;]{0,40}\b(?:on|from"
    r"|at) (?P<site>Rotten Tomatoes|IMDb|Metacritic|MyDramaList|Douban)|\b(?P<site2>Rotten Tomatoes"
    r"|IMDb|Metacritic|MyDramaList|Douban)[^.;]{0,50}?(?P<rating2>\d{1,3}(?:\.\d)?(?:%|/10| out of 10"
    r"| percent))"
)
_SCORED: Final = re.compile(r"\d(?:%| percent|/10| out of 10)")
_SHARE: Final = re.compile(
    r"(?<![\d.])(?P<share>\d{1,2}(?:\.\d{1,3})?)(?: ?%| per ?cent\b)(?P<after>.{0,40})"
)
_SHARE_WORDS: Final = frozenset(
    "rating ratings viewership nielsen households household nationwide tnms scored recorded viewers opened averaged peaked debuted logged posted".split()
)
_COMPARED: Final = re.compile(
    r"\b(?:previous|compared|from|up|down|ris(?:e|en|ing)|rose|fell|fall|drop(?:ped)?|increased?|than"
    r"|gap|demographic|by|with \w+ ?episodes?|last (?:week|year))(?: \w+){0,3} $|\bepisode with $",
    re.IGNORECASE,
)
_CHANGE: Final = re.compile(
    r" (?:increase|rise|drop|decline|uptick|improvement|higher|lower|more|fewer|gain|of (?:the|its|all) )",
    re.IGNORECASE,
)
_OF_CRITICS: Final = re.compile(
    rf"\b(?:on|at|from) (?:the )?(?:{P}|{O}|Rotten|IMDb|Metacritic)|\b(?:score|approval|fresh|tomatometer)\b",
    re.IGNORECASE,
)
_RELATIVE: Final = re.compile(r", (?:which|who)\b[^,]*(?:,|$)")
_AGE: Final = re.compile(
    r"\brated (?P<age>TV-(?:MA|14|PG|G|Y7?)|PG(?:-13)?|NC-17|R|15\+?|18\+?|19\+?)(?![\w%]|\.\d)"
)
_RATED_WORD: Final = frozenset({"rated"})
_POPULAR: Final = re.compile(
    r"\b(?P<words>(?:critically|widely|internationally|globally|highly)[- ]acclaimed|global (?:hit"
    r"|phenomenon|sensation|success)|worldwide (?:hit|phenomenon|sensation)|(?:massive|huge|smash"
    r"|runaway|record-breaking) (?:hit|success)|cult (?:hit|favou?rite|classic)|(?:hugely|wildly"
    r"|massively|immensely) (?:popular|successful)|fan favou?rite)\b",
    re.IGNORECASE,
)
_POPULAR_WORDS: Final = frozenset(
    "acclaimed global worldwide massive huge smash runaway cult favorite favourite breaking hugely wildly massively immensely".split()
)
_LANGUAGE: Final = pattern(
    r"\b(?P<language>Korean|English|Japanese|Spanish|French|German|Mandarin|Chinese|Cantonese|Thai"
    r"|Hindi|Italian|Danish|Swedish|Norwegian|Turkish|Portuguese|Polish|Dutch|Tamil|Telugu|Malayalam"
    r"|Kannada|Bengali|Marathi|Punjabi|Arabic|Hebrew|Icelandic|Welsh|Irish|Tagalog|Indonesian"
    r"|Vietnamese)[- ]language (?:[\w-]+ ){0,3}?(?:{show}|{W})"
    # Languages that are not named like a nation.
    r"|\b(?P<tongue>Hindi|Tamil|Telugu|Malayalam|Kannada|Bengali|Marathi|Punjabi|Mandarin|Cantonese"
    r"|Tagalog|Welsh) (?:[a-z-]+ ){0,2}?{show}\b"
    r"|\b(?:shot|filmed|made|is|performed|spoken) in (?P<shot>Korean|English|Japanese|Spanish|French"
    r"|German|Italian|Hindi|Tamil|Telugu|Malayalam|Kannada|Bengali|Mandarin|Cantonese|Welsh"
    r"|Thai)\b(?! [A-Z])"
)


def read_reception(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """How the show in a clause was received; ``said`` is the clause before references were resolved."""
    text = clause.text
    named = list(clause.works(text))
    show = named[0] if named else WorkSlot(discourse.topic) if discourse.topic else None
    if show is None:
        return
    if (
        named
        and not clause.sentence.is_heading
        and len(text) < 400
        and clause.says(_RECORD_WORDS)
        and _RECORD.search(text)
    ):
        yield Draft("chart record", "", show.work, season=show.season)
    if ("%" in text or "percent" in text or "per cent" in text) and clause.says(_SHARE_WORDS):
        yield from _read_shares(clause, show)
    if _SCORED.search(text) and (match := _CRITICS.search(clause.plain(text))):
        value = f"{match['rating'] or match['rating2']} on {match['site'] or match['site2']}"
        yield Draft("rating", value, show.work, season=show.season)
    if clause.says(_RATED_WORD) and (match := _AGE.search(clause.plain(text))):
        yield Draft("rating", match["age"], show.work, season=show.season, note="age rating")
    if clause.says(_POPULAR_WORDS) and (match := _POPULAR.search(text)):
        yield Draft("popularity", match["words"], show.work)
    if holds_any(said, _TONGUES) and (match := _LANGUAGE.search(said)):
        if _SEVERAL.search(said[: match.start()]):
            return
        behind = None if match["shot"] else next(clause.works(said[match.end() - 1 :]), None)
        yield Draft("language", match["language"] or match["tongue"] or match["shot"], (behind or show).work)


_SEVERAL: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|many|more|other|most|all) (?:new "
    r"|upcoming |original )*$",
    re.IGNORECASE,
)
_TONGUES: Final = tuple(
    "language,hindi,tamil,telugu,malayalam,kannada,bengali,marathi,punjabi,mandarin,cantonese,tagalog,welsh,in korean,in english,in japanese,in spanish,in french,in german,in italian,in thai".split(
        ","
    )
)


def _read_shares(clause: Clause, show: WorkSlot) -> Iterator[Draft]:
    """Shares of viewers: one per show, the first that is not a comparison."""
    given: set[int] = set()
    for match in _SHARE.finditer(clause.text):
        before = clause.text[max(0, match.start() - 60) : match.start()]
        after = match["after"]
        if _COMPARED.search(before) or _CHANGE.match(after) or _OF_CRITICS.search(after):
            continue
        whose = list(clause.works(_RELATIVE.sub("", clause.text[: match.start()])))
        whom = whose[-1] if whose else show
        if id(whom.work) in given:
            continue
        given.add(id(whom.work))
        where = ", nationwide" if "nation" in match["after"].lower() else ""
        yield Draft(
            "rating", f"{match['share']}%", whom.work, season=whom.season, note=f"share of viewers{where}"
        )
