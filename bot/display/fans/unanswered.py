"""“Tell me when you know”: a fan waits for the answer that no report gives yet.

Owns the two buttons, to wait and to stop, and what is recorded of unanswered questions: what is known of each at once,
a fan's own words only with their press. Refuses to send anything: the answer, once there is one, goes out through the
outbox.
"""

from __future__ import annotations

import re
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Answer, Found, Veil, show_answer
from bot.answers.own_words import HELD_HOURS, MOST_OF_ONE, Typed
from bot.answers.unanswered import (
    ask_again,
    describe_unanswered,
    find_meaning,
    find_own_words,
    is_name_alone,
    is_overview,
    read_meaning,
    word_for_fans,
)
from bot.answers.wording import word_answer
from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, Layout, StatefulButton, make_layout, make_notice
from bot.display.escape import escape_clipped, read_mention
from bot.display.refusal import refusing, word_tomorrow
from bot.display.text_blocks import make_blocks, make_opening, paginate
from bot.questions import MAX_QUESTION, leave_out_contacts
from bot.store import WORDS_KEPT, AskedQuestion, WaitOutcome
from bot.store.unanswered import MOST_NEW_WAITS_A_DAY, MOST_WAITS

GONE = (
    "I no longer know how that question was put. I remember questions only for who asked them: the last "
    f"{MOST_OF_ONE}, for {HELD_HOURS} hours, and not over a restart. Ask it yourself, please, and press the button "
    "beneath that answer."
)
ADDED = (
    "I will tell you here in Discord, by direct message, once I know it. `/following` shows what you wait for; "
    "the button below ends it."
)
ADDED_BEFORE = "You wait for that already. `/following` shows what you wait for; the button below ends it."
KEPT = (
    f"-# I keep how you have put it for {WORDS_KEPT.days} days, to ask it again. Moderators read it without digits, "
    "addresses and mentions, and without your name. `/privacy` shows it and deletes it."
)
TOO_MANY = (
    f"You wait for {MOST_WAITS} answers already, which is the most I take. `/following` shows them; "
    "end one first."
)
TOO_MANY_TODAY = (
    f"You have begun to wait for {MOST_NEW_WAITS_A_DAY} answers today, which is the most I take on a day. "
    "I take more from {tomorrow} on."
)
FAREWELL = (
    "### I could not find it out",
    (
        f"You wanted to know something that I did not know. That was up to {WORDS_KEPT.days} days ago, and how it was put "
        "is forgotten by now: ask me again if you still want to know."
    ),
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
        await interaction.edit_original_response(view=await self._wait(interaction, client))

    async def _wait(self, interaction: discord.Interaction[Any], client: BotClient) -> Layout:
        own = await find_typed(interaction, client, self._reference)
        again = await ask_again(client.answers, client.store, self._reference, own.words if own else None)
        if again is None:
            return make_notice(GONE)
        if isinstance(again.answer, Found):
            # If the answer is known by now, tell it now: news only comes with the next facts.
            return _make_known_layout(again.answer, client)
        unanswered = client.store.unanswered
        wanted: AskedQuestion | None = own.asked if own is not None else None
        if wanted is None and again.answer is not None:
            # Somebody else's question waits along with theirs: in their words it can be asked again.
            meaning = read_meaning(self._reference)
            wanted = (
                describe_unanswered(again.answer, None, client.store.names)
                if meaning is None
                else await unanswered.find_meaning(meaning)
            )
        if wanted is None:
            return make_notice(GONE)
        # Nothing is kept about a server that the bot is not in.
        guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
        words = own.words if own is not None else None
        with refusing():
            waiting = await unanswered.wait(
                wanted, interaction.user.id, guild.id if guild else None, words=words
            )
        if waiting is WaitOutcome.TOO_MANY:
            return make_notice(TOO_MANY)
        if waiting is WaitOutcome.TOO_MANY_TODAY:
            return make_notice(TOO_MANY_TODAY.format(tomorrow=word_tomorrow(client.now())))
        kept = await unanswered.find_meaning(wanted.meaning)
        buttons = [StopWaitingButton(kept.id)] if kept else []
        question = words or await word_for_fans(client.answers, client.store, self._reference)
        told = ADDED if waiting is WaitOutcome.ADDED else ADDED_BEFORE
        blocks = [f"**{escape_clipped(question or '', _QUESTION_LIMIT)}**", told]
        return make_layout([*blocks, *([KEPT] if words else [])], [buttons])


def _make_known_layout(answer: Found, client: BotClient) -> Layout:
    veil = Veil(only_in_spoilers=client.store.only_in_spoilers)
    wording = word_answer(show_answer(answer, veil).answer or answer)
    opening = make_opening(wording, _QUESTION_LIMIT)
    return make_layout([*([opening] if opening else []), *paginate(make_blocks(wording))[0]])


class StopWaitingButton(IdButton, prefix="stop", label="Stop waiting"):
    """Ends the wait of whoever presses it, and of nobody else."""

    for_all = True

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            await client.store.unanswered.remove_wait(self.of, interaction.user.id)
        await interaction.edit_original_response(view=make_notice(STOPPED))


def record_unanswered(client: BotClient, answer: Answer, typed: str | None, user: int) -> None:
    """Record the question behind a don't-know in the background: no answer waits for that."""
    asked = describe_unanswered(answer, typed, client.store.names, client.store.only_in_spoilers)
    if asked is None:
        return
    words = find_own_words(answer, typed)
    if words is not None:
        client.own_words.hold(user, asked, words, client.now())
    # The store's part is looked up when it is written: the database may be another by then.
    client.later.add(lambda: client.store.unanswered.record(asked, user))


def record_choice(client: BotClient, reference: str, answer: Answer, user: int) -> None:
    """Record in the background that whoever asked has chosen whom they meant, if that answered their question."""
    meaning = read_meaning(reference)
    if meaning is None or not isinstance(answer, Found):
        return
    if is_overview(answer):
        # What else they asked for got lost with the name, unless it was the name alone.
        held = client.own_words.find(user, meaning, client.now())
        if held is None or not is_name_alone(meaning, held.words):
            return
    record_chosen(client, reference)


def record_chosen(client: BotClient, reference: str) -> None:
    """Record in the background that a question is answered, because whoever asked has chosen whom they meant."""
    meaning = read_meaning(reference)
    if meaning is not None:
        client.later.add(lambda: client.store.unanswered.note_chosen(meaning))


async def find_typed(
    interaction: discord.Interaction[Any], client: BotClient, reference: str
) -> Typed | None:
    """How whoever presses a button has put its question; None where somebody else has, or it is not known any more."""
    meaning = read_meaning(reference)
    if meaning is None:
        question = await client.answers.decode(reference)
        meaning = None if question is None else find_meaning(await client.answers.answer(question))
    if meaning is None:
        return None
    held = client.own_words.find(interaction.user.id, meaning, client.now())
    return held or await _read_replied_to(interaction, client, meaning)


async def read_own_question(interaction: discord.Interaction[Any]) -> str | None:
    """The question in the presser's own message that a button's message replies to; None where there is none."""
    answer, bot_user = interaction.message, interaction.client.user
    if answer is None or bot_user is None or answer.reference is None or answer.reference.message_id is None:
        return None
    asked = answer.reference.resolved
    if not isinstance(asked, discord.Message) or not asked.content:
        try:
            asked = await answer.channel.fetch_message(answer.reference.message_id)
        except discord.HTTPException:
            # It is gone, or the bot may not read there.
            return None
    return (read_mention(asked.content, bot_user) or None) if asked.author.id == interaction.user.id else None


async def _read_replied_to(
    interaction: discord.Interaction[Any], client: BotClient, meaning: str
) -> Typed | None:
    """The question in the presser's own message that the button's message replies to.

    Discord shows the bot the text of messages that mention it: after a restart, the question can still be read there.
    """
    typed = await read_own_question(interaction)
    if typed is None:
        return None
    answer_now = await client.answers.ask(typed)
    described = describe_unanswered(answer_now, typed, client.store.names, client.store.only_in_spoilers)
    if described is None or described.meaning != meaning:
        # It went on from an answer before it, or is answered by now.
        described = await client.store.unanswered.find_meaning(meaning)
    return None if described is None else Typed(described, leave_out_contacts(typed)[:MAX_QUESTION])
