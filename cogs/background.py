"""What goes on in the background: looking for news, sending letters, backing up at night, looking into feeds, forgetting
what people wrote long ago and servers that were left.

Owns when each is woken and stopped; what they do is in bot/notify and bot/store.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, time, timedelta

import discord
from discord.ext import commands

from bot.client import FactBot
from bot.display.fans import complaints, unanswered
from bot.display.moderators.interrupted_reload import tell_interrupted
from bot.display.moderators.reload_facts import show_outcome
from bot.moderation.feeds import look_into_feeds
from bot.notify.background import BackgroundJob
from bot.notify.news import NewsWriter
from bot.notify.sender import LetterSender
from bot.store import DRAFTS_KEPT, WORDS_KEPT

log = logging.getLogger(__name__)

NIGHT = time(3, tzinfo=UTC)
FORGET_EVERY_SECONDS = 24 * 3600.0


class BackgroundJobs(commands.Cog):
    """Wakes the jobs, and stops them when the bot closes."""

    def __init__(self, bot: FactBot) -> None:
        self._bot = bot
        self.news = NewsWriter(
            bot.store, bot.answers, today=bot.today, now=bot.now, quiet_seconds=bot.quiet_seconds
        )
        self.sender = LetterSender(bot, bot.store, now=bot.now)
        self._reloads = BackgroundJob("telling what became of a reload", self._tell_interrupted)
        self._left_guilds = BackgroundJob("forgetting servers that were left", self._note_guilds)
        self._old_words = BackgroundJob("forgetting what people wrote", self._forget_words)
        self.feeds = BackgroundJob("looking into feeds", self._look_into_feeds)
        self.nightly = BackgroundJob("backing up the database and forgetting old history", self._look_after)

    async def cog_unload(self) -> None:
        jobs = (
            self.news,
            self.sender,
            self._reloads,
            self._left_guilds,
            self._old_words,
            self.feeds,
            self.nightly,
        )
        await asyncio.gather(*(job.close() for job in jobs))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        # For what changed, came due or was left while the bot was away; again after every reconnection.
        self._watch()
        self.sender.wake()
        self._reloads.wake()
        self._left_guilds.wake()
        self._old_words.wake()
        self.feeds.wake()
        self.nightly.wake()

    @commands.Cog.listener()
    async def on_leading(self) -> None:
        # What another process did for all until now. Whoever serves nobody can look for news all the same.
        if self._bot.is_ready():
            await self.on_ready()
        else:
            self._watch()

    def _watch(self) -> None:
        """Has the jobs hear of changes, and looks for what has changed until now."""
        self._bot.store.watch(
            facts=self._note_change, letters=self.sender.wake, person=self._bot.own_words.forget
        )
        if self._bot.leads:
            self.news.wake()

    def _note_change(self) -> None:
        # Each process would find the same news, and only the first write them. Whoever leads next looks at everything.
        if self._bot.leads:
            self.news.note_change()

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        self._bot.store.guilds.forget_kept(guild.id)
        self._left_guilds.wake()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        self._left_guilds.wake()

    @commands.Cog.listener()
    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        self._left_guilds.wake()

    async def _look_after(self) -> float:
        """Backs up the database, if that is wanted, and forgets old history and drafts; returns the seconds until the night."""
        bot = self._bot
        now = bot.now()
        tonight = datetime.combine(now.date(), NIGHT)
        until_night = ((tonight if now < tonight else tonight + timedelta(days=1)) - now).total_seconds()
        if not bot.leads:
            return until_night
        if bot.settings.backup_dir is not None:
            made = await bot.store.back_up_daily(bot.settings.backup_dir, now.date())
            if made is not None:
                log.info("Backed up the database to %s", made)
        await bot.store.history.forget(now - timedelta(days=bot.settings.history_days))
        await bot.store.drafts.forget(now - DRAFTS_KEPT)
        return until_night

    async def _look_into_feeds(self) -> float | None:
        """Looks into the feeds that are due; returns the seconds until the next one is."""
        bot = self._bot
        if not bot.settings.feeds or not bot.leads:
            return None
        return await look_into_feeds(bot.store, bot.fetch_feed, bot.settings.feeds, bot.now)

    async def _tell_interrupted(self) -> None:
        bot = self._bot
        await tell_interrupted(bot, bot.store, lambda: show_outcome(bot), self._is_running)

    async def _is_running(self, process: str | None) -> bool:
        """Whether the process of that name may still be loading facts."""
        keeper = self._bot.keeper
        if keeper is None or process in (None, keeper.name):
            return self._bot.store.is_loading
        return any(each.name == process for each in (await keeper.find_view()).processes)

    async def _forget_words(self) -> float:
        """Forgets what people wrote 90 days ago; returns the seconds until it looks again."""
        bot = self._bot
        bot.own_words.drop_old(bot.now())
        if not bot.leads:
            return FORGET_EVERY_SECONDS
        before = bot.now() - WORDS_KEPT
        await bot.store.unanswered.forget(before, unanswered.FAREWELL)
        await bot.store.complaints.forget(before, complaints.FAREWELL)
        return FORGET_EVERY_SECONDS

    async def _note_guilds(self) -> float | None:
        """Notes which servers the bot is in; returns the seconds until a left server's state is to be forgotten."""
        if not self._bot.is_ready():
            return None
        bot, store = self._bot, self._bot.store
        # Other processes know the servers of other shards.
        for guild in await store.left_guilds.note((guild.id for guild in bot.guilds), bot.now(), bot.serves):
            store.guilds.forget_kept(guild)
        forgotten_at = await store.left_guilds.find_next(bot.serves)
        return None if forgotten_at is None else max(0.0, (forgotten_at - self._bot.now()).total_seconds())


async def setup(bot: FactBot) -> None:
    await bot.add_cog(BackgroundJobs(bot))
