"""Articles as rows: put in, updated, taken out, with every step written into the journal.

Owns which rows that affects: when an article changes, only the facts that differ, so that the others keep
their ids. Refuses to bring back what a moderator has retracted.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from bot.facts.model import Article, Fact
from bot.store.database import Database, Writer
from bot.store.facts import decode_fact, identity_of, insert_facts, read_facts, read_places
from bot.store.journal import Journal, StepKind
from bot.store.places import find_places

Retracted = Mapping[str, frozenset[bytes]]
"""Identities of retracted facts by their article's slug."""


class StoredArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article as the store keeps it."""

    slug: str
    published_on: date
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    path: str | None = None
    """The facts file it came from; None for one approved in Discord."""
    digest: bytes | None = None

    @property
    def article(self) -> Article:
        """The article as a facts file describes it."""
        return Article(
            id=self.slug,
            published_on=self.published_on,
            title=self.title,
            publisher=self.publisher,
            url=self.url,
        )

    @classmethod
    def of(cls, article: Article, path: str | None, digest: bytes | None) -> StoredArticle:
        """What a facts file's article is stored as."""
        return cls(
            slug=article.id,
            published_on=article.published_on,
            title=article.title,
            publisher=article.publisher,
            url=article.url,
            path=path,
            digest=digest,
        )


FoundArticle = tuple[int, StoredArticle]
"""An article's row, and what it holds."""
_COLUMNS = "slug, published_on, title, publisher, url, path, digest"


async def find_article(database: Database, slug: str) -> FoundArticle | None:
    """An article's row, and what it holds."""
    rows = await database.execute_fetchall(f"SELECT id, {_COLUMNS} FROM article WHERE slug = ?", (slug,))
    return next(((int(row[0]), _read_article(tuple(row)[1:])) for row in rows), None)


async def list_articles(database: Database) -> list[StoredArticle]:
    """Every article."""
    rows = await database.execute_fetchall(f"SELECT {_COLUMNS} FROM article")
    return [_read_article(tuple(row)) for row in rows]


async def put_article(
    database: Writer,
    found: FoundArticle | None,
    article: StoredArticle,
    facts: Sequence[Fact],
    journal: Journal,
    retracted: Retracted,
) -> None:
    """Store an article with its facts; only what differs, if one was ``found``."""
    row = await put_head(database, found, article, journal)
    out = retracted.get(article.slug, frozenset())
    if found is None:
        if out:
            facts = await asyncio.to_thread(lambda: [fact for fact in facts if identity_of(fact) not in out])
        await insert_facts(database, row, facts)
        return
    stored = await read_facts(database, row)
    # In a thread: for a large file this takes long enough to delay questions.
    places = await read_places(database, row)
    change = await asyncio.to_thread(_compare, stored, facts, out, places)
    await drop_marks(database, article.slug, change.gone, journal)
    await journal.note_facts(
        article.slug, ((places[fact_id], fact) for fact_id, fact in change.gone), gone=True
    )
    await journal.note_facts(article.slug, zip(change.places, change.new, strict=True))
    await database.executemany("DELETE FROM fact WHERE id = ?", ((fact_id,) for fact_id, _ in change.gone))
    await database.executemany(
        "UPDATE fact SET place = ? WHERE id = ?",
        ((place, fact_id) for fact_id, place in change.moved.items()),
    )
    await insert_facts(database, row, change.new, change.places)
    await drop_retractions(database, article.slug, change.lapsed, journal)


async def put_head(
    database: Writer, found: FoundArticle | None, article: StoredArticle, journal: Journal
) -> int:
    """Store what is known of an article itself, replacing what was ``found``; returns its row."""
    if found is not None and found[1] == article:
        return found[0]
    rows = await database.execute_fetchall(
        f"INSERT INTO article ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET"
        " published_on = excluded.published_on, title = excluded.title, publisher = excluded.publisher,"
        " url = excluded.url, path = excluded.path, digest = excluded.digest RETURNING id",
        (
            article.slug,
            article.published_on.isoformat(),
            article.title,
            article.publisher,
            article.url,
            article.path,
            article.digest,
        ),
    )
    before = msgspec.json.encode(found[1]).decode() if found else None
    after = msgspec.json.encode(article).decode()
    await journal.note(StepKind.ARTICLE, article=article.slug, before=before, after=after)
    return int(next(iter(rows))[0])


async def remove_article(database: Writer, slug: str, journal: Journal) -> None:
    """Remove an article with all its facts, if it is there."""
    found = await find_article(database, slug)
    if found is None:
        return
    row, article = found
    facts = await read_facts(database, row)
    await drop_marks(database, slug, facts, journal)
    places = await read_places(database, row)
    await journal.note_facts(slug, ((places[fact_id], fact) for fact_id, fact in facts), gone=True)
    await journal.note(StepKind.ARTICLE, article=slug, before=msgspec.json.encode(article).decode())
    await database.execute("DELETE FROM fact WHERE article = ?", (row,))
    await database.execute("DELETE FROM article WHERE id = ?", (row,))
    rows = await database.execute_fetchall("SELECT identity FROM retraction WHERE article = ?", (slug,))
    await drop_retractions(database, slug, [identity for (identity,) in rows], journal)


