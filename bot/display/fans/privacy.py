"""What is kept about people, in plain words, and the button that deletes it.

Owns the words and the steps of the deletion. The buttons hold nobody's id: whoever presses one means themselves,
so that no forged press reaches anybody else's data.
"""

from __future__ import annotations

import re
from typing import Any, Self  # Any: discord.Interaction is generic in its client

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import UNKNOWN_ACCENT, Layout, StatefulButton, make_layout
from bot.display.refusal import Refused
from bot.store import BusyError, OwnData

_KEPT = (
    "### What I keep, and what I do not\n"
    "- **Questions:** what I could not answer is counted by its meaning, without who asked or where. What I could "
    "answer is not kept.\n"
    "- **Follows and “Tell me when you know”:** your Discord id, what for, since when, and the server it was in; "
    "until you end it or have been told.\n"
    "- **“Not right?”:** what you wrote, with your id and where the answer stands; once it is settled, without you. "
    "Moderators see what you wrote, never who you are.\n"
    "- **Messages to you:** what I sent or am about to send, so that I tell you nothing twice; for 30 days.\n"
    "- **Moderators:** your id beside what you decided, approved or changed.\n"
    "- **Servers:** their settings; they go 30 days after I leave."
)
_NOT_KEPT = (
    "**Not kept:** your name, your avatar, who asked what, messages that do not mention me, and what I read for “Ask "
    "about this message”."
)
_ELSEWHERE = (
    "-# Against floods I count in memory who asks how often; a restart forgets it. My answers are messages on "
    "Discord: **Remove** beneath one takes it away. Backups that the operator made before a deletion hold what was "
    "there then."
)
_CONFIRM = (
    "### Delete all of it?\n"
    "I stop following for you, forget what you wait for and what you reported, and take your id off everything "
    "you decided. That is at once, complete, and cannot be undone."
)
_BUSY = "Another process is writing to the database, so that nothing was deleted. Try again in a moment."


def make_privacy_layout(own: OwnData) -> Layout:
    """What is kept about anybody, and how much about whoever asks."""
    if not own.total:
        return make_layout([_KEPT, _NOT_KEPT, "**About you:** nothing.", _ELSEWHERE], [], UNKNOWN_ACCENT)
    counts = f"**About you:** {_word_counts(own)}."
    return make_layout([_KEPT, _NOT_KEPT, counts, _ELSEWHERE], [[DeleteDataButton("ask")]], UNKNOWN_ACCENT)


def make_confirm_layout(own: OwnData) -> Layout:
    """The last question before the deletion."""
    return make_layout(
        [_CONFIRM, f"It is {_word_counts(own)}."],
        [[DeleteDataButton("now"), DeleteDataButton("keep")]],
        discord.Colour.red(),
    )


def make_forgotten_layout(own: OwnData) -> Layout:
    """What was deleted."""
    if not own.total:
        return make_layout(["There was nothing to delete: I keep nothing about you."], [], UNKNOWN_ACCENT)
    return make_layout([f"### Deleted\n{_word_counts(own)}. Nothing about you is left."])


def _word_counts(own: OwnData) -> str:
    counted = (
        (own.follows, "follow", "follows"),
        (own.waits, "question that you wait for", "questions that you wait for"),
        (own.complaints, "report of a wrong answer", "reports of wrong answers"),
        (own.letters, "message to you", "messages to you"),
        (own.decisions, "decision as a moderator", "decisions as a moderator"),
    )
    said = [f"{count:,} {one if count == 1 else several}" for count, one, several in counted if count]
    return " · ".join(said)


class DeleteDataButton(StatefulButton, template=r"privacy:(?P<step>ask|now|keep)"):
    """Takes the next step towards deleting one's own data, or calls it off."""

    for_all = True

    def __init__(self, step: str) -> None:
        label, style = _STEPS[step]
        super().__init__(ui.Button(label=label, style=style, custom_id=f"privacy:{step}"))
        self._step = step

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["step"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        kept = client.store.personal_data
        user = interaction.user.id
        await interaction.response.defer()
        if self._step == "now":
            try:
                layout = make_forgotten_layout(await kept.forget(user))
            except BusyError as error:
                raise Refused(_BUSY) from error
        else:
            own = await kept.count(user)
            layout = (
                make_confirm_layout(own) if self._step == "ask" and own.total else make_privacy_layout(own)
            )
        await interaction.edit_original_response(view=layout)


_STEPS = {
    "ask": ("Delete my data", discord.ButtonStyle.danger),
    "now": ("Delete it all", discord.ButtonStyle.danger),
    "keep": ("Keep it", discord.ButtonStyle.secondary),
}
