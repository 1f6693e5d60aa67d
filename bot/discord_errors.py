"""What went wrong between the bot and Discord, in one short line for the log.

Owns which errors are Discord's or the network's, and how they are worded. Refuses to repeat a reply as it came: in an
outage it is a page of HTML, and a refusal lists all that is wrong on lines of its own.
"""

from __future__ import annotations

import logging
from textwrap import shorten
from types import TracebackType
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


def word_refused_start(error: Exception) -> str:
    """Why the bot could not log in, and what to do, in two sentences."""
    trouble = word_trouble(error)
    if isinstance(error, discord.RateLimited):
        return f"Discord asks to wait. {_word_wait(error.retry_after)}"
    if isinstance(error, discord.GatewayNotFound) and isinstance(error.__cause__, discord.HTTPException):
        return word_refused_start(error.__cause__)
    if not isinstance(error, discord.HTTPException) or error.status >= 500:
        return (
            f"Discord cannot be reached: {trouble}. Look at https://discordstatus.com and at this machine's network, "
            "then start again."
        )
    if error.status == 429:
        return f"Discord refuses the connection: {trouble}. {_word_wait(_read_wait(error))}"
    return (
        f"Discord refuses the connection: {trouble}. If that is a proxy of yours, let the bot through; if not, this "
        "address may be blocked: start again later, or from another one."
    )


def _read_wait(error: discord.HTTPException) -> float | None:
    """The seconds that a refusal asks to wait, if it says so."""
    told = error.response.headers.get("Retry-After", "")
    return float(told) if told.isdigit() else None


def _word_wait(seconds: float | None) -> str:
    if seconds is None:
        return "Too many starts: wait an hour, then start again."
    long = f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
    return f"Start again in {long}; starting sooner makes the wait longer."


class OneLineOfTrouble(logging.Filter):
    """Makes one line of each record of a logger while the block lasts: what went wrong instead of its traceback."""

    def __init__(self, logger: str) -> None:
        super().__init__()
        self._logger = logging.getLogger(logger)

    def __enter__(self) -> None:
        self._logger.addFilter(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._logger.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, (*DISCORD_ERRORS, TimeoutError)):
            record.msg = f"{record.getMessage()} ({word_trouble(error)})"
            record.args = None
            record.exc_info = None
        return True
