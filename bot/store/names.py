"""Names as rows: which spellings belong together, as names files and moderators say.

Owns their SQL. What moderators add in Discord is a names file of its own, so that no reload takes it away,
and no other file may claim its spellings.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from bot.facts.model import Kind, OtherName
from bot.names import identity_key
from bot.store.database import Database, Writer
from bot.store.facts import store_name
from bot.store.journal import Journal, StepKind

IN_DISCORD = "Discord"
"""Stands for the path of names added in Discord."""


class NamePair(msgspec.Struct, frozen=True):
    """Two spellings of one kind that may be one name; or one that may be two, if ``two``."""

    kind: Kind
    one: str
    other: str
    two: bool = False


async def note_warned(database: Writer, pairs: Sequence[NamePair], most: int) -> list[NamePair]:
    """The pairs that were not warned of before and that no names file declares apart; from now on they were."""
    told: list[NamePair] = []
    for pair in pairs:
        if len(told) == most:
            break
        one, other = sorted((identity_key(pair.one), identity_key(pair.other)))
        declared = await database.execute_fetchall(
            "SELECT count(*) FROM name WHERE kind = ? AND key IN (?, ?) AND entity = id AND names_file IS NOT NULL",
            (pair.kind.value, one, other),
        )
        joined = await database.execute_fetchall(
            "SELECT count(DISTINCT entity) FROM name WHERE kind = ? AND key IN (?, ?)",
            (pair.kind.value, one, other),
        )
        if next(iter(declared))[0] == len((one, other)) or next(iter(joined))[0] == 1:
            continue
        new = await database.execute_fetchall(
            "INSERT INTO warned_names (kind, one, other) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING one",
            (pair.kind.value, one, other),
        )
        if list(new):
            told.append(pair)
    return told


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
        apart = await database.execute_fetchall(
            "SELECT kind, name, bare FROM name WHERE names_file = ? AND bare IS NOT NULL ORDER BY id",
            (names_file,),
        )
        bare: dict[tuple[str, str], str] = {(kind, name): bare for kind, name, bare in apart}
        outside = await database.execute_fetchall(
            "SELECT name.kind, name.name, outside_id.id FROM outside_id JOIN name ON name.id = outside_id.name"
            " WHERE outside_id.names_file = ? ORDER BY name.id, outside_id.id",
            (names_file,),
        )
        ids: dict[tuple[str, str], list[str]] = {}
        for kind, name, outside_id in outside:
            ids.setdefault((kind, name), []).append(outside_id)
        names = tuple(
            _as_other_name(
                kind, name, also.get((kind, name), ()), bare.get((kind, name)), ids.get((kind, name), ())
            )
            for kind, name in dict.fromkeys((*also, *bare, *ids))
        )
        return StoredNames(path=path, names=names)
    return None


def _as_other_name(
    kind: str, name: str, also: Sequence[str], bare: str | None, ids: Sequence[str]
) -> OtherName:
    return OtherName(
        name=bare or name,
        kind=Kind(kind),
        also=tuple(also),
        distinguish=name.removeprefix(f"{bare} (").removesuffix(")") if bare else None,
        ids=tuple(ids),
    )


NamesToPut = tuple[str, Sequence[OtherName], bytes]
"""A names file's path, what it declares, and its digest."""


JOIN_BY_IDS = (
    "UPDATE name SET entity = (SELECT min(first.entity) FROM outside_id AS mine"
    " JOIN outside_id AS other ON other.id = mine.id JOIN name AS first ON first.id = other.name"
    " WHERE mine.name = name.id AND first.kind = name.kind)"
    # Not by the kind of the name that is updated: these would be looked for anew for each name there is.
    " WHERE id = entity AND id IN (SELECT mine.name FROM outside_id AS mine JOIN name AS own ON own.id = mine.name"
    " JOIN outside_id AS other ON other.id = mine.id AND other.name <> mine.name"
    " JOIN name AS first ON first.id = other.name WHERE first.kind = own.kind)"
)


async def put_names(database: Writer, files: Sequence[NamesToPut], journal: Journal) -> None:
    """Store what names files declare, replacing what each declared before."""
    added = await find_names(database, IN_DISCORD)
    stored = {path: await _declare(database, path, names, digest) for path, names, digest in files}
    await _join_by_ids(database)
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
            "UPDATE name SET entity = id, names_file = NULL, bare = NULL, bare_key = NULL, shown = NULL"
            " WHERE names_file = ?",
            (names_file,),
        )
        await database.execute("DELETE FROM outside_id WHERE names_file = ?", (names_file,))
    for name in names:
        main = await store_name(database, name.kind, name.full)
        if name.also or name.distinguish:
            bare = name.name if name.distinguish else None
            await database.execute(
                "UPDATE name SET name = ?, entity = id, names_file = ?, bare = ?, bare_key = ? WHERE id = ?",
                (name.full, names_file, bare, identity_key(bare) if bare else None, main),
            )
        await database.executemany(
            "INSERT INTO outside_id (id, name, names_file) VALUES (?, ?, ?)",
            [(each, main, names_file) for each in name.outside_ids],
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


async def _join_by_ids(database: Writer) -> None:
    """Names of one kind that share an id from outside are one: the name that was there first is the main one."""
    await database.execute(JOIN_BY_IDS)


async def settle_distinctions(database: Writer) -> None:
    """Show names without what tells them apart, as long as nobody else bears them."""
    await database.execute(
        "UPDATE name SET shown = CASE WHEN EXISTS (SELECT 1 FROM name AS other WHERE other.kind = name.kind"
        " AND other.entity <> name.entity AND (other.key = name.bare_key OR other.bare_key = name.bare_key))"
        " THEN NULL ELSE bare END WHERE bare_key IS NOT NULL"
    )


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
        " AND NOT EXISTS (SELECT 1 FROM outside_id WHERE outside_id.name = name.id)"
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
