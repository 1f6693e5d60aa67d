"""What the bot says about somebody's message: where the facts contradict it, and what leads on what it names.

Owns the layout, and which text of a message is read. Never names its author, nor opens files and links.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any  # discord.py's items are generic in their view

import discord
from discord import ui

from bot.answers import Found, Veil, show_answer
from bot.answers.about_message import MOST_NAMED, AboutMessage, Claim, Named, Verdict
from bot.answers.lines import Line
from bot.answers.report_words import describe_kind, name_subject, word_dated, word_fact, word_source
from bot.answers.spoilers import mask, mask_question
from bot.answers.wording import word_answer
from bot.display.components import ACCENTS, UNKNOWN_ACCENT, Layout, make_layout, walk
from bot.display.escape import BUTTON_LIMIT, escape_clipped, plain_label
from bot.display.fans.answer import ChoiceButton
from bot.display.text_blocks import cover
from bot.facts.dates import word_date
from bot.facts.model import Certainty
from bot.facts.report import Entity, Report
from bot.questions import Question

NOTHING_FOUND = (
    "### I found nothing in that message\n"
    "It names no show and nobody that I know of. Ask me in your own words with `/ask`."
)
_ROOM = 3000
"""Characters of all blocks together, which leaves room for notes and the labels of ten buttons."""
_MOST_BLOCKS = 11
"""With the gaps, the notes and ten buttons they stay below 40 components."""
_SAID_LIMIT = 200
_VALUE_LIMIT = 120
_LINE_LIMIT = 180
_SOURCE_LIMIT = 120
_NAME_LIMIT = 100
_MOST_BESIDE = 2


def gather_words(message: discord.Message) -> str:
    """The text of a message, of what it forwards, of its embeds and of its components."""
    texts = [message.content, *(snapshot.content for snapshot in message.message_snapshots)]
    for embed in message.embeds:
        texts += [embed.title or "", embed.description or ""]
    texts += [part.content for part in walk(message.components) if isinstance(part, discord.TextDisplay)]
    return "\n".join(text for text in texts if text)


def make_message_layout(about: AboutMessage, only_in_spoilers: Collection[int] = ()) -> Layout:
    """What there is to say about a message, if anything; ``only_in_spoilers``: entities that only spoilers mention."""
    veil = Veil(only_in_spoilers=only_in_spoilers)
    if not about.named and not about.unclear:
        return make_layout([NOTHING_FOUND], [], UNKNOWN_ACCENT)
    contradicted = any(claim.verdict is Verdict.CONTRADICTED for claim in about.claims)
    blocks = ["### That message does not fit what I know" if contradicted else "### About that message"]
    blocks += [_word_claim(claim) for claim in about.claims]
    blocks += [_word_named(named, veil) for named in about.named]
    blocks += [_word_unclear(each.text, each.choices, veil) for each in about.unclear]
    blocks = _keep_fitting(blocks)
    if about.more:
        blocks.append(f"-# It names {about.more} more; these are the first {MOST_NAMED}.")
    asked = [named.question for named in about.named]
    asked += [question for unclear in about.unclear for question in unclear.choices]
    # Discord refuses two buttons with one custom_id.
    codes = {question.encode(): question for question in asked}
    buttons = [
        _make_button(code, mask_question(question, only_in_spoilers).subject)
        for code, question in codes.items()
    ]
    accent = discord.Colour.red() if contradicted else ACCENTS[Certainty.REPORTED]
    return make_layout(blocks, [buttons[: 2 * MOST_NAMED]], accent)


def _keep_fitting(blocks: Iterable[str]) -> list[str]:
    """The blocks that there is room for, contradictions first."""
    kept: list[str] = []
    left_out = False
    for block in blocks:
        if sum(map(len, kept)) + len(block) <= _ROOM and len(kept) < _MOST_BLOCKS:
            kept.append(block)
        else:
            left_out = True
    return [*kept, "-# Not all of it fits here: press a name."] if left_out else kept


def _word_claim(claim: Claim) -> str:
    said = escape_clipped(word_fact(claim.said), _SAID_LIMIT)
    known = "; ".join(_word_known(report) for report in _unlike(claim.known))
    match claim.verdict:
        case Verdict.CONTRADICTED:
            return f"❌ **The message says:** {said}\n**What I know:** {known}"
        case Verdict.UNKNOWN:
            return f"❔ **No report that I have says:** {said}\n**What I know:** {known}"
        case Verdict.AGREES:
            return f"✅ **As I know it:** {said}\n-# {known}"


def _unlike(reports: Iterable[Report]) -> list[Report]:
    """The first report of each value."""
    return list({report.named or report.value: report for report in reports}.values())[:_MOST_BESIDE]


def _word_known(report: Report) -> str:
    value = word_date(report.value) if report.window else report.value
    value += f" (as {report.character.name})" if report.character else ""
    # The source may give away what the veil covers.
    source = word_dated(report) if report.spoiler else word_source(report)
    shown = cover(escape_clipped(value, _VALUE_LIMIT), report.spoiler)
    return f"{shown}, {escape_clipped(source[0].lower() + source[1:], _SOURCE_LIMIT)}"


def _word_named(named: Named, veil: Veil) -> str:
    entity = mask(named.entity, veil.only_in_spoilers)
    name = escape_clipped(name_subject(entity, named.question.scope), _NAME_LIMIT)
    if not named.sections:
        return f"**{name}**\nI know the name, but no report about it."
    return "\n".join([f"**{name}**", *_word_sections(named, veil)])


def _word_sections(named: Named, veil: Veil) -> Iterator[str]:
    found = Found(named.question, named.sections)
    wording = word_answer(show_answer(found, veil).answer or found)
    for paragraph in wording.paragraphs:
        line: Line = paragraph.lines[0]
        said = cover(escape_clipped(line.said, _LINE_LIMIT), line.spoiler)
        yield f"- {said} *{escape_clipped(line.dated if line.spoiler else line.source, _SOURCE_LIMIT)}*"


def _word_unclear(text: str, choices: Iterable[Question], veil: Veil) -> str:
    masked = (mask_question(question, veil.only_in_spoilers).subject for question in choices)
    names = [escape_clipped(subject.name, _NAME_LIMIT) for subject in masked if subject]
    if not text:
        return f"**Which show is it about?** I have an answer for {' · '.join(names)}."
    return f"**{escape_clipped(text, _NAME_LIMIT)}** may be {' · '.join(names)}."


def _make_button(code: str, entity: Entity | None) -> ui.Item[Any]:
    label = f"{entity.name} ({describe_kind(entity.kind)})" if entity else "…"
    return ChoiceButton(code, plain_label(label, BUTTON_LIMIT))
