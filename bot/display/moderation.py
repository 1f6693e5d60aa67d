"""What moderators see of the facts: the plan of a reload, and the state of the store.

Owns these two layouts. Refuses to decide who may see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any  # discord.py's items are generic in their view

import discord
from discord import ui

from bot.answers.wording import name_subject
from bot.display.blocks import paginate
from bot.display.escape import clip, escape
from bot.display.layouts import Layout
from bot.store import LoadPlan, Report, StoreStatus

_MOST_LISTED = 10
_REFUSED_ACCENT = discord.Colour(0xB3261E)
_LINE_LIMIT = 220


def make_plan_layout(plan: LoadPlan, buttons: Iterable[ui.Item[Any]]) -> Layout:
    """What a reload would change, with the buttons to apply or cancel it."""
    blocks = ["### Reload the facts"]
    if plan.refused:
        blocks.append("Nothing can be applied until these files are mended; the facts stay as they are.")
    elif plan.changes_nothing:
        blocks.append(f"Nothing has changed: all {plan.unchanged} files are loaded as they are.")
    else:
        blocks.append("This is what would change. Nothing has been changed yet.")
    blocks += _list_block("Added", (f"{file.article.id} ({len(file.facts)} facts)" for file in plan.added))
    blocks += _list_block(
        "Changed", (f"{file.article.id} ({len(file.facts)} facts)" for file in plan.changed)
    )
    blocks += _list_block("Removed", (article.slug for article in plan.removed))
    blocks += _list_block("Moved", (f"{article.slug}, now in {path.name}" for article, path in plan.moved))
    blocks += _list_block(
        "Other names", (f"{file.path.name} ({len(file.names)} names)" for file in plan.names)
    )
    # The folder is the operator's: only the file's name is shown.
    blocks += _list_block(
        "Refused", (f"{error.path.name}: {error.place}: {error.problem}" for error in plan.refused)
    )
    if plan.unchanged and not plan.changes_nothing:
        blocks.append(f"-# Unchanged: {plan.unchanged}")
    container: ui.Container[Any] = ui.Container(
        *(ui.TextDisplay[Any](block) for block in blocks),
        accent_colour=_REFUSED_ACCENT if plan.refused else None,
    )
    row: ui.ActionRow[Any] = ui.ActionRow(*buttons)
    if row.children:
        container.add_item(row)
    return _in_layout(container)


def make_applied_layout(plan: LoadPlan, seconds: float) -> Layout:
    """What a reload has changed, and the time it took."""
    facts = sum(len(file.facts) for file in (*plan.added, *plan.changed))
    said = (
        f"### The facts are reloaded\nAdded {len(plan.added)}, changed {len(plan.changed)}, removed "
        f"{len(plan.removed)} articles; {facts} facts read, in {seconds:.2f} s. They are answered from now on."
    )
    return _in_layout(ui.Container(ui.TextDisplay(said)))


def make_status_layout(status: StoreStatus, version: str) -> Layout:
    """Counts, newest article, version and the database's health."""
    newest = (
        f"{escape(status.newest_article)} ({status.newest_published_on})" if status.newest_article else "none"
    )
    lines = [
        "### Facts",
        (
            f"{status.facts:,} facts from {status.articles:,} articles, about {status.works:,} works and "
            f"{status.people:,} people"
        ),
        f"Newest article: {newest}",
        f"Database: {'healthy' if status.healthy else '**damaged**: restore a backup'}, "
        f"{status.size_bytes / 2**20:.1f} MiB, schema {status.schema_version}",
        f"-# Fan Facts {version}",
    ]
    return _in_layout(ui.Container(ui.TextDisplay("\n".join(lines))))


def make_article_layout(slug: str, reports: Sequence[Report]) -> Layout:
    """What one article says, as far as a message holds it."""
    blocks = [f"### {escape(clip(slug, 120))}"]
    if not reports:
        blocks.append("There is no article of that id; pick one of the suggestions.")
    lines = []
    for report in reports:
        subject = name_subject(report.subject, report.season)
        lines.append(f"- {escape(clip(f'{subject}: {report.relation}: {report.value}', 160))}")
    pages = paginate(lines)
    blocks += ["\n".join(pages[0])] if lines else []
    if len(pages) > 1:
        blocks.append(f"-# and {sum(map(len, pages[1:]))} more")
    return _in_layout(ui.Container(*(ui.TextDisplay[Any](block) for block in blocks)))


def _list_block(heading: str, listed: Iterable[str]) -> list[str]:
    lines = [f"- {escape(clip(line, _LINE_LIMIT))}" for line in listed]
    if not lines:
        return []
    shown = lines[:_MOST_LISTED]
    if len(lines) > len(shown):
        shown.append(f"- and {len(lines) - len(shown)} more")
    return [clip(f"**{heading}: {len(lines)}**\n" + "\n".join(shown), 1200)]


def _in_layout(container: ui.Container[Any]) -> Layout:
    layout = Layout()
    layout.add_item(container)
    return layout
