"""Loading: from files on disk to a plan of what would change, and from the plan to the store.

Owns which articles a load adds, changes, removes or refuses, and the SQL that applies it. A plan is
made of valid files only: one refused file and nothing of the load is applied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import aiosqlite

from bot.facts.dates import get_window
from bot.facts.files import (
    NAMES_FILE,
    FactsFile,
    FileError,
    FilesError,
    NamesFile,
    digest_of,
    find_facts_files,
    parse_facts_file,
    parse_names_file,
    read_bytes,
)
from bot.facts.model import Fact, Kind
from bot.facts.relations import RELATIONS, ValueType
from bot.names import identity_key
from bot.store.errors import StalePlanError

_LOOKUP_CHUNK = 500
_FETCH_ALL_ABOVE = 5000


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What the store knows of an article, as far as a load needs it."""

    slug: str
    path: str | None
    digest: bytes | None


@dataclass(frozen=True, slots=True)
class StoredFiles:
    """What has been loaded so far: articles by their slug, names files by their path."""

    articles: dict[str, StoredArticle]
    names_files: dict[str, bytes]
    aliases: dict[tuple[Kind, str], tuple[str, str]]
    """Which names file declares a spelling, and the main spelling it belongs to."""


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What a load would do; ``refused`` non-empty means that it does nothing."""

    added: tuple[FactsFile, ...] = ()
    changed: tuple[FactsFile, ...] = ()
    removed: tuple[StoredArticle, ...] = ()
    moved: tuple[tuple[StoredArticle, Path], ...] = ()
    unchanged: int = 0
    names: tuple[NamesFile, ...] = ()
    refused: tuple[FileError, ...] = ()

    @property
    def changes_nothing(self) -> bool:
        """Whether applying it would leave the store as it is."""
        return not (self.added or self.changed or self.removed or self.moved or self.names)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that differ between plans that do different things."""
        parts = hashlib.blake2b(digest_size=8)
        for files in (self.added, self.changed, self.names):
            for file in files:
                parts.update(b"\x01" + str(file.path).encode() + b"\x00" + file.digest)
            parts.update(b"\x02")
        for article in self.removed:
            parts.update(b"\x03" + article.slug.encode())
        for article, path in self.moved:
            parts.update(b"\x04" + article.slug.encode() + b"\x00" + str(path).encode())
        return parts.hexdigest()


@dataclass(slots=True)
class _Planning:
    stored: StoredFiles
    refused: list[FileError] = field(default_factory=list)
    added: list[FactsFile] = field(default_factory=list)
    changed: list[FactsFile] = field(default_factory=list)
    moved: list[tuple[StoredArticle, Path]] = field(default_factory=list)
    unchanged: int = 0
    names: list[NamesFile] = field(default_factory=list)
    claimed: dict[str, Path] = field(default_factory=dict)
    owners: dict[tuple[Kind, str], tuple[str, str]] = field(init=False)
    """Which names file declares a spelling, and the main spelling it belongs to."""

    def __post_init__(self) -> None:
        self.owners = dict(self.stored.aliases)


def plan_load(paths: Sequence[Path], stored: StoredFiles) -> LoadPlan:
    """Read and check the files that the paths stand for, against what is stored. Blocks on the disk.

    A folder stands for its facts files, and articles loaded from it that are gone are removed; a
    single file stands for itself; a file called names.toml holds other names.
    """
    planning = _Planning(stored)
    files: dict[Path, None] = {}
    folders: list[Path] = []
    for path in (path.resolve() for path in paths):
        if path.is_dir():
            folders.append(path)
        elif not path.exists():
            planning.refused.append(FileError(path, "", "does not exist"))
            continue
        files.update(dict.fromkeys(find_facts_files(path)))
    by_path = {article.path: article for article in stored.articles.values() if article.path is not None}
    for path in files:
        try:
            if path.name == NAMES_FILE:
                _plan_names(path, planning)
            else:
                _plan_facts(path, by_path, planning)
        except FilesError as error:
            planning.refused.extend(error.errors)
    refused = {error.path for error in planning.refused}
    gone = [
        article
        for article in stored.articles.values()
        if article.path is not None
        and article.slug not in planning.claimed
        and Path(article.path) not in refused
        # A file that is there, but holds another article by now, replaces the one it held.
        and (Path(article.path) in files or any(folder in Path(article.path).parents for folder in folders))
    ]
    return LoadPlan(
        added=tuple(planning.added),
        changed=tuple(planning.changed),
        removed=tuple(gone),
        moved=tuple(planning.moved),
        unchanged=planning.unchanged,
        names=tuple(planning.names),
        refused=tuple(planning.refused),
    )


