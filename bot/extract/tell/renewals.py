"""Renewals: the day of one that is an article's news, and of one that it recalls.

Owns what a sentence says of a renewal. Refuses the days on which a show comes out (see pairs).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.find.titles import SEASON, season_number
from bot.extract.slotted_sentences import Clause, W, pattern, without_brackets

_RENEWS: Final = re.compile(
    r"\brenew(?:s|ed)\b(?! (?:interest|focus|attention|hope|his|her|their|vows))", re.IGNORECASE
)
_NEWS: Final = 4
"""Sentences at the head of an article that tell what is new."""
# "W, W and W renewed for second seasons"
_RENEWS_SEVERAL: Final = pattern(
    rf"(?P<shows>{W}(?:(?:, and |,? and |, ){W})+),? (?:(?:have|are|all|been|officially|also"
    r"|both) )*renewed\b(?: (?:for|through) (?:a |their )?(?P<season>[a-z]+|\d+) seasons?)?"
)
_SAID_ON: Final = pattern(
    r"\b(?:announced|confirmed|said|revealed|told|statement|shared|reported)\b[^.;]{0,60}? on (?P<date>{D})"
)
_NTH: Final = r"(?:the |an? |its )?(?:season (?:\d{1,2}|[a-z]+)|[a-z]+ season)(?: (?:of|for) (?:the )?{W})?"
_ORDERED: Final = r"(?:announced|confirmed|ordered|greenlit|renewed)"
# "season 2 was announced in June", "Netflix announced season 2 last June"
_ANNOUNCED: Final = (
    pattern(
        rf"(?P<what>{_NTH}|{{W}}) (?:was|has been|had been) (?:(?:first|also"
        rf"|[a-z]+ly) )?{_ORDERED} (?:(?:back )?(?:in|on) )?(?P<date>{{D}})"
    ),
    pattern(
        rf"\b{_ORDERED} (?:the (?:return|renewal) of )?(?P<what>{_NTH}|{{W}}),? (?:(?:back )?(?:in"
        rf"|on) )?(?P<date>{{D}})"
    ),
    # "greenlit in June 2022", where the article is of a later season
    pattern(r"\b(?:greenlit|renewed)(?P<what>) (?:back )?(?:in|on) (?P<date>{D})"),
)


def read_renewals(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """The renewals that a clause states, of a later season each or of the show in the news."""
    found = list(_read_announced(discourse, clause))
    yield from found or _read_news(discourse, clause)


def _read_announced(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """The day on which a later season was announced."""
    for match in (found for each in _ANNOUNCED for found in each.finditer(clause.text)):
        show = next(clause.works(match["what"]), None) or next(clause.works(clause.text), None)
        told, day = SEASON.search(match["what"]), clause.time(match["date"]).edtf
        work = show.work if show else discourse.topic
        season = season_number(told) if told else show.season if show else None
        if season is None and work is discourse.titles.main:
            season = discourse.season
        if work and season and season > 1 and day:
            yield Draft("renewal date", day, work, season=season)


def _read_news(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """A renewal that is the news, and so of the article's day."""
    today = discourse.article.published_on
    head = discourse.sentences[min(_NEWS, len(discourse.sentences)) - 1].end
    if today is None or clause.sentence.start >= head or not _RENEWS.search(clause.text):
        return
    text = without_brackets(clause.text)
    several = _RENEWS_SEVERAL.match(text)
    shows = list(clause.works(several["shows"] if several else text))
    if not several:
        shows = [slot for slot in shows if slot.season][:1] or shows[:1]
    days = [
        day
        for match in _SAID_ON.finditer(clause.text)
        if (day := clause.time(match["date"]).edtf) and len(day) == 10 and day <= today.isoformat()
    ]
    told = SEASON.search(clause.text)
    of_all = vocabulary.ORDINAL.get((several["season"] or "").lower()) if several else None
    for each in shows:
        season = each.season or of_all or (season_number(told) if told else None)
        if season is None and each.work is discourse.titles.main:
            season = discourse.season
        yield Draft("renewal date", days[0] if days else today.isoformat(), each.work, season=season)
