"""The moderators' queue of “Not right?”: a card for each complaint, and what settles it.

Owns these cards, their buttons and forms. Shows nobody's name; what goes back to the fan is in complaint_letters.py.
The fan's side is in display/fans.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import UnknownName
from bot.answers.unanswered import ask_again, mask_answer
from bot.answers.wording import word_plainly
from bot.display.client_protocol import BotClient
from bot.display.components import (
    UNKNOWN_ACCENT,
    IdButton,
    Layout,
    StatefulButton,
    make_layout,
)
from bot.display.escape import escape_clipped, link
from bot.display.forms import Form, TextField
from bot.display.moderators.complaint_letters import (
    DISMISSED,
    FORGOTTEN,
    RETRACTED,
    WORDS_LENGTH,
    word_settled,
)
from bot.display.moderators.fact_card import ShowFactButton
from bot.display.moderators.fact_form import FactForm
from bot.display.refusal import refusing
from bot.facts.model import Fact
from bot.facts.scope import WHOLE, word_scope
from bot.moderation.complaints import Retracted, begin_correction, retract_doubted_fact
from bot.questions import mask_private
from bot.store import Complaint, Place, Settled

NOTHING_THERE = "No complaint waits: every answer that somebody doubted has been looked at."
GONE = "I no longer know that complaint."
FACT_GONE = "-# The fact that the answer rested on is not served any more."
BEING_CHECKED = "A correction of that waits for review already: `/facts review` shows it."
TAKEN_UP = "Once the correction below is decided, the complaint is settled, and the fan is told if they want to hear of it."
OLD_FACT_STAYS = "The old fact stands as well: something later or more certain replaces it, and `/facts retract` takes it out."
_QUESTION_LIMIT = 200
_ANSWER_LIMIT = 600
_WRONG_LIMIT = 1300
_FACT_LIMIT = 150
_REASON_LENGTH = 300


async def make_queue_layout(client: BotClient, *, at: int = 0, notice: str = "") -> Layout:
    """The card of the first open complaint from an id on, or word that there is none."""
    found = await client.store.complaints.find_next(at)
    if found is None:
        return make_layout([*([notice] if notice else []), NOTHING_THERE])
    return await _make_card(client, *found, notice=notice)


async def _make_card(client: BotClient, complaint: Complaint, place: Place, *, notice: str) -> Layout:
    again = await ask_again(client.answers, client.store, complaint.code, complaint.question)
    question = FORGOTTEN if again is None else again.words
    answer = None if again is None else again.answer
    # In words that somebody else has kept it is asked, but not shown.
    hidden = isinstance(answer, UnknownName) and complaint.question is None
    answer_now = None if answer is None or hidden else word_plainly(mask_answer(answer))
    same = answer_now == complaint.answer
    blocks = [notice] if notice else []
    blocks.append(
        f"### {escape_clipped(question, _QUESTION_LIMIT)}\n"
        f"-# Complaint {place.number} of {place.total} · <t:{int(complaint.at.timestamp())}:R>"
    )
    if complaint.question is not None:
        put = escape_clipped(mask_private(complaint.question), _QUESTION_LIMIT)
        blocks.append(f"**The fan asked:** {put}")
    blocks.append(
        f"**A fan says it is not right:**\n> {escape_clipped(complaint.wrong, _WRONG_LIMIT)}"
        + (f"\n{link(complaint.link)}" if complaint.link else "")
    )
    if complaint.answer:
        then = f"**I answered:** {escape_clipped(complaint.answer, _ANSWER_LIMIT)}"
        blocks.append(then + ("\n-# I still answer the same." if same else ""))
    if answer_now is not None and not same:
        blocks.append(f"**I answer now:** {escape_clipped(answer_now, _ANSWER_LIMIT)}")
    leading = await client.store.complaints.find_leading_fact(complaint)
    if complaint.fact is not None:
        blocks.append(_word_leading(complaint.fact, complaint.article) if leading is not None else FACT_GONE)
    buttons: list[ui.Item[Any]] = [CorrectButton(complaint.id)]
    buttons += [RetractForComplaintButton(complaint.id)] if leading is not None else []
    buttons.append(DismissComplaintButton(complaint.id))
    buttons += [ShowFactButton(leading, label="Show the fact")] if leading is not None else []
    rows = [buttons]
    if place.total > 1:
        rows.append([ComplaintTurnButton("back", place.before), ComplaintTurnButton("next", place.after)])
    return make_layout(blocks, rows, UNKNOWN_ACCENT)


def _word_leading(fact: Fact, article: str | None) -> str:
    """Which fact would be retracted, as an answer may rest on several."""
    said = f"{fact.relation}: {fact.value}" + (f" ({word_scope(fact.scope)})" if fact.scope != WHOLE else "")
    return (
        f"**Its first source:** {escape_clipped(said, _FACT_LIMIT)}"
        f"\n-# /facts article article:{escape_clipped(article or '', _FACT_LIMIT)}"
    )


async def _settle(
    client: BotClient, complaint: Complaint, state: Settled, by: int, outcome: str, words: str = ""
) -> str:
    """Settle a complaint; returns what to say if somebody else was faster, else nothing."""
    blocks = await word_settled(client, complaint, outcome, words)
    with refusing():
        done = await client.store.complaints.settle(complaint.id, state, by, blocks=blocks)
    if done:
        return ""
    return _word_settled_before(await client.store.complaints.find(complaint.id), by)


def _word_settled_before(complaint: Complaint | None, by: int) -> str:
    if complaint is None:
        return GONE
    if complaint.checked:
        return BEING_CHECKED
    settled_by = complaint.settled_by
    # Whoever settled it may have had their data deleted since.
    who = "you" if settled_by == by else "somebody" if settled_by is None else f"<@{settled_by}>"
    return f"That complaint is settled already: {complaint.state} by {who}."


# Buttons


class ComplaintTurnButton(StatefulButton, template=r"complaint:(?P<where>back|next):(?P<id>\d{1,18})"):
    """Shows another open complaint."""

    def __init__(self, where: str, complaint: int) -> None:
        label = "Back" if where == "back" else "Later"
        super().__init__(ui.Button(label=label, custom_id=f"complaint:{where}:{complaint}"))
        self._complaint = complaint

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["where"], int(match["id"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.edit_message(view=await make_queue_layout(client, at=self._complaint))


class _SettlingButton(IdButton):
    """Opens the form that settles a complaint, as long as that is open."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        complaint = await client.store.complaints.find(self.of)
        if complaint is None or not complaint.open:
            notice = _word_settled_before(complaint, interaction.user.id)
            layout = await make_queue_layout(client, at=self.of, notice=notice)
            await interaction.response.edit_message(view=layout)
        else:
            form = await self.make_form(client, complaint)
            await form.open(interaction, client, self)

    @abstractmethod
    async def make_form(self, client: BotClient, complaint: Complaint) -> Form:
        """The form to fill in."""


