"""``/facts``: what moderators of the home servers do with the facts. Registered there only.

Each module holds the commands of one task; here the group is assembled, and access to it checked.
"""

from __future__ import annotations

from typing import Any  # discord.Interaction is generic in its client

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.add_article import PasteAgainButton
from bot.display.moderators.article_facts import ArticleTurn
from bot.display.moderators.complaints import COMPLAINT_BUTTONS
from bot.display.moderators.enter_fact import EnterAgainButton
from bot.display.moderators.expected_answers import EXPECTED_BUTTONS
from bot.display.moderators.fact_card import CARD_BUTTONS
from bot.display.moderators.feeds import FEED_BUTTONS
from bot.display.moderators.history import HISTORY_BUTTONS
from bot.display.moderators.import_shows import IMPORT_BUTTONS
from bot.display.moderators.reload_facts import RELOAD_BUTTONS
from bot.display.moderators.review_steps import REVIEW_BUTTONS
from bot.display.moderators.stale_facts import STALE_BUTTONS
from bot.display.moderators.unanswered import UNANSWERED_BUTTONS
from bot.display.refusal import check_moderator
from cogs.facts.aliases import AliasCommands
from cogs.facts.complaints import ComplaintCommands
from cogs.facts.enter_fact import EnterFactCommands
from cogs.facts.expected_answers import ExpectedAnswerCommands
from cogs.facts.feeds import FeedCommands
from cogs.facts.files import FileCommands
from cogs.facts.history import HistoryCommands
from cogs.facts.imports import ImportCommands
from cogs.facts.reviews import ReviewCommands
from cogs.facts.single_facts import SingleFactCommands
from cogs.facts.stale_facts import StaleFactCommands
from cogs.facts.unanswered import UnansweredCommands


@app_commands.default_permissions(manage_guild=True)
# By hand: what the whole tree allows would override guild_only.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Facts(
    FileCommands,
    ReviewCommands,
    EnterFactCommands,
    FeedCommands,
    ImportCommands,
    SingleFactCommands,
    AliasCommands,
    HistoryCommands,
    StaleFactCommands,
    ExpectedAnswerCommands,
    ComplaintCommands,
    UnansweredCommands,
    commands.GroupCog,
    group_name="facts",
    group_description="For moderators: the facts, their files, and what fans say of them",
):
    """The ``/facts`` group."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        check_moderator(interaction)
        return True


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(
        *RELOAD_BUTTONS,
        *IMPORT_BUTTONS,
        ArticleTurn,
        PasteAgainButton,
        EnterAgainButton,
        *REVIEW_BUTTONS,
        *FEED_BUTTONS,
        *CARD_BUTTONS,
        *HISTORY_BUTTONS,
        *STALE_BUTTONS,
        *EXPECTED_BUTTONS,
        *COMPLAINT_BUTTONS,
        *UNANSWERED_BUTTONS,
    )
    await bot.add_home_cog(Facts())
