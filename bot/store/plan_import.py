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
from bot.names import identity_key, split_distinction
from bot.store.articles import StoredArticle
from bot.store.database import Database
from bot.store.facts import decode_fact, identity_of, read_facts, subject_of
from bot.store.load_files import LoadPlan, StoredFiles, read_stored_files

_TOLD_AS_TIMELINE = "release date"
_LOOKUP_CHUNK = 500
_SAME_START = 1
"""Years between which sources disagree on when one work came out."""
_SORTS = {"tmdb:movie": "film", "tmdb:tv": "series", "tvmaze": "series", "anilist": "anime"}
"""What the works of services are."""


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
class KnownWork:
    """A work of some name, and what tells it from another of that name."""

    full: str
    """As facts say it."""
    year: int | None
    """In which it first came out."""
    ids: frozenset[str]
    """What others know it by."""


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
    known: dict[str, list[KnownWork]]
    """Works that new sources may mean, by the keys of what they are called."""
    by_id: dict[str, str]
    """Works as facts say them, by ids from outside that the sources give."""
    called: dict[str, dict[str, str]]
    """By source, what its works were called at the last import where that told them apart, by their bare keys."""


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
    ids = {each for file in names for name in file.names for each in name.outside_ids}
    return StoredImports(
        by_path,
        files,
        titles,
        subjects,
        await _read_known(database, mains),
        await _read_by_id(database, ids),
        await _read_called(database, wanted),
    )


_FIRST_OUT = (
    "(SELECT min(fact.lower) FROM fact JOIN name AS spelling ON spelling.id = fact.subject"
    " WHERE spelling.entity = main.id AND fact.relation = 'release date' AND fact.episode IS NULL"
    " AND coalesce(fact.season, 1) = 1 AND coalesce(fact.part, 1) = 1)"
)


async def _read_known(database: Database, keys: set[str]) -> dict[str, list[KnownWork]]:
    """The works with facts of their own that are called so, with or without what tells them apart."""
    known: dict[str, list[KnownWork]] = {}
    for marks, chunk in _in_chunks(keys):
        rows = await database.execute_fetchall(
            f"SELECT coalesce(name.bare_key, name.key), main.name, main.id, {_FIRST_OUT} FROM name"
            f" JOIN name AS main ON main.id = name.entity WHERE name.kind = 'work'"
            f" AND (name.key IN ({marks}) OR name.bare_key IN ({marks}))"
            " AND EXISTS (SELECT 1 FROM fact JOIN name AS spelling ON spelling.id = fact.subject"
            " WHERE spelling.entity = main.id)",
            (*chunk, *chunk),
        )
        for key, full, entity, first_out in rows:
            ids = await database.execute_fetchall(
                "SELECT outside_id.id FROM outside_id JOIN name ON name.id = outside_id.name WHERE name.entity = ?",
                (entity,),
            )
            year = int(first_out[:4]) if first_out else None
            known.setdefault(key, []).append(KnownWork(full, year, frozenset(each for (each,) in ids)))
    return known


