"""What to offer while a name is being typed.

Owns the ranking of completions. Refuses to read more than a few hundred rows for one keystroke.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from rapidfuzz.distance import OSA

from bot.facts.model import Kind
from bot.names.fold import fold
from bot.names.match import LONGEST_NAME, match
from bot.names.model import Candidate
from bot.names.spellings import Spellings

_MOST_RANKED: Final = 400  # rows of one prefix that are ranked; alphabetically first, so shorter ones
_FEWEST_FOR_TYPOS: Final = 3


def complete(spellings: Spellings, prefix: str, kinds: Collection[Kind], limit: int) -> list[Candidate]:
    """At most ``limit`` candidates, the obvious one first."""
    folded = fold(prefix[:LONGEST_NAME])
    best: dict[int, tuple[tuple[float, ...], int]] = {}
    whole, later = spellings.word_starts.beginning(folded)
    for group, rows in enumerate((whole, later)):
        taken = 0
        for row in rows:
            kind = spellings.kind(row)
            if kind not in kinds:
                continue
            text = spellings.folded[row]
            if group == 0 and not text.startswith(folded):
                continue
            rank = (float(text != folded), float(group), float(len(text)))
            entity = spellings.entity(row)
            if entity not in best or rank < best[entity][0]:
                best[entity] = rank, row
            taken += 1
            if taken >= _MOST_RANKED:
                break
    ranked = sorted(best.items(), key=lambda item: (item[1][0], item[1][1]))[:limit]
    found = [
        Candidate(entity, spellings.kind(row), spellings.names[spellings.canonical_row(row)], 1.0 - 0.1 * rank[1])
        for entity, (rank, row) in ranked
    ]
    if len(found) < limit and len(folded) >= _FEWEST_FOR_TYPOS:
        seen = {candidate.entity for candidate in found}
        near = [
            candidate for candidate in match(spellings, prefix, kinds).candidates if candidate.entity not in seen
        ]
        seen |= {candidate.entity for candidate in near}
        found += near
        rest: list[tuple[int, Candidate]] = []
        for row in spellings.near(folded, 64):
            if spellings.kind(row) in kinds and spellings.entity(row) not in seen:
                begun = spellings.folded[row][: len(folded)]
                slips = OSA.distance(folded, begun, score_cutoff=2)
                if slips <= 2:
                    seen.add(spellings.entity(row))
                    name = spellings.names[spellings.canonical_row(row)]
                    rest.append((slips, Candidate(spellings.entity(row), spellings.kind(row), name, 0.4)))
        found += [candidate for _, candidate in sorted(rest, key=lambda pair: pair[0])]
    return found[:limit]
