"""Settling a complaint: the correction to begin with, and the fact to take out.

Owns the order of the steps. Refuses to word what the fan is told.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

import msgspec

from bot.answers import AnswerService, Found, NoFact
from bot.answers.unanswered import ask_again
from bot.moderation.typed_facts import begin_fact
from bot.store import Complaint, FactStore


@dataclass(frozen=True, slots=True)
class Correction:
    """What is known beforehand of the correcting fact and its source."""

    fact: dict[str, object]
    source: dict[str, object]


class Retracted(enum.Enum):
    """How taking out the fact that an answer rested on turned out."""

    DONE = enum.auto()
    SETTLED_BEFORE = enum.auto()
    """Somebody else was faster."""
    FACT_GONE = enum.auto()


async def begin_correction(store: FactStore, answers: AnswerService, complaint: Complaint) -> Correction:
    """The fact that a complaint doubts, or what its question says of it, with the fan's source, if any."""
    fact: dict[str, object] = {}
    source: dict[str, object] = {}
    if complaint.fact is not None:
        fact = msgspec.structs.asdict(complaint.fact)
        head = await store.single_facts.find_head(complaint.article or "")
        if head is not None:
            source = {
                "published_on": head.published_on.isoformat(),
                "publisher": head.publisher,
                "url": head.url,
            }
    else:
        again = await ask_again(answers, store, complaint.code, complaint.question)
        if again is not None and isinstance(again.answer, NoFact | Found):
            fact = begin_fact(again.answer.question)
    if complaint.link:
        source = {"url": complaint.link}
    return Correction(fact, source)


async def retract_doubted_fact(store: FactStore, complaint_id: int, reason: str, by: int) -> Retracted:
    """Take out the fact that an answer chiefly rested on. The caller settles the complaint afterwards.

    In that order: should the bot stop in between, the complaint is still in the queue, and the fan has not been told
    anything untrue.
    """
    complaint = await store.complaints.find(complaint_id)
    if complaint is None or not complaint.open:
        return Retracted.SETTLED_BEFORE
    leading = await store.complaints.find_leading_fact(complaint)
    if leading is None or await store.single_facts.retract(leading, reason, by) is None:
        return Retracted.FACT_GONE
    return Retracted.DONE
