"""Which season of its show each fact is of: the one that its sentence names, that the article is news of, or none.

Owns the seasons that an article names, the evidence for each, and the choice among them: a conditional logit (McFadden,
1974) whose weights are learnt (see learn_reading). Refuses what the facts are (see pairs).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import load_models
from bot.extract.pair_evidence import KIND_OF
from bot.extract.slotted_sentences import Clause
from bot.extract.titles import SEASON, Work, season_number

_SEASON_WORD: Final = re.compile(r"[sS](?:\d|eason|eries)|inst|S(?:EASON|ERIES)|INST")
"""One of these is in all that SEASON finds."""
_FAR: Final = 3
"""Sentences from where a season is named; more count as this many."""

Listed = list[tuple[int | None, list[str]]]
"""The seasons that a fact may be of, and none of them, with what speaks for each."""


def choose_seasons(discourse: Discourse, told: Iterable[tuple[Draft, Clause]]) -> None:
    """Puts each fact into the likeliest season of its show."""
    evidence = SeasonEvidence(discourse)
    listed = [
        (draft, evidence.describe(draft, clause)) for draft, clause in told if draft.relation in KIND_OF
    ]
    flat = [[each] for _, seasons in listed for _, each in seasons]
    scores = iter(load_models()["seasons"].score(flat)[:, 0].tolist())
    for draft, seasons in listed:
        chances = [
            (score, season)
            for (season, _), score in zip(seasons, scores, strict=False)
            # What a rule states is put into another season, never into none.
            if season is not None or draft.season is None
        ]
        draft.season = max(chances, key=lambda each: each[0])[1]


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
        self._named = list(self._find_seasons())

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
            span = discourse.sentences[sentence]
            here = [each for each in discourse.titles.mentions if span.start <= each.start < span.end]
            near = min(here, key=lambda each: abs(each.start - match.start()), default=None)
            work = near.work if near else discourse.spoken_of.get(span.start) or discourse.main
            yield _Named(match.start(), sentence, number, work)

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
        named = [each for each in self._named if each.work is work]
        news = discourse.season if work is discourse.main else None
        numbers = sorted({each.number for each in named} | {each for each in (draft.season, news) if each})
        if work is None or not numbers:
            return [(draft.season, [])]
        if news and discourse.is_season_told and not draft.is_past and draft.season in (None, news):
            return [(news, [])]
        at = self._sentence_at(clause.sentence.start)
        words = sorted(clause.words)
        return [
            (number, sorted(self._tell(draft, number, numbers, news, named, at, words)))
            for number in (None, *numbers)
        ]

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
        ruled = "unsaid" if draft.season is None else "said" if draft.season == number else "other"
        highest = number == numbers[-1]
        sort = "none" if number is None else "news" if number == news else "last" if highest else "earlier"
        found = {
            sort,
            f"{sort} {relation}",
            f"rule {ruled} {sort}",
            f"rule {ruled} {sort} {relation}",
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
