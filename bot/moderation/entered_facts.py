"""What a moderator says of a fact before its form opens: its kind in a word, and whom it is about.

Owns reading both. Refuses a word that means no kind of fact, with those that are near.
"""

from __future__ import annotations

import re

from bot.answers.report_words import join_words
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.moderation.errors import ModerationError, quote_typed
from bot.moderation.fact_kinds import find_kind, find_kinds
from bot.store import FactStore

_SUGGESTED = re.compile(rf"(?P<kind>{'|'.join(Kind)}):(?P<id>\d{{1,18}})", re.ASCII)
_MOST_NAMED = 6


async def begin_entered(store: FactStore, kind: str | None, about: str | None) -> dict[str, object]:
    """A fact as far as it was said; ModerationError for a kind or a suggestion that there is not."""
    fact: dict[str, object] = {"relation": _read_kind(kind)} if kind is not None else {}
    if about is None:
        return fact
    if (suggested := _SUGGESTED.fullmatch(about)) is None:
        # A form reads what is typed when it is sent.
        return fact | {"work": about}
    entity = await store.find_entity(int(suggested["id"]))
    if entity is None:
        raise ModerationError("I no longer know that name. Pick another of the suggestions.")
    if entity.kind is Kind.CHARACTER:
        fact.setdefault("relation", "meaning")
    return fact | {entity.kind.value: entity.name}


def _read_kind(typed: str) -> str:
    if typed in RELATIONS:
        return typed
    relation = find_kind(typed)
    if relation is not None:
        return relation.name
    near = [each.heading for each in find_kinds(typed)[:_MOST_NAMED]]
    hint = f"It may be {join_words(near, 'or')}" if near else "Leave it out to choose from a list"
    raise ModerationError(f"{quote_typed(typed)} is no one kind of fact. {hint}.")
