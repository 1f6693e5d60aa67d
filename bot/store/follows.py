"""Follows: who wants to hear of what, and what was last known of it.

Owns the SQL of both. News is what differs from the stored snapshots; the letters that tell it enter the outbox in
the transaction that stores the new snapshots, so that a crash neither loses nor repeats any.
Refuses to compare and to word: those are for answers and display.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.model import Certainty, Kind
from bot.facts.report import Entity, Spoilers
from bot.facts.scope import Scope
from bot.names import fold_letters
from bot.store.base_repository import Repository
from bot.store.database import Database, Writer
from bot.store.outbox import Letter, put_letters
from bot.store.timestamps import now

MOST_FOLLOWS = 50
"""How many follows one person may have."""


class About(enum.StrEnum):
    """What somebody wants to hear about a subject."""

    RELEASE = "release"
    CAST = "cast"
    ANYTHING = "anything"


class Follow(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's wish to hear about a subject."""

    id: int
    user: int
    subject: Entity
    about: About
    digest: bool
    """Whether news is collected and sent once a day."""
    guild: int | None
    """The server where it began; None for a direct message."""


class LeadingValue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A leading value, with its best report in words."""

    words: str
    spellings: tuple[str, ...]
    """Reports' spellings of it, casefolded: two values that share one are the same."""
    named: int | None = None
    certainty: Certainty
    source: str
    url: str | None = None
    spoiler: bool = False


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What led at the last look: the values of one relation of a subject, in one season, part or episode, or as a whole."""

    relation: str
    scope: Scope
    values: tuple[LeadingValue, ...]


class Announcement(msgspec.Struct, frozen=True, kw_only=True):
    """Where a server wants news announced."""

    guild: int
    channel: int
    role: int | None
    """The role to ping."""
    spoilers: Spoilers


# A subject about which nothing leads still counts as looked at, so that its first fact is news: this row says so.
_LOOKED_AT = ""
_OF_SUBJECT = "subject IN (SELECT id FROM name WHERE entity = (SELECT entity FROM name WHERE id = ?))"
_SELECT = (
    "SELECT follow.id, follow.user_id, follow.about, follow.digest, follow.guild, main.id, main.kind, coalesce(main.shown, main.name)"
    " FROM follow JOIN name ON name.id = follow.subject JOIN name AS main ON main.id = name.entity"
)


class Follows(Repository):
    """The follows of a store; reached as ``FactStore.follows``."""

    # Following

    async def follow(
        self,
        user: int,
        subject: int,
        about: About,
        *,
        digest: bool = False,
        guild: int | None = None,
        snapshots: Iterable[Snapshot] = (),
    ) -> Follow | None:
        """Follow a subject, or change how it is followed; None if they follow too many.

        ``snapshots``: what is known of it now, so that what comes later is news.
        """
        async with self._write() as database:
            rows = await database.execute_fetchall(f"{_SELECT} WHERE follow.user_id = ?", (user,))
            mine = [_read(tuple(row)) for row in rows]
            here = [follow for follow in mine if follow.subject.id == subject]
            if not here and len(mine) >= MOST_FOLLOWS:
                return None
            if not await _is_followed(database, subject):
                await _put_snapshots(database, subject, snapshots)
            # Where two spellings have turned out to be one title, one follow is left.
            await database.executemany(
                "DELETE FROM follow WHERE id = ?", [(follow.id,) for follow in here[1:]]
            )
            values = (about.value, digest, guild)
            if here:
                made = await database.execute_fetchall(
                    "UPDATE follow SET about = ?, digest = ?, guild = ? WHERE id = ? RETURNING id",
                    (*values, here[0].id),
                )
            else:
                made = await database.execute_fetchall(
                    "INSERT INTO follow (about, digest, guild, user_id, subject, since) VALUES (?, ?, ?, ?, ?, ?)"
                    " RETURNING id",
                    (*values, user, subject, now()),
                )
            rows = await database.execute_fetchall(f"{_SELECT} WHERE follow.id = ?", next(iter(made)))
            return _read(tuple(next(iter(rows))))

    async def unfollow(self, user: int, follow: int) -> Follow | None:
        """End a follow; returns it, or None if that person has none with that id."""
        async with self._write() as database:
            found = next(
                iter(
                    await database.execute_fetchall(
                        f"{_SELECT} WHERE follow.id = ? AND follow.user_id = ?", (follow, user)
                    )
                ),
                None,
            )
            if found is None:
                return None
            await database.execute("DELETE FROM follow WHERE id = ?", (follow,))
            # News collected for the next digest is no longer wanted either.
            await database.execute(
                "DELETE FROM outbox WHERE user_id = ? AND sent_at IS NULL AND failed IS NULL"
                " AND CAST(json_extract(body, '$.follow') AS BIGINT) = ?",
                (user, follow),
            )
            await drop_unfollowed(database)
            return _read(tuple(found))

    async def list_of(self, user: int) -> list[Follow]:
        """What somebody follows, in order of title."""
        follows = await self._select("WHERE follow.user_id = ?", (user,))
        return sorted(follows, key=lambda follow: (fold_letters(follow.subject.name), follow.subject.id))

    async def list_followers(self, subject: int) -> list[Follow]:
        """Who follows a subject, under any of its spellings."""
        return await self._select("WHERE main.id = ? ORDER BY follow.id", (subject,))

    async def list_followed(self, guild: int | None, user: int | None) -> set[int]:
        """The ids of what is followed from a server, and of what somebody follows; None for neither."""
        rows = await self._reader.execute_fetchall(
            "SELECT DISTINCT name.entity FROM follow JOIN name ON name.id = follow.subject"
            " WHERE follow.guild = ? OR follow.user_id = ?",
            (guild, user),
        )
        return {entity for (entity,) in rows}

    async def list_subjects(self) -> list[Entity]:
        """Everything that somebody follows."""
        rows = await self._reader.execute_fetchall(
            "SELECT DISTINCT main.id, main.kind, coalesce(main.shown, main.name) FROM follow JOIN name ON name.id = follow.subject"
            " JOIN name AS main ON main.id = name.entity ORDER BY main.id"
        )
        return [Entity(row[0], Kind(row[1]), row[2]) for row in rows]

    # News

    async def find_snapshots(self, subject: int) -> frozenset[Snapshot] | None:
        """What was last known of a subject; None if it was never looked at."""
        return await _find_snapshots(self._reader, subject)

    async def record(
        self,
        subject: int,
        known: frozenset[Snapshot] | None,
        snapshots: frozenset[Snapshot],
        letters: Iterable[Letter],
    ) -> bool:
        """Store what is now known of a subject, and its news in the outbox: both, or neither.

        Returns False and does nothing if ``known`` is no longer what is stored: somebody was faster.
        """
        async with self._write() as database:
            if await _find_snapshots(database, subject) != known:
                return False
            await _put_snapshots(database, subject, snapshots)
            # Whoever ended their follow while the news was written is no longer told.
            rows = await database.execute_fetchall(f"SELECT id FROM follow WHERE {_OF_SUBJECT}", (subject,))
            following = {None, *(row[0] for row in rows)}
            await put_letters(database, [letter for letter in letters if letter.follow in following])
            await drop_unfollowed(database)
            return True

    async def list_announcements(self, subject: int) -> list[Announcement]:
        """The servers that a subject is followed from and that want its news announced."""
        rows = await self._reader.execute_fetchall(
            "SELECT guild.id, announce_channel, announce_role, coalesce((SELECT each.spoilers FROM guild_channel AS each"
            " WHERE each.id = announce_channel AND each.guild = guild.id), guild.spoilers) FROM guild"
            " WHERE announce_channel IS NOT NULL AND left_at IS NULL"
            f" AND EXISTS (SELECT 1 FROM follow WHERE follow.guild = guild.id AND {_OF_SUBJECT}) ORDER BY guild.id",
            (subject,),
        )
        return [
            Announcement(guild=row[0], channel=row[1], role=row[2], spoilers=Spoilers(row[3])) for row in rows
        ]

    async def find_next_expiry(self, today: date) -> date | None:
        """The last day of the pin that ends next: then what leads changes though no fact does."""
        rows = await self._reader.execute_fetchall(
            "SELECT min(until) FROM pin WHERE until >= ?", (today.isoformat(),)
        )
        until = next(iter(rows))[0]
        return date.fromisoformat(until) if until else None

    async def _select(self, which: str, parameters: Sequence[object]) -> list[Follow]:
        rows = await self._reader.execute_fetchall(f"{_SELECT} {which}", parameters)
        return [_read(tuple(row)) for row in rows]


async def _is_followed(database: Writer, subject: int) -> bool:
    rows = await database.execute_fetchall(f"SELECT 1 FROM follow WHERE {_OF_SUBJECT} LIMIT 1", (subject,))
    return bool(list(rows))


async def _find_snapshots(database: Database, subject: int) -> frozenset[Snapshot] | None:
    rows = list(
        await database.execute_fetchall(
            f"SELECT relation, season, part, episode, known FROM snapshot WHERE {_OF_SUBJECT}", (subject,)
        )
    )
    if not rows:
        return None
    return frozenset(
        Snapshot(
            relation=relation,
            scope=Scope(season or None, part or None, episode or None),
            values=msgspec.json.decode(known, type=tuple[LeadingValue, ...]),
        )
        for relation, season, part, episode, known in rows
        if relation != _LOOKED_AT
    )


async def _put_snapshots(database: Writer, subject: int, snapshots: Iterable[Snapshot]) -> None:
    await database.execute(f"DELETE FROM snapshot WHERE {_OF_SUBJECT}", (subject,))
    rows = [
        (subject, each.relation, *each.scope.order, msgspec.json.encode(each.values).decode())
        for each in snapshots
    ]
    await database.executemany(
        "INSERT INTO snapshot (subject, relation, season, part, episode, known) VALUES (?, ?, ?, ?, ?, ?)",
        [(subject, _LOOKED_AT, 0, 0, 0, "[]"), *rows],
    )


async def drop_unfollowed(database: Writer) -> None:
    """Forget snapshots of what nobody follows any more: they would keep its name alive."""
    await database.execute(
        "DELETE FROM snapshot WHERE (SELECT entity FROM name WHERE name.id = snapshot.subject) NOT IN"
        " (SELECT name.entity FROM follow JOIN name ON name.id = follow.subject)"
    )


def _read(row: tuple[Any, ...]) -> Follow:
    follow, user, about, digest, guild, subject, kind, name = row
    return Follow(
        id=follow,
        user=user,
        subject=Entity(subject, Kind(kind), name),
        about=About(about),
        digest=bool(digest),
        guild=guild,
    )
