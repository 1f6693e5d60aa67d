"""Sending: takes letters from the outbox to people and channels.

Owns the pace, and what becomes of a letter that cannot be delivered. A letter is sent once: it is recorded as sent
right away, carries a nonce, so that Discord shows it only once should it be sent again within minutes because
Discord's reply was lost, and after that is looked for where it may stand already. Each receiver waits alone when
Discord has trouble with it; where several processes share the outbox, one of them at a time sends to it. Refuses to word anything, and to ping anybody but the one role that a server chose.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.discord_errors import word_trouble
from bot.display.fans.letter_messages import fit_letters, make_letters_layout
from bot.notify.background import BackgroundJob
from bot.notify.sent_before import find_sent_before
from bot.store import Due, FactStore

log = logging.getLogger(__name__)

PACE_SECONDS = 10.0
"""Between two messages to one channel or person: what comes in meanwhile is combined."""
MESSAGES_A_ROUND = 20
"""Messages to send in one go before others have their turn. To Discord many at once from a bot are spam."""
RETRY_SECONDS = 60.0
"""How long a receiver waits after the first trouble; after each further one, twice as long."""
LONGEST_RETRY_SECONDS = 900.0
_LETTERS_A_ROUND = 200
_AT_ONCE = 5
"""Messages under way: one that Discord does not answer must not hold up the others."""
_MESSAGE_SECONDS = 60.0
"""How long one message may take; discord.py tries five times in 25 seconds."""
_REASON_LIMIT = 200
_KEPT = timedelta(days=30)
"""How long letters stay in the outbox once sent or given up."""
_OPENED_TOO_MANY = 40003
"""Direct messages, too fast: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json"""
_TROUBLE = (discord.HTTPException, aiohttp.ClientError, OSError)


@dataclass(frozen=True, slots=True)
class _Pause:
    """How long a receiver waits for its next message."""

    since: datetime
    seconds: float
    troubles: int = 0
    """Attempts in a row that failed."""

    def left(self, now: datetime) -> float:
        """Seconds until it is over."""
        passed = (now - self.since).total_seconds()
        # A clock that was set back must not keep anybody waiting.
        return self.seconds - passed if passed >= 0 else 0.0


class LetterSender:
    """Sends what is due when woken, and wakes itself for what is due later."""

    def __init__(self, client: discord.Client, store: FactStore, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._store = store
        self._now = now
        self._job = BackgroundJob("sending letters", self._round)
        self._pauses: dict[str, _Pause] = {}
        self._slots = asyncio.Semaphore(_AT_ONCE)

    def wake(self) -> None:
        """Check the outbox now, in the background."""
        self._job.wake()

    async def finish(self) -> None:
        """Wait until it has finished."""
        await self._job.finish()

    async def close(self) -> None:
        """Stop sending."""
        await self._job.close()

    async def _round(self) -> float | None:
        """Send what is due; returns the seconds until there is more to do."""
        if not self._client.is_ready():
            # Connecting wakes it again.
            return None
        outbox = self._store.outbox
        now = self._now()
        # Kept a little longer than they last: the next trouble may be one in a row.
        self._pauses = {
            receiver: pause
            for receiver, pause in self._pauses.items()
            if pause.left(now) > -LONGEST_RETRY_SECONDS
        }
        waiting = self._list_waiting(now)
        begun = 0
        while begun < MESSAGES_A_ROUND and (due := await outbox.find_due(now, _LETTERS_A_ROUND, waiting)):
            by_receiver: dict[str, list[Due]] = {}
            for letter in due:
                by_receiver.setdefault(letter.letter.receiver, []).append(letter)
            chosen = list(by_receiver)[: MESSAGES_A_ROUND - begun]
            await self._deliver_all([by_receiver[receiver] for receiver in chosen])
            waiting.update(chosen)
            begun += len(chosen)
        if begun:
            await outbox.forget(now - _KEPT)
        if begun == MESSAGES_A_ROUND:
            return PACE_SECONDS
        now = self._now()
        waiting = self._list_waiting(now)
        left = [self._pauses[receiver].left(now) for receiver in waiting]
        next_due = await outbox.find_next_due(waiting)
        if next_due is not None:
            left.append(max(0.0, (next_due - now).total_seconds()))
        return min(left, default=None)

    def _list_waiting(self, now: datetime) -> set[str]:
        """The receivers that have to wait for their next message."""
        return {receiver for receiver, pause in self._pauses.items() if pause.left(now) > 0}

    async def _deliver_all(self, to_each: Sequence[Sequence[Due]]) -> None:
        """Send each receiver one message, a few at a time; whoever Discord has trouble with waits."""
        results = await asyncio.gather(*map(self._deliver, to_each), return_exceptions=True)
        troubles: list[Exception] = []
        for result in results:
            if isinstance(result, _TROUBLE):
                troubles.append(result)
            elif result is not None:
                raise result
        if troubles:
            # In an outage it is every receiver, and the same for all: one line is enough.
            whom = "one receiver" if len(troubles) == 1 else f"{len(troubles)} receivers"
            log.warning("Letters to %s wait: %s", whom, word_trouble(troubles[-1]))

    async def _deliver(self, waiting: Sequence[Due]) -> None:
        """Send a receiver its next message. Raises what may pass by itself; whatever happens, the receiver waits."""
        receiver = waiting[0].letter.receiver
        before = self._pauses.get(receiver)
        troubles = 1 + (before.troubles if before else 0)
        try:
            async with (
                self._slots,
                asyncio.timeout(_MESSAGE_SECONDS),
                self._store.outbox.serving(receiver) as serves,
            ):
                if serves:
                    await self._settle(_next_message(waiting))
        except _TROUBLE:
            seconds = min(RETRY_SECONDS * 2 ** (troubles - 1), LONGEST_RETRY_SECONDS)
            self._pauses[receiver] = _Pause(self._now(), seconds, troubles)
            raise
        self._pauses[receiver] = _Pause(self._now(), PACE_SECONDS)

    async def _settle(self, letters: Sequence[Due]) -> None:
        """Send letters as one message, or give them up; raises what may pass by itself."""
        outbox = self._store.outbox
        if sent_before := await find_sent_before(self._client, letters):
            await outbox.note_sent(sent_before, self._now())
        # Nothing goes to anybody who has had their data deleted while others' letters went out.
        batch, ids = await outbox.claim(letters, self._now())
        letters = [letter for letter in letters if letter.id in ids]
        if not letters:
            return
        try:
            await self._send(letters, str(batch))
        except _TROUBLE as error:
            if _may_pass(error):
                raise
            # Direct messages are closed, the channel is gone, or the bot may not write there.
            log.warning("Letters %s could not be delivered: %s", ids, word_trouble(error))
            await outbox.note_failed(ids, word_trouble(error)[:_REASON_LIMIT])
        except Exception as error:
            # One letter that makes no valid message must not hold up all others.
            log.exception("Letters %s could not be sent", ids)
            await outbox.note_failed(ids, repr(error)[:_REASON_LIMIT])
        else:
            await outbox.note_sent(ids, self._now())

    async def _send(self, letters: Sequence[Due], nonce: str) -> None:
        letter = letters[0].letter
        layout = make_letters_layout([each.letter for each in letters], [each.mark for each in letters])
        if letter.user is not None:
            try:
                await (await self._client.create_dm(discord.Object(letter.user))).send(
                    view=layout, nonce=nonce
                )
            except discord.Forbidden:
                # Whoever accepts no direct messages is answered where they asked, if that is known.
                if letter.channel is None or letter.reply_to is None:
                    raise
            else:
                return
        if letter.channel is None:
            raise ValueError(f"a letter without a receiver: {letter.once}")
        channel = self._client.get_partial_messageable(letter.channel, guild_id=letter.guild)
        roles = [discord.Object(letter.role)] if letter.role is not None else []
        pings = discord.AllowedMentions(everyone=False, users=False, roles=roles, replied_user=False)
        if letter.reply_to is None:
            await channel.send(view=layout, nonce=nonce, allowed_mentions=pings)
        else:
            reference = discord.MessageReference(
                message_id=letter.reply_to,
                channel_id=letter.channel,
                guild_id=letter.guild,
                fail_if_not_exists=False,
            )
            await channel.send(view=layout, nonce=nonce, allowed_mentions=pings, reference=reference)


def _next_message(waiting: Sequence[Due]) -> Sequence[Due]:
    """The letters to one receiver that go out together: first those of a message already begun."""
    begun = next((letter.batch for letter in waiting if letter.batch is not None), None)
    if begun is not None:
        return [letter for letter in waiting if letter.batch == begun]
    return waiting[: fit_letters([letter.letter for letter in waiting])]


def _may_pass(error: Exception) -> bool:
    """Whether Discord or the way to it is in trouble, so that the same letter may arrive another time."""
    if not isinstance(error, discord.HTTPException):
        return True
    return (
        error.status >= 500
        or error.status in {401, 408, 429}
        or error.code == _OPENED_TOO_MANY
        # Not Discord's own answer, but one of some proxy on the way.
        or (error.status in {403, 404} and not error.code)
    )
