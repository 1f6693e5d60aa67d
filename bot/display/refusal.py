"""Refusing: the sentence for who may not moderate, the check that every moderators' path passes, and the
sentence for a database that is busy.

Owns no rule of its own: who may moderate is the client's to say.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands

from bot.display.components import BotClient
from bot.store import BusyError

NOT_A_MODERATOR = (
    "Only moderators of my home server (Manage Server) can do that. Ask me about a show instead!"
)
BUSY = "Another process is writing to the database. Try again in a moment."


class Refused(app_commands.CheckFailure):
    """A check that failed on purpose: its text is shown to the user as it stands."""


def check_moderator(interaction: discord.Interaction[Any]) -> BotClient:
    """The bot, for who may moderate; Refused for all others.

    Discord's own check is a hint, which subcommands, buttons and forms lack.
    """
    client = cast(BotClient, interaction.client)
    if not client.may_moderate(interaction):
        raise Refused(NOT_A_MODERATOR)
    return client


@asynccontextmanager
async def not_busy() -> AsyncIterator[None]:
    """Says it plainly when another process holds the database."""
    try:
        yield
    except BusyError as error:
        raise Refused(BUSY) from error
