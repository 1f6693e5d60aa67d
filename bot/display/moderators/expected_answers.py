"""Expected answers for moderators: saving one, the list of them, and what a reload would change.

Owns these layouts and their buttons. Refuses to save any answer but the one that was seen.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
import msgspec
from discord import ui

from bot.answers import Answer, Veil, show_answer
from bot.answers.wording import word_answer
from bot.display.client_protocol import BotClient
from bot.display.components import Layout, StatefulButton, make_layout
from bot.display.escape import escape_clipped
from bot.display.paged_list import ENTRIES_ON_PAGE, Entry, TurnButton, find_span, make_list_layout
from bot.display.refusal import refusing
from bot.display.text_blocks import count_of, cover, make_blocks, make_opening, paginate
from bot.moderation.expected_answers import (
    Checked,
    check_expected,
    summarise_answer,
    word_answer_summary,
)
from bot.moderation.rehearsal import Rehearsal
from bot.store import AnswerSummary

MOST_QUESTION = 80
"""Characters of a question, which goes into a button's custom_id of at most 100."""
NONE_YET = (
    "Nothing is expected yet. Save a question with the answer of now by `/facts expect`; every reload then says "
    "beforehand whether that answer would change."
)
SAVE_ANEW = "-# Where the answer of now is the right one, save it: `/facts expect` with the same question."
SAVED = "**Expected from now on.** A reload that would change this says so before it is applied."
ANSWER_CHANGED = "**Not saved:** the answer has changed since you were shown it. Look again:"
_QUESTION_LIMIT = 100
_ANSWER_LIMIT = 75
_CHANGED_LIMIT = 80
_MOST_CHANGED = 8
_OPENING_LIMIT = 500
_DIGEST_BYTES = 4


async def show_expect(client: BotClient, question: str, *, notice: str = "") -> Layout:
    """The current answer to a question, to be saved as expected."""
    answer = await client.answers.ask(question)
    button = ExpectButton(question, _digest(summarise_answer(answer)))
    return _make_answer_layout(client, question, answer, [button], notice)


def _make_answer_layout(
    client: BotClient, question: str, answer: Answer, buttons: list[ui.Item[Any]], notice: str
) -> Layout:
    # Veiled in every channel: nothing is hidden from moderators.
    shown = show_answer(answer, Veil(only_in_spoilers=client.store.only_in_spoilers)).answer
    wording = word_answer(shown or answer)
    blocks = [notice] if notice else []
    blocks.append(f"-# {escape_clipped(question, _QUESTION_LIMIT)}\n### {escape_clipped(wording.title, 250)}")
    blocks += [make_opening(wording, _OPENING_LIMIT)] if wording.opening else []
    pages = paginate(make_blocks(wording))
    blocks += pages[0]
    if len(pages) > 1:
        blocks.append("-# The answer goes on; all of it is expected.")
    return make_layout(blocks, [buttons] if buttons else ())


async def show_expected(client: BotClient, page: int = 0, *, notice: str = "") -> Layout:
    """A page of the expected answers, each with whether it still holds."""
    count = await client.store.expected_answers.count()
    span = find_span(page, count)
    expected = await client.store.expected_answers.list_from(span.offset, ENTRIES_ON_PAGE)
    checked = await check_expected(client.answers, expected)
    entries = [
        Entry(_word_checked(each), RemoveExpectedButton(each.expected.id, span.page)) for each in checked
    ]
    heading = f"### {count_of(count, 'expected answer')}" if count else NONE_YET
    hint = "" if all(each.holds for each in checked) else SAVE_ANEW
    heading = "\n".join(filter(None, (notice, heading, hint)))
    return make_list_layout(heading, entries, span, ExpectedTurn)


def _word_checked(checked: Checked) -> str:
    question = escape_clipped(checked.expected.question, _QUESTION_LIMIT)
    wanted = _word_answer(checked.expected.answer, _ANSWER_LIMIT)
    if checked.holds:
        return f"**{question}**\n✓ {wanted}"
    given = _word_answer(checked.now, _ANSWER_LIMIT)
    return f"**{question}**\n✗ **differs now:** {given}\n-# expected: {wanted}"


def word_rehearsal(rehearsal: Rehearsal) -> Iterator[str]:
    """What a reload would do to the expected answers, in blocks; nothing if there are none."""
    if not rehearsal.total:
        return
    if rehearsal.failed:
        yield "**The expected answers could not be checked.** What would change in them is not known."
        return
    changed = rehearsal.changed
    if changed:
        lines = [f"**{count_of(len(changed), 'expected answer')} would change:**"]
        for each in changed[:_MOST_CHANGED]:
            question = escape_clipped(each.expected.question, _CHANGED_LIMIT)
            old = _word_answer(each.expected.answer, _CHANGED_LIMIT)
            new = _word_answer(each.now, _CHANGED_LIMIT)
            lines.append(f"- **{question}** {old} → **{new}**")
        if len(changed) > _MOST_CHANGED:
            lines.append(f"- and {len(changed) - _MOST_CHANGED} more")
        yield "\n".join(lines)
    kept = rehearsal.total - rehearsal.different - len(changed)
    line = f"-# Expected answers: {kept} of {rehearsal.total} stay as they are expected."
    if rehearsal.different:
        verb = "differs" if rehearsal.different == 1 else "differ"
        line += f" {rehearsal.different} {verb} already: /facts expected"
    yield line


class ExpectButton(StatefulButton, template=r"expect:(?P<digest>[0-9a-f]{8}):(?P<question>.+)"):
    """Saves the answer that was shown, if it still is the answer."""

    def __init__(self, question: str, digest: str) -> None:
        super().__init__(
            ui.Button(
                label="Expect this answer",
                style=discord.ButtonStyle.success,
                custom_id=f"expect:{digest}:{question}",
            )
        )
        self._question = question
        self._digest = digest

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["question"], match["digest"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        answer = await client.answers.ask(self._question)
        described = summarise_answer(answer)
        if _digest(described) != self._digest:
            layout = await show_expect(client, self._question, notice=ANSWER_CHANGED)
        else:
            with refusing():
                await client.store.expected_answers.save(self._question, described, interaction.user.id)
            layout = _make_answer_layout(client, self._question, answer, [], SAVED)
        await interaction.edit_original_response(view=layout)


class RemoveExpectedButton(StatefulButton, template=r"expected:remove:(?P<id>\d{1,18}):(?P<page>\d{1,6})"):
    """Drops a question from the expected answers."""

    def __init__(self, expected: int, page: int) -> None:
        super().__init__(ui.Button(label="Remove", custom_id=f"expected:remove:{expected}:{page}"))
        self._expected = expected
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["id"]), int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            await client.store.expected_answers.remove(self._expected)
        await interaction.edit_original_response(view=await show_expected(client, self._page))


class ExpectedTurn(TurnButton, turns="expected"):
    """Turns the pages of the expected answers."""

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        return await show_expected(client, page)


EXPECTED_BUTTONS = (ExpectButton, RemoveExpectedButton, ExpectedTurn)


def _word_answer(answer: AnswerSummary, limit: int) -> str:
    return cover(escape_clipped(word_answer_summary(answer), limit), answer.spoiler)


def _digest(answer: AnswerSummary) -> str:
    return hashlib.blake2b(msgspec.json.encode(answer), digest_size=_DIGEST_BYTES).hexdigest()