class RetractForComplaintButton(
    _SettlingButton, prefix="complaint:retract", label="Retract the fact", style=discord.ButtonStyle.danger
):
    """Retracts the fact that the answer rested on."""

    async def make_form(self, client: BotClient, complaint: Complaint) -> Form:
        return RetractForComplaintForm(complaint)


class CorrectButton(_SettlingButton, prefix="complaint:edit", label="Edit"):
    """Opens a form with what was answered, to be corrected."""

    async def make_form(self, client: BotClient, complaint: Complaint) -> Form:
        async def opened(client: BotClient, by: int, review: int) -> str:
            if not await client.store.complaints.take_up(complaint.id, review):
                return _word_settled_before(await client.store.complaints.find(complaint.id), by)
            return TAKEN_UP if complaint.fact is None else f"{TAKEN_UP} {OLD_FACT_STAYS}"

        async def again(client: BotClient, problems: str) -> Layout:
            return await make_queue_layout(client, at=complaint.id, notice=problems)

        begun = await begin_correction(client.store, client.answers, complaint)
        return FactForm(
            "Edit the fact",
            "a fan's complaint",
            begun.fact,
            begun.source,
            opened,
            today=client.today(),
            again=again,
        )


class DismissComplaintButton(_SettlingButton, prefix="complaint:dismiss", label="Dismiss"):
    """Leaves the answer as it is."""

    async def make_form(self, client: BotClient, complaint: Complaint) -> Form:
        return DismissComplaintForm(complaint)


COMPLAINT_BUTTONS: Sequence[type[StatefulButton]] = (
    ComplaintTurnButton,
    RetractForComplaintButton,
    CorrectButton,
    DismissComplaintButton,
)
"""The buttons that the cog registers when it starts."""


# Forms


class _SettlingForm(Form):
    """A form with a note to the fan."""

    def __init__(self, title: str, complaint: Complaint) -> None:
        super().__init__(title)
        self._complaint = complaint

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The complaint's card."""
        return await make_queue_layout(client, at=self._complaint.id, notice=problems)

    def ask_for_words(self) -> TextField:
        """A field for what the fan is told."""
        return self.ask(
            "A word for the fan",
            "Sent with the news, if they want to hear of it",
            style=discord.TextStyle.paragraph,
            max_length=WORDS_LENGTH,
            custom_id="words",
        )

    async def show_next(self, interaction: discord.Interaction[Any], notice: str) -> None:
        """Go on with the queue."""
        client = cast(BotClient, interaction.client)
        layout = await make_queue_layout(client, at=self._complaint.id, notice=notice)
        await interaction.edit_original_response(view=layout)


class RetractForComplaintForm(_SettlingForm):
    """Why a fact is taken out."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__("Retract the fact", complaint)
        self._reason = self.ask(
            "Why is it taken out?",
            "In your own words: it stays in the history, and what the fan wrote does not",
            required=True,
            style=discord.TextStyle.paragraph,
            max_length=_REASON_LENGTH,
            custom_id="reason",
        )
        self._words = self.ask_for_words()

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        by = interaction.user.id
        complaint = self._complaint
        with refusing():
            retracted = await retract_doubted_fact(client.store, complaint.id, self._reason.value.strip(), by)
        match retracted:
            case Retracted.SETTLED_BEFORE:
                settled = await client.store.complaints.find(complaint.id)
                notice = _word_settled_before(settled, by)
            case Retracted.FACT_GONE:
                notice = "That fact is not served any more. Look again:"
            case Retracted.DONE:
                words = self._words.value.strip()
                too_late = await _settle(client, complaint, Settled.ACCEPTED, by, RETRACTED, words)
                notice = f"The fact is taken out. {too_late}".strip()
        await self.show_next(interaction, notice)


class DismissComplaintForm(_SettlingForm):
    """A note to the fan whose complaint changes nothing."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__("Dismiss the complaint", complaint)
        self._words = self.ask_for_words()

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        too_late = await _settle(
            client,
            self._complaint,
            Settled.DISMISSED,
            interaction.user.id,
            DISMISSED,
            self._words.value.strip(),
        )
        await self.show_next(interaction, too_late)
