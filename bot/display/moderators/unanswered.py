"""Unanswered questions, for moderators: the list, a card for each question, and what answers it.

Owns these layouts, their buttons and forms. Shows nobody's name: only what is known of a question, how often it was
asked, how many are waiting, and how one of those has put it, without digits, addresses and mentions.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Sequence
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Answer, Found, UnknownName
from bot.answers.unanswered import answer_by_now, mask_answer, word_unanswered
from bot.answers.wording import word_plainly
from bot.display.client_protocol import BotClient
from bot.display.components import UNKNOWN_ACCENT, IdButton, Layout, StatefulButton, make_layout
from bot.display.escape import escape, escape_clipped
from bot.display.forms import Form
from bot.display.moderators.fact_form import FactForm
from bot.display.refusal import Refused, refusing
from bot.display.text_blocks import count_of
from bot.moderation.aliases import add_alias, find_known_name
from bot.moderation.typed_facts import begin_answering, begin_from_topic
from bot.moderation.unanswered import drop_answered
from bot.questions import mask_private
from bot.store import UnansweredQuestion

NOTHING_THERE = "No question is unanswered: what fans asked is answered or settled."
GONE = "That question is not kept any more."
SETTLED = "Somebody has settled that question already: it is {state}."
ANSWERED = "I can answer that by now. Those who wait for it are told."
NO_WORDS = (
    "-# “…” stands for words that I do not know. How fans put a question is theirs: I show it once one of them presses "
    "“Tell me when you know”."
)
_ON_PAGE = 5
_QUESTION_LIMIT = 300
_ANSWER_LIMIT = 800
_NAME_LENGTH = 300
_WORDS_LENGTH = 1500


async def make_unanswered_layout(client: BotClient, *, page: int = 0, notice: str = "") -> Layout:
    """A page of the questions that nobody has settled, most asked first."""
    await drop_answered(client.store, client.answers, max(0, page) * _ON_PAGE)
    unanswered = client.store.unanswered
    total = await unanswered.count_open()
    if not total:
        return make_layout([*([notice] if notice else []), NOTHING_THERE])
    pages = (total + _ON_PAGE - 1) // _ON_PAGE
    page = min(page, pages - 1)
    container: ui.Container[Any] = ui.Container(accent_colour=UNKNOWN_ACCENT)
    if notice:
        container.add_item(ui.TextDisplay(notice))
    head = f"### Unanswered questions\n-# {count_of(total, 'question')}, most asked first"
    head += f" · page {page + 1} of {pages}" if pages > 1 else ""
    head += f"\n{NO_WORDS}"
    container.add_item(ui.TextDisplay(head))
    for kept in await unanswered.list_open(page * _ON_PAGE, _ON_PAGE):
        asked = escape_clipped(await word_unanswered(client.answers, kept), _QUESTION_LIMIT)
        text = "\n".join(filter(None, (f"**{asked}**", _word_put(kept), f"-# {_word_times(kept)}")))
        container.add_item(ui.Section(ui.TextDisplay(text), accessory=OpenQuestionButton(kept.id)))
    if pages > 1:
        row: ui.ActionRow[Any] = ui.ActionRow()
        row.add_item(UnansweredPageButton("back", page - 1, disabled=page == 0))
        row.add_item(UnansweredPageButton("more", page + 1, disabled=page == pages - 1))
        container.add_item(row)
    layout = Layout()
    layout.add_item(container)
    return layout


def _word_put(kept: UnansweredQuestion) -> str:
    """How one who waits has put it; nothing where nobody who does has had that kept."""
    if kept.words is None:
        return ""
    return f"“{escape_clipped(mask_private(kept.words), _QUESTION_LIMIT)}”"


def _word_times(kept: UnansweredQuestion) -> str:
    words = f"asked {count_of(kept.times, 'time')} · last <t:{int(kept.last_at.timestamp())}:R>"
    if kept.waits:
        words += f" · {kept.waits:,} {'waits' if kept.waits == 1 else 'wait'} for the answer"
    return words


async def make_question_card(client: BotClient, question: int, *, notice: str = "") -> Layout:
    """The card of a question, or the list if it is settled."""
    kept = await client.store.unanswered.find(question)
    if kept is None or kept.state != "open":
        said = GONE if kept is None else SETTLED.format(state=kept.state)
        return await make_unanswered_layout(client, notice=notice or said)
    answer = await answer_by_now(client.answers, kept)
    blocks = [notice] if notice else []
    asked = escape_clipped(await word_unanswered(client.answers, kept), _QUESTION_LIMIT)
    blocks.append(f"### {asked}\n-# {_word_times(kept)}")
    if put := _word_put(kept):
        blocks.append(f"**Somebody who waits has put it so:** {put}")
    elif kept.code is None:
        blocks.append(NO_WORDS)
    if isinstance(answer, Found):
        blocks += [ANSWERED, escape_clipped(word_plainly(answer), _ANSWER_LIMIT)]
    elif answer is not None:
        blocks.append(f"**I answer:** {escape_clipped(word_plainly(mask_answer(answer)), _ANSWER_LIMIT)}")
    mending: list[ui.Item[Any]] = [AddFactButton(kept.id), AliasButton(kept.id)]
    if isinstance(answer, UnknownName):
        # More often than not it is a known name in another spelling.
        mending.reverse()
    rows: list[list[ui.Item[Any]]] = [
        [
            *mending,
            TellWaitingButton(kept.id, disabled=not kept.waits),
            DismissQuestionButton(kept.id),
        ],
        [UnansweredPageButton("list", 0)],
    ]
    return make_layout(blocks, rows, UNKNOWN_ACCENT)


# Buttons


class UnansweredPageButton(
    StatefulButton, template=r"unanswered:(?P<where>back|more|list):(?P<page>-?\d{1,4})"
):
    """Shows a page of the list."""

    def __init__(self, where: str, page: int, *, disabled: bool = False) -> None:
        label = {"back": "Back", "more": "More", "list": "All questions"}[where]
        super().__init__(ui.Button(label=label, custom_id=f"unanswered:{where}:{page}", disabled=disabled))
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["where"], int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.edit_message(
            view=await make_unanswered_layout(client, page=max(0, self._page))
        )


class OpenQuestionButton(IdButton, prefix="unanswered:open", label="Open"):
    """Shows the card of a question."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.edit_message(view=await make_question_card(client, self.of))


