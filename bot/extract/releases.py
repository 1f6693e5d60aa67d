"""When and where a show comes out, and how much of it there is.

Owns release, renewal and filming dates, numbers of episodes, and platforms. Refuses to read times: see
dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.coreference import OF_THE_PAST, Discourse
from bot.extract.draft_fact import Draft
from bot.extract.slotted_sentences import Clause, D, N, P, W, WorkSlot, pattern, signs, without_brackets

_RELEASE: Final = (
    r"\b(?<!re-)(?:premier(?:es?|ed|ing)|debut(?:s|ed|ing)?|air(?:s|ed|ing)?|release[sd]?|releasing|launch(?:es|ed|ing)?|drop(?:s|ped|ping)?|arriv(?:es?|ed|ing)|hit(?:s|ting)?(?: the)? (?:(?:[A-Z][a-z]+ )?TV|airwaves|theaters|theatres|cinemas|screens?|big screens?|small screens?|streaming)|"
    r"open(?:s|ed|ing)?|bow(?:s|ed)?|return(?:s|ed|ing)?|com(?:es?|ing) out|came out|coming on (?=(?:your|our|the|tv|small|big)\b)|com(?:es?|ing) to(?! (?:an? (?:end|close|halt)|terms|life)\b)|stream(?:s|ed|ing)?|broadcast(?:s|ed)?|unveil(?:s|ed)?|available|screened|rolls? out|roll-?outs?|go(?:es)? (?:live|on air)|land(?:s|ed|ing)?|on air|first episodes?|kick(?:s|ed)? off|release (?:date|window)|air date|slated for|scheduled for|set for|due|back|greets? viewers|meet viewers|be out|out on|out in|bring|rescheduled|follow(?:s|ed) (?:on|in)|(?:postponed|delayed|moved|pushed|shifted)(?: (?:back|up))? to|expected|anticipate|expect|begins? airing|starts? airing|begin streaming|was out|"
    r"see|ran from)\b"
)
_NO_RELEASE: Final = re.compile(
    r"\b(?:born|died|enlist|discharg|married|wedding|award|ceremony|festival|interview|press conference|fan meeting|concert|album|single|soundtrack|trailer|teaser|poster|stills?|script reading|military|birthday|announced (?:on|in|last)|table read|press tour|end(?:s|ed|ing)?|conclud(?:e|es|ed)|finale|"
    r"tak(?:es?|ing) place|set (?:in|during|against)|tragedy|pandemic|strikes?|re-?air(?:s|ed)?|re-?runs?"
    r"|(?:launch\w*|began|start\w*|serializ\w*|publish\w*|debut\w*|ran|wrote|releas\w*) (?:[\w’'-]+ ){0,5}(?:manga|manhwa|webtoon|(?:light |web )?novels?|book|serialization))\b",
    re.IGNORECASE,
)
_FILMING: Final = re.compile(
    r"\b(?:film(?:ing|ed)|start(?:s|ed)? film|shoot(?:ing|s)?|shot|production|photography|cameras|wrapp(?:ed|ing)|crank(?:ed|ing) (?:in|up))\b",
    re.IGNORECASE,
)
_HALTED: Final = re.compile(r"\b(?:halt|suspend|postpon|delay|stopp|cancel|paus)(?:ed|s)?\b", re.IGNORECASE)
_NOT_FILMING: Final = re.compile(
    r"\b(?:post-production|production (?:house|company|team|design|cost|budget)|co-production|produced by)\b",
    re.IGNORECASE,
)
_RENEWAL: Final = re.compile(
    r"\b(?:renew(?:s|ed|al|ing)?|green-?lit|green ?light(?:ed|s)?|pick(?:ed|s)? up|order(?:ed|s)?|commission(?:ed|s)?|given the go-ahead|confirmed for a)\b",
    re.IGNORECASE,
)
# An episode is out then, not the show.
_EPISODE: Final = pattern(
    rf"\b(?:(?!(?:first|premiere|opening|debut|pilot|all|both|its|new)\b)(?:{'|'.join(vocabulary.ORDINAL)}|\d{{1,3}}(?:st|nd|rd|th)|final|last|latest|next|the|this|that|each|every|penultimate|week['’]s|finale) episodes?|episodes? (?:\d|{'|'.join(vocabulary.NUMBER)})|finale)\b(?!-)"
)
# A plan that was dropped.
_FORMER_PLAN: Final = re.compile(
    r"\b(?:originally|initially|previously|earlier|once|had been) (?:\w+ ){0,2}?(?:scheduled|set|slated|planned|due|expected|supposed|meant|slotted|eyed|intended|announced)\b[^.;,]*$|\b(?:delay|postpon|push|mov|bump)(?:ed|es|ing|s) (?:back )?(?:\w+ ){0,3}from(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
# If one is between a verb and a time, the time belongs to something else.
_ELSEWHERE: Final = re.compile(r"\b(?:after|following|since|before|until|wake of)\b", re.IGNORECASE)
_BEGINS: Final = re.compile(
    rf"(?:^|(?<!\bon ){W},?) ?(?:will |is set to |is expected to |which |that )?(?:begins?|began|starts?|started|kicks? off|kicked off)\b[^.;,]{{0,24}}$",
    re.IGNORECASE,
)
_MOVED_TO: Final = re.compile(
    rf"\b(?:delayed|postponed|pushed|moved|rescheduled|bumped|shifted)(?: (?:back|up|forward))?(?: from (?:\w+ ){{0,2}}{D}(?: \w+)?)? (?:to|until) $",
    re.IGNORECASE,
)
_OWN_DEBUT: Final = re.compile(r"\b(?:his|her|their|an) (?:[a-z-]+ ){0,2}$", re.IGNORECASE)
_ALWAYS: Final = re.compile(r"\b(?:every|each) $", re.IGNORECASE)
# Things whose release is not the show's.
_NO_SHOW: Final = re.compile(
    r"\b(?:teasers?|trailers?|posters?|stills|clips?|soundtrack|OST|album|single|song|novel|book|webtoon|photos?|preview|tickets)\b(?![^.;]*\bahead of\b)",
    re.IGNORECASE,
)
_ANOTHER_VERB: Final = re.compile(rf"{D}|\b(?:and|,) (?:is|will|are)\b|, (?:is|will|are)\b", re.IGNORECASE)
# What leads up to the end of a run: "from March 2 to April 21".
_UNTIL: Final = re.compile(
    rf"(?:{D} ?(?:to|through|till|until|[-–—])|\b(?:until|till|through)) ?(?:the )?$", re.IGNORECASE
)
_SLATED: Final = re.compile(
    rf"\b(?:(?:{vocabulary.SHOW})s?|slate|line-?up|titles) (?:planned |due |coming |out )?(?:for|in) $",
    re.IGNORECASE,
)
_DATE_SET: Final = re.compile(
    r"['’]?s? (?:[a-z-]+ ){0,2}?(?:release|premiere|air|launch|debut)(?: (?:date|window|day))?\b",
    re.IGNORECASE,
)
_CONDITION: Final = re.compile(r"\b(?:if|unless|provided|assuming)\b[^,]*$", re.IGNORECASE)
_SPLIT: Final = re.compile(r"(?<=;) |,? (?:while|whereas|but|when|although|though) |, (?:and|who|which) ")
_YEAR_MOVIE: Final = pattern(
    r"(?P<date>{D})(?:['’]s)? (?:(?:(?!(?:after|before|following|since|with|and|when|while|he|she|they|for|to|until|as|in|by|from|via)\b)[a-z-]+|{N}) ){0,4}?(?:{show} )?(?P<work>{W})"
)
# "made her debut with W in 2010", "known for directing W in 2015 and W in 2018"
# "made her debut in 2012 with the drama W", "In 2016, P starred in W"
_YEAR_DEBUT: Final = pattern(
    r"\b(?:debut|debuted|appeared|starred|began acting|acting career)\b[^.;,]{0,40}? in (?P<date>{D}),? (?:with|in|through|by|starring in|appearing in)(?: (?:the|a|an|his|her))?(?: (?:[a-z-]+|{N}(?:['’]s)?)){0,4} (?P<work>{W})"
)
_YEAR_FIRST: Final = pattern(
    r"^(?:also |then |later )?in (?P<date>{D}),? {P} (?:also |then |later |first )?(?:starred|appeared|acted|debuted|made|took|landed|played|wrote|directed|worked)\b[^.;]{0,60}? (?P<work>{W})"
)
_PAST_YEAR: Final = pattern(r"(?P<work>{W}) (?:back )?in (?P<date>{D})")
_LIST_OF_SHOWS: Final = re.compile(rf"{W}(?:,|,? and|,? as well as)[^.;]{{0,12}}{W}")
_SUBJECT_DATE: Final = pattern(
    r"(?P<work>{W})(?:['’]s (?:[a-z-]+ )?(?:season|series))?,? (?:(?:also|now|finally|officially) )?(?:will|is (?:now |currently )?(?:set|slated|scheduled|due|expected|slotted) (?:to|for an?)|is going to|shall) (?:(?:first|also|finally|now|officially|make its) )?"
    r"(?:premiere|air|debut|launch|open|return|arrive|drop|bow|stream|be released|be broadcast|be available|be out|come out|hit (?:the )?(?:screens|theaters|theatres|cinemas)|release|land)\b(?P<between>[^.;:,]{0,60}?)(?: (?:on|in|from|starting|beginning|this))? (?P<date>{D})"
)
_TITLE_YEAR: Final = pattern(r"(?P<work>{W}) ?\((?P<date>{D})\)")
_LEAD_DATE: Final = re.compile(rf"^(?:on|in|from|starting|beginning|by) ({D})", re.IGNORECASE)

_COUNT: Final = rf"(?:\d{{1,3}}|{vocabulary.words(', '.join(vocabulary.NUMBER))})"
_EPISODES: Final = (
    pattern(
        rf"\b(?P<count>{_COUNT})[- ](?:[a-z]+-minute |hour-long |one-hour |[a-z]+[- ])?(?:part|episode|ep)(?![a-z])[- ]?(?:long|limited|tv|mini|drama|series|season|show|k-drama|[a-z]+)?"
    ),
    pattern(
        rf"\b(?:consist(?:s|ed|ing)? of|compris(?:es|ed|ing)(?: of)?|total(?:s|ing|ling)?(?: of)?|ha(?:s|ve|d)(?: a total(?: of)?)?|with(?: a total of)?|run(?:s|ning)? for|span(?:s|ning)?|contain(?:s|ing)?|made up of|across|through|over|for|include[sd]?|will be|feature[sd]?|of|all|a total|planned as|planned for|set for|ordered|stretch(?:es)? to|in|there (?:are|will be)) (?:its |a total of |only |just |around |about |the |some )?(?P<count>{_COUNT}) (?:[a-z]+-minute |hour-long |one-hour |[a-z-]+ )?episodes\b"
    ),
    pattern(rf"^(?P<count>{_COUNT}) episodes\b"),
    pattern(
        rf"\b(?:has|have|had|consists? of|comprises?|runs? (?:for|to)|in|is in|told in) (?P<count>{_COUNT}) (?:hour-long |one-hour )?parts\b"
    ),
)
_ANY_NETWORK: Final = re.compile(N)
_ANY_TIME: Final = re.compile(D)
_TO_COME: Final = re.compile(r"\b(?:will|upcoming|next|new|going to|set to)\b", re.IGNORECASE)
_EPISODIC: Final = re.compile(r"episode|part|\bep", re.IGNORECASE)
_NOT_ALL: Final = re.compile(
    r"\b(?:first|last|next|final|more|additional|extra|new|two|remaining|initial|every|each|per)\s$|\b(?:aired|watched|after|only the|directed|wrote|seen|in)\s$|\b(?:premier|debut|launch|start|open|return|kick|begin)\w*(?: off)? with (?:its |the |a )?\s?$",
    re.IGNORECASE,
)
_NOT_ALL_AFTER: Final = re.compile(
    r"^ (?:a|per|each|every) week|^ (?:have|has) (?:aired|been (?:aired|released))|^ (?:left|into|remain|at a time|so far|ago|of the)",
    re.IGNORECASE,
)

_PLATFORM: Final = (
    pattern(
        r"(?P<net>{N})(?:['’]s|['’])? (?!(?:describ|call|hail|dub|review|prais|compar|liken|cancel|axe|rank|beat|topp)\w*\b)(?:(?:[a-z0-9+][\w’'+-]*|{D}|original|K-drama|TV) ){0,7}?(?:{show} ?)?(?:titled |called |entitled |, )?(?P<work>{W})"
    ),
    pattern(
        r"(?P<work>{W})(?:[^.;]|\b[ap]\.m\.){0,140}?\b(?:on|via|through|to|by|with|exclusively on|from|for|at) (?:the )?(?:[a-z’'-]+ ){0,5}(?P<net>{N})(?!['’]s (?:[a-z]|{W}))"
    ),
    pattern(
        r"(?P<net>{N})[^.;]{0,60}?\b(?:releas|plan|renew|order|announc|premier|air|stream|bring|brought|return|launch|greenl|unveil|pick|drop|debut|acquir|host|confirm|sets?\b(?! (?:in|on|at|during|against))|broadcast|add|land|welcom|commission)\w*[^.;]{0,100}?(?P<work>{W})"
    ),
    pattern(
        r"\b(?:stream|air|watch|broadcast|available|premier|releas|debut|launch|drop|arriv|land|hit|com)\w*[^.;]{0,70}?\b(?:on|via|through|to|exclusively on|at) (?:the )?(?:[a-z’'-]+ ){0,4}(?P<net>{N})(?!['’]s)"
    ),
    pattern(r"(?P<work>{W}) ?\((?P<net>{N})(?:[,;]? ?[^()]{0,20})?\)"),
    pattern(
        r"(?P<net>{N})(?:['’]s?)? (?:(?:(?!(?:the|an?|this|that|its|their|his|her|has|have|had|is|was|will|said|says|to|and|or|as|of|by|with|in|on|for|from)\b)[a-z0-9+][\w’'+-]*|{D}) ){0,5}(?:{show})\b(?! ?(?:{W}|{P}))"
    ),
    pattern(r"\bin talks with (?P<net>{N})"),
    pattern(
        r"(?P<net>{N})(?:(?:, and |, | and |,? as well as ){N}){0,6} (?:will |is to |are to |also |then ){0,3}(?:carry|carries|air|airs|broadcasts?|streams?|simulcasts?) (?:the|it|all|both|every)\b"
    ),
)
# A network's shows in a list: "tvN's new shows include W; W, due in March; and W".
_PLURAL: Final = "(?:originals|slate|line-?up|roster|catalogue|catalog|library|titles|shows|series|dramas|films|movies|sequels|projects|offerings|renewals)"
_LISTS: Final = (
    pattern(
        rf"(?P<net>{{N}})(?:['’]s?)? (?:[\w-]+ ){{0,4}}{_PLURAL} (?:such as|like|including),? (?P<shows>{{Ws}})"
    ),
    pattern(
        rf"(?P<net>{{N}})(?:(?:['’]s?)? (?:[\w-]+ ){{0,4}}{_PLURAL}|[^.;]{{0,80}} (?:announcement|announced|confirmed|unveiled|ordered|renewed|revealed)\b[^.;:]{{0,60}})(?: (?:also )?(?:includes?|are|features?|comprises?)\b|, (?:among them|including|namely)\b|:)(?P<shows>.+)"
    ),
)
# A show that only introduces somebody: "W star P", "P (W)".
_INTRODUCING: Final = re.compile(
    rf"{W}(?:['’]s)? (?=(?:star|actor|actress|alum|director|writer|creator)\b)|\([^()]*{W}[^()]*\) ?"
)
_ALSO_ON: Final = pattern(r" ?(?:, and|and|, as well as|as well as|,|&|/) ?(?:on )?(?P<net>{N})")
_GIVES_UP: Final = re.compile(
    r" (?:has |had |have )?(?:cancel|axe|ax|dropp|pass|reject|scrapp|shelv)(?:l?ed|ed|d)\b"
)
_ANOTHER: Final = pattern(r"(?P<first>{W})[^.;]*?(?P<net>{N})[^.;]{0,60}\banother\b[^.;]*?(?P<work>{W})")


def is_given_up(said: str) -> bool:
    """Whether a sentence says that a network gave a show up."""
    return bool(_GIVES_UP.search(said))


def is_no_release(said: str) -> bool:
    """Whether a sentence speaks of days for another reason than that a show comes out."""
    if any(sign.search(said) for sign in (_NO_RELEASE, _EPISODE, _HALTED)):
        return True
    return any(_FORMER_PLAN.search(said, 0, time.start()) for time in _ANY_TIME.finditer(said))


def read_releases(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """Dates, episodes and platforms that a clause states."""
    dated = list(_read_dates(discourse, clause, said)) if clause.has("D") or _ANY_TIME.search(said) else []
    yield from dated
    if not any(draft.relation == "renewal date" for draft in dated):
        yield from _read_renewal(discourse, clause)
    # "the 12-episode tvN drama" says more before it is reduced to the show.
    if _EPISODIC.search(said):
        yield from next(
            filter(
                None,
                (
                    list(_read_episodes(discourse, clause, each))
                    for each in dict.fromkeys((clause.text, said))
                ),
            ),
            (),
        )
    if _ANY_NETWORK.search(said) or clause.has("N"):
        given: set[tuple[object, ...]] = set()
        for text in dict.fromkeys((clause.text, _INTRODUCING.sub("", said))):
            for draft in _read_platforms(discourse, clause, text):
                told = (id(draft.work), draft.season, draft.value)
                if told not in given:
                    given.add(told)
                    yield draft


def _read_dates(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    used: set[str] = set()
    yield from _read_years(clause, said, used)
    yield from _read_announced(clause, used)
    found = [*_read_subjects(clause, said, used), *_read_pieces(discourse, clause, used)]
    for draft in found:
        if draft.season is None and draft.work is discourse.titles.main:
            assert isinstance(draft.value, str)
            if draft.relation == "renewal date" or _lies_ahead(discourse, draft.value):
                draft.season = discourse.season
    for draft in found:
        # "later this year, on August 3": the day is enough.
        if not any(_is_finer(other, draft) for other in found):
            yield draft


def _is_finer(one: Draft, other: Draft) -> bool:
    return (
        (one.relation, one.work, one.season) == (other.relation, other.work, other.season)
        and len(str(other.value)) in (4, 7)
        and str(one.value).startswith(f"{other.value}-")
        and str(one.value)[5:7] <= "12"
    )


_PAST_WORK: Final = re.compile(
    rf"\b(?:debut(?:ed)?|known|famous|popular|starr(?:ed|ing)|appear(?:ed|ing)|acted|roles? in|direct(?:ed|ing)|wrote|writing|penned|helm(?:ed|ing)|film|through|like|including|such as|since|after)\b[^.;{P[1:-1]}]*$",
    re.IGNORECASE,
)


_RENEWS: Final = re.compile(
    r"\b(?:has|have|is|are|officially|just|[a-z]+ly)? ?(?:been )?renew(?:s|ed)\b(?! (?:interest|focus|attention|hope|his|her|their|vows))",
    re.IGNORECASE,
)
_SAID_ON: Final = pattern(
    r"\b(?:announced|confirmed|said|revealed|told|statement|shared|reported)\b[^.;]{0,60}? on (?P<date>{D})"
)
_NEWS: Final = 4
"""Sentences at the head of an article that tell what is new."""


# "W, W and W renewed for second seasons"
_RENEWS_SEVERAL: Final = pattern(
    r"(?P<shows>{W}(?:(?:, and |,? and |, ){W})+),? (?:(?:have|are|all|been|officially|also|both) )*renewed\b(?: (?:for|through) (?:a |their )?(?P<season>[a-z]+|\d+) seasons?)?"
)


def _season_of_all(said: str | None) -> int | None:
    ordinals = list(vocabulary.ORDINAL)
    return ordinals.index(said.lower()) + 1 if said and said.lower() in ordinals else None


def _read_renewal(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    """A renewal that is the news, and so of the article's day."""
    day = discourse.article.published_on
    head = discourse.sentences[min(_NEWS, len(discourse.sentences)) - 1].end
    if day is None or clause.sentence.start >= head or "renew" not in clause.text.lower():
        return
    if _RENEWS.search(clause.text) is None:
        return
    shows = list(clause.works(without_brackets(clause.text)))
    renewed = next((slot for slot in shows if slot.season), next(iter(shows), None))
    several = _RENEWS_SEVERAL.match(without_brackets(clause.text))
    if several:
        news = list(clause.works(several["shows"]))
    else:
        news = [renewed] if renewed else []
    for each in news:
        season = each.season or (_season_of_all(several["season"]) if several else None)
        if season is None and each.work is discourse.titles.main:
            season = discourse.season
        said_on = [
            time
            for match in _SAID_ON.finditer(clause.text)
            if (time := clause.time(match["date"]).edtf) and len(time) == 10 and time <= day.isoformat()
        ]
        yield Draft("renewal date", said_on[0] if said_on else day.isoformat(), each.work, season=season)


