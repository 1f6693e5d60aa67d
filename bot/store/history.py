"""What moderators do to single facts and names, and the history of every change: read, and taken back.

Owns retracting, restoring, pinning, names added in Discord, and undoing the last change. Nothing is overwritten
without a trace: each act is a change in the journal. Refuses to judge who may act: that is the caller's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any  # a row of SQLite holds values of several types

import aiosqlite
import msgspec

from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.report import Report
from bot.names import identity_key
from bot.store.articles import (
    StoredArticle,
    StoredPin,
    StoredRetraction,
    drop_pins,
    find_article,
    find_served,
    put_head,
    remove_article,
)
from bot.store.facts import (
    decode_fact,
    encode_fact,
    find_fact,
    identity_of,
    insert_facts,
)
from bot.store.journal import ChangeKind, Journal, StepKind
from bot.store.names import IN_DISCORD, StoredNames, find_names, prune_names, put_names, remove_names
from bot.store.reports import SELECT_REPORTS, read_report
from bot.store.repository import Repository
from bot.store.timestamps import now


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One act that changed what is served."""

    id: int
    what: ChangeKind
    by: int | None
    """The moderator; None for the command line, and for who had their data deleted."""
    at: str
    """ISO 8601, UTC."""
    reason: str | None
    undoes: int | None
    undone: bool
    articles: int
    """How many articles it touched."""
    added: int
    """Facts that came to be served with it, those of whole new articles left out."""
    removed: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a change did: JSON of what was there, and of what was there afterwards."""

    what: StepKind
    article: str | None
    before: str | None
    after: str | None


class Touch(msgspec.Struct, frozen=True, kw_only=True):
    """What a change did to one fact."""

    change: Change
    what: StepKind
    """ARTICLE where the fact came with its article."""
    gone: bool
    """Whether the fact, its retraction or its pin went; else it came."""


class Retraction(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that was taken out."""

    id: int
    article: str
    fact: Fact
    reason: str
    by: int | None
    at: str


