"""``/facts``: what moderators of the home servers do with the facts. Registered there only.

Each module holds the commands of one task; the group is put together here, and checked here.
"""

from __future__ import annotations

from typing import Any  # discord.Interaction is generic in its client

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.reviewing import REVIEW_BUTTONS
from bot.display.refusal import check_moderator
from cogs.facts.curation import CURATION_BUTTONS, CurationCommands
from cogs.facts.fans import FAN_BUTTONS, FanCommands
from cogs.facts.files import FILE_BUTTONS, FileCommands
from cogs.facts.reviews import ReviewCommands
from cogs.facts.watch import WATCH_BUTTONS, WatchCommands


@app_commands.default_permissions(manage_guild=True)
# By hand: what the tree allows everywhere would go before guild_only.
@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
class Facts(
    FileCommands,
    ReviewCommands,
    CurationCommands,
    WatchCommands,
    FanCommands,
    commands.GroupCog,
    group_name="facts",
    group_description="For moderators: the facts, their files, and what fans say of them",
):
    """The ``/facts`` group."""

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        check_moderator(interaction)
        return True


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(*FILE_BUTTONS, *REVIEW_BUTTONS, *FAN_BUTTONS, *CURATION_BUTTONS, *WATCH_BUTTONS)
    await bot.add_home_cog(Facts())
