"""Facts files of what was approved in Discord, as attachments.

Owns what is said with them. Which articles they are is for bot/moderation.
"""

from __future__ import annotations

import io

import discord

from bot.display.client_protocol import BotClient
from bot.display.refusal import Refused, refusing
from bot.moderation.export import export_articles

_MOST_FILES = 10
"""Files that Discord takes in one message."""
WHAT_TO_DO = "To keep them as files, put them under `data/facts` and press Apply in `/facts reload`."


async def make_export(client: BotClient, slug: str, *, short: bool = False) -> tuple[str, list[discord.File]]:
    """Facts files of one article approved in Discord, or of the newest, and what to do with them."""
    try:
        with refusing():
            exported = await export_articles(client.store, slug, _MOST_FILES, short=short)
    except Refused as refused:
        return str(refused), []
    more = " There are more: name one with `article:`." if exported.more else ""
    files = [discord.File(io.BytesIO(text), name) for name, text in exported.files.items()]
    return f"{WHAT_TO_DO}{more}", files
