"""When and where a show comes out, and how much of it there is.

Owns release, renewal and filming dates, numbers of episodes, and platforms. Refuses to read times: see
dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.extract import vocabulary
from bot.extract.discourse import Discourse
from bot.extract.draft import Draft
from bot.extract.slots import Clause, D, N, W, WorkSlot, pattern

_RELEASE: Final = (
    r"\b(?:premier(?:es?|ed|ing)|debut(?:s|ed|ing)?|air(?:s|ed|ing)?|release[sd]?|releasing|launch(?:es|ed|ing)?|drop(?:s|ped|ping)?|arriv(?:es?|ed|ing)|hit(?:s|ting)?(?: the)? (?:theaters|theatres|cinemas|screens?|big screens?|small screens?|streaming)|"
    r"open(?:s|ed|ing)?|bow(?:s|ed)?|return(?:s|ed|ing)?|com(?:es?|ing) out|came out|com(?:es?|ing) to|stream(?:s|ed|ing)?|broadcast(?:s|ed)?|unveil(?:s|ed)?|available|screened|rolls? out|go(?:es)? (?:live|on air)|land(?:s|ed|ing)?|on air|first episodes?|kick(?:s|ed)? off|release (?:date|window)|air date|slated for|scheduled for|set for|due|back|greets? viewers|meet viewers|be out|out on|out in|bring|expected|anticipate|expect|begins? airing|starts? airing|begin streaming|was out|"
    r"see|ran from)\b"
)
_NO_RELEASE: Final = re.compile(
    r"\b(?:born|died|enlist|discharg|married|wedding|award|ceremony|festival|interview|press conference|fan meeting|concert|album|single|trailer|teaser|poster|stills?|script reading|military|birthday|announced (?:on|in|last)|table read|end(?:s|ed|ing)?|conclud(?:e|es|ed)|finale)\b",
    re.IGNORECASE,
)
_FILMING: Final = re.compile(
    r"\b(?:film(?:ing|ed)|start(?:s|ed)? film|shoot(?:ing|s)?|shot|production|principal photography|cameras|wrapp(?:ed|ing)|crank(?:ed|ing) (?:in|up))\b",
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
_CONDITION: Final = re.compile(r"\b(?:if|unless|provided|assuming)\b[^,]*$", re.IGNORECASE)
_SPLIT: Final = re.compile(r"(?<=;) |,? (?:while|whereas|but|when|although|though) |, (?:and|who|which) ")
_YEAR_MOVIE: Final = pattern(r"(?P<date>{D})(?:['’]s)? (?:[a-z-]+ ){0,4}?(?:{show} )?(?P<work>{W})")
_TITLE_YEAR: Final = pattern(r"(?P<work>{W}) ?\((?P<date>{D})\)")
_LEAD_DATE: Final = re.compile(rf"^(?:on|in|from|starting|beginning|by) ({D})", re.IGNORECASE)

_COUNT: Final = rf"(?:\d{{1,3}}|{vocabulary.words(', '.join(vocabulary.NUMBER))})"
_EPISODES: Final = (
    pattern(
        rf"\b(?P<count>{_COUNT})[- ](?:[a-z]+-minute |hour-long |one-hour |[a-z]+[- ])?(?:part|episode|ep)(?![a-z])[- ]?(?:long|limited|tv|mini|drama|series|season|show|k-drama|[a-z]+)?"
    ),
    pattern(
        rf"\b(?:consist(?:s|ed|ing)? of|compris(?:es|ed|ing)(?: of)?|total(?:s|ing|ling)?(?: of)?|ha(?:s|ve|d)(?: a total(?: of)?)?|with(?: a total of)?|run(?:s|ning)? for|span(?:s|ning)?|contain(?:s|ing)?|made up of|across|over|for|include[sd]?|will be|feature[sd]?|of|all|a total) (?:a total of |only |just |around |about |the |some )?(?P<count>{_COUNT}) (?:[a-z]+-minute |hour-long |one-hour |[a-z-]+ )?episodes\b"
    ),
    pattern(rf"^(?P<count>{_COUNT}) episodes\b"),
)
_ANY_NETWORK: Final = re.compile(N)
_EPISODIC: Final = re.compile(r"episode|part|\bep", re.IGNORECASE)
_NOT_ALL: Final = re.compile(
    r"\b(?:first|last|next|final|more|additional|extra|new|two|remaining|initial|every|each|per)\s$|\b(?:aired|watched|after|only the|directed|wrote|seen|in)\s$",
    re.IGNORECASE,
)
_NOT_ALL_AFTER: Final = re.compile(
    r"^ (?:a|per|each|every) week|^ (?:have|has) (?:aired|been (?:aired|released))|^ (?:left|into|remain|at a time|so far|ago|of the)",
    re.IGNORECASE,
)

_PLATFORM: Final = (
    pattern(
        r"(?P<net>{N})(?:['’]s|['’])? (?:(?:[a-z0-9+][\w’'+-]*|original|K-drama|TV) ){0,7}?(?:{show} ?)?(?:titled |called |entitled |, )?(?P<work>{W})"
    ),
    pattern(
        r"(?P<work>{W})[^.;]{0,140}?\b(?:on|via|through|to|by|with|exclusively on|from|for|at) (?:the )?(?:[a-z’'-]+ ){0,5}(?P<net>{N})(?!['’]s (?:[a-z]|{W}))"
    ),
    pattern(
        r"(?P<net>{N})[^.;]{0,60}?\b(?:releas|plan|renew|order|announc|premier|air|stream|bring|brought|return|launch|greenl|unveil|pick|drop|debut|acquir|host|confirm|set|broadcast|add|land|welcom|commission)\w*[^.;]{0,100}?(?P<work>{W})"
    ),
    pattern(
        r"\b(?:stream|air|watch|broadcast|available|premier|releas|debut|launch|drop|arriv|land|hit|com)\w*[^.;]{0,70}?\b(?:on|via|through|to|exclusively on|at) (?:the )?(?:[a-z’'-]+ ){0,4}(?P<net>{N})(?!['’]s)"
    ),
    pattern(r"(?P<work>{W}) ?\((?P<net>{N})(?:[,;]? ?[^()]{0,20})?\)"),
    pattern(r"(?P<net>{N})(?:['’]s)? (?:[a-z0-9+][\w’'+-]* ){0,5}(?:{show})\b(?! ?(?:{W}|{P}))"),
    pattern(r"\bin talks with (?P<net>{N})"),
)
_ALSO_ON: Final = pattern(r"(?:and|,|&|/) (?:on )?(?P<net>{N})")
_ANOTHER: Final = pattern(r"(?P<first>{W})[^.;]*?(?P<net>{N})[^.;]{0,60}\banother\b[^.;]*?(?P<work>{W})")


def read_broadcasts(discourse: Discourse, clause: Clause, said: str) -> Iterator[Draft]:
    """Dates, episodes and platforms that a clause states."""
    if clause.has("D"):
        yield from _read_dates(discourse, clause)
    # "the 12-episode tvN drama" says more before it is cut down to the show.
    if _EPISODIC.search(said):
        yield from _read_episodes(discourse, clause, said)
    if _ANY_NETWORK.search(said) or clause.has("N"):
        for text in dict.fromkeys((clause.text, said)):
            yield from _read_platforms(discourse, clause, text)


def _read_dates(discourse: Discourse, clause: Clause) -> Iterator[Draft]:
    text = clause.text
    used: set[str] = set()
    for rule in (_TITLE_YEAR, _YEAR_MOVIE):
        for match in rule.finditer(text):
            time = clause.time(match["date"])
            if (
                match["date"] not in used
                and time.edtf
                and (rule is _TITLE_YEAR or re.fullmatch(r"\d{4}", time.edtf))
            ):
                used.add(match["date"])
                show = next(clause.works(match["work"]))
                yield Draft("release date", time.edtf, show.work, season=show.season, is_past=True)
    pieces: list[str] = []
    at = 0
    for cut in _SPLIT.finditer(text):
        pieces.append(text[at : cut.start()])
        at = cut.end()
    pieces.append(text[at:])
    last: WorkSlot | None = None
    for piece in pieces:
        here = list(clause.works(re.sub(r"\([^()]*\)", "", piece)))
        spoken_of = here[0] if here else last
        # In a list of shows the date is theirs all.
        shows = (
            here
            if len(here) > 1 and re.search(rf"{W}(?:,|,? and|,? as well as)[^.;]{{0,12}}{W}", piece)
            else [spoken_of]
            if spoken_of is not None
            else []
        )
        last = spoken_of
        if not shows and discourse.topic:
            shows = [WorkSlot(discourse.topic)]
        for sign in re.findall(D, piece):
            if sign in used:
                continue
            time = clause.time(sign)
            if time.edtf is None or time.edtf.endswith("X"):
                continue
            where = piece.index(sign)
            if _CONDITION.search(piece[:where]):
                continue
            relation = _dated(piece, where, vague=time.is_vague)
            if relation is None:
                continue
            used.add(sign)
            chosen = shows if relation == "release date" else shows[:1]
            if len(chosen) == 1 and len(here) > 1:
                # Several shows and one date: the one nearest before it.
                chosen = [
                    next(clause.works(sign_of))
                    for sign_of in [
                        max(
                            re.findall(W, piece),
                            key=lambda each: (piece.index(each) < where, -abs(piece.index(each) - where)),
                        )
                    ]
                ]
            for each in chosen:
                season = each.season
                if (
                    season is None
                    and each.work is discourse.titles.main
                    and (relation == "renewal date" or _lies_ahead(discourse, time.edtf))
                ):
                    season = discourse.season
                yield Draft(relation, time.edtf, each.work, season=season)


def _lies_ahead(discourse: Discourse, edtf: str) -> bool:
    """Whether a date is not past on the article's day: then it is the season's that the article is news of."""
    day = discourse.article.published_on
    return day is not None and (
        edtf[:4] > str(day.year) or (edtf[:4] == str(day.year) and (len(edtf) < 10 or edtf > day.isoformat()))
    )


def _dated(piece: str, at: int, *, vague: bool) -> str | None:
    """What happened at a time that a piece of a sentence names."""
    before, after = piece[:at], piece[at + 1 :]
    near = before[-20:] if vague else before
    last = {
        "release date": _last(re.compile(_RELEASE, re.IGNORECASE), near),
        "renewal date": _last(_RENEWAL, near),
        "filming date": _last(_FILMING, _NOT_FILMING.sub(lambda found: " " * len(found[0]), near)),
    }
    best = max(last, key=lambda each: last[each])
    if last[best] >= 0:
        if _NO_RELEASE.search(before[last[best] :]) or (
            best == "release date" and _NO_RELEASE.search(before[-60:])
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
            r"(?:expect|see|back|due|bring|return|set for|slated|scheduled)",
            before[last[best] :],
            re.IGNORECASE,
        )
        if weak and best == "release date" and (f := last["filming date"]) >= 0 and last[best] - f < 60:
            return "filming date"
        if best == "filming date" and _HALTED.search(before[last[best] :]):
            return None
        return best
    if (
        vague
        and _RENEWAL.search(before)
        and re.search(r"\b(?:announced|confirmed|revealed|said)(?: on)? ?$", before, re.IGNORECASE)
    ):
        return "renewal date"
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
            before = list(clause.works(text[: match.start()]))
            after = list(clause.works(text[match.end() :]))
            adjective = "-" in match[0] or not match[0].rstrip().endswith("episodes")
            shows = (
                after[:1]
                if adjective and after and not (before and before[-1].work is discourse.topic)
                else before[-1:] or after[:1]
            )
            show = shows[0] if shows else WorkSlot(discourse.topic) if discourse.topic else None
            if show:
                yield Draft("number of episodes", str(count), show.work, season=show.season)
                return


def _read_platforms(discourse: Discourse, clause: Clause, text: str) -> Iterator[Draft]:
    for rule in _PLATFORM:
        for match in rule.finditer(text):
            named = match.groupdict().get("work")
            listed = re.match(rf"(?:{W}(?:,? and |, |,)?)+", text[match.start("work") :]) if named else None
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
    for match in _ANOTHER.finditer(text):
        yield Draft("platform", clause.name(match["net"]), next(clause.works(match["first"])).work)
