"""Right-click, Apps, "Read facts from this message": for moderators of the home servers, registered there only.

``/facts add`` and its kin are with the rest of ``/facts``.
"""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.add_article import gather_text, take_in
from bot.display.refusal import check_moderator

READ_MESSAGE = "Read facts from this message"


class Reviewing(commands.Cog):
    """The context menu."""

    def __init__(self, bot: FactBot) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(
            name=READ_MESSAGE,
            callback=self.read_message,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        )
        self._menu.default_permissions = discord.Permissions(manage_guild=True)

    async def cog_load(self) -> None:
        guilds = [discord.Object(guild_id) for guild_id in self._bot.settings.home_guild_ids]
        self._bot.tree.add_command(self._menu, guilds=guilds)

    async def cog_unload(self) -> None:
        for guild_id in self._bot.settings.home_guild_ids:
            self._bot.tree.remove_command(
                self._menu.name, type=self._menu.type, guild=discord.Object(guild_id)
            )

    async def read_message(self, interaction: discord.Interaction[FactBot], message: discord.Message) -> None:
        """Reads the text of the message, its embeds and its text files."""
        check_moderator(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await take_in(interaction, "message", await gather_text(message), {})


async def setup(bot: FactBot) -> None:
    await bot.add_home_cog(Reviewing(bot))
