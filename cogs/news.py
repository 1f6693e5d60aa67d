"""What goes on beside the questions: news is looked for, letters are sent, servers that were left are forgotten.

Owns when each of them is woken; what they do stands in bot/newsdesk.py, bot/courier.py and bot/store/leaving.py.
"""

from __future__ import annotations

import asyncio

import discord
from discord.ext import commands

from bot.client import FactBot
from bot.courier import Courier
from bot.errand import Errand
from bot.newsdesk import NewsDesk


class News(commands.Cog):
    """Wakes them, and stops them when the bot closes."""

    def __init__(self, bot: FactBot) -> None:
        self._bot = bot
        self.desk = NewsDesk(
            bot.store, bot.answers, today=bot.today, now=bot.now, quiet_seconds=bot.quiet_seconds
        )
        self.courier = Courier(bot, bot.store, now=bot.now)
        self._leaving = Errand("forgetting servers that were left", self._note_guilds)

    async def cog_unload(self) -> None:
        await asyncio.gather(self.desk.close(), self.courier.close(), self._leaving.close())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        # What changed, came due or was left while the bot was away; again after every new connection.
        self._bot.store.watch(facts=self.desk.note_change, letters=self.courier.wake)
        self.desk.wake()
        self.courier.wake()
        self._leaving.wake()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        self._bot.store.guilds.forget_kept(guild.id)
        self._leaving.wake()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        self._leaving.wake()

    @commands.Cog.listener()
    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        self._leaving.wake()

    async def _note_guilds(self) -> float | None:
        """Remembers which servers the bot is in; the seconds until the state of one that it left is forgotten."""
        if not self._bot.is_ready():
            return None
        store = self._bot.store
        for guild in await store.leaving.note((guild.id for guild in self._bot.guilds), self._bot.now()):
            store.guilds.forget_kept(guild)
        forgotten_at = await store.leaving.find_next()
        return None if forgotten_at is None else max(0.0, (forgotten_at - self._bot.now()).total_seconds())


async def setup(bot: FactBot) -> None:
    await bot.add_cog(News(bot))
