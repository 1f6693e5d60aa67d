"""Reading what is to be imported from files: services' documents as they were saved, and tables with their mapping.

Owns which files a path stands for, and that every problem of all of them is told at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from bot.facts.regular_files import UnreadableError, read_regular_file
from bot.imports import tables
from bot.imports.imported import Imported, NotADocument
from bot.imports.services import is_document, read_document

MOST_BYTES = 256 * 2**20
_MOST_MAPPING_BYTES = 2**18


def read_files(paths: Sequence[Path], mapping: Path | None, day: date) -> list[Imported]:
    """What files hold, retrieved on ``day``. Blocks on the disk.

    A folder stands for the .json files in it; with ``mapping``, the mapping file of tables, for the .csv files as well,
    and services' documents among them are read as such. Raises NotADocument with a line for each thing that is wrong.
    """
    columns = tables.read_mapping(_read(mapping, _MOST_MAPPING_BYTES), str(mapping)) if mapping else None
    found: list[Imported] = []
    problems: list[str] = []
    for path in paths:
        for file in _find_files(path, with_tables=columns is not None):
            try:
                content = _read(file, MOST_BYTES)
                if columns is None or (path.is_dir() and is_document(content)):
                    found += read_document(content, day, str(file))
                else:
                    found += tables.read(content, columns, day, str(file))
            except NotADocument as problem:
                problems.append(str(problem))
    if problems:
        raise NotADocument("\n".join(problems))
    return found


def _find_files(path: Path, *, with_tables: bool) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(path.glob("*.json"))
        yield from sorted(path.glob("*.csv")) if with_tables else ()
    else:
        yield path


def _read(path: Path, most_bytes: int) -> bytes:
    try:
        return read_regular_file(path, most_bytes)
    except UnreadableError as error:
        raise NotADocument(f"{path}: {error}") from error
