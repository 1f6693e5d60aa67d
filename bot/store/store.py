"""The store: one database, one writer, readers, and the index of its names.

Owns the swap to a new index after a load, and who is told of changes. Every statement that reads facts for an answer
is here or in reports.py; those that write them are in facts.py. Refuses a second load while one is under way.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from bot.facts.files import FactsFile, NamesFile
from bot.facts.model import Kind
from bot.facts.relations import PICTURES
from bot.facts.report import Entity, Report
from bot.names import NameIndex
from bot.store.address import Address, open_engine
from bot.store.aliases import Aliases
from bot.store.base_repository import Access
from bot.store.complaints import Complaints
from bot.store.connection import explain
from bot.store.database import Writer
from bot.store.drafts import Drafts
from bot.store.engine import CHANGES, COUNTED, EVERYTHING, FOLLOWS, GUILD, LETTERS, PERSON, Engine
from bot.store.errors import LoadingError, ReplacedError, StoreError
from bot.store.expected_answers import ExpectedAnswers
from bot.store.feeds import Feeds
from bot.store.follows import Follows
from bot.store.guild_settings import Guilds
from bot.store.history import History
from bot.store.import_files import ImportFiles
from bot.store.left_guilds import LeftGuilds
from bot.store.load_files import LoadPlan, apply_plan, plan_load, read_stored_files
from bot.store.names import NamePair, note_warned, settle_distinctions
from bot.store.outbox import Outbox
from bot.store.personal_data import PersonalData
from bot.store.plan_changes import ArticleChange, NamesChange, find_changes
from bot.store.plan_import import ImportPlan, list_imported, plan_import, read_stored_imports
from bot.store.reports import SELECT_ONLY_IN_SPOILERS, SELECT_REPORTS, RememberedReports, read_report
from bot.store.reviews import Reviews
from bot.store.scratch import scratch_folder
from bot.store.single_facts import SingleFacts
from bot.store.unanswered import UnansweredQuestions

log = logging.getLogger(__name__)

_PATIENCE_S = 2.0
"""How long a write waits for another process: somebody is waiting for what comes of it."""
_LOAD_PATIENCE_S = 10.0
_MOST_REPORTS = 5000
_ENTITIES_AT_ONCE = 500
_MOST_AGEING = 1000
"""How many subjects to search for what has aged."""
_TOLD = f"fact.relation NOT IN ({', '.join('?' * len(PICTURES))})"
"""What is told in words; a picture is not."""
_FRESH_WITHIN_S = 1.0
"""How long a command waits for names that another process has loaded: Discord waits for three seconds."""


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What the store holds."""

    articles: int
    facts: int
    works: int
    people: int
    newest_article: str | None
    newest_published_on: str | None
    schema_version: int
    size_bytes: int
    """With what SQLite keeps in its log until it is moved into the file."""
    healthy: bool
    """Whether the engine's own check found nothing wrong."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the facts and the names."""

    version: int
    reads: int
    names: NameIndex


