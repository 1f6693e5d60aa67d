"""Importing: what documents of services bring, what it would change, and the load that it becomes.

Owns the way from what was read to a plan, and the effect of each of its facts by the rule that answers follow. Refuses
to read documents and to fetch them: that is for ``bot/imports``, and how it is reached is given.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.effect_of_report import Effect, find_effect
from bot.answers.report_words import word_fact
from bot.facts.model import Fact
from bot.facts.relations import RELATIONS
from bot.facts.report import Report
from bot.imports import tables
from bot.imports.fetch import FetchError
from bot.imports.imported import Imported, NotADocument, Source
from bot.imports.services import find_source, read_document, word_sources
from bot.moderation.effect_words import changes_known, word_effect
from bot.moderation.errors import ModerationError
from bot.store import FactStore, ImportFile, ImportPlan

_MOST_LOOKED_AT = 300
MOST_BYTES = 4_000_000
MOST_MAPPING_BYTES = 16_000
MOST_FACTS = 20_000
"""Of a file that is handed in; the command line takes more."""
GONE = "I no longer have that file: I keep it for a day, and the last ten. Attach it again, please."
_SUFFIXES = (".json", ".csv")
_KEPT_FILE = re.compile(r"file:(?P<id>\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImportedFact:
    """A fact that an import brings, and what it does to what is known."""

    report: Report
    effect: Effect

    @property
    def changes_known(self) -> bool:
        """Whether it bears on what is known already, rather than standing beside it."""
        return changes_known(self.effect)


Fetch = Callable[[Source, date], Awaitable[list[Imported]]]
"""Fetches what a source states now; raises FetchError or NotADocument."""


@dataclass(frozen=True, slots=True)
class ImportLook:
    """What importing a source would change, as a moderator looks at it."""

    reference: str
    """What stands for it in a button: "tvmaze:82", or "file:3" for a file that is kept."""
    title: str
    page: str | None
    """Its page on the web."""
    shows: tuple[Imported, ...]
    plan: ImportPlan
    facts: tuple[ImportedFact, ...]
    """Of the new facts the first few hundred."""


async def look_at_import(store: FactStore, fetch: Fetch, typed: str, today: date) -> ImportLook:
    """What a source that a moderator typed states, and what that would change; changes nothing.

    ``typed`` may also stand for a file that is kept, see ``keep_import_file``. Raises ModerationError for what is no
    source, cannot be had, or cannot be imported.
    """
    kept = _KEPT_FILE.fullmatch(typed)
    if kept is not None:
        file = await store.import_files.find(int(kept["id"]))
        if file is None:
            raise ModerationError(GONE)
        shows = await asyncio.to_thread(_read_file, file)
        title = file.name if len(shows) > 1 else shows[0].file.article.title or file.name
        return await _look_at_shows(store, shows, today, typed, title, shows[0].file.article.url)
    source = find_source(typed)
    if source is None:
        raise ModerationError(
            f"{typed.strip()[:100]} is no title that I can import: give the address of its page, or an id such as "
            f"{word_sources()}."
        )
    try:
        shows = await fetch(source, today)
    except (FetchError, NotADocument) as problem:
        raise ModerationError(str(problem)) from problem
    article = shows[0].file.article
    return await _look_at_shows(store, shows, today, str(source), article.title or str(source), article.url)


async def keep_import_file(
    store: FactStore, name: str, document: bytes, mapping: bytes | None, today: date
) -> str:
    """Keep a file that a moderator handed in, once it has been read; returns what stands for it.

    Raises ModerationError for what cannot be imported.
    """
    check_import_file(name, len(document), None if mapping is None else len(mapping))
    file = ImportFile(name, document, mapping, today)
    await asyncio.to_thread(_read_file, file)
    return f"file:{await store.import_files.keep(file)}"


async def forget_import_file(store: FactStore, reference: str) -> None:
    """Keep a file no longer, if that is what stands for an import."""
    kept = _KEPT_FILE.fullmatch(reference)
    if kept is not None:
        await store.import_files.remove(int(kept["id"]))


def check_import_file(name: str, size: int, size_of_mapping: int | None) -> None:
    """Refuse a file by its name and size in bytes, before any of it is read."""
    if not name.lower().endswith(_SUFFIXES):
        raise ModerationError(
            f"I cannot import {name[:100]}: I take a saved document of a service (.json), or a table (.csv or .json) with "
            "its mapping."
        )
    if name.lower().endswith(".csv") and size_of_mapping is None:
        raise ModerationError(
            f"{name[:100]} is a table: attach its mapping file too, which says what stands in which column."
        )
    if size > MOST_BYTES:
        raise ModerationError(
            f"{name[:100]} has {size / 1e6:.1f} MB; I take at most {MOST_BYTES / 1e6:.0f} MB here. python -m bot import "
            "takes more."
        )
    if size_of_mapping is not None and size_of_mapping > MOST_MAPPING_BYTES:
        raise ModerationError(
            f"The mapping has {size_of_mapping / 1e3:.0f} kB; I take at most {MOST_MAPPING_BYTES / 1e3:.0f} kB."
        )


def _read_file(file: ImportFile) -> list[Imported]:
    try:
        if file.mapping is not None:
            columns = tables.read_mapping(file.mapping, "the mapping")
            shows = tables.read(file.document, columns, file.handed_in_on, file.name, MOST_FACTS)
        else:
            shows = read_document(file.document, file.handed_in_on, file.name)
    except NotADocument as problem:
        raise ModerationError(str(problem)) from problem
    if sum(len(show.file.facts) for show in shows) > MOST_FACTS:
        raise ModerationError(
            f"{file.name[:100]} holds more than {MOST_FACTS:,} facts, the most that I take here."
        )
    return shows


async def _look_at_shows(
    store: FactStore, shows: Sequence[Imported], today: date, reference: str, title: str, page: str | None
) -> ImportLook:
    plan = await plan_shows(store, shows)
    if plan.load.refused:
        raise ModerationError(*(str(error) for error in plan.load.refused))
    facts = await find_imported_facts(store, plan, today, _MOST_LOOKED_AT)
    return ImportLook(reference, title, page, tuple(shows), plan, tuple(facts))


async def plan_shows(store: FactStore, shows: Sequence[Imported]) -> ImportPlan:
    """What importing some shows would change."""
    names = [show.names for show in shows if show.names is not None]
    return await store.plan_import([show.file for show in shows], names)


async def find_imported_facts(
    store: FactStore, plan: ImportPlan, today: date, most: int
) -> list[ImportedFact]:
    """What new facts, so many at most, do to what is known: those first that bear on it, then by the vocabulary."""
    # What its source no longer states is gone by the time the rest comes in.
    gone = {_place_of(article.id, fact) for article, fact in plan.gone}
    found = []
    for article, fact in plan.new[:most]:
        report = await store.reviews.make_report(fact, article)
        known = await store.find_reports(report.subject.id, fact.relation) if report.subject.id > 0 else []
        stays = [each for each in known if _place_of(each.article, each) not in gone]
        found.append(ImportedFact(report, find_effect(report, stays, today)))
    order = {name: at for at, name in enumerate(RELATIONS)}
    return sorted(found, key=lambda each: (not each.changes_known, order[each.report.relation]))


def _place_of(article: str, said: Fact | Report) -> object:
    return article, said.relation, said.season, said.value


def word_left_out(shows: Sequence[Imported], plan: ImportPlan) -> list[str]:
    """What an import leaves out, a line for each kind, the most frequent first."""
    kinds: Counter[str] = Counter()
    for show in shows:
        kinds.update(dict(show.left_out))
    return [f"{count} × {why}" for why, count in kinds.most_common()] + list(plan.passed_over)


def word_imported_fact(each: ImportedFact) -> str:
    """A fact and its effect on a line: "stands beneath 2027 (Official …): X is due in 2026."."""
    return f"{word_effect(each.effect)}: {word_fact(each.report)}"
