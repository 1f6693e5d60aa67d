"""Loading: from files on disk to a plan of what would change, and from the plan to the store.

Owns which articles a load adds, changes, removes or refuses, and the SQL that applies it. A plan needs
every file to be valid: one refused file, and nothing of the load is applied.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bot.facts.files import (
    IMPORT_PREFIX,
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
from bot.names import identity_key
from bot.store.articles import (
    StoredArticle,
    find_article,
    find_retracted,
    list_articles,
    put_article,
    put_head,
    remove_article,
)
from bot.store.database import Database, Writer
from bot.store.errors import StalePlanError
from bot.store.facts import insert_articles_facts, know_no_names
from bot.store.journal import ChangeKind, Journal
from bot.store.names import prune_names, put_names

_FACTS_TOGETHER = 50_000


@dataclass(frozen=True, slots=True)
class StoredFiles:
    """What has been loaded so far: articles by slug, names files by path."""

    articles: dict[str, StoredArticle]
    names_files: dict[str, bytes]
    aliases: dict[tuple[Kind, str], tuple[str, str]]
    """Which names file declares a spelling, and the main spelling it belongs to."""


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What a load would do; if anything is ``refused``, it does nothing."""

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
        """16 hexadecimal digits that differ for plans that do different things."""
        parts = hashlib.blake2b(digest_size=8)
        for files in (self.added, self.changed, self.names):
            for file in files:
                parts.update(b"\x01" + str(file.path).encode() + b"\x00" + file.digest)
            parts.update(b"\x02")
        for article in self.removed:
            parts.update(b"\x03" + article.slug.encode() + b"\x00" + (article.digest or b""))
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
        # What people declare outdoes what a service calls things.
        self.owners = {
            key: owner for key, owner in self.stored.aliases.items() if not owner[0].startswith(IMPORT_PREFIX)
        }


def plan_load(paths: Sequence[Path], stored: StoredFiles) -> LoadPlan:
    """Read the files that the paths stand for, and check them against what is stored. Blocks on the disk.

    A folder stands for its facts files, and articles loaded from it that are gone are removed; a
    single file stands for itself; a file called names.toml holds other names.
    """
    planning = _Planning(stored)
    files: dict[Path, None] = {}
    folders: list[Path] = []
    # Not Path.resolve, which raises for a link that leads to itself.
    for path in (Path(os.path.realpath(path)) for path in paths):
        if path.is_dir():
            folders.append(path)
        elif not path.exists():
            problem = "is a link that leads nowhere" if path.is_symlink() else "does not exist"
            planning.refused.append(FileError(path, "", problem))
            continue
        try:
            files.update(dict.fromkeys(find_facts_files(path)))
        except FilesError as error:
            planning.refused.extend(error.errors)
    by_path = {article.path: article for article in stored.articles.values() if article.path is not None}
    for path in files:
        try:
            _check_path(path)
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
        # A file that now holds another article replaces the one it held before.
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


def _check_path(path: Path) -> None:
    """The store keeps paths as text."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        problem = "its name, or that of a folder above it, is not UTF-8; rename it"
        raise FilesError([FileError(path, "", problem)]) from error


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
    # The digest of an export: this file takes over the whole article.
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
    # What this file declared before, it declares again.
    owners = {key: owner for key, owner in planning.owners.items() if owner[0] != str(path)}
    for number, name in enumerate(file.names, 1):
        for spelling in (name.full, *name.also):
            owner = owners.setdefault((name.kind, identity_key(spelling)), (str(path), name.full))
            if identity_key(owner[1]) != identity_key(name.full):
                problem = (
                    f"{spelling!r} already belongs to {owner[1]!r} in {owner[0]}; a spelling has one owner"
                )
                clashes.append(FileError(path, f"name {number}", problem))
    planning.owners = owners
    if clashes:
        raise FilesError(clashes)
    planning.names.append(file)


async def read_stored_files(database: Database) -> StoredFiles:
    """What has been loaded so far."""
    files = await database.execute_fetchall("SELECT path, digest FROM names_file")
    aliases = await database.execute_fetchall(
        "SELECT name.kind, name.key, names_file.path, main.name FROM name"
        " JOIN names_file ON names_file.id = name.names_file JOIN name AS main ON main.id = name.entity"
    )
    return StoredFiles(
        {article.slug: article for article in await list_articles(database)},
        dict(map(tuple, files)),
        {(Kind(kind), key): (path, main) for kind, key, path, main in aliases},
    )


class _NewArticles:
    """New articles whose facts are stored many at a time: thousands of small ones look names up together."""

    def __init__(self, database: Writer) -> None:
        self._database = database
        self._waiting: list[tuple[int, Sequence[Fact]]] = []
        self._facts = 0
        self._names = know_no_names()

    async def add(self, article: int, facts: Sequence[Fact]) -> None:
        """Store the facts of an article's row, now or with those that follow."""
        self._waiting.append((article, facts))
        self._facts += len(facts)
        if self._facts >= _FACTS_TOGETHER:
            await self.insert()

    async def insert(self) -> None:
        """Store what waits."""
        if self._waiting:
            await insert_articles_facts(self._database, self._waiting, self._names)
        self._waiting, self._facts = [], 0


async def apply_plan(database: Writer, plan: LoadPlan, by: int | None) -> None:
    """Apply a plan inside the connection's open transaction. ``by``: the moderator, if it was one."""
    journal = Journal(database, ChangeKind.LOAD, by=by)
    for article in plan.removed:
        await remove_article(database, article.slug, journal)
    for article, path in plan.moved:
        found = await find_article(database, article.slug)
        if found is None or found[1].digest != article.digest:
            raise StalePlanError(f"{article.slug!r} has changed since the files were read; load again")
        await put_head(database, found, msgspec.structs.replace(found[1], path=str(path)), journal)
    if plan.names:
        files = [(str(names.path), names.names, names.digest) for names in plan.names]
        await put_names(database, files, journal)
    retracted = await find_retracted(database)
    new = _NewArticles(database)
    for file in (*plan.added, *plan.changed):
        found = await find_article(database, file.article.id)
        if found is not None and found[1].path is None:
            raise StalePlanError(
                f"{file.article.id!r} was approved in Discord since the files were read; load again"
            )
        article = StoredArticle.of(file.article, str(file.path), file.digest)
        if found is None and article.slug not in retracted:
            await new.add(await put_head(database, None, article, journal), file.facts)
        else:
            await put_article(database, found, article, file.facts, journal, retracted)
    await new.insert()
    if plan.removed or plan.changed or plan.names:
        await prune_names(database)
