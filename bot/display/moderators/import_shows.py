"""An import, as moderators see it: what it would change, and the buttons that apply or cancel it.

Owns these layouts and the button. Refuses to apply anything but what was seen: the service is asked again, and if it
states something else by then, that is shown instead.
"""

from __future__ import annotations

import re
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers.report_words import word_fact
from bot.display.client_protocol import BotClient
from bot.display.components import Layout, StatefulButton, make_layout, make_notice
from bot.display.escape import escape_clipped, link
from bot.display.moderators.expected_answers import word_rehearsal
from bot.display.moderators.reload_facts import (
    APPLY,
    APPLY_ALL_THE_SAME,
    BUSY,
    CancelButton,
    make_warning_blocks,
    word_hearers,
)
from bot.display.refusal import refusing
from bot.display.text_blocks import count_of, make_list_block
from bot.facts.clean_text import clean_text
from bot.facts.model import Fact
from bot.facts.scope import word_scope
from bot.moderation.import_shows import (
    ImportLook,
    check_import_file,
    forget_import_file,
    keep_import_file,
    look_at_import,
    word_imported_fact,
    word_left_out,
)
from bot.moderation.name_warnings import find_name_warnings
from bot.moderation.rehearsal import Rehearsal, digest_seen
from bot.store import LoadingError, StalePlanError

_LISTS_LIMIT = 2600
_LEFT_OUT_LIMIT = 500
_TITLE_LIMIT = 250


def check_upload(file: discord.Attachment, mapping: discord.Attachment | None) -> None:
    """Refuse files by their names and sizes, before a byte of them is read."""
    with refusing():
        check_import_file(clean_text(file.filename), file.size, None if mapping is None else mapping.size)


async def keep_upload(client: BotClient, file: discord.Attachment, mapping: discord.Attachment | None) -> str:
    """Keep what a moderator attached; returns what stands for it. Refused, with the reason, if it cannot be imported."""
    document = await file.read()
    columns = None if mapping is None else await mapping.read()
    with refusing():
        return await keep_import_file(
            client.store, clean_text(file.filename), document, columns, client.today()
        )


async def show_import(client: BotClient, source: str, *, changed_since: bool = False) -> Layout:
    """What importing a source would change now, expected answers first. Refused, with the reason, if it cannot be."""
    with refusing():
        look = await look_at_import(client.store, client.fetch_shows, source, client.today())
    rehearsal = await client.rehearsals.rehearse(client.store, look.plan.load, client.today)
    return make_import_layout(look, rehearsal, changed_since=changed_since)


def make_import_layout(look: ImportLook, rehearsal: Rehearsal, *, changed_since: bool = False) -> Layout:
    """What an import would change, with the buttons to apply or cancel it.

    ``changed_since``: whether it replaces one that its source no longer states.
    """
    load = look.plan.load
    head = f"### {escape_clipped(f'Import {look.title}', _TITLE_LIMIT)}"
    blocks = [f"{head}\n{link(look.page)}" if look.page is not None else head]
    if changed_since and not load.changes_nothing:
        blocks.append(
            "What it states, or what I know, has changed since you looked, so nothing was applied. Look again:"
        )
    if load.changes_nothing:
        blocks.append("Nothing would change: all that it states has been imported already.")
    else:
        blocks.append(
            f"This is what would change. It counts as reported and displaces nothing official.{word_hearers(rehearsal)}"
            " Nothing has been changed yet."
        )
    rehearsed = list(word_rehearsal(rehearsal))
    blocks += rehearsed
    if look.plan.taken_for:
        blocks.append(
            f"**Is it the same?** {escape_clipped('; '.join(look.plan.taken_for), _LEFT_OUT_LIMIT)}."
        )
    bears = [each for each in look.facts if each.changes_known]
    beside = [each for each in look.facts if not each.changes_known]
    more = len(look.plan.new) - len(look.facts)
    listed = (
        ("Bears on what is known", [word_imported_fact(each) for each in bears]),
        ("New", [word_fact(each.report) for each in beside] + ["…"] * more),
        ("No longer stated there, goes", [_word_gone(fact) for _, fact in look.plan.gone]),
        ("Other names", [", ".join((each.name, *each.also)) for file in load.names for each in file.names]),
    )
    room = _LISTS_LIMIT - sum(map(len, rehearsed))
    for heading, lines in listed:
        block = make_list_block(heading, lines, room)
        if block:
            blocks.append(block)
            room -= len(block)
    left_out = "; ".join(word_left_out(look.shows, look.plan))
    if left_out:
        blocks.append(f"-# {escape_clipped(f'Left out: {left_out}', _LEFT_OUT_LIMIT)}")
    label = APPLY_ALL_THE_SAME if rehearsal.changed else APPLY
    buttons: list[ui.Item[Any]] = []
    if not load.changes_nothing:
        buttons = [ImportButton(_digest(look, rehearsal), look.reference, label), CancelButton()]
    return make_layout(blocks, [buttons])


def _digest(look: ImportLook, rehearsal: Rehearsal) -> str:
    """What an import is known by again: what the source states, and what that does to what is known."""
    facts = [word_imported_fact(each) for each in look.facts]
    return digest_seen(look.plan.load.digest, facts, rehearsal=rehearsal)


def _word_gone(fact: Fact) -> str:
    of_what = f"{fact.work or fact.person or fact.term} {word_scope(fact.scope)}".rstrip()
    return f"{of_what}: {fact.relation} {fact.value}"


class ImportButton(
    StatefulButton, template=r"facts:import:(?P<digest>[0-9a-f]{16}):(?P<source>[a-z]{4,10}:[\w-]{1,30})"
):
    """Applies the import that was shown, and no other."""

    def __init__(self, digest: str, source: str, label: str = APPLY) -> None:
        style = discord.ButtonStyle.success if label == APPLY else discord.ButtonStyle.danger
        super().__init__(ui.Button(label=label, style=style, custom_id=f"facts:import:{digest}:{source}"))
        self._digest = digest
        self._source = source

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["digest"], match["source"], label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer()
        with refusing():
            look = await look_at_import(client.store, client.fetch_shows, self._source, client.today())
        load = look.plan.load
        rehearsal = await client.rehearsals.rehearse(client.store, load, client.today)
        try:
            if _digest(look, rehearsal) != self._digest:
                raise StalePlanError("what the source states has changed")
            names = client.store.names
            seconds = await client.store.apply(load, interaction.user.id)
        except StalePlanError:
            layout = await show_import(client, self._source, changed_since=True)
            await interaction.edit_original_response(view=layout)
            return
        except LoadingError:
            await interaction.followup.send(view=make_notice(BUSY), ephemeral=True)
            return
        with refusing():
            await forget_import_file(client.store, look.reference)
        said = (
            f"### Imported\n{escape_clipped(look.title, _TITLE_LIMIT)}: "
            f"{count_of(len(look.plan.new), 'fact')} new, {len(look.plan.gone)} gone, in {seconds:.2f} s.\n"
            "-# I answer from them from now on. /facts history takes it back."
        )
        warnings = make_warning_blocks(await find_name_warnings(client.store, load, names))
        await interaction.edit_original_response(view=make_layout([said, *warnings]))


IMPORT_BUTTONS = (ImportButton,)