class DismissQuestionButton(IdButton, prefix="unanswered:dismiss", label="Dismiss"):
    """Takes a question off the list."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            done = await client.store.unanswered.dismiss(self.of)
        layout = await make_unanswered_layout(client) if done else await make_question_card(client, self.of)
        await interaction.edit_original_response(view=layout)


class _FormButton(IdButton):
    """Opens a form about a question, as long as that is open."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        kept = await client.store.unanswered.find(self.of)
        if kept is None or kept.state != "open":
            layout = await make_question_card(client, self.of)
            await interaction.response.edit_message(view=layout)
        else:
            answer = await answer_by_now(client.answers, kept)
            await self.make_form(client, kept, answer).open(interaction, client, self)

    @abstractmethod
    def make_form(self, client: BotClient, kept: UnansweredQuestion, answer: Answer | None) -> Form:
        """The form to fill in."""


class AliasButton(_FormButton, prefix="unanswered:alias", label="Add an alias"):
    """Says which known name an unknown one stands for."""

    def make_form(self, client: BotClient, kept: UnansweredQuestion, answer: Answer | None) -> Form:
        return AliasForm(kept, answer)


class AddFactButton(_FormButton, prefix="unanswered:fact", label="Add a fact"):
    """Opens a form for the fact that answers it."""

    def make_form(self, client: BotClient, kept: UnansweredQuestion, answer: Answer | None) -> Form:
        async def opened(client: BotClient, by: int, review: int) -> str:
            return "Once you approve it, the question is answered, and who waits for it is told."

        async def again(client: BotClient, problems: str) -> Layout:
            return await make_question_card(client, kept.id, notice=problems)

        if answer is None:
            fact = begin_from_topic(kept.shape, client.store.names)
        else:
            fact = begin_answering(answer, _find_unknown(answer), kept.words or "")
        return FactForm(
            "Add a fact", "an unanswered question", fact, {}, opened, today=client.today(), again=again
        )


