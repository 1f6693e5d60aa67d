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
from bot.facts.dates import word_date, word_day
from bot.facts.model import Fact
from bot.facts.relations import RELATIONS
from bot.facts.scope import word_scope
from bot.store import Change, ChangeKind, FactStore, Step, StepKind, StoredPin
from bot.store.articles import StoredArticle, StoredRetraction
from bot.store.names import StoredNames

NOTHING_YET = "Nothing has changed yet."
GONE = "I no longer know that change."
CHANGED_MEANWHILE = "**Nothing was taken back:** another change came meanwhile. Look again:"
FILES_STAY = (
    "Files on disk are not touched: what they say otherwise shows as changes in the next /facts reload."
)
_STEPS_SHOWN = 10
_STEP_LIMIT = 220
_CHANGE_LIMIT = 180
_REASON_LIMIT = 55
_SUBJECT_LIMIT = 50
_VALUE_LIMIT = 60
_SLUG_LIMIT = 120
_TOLD_BY_ITS_STEP = frozenset(
    {ChangeKind.RETRACT, ChangeKind.RESTORE, ChangeKind.PIN, ChangeKind.UNPIN, ChangeKind.NAME}
)
_VERBS = {
    ChangeKind.LOAD: "Reloaded",
    ChangeKind.APPROVE: "Approved in Discord",
    ChangeKind.RETRACT: "Retracted",
    ChangeKind.RESTORE: "Restored",
    ChangeKind.PIN: "Pinned",
    ChangeKind.UNPIN: "Unpinned",
    ChangeKind.NAME: "Names",
}


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
    subject = fact.work or fact.person or fact.term or ""
    subject += f" {word_scope(fact.scope)}".rstrip()
    dated = RELATIONS[fact.relation].is_dated if fact.relation in RELATIONS else False
    value = word_date(fact.value) if dated else fact.value
    value += f" (as {fact.character})" if fact.character else ""
    value = escape_clipped(value, _VALUE_LIMIT)
    said = f"{escape_clipped(subject, _SUBJECT_LIMIT)} · {fact.relation} · "
    return said + cover(value, fact.spoiler)


def word_change(change: Change, telling: Step | None = None) -> str:
    """What somebody did, in plain words; ``telling`` is the one step that says it all, if there is one."""
    if change.what is ChangeKind.UNDO:
        return f"Took back #{change.undoes}{_word_extent(change)}"
    told = next(word_step(telling), None) if telling is not None else None
    if told is not None:
        return told[0].upper() + told[1:]
    return f"{_VERBS[change.what]}{_word_extent(change)}"


def _word_extent(change: Change) -> str:
    """ ": 2 articles, +3 −1 facts"."""
    words = [count_of(change.articles, "article")] if change.articles else []
    counts = [f"+{change.added:,}"] if change.added else []
    counts += [f"−{change.removed:,}"] if change.removed else []
    facts = "fact" if change.added + change.removed == 1 else "facts"
    words += [f"{' '.join(counts)} {facts}"] if counts else []
    return f": {', '.join(words)}" if words else ""


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


def word_entry(change: Change, telling: Step | None = None) -> str:
    """A change as an entry in a list: what, when, who, why, and whether it stands."""
    lines = f"**#{change.id}** {clip(word_change(change, telling), _CHANGE_LIMIT)}"
    source = f"{word_timestamp(change.at)} · {word_who(change)}"
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
    last = await history.find_last()
    heading = "\n".join(filter(None, (notice, f"### History: {count_of(count, 'change')}")))
    if not count:
        heading = f"### History\n{NOTHING_YET}"
    buttons = [UndoButton(last.id)] if last else []
    return make_list_layout(heading, entries, span, HistoryTurn, buttons=buttons)


async def show_change(
    store: FactStore, change: Change, rows: Sequence[Sequence[ui.Item[Any]]], *, opening: str = ""
) -> Layout:
    """One change with its first steps; the rest are counted."""
    lines = []
    for step in await store.history.list_steps(change.id, _STEPS_SHOWN):
        lines += [f"- {clip(line, _STEP_LIMIT)}" for line in word_step(step)]
    more = max(0, await store.history.count_steps(change.id) - _STEPS_SHOWN)
    shown = lines[:_STEPS_SHOWN]
    if more or len(lines) > len(shown):
        shown.append(f"- and {more + len(lines) - len(shown):,} more")
    telling = await _find_telling(store, change)
    blocks = [opening, word_entry(change, telling)]
    if telling is None or len(lines) > 1:
        blocks.append("\n".join(shown))
    return make_layout([block for block in blocks if block], rows)


async def _find_telling(store: FactStore, change: Change) -> Step | None:
    if change.what not in _TOLD_BY_ITS_STEP:
        return None
    # What made way for it comes before it: an older pin, or the pin of a retracted fact.
    return next(reversed(await store.history.list_steps(change.id, _STEPS_SHOWN)), None)


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
        change = await client.store.history.find_change(self._change)
        if change is None:
            layout = await show_history(client, self._page, notice=GONE)
        else:
            rows = [[HistoryTurn(self._page, label="Back to the history")]]
            layout = await show_change(client.store, change, rows)
        await interaction.response.edit_message(view=layout)


class UndoButton(IdButton, prefix="change:undo"):
    """Asks whether to undo the last change, and shows what that is."""

    def __init__(self, of: int) -> None:
        super().__init__(of, label=f"Undo the last change (#{of})")

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        last = await client.store.history.find_last()
        if last is None or last.id != self.of:
            layout = await show_history(client, notice=CHANGED_MEANWHILE)
        else:
            rows = [[TakeBackButton(last.id), HistoryTurn(0, label="Keep it")]]
            opening = "### Take this back?" + (f"\n{FILES_STAY}" if last.what is ChangeKind.LOAD else "")
            layout = await show_change(client.store, last, rows, opening=opening)
        await interaction.response.edit_message(view=layout)


class TakeBackButton(
    IdButton, prefix="change:takeback", label="Take it back", style=discord.ButtonStyle.danger
):
    """Undoes the last change, if it still is the last."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            done = await client.store.history.undo(self.of, interaction.user.id)
        change = await client.store.history.find_change(self.of)
        notice = f"**#{self.of} is taken back.**" if done else CHANGED_MEANWHILE
        if done and change is not None and change.what is ChangeKind.LOAD:
            notice += f" {FILES_STAY}"
        layout = await show_history(client, notice=notice)
        await interaction.edit_original_response(view=layout)


HISTORY_BUTTONS = (HistoryTurn, ChangeButton, UndoButton, TakeBackButton)
