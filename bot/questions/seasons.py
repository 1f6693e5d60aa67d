"""Seasons as fans write them: "season 2", "s2", "2nd season", "season two", "All of Us Are Dead 2".

Owns the ways to write a season. Refuses numbers that no show has reached as seasons.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.names import fold

NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
"""What seasons are counted with, the first first."""
_NUMBERS = {word: number for words in (NUMBERS, ORDINALS) for number, word in enumerate(words, 1)}
_NOUNS = frozenset({"시즌", "season", "seasons", "part", "series", "szn", "ssn", "seson", "sesaon"})
_JOINED = re.compile(r"(?:s|season|szn|part|시즌)0*(\d{1,2})(?:e\d{1,3})?", re.ASCII)
_ROMAN = {"ii": 2, "iii": 3, "iv": 4}
_NTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)", re.ASCII)
_BARE = re.compile(r"[1-9]\d?", re.ASCII)
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


def find_season(tokens: Sequence[str]) -> SeasonSpan | None:
    """The first season that folded tokens name outright, with the word season or an s before it."""
    return _find_season(tokens, 0)


def find_seasons(tokens: Sequence[str]) -> list[SeasonSpan]:
    """Every season that folded tokens name outright, in their order."""
    found: list[SeasonSpan] = []
    while (span := _find_season(tokens, found[-1].end if found else 0)) is not None:
        found.append(span)
    # "Season 1 part 2": a part of that season, and no second one. A part by itself is what some call a season.
    named = [span for span in found if not _is_part(tokens, span)]
    return named or found


def _is_part(tokens: Sequence[str], span: SeasonSpan) -> bool:
    return any(token.startswith("part") for token in tokens[span.start : span.end])


def _find_season(tokens: Sequence[str], begin: int) -> SeasonSpan | None:
    """The first season from a token on, with the word season or an s before it."""
    for at, token in enumerate(tokens[begin:], begin):
        if joined := _JOINED.fullmatch(token):
            return _span(int(joined[1]), at, at + 1)
        if _is_noun(token):
            following = _number(tokens[at + 1]) if at + 1 < len(tokens) else None
            if following is not None and (token not in {"part", "series"} or following):
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


def split_season(title: str) -> tuple[str, int | None]:
    """A title without the season it ends in, and that season: ("Squid Game", 2)."""
    tokens = fold(title).split()
    span = find_season(tokens)
    if span is not None and span.end - span.start < len(tokens):
        return " ".join((*tokens[: span.start], *tokens[span.end :])), span.season
    if len(tokens) > 1 and (number := read_trailing_number(tokens[-1])) is not None:
        return " ".join(tokens[:-1]), number
    return title, None


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
