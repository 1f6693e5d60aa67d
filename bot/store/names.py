"""Names as rows: which spellings belong together, as names files and moderators say.

Owns their SQL. What moderators add in Discord is a names file of its own, so that no reload takes it away,
and no other file may claim its spellings.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.facts.model import Kind, OtherName
from bot.store.database import Database, Writer
from bot.store.facts import store_name
from bot.store.journal import Journal, StepKind

IN_DISCORD = "Discord"
"""Stands for the path of names added in Discord."""


class StoredNames(msgspec.Struct, frozen=True, kw_only=True):
    """A names file as the store keeps it."""

    path: str
    names: tuple[OtherName, ...]


async def find_names(database: Database, path: str) -> StoredNames | None:
    """What a names file declares, as stored; None if it was never loaded."""
    files = await database.execute_fetchall("SELECT id FROM names_file WHERE path = ?", (path,))
    for (names_file,) in files:
        rows = await database.execute_fetchall(
            "SELECT main.kind, main.name, name.name FROM name JOIN name AS main ON main.id = name.entity"
            " WHERE name.names_file = ? AND name.id <> main.id ORDER BY main.id, name.id",
            (names_file,),
        )
        also: dict[tuple[str, str], list[str]] = {}
        for kind, name, spelling in rows:
            also.setdefault((kind, name), []).append(spelling)
        names = tuple(
            OtherName(name=name, kind=Kind(kind), also=tuple(spellings))
            for (kind, name), spellings in also.items()
        )
        return StoredNames(path=path, names=names)
    return None


NamesToPut = tuple[str, Sequence[OtherName], bytes]
"""A names file's path, what it declares, and its digest."""


async def put_names(database: Writer, files: Sequence[NamesToPut], journal: Journal) -> None:
    """Store what names files declare, replacing what each declared before."""
    added = await find_names(database, IN_DISCORD)
    stored = {path: await _declare(database, path, names, digest) for path, names, digest in files}
    # A name with aliases from another file may have become an alias itself: they follow it, as far as it leads.
    while (
        await database.execute(
            "UPDATE name SET entity = (SELECT main.entity FROM name AS main WHERE main.id = name.entity)"
            " WHERE entity IN (SELECT id FROM name AS main WHERE main.entity <> main.id)"
        )
    ).rowcount > 0:
        pass
    follow = await find_names(database, IN_DISCORD)
    if IN_DISCORD not in stored and added is not None and follow is not None and added != follow:
        # Before the files' own steps: when undone, they find their name as it was.
        await _note(journal, added, follow)
    for path, names, _ in files:
        await _note(journal, stored[path], StoredNames(path=path, names=tuple(names)))


async def _declare(
    database: Writer, path: str, names: Sequence[OtherName], digest: bytes
) -> StoredNames | None:
    """Store what one names file declares; returns what it declared before."""
    stored = await find_names(database, path)
    rows = await database.execute_fetchall(
        "INSERT INTO names_file (path, digest) VALUES (?, ?)"
        " ON CONFLICT (path) DO UPDATE SET digest = excluded.digest RETURNING id",
        (path, digest),
    )
    (names_file,) = next(iter(rows))
    if stored is not None:
        await database.execute(
            "UPDATE name SET entity = id, names_file = NULL WHERE names_file = ?", (names_file,)
        )
    for name in names:
        main = await store_name(database, name.kind, name.name)
        await database.execute(
            "UPDATE name SET name = ?, entity = id, names_file = ? WHERE id = ?",
            (name.name, names_file, main),
        )
        for spelling in name.also:
            other = await store_name(database, name.kind, spelling)
            # What moderators have added stays theirs, even if a file says the same for a while.
            await database.execute(
                "UPDATE name SET entity = ?1, names_file = CASE WHEN names_file IN (SELECT id FROM names_file"
                " WHERE path = ?4) AND entity = ?1 THEN names_file ELSE ?2 END WHERE id = ?3",
                (main, names_file, other, IN_DISCORD),
            )
    return stored


async def _note(journal: Journal, before: StoredNames | None, after: StoredNames) -> None:
    if before != after:
        state = msgspec.json.encode(before).decode() if before else None
        await journal.note(StepKind.NAME, before=state, after=msgspec.json.encode(after).decode())


async def remove_names(database: Writer, path: str, journal: Journal) -> None:
    """Remove what a names file declared."""
    stored = await find_names(database, path)
    if stored is None:
        return
    await put_names(database, [(path, (), b"")], journal)
    await database.execute("DELETE FROM names_file WHERE path = ?", (path,))


async def prune_names(database: Writer) -> None:
    """Forget names that no fact, no names file and no follower mentions any more."""
    await database.execute(
        "DELETE FROM name WHERE names_file IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM name AS other WHERE other.entity = name.id AND other.id <> name.id)"
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE subject = name.id)"
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE named = name.id)"
        ' AND NOT EXISTS (SELECT 1 FROM fact WHERE "character" = name.id)'
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE speaker = name.id)"
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE author = name.id)"
        # A follower waits for its next facts.
        " AND NOT EXISTS (SELECT 1 FROM follow WHERE subject = name.id)"
        " AND NOT EXISTS (SELECT 1 FROM snapshot WHERE subject = name.id)"
        # A channel may be about it.
        " AND NOT EXISTS (SELECT 1 FROM guild_show WHERE work = name.id)"
    )
