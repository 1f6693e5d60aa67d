"""What stands on the site's pages: values for the templates, made from answers.

Owns which pages there are, their addresses, and what each says. Which report leads is for bot/answers; markup and escaping
are for the templates. Refuses names that only spoilers mention: they have no page, and stand in no list.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers import Found, Section, Statement, Timeline, Veil, show_answer, show_timeline
from bot.answers.fact_words import word_value
from bot.answers.rank import make_section, tells_end
from bot.answers.report_words import word_article, word_reported, word_source
from bot.answers.timeline import make_timeline
from bot.facts.dates import word_day
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, ValueType
from bot.facts.report import Entity, Report, Spoilers
from bot.facts.scope import WHOLE, Scope, word_scope
from bot.names.hangul import in_latin
from bot.questions import Question
from bot.store import FactStore

FOLDERS = {Kind.WORK: "titles", Kind.PERSON: "people"}
"""The kinds that have pages of their own, each with its folder."""
_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9]+")
_LONGEST_ADDRESS = 80
_FEWEST_IN_PICTURE = 2
"""A single report has not changed."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the site: its name, its address from the site's first page on."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Source:
    """Who said something, and when."""

    words: str
    article: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that is known, with everybody who says so."""

    words: str
    path: str | None
    """The page of whoever it names."""
    remarks: tuple[str, ...]
    spoiler: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """All that is known of one relation."""

    heading: str
    values: tuple[Value, ...]
    earlier: tuple[Value, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of the whole, of a season, or of a piece of one; of a person, in one title."""

    heading: str
    path: str | None
    """The page of the title that it is about, if that is another one."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A title's or a person's page."""

    link: Link
    parts: tuple[Part, ...]
    newest: date
    """The day of the newest report on it."""
    timeline: Timeline | None = None
    """For its picture."""


class SiteMap:
    """The addresses of all pages, which depend on nothing but the names."""

    def __init__(self, entities: Iterable[Entity], only_in_spoilers: Iterable[int]) -> None:
        self.veil = Veil(Spoilers.VEILED, frozenset(only_in_spoilers))
        self._paths: dict[int, Link] = {}
        taken: set[str] = set()
        for entity in entities:
            folder = FOLDERS.get(entity.kind)
            if folder is not None and entity.id not in self.veil.only_in_spoilers:
                self._paths[entity.id] = Link(entity.name, _find_free(folder, entity, taken))

    def find(self, entity: Entity | None) -> Link | None:
        """The page of an entity, if it has one."""
        return self._paths.get(entity.id) if entity is not None else None


