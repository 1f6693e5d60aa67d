"""``/schedule``, as fans see it: what is due in the week, day by day.

Owns the layout and the button that turns its pages. A message that everybody sees tells what the server follows; what
one person follows is only in what that person alone is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers import Veil
from bot.answers.report_words import word_source
from bot.answers.schedule import DAYS, Due, Schedule, find_schedule
from bot.display.client_protocol import BotClient
from bot.display.components import Layout, StatefulButton, make_layout
from bot.display.escape import escape_clipped
from bot.display.text_blocks import cover, paginate, word_moment
from bot.display.visibility import find_veil_for
from bot.facts.dates import word_day
from bot.facts.report import Spoilers
from bot.facts.scope import word_scope

NOTHING_FOLLOWED = (
    "### Nothing to look forward to yet\n"
    "Nobody follows a title from here. `/follow` one, and its dates stand here week by week."
)
YOU_FOLLOW_NOTHING = "### Nothing to look forward to yet\nYou follow no title. `/follow` one, and its dates stand here week by week."
NOTHING_DUE = "### A quiet week\nNothing is due from {first} to {last}."
LATER = "The next that I know of: {item}"
DAYS_ARE_UTC = "-# Times are in your own time zone; days are those of UTC."
ALSO_PRIVATE = (
    "-# This is what is followed from this server. `/schedule private:True` adds what you follow elsewhere."
)
_ACCENT = discord.Colour.blurple()
_ITEMS_IN_BLOCK = 5
_TITLE_LIMIT = 120
_NOTE_LIMIT = 100
_SOURCE_LIMIT = 150


async def show_schedule(interaction: discord.Interaction[Any], *, private: bool, page: int = 0) -> Layout:
    """The week of what the server of a command or a button follows; where it is private, of what the asker follows too."""
    client = cast(BotClient, interaction.client)
    guild: discord.Guild | None = (
        interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    )
    works = await client.store.follows.list_followed(
        guild.id if guild is not None else None, interaction.user.id if private else None
    )
    if guild is not None:
        settings = await client.store.guilds.find(guild.id)
        works |= {work for shows in settings.shows.values() for work in shows}
    if not works:
        return make_layout([NOTHING_FOLLOWED if guild is not None else YOU_FOLLOW_NOTHING], accent=_ACCENT)
    schedule = await find_schedule(client.store, works, client.today())
    veil = await find_veil_for(interaction, private=private)
    notes = [ALSO_PRIVATE] if guild is not None and not private else []
    return make_schedule_layout(schedule, veil, page=page, notes=notes)


def make_schedule_layout(
    schedule: Schedule, veil: Veil, *, page: int = 0, notes: Sequence[str] = ()
) -> Layout:
    """A week, day by day, as many pages as it takes; what comes next after it where nothing is due."""
    due = [each for each in schedule.due if not (each.report.spoiler and veil.mode is Spoilers.HIDDEN)]
    last = schedule.begins + timedelta(days=DAYS - 1)
    if not due:
        blocks = [NOTHING_DUE.format(first=word_day(schedule.begins), last=word_day(last))]
        later = schedule.later
        if later is not None and not (later.report.spoiler and veil.mode is Spoilers.HIDDEN):
            when = "" if later.at else f" on {word_day(later.day)}"
            blocks.append(LATER.format(item=_word_due(later, veil, when)))
        return make_layout([*blocks, *notes], accent=_ACCENT)
    pages = paginate([block for day in _by_day(due) for block in _make_day(day, schedule.begins, veil)])
    page = min(max(page, 0), len(pages) - 1)
    head = f"### {_word_day(schedule.begins)} to {_word_day(last)}"
    timed = [DAYS_ARE_UTC] if any(each.at for each in due) else []
    small = [*timed, *notes, *([f"-# Page {page + 1} of {len(pages)}"] if len(pages) > 1 else [])]
    turns = [
        ScheduleTurn(page - 1, "Back", disabled=page == 0),
        ScheduleTurn(page + 1, "More", disabled=page == len(pages) - 1),
    ]
    blocks = [head, *pages[page], *(["\n".join(small)] if small else [])]
    return make_layout(blocks, [turns] if len(pages) > 1 else [], _ACCENT)


def _by_day(due: Sequence[Due]) -> Iterator[list[Due]]:
    for _, group in groupby(due, key=lambda each: each.day):
        yield list(group)


def _make_day(due: Sequence[Due], today: date, veil: Veil) -> Iterator[str]:
    """What is due on one day, in as many blocks as it takes."""
    nearness = {0: " · today", 1: " · tomorrow"}.get((due[0].day - today).days, "")
    begin = f"**{_word_day(due[0].day)}{nearness}**\n"
    for at in range(0, len(due), _ITEMS_IN_BLOCK):
        yield begin + "\n".join(f"- {_word_due(each, veil)}" for each in due[at : at + _ITEMS_IN_BLOCK])
        begin = ""


def _word_day(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B}"


def _word_due(due: Due, veil: Veil, when: str = "") -> str:
    report = due.report
    spoiler = report.spoiler and veil.mode is not Spoilers.OPEN
    title = f"**{escape_clipped(due.work.name, _TITLE_LIMIT)}** {word_scope(due.scope)}".rstrip()
    what = due.relation.heading.lower()
    note = f": {escape_clipped(report.note, _NOTE_LIMIT)}" if report.note else ""
    moment = f", {word_moment(due.at)}" if due.at is not None else when
    held = f" (but it is reported as **{due.held}**)" if due.held else ""
    source = f"-# {escape_clipped(word_source(report), _SOURCE_LIMIT)}"
    return f"{title} · {cover(f'{what}{note}', spoiler)}{cover(moment, spoiler)}{held}\n  {source}"


class ScheduleTurn(StatefulButton, template=r"schedule:(?P<page>-?\d{1,4})"):
    """Turns to another page of a week."""

    for_all = True

    def __init__(self, page: int, label: str, *, disabled: bool = False) -> None:
        super().__init__(ui.Button(label=label, custom_id=f"schedule:{page}", disabled=disabled))
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["page"]), label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        private = interaction.message is not None and interaction.message.flags.ephemeral
        layout = await show_schedule(interaction, private=private, page=self._page)
        await interaction.response.edit_message(view=layout)
