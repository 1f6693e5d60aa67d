"""Refusing: the sentence for who may not moderate, the check that every moderators' path passes, the pace that
one person is held to, and the sentence for a database that is busy.

Owns no rule of its own: who may moderate is the client's to say.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands
from discord.ext import commands

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


class Pace:
    """How often one person may have something done, by Discord's clock. Each bot keeps its own count."""

    def __init__(self, times: int, seconds: float) -> None:
        self._of_person = commands.CooldownMapping[discord.Interaction[Any]].from_cooldown(
            times, seconds, lambda interaction: interaction.user.id
        )

    def check(self, interaction: discord.Interaction[Any]) -> None:
        """Counts one more time; CommandOnCooldown for who comes too often."""
        asked = interaction.created_at.timestamp()
        cooldown = self._of_person.get_bucket(interaction, asked)
        if cooldown is not None and (retry_after := cooldown.update_rate_limit(asked)):
            raise app_commands.CommandOnCooldown(cooldown, retry_after)


@asynccontextmanager
async def not_busy() -> AsyncIterator[None]:
    """Says it plainly when another process holds the database."""
    try:
        yield
    except BusyError as error:
        raise Refused(BUSY) from error
