"""Following, as fans see it: what was agreed, the list of follows, and the buttons that end them.

Owns the layouts and the buttons. A button acts for whoever presses it and for nobody else, whatever its id
says. Refuses to word news: that is for news.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.answers.news import sort_snapshots, take_snapshots
from bot.answers.unanswered import word_unanswered
from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, Layout, StatefulButton, make_layout, make_notice
from bot.display.escape import BUTTON_LIMIT, escape_clipped, plain_label
from bot.display.fans.news import make_known_blocks
from bot.display.paged_list import ENTRIES_ON_PAGE, Entry, TurnButton, find_span, make_list_layout
from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.store import MOST_FOLLOWS, About, Follow

ABOUT_WORDS = {
    About.RELEASE: "when it comes out, is renewed or filmed",
    About.CAST: "who is in it",
    About.ANYTHING: "anything that changes",
}
TOO_MANY = f"You follow {MOST_FOLLOWS} titles already, which is the most I take. `/following` shows them; end one first."
NOT_YOURS = "You do not follow that, or not any more. `/following` shows what you follow."
GONE = "I no longer know that title. Use `/follow` again, please."
NOTHING = (
    "You follow nothing, and wait for no answer. `/follow` a title, and I will tell you when it has news."
)
_TITLE_LIMIT = 200


class FollowButton(
    StatefulButton, template=r"follow:(?P<subject>\d{1,18}):(?P<about>release|cast|anything):(?P<digest>[01])"
):
    """Follows one of several titles that may have been meant."""

    for_all = True

    def __init__(self, subject: int, about: About, *, digest: bool, label: str) -> None:
        super().__init__(
            ui.Button(
                label=plain_label(label, BUTTON_LIMIT),
                style=discord.ButtonStyle.primary,
                custom_id=f"follow:{subject}:{about.value}:{int(digest)}",
            )
        )
        self._subject = subject
        self._about = about
        self._digest = digest

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["subject"]), About(match["about"]), digest=match["digest"] == "1", label=label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        # A reload may be writing; until it is done, nothing else can.
        await interaction.response.defer(ephemeral=True, thinking=True)
        work = await client.store.find_entity(self._subject)
        if work is None or work.kind is not Kind.WORK:
            layout = make_notice(GONE)
        else:
            layout = await start_following(interaction, client, work, self._about, digest=self._digest)
        await interaction.edit_original_response(view=layout)


class UnfollowButton(IdButton, prefix="unfollow"):
    """Ends a follow, beneath the news it brought."""

    for_all = True

    def __init__(self, of: int, title: str = "") -> None:
        super().__init__(of, label=plain_label(f"Unfollow {title}".rstrip(), BUTTON_LIMIT))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        ended = await client.store.follows.unfollow(interaction.user.id, self.of)
        text = word_ended(ended) if ended else NOT_YOURS
        await interaction.edit_original_response(view=make_notice(text))


class EndButton(
    StatefulButton, template=r"following:(?P<what>follow|wait):(?P<id>\d{1,18}):(?P<page>\d{1,3})"
):
    """Ends a follow, or a wait, in the list, which is then shown without it."""

    for_all = True

    def __init__(self, what: str, of: int, page: int) -> None:
        label = "Unfollow" if what == "follow" else "Stop waiting"
        super().__init__(ui.Button(label=label, custom_id=f"following:{what}:{of}:{page}"))
        self._what = what
        self._of = of
        self._page = page

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["what"], int(match["id"]), int(match["page"]))

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        user = interaction.user.id
        await interaction.response.defer()
        if self._what == "follow":
            ended: object = await client.store.follows.unfollow(user, self._of)
        else:
            ended = await client.store.unanswered.remove_wait(self._of, user)
        if not ended:
            await interaction.followup.send(view=make_notice(NOT_YOURS), ephemeral=True)
            return
        await interaction.edit_original_response(view=await list_following(client, user, self._page))


class FollowingTurn(TurnButton, turns="following"):
    """Turns the pages of somebody's follows."""

    for_all = True

    @classmethod
    async def make_page(cls, client: BotClient, user: int, page: int, of: str) -> Layout:
        return await list_following(client, user, page)


