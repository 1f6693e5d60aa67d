"""Planning an import: from all that a source states now, and what it stated before, to what a load has to change.

Owns which articles that adds, changes and removes. Each fact keeps the day on which its source was first seen to state
it: what a service has said for months must not look newer than yesterday's news. So an import brings an article of its
day with what is new, and takes out of earlier ones what is no longer said. A release date that has changed stays in
its article as an earlier report, for the timeline.
Refuses what is older than what was imported already, and spellings that belong to something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bot.facts.dates import get_window
from bot.facts.files import IMPORT_PREFIX, FactsFile, FileError, NamesFile
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.relations import RELATIONS
from bot.names import identity_key
from bot.store.articles import StoredArticle
from bot.store.database import Database
from bot.store.facts import decode_fact, identity_of, read_facts, subject_of
from bot.store.load_files import LoadPlan, StoredFiles, read_stored_files

_TOLD_AS_TIMELINE = "release date"
_LOOKUP_CHUNK = 500


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do."""

    load: LoadPlan
    new: tuple[tuple[Article, Fact], ...]
    """What is stated now and was not before."""
    gone: tuple[tuple[Article, Fact], ...]
    """What was stated before, is no longer, and goes."""
    passed_over: tuple[str, ...]
    """Spellings that belong to something else already, a line each."""
    taken_for: tuple[str, ...]
    """Subjects of new sources that are taken for something known, a line each: they may be another of that name."""


@dataclass(frozen=True, slots=True)
class StatedOn:
    """An article of an earlier import, with what its source stated, retracted facts included."""

    article: StoredArticle
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class StoredImports:
    """What was imported so far from some sources."""

    by_path: dict[str, list[StatedOn]]
    """The oldest first."""
    files: StoredFiles
    titles: frozenset[tuple[Kind, str]]
    """Keys of names that have facts of their own and that no names file declares."""
    subjects: frozenset[tuple[Kind, str]]
    """Keys of names that facts are about."""


async def list_imported(database: Database) -> list[str]:
    """The sources of what was imported, such as "tvmaze:82", in order."""
    rows = await database.execute_fetchall(
        "SELECT DISTINCT path FROM article WHERE substr(path, 1, ?) = ? ORDER BY path",
        (len(IMPORT_PREFIX), IMPORT_PREFIX),
    )
    return [str(path).removeprefix(IMPORT_PREFIX) for (path,) in rows]


async def read_stored_imports(
    database: Database, sources: Sequence[FactsFile], names: Sequence[NamesFile]
) -> StoredImports:
    """What was imported so far from sources, and who owns the names that they bring."""
    wanted = {str(file.path) for file in sources}
    files = await read_stored_files(database)
    by_path: dict[str, list[StatedOn]] = {}
    known = (article for article in files.articles.values() if article.path in wanted)
    for article in sorted(known, key=lambda article: article.published_on):
        rows = await database.execute_fetchall("SELECT id FROM article WHERE slug = ?", (article.slug,))
        facts = [fact for (row,) in rows for _, fact in await read_facts(database, row)]
        retracted = await database.execute_fetchall(
            "SELECT fact FROM retraction WHERE article = ?", (article.slug,)
        )
        facts += (decode_fact(fact) for (fact,) in retracted)
        by_path.setdefault(str(article.path), []).append(StatedOn(article, tuple(facts)))
    others = {identity_key(also) for file in names for name in file.names for also in name.also}
    titles = await _find_keys(
        database,
        others,
        "names_file IS NULL AND entity = id AND (EXISTS (SELECT 1 FROM fact WHERE subject = name.id)"
        " OR EXISTS (SELECT 1 FROM fact WHERE named = name.id))",
    )
    mains = {key for file in sources if str(file.path) not in by_path for _, key in _subjects_of(file)}
    subjects = await _find_keys(database, mains, "EXISTS (SELECT 1 FROM fact WHERE subject = name.id)")
    return StoredImports(by_path, files, titles, subjects)


