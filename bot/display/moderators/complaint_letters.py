"""What a fan hears of their complaint once it is settled.

Owns these words, and telling them once the correction that a moderator entered for it is decided.
"""

from __future__ import annotations

from bot.answers.unanswered import word_for_fans
from bot.display.client_protocol import BotClient
from bot.display.escape import escape_clipped
from bot.display.refusal import refusing
from bot.store import Complaint, Settled, State

RETRACTED = "A moderator agreed: I have taken out what I answered, and answer without it from now on."
CORRECTED = "A moderator agreed: what I know is corrected, and I answer from that from now on."
NOT_CORRECTED = (
    "A moderator has looked at it, and at a correction, which did not hold. The answer stays as it is."
)
DISMISSED = "A moderator has looked at it. The answer stays as it is."
FORGOTTEN = "something that I no longer know"
WORDS_LENGTH = 500
_QUESTION_LIMIT = 200


async def word_settled(client: BotClient, complaint: Complaint, outcome: str, words: str = "") -> list[str]:
    """What the fan is told, as markdown. ``words``: what the moderator adds, if anything."""
    asked = complaint.question or await word_for_fans(client.answers, client.store, complaint.code)
    question = escape_clipped(asked or FORGOTTEN, _QUESTION_LIMIT)
    blocks = [f"### What you reported is settled\n-# {question}", outcome]
    if words:
        blocks.append(f"A moderator says:\n> {escape_clipped(words, 2 * WORDS_LENGTH)}")
    return blocks


async def settle_decided(client: BotClient, review: int, by: int) -> None:
    """Settle the complaint that a review's correction was entered for, if there is one and all of that is decided."""
    for complaint in await client.store.complaints.find_decided(review):
        states = [each.state for each in await client.store.reviews.list_proposals(review)]
        corrected = State.APPROVED in states
        blocks = await word_settled(client, complaint, CORRECTED if corrected else NOT_CORRECTED)
        state = Settled.ACCEPTED if corrected else Settled.DISMISSED
        with refusing():
            await client.store.complaints.settle(complaint.id, state, by, blocks=blocks)
