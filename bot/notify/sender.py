"""Sending: letters go from the outbox to people and channels.

Owns the pace, and what becomes of a letter that cannot be delivered. A letter is sent once: it is noted as sent
right after, and carries a nonce, by which Discord shows a message only once if it is sent again within minutes
because the answer to it was lost. Refuses to word anything, and to ping anybody but the one role that a server
chose.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.discord_errors import word_trouble
from bot.display.fans.letters import fit_letters, make_letters_layout
from bot.notify.background import BackgroundJob
from bot.store import Due, FactStore, Letter

log = logging.getLogger(__name__)

PACE_SECONDS = 10.0
"""From one message to the next in one channel, or to one person: what comes meanwhile is put into one."""
MESSAGES_A_ROUND = 20
"""Messages that go out together; then others have their turn. Discord takes many at once from a bot for spam."""
_LETTERS_A_ROUND = 200
_RETRY_SECONDS = 60.0
_REASON_LIMIT = 200
_KEPT = timedelta(days=30)
"""How long letters stay in the outbox once they were sent or given up."""

_Receiver = tuple[int | None, int | None, int | None, int | None]
"""User, channel, the message that is replied to, and the role that is pinged."""


class LetterSender:
    """Sends what is due, when woken, and wakes by itself for what is due later."""

    def __init__(self, client: discord.Client, store: FactStore, *, now: Callable[[], datetime]) -> None:
        self._client = client
        self._store = store
        self._now = now
        self._job = BackgroundJob("sending letters", self._round)
        self._sent_at: dict[_Receiver, datetime] = {}

    def wake(self) -> None:
        """Look into the outbox now, in the background."""
        self._job.wake()

    async def finish(self) -> None:
        """Wait until it has looked."""
        await self._job.finish()

    async def close(self) -> None:
        """Stop sending."""
        await self._job.close()

    async def _round(self) -> float | None:
        """Send what is due; the seconds until there is more to do."""
        if not self._client.is_ready():
            # It is woken again then.
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
        """Send letters as one message; whether that is settled, one way or the other."""
        # Who has their data deleted while others' letters go out is sent nothing any more.
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
            # Closed direct messages, a channel that is gone, or that the bot may not write in.
            log.warning("Letters %s could not be delivered: %s", ids, word_trouble(error))
            await self._store.outbox.note_failed(ids, word_trouble(error)[:_REASON_LIMIT])
        except Exception as error:
            # One letter that is no message must not keep all others from going out.
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
                # Who takes no direct messages is answered where they asked, if that is known.
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
    """The letters to one receiver that go out together: those of a message that was begun, before all others."""
    begun = next((letter.batch for letter in waiting if letter.batch is not None), None)
    if begun is not None:
        return [letter for letter in waiting if letter.batch == begun]
    return waiting[: fit_letters([letter.letter for letter in waiting])]


def _make_nonce(batch: int) -> str:
    """The same for the same message, of the 25 characters that Discord takes."""
    return f"letters-{batch}"