async def _find_keys(database: Database, keys: set[str], where: str) -> frozenset[tuple[Kind, str]]:
    """Those of some keys that belong to names of a sort."""
    found: set[tuple[Kind, str]] = set()
    wanted = sorted(keys)
    for begin in range(0, len(wanted), _LOOKUP_CHUNK):
        chunk = wanted[begin : begin + _LOOKUP_CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows = await database.execute_fetchall(
            f"SELECT kind, key FROM name WHERE key IN ({marks}) AND {where}", chunk
        )
        found.update((Kind(kind), str(key)) for kind, key in rows)
    return frozenset(found)


def _subjects_of(file: FactsFile) -> dict[tuple[Kind, str], str]:
    """What a file's facts are about, as spelled there, by key."""
    subjects = dict.fromkeys(map(subject_of, file.facts))
    return {(kind, identity_key(name)): name for kind, name in subjects}


@dataclass(slots=True)
class _Planning:
    stored: StoredImports
    added: list[FactsFile] = field(default_factory=list)
    changed: list[FactsFile] = field(default_factory=list)
    removed: list[StoredArticle] = field(default_factory=list)
    refused: list[FileError] = field(default_factory=list)
    names: list[NamesFile] = field(default_factory=list)
    unchanged: int = 0
    new: list[tuple[Article, Fact]] = field(default_factory=list)
    gone: list[tuple[Article, Fact]] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    taken_for: list[str] = field(default_factory=list)


def plan_import(files: Sequence[FactsFile], names: Sequence[NamesFile], stored: StoredImports) -> ImportPlan:
    """What has to change so that the store holds what sources state: a file for each, which states all of it."""
    planning = _Planning(stored)
    seen: set[Path] = set()
    for file in files:
        if file.path in seen:
            planning.refused.append(FileError(file.path, "", "is there twice; give each source once"))
        else:
            _plan_source(file, stored.by_path.get(str(file.path), []), planning)
        seen.add(file.path)
    owners = {key: path for key, (path, _) in stored.files.aliases.items()}
    for each in names:
        _plan_names(each, owners, planning)
    load = LoadPlan(
        added=tuple(planning.added),
        changed=tuple(planning.changed),
        removed=tuple(planning.removed),
        unchanged=planning.unchanged,
        names=tuple(planning.names),
        refused=tuple(planning.refused),
    )
    return ImportPlan(
        load,
        tuple(planning.new),
        tuple(planning.gone),
        tuple(planning.passed_over),
        tuple(planning.taken_for),
    )


def _plan_source(file: FactsFile, earlier: Sequence[StatedOn], planning: _Planning) -> None:
    problem = _find_problem(file, earlier, planning.stored.files)
    if problem:
        planning.refused.append(FileError(file.path, "", problem))
        return
    if not earlier:
        # Of most, when thousands come in at once: there is nothing to compare with.
        planning.added.append(file)
        planning.new += ((file.article, fact) for fact in file.facts)
        planning.taken_for += _word_taken_for(file, planning.stored)
        return
    stated = {identity_of(fact): fact for fact in file.facts}
    known = _find_known(earlier)
    new = [fact for identity, fact in stated.items() if identity not in known]
    stays = _make_rule(stated, file.article.id)
    changes = False
    there = False
    for each in earlier:
        kept = [fact for fact in each.facts if stays(each, fact)]
        gone = [(each.article.article, fact) for fact in each.facts if not stays(each, fact)]
        is_todays = each.article.slug == file.article.id
        there = there or is_todays
        facts = [*kept, *new] if is_todays else kept
        planning.gone += gone
        if not facts:
            planning.removed.append(each.article)
        elif gone or (is_todays and new):
            planning.changed.append(FactsFile(file.path, _digest(facts), each.article.article, facts))
        changes = changes or bool(gone)
    if new and not there:
        planning.added.append(FactsFile(file.path, _digest(new), file.article, new))
    planning.new += ((file.article, fact) for fact in new)
    if not (new or changes):
        planning.unchanged += 1


def _word_taken_for(file: FactsFile, stored: StoredImports) -> Iterator[str]:
    for key, name in _subjects_of(file).items():
        _, main = stored.files.aliases.get(key, ("", name))
        if identity_key(main) != key[1]:
            yield f"{name!r} is another name of {main!r} here, and is taken for the same"
        elif key in stored.subjects:
            yield f"{name!r} is known already, and is taken for the same"


def _find_problem(file: FactsFile, earlier: Sequence[StatedOn], files: StoredFiles) -> str | None:
    if earlier and earlier[-1].article.published_on > file.article.published_on:
        newest = earlier[-1].article.published_on
        return f"is of {file.article.published_on}, and what was imported from there is of {newest} already"
    same = files.articles.get(file.article.id)
    if same is not None and same.path != str(file.path):
        return f"{file.article.id!r} is the id of another article already"
    return None


def _find_known(earlier: Sequence[StatedOn]) -> set[bytes]:
    """What a source was last seen to state: of what has one value, only the newest."""
    known: set[bytes] = set()
    newest: dict[object, set[bytes]] = {}
    for each in earlier:
        here: dict[object, set[bytes]] = {}
        for fact in each.facts:
            place = _place_of(fact)
            if place is None:
                known.add(identity_of(fact))
            else:
                here.setdefault(place, set()).add(identity_of(fact))
        newest |= here
    return known.union(*newest.values())


def _make_rule(stated: dict[bytes, Fact], todays: str) -> Callable[[StatedOn, Fact], bool]:
    """Whether a fact of an earlier import stays in its article."""
    now: dict[object, list[Fact]] = {}
    for fact in stated.values():
        now.setdefault(_place_of(fact), []).append(fact)

    def stays(each: StatedOn, fact: Fact) -> bool:
        if identity_of(fact) in stated:
            return True
        if fact.relation != _TOLD_AS_TIMELINE or each.article.slug == todays:
            return False
        # A date that is less exact now was taken back: as an earlier report it would go on leading.
        there = now.get(_place_of(fact), [])
        return bool(there) and not any(_holds(other, fact) for other in there)

    return stays


def _holds(coarse: Fact, fine: Fact) -> bool:
    one, other = get_window(coarse.value), get_window(fine.value)
    return one.lower <= other.lower and other.upper <= one.upper


def _place_of(fact: Fact) -> object:
    """What only one value can stand for at a time; None where values add up."""
    if fact.relation not in RELATIONS or not RELATIONS[fact.relation].one_value:
        return None
    kind, subject = subject_of(fact)
    return kind, identity_key(subject), fact.relation, fact.scope


def _plan_names(file: NamesFile, owners: dict[tuple[Kind, str], str], planning: _Planning) -> None:
    path = str(file.path)
    names = []
    for name in file.names:
        if owners.setdefault((name.kind, identity_key(name.name)), path) != path:
            # Whoever declared it has said what else it is called.
            continue
        also = tuple(_find_free(name, path, owners, planning))
        if also:
            names.append(OtherName(name=name.name, kind=name.kind, also=also))
    digest = _digest(names)
    if names and planning.stored.files.names_files.get(path) != digest:
        planning.names.append(NamesFile(file.path, digest, tuple(names)))


def _find_free(
    name: OtherName, path: str, owners: dict[tuple[Kind, str], str], planning: _Planning
) -> Iterator[str]:
    for spelling in name.also:
        key = name.kind, identity_key(spelling)
        if key[1] == identity_key(name.name):
            continue
        if key in planning.stored.titles or owners.setdefault(key, path) != path:
            planning.passed_over.append(
                f"{spelling!r} is another name already, and stays apart from {name.name!r}"
            )
        else:
            yield spelling


def _digest(parts: object) -> bytes:
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=16).digest()
