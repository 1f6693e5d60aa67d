"""“Tell me when you know”: a fan waits for the answer that no report gives yet.

Owns the two buttons, to wait and to stop, and what is recorded of unanswered questions. Refuses to send
anything: the answer, once there is one, goes out through the outbox.
"""

from __future__ import annotations

import logging
import re
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Answer, Found, Veil, show_answer
from bot.answers.unanswered import ask_again, describe_unanswered, read_meaning, word_for_fans
from bot.answers.wording import word_answer
from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, Layout, StatefulButton, make_layout, make_notice
from bot.display.escape import escape_clipped
from bot.display.refusal import refusing
from bot.display.text_blocks import make_blocks, make_opening, paginate
from bot.store import WaitOutcome
from bot.store.unanswered import MOST_WAITS

log = logging.getLogger(__name__)

GONE = "I no longer know what that question was. Ask it again, please."
ADDED = (
    "I will tell you here in Discord, by direct message, once I know it. `/following` shows what you wait for; "
    "the button below ends it."
)
ADDED_BEFORE = "You wait for that already. `/following` shows what you wait for; the button below ends it."
TOO_MANY = (
    f"You wait for {MOST_WAITS} answers already, which is the most I take. `/following` shows them; "
    "end one first."
)
STOPPED = "You do not wait for that any more."
_QUESTION_LIMIT = 300


class TellMeButton(StatefulButton, template=r"wait:(?P<reference>.+)"):
    """Lets whoever presses it know once the question can be answered."""

    for_all = True

    def __init__(self, reference: str) -> None:
        super().__init__(
            ui.Button(
                label="Tell me when you know",
                style=discord.ButtonStyle.primary,
                custom_id=f"wait:{reference}",
            )
        )
        self._reference = reference

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["reference"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        # A reload may be writing; until it is done, nothing else can.
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = await ask_again(client.answers, client.store, self._reference)
        await interaction.followup.send(
            view=make_notice(GONE) if asked is None else await self._wait(interaction, client, asked[1]),
            ephemeral=True,
        )

    async def _wait(self, interaction: discord.Interaction[Any], client: BotClient, answer: Answer) -> Layout:
        if isinstance(answer, Found):
            # If the answer is known by now, tell it now: news only comes with the next facts.
            wording = word_answer(
                show_answer(answer, Veil(only_in_spoilers=client.store.only_in_spoilers)).answer or answer
            )
            opening = make_opening(wording, _QUESTION_LIMIT)
            return make_layout([*([opening] if opening else []), *paginate(make_blocks(wording))[0]])
        unanswered = client.store.unanswered
        meaning = read_meaning(self._reference)
        wanted = (
            describe_unanswered(answer, None) if meaning is None else await unanswered.find_meaning(meaning)
        )
        if wanted is None:
            return make_notice(GONE)
        # Nothing is kept about a server that the bot is not in.
        guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
        with refusing():
            waiting = await unanswered.wait(wanted, interaction.user.id, guild.id if guild else None)
        if waiting is WaitOutcome.TOO_MANY:
            return make_notice(TOO_MANY)
        told = ADDED if waiting is WaitOutcome.ADDED else ADDED_BEFORE
        kept = await unanswered.find_meaning(wanted.meaning)
        buttons = [StopWaitingButton(kept.id)] if kept else []
        question = await word_for_fans(client.answers, client.store, self._reference)
        return make_layout([f"**{escape_clipped(question or '', _QUESTION_LIMIT)}**", told], [buttons])


class StopWaitingButton(IdButton, prefix="stop", label="Stop waiting"):
    """Ends the wait of whoever presses it, and of nobody else."""

    for_all = True

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            await client.store.unanswered.remove_wait(self.of, interaction.user.id)
        await interaction.edit_original_response(view=make_notice(STOPPED))


async def record_unanswered(client: BotClient, answer: Answer, typed: str | None, user: int) -> None:
    """Record the question behind a don't-know, after the fan has got that answer. Never raises."""
    try:
        asked = describe_unanswered(answer, typed)
        if asked is not None:
            await client.store.unanswered.record(asked, user)
    except Exception:
        log.exception("An unanswered question was not kept")
