"""The history of every change: reading it, and undoing the last.

Owns undoing the last change, step by step and backwards, which is itself a change. Nothing is overwritten without a
trace: each act is a change in the journal. Refuses to judge who may act: that is up to the caller.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby, islice
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.model import Fact
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
from bot.store.base_repository import Repository
from bot.store.database import NO_LIMIT, Database, Writer
from bot.store.facts import decode_fact, identity_of, insert_facts
from bot.store.journal import ChangeKind, Journal, StepKind
from bot.store.names import StoredNames, prune_names, put_names, remove_names
from bot.store.packed_facts import unpack_facts
from bot.store.single_facts import delete_facts, put_pin, restore_fact, retract_fact
from bot.store.timestamps import iso


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One act that changed what is served."""

    id: int
    what: ChangeKind
    by: int | None
    """The moderator; None for the command line, and for somebody who had their data deleted."""
    at: str
    """ISO 8601, UTC."""
    reason: str | None
    undoes: int | None
    undone: bool
    articles: int
    """How many articles it affected."""
    added: int
    """Facts newly served, other than those of whole new articles."""
    removed: int


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a change did: JSON of the state before, and after."""

    what: StepKind
    article: str | None
    before: str | None
    after: str | None
    place: int | None = None
    """Of a fact in its article, where it is known."""


class Touch(msgspec.Struct, frozen=True, kw_only=True):
    """What a change did to one fact."""

    change: Change
    what: StepKind
    """ARTICLE if the fact came with its article."""
    gone: bool
    """Whether the fact, its retraction or its pin went rather than came."""


class History(Repository):
    """The history of a store; reached as ``FactStore.history``."""

    async def list_touches(self, article: str, fact: Fact) -> list[Touch]:
        """What has happened to an article's fact, the newest first."""
        # Compared by identity, because a name's spelling may have changed; value and relation never do.
        said = [msgspec.json.encode(word).decode() for word in (fact.value, fact.relation)]
        rows: Iterable[Any] = await self._reader.execute_fetchall(
            f"{_SELECT_STEPS} WHERE article = ? AND (what IN ('article', 'fact') OR"
            " (instr(coalesce(after, before), ?) > 0 AND instr(coalesce(after, before), ?) > 0)) ORDER BY id",
            (article, *said),
        )
        # In a thread: an article may have come and gone with a great many facts that share a value.
        found = await asyncio.to_thread(
            lambda: _find_touching(_read_steps(map(tuple, rows), said), identity_of(fact))
        )
        changes = {change: await self.find_change(change) for change in {change for change, _, _ in found}}
        return [
            Touch(change=change, what=what, gone=gone)
            for change_id, what, gone in reversed(found)
            if (change := changes[change_id]) is not None
        ]

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
        """The change with an id."""
        rows = await self._reader.execute_fetchall(f"{_SELECT_CHANGE} WHERE change.id = ?", (change,))
        return next((_read_change(tuple(row)) for row in rows), None)

    async def count_steps(self, change: int) -> int:
        """How many steps a change has."""
        rows = await self._reader.execute_fetchall(
            "SELECT coalesce(sum(count), 0) FROM step WHERE change = ?", (change,)
        )
        return int(next(iter(rows))[0])

    async def list_steps(self, change: int, limit: int) -> list[Step]:
        """What a change did, in order."""
        return await _find_steps(self._reader, change, limit)

    async def find_last(self) -> Change | None:
        """The change that undoing would take back: the newest not yet undone."""
        return await _find_last(self._reader)

    async def forget(self, before: datetime) -> None:
        """Forget changes made before a moment; what was undone since stays, and who undid it."""
        async with self._write() as database:
            for statement in (
                f"DELETE FROM step WHERE change IN ({_SELECT_OLD})",
                f"DELETE FROM change WHERE id IN ({_SELECT_OLD})",
            ):
                await database.execute(statement, (iso(before),))

    async def undo(self, change: int, by: int) -> bool:
        """Take back the last change; False if it no longer is the last."""
        async with self._write() as database:
            last = await _find_last(database)
            if last is None or last.id != change:
                return False
            journal = Journal(database, ChangeKind.UNDO, by=by, undoes=change)
            # Even if there is nothing left to take back: otherwise it would stay the last change for ever.
            await journal.begin()
            steps = await _find_steps(database, change, None)
            for (what, article), group in groupby(reversed(steps), lambda step: (step.what, step.article)):
                if what is StepKind.FACT and article is not None:
                    await _change_facts_back(database, article, list(group), journal)
                else:
                    for step in group:
                        await _take_back(database, step, journal, by)
            await prune_names(database)
        await self._index_names()
        return True


