"""What to offer while a name is being typed.

Owns the ranking of completions: whole names first, then names that begin with what was typed, then names with a later
word that does, each group shortest first; after them the same name in other letters; and misspelt beginnings only
if nothing else is left. Refuses to rank more than a hundred rows a group for one keystroke.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from rapidfuzz.distance import OSA

from bot.facts.model import Kind
from bot.names.fold import fold
from bot.names.match import by_slips, by_spelling_or_sound, match
from bot.names.model import LONGEST_NAME, Candidate
from bot.names.spellings import Spellings
from bot.names.typos import FEWEST_LETTERS, most_slips

_MOST_RANKED: Final = 100  # alphabetically first, which keeps the shortest spellings of the prefix
_MOST_LOOKED_AT: Final = 1000  # rows of one prefix, most of them of unwanted kinds
_MOST_NEAR: Final = 64
_SCORE_BEGINS: Final = 0.9
_SCORE_WORD: Final = 0.8
_SCORE_NEAR: Final = 0.4


def complete(
    spellings: Spellings,
    prefix: str,
    kinds: Collection[Kind],
    limit: int,
    without: Collection[int] = frozenset(),
) -> list[Candidate]:
    """At most ``limit`` candidates, the obvious one first, none of them among the entities ``without``."""
    prefix = prefix[:LONGEST_NAME]
    folded = fold(prefix)
    offered = {each.entity: each for each in _beginning(spellings, folded, kinds, limit, without)}
    written_so = bool(offered)
    if all(each.score < 1 for each in offered.values()):  # else the name itself has been typed out
        for each in by_spelling_or_sound(spellings, prefix, kinds):
            offered.setdefault(each.entity, each)
    if not written_so and len(folded) >= FEWEST_LETTERS:
        slips = by_slips(spellings, folded, kinds).candidates
        more = slips or (*_misspelt(spellings, folded, kinds), *match(spellings, prefix, kinds).candidates)
        for each in more:
            offered.setdefault(each.entity, each)
    return [each for each in offered.values() if each.entity not in without][:limit]


def _candidate(spellings: Spellings, row: int, score: float) -> Candidate:
    return Candidate(
        spellings.entity(row), spellings.kind(row), spellings.names[spellings.canonical_row(row)], score
    )


def _beginning(
    spellings: Spellings, folded: str, kinds: Collection[Kind], enough: int, without: Collection[int]
) -> list[Candidate]:
    best: dict[int, tuple[float, int, int]] = {}  # entity → (-score, length, row)
    whole, later = spellings.word_starts.beginning(folded)
    for score, rows in ((_SCORE_BEGINS, whole), (_SCORE_WORD, later)):
        if len(best) >= enough:
            break  # a later word never outranks them
        ranked = 0
        for row in rows[:_MOST_LOOKED_AT]:
            if spellings.kind(row) not in kinds:
                continue
            text = spellings.folded[row]
            if not (text.startswith(folded) or f" {folded}" in text):
                continue  # alike only in the bytes compared
            rank = (-1.0 if text == folded else -score, len(text), row)
            entity = spellings.entity(row)
            if entity in without:
                continue
            if entity not in best or rank < best[entity]:
                best[entity] = rank
            ranked += 1
            if ranked == _MOST_RANKED:
                break
    return [_candidate(spellings, row, -score) for score, _, row in sorted(best.values())]


def _misspelt(spellings: Spellings, folded: str, kinds: Collection[Kind]) -> list[Candidate]:
    """Names whose beginning, cut to the length of what was typed, is a slip or two away from it."""
    most = most_slips(len(folded))
    slips: dict[int, tuple[int, int]] = {}
    for row in spellings.near(folded, _MOST_NEAR):
        if spellings.kind(row) in kinds:
            count = OSA.distance(folded, spellings.folded[row][: len(folded)], score_cutoff=most)
            if count <= most:
                slips.setdefault(spellings.entity(row), (count, row))
    return [_candidate(spellings, row, _SCORE_NEAR) for _, row in sorted(slips.values())]
