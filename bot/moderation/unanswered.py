"""The list of unanswered questions, without those that today's facts answer.

Owns what leaves the list by itself. Refuses to drop a question that somebody is waiting for: they are told first.
"""

from __future__ import annotations

import contextlib

from bot.answers import AnswerService, Found
from bot.answers.unanswered import answer_by_now
from bot.store import FactStore, PassingError

MOST_ASKED_AGAIN = 10
"""Questions to ask again before a page is shown: its own, and those that move up."""


async def drop_answered(store: FactStore, answers: AnswerService, begin: int) -> None:
    """Take off the list what can be answered by now, starting at a place in it."""
    for kept in await store.unanswered.list_open(begin, MOST_ASKED_AGAIN):
        if not kept.waits and isinstance(await answer_by_now(answers, kept), Found):
            # During a reload they stay a while longer: nobody has to wait for this.
            with contextlib.suppress(PassingError):
                await store.unanswered.note_answered(kept.id)
