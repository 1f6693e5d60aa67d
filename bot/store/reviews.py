"""Reviews: articles handed in by moderators, what was read from them, and what was decided.

Owns the SQL of reviews, and how an approved fact comes to be served: its article has no path, so no load
touches it. A decision is one UPDATE that only matches an undecided proposal: of two moderators who press
at once, one decides and the other is told. Refuses to judge facts or who may decide: both are up to the
caller.
"""

from __future__ import annotations

import enum
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.dates import get_window
from bot.facts.files import digest_of
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Report
from bot.names import identity_key
from bot.store.articles import StoredArticle, drop_retractions, find_article, put_head
from bot.store.base_repository import Repository
from bot.store.database import Writer
from bot.store.facts import decode_fact, encode_fact, identity_of, insert_fact, read_facts, subject_of
from bot.store.journal import ChangeKind, Journal
from bot.store.timestamps import now

_SLUG_LENGTH = 80
_NO_SLUG = re.compile(r"[^\w]+")


class State(enum.StrEnum):
    """How far a proposed fact has come."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


class Decision(enum.Enum):
    """The outcome of an attempt to decide or edit."""

    DONE = enum.auto()
    DECIDED_ALREADY = enum.auto()
    EDITED_SINCE = enum.auto()
    """The fact is no longer the one that was seen."""
    GONE = enum.auto()


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was handed in."""

    id: int
    slug: str
    """The id of its article, given once a fact of it is approved."""
    name: str
    """What it was handed in as: a file's name, "pasted text"."""
    published_on: date | None
    """None until a moderator supplies it: nothing is read before."""
    title: str | None
    publisher: str | None
    url: str | None
    text: str | None
    """The article's text; None once everything is decided."""
    names: tuple[OtherName, ...]
    """Names it spells in more than one way, where it is undecided whether they are one."""
    candidates: tuple[str, ...] | None = None
    """The titles that it may be about, where a moderator is asked; None where the reader is sure."""
    guess: str | None = None
    """The one of them that it seems to be about; None where the reader cannot tell."""
    about: str | None = None
    """What it was read as being about; empty for several shows, or none."""
    season: int | None = None

    @property
    def article(self) -> Article:
        """The article that reports the facts; ValueError while its date is missing."""
        if self.published_on is None:
            raise ValueError("the article's date is missing")
        return Article(
            id=self.slug,
            published_on=self.published_on,
            title=self.title,
            publisher=self.publisher,
            url=self.url,
        )


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A fact that was read from an article, and what was decided."""

    id: int
    review: int
    fact: Fact
    version: int
    """Grows with every edit."""
    confirms: bool
    """Whether another article had reported it before."""
    state: State
    decided_by: int | None


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far a review has come. Confirmations are counted separately: nobody is asked about each."""

    total: int
    approved: int
    rejected: int
    confirmations: int
    confirmations_left: int

    @property
    def left(self) -> int:
        """New facts still undecided."""
        return self.total - self.approved - self.rejected


