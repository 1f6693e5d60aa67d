"""“Not right?”: a fan says what is wrong with an answer, for moderators to look at.

Owns the button, the form, and what the fan is told. What moderators see is in display/moderators. Refuses
links that are none, and a flood from one person.
"""

from __future__ import annotations

import re
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Found
from bot.answers.unanswered import ask_again
from bot.answers.wording import word_plainly
from bot.display.client_protocol import BotClient
from bot.display.components import Form, StatefulButton, make_notice
from bot.display.refusal import Refused, refusing
from bot.facts.files import is_web_address
from bot.store import Filed

GONE = "I no longer know what that answer was about. Ask again, please."
THANKS = "Thank you! A moderator will look at it."
TOLD = " I will tell you here in Discord, by direct message, what became of it."
NO_LINK = (
    "That is no link: it has to begin with https:// or http://. Nothing was sent; press the button again."
)
REFUSALS = {
    Filed.TOO_MANY_OPEN: (
        "Five of your reports still wait for a moderator, which is the most I take at once. "
        "Please come back when they are settled."
    ),
    Filed.TOO_MANY_TODAY: "You have sent 20 reports today, which is the most I take. Please come back tomorrow.",
}
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
        if await ask_again(client.answers, client.store, self._reference) is None:
            await interaction.response.send_message(view=make_notice(GONE), ephemeral=True)
        else:
            await interaction.response.send_modal(ComplaintForm(self._reference))


class ComplaintForm(Form):
    """What is wrong, where it says so, and whether the fan wants to hear back."""

    for_all = True

    def __init__(self, reference: str) -> None:
        super().__init__("Not right?")
        self._reference = reference
        self._wrong = self.ask(
            "What is wrong?",
            "Moderators see what you write, not who you are",
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
            raise Refused("Please say what is wrong. Nothing was sent; press the button again.")
        if link is not None and not is_web_address(link):
            raise Refused(NO_LINK)
        # A reload may be writing; until it is done, nothing else can.
        await interaction.response.defer(ephemeral=True, thinking=True)
        asked = await ask_again(client.answers, client.store, self._reference)
        if asked is None:
            raise Refused(GONE)
        answer = asked[1]
        tell = self._tell.value == "yes"
        # Nothing is kept about a server that the bot is not in, and a private answer cannot be replied to.
        guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
        message = interaction.message if guild is not None else None
        if message is not None and message.flags.ephemeral:
            message = None
        with refusing():
            filed = await client.store.complaints.file(
                code=self._reference,
                answer=word_plainly(answer),
                leading=answer.reports[0].id if isinstance(answer, Found) else None,
                wrong=wrong,
                link=link,
                tell=tell,
                user=interaction.user.id,
                guild=guild.id if guild else None,
                channel=message.channel.id if message else None,
                message=message.id if message else None,
            )
        if filed is not Filed.DONE:
            raise Refused(REFUSALS[filed])
        await interaction.followup.send(view=make_notice(THANKS + (TOLD if tell else "")), ephemeral=True)
