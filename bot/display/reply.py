"""Sending an answer as the reply to a command."""

from __future__ import annotations

from typing import Any  # discord.Interaction is generic in its client, which is of no concern here

import discord

from bot.answers import Answer
from bot.display.layouts import make_answer_layout


async def reply_to_command(interaction: discord.Interaction[Any], answer: Answer, *, private: bool) -> None:
    """Reply with an answer; a private one is shown to the asker alone, so that nobody need remove it."""
    asker = None if private else interaction.user.id
    await interaction.response.send_message(view=make_answer_layout(answer, asker=asker), ephemeral=private)