def _find_free(folder: str, entity: Entity, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", in_latin(entity.name)).casefold()
    stem = (
        _NOT_IN_ADDRESSES.sub("-", plain.encode("ascii", "ignore").decode())[:_LONGEST_ADDRESS].strip("-")
        or folder
    )
    path, number = f"{folder}/{stem}.html", 1
    while path in taken:
        number += 1
        path = f"{folder}/{stem}-{number}.html"
    taken.add(path)
    return path


async def make_title_page(store: FactStore, site: SiteMap, work: Entity, today: date) -> Page | None:
    """What is known of a title; None if nothing is."""
    link = site.find(work)
    reports = await store.find_reports(work.id, of_episodes=True)
    if link is None or not reports:
        return None
    parts = [
        Part(
            _word_scope(scope),
            None,
            _make_blocks(site, work, scope, [r for r in reports if r.scope == scope], today),
        )
        for scope in sorted({report.scope for report in reports}, key=lambda scope: scope.order)
    ]
    return Page(link, tuple(parts), _newest(reports), _make_timeline(work, reports, today))


async def make_person_page(store: FactStore, site: SiteMap, person: Entity, today: date) -> Page | None:
    """What is known of a person; None if nothing is."""
    link = site.find(person)
    own = await store.find_reports(person.id)
    elsewhere = [
        *await store.find_reports_naming(person.id),
        *await store.find_reports_spoken_by(person.id),
        *await store.find_reports_of_author(person.id),
    ]
    by_work: dict[Entity, list[Report]] = defaultdict(list)
    for report in {report.id: report for report in elsewhere if report.subject.id != person.id}.values():
        by_work[report.subject].append(report)
    reports = [*own, *(report for listed in by_work.values() for report in listed)]
    if link is None or not reports:
        return None
    parts = [Part("", None, _make_blocks(site, person, WHOLE, own, today))] if own else []
    for work, listed in sorted(by_work.items(), key=lambda each: each[0].name.casefold()):
        blocks = tuple(
            block
            for scope in sorted({report.scope for report in listed}, key=lambda scope: scope.order)
            for block in _make_blocks(
                site, work, scope, [r for r in listed if r.scope == scope], today, scope=word_scope(scope)
            )
        )
        title = site.find(work)
        parts.append(Part(work.name, title.path if title is not None else None, blocks))
    return Page(link, tuple(parts), _newest(reports))


def _make_blocks(
    site: SiteMap, subject: Entity, of: Scope, reports: Sequence[Report], today: date, *, scope: str = ""
) -> tuple[Block, ...]:
    by_relation: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        by_relation[report.relation].append(report)
    sections = tuple(
        make_section(relation, subject, of, by_relation[name], today)
        for name, relation in RELATIONS.items()
        if name in by_relation
    )
    shown = show_answer(Found(Question(None, subject), sections), site.veil).answer
    assert isinstance(shown, Found), "a veil hides nothing"
    return tuple(_make_block(site, section, scope) for section in shown.sections)


def _make_block(site: SiteMap, section: Section, scope: str) -> Block:
    remarks = ["Reports disagree."] if section.disputed else []
    if section.pin is not None:
        remarks.append(f"The moderators have pinned the first of these until {word_day(section.pin.until)}.")
    heading = f"{section.relation.heading}, {scope}" if scope else section.relation.heading
    values = tuple(_make_value(site, section, statement) for statement in section.statements)
    earlier = tuple(_make_earlier(report) for report in section.earlier)
    return Block(heading, values, earlier, tuple(remarks))


def _make_value(site: SiteMap, section: Section, statement: Statement) -> Value:
    best = statement.best
    remarks = [] if statement.leads else [f"less certain: {best.certainty.value}"]
    if statement.passed:
        remarks.append("that time has passed, and nothing newer has been reported")
    if tells_end(best):
        remarks.append("when it ended")
    remarks += [text for text in (best.about and f"about {best.about}", best.note) if text]
    link = site.find(best.named)
    return Value(
        word_value(section, statement),
        link.path if link is not None else None,
        tuple(remarks),
        any(report.spoiler for report in statement.reports),
        tuple(map(_make_source, statement.reports)),
    )


def _make_earlier(report: Report) -> Value:
    return Value(word_reported(report), None, (), report.spoiler, (_make_source(report),))


def _make_source(report: Report) -> Source:
    return Source(word_source(report), word_article(report), report.url)


def _make_timeline(work: Entity, reports: Sequence[Report], today: date) -> Timeline | None:
    relation = RELATIONS["release date"]
    assert relation.value is ValueType.DATE
    by_scope: dict[Scope, list[Report]] = defaultdict(list)
    for report in reports:
        if report.relation == relation.name and report.episode is None:
            by_scope[report.scope].append(report)
    sections = [make_section(relation, work, scope, each, today) for scope, each in by_scope.items()]
    timeline = make_timeline(Question(relation.name, work), work.name, sections)
    shown = show_timeline(timeline, Veil(Spoilers.HIDDEN))
    return shown if shown is not None and len(shown.rows) >= _FEWEST_IN_PICTURE else None


def _word_scope(scope: Scope) -> str:
    return word_scope(scope).capitalize() or "The show as a whole"


def _newest(reports: Iterable[Report]) -> date:
    return max(report.published_on for report in reports)
