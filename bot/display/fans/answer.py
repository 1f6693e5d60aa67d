"""Components V2 layouts of answers and their buttons: https://discord.com/developers/docs/components/reference

Owns what an answer's message looks like and what its buttons do. A message holds 40 components and
4,000 characters of text; a layout stays below both. A button's state is the question's code in its
custom_id, so that it works after a restart; it answers afresh, from the facts of that moment.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import (
    Any,
    Self,
    cast,
)  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Ambiguous, Answer, Found, NoFact, Shown, UnknownName, Veil, context_of, show_answer
from bot.answers.report_words import describe_kind
from bot.answers.unanswered import is_overview, refer_to_question
from bot.answers.wording import word_answer, word_earlier
from bot.display.client_protocol import BotClient
from bot.display.components import (
    ACCENTS,
    NO_CUSTOM_ID,
    UNKNOWN_ACCENT,
    Layout,
    StatefulButton,
    add_blocks,
    add_rows,
    make_layout,
    make_notice,
    walk,
)
from bot.display.escape import BUTTON_LIMIT, clip, escape, escape_clipped, plain_label
from bot.display.fans.beside import NOTHING_BESIDE, Beside, find_beside_for
from bot.display.fans.complaints import ComplainButton
from bot.display.fans.unanswered import StopWaitingButton, TellMeButton, record_choice, record_unanswered
from bot.display.forms import Form
from bot.display.shows_here import find_shows_for
from bot.display.text_blocks import (
    count_of,
    make_blocks,
    make_earlier_blocks,
    make_opening,
    make_source_blocks,
    paginate,
)
from bot.display.visibility import choose_private, find_veil_for
from bot.facts.report import Entity
from bot.questions import MAX_QUESTION, Question

_TITLE_LIMIT = 250
_OPENING_LIMIT = 700
_NOTES_LIMIT = 500

GONE = "I no longer know what that button was about. Ask again, please."
ALL_HIDDEN = "### That is a spoiler\nI know {count} about that, which would give the story away. This channel shows no spoilers"
SOME_HIDDEN = "I left out {count}, which would give the story away. This channel shows no spoilers"
NO_VEIL = Veil()
"""For answers shown only to the person who asked."""


def make_answer_layout(
    answer: Answer,
    *,
    page: int = 0,
    asker: int | None = None,
    veil: Veil = NO_VEIL,
    beside: Beside = NOTHING_BESIDE,
) -> Layout:
    """An answer as a message; ``asker``, who may remove it, is None where it is private."""
    shown = show_answer(answer, veil)
    if shown.answer is None:
        hidden = f"{ALL_HIDDEN.format(count=count_of(shown.hidden, 'report'))}{word_elsewhere(veil)}"
        return make_layout([hidden], [_make_buttons(answer, shown, 0, 1, asker)], UNKNOWN_ACCENT)
    wording = word_answer(shown.answer)
    pages = paginate(make_blocks(wording, headed=is_overview(shown.answer)), wording.most_at_once)
    page = min(max(page, 0), len(pages) - 1)
    container: ui.Container[Any] = ui.Container(
        accent_colour=UNKNOWN_ACCENT if wording.certainty is None or not isinstance(shown.answer, Found)
        else ACCENTS[wording.certainty]
    )  # fmt: skip
    first, *more = pages[page] or [""]
    opening = make_opening(wording, _OPENING_LIMIT)
    if not isinstance(shown.answer, Found):
        opening = "\n".join(filter(None, (f"**{escape_clipped(wording.title, _TITLE_LIMIT)}**", opening)))
    between = " " if wording.opens_line and page == 0 else "\n"
    blocks = [between.join(filter(None, (opening, first))), *more]
    thumbnail = beside.make_thumbnail() if page == 0 and blocks[0] else None
    if thumbnail is not None:
        container.add_item(ui.Section(ui.TextDisplay(blocks.pop(0)), accessory=thumbnail))
    add_blocks(container, blocks)
    notes = [clip("\n".join(f"-# {escape(note)}" for note in wording.notes), _NOTES_LIMIT)]
    if shown.hidden:
        count = count_of(shown.hidden, "report")
        notes.append(f"-# {SOME_HIDDEN.format(count=count)}{word_elsewhere(veil)}")
    if any(notes):
        container.add_item(ui.TextDisplay("\n".join(filter(None, notes))))
    if len(pages) > 1:
        container.add_item(ui.TextDisplay(f"-# Page {page + 1} of {len(pages)}"))
    buttons = _make_buttons(answer, shown, page, len(pages), asker)
    look = beside.make_link()
    add_rows(container, [*([look] if look is not None else []), *buttons])
    layout = Layout()
    layout.add_item(container)
    return layout


def make_sources_layout(answer: Answer, veil: Veil = NO_VEIL) -> Layout:
    """Every article behind an answer; the answer itself if no article is behind it any more."""
    shown = show_answer(answer, veil).answer
    if not isinstance(shown, Found):
        return make_answer_layout(answer, veil=veil)
    return _make_list("Sources", make_source_blocks((*shown.reports, *shown.earlier)))


def make_earlier_layout(answer: Answer, veil: Veil = NO_VEIL) -> Layout:
    """The reports that later ones replaced; the answer itself if there are none any more."""
    shown = show_answer(answer, veil).answer
    if not isinstance(shown, Found) or not shown.earlier:
        return make_answer_layout(answer, veil=veil)
    return _make_list("Earlier reports, replaced since", make_earlier_blocks(word_earlier(shown)))


def _make_list(title: str, blocks: Sequence[str]) -> Layout:
    pages = paginate(blocks)
    shown = [f"### {title}", *pages[0]]
    if len(pages) > 1:
        shown.append(f"-# {sum(map(len, pages[1:]))} more are not shown.")
    return make_layout(shown)


def word_elsewhere(veil: Veil) -> str:
    """The end of a sentence about hidden spoilers: where they can be seen."""
    elsewhere = f"; <#{veil.elsewhere}> does" if veil.elsewhere is not None else ""
    return f"{elsewhere}. The button shows it to you alone."


def _make_buttons(
    answer: Answer, shown: Shown, page: int, pages: int, asker: int | None
) -> list[ui.Item[Any]]:
    buttons: list[ui.Item[Any]] = []
    if shown.hidden and isinstance(answer, Found | NoFact):
        buttons.append(RevealButton(answer.question.encode()))
    match shown.answer:
        case Found(question=question) as found:
            code = question.encode()
            buttons.append(SourcesButton(code))
            if found.earlier:
                buttons.append(EarlierButton(code))
            if pages > 1:
                buttons.append(PageButton(code, page - 1, "Back", disabled=page == 0))
                buttons.append(PageButton(code, page + 1, "More", disabled=page == pages - 1))
        case (
            Ambiguous(candidates=candidates, choices=choices)
            | UnknownName(nearest=candidates, choices=choices)
        ):
            buttons += _make_choice_buttons(candidates, choices)
    reference = refer_to_question(answer) if shown.answer is not None else None
    if reference is not None and not isinstance(answer, Found):
        buttons.append(TellMeButton(reference))
    before = context_of(shown.answer or answer)
    if before is not None:
        buttons.append(AskMoreButton(before.encode()))
    if reference is not None:
        buttons.append(ComplainButton(reference))
    if asker is not None:
        buttons.append(RemoveButton(asker))
    return buttons


def _make_choice_buttons(candidates: Sequence[Entity], choices: Sequence[Question]) -> Iterator[ChoiceButton]:
    """A button for each candidate, with its kind where another one has the same name."""
    names = [candidate.name for candidate in candidates]
    for candidate, question in zip(candidates, choices, strict=True):
        collides = names.count(candidate.name) > 1
        label = f"{candidate.name} ({describe_kind(candidate.kind)})" if collides else candidate.name
        yield ChoiceButton(question.encode(), plain_label(label, BUTTON_LIMIT))


class _AnswerButton(StatefulButton, template=NO_CUSTOM_ID):
    """A button about a question: a press answers it afresh."""

    for_all = True

    code: str

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        question = await client.answers.decode(self.code)
        if question is None:
            await interaction.response.send_message(view=make_notice(GONE), ephemeral=True)
        else:
            veil = await find_veil_for(interaction, private=find_asker(interaction.message) is None)
            await self.show(interaction, await client.answers.answer(question), veil)

    @abstractmethod
    async def show(self, interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> None:
        """Show the answer, or the button's part of it, behind the veil of the button's message."""


class SourcesButton(_AnswerButton, template=r"sources:(?P<code>.+)"):
    """Shows every article behind an answer, only to whoever pressed it."""

    def __init__(self, code: str) -> None:
        super().__init__(ui.Button(label="Sources", custom_id=f"sources:{code}"))
        self.code = code

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"])

    async def show(self, interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> None:
        await interaction.response.send_message(view=make_sources_layout(answer, veil), ephemeral=True)


class EarlierButton(_AnswerButton, template=r"earlier:(?P<code>.+)"):
    """Shows the reports that were replaced, only to whoever pressed it."""

    def __init__(self, code: str) -> None:
        super().__init__(ui.Button(label="Earlier reports", custom_id=f"earlier:{code}"))
        self.code = code

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"])

    async def show(self, interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> None:
        await interaction.response.send_message(view=make_earlier_layout(answer, veil), ephemeral=True)


class RevealButton(_AnswerButton, template=r"reveal:(?P<code>.+)"):
    """Shows what a channel hides, behind a veil and only to whoever pressed it."""

    def __init__(self, code: str) -> None:
        super().__init__(ui.Button(label="Show me the spoiler", custom_id=f"reveal:{code}"))
        self.code = code

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"])

    async def show(self, interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> None:
        veil = await find_veil_for(interaction, private=True)
        beside = await find_beside_for(interaction, answer, veil)
        layout = make_answer_layout(answer, veil=veil, beside=beside)
        await interaction.response.send_message(view=layout, ephemeral=True)


class ChoiceButton(_AnswerButton, template=r"choose:(?P<code>.+)"):
    """Answers for one of several candidates."""

    def __init__(self, code: str, label: str) -> None:
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=f"choose:{code}")
        )
        self.code = code

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"], label)

    async def show(self, interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> None:
        client = cast(BotClient, interaction.client)
        asked = find_unanswered(interaction.message)
        await _show_instead(interaction, answer, veil)
        record_unanswered(client, answer, None, interaction.user.id)
        # Whoever asked has said which name was meant, and what is known of it is an answer.
        if asked is not None and _is_asker(interaction):
            record_choice(client, asked, answer, interaction.user.id)


class PageButton(_AnswerButton, template=r"page:(?P<page>-?\d{1,3}):(?P<code>.+)"):
    """Turns to another page of a long answer."""

    def __init__(self, code: str, page: int, label: str, *, disabled: bool = False) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"page:{page}:{code}", disabled=disabled))
        self.code = code
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"], int(match["page"]), label)

    async def show(self, interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> None:
        await _show_instead(interaction, answer, veil, page=self._page)


class AskMoreButton(StatefulButton, template=r"more:(?P<code>.+)"):
    """Asks for a question that follows up the answer: a reply to a command's answer arrives empty."""

    for_all = True

    def __init__(self, code: str) -> None:
        super().__init__(ui.Button(label="Ask more", custom_id=f"more:{code}"))
        self._code = code

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        asker = find_asker(interaction.message)
        await interaction.response.send_modal(AskMoreForm(self._code, private=asker is None))