class TellWaitingButton(_FormButton, prefix="unanswered:tell", label="Answer those who wait"):
    """Opens a form for a note to those who wait."""

    def make_form(self, client: BotClient, kept: UnansweredQuestion, answer: Answer | None) -> Form:
        return TellWaitingForm(kept)


UNANSWERED_BUTTONS: Sequence[type[StatefulButton]] = (
    UnansweredPageButton,
    OpenQuestionButton,
    DismissQuestionButton,
    AliasButton,
    AddFactButton,
    TellWaitingButton,
)
"""The buttons that the cog registers when it starts."""


# Forms


def _find_unknown(answer: Answer | None) -> str:
    """The name that nothing is known by; nothing if part of it is masked, for what is left is another name."""
    if not isinstance(answer, UnknownName):
        return ""
    return answer.name if mask_private(answer.name) == " ".join(answer.name.split()) else ""


class _QuestionForm(Form):
    """A form about a question, whose card says what is wrong with what was typed."""

    def __init__(self, title: str, kept: UnansweredQuestion) -> None:
        super().__init__(title)
        self._question = kept

    async def show_again(self, client: BotClient, problems: str) -> Layout | None:
        """The card that it was opened from."""
        return await make_question_card(client, self._question.id, notice=problems)


class AliasForm(_QuestionForm):
    """Which known name a name stands for."""

    def __init__(self, kept: UnansweredQuestion, answer: Answer | None) -> None:
        super().__init__("Add an alias", kept)
        unknown = _find_unknown(answer)
        nearest = answer.nearest[0].name if isinstance(answer, UnknownName) and answer.nearest else ""
        self._also = self.ask(
            "The name that fans use",
            "As they write it",
            required=True,
            max_length=_NAME_LENGTH,
            default=unknown[:_NAME_LENGTH],
            custom_id="also",
        )
        self._name = self.ask(
            "The name that I know",
            "If it fits several, say which: “work: Moon High”, “person: …”, “character: …”",
            required=True,
            max_length=_NAME_LENGTH,
            default=nearest[:_NAME_LENGTH],
            custom_id="name",
        )

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        with refusing():
            kind, name = find_known_name(client.store.names, self._name.value)
        also = " ".join(self._also.value.split())
        if not also:
            raise Refused("Say which name fans use.")
        await interaction.response.defer()
        with refusing():
            await add_alias(client.store, kind, name, also, interaction.user.id)
        notice = f"“{escape(also)}” stands for “{escape(name)}” from now on."
        layout = await make_question_card(client, self._question.id, notice=notice)
        await interaction.edit_original_response(view=layout)


class TellWaitingForm(_QuestionForm):
    """A note to those who wait."""

    def __init__(self, kept: UnansweredQuestion) -> None:
        super().__init__("Answer those who wait", kept)
        self._words = self.ask(
            f"What {count_of(kept.waits, 'person') if kept.waits == 1 else f'{kept.waits:,} people'} are told",
            "In your own words; say where it is from",
            required=True,
            style=discord.TextStyle.paragraph,
            max_length=_WORDS_LENGTH,
            custom_id="words",
        )

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        words = self._words.value.strip()
        if not words:
            raise Refused("Say what they are told.")
        await interaction.response.defer()
        asked = await word_unanswered(client.answers, self._question, client.store.only_in_spoilers)

        def make_blocks(own: str | None) -> list[str]:
            return [
                f"### You asked: {escape_clipped(own or asked, _QUESTION_LIMIT)}",
                f"A moderator answers:\n> {escape_clipped(words, 2 * _WORDS_LENGTH)}",
            ]

        with refusing():
            told = await client.store.unanswered.tell(self._question.id, make_blocks, only_open=True)
        if told is None:
            layout = await make_question_card(client, self._question.id)
        else:
            notice = f"{count_of(told, 'message')} {'is' if told == 1 else 'are'} on the way."
            layout = await make_unanswered_layout(client, notice=notice)
        await interaction.edit_original_response(view=layout)
