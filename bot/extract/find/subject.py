"""What an article is about, as far as its reader can tell, and whether a moderator had better be asked.

Owns when the reader is sure of an article's show. Refuses to find shows (see titles), and to ask.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extract.extracted import Subject
from bot.extract.find.titles import Titles, Work, key_of_title
from bot.extract.sentences import SentenceSpan

_MOST_CANDIDATES: Final = 5
_APOSTROPHES: Final = "'’‘"
_ANY_APOSTROPHE: Final = f"[{_APOSTROPHES}]"


def judge_subject(titles: Titles, season: int | None, sentences: Sequence[SentenceSpan]) -> Subject:
    """What an article is about: sure if its show is named at the head or more than once, and no other one is named as
    news half as often; or less often at all, where it alone is in the headline."""
    # An old credit is not what an article is about.
    listed = sorted(titles.works, key=lambda work: (work is not titles.main, -work.current, -work.mentions))
    candidates = [work.name for work in listed if work.current or work is titles.main][:_MOST_CANDIDATES]
    main = titles.main
    if main is None:
        return Subject(None, season, is_sure=False, candidates=tuple(candidates))
    head = sentences[min(1, len(sentences) - 1)].end if sentences else 0
    at_head = any(each.work is main and each.start < head for each in titles.mentions)
    others = max((work.current for work in titles.works if work is not main), default=0)
    headline = {id(each.work) for each in titles.mentions if sentences and each.start < sentences[0].end}
    outweighs = 2 * others < max(1, main.current) or (headline == {id(main)} and others < main.current)
    is_sure = outweighs and (at_head or main.mentions > 1)
    return Subject(main.name, season, is_sure, tuple(candidates))


def find_spelling(reading: str, about: str) -> str:
    """A title that somebody typed as the article sets it: in its case, with its apostrophes; as typed if it is not
    there."""
    letters = "".join(_ANY_APOSTROPHE if each in _APOSTROPHES else re.escape(each) for each in about)
    found = re.findall(rf"(?<!\w){letters}(?!\w)", reading, re.IGNORECASE)
    # A title is a name: in small letters it is only words.
    set_as_name = [spelled for spelled in found if not spelled.islower()]
    return about if about in found or not set_as_name else set_as_name[0]


def put_subject(titles: Titles, about: str) -> Titles:
    """The titles with the show that somebody says the article is about as its main one, found in it or not."""
    key = key_of_title(about)
    work = next((each for each in titles.works if key_of_title(each.name) == key), None)
    works = titles.works
    if work is None:
        work = Work(about)
        works = (*works, work)
    if work.name.isupper() and not about.islower():
        work.name = about  # a headline in capitals is not how it is spelled
    work.current = max(1, work.current)
    return replace(titles, works=works, main=work)
