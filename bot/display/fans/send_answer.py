"""Sending an answer as the reply to a command."""

from __future__ import annotations

from typing import Any, cast  # Any: discord.Interaction is generic in its client, of no concern here

import discord

from bot.answers import Answer
from bot.display.client_protocol import BotClient
from bot.display.fans.answer import make_answer_layout
from bot.display.fans.beside import find_beside_for
from bot.display.fans.unanswered import record_unanswered
from bot.display.reply import reply
from bot.display.visibility import choose_private, find_veil_for


async def reply_to_command(
    interaction: discord.Interaction[Any], answer: Answer, *, private: bool | None, typed: str | None = None
) -> None:
    """Reply with an answer; a private one is shown only to the asker, so nobody needs to remove it.

    ``private``: None to let the server decide. ``typed``: the question, if it was in the fan's own words.
    """
    private = await choose_private(interaction, private)
    veil = await find_veil_for(interaction, private=private)
    beside = await find_beside_for(interaction, answer, veil)
    asker = None if private else interaction.user.id
    layout = make_answer_layout(answer, asker=asker, veil=veil, beside=beside)
    await reply(interaction, layout, private=private)
    record_unanswered(cast(BotClient, interaction.client), answer, typed, interaction.user.id)
