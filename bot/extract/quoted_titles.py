"""Titles in quotation marks.

Owns which quotations are titles, by the words around them, their own, and how the article sets its other titles. Refuses
those without marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from bot.extract import vocabulary
from bot.extract.names import NO_NAME, ORGANISATION, fold_name
from bot.extract.quotations import Quotation
from bot.extract.title_shapes import (
    MOST_WORDS,
    NOT_A_TITLE,
    NOUN_BEFORE,
    SMALL,
    WORD,
    follows_noun,
    is_no_title,
    is_title_case,
    reads_as_name,
    reads_as_person,
    trim,
)

_BEFORE_TITLE: Final = re.compile(
    rf"\b(?=\w)(?:(?:{vocabulary.SHOW}|pilot(?= (?:called|titled|entitled|named)))(?:['’]s)?(?:\s(?:such as|like|including|titled as|titled|entitled|called|named|of|:))?|(?:titled|entitled)(?:\sas)?,?"
    r"|(?:act(?:ed|ing)|starr(?:ed|ing|s)|appear(?:ed|s|ing|ances?)?|roles?|performances?|seen|work|lead|cast|debut|character|played|star|turn)\s(?:[\w-]+\s){0,2}?in|(?:filming|working|shooting|shoot|wrapped|work|worked|works)\s(?:on|for|up)(?:\sfor)?|as well as from|success(?:es)? with|by the name(?: of)?"
    r"|(?:hits?|works?|projects?|titles?|dramas?|credits?|of|fame|behind|directed|wrote|written|penned|helmed|created|produced?|ordered|picked up|renewed|cancell?ed|greenlit|commissioned)(?:\s(?:like|such as|as|including|include|includes|on))?|(?:well-)?known for|(?:break|comeback|absence|hiatus|return|drama|film|series|project) (?:since|after)|from [\"“‘'][^\"“”]{2,40}[\"”’'] to|(?:re)?watch|binge|(?:live)?stream|premiere of|remake of|adaptation of|success of|release of|episodes? of|finale of|world of|trailer (?:for|of)|cast of)"
    r"[\s:,]{0,3}[(\"“‘']{0,2}$",
    re.IGNORECASE,
)
_OF_NETWORK: Final = re.compile(rf"\b(?:{vocabulary.PLATFORM})(?:['’]s)? [\"“‘']{{0,2}}$")
_ACTED_IN: Final = re.compile(
    r"\b(?:act(?:ed|ing)|starr(?:ed|ing|s)|appear(?:ed|s|ing)|roles?|debut|cameo)\s(?:[\w-]+\s){0,2}?in(?:\sthe)?(?:\s[\w-]+){0,3}?\s[(\"“‘']{0,2}$",
    re.IGNORECASE,
)
_AFTER_TITLE: Final = re.compile(
    r"[,.]?[’'”\"]{0,2}(?:['’]s)?,?\s?(?:\((?:(?:19|20)\d\d|also|aka|working)|(?:will|which|is|tells|follows|stars|premieres|premiered|airs|aired|revolves|depicts|features|centers|has|was|debuts|debuted|season|series|drama|film|movie|director|star|actor|actress|fame|cast|revolves|returns|portrays|creator)\b|an? (?:[\w-]+ ){0,4}(?:drama|series|film|movie|show|spin-?off|sequel|prequel|sitcom|thriller|comedy|remake|adaptation)\b|$)",
    re.IGNORECASE,
)
_SENTENCE_LIKE: Final = re.compile(
    r"(?:(?<!\b[DMS][rst])(?<!\bMrs)(?<!\bvs)\.|[?!])\s+\S|[;]|,\s(?:but|so|because|which)\s"
)
_FEW_WORDS: Final = 4
_LIST_SEPARATOR: Final = re.compile(
    r"(?:[,.]?[’'”\"“]{0,2}(?:\s\(\d{4}\))?|[,.][’'”\"]{1,2}(?=\s))(?:,?\s(?:and|or|as well as|and most recently)\s|\s?,\s?(?:and\s|the\s|&\s)?|\sand\s|\s&\s|(?<=[,.][’'”\"])\s)[’'”\"“‘]{0,2}$"
)


def find_set_alike(
    reading: str, quotations: Sequence[Quotation], titles: Mapping[tuple[int, int], float]
) -> list[tuple[int, int]]:
    """Names between the marks in which an article sets its titles, and hardly anything else: 'Lanternfish'."""
    found: list[tuple[int, int]] = []
    for single in (False, True):
        alike = [
            (start, end)
            for each in quotations
            if each.single == single and not (each.nested or each.open_end or each.continues)
            for start, end in [trim(reading, each.start, each.end)]
            if 1 < end - start < 60 and len(reading[start:end].split()) <= _FEW_WORDS
        ]
        left = [each for each in alike if each not in titles]
        names = [each for each in left if _may_be_set_title(reading, *each)]
        if len(alike) - len(left) > max(1, len(left) - len(names)):
            found += names
    return found


def _may_be_set_title(reading: str, start: int, end: int) -> bool:
    text = reading[start:end]
    return (
        text[:1].isupper()
        and text[-1:] not in ".,!?"
        and is_title_case(text)
        and not (reads_as_name(reading, text) or is_no_title(text) or text.lower() in NO_NAME)
        and not NOT_A_TITLE.search(reading, max(0, start - 40), start - 1)
        and not _NICKNAME.search(reading, max(0, start - 40), start)
    )


_GOES_ON_IN_BRACKETS: Final = re.compile(r"[),;]| [\"“‘']")
_BESIDE_NAME: Final = re.compile(r"[A-Z][\w’'-]+ \([\"“‘']$")  # "Kim A (“Moonrise”)"
_IS_A_SHOW: Final = re.compile(rf"[,.]?[”\"’']{{1,2}},? an? (?:[\w-]+ ){{0,4}}(?:{vocabulary.SHOW})\b")
_NICKNAME: Final = re.compile(r"[A-Z][a-z]+ [\"“‘']$")  # 'Anna "The Cook" Bell'
_PAPER: Final = re.compile(r" (?:Weekly|Daily|News|Times|Herald|Reporter|Magazine|Journal|Tribune|Chosun)$")


def judge_quoted(
    reading: str,
    quotation: Quotation,
    start: int,
    end: int,
    folds: Counter[str],
    previous: tuple[int, int] | None,
) -> float:
    """How likely a quotation is to be a title: 0 for speech and terms."""
    text = reading[start:end]
    count = len(text.split())
    if not text or count > MOST_WORDS or end - start > 90 or quotation.open_end or quotation.continues:
        return 0
    before = reading[max(0, start - 60) : start]
    if _SENTENCE_LIKE.search(text) and not (
        count <= 3 and is_title_case(text) and _BEFORE_TITLE.search(before)
    ):
        return 0
    if NOT_A_TITLE.search(reading[max(0, start - 40) : start - 1]) and not _BEFORE_TITLE.search(before):
        return 0
    title_case = is_title_case(text)
    if _NICKNAME.search(before) and reading[quotation.end : quotation.end + 2].strip()[:1].isupper():
        return 0
    if _PAPER.search(text) and not NOUN_BEFORE.search(before.rstrip("\"“‘'")):
        return 0
    if reads_as_person(text) and not re.search(
        rf"\b(?:{vocabulary.SHOW})\s[\"“”‘']{{0,2}}$", before, re.IGNORECASE
    ):
        return 0
    cue = bool(_BEFORE_TITLE.search(before)) or (title_case and bool(_OF_NETWORK.search(before)))
    listed = (
        previous is not None
        and start - previous[1] < 40
        and bool(_LIST_SEPARATOR.fullmatch(reading, previous[1], start))
    )
    if not title_case:
        if text[0].islower() and follows_noun(f" {text} "):
            return 0  # a kind of show, not a show
        large = [word for word in WORD.findall(text) if word.lower() not in SMALL]
        mostly = 2 * sum(word[0].isupper() for word in large) >= len(large)
        if cue and count <= 8 and text[0].isupper() and mostly and not text.endswith("!"):
            return 0.6
        if count <= 6 and _ACTED_IN.search(before):
            return 0.6
        if count <= 6 and text[0].isupper() and _IS_A_SHOW.match(reading, end):
            return 0.6  # “Amor de madre,” a comedy
        if text[-1:] in "?!" or not (cue or listed) or count > 6:
            return 0
        if listed:
            return 0.6
        return (
            0.6
            if re.search(
                rf"\b(?:{vocabulary.SHOW})(?:\s(?:such as|like|titled|called))?\s?[(\"“”‘']{{0,2}}$",
                before,
                re.IGNORECASE,
            )
            else 0
        )
    if _BESIDE_NAME.search(before) and _GOES_ON_IN_BRACKETS.match(reading, quotation.end):
        return 0.9
    if reading[end : end + 1] == "." and count > 3 and not cue:
        return 0
    follows = bool(_AFTER_TITLE.match(reading, end))
    if cue or listed:
        return 1.0
    if follows and count > 1:
        return 0.9
    if folds[fold_name(text)] > 1 and (
        1 < count <= 8
        or (count == 1 and end - start > 3 and not text.isupper() and not ORGANISATION.search(text))
    ):
        return 0.7
    if count > 1 and all(
        word[0].isupper() or word.lower() in SMALL for word in text.split() if word[0].isalpha()
    ):
        return 0.6 if count >= 2 and reading[end - 1 : end] != "!" else 0
    return 0.5 if follows else 0
