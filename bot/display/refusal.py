"""Refusals: the sentence for whoever may not moderate, the check behind it, and words for what cannot be
done.

Owns no rule of its own: who may moderate is for the client to say, and what cannot be done for the use cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands

from bot.display.client_protocol import BotClient
from bot.display.escape import escape_clipped
from bot.moderation import ModerationError
from bot.store import (
    BusyError,
    DamagedError,
    FullError,
    PassingError,
    ReplacedError,
    StoreError,
    UnreachableError,
    UnwritableError,
)

NOT_A_MODERATOR = (
    "Only moderators of my home server (Manage Server) can do that. Ask me about a show instead!"
)
BUSY = "Another process is writing to the database. Try again in a moment."
FULL = "The disk that my database is on is full, so nothing was changed. Make room there, then try again."
UNWRITABLE = "The file of my database can't be written, so nothing was changed. Whoever runs me finds the reason in the log."
REPLACED = (
    "The file of my database was deleted or replaced while I was using it, so nothing was changed. Try again; if that "
    "does not help, whoever runs me finds in the log what to do."
)
DAMAGED = (
    "My database is damaged, so I can't do that now. Whoever runs me finds in the log how to restore it."
)
UNREACHABLE = "I can't reach my database at this moment. Nothing is lost: try again in a minute."
UNUSABLE = "I can't get at my database now. Whoever runs me finds the reason in the log."
_PROBLEM_LIMIT = 400


class Refused(app_commands.CheckFailure):
    """A deliberate refusal: its text is shown to the user as it stands."""


def check_moderator(interaction: discord.Interaction[Any]) -> None:
    """Raises Refused for whoever may not moderate.

    Discord's own check is only a hint, and subcommands, buttons and forms lack even that.
    """
    if not cast(BotClient, interaction.client).may_moderate(interaction):
        raise Refused(NOT_A_MODERATOR)


@contextmanager
def refusing() -> Iterator[None]:
    """Turns what a use case raises, or a database that cannot be written for a moment, into a refusal in plain words."""
    try:
        yield
    except PassingError as error:
        raise Refused(word_store_error(error)) from error
    except ModerationError as error:
        raise Refused("\n".join(escape_problems(error.problems))) from error


def word_tomorrow(now: datetime) -> str:
    """When the limits of a day begin anew, at midnight UTC, in the reader's own time and language:
    https://discord.com/developers/docs/reference#message-formatting"""
    midnight = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), time(tzinfo=UTC))
    at = int(midnight.timestamp())
    return f"<t:{at}:t> (<t:{at}:R>)"


def word_store_error(error: StoreError) -> str:
    """What is wrong with the database, for anybody: the log has the file and what to do."""
    match error:
        case BusyError():
            return BUSY
        case FullError():
            return FULL
        case UnwritableError():
            return UNWRITABLE
        case ReplacedError():
            return REPLACED
        case DamagedError():
            return DAMAGED
        case UnreachableError():
            return UNREACHABLE
        case _:
            return UNUSABLE


def escape_problems(problems: Sequence[str], most: int | None = None) -> list[str]:
    """What is wrong, safe to show: one line for each problem, limited in number."""
    return [escape_clipped(problem, _PROBLEM_LIMIT) for problem in problems[:most]]
