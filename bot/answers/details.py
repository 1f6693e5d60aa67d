"""Details: what stands in a fact's own words, found by the words of a question.

Owns how near a question and a report are: the share of the question's telling words that the report holds, by their
stems (Porter 1980), rare ones and numbers counting more. Refuses to decide alone: on questions that no fact answers
the nearest fact is as near as on others, so that what is only near is offered, never claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from bot.facts.dates import word_date
from bot.facts.report import Report
from bot.names import fold
from bot.questions import is_plain

_NUMBER = 1.5
_FEWEST_LETTERS = 2
_NEAR_SHARE = 0.34


@dataclass(frozen=True, slots=True)
class Near:
    """A report, and how near a question comes to it."""

    report: Report
    share: float
    """Of the weight of the question's telling words, what the report holds."""
    words: int
    """How many of them."""


def find_near(reports: Iterable[Report], said: Sequence[str]) -> list[Near]:
    """The reports that hold telling words of a question, the nearest first."""
    wanted = {stem(word) for word in pick_telling(said)}
    if not wanted:
        return []
    held = [(report, find_stems(report) & wanted) for report in reports]
    met = [(report, stems) for report, stems in held if stems]
    weights = {each: _weigh(each, sum(each in stems for _, stems in met)) for each in wanted}
    total = sum(weights.values())
    near = [Near(report, sum(weights[each] for each in stems) / total, len(stems)) for report, stems in met]
    return sorted(near, key=lambda each: (-each.share, -each.report.published_on.toordinal(), each.report.id))


def is_near(near: Near) -> bool:
    """Whether a report is near enough to be worth offering."""
    return near.words > 1 or near.share >= _NEAR_SHARE


def pick_telling(said: Iterable[str]) -> list[str]:
    """The words of a question that say what it is about: no small words, no letters alone."""
    return [word for word in said if not is_plain(word) and (len(word) >= _FEWEST_LETTERS or word.isdigit())]


def find_stems(report: Report) -> frozenset[str]:
    """The stems of what a report says, of its notes and of whom it names."""
    names = (report.named, report.character, report.speaker, report.author)
    texts = (
        word_date(report.value) if report.window else report.value,
        report.note or "",
        report.about or "",
        report.according_to or "",
        *(entity.name for entity in names if entity is not None),
    )
    return frozenset(stem(word) for text in texts for word in fold(text).split())


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What different forms of a word share."""
    return str(_load_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _load_stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("porter")


def _weigh(word: str, holders: int) -> float:
    return (_NUMBER if word.isdigit() else 1.0) / (1.0 + math.log1p(holders))