# "season 2 was announced in June", "Netflix announced season 2 last June"
_ANNOUNCED: Final = (
    pattern(
        r"(?P<work>{W}) (?:was|has been|had been) (?:(?:first|also|[a-z]+ly) )?(?:announced|confirmed|ordered|greenlit) (?:back )?(?:in|on) (?P<date>{D})"
    ),
    pattern(
        r"\b(?:announced|confirmed|ordered|greenlit) (?:the (?:return|renewal) of )?(?P<work>{W}),? (?:(?:back )?(?:in|on) )?(?P<date>{D})"
    ),
)


def _read_announced(clause: Clause, used: set[str]) -> Iterator[Draft]:
    """The day on which a later season was announced, which is a renewal."""
    for match in (found for each in _ANNOUNCED for found in each.finditer(clause.text)):
        show, time = next(clause.works(match["work"])), clause.time(match["date"])
        if show.season and show.season > 1 and time.edtf and match["date"] not in used:
            used.add(match["date"])
            yield Draft("renewal date", time.edtf, show.work, season=show.season)


def _read_years(clause: Clause, said: str, used: set[str]) -> Iterator[Draft]:
    """Years beside titles: "W (2005)"."""
    # "his 2005 film W" has the year only before it is reduced to the show.
    if not clause.has("W"):
        return
    for rule in (_TITLE_YEAR, _YEAR_MOVIE, _PAST_YEAR, _YEAR_DEBUT, _YEAR_FIRST):
        for match in (found for each in dict.fromkeys((clause.text, said)) for found in rule.finditer(each)):
            time = clause.time(match["date"])
            if (
                match["date"] not in used
                and time.edtf
                and (rule is _TITLE_YEAR or re.fullmatch(r"\d{4}", time.edtf))
            ):
                show = next(clause.works(match["work"]))
                if rule is _PAST_YEAR and (
                    show.season or not _PAST_WORK.search(match.string[: match.start()])
                ):
                    continue
                used.add(match["date"])
                yield Draft("release date", time.edtf, show.work, season=show.season, is_past=True)


