"""Who plays whom: the character of each person, judged by all that the article says.

Owns the choice of one character for a person; how much the evidence weighs is learnt (see learn_reading). Refuses to
gather evidence (see part_evidence), and to say which show it is in (see pairs).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from bot.extract.evidence_model import load_models
from bot.extract.part_evidence import Part

LIKELY: Final = -1.5
"""The least that must speak for a character: most people play nobody, so that the weights are wary."""


def choose_parts(parts: Sequence[Part]) -> Mapping[int, Part]:
    """The most likely character of each person, by ``id`` of the person: nobody plays two, no two play the same, and
    who is played plays nobody."""
    scores = load_models()["parts"].score([each.evidence for each in parts])[:, 0].tolist()
    chosen: dict[int, Part] = {}
    settled: set[int] = set()
    for score, _, part in sorted(
        zip(scores, range(len(parts)), parts, strict=True), key=lambda each: (-each[0], each[1])
    ):
        if score <= LIKELY:
            break
        if settled.isdisjoint((id(part.person), id(part.character))):
            chosen[id(part.person)] = part
            settled |= {id(part.person), id(part.character)}
    return chosen


def tell_characters(chosen: Mapping[int, Part]) -> None:
    """Marks those who play as people, and those who are played as characters."""
    for part in chosen.values():
        part.person.is_character = False
        part.character.is_character = True
