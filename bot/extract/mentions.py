"""What each stretch of a text names: a show, another work, a person, a character, an organisation, a place, or nothing.

Owns the judgement, made for a sentence's stretches together so that none overlap: a semi-Markov conditional random
field over candidate stretches (Sarawagi & Cohen, 2004), whose weights are learnt. Refuses to gather evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extract.evidence_model import Floats, load_models, load_small_words
from bot.extract.mention_company import look_at_company
from bot.extract.mention_evidence import RULED_SHOW, Candidate, Tokens, find_candidates, find_tokens
from bot.extract.sentences import SentenceSpan

_MOST_TOKENS: Final = 8_000
"""Words and marks of an article that is judged, twenty times a long one; what is longer is left to the rules."""
_DOUBT: Final = 1.5
"""How much more must speak for a show that no rule finds: a false one takes facts away from the true ones."""
KINDS: Final = ("nothing", "show", "other work", "person", "character", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Judged:
    """A stretch of text and what it names."""

    start: int
    end: int
    kind: str


def judge_mentions(
    reading: str,
    sentences: Sequence[SentenceSpan],
    quoted: Iterable[tuple[int, int]],
    emphasised: Iterable[tuple[int, int]],
    ruled_shows: Iterable[tuple[int, int]],
    ruled_people: Iterable[tuple[int, int]],
) -> list[Judged]:
    """The stretches that name something, in order; ``ruled_…`` are what rules take for shows and people."""
    tokens = find_tokens(reading, sentences)
    ruled_shows, ruled_people = list(ruled_shows), list(ruled_people)
    if len(tokens.texts) > _MOST_TOKENS:
        found = [Judged(*each, "show") for each in ruled_shows]
        found += [Judged(*each, "person") for each in ruled_people]
        return sorted(found, key=lambda each: each.start)
    candidates = find_candidates(
        sentences, tokens, quoted, emphasised, ruled_shows, ruled_people, load_small_words()
    )
    if not candidates:
        return []
    first = load_models()["mentions"].score([each.evidence for each in candidates])
    company = look_at_company(tokens, candidates, judge_scores(tokens, candidates, first))
    scores = first + load_models()["company"].score(company)
    return [
        Judged(candidates[at].start, candidates[at].end, kind)
        for at, kind in judge_scores(tokens, candidates, scores)
    ]


def judge_scores(tokens: Tokens, candidates: Sequence[Candidate], scores: Floats) -> list[tuple[int, str]]:
    """The candidates that name something by their scores, and what each names, in order."""
    doubted = scores.copy()
    for row, each in enumerate(candidates):
        if RULED_SHOW not in each.evidence:
            doubted[row, KINDS.index("show")] -= _DOUBT
    return [(at, KINDS[kind]) for at, kind in sorted(choose(len(tokens.texts), candidates, doubted))]


def choose(count: int, candidates: Sequence[Candidate], scores: Floats) -> list[tuple[int, int]]:
    """The candidates, and their kinds, that score most together without overlapping among ``count`` tokens; a token
    that is in none counts as nothing (Viterbi)."""
    kinds = (scores[:, 1:].argmax(axis=1) + 1).tolist()
    best = scores[:, 1:].max(axis=1).tolist()
    nothing = [0.0] * count
    ending: list[list[int]] = [[] for _ in range(count + 1)]
    for at, (each, score) in enumerate(zip(candidates, scores[:, 0].tolist(), strict=True)):
        ending[each.last].append(at)
        if each.last - each.first == 1:
            nothing[each.first] = score
    reached = [0.0] * (count + 1)
    taken: list[int | None] = [None] * (count + 1)
    for token in range(1, count + 1):
        reached[token] = reached[token - 1] + nothing[token - 1]
        for at in ending[token]:
            if (total := reached[candidates[at].first] + best[at]) > reached[token]:
                reached[token], taken[token] = total, at
    chosen = []
    token = count
    while token > 0:
        chosen_at = taken[token]
        if chosen_at is None:
            token -= 1
        else:
            chosen.append((chosen_at, kinds[chosen_at]))
            token = candidates[chosen_at].first
    return chosen
