"""Seasons, parts and episodes as fans write them: "season 2", "s2", "2nd season", "season 4 part 2", "cour 2", "s2e5".

Owns the ways to write them. Refuses numbers that no show has reached, and parts as seasons: "part 2" is no season 2.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.facts.scope import WHOLE, Scope
from bot.names import fold

NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
"""What seasons are counted with, the first first."""
_NUMBERS = {word: number for words in (NUMBERS, ORDINALS) for number, word in enumerate(words, 1)}
_NOUNS = frozenset({"시즌", "season", "seasons", "series", "szn", "ssn", "seson", "sesaon"})
_PARTS = frozenset("part parts pt cour cours volume volumes vol 파트".split())
_HALF = "half"
_EPISODES = frozenset("episode ep epi".split())
_JOINED = re.compile(r"(?:s|season|szn|시즌)0*(\d{1,2})(?:ep?0*\d{1,4})?", re.ASCII)
_JOINED_PART = re.compile(r"(?:part|pt|cour|vol|volume|파트)0*(\d{1,2})", re.ASCII)
_JOINED_EPISODE = re.compile(r"(?:(?:s|season|szn|시즌)0*\d{1,2}ep?|ep(?:isode)?)0*(\d{1,4})", re.ASCII)
_SHORT_EPISODE = re.compile(r"e0*(\d{1,4})", re.ASCII)
"""Says which episode behind a season alone: "s2 e5"."""
_CROSSED = re.compile(r"0*(\d{1,2})x0*(\d{1,3})", re.ASCII)
"""A season and an episode of it: "2x05"."""
_EPISODE_NUMBER = re.compile(r"0*([1-9]\d{0,3})", re.ASCII)
_ROMAN = {"ii": 2, "iii": 3, "iv": 4}
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_BARE = re.compile(r"[1-9]\d?", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_IN = frozenset({"in", "during"})
_MOST = 60
_BEFORE = frozenset("before previous".split())
_AFTER = frozenset("after next following".split())
_NEAR_LENGTHS = range(5, 8)


@dataclass(frozen=True, slots=True)
class SeasonSpan:
    """A season and the tokens that name it: ``tokens[start:end]``."""

    season: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PieceSpan:
    """The number of a part, or of an episode, and the tokens that name it: ``tokens[start:end]``."""

    number: int
    start: int
    end: int


def find_season(tokens: Sequence[str]) -> SeasonSpan | None:
    """The first season that folded tokens name outright, with the word season or an s before it."""
    return _find_season(tokens, 0)


def find_seasons(tokens: Sequence[str]) -> list[SeasonSpan]:
    """Every season that folded tokens name outright, in their order."""
    found: list[SeasonSpan] = []
    while (span := _find_season(tokens, found[-1].end if found else 0)) is not None:
        found.append(span)
    return found


def find_parts_of(tokens: Sequence[str]) -> list[PieceSpan]:
    """Every part that folded tokens name: "part 2", "cour 2", "vol 2", "2nd part", "the second half of season 4"."""
    found: list[PieceSpan] = []
    for at, token in enumerate(tokens):
        if token in _PARTS or token == _HALF:
            before = _ordinal(tokens[at - 1]) if at else None
            following = _number(tokens[at + 1]) if at + 1 < len(tokens) and token != _HALF else None
            if following is not None:
                found.append(PieceSpan(following, at, at + 2))
            elif before is not None and (token != _HALF or _is_half_of_season(tokens, at)):
                found.append(PieceSpan(before, at - 1, at + 1))
        elif token[-1:].isdigit() and (joined := _JOINED_PART.fullmatch(token)):
            found.append(PieceSpan(int(joined[1]), at, at + 1))
    return [span for span in found if 0 < span.number <= _MOST]


def _is_half_of_season(tokens: Sequence[str], at: int) -> bool:
    """Whether it is half a season and no half of a year: "season 4 second half", "the second half of season 4"."""
    behind = [token for token in tokens[at + 1 : at + 4] if token not in {"of", "the", "this", "next"}]
    if any(token == "year" or _YEAR.fullmatch(token) for token in behind):
        return False
    is_time = tokens[at + 1 : at + 2] != ("of",) and not _IN.isdisjoint(tokens[max(0, at - 3) : at - 1])
    return not is_time and (find_season(tokens) is not None or any(map(_is_noun, behind)))


def find_episodes(tokens: Sequence[str]) -> list[PieceSpan]:
    """Every single episode that folded tokens name: "episode 5", "ep 5", "s2e5", "2x05", "the fifth episode"."""
    found: list[PieceSpan] = []
    for at, token in enumerate(tokens):
        if token in _EPISODES:
            following = _count_episode(tokens[at + 1]) if at + 1 < len(tokens) else None
            before = _ordinal(tokens[at - 1]) if at else None
            if following is not None:
                found.append(PieceSpan(following, at, at + 2))
            elif before is not None:
                found.append(PieceSpan(before, at - 1, at + 1))
        elif token[-1:].isdigit() and (number := _find_joined_episode(tokens, at)):
            found.append(PieceSpan(number, at, at + 1))
    return [span for span in found if span.number]


def _find_joined_episode(tokens: Sequence[str], at: int) -> int | None:
    """The episode that is written into one word: "ep5", "s2e5", "2x05"; "e5" only behind a season."""
    token = tokens[at]
    if joined := _JOINED_EPISODE.fullmatch(token):
        return int(joined[1])
    if crossed := _CROSSED.fullmatch(token):
        return int(crossed[2])
    short = _SHORT_EPISODE.fullmatch(token)
    return int(short[1]) if short and find_season(tokens[max(0, at - 2) : at]) is not None else None


def _count_episode(token: str) -> int | None:
    number = _EPISODE_NUMBER.fullmatch(token)
    return int(number[1]) if number else _NUMBERS.get(token)


def find_scope(tokens: Sequence[str]) -> Scope:
    """The season, part and episode that folded tokens name first."""
    season = find_season(tokens)
    parts, episodes = find_parts_of(tokens), find_episodes(tokens)
    return Scope(
        season.season if season else None,
        parts[0].number if parts else None,
        episodes[0].number if episodes else None,
    )


def _find_season(tokens: Sequence[str], begin: int) -> SeasonSpan | None:
    """The first season from a token on, with the word season or an s before it."""
    for at, token in enumerate(tokens[begin:], begin):
        if joined := _JOINED.fullmatch(token):
            return _span(int(joined[1]), at, at + 1)
        if crossed := _CROSSED.fullmatch(token):
            return _span(int(crossed[1]), at, at + 1)
        if _is_noun(token):
            following = _number(tokens[at + 1]) if at + 1 < len(tokens) else None
            if following is not None:
                return _span(following, at, at + 2)
            ordinal = _ordinal(tokens[at - 1]) if at else None
            if ordinal is not None:
                return _span(ordinal, at - 1, at + 1)
        if token == "s" and at + 1 < len(tokens) and (number := _number(tokens[at + 1])) is not None:
            return _span(number, at, at + 2)
    return None


def find_ordinal(tokens: Sequence[str]) -> int | None:
    """The season that "the first one" means, once it is clear that a show is spoken of."""
    if tokens[-2:-1] == ("the",) and tokens[-1] in ORDINALS:
        return _NUMBERS[tokens[-1]]
    pairs = pairwise(tokens)
    return next((_NUMBERS[first] for first, second in pairs if first in ORDINALS and second == "one"), None)


def find_neighbour(tokens: Sequence[str], season: int | None) -> int | None:
    """The season beside one that was spoken of: "and the season before?"."""
    if season is None or _NOUNS.isdisjoint(tokens):
        return None
    if not _BEFORE.isdisjoint(tokens):
        return season - 1 or None
    return season + 1 if not _AFTER.isdisjoint(tokens) else None


def read_trailing_number(token: str) -> int | None:
    """The season that a number right after a title means: "Squid Game 2"."""
    return int(token) if _BARE.fullmatch(token) and int(token) <= _MOST else None


def split_scope(title: str) -> tuple[str, Scope]:
    """A title without the season, part and episode it names, and those: ("Squid Game", season 2)."""
    tokens = fold(title).split()
    season = find_season(tokens)
    pieces = (*find_parts_of(tokens)[:1], *find_episodes(tokens)[:1])
    spans: list[SeasonSpan | PieceSpan] = [*([season] if season else ()), *pieces]
    bare = [
        token for at, token in enumerate(tokens) if not any(span.start <= at < span.end for span in spans)
    ]
    if spans and bare:
        return " ".join(bare), find_scope(tokens)
    if len(tokens) > 1 and (number := read_trailing_number(tokens[-1])) is not None:
        return " ".join(tokens[:-1]), Scope(number)
    return title, WHOLE


def _is_noun(token: str) -> bool:
    """Whether a token says "season", a slip of the keyboard in it or not."""
    return token in _NOUNS or (
        token[0] == "s" and len(token) in _NEAR_LENGTHS and OSA.distance(token, "season") <= 1
    )


def _span(season: int, start: int, end: int) -> SeasonSpan | None:
    return SeasonSpan(season, start, end) if 0 < season <= _MOST else None


def _number(token: str) -> int | None:
    if _BARE.fullmatch(token):
        return int(token)
    if token.isascii() and token.isdigit() and len(token) == 2:
        return int(token) or None
    return _NUMBERS.get(token) or _ROMAN.get(token)


def _ordinal(token: str) -> int | None:
    nth = _NTH.fullmatch(token)
    if nth is not None:
        return int(nth[1])
    return _NUMBERS.get(token) if token in ORDINALS else None
