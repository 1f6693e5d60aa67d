"""Kinds of facts as people call them: each relation in plain words, the list to choose from, and which a word means.

Owns the order of the list. Refuses to declare a relation, or to say what asks for one: bot/facts does both.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation
from bot.names import fold, holds_words

_GAP = "…"


class _Gaps(dict[str, str]):
    """Every place in a sentence that is to be filled in."""

    def __missing__(self, key: str) -> str:
        return _GAP


def describe_kind_of_fact(relation: Relation) -> str:
    """What a fact of this kind says: "… directed it"."""
    words = relation.sentence.format_map(_Gaps(subject="it")).rstrip(".")
    return f"{words[:1].upper()}{words[1:]}"


def list_kinds(chosen: str | None = None, subject: Kind | None = None) -> list[Relation]:
    """Every kind of fact: the chosen one, what is near to it, what is said of such a subject, the most asked first."""
    first = RELATIONS.get(chosen or "")
    like = {*first.near, first.inverse} if first else set()

    def order(relation: Relation) -> tuple[bool, bool, bool]:
        return (
            relation is not first,
            relation.name not in like and not (first and first.name in relation.near),
            subject is not None and subject not in relation.subjects,
        )

    # What is asked most is declared first.
    return sorted(RELATIONS.values(), key=order)


def find_kinds(typed: str) -> list[Relation]:
    """The kinds of facts that a word may mean, the best first: "actor" is a cast member; all where nothing is typed."""
    wanted = fold(typed)
    if not wanted:
        return list(RELATIONS.values())
    ranked = [(_rank(relation, wanted, typed), relation) for relation in RELATIONS.values()]
    best = sorted((each for each in ranked if each[0] is not None), key=lambda each: each[0] or 0)
    return [relation for _, relation in best]


def find_kind(typed: str) -> Relation | None:
    """The one kind of fact that a word means; None if it means none, or one as well as another."""
    wanted = fold(typed)
    ranked = [(_rank(relation, wanted, typed), relation) for relation in RELATIONS.values()]
    ranks = [rank for rank, _ in ranked if rank is not None]
    best = [relation for rank, relation in ranked if ranks and rank == min(ranks)]
    return best[0] if wanted and len(best) == 1 else None


def _rank(relation: Relation, wanted: str, typed: str) -> int | None:
    """How well a word fits: 0 for its name, more for what is farther off, None for no fit."""
    names = [fold(relation.name), fold(relation.heading)]
    if wanted in names:
        return 0
    if wanted in relation.cues:
        return 1
    if _begins_word(names, wanted):
        return 2
    if wanted in relation.hints:
        return 3
    if _begins_word(relation.cues, wanted):
        return 4
    return 5 if holds_words(describe_kind_of_fact(relation), typed) else None


def _begins_word(texts: Iterable[str], wanted: str) -> bool:
    return any(f" {text}".find(f" {wanted}") >= 0 for text in texts)
