"""A timeline as a message: the picture, the same in words beneath it, and a description for those who cannot see it.

Owns the layout, the words and the one button. timeline_picture.py draws the picture.
"""

from __future__ import annotations

import asyncio
import io
import re
from datetime import date
from typing import (
    Any,
    Self,
    cast,
)  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Ambiguous, Answer, Timeline, UnknownName, Veil, show_answer, show_timeline
from bot.answers.report_words import name_subject, word_dated, word_source
from bot.answers.timeline import Row, Standing, keep_foremost
from bot.answers.unanswered import refer_to_question
from bot.answers.wording import word_answer
from bot.display.client_protocol import BotClient
from bot.display.components import (
    ACCENTS,
    UNKNOWN_ACCENT,
    Layout,
    StatefulButton,
    add_rows,
    make_layout,
    make_notice,
)
from bot.display.escape import BUTTON_LIMIT, clip, escape_clipped, link, plain_label
from bot.display.fans.answer import (
    ALL_HIDDEN,
    GONE,
    NO_VEIL,
    SOME_HIDDEN,
    AskMoreButton,
    RemoveButton,
    RevealButton,
    SourcesButton,
    find_asker,
    find_unanswered,
    make_answer_layout,
    word_elsewhere,
)
from bot.display.fans.complaints import ComplainButton
from bot.display.fans.unanswered import TellMeButton, record_chosen, record_unanswered
from bot.display.reply import acknowledge, reply
from bot.display.text_blocks import count_of, cover
from bot.display.visibility import choose_private, find_veil_for
from bot.facts.dates import word_date, word_day
from bot.facts.scope import WHOLE, word_scope

FILE_NAME = "timeline.png"
MOST_ROWS = 8
"""Reports in one picture: Discord would shrink a taller one too much to read."""
_MOST_LISTED = 20
"""Reports in words beneath the picture: more than in the picture, as text stays readable however long it is."""
DESCRIPTION_LIMIT = 1024
"""Characters of a file's description: https://discord.com/developers/docs/resources/message#attachment-object"""
_LIST_LIMIT = 3000
"""Characters of the list beneath the picture, which leaves room for title, notes and labels."""
_TITLE_LIMIT = 250
_OPENING_LIMIT = 700
_LINE_LIMIT = 300


async def reply_with_timeline(
    interaction: discord.Interaction[Any], found: Timeline | Answer, *, private: bool | None
) -> None:
    """Reply to a command with a timeline, or with an answer that says why there is none.

    ``private``: None to let the server decide.
    """
    private = await choose_private(interaction, private)
    asker = None if private else interaction.user.id
    veil = await find_veil_for(interaction, private=private)
    shown = show_timeline(found, veil) if isinstance(found, Timeline) else None
    if shown is None:
        await reply(interaction, _make_instead(found, veil, asker), private=private)
        await _record(interaction, found)
        return
    await acknowledge(interaction, private=private)
    file = await _draw(interaction, shown)
    layout = make_timeline_layout(shown, asker=asker, veil=veil)
    await interaction.edit_original_response(view=layout, attachments=[file])


async def _record(interaction: discord.Interaction[Any], found: Timeline | Answer) -> None:
    if not isinstance(found, Timeline):
        record_unanswered(cast(BotClient, interaction.client), found, None, interaction.user.id)


def _make_instead(found: Timeline | Answer, veil: Veil, asker: int | None) -> Layout:
    """What to show in place of a picture."""
    if not isinstance(found, Timeline):
        return make_choices_layout(found, asker=asker, veil=veil)
    buttons: list[ui.Item[Any]] = [RevealButton(found.question.encode())]
    buttons += [RemoveButton(asker)] if asker is not None else []
    hidden = ALL_HIDDEN.format(count=count_of(len(found.rows), "report"))
    return make_layout([f"{hidden}{word_elsewhere(veil)}"], [buttons], UNKNOWN_ACCENT)


async def _draw(interaction: discord.Interaction[Any], timeline: Timeline) -> discord.File:
    client = cast(BotClient, interaction.client)
    async with client.admission.heavy():
        png = await asyncio.to_thread(_draw_picture, keep_foremost(timeline, MOST_ROWS), client.today())
    return discord.File(io.BytesIO(png), FILE_NAME)


