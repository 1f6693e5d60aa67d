"""Titles of shows and their seasons, and the show an article is about.

Owns which places name the same show, and which show is the main one. How titles are told from other words has rooms of
its own: quoted, unquoted, bracketed and headline titles. Refuses people's names, and any built-in list of titles: a show
that came out today must read like a known one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extract import vocabulary
from bot.extract.article import ArticleText
from bot.extract.names import KOREAN_SURNAMES, fold_name
from bot.extract.quotations import Quotation
from bot.extract.quoted_titles import find_set_alike, judge_quoted
from bot.extract.sentences import SentenceSpan
from bot.extract.title_shapes import (
    IN_WORD,
    MOST_TITLES,
    MOST_WORDS,
    NEVER,
    NOT_A_TITLE,
    SMALL,
    is_title_case,
    trim,
)
from bot.extract.unquoted_titles import find_unquoted
from bot.names.romanise import readings

_NUMBER_BEHIND: Final = re.compile(r"\s([2-9])(?![\w.,]\d|\w)")
_SEASON_NUMBER: Final = rf"(?:\d{{1,2}}|{vocabulary.words(', '.join(list(vocabulary.NUMBER)[:10]))})"
_ORDINAL: Final = rf"(?:{'|'.join(vocabulary.ORDINAL)}|\d{{1,2}}(?:st|nd|rd|th))"
SEASON: Final = re.compile(
    rf"\b(?:(?:the\s)?(?:upcoming\s|all-new\s|new\s|highly[ -]anticipated\s|long-awaited\s|hit\s)?season\s(?P<number>{_SEASON_NUMBER})\b"
    rf"|(?:the\s|a\s|its\s|their\s|his\s|her\s|an?\s)?(?:[a-z-]+\s)?(?P<ordinal>{_ORDINAL})(?:\s(?:and|,)\sfinal)?[\s-](?:season|installment|instalment|series)\b"
    r"|\bS(?P<short>\d{1,2})\b(?!E)|\bseason\sone\b)",
    re.IGNORECASE,
)
_SEASON_AFTER: Final = re.compile(
    rf"[’'”\"]{{0,2}}(?:['’]s)?[\s,:–—(-]{{1,3}}(?:the\s)?(?:(?:upcoming|new)\s)?(?:season|S)\s?(?P<number>{_SEASON_NUMBER})\b\)?(?!\sof\b)",
    re.IGNORECASE,
)
_NAMED_SEASON: Final = re.compile(r",?:?\s[Ss]eason(?=\s[2-9]$)")
_TRAILING_NUMBER: Final = re.compile(r"\s([2-9])$")


@dataclass(slots=True)
class Work:
    """One show of an article."""

    name: str
    mentions: int = 0
    current: int = 0
    """How many mentions are not just something somebody is known for."""
    weight: float = 0.0


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
    article: ArticleText,
    sentences: Sequence[SentenceSpan],
    words: Sequence[frozenset[str]],
    quotations: Sequence[Quotation],
    known: Iterable[str] = (),
) -> Titles:
    """The titles in an article; ``words`` are each sentence's own, ``known`` are titles known beforehand."""
    reading = article.reading
    spans: dict[tuple[int, int], float] = {}
    quoted_titles: set[tuple[int, int]] = set()
    folds = Counter(fold_name(reading[q.start : q.end]) for q in quotations if q.end - q.start < 100)
    # What the headline quotes and the text repeats is named, however the text sets it.
    headline = sentences[0].end if sentences else 0
    folds.update(
        fold_name(reading[q.start : q.end])
        for q in quotations
        if q.end <= headline and reading.count(reading[q.start : q.end]) > 1
    )
    previous: tuple[int, int] | None = None
    for quotation in quotations:
        start, end = trim(reading, quotation.start, quotation.end)
        sure = judge_quoted(reading, quotation, start, end, folds, previous)
        if sure:
            spans[start, end] = sure
            quoted_titles.add((quotation.start, quotation.end))
            previous = start, end
    spans |= dict.fromkeys(find_set_alike(reading, quotations, spans), 0.6)
    for start, end in article.emphasised:
        start, end = trim(reading, start, end)
        text = reading[start:end]
        if (
            text
            and is_title_case(text)
            and len(text.split()) <= MOST_WORDS
            and not NOT_A_TITLE.search(reading, max(0, start - 40), start)
        ):
            spans[start, end] = 1.0
    find_unquoted(reading, sentences, words, spans)
    return _link(reading, sentences, spans, quotations, quoted_titles, known)


def put_judged(
    reading: str,
    sentences: Sequence[SentenceSpan],
    ruled: Titles,
    judged: Iterable[tuple[int, int]],
    quotations: Sequence[Quotation],
    known: Sequence[str],
) -> Titles:
    """The titles that are judged to be some, beside those known beforehand as rules find them."""
    kept = {key_of_title(name) for name in known}
    spans = {
        (each.start, each.title_end): 1.0 for each in ruled.mentions if key_of_title(each.work.name) in kept
    }
    taken = {at for start, end in spans for at in range(start, end)}
    spans |= {each: 1.0 for each in judged if taken.isdisjoint(range(*each))}
    quoted = {(each.start, each.end) for each in quotations if trim(reading, each.start, each.end) in spans}
    return _link(reading, sentences, spans, quotations, quoted, known, is_judged=True)


