"""Servers that the bot has left: remembered, and after 30 days forgotten with all their state.

Owns that SQL. What people asked for there stays theirs, without the server's id. Refuses to know what any of it
is for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.store.base_repository import Repository
from bot.store.database import Writer
from bot.store.engine import GUILD
from bot.store.timestamps import iso

KEPT = timedelta(days=30)
"""How long to keep a left server's state: whoever takes the bot back finds it as it was."""

_EVERY_GUILD = (
    "SELECT id FROM guild UNION SELECT guild FROM follow WHERE guild IS NOT NULL"
    " UNION SELECT guild FROM wait WHERE guild IS NOT NULL"
    " UNION SELECT guild FROM complaint WHERE guild IS NOT NULL"
    " UNION SELECT guild FROM outbox WHERE guild IS NOT NULL"
)


def _is_any(_guild: int) -> bool:
    return True


class LeftGuilds(Repository):
    """The servers that the bot has left; reached as ``FactStore.left_guilds``."""

    async def note(
        self, present: Iterable[int], now: datetime, is_ours: Callable[[int], bool] = _is_any
    ) -> list[int]:
        """Remember which servers with state the bot has left; forgets, and returns, those whose time is up.

        ``is_ours`` tells of which servers it is known here whether the bot is in them.
        """
        here = set(present)
        found = await self._reader.execute_fetchall(
            f"SELECT every.id, guild.left_at FROM ({_EVERY_GUILD}) AS every LEFT JOIN guild ON guild.id = every.id"
        )
        rows = [(guild, left_at) for guild, left_at in found if is_ours(guild)]
        back = [guild for guild, left_at in rows if guild in here and left_at is not None]
        left = [guild for guild, left_at in rows if guild not in here and left_at is None]
        over = [
            guild
            for guild, left_at in rows
            if guild not in here and left_at is not None and datetime.fromisoformat(left_at) + KEPT <= now
        ]
        if not back and not left and not over:
            return []
        async with self._write() as database:
            for guild in back:
                await database.execute("UPDATE guild SET left_at = NULL WHERE id = ?", (guild,))
            for guild in left:
                await database.execute(
                    "INSERT INTO guild (id, left_at) VALUES (?1, ?2)"
                    " ON CONFLICT (id) DO UPDATE SET left_at = excluded.left_at",
                    (guild, iso(now)),
                )
            for guild in over:
                await _forget(database, guild)
                await self._tell(database, f"{GUILD} {guild}")
        return over

    async def find_next(self, is_ours: Callable[[int], bool] = _is_any) -> datetime | None:
        """When a left server's state is next due to be forgotten."""
        rows = await self._reader.execute_fetchall(
            "SELECT id, left_at FROM guild WHERE left_at IS NOT NULL ORDER BY left_at"
        )
        left_at = next((left_at for guild, left_at in rows if is_ours(guild)), None)
        return datetime.fromisoformat(left_at) + KEPT if left_at else None


async def _forget(database: Writer, guild: int) -> None:
    await database.execute("DELETE FROM guild WHERE id = ?", (guild,))
    await database.execute("DELETE FROM outbox WHERE guild = ?", (guild,))
    await database.execute("UPDATE follow SET guild = NULL WHERE guild = ?", (guild,))
    await database.execute("UPDATE wait SET guild = NULL WHERE guild = ?", (guild,))
    await database.execute(
        "UPDATE complaint SET guild = NULL, channel = NULL, message = NULL WHERE guild = ?", (guild,)
    )