def _plan_facts(path: Path, by_path: dict[str, StoredArticle], planning: _Planning) -> None:
    content = read_bytes(path)
    known = by_path.get(str(path))
    if known is not None and known.digest == digest_of(content):
        _claim(known.slug, path, planning)
        planning.unchanged += 1
        return
    file = parse_facts_file(path, content)
    slug = file.article.id
    _claim(slug, path, planning)
    stored = planning.stored.articles.get(slug)
    if stored is None:
        planning.added.append(file)
    # An export's digest is kept: the file itself takes the article over, whole.
    elif stored.path is None and stored.digest != file.digest:
        problem = (
            f"{slug!r} is the id of an article whose facts were approved in Discord; choose another id, or put the "
            "file of /facts export here as it is before you change it"
        )
        raise FilesError([FileError(path, "article.id", problem)])
    elif stored.digest == file.digest:
        planning.moved.append((stored, path))
    else:
        planning.changed.append(file)


def _claim(slug: str, path: Path, planning: _Planning) -> None:
    other = planning.claimed.setdefault(slug, path)
    if other != path:
        raise FilesError(
            [FileError(path, "article.id", f"{slug!r} is also the id of {other}; ids are unique")]
        )


def _plan_names(path: Path, planning: _Planning) -> None:
    content = read_bytes(path)
    if planning.stored.names_files.get(str(path)) == digest_of(content):
        planning.unchanged += 1
        return
    file = parse_names_file(path, content)
    clashes = []
    # What this file declared before, it declares anew.
    owners = {key: owner for key, owner in planning.owners.items() if owner[0] != str(path)}
    for number, name in enumerate(file.names, 1):
        for spelling in (name.name, *name.also):
            owner = owners.setdefault((name.kind, identity_key(spelling)), (str(path), name.name))
            if identity_key(owner[1]) != identity_key(name.name):
                problem = (
                    f"{spelling!r} already belongs to {owner[1]!r} in {owner[0]}; a spelling has one owner"
                )
                clashes.append(FileError(path, f"name {number}", problem))
    planning.owners = owners
    if clashes:
        raise FilesError(clashes)
    planning.names.append(file)


async def read_stored_files(database: aiosqlite.Connection) -> StoredFiles:
    """What has been loaded so far."""
    articles = await database.execute_fetchall("SELECT slug, path, digest FROM article")
    files = await database.execute_fetchall("SELECT path, digest FROM names_file")
    aliases = await database.execute_fetchall(
        "SELECT name.kind, name.key, names_file.path, main.name FROM name"
        " JOIN names_file ON names_file.id = name.names_file JOIN name AS main ON main.id = name.entity"
    )
    return StoredFiles(
        {row[0]: StoredArticle(*row) for row in articles},
        dict(map(tuple, files)),
        {(Kind(kind), key): (path, main) for kind, key, path, main in aliases},
    )


async def apply_plan(database: aiosqlite.Connection, plan: LoadPlan) -> None:
    """Apply a plan inside the transaction that is open on the connection."""
    for article in plan.removed:
        await database.execute(
            "DELETE FROM fact WHERE article = (SELECT id FROM article WHERE slug = ?)", (article.slug,)
        )
        await database.execute("DELETE FROM article WHERE slug = ?", (article.slug,))
    for article, path in plan.moved:
        moved = await database.execute(
            "UPDATE article SET path = ? WHERE slug = ? AND digest = ?",
            (str(path), article.slug, article.digest),
        )
        if not moved.rowcount:
            raise StalePlanError(f"{article.slug!r} has changed since the files were read; load again")
    for names in plan.names:
        await _apply_names(database, names)
    for file in (*plan.added, *plan.changed):
        await _replace_article(database, file)
    if plan.removed or plan.changed or plan.names:
        await _prune_names(database)


