"""What moderators see of the facts: the plan of a reload, and the state of the store.

Owns these two layouts. Refuses to decide who may see them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any  # discord.py's items are generic in their view

import discord
from discord import ui

from bot.display.blocks import count_of
from bot.display.components import Layout, make_layout
from bot.display.escape import escape, escape_clipped
from bot.store import LoadPlan, StoreStatus

_MOST_LISTED = 10
_REFUSED_ACCENT = discord.Colour(0xB3261E)
_LINE_LIMIT = 300
_LISTS_LIMIT = 3000
"""Characters of all lists of one plan; each is told its length even where there is no room for its lines."""
_MORE_LIMIT = 100


def make_plan_layout(
    plan: LoadPlan,
    buttons: Iterable[ui.Item[Any]],
    rehearsed: Sequence[str] = (),
    *,
    changed_since: bool = False,
) -> Layout:
    """What a reload would change, with the buttons to apply or cancel it.

    ``rehearsed``: what it would do to the expected answers. ``changed_since``: whether it stands in for another plan, which the files no longer fit.
    """
    blocks = ["### Reload the facts"]
    if changed_since and not plan.changes_nothing:
        blocks.append("The files have changed since you looked, so nothing was applied. Look again:")
    if plan.refused:
        blocks.append("Nothing can be applied until these files are mended; the facts stay as they are.")
    elif plan.changes_nothing:
        blocks.append(
            f"Nothing has changed: what I know is what the files say ({count_of(plan.unchanged, 'file')})."
        )
    else:
        blocks.append("This is what would change. Nothing has been changed yet.")
    blocks += rehearsed
    # The folder is the operator's: only the file's name is shown.
    refused = (": ".join(filter(None, (e.path.name, e.place, e.problem))) for e in plan.refused)
    listed = (
        ("Refused", refused),
        ("Added", (f"{file.article.id} ({count_of(len(file.facts), 'fact')})" for file in plan.added)),
        ("Changed", (f"{file.article.id} ({count_of(len(file.facts), 'fact')})" for file in plan.changed)),
        ("Removed", (article.slug for article in plan.removed)),
        ("Moved", (f"{article.slug}, now in {path.name}" for article, path in plan.moved)),
        ("Other names", (f"{file.path.name} ({count_of(len(file.names), 'name')})" for file in plan.names)),
    )
    room = _LISTS_LIMIT - sum(map(len, rehearsed))
    for heading, lines in listed:
        block = _list_block(heading, list(lines), room)
        if block:
            blocks.append(block)
            room -= len(block)
    if plan.unchanged and not plan.changes_nothing:
        blocks.append(f"-# Unchanged: {count_of(plan.unchanged, 'file')}")
    return make_layout(blocks, [list(buttons)], _REFUSED_ACCENT if plan.refused else None)


def make_applied_layout(plan: LoadPlan, seconds: float) -> Layout:
    """What a reload has changed, and the time it took."""
    facts = sum(len(file.facts) for file in (*plan.added, *plan.changed))
    said = (
        f"### The facts are reloaded\nArticles: added {len(plan.added)}, changed {len(plan.changed)}, removed "
        f"{len(plan.removed)}. {count_of(facts, 'fact').capitalize()} read, in {seconds:.2f} s.\n"
        "-# I answer from them from now on."
    )
    return make_layout([said])


def make_status_layout(status: StoreStatus, version: str) -> Layout:
    """Counts, newest article, version and the database's health."""
    newest = (
        f"{escape(status.newest_article)} ({status.newest_published_on})" if status.newest_article else "none"
    )
    lines = [
        "### Facts",
        (
            f"{count_of(status.facts, 'fact')} from {count_of(status.articles, 'article')}; "
            f"{count_of(status.works, 'show')}, {status.people:,} people"
        ),
        f"Newest article: {newest}",
        (
            f"Database: {'healthy' if status.healthy else '**damaged**: restore a backup'}, "
            f"{_word_size(status.size_bytes)}, schema {status.schema_version}"
        ),
        f"-# Fan Facts {version}",
    ]
    return make_layout(["\n".join(lines)])


def _list_block(heading: str, listed: Sequence[str], room: int) -> str:
    """A headed list of what ``room`` characters hold, with how many more there are; empty for nothing."""
    if not listed:
        return ""
    block = f"**{heading}: {len(listed)}**"
    for shown, line in enumerate(listed):
        bullet = f"\n- {escape_clipped(line, _LINE_LIMIT)}"
        if shown == _MOST_LISTED or len(block) + len(bullet) > room - _MORE_LIMIT:
            return f"{block}\n- and {len(listed) - shown} more"
        block += bullet
    return block


def _word_size(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB" if size >= 2**20 else f"{size / 2**10:,.0f} KiB"
