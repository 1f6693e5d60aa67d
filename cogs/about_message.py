"""Right-click, Apps, "Ask about this message": what is known about what somebody wrote, shown only to whoever asks."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers.about_message import Messages
from bot.client import FactBot
from bot.display.fans.about_message import gather_words, make_message_layout
from bot.display.pace import Pace
from bot.display.reply import acknowledge

ASK_ABOUT_MESSAGE = "Ask about this message"
MESSAGES_PER_PERSON = 5
WINDOW_SECONDS = 30.0


class AboutMessages(commands.Cog):
    """The context menu, for everybody and everywhere."""

    def __init__(self, bot: FactBot) -> None:
        self._bot = bot
        self._pace = Pace(MESSAGES_PER_PERSON, WINDOW_SECONDS)
        self._messages = Messages(bot.store, bot.answers)
        self._menu = app_commands.ContextMenu(name=ASK_ABOUT_MESSAGE, callback=self.ask_about_message)

    async def cog_load(self) -> None:
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def ask_about_message(
        self, interaction: discord.Interaction[FactBot], message: discord.Message
    ) -> None:
        """Reads the message's words and compares what they say; keeps nothing."""
        self._pace.check(interaction)
        await acknowledge(interaction, private=True)
        async with self._bot.admission.heavy():
            about = await self._messages.read(
                gather_words(message), message.created_at.date(), self._bot.today()
            )
        await interaction.edit_original_response(
            view=make_message_layout(about, self._bot.store.only_in_spoilers)
        )


async def setup(bot: FactBot) -> None:
    await bot.add_cog(AboutMessages(bot))
