"""One fact at a time: which one a moderator means, what is known about it, and whether it may be pinned.

Owns reading what was typed: a suggestion, or a few words. Refuses to guess if the words fit none or several, and to
pin where values add up: nothing leads there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.answers.effect_of_report import Effect, find_effect
from bot.facts.dates import word_day
from bot.facts.relations import RELATIONS
from bot.facts.report import Report
from bot.moderation.errors import ModerationError, quote_typed
from bot.moderation.typed_dates import read_date
from bot.store import FactStore, Retraction, Touch

FACT_PREFIX, RETRACTION_PREFIX = "fact:", "retraction:"
"""Begins the value of a suggestion; the id follows."""
PINNABLE = tuple(relation.name for relation in RELATIONS.values() if relation.one_value)
"""Relations where one fact leads."""
PIN_DAYS = 30
_MOST_TYPED = 200
_MOST_WORDS = 8
_MOST_NAMES = 50
"""Characters read and words looked up while somebody types, and names for each word."""
GONE = (
    "That fact is not there any more: it was retracted, replaced or removed meanwhile. /facts history tells."
)
RESTORED_ALREADY = "That fact is not retracted any more, or its article is gone: there is nothing to restore."
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class FactOverview:
    """A served fact, the reports beside it, and what has happened to it, the newest first."""

    report: Report
    effect: Effect
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class RetractionOverview:
    """A retracted fact, and what has happened to it, the newest first."""

    retraction: Retraction
    report: Report
    """The report that restoring it would make."""
    touches: tuple[Touch, ...]


async def find_fact_meant(store: FactStore, typed: str, *, relations: Iterable[str] = ()) -> int:
    """The id of the fact that a suggestion or a few words stand for; ModerationError if they fit none or several."""
    fact = _read_id(typed, FACT_PREFIX)
    if fact is not None:
        if await store.single_facts.find_report(fact) is None:
            raise ModerationError(GONE)
        return fact
    found = await store.single_facts.find_facts(typed, 2, relations=tuple(relations))
    return _only(typed, [report.id for report in found], "fact")


async def suggest_facts(
    store: FactStore, typed: str, limit: int, *, relations: Iterable[str] = (), pinned: bool = False
) -> list[Report]:
    """Facts to offer for what has been typed so far: quickly, so not all there may be."""
    typed = typed[:_MOST_TYPED]
    entities: set[int] = set()
    for words in {typed, *sorted(typed.split(), key=len)[-_MOST_WORDS:]} if typed.strip() else ():
        entities |= store.names.beginning(words, _MOST_NAMES)
    return await store.single_facts.suggest_facts(
        typed, limit, entities=entities, relations=tuple(relations), pinned=pinned
    )


async def find_retraction_meant(store: FactStore, typed: str) -> int:
    """The id of the retraction that a suggestion or a few words stand for."""
    retraction = _read_id(typed, RETRACTION_PREFIX)
    if retraction is not None:
        if await store.single_facts.find_retraction(retraction) is None:
            raise ModerationError(RESTORED_ALREADY)
        return retraction
    found = await store.single_facts.find_retractions(typed, 2)
    return _only(typed, [each.id for each in found], "retracted fact")


async def look_up_fact(store: FactStore, fact: int, today: date) -> FactOverview | None:
    """All that a moderator may want to know of a fact; None if it is not served."""
    report = await store.single_facts.find_report(fact)
    said = await store.single_facts.find_said(fact)
    if report is None or said is None:
        return None
    reports = await store.find_reports(report.subject.id, report.relation)
    effect = find_effect(report, [other for other in reports if other.id != report.id], today)
    return FactOverview(report, effect, tuple(await store.history.list_touches(*said)))


async def look_up_retraction(store: FactStore, retraction: int) -> RetractionOverview | None:
    """All that a moderator may want to know of a retracted fact; None if it no longer is."""
    found = await store.single_facts.find_retraction(retraction)
    article = await store.single_facts.find_head(found.article) if found else None
    if found is None or article is None:
        return None
    report = await store.reviews.make_report(found.fact, article)
    touches = await store.history.list_touches(found.article, found.fact)
    return RetractionOverview(found, report, tuple(touches))


async def pin_fact(store: FactStore, fact: int, reason: str, until: date, by: int) -> bool:
    """Have a fact lead until a day; False if it is gone, ModerationError if facts of its kind add up."""
    report = await store.single_facts.find_report(fact)
    if report is not None and report.relation not in PINNABLE:
        raise ModerationError(
            f"Facts of the kind “{report.relation}” add up, so none of them leads. Retract what is wrong instead."
        )
    return await store.single_facts.pin(fact, reason, until, by)


def read_until(typed: str | None, today: date) -> date:
    """The last day of a pin; ModerationError, with what is allowed, if it is no day or has passed."""
    if typed is None or not typed.strip():
        return today + timedelta(days=PIN_DAYS)
    allowed = f"Write a day from today on, as {word_day(today + timedelta(days=PIN_DAYS))}."
    written = read_date(typed, today)
    try:
        day = date.fromisoformat(written if _DAY.fullmatch(written) else "")
    except ValueError:
        raise ModerationError(f"{quote_typed(typed, 40)} is no day. {allowed}") from None
    if day < today:
        raise ModerationError(f"{word_day(day)} has passed. {allowed}")
    return day


def read_reason(typed: str) -> str:
    """A reason; ModerationError for an empty one."""
    reason = " ".join(typed.split())
    if not reason:
        raise ModerationError("Please say why: the reason is kept in the history.")
    return reason


def _read_id(typed: str, prefix: str) -> int | None:
    number = typed.removeprefix(prefix)
    # Ids have no more digits than SQLite's integers.
    return (
        int(number)
        if number != typed and number.isascii() and number.isdecimal() and len(number) < 19
        else None
    )


def _only(typed: str, found: Sequence[int], what: str) -> int:
    if len(found) == 1:
        return found[0]
    words = quote_typed(typed)
    if not found:
        raise ModerationError(f"I know no {what} with the words {words}. Pick one of the suggestions.")
    raise ModerationError(f"More than one {what} has the words {words}. Pick one of the suggestions.")