async def _take_back(database: Writer, step: Step, journal: Journal, by: int) -> None:
    """Restore what a step changed, other than facts, to what it was before."""
    slug = step.article or ""
    match step.what:
        case StepKind.ARTICLE if step.before is None:
            await remove_article(database, slug, journal)
        case StepKind.ARTICLE:
            before = msgspec.json.decode(step.before or "", type=StoredArticle)
            await put_head(database, await find_article(database, slug), before, journal)
        case StepKind.RETRACTION if step.before is None:
            retraction = msgspec.json.decode(step.after or "", type=StoredRetraction)
            await restore_fact(database, slug, retraction.fact, journal)
        case StepKind.RETRACTION:
            retraction = msgspec.json.decode(step.before or "", type=StoredRetraction)
            await retract_fact(database, slug, retraction, journal)
        case StepKind.PIN:
            await _take_pin_back(database, step, journal, by)
        case StepKind.NAME if step.before is None:
            names = msgspec.json.decode(step.after or "", type=StoredNames)
            await remove_names(database, names.path, journal)
        case StepKind.NAME:
            names = msgspec.json.decode(step.before or "", type=StoredNames)
            # Without its digest: the file on disk differs, and the next reload must see that.
            await put_names(database, [(names.path, names.names, b"")], journal)
        case StepKind.FACT:
            raise ValueError("facts are taken back by their article")


async def _take_pin_back(database: Writer, step: Step, journal: Journal, by: int) -> None:
    slug = step.article or ""
    pin = msgspec.json.decode(step.before or step.after or "", type=StoredPin)
    for fact_id in await find_served(database, slug, [pin.fact]):
        if step.before is None:
            await drop_pins(database, slug, [(fact_id, pin.fact)], journal)
        else:
            await put_pin(database, slug, fact_id, pin, journal, by)


async def _change_facts_back(database: Writer, slug: str, steps: Sequence[Step], journal: Journal) -> None:
    article = await find_article(database, slug)
    if article is None:
        return
    gained = [(step.place, decode_fact(step.after)) for step in steps if step.after is not None]
    lost = [(step.place, decode_fact(step.before)) for step in reversed(steps) if step.before is not None]
    await delete_facts(database, slug, [fact for _, fact in gained], journal)
    await insert_facts(database, article[0], [fact for _, fact in lost], [place for place, _ in lost])
    await journal.note_facts(slug, gained, gone=True)
    await journal.note_facts(slug, lost)


_CHANGE_COLUMNS = (
    "change.id, change.what, change.by_user, change.at, change.reason, change.undoes,"
    " EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id),"
    " (SELECT count(DISTINCT article) FROM step WHERE step.change = change.id),"
    " (SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM step WHERE step.change = change.id AND what = 'fact' AND gone = 0),"
    " (SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM step WHERE step.change = change.id AND what = 'fact' AND gone = 1)"
)
_SELECT_OLD = (
    "SELECT id FROM change WHERE at < ?1"
    " AND NOT EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id AND undo.at >= ?1)"
)
_SELECT_CHANGE = f"SELECT {_CHANGE_COLUMNS} FROM change"


async def _find_last(database: Database) -> Change | None:
    rows = await database.execute_fetchall(
        f"{_SELECT_CHANGE} WHERE change.what <> 'undo'"
        " AND NOT EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id) ORDER BY change.id DESC LIMIT 1"
    )
    return next((_read_change(tuple(row)) for row in rows), None)


_SELECT_STEPS = "SELECT change, what, article, before, after, facts, gone FROM step"


async def _find_steps(database: Database, change: int, limit: int | None) -> list[Step]:
    rows: Iterable[Any] = await database.execute_fetchall(
        # Each row has one step or more.
        f"{_SELECT_STEPS} WHERE change = ? ORDER BY id LIMIT ?",
        (change, NO_LIMIT if limit is None else limit),
    )
    return await asyncio.to_thread(lambda: [step for _, step in islice(_read_steps(map(tuple, rows)), limit)])


def _read_steps(rows: Iterable[tuple[Any, ...]], words: Sequence[str] = ()) -> Iterator[tuple[int, Step]]:
    """The steps in rows, each with its change; of the facts, those in whose JSON all of the words occur."""
    for change, what, article, before, after, packed, gone in rows:
        kind = StepKind(what)
        if packed is None:
            yield change, Step(what=kind, article=article, before=before, after=after)
            continue
        for place, fact in unpack_facts(packed, words):
            states = {"before": fact, "after": None} if gone else {"before": None, "after": fact}
            yield change, Step(what=kind, article=article, place=place, **states)


def _find_touching(steps: Iterable[tuple[int, Step]], identity: bytes) -> list[tuple[int, StepKind, bool]]:
    """Those of an article's steps that affect a fact: the change of each, and whether it removed the fact."""
    found: list[tuple[int, StepKind, bool]] = []
    with_article: tuple[int, StepKind, bool] | None = None
    for change, step in steps:
        kind, gone = step.what, step.after is None
        if kind is StepKind.ARTICLE:
            with_article = (change, kind, gone) if step.before is None else with_article
        elif identity_of(_fact_of(kind, step.after or step.before or "")) == identity:
            # A fact that was added later did not come with its article.
            if with_article is not None and (kind is not StepKind.FACT or gone):
                found.append(with_article)
            with_article = None
            found.append((change, kind, gone))
    return [*found, with_article] if with_article is not None else found


def _fact_of(what: StepKind, state: str) -> Fact:
    """The fact that a step is about, from its stored state."""
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
