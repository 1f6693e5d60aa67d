"""What went wrong between the bot and Discord, in one short line for the log.

Owns which errors are Discord's or the network's, and how they are worded. Refuses to repeat a reply as it came: in an
outage it is a page of HTML, and a refusal lists all that is wrong on lines of its own.
"""

from __future__ import annotations

from textwrap import shorten
from typing import Final

import aiohttp
import discord

DISCORD_ERRORS: Final = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What a request to Discord may raise, whoever is to blame."""
_LONGEST: Final = 300


def word_trouble(error: Exception) -> str:
    """An error in at most 300 characters without line breaks: "503 Service Unavailable"."""
    if isinstance(error, discord.HTTPException) and not error.code:
        # Not Discord's own answer, but a page from some proxy in front of it.
        text = f"{error.status} {error.response.reason or ''}"
    else:
        text = str(error)
    return shorten(text, _LONGEST, placeholder=" …") or type(error).__name__
