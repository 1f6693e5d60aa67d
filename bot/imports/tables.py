"""Anybody's tables: CSV, or JSON that holds a list of records, with a mapping that says what stands where.

Owns the mapping file (TOML) and the reading of both. Refuses to guess: a column that a mapping names and the table
lacks is an error, and what facts files would refuse is left out with its reason.

    id = "my-list"                  # stands for the table from one import to the next
    publisher = "My list"           # named as the source of each fact
    url = "https://example.org"     # optional: its page
    retrieved_on = 2024-01-29       # optional: when it was retrieved, if not today
    records = "data.shows"          # JSON only: where the list stands, if not at the top
    work = "Title"                  # the column of the subject; or person = "…"
    season = "Season"               # optional, as are part and episode: columns of numbers
    [[fact]]
    relation = "cast member"
    value = "Actor"                 # a column; a dotted path in JSON ("actor.name")
    split = ";"                     # optional: several values in one cell
    character = "Role"              # optional, as is note, by and about: further columns
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date

import msgspec

from bot.facts.files import is_web_address
from bot.facts.relations import RELATIONS
from bot.imports.imported import Collector, Imported, NotADocument, Source

SERVICE = "table"
_KEY = re.compile(r"[a-z0-9][a-z0-9_.-]{0,59}", re.ASCII)
_COUNT = re.compile(r"\d{1,5}", re.ASCII)
_NUMBERS = ("season", "part", "episode")
_MOST_SPLIT = 500
_MOST_COLUMNS = 60


class FactColumns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which columns make one fact of each record."""

    relation: str
    value: str
    split: str | None = None
    season: str | None = None
    part: str | None = None
    episode: str | None = None
    character: str | None = None
    by: str | None = None
    about: str | None = None
    note: str | None = None


class TableMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"facts": "fact"}):
    """A mapping file."""

    id: str
    publisher: str
    facts: tuple[FactColumns, ...]
    url: str | None = None
    retrieved_on: date | None = None
    records: str | None = None
    work: str | None = None
    person: str | None = None
    season: str | None = None
    part: str | None = None
    episode: str | None = None


def read_mapping(content: bytes, name: str) -> TableMapping:
    """A mapping file; NotADocument with what is wrong and what is allowed."""
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
        mapping = msgspec.convert(raw, TableMapping)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise NotADocument(f"{name}: is no mapping file: {str(error)[:200]}") from error
    problem = _find_problem(mapping)
    if problem:
        raise NotADocument(f"{name}: {problem}")
    return mapping


def _find_problem(mapping: TableMapping) -> str | None:
    unknown = [each.relation for each in mapping.facts if each.relation not in RELATIONS]
    if not _KEY.fullmatch(mapping.id):
        return f"id {mapping.id[:60]!r} is not allowed; lower-case letters, digits, '-', '_' and '.' are, at most 60"
    if not 1 <= len(mapping.publisher.strip()) <= 100:
        return "publisher has to hold 1 to 100 characters"
    if mapping.url is not None and not (is_web_address(mapping.url) and len(mapping.url) <= 300):
        return f"url {mapping.url[:80]!r} is not a web address; only http:// and https:// are allowed"
    if (mapping.work is None) == (mapping.person is None):
        return "exactly one of work and person names the column of the subject"
    if len(mapping.facts) > _MOST_COLUMNS:
        return f"has {len(mapping.facts)} [[fact]]; at most {_MOST_COLUMNS} are allowed"
    if not mapping.facts:
        return "has no [[fact]]; each says which column holds a relation's value"
    if unknown:
        return f"relation {unknown[0][:60]!r} is unknown; allowed are {', '.join(RELATIONS)}"
    return None


