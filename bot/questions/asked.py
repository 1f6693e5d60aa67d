"""What is asked for: the words that ask for a relation outright, weighed with the wording as a whole.

Owns that weighing. Two experts are multiplied (Hinton 2002, "Training Products of Experts"): cues, which are
exact and know nothing of what stands around them, and the classifier, which knows wordings and no vocabulary.
Refuses names: they are masked before it looks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.facts.model import Kind
from bot.facts.relations import ASKED_FOR
from bot.questions.classifier import OVERVIEW, SMALL_TALK, SOMETHING_ELSE, SOURCE, classify
from bot.questions.linking import NameSpan
from bot.questions.vocabulary import PERSONAL, SERVICES, weigh_relations
from bot.questions.words import Words

_TRUST: Final = 0.8
"""How much a tenfold likelihood counts beside a cue, whose words weigh 2 or more: 1.8."""
_EVEN: Final = 0.05
"""The likelihood that speaks neither for nor against."""
_MOST: Final = 2.5
_WORTH_READING: Final = 0.12
"""The likelihood from which a relation is considered that no cue asks for."""
_WORTH_SOURCING: Final = 0.005
"""The same where the source of something is asked for, so that little is left for what that something is."""
_CUE_TRUST: Final = 1.2
_MOST_CUE: Final = 3.0
_SURE: Final = 0.5
_MASK_OF: Final = {Kind.WORK: "W", Kind.PERSON: "P", Kind.CHARACTER: "C", Kind.TERM: "T", Kind.TOPIC: "TOPIC"}
_ABOUT: Final = frozenset({"about"})
_YEAR: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
_MONTHS: Final = frozenset(
    "january february march april may june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Asked:
    """How likely each class is by the wording."""

    likelihoods: Mapping[str, float]

    def speaks_for(self, name: str) -> float:
        """How much the wording speaks for a class, or against it."""
        return max(-_MOST, min(_MOST, _TRUST * math.log(max(self.likelihoods[name], 1e-6) / _EVEN)))

    def speaks_for_any(self) -> float:
        """How much the wording speaks for some relation, whichever it is, or for an overview."""
        return max(self.speaks_for(name) for name in (*ASKED_FOR, OVERVIEW))

    def rank(self, cues: Mapping[str, float], favours: Mapping[str, float]) -> list[tuple[str, float]]:
        """The classes with their likelihoods once cues and what favours them are weighed in, the likeliest first."""
        weighed = {
            name: share * favours.get(name, 1.0) * math.exp(_CUE_TRUST * min(cues.get(name, 0.0), _MOST_CUE))
            for name, share in self.likelihoods.items()
        }
        total = sum(weighed.values())
        return sorted(((name, weight / total) for name, weight in weighed.items()), key=lambda item: -item[1])

    @staticmethod
    def is_sure(likelihood: float) -> bool:
        """Whether a class is likely enough to claim that it is what is asked."""
        return likelihood >= _SURE

    @property
    def likeliest(self) -> str:
        """The likeliest class."""
        return max(self.likelihoods, key=self.likelihoods.__getitem__)

    def is_likely(self, name: str, at_least: float) -> bool:
        """Whether a class is as likely as that."""
        return self.likelihoods[name] >= at_least

    def weigh(self, words: Words, taken: Sequence[bool]) -> list[tuple[str, float]]:
        """The relations that may be asked for, with the weight of the cues outside taken tokens, heaviest first."""
        cued = weigh_relations([span for span in words.cues if words.asking[span.start]], taken)
        names = {name for name, _ in cued}
        least = _WORTH_SOURCING if self.likeliest == SOURCE else _WORTH_READING
        more = [(name, 0.0) for name in ASKED_FOR if name not in names and self.likelihoods[name] >= least]
        return [*cued, *more]


def judge(words: Words, spans: Iterable[NameSpan], she: Kind | None = None) -> Asked:
    """What the wording asks for, once names are masked; the sentence that asks counts as much as all of it.

    ``she`` is what a pronoun stands for, in a question that goes on from one about somebody.
    """
    spans = list(spans)
    stand_in = _MASK_OF[she] if she is not None else None

    def classify_masked(masked: Sequence[str]) -> Mapping[str, float]:
        return classify([stand_in if stand_in and token in PERSONAL else token for token in masked])

    whole = classify_masked(mask(words, spans))
    if all(words.asking):
        return Asked(whole)
    asking = classify_masked(mask(words, spans, only=words.asking))
    return Asked({name: (whole[name] + asking[name]) / 2 for name in whole})


def mask(words: Words, spans: Iterable[NameSpan], only: Sequence[bool] = ()) -> list[str]:
    """The tokens with a mask for each name, season, year and number; of some tokens only, if it says which."""
    starts = {span.start: span for span in cover(spans)}
    masked: list[str] = []
    at = 0
    while at < len(words.tokens):
        token = words.tokens[at]
        if only and not only[at]:
            at += 1
        elif at in starts:
            masked.append(_MASK_OF[_find_kind(starts[at], words)])
            at = starts[at].end
        elif words.names_scope(at):
            _mask_scope(masked)
            at += 1
        else:
            if token in SERVICES:
                token = _MASK_OF[Kind.TOPIC]
            elif _YEAR.fullmatch(token) or (token in _MONTHS and (token != "may" or words.capital[at])):
                token = "Y"
            elif token.isdigit():
                token = "N"
            if not (token in {"Y", "N"} and masked[-1:] == ["Y"]):
                masked.append(token)
            at += 1
    return masked


def _mask_scope(masked: list[str]) -> None:
    """A mask for a season, part or episode; "episode 5 of season 2" has one."""
    if masked[-2:] == ["S", "of"]:
        masked.pop()
    if masked[-1:] != ["S"]:
        masked.append("S")


def _find_kind(span: NameSpan, words: Words) -> Kind:
    """What a name is of: "films about Bob Balaban" have him for a subject, if any has."""
    is_subject = span.start > 0 and words.tokens[span.start - 1] in _ABOUT and Kind.TOPIC in span.kinds
    return Kind.TOPIC if is_subject else span.kinds[0]


def cover(spans: Iterable[NameSpan]) -> list[NameSpan]:
    """Names that do not overlap, the heaviest first; ordinary words that may also be a topic are none."""
    kept: list[NameSpan] = []
    for span in sorted(spans, key=lambda span: (not span.fits, -span.weight, span.start)):
        if span.tells and all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return kept


__all__ = ["OVERVIEW", "SMALL_TALK", "SOMETHING_ELSE", "SOURCE", "Asked", "cover", "judge", "mask"]
