"""``/follow``, ``/following``, ``/unfollow``: hearing when there is news of a title."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.autocomplete import choose, reporting
from bot.display.components import make_notice
from bot.display.fans.following import (
    FOLLOW_BUTTONS,
    NOT_YOURS,
    list_following,
    make_which_layout,
    start_following,
    word_ended,
)
from bot.display.pace import Pace
from bot.display.reply import acknowledge, reply
from bot.display.shows_here import suggest_titles
from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.names import holds_words
from bot.store import About, Follow

ONCE_A_DAY = "once a day"
FOLLOW_PREFIX = "follow:"
FOLLOWS_PER_PERSON = 10
WINDOW_SECONDS = 60.0


class Following(commands.Cog):
    """The commands. Whatever they say is shown only to one person."""

    def __init__(self) -> None:
        self._pace = Pace(FOLLOWS_PER_PERSON, WINDOW_SECONDS)

    @app_commands.command(description="Be told when there is news of a title")
    @app_commands.describe(
        title="The show's title",
        about="What you want to hear of (anything by default)",
        how="At once (by default), or gathered once a day",
    )
    async def follow(
        self,
        interaction: discord.Interaction[FactBot],
        title: str,
        about: Literal["anything", "release", "cast"] = "anything",
        how: Literal["at once", "once a day"] = "at once",
    ) -> None:
        self._pace.check(interaction)
        # A reload may be writing; until it is done, nothing else can.
        await acknowledge(interaction, private=True)
        bot, digest = interaction.client, how == ONCE_A_DAY
        found = await bot.answers.find_work(title)
        if isinstance(found, Entity):
            layout = await start_following(interaction, bot, found, About(about), digest=digest)
        else:
            layout = make_which_layout(title, found, About(about), digest=digest)
        await interaction.edit_original_response(view=layout)

    @app_commands.command(description="What you follow, and the answers you wait for")
    async def following(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await list_following(interaction.client, interaction.user.id)
        await reply(interaction, layout, private=True)

    @app_commands.command(description="Be told no more of a title")
    @app_commands.describe(title="One of those you follow")
    async def unfollow(self, interaction: discord.Interaction[FactBot], title: str) -> None:
        await acknowledge(interaction, private=True)
        follows = interaction.client.store.follows
        meant = await _find_follow(interaction, title)
        ended = await follows.unfollow(interaction.user.id, meant.id) if meant is not None else None
        text = word_ended(ended) if ended is not None else NOT_YOURS
        await interaction.edit_original_response(view=make_notice(text))

    @follow.autocomplete("title")
    @reporting
    async def complete_title(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await suggest_titles(interaction, typed)

    @unfollow.autocomplete("title")
    @reporting
    async def complete_followed(
        self, interaction: discord.Interaction[FactBot], typed: str
    ) -> list[app_commands.Choice[str]]:
        follows = await interaction.client.store.follows.list_of(interaction.user.id)
        return choose(
            (follow.subject.name, f"{FOLLOW_PREFIX}{follow.id}")
            for follow in follows
            if holds_words(follow.subject.name, typed)
        )


async def _find_follow(interaction: discord.Interaction[FactBot], title: str) -> Follow | None:
    """The asker's follow that an option means: an id from autocomplete, or a title."""
    follows = await interaction.client.store.follows.list_of(interaction.user.id)
    picked = title.removeprefix(FOLLOW_PREFIX)
    if picked != title and picked.isdecimal():
        return next((follow for follow in follows if str(follow.id) == picked), None)
    works = interaction.client.store.names.match(title, (Kind.WORK,)).candidates
    meant = {work.entity for work in works}
    fitting = [follow for follow in follows if follow.subject.id in meant]
    return fitting[0] if len(fitting) == 1 else None


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(*FOLLOW_BUTTONS)
    await bot.add_cog(Following())