async def find_served(database: Database, slug: str, facts: Collection[Fact]) -> dict[int, Fact]:
    """An article's facts that say the same as these, by id."""
    article = await find_article(database, slug)
    if article is None or not facts:
        return {}
    stored = await read_facts(database, article[0], values={fact.value for fact in facts})

    def compare() -> dict[int, Fact]:
        wanted = {identity_of(fact) for fact in facts}
        return {fact_id: fact for fact_id, fact in stored if identity_of(fact) in wanted}

    # In a thread: undoing a large load asks about all of it at once.
    return await asyncio.to_thread(compare)


async def drop_retractions(
    database: Writer, slug: str, identities: Iterable[bytes], journal: Journal
) -> None:
    """Forget retractions of facts that their article no longer states."""
    for identity in identities:
        rows = await database.execute_fetchall(
            "DELETE FROM retraction WHERE article = ? AND identity = ? RETURNING fact, reason, by_user, at, place",
            (slug, identity),
        )
        for fact, reason, by, at, place in rows:
            gone = StoredRetraction(fact=decode_fact(fact), reason=reason, by=by, at=at, place=place)
            await journal.note(StepKind.RETRACTION, article=slug, before=msgspec.json.encode(gone).decode())


async def drop_pins(database: Writer, slug: str, facts: Iterable[tuple[int, Fact]], journal: Journal) -> bool:
    """Unpin facts, given with their ids, before they go; returns whether any was pinned."""
    pins = {
        fact_id: (reason, until)
        for fact_id, reason, until in await database.execute_fetchall(
            "SELECT pin.fact, pin.reason, pin.until FROM pin JOIN fact ON fact.id = pin.fact"
            " JOIN article ON article.id = fact.article WHERE article.slug = ?",
            (slug,),
        )
    }
    pinned = [(fact_id, fact) for fact_id, fact in facts if fact_id in pins] if pins else []
    for fact_id, fact in pinned:
        reason, until = pins[fact_id]
        await database.execute("DELETE FROM pin WHERE fact = ?", (fact_id,))
        was = StoredPin(fact=fact, reason=reason, until=date.fromisoformat(until))
        await journal.note(StepKind.PIN, article=slug, before=msgspec.json.encode(was).decode())
    return bool(pinned)


async def drop_confirmations(
    database: Writer, slug: str, facts: Iterable[tuple[int, Fact]], journal: Journal
) -> None:
    """Forget that facts, given with their ids, were confirmed."""
    rows = await database.execute_fetchall(
        "SELECT confirmation.fact, confirmation.day FROM confirmation JOIN fact ON fact.id = confirmation.fact"
        " JOIN article ON article.id = fact.article WHERE article.slug = ?",
        (slug,),
    )
    days = {int(fact_id): str(day) for fact_id, day in rows}
    for fact_id, fact in [each for each in facts if each[0] in days] if days else ():
        await database.execute("DELETE FROM confirmation WHERE fact = ?", (fact_id,))
        was = StoredConfirmation(fact=fact, day=date.fromisoformat(days[fact_id]))
        await journal.note(StepKind.CONFIRMATION, article=slug, before=msgspec.json.encode(was).decode())


async def drop_marks(
    database: Writer, slug: str, facts: Collection[tuple[int, Fact]], journal: Journal
) -> None:
    """Forget what moderators said of facts, given with their ids, before they go."""
    await drop_pins(database, slug, facts, journal)
    await drop_confirmations(database, slug, facts, journal)


class StoredConfirmation(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmation, as the journal keeps it."""

    fact: Fact
    day: date


class StoredPin(msgspec.Struct, frozen=True, kw_only=True):
    """A pin, as the journal keeps it."""

    fact: Fact
    reason: str
    until: date


class StoredRetraction(msgspec.Struct, frozen=True, kw_only=True):
    """A retraction, as the journal keeps it."""

    fact: Fact
    reason: str
    by: int | None
    at: str
    place: int | None = None
    """Where it stood in its article."""


async def find_retracted(database: Database) -> Retracted:
    """What moderators have retracted."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for slug, identity in await database.execute_fetchall("SELECT article, identity FROM retraction"):
        found[slug].add(identity)
    return {slug: frozenset(identities) for slug, identities in found.items()}


@dataclass(frozen=True, slots=True)
class _Change:
    """What a new version of its file changes about an article."""

    new: list[Fact]
    places: list[int]
    """Of the new facts."""
    moved: dict[int, int]
    """New places of facts that stay, by their ids."""
    gone: list[tuple[int, Fact]]
    lapsed: frozenset[bytes]
    """Retractions of facts that the file no longer states."""


def _compare(
    stored: Sequence[tuple[int, Fact]],
    facts: Sequence[Fact],
    retracted: frozenset[bytes],
    places: Mapping[int, int],
) -> _Change:
    wanted = {identity_of(fact): fact for fact in facts}
    here = {identity_of(fact): fact_id for fact_id, fact in stored}
    order = [identity for identity in wanted if identity in here or identity not in retracted]
    new_places, moved = find_places([here.get(identity) for identity in order], places)
    return _Change(
        new=[wanted[identity] for identity in order if identity not in here],
        places=new_places,
        moved=moved,
        gone=[(fact_id, fact) for fact_id, fact in stored if identity_of(fact) not in wanted],
        lapsed=retracted - wanted.keys(),
    )


def _read_article(row: tuple[object, ...]) -> StoredArticle:
    return msgspec.convert(dict(zip(_COLUMNS.split(", "), row, strict=True)), StoredArticle)
