"""The whole bot in the test's own process, on a Discord over loopback sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.client import FactBot, run
from bot.settings import Settings
from bot.store import FactStore
from tests.conftest import SHIPPED_PATHS
from tests.whole_bot.stage import make_bot
from tests.wire.payloads import Channel, Guild, Payload, Person
from tests.wire.pointing import pointed_at
from tests.wire.server import TOKEN, Interaction, WireDiscord

SECONDS = 20.0
"""How long anything may take on a busy machine before a test fails."""


@dataclass(frozen=True, slots=True)
class Line:
    """A bot that is connected, the home server that it is in, and a fan and a moderator there."""

    discord: WireDiscord
    bot: FactBot
    guild: Guild
    fan: Person
    moderator: Person

    @property
    def channel(self) -> Channel:
        """The server's first channel."""
        return self.guild.channels[0]

    async def ask(self, question: str) -> Payload:
        """What the bot replies to a mention; there has to be exactly one reply."""
        asked = await self.discord.say(self.channel, self.fan, f"@bot {question}")
        return await self.reply_to(asked)

    async def reply_to(self, message: Payload) -> Payload:
        """The one reply to a message, once it is there."""
        async with asyncio.timeout(SECONDS):
            await self.discord.until(lambda: bool(self.discord.replies_to(message)))
        (reply,) = self.discord.replies_to(message)
        return reply

    async def use(self, command: str, **options: object) -> Interaction:
        """What a fan is shown after a command."""
        return await shown(await self.discord.use(self.channel, self.fan, command, **options))


async def shown(interaction: Interaction) -> Interaction:
    """An interaction once the person sees something."""
    async with asyncio.timeout(SECONDS):
        await interaction.shown.wait()
    return interaction


@asynccontextmanager
async def connected(
    discord: WireDiscord, database: Path, facts_path: Path | None = None
) -> AsyncIterator[Line]:
    """The bot, connected to a Discord, until the block ends; its home is the first server, made if there is none.

    ``facts_path`` is what moderators reload, if not what ships.
    """
    guild = next(iter(discord.guilds.values()), None) or discord.add_guild()
    paths = SHIPPED_PATHS if facts_path is None else (facts_path, SHIPPED_PATHS[1])
    async with FactStore.open(database) as store:
        bot = make_bot(Settings(home_guild_ids=(guild.id,), database_path=database), store, paths)
        with pointed_at(discord.url):
            running = asyncio.create_task(run(bot, TOKEN))
            ready = asyncio.create_task(discord.gateway.until_connected(discord.shards))
            try:
                async with asyncio.timeout(SECONDS):
                    await asyncio.wait({running, ready}, return_when=asyncio.FIRST_COMPLETED)
                if running.done():
                    await running
                yield Line(
                    discord, bot, guild, discord.make_person(), discord.make_person("mod", moderates=True)
                )
            finally:
                ready.cancel()
                await bot.close()
                await running
