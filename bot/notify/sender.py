"""Sending: takes letters from the outbox to people and channels.

Owns the pace, and what becomes of a letter that cannot be delivered. A letter is sent once: it is recorded as sent
right away, and carries a nonce, so that Discord shows it only once should it be sent again within minutes because
Discord's reply was lost. Refuses to word anything, and to ping anybody but the one role that a server chose.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.discord_errors import word_trouble
from bot.display.fans.letter_messages import fit_letters, make_letters_layout
from bot.notify.background import BackgroundJob
from bot.store import Due, FactStore, Letter

log = logging.getLogger(__name__)

PACE_SECONDS = 10.0
"""Between two messages to one channel or person: what comes in meanwhile is combined."""
MESSAGES_A_ROUND = 20
"""Messages to send in one go before others have their turn. To Discord many at once from a bot are spam."""
_LETTERS_A_ROUND = 200
_RETRY_SECONDS = 60.0
_REASON_LIMIT = 200
_KEPT = timedelta(days=30)
"""How long letters stay in the outbox once sent or given up."""

_Receiver = tuple[int | None, int | None, int | None, int | None]
"""User, channel, the message to reply to, and the role to ping."""


class LetterSender:
    """Sends what is due when woken, and wakes itself for what is due later."""

    def __init__(self, client: discord.Client, store: FactStore, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._store = store
        self._now = now
        self._job = BackgroundJob("sending letters", self._round)
        self._sent_at: dict[_Receiver, datetime] = {}

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
        now = self._now()
        # A clock that was set back must not keep anybody waiting.
        self._sent_at = {
            receiver: at
            for receiver, at in self._sent_at.items()
            if 0 <= (now - at).total_seconds() < PACE_SECONDS
        }
        due = await self._store.outbox.find_due(now, _LETTERS_A_ROUND)
        if not due:
            next_due = await self._store.outbox.find_next_due()
            return None if next_due is None else max(0.0, (next_due - self._now()).total_seconds())
        by_receiver: dict[_Receiver, list[Due]] = {}
        for letter in due:
            by_receiver.setdefault(_receiver_of(letter.letter), []).append(letter)
        ready = [receiver for receiver in by_receiver if receiver not in self._sent_at]
        for receiver in ready[:MESSAGES_A_ROUND]:
            self._sent_at[receiver] = self._now()
            if not await self._deliver(_next_message(by_receiver[receiver])):
                return _RETRY_SECONDS
        await self._store.outbox.forget(now - _KEPT)
        return PACE_SECONDS

    async def _deliver(self, letters: Sequence[Due]) -> bool:
        """Send letters as one message; returns whether they are settled, one way or the other."""
        # Nothing goes to anybody who has had their data deleted while others' letters went out.
        batch, ids = await self._store.outbox.claim([letter.id for letter in letters])
        letters = [letter for letter in letters if letter.id in ids]
        if not letters:
            return True
        try:
            await self._send([letter.letter for letter in letters], _make_nonce(batch))
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("Letters wait: Discord cannot be reached: %s", word_trouble(error))
            return False
        except discord.HTTPException as error:
            if error.status >= 500 or error.status == 429:
                log.warning("Letters wait: Discord has trouble of its own: %s", word_trouble(error))
                return False
            # Direct messages are closed, the channel is gone, or the bot may not write there.
            log.warning("Letters %s could not be delivered: %s", ids, word_trouble(error))
            await self._store.outbox.note_failed(ids, word_trouble(error)[:_REASON_LIMIT])
        except Exception as error:
            # One letter that makes no valid message must not hold up all others.
            log.exception("Letters %s could not be sent", ids)
            await self._store.outbox.note_failed(ids, repr(error)[:_REASON_LIMIT])
        else:
            await self._store.outbox.note_sent(ids, self._now())
        return True

    async def _send(self, letters: Sequence[Letter], nonce: str) -> None:
        letter = letters[0]
        layout = make_letters_layout(letters)
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


def _receiver_of(letter: Letter) -> _Receiver:
    return letter.user, letter.channel, letter.reply_to, letter.role


def _next_message(waiting: Sequence[Due]) -> Sequence[Due]:
    """The letters to one receiver that go out together: first those of a message already begun."""
    begun = next((letter.batch for letter in waiting if letter.batch is not None), None)
    if begun is not None:
        return [letter for letter in waiting if letter.batch == begun]
    return waiting[: fit_letters([letter.letter for letter in waiting])]


def _make_nonce(batch: int) -> str:
    """The same for the same message, in the 25 characters that Discord allows."""
    return f"letters-{batch}"
