"""Which names a load brought that may be one with another, or two: said once, to whoever loaded them.

Owns which pairs are worth a word. Refuses to join or part anything: `also` and `distinguish` in a names file do. What
was warned of, and what a names file declares by itself on both sides, is not warned of again.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from bot.answers.report_words import describe_kind
from bot.facts.model import Fact, Kind
from bot.facts.relations import RELATIONS
from bot.names import NameIndex, fold, identity_key, split_distinction
from bot.store import FactStore, LoadPlan, NamePair

_COMPARED = frozenset({Kind.PERSON, Kind.CHARACTER, Kind.WORK})
_MOST_COMPARED = 500
"""New names that are compared, so that the first load of a hundred thousand facts takes no longer for it."""
_MOST_TOLD = 20
_FEWEST_LETTERS = 8
"""Of a name with so few letters, another is near by chance."""
_NUMBERS = re.compile(r"\d+|\b(?:i|ii|iii|iv|v|vi|vii|viii|ix|x)\b")


async def find_name_warnings(store: FactStore, plan: LoadPlan, before: NameIndex) -> tuple[str, ...]:
    """What to say of the names that a plan has brought, a line each, once it is applied; ``before``: the names until then."""
    apart = await store.list_distinguished()
    pairs = await asyncio.to_thread(_find_pairs, store.names, before, plan, apart)
    told = await store.note_warned(pairs, _MOST_TOLD)
    return tuple(map(_word, told))


def _word(pair: NamePair) -> str:
    one = {Kind.PERSON: "one person", Kind.WORK: "one title"}.get(
        pair.kind, f"one {describe_kind(pair.kind)}"
    )
    if pair.two:
        return f"{pair.one} may be {pair.other} or another of that name: 'distinguish' in a names file keeps them apart"
    return f"{pair.one} is near {pair.other}: {one}? 'also' in a names file makes them one"


def _find_pairs(
    now: NameIndex, before: NameIndex, plan: LoadPlan, apart: Mapping[tuple[Kind, str], str]
) -> list[NamePair]:
    files = (*plan.added, *plan.changed)
    # Who bears plainly what tells others apart may be one of them.
    plain = {each for file in files for each in _names_of(file.facts)} if apart else set()
    two = (
        NamePair(kind, name, apart[kind, identity_key(name)], two=True)
        for kind, name in sorted(plain)
        if (kind, identity_key(name)) in apart
    )
    new = islice(_find_new(before, plan), _MOST_COMPARED)
    near = (
        NamePair(kind, name, other.name)
        for kind, name in new
        if sum(map(str.isalpha, name)) >= _FEWEST_LETTERS
        for other in (*now.exact(name, (kind,)), *now.near(name, (kind,)))
        if _may_be_one(name, other.name)
    )
    return list(dict.fromkeys((*two, *near)))


def _may_be_one(name: str, other: str) -> bool:
    """Whether two spellings that are near differ in more than a number, and neither is told apart."""
    if identity_key(name) == identity_key(other) or split_distinction(other)[1] or split_distinction(name)[1]:
        return False
    numbers, others = _NUMBERS.findall(fold(name)), _NUMBERS.findall(fold(other))
    return numbers == others


def _find_new(before: NameIndex, plan: LoadPlan) -> Iterator[tuple[Kind, str]]:
    """The names of a plan's facts that nobody was called by until then, each once."""
    seen: set[tuple[Kind, str]] = set()
    for file in (*plan.added, *plan.changed):
        for each in _names_of(file.facts):
            if each not in seen:
                seen.add(each)
                if all(
                    identity_key(other.name) != identity_key(each[1])
                    for other in before.exact(each[1], each[:1])
                ):
                    yield each


def _names_of(facts: Sequence[Fact]) -> Iterator[tuple[Kind, str]]:
    for fact in facts:
        spelled: tuple[tuple[Kind | None, str | None], ...] = (
            (Kind.WORK, fact.work),
            (Kind.PERSON, fact.person),
            (Kind.CHARACTER, fact.character),
            (Kind.PERSON, fact.speaker),
            (RELATIONS[fact.relation].names, fact.value),
        )
        yield from ((kind, name) for kind, name in spelled if kind is not None and kind in _COMPARED and name)
