"""``/settings``: what a server chooses, for whoever manages it. Global, but every server sees only its own."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.server_settings import SETTINGS_MENUS, check_manager, make_settings_layout


class ServerSettings(commands.Cog):
    """The ``/settings`` command."""

    @app_commands.command(description="What I do in this server: announcements, channels, privacy, spoilers")
    @app_commands.default_permissions(manage_guild=True)
    # By hand: the contexts of the whole tree would override guild_only.
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction[FactBot]) -> None:
        guild = check_manager(interaction)
        settings = await interaction.client.store.guilds.find(guild.id)
        await interaction.response.send_message(view=make_settings_layout(guild, settings), ephemeral=True)


async def setup(bot: FactBot) -> None:
    bot.add_dynamic_items(*SETTINGS_MENUS)
    await bot.add_cog(ServerSettings())
