"""Servers: what each has chosen.

Owns that SQL. A server's choices are read for every answer there, so they are cached; processes that share a database
tell each other of every change, which keeps the caches correct. Refuses to show one server's choices to another: every query names one.
Once a server is left, left_guilds.py deletes them with its other state.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.facts.report import Spoilers
from bot.store.base_repository import Access, Repository
from bot.store.database import Database, Writer
from bot.store.engine import GUILD

_MOST_KEPT = 4096
"""How many servers' choices are kept in memory: the last used."""


WHOLE_SERVER = 0
"""Stands for every channel of a server that has chosen nothing of its own."""


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What a server has chosen."""

    announce_channel: int | None = None
    """Where changes of followed facts are announced; None for nowhere."""
    announce_role: int | None = None
    """Whom an announcement pings; None for nobody."""
    private: bool = False
    """Whether commands answer privately unless told otherwise."""
    spoilers: Spoilers = Spoilers.VEILED
    channels: frozenset[int] = frozenset()
    """Where the bot answers; everywhere if empty."""
    channel_spoilers: Mapping[int, Spoilers] = field(default_factory=dict)
    """The channels that treat spoilers differently from their server."""
    pictures: bool = True
    """Whether posters stand beside answers."""
    wiki: str | None = None
    """Where to look what the bot does not know: the checked address of a wiki, up to its pages or its script."""
    shows: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """The works that questions are about which name none, by channel; 0 stands for the whole server."""

    def shows_in(self, channel: int) -> tuple[int, ...]:
        """The works that a channel is about, else those of its server; for a thread, pass its parent."""
        return self.shows.get(channel) or self.shows.get(WHOLE_SERVER, ())

    def spoilers_in(self, channel: int) -> Spoilers:
        """How spoilers are shown in a channel; for a thread, pass its parent."""
        return self.channel_spoilers.get(channel, self.spoilers)


class Guilds(Repository):
    """The servers of a store; reached as ``FactStore.guilds``."""

    def __init__(self, access: Access) -> None:
        super().__init__(access)
        self._kept: OrderedDict[int, GuildSettings] = OrderedDict()
        self._most_kept = _MOST_KEPT
        self._changes = 0

    async def find(self, guild: int) -> GuildSettings:
        """What a server has chosen; the defaults if it has chosen nothing."""
        kept = self._kept.get(guild)
        if kept is not None:
            self._kept.move_to_end(guild)
            return kept
        changes = self._changes
        settings = await _read(self._reader, guild)
        if changes == self._changes:
            # Otherwise this may have been read before a change that is already cached.
            self._keep(guild, settings)
        return settings

    async def set(self, guild: int, change: Callable[[GuildSettings], GuildSettings]) -> GuildSettings:
        """Change what a server has chosen; returns the new choices.

        ``change`` gets the database's current state, so that two moderators at once both keep their choices.
        """
        async with self._write() as database:
            before = await _read(database, guild)
            settings = change(before)
            if settings != before:
                await _put(database, guild, settings)
                await self._tell(database, f"{GUILD} {guild}")
        self._changes += 1
        self._keep(guild, settings)
        return settings

    def forget_kept(self, guild: int) -> None:
        """Drop a server's cached choices: they may have been deleted since the bot left it."""
        self._changes += 1
        self._kept.pop(guild, None)

    def forget_all_kept(self) -> None:
        """Drop all that is cached: another process may have changed any of it."""
        self._changes += 1
        self._kept.clear()

    def _keep(self, guild: int, settings: GuildSettings) -> None:
        self._kept[guild] = settings
        self._kept.move_to_end(guild)
        if len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)


async def _read(database: Database, guild: int) -> GuildSettings:
    rows = await database.execute_fetchall(
        "SELECT announce_channel, announce_role, private, spoilers, pictures, wiki FROM guild WHERE id = ?",
        (guild,),
    )
    row = next(iter(rows), None)
    if row is None:
        return GuildSettings()
    channels = list(
        await database.execute_fetchall(
            "SELECT id, answers, spoilers FROM guild_channel WHERE guild = ?", (guild,)
        )
    )
    shows: dict[int, tuple[int, ...]] = {}
    for channel, work in await database.execute_fetchall(
        "SELECT channel, work FROM guild_show WHERE guild = ? ORDER BY channel, place", (guild,)
    ):
        shows[channel] = (*shows.get(channel, ()), work)
    return GuildSettings(
        announce_channel=row[0],
        announce_role=row[1],
        private=bool(row[2]),
        spoilers=Spoilers(row[3]),
        channels=frozenset(channel for channel, answers, _ in channels if answers),
        channel_spoilers={channel: Spoilers(mode) for channel, _, mode in channels if mode is not None},
        pictures=bool(row[4]),
        wiki=row[5],
        shows=shows,
    )


async def _put(database: Writer, guild: int, settings: GuildSettings) -> None:
    await database.execute(
        "INSERT INTO guild (id, announce_channel, announce_role, private, spoilers, pictures, wiki) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET announce_channel = excluded.announce_channel,"
        " announce_role = excluded.announce_role, private = excluded.private, spoilers = excluded.spoilers, pictures = excluded.pictures, wiki = excluded.wiki",
        (
            guild,
            settings.announce_channel,
            settings.announce_role,
            settings.private,
            settings.spoilers,
            settings.pictures,
            settings.wiki,
        ),
    )
    await database.execute("DELETE FROM guild_channel WHERE guild = ?", (guild,))
    await database.executemany(
        "INSERT INTO guild_channel (id, guild, answers, spoilers) VALUES (?, ?, ?, ?)",
        [
            (channel, guild, channel in settings.channels, settings.channel_spoilers.get(channel))
            for channel in sorted(settings.channels.union(settings.channel_spoilers))
        ],
    )
    await database.execute("DELETE FROM guild_show WHERE guild = ?", (guild,))
    await database.executemany(
        "INSERT INTO guild_show (guild, channel, work, place) VALUES (?, ?, ?, ?)",
        [
            (guild, channel, work, place)
            for channel, works in settings.shows.items()
            for place, work in enumerate(works)
        ],
    )