def _draw_picture(timeline: Timeline, today: date) -> bytes:
    # matplotlib takes a third of a second and thirty megabytes to load: only who draws pays for it.
    from bot.display.fans.timeline_picture import draw_timeline

    return draw_timeline(timeline, today).png


def make_choices_layout(answer: Answer, *, asker: int | None = None, veil: Veil = NO_VEIL) -> Layout:
    """An answer that is no timeline; if it asks which title is meant, its buttons lead to one."""
    shown = show_answer(answer, veil).answer
    if not isinstance(shown, Ambiguous | UnknownName) or not shown.choices:
        return make_answer_layout(answer, asker=asker, veil=veil)
    answer = shown
    candidates = answer.candidates if isinstance(answer, Ambiguous) else answer.nearest
    wording = word_answer(answer)
    buttons: list[ui.Item[Any]] = [
        TimelineButton(question.encode(), plain_label(candidate.name, BUTTON_LIMIT))
        for candidate, question in zip(candidates, answer.choices, strict=True)
    ]
    reference = refer_to_question(answer)
    if reference is not None:
        buttons += [TellMeButton(reference), ComplainButton(reference)]
    buttons += [RemoveButton(asker)] if asker is not None else []
    opening = escape_clipped(wording.opening, _OPENING_LIMIT)
    return make_layout(
        [f"### {escape_clipped(wording.title, _TITLE_LIMIT)}", opening], [buttons], UNKNOWN_ACCENT
    )


class TimelineButton(StatefulButton, template=r"timeline:(?P<code>.+)"):
    """Shows the timeline of one of several candidates."""

    for_all = True

    def __init__(self, code: str, label: str) -> None:
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id=f"timeline:{code}")
        )
        self._code = code

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["code"], label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        question = await client.answers.decode(self._code)
        if question is None:
            await interaction.response.send_message(view=make_notice(GONE), ephemeral=True)
            return
        asker = find_asker(interaction.message)
        if asker is not None and asker != interaction.user.id:
            # The asker's message stays; this is only for whoever pressed the button.
            await reply_with_timeline(interaction, await client.answers.trace(question), private=True)
            return
        found = await client.answers.trace(question)
        asked = find_unanswered(interaction.message)
        await interaction.response.defer()
        veil = await find_veil_for(interaction, private=asker is None)
        shown = show_timeline(found, veil) if isinstance(found, Timeline) else None
        if shown is not None:
            await interaction.edit_original_response(
                view=make_timeline_layout(shown, asker=asker, veil=veil),
                attachments=[await _draw(interaction, shown)],
            )
        else:
            await interaction.edit_original_response(view=_make_instead(found, veil, asker))
            await _record(interaction, found)
        if asked is not None and isinstance(found, Timeline):
            record_chosen(client, asked)


def make_timeline_layout(timeline: Timeline, *, asker: int | None = None, veil: Veil = NO_VEIL) -> Layout:
    """A timeline's message, with what its channel shows; the picture goes along as a file called FILE_NAME."""
    shown = keep_foremost(timeline, MOST_ROWS)
    leading = next((row for row in reversed(shown.rows) if row.standing is Standing.LEADS), None)
    container: ui.Container[Any] = ui.Container(
        accent_colour=ACCENTS[leading.report.certainty] if leading else UNKNOWN_ACCENT
    )
    container.add_item(ui.TextDisplay(f"### {escape_clipped(_title_of(timeline), _TITLE_LIMIT)}"))
    container.add_item(
        ui.MediaGallery(
            discord.MediaGalleryItem(
                f"attachment://{FILE_NAME}",
                description=describe(shown),
                spoiler=any(row.report.spoiler for row in shown.rows),
            )
        )
    )
    lines, listed = _list(keep_foremost(timeline, _MOST_LISTED))
    container.add_item(ui.TextDisplay("\n".join(lines).strip()))
    notes = ["Oldest report first; ★ is what stands now."]
    if shown.left_out:
        notes.append(
            f"The picture shows {MOST_ROWS} reports of {len(timeline.rows):,}: what stands now, then the newest."
        )
    if listed < len(timeline.rows):
        notes.append(f"{listed} are listed.")
    if timeline.hidden:
        notes.append(f"{SOME_HIDDEN.format(count=count_of(timeline.hidden, 'report'))}{word_elsewhere(veil)}")
    container.add_item(ui.TextDisplay(f"-# {' '.join(notes)}"))
    code = timeline.question.encode()
    buttons: list[ui.Item[Any]] = [AskMoreButton(code)]
    if timeline.question.scope != WHOLE or len(timeline.groups) == 1:
        buttons.insert(0, SourcesButton(code))
    if timeline.hidden:
        buttons.append(RevealButton(code))
    buttons.append(ComplainButton(code))
    if asker is not None:
        buttons.append(RemoveButton(asker))
    add_rows(container, buttons)
    layout = Layout()
    layout.add_item(container)
    return layout


