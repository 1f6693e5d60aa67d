"""What each stretch of a text names: a show, another work, a person, a character, an organisation, a place, or nothing.

Owns the judgement, made for a sentence's stretches together so that none overlap: a semi-Markov conditional random
field over candidate stretches (Sarawagi & Cohen, 2004), whose weights are learnt. Refuses to gather evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from typing import Final

from bot.extract.evidence_model import Floats, load_models, load_small_words
from bot.extract.find.mention_company import look_at_company
from bot.extract.find.mention_evidence import Candidate, Tokens, find_candidates, find_tokens
from bot.extract.sentences import SentenceSpan

_AT_ONCE: Final = 12_000
"""Characters of an article that are judged together, three times an ordinary one."""
_MOST_PARTS: Final = 2
"""How many such parts are judged; what is longer is no news."""
_FEWEST_TITLED: Final = 2
_TITLED: Final = 0.5
"""The share of the headings set alike that are judged shows, so that the rest are as well."""
_HOPELESS: Final = -2.5
"""How much less may speak for a candidate at first sight than for its naming nothing: no company helps those below."""
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
    korean: Iterable[tuple[int, int]],
) -> list[Judged]:
    """The stretches that name something, in order; ``korean`` are those that read as Korean names."""
    quoted, emphasised, korean = list(quoted), list(emphasised), list(korean)
    found: list[Judged] = []
    end = 0
    for part in islice(_part(sentences), _MOST_PARTS):
        found += [each for each in _judge(reading, part, quoted, emphasised, korean) if each.start >= end]
        end = part[-1].end
    return found


def _part(sentences: Sequence[SentenceSpan]) -> Iterator[list[SentenceSpan]]:
    """An article in parts of no more than ``_AT_ONCE`` characters, the headline at the head of each; a longer sentence is
    none."""
    part: list[SentenceSpan] = []
    size = 0
    for each in sentences:
        length = each.end - each.start
        if length > _AT_ONCE:
            continue
        if part and size + length > _AT_ONCE:
            yield part
            part, size = [sentences[0]], 0
        part.append(each)
        size += length
    if part:
        yield part


def _judge(
    reading: str,
    sentences: Sequence[SentenceSpan],
    quoted: Iterable[tuple[int, int]],
    emphasised: Iterable[tuple[int, int]],
    korean: Iterable[tuple[int, int]],
) -> list[Judged]:
    tokens = find_tokens(reading, sentences)
    candidates = find_candidates(sentences, tokens, quoted, emphasised, korean, load_small_words())
    if not candidates:
        return []
    first = load_models()["mentions"].score([each.evidence for each in candidates])
    hopeful = find_hopeful(len(tokens.texts), candidates, first)
    candidates, first = [candidates[at] for at in hopeful], first[hopeful]
    company = look_at_company(tokens, candidates, judge_scores(tokens, candidates, first))
    scores = first + load_models()["company"].score(company)
    return [
        Judged(candidates[at].start, candidates[at].end, kind)
        for at, kind in agree_titles(
            reading, candidates, agree_headings(candidates, judge_scores(tokens, candidates, scores))
        )
    ]


def agree_headings(
    candidates: Sequence[Candidate], judged: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """What is judged, with every heading of a list as a show where most that are set alike are one."""
    shows = {at for at, kind in judged if kind == "show"}
    heads: dict[str, list[int]] = {}
    for at, each in enumerate(candidates):
        for alike in filter(None, (each.layout, each.entry)):
            heads.setdefault(alike, []).append(at)
    titles = {
        at
        for alike in heads.values()
        if len(shows.intersection(alike)) >= max(_FEWEST_TITLED, len(alike) * _TITLED)
        for at in alike
    }
    taken = {token for at in titles for token in range(candidates[at].first, candidates[at].last)}
    kept = [
        each
        for each in judged
        if taken.isdisjoint(range(candidates[each[0]].first, candidates[each[0]].last))
    ]
    return sorted([*kept, *((at, "show") for at in titles)])


def agree_titles(
    reading: str, candidates: Sequence[Candidate], judged: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """What is judged, with every place that has the same words as a title of several words as one, where most of those
    that name anything are one."""
    alike: dict[str, list[int]] = {}
    for at, each in enumerate(candidates):
        if each.last - each.first > 1:
            alike.setdefault(reading[each.start : each.end], []).append(at)
    kinds = dict(judged)
    holder = {token: at for at in kinds for token in _tokens_of(candidates[at])}
    for places in alike.values():
        shows = sum(kinds.get(at) == "show" for at in places)
        if 2 * shows <= sum(at in kinds for at in places):
            continue
        for at in places:
            tokens = _tokens_of(candidates[at])
            rivals = {holder[token] for token in tokens if token in holder} & kinds.keys()
            if all(len(_tokens_of(candidates[each])) <= len(tokens) for each in rivals):
                for rival in rivals:
                    del kinds[rival]
                kinds[at] = "show"
    return sorted(kinds.items())


def _tokens_of(candidate: Candidate) -> range:
    return range(candidate.first, candidate.last)


def judge_scores(tokens: Tokens, candidates: Sequence[Candidate], scores: Floats) -> list[tuple[int, str]]:
    """The candidates that name something by their scores, and what each names, in order."""
    return [(at, KINDS[kind]) for at, kind in sorted(choose(len(tokens.texts), candidates, scores))]


def find_hopeful(count: int, candidates: Sequence[Candidate], scores: Floats) -> list[int]:
    """The candidates that may yet name something, by their first scores and those of their tokens for naming nothing, and
    the single tokens, whose being nothing counts as well, and where titles would stand in headings."""
    nothing = [0.0] * (count + 1)
    for each, score in zip(candidates, scores[:, 0].tolist(), strict=True):
        if each.last - each.first == 1:
            nothing[each.last] = score
    sums = list(accumulate(nothing))
    best = scores[:, 1:].max(axis=1).tolist()
    return [
        at
        for at, each in enumerate(candidates)
        if each.last - each.first == 1
        or each.layout
        or best[at] - (sums[each.last] - sums[each.first]) > _HOPELESS
    ]


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
