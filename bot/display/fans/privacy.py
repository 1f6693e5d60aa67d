"""What is kept about people, in plain words and in their own, and the button that deletes it.

Owns the words and the steps of the deletion. The buttons hold nobody's id: whoever presses one means themselves,
so that no forged press reaches anybody else's data.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self  # Any: discord.Interaction is generic in its client

import discord
from discord import ui

from bot.answers.own_words import MOST_OF_ONE
from bot.display.client_protocol import BotClient
from bot.display.components import UNKNOWN_ACCENT, Layout, StatefulButton, make_layout
from bot.display.escape import escape_clipped
from bot.display.paged_list import TurnButton
from bot.display.refusal import Refused
from bot.display.text_blocks import paginate
from bot.store import BusyError, OwnData, OwnWords

_MOST_SHOWN = 3
_QUESTION_LIMIT = 120
_LONGEST = 2000
"""Characters of the longest text that is kept, escaped."""

_KEPT = (
    "### What I keep, and what I do not\n"
    "- **Questions I can answer:** nothing.\n"
    "- **Questions I cannot answer:** the names in them that I know, what is asked, and the rest with “…” for every "
    "word that is not in my vocabulary; how many asked, when, and a fingerprint to tell that it is the same question. "
    "Never who asked or where. It goes 90 days after it was last asked; of one person I note 50 new ones a day.\n"
    "- **“Tell me when you know”:** your Discord id, since when, the server it was in, and your question as you wrote "
    "it. The words go after 90 days, the rest once you have been told or end it. Moderators read the words, without "
    "digits, addresses and mentions.\n"
    "- **“Not right?”:** your question and what you wrote, with your id and where the answer stands; until it is "
    "settled, for 90 days at most. Moderators read it, without addresses and mentions, and never who you are.\n"
    "- **Follows:** your id, what for, since when, and the server it was in; until you end it.\n"
    "- **Messages to you:** what I sent or am about to send, so that I tell you nothing twice; for 30 days.\n"
    "- **Moderators:** your id beside what you decided, approved or changed.\n"
    "- **Servers:** their settings; they go 30 days after I leave."
)
_NOT_KEPT = (
    "**Not kept:** your name, your avatar, who asked what, messages that do not mention me, and what I read for “Ask "
    "about this message”."
)
_ELSEWHERE = (
    "-# In memory alone, not over a restart: how often you ask, against floods; the last 128 questions of nothing but "
    "names that I know and plain words, without who asked; and for a day the words of your last "
    f"{MOST_OF_ONE} questions in vain, so that the buttons beneath them work. My answers are messages on "
    "Discord: **Remove** beneath one takes it away. Backups that the operator made before a deletion hold what was "
    "there then."
)
_CONFIRM = (
    "### Delete all of it?\n"
    "I stop following for you, forget what you wait for and what you reported, and take your id off everything "
    "you decided. That is at once, complete, and cannot be undone."
)
_BUSY = "Another process is writing to the database, so that nothing was deleted. Try again in a moment."


async def show_privacy(client: BotClient, user: int) -> Layout:
    """What is kept about anybody, and how much about whoever asks."""
    return make_privacy_layout(
        await client.store.personal_data.count(user), await client.store.personal_data.list_words(user)
    )


def make_privacy_layout(own: OwnData, words: Sequence[OwnWords] = ()) -> Layout:
    """The same, from counts and what they wrote."""
    if not own.total:
        return make_layout([_KEPT, _NOT_KEPT, "**About you:** nothing.", _ELSEWHERE], [], UNKNOWN_ACCENT)
    blocks = [_KEPT, _NOT_KEPT, f"**About you:** {_word_counts(own)}."]
    buttons: list[ui.Item[Any]] = [DeleteDataButton("ask")]
    if words:
        shown = [_word_own(each, _QUESTION_LIMIT) for each in words[:_MOST_SHOWN]]
        blocks.append("\n".join(["**In your words:**", *shown]))
        buttons.append(OwnWordsTurn(0, label="All that you wrote"))
    return make_layout([*blocks, _ELSEWHERE], [buttons], UNKNOWN_ACCENT)


def _word_own(each: OwnWords, limit: int = _LONGEST) -> str:
    said = [f"“{escape_clipped(text, limit)}”" for text in (each.question, each.wrong, each.draft) if text]
    kind = "you wait for the answer" if each.wrong is None else "“Not right?”"
    kind = kind if each.draft is None else "a form that you have not finished"
    return f"{' · '.join(said)}\n-# {kind}; until <t:{int(each.until.timestamp())}:D> at the latest"


class OwnWordsTurn(TurnButton, turns="words"):
    """Turns the pages of what somebody wrote, in full and for them alone."""

    for_all = True

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        words = await client.store.personal_data.list_words(user)
        pages = paginate([_word_own(each) for each in words])
        page = min(max(page, 0), len(pages) - 1)
        heading = "### What you wrote" if words else "### I keep nothing that you wrote"
        heading += f"\n-# Page {page + 1} of {len(pages)}" if len(pages) > 1 else ""
        turns = [
            cls(page - 1, label="Back", disabled=page == 0),
            cls(page + 1, disabled=page == len(pages) - 1),
        ]
        rows: list[list[ui.Item[Any]]] = [[DeleteDataButton("keep", label="All that I keep")]]
        return make_layout(
            [heading, *pages[page]], [[*turns], *rows] if len(pages) > 1 else rows, UNKNOWN_ACCENT
        )


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
        (own.drafts, "form that you have not finished", "forms that you have not finished"),
        (own.decisions, "decision as a moderator", "decisions as a moderator"),
    )
    said = [f"{count:,} {one if count == 1 else several}" for count, one, several in counted if count]
    return " · ".join(said)


class DeleteDataButton(StatefulButton, template=r"privacy:(?P<step>ask|now|keep)"):
    """Takes the next step towards deleting one's own data, or calls it off."""

    for_all = True

    def __init__(self, step: str, label: str = "") -> None:
        usual, style = _STEPS[step]
        super().__init__(ui.Button(label=label or usual, style=style, custom_id=f"privacy:{step}"))
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
                client.own_words.forget(user)
            except BusyError as error:
                raise Refused(_BUSY) from error
        else:
            own = await kept.count(user)
            layout = (
                make_confirm_layout(own)
                if self._step == "ask" and own.total
                else await show_privacy(client, user)
            )
        await interaction.edit_original_response(view=layout)


_STEPS = {
    "ask": ("Delete my data", discord.ButtonStyle.danger),
    "now": ("Delete it all", discord.ButtonStyle.danger),
    "keep": ("Keep it", discord.ButtonStyle.secondary),
}

PRIVACY_BUTTONS = (DeleteDataButton, OwnWordsTurn)
"""The buttons that /privacy registers."""