def _read_subjects(clause: Clause, said: str, used: set[str]) -> Iterator[Draft]:
    """A show as the subject of its release: "W will premiere on Sunday"."""
    for match in _SUBJECT_DATE.finditer(said):
        time = clause.time(match["date"])
        before = said[: match.start()]
        if match["date"] in used or time.edtf is None or _CONDITION.search(before):
            continue
        if (
            _NO_RELEASE.search(match["between"])
            or _EPISODE.search(said[: match.start("date")])
            or _NO_SHOW.search(before[-40:])
            or _NO_RELEASE.match(said[match.end() :].lstrip())
        ):
            continue
        used.add(match["date"])
        show = next(clause.works(match["work"]))
        yield Draft("release date", time.edtf, show.work, season=show.season)


def _cut(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a clause, and whether each begins with "which" and so is about the show before it."""
    at = 0
    relative = False
    for cut in _SPLIT.finditer(text):
        yield text[at : cut.start()], relative
        at = cut.end()
        relative = cut[0].endswith(" which ")
    yield text[at:], relative


def _read_pieces(discourse: Discourse, clause: Clause, used: set[str]) -> Iterator[Draft]:
    text = clause.text
    last: WorkSlot | None = None
    latest: WorkSlot | None = None
    for piece, relative in _cut(text):
        here = list(clause.works(without_brackets(piece)))
        before_it, last, latest = latest, here[0] if here else last, here[-1] if here else latest
        for sign in signs("D", piece):
            if sign in used:
                continue
            time = clause.time(sign)
            if time.edtf is None or time.edtf.endswith("X"):
                continue
            where = piece.index(sign)
            if _CONDITION.search(piece[:where]) or _FORMER_PLAN.search(piece[:where]):
                continue
            relation = _dated(piece, where, vague=time.is_vague)
            if relation is None:
                continue
            if relation == "release date" and _EPISODE.search(text[: text.index(sign)]):
                continue
            used.add(sign)
            if relative and before_it and not re.search(W, piece[:where]):
                shows = [before_it]
            elif not here:
                shows = [last] if last else [WorkSlot(discourse.topic)] if discourse.topic else []
            elif relation == "release date" and _LIST_OF_SHOWS.search(OF_THE_PAST.sub("", piece)):
                shows = here  # in a list of shows the date is for all of them
            else:
                shows = [_nearest(clause, piece, where)]
            for show in shows:
                yield Draft(relation, time.edtf, show.work, season=show.season)


def _nearest(clause: Clause, piece: str, where: int) -> WorkSlot:
    """The nearest show named before a place, or else after it."""
    current = OF_THE_PAST.sub(lambda found: " " * len(found[0]), piece)
    named = signs("W", current) or signs("W", piece)
    best = max(named, key=lambda each: (piece.index(each) < where, -abs(piece.index(each) - where)))
    return next(clause.works(best))


def _lies_ahead(discourse: Discourse, edtf: str) -> bool:
    """Whether a date is not yet past on the article's day, and so belongs to the season in the news."""
    day = discourse.article.published_on
    if day is None:
        return False
    is_plain = len(edtf) in (7, 10) and edtf[5:7] <= "12"
    return edtf > day.isoformat()[: len(edtf)] if is_plain else edtf[:4] >= str(day.year)


def _dated(piece: str, at: int, *, vague: bool) -> str | None:
    """What happened at a time that part of a sentence names."""
    before, after = piece[:at], piece[at + 1 :]
    if not vague and _DATE_SET.match(after):
        return "release date"
    if _NO_RELEASE.match(after.lstrip()):
        return None
    if _MOVED_TO.search(before):
        return "filming date" if _FILMING.search(before) else "release date"
    if _UNTIL.search(before) or (vague and _ALWAYS.search(before)):
        return None
    near = before[-20:] if vague else before
    last = {
        "release date": _last(re.compile(_RELEASE, re.IGNORECASE), near),
        "renewal date": _last(_RENEWAL, near),
        "filming date": _last(_FILMING, _NOT_FILMING.sub(lambda found: " " * len(found[0]), near)),
    }
    best = max(last, key=lambda each: last[each])
    if last[best] >= 0:
        since = before[len(before) - len(near) + last[best] :]
        is_beside = len(since.split()) <= 4  # "premiering on Saturday"
        if best != "renewal date" and _NO_RELEASE.search(since):
            return None
        if best == "release date" and _OWN_DEBUT.search(before[: -len(since)]) and since.startswith("debut"):
            return None
        if best == "release date" and (
            _ELSEWHERE.search(since)
            or _NO_SHOW.search(before[: -len(since)][-60:])
            or (not is_beside and _NO_RELEASE.search(before[-60:]))
        ):
            return None
        if (
            last["filming date"] >= 0
            and best == "release date"
            and re.search(
                r"\b(?:set for|slated for|scheduled for|due|expected)\b$",
                before[: last[best] + 20].strip()[-16:],
            )
        ):
            return "filming date"
        weak = re.match(
            r"(?:expect|see|back|due|bring|return|set for|slated|scheduled|kick|postpon|delay|mov|push|shift|reschedul)",
            since,
            re.IGNORECASE,
        )
        filmed = last["filming date"]
        if (
            weak
            and best == "release date"
            and filmed >= 0
            and last[best] - filmed < 60
            and not _ANOTHER_VERB.search(near[filmed : last[best]])
        ):
            return "filming date"
        if best == "filming date" and _HALTED.search(since):
            return None
        return best
    if (
        vague
        and _RENEWAL.search(before)
        and re.search(r"\b(?:announced|confirmed|revealed|said)(?: on)? ?$", before, re.IGNORECASE)
    ):
        return "renewal date"
    if _SLATED.search(before):
        return "release date"
    if _BEGINS.search(before) and not _FILMING.search(piece):
        return "release date"
    if vague or _NO_RELEASE.search(piece):
        return None
    if re.match(r"(?:\W|on |in |by )*$", before, re.IGNORECASE) or _LEAD_DATE.match(
        before[-6:] + piece[at : at + 1]
    ):
        if _FILMING.search(_NOT_FILMING.sub("", after[:120])):
            return "filming date"
        if _RENEWAL.search(after[:80]):
            return "renewal date"
        strong = re.search(
            r"\b(?:premier|debut|air|releas|launch|drop|hit|open|stream|broadcast)", after[:80], re.IGNORECASE
        )
        return "release date" if strong else None
    if re.match(
        r"(?:,)? (?:release|premiere|debut|[\w ]{0,20}release (?:window|date))\b", after, re.IGNORECASE
    ):
        return "release date"
    return None


def _last(rule: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in rule.finditer(text)), default=-1)


