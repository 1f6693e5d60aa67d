"""``/privacy``: what is kept about people, how much about oneself, and deleting it."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.fans.privacy import PRIVACY_BUTTONS, show_privacy
from bot.display.reply import reply


class Privacy(commands.Cog):
    """The ``/privacy`` command. What it shows is nobody else's business, so it is always private."""

    @app_commands.command(description="What I keep about you, and a button that deletes it")
    async def privacy(self, interaction: discord.Interaction[FactBot]) -> None:
        layout = await show_privacy(interaction.client, interaction.user.id)
        await reply(interaction, layout, private=True)


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(*PRIVACY_BUTTONS)
    await bot.add_cog(Privacy())
