"""What has changed, and who changed it: the history in pages, one change with its steps, and undoing the last.

Owns the words for changes, their steps and times, these layouts and their buttons. Refuses to undo anything but the
last change: a later one may rest on an earlier. Nobody named is pinged; the client sees to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
import msgspec
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, Layout, StatefulButton, make_layout
from bot.display.escape import clip, escape_clipped
from bot.display.paged_list import ENTRIES_ON_PAGE, Entry, TurnButton, find_span, make_list_layout
from bot.display.refusal import refusing
from bot.display.text_blocks import count_of, cover
from bot.facts.dates import word_day
from bot.facts.model import Fact
from bot.moderation.fact_changes import word_about, word_value
from bot.store import (
    Change,
    ChangeKind,
    FactStore,
    History,
    Step,
    StepKind,
    StoredConfirmation,
    StoredPin,
)
from bot.store.articles import StoredArticle, StoredRetraction
from bot.store.names import StoredNames

NOTHING_YET = "Nothing has changed yet."
GONE = "I no longer know that change."
TAKEN_BACK_BEFORE = "**It is taken back already.** Look again:"
CHANGED_MEANWHILE = "**Nothing was taken back:** another change came meanwhile. Look again:"
FILES_STAY = (
    "Files on disk are not touched: what they say otherwise shows as changes in the next /facts reload."
)
REVIEWED_AGAIN = "What was approved waits for review again: /facts review."
_STEPS_ON_PAGE = 10
_LINES_SHOWN = 15
_STEP_LIMIT = 220
_CHANGE_LIMIT = 180
_REASON_LIMIT = 55
_ABOUT_LIMIT = 75
_TITLE_LIMIT = 80
_VALUE_LIMIT = 60
_SLUG_LIMIT = 120
_TOLD_BY_ITS_STEP = frozenset(
    {
        ChangeKind.RETRACT,
        ChangeKind.RESTORE,
        ChangeKind.PIN,
        ChangeKind.UNPIN,
        ChangeKind.CONFIRM,
        ChangeKind.NAME,
    }
)
# Words


def word_timestamp(at: str) -> str:
    """A time of the journal as Discord shows it, in the reader's own time zone."""
    time = datetime.fromisoformat(at)
    return f"<t:{int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())}:f>"


def word_who(change: Change) -> str:
    """Who made a change."""
    if change.by is not None:
        return f"<@{change.by}>"
    return "the command line" if change.what is ChangeKind.LOAD else "somebody who is not known any more"


def word_said(fact: Fact) -> str:
    """A fact in brief, as its file puts it: "Moon High season 2 · release date · 2024"; spoilers covered."""
    value = escape_clipped(word_value(fact), _VALUE_LIMIT)
    return f"{escape_clipped(word_about(fact), _ABOUT_LIMIT)} · {cover(value, fact.spoiler)}"


def word_change(change: Change, telling: Step | None = None) -> str:
    """What somebody did, in plain words; ``telling`` is the one step that says it all, if there is one."""
    told = next(word_step(telling), None) if telling is not None else None
    if told is not None:
        return told[0].upper() + told[1:]
    title = f"*{escape_clipped(change.title, _TITLE_LIMIT)}*" if change.title else ""
    match change.what:
        case ChangeKind.UNDO if change.first is not None:
            return f"Took back {count_of(change.removed, 'approved fact')} from {title}"
        case ChangeKind.UNDO:
            return f"Took back #{change.undoes}: {', '.join(_word_extent(change, title)) or 'nothing was left of it'}"
        case ChangeKind.APPROVE:
            left_out = f" · {change.left_out:,} left out" if change.left_out and not change.undone else ""
            return f"{count_of(change.added, 'fact')} approved from {title or 'an article'}{left_out}"
        case ChangeKind.LOAD:
            verb = "Imported" if change.imported else "Reloaded"
            return ": ".join(filter(None, (verb, ", ".join(_word_extent(change, title)))))
        case _:
            return {
                ChangeKind.RETRACT: "Retracted",
                ChangeKind.RESTORE: "Restored",
                ChangeKind.PIN: "Pinned",
                ChangeKind.UNPIN: "Unpinned",
                ChangeKind.CONFIRM: "Confirmed",
                ChangeKind.NAME: "Names",
            }[change.what]


def _word_extent(change: Change, title: str) -> Iterator[str]:
    """ "2 articles", "+3 −1 facts"."""
    if change.articles:
        yield title or count_of(change.articles, "article")
    counts = [f"+{change.added:,}"] if change.added else []
    counts += [f"−{change.removed:,}"] if change.removed else []
    if counts:
        yield f"{' '.join(counts)} {'fact' if change.added + change.removed == 1 else 'facts'}"


