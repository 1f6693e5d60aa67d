"""Facts that change: which of an article's old facts becomes which new one, and what is said of that.

Owns the pairing and the words, which are plain. Refuses markup, escaping and lengths, which are display's job.
"""

from __future__ import annotations

import enum
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any  # a fact's fields hold values of several types

import msgspec

from bot.facts.dates import word_date
from bot.facts.model import Fact
from bot.facts.relations import RELATIONS
from bot.facts.scope import word_scope

_ALIKE = frozenset({"work", "person", "term", "relation"})
_IN_VALUE = frozenset({"value", "character"})
_NOTHING = "nothing"


class ChangeKind(enum.StrEnum):
    """What becomes of a fact."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that comes, goes, or takes the place of another: old → new."""

    before: Fact | None
    after: Fact | None

    @property
    def kind(self) -> ChangeKind:
        """What becomes of it."""
        if self.before is None:
            return ChangeKind.NEW
        return ChangeKind.GONE if self.after is None else ChangeKind.CHANGED


@dataclass(frozen=True, slots=True)
class Detail:
    """What differs in a fact beside its value: "certainty", old → new; empty for nothing."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class WordedChange:
    """A change of one fact in plain words."""

    about: str
    """What the fact is about: "Moon High season 2 · release date"."""
    old: str
    """Its value before; empty if there was none."""
    new: str
    """Its value afterwards; empty if there is none."""
    details: tuple[Detail, ...]
    spoiler: bool
    """Whether it gives something away, before or after."""


def pair_facts(gone: Sequence[Fact], come: Sequence[Fact]) -> list[FactChange]:
    """Old facts with the new ones that take their places, in the order of the new; what merely goes stands last."""
    left: dict[int, Fact] = dict(enumerate(gone))
    olds: dict[int, Fact] = {}
    for key_of in _KEYS if gone else ():
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for place, fact in left.items():
            if (key := key_of(fact)) is not None:
                waiting[key].append(place)
        for number, fact in enumerate(come):
            key = key_of(fact) if number not in olds else None
            if key is not None and waiting[key]:
                olds[number] = left.pop(waiting[key].popleft())
    changes = [FactChange(olds.get(number), fact) for number, fact in enumerate(come)]
    return changes + [FactChange(fact, None) for fact in left.values()]


def word_change(change: FactChange) -> WordedChange:
    """One change in plain words."""
    before, after = change.before, change.after
    fact = after or before
    assert fact is not None, "a change has a state before or after it"
    if before is not None and after is not None:
        details = tuple(_find_details(before, after))
    else:
        details = (Detail("", "", fact.certainty.value),)
    return WordedChange(
        about=word_about(fact),
        old=word_value(before) if before is not None else "",
        new=word_value(after) if after is not None else "",
        details=details,
        spoiler=any(each.spoiler for each in (before, after) if each is not None),
    )


def word_change_plainly(change: FactChange) -> str:
    """One change as a line: "~ Moon High season 2 · release date: 2024 → 2025; certainty rumoured → official"."""
    said = word_change(change)
    sign = {ChangeKind.NEW: "+", ChangeKind.CHANGED: "~", ChangeKind.GONE: "-"}[change.kind]
    values = dict.fromkeys(filter(None, (said.old, said.new)))
    details = [
        f"{detail.what} {detail.old} → {detail.new}" if detail.what else detail.new for detail in said.details
    ]
    return "; ".join([f"{sign} {said.about}: {' → '.join(values)}", *details])


def word_about(fact: Fact) -> str:
    """What a fact is about: "Moon High season 2 · release date"."""
    subject = f"{fact.work or fact.person or fact.term} {word_scope(fact.scope)}".strip()
    return f"{subject} · {fact.relation}"


def word_value(fact: Fact) -> str:
    """What a fact says: "the first half of 2024", "Park Ji-hu (as Nam Onjo)"."""
    dated = fact.relation in RELATIONS and RELATIONS[fact.relation].is_dated
    value = word_date(fact.value) if dated else fact.value
    return f"{value} (as {fact.character})" if fact.character else value


def _find_details(before: Fact, after: Fact) -> Iterable[Detail]:
    old, new = (msgspec.structs.asdict(fact) for fact in (before, after))
    for key in old:
        if old[key] == new[key] or key in _IN_VALUE | _ALIKE:
            continue
        yield Detail(key.replace("_", " "), _word_field(old[key]), _word_field(new[key]))


def _word_field(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _NOTHING if value is None else str(value)


def _subject_of(fact: Fact) -> tuple[object, ...]:
    return fact.work, fact.person, fact.term, fact.relation


def _of_one_value(fact: Fact) -> object:
    relation = RELATIONS.get(fact.relation)
    return (*_subject_of(fact), fact.scope) if relation is not None and relation.one_value else None


_KEYS: tuple[Callable[[Fact], object], ...] = (
    lambda fact: (*_subject_of(fact), fact.scope, fact.value, fact.character),
    lambda fact: (*_subject_of(fact), fact.scope, fact.value),
    lambda fact: (*_subject_of(fact), fact.scope, fact.character) if fact.character else None,
    _of_one_value,
    lambda fact: (*_subject_of(fact), fact.value),
)
"""By what two facts are taken for one that has changed, the surest first; None for facts that it does not tell of."""
