"""Titles of shows and their seasons, and the show an article is about.

Owns which places name the same show, and which show is the main one. Refuses to tell titles from other words (see
mentions): it finds of itself only those known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from bot.extract import vocabulary
from bot.extract.find.manners import NEWS, PRESENTS, SOURCE_BEFORE, TO_COME, is_presented, tell_manners
from bot.extract.find.names import fold_name
from bot.extract.quotes.quotations import Quotation
from bot.extract.sentences import SentenceSpan

_MOST_TITLES: Final = 200
_IN_WORD: Final = re.compile(r"[\w-]")
_NO_TITLE: Final = frozenset(
    "this that these those there here they we both what who which how why apple amazon disney marvel sony season netflix the a an i "
    "it he she korean korea south tv series drama director directors".split()
)
_HAS_SEASONS: Final = re.compile(r"\bseasons?\b|\bepisodes?\b|\bseries\b|\bdramas?\b", re.IGNORECASE)
_FILM_BEFORE: Final = re.compile(r"\b(?:film|movie)\s[\"“‘']{0,2}$")
_NUMBER_BEHIND: Final = re.compile(r"\s([2-9])(?![\w.,]\d|\w)")
_SEASON_NUMBER: Final = rf"(?:\d{{1,2}}|{vocabulary.words(', '.join(list(vocabulary.NUMBER)[:10]))})"
_ORDINAL: Final = rf"(?:{'|'.join(vocabulary.ORDINAL)}|\d{{1,2}}(?:st|nd|rd|th))"
SEASON: Final = re.compile(
    r"\b(?:(?:the\s)?(?:upcoming\s|all-new\s|new\s|highly[ -]anticipated\s|long-awaited\s"
    rf"|hit\s)?(?:season|series(?!\sone\b))\s(?P<number>{_SEASON_NUMBER})\b(?!\s(?:times|years|days"
    r"|parts))"
    rf"|(?:the\s|a\s|its\s|their\s|his\s|her\s|an?\s)?(?:[a-z-]+\s)?(?P<ordinal>{_ORDINAL})(?:\s(?:and"
    r"|,)\sfinal)?[\s-](?:season|installment|instalment|series)\b"
    r"|\bS(?P<short>\d{1,2})\b(?!E)|\bseason\sone\b)",
    re.IGNORECASE,
)
_SEASON_AFTER: Final = re.compile(
    rf"[’'”\"]{{0,2}}(?:['’]s)?[\s,:–—(-]{{1,3}}(?:the\s)?(?:(?:upcoming|new)\s)?(?:season"
    rf"|S)\s?(?P<number>{_SEASON_NUMBER})\b\)?(?!\sof\b)",
    re.IGNORECASE,
)
_ASIDE: Final = 0.5
"""How far into an article a show is named first that it is not about, if it is named once."""
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_MEDIUM: Final = re.compile(r"\s(?:anime|drama|film|game|manga|movie|series|show)$")
"""What a title is called behind it: "the official Moonrise anime website"."""
_HOLIDAYS: Final = frozenset("halloween christmas easter thanksgiving ramadan diwali hanukkah".split())
_NAMED_SEASON: Final = re.compile(r",?:?\s[Ss]eason(?=\s[2-9]$)")
_TRAILING_NUMBER: Final = re.compile(r"(?<!\b[Nn]o\.)\s([2-9])$")


@dataclass(slots=True)
class Work:
    """One show of an article."""

    name: str
    mentions: int = 0
    current: int = 0
    """How many mentions are not just something somebody is known for."""
    sources: int = 0
    """How many mentions name a book or a webtoon."""

    @property
    def is_source(self) -> bool:
        """Whether it is no show, but what one is based on."""
        return 0 < self.mentions == self.sources


@dataclass(frozen=True, slots=True)
class TitleMention:
    """A stretch of text that names a show, including any season beside it."""

    start: int
    end: int
    work: Work
    season: int | None = None
    title_end: int = 0
    """Where the title itself ends."""


@dataclass(frozen=True, slots=True)
class Titles:
    """The shows in an article and where it names them, in order; ``main`` is the one it is about."""

    mentions: tuple[TitleMention, ...]
    works: tuple[Work, ...]
    main: Work | None
    speech: tuple[Quotation, ...]
    """The quotations that are not titles."""


def season_number(match: re.Match[str]) -> int | None:
    """The number of the season that SEASON matched."""
    if ordinal := match.groupdict().get("ordinal"):
        return vocabulary.ORDINAL.get(ordinal.lower()) or _to_int(ordinal)
    number = match.groupdict().get("number") or match.groupdict().get("short")
    return 1 if number is None else vocabulary.NUMBER.get(number.lower()) or _to_int(number)


def _to_int(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits and 0 < int(digits[0]) <= 50 else None


def find_titles(
    reading: str,
    sentences: Sequence[SentenceSpan],
    judged: Iterable[tuple[int, int]],
    quotations: Sequence[Quotation],
    known: Iterable[str],
) -> Titles:
    """The titles of an article: those known beforehand, wherever it names them, and the stretches that are judged to be
    some."""
    placed = {(start, end): (name, season) for start, end, name, season in find_known(reading, known)}
    taken = {at for start, end in placed for at in range(start, end)}
    spans = [
        each
        for each in map(partial(_in_full, reading), judged)
        if taken.isdisjoint(range(*each)) and not _is_bare_holiday(reading, *each)
    ]
    has_seasons = bool(_HAS_SEASONS.search(reading))
    for start, end in spans:
        placed[start, end] = (
            _part_season(reading, start, end) if has_seasons else (_plain(reading, start, end), None)
        )
    works: dict[str, Work] = {}
    mentions: list[TitleMention] = []
    keys = {key_of_title(name) for name, _ in placed.values()}
    for (start, end), (name, season) in sorted(placed.items(), key=lambda each: each[0]):
        name = re.sub(r",?\s(?:Season\s\w+|\(\d{4}\))$", "", name).rstrip(" ,")
        if key_of_title(bare := _MEDIUM.sub("", name)) in keys:
            name = bare
        if key := key_of_title(name):
            mentions.append(_with_season(reading, start, end, works.setdefault(key, Work(name)), season))
    for mention in mentions:
        mention.work.mentions += 1
        mention.work.sources += bool(SOURCE_BEFORE.search(reading, max(0, mention.start - 40), mention.start))
    speech = tuple(each for each in quotations if trim(reading, each.start, each.end) not in placed)
    return Titles(tuple(mentions), tuple(works.values()), _choose_main(reading, sentences, mentions), speech)


def _in_full(reading: str, span: tuple[int, int]) -> tuple[int, int]:
    """A title without what presents it ("UPCOMING DRAMA: W"), and with the stop of its last initial ("D.P.")."""
    start, end = span
    lead = PRESENTS.match(reading, start, end)
    start = lead.end() if lead else start
    return start, end + bool(_INITIALS.fullmatch(reading, start, end) and reading.startswith(".", end))


def _is_bare_holiday(reading: str, start: int, end: int) -> bool:
    """Whether a day of the year is named that no marks make a title."""
    return reading[start:end].lower() in _HOLIDAYS and not (start and reading[start - 1] in "'\"‘’“”")


def _plain(reading: str, start: int, end: int) -> str:
    return " ".join(reading[start:end].split())


def _part_season(reading: str, start: int, end: int) -> tuple[str, int | None]:
    """A title and the number behind it that is a season's."""
    name = _NAMED_SEASON.sub("", _plain(reading, start, end))
    number = _TRAILING_NUMBER.search(name)
    if number is None or _FILM_BEFORE.search(reading, max(0, start - 12), start):
        return name, None
    return name[: number.start()], int(number[1])


