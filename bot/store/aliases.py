"""Aliases: other names that moderators add in Discord.

Owns which may be added: a spelling stands for one name. They form a names file of their own (see names.py), so that no
reload takes them away. Refuses to judge who may act: that is up to the caller.
"""

from __future__ import annotations

from bot.facts.model import Kind, OtherName
from bot.names import identity_key
from bot.store.base_repository import Repository
from bot.store.database import Writer
from bot.store.journal import ChangeKind, Journal
from bot.store.names import IN_DISCORD, find_names, prune_names, put_names


class Aliases(Repository):
    """The names that were added in Discord; reached as ``FactStore.aliases``."""

    async def add(self, kind: Kind, name: str, also: str, by: int) -> str | None:
        """Let a spelling stand for a name; returns what is wrong, or None when it is done."""
        if identity_key(name) == identity_key(also):
            return "That is the same name already."
        async with self._write() as database:
            main = await _find_main(database, kind, name)
            if main is None:
                return f"I know no {kind.value} of that name."
            owner = await _find_main(database, kind, also)
            if owner == main:
                return f"“{also}” stands for “{main}” already."
            if owner is not None and await _has_other_spellings(database, kind, owner):
                return f"“{also}” belongs to “{owner}”, which has other names of its own."
            stored = await find_names(database, IN_DISCORD)
            names = {(each.kind, each.name): each.also for each in stored.names} if stored else {}
            names[kind, main] = (*names.get((kind, main), ()), also)
            journal = Journal(database, ChangeKind.NAME, by=by)
            await put_names(database, [(IN_DISCORD, _as_names(names), b"")], journal)
        await self._index_names()
        return None

    async def remove(self, kind: Kind, also: str, by: int) -> bool:
        """Remove a spelling that was added in Discord; returns whether there was one."""
        async with self._write() as database:
            stored = await find_names(database, IN_DISCORD)
            key = identity_key(also)
            names = {
                (each.kind, each.name): tuple(
                    spelling
                    for spelling in each.also
                    if each.kind is not kind or identity_key(spelling) != key
                )
                for each in (stored.names if stored else ())
            }
            if stored is None or _as_names(names) == stored.names:
                return False
            journal = Journal(database, ChangeKind.NAME, by=by)
            await put_names(database, [(IN_DISCORD, _as_names(names), b"")], journal)
            await prune_names(database)
        await self._index_names()
        return True

    async def list_all(self) -> tuple[OtherName, ...]:
        """The names that were added in Discord."""
        stored = await find_names(self._reader, IN_DISCORD)
        return stored.names if stored else ()


async def _find_main(database: Writer, kind: Kind, name: str) -> str | None:
    """The main spelling of a name."""
    rows = await database.execute_fetchall(
        "SELECT main.name FROM name JOIN name AS main ON main.id = name.entity"
        " WHERE (name.key = ?1 OR (name.bare_key = ?1 AND name.shown IS NOT NULL)) AND name.kind = ?2",
        (identity_key(name), kind.value),
    )
    return next((str(row[0]) for row in rows), None)


async def _has_other_spellings(database: Writer, kind: Kind, main: str) -> bool:
    rows = await database.execute_fetchall(
        "SELECT count(*) FROM name JOIN name AS main ON main.id = name.entity WHERE main.key = ? AND main.kind = ?",
        (identity_key(main), kind.value),
    )
    return int(next(iter(rows))[0]) > 1


def _as_names(names: dict[tuple[Kind, str], tuple[str, ...]]) -> tuple[OtherName, ...]:
    return tuple(OtherName(name=name, kind=kind, also=also) for (kind, name), also in names.items() if also)