class Reviews(Repository):
    """The reviews of a store; reached as ``FactStore.reviews``."""

    # Handing in

    async def open(
        self,
        *,
        name: str,
        text: str,
        opened_by: int,
        published_on: date | None = None,
        slug: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> tuple[int, bool]:
        """Keep an article for review; returns the review's id, and whether it is new.

        The same text opens the same review, however far that has come.
        """
        digest = digest_of(" ".join(text.split()).encode("utf-8", "replace"))
        async with self._write() as database:
            rows = await database.execute_fetchall(
                "INSERT INTO review (slug, name, published_on, title, publisher, url, text, digest, opened_by, opened_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING RETURNING id",
                (
                    slug or "",
                    name,
                    published_on and published_on.isoformat(),
                    title,
                    publisher,
                    url,
                    text,
                    digest,
                    opened_by,
                    now(),
                ),
            )
            for (new,) in rows:
                return int(new), True
            rows = await database.execute_fetchall("SELECT id FROM review WHERE digest = ?", (digest,))
            return int(next(iter(rows))[0]), False

    async def set_source(self, review: int, article: Article) -> None:
        """Record when a review's article was published, and by whom, if nobody has yet."""
        async with self._write() as database:
            await database.execute(
                "UPDATE review SET slug = ?, published_on = ?, title = ?, publisher = ?, url = ?"
                " WHERE id = ? AND published_on IS NULL",
                (
                    article.id,
                    article.published_on.isoformat(),
                    article.title,
                    article.publisher,
                    article.url,
                    review,
                ),
            )

    async def ask_subject(
        self, review: int, candidates: Sequence[str], guess: str | None, season: int | None
    ) -> None:
        """Keep what an article may be about until somebody says it."""
        async with self._write() as database:
            await database.execute(
                "UPDATE review SET candidates = ?, guess = ?, season = ? WHERE id = ? AND about IS NULL",
                (msgspec.json.encode(list(candidates)).decode(), guess, season, review),
            )

    async def tell_subject(self, seen: Review, about: str, season: int | None) -> bool:
        """Keep what an article is about, ``about`` being empty for several shows, and forget what was read from it;
        False if some of that is decided already, somebody has said otherwise since the review was ``seen``, or it was
        not read from an article."""
        async with self._write() as database:
            told = await database.execute(
                "UPDATE review SET about = ?1, season = ?2, names = NULL"
                " WHERE id = ?3 AND text IS NOT NULL AND about IS NOT DISTINCT FROM ?4 AND season IS NOT DISTINCT FROM ?5"
                " AND (about IS NOT NULL OR candidates IS NOT NULL)"
                " AND NOT EXISTS (SELECT 1 FROM proposal WHERE review = ?3 AND state != 'proposed')",
                (about, season, seen.id, seen.about, seen.season),
            )
            if told.rowcount:
                await database.execute("DELETE FROM proposal WHERE review = ?", (seen.id,))
            return bool(told.rowcount)

    async def propose_read(
        self,
        seen: Review,
        facts: Sequence[tuple[Fact, bool]],
        names: Sequence[OtherName],
        about: str,
        season: int | None,
    ) -> None:
        """Store what was read from an article, and as being about what, unless somebody has said otherwise since the
        review was ``seen``."""
        async with self._write() as database:
            same = await database.execute(
                "UPDATE review SET about = ?, season = ? WHERE id = ? AND about IS NOT DISTINCT FROM ? AND season IS NOT DISTINCT FROM ?",
                (about, season, seen.id, seen.about, seen.season),
            )
            if same.rowcount:
                await _propose(database, seen.id, facts, names)

    async def propose(self, review: int, facts: Sequence[tuple[Fact, bool]]) -> None:
        """Store facts, each with whether it is a confirmation, unless some are there already."""
        async with self._write() as database:
            await _propose(database, review, facts, ())

    async def keep_names(self, review: int, names: Sequence[OtherName]) -> None:
        """Leave these names to be decided, and no others."""
        async with self._write() as database:
            await _keep_names(database, review, names)

    # Looking

    async def find(self, review: int) -> Review | None:
        """The review with an id."""
        rows = await self._reader.execute_fetchall(f"{_SELECT_REVIEW} WHERE review.id = ?", (review,))
        return next((_read_review(tuple(row)) for row in rows), None)

    async def find_open(self, typed: str, limit: int) -> list[Review]:
        """Undecided reviews, newest first, whose id or name contains every word that was typed."""
        rows = await self._slow_reader.execute_fetchall(
            f"{_SELECT_REVIEW} WHERE (review.text IS NOT NULL OR review.names IS NOT NULL"
            " OR EXISTS (SELECT 1 FROM proposal WHERE proposal.review = review.id AND state = 'proposed'))"
            " AND holds_words(review.slug || ' ' || review.name, ?) ORDER BY review.id DESC LIMIT ?",
            (typed, limit),
        )
        return [_read_review(tuple(row)) for row in rows]

    async def find_proposal(self, proposal: int) -> Proposal | None:
        """The proposal with an id."""
        rows = await self._reader.execute_fetchall(f"{_SELECT_PROPOSAL} WHERE id = ?", (proposal,))
        return next((_read_proposal(tuple(row)) for row in rows), None)

    async def list_proposals(self, review: int) -> list[Proposal]:
        """Everything read from an article, in the order of the text."""
        rows = await self._reader.execute_fetchall(
            f"{_SELECT_PROPOSAL} WHERE review = ? ORDER BY id", (review,)
        )
        return [_read_proposal(tuple(row)) for row in rows]

    async def make_report(self, fact: Fact, article: Article) -> Report:
        """The report that approving a fact would make; new names have negative ids, and its own is 0."""
        roles = _names_in(fact)
        keys = {role: identity_key(name) for role, (_, name) in roles.items()}
        marks = ", ".join("?" * len(keys))
        rows = await self._reader.execute_fetchall(
            "SELECT name.kind, name.key, main.id, coalesce(main.shown, main.name) FROM name JOIN name AS main ON main.id = name.entity"
            f" WHERE name.key IN ({marks})",
            list(keys.values()),
        )
        known = {(row[0], row[1]): (int(row[2]), str(row[3])) for row in rows}
        for at, (role, (kind, name)) in enumerate(roles.items(), 1):
            known.setdefault((kind, keys[role]), (-at, name))
        entities = {
            role: Entity(known[kind, keys[role]][0], kind, known[kind, keys[role]][1])
            for role, (kind, _) in roles.items()
        }
        is_date = RELATIONS[fact.relation].is_dated
        return Report(
            id=0,
            subject=entities["subject"],
            relation=fact.relation,
            season=fact.season,
            part=fact.part,
            episode=fact.episode,
            value=fact.value,
            named=entities.get("named"),
            window=get_window(fact.value) if is_date else None,
            certainty=fact.certainty,
            according_to=fact.according_to,
            evidence=fact.evidence,
            spoiler=fact.spoiler,
            character=entities.get("character"),
            speaker=entities.get("speaker"),
            author=entities.get("author"),
            about=fact.about,
            note=fact.note,
            on=fact.on,
            article=article.id,
            published_on=article.published_on,
            title=article.title,
            publisher=article.publisher,
            url=article.url,
        )

    # Deciding

    async def decide(self, proposal: int, version: int, state: State, by: int) -> Decision:
        """Approve or reject what was seen; an approved fact is served from then on."""
        async with self._write() as database:
            before = await _count_names(database)
            rows = list(
                await database.execute_fetchall(
                    "UPDATE proposal SET state = ?, decided_by = ?, decided_at = ?"
                    " WHERE id = ? AND version = ? AND state = 'proposed' RETURNING id, review, fact",
                    (state.value, by, now(), proposal, version),
                )
            )
            if not rows:
                return await _why_not(database, proposal)
            if state is State.APPROVED:
                await _store_approved(database, rows, by)
            await _close_decided(database, int(rows[0][1]))
            named_anew = await _count_names(database) != before
        if named_anew:
            await self._index_names()
        return Decision.DONE

    async def decide_all(
        self, review: int, seen: str, state: State, by: int, *, confirming: bool
    ) -> Decision:
        """Decide all that is undecided in a review, new facts or confirmations, if it is what was seen.

        ``seen``: ``digest_undecided`` of what was shown. If facts were added, edited or decided since, EDITED_SINCE.
        """
        async with self._write() as database:
            before = await _count_names(database)
            there = await database.execute_fetchall(
                f"{_SELECT_PROPOSAL} WHERE review = ? ORDER BY id", (review,)
            )
            proposals = [_read_proposal(tuple(row)) for row in there]
            if digest_undecided(proposals, confirming=confirming) != seen:
                return Decision.EDITED_SINCE if proposals else Decision.GONE
            rows = list(
                await database.execute_fetchall(
                    "UPDATE proposal SET state = ?, decided_by = ?, decided_at = ?"
                    " WHERE review = ? AND state = 'proposed' AND confirms = ? RETURNING id, review, fact",
                    (state.value, by, now(), review, confirming),
                )
            )
            if state is State.APPROVED:
                # RETURNING promises no order: https://www.sqlite.org/lang_returning.html
                await _store_approved(database, sorted(rows), by)
            await _close_decided(database, review)
            named_anew = await _count_names(database) != before
        if named_anew:
            await self._index_names()
        return Decision.DONE

    async def edit(self, proposal: int, version: int, fact: Fact, by: int) -> Decision:
        """Replace the fact that was seen with another; how it was read is kept."""
        async with self._write() as database:
            changed = await database.execute(
                "UPDATE proposal SET fact = ?, version = version + 1, edited_by = ?"
                " WHERE id = ? AND version = ? AND state = 'proposed'",
                (encode_fact(fact), by, proposal, version),
            )
            return Decision.DONE if changed.rowcount else await _why_not(database, proposal)

    # Exporting

    async def approved_articles(self, typed: str, limit: int) -> list[str]:
        """Ids of articles approved in Discord, newest first, that contain every word that was typed."""
        rows = await self._slow_reader.execute_fetchall(
            "SELECT slug FROM article WHERE path IS NULL AND holds_words(slug, ?)"
            " ORDER BY published_on DESC, slug LIMIT ?",
            (typed, limit),
        )
        return [str(slug) for (slug,) in rows]

    async def find_approved(self, slug: str) -> tuple[Article, list[Fact]] | None:
        """An article approved in Discord, with its facts as its own text spells them."""
        found = await find_article(self._reader, slug)
        if found is None or found[1].path is not None:
            return None
        row, stored = found
        return stored.article, [fact for _, fact in await read_facts(self._reader, row)]

    async def note_export(self, slug: str, content: bytes, facts: int) -> None:
        """Remember the facts file that an article was exported as, from which a load may take it over.

        Not if facts have been approved since: they would be lost with the next change to the file.
        """
        async with self._write() as database:
            await database.execute(
                "UPDATE article SET digest = ?1 WHERE slug = ?2 AND path IS NULL"
                " AND (SELECT count(*) FROM fact WHERE article = article.id) = ?3",
                (digest_of(content), slug, facts),
            )


_SELECT_REVIEW = (
    "SELECT review.id, coalesce(article.slug, review.slug), review.name, review.published_on, review.title,"
    " review.publisher, review.url, review.text, review.names, review.candidates, review.guess,"
    " review.about, review.season"
    " FROM review LEFT JOIN article ON article.id = review.article"
)
_SELECT_PROPOSAL = "SELECT id, review, fact, version, confirms, state, decided_by FROM proposal"


def count_progress(proposals: Iterable[Proposal]) -> Progress:
    """How far the review of these proposals has come."""
    listed = list(proposals)
    asked = [proposal.state for proposal in listed if not proposal.confirms]
    confirming = [proposal.state for proposal in listed if proposal.confirms]
    return Progress(
        total=len(asked),
        approved=asked.count(State.APPROVED),
        rejected=asked.count(State.REJECTED),
        confirmations=len(confirming),
        confirmations_left=confirming.count(State.PROPOSED),
    )


def digest_undecided(proposals: Iterable[Proposal], *, confirming: bool) -> str:
    """16 hexadecimal digits that differ for different undecided facts, new ones or confirmations."""
    seen = [
        (each.id, each.version)
        for each in proposals
        if each.state is State.PROPOSED and each.confirms is confirming
    ]
    return hashlib.blake2b(repr(sorted(seen)).encode(), digest_size=8).hexdigest()


def make_slug(*parts: object) -> str:
    """An article's id, made from what is known of it; never empty."""
    words = "-".join(str(part) for part in parts if part)
    return _NO_SLUG.sub("-", words.casefold())[:_SLUG_LENGTH].strip("-_") or "article"


async def _propose(
    database: Writer,
    review: int,
    facts: Iterable[tuple[Fact, bool]],
    names: Sequence[OtherName],
) -> None:
    read = await database.execute_fetchall("SELECT 1 FROM proposal WHERE review = ? LIMIT 1", (review,))
    if not list(read):
        encoded = [(encode_fact(fact), confirms) for fact, confirms in facts]
        await database.executemany(
            "INSERT INTO proposal (review, fact, as_read, confirms) VALUES (?, ?, ?, ?)",
            [(review, fact, fact, confirms) for fact, confirms in encoded],
        )
        await _keep_names(database, review, names)
        await _close_decided(database, review)


async def _store_approved(database: Writer, rows: Iterable[Sequence[object]], by: int) -> None:
    """Store proposals, given as (id, review, fact), as facts of their review's article."""
    journal = Journal(database, ChangeKind.APPROVE, by=by)
    article: tuple[int, str] | None = None
    here: dict[bytes, int] = {}
    for proposal, review, encoded in rows:
        if article is None:
            article = await _article_of(database, review, journal)
            here = {identity_of(fact): fact_id for fact_id, fact in await read_facts(database, article[0])}
        row, slug = article
        fact = decode_fact(str(encoded))
        identity = identity_of(fact)
        if identity in here:
            # Two proposals may have been edited into the same fact: an article says it once.
            await database.execute("UPDATE proposal SET stored = ? WHERE id = ?", (here[identity], proposal))
            continue
        # Approved again, it is no longer retracted: restoring it would serve it twice.
        await drop_retractions(database, slug, [identity], journal)
        here[identity] = await insert_fact(database, row, fact)
        await database.execute("UPDATE proposal SET stored = ? WHERE id = ?", (here[identity], proposal))
        await journal.note_facts(slug, [(None, fact)])


async def _article_of(database: Writer, review: object, journal: Journal) -> tuple[int, str]:
    """The row and slug to store a review's facts under, made if need be."""
    rows = await database.execute_fetchall(
        "UPDATE article SET digest = NULL WHERE path IS NULL"
        " AND id = (SELECT article FROM review WHERE id = ?) RETURNING id, slug",
        (review,),
    )
    for article, slug in rows:
        return int(article), str(slug)
    rows = await database.execute_fetchall(f"{_SELECT_REVIEW} WHERE review.id = ?", (review,))
    kept = _read_review(tuple(next(iter(rows)))).article
    slug = await _free_slug(database, kept.id)
    stored = msgspec.structs.replace(StoredArticle.of(kept, None, None), slug=slug)
    row = await put_head(database, None, stored, journal)
    await database.execute("UPDATE review SET article = ? WHERE id = ?", (row, review))
    return row, slug


async def _free_slug(database: Writer, slug: str) -> str:
    # Another article may have the id, or a file may have taken over this review's facts.
    rows = await database.execute_fetchall("SELECT slug FROM article WHERE instr(slug, ?) = 1", (slug,))
    taken = {row[0] for row in rows}
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


async def _close_decided(database: Writer, review: int) -> None:
    """Delete the article's text once all is decided: it belongs to somebody else."""
    await database.execute(
        "UPDATE review SET text = NULL WHERE id = ?1"
        " AND NOT EXISTS (SELECT 1 FROM proposal WHERE review = ?1 AND state = 'proposed')",
        (review,),
    )


async def _keep_names(database: Writer, review: int, names: Sequence[OtherName]) -> None:
    await database.execute(
        "UPDATE review SET names = ? WHERE id = ?",
        (msgspec.json.encode(names).decode() if names else None, review),
    )


async def _why_not(database: Writer, proposal: int) -> Decision:
    rows = await database.execute_fetchall("SELECT state FROM proposal WHERE id = ?", (proposal,))
    state = next((row[0] for row in rows), None)
    if state is None:
        return Decision.GONE
    return Decision.EDITED_SINCE if state == State.PROPOSED else Decision.DECIDED_ALREADY


async def _count_names(database: Writer) -> int:
    """Grows when an approved fact brings a name."""
    return await database.find_next_id("name")


def _names_in(fact: Fact) -> dict[str, tuple[Kind, str]]:
    named = RELATIONS[fact.relation].names
    given = {
        "named": named and (named, fact.value),
        "character": fact.character and (Kind.CHARACTER, fact.character),
        "speaker": fact.speaker and (Kind.PERSON, fact.speaker),
        "author": fact.by and (Kind.PERSON, fact.by),
    }
    return {"subject": subject_of(fact), **{role: name for role, name in given.items() if name}}


def _read_review(row: tuple[Any, ...]) -> Review:
    review, slug, name, published_on, title, publisher, url, text, names, candidates, guess, about, season = (
        row
    )
    return Review(
        id=review,
        slug=slug,
        name=name,
        published_on=date.fromisoformat(published_on) if published_on else None,
        title=title,
        publisher=publisher,
        url=url,
        text=text,
        names=msgspec.json.decode(names, type=tuple[OtherName, ...]) if names else (),
        candidates=None if candidates is None else msgspec.json.decode(candidates, type=tuple[str, ...]),
        guess=guess,
        about=about,
        season=season,
    )


def _read_proposal(row: tuple[Any, ...]) -> Proposal:
    proposal, review, fact, version, confirms, state, decided_by = row
    return Proposal(
        id=proposal,
        review=review,
        fact=decode_fact(fact),
        version=version,
        confirms=bool(confirms),
        state=State(state),
        decided_by=decided_by,
    )
