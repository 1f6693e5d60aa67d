"""Refusing: the sentence for who may not moderate, and the check that every moderators' path passes.

Owns no rule of its own: who may moderate is the client's to say.
"""

from __future__ import annotations

from typing import Any, Protocol, cast  # Any: discord.Interaction is generic in its client

import discord
from discord import app_commands

NOT_A_MODERATOR = (
    "Only moderators of my home server (Manage Server) can do that. Ask me about a show instead!"
)


class Refused(app_commands.CheckFailure):
    """A check that failed on purpose: its text is shown to the user as it stands."""


class ModeratedClient(Protocol):
    """What the check needs of the bot."""

    def may_moderate(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether who acts may change the facts."""


def check_moderator(interaction: discord.Interaction[Any]) -> None:
    """Refuse whoever may not moderate; Discord's own check is a hint that subcommands and buttons lack."""
    if not cast(ModeratedClient, interaction.client).may_moderate(interaction):
        raise Refused(NOT_A_MODERATOR)
