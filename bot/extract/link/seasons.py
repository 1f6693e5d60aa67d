"""Which season of its show each fact is of: the one that its sentence names, that the article is news of, or none.

Owns the seasons that an article names, the evidence for each, and the choice among them: a conditional logit (McFadden,
1974) whose weights are learnt (see learn). Refuses what the facts are (see pairs).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import load_models
from bot.extract.find.manners import NEWS
from bot.extract.find.titles import SEASON, Work, season_number
from bot.extract.link.pair_evidence import KIND_OF
from bot.extract.sentences import SentenceSpan
from bot.extract.slotted_sentences import Clause

_SEASON_WORD: Final = re.compile(r"[sS](?:\d|eason|eries)|inst|S(?:EASON|ERIES)|INST")
"""One of these is in all that SEASON finds."""
_FAR: Final = 3
"""Sentences from where a season is named; more count as this many."""

SEASONED: Final = 2.5
"""How much more speaks for a season than its evidence: labels leave out the one that goes without saying."""
_OF_ALL: Final = frozenset({"genre", "creator", "based on", "narrative location"})
"""What is so of every season, unless one is named with it."""
_LEAVES: Final = re.compile(
    r"\b(?:(?:not|n['’]t) (?:be )?(?:return|back)\w*|leav(?:es|ing) the|left the|exit(?:s|ed|ing)?"
    r"|depart(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_GAPS: Final = (30, 60, 120)
"""Characters between a value and a season."""
_BESIDE: Final = 30
"""Characters between a title and the season that it has."""
_APART: Final = re.compile(r"[,.;:()]")

_RETURNS: Final = re.compile(r"\brepris|\breturn", re.IGNORECASE)

Listed = list[tuple[int | None, list[str]]]
"""The seasons that a fact may be of, and none of them, with what speaks for each."""


def choose_seasons(discourse: Discourse, told: Sequence[tuple[Draft, Clause]]) -> list[tuple[Draft, Clause]]:
    """The facts, each in the likeliest season of its show; who comes back is in the season that is named with it as well."""
    evidence = SeasonEvidence(discourse)
    listed = [
        (draft, evidence.describe(draft, clause))
        for draft, clause in told
        if draft.relation in KIND_OF and (draft.season or not _LEAVES.search(clause.text))
    ]
    flat = [[each] for _, seasons in listed for _, each in seasons]
    scores = iter(load_models()["seasons"].score(flat)[:, 0].tolist())
    for draft, seasons in listed:
        chances = [
            (
                score + (0.0 if season is None or draft.is_past or draft.relation in _OF_ALL else SEASONED),
                season,
            )
            for (season, _), score in zip(seasons, scores, strict=False)
            # What stands beside a season is put into another, never into none.
            if season is not None or draft.season is None
        ]
        draft.season = max(chances, key=lambda each: each[0])[1]
    return [*told, *evidence.find_earlier(told)]


@dataclass(frozen=True, slots=True)
class _Named:
    """Where a season is named, and of which show."""

    start: int
    sentence: int
    number: int
    work: Work | None


class SeasonEvidence:
    """What speaks for each season of an article's shows at each of its sentences."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._starts = [each.start for each in discourse.sentences]
        self.named = list(self._find_seasons())

    def _find_seasons(self) -> Iterator[_Named]:
        discourse = self._discourse
        own = {each.start: each for each in discourse.titles.mentions if each.season}
        for each in own.values():
            if each.season:
                yield _Named(each.start, self._sentence_at(each.start), each.season, each.work)
        for match in self._find_numbers():
            number = season_number(match)
            if number is None or any(each.start <= match.start() < each.end for each in own.values()):
                continue
            sentence = self._sentence_at(match.start())
            yield _Named(
                match.start(), sentence, number, self._find_show(match, discourse.sentences[sentence])
            )

    def _find_show(self, season: re.Match[str], span: SentenceSpan) -> Work | None:
        """The show of a season: one named right beside it ("season 2 of W"), else what its sentence speaks of, else the
        nearest that is no old work."""
        reading = self._discourse.article.reading
        here = [each for each in self._discourse.titles.mentions if span.start <= each.start < span.end]
        for each in here:
            first, last = (
                sorted((each.end, season.start()))
                if each.start < season.start()
                else (season.end(), each.start)
            )
            if last - first <= _BESIDE and not _APART.search(reading, first, last):
                return each.work
        spoken_of = self._discourse.spoken_of.get(span.start)
        if spoken_of and spoken_of.name:
            return spoken_of
        news = [each for each in here if self._discourse.manner_of[each.start] in NEWS]
        near = min(news or here, key=lambda each: abs(each.start - season.start()), default=None)
        return near.work if near else self._discourse.main

    def _find_numbers(self) -> Iterator[re.Match[str]]:
        reading = self._discourse.article.reading
        for each in self._discourse.sentences:
            if _SEASON_WORD.search(reading, each.start, each.end):
                yield from SEASON.finditer(reading, each.start, each.end)

    def _sentence_at(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def describe(self, draft: Draft, clause: Clause) -> Listed:
        """The seasons that a fact may be of, with what speaks for each; none alone if the article names no season of its
        show."""
        work, discourse = draft.work, self._discourse
        named = [each for each in self.named if each.work is work]
        news = discourse.season if work is discourse.main else None
        numbers = sorted({each.number for each in named} | {each for each in (draft.season, news) if each})
        if work is None or not numbers:
            return [(draft.season, [])]
        if news and discourse.is_season_told and not draft.is_past and draft.season in (None, news):
            return [(news, [])]
        at = self._sentence_at(clause.sentence.start)
        words = sorted(clause.words)
        nearest, gap = self._find_nearest(draft, at, [each for each in named if each.sentence == at])
        return [
            (
                number,
                sorted(
                    self._tell(draft, number, numbers, news, named, at, words)
                    | self._tell_gap(number, nearest, gap)
                ),
            )
            for number in (None, *numbers)
        ]

    def find_earlier(self, told: Iterable[tuple[Draft, Clause]]) -> Iterator[tuple[Draft, Clause]]:
        """The earlier seasons that are named where somebody comes back: "will reprise the role from season 1"."""
        for draft, clause in told:
            if draft.relation != "cast member" or draft.season is None or not _RETURNS.search(clause.text):
                continue
            at = self._sentence_at(clause.sentence.start)
            for number in sorted(
                {each.number for each in self.named if each.sentence == at and each.work is draft.work}
            ):
                if number < draft.season:
                    yield replace(draft, season=number), clause

    def _find_nearest(self, draft: Draft, at: int, here: Sequence[_Named]) -> tuple[int | None, str]:
        """The season named nearest to a fact's value in its sentence, and how far from it."""
        if not here:
            return None, ""
        span = self._discourse.sentences[at]
        name = draft.value if isinstance(draft.value, str) else draft.spelled or draft.value.name
        place = self._discourse.article.reading.find(name.split()[-1], span.start, span.end) if name else -1
        if place < 0:
            return here[0].number, "unplaced"
        near = min(here, key=lambda each: abs(each.start - place))
        size = next((str(most) for most in _GAPS if abs(near.start - place) <= most), "far")
        return near.number, f"{'before' if near.start < place else 'behind'} {size}"

    def _tell_gap(self, number: int | None, nearest: int | None, gap: str) -> set[str]:
        if nearest is None:
            return set()
        sort = "none" if number is None else "nearest" if number == nearest else "other"
        return {f"here {sort}", f"here {sort} {gap}"}

    def _tell(
        self,
        draft: Draft,
        number: int | None,
        numbers: Sequence[int],
        news: int | None,
        named: Sequence[_Named],
        at: int,
        words: Iterable[str],
    ) -> set[str]:
        relation = draft.relation
        beside = "unsaid" if draft.season is None else "said" if draft.season == number else "other"
        highest = number == numbers[-1]
        sort = "none" if number is None else "news" if number == news else "last" if highest else "earlier"
        found = {
            sort,
            f"{sort} {relation}",
            f"rule {beside} {sort}",
            f"rule {beside} {sort} {relation}",
            f"{sort} past {draft.is_past}",
            f"{sort} of {min(3, len(numbers))} news {news is not None}",
            f"{sort} laid out {draft.is_laid_out}",
        }
        found.update(f"{sort} {word}" for word in words)
        if number is None:
            here = any(each.sentence == at for each in named)
            return found | {f"none, named here {here}", f"none, named here {here} {relation}"}
        found.add(f"first {number == 1}")
        places = [each for each in named if each.number == number]
        where = self._where(places, at)
        rivals = any(each.sentence == at and each.number != number for each in named)
        found |= {
            f"at {where}",
            f"at {where} {relation}",
            f"at {where} {sort}",
            f"at {where} rivals {rivals}",
        }
        found.add(f"{min(3, len(places))} times {sort}")
        found.update(f"head {each.sentence}" for each in places if each.sentence < _FAR)
        return found

    def _where(self, places: Sequence[_Named], at: int) -> str:
        """Where the nearest naming of a season is, seen from a sentence."""
        if not places:
            return "nowhere"
        nearest = min(places, key=lambda each: (abs(each.sentence - at), each.sentence > at)).sentence
        if nearest == at:
            return "here"
        sentences = self._discourse.sentences
        same = "same" if sentences[nearest].paragraph == sentences[at].paragraph else "other"
        heading = " heading" if sentences[nearest].is_heading else ""
        return f"{'before' if nearest < at else 'behind'} {min(_FAR, abs(nearest - at))} {same}{heading}"