async def _read_by_id(database: Database, ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for marks, chunk in _in_chunks(ids):
        rows = await database.execute_fetchall(
            "SELECT outside_id.id, main.name FROM outside_id JOIN name ON name.id = outside_id.name"
            f" JOIN name AS main ON main.id = name.entity WHERE name.kind = 'work' AND outside_id.id IN ({marks})",
            chunk,
        )
        found.update((str(each), str(full)) for each, full in rows)
    return found


async def _read_called(database: Database, paths: set[str]) -> dict[str, dict[str, str]]:
    called: dict[str, dict[str, str]] = {}
    for marks, chunk in _in_chunks(paths):
        rows = await database.execute_fetchall(
            "SELECT names_file.path, name.bare_key, name.name FROM names_file JOIN name ON name.names_file = names_file.id"
            f" WHERE name.bare_key IS NOT NULL AND name.kind = 'work' AND names_file.path IN ({marks})",
            chunk,
        )
        for path, key, full in rows:
            called.setdefault(str(path), {})[str(key)] = str(full)
    return called


def _in_chunks(wanted: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Marks for the parameters of a statement, and as many of what is wanted."""
    listed = sorted(wanted)
    for begin in range(0, len(listed), _LOOKUP_CHUNK):
        chunk = listed[begin : begin + _LOOKUP_CHUNK]
        yield ", ".join("?" * len(chunk)), chunk


async def _find_keys(database: Database, keys: set[str], where: str) -> frozenset[tuple[Kind, str]]:
    """Those of some keys that belong to names of a sort."""
    found: set[tuple[Kind, str]] = set()
    for marks, chunk in _in_chunks(keys):
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


def _tell_apart(
    files: Sequence[FactsFile], names: Sequence[NamesFile], planning: _Planning
) -> tuple[list[FactsFile], list[NamesFile]]:
    """The same files with works called by what tells them from others of their names; two of one name stay two."""
    known = {key: list(works) for key, works in planning.stored.known.items()}
    by_path = {str(each.path): each for each in names}
    told: list[FactsFile] = []
    for file in files:
        path = str(file.path)
        called = dict(planning.stored.called.get(path, {}))
        named = by_path.get(path)
        if path not in planning.stored.by_path:
            for kind, name in dict.fromkeys(map(subject_of, file.facts)):
                if kind is Kind.WORK:
                    _call(name, file, named, called, known, planning)
        renames = {
            key: full
            for key, full in called.items()
            if identity_key(full) != key and identity_key(split_distinction(full)[0]) == key
        }
        told.append(_rename_facts(file, renames) if renames else file)
        if renames:
            by_path[path] = _rename_names(named, file.path, renames)
    return told, list(by_path.values())


def _call(
    name: str,
    file: FactsFile,
    named: NamesFile | None,
    called: dict[str, str],
    known: dict[str, list[KnownWork]],
    planning: _Planning,
) -> None:
    """Decide what a work of a new source is called: by its ids, then by whether another of that name is another work."""
    key = identity_key(name)
    own_ids = frozenset(
        each
        for other in (named.names if named else ())
        if other.kind is Kind.WORK and identity_key(other.name) == key
        for each in other.outside_ids
    )
    this = KnownWork(name, _find_year(name, file), own_ids)
    by_id = next(
        (planning.stored.by_id[each] for each in sorted(own_ids) if each in planning.stored.by_id), None
    )
    others = known.setdefault(key, [])
    same = next((each for each in others if each.full == by_id or each.ids & own_ids), None)
    same = same or next((each for each in others if not _are_two(this, each)), None)
    if same is not None:
        called[key] = same.full
    elif others:
        full = f"{name} ({this.year or _sort_of(file)})"
        if any(identity_key(each.full) == identity_key(full) for each in others):
            full = f"{name} ({this.year or ''} {_sort_of(file)})".replace("( ", "(")
        called[key] = full
        others.append(KnownWork(full, this.year, own_ids))
        planning.taken_for.append(f"{name!r} is another than {others[0].full!r} here, and is called {full!r}")
    else:
        others.append(this)


def _are_two(one: KnownWork, other: KnownWork) -> bool:
    """Whether two works of one name cannot be one: a service knows them by different ids, or they are of different years."""
    if not other.ids:
        # Known from articles, which date what they like.
        return False
    services = {each.partition(":")[0]: each for each in one.ids}
    if any(services.get(each.partition(":")[0], each) != each for each in other.ids):
        return True
    return one.year is not None and other.year is not None and abs(one.year - other.year) > _SAME_START


def _find_year(name: str, file: FactsFile) -> int | None:
    """The year in which a work first came out by a file."""
    years = [
        get_window(fact.value).lower.year
        for fact in file.facts
        if fact.relation == _TOLD_AS_TIMELINE
        and fact.work == name
        and fact.episode is None
        and fact.season in (None, 1)
        and fact.part in (None, 1)
    ]
    return min(years, default=None)


def _sort_of(file: FactsFile) -> str:
    """What the works of a file's source are: a film, a series."""
    source = str(file.path).removeprefix(IMPORT_PREFIX)
    return next(
        (sort for service, sort in _SORTS.items() if source.startswith(service)), source.partition(":")[0]
    )


def _rename_facts(file: FactsFile, renames: dict[str, str]) -> FactsFile:
    facts = tuple(
        msgspec.structs.replace(fact, work=renames.get(identity_key(fact.work), fact.work))
        if fact.work
        else fact
        for fact in file.facts
    )
    return FactsFile(file.path, _digest(facts), file.article, facts)


def _rename_names(named: NamesFile | None, path: Path, renames: dict[str, str]) -> NamesFile:
    """The names of a source with its works told apart, each of them among them."""
    names = []
    left = dict(renames)
    for name in named.names if named is not None else ():
        full = left.pop(identity_key(name.name), None) if name.kind is Kind.WORK else None
        bare, distinction = split_distinction(full) if full is not None else (name.name, name.distinguish)
        names.append(msgspec.structs.replace(name, name=bare, distinguish=distinction))
    for full in left.values():
        bare, distinction = split_distinction(full)
        names.append(OtherName(name=bare, kind=Kind.WORK, distinguish=distinction))
    return NamesFile(path, named.digest if named is not None else b"", tuple(names))


def plan_import(files: Sequence[FactsFile], names: Sequence[NamesFile], stored: StoredImports) -> ImportPlan:
    """What has to change so that the store holds what sources state: a file for each, which states all of it."""
    planning = _Planning(stored)
    files, names = _tell_apart(files, names, planning)
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
        if owners.setdefault((name.kind, identity_key(name.full)), path) != path:
            # Whoever declared it has said what else it is called.
            told = OtherName(name=name.full, kind=name.kind, ids=name.outside_ids)
        else:
            also = tuple(_find_free(name, path, owners, planning))
            told = msgspec.structs.replace(name, also=also)
        if told.also or told.distinguish or told.outside_ids:
            names.append(told)
    digest = _digest(names)
    if names and planning.stored.files.names_files.get(path) != digest:
        planning.names.append(NamesFile(file.path, digest, tuple(names)))


def _find_free(
    name: OtherName, path: str, owners: dict[tuple[Kind, str], str], planning: _Planning
) -> Iterator[str]:
    for spelling in name.also:
        key = name.kind, identity_key(spelling)
        if key[1] in (identity_key(name.name), identity_key(name.full)):
            continue
        if key in planning.stored.titles or owners.setdefault(key, path) != path:
            planning.passed_over.append(
                f"{spelling!r} is another name already, and stays apart from {name.full!r}"
            )
        else:
            yield spelling


def _digest(parts: object) -> bytes:
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=16).digest()
