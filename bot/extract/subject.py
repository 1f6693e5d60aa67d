"""What an article is about, as far as its reader can tell, and whether a moderator had better be asked.

Owns when the reader is sure of an article's show. Refuses to find shows (see titles), and to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.extract.sentences import SentenceSpan
from bot.extract.titles import Titles, Work, key_of_title

MOST_SEASONS: Final = 100
"""The highest number of a season that is believed."""
_MOST_CANDIDATES: Final = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """The show, and season, that an article is taken to be about."""

    candidates: tuple[str, ...]
    """The titles that it may be about, likeliest first; at most five."""
    season: int | None
    is_sure: bool
    """Whether the first candidate is the one beyond doubt."""


NO_SUBJECT: Final = Subject((), None, is_sure=True)
"""Of facts that were not read from an article: nothing is asked."""


def judge_subject(titles: Titles, season: int | None, sentences: Sequence[SentenceSpan]) -> Subject:
    """What an article is about: sure if its show is named at the head or more than once, and no other one is named as
    news half as often; or less often at all, where it alone is in the headline."""
    listed = sorted(titles.works, key=lambda work: (work is not titles.main, -work.current, -work.mentions))
    candidates = tuple(work.name for work in listed if work.current or work is titles.main)
    main = titles.main
    if main is None:
        return Subject(candidates[:_MOST_CANDIDATES], season, is_sure=False)
    head = sentences[min(1, len(sentences) - 1)].end if sentences else 0
    at_head = any(each.work is main and each.start < head for each in titles.mentions)
    others = max((work.current for work in titles.works if work is not main), default=0)
    headline = {id(each.work) for each in titles.mentions if sentences and each.start < sentences[0].end}
    outweighs = 2 * others < max(1, main.current) or (headline == {id(main)} and others < main.current)
    is_sure = outweighs and (at_head or main.mentions > 1)
    return Subject(candidates[:_MOST_CANDIDATES], season, is_sure)


def put_subject(titles: Titles, about: str) -> Titles:
    """The titles with the show that somebody says the article is about as its main one, found in it or not."""
    key = key_of_title(about)
    work = next((each for each in titles.works if key_of_title(each.name) == key), None)
    works = titles.works
    if work is None:
        work = Work(about)
        works = (*works, work)
    work.current = max(1, work.current)
    return replace(titles, works=works, main=work)