def _read_episodes(discourse: Discourse, clause: Clause, text: str) -> Iterator[Draft]:
    for rule in _EPISODES:
        for match in rule.finditer(text):
            if _NOT_ALL.search(text[: match.start("count")]) or _NOT_ALL_AFTER.match(text[match.end() :]):
                continue
            count = vocabulary.NUMBER.get(match["count"].lower().replace(" ", "-")) or (
                int(match["count"]) if match["count"].isdigit() else 0
            )
            if not 2 <= count <= 300:
                continue
            before = list(clause.works(without_brackets(text[: match.start()])))
            after = list(clause.works(without_brackets(text[match.end() :])))
            adjective = "-" in match[0] or not match[0].rstrip().endswith("episodes")
            shows = (
                after[:1]
                if adjective and after and not (before and before[-1].work is discourse.topic)
                else before[-1:] or after[:1]
            )
            show = shows[0] if shows else WorkSlot(discourse.topic) if discourse.topic else None
            if show:
                season = show.season
                if season is None and show.work is discourse.titles.main and _TO_COME.search(text):
                    season = discourse.season
                yield Draft("number of episodes", str(count), show.work, season=season)
                return


def _current(text: str, start: int, end: int) -> str | None:
    """The first show in a stretch that is not there to introduce somebody."""
    kept = OF_THE_PAST.sub(lambda found: " " * len(found[0]), text)
    found = re.search(W, kept[start:end])
    return found[0] if found else None