def _link(
    reading: str,
    sentences: Sequence[SentenceSpan],
    spans: dict[tuple[int, int], float],
    quotations: Sequence[Quotation],
    quoted_titles: set[tuple[int, int]],
    known: Iterable[str],
    *,
    is_judged: bool = False,
) -> Titles:

    title_folds = {fold_name(reading[start:end]) for start, end in spans}
    for quotation in quotations:
        start, end = trim(reading, quotation.start, quotation.end)
        if (
            not is_judged
            and (start, end) not in spans
            and end - start < 90
            and fold_name(reading[start:end]) in title_folds
        ):
            spans[start, end] = 0.5
            quoted_titles.add((quotation.start, quotation.end))
    works: dict[str, Work] = {}
    has_seasons = bool(
        re.search(r"\bseasons?\b|\bepisodes?\b|\bseries\b|\bdramas?\b", reading, re.IGNORECASE)
    )
    placed: list[tuple[int, int, Work, int | None]] = []
    taken: set[int] = set()
    for (start, end), sure in sorted(spans.items()):
        name = " ".join(reading[start:end].split())
        if (
            not is_judged
            and sure < 0.9
            and " " in name
            and _reads_korean(name)
            and not _is_quoted(reading, start, end)
        ):
            continue  # a person's name
        season = None
        name = _NAMED_SEASON.sub("", name) if has_seasons else name
        if (
            has_seasons
            and (number := _TRAILING_NUMBER.search(name))
            and not re.search(r"\b(?:film|movie)\s[\"“‘']{0,2}$", reading[max(0, start - 12) : start])
        ):
            name, season = name[: number.start()], int(number[1])
        name = re.sub(r",?\s(?:Season\s\w+|\(\d{4}\))$", "", name)
        key = key_of_title(name)
        if not key:
            continue
        work = works.setdefault(key, Work(name))
        work.weight += sure
        placed.append((start, end, work, season))
        taken.update(range(start, end))
    for name in known:
        if key_of_title(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", reading):
            works.setdefault(key_of_title(name), Work(name))
    if not is_judged:
        placed += _find_again(reading, works, taken)
    speech = tuple(each for each in quotations if (each.start, each.end) not in quoted_titles)
    mentions = [_with_season(reading, *each) for each in sorted(placed, key=lambda each: each[:2])]
    for mention in mentions:
        mention.work.mentions += 1
    return Titles(tuple(mentions), tuple(works.values()), _choose_main(reading, sentences, mentions), speech)


def _reads_korean(name: str) -> bool:
    words = name.lower().split()
    if words[0] in SMALL:
        return False
    family = words[0] in KOREAN_SURNAMES or "-" in name or (len(words) == 3 and words[-1] in KOREAN_SURNAMES)
    return family and bool(readings(fold_name(name)))


def _is_quoted(reading: str, start: int, end: int) -> bool:
    return reading[max(0, start - 1) : start] in ("'", '"', "‘", "“", "”", "’") and start > 0


def key_of_title(name: str) -> str:
    """What a title is known by, however it is spelled and with or without its article."""
    return re.sub(r"^the ", "", fold_name(name)).replace(" ", "")


def _find_again(
    reading: str, works: dict[str, Work], taken: set[int]
) -> list[tuple[int, int, Work, int | None]]:
    """Every other place that names a found show, whatever the case if the title has several words."""
    if not works:
        return []
    found: list[tuple[int, int, Work, int | None]] = []
    # Searched for as text: a pattern for each title would cost more to compile than to run.
    lowered = reading.lower().replace("-", " ")
    if len(lowered) != len(reading):
        lowered = reading.replace("-", " ")
    wanted = [
        (work.name, work)
        for work in works.values()
        if len(work.name) > 2 and (fold_name(work.name) not in NEVER or work.weight >= 1)
    ]
    wanted += [
        (name.title(), work) for name, work in wanted if " " not in name and name.isupper() and len(name) > 3
    ]
    wanted += [
        (form, work)
        for name, work in wanted
        if "-" in name and " " not in name
        for form in (name.replace("-", ""), name.replace("-", "").capitalize())
    ]
    for name, work in sorted(wanted, key=lambda each: -len(each[0]))[:MOST_TITLES]:
        several = " " in name
        text, needle = (lowered, name.lower().replace("-", " ")) if several else (reading, name)
        at = text.find(needle)
        while at >= 0:
            end = at + len(needle)
            alone = not (IN_WORD.match(reading, at - 1) if at else False) and not IN_WORD.match(reading, end)
            small = several and reading[at:end].islower() and len(name.split()) < 3
            if alone and not small and at not in taken and end - 1 not in taken:
                number = _NUMBER_BEHIND.match(reading, end)
                found.append((at, end + 2 if number else end, work, int(number[1]) if number else None))
                taken.update(range(at, end + 2 if number else end))
            at = text.find(needle, end)
    return found


# "Moonrise 2 names its cast"
_SEQUEL_NUMBER: Final = re.compile(
    r" ([2-9])(?= (?:names|reveals|announces|adds|unveils|confirms|casts|gets|drops|releases|premieres|will|is|to)\b|:|’s? |['’]$)"
)


def _with_season(reading: str, start: int, end: int, work: Work, season: int | None) -> TitleMention:
    if season is None and (after := _SEASON_AFTER.match(reading, end)):
        return TitleMention(start, after.end(), work, season_number(after), end)
    if season is None and (number := _SEQUEL_NUMBER.match(reading, end)):
        return TitleMention(start, number.end(), work, int(number[1]), end)
    return TitleMention(start, end, work, season, end)


# What somebody does now ends what they are known for.
_THEN: Final = r"(?:(?!\b(?:will|(?:is|are) (?:set|playing|starring|now|also|back|joining|in talks)|(?:has|have) (?:joined|been)|joins?)\b)[^.]){0,80}$"
_OF_PAST: Final = re.compile(
    r"\b(?:known for|such as|like|including|appeared in|starred in|after|following|before|success of|footsteps|last|previous|creator of|director of|hit|fame|was in|behind|previously|had also|last seen|last starred|last acted|since|episode)\b"
    + _THEN,
    re.IGNORECASE,
)
_SOURCE_BEFORE: Final = re.compile(
    r"\b(?:webtoon|web ?novel|novel|manga|manhwa|book|comic)s?,?(?: (?:titled|entitled|called|named))?,? [\"“‘']?$"
)
# Where a show only says who somebody is.
_OF_SOMEBODY: Final = re.compile(
    r"\b(?:known for|credits (?:are|include)|appeared in|(?:last|previously|also|and|who|having|had|has) (?:\w+ )?starred in|success of|(?:creator|director|writer|star|actor|actress) of|from (?:the )?(?:creators?|makers?|directors?|writers?|producers?|team|minds?) (?:of|behind)|fame|previously|had also|last seen|last starred|last acted|made (?:his|her|their) debut)\b"
    + _THEN
    + r"|\bwho (?:\w+ )?(?:created|directed|wrote|penned|developed|produced|made|adapted|helmed) (?:[a-z’'-]+ ){0,3}[\"“‘']?$"
    + r"|\b(?:since|after|following) (?:[\w’'-]+ ){0,3}[\"“‘']?$|(?-i:\b[A-Z][\w’]*-[\w’]+ (?:of|from)) (?:the )?[\"“‘']?$",
    re.IGNORECASE,
)
_BRACKET_BEFORE: Final = re.compile(r"\([^()\n]*$")
_SOMEBODY_BEHIND: Final = re.compile(
    r"[\"”’']{0,2}(?:(?:['’]s)? (?:(?:co-)?star|actor|actress|director|writer|(?:co-)?creator|fame|alum|(?:executive )?producer|showrunner|PD)\b|,? \((?:[\w ]{2,14}, )?(?:19|20)\d\d)"
)
_TO_COME: Final = re.compile(
    r"\b(?:upcoming|newest|new|next)\s(?:[\w-]+,?\s){0,4}[\"“‘']{0,2}$", re.IGNORECASE
)


def tell_manner(reading: str, mention: TitleMention) -> str:
    """How a show is named: in a "bracket" beside a name, as "past" work, as "new", or "plain"."""
    if _BRACKET_BEFORE.search(reading, max(0, mention.start - 80), mention.start):
        return "bracket"
    if (
        _SOURCE_BEFORE.search(reading, max(0, mention.start - 26), mention.start)
        or _OF_SOMEBODY.search(reading, max(0, mention.start - 90), mention.start)
        or _SOMEBODY_BEHIND.match(reading, mention.end)
    ):
        return "past"
    return "new" if _TO_COME.search(reading, max(0, mention.start - 60), mention.start) else "plain"


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
    to_come: set[int] = set()
    for number, mention in enumerate(mentions):
        worth = 1.0 + mention.work.weight / 100
        if mention.start < head:
            worth += 1.5
        if _OF_PAST.search(reading, max(0, mention.start - 90), mention.start):
            worth -= 0.8
        manner = tell_manner(reading, mention)
        if manner == "bracket":
            worth -= 1.5  # past work beside a name
        if manner in ("plain", "new"):
            mention.work.current += 1
        if _TO_COME.search(reading, max(0, mention.start - 60), mention.start):
            worth += 1.5
            to_come.add(id(mention.work))
        score[id(mention.work)] = score.get(id(mention.work), 0.0) + worth - number * 1e-6
    main = max(score, key=lambda each: score[each])
    best = works[main]
    named_once = best.mentions == 1 and best.weight < 0.9 and main not in to_come
    if not best.current or (named_once and all(each.start >= head for each in mentions if each.work is best)):
        return None
    return best
