"""How long a reply is on a phone: a plain answer takes six lines at most, a don't-know a sentence and what is near."""

from __future__ import annotations

import re
import textwrap
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from discord import ui

from bot.__main__ import DEFAULT_PATHS
from bot.answers import Answer, AnswerService, Found, NoFact, context_of
from bot.answers.wording import word_answer
from bot.display.fans.answer import make_answer_layout
from bot.store import FactStore
from tests.questions.table import TABLE
from tests.questions.test_fan_questions import EXTRA, TODAY

# Measured in a browser at 400 pixels: what a line holds of an answer and of its small print.
LETTERS, SMALL_LETTERS = 34, 42
MOST_LINES = 6
MOST_LINES_UNKNOWN = 10
LONG_BY_NATURE = {"quote", "plot", "popularity", "meaning"}
"""Relations whose values are texts of their own length."""
_MARKUP = re.compile(r"\*\*|\|\||^-# |^> |^- |<t:\d+:R>|\\(?=\W)")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[AnswerService]:
    """The answers to the questions of the table; asking changes nothing."""
    async with FactStore.open(tmp_path_factory.mktemp("lengths") / "facts.db") as store:
        await store.apply(await store.plan_load((*DEFAULT_PATHS, EXTRA, EXTRA / "names.toml")))
        yield AnswerService(store, lambda: TODAY)


def count_lines(answer: Answer) -> int:
    """The lines of a reply at 400 pixels."""
    texts = [
        item.content
        for item in make_answer_layout(answer).walk_children()
        if isinstance(item, ui.TextDisplay)
    ]
    lines = [line for text in texts for line in text.split("\n")]
    return sum(
        len(textwrap.wrap(_MARKUP.sub("", line), SMALL_LETTERS if line.startswith("-# ") else LETTERS)) or 1
        for line in lines
    )


def is_plain(answer: Answer) -> bool:
    """Whether it is one fact or a few, told in sentences."""
    if not isinstance(answer, Found) or answer.question.relation in {None, *LONG_BY_NATURE}:
        return False
    wording = word_answer(answer)
    listed = any(line.items for paragraph in wording.paragraphs for line in paragraph.lines)
    lines = sum(not line.minor for paragraph in wording.paragraphs for line in paragraph.lines)
    return not listed and lines == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_a_reply_fits_a_phone(answers: AnswerService) -> None:
    plain = unknown = 0
    too_long = []
    for row in (row for rows in TABLE.values() for row in rows):
        before = None
        for earlier in row.after:
            before = context_of(await answers.ask(earlier, before))
        answer = await answers.ask(row.asked, before)
        lines = count_lines(answer)
        nearest = answer.known_here if isinstance(answer, NoFact) else ()
        if is_plain(answer):
            plain += 1
            too_long += [(row.asked, lines)] if lines > MOST_LINES else []
        elif isinstance(answer, NoFact) and not any(near.relation.name in LONG_BY_NATURE for near in nearest):
            unknown += 1
            too_long += [(row.asked, lines)] if lines > MOST_LINES_UNKNOWN else []
    assert not too_long, too_long
    assert plain > 200
    assert unknown > 40