def _read_platforms(discourse: Discourse, clause: Clause, text: str) -> Iterator[Draft]:
    for rule in _PLATFORM:
        for match in rule.finditer(text):
            if _GIVES_UP.match(text, match.end("net")):
                continue
            named = match.groupdict().get("work")
            if named and match.start("work") < match.start("net"):
                named = _current(text, match.start("work"), match.start("net")) or named
            listed = re.match(rf"(?:{W}(?:,? and |, |,)?)+", text[text.index(named) :]) if named else None
            shows = list(clause.works(listed[0])) if listed else []
            if not named:
                here = list(clause.works(text))
                shows = here[:1] or ([WorkSlot(discourse.topic)] if discourse.topic else [])
            nets = [match["net"]]
            rest = text[match.end("net") :]
            while also := _ALSO_ON.match(rest):
                nets.append(also["net"])
                rest = rest[also.end() :]
            for show in shows:
                for net in nets:
                    yield Draft("platform", clause.name(net), show.work, season=show.season)
    for match in (found for rule in _LISTS for found in rule.finditer(text)):
        for show in clause.works(without_brackets(match["shows"])):
            yield Draft("platform", clause.name(match["net"]), show.work, season=show.season)
    for match in _ANOTHER.finditer(text):
        yield Draft("platform", clause.name(match["net"]), next(clause.works(match["first"])).work)
