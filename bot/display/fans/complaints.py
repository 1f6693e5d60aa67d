"""“Not right?”: a fan says what is wrong with an answer, for moderators to look at.

Owns the button, the form, and what the fan is told. What moderators see is in display/moderators. Refuses
links that are none, and a flood from one person.
"""

from __future__ import annotations

import re
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Answer, Found, UnknownName
from bot.answers.unanswered import (
    ask_again,
    describe_missed,
    is_overview,
    leave_out_topic,
    mask_answer,
)
from bot.answers.wording import word_plainly
from bot.display.client_protocol import BotClient
from bot.display.components import StatefulButton, make_notice
from bot.display.fans.unanswered import find_typed, read_own_question
from bot.display.forms import Form
from bot.display.refusal import Refused, refusing, word_tomorrow
from bot.facts.files import is_web_address
from bot.questions import mask_contacts
from bot.store import WORDS_KEPT, Filed
from bot.store.complaints import MOST_A_DAY, MOST_OPEN

GONE = (
    "I no longer know what that answer was about. Ask the question yourself, please, and press the button beneath "
    "that answer."
)
THANKS = "Thank you! A moderator will look at it."
TOLD = " I will tell you here in Discord, by direct message, what became of it."
NO_LINK = "That is no link: it has to begin with https:// or http://."
REFUSALS = {
    Filed.TOO_MANY_OPEN: (
        f"{MOST_OPEN} of your reports still wait for a moderator, which is the most I take at once. "
        "I take the next one as soon as one of them is settled."
    ),
    Filed.TOO_MANY_TODAY: (
        f"You have sent {MOST_A_DAY} reports today, which is the most I take on a day. "
        "I take more from {tomorrow} on."
    ),
}
FAREWELL = (
    "### What you reported was not settled",
    (
        f"No moderator has got round to it in {WORDS_KEPT.days} days, and I forget what you wrote then. If the answer is "
        "still not right, press **Not right?** beneath it again."
    ),
)
_MISSED = "missed"
_WRONG_LENGTH = 1000
_LINK_LENGTH = 300


class ComplainButton(StatefulButton, template=r"complain:(?P<reference>.+)"):
    """Opens a form for what is wrong with an answer."""

    for_all = True

    def __init__(self, reference: str) -> None:
        super().__init__(ui.Button(label="Not right?", custom_id=f"complain:{reference}"))
        self._reference = reference

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["reference"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        own = await find_typed(interaction, client, self._reference)
        words = own.words if own is not None else None
        again = await ask_again(client.answers, client.store, self._reference, words)
        if again is None:
            await interaction.response.send_message(view=make_notice(GONE), ephemeral=True)
            return
        # Nobody should write what is not taken afterwards.
        if limit := await client.store.complaints.find_limit(interaction.user.id):
            raise Refused(word_limit(limit, client))
        await ComplaintForm(self._reference, again.answer).open(interaction, client, self)


def word_limit(limit: Filed, client: BotClient) -> str:
    """Which limit somebody has reached, and until when it holds."""
    return REFUSALS[limit].format(tomorrow=word_tomorrow(client.now()))


class ComplaintForm(Form):
    """What is wrong, where it says so, and whether the fan wants to hear back."""

    for_all = True

    def __init__(self, reference: str, answer: Answer | None) -> None:
        super().__init__("Not right?")
        self._reference = reference
        self._about: ui.RadioGroup[Any] | None = None
        if isinstance(answer, Found):
            missed = is_overview(answer)
            self._about = ui.RadioGroup(
                custom_id="about",
                required=False,
                options=[
                    discord.RadioGroupOption(
                        label="says something that is not right", value="says", default=not missed
                    ),
                    discord.RadioGroupOption(label="is not what I asked", value=_MISSED, default=missed),
                ],
            )
            self.add_item(ui.Label(text="This answer …", component=self._about))
        self._wrong = self.ask(
            "What is wrong?",
            "Moderators see this and your question, not who you are",
            required=True,
            style=discord.TextStyle.paragraph,
            max_length=_WRONG_LENGTH,
            custom_id="wrong",
        )
        self._link = self.ask(
            "Where does it say otherwise?",
            "A link to an article, if you have one",
            placeholder="https://…",
            max_length=_LINK_LENGTH,
            custom_id="link",
        )
        self._tell: ui.RadioGroup[Any] = ui.RadioGroup(
            custom_id="tell",
            options=[
                discord.RadioGroupOption(label="By direct message", value="yes", default=True),
                discord.RadioGroupOption(label="No", value="no"),
            ],
        )
        self.add_item(ui.Label(text="Tell me when it is settled", component=self._tell))

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        wrong, link = self._wrong.value.strip(), self._link.value.strip() or None
        if not wrong:
            raise Refused("Please say what is wrong.")
        if link is not None and not is_web_address(link):
            raise Refused(NO_LINK)
        # A reload may be writing; until it is done, nothing else can.
        await interaction.response.defer(ephemeral=True, thinking=True)
        own = await find_typed(interaction, client, self._reference)
        words = own.words if own is not None else None
        again = await ask_again(client.answers, client.store, self._reference, words)
        if again is None:
            raise Refused(GONE)
        answer = again.answer
        tell = self._tell.value == "yes"
        # Nothing is kept about a server that the bot is not in, and a private answer cannot be replied to.
        guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
        message = interaction.message if guild is not None else None
        if message is not None and message.flags.ephemeral:
            message = None
        with refusing():
            filed = await client.store.complaints.file(
                code=leave_out_topic(self._reference),
                question=words,
                answer=_word_answered(answer, own=own is not None),
                leading=answer.reports[0].id if isinstance(answer, Found) else None,
                wrong=mask_contacts(wrong),
                link=link,
                tell=tell,
                user=interaction.user.id,
                guild=guild.id if guild else None,
                channel=message.channel.id if message else None,
                message=message.id if message else None,
            )
        if filed is not Filed.DONE:
            raise Refused(word_limit(filed, client))
        if isinstance(answer, Found) and self._about is not None and self._about.value == _MISSED:
            typed = await read_own_question(interaction)
            missed = describe_missed(answer, typed, client.store.names, client.store.only_in_spoilers)
            user = interaction.user.id
            client.later.add(lambda: client.store.unanswered.record(missed, user))
        await interaction.edit_original_response(view=make_notice(THANKS + (TOLD if tell else "")))


def _word_answered(answer: Answer | None, *, own: bool) -> str:
    """What was answered, for moderators; nothing where that would repeat how somebody else has put the question."""
    if answer is None or (isinstance(answer, UnknownName) and not own):
        return ""
    return word_plainly(mask_answer(answer))