def word_step(step: Step) -> Iterator[str]:
    """One step of a change, in lines of escaped markdown."""
    match step.what:
        case StepKind.FACT:
            state = step.after or step.before or ""
            yield f"{'−' if step.after is None else '+'} {word_said(msgspec.json.decode(state, type=Fact))}"
        case StepKind.ARTICLE:
            yield _word_article_step(step)
        case StepKind.RETRACTION:
            state = step.after or step.before or ""
            said = word_said(msgspec.json.decode(state, type=StoredRetraction).fact)
            yield f"{'not retracted any more' if step.after is None else 'retracted'}: {said}"
        case StepKind.PIN:
            pin = msgspec.json.decode(step.after or step.before or "", type=StoredPin)
            until = f" until {word_day(pin.until)}" if step.after is not None else ""
            yield f"{'unpinned' if step.after is None else 'pinned'}{until}: {word_said(pin.fact)}"
        case StepKind.CONFIRMATION:
            state = step.after or step.before or ""
            confirmation = msgspec.json.decode(state, type=StoredConfirmation)
            verb = "not confirmed any more" if step.after is None else "still true"
            yield f"{verb} on {word_day(confirmation.day)}: {word_said(confirmation.fact)}"
        case StepKind.NAME:
            yield from _word_name_step(step)


def _word_article_step(step: Step) -> str:
    slug = escape_clipped(step.article or "", _SLUG_LIMIT)
    if step.before is None:
        return f"+ article {slug}"
    if step.after is None:
        return f"− article {slug}"
    before = msgspec.json.decode(step.before, type=StoredArticle)
    after = msgspec.json.decode(step.after, type=StoredArticle)
    words = {
        "published_on": "date",
        "title": "title",
        "publisher": "publisher",
        "url": "link",
        "path": "file",
    }
    changed = [word for key, word in words.items() if getattr(before, key) != getattr(after, key)]
    return f"± article {slug}: {', '.join(changed) or 'read again'}"


def _word_name_step(step: Step) -> Iterator[str]:
    before, after = (
        _spellings_of(msgspec.json.decode(state, type=StoredNames)) if state else set()
        for state in (step.before, step.after)
    )
    for sign, pairs in (("+", after - before), ("−", before - after)):
        for name, also in sorted(pairs):
            yield f"{sign} name {escape_clipped(also, 80)} for {escape_clipped(name, 80)}"


def _spellings_of(names: StoredNames) -> set[tuple[str, str]]:
    return {(name.name, also) for name in names.names for also in name.also}


def word_number(change: Change) -> str:
    """By which number a change goes: "#7", "#7–#9" where these are several."""
    return f"#{change.id}" if change.first is None else f"#{change.first}–#{change.id}"


def word_entry(change: Change, telling: Step | None = None) -> str:
    """A change as an entry in a list: what, when, who, why, and whether it stands."""
    lines = f"**{word_number(change)}** {clip(word_change(change, telling), _CHANGE_LIMIT)}"
    source = f"by {word_who(change)} · {word_timestamp(change.at)}"
    if change.undone:
        source += " · **taken back**"
    if change.reason:
        source += f" · {escape_clipped(change.reason, _REASON_LIMIT)}"
    return f"{lines}\n-# {source}"


# Layouts


async def show_history(client: BotClient, page: int = 0, *, notice: str = "") -> Layout:
    """The changes of one page, the newest first."""
    history = client.store.history
    count = await history.count_changes()
    span = find_span(page, count)
    changes = await history.list_changes(span.offset, ENTRIES_ON_PAGE)
    entries = [
        Entry(
            word_entry(change, await _find_telling(client.store, change)), ChangeButton(change.id, span.page)
        )
        for change in changes
    ]
    last = await find_last_change(history)
    heading = "\n".join(filter(None, (notice, f"### History: {count_of(count, 'change')}")))
    if not count:
        heading = f"### History\n{NOTHING_YET}"
    buttons = [UndoButton(last.id, label=f"Undo the last change ({word_number(last)})")] if last else []
    return make_list_layout(heading, entries, span, HistoryTurn, buttons=buttons)


async def find_last_change(history: History) -> Change | None:
    """What undoing would take back, with the approvals that it follows."""
    last = await history.find_last()
    return None if last is None else await history.find_run(last.id)


async def show_change(
    store: FactStore,
    change: Change,
    rows: Sequence[Sequence[ui.Item[Any]]],
    *,
    opening: str = "",
    steps: int = 0,
) -> Layout:
    """One change with a page of its steps."""
    total = await store.history.count_steps(change.id, change.first)
    shown = await store.history.list_steps(
        change.id, _STEPS_ON_PAGE, first=change.first, offset=steps * _STEPS_ON_PAGE
    )
    # A bare plus would begin a list in the list.
    lines = [
        f"- {clip(line, _STEP_LIMIT)}".replace("- +", "- \\+", 1)
        for step in shown
        for line in word_step(step)
    ]
    telling = await _find_telling(store, change)
    blocks = [opening, word_entry(change, telling)]
    if telling is None or len(lines) > 1:
        more = len(lines) - _LINES_SHOWN
        blocks.append("\n".join([*lines[:_LINES_SHOWN], *([f"- and {more:,} more"] if more > 0 else [])]))
    if total > _STEPS_ON_PAGE:
        blocks.append(f"-# Page {steps + 1} of {-(-total // _STEPS_ON_PAGE):,}")
    return make_layout([block for block in blocks if block], rows)