async def _replace_article(database: aiosqlite.Connection, file: FactsFile) -> None:
    article = file.article
    rows = await database.execute_fetchall(
        "INSERT INTO article (slug, published_on, title, publisher, url, path, digest) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (slug) DO UPDATE SET published_on = excluded.published_on, title = excluded.title,"
        " publisher = excluded.publisher, url = excluded.url, path = excluded.path, digest = excluded.digest"
        " WHERE article.path IS NOT NULL RETURNING id",
        (
            article.id,
            article.published_on.isoformat(),
            article.title,
            article.publisher,
            article.url,
            str(file.path),
            file.digest,
        ),
    )
    article_id = next((row[0] for row in rows), None)
    if article_id is None:
        raise StalePlanError(f"{article.id!r} was approved in Discord since the files were read; load again")
    await database.execute("DELETE FROM fact WHERE article = ?", (article_id,))
    await insert_facts(database, article_id, file.facts)


async def insert_facts(database: aiosqlite.Connection, article: int, facts: Sequence[Fact]) -> None:
    """Store facts under an article's row, inside the transaction that is open on the connection."""
    names = await _get_name_ids(database, facts)
    await database.executemany(INSERT_FACT, _fact_rows(article, facts, names))


INSERT_NAME = "INSERT INTO name (id, entity, kind, name, key) VALUES (?, ?, ?, ?, ?)"
INSERT_FACT = (
    "INSERT INTO fact (article, subject, relation, season, value, named, lower, upper, certainty, according_to,"
    ' evidence, spoiler, "character", speaker, author, about, note, "on")'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

_NAMED_KINDS = {relation.name: relation.names for relation in RELATIONS.values()}
_DATES = frozenset(relation.name for relation in RELATIONS.values() if relation.value is ValueType.DATE)

_Names = dict[Kind, dict[str, int]]
"""Ids by kind and spelling."""


def _fact_rows(article: int, facts: Iterable[Fact], names: _Names) -> Iterator[tuple[object, ...]]:
    named = {name: None if kind is None else names[kind] for name, kind in _NAMED_KINDS.items()}
    for fact in facts:
        value = fact.value
        kind, subject = subject_of(fact)
        ids = named[fact.relation]
        lower = upper = None
        if fact.relation in _DATES:
            window = get_window(value)
            lower, upper = window.lower.isoformat(), window.upper.isoformat()
        yield (
            article,
            names[kind][subject],
            fact.relation,
            fact.season,
            value,
            None if ids is None else ids[value],
            lower,
            upper,
            fact.certainty.value,
            fact.according_to,
            fact.evidence,
            fact.spoiler,
            None if fact.character is None else names[Kind.CHARACTER][fact.character],
            None if fact.speaker is None else names[Kind.PERSON][fact.speaker],
            None if fact.by is None else names[Kind.PERSON][fact.by],
            fact.about,
            fact.note,
            fact.on,
        )


def subject_of(fact: Fact) -> tuple[Kind, str]:
    """What kind of thing a fact is about, and its name."""
    if fact.work is not None:
        return Kind.WORK, fact.work
    if fact.person is not None:
        return Kind.PERSON, fact.person
    assert fact.term is not None, "the files' check lets no fact without a subject pass"
    return Kind.TERM, fact.term


def _spellings_of(facts: Iterable[Fact]) -> dict[Kind, dict[str, None]]:
    spellings: dict[Kind, dict[str, None]] = {kind: {} for kind in Kind}
    named = {name: None if kind is None else spellings[kind] for name, kind in _NAMED_KINDS.items()}
    for fact in facts:
        kind, subject = subject_of(fact)
        spellings[kind][subject] = None
        values = named[fact.relation]
        if values is not None:
            values[fact.value] = None
        if fact.character is not None:
            spellings[Kind.CHARACTER][fact.character] = None
        if fact.speaker is not None:
            spellings[Kind.PERSON][fact.speaker] = None
        if fact.by is not None:
            spellings[Kind.PERSON][fact.by] = None
    return spellings


async def _get_name_ids(database: aiosqlite.Connection, facts: Sequence[Fact]) -> _Names:
    """The ids of all names in the facts; new names are stored."""
    spellings = _spellings_of(facts)
    keys = {kind: {text: identity_key(text) for text in texts} for kind, texts in spellings.items()}
    ids = await _find_ids(database, {key for by_text in keys.values() for key in by_text.values()})
    new: list[tuple[int, int, str, str, str]] = []
    next_id = await _next_name_id(database)
    names: _Names = {kind: {} for kind in Kind}
    for kind, by_text in keys.items():
        for text, key in by_text.items():
            known = ids.get((kind.value, key))
            if known is None:
                known = ids[kind.value, key] = next_id
                new.append((known, known, kind.value, text.strip(), key))
                next_id += 1
            names[kind][text] = known
    await database.executemany(INSERT_NAME, new)
    return names


async def _next_name_id(database: aiosqlite.Connection) -> int:
    rows = await database.execute_fetchall("SELECT seq FROM sqlite_sequence WHERE name = 'name'")
    return next((row[0] for row in rows), 0) + 1


async def _find_ids(database: aiosqlite.Connection, keys: set[str]) -> dict[tuple[str, str], int]:
    if len(keys) > _FETCH_ALL_ABOVE:
        rows = await database.execute_fetchall("SELECT kind, key, id FROM name")
        return {(kind, key): name for kind, key, name in rows}
    ids: dict[tuple[str, str], int] = {}
    wanted = sorted(keys)
    for begin in range(0, len(wanted), _LOOKUP_CHUNK):
        chunk = wanted[begin : begin + _LOOKUP_CHUNK]
        marks = ", ".join("?" * len(chunk))
        rows = await database.execute_fetchall(
            f"SELECT kind, key, id FROM name WHERE key IN ({marks})", chunk
        )
        ids.update({(kind, key): name for kind, key, name in rows})
    return ids


async def _apply_names(database: aiosqlite.Connection, file: NamesFile) -> None:
    rows = await database.execute_fetchall(
        "INSERT INTO names_file (path, digest) VALUES (?, ?)"
        " ON CONFLICT (path) DO UPDATE SET digest = excluded.digest RETURNING id",
        (str(file.path), file.digest),
    )
    (names_file,) = next(iter(rows))
    await database.execute(
        "UPDATE name SET entity = id, names_file = NULL WHERE names_file = ?", (names_file,)
    )
    for name in file.names:
        main = await _store_name(database, name.kind, name.name)
        await database.execute(
            "UPDATE name SET name = ?, entity = id, names_file = ? WHERE id = ?",
            (name.name, names_file, main),
        )
        for spelling in name.also:
            other = await _store_name(database, name.kind, spelling)
            await database.execute(
                "UPDATE name SET entity = ?, names_file = ? WHERE id = ?", (main, names_file, other)
            )


async def _store_name(database: aiosqlite.Connection, kind: Kind, spelling: str) -> int:
    key = identity_key(spelling)
    rows = await database.execute_fetchall(
        "SELECT id FROM name WHERE key = ? AND kind = ?", (key, kind.value)
    )
    for (known,) in rows:
        return int(known)
    new = await _next_name_id(database)
    await database.execute(INSERT_NAME, (new, new, kind.value, spelling, key))
    return new


async def _prune_names(database: aiosqlite.Connection) -> None:
    """Forget names that no fact, no names file and no follower mentions any more."""
    await database.execute(
        "DELETE FROM name WHERE names_file IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM name AS other WHERE other.entity = name.id AND other.id <> name.id)"
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE subject = name.id)"
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE named = name.id)"
        ' AND NOT EXISTS (SELECT 1 FROM fact WHERE "character" = name.id)'
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE speaker = name.id)"
        " AND NOT EXISTS (SELECT 1 FROM fact WHERE author = name.id)"
        # Who follows it waits for its next facts.
        " AND NOT EXISTS (SELECT 1 FROM follow WHERE subject = name.id)"
    )
