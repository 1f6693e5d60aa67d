"""Details: what stands in a fact's own words, found by the words of a question.

Owns how near a question and a report are: the share of the question's telling words that the report holds, by their
stems (Porter 1980), rare ones and numbers counting more. Refuses to claim what is only near: on questions that no
fact answers the nearest fact is as near as on others, so that it is offered as what comes closest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from bot.facts.dates import word_date
from bot.facts.report import Entity, Report
from bot.names import fold
from bot.questions import CUE_WORDS, is_plain

_NUMBER = 1.5
_FEWEST_LETTERS = 2
_NEAR_SHARE = 0.34
_TELLING_SHARE = 0.36
_FEWEST_TOLD = 2
_MOST_TOLD = 3
_QUOTED_SHARE = 0.6
_OUTLINES = frozenset({"plot", "main subject", "narrative location"})
_ASKS_FOR_MORE = frozenset("why how before after which".split())
_OF_ANY_SHOW = frozenset(CUE_WORDS) | frozenset("season seasons part parts series end ending".split())
"""Words that ask for something by themselves, and those of which any report may speak."""
_IRREGULAR = {
    form: verb
    for verb, forms in {
        "begin": "began begun", "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought",
        "catch": "caught", "choose": "chose chosen", "drive": "drove driven", "drink": "drank drunk",
        "eat": "ate eaten", "fall": "fell fallen", "fight": "fought", "find": "found", "fly": "flew flown",
        "forget": "forgot forgotten", "grow": "grew grown", "hear": "heard", "hide": "hid hidden", "hold": "held",
        "keep": "kept", "learn": "learnt", "leave": "left", "lose": "lost", "meet": "met", "pay": "paid",
        "ride": "rode ridden", "run": "ran", "sell": "sold", "sing": "sang sung", "sit": "sat",
        "sleep": "slept", "speak": "spoke spoken", "spend": "spent", "steal": "stole stolen", "swim": "swam swum",
        "teach": "taught teacher teachers", "throw": "threw thrown", "train": "trainer", "wear": "wore worn",
        "win": "won winner winners winning", "draw": "drew drawn", "die": "died death dead", "replace": "replacement",
    }.items()
    for form in forms.split()
}  # fmt: skip
"""Forms of verbs that no stemmer knows."""
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred half".split()
)


@dataclass(frozen=True, slots=True)
class Near:
    """A report, and how near a question comes to it."""

    report: Report
    share: float
    """Of the weight of the question's telling words and names, what the report holds."""
    words: int
    """How many of them."""
    told: int
    """How many of the words stand in what it tells beside its names."""


def find_near(reports: Iterable[Report], said: Sequence[str], called: Sequence[str] = ()) -> list[Near]:
    """The reports that hold telling words of a question, the nearest first; ``called`` are words of its names."""
    told = {stem(word) for word in pick_telling(said)}
    wanted = told | {stem(word) for word in called}
    if not told:
        return []
    held = [(report, find_stems(report) & wanted) for report in reports]
    met = [(report, stems) for report, stems in held if stems & told]
    weights = {each: _weigh(each, sum(each in stems for _, stems in met)) for each in wanted}
    total = sum(weights.values())
    near = [
        Near(
            report,
            sum(weights[each] for each in stems) / total,
            len(stems),
            len((told - find_stems_of_names(report)) & find_stems_of_text(report)),
        )
        for report, stems in met
    ]
    return sorted(
        near, key=lambda each: (-each.share, -each.report.published_on.toordinal(), each.report.order)
    )


def is_near(near: Near) -> bool:
    """Whether a report is near enough to be worth offering."""
    return near.words > 1 or near.share >= _NEAR_SHARE


def is_telling(near: Near, tokens: Sequence[str]) -> bool:
    """Whether a report tells just what was asked for: most of what the question says is in it, and more than a name.

    What somebody said is no fact, nor does a story's outline say what its telling words ask; and no report is taken
    to give a reason.
    """
    report = near.report
    rare = near.share == 1.0 and _OF_ANY_SHOW.isdisjoint(pick_telling(tokens))
    enough = near.words >= _FEWEST_TOLD or rare
    if report.relation == "quote" and near.told >= _MOST_TOLD and near.share >= _QUOTED_SHARE:
        return True
    if near.share < _TELLING_SHARE or not enough or not near.told or "why" in tokens:
        return False
    if report.relation in _OUTLINES:
        return False
    if report.relation in ("meaning", "quote"):
        # Only with the name of whom it is about, or what the article adds.
        by_note = {stem(word) for word in fold(report.note or "").split()} & set(
            map(stem, pick_telling(tokens))
        )
        return bool(by_note) or (report.relation == "meaning" and near.told < near.words)
    return True


def bears_on(report: Report, said: Sequence[str]) -> bool:
    """Whether a report's note speaks of what a question says, or may give the reason that it asks for."""
    if not report.note:
        return False
    told = {stem(word) for word in pick_telling(said) if word not in _OF_ANY_SHOW}
    value = word_date(report.value) if report.window else report.value
    noted = {stem(word) for word in fold(report.note).split()} - {stem(word) for word in fold(value).split()}
    return not told.isdisjoint(noted) or not _ASKS_FOR_MORE.isdisjoint(said)


def holds(report: Report, name: str) -> bool:
    """Whether a report's own words hold a name that is nobody's: "the janitor who teaches Beth"."""
    said = {stem(word) for word in pick_telling(fold(name).split())}
    return bool(said) and said <= find_stems_of_text(report)


def find_told(near: Sequence[Near], name: str) -> Entity | None:
    """The only character that reports tell of in the words of a name that is nobody's: "the crown prince"."""
    told = {
        each.report.character.id: each.report.character
        for each in near
        if each.report.character is not None and holds(each.report, name)
    }
    return next(iter(told.values())) if len(told) == 1 else None


def gives_number(report: Report) -> bool:
    """Whether a report has a number to give to who asks how many or how long."""
    words = fold(f"{report.value} {report.note or ''}").split()
    return any(word.isdigit() or word in _NUMBER_WORDS for word in words)


def pick_telling(said: Iterable[str]) -> list[str]:
    """The words of a question that say what it is about: no small words, no letters alone."""
    return [word for word in said if not is_plain(word) and (len(word) >= _FEWEST_LETTERS or word.isdigit())]


def find_stems(report: Report) -> frozenset[str]:
    """The stems of what a report says, of its notes and of whom it names."""
    return find_stems_of_text(report) | find_stems_of_names(report)


def find_stems_of_text(report: Report) -> frozenset[str]:
    """The stems of what a report says and of its notes."""
    texts = (
        word_date(report.value) if report.window else report.value,
        report.note or "",
        report.about or "",
        report.according_to or "",
    )
    return frozenset(stem(word) for text in texts for word in fold(text).split())


def find_stems_of_names(report: Report) -> frozenset[str]:
    """The stems of whom a report names."""
    names = (report.named, report.character, report.speaker, report.author)
    return frozenset(
        stem(word) for entity in names if entity is not None for word in fold(entity.name).split()
    )


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What different forms of a word share."""
    return str(_load_stemmer().stemWord(_IRREGULAR.get(word, word)))


@lru_cache(maxsize=1)
def _load_stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("porter")


def _weigh(word: str, holders: int) -> float:
    return (_NUMBER if word.isdigit() else 1.0) / (1.0 + math.log1p(holders))
