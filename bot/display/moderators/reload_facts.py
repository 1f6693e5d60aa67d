"""A reload, as moderators see it: what it would change, and the buttons that apply or cancel it.

Owns these layouts and buttons. Refuses to apply anything but what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import Layout, StatefulButton, make_layout, make_notice
from bot.display.moderators.expected_answers import word_rehearsal
from bot.display.moderators.interrupted_reload import noting_reload
from bot.display.text_blocks import count_of, make_list_block
from bot.moderation.expected_answers import rehearse_expected
from bot.store import LoadingError, LoadPlan, StalePlanError

BUSY = "The facts are being reloaded already. Try again in a moment."
APPLY, APPLY_ALL_THE_SAME = "Apply", "Apply all the same"
CANCELLED = "Cancelled: nothing has been changed."
APPLIED_MEANWHILE = (
    "### The facts are reloaded\nI was restarted while I did it. What the files say is what I know now."
)
CHANGED_SINCE = "The files have changed since you looked, so nothing was applied. Look again:"
NOT_APPLIED = "I was restarted before it was done, so nothing of it was applied. Look again:"
_REFUSED_ACCENT = discord.Colour(0xB3261E)
_LISTS_LIMIT = 3000
"""Characters of all lists of one plan; each shows its length even if there is no room for its lines."""


async def show_plan(client: BotClient, *, before: str | None = None) -> Layout:
    """What a reload would change now, expected answers first."""
    plan = await client.store.plan_load(client.facts_paths)
    rehearsal = await rehearse_expected(client.store, plan, client.today)
    label = APPLY_ALL_THE_SAME if rehearsal.changed else APPLY
    apply = not plan.refused and not plan.changes_nothing
    buttons = (ApplyButton(plan.digest, label), CancelButton()) if apply else ()
    rehearsed = list(word_rehearsal(rehearsal))
    return make_plan_layout(plan, buttons, rehearsed, before=before)


async def show_outcome(client: BotClient) -> Layout:
    """What became of a reload that was cut short: it is done, or what is left of it."""
    plan = await client.store.plan_load(client.facts_paths)
    if plan.changes_nothing and not plan.refused:
        return make_layout([APPLIED_MEANWHILE])
    return await show_plan(client, before=NOT_APPLIED)


def make_plan_layout(
    plan: LoadPlan,
    buttons: Iterable[ui.Item[Any]],
    rehearsed: Sequence[str] = (),
    *,
    before: str | None = None,
) -> Layout:
    """What a reload would change, with the buttons to apply or cancel it.

    ``rehearsed``: what it would do to the expected answers. ``before``: why an earlier plan was not applied, if one
    was shown.
    """
    blocks = ["### Reload the facts"]
    if before is not None and not plan.changes_nothing:
        blocks.append(before)
    if plan.refused:
        blocks.append("Nothing can be applied until these files are mended; the facts stay as they are.")
    elif plan.changes_nothing:
        blocks.append(
            f"Nothing has changed: what I know is what the files say ({count_of(plan.unchanged, 'file')})."
        )
    else:
        blocks.append("This is what would change. Nothing has been changed yet.")
    blocks += rehearsed
    # The folder is the operator's business: only the file's name is shown.
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
        block = make_list_block(heading, list(lines), room)
        if block:
            blocks.append(block)
            room -= len(block)
    if plan.unchanged and not plan.changes_nothing:
        blocks.append(f"-# Unchanged: {count_of(plan.unchanged, 'file')}")
    return make_layout(blocks, [list(buttons)], _REFUSED_ACCENT if plan.refused else None)


def make_applied_layout(plan: LoadPlan, seconds: float) -> Layout:
    """What a reload has changed, and how long it took."""
    facts = sum(len(file.facts) for file in (*plan.added, *plan.changed))
    said = (
        f"### The facts are reloaded\nArticles: added {len(plan.added)}, changed {len(plan.changed)}, removed "
        f"{len(plan.removed)}. {count_of(facts, 'fact').capitalize()} read, in {seconds:.2f} s.\n"
        "-# I answer from them from now on."
    )
    return make_layout([said])


class ApplyButton(StatefulButton, template=r"facts:apply:(?P<digest>[0-9a-f]{16})"):
    """Applies the reload that was shown, and no other."""

    def __init__(self, digest: str, label: str = APPLY) -> None:
        style = discord.ButtonStyle.success if label == APPLY else discord.ButtonStyle.danger
        super().__init__(ui.Button(label=label, style=style, custom_id=f"facts:apply:{digest}"))
        self._digest = digest

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["digest"], label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        try:
            if client.store.is_loading:
                raise LoadingError(BUSY)
            async with noting_reload(interaction, client.store):
                await self._apply(interaction, client)
        except LoadingError:
            await interaction.followup.send(view=make_notice(BUSY), ephemeral=True)

    async def _apply(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        plan = await client.store.plan_load(client.facts_paths)
        if plan.digest != self._digest or plan.refused:
            # Only what was seen is applied.
            layout = await show_plan(client, before=CHANGED_SINCE)
            await interaction.edit_original_response(view=layout)
            return
        try:
            seconds = await client.store.apply(plan, interaction.user.id)
        except StalePlanError:
            layout = await show_plan(client, before=CHANGED_SINCE)
            await interaction.edit_original_response(view=layout)
            return
        await interaction.edit_original_response(view=make_applied_layout(plan, seconds))


class CancelButton(StatefulButton, template=r"facts:cancel"):
    """Leaves the facts as they are."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Cancel", custom_id="facts:cancel"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls()

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.edit_message(view=make_notice(CANCELLED))


RELOAD_BUTTONS = (ApplyButton, CancelButton)