async def _show_steps(client: BotClient, of: int, page: int, steps: int) -> Layout:
    """One change with its facts, and undo if it is the last; the history where it is gone."""
    history = client.store.history
    change = await history.find_run(of)
    if change is None:
        return await show_history(client, page, notice=GONE)
    pages = max(1, -(-await history.count_steps(change.id, change.first) // _STEPS_ON_PAGE))
    steps = min(max(steps, 0), pages - 1)
    last = await history.find_last()
    rows: list[list[ui.Item[Any]]] = []
    if pages > 1:
        of_change = f"{of}:{page}"
        rows.append(
            [
                StepsTurn(steps - 1, of_change, "Back", disabled=steps == 0),
                StepsTurn(steps + 1, of_change, disabled=steps == pages - 1),
            ]
        )
    undo = [UndoButton(change.id, label="Undo this")] if last and last.id == change.id else []
    rows.append([*undo, HistoryTurn(page, label="Back to the history")])
    return await show_change(client.store, change, rows, steps=steps)


async def _find_telling(store: FactStore, change: Change) -> Step | None:
    if change.what not in _TOLD_BY_ITS_STEP:
        return None
    # What made way for it comes before it: an older pin, or the pin of a retracted fact.
    return next(reversed(await store.history.list_steps(change.id, _STEPS_ON_PAGE)), None)


# Buttons


class HistoryTurn(TurnButton, turns="history"):
    """Turns the pages of the history."""

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        return await show_history(client, page)


class ChangeButton(StatefulButton, template=r"change:show:(?P<id>\d{1,18}):(?P<page>\d{1,6})"):
    """Shows the steps of a change, in place of the history's page."""

    def __init__(self, change: int, page: int) -> None:
        super().__init__(ui.Button(label="Show", custom_id=f"change:show:{change}:{page}"))
        self._change = change
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["id"]), int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        layout = await _show_steps(client, self._change, self._page, 0)
        await interaction.response.edit_message(view=layout)


class StepsTurn(TurnButton, turns="steps"):
    """Turns the pages of a change's steps. ``of``: the change, and the page of the history that leads there."""

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        named = re.fullmatch(r"(\d{1,18}):(\d{1,6})", of)
        if named is None:
            return await show_history(client, notice=GONE)
        return await _show_steps(client, int(named[1]), int(named[2]), page)


class UndoButton(IdButton, prefix="change:undo"):
    """Asks whether to undo the last change, and shows what that is."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        last = await find_last_change(client.store.history)
        if last is None or last.id != self.of:
            change = await client.store.history.find_change(self.of)
            layout = await show_history(client, notice=_word_too_late(change))
        else:
            buttons: list[ui.Item[Any]] = [TakeBackButton(last.id, last.first)]
            if last.first is not None:
                buttons[0] = TakeBackButton(last.id, last.first, f"Take all {last.id - last.first + 1} back")
                buttons.append(TakeBackButton(last.id, None, f"Only the last (#{last.id})"))
            rows = [[*buttons, HistoryTurn(0, label="Keep it")]]
            opening = "### Take this back?" + (f"\n{FILES_STAY}" if _is_of_files(last) else "")
            layout = await show_change(client.store, last, rows, opening=opening)
        await interaction.response.edit_message(view=layout)


class TakeBackButton(StatefulButton, template=r"change:takeback:(?P<id>\d{1,18})(?::(?P<first>\d{1,18}))?"):
    """Undoes the last change, with the approvals that it follows if asked to, if it still is the last."""

    def __init__(self, change: int, first: int | None = None, label: str = "Take it back") -> None:
        custom_id = f"change:takeback:{change}" + ("" if first is None else f":{first}")
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.danger, custom_id=custom_id))
        self._change = change
        self._first = first

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["id"]), int(match["first"]) if match["first"] else None, label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        history = client.store.history
        with refusing():
            done = await history.undo(self._change, interaction.user.id, first=self._first)
        change = await history.find_change(self._change)
        number = f"#{self._change}" if self._first is None else f"#{self._first}–#{self._change}"
        notice = f"**{number} is taken back.**" if done else _word_too_late(change)
        if done and change is not None:
            notice += f" {FILES_STAY}" if _is_of_files(change) else ""
            notice += f" {REVIEWED_AGAIN}" if change.what is ChangeKind.APPROVE else ""
        layout = await show_history(client, notice=notice)
        await interaction.edit_original_response(view=layout)


def _word_too_late(change: Change | None) -> str:
    """Why what was shown cannot be taken back any more."""
    return TAKEN_BACK_BEFORE if change is not None and change.undone else CHANGED_MEANWHILE


def _is_of_files(change: Change) -> bool:
    return change.what is ChangeKind.LOAD and not change.imported


HISTORY_BUTTONS = (HistoryTurn, StepsTurn, ChangeButton, UndoButton, TakeBackButton)