class FactStore:
    """Facts in a database. Open one with ``async with FactStore.open(address) as store``.

    ``names`` is the index of every name in the store; a load replaces it whole. Everything else has a
    repository: ``reviews``, ``follows``, ``complaints`` and so on.
    """

    def __init__(self, address: Address, connections: AsyncExitStack) -> None:
        self.address = address
        # Of what the file holds, once ``open`` has read it.
        self.names: NameIndex
        self.only_in_spoilers: frozenset[int] = frozenset()
        """The entities that only spoilers mention. A title is no spoiler for what is told about its work."""
        self._connections = connections
        self._loading = False
        self._writing = asyncio.Lock()
        self._indexing = asyncio.Lock()
        self._index_asked = 0
        self._index_given = 0
        self._refreshing: asyncio.Task[None] | None = None
        self._to_refresh = False
        self._watchers: dict[str, Callable[[], None]] = {}
        self._person_watcher: Callable[[int], None] | None = None

    @classmethod
    @asynccontextmanager
    async def open(cls, address: Address) -> AsyncIterator[FactStore]:
        """Open a database, made or migrated if needed; StoreError if it cannot be used."""
        async with AsyncExitStack() as connections:
            store = cls(address, connections)
            try:
                await store._connect()
                await store._index_names()
            except sqlite3.Error as error:
                explained = explain(store.path, error)
                raise explained or StoreError(f"the database {address} cannot be used: {error}") from error
            except OSError as error:
                raise StoreError(f"the database {address} cannot be used: {error}") from error
            try:
                yield store
            finally:
                await store._stop_refreshing()

    @property
    def path(self) -> Path:
        """The file, of a store that is one."""
        assert isinstance(self.address, Path), "only SQLite keeps its database in a file"
        return self.address

    async def _connect(self) -> None:
        """Open the database at the address, and let everything read and write there from now on."""
        # What reads the one that stood there before may go on until the store is closed.
        self._engine: Engine = await self._connections.enter_async_context(open_engine(self.address))
        self._reader, self._slow_reader = self._engine.reader, self._engine.slow_reader
        self._remembered = RememberedReports()
        self._indexed_version = -1
        self._engine.listen(self._hear)
        access = Access(
            reader=self._reader,
            slow_reader=self._slow_reader,
            write=self._write,
            write_beside=self._write_beside,
            hold=self._engine.hold,
            let_go=self._engine.let_go,
            tell=self._engine.tell,
            index_names=self._index_names,
            erase=self._erase,
            words=self._engine.words,
            taking=self._engine.taking,
        )
        self.reviews = Reviews(access)
        self.single_facts = SingleFacts(access)
        self.aliases = Aliases(access)
        self.history = History(access)
        self.outbox = Outbox(access)
        self.guilds = Guilds(access)
        self.personal_data = PersonalData(access)
        self.follows = Follows(access)
        self.left_guilds = LeftGuilds(access)
        self.complaints = Complaints(access)
        self.unanswered = UnansweredQuestions(access)
        self.expected_answers = ExpectedAnswers(access)
        self.drafts = Drafts(access)
        self.import_files = ImportFiles(access)
        self.feeds = Feeds(access)

    async def _open_replacement(self) -> str:
        """Open what was put in the place of the file that is open; returns what has become of it, for the log."""
        if not self._engine.is_there():
            return f"the database {self.path} was deleted while it was open: put it back, or restore a backup"
        self._engine.leave()
        try:
            await self._connect()
            await self._index_names()
        except (StoreError, sqlite3.Error, OSError) as error:
            return f"the database {self.path} was replaced, and the new file cannot be used: {error}"
        return f"the database {self.path} was replaced; the new file is open now"

    async def plan_load(self, paths: Sequence[Path]) -> LoadPlan:
        """What loading these paths would change, refused files included."""
        stored = await read_stored_files(self._slow_reader)
        return await asyncio.to_thread(plan_load, paths, stored)

    async def find_changes(self, plan: LoadPlan) -> tuple[list[ArticleChange], list[NamesChange]]:
        """What applying a plan would change now, article by article and names file by names file."""
        return await find_changes(self._slow_reader, plan)

    async def find_version(self) -> str:
        """Differs once anything has changed that a rehearsal of a load depends on, in here or by another process."""
        rows = await self._reader.execute_fetchall(
            "SELECT (SELECT max(id) FROM change), (SELECT count(*) FROM expected_answer),"
            " (SELECT max(at) FROM expected_answer), (SELECT count(*) FROM follow), (SELECT max(id) FROM follow),"
            " (SELECT count(*) FROM wait), (SELECT max(id) FROM wait)"
        )
        return repr(tuple(next(iter(rows))))

    async def plan_import(self, files: Sequence[FactsFile], names: Sequence[NamesFile]) -> ImportPlan:
        """What importing all that sources state now, a file for each, would change. To be applied like a load."""
        stored = await read_stored_imports(self._slow_reader, files, names)
        return await asyncio.to_thread(plan_import, files, names, stored)

    async def list_imported(self) -> list[str]:
        """The sources of what was imported, such as "tvmaze:82"."""
        return await list_imported(self._slow_reader)

    async def apply(self, plan: LoadPlan, by: int | None = None) -> float:
        """Apply a plan in one transaction, and answer from the new facts; returns the seconds it took.

        ``by`` is the moderator who applies it; None for the command line.

        Raises LoadingError while another load is under way, BusyError while another process is writing, ValueError for
        a plan with refused files.
        """
        if plan.refused:
            raise ValueError("a plan with refused files is not applied")
        if self._loading:
            raise LoadingError("facts are being loaded already; try again when that is done")
        self._loading = True
        began = time.perf_counter()
        try:
            if not plan.changes_nothing:
                async with self._write(_LOAD_PATIENCE_S) as writer:
                    await apply_plan(writer, plan, by)
                await self._index_names()
        finally:
            self._loading = False
        return time.perf_counter() - began

    async def list_distinguished(self) -> dict[tuple[Kind, str], str]:
        """The names that are told apart, as facts say them, by the keys of what they share."""
        rows = await self._reader.execute_fetchall(
            "SELECT kind, bare_key, name FROM name WHERE bare_key IS NOT NULL ORDER BY id"
        )
        return {(Kind(kind), str(key)): str(name) for kind, key, name in rows}

    async def note_warned(self, pairs: Sequence[NamePair], most: int) -> list[NamePair]:
        """The pairs of names that were not warned of before, and are declared apart nowhere; at most so many."""
        if not pairs:
            return []
        async with self._write() as writer:
            return await note_warned(writer, pairs, most)

    @property
    def is_loading(self) -> bool:
        """Whether a load is under way here."""
        return self._loading

    @asynccontextmanager
    async def rehearse(self, plan: LoadPlan) -> AsyncIterator[FactStore]:
        """The store as it would be with a plan applied: a copy, which is gone when the block ends.

        Raises what ``apply`` raises, and StoreError or OSError if there is no room for the copy.
        """
        with scratch_folder() as folder:
            path = folder / "rehearsal.db"
            await self.backup(path)
            async with FactStore.open(path) as copy:
                await copy.personal_data.forget_all()
                await copy.apply(plan)
                yield copy

    async def refresh(self) -> bool:
        """Rebuild the name index if another process has loaded facts since; returns whether that is done.

        All who ask meanwhile wait for the same one, and not for long: then they go on with the old one.
        """
        if self._engine.is_replaced() and self._engine.is_there() and not self._writing.locked():
            async with self._writing:
                if self._engine.is_replaced():
                    log.warning("%s", await self._open_replacement())
            return True
        if self._loading or self._engine.read_version() == self._indexed_version:
            return False
        refreshing = self._start_refreshing()
        await asyncio.wait({refreshing}, timeout=_FRESH_WITHIN_S)
        if refreshing.done():
            refreshing.result()
        return refreshing.done()

    def _start_refreshing(self) -> asyncio.Task[None]:
        """The task that reads the names anew, begun unless one is under way."""
        if self._refreshing is None:
            self._to_refresh = False
            self._refreshing = asyncio.create_task(self._index_names())
            self._refreshing.add_done_callback(self._note_refreshed)
        return self._refreshing

    def _note_refreshed(self, refreshed: asyncio.Task[None]) -> None:
        self._refreshing = None
        if refreshed.cancelled():
            return
        if (error := refreshed.exception()) is not None:
            log.error("The names could not be read anew: %s", error)
        elif self._to_refresh:
            self._start_refreshing()

    def _hear(self, what: str) -> None:
        """Take note of what another process has changed; it is committed. Whatever is kept in memory of that, is kept no
        longer: the next who asks gets what there is now."""
        about, _, which = what.partition(" ")
        if about == GUILD:
            self.guilds.forget_kept(int(which))
        elif about == PERSON:
            if self._person_watcher is not None:
                self._person_watcher(int(which))
        elif about == COUNTED:
            done, user, day = which.split()
            counts = {
                "filed": self.complaints.filed,
                "brought": self.unanswered.brought,
                "waited": self.unanswered.waited,
            }
            counts[done].add(int(user), date.fromisoformat(day))
        elif about == EVERYTHING:
            self.guilds.forget_all_kept()
            self._wake(CHANGES, LETTERS)
        else:
            self._wake(about)
        if not self._loading and self._engine.read_version() != self._indexed_version:
            self._to_refresh = True
            self._start_refreshing()

    async def _stop_refreshing(self) -> None:
        if self._refreshing is not None:
            refreshing = self._refreshing
            refreshing.cancel()
            await asyncio.wait({refreshing})

    def watch(
        self,
        *,
        facts: Callable[[], None],
        letters: Callable[[], None],
        person: Callable[[int], None] | None = None,
    ) -> None:
        """Call ``facts`` when the facts, or who follows them, have changed, ``letters`` when letters have entered the
        outbox, and ``person`` with the id of somebody whose data was deleted by another process.

        All are called after the commit, and must return at once. They replace earlier watchers. They are called in
        the context of whoever watches, not of whoever writes: what they set off belongs to the bot and goes by its clock.
        """
        watching = copy_context()
        self._watchers = {
            table: partial(watching.run, watcher)
            for table, watcher in ((CHANGES, facts), (FOLLOWS, facts), (LETTERS, letters))
        }
        self._person_watcher = person

    @asynccontextmanager
    async def _write(self, patience_s: float | None = None) -> AsyncIterator[Writer]:
        """A transaction of the one writer, committed unless the block raises.

        BusyError if another process goes on writing, ReplacedError if the file is gone; then what stands there is
        opened, for the next try.
        """
        async with self._writing:
            if self._engine.is_replaced():
                raise ReplacedError(f"{await self._open_replacement()}. Nothing was written; try again")
            async with self._engine.write(_PATIENCE_S if patience_s is None else patience_s) as writer:
                # Nobody else writes until the commit: another process's load shows here or after it.
                in_step = self._engine.read_version() == self._indexed_version
                yield writer
                new = await self._engine.find_new(writer)
                if CHANGES in new:
                    await self._engine.note_changed_facts(writer)
                    await settle_distinctions(writer)
                for table in new - {CHANGES}:
                    await self._engine.tell(writer, table)
            try:
                if in_step:
                    # This bot's own code indexes the names that its writes bring; without this, every note and every
                    # decision would make the next command rebuild the index.
                    self._indexed_version = self._engine.read_version()
                if CHANGES in new and not self._loading:
                    # A load rebuilds the index, these names included.
                    self.only_in_spoilers = await self._find_only_in_spoilers()
                self._wake(*new)
            except BaseException:
                # It is written, but whoever wrote it will not get to index its names.
                self._indexed_version = -1
                raise

    @asynccontextmanager
    async def _write_beside(self) -> AsyncIterator[Writer]:
        """A transaction, of nothing that anybody watches, beside which other processes may write."""
        async with self._writing, self._engine.write(_PATIENCE_S, alone=False) as writer:
            yield writer

    def _wake(self, *tables: str) -> None:
        for table in tables:
            if table in self._watchers:
                self._watchers[table]()

    @asynccontextmanager
    async def _erase(self) -> AsyncIterator[Writer]:
        """A transaction after which nothing that it deletes can be read in the database's files."""
        async with self._write() as writer, self._engine.erasing(writer):
            yield writer
        async with self._writing:
            await self._engine.finish_erasing()

    async def _index_names(self) -> None:
        """Read the names anew; once for all who ask before that begins."""
        self._index_asked += 1
        asked = self._index_asked
        async with self._indexing:
            if self._index_given >= asked:
                return
            given = self._index_asked
            # Until it is done: should reading fail, the next command tries again.
            self._indexed_version = -1
            version = self._engine.read_version()
            self.names, self.only_in_spoilers = await self._engine.read_index()
            self._indexed_version = version
            self._index_given = given
        # The other process's load may answer what was asked by names unknown until now.
        self._wake(CHANGES)

    async def _find_only_in_spoilers(self) -> frozenset[int]:
        return frozenset(
            entity for (entity,) in await self._slow_reader.execute_fetchall(SELECT_ONLY_IN_SPOILERS)
        )

    async def find_entity(self, entity: int) -> Entity | None:
        """The entity that an id stands for, following spellings merged since."""
        rows = await self._reader.execute_fetchall(
            "SELECT main.id, main.kind, coalesce(main.shown, main.name) FROM name JOIN name AS main ON main.id = name.entity"
            " WHERE name.id = ?",
            (entity,),
        )
        return next((Entity(row[0], Kind(row[1]), row[2]) for row in rows), None)

    async def find_reports(
        self, subject: int, relation: str | None = None, *, of_episodes: bool = False
    ) -> list[Report]:
        """Every report about a subject, for one relation or for all; about single episodes too if ``of_episodes``."""
        where, parameters = _about("subject", subject, relation)
        return await self._select(where if of_episodes else f"{where} AND fact.episode IS NULL", parameters)

    async def find_reports_naming(self, entity: int, relation: str | None = None) -> list[Report]:
        """Every report whose value names an entity, for one relation or for all."""
        return await self._select(*_about("named", entity, relation))

    async def find_relations_naming(self, entity: int) -> set[str]:
        """The relations in which reports name an entity."""
        rows = await self._reader.execute_fetchall(
            "SELECT DISTINCT relation FROM fact WHERE named = ?", (entity,)
        )
        return {relation for (relation,) in rows}

    async def find_reports_spoken_by(self, person: int) -> list[Report]:
        """Every quote by a speaker."""
        return await self._select(*_about("speaker", person))

    async def find_reports_of_character(self, character: int) -> list[Report]:
        """Every report that involves a character: who plays it, what it is."""
        return await self._select(*_about('"character"', character))

    async def find_reports_of_author(self, person: int) -> list[Report]:
        """Every report that names the author of what a work is based on."""
        return await self._select(*_about("author", person))

    async def list_told_of(self, kind: Kind) -> list[Entity]:
        """Everything of a kind that facts are about; people also where facts name them, quote them, or name them as
        an author. The first known first."""
        roles = ("subject", "named", "speaker", "author") if kind is Kind.PERSON else ("subject",)
        told = " OR ".join(f"EXISTS (SELECT 1 FROM fact WHERE {role} = name.id)" for role in roles)
        rows = await self._slow_reader.execute_fetchall(
            "SELECT DISTINCT main.id, main.name FROM name JOIN name AS main ON main.id = name.entity"
            f" WHERE main.kind = ? AND ({told}) ORDER BY main.id",
            (kind.value,),
        )
        return [Entity(entity, kind, name) for entity, name in rows]

    async def find_first_report(self) -> Report | None:
        """Some report, of who plays whom if there is one: for examples of what can be asked."""
        for where in ('fact."character" IS NOT NULL', "TRUE"):
            rows = await self._reader.execute_fetchall(
                f"{SELECT_REPORTS} WHERE {where} AND fact.spoiler = 0 AND {_TOLD} ORDER BY fact.id LIMIT 1",
                PICTURES,
            )
            for row in rows:
                return read_report(tuple(row))
        return None

    async def find_subjects_of(self, relation: str, season: int | None, limit: int) -> list[Entity]:
        """Who or what has reports of a relation, in one season or any, those with the newest reports first."""
        rows = await self._reader.execute_fetchall(
            "SELECT main.id, main.kind, coalesce(main.shown, main.name) FROM fact JOIN article ON article.id = fact.article"
            " JOIN name ON name.id = fact.subject JOIN name AS main ON main.id = name.entity"
            " WHERE fact.relation = ?1 AND (CAST(?2 AS BIGINT) IS NULL OR fact.season = ?2)"
            " GROUP BY main.id ORDER BY max(article.published_on) DESC, main.id LIMIT ?3",
            (relation, season, limit),
        )
        return [Entity(row[0], Kind(row[1]), row[2]) for row in rows]

    async def find_released_between(self, lower: str, upper: str) -> list[Report]:
        """Reports of release dates, those of single episodes aside, whose windows lie within two ISO days."""
        return await self._select(
            "fact.relation = 'release date' AND fact.lower >= ? AND fact.upper <= ? AND fact.episode IS NULL",
            (lower, upper),
        )

    async def find_dated_between(
        self, entities: Sequence[int], relations: Sequence[str], first: date, last: date, limit: int
    ) -> list[Entity]:
        """Those of some entities that have a report of one of some dates on a day between two, the earliest first."""
        found: dict[Entity, str] = {}
        wanted = ", ".join("?" * len(relations))
        for begin in range(0, len(entities), _ENTITIES_AT_ONCE):
            chunk = entities[begin : begin + _ENTITIES_AT_ONCE]
            rows = await self._reader.execute_fetchall(
                "SELECT main.id, main.kind, main.name, min(fact.lower) FROM name JOIN fact ON fact.subject = name.id"
                " JOIN name AS main ON main.id = name.entity"
                f" WHERE name.entity IN ({', '.join('?' * len(chunk))}) AND fact.relation IN ({wanted})"
                " AND fact.lower BETWEEN ? AND ? AND fact.lower = fact.upper GROUP BY main.id",
                (*chunk, *relations, first.isoformat(), last.isoformat()),
            )
            found |= {Entity(row[0], Kind(row[1]), row[2]): row[3] for row in rows}
        return sorted(found, key=lambda entity: (found[entity], entity.id))[:limit]

    async def find_saying(self, words: Sequence[str], limit: int) -> list[Report]:
        """Reports whose own words hold some of these, plain letters and digits, the best match first."""
        if not words:
            return []
        search = self._engine.words
        rows = await self._reader.execute_fetchall(
            f"{SELECT_REPORTS} JOIN ({search.select_best}) AS best ON best.found = fact.id WHERE {_TOLD}"
            " ORDER BY best.rank",
            (search.any_of(words), limit, *PICTURES),
        )
        return [read_report(tuple(row)) for row in rows]

    async def list_reports_in(self, slug: str, offset: int, limit: int) -> list[Report]:
        """A page of one article's facts, in its order."""
        rows = await self._reader.execute_fetchall(
            f"{SELECT_REPORTS} WHERE fact.article = (SELECT id FROM article WHERE slug = ?)"
            " ORDER BY fact.place, fact.id LIMIT ? OFFSET ?",
            (slug, limit, offset),
        )
        return [read_report(tuple(row)) for row in rows]

    async def count_facts_in(self, slug: str) -> int:
        """How many facts one article has."""
        rows = await self._reader.execute_fetchall(
            "SELECT count(*) FROM fact WHERE article = (SELECT id FROM article WHERE slug = ?)", (slug,)
        )
        return int(next(iter(rows))[0])

    async def find_ageing(self, relations: Sequence[str], today: date, before: date) -> list[Report]:
        """Every report of some relations about subjects with one that was open when reported and may not be now.

        Open means no date, or a date that still lay ahead. That may be over if the date has passed by ``today``,
        or if it was reported on the day ``before`` at the latest. If there are too many subjects, those whose dates
        have passed come first, then those with the oldest reports.
        """
        marks = ", ".join("?" * len(relations))
        subjects = (
            "SELECT name.entity FROM fact JOIN article ON article.id = fact.article JOIN name ON name.id = fact.subject"
            # A single episode that has aired since is nothing to look after.
            f" WHERE fact.episode IS NULL AND fact.relation IN ({marks})"
            " AND (fact.upper IS NULL OR fact.upper > article.published_on)"
            " AND (fact.upper < ? OR article.published_on <= ?)"
            # What somebody has looked at since: if its date has passed, after that.
            " AND NOT EXISTS (SELECT 1 FROM confirmation WHERE confirmation.fact = fact.id AND day > ?"
            " AND (fact.upper IS NULL OR fact.upper >= ? OR day >= fact.upper))"
            " AND NOT EXISTS (SELECT 1 FROM postponement WHERE postponement.fact = fact.id AND until > ?) GROUP BY name.entity"
            " ORDER BY max(CASE WHEN fact.upper < ? THEN 1 ELSE 0 END) DESC, min(article.published_on) LIMIT ?"
        )
        day = today.isoformat()
        # No limit here: a report left out could be the one that confirms another.
        rows = await self._slow_reader.execute_fetchall(
            f"{SELECT_REPORTS} WHERE fact.episode IS NULL AND fact.relation IN ({marks})"
            f" AND fact.subject IN (SELECT id FROM name WHERE entity IN ({subjects}))",
            (
                *relations,
                *relations,
                day,
                before.isoformat(),
                before.isoformat(),
                day,
                day,
                day,
                _MOST_AGEING,
            ),
        )
        return [read_report(tuple(row)) for row in rows]

    async def find_note(self, key: str) -> str | None:
        """What the bot remembers under a key."""
        rows = await self._reader.execute_fetchall("SELECT value FROM note WHERE key = ?", (key,))
        return next((str(value) for (value,) in rows), None)

    async def set_note(self, key: str, value: str) -> None:
        """Remember a value under a key."""
        async with self._write() as writer:
            await writer.execute(
                "INSERT INTO note (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    async def list_works(self, limit: int) -> list[str]:
        """Titles of works in every spelling, the newest first."""
        rows = await self._reader.execute_fetchall(
            "SELECT name FROM name WHERE kind = 'work' ORDER BY id DESC LIMIT ?", (limit,)
        )
        return [str(name) for (name,) in rows]

    async def articles_like(self, typed: str, limit: int) -> list[str]:
        """Ids of articles that contain every word that was typed, newest first."""
        rows = await self._slow_reader.execute_fetchall(
            "SELECT slug FROM article WHERE holds_words(slug, ?) ORDER BY published_on DESC, slug LIMIT ?",
            (typed, limit),
        )
        return [str(row[0]) for row in rows]

    async def get_status(self) -> StoreStatus:
        """Counts, the newest article and the database's health; reads all of it."""
        rows = await self._slow_reader.execute_fetchall(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM fact),"
            " (SELECT count(*) FROM name WHERE kind = 'work' AND entity = id),"
            " (SELECT count(*) FROM name WHERE kind = 'person' AND entity = id),"
            " (SELECT slug FROM article ORDER BY published_on DESC, id DESC LIMIT 1),"
            " (SELECT max(published_on) FROM article)"
        )
        articles, facts, works, people, newest, published_on = next(iter(rows))
        health = await self._engine.read_health()
        return StoreStatus(
            articles,
            facts,
            works,
            people,
            newest,
            published_on,
            health.schema_version,
            health.size_bytes,
            health.healthy,
        )

    async def backup(self, target: Path) -> None:
        """Copy the live database to a new file; StoreError if that exists, cannot be written, or would be damaged."""
        await self._engine.back_up(target)

    async def back_up_daily(self, folder: Path, today: date) -> Path | None:
        """Back up to a folder, unless that was done today, and keep the last seven; returns the new backup."""
        return await self._engine.back_up_daily(folder, today)

    @property
    def moment(self) -> Moment:
        """What facts are read from now on, for ``has_changed_since``."""
        return Moment(self._engine.read_version(), self._engine.count_reads(), self.names)

    async def has_changed_since(self, moment: Moment) -> bool:
        """Whether what was read since may be of before and after a change to the facts, or to the names."""
        engine = self._engine
        if moment.names is not self.names or moment.version != engine.read_version():
            return True
        return moment.reads != engine.count_reads() and moment.version != await engine.find_version()

    async def _select(self, where: str, parameters: Sequence[object]) -> list[Report]:
        remembered, version, asked = self._remembered, self._engine.read_version(), (where, *parameters)
        found = remembered.find(asked, version)
        if found is None:
            rows = await self._engine.read_facts(
                f"{SELECT_REPORTS} WHERE {where} ORDER BY article.slug, fact.place, fact.id LIMIT {_MOST_REPORTS}",
                parameters,
            )
            found = tuple(read_report(tuple(row)) for row in rows)
            # Not if somebody has written since: it may be from before or after.
            if self._engine.read_version() == version:
                remembered.keep(asked, version, found)
        return list(found)


def _about(column: str, entity: int, relation: str | None = None) -> tuple[str, tuple[object, ...]]:
    where = f"fact.{column} IN (SELECT id FROM name WHERE entity = (SELECT entity FROM name WHERE id = ?))"
    if relation is None:
        return f"{where} AND {_TOLD}", (entity, *PICTURES)
    return f"{where} AND fact.relation = ?", (entity, relation)