class AskMoreForm(Form):
    """A follow-up to the answer: "and who is in it?"."""

    for_all = True

    def __init__(self, code: str, *, private: bool) -> None:
        super().__init__("Ask more")
        self._code = code
        self._private = private
        self._question = self.ask(
            "Your question",
            "About what I just answered",
            required=True,
            placeholder="and who is in it?",
            custom_id="question",
            max_length=MAX_QUESTION,
        )

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        before = await client.answers.decode(self._code)
        answer = await client.answers.ask(self._question.value, before, await find_shows_for(interaction))
        private = await choose_private(interaction, self._private)
        veil = await find_veil_for(interaction, private=private)
        beside = await find_beside_for(interaction, answer, veil)
        asker = None if private else interaction.user.id
        layout = make_answer_layout(answer, asker=asker, veil=veil, beside=beside)
        await interaction.response.send_message(view=layout, ephemeral=private)
        record_unanswered(client, answer, self._question.value, interaction.user.id)


class RemoveButton(StatefulButton, template=r"remove:(?P<asker>\d{1,20})"):
    """Removes an answer, for the asker and whoever may manage messages."""

    for_all = True

    def __init__(self, asker: int) -> None:
        super().__init__(ui.Button(label="Remove", custom_id=f"remove:{asker}"))
        self._asker = asker

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["asker"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        if interaction.user.id == self._asker or interaction.permissions.manage_messages:
            await interaction.response.defer()
            await interaction.delete_original_response()
        else:
            refusal = "Only who asked, or who may manage messages here, can remove this answer."
            await interaction.response.send_message(view=make_notice(refusal), ephemeral=True)


ANSWER_BUTTONS = (
    SourcesButton,
    EarlierButton,
    RevealButton,
    ChoiceButton,
    PageButton,
    AskMoreButton,
    RemoveButton,
    ComplainButton,
    TellMeButton,
    StopWaitingButton,
)
"""The buttons that the bot registers when it starts."""


async def _show_instead(
    interaction: discord.Interaction[Any], answer: Answer, veil: Veil, *, page: int = 0
) -> None:
    """Show an answer in place of the message to the asker, to others below it and privately."""
    asker = find_asker(interaction.message)
    if asker is None or asker == interaction.user.id:
        beside = await find_beside_for(interaction, answer, veil)
        layout = make_answer_layout(answer, page=page, asker=asker, veil=veil, beside=beside)
        await interaction.response.edit_message(view=layout)
    else:
        veil = await find_veil_for(interaction, private=True)
        beside = await find_beside_for(interaction, answer, veil)
        layout = make_answer_layout(answer, page=page, veil=veil, beside=beside)
        await interaction.response.send_message(view=layout, ephemeral=True)


def _is_asker(interaction: discord.Interaction[Any]) -> bool:
    """Whether a message of the bot's was for whoever uses it."""
    return find_asker(interaction.message) in (None, interaction.user.id)


def find_unanswered(message: discord.Message | None) -> str | None:
    """The reference to the question that one of the bot's messages has no answer to."""
    for component in walk(message.components if message else ()):
        custom_id = getattr(component, "custom_id", None) or ""
        if custom_id.startswith("wait:"):
            return str(custom_id.removeprefix("wait:"))
    return None


def find_context(message: discord.Message) -> str | None:
    """The code of the question that one of the bot's messages answers, for a reply to follow up."""
    for component in walk(message.components):
        custom_id = getattr(component, "custom_id", None) or ""
        if custom_id.startswith("more:"):
            return str(custom_id.removeprefix("more:"))
    return None


def find_asker(message: discord.Message | None) -> int | None:
    """Who asked for an answer, by its remove button; None if only one person sees it."""
    for component in walk(message.components if message else ()):
        asked = re.fullmatch(r"remove:(\d+)", getattr(component, "custom_id", None) or "")
        if asked:
            return int(asked[1])
    return None
