"""``/schedule``: what is due in the week, of what a server and the asker follow."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.fans.schedule import ScheduleTurn, show_schedule
from bot.display.reply import reply
from bot.display.visibility import choose_private


class Schedules(commands.Cog):
    """The ``/schedule`` command."""

    @app_commands.command(description="What comes out this week of the shows that are followed here")
    @app_commands.describe(private="Show it to you alone, with what you follow elsewhere")
    async def schedule(self, interaction: discord.Interaction[FactBot], private: bool | None = None) -> None:
        # Outside of a server there is only what the asker follows, which is nobody else's business.
        in_server = interaction.guild_id is not None and interaction.client.get_guild(interaction.guild_id)
        alone = await choose_private(interaction, private) if in_server else True
        await reply(interaction, await show_schedule(interaction, private=alone), private=alone)


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(ScheduleTurn)
    await bot.add_cog(Schedules())