def without_number(name: str) -> str:
    """A title without the number of a season behind it."""
    return _TRAILING_NUMBER.sub("", name)


def trim(reading: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the marks and the spaces at its ends."""
    while start < end and (reading[start].isspace() or reading[start] in "'\"‘’“”"):
        start += 1
    while start < end and (reading[end - 1].isspace() or reading[end - 1] in ",.'\"‘’“”"):
        end -= 1
    return start, end


def key_of_title(name: str) -> str:
    """What a title is known by, however it is spelled and with or without its article."""
    return re.sub(r"^the ", "", fold_name(name)).replace(" ", "")


def find_known(reading: str, known: Iterable[str]) -> list[tuple[int, int, str, int | None]]:
    """Where an article names a title known beforehand, the title and its season; titles of several words in whatever
    case."""
    names = [name for name in dict.fromkeys(known) if len(name) > 2 and fold_name(name) not in _NO_TITLE]
    if not names:
        return []
    found: list[tuple[int, int, str, int | None]] = []
    taken: set[int] = set()
    # Searched for as text: a pattern for each title would cost more to compile than to run.
    lowered = reading.lower().replace("-", " ")
    if len(lowered) != len(reading):
        lowered = reading.replace("-", " ")
    wanted = [(name, name) for name in names]
    wanted += [(name.title(), name) for name in names if " " not in name and name.isupper() and len(name) > 3]
    wanted += [
        (form, name)
        for name in names
        if "-" in name and " " not in name
        for form in (name.replace("-", ""), name.replace("-", "").capitalize())
    ]
    for form, name in sorted(wanted, key=lambda each: -len(each[0]))[:_MOST_TITLES]:
        several = " " in form
        text, needle = (lowered, form.lower().replace("-", " ")) if several else (reading, form)
        at = text.find(needle)
        while at >= 0:
            end = at + len(needle)
            alone = not (_IN_WORD.match(reading, at - 1) if at else False) and not _IN_WORD.match(
                reading, end
            )
            small = several and reading[at:end].islower() and len(form.split()) < 3
            if alone and not small and at not in taken and end - 1 not in taken:
                number = _NUMBER_BEHIND.match(reading, end)
                end += 2 if number else 0
                found.append((at, end, name, int(number[1]) if number else None))
                taken.update(range(at, end))
            at = text.find(needle, end)
    return found


# "Moonrise 2 names its cast", "the release of ‘Moonrise 2,’"
_SEQUEL_NUMBER: Final = re.compile(
    r" ([2-9])(?=[’'”\"]|[,.;:)!?](?!\d)|\s*$|[ ](?:and|or|as|at|in|on|for|from|with|also|has|had"
    r"|names|reveals|announces|adds|unveils|confirms|casts|gets|drops|releases|premieres|will|is|to"
    r"|stars|starring)\b)"
)


def _with_season(reading: str, start: int, end: int, work: Work, season: int | None) -> TitleMention:
    if season is None and (after := _SEASON_AFTER.match(reading, end)):
        return TitleMention(start, after.end(), work, season_number(after), end)
    if season is None and (number := _SEQUEL_NUMBER.match(reading, end)):
        return TitleMention(start, number.end(), work, int(number[1]), end)
    return TitleMention(start, end, work, season, end)


# What somebody does now ends what they are known for.
_THEN: Final = (
    r"(?:(?!\b(?:will|(?:is|are) (?:set|playing|starring|now|also|back|joining|in talks)|(?:has"
    r"|have) (?:joined|been)|joins?)\b)[^.]){0,80}$"
)
_OF_PAST: Final = re.compile(
    r"\b(?:known for|such as|like|including|appeared in|starred in|after|following|before|success of"
    r"|footsteps|last|previous|creator of|director of|hit|fame|was in|behind|previously|had also"
    r"|last seen|last starred|last acted|since|episode)\b" + _THEN,
    re.IGNORECASE,
)


def _choose_main(
    reading: str, sentences: Sequence[SentenceSpan], mentions: Sequence[TitleMention]
) -> Work | None:
    """The show with the most mentions, those at the head of the article counting more; none if all its
    mentions only say who somebody is."""
    if not mentions:
        return None
    head = sentences[min(len(sentences) - 1, 2)].end if sentences else 0
    score: dict[int, float] = {}
    works = {id(mention.work): mention.work for mention in mentions}
    manners = tell_manners(reading, [(each.start, each.end) for each in mentions])
    for number, mention in enumerate(mentions):
        worth = 1.0 + mention.work.mentions / 100
        if mention.start < head:
            worth += 1.5
            worth += 3 * is_presented(reading, mention.start)
        if _OF_PAST.search(reading, max(0, mention.start - 90), mention.start):
            worth -= 0.8
        manner = manners[mention.start]
        if manner == "bracket":
            worth -= 1.5  # past work beside a name
        if manner in NEWS:
            mention.work.current += 1
        if TO_COME.search(reading, max(0, mention.start - 60), mention.start):
            worth += 1.5
        score[id(mention.work)] = score.get(id(mention.work), 0.0) + worth - number * 1e-6
    best = works[max(score, key=lambda each: score[each])]
    first = next(mention.start for mention in mentions if mention.work is best)
    is_aside = best.mentions == 1 < len(works) and first > len(reading) * _ASIDE
    return best if best.current and not is_aside else None