FOLLOW_BUTTONS = (FollowButton, UnfollowButton, EndButton, FollowingTurn)
"""The buttons that /follow registers."""


async def start_following(
    interaction: discord.Interaction[Any], client: BotClient, work: Entity, about: About, *, digest: bool
) -> Layout:
    """Follow a work for whoever asks; returns what to show them."""
    snapshots = take_snapshots(await client.store.find_reports(work.id), work, client.today())
    # Nothing is kept about a server that the bot is not in.
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id is not None else None
    follow = await client.store.follows.follow(
        interaction.user.id,
        work.id,
        about,
        digest=digest,
        guild=guild.id if guild is not None else None,
        snapshots=snapshots,
    )
    if follow is None:
        return make_notice(TOO_MANY)
    return make_followed_layout(follow, make_known_blocks(sort_snapshots(snapshots, about)))


def make_which_layout(typed: str, works: Sequence[Entity], about: About, *, digest: bool) -> Layout:
    """Titles that may have been meant, each with a button that follows it."""
    name = escape_clipped(typed, _TITLE_LIMIT)
    if not works:
        return make_notice(f"I know no title “{name}”. Check its spelling, or pick one of the suggestions.")
    buttons = [FollowButton(work.id, about, digest=digest, label=work.name) for work in works]
    return make_layout(
        [f"I am not sure which title “{name}” is. Which one do you want to follow?"], [buttons]
    )


def word_ended(follow: Follow) -> str:
    """Word that a follow has ended."""
    return f"You no longer follow **{escape_clipped(follow.subject.name, _TITLE_LIMIT)}**."


def make_followed_layout(follow: Follow, known: Sequence[str]) -> Layout:
    """What was agreed, what is known so far, and how to end it. ``known``: blocks of markdown."""
    how = "once a day, at 18:00 UTC" if follow.digest else "at once"
    agreed = (
        f"### You follow {escape_clipped(follow.subject.name, _TITLE_LIMIT)}\n"
        f"I will tell you {how}, by direct message: {ABOUT_WORDS[follow.about]}."
    )
    end = "-# The button or `/unfollow` ends it; `/following` shows all you follow. Your direct messages have to be open."
    return make_layout([agreed, *known, end], [[UnfollowButton(follow.id)]])


async def list_following(client: BotClient, user: int, page: int = 0) -> Layout:
    """Everything that somebody follows or waits for, each with a button that ends it."""
    follows = await client.store.follows.list_of(user)
    waits = [
        (wait.id, wait.words or await word_unanswered(client.answers, wait, client.store.only_in_spoilers))
        for wait in await client.store.unanswered.list_waits(user)
    ]
    return make_following_layout(follows, waits, page)


def make_following_layout(
    follows: Sequence[Follow], waits: Sequence[tuple[int, str]], page: int = 0
) -> Layout:
    """A page of the list; ``waits``: ids of questions, each with its words."""
    kept = [(_word_follow(follow), "follow", follow.id) for follow in follows]
    kept += [(_word_wait(words), "wait", question) for question, words in waits]
    if not kept:
        return make_notice(NOTHING)
    span = find_span(page, len(kept))
    entries = [
        Entry(words, EndButton(what, of, span.page))
        for words, what, of in kept[span.offset : span.offset + ENTRIES_ON_PAGE]
    ]
    return make_list_layout("### What you follow", entries, span, FollowingTurn)


def _word_follow(follow: Follow) -> str:
    how = "once a day" if follow.digest else "at once"
    title = escape_clipped(follow.subject.name, _TITLE_LIMIT)
    return f"**{title}**\n-# {ABOUT_WORDS[follow.about]}; {how}"


def _word_wait(question: str) -> str:
    return f"“{escape_clipped(question, _TITLE_LIMIT)}”\n-# you wait for the answer"
