"""Refusing: the sentence for who may not moderate, and the check that every moderators' path passes.

Owns no rule of its own: who may moderate is the client's to say.
"""

from __future__ import annotations

from typing import Any, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands

from bot.display.components import BotClient

NOT_A_MODERATOR = (
    "Only moderators of my home server (Manage Server) can do that. Ask me about a show instead!"
)


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
