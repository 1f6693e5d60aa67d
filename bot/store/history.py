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

from bot.facts.files import IMPORT_PREFIX
from bot.facts.model import Fact
from bot.store.articles import (
    StoredArticle,
    StoredConfirmation,
    StoredPin,
    StoredRetraction,
    drop_confirmations,
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
from bot.store.single_facts import delete_facts, put_confirmation, put_pin, restore_fact, retract_fact
from bot.store.timestamps import iso


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One act that changed what is served; or facts of one article that somebody approved one after the other."""

    id: int
    """The last one's, where these are several."""
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
    first: int | None = None
    """The first one's id, where these are several."""
    article: str | None = None
    """The article's id, where it affected one only."""
    title: str | None = None
    """The title of that article, or its id."""
    imported: bool = False
    """Whether a service states it."""
    left_out: int = 0
    """Of facts that were approved, how many of their article were left out beside them."""


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
    """Whether the fact, its retraction, its pin or its confirmation went rather than came."""


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
        """How many changes there have been; approvals of one article that follow each other are one."""
        rows = await self._slow_reader.execute_fetchall(f"{_WITH_RUNS} SELECT count(*) FROM every_run")
        return int(next(iter(rows))[0])

    async def list_changes(self, offset: int, limit: int) -> list[Change]:
        """Changes, the newest first; approvals of one article that follow each other are one."""
        rows = await self._slow_reader.execute_fetchall(
            _select_runs("ORDER BY last_id DESC LIMIT ? OFFSET ?"), (limit, offset)
        )
        return [_read_change(tuple(row)) for row in rows]

    async def find_run(self, change: int) -> Change | None:
        """The change with an id, with the approvals that it follows or that follow it."""
        rows = await self._slow_reader.execute_fetchall(
            _select_runs("WHERE ? BETWEEN first_id AND last_id"), (change,)
        )
        return next((_read_change(tuple(row)) for row in rows), None)

    async def find_change(self, change: int) -> Change | None:
        """The change with an id."""
        rows = await self._reader.execute_fetchall(f"{_SELECT_CHANGE} WHERE change.id = ?", (change,))
        return next((_read_change(tuple(row)) for row in rows), None)

    async def count_steps(self, change: int, first: int | None = None) -> int:
        """How many steps a change has, or all changes from the ``first`` to it."""
        rows = await self._reader.execute_fetchall(
            "SELECT coalesce(sum(count), 0) FROM step WHERE change BETWEEN ? AND ?",
            (change if first is None else first, change),
        )
        return int(next(iter(rows))[0])

    async def list_steps(
        self, change: int, limit: int, *, first: int | None = None, offset: int = 0
    ) -> list[Step]:
        """What a change did, or all changes from the ``first`` to it, in order."""
        return await _find_steps(self._reader, change, limit, first=first, offset=offset)

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

    async def undo(self, change: int, by: int, *, first: int | None = None) -> bool:
        """Take back the last change, and those before it back to the ``first``, if they are approvals of one article
        that follow each other; False if they no longer are the last.

        What was approved waits for review again.
        """
        async with self._write() as database:
            last = await _find_last(database)
            if last is None or last.id != change:
                return False
            if first is not None:
                runs = await database.execute_fetchall(
                    f"{_WITH_RUNS} SELECT first_id FROM every_run WHERE last_id = ?", (change,)
                )
                if [tuple(run) for run in runs] != [(first,)]:
                    return False
            for each in range(change, (change if first is None else first) - 1, -1):
                await _undo(database, each, last.what, by)
            await prune_names(database)
        await self._index_names()
        return True


async def _undo(database: Writer, change: int, what: ChangeKind, by: int) -> None:
    journal = Journal(database, ChangeKind.UNDO, by=by, undoes=change)
    # Even if there is nothing left to take back: otherwise it would stay the last change for ever.
    await journal.begin()
    steps = await _find_steps(database, change, None)
    for (kind, article), group in groupby(reversed(steps), lambda step: (step.what, step.article)):
        if kind is StepKind.FACT and article is not None:
            await _change_facts_back(
                database, article, list(group), journal, reopen=what is ChangeKind.APPROVE
            )
        else:
            for step in group:
                await _take_back(database, step, journal, by)


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
        case StepKind.CONFIRMATION:
            await _take_confirmation_back(database, step, journal, by)
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


async def _take_confirmation_back(database: Writer, step: Step, journal: Journal, by: int) -> None:
    slug = step.article or ""
    confirmation = msgspec.json.decode(step.before or step.after or "", type=StoredConfirmation)
    for fact_id in await find_served(database, slug, [confirmation.fact]):
        if step.before is None:
            await drop_confirmations(database, slug, [(fact_id, confirmation.fact)], journal)
        else:
            await put_confirmation(database, slug, fact_id, confirmation, journal, by)


async def _change_facts_back(
    database: Writer, slug: str, steps: Sequence[Step], journal: Journal, *, reopen: bool
) -> None:
    article = await find_article(database, slug)
    if article is None:
        return
    gained = [(step.place, decode_fact(step.after)) for step in steps if step.after is not None]
    lost = [(step.place, decode_fact(step.before)) for step in reversed(steps) if step.before is not None]
    await delete_facts(database, slug, [fact for _, fact in gained], journal, reopen=reopen)
    await insert_facts(database, article[0], [fact for _, fact in lost], [place for place, _ in lost])
    await journal.note_facts(slug, gained, gone=True)
    await journal.note_facts(slug, lost)


_IS_UNDONE = "EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id)"
# Approvals that follow each other make a run if they are of one article, by one moderator, and all stand or none; so
# does taking them back. Every other change is a run of its own.
_WITH_RUNS = f"""WITH marked AS (
    SELECT id, CASE
        WHEN what = 'approve' OR undoes IN (SELECT undone.id FROM change AS undone WHERE undone.what = 'approve')
        THEN what || ' ' || coalesce(CAST(by_user AS TEXT), '') || CASE WHEN {_IS_UNDONE} THEN ' undone ' ELSE ' ' END
            || coalesce((SELECT max(article) FROM step WHERE step.change = change.id), '')
    END AS alike
    FROM change
), compared AS (
    SELECT id, CASE
        WHEN alike IS NOT NULL AND alike IS NOT DISTINCT FROM lag(alike) OVER (ORDER BY id) THEN 0 ELSE 1
    END AS begins
    FROM marked
), numbered AS (
    SELECT id, sum(begins) OVER (ORDER BY id) AS run FROM compared
), every_run AS (
    SELECT min(id) AS first_id, max(id) AS last_id FROM numbered GROUP BY run
)"""
_STEPS = "FROM step WHERE step.change BETWEEN runs.first_id AND runs.last_id"
_SLUG = f"(SELECT max(article) {_STEPS})"
_KEPT = f"(SELECT coalesce(after, before) {_STEPS} AND what = 'article' AND article = {_SLUG} ORDER BY id LIMIT 1)"
# Rejected since the last approval of that article before these, and before the next one after them. What was approved
# and is retracted by now was decided by nobody.
_LEFT_OUT = f"""CASE WHEN change.what = 'approve' THEN (
    SELECT count(*) FROM proposal JOIN review ON review.id = proposal.review
    JOIN article ON article.id = review.article
    WHERE article.slug = {_SLUG} AND state = 'rejected' AND proposal.confirms = 0
    AND decided_at > coalesce((SELECT max(other.at) FROM change AS other JOIN step ON step.change = other.id
        WHERE other.id < runs.first_id AND other.what = 'approve' AND step.article = article.slug), '')
    AND decided_at <= coalesce((SELECT min(other.at) FROM change AS other JOIN step ON step.change = other.id
        WHERE other.id > runs.last_id AND other.what = 'approve' AND step.article = article.slug), 'z')
) ELSE 0 END"""
_CHANGE_COLUMNS = (
    f"change.id, change.what, change.by_user, change.at, change.reason, change.undoes, {_IS_UNDONE},"
    f" (SELECT count(DISTINCT article) {_STEPS}),"
    f" (SELECT CAST(coalesce(sum(count), 0) AS BIGINT) {_STEPS} AND what = 'fact' AND gone = 0),"
    f" (SELECT CAST(coalesce(sum(count), 0) AS BIGINT) {_STEPS} AND what = 'fact' AND gone = 1),"
    f" runs.first_id, coalesce((SELECT title FROM article WHERE slug = {_SLUG}),"
    f" json_extract({_KEPT}, '$.title'), {_SLUG}), {_SLUG},"
    f" coalesce((SELECT path FROM article WHERE slug = {_SLUG}), json_extract({_KEPT}, '$.path')), {_LEFT_OUT}"
)
_FROM_RUNS = f"SELECT {_CHANGE_COLUMNS} FROM runs JOIN change ON change.id = runs.last_id"


def _select_runs(which: str) -> str:
    """The changes that some runs make, the newest first; no others are looked at closely."""
    chosen = f"runs AS (SELECT first_id, last_id FROM every_run {which})"
    return f"{_WITH_RUNS}, {chosen} {_FROM_RUNS} ORDER BY change.id DESC"


_SELECT_OLD = (
    "SELECT id FROM change WHERE at < ?1"
    " AND NOT EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id AND undo.at >= ?1)"
)
_SELECT_CHANGE = f"WITH runs AS (SELECT id AS first_id, id AS last_id FROM change) {_FROM_RUNS}"


async def _find_last(database: Database) -> Change | None:
    rows = await database.execute_fetchall(
        f"{_SELECT_CHANGE} WHERE change.what <> 'undo'"
        " AND NOT EXISTS (SELECT 1 FROM change AS undo WHERE undo.undoes = change.id) ORDER BY change.id DESC LIMIT 1"
    )
    return next((_read_change(tuple(row)) for row in rows), None)


_SELECT_STEPS = "SELECT change, what, article, before, after, facts, gone FROM step"


async def _find_steps(
    database: Database, change: int, limit: int | None, *, first: int | None = None, offset: int = 0
) -> list[Step]:
    end = None if limit is None else offset + limit
    rows: Iterable[Any] = await database.execute_fetchall(
        # Each row has one step or more.
        f"{_SELECT_STEPS} WHERE change BETWEEN ? AND ? ORDER BY id LIMIT ?",
        (change if first is None else first, change, NO_LIMIT if end is None else end),
    )
    return await asyncio.to_thread(
        lambda: [step for _, step in islice(_read_steps(map(tuple, rows)), offset, end)]
    )


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
        case StepKind.CONFIRMATION:
            return msgspec.json.decode(state, type=StoredConfirmation).fact
        case _:
            return decode_fact(state)


def _read_change(row: tuple[Any, ...]) -> Change:
    (
        change,
        what,
        by,
        at,
        reason,
        undoes,
        undone,
        articles,
        added,
        removed,
        first,
        title,
        slug,
        path,
        left_out,
    ) = row
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
        first=first if first != change else None,
        article=slug if articles == 1 else None,
        title=title if articles == 1 else None,
        imported=bool(path and path.startswith(IMPORT_PREFIX)),
        left_out=left_out,
    )
