"""Single facts: found by their words, taken out, served again, and pinned.

Owns that SQL. What is retracted stays out of every reload. Refuses to judge who may act: that is up to the caller.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection
from datetime import date
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.model import Article, Fact
from bot.facts.report import Report
from bot.names import holds_words
from bot.store.articles import (
    StoredConfirmation,
    StoredPin,
    StoredRetraction,
    drop_confirmations,
    drop_marks,
    drop_pins,
    find_article,
    find_served,
)
from bot.store.base_repository import Repository
from bot.store.database import Writer
from bot.store.facts import decode_fact, encode_fact, find_fact, identity_of, insert_fact
from bot.store.journal import ChangeKind, Journal, StepKind
from bot.store.printed import print_report, print_stated
from bot.store.reports import SELECT_REPORTS, read_report
from bot.store.timestamps import now

_SAID = "subject_main.name || ' ' || fact.relation || ' ' || fact.value || ' ' || article.slug"
_OF_RELATIONS = "(:relations = '[]' OR fact.relation IN (SELECT value FROM json_each(:relations)))"
_NAMED_SO = "(SELECT id FROM name WHERE entity IN (SELECT CAST(value AS BIGINT) FROM json_each(:entities)))"
_IN_ARTICLES = (
    "(SELECT id FROM (SELECT id, slug, published_on FROM article ORDER BY id DESC LIMIT :most) AS newest"
    " WHERE :slugs = '[]' OR EXISTS (SELECT 1 FROM json_each(:slugs) WHERE instr(slug, value) > 0)"
    " ORDER BY published_on DESC LIMIT 25)"
)
_NEAR = (
    f"SELECT id FROM fact WHERE {_OF_RELATIONS} ORDER BY id DESC",
    f"SELECT id FROM fact WHERE subject IN {_NAMED_SO} AND {_OF_RELATIONS}",
    f"SELECT id FROM fact WHERE named IN {_NAMED_SO} AND {_OF_RELATIONS}",
    f"SELECT id FROM fact WHERE article IN {_IN_ARTICLES} AND {_OF_RELATIONS}",
    # The pattern fits none where neither a year nor a month is typed.
    f"SELECT id FROM fact WHERE lower IS NOT NULL AND lower LIKE :begins AND {_OF_RELATIONS}",
)
_MOST_NEAR = 1000
_MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")


class Retraction(msgspec.Struct, frozen=True, kw_only=True):
    """A retracted fact."""

    id: int
    article: str
    fact: Fact
    reason: str
    by: int | None
    at: str


class SingleFacts(Repository):
    """The facts of a store, one by one; reached as ``FactStore.single_facts``."""

    async def find_facts(
        self, typed: str, limit: int, *, relations: Collection[str] = (), pinned: bool = False
    ) -> list[Report]:
        """Facts that every word typed stands in, as they are stated or else as they are printed, the newest first.

        ``relations``: only of these; ``pinned``: only pinned ones.
        """
        # What is printed takes several times as long to look through.
        wanted = [f"fact.relation IN ({', '.join('?' * len(relations))})"] if relations else []
        wanted += ["pin.fact IS NOT NULL"] if pinned else []
        order = "ORDER BY article.published_on DESC, fact.id"
        words = [typed] if typed.strip() else []
        said = " AND ".join([*wanted, *(f"holds_words({_SAID}, ?)" for _ in words)]) or "TRUE"
        rows = await self._slow_reader.execute_fetchall(
            f"{SELECT_REPORTS} WHERE {said} {order} LIMIT ?", (*relations, *words, limit)
        )
        found = [read_report(tuple(row)) for row in rows]
        if found or not words:
            return found
        printed = await self._slow_reader.find_rows(
            f"{SELECT_REPORTS} WHERE {' AND '.join(wanted) or 'TRUE'} {order}",
            relations,
            lambda row: holds_words(print_report(read_report(row)), typed),
            limit,
        )
        return [read_report(row) for row in printed]

    async def suggest_facts(
        self,
        typed: str,
        limit: int,
        *,
        entities: Collection[int],
        relations: Collection[str] = (),
        pinned: bool = False,
    ) -> list[Report]:
        """What ``find_facts`` finds among a few thousand facts, for while somebody types.

        Those are the newest facts, facts about ``entities`` or naming them, facts of articles with the words in their
        ids, facts in whose own words one of them begins a word, and, where a year or month is typed, dates in it.
        """
        words = sorted({word.lower() for word in _WORD.findall(typed)}, key=len)[-_MOST_WORDS:]
        near = " UNION ".join(
            f"SELECT * FROM ({select} LIMIT :most) AS near"
            for select in (*_NEAR, self._words.select_beginning)
        )
        rows = await self._slow_reader.find_rows(
            f"{SELECT_REPORTS} WHERE fact.id IN ({'SELECT fact FROM pin' if pinned else near})"
            f" AND {_OF_RELATIONS} ORDER BY article.published_on DESC, fact.id",
            {
                "slugs": msgspec.json.encode(typed.lower().split()[:_MOST_WORDS]).decode(),
                "entities": msgspec.json.encode(list(entities)).decode(),
                "relations": msgspec.json.encode(list(relations)).decode(),
                "words": self._words.beginning_with(words),
                "most": _MOST_NEAR,
                "begins": _read_month(typed),
            },
            lambda row: holds_words(print_report(read_report(row)), typed),
            limit,
        )
        return [read_report(row) for row in rows]

    async def find_report(self, fact: int) -> Report | None:
        """The fact with an id."""
        rows = await self._reader.execute_fetchall(f"{SELECT_REPORTS} WHERE fact.id = ?", (fact,))
        return next((read_report(tuple(row)) for row in rows), None)

    async def find_said(self, fact: int) -> tuple[str, Fact] | None:
        """The fact with an id, as its file would state it, and its article's slug."""
        return await find_fact(self._reader, fact)

    async def find_head(self, slug: str) -> Article | None:
        """What is known of an article itself."""
        found = await find_article(self._reader, slug)
        return found[1].article if found else None

    async def retract(self, fact: int, reason: str, by: int) -> int | None:
        """Take a fact out, so that no reload brings it back; returns the retraction's id, None if it was not there."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            if found is None:
                return None
            journal = Journal(database, ChangeKind.RETRACT, by=by, reason=reason)
            (place,) = next(
                iter(await database.execute_fetchall("SELECT place FROM fact WHERE id = ?", (fact,)))
            )
            retraction = StoredRetraction(fact=found[1], reason=reason, by=by, at=now(), place=place)
            return await retract_fact(database, found[0], retraction, journal)

    async def restore(self, retraction: int, by: int) -> int | None:
        """Serve a retracted fact again; returns its id, None if it is no longer retracted or its article is gone."""
        async with self._write() as database:
            rows = await database.execute_fetchall(
                "SELECT article, fact FROM retraction WHERE id = ?", (retraction,)
            )
            restored: int | None = None
            for slug, fact in rows:
                journal = Journal(database, ChangeKind.RESTORE, by=by)
                restored = await restore_fact(database, slug, decode_fact(fact), journal)
        if restored is not None:
            await self._index_names()
        return restored

    async def find_retractions(self, typed: str, limit: int) -> list[Retraction]:
        """Retracted facts that contain every word that was typed, the newest first."""
        rows = await self._slow_reader.find_rows(
            "SELECT id, article, fact, reason, by_user, at FROM retraction ORDER BY id DESC",
            (),
            lambda row: holds_words(f"{row[2]} {row[1]} {print_stated(row[2])}", typed),
            limit,
        )
        return [_read_retraction(row) for row in rows]

    async def find_retraction(self, retraction: int) -> Retraction | None:
        """The retraction with an id."""
        rows = await self._reader.execute_fetchall(
            "SELECT id, article, fact, reason, by_user, at FROM retraction WHERE id = ?", (retraction,)
        )
        return next((_read_retraction(tuple(row)) for row in rows), None)

    async def pin(self, fact: int, reason: str, until: date, by: int) -> bool:
        """Have a fact lead among those that disagree, until a day; returns whether the fact is there."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            if found is None:
                return False
            journal = Journal(database, ChangeKind.PIN, by=by, reason=reason)
            pin = StoredPin(fact=found[1], reason=reason, until=until)
            await put_pin(database, found[0], fact, pin, journal, by)
            return True

    async def unpin(self, fact: int, by: int) -> bool:
        """Let the usual rule decide again; returns whether the fact was pinned."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            journal = Journal(database, ChangeKind.UNPIN, by=by)
            return found is not None and await drop_pins(database, found[0], [(fact, found[1])], journal)

    async def confirm(self, fact: int, day: date, by: int) -> bool:
        """Note that a fact is still true on a day; returns whether the fact is there."""
        async with self._write() as database:
            found = await find_fact(database, fact)
            if found is None:
                return False
            journal = Journal(database, ChangeKind.CONFIRM, by=by)
            confirmation = StoredConfirmation(fact=found[1], day=day)
            await put_confirmation(database, found[0], fact, confirmation, journal, by)
            return True

    async def postpone(self, fact: int, until: date) -> bool:
        """Note that nobody is to be asked whether a fact is still true, until a day; returns whether it is there."""
        async with self._write() as database:
            done = await database.execute(
                "INSERT INTO postponement (fact, until) SELECT id, ?2 FROM fact WHERE id = ?1"
                " ON CONFLICT (fact) DO UPDATE SET until = excluded.until",
                (fact, until.isoformat()),
            )
            return done.rowcount > 0

    async def find_postponed(self, today: date) -> frozenset[int]:
        """The facts that nobody is to be asked about yet."""
        rows = await self._reader.execute_fetchall(
            "SELECT fact FROM postponement WHERE until > ?", (today.isoformat(),)
        )
        return frozenset(fact for (fact,) in rows)


async def retract_fact(database: Writer, slug: str, retraction: StoredRetraction, journal: Journal) -> int:
    identity = identity_of(retraction.fact)
    rows = await database.execute_fetchall(
        # A retracted fact may have been approved again since.
        "INSERT INTO retraction (article, identity, fact, reason, by_user, at, place) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (article, identity) DO UPDATE SET reason = excluded.reason, by_user = excluded.by_user, at = excluded.at,"
        " place = excluded.place RETURNING id",
        (
            slug,
            identity,
            encode_fact(retraction.fact),
            retraction.reason,
            retraction.by,
            retraction.at,
            retraction.place,
        ),
    )
    await delete_facts(database, slug, [retraction.fact], journal)
    await journal.note(StepKind.RETRACTION, article=slug, after=msgspec.json.encode(retraction).decode())
    return int(next(iter(rows))[0])


async def restore_fact(database: Writer, slug: str, fact: Fact, journal: Journal) -> int | None:
    article = await find_article(database, slug)
    if article is None:
        return None
    rows = await database.execute_fetchall(
        "DELETE FROM retraction WHERE article = ? AND identity = ? RETURNING reason, by_user, at, place",
        (slug, identity_of(fact)),
    )
    for reason, by, at, place in rows:
        was = StoredRetraction(fact=fact, reason=reason, by=by, at=at, place=place)
        restored = await insert_fact(database, article[0], fact, place)
        await journal.note(StepKind.RETRACTION, article=slug, before=msgspec.json.encode(was).decode())
        return restored
    return None


async def put_pin(database: Writer, slug: str, fact: int, pin: StoredPin, journal: Journal, by: int) -> None:
    await drop_pins(database, slug, [(fact, pin.fact)], journal)
    await database.execute(
        "INSERT INTO pin (fact, reason, until, by_user, at) VALUES (?, ?, ?, ?, ?)",
        (fact, pin.reason, pin.until.isoformat(), by, now()),
    )
    await journal.note(StepKind.PIN, article=slug, after=msgspec.json.encode(pin).decode())


async def put_confirmation(
    database: Writer,
    slug: str,
    fact: int,
    confirmation: StoredConfirmation,
    journal: Journal,
    by: int,
) -> None:
    await drop_confirmations(database, slug, [(fact, confirmation.fact)], journal)
    await database.execute(
        "INSERT INTO confirmation (fact, day, by_user, at) VALUES (?, ?, ?, ?)",
        (fact, confirmation.day.isoformat(), by, now()),
    )
    await journal.note(StepKind.CONFIRMATION, article=slug, after=msgspec.json.encode(confirmation).decode())


async def delete_facts(
    database: Writer, slug: str, facts: Collection[Fact], journal: Journal, *, reopen: bool = False
) -> None:
    """Take facts out. ``reopen``: whether those that were approved wait for review again; otherwise nobody is asked."""
    found = await find_served(database, slug, facts)
    await drop_marks(database, slug, found.items(), journal)
    again = "state = 'proposed', decided_by = NULL" if reopen else "state = 'rejected'"
    await database.executemany(
        f"UPDATE proposal SET {again}, decided_at = NULL WHERE stored = ?", [(fact_id,) for fact_id in found]
    )
    await database.executemany("DELETE FROM fact WHERE id = ?", [(fact_id,) for fact_id in found])


def _read_month(typed: str) -> str:
    """How dates begin that a typed year or month stands in, as a pattern; empty if there is neither."""
    words = typed.lower().split()
    year = next((word for word in words if len(word) == 4 and word.isascii() and word.isdecimal()), None)
    months = [at for at, name in enumerate(calendar.month_name) if name and name.lower() in words]
    return f"{year or '%'}-{months[0]:02}-%" if months else f"{year}-%" if year else ""


def _read_retraction(row: tuple[Any, ...]) -> Retraction:
    retraction, article, fact, reason, by, at = row
    return Retraction(id=retraction, article=article, fact=decode_fact(fact), reason=reason, by=by, at=at)