def describe(timeline: Timeline) -> str:
    """What the picture says, for those who cannot see it; if that is too long, without the oldest reports."""
    head = f"Chart of {count_of(len(timeline.rows), 'report')} on {_title_of(timeline)}, oldest first."
    head = clip(head, DESCRIPTION_LIMIT // 3)
    parts: list[str] = []
    for group in reversed(timeline.groups):
        season = f"{word_scope(group.scope)}, " if group.scope != WHOLE and len(timeline.groups) > 1 else ""
        for row in reversed(group.rows):
            part = f"{season}{word_day(row.report.published_on)}: {_describe_row(row)}."
            if (
                len(head) + sum(map(len, parts)) + len(parts) + len(part) + len(_MORE_BELOW)
                > DESCRIPTION_LIMIT
            ):
                return " ".join([head, *reversed(parts), _MORE_BELOW])
            parts.append(f"{part[0].upper()}{part[1:]}")
    return " ".join([head, *reversed(parts)])


_MORE_BELOW = " Others are listed below the picture."


def _title_of(timeline: Timeline) -> str:
    scopes = {group.scope for group in timeline.groups}
    entity = timeline.question.subject
    scope = next(iter(scopes)) if len(scopes) == 1 else WHOLE
    name = name_subject(entity, scope) if entity else timeline.title
    return f"{name}: how the release date was reported"


def _list(timeline: Timeline) -> tuple[list[str], int]:
    """The newest reports that there is room for, as lines of markdown, the oldest first, and their number."""
    lines: list[str] = []
    length = listed = 0
    for group in reversed(timeline.groups):
        heading = word_scope(group.scope).capitalize() or "The show as a whole"
        for row in reversed(group.rows):
            line = _make_line(row)
            length += len(line) + 1
            if length > _LIST_LIMIT:
                break
            lines.append(line)
            listed += 1
        else:
            if len(timeline.groups) > 1:
                length += len(heading) + 5
                lines.append(f"\n**{heading}**")
            continue
        break
    return lines[::-1], listed


def _make_line(row: Row) -> str:
    report = row.report
    value = cover(escape_clipped(word_date(report.value), 100), report.spoiler)
    dated, source = word_dated(report), word_source(report)
    # The source and the link may give away what the veil covers.
    said = [dated if report.spoiler else source]
    said[0] = f"{said[0][0].lower()}{said[0][1:]}"
    said += [row.standing.value] if row.standing is not Standing.LEADS else []
    said += ["that time has passed"] if row.passed else []
    words = [f"**{value}**", escape_clipped(" · ".join(said), _LINE_LIMIT)]
    behind = [escape_clipped(source.removeprefix(dated).lstrip(" ,"), _LINE_LIMIT)] if report.spoiler else []
    behind += [address] if report.url and len(address := link(report.url)) < _LINE_LIMIT - len(" · ") else []
    words += [cover(part, report.spoiler) for part in filter(None, behind)]
    star = "★ " if row.standing is Standing.LEADS else ""
    return f"- {star}{' · '.join(words)}"


def _describe_row(row: Row) -> str:
    report = row.report
    value = "a time that is a spoiler" if report.spoiler else word_date(report.value)
    words = [value, report.certainty.value]
    source = None if report.spoiler else report.according_to or report.publisher
    words += [clip(source, 60)] if source else []
    words += ["what stands now"] if row.standing is Standing.LEADS else [row.standing.value]
    words += ["that time has passed"] if row.passed else []
    return ", ".join(words)
