"""A reload, as moderators see it: what it would change, and the buttons that apply or cancel it.

Owns these layouts and buttons. Refuses to apply anything but what was seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import Layout, StatefulButton, make_layout, make_notice
from bot.display.escape import escape_clipped
from bot.display.fans.news import make_news_blocks
from bot.display.moderators.expected_answers import word_rehearsal
from bot.display.moderators.interrupted_reload import noting_reload
from bot.display.paged_list import TurnButton
from bot.display.text_blocks import count_of, cover, make_list_block, paginate
from bot.facts.dates import word_day
from bot.moderation.fact_changes import ChangeKind, Detail, FactChange, word_change
from bot.moderation.name_warnings import find_name_warnings
from bot.moderation.rehearsal import Rehearsal
from bot.moderation.reload_files import ArticleLook, ReloadLook, look_at_reload
from bot.store import LoadingError, LoadPlan, NamesChange, StalePlanError

BUSY = "The facts are being reloaded already. Try again in a moment."
APPLY, APPLY_ALL_THE_SAME = "Apply", "Apply all the same"
CANCELLED = "Cancelled: nothing has been changed."
APPLIED_MEANWHILE = (
    "### The facts are reloaded\nI was restarted while I did it. What the files say is what I know now."
)
CHANGED_SINCE = (
    "The files, or what I know, have changed since you looked, so nothing was applied. Look again:"
)
NOT_APPLIED = "I was restarted before it was done, so nothing of it was applied. Look again:"
_REFUSED_ACCENT = discord.Colour(0xB3261E)
_PLUS = "\\+"
"""A bare one would begin a list in the list."""
_REFUSED_LIMIT = 2300
_BLOCK_LIMIT = 1500
_MOST_FACTS = 500
_MOST_ARTICLES = 200
_WARNINGS_LIMIT = 1500
_TITLE_LIMIT = 100
_ABOUT_LIMIT = 120
_VALUE_LIMIT = 150
_DETAIL_LIMIT = 60


async def show_reload(client: BotClient, page: int = 0, *, before: str | None = None) -> Layout:
    """A page of what a reload would change now. ``before``: why nothing was applied, if something was to be."""
    return make_reload_layout(await _look(client), page, before=before)


async def _look(client: BotClient) -> ReloadLook:
    return await look_at_reload(client.store, client.facts_paths, client.today, client.rehearsals)


async def show_outcome(client: BotClient) -> Layout:
    """What became of a reload that was cut short: it is done, or what is left of it."""
    look = await _look(client)
    if look.plan.changes_nothing and not look.plan.refused:
        return make_layout([APPLIED_MEANWHILE])
    return make_reload_layout(look, before=NOT_APPLIED)


def make_reload_layout(look: ReloadLook, page: int = 0, *, before: str | None = None) -> Layout:
    """A page of what a reload would change: expected answers, then fact by fact, then what followers would be told.

    ``before``: why an earlier look was not applied, if one was shown.
    """
    plan = look.plan
    blocks = [before] if before is not None and not plan.changes_nothing else []
    if plan.refused:
        blocks.append("Nothing can be applied until these files are mended; the facts stay as they are.")
        # The folder is the operator's business: only the file's name is shown.
        refused = [": ".join(filter(None, (e.path.name, e.place, e.problem))) for e in plan.refused]
        blocks.append(make_list_block("Refused", refused, _REFUSED_LIMIT))
    elif plan.changes_nothing:
        blocks.append(
            f"Nothing has changed: what I know is what the files say ({count_of(plan.unchanged, 'file')})."
        )
    else:
        blocks.append(f"{_word_extent(look)} Nothing has been changed yet.")
        blocks += word_rehearsal(look.rehearsal)
        blocks += _make_facts_blocks(look)
        for names in look.names:
            blocks += _make_blocks(f"**Other names** · {_word_file(names.path)}", _word_names(names))
        moved = [f"{article.slug}, now in {path.name}" for article, path in plan.moved]
        blocks += filter(None, [make_list_block("Moved", moved, _REFUSED_LIMIT)])
        blocks += word_told(look.rehearsal)
    pages = paginate(blocks)
    page = min(max(page, 0), len(pages) - 1)
    shown = ["### Reload the facts", *pages[page]]
    if len(pages) > 1:
        shown.append(f"-# Page {page + 1} of {len(pages):,}")
    rows: list[list[ui.Item[Any]]] = []
    if not plan.refused and not plan.changes_nothing:
        rows.append(
            [
                ApplyButton(look.digest, APPLY_ALL_THE_SAME if look.rehearsal.changed else APPLY),
                CancelButton(),
            ]
        )
    if len(pages) > 1:
        rows.append(
            [
                ReloadTurn(page - 1, look.digest, "Back", disabled=page == 0),
                ReloadTurn(page + 1, look.digest, disabled=page == len(pages) - 1),
            ]
        )
    return make_layout(shown, rows, _REFUSED_ACCENT if plan.refused else None)


def _word_extent(look: ReloadLook) -> str:
    """ "**1 article is added, 2 change: 5 facts come, 3 change, 1 goes.**" """
    plan = look.plan
    articles = _word_counts(
        "article",
        (len(plan.added), "added"),
        (len(plan.changed), "changed"),
        (len(plan.removed), "removed"),
        (len(plan.moved), "moved"),
    )
    facts = _word_counts("fact", (look.changed, "changed"), (look.new, "new"), (look.gone, "gone"))
    return f"**{' · '.join(filter(None, (articles, facts))) or 'Other names changed'}.**{word_hearers(look.rehearsal)}"


def word_hearers(rehearsal: Rehearsal) -> str:
    """How many followers would be told, as a sentence after another; nothing if none."""
    told = sum(each.followers for each in rehearsal.told)
    return f" {count_of(told, 'follower')} would be told." if told else ""


def _word_counts(what: str, *counts: tuple[int, str]) -> str:
    """ "2 articles added, 1 changed"; nothing where nothing is."""
    some = [(number, done) for number, done in counts if number]
    return ", ".join(
        f"{count_of(number, what)} {done}" if not at else f"{number:,} {done}"
        for at, (number, done) in enumerate(some)
    )


def _make_facts_blocks(look: ReloadLook) -> list[str]:
    """The first few hundred changes, fact by fact, article by article."""
    blocks: list[str] = []
    shown = 0
    for number, each in enumerate(look.articles):
        facts = each.facts[: _MOST_FACTS - shown]
        blocks += _make_article_blocks(each, facts)
        shown += len(facts)
        left = look.changed + look.new + look.gone - shown
        articles = len(look.articles) - number - 1
        if (left or articles) and (shown == _MOST_FACTS or number + 1 == _MOST_ARTICLES):
            more = f"{count_of(left, 'fact')} and {count_of(articles, 'article')} more"
            return [*blocks, f"-# And {more}: `python -m bot load --dry-run` prints them all."]
    return blocks


def _make_article_blocks(look: ArticleLook, facts: Sequence[FactChange]) -> list[str]:
    article = look.article
    done = "New" if look.before is None else "Removed" if look.after is None else "Changed"
    name = escape_clipped(article.title or article.slug, _TITLE_LIMIT)
    heading = f"**{done}: {name}**"
    heading += f"\n-# {escape_clipped(article.slug, _TITLE_LIMIT)} · {word_day(article.published_on)}"
    lines = [
        f"- {what}: {' → '.join(escape_clipped(each or 'nothing', _DETAIL_LIMIT) for each in (old, new))}"
        for what, old, new in look.head
    ]
    lines += map(word_fact_change, facts)
    return _make_blocks(heading, lines or ["-# The facts stay as they are."])


def word_fact_change(change: FactChange) -> str:
    """A change of one fact, as an item of a list: old → new, what gives something away behind a veil."""
    said = word_change(change)
    old, new = (
        cover(escape_clipped(value, _VALUE_LIMIT), said.spoiler and bool(value))
        for value in (said.old, said.new)
    )
    sign = {ChangeKind.NEW: _PLUS, ChangeKind.CHANGED: "±", ChangeKind.GONE: "−"}[change.kind]
    about = escape_clipped(said.about, _ABOUT_LIMIT)
    value = f"{old} → **{new}**" if old and new and old != new else f"**{new}**" if new else f"~~{old}~~"
    details = [_word_detail(detail, said.spoiler) for detail in said.details]
    return f"- {sign} {about} · {value}" + (f" · {' · '.join(details)}" if details else "")


def _word_detail(detail: Detail, spoiler: bool) -> str:
    if not detail.old:
        return detail.new
    words = (cover(escape_clipped(each, _DETAIL_LIMIT), spoiler) for each in (detail.old, detail.new))
    return f"{detail.what} {' → '.join(words)}"


def _word_names(change: NamesChange) -> list[str]:
    lines = [
        f"- {sign} {escape_clipped(also, _TITLE_LIMIT)} for {escape_clipped(name, _TITLE_LIMIT)}"
        for sign, spellings in ((_PLUS, change.come), ("−", change.gone))
        for name, also in spellings
    ]
    return lines or ["-# The names stay as they are."]


def _word_file(path: str) -> str:
    return escape_clipped(Path(path).name, _TITLE_LIMIT)


def _make_blocks(heading: str, lines: Sequence[str]) -> list[str]:
    """A list with its heading, in as many blocks as it takes."""
    blocks = [heading]
    first = heading.partition("\n")[0]
    for line in lines:
        if len(blocks[-1]) + len(line) > _BLOCK_LIMIT:
            blocks.append(f"{first} …\n{line}")
        else:
            blocks[-1] += f"\n{line}"
    return blocks


def word_told(rehearsal: Rehearsal) -> Iterator[str]:
    """Who would be told what, in blocks."""
    if rehearsal.failed:
        yield "**Whether followers would be told could not be found out.**"
    for each in rehearsal.told:
        people = [count_of(each.followers, "follower")] if each.followers else []
        people += [count_of(each.servers, "server")] if each.servers else []
        name = escape_clipped(each.subject.name, _TITLE_LIMIT)
        _, *news = make_news_blocks(each.subject.name, each.news)
        yield f"**News of {name} for {' and '.join(people)}:**"
        yield from news
    if rehearsal.answered:
        one = rehearsal.answered == 1
        waiting = "1 person who waits" if one else f"{rehearsal.answered:,} people who wait"
        yield f"**{waiting} for an answer would be told it.**"


def make_applied_layout(plan: LoadPlan, seconds: float, warnings: Sequence[str] = ()) -> Layout:
    """What a reload has changed, how long it took, and which of its names may be one with another."""
    facts = sum(len(file.facts) for file in (*plan.added, *plan.changed))
    said = (
        f"### The facts are reloaded\nArticles: added {len(plan.added)}, changed {len(plan.changed)}, removed "
        f"{len(plan.removed)}. {count_of(facts, 'fact').capitalize()} read, in {seconds:.2f} s.\n"
        "-# I answer from them from now on."
    )
    return make_layout([said, *make_warning_blocks(warnings)])


def make_warning_blocks(warnings: Sequence[str]) -> list[str]:
    """What there is to say of names that a load has brought, as one block at most."""
    if not warnings:
        return []
    return [escape_clipped("\n".join(f"- {line}." for line in warnings), _WARNINGS_LIMIT)]


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
            async with noting_reload(interaction, client.store, client.process_name):
                await self._apply(interaction, client)
        except LoadingError:
            await interaction.followup.send(view=make_notice(BUSY), ephemeral=True)

    async def _apply(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        look = await _look(client)
        if look.digest != self._digest or look.plan.refused:
            # Only what was seen is applied.
            await interaction.edit_original_response(view=make_reload_layout(look, before=CHANGED_SINCE))
            return
        try:
            names = client.store.names
            seconds = await client.store.apply(look.plan, interaction.user.id)
        except StalePlanError:
            layout = await show_reload(client, before=CHANGED_SINCE)
            await interaction.edit_original_response(view=layout)
            return
        warnings = await find_name_warnings(client.store, look.plan, names)
        await interaction.edit_original_response(view=make_applied_layout(look.plan, seconds, warnings))


class ReloadTurn(TurnButton, turns="reload"):
    """Turns the pages of what a reload would change, as long as that still is what was shown."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        # The files are read again.
        await interaction.response.defer()
        await super().press(interaction, client)

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        look = await _look(client)
        same = look.digest == of
        return make_reload_layout(look, page if same else 0, before=None if same else CHANGED_SINCE)


class CancelButton(StatefulButton, template=r"facts:cancel"):
    """Leaves the facts as they are."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Cancel", custom_id="facts:cancel"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls()

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.edit_message(view=make_notice(CANCELLED))


RELOAD_BUTTONS = (ApplyButton, CancelButton, ReloadTurn)