class History(Repository):
    """The history of a store; reached as ``FactStore.history``."""

    # Single facts

    async def find_facts(
        self, typed: str, limit: int, *, relations: Collection[str] = (), pinned: bool = False
    ) -> list[Report]:
        """Facts whose subject, relation, value and article's id hold every word that was typed, the newest first.

        ``relations``: of these alone; ``pinned``: those that are pinned alone.
        """
        said = "subject_main.name || ' ' || fact.relation || ' ' || fact.value || ' ' || article.slug"
        words = [typed] if typed.strip() else []
        wanted = [f"holds_words({said}, ?)" for _ in words]
        wanted += [f"fact.relation IN ({', '.join('?' * len(relations))})"] if relations else []
        wanted += ["pin.fact IS NOT NULL"] if pinned else []
        rows = await self._reader.execute_fetchall(
            f"{SELECT_REPORTS} WHERE {' AND '.join(wanted) or 'TRUE'}"
            " ORDER BY article.published_on DESC, fact.id LIMIT ?",
            (*words, *relations, limit),
        )
        return [read_report(tuple(row)) for row in rows]

    async def find_report(self, fact: int) -> Report | None:
        """The fact of an id."""
        rows = await self._reader.execute_fetchall(f"{SELECT_REPORTS} WHERE fact.id = ?", (fact,))
        return next((read_report(tuple(row)) for row in rows), None)

    async def find_said(self, fact: int) -> tuple[str, Fact] | None:
        """The fact of an id as its file would say it, with its article's slug."""
        return await find_fact(self._reader, fact)

    async def find_head(self, slug: str) -> Article | None:
        """What is known of an article itself."""
        found = await find_article(self._reader, slug)
        return found[1].article if found else None

    async def list_touches(self, article: str, fact: Fact) -> list[Touch]:
        """What has happened to a fact of an article, the newest first."""
        # Compared by identity, because a name may be spelled otherwise by now; value and relation never are.
        said = [msgspec.json.encode(word).decode() for word in (fact.value, fact.relation)]
        rows: Iterable[Any] = await self._reader.execute_fetchall(
            "SELECT change, what, before, after FROM step WHERE article = ? AND (what = 'article' OR"
            " (instr(coalesce(after, before), ?) AND instr(coalesce(after, before), ?))) ORDER BY id",
            (article, *said),
        )
        # In a thread: an article may have come and gone with a great many facts of one value.
        found = await asyncio.to_thread(lambda: _find_touching(map(tuple, rows), identity_of(fact)))
        changes = {change: await self.find_change(change) for change in {change for change, _, _ in found}}
        return [
            Touch(change=change, what=what, gone=gone)
            for change_id, what, gone in reversed(found)
            if (change := changes[change_id]) is not None
        ]

    async def retract(self, fact: int, reason: str, by: int) -> int | None:
        """Take a fact out, so that no reload brings it back; the retraction's id, None where it was not there."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            if found is None:
                return None
            journal = Journal(database, ChangeKind.RETRACT, by=by, reason=reason)
            retraction = StoredRetraction(fact=found[1], reason=reason, by=by, at=now())
            return await _retract(database, found[0], retraction, journal)

    async def restore(self, retraction: int, by: int) -> int | None:
        """Serve a retracted fact again; its id, None where it is not retracted any more or its article is gone."""
        async with self._write() as database:
            rows = await database.execute_fetchall(
                "SELECT article, fact FROM retraction WHERE id = ?", (retraction,)
            )
            restored: int | None = None
            for slug, fact in rows:
                journal = Journal(database, ChangeKind.RESTORE, by=by)
                restored = await _restore(database, slug, decode_fact(fact), journal)
        if restored is not None:
            await self._index_names()
        return restored

    async def find_retractions(self, typed: str, limit: int) -> list[Retraction]:
        """Retracted facts that hold every word that was typed, the newest first."""
        rows = await self._reader.execute_fetchall(
            "SELECT id, article, fact, reason, by, at FROM retraction WHERE holds_words(fact || ' ' || article, ?)"
            " ORDER BY id DESC LIMIT ?",
            (typed, limit),
        )
        return [_read_retraction(tuple(row)) for row in rows]

    async def find_retraction(self, retraction: int) -> Retraction | None:
        """The retraction of an id."""
        rows = await self._reader.execute_fetchall(
            "SELECT id, article, fact, reason, by, at FROM retraction WHERE id = ?", (retraction,)
        )
        return next((_read_retraction(tuple(row)) for row in rows), None)

    async def pin(self, fact: int, reason: str, until: date, by: int) -> bool:
        """Have a fact lead among those that disagree, until a day; whether the fact is there."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            if found is None:
                return False
            journal = Journal(database, ChangeKind.PIN, by=by, reason=reason)
            pin = StoredPin(fact=found[1], reason=reason, until=until)
            await _put_pin(database, found[0], fact, pin, journal, by)
            return True

    async def unpin(self, fact: int, by: int) -> bool:
        """Let reports lead as they are again; whether the fact was pinned."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            journal = Journal(database, ChangeKind.UNPIN, by=by)
            return found is not None and await drop_pins(database, found[0], [(fact, found[1])], journal)

    # Names

    async def add_name(self, kind: Kind, name: str, also: str, by: int) -> str | None:
        """Have a spelling stand for a name; what is wrong, or None when it is done."""
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
            await put_names(database, IN_DISCORD, _as_names(names), b"", journal)
        await self._index_names()
        return None

    async def remove_name(self, kind: Kind, also: str, by: int) -> bool:
        """Take back a spelling that was added in Discord; whether there was one."""
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
            await put_names(database, IN_DISCORD, _as_names(names), b"", journal)
            await prune_names(database)
        await self._index_names()
        return True

    async def list_names(self) -> tuple[OtherName, ...]:
        """The names that were added in Discord."""
        stored = await find_names(self._reader, IN_DISCORD)
        return stored.names if stored else ()

    # All changes

    async def count_changes(self) -> int:
        """How many changes there have been."""
        return int(next(iter(await self._reader.execute_fetchall("SELECT count(*) FROM change")))[0])

    async def list_changes(self, offset: int, limit: int) -> list[Change]:
        """Changes, the newest first."""
        rows = await self._reader.execute_fetchall(
            f"{_SELECT_CHANGE} ORDER BY change.id DESC LIMIT ? OFFSET ?", (limit, offset)
        )
        return [_read_change(tuple(row)) for row in rows]

    async def find_change(self, change: int) -> Change | None:
        """The change of an id."""
        rows = await self._reader.execute_fetchall(f"{_SELECT_CHANGE} WHERE change.id = ?", (change,))
        return next((_read_change(tuple(row)) for row in rows), None)

    async def count_steps(self, change: int) -> int:
        """How many steps a change has."""
        rows = await self._reader.execute_fetchall("SELECT count(*) FROM step WHERE change = ?", (change,))
        return int(next(iter(rows))[0])

    async def list_steps(self, change: int, limit: int) -> list[Step]:
        """What a change did, in order."""
        return await _find_steps(self._reader, change, limit)

    async def find_last(self) -> Change | None:
        """The change that undoing takes back: the newest that has not been undone."""
        return await _find_last(self._reader)

    async def undo(self, change: int, by: int) -> bool:
        """Take the last change back; False when that is not the last any more."""
        async with self._write() as database:
            last = await _find_last(database)
            if last is None or last.id != change:
                return False
            journal = Journal(database, ChangeKind.UNDO, by=by, undoes=change)
            # Even where nothing of it is left to take back: else it would be the last change for ever.
            await journal.begin()
            steps = await _find_steps(database, change, -1)
            for (what, article), group in groupby(reversed(steps), lambda step: (step.what, step.article)):
                if what is StepKind.FACT and article is not None:
                    await _change_facts_back(database, article, list(group), journal)
                else:
                    for step in group:
                        await _take_back(database, step, journal, by)
            await prune_names(database)
        await self._index_names()
        return True


async def _retract(
    database: aiosqlite.Connection, slug: str, retraction: StoredRetraction, journal: Journal
) -> int:
    identity = identity_of(retraction.fact)
    rows = await database.execute_fetchall(
        # A fact that was retracted may have been approved again since.
        "INSERT INTO retraction (article, identity, fact, reason, by, at) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (article, identity) DO UPDATE SET reason = excluded.reason, by = excluded.by, at = excluded.at"
        " RETURNING id",
        (slug, identity, encode_fact(retraction.fact), retraction.reason, retraction.by, retraction.at),
    )
    await _delete_facts(database, slug, [retraction.fact], journal)
    await journal.note(StepKind.RETRACTION, article=slug, after=msgspec.json.encode(retraction).decode())
    return int(next(iter(rows))[0])


async def _restore(database: aiosqlite.Connection, slug: str, fact: Fact, journal: Journal) -> int | None:
    article = await find_article(database, slug)
    if article is None:
        return None
    rows = await database.execute_fetchall(
        "DELETE FROM retraction WHERE article = ? AND identity = ? RETURNING reason, by, at",
        (slug, identity_of(fact)),
    )
    for reason, by, at in rows:
        was = StoredRetraction(fact=fact, reason=reason, by=by, at=at)
        await insert_facts(database, article[0], [fact])
        # Names go in before the fact, so that the last row is the fact's.
        restored = await database.execute_fetchall("SELECT last_insert_rowid()")
        await journal.note(StepKind.RETRACTION, article=slug, before=msgspec.json.encode(was).decode())
        return int(next(iter(restored))[0])
    return None


async def _put_pin(
    database: aiosqlite.Connection, slug: str, fact: int, pin: StoredPin, journal: Journal, by: int
) -> None:
    await drop_pins(database, slug, [(fact, pin.fact)], journal)
    await database.execute(
        "INSERT INTO pin (fact, reason, until, by, at) VALUES (?, ?, ?, ?, ?)",
        (fact, pin.reason, pin.until.isoformat(), by, now()),
    )
    await journal.note(StepKind.PIN, article=slug, after=msgspec.json.encode(pin).decode())


async def _take_back(database: aiosqlite.Connection, step: Step, journal: Journal, by: int) -> None:
    """Have what a step changed, other than facts, be as it was before."""
    slug = step.article or ""
    match step.what:
        case StepKind.ARTICLE if step.before is None:
            await remove_article(database, slug, journal)
        case StepKind.ARTICLE:
            before = msgspec.json.decode(step.before or "", type=StoredArticle)
            await put_head(database, await find_article(database, slug), before, journal)
        case StepKind.RETRACTION if step.before is None:
            retraction = msgspec.json.decode(step.after or "", type=StoredRetraction)
            await _restore(database, slug, retraction.fact, journal)
        case StepKind.RETRACTION:
            retraction = msgspec.json.decode(step.before or "", type=StoredRetraction)
            await _retract(database, slug, retraction, journal)
        case StepKind.PIN:
            pin = msgspec.json.decode(step.before or step.after or "", type=StoredPin)
            for fact_id in await find_served(database, slug, [pin.fact]):
                if step.before is None:
                    await drop_pins(database, slug, [(fact_id, pin.fact)], journal)
                else:
                    await _put_pin(database, slug, fact_id, pin, journal, by)
        case StepKind.NAME if step.before is None:
            names = msgspec.json.decode(step.after or "", type=StoredNames)
            await remove_names(database, names.path, journal)
        case StepKind.NAME:
            names = msgspec.json.decode(step.before or "", type=StoredNames)
            # Without its digest: the file on disk says something else, which the next reload must see.
            await put_names(database, names.path, names.names, b"", journal)
        case StepKind.FACT:
            raise ValueError("facts are taken back by their article")


async def _change_facts_back(
    database: aiosqlite.Connection, slug: str, steps: Sequence[Step], journal: Journal
) -> None:
    article = await find_article(database, slug)
    if article is None:
        return
    gained = [decode_fact(step.after) for step in steps if step.after is not None]
    lost = [decode_fact(step.before) for step in reversed(steps) if step.before is not None]
    await _delete_facts(database, slug, gained, journal)
    await insert_facts(database, article[0], lost)
    await journal.note_facts(slug, gained, gone=True)
    await journal.note_facts(slug, lost)


async def _delete_facts(
    database: aiosqlite.Connection, slug: str, facts: Collection[Fact], journal: Journal
) -> None:
    found = await find_served(database, slug, facts)
    await drop_pins(database, slug, found.items(), journal)
    # What was approved is not, once that is taken back; nobody is asked again.
    await database.executemany(
        "UPDATE proposal SET state = 'rejected' WHERE stored = ?", [(fact_id,) for fact_id in found]
    )
    await database.executemany("DELETE FROM fact WHERE id = ?", [(fact_id,) for fact_id in found])


async def _find_main(database: aiosqlite.Connection, kind: Kind, name: str) -> str | None:
    """The main spelling of a name."""
    rows = await database.execute_fetchall(
        "SELECT main.name FROM name JOIN name AS main ON main.id = name.entity WHERE name.key = ? AND name.kind = ?",
        (identity_key(name), kind.value),
    )
    return next((str(row[0]) for row in rows), None)


async def _has_other_spellings(database: aiosqlite.Connection, kind: Kind, main: str) -> bool:
    rows = await database.execute_fetchall(
        "SELECT count(*) FROM name JOIN name AS main ON main.id = name.entity WHERE main.key = ? AND main.kind = ?",
        (identity_key(main), kind.value),
    )
    return int(next(iter(rows))[0]) > 1


def _as_names(names: dict[tuple[Kind, str], tuple[str, ...]]) -> tuple[OtherName, ...]:
    return tuple(OtherName(name=name, kind=kind, also=also) for (kind, name), also in names.items() if also)


_CHANGE_COLUMNS = (
    "change.id, change.what, change.by, change.at, change.reason, change.undoes,"
    " EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id),"
    " (SELECT count(DISTINCT article) FROM step WHERE step.change = change.id),"
    " (SELECT count(*) FROM step WHERE step.change = change.id AND step.what = 'fact' AND step.before IS NULL),"
    " (SELECT count(*) FROM step WHERE step.change = change.id AND step.what = 'fact' AND step.after IS NULL)"
)
_SELECT_CHANGE = f"SELECT {_CHANGE_COLUMNS} FROM change"


async def _find_last(database: aiosqlite.Connection) -> Change | None:
    rows = await database.execute_fetchall(
        f"{_SELECT_CHANGE} WHERE change.what <> 'undo'"
        " AND NOT EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id) ORDER BY change.id DESC LIMIT 1"
    )
    return next((_read_change(tuple(row)) for row in rows), None)


async def _find_steps(database: aiosqlite.Connection, change: int, limit: int) -> list[Step]:
    rows: Iterable[Any] = await database.execute_fetchall(
        "SELECT what, article, before, after FROM step WHERE change = ? ORDER BY id LIMIT ?", (change, limit)
    )
    return [
        Step(what=StepKind(what), article=article, before=before, after=after)
        for what, article, before, after in rows
    ]


def _find_touching(rows: Iterable[tuple[Any, ...]], identity: bytes) -> list[tuple[int, StepKind, bool]]:
    """Of an article's steps, those that touch a fact: the change of each, and whether the fact went by it."""
    found: list[tuple[int, StepKind, bool]] = []
    with_article: tuple[int, StepKind, bool] | None = None
    for change, what, before, after in rows:
        kind, gone = StepKind(what), after is None
        if kind is StepKind.ARTICLE:
            with_article = (change, kind, gone) if before is None else with_article
        elif identity_of(_fact_of(kind, after or before)) == identity:
            # A fact that came later did not come with its article.
            if with_article is not None and (kind is not StepKind.FACT or gone):
                found.append(with_article)
            with_article = None
            found.append((change, kind, gone))
    return [*found, with_article] if with_article is not None else found


def _fact_of(what: StepKind, state: str) -> Fact:
    """The fact that a step is about, from what was there."""
    match what:
        case StepKind.RETRACTION:
            return msgspec.json.decode(state, type=StoredRetraction).fact
        case StepKind.PIN:
            return msgspec.json.decode(state, type=StoredPin).fact
        case _:
            return decode_fact(state)


def _read_change(row: tuple[Any, ...]) -> Change:
    change, what, by, at, reason, undoes, undone, articles, added, removed = row
    return Change(
        id=change,
        what=ChangeKind(what),
        by=by,
        at=at,
        reason=reason,
        undoes=undoes,
        undone=bool(undone),
        articles=articles,
        added=added,
        removed=removed,
    )


def _read_retraction(row: tuple[Any, ...]) -> Retraction:
    retraction, article, fact, reason, by, at = row
    return Retraction(id=retraction, article=article, fact=decode_fact(fact), reason=reason, by=by, at=at)
