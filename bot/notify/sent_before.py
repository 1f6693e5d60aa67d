"""Letters that already stand in their conversation: sent, but never recorded, because the bot was killed in between.

Owns looking through the newest messages for a letter's mark. Discord itself drops a second message with the same
nonce only for some minutes. Refuses to guess: where the bot may not read, it says so in the log, and the letter is
taken not to be there, because one that comes twice is better than one that never comes.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta

import discord

from bot.display.components import walk
from bot.store import Due, Letter

log = logging.getLogger(__name__)

_NEWEST = 1000
"""Messages to look through: ten requests, in a channel with that many since the letter was tried."""
_CLOCKS_DIFFER_BY = timedelta(days=1)
"""Discord's from this machine's, and more."""


async def find_sent_before(client: discord.Client, letters: Sequence[Due]) -> list[int]:
    """The ids of those letters, all to one receiver, that were sent before; raises what Discord answers."""
    tried_at = [letter.tried_at for letter in letters if letter.tried_at is not None]
    if not tried_at:
        return []
    by_mark = {letter.mark: letter.id for letter in letters}
    since = min(tried_at) - _CLOCKS_DIFFER_BY
    found: list[int] = []
    async for channel in _open_channels(client, letters[0].letter):
        found += [by_mark[mark] for mark in await _read_marks(client, channel, since) if mark in by_mark]
    return found


async def _open_channels(
    client: discord.Client, letter: Letter
) -> AsyncIterator[discord.DMChannel | discord.PartialMessageable]:
    """Where a letter may stand: the person's direct messages, the channel, or either of them."""
    if letter.user is not None:
        try:
            yield await client.create_dm(discord.Object(letter.user))
        except discord.Forbidden:
            log.debug("A direct message cannot be opened, so nothing stands there")
    if letter.channel is None:
        return
    channel = client.get_channel(letter.channel)
    # Discord answers that there are no messages where they may not be read.
    if isinstance(channel, discord.abc.GuildChannel | discord.Thread) and not (
        channel.permissions_for(channel.guild.me).read_message_history
    ):
        _warn(letter.channel)
    else:
        yield client.get_partial_messageable(letter.channel, guild_id=letter.guild)


async def _read_marks(
    client: discord.Client, channel: discord.DMChannel | discord.PartialMessageable, since: datetime
) -> list[int]:
    marks: list[int] = []
    try:
        async for message in channel.history(limit=_NEWEST):
            if message.created_at < since:
                break
            if message.author == client.user:
                marks += [part.id for part in walk(message.components) if part.id is not None]
    except (discord.Forbidden, discord.NotFound):
        _warn(channel.id)
    return marks


def _warn(channel: int) -> None:
    log.warning(
        "A letter may stand twice in channel %s: it was tried before, and the bot may not read there whether it "
        "arrived. Give it Read Message History.",
        channel,
    )