def read(
    content: bytes, mapping: TableMapping, day: date, name: str, most: int | None = None
) -> list[Imported]:
    """The facts of a table, which is JSON if it begins like it and CSV otherwise; NotADocument if it is neither.

    ``most``: how many rows, and how many facts, are taken at most; more are refused.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotADocument(f"{name}: byte {error.start} is not UTF-8; save it as UTF-8") from error
    rows = (
        _read_json(text, mapping, name) if text.lstrip()[:1] in {"[", "{"} else _read_csv(text, mapping, name)
    )
    facts = Collector(
        Source(SERVICE, mapping.id),
        title=mapping.id,
        publisher=mapping.publisher,
        page=mapping.url,
        day=mapping.retrieved_on or day,
        most=most,
    )
    for number, row in enumerate(rows):
        if number == most:
            raise NotADocument(f"{name}: holds more than {most:,} rows, the most that is taken here")
        _read_row(facts, row, mapping)
    return [facts.finish()]


_Row = Mapping[str, object]


def _read_row(facts: Collector, row: _Row, mapping: TableMapping) -> None:
    subject = _read_cell(row, mapping.work or mapping.person)
    if subject is None:
        facts.leave_out("row without a subject")
        return
    for columns in mapping.facts:
        numbers = {key: _read_cell(row, getattr(columns, key) or getattr(mapping, key)) for key in _NUMBERS}
        wrong = [key for key, cell in numbers.items() if cell is not None and not _COUNT.fullmatch(cell)]
        if wrong:
            facts.leave_out(
                f"{columns.relation}: {'an' if wrong[0] == 'episode' else 'a'} {wrong[0]} that is no whole number"
            )
            continue
        season, part, episode = (int(cell) if cell else None for cell in numbers.values())
        for value in _read_values(row, columns):
            facts.say(
                columns.relation,
                value,
                work=subject if mapping.work else None,
                person=subject if mapping.person else None,
                season=season,
                part=part,
                episode=episode,
                character=_read_cell(row, columns.character),
                by=_read_cell(row, columns.by),
                about=_read_cell(row, columns.about),
                note=_read_cell(row, columns.note),
            )


def _read_values(row: _Row, columns: FactColumns) -> list[str]:
    found = _find(row, columns.value)
    values = [text for each in (found if isinstance(found, list) else [found]) if (text := _word(each))]
    if columns.split:
        values = [part for value in values for part in value.split(columns.split, _MOST_SPLIT)]
    return [value for value in values if value.strip()]


def _read_cell(row: _Row, column: str | None) -> str | None:
    return None if column is None else _word(_find(row, column))


def _find(row: _Row, path: str) -> object:
    """What stands in a column, or at a dotted path of nested records."""
    if path in row:
        return row[path]
    found: object = row
    for key in path.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _word(value: object) -> str | None:
    """A cell's text; None if it is empty, or holds more than one value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str | int | float):
        return str(value).strip() or None
    return None


def _read_csv(text: str, mapping: TableMapping, name: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        has = set(reader.fieldnames or ())
        missing = [column for column in _columns_of(mapping) if column not in has]
        if missing:
            raise NotADocument(
                f"{name}: has no column {missing[0][:60]!r}; its columns are {', '.join(sorted(has))[:300]}"
            )
        yield from reader
    except csv.Error as error:
        raise NotADocument(f"{name}: line {reader.line_num} is not valid CSV: {error}") from error


def _columns_of(mapping: TableMapping) -> Iterator[str]:
    subject = mapping.work or mapping.person
    named = [subject, *(getattr(mapping, key) for key in _NUMBERS)]
    for each in mapping.facts:
        named += [
            each.value,
            *(getattr(each, key) for key in _NUMBERS),
            each.character,
            each.by,
            each.about,
            each.note,
        ]
    yield from (column for column in named if column is not None)


def _read_json(text: str, mapping: TableMapping, name: str) -> Iterator[_Row]:
    try:
        found: object = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotADocument(f"{name}: is not valid JSON: {str(error)[:200]}") from error
    for key in mapping.records.split(".") if mapping.records else ():
        found = found.get(key) if isinstance(found, dict) else None
    if not isinstance(found, list):
        where = f"at {mapping.records!r}" if mapping.records else "at its top; 'records' says where it stands"
        raise NotADocument(f"{name}: holds no list {where}")
    for row in found:
        if not isinstance(row, dict):
            raise NotADocument(f"{name}: its list holds {type(row).__name__}; allowed are records, with keys")
        yield row
