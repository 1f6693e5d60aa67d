"""Facts files and names files: reading them, and saying what is wrong with them.

Owns the file formats (TOML for people, JSON Lines for bulk) and every check that needs no database.
Refuses a file whole if anything in it is wrong, and reports every error in it at once; what would cost far more time
or memory than its size is refused before it is decoded.
"""

from __future__ import annotations

import enum
import hashlib
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from rapidfuzz import process

from bot.facts.clean_text import clean_text
from bot.facts.dates import EXAMPLE_OF_TIME, DateError, check_date, read_time
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.pictures import is_picture, word_allowed
from bot.facts.regular_files import TooLargeError, UnreadableError, read_regular_file
from bot.facts.relations import RELATIONS, Relation, ValueType

FACTS_SUFFIXES = (".toml", ".jsonl")
NAMES_FILE = "names.toml"
IMPORT_PREFIX = "import:"
"""Begins what stands for a path where facts came from a service and no file: "import:tvmaze:82"."""

_MAX_BYTES = {".toml": 4 * 2**20, ".jsonl": 64 * 2**20}
_MAX_LINE = 2**18
"""Characters of a line in JSON Lines: more than a fact whose every letter is escaped."""
_MAX_LENGTHS = {"value": 4000, "evidence": 8000, "note": 2000}
_MAX_NAME = 300
_MOST_OF = {"season": 200, "part": 100, "episode": 20_000}
_MAX_ERRORS = 100
_MAX_BITS = 64
_SHOWN = 80
"""Characters of what is wrong that are repeated."""
# A key of many parts costs the decoder the square of their number: 200 kB of "a.a.a…" take a minute and 6 GB. The
# longest key of a facts file has two parts. What may hold dots, quoted keys apart, is taken out first.
_QUOTED = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|'{3}(?:[^']|'(?!''))*+(?:'{3}|\Z)'''
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
_KEY_TOO_DEEP = re.compile(r"\.(?:[ \t]*+[\w\"-]*+[ \t]*+\.){8}")
_LINE = re.compile(r"\S[^\n]*")
_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)
_OUTSIDE_ID = re.compile(r"[a-z]{2,12}:[\w.-]{1,60}", re.ASCII)
_MAX_DISTINCTION = 60
_SLUG = re.compile(r"\w[\w.-]{0,99}")
_TEXT_FIELDS = tuple(
    name
    for name in Fact.__struct_fields__
    if name not in {"relation", "season", "part", "episode", "certainty", "spoiler"}
)
_BESIDE_THE_POINT = frozenset(
    {"season", "part", "episode", "certainty", "according_to", "evidence", "spoiler", "note", "on"}
)
"""Keys that may be wrong while the rest of a fact can still be checked."""
_HELD_BY_GROUP = frozenset({"facts", "fact"})
_SHARED = frozenset(Fact.__struct_fields__) - {"relation", "value"}
"""Keys that may stand once for a group of facts."""
_LINKING = ("character", "speaker", "about", "by")
_PLAIN_RELATIONS = frozenset(
    relation.name
    for relation in RELATIONS.values()
    if relation.value is ValueType.TEXT
    and Kind.WORK in relation.subjects
    and relation.name not in {"quote", "meaning"}
    and not relation.choices
)
_TIMED = frozenset(relation.name for relation in RELATIONS.values() if relation.value is ValueType.TIME)
_SUBJECTS = {"work": Kind.WORK, "person": Kind.PERSON, "term": Kind.TERM}

Decoded = TypeVar("Decoded")


@dataclass(frozen=True, slots=True)
class FileError:
    """One thing that is wrong with one file."""

    path: Path
    place: str
    """Where in the file: ``line 12``, ``fact 3``, ``article.url``; empty for the file as a whole."""
    problem: str
    """What is wrong, and what is allowed."""

    def __str__(self) -> str:
        return f"{self.path}: {self.place}: {self.problem}" if self.place else f"{self.path}: {self.problem}"


@dataclass(frozen=True, slots=True)
class FactsFile:
    """A valid facts file."""

    path: Path
    digest: bytes
    article: Article
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class NamesFile:
    """A valid names file."""

    path: Path
    digest: bytes
    names: tuple[OtherName, ...]


class FilesError(Exception):
    """Files that cannot be loaded: every error in every one of them."""

    def __init__(self, errors: Sequence[FileError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = tuple(errors)


_LEAVES = "is a link that leads out of its folder; name what it leads to"


class _Refused(Exception):
    """The rest of a file cannot be read."""

    def __init__(self, place: str, problem: str) -> None:
        self.place = place
        self.problem = problem


def find_facts_files(path: Path) -> list[Path]:
    """The facts files that a path stands for: itself, or every facts file below a folder.

    Raises FilesError for links that lead out of the folder: what stands elsewhere is named by its own path.
    """
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    leaving: list[FileError] = []
    # Links to folders are not followed: those inside are walked anyway, and may go round in circles.
    for folder, folders, files in os.walk(path):
        found += (Path(folder, name) for name in files if Path(name).suffix in FACTS_SUFFIXES)
        leaving += (
            FileError(Path(folder, name), "", _LEAVES)
            for name in folders
            if Path(folder, name).is_symlink() and _leaves(Path(folder, name), path)
        )
    files_found = [file for file in found if file.name != NAMES_FILE]
    leaving += (FileError(file, "", _LEAVES) for file in files_found if _leaves(file, path))
    if leaving:
        raise FilesError(sorted(leaving, key=lambda error: error.path))
    return sorted(files_found)


def _leaves(path: Path, folder: Path) -> bool:
    return path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def read_bytes(path: Path) -> bytes:
    """The bytes of a facts or names file; FilesError when it cannot be read or is too large."""
    limit = _MAX_BYTES.get(path.suffix)
    if limit is None:
        problem = f"a facts file ends in {' or '.join(FACTS_SUFFIXES)}"
        raise FilesError([FileError(path, "", problem)])
    try:
        return read_regular_file(path, limit)
    except TooLargeError as error:
        hint = "; use JSON Lines (.jsonl) for so many facts" if path.suffix == ".toml" else "; divide it"
        raise FilesError([FileError(path, "", f"{error}{hint}")]) from error
    except UnreadableError as error:
        raise FilesError([FileError(path, "", str(error))]) from error


def digest_of(content: bytes) -> bytes:
    """Tells a changed file from an unchanged one (BLAKE2b, 16 bytes)."""
    return hashlib.blake2b(content, digest_size=16).digest()


def settle_time(fact: Fact) -> Fact:
    """The fact with a time that it holds in UTC, whichever zone its file gives it in."""
    if fact.relation not in _TIMED:
        return fact
    try:
        return msgspec.structs.replace(fact, value=read_time(fact.value))
    except DateError:
        # The check says what is wrong with it.
        return fact


def list_problems(fact: Fact) -> list[str]:
    """What is wrong with a fact by the rules of facts files; nothing for a valid one."""
    errors = _Errors(Path())
    _check_fact(fact, "", errors)
    return [error.problem for error in errors.found]


def parse_facts_file(path: Path, content: bytes) -> FactsFile:
    """A facts file's article and facts; raises FilesError with every error in it."""
    errors = _Errors(path)
    try:
        text = _decode(content)
        parse = _parse_lines if path.suffix == ".jsonl" else _parse_tables
        article, facts = parse(text, errors)
    except _Refused as refused:
        errors.add(refused.place, refused.problem)
    else:
        if article is not None:
            article = _check_article(article, errors)
        if not facts and not errors.found:
            errors.add("", "holds no fact; a facts file has at least one")
        if not errors.found and article is not None:
            return FactsFile(path, digest_of(content), article, facts)
    raise FilesError(errors.found)


def parse_names_file(path: Path, content: bytes) -> NamesFile:
    """The other names that a names file declares; raises FilesError with every error in it."""
    errors = _Errors(path)
    names: list[OtherName] = []
    try:
        tables = _read_toml(_decode(content))
        for key in sorted(tables.keys() - {"name"}):
            errors.add(key, "is unknown; a names file holds [[name]] tables only")
        for number, raw in enumerate(_list_of(tables.get("name", []), "name"), 1):
            name = _convert(raw, OtherName, f"name {number}", errors)
            if name is not None:
                _check_other_name(name, f"name {number}", errors)
                names.append(name)
    except _Refused as refused:
        errors.add(refused.place, refused.problem)
    _check_claims(names, errors)
    if errors.found:
        raise FilesError(errors.found)
    return NamesFile(path, digest_of(content), tuple(names))


class _Errors:
    """The errors of one file, capped so that a file of a million bad lines stays readable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[FileError] = []

    @property
    def full(self) -> bool:
        """Whether there are so many that the rest of the file need not be read."""
        return len(self.found) > _MAX_ERRORS

    def add(self, place: str, problem: str) -> None:
        if len(self.found) < _MAX_ERRORS:
            self.found.append(FileError(self.path, place, problem))
        elif len(self.found) == _MAX_ERRORS:
            self.found.append(
                FileError(self.path, "", f"has more than {_MAX_ERRORS} errors; the rest is not listed")
            )


def _decode(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _Refused(f"line {line}", f"byte {error.start} is not UTF-8; save the file as UTF-8") from error
    if not text.strip():
        raise _Refused("", "is empty; a facts file begins with [article], a names file with [[name]]")
    return text


def _read_toml(text: str) -> dict[str, object]:
    bare = _QUOTED.sub(lambda quoted: '"' + "\n" * quoted[0].count("\n"), text)
    if deep := _KEY_TOO_DEEP.search(bare):
        line = bare.count("\n", 0, deep.start()) + 1
        raise _Refused(f"line {line}", "holds a key of more than 8 parts, which no facts file has")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _Refused("", f"is not valid TOML: {_clip(str(error))}") from error
    except ValueError as error:
        # Python converts no number of more than 4,300 digits.
        raise _Refused("", "holds a number of thousands of digits, which no facts file has") from error
    except RecursionError as error:
        raise _Refused("", "is nested too deeply to be a facts file") from error


def _parse_tables(text: str, errors: _Errors) -> tuple[Article | None, list[Fact]]:
    tables = _read_toml(text)
    for key in sorted(tables.keys() - {"article", "fact", "group"}):
        errors.add(key, "is unknown; a facts file holds one [article], and [[fact]] and [[group]] tables")
    article = _convert_article(tables.get("article"), errors)
    written = chain(
        _number(_list_of(tables.get("fact", []), "fact"), "fact"),
        chain.from_iterable(
            _open_group(raw, place, errors)
            for place, raw in _number(_list_of(tables.get("group", []), "group"), "group")
        ),
    )
    facts: list[Fact] = []
    for place, raw in chain.from_iterable(_spread_values(raw, place, errors) for place, raw in written):
        if errors.full:
            break
        fact = _convert(raw, Fact, place, errors)
        if fact is not None:
            _check_fact(fact, place, errors)
            facts.append(settle_time(fact))
    return article, facts


def _number(tables: Iterable[object], key: str) -> Iterator[tuple[str, object]]:
    return ((f"{key} {number}", raw) for number, raw in enumerate(tables, 1))


def _open_group(raw: object, place: str, errors: _Errors) -> Iterator[tuple[str, object]]:
    """The facts of a group, each with the keys that stand once for all of them; its own key comes first."""
    if not isinstance(raw, dict):
        errors.add(place, f"expected a table of keys, got {type(raw).__name__}")
        return
    shared = {key: value for key, value in raw.items() if key not in _HELD_BY_GROUP}
    for key in sorted(shared.keys() - _SHARED):
        errors.add(
            place,
            f"{_show(key)} is not shared by a group; allowed are {', '.join(sorted(_SHARED))}, facts and fact",
        )
        del shared[key]
    brief, whole = raw.get("facts", {}), raw.get("fact", [])
    if not isinstance(brief, dict):
        errors.add(
            place, '\'facts\' is a table of relations and their values, as in genre = ["fantasy", "drama"]'
        )
    elif not isinstance(whole, list):
        errors.add(place, "'fact' is written as [[group.fact]], one table each")
    elif not brief and not whole:
        errors.add(place, "holds no fact; its facts stand in [group.facts] or [[group.fact]]")
    else:
        for relation, value in brief.items():
            yield f"{place}, {_clip(relation)}", {**shared, "relation": relation, "value": value}
        for of_fact, each in _number(whole, "fact"):
            yield f"{place}, {of_fact}", {**shared, **each} if isinstance(each, dict) else each


def _spread_values(raw: object, place: str, errors: _Errors) -> Iterator[tuple[str, object]]:
    """A fact with several values in a list is as many facts."""
    values = raw.get("value") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(values, list):
        yield place, raw
        return
    if not values:
        errors.add(place, "value is an empty list; it holds at least one value")
    for number, value in enumerate(values, 1):
        yield f"{place}, value {number}", {**raw, "value": value}


def _parse_lines(text: str, errors: _Errors) -> tuple[Article | None, list[Fact]]:
    lines = _number_lines(text)
    number, first = next(lines)
    head = _decode_line(first, number)
    if not isinstance(head, dict) or "article" not in head:
        raise _Refused(
            f"line {number}", 'the first line holds the article: {"article": {"published_on": "2024-01-29"}}'
        )
    for key in sorted(head.keys() - {"article"}):
        errors.add(f"line {number}", f"{_show(key)} is unknown; the first line holds the article alone")
    article = _convert_article(head["article"], errors)
    return article, list(_read_fact_lines(lines, errors))


def _number_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers. Millions of blank ones cost next to nothing."""
    number, counted = 1, 0
    for line in _LINE.finditer(text):
        number += text.count("\n", counted, line.start())
        counted = line.start()
        yield number, line[0]


def _read_fact_lines(lines: Iterator[tuple[int, str]], errors: _Errors) -> Iterator[Fact]:
    decode: Callable[[str], Fact] = msgspec.json.Decoder(Fact).decode
    for number, line in lines:
        if errors.full:
            return
        try:
            if len(line) > _MAX_LINE:
                _decode_line(line, number)
            fact = decode(line)
        except _Refused as refused:
            errors.add(refused.place, refused.problem)
            continue
        except (msgspec.MsgspecError, RecursionError):
            try:
                raw = _decode_line(line, number)
            except _Refused as refused:
                errors.add(refused.place, refused.problem)
                continue
            yield from _read_long_line(raw, f"line {number}", errors)
            continue
        if not _is_plainly_right(fact):
            fact = settle_time(_clean_fact(fact))
            _check_fact(fact, f"line {number}", errors)
        yield fact


def _read_long_line(raw: object, place: str, errors: _Errors) -> Iterator[Fact]:
    """The facts of a line that is not plainly one: a list of values, a group, or something that is wrong."""
    grouped = isinstance(raw, dict) and not _HELD_BY_GROUP.isdisjoint(raw)
    written = _open_group(raw, place, errors) if grouped else iter(((place, raw),))
    for at, each in chain.from_iterable(_spread_values(each, at, errors) for at, each in written):
        fact = _convert(each, Fact, at, errors)
        if fact is not None:
            _check_fact(fact, at, errors)
            yield settle_time(fact)


def _clean_fact(fact: Fact) -> Fact:
    texts = {key: getattr(fact, key) for key in _TEXT_FIELDS}
    unclean = {key: clean_text(text) for key, text in texts.items() if text and not text.isprintable()}
    return msgspec.structs.replace(fact, **unclean) if unclean else fact


def _decode_line(line: str, number: int) -> object:
    if len(line) > _MAX_LINE:
        raise _Refused(f"line {number}", f"has {len(line):,} characters; at most {_MAX_LINE:,} are allowed")
    try:
        return msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        raise _Refused(f"line {number}", f"is not valid JSON: {_clip(str(error))}") from error
    except RecursionError as error:
        raise _Refused(f"line {number}", "is nested too deeply to be a fact") from error


def _list_of(raw: object, key: str) -> list[object]:
    if not isinstance(raw, list):
        raise _Refused(key, f"is written as [[{key}]], one table each")
    return raw


def _convert_article(raw: object, errors: _Errors) -> Article | None:
    if raw is None:
        errors.add("article", "is missing; a facts file begins with [article] and its published_on date")
        return None
    # The id may be left out: the file's stem stands for it, and is checked in its place.
    named = {"id": "", **raw} if isinstance(raw, dict) else raw
    article = _convert(named, Article, "article", errors)
    if article is None and isinstance(named, dict):
        # Values of the right type may still be wrong: all of it is said at once.
        problems = dict(_list_problems(named, Article))
        right = {key: value for key, value in named.items() if key not in problems}
        _check_article(msgspec.convert({"id": "", "published_on": date.min, **right}, Article), errors)
    return article


def _convert(raw: object, into: type[Decoded], place: str, errors: _Errors) -> Decoded | None:
    if not isinstance(raw, dict):
        errors.add(place, f"expected a table of keys, got {type(raw).__name__}")
        return None
    raw = {key: _clean(value) for key, value in raw.items()}
    value = raw.get("value")
    if into is Fact and type(value) is int and _counts(raw.get("relation")):
        # One of thousands of digits has no text.
        raw = {**raw, "value": str(value) if value.bit_length() <= _MAX_BITS else "too large a number"}
    try:
        return msgspec.convert(raw, into)
    except msgspec.ValidationError:
        problems = dict(_list_problems(raw, into))
    for problem in problems.values():
        errors.add(place, problem)
    if into is Fact and _BESIDE_THE_POINT.issuperset(problems.keys() & Fact.__struct_fields__):
        # Values that are right one by one may be wrong together: all of it is said at once.
        rest = {key: text for key, text in raw.items() if key not in problems}
        _check_fact(msgspec.convert(rest, Fact), place, errors)
    return None


def _clean(value: object) -> object:
    if isinstance(value, list):
        return [clean_text(each) if isinstance(each, str) else each for each in value]
    return clean_text(value) if isinstance(value, str) else value


def _counts(relation: object) -> bool:
    return (
        isinstance(relation, str) and relation in RELATIONS and RELATIONS[relation].value is ValueType.COUNT
    )


def _list_problems(raw: Mapping[str, object], into: type) -> Iterator[tuple[str, str]]:
    """Every problem of a table by its key: the decoder alone stops at the first one."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(into)}
    for key in islice(sorted(raw.keys() - fields.keys()), _MAX_ERRORS + 1):
        near = _find_near(key, list(fields))
        hint = f"did you mean {near!r}?" if near else f"allowed are {', '.join(fields)}"
        yield key, f"{_show(key)} is unknown; {hint}"
    for key, field in fields.items():
        if key not in raw:
            if field.required:
                yield key, f"{key!r} is missing"
            continue
        try:
            msgspec.convert(raw[key], field.type)
        except msgspec.ValidationError as error:
            yield key, f"{key!r}: {_clip(str(error))}{_allow(key, field.type, str(error))}"


def _allow(key: str, wanted: object, problem: str) -> str:
    """What to write instead, where the decoder does not say."""
    if isinstance(wanted, type) and issubclass(wanted, enum.Enum):
        # A topic is something a value names; no file declares one.
        allowed = (str(member.value) for member in wanted if member is not Kind.TOPIC)
        return f"; allowed are {', '.join(allowed)}"
    if wanted is date:
        return "; a date is written as 2024-01-29"
    if key in {"value", "on"} and re.search(r"got `(?:date)?time`", problem):
        return (
            "; a date is written as \"2024-01-29\", and a time goes into 'note'; "
            f'the next episode may be at a time, written in quotes and with its zone, as in "{EXAMPLE_OF_TIME}"'
        )
    return "; put it in quotes" if "Expected `str" in problem else ""


def _check_article(article: Article, errors: _Errors) -> Article:
    slug = article.id or errors.path.stem
    if not _SLUG.fullmatch(slug):
        errors.add(
            "article.id",
            f"{_show(slug)} is not an id; letters, digits, '-', '_' and '.' are allowed, at most 100",
        )
    for key in ("title", "publisher", "url"):
        text = getattr(article, key)
        if text is not None and (_is_blank(text) or len(text) > _MAX_NAME):
            errors.add(
                f"article.{key}", f"has {len(text)} characters; 1 to {_MAX_NAME} are allowed, not all blank"
            )
    if article.url is not None and not is_web_address(article.url):
        errors.add(
            "article.url", f"{_show(article.url)} is not a web address; only http:// and https:// are allowed"
        )
    return msgspec.structs.replace(article, id=slug)


def _find_near(word: str, allowed: list[str]) -> str | None:
    """What was probably meant; no slip is as long as what nobody would write."""
    near = process.extractOne(word, allowed, score_cutoff=60) if len(word) <= _MAX_NAME else None
    return near[0] if near else None


def _show(value: object) -> str:
    """What was given, as far as it helps to find it."""
    if isinstance(value, int) and value.bit_length() > _MAX_BITS:
        return "of dozens of digits"
    return _clip(repr(value[: _SHOWN + 1] if isinstance(value, str) else value))


def _clip(text: str) -> str:
    return text if len(text) <= 2 * _SHOWN else f"{text[: 2 * _SHOWN]}…"


def _is_blank(text: str) -> bool:
    """Whether nothing of a text shows: only white space, zero-width and control characters."""
    if text.isprintable() and "\ufffd" not in text:
        return not text or text.isspace()
    return all(letter.isspace() or letter == "\ufffd" or not letter.isprintable() for letter in text)


def is_outside_id(text: str) -> bool:
    """Whether a text is a service and its id of something, as in "imdb:tt0903747"."""
    return _OUTSIDE_ID.fullmatch(text) is not None


def is_web_address(url: str) -> bool:
    """Whether a text is a link that an article may have: http or https, with a host."""
    if not url.isprintable():
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>]", url)
    except ValueError:
        return False


def _is_plainly_right(fact: Fact) -> bool:
    """Whether a fact of the commonest shape needs no closer look: with a million lines this pays."""
    work = fact.work
    return (
        fact.relation in _PLAIN_RELATIONS
        and work is not None
        and fact.person is None
        and fact.term is None
        and fact.season is None
        and fact.part is None
        and fact.episode is None
        and fact.according_to is None
        and fact.evidence is None
        and fact.character is None
        and fact.speaker is None
        and fact.about is None
        and fact.by is None
        and fact.note is None
        and fact.on is None
        and 0 < len(fact.value) <= _MAX_NAME
        and 0 < len(work) <= _MAX_NAME
        and not fact.value.isspace()
        and not work.isspace()
        # A value may consist of unseen characters alone: those get the closer look.
        and fact.value.isprintable()
        and work.isprintable()
    )


def _check_fact(fact: Fact, place: str, errors: _Errors) -> None:
    for key in _TEXT_FIELDS:
        text = getattr(fact, key)
        if text is None:
            continue
        limit = _MAX_LENGTHS.get(key, _MAX_NAME)
        if len(text) > limit or _is_blank(text):
            errors.add(place, f"{key!r} has {len(text)} characters; 1 to {limit} are allowed, not all blank")
    subjects = [key for key in _SUBJECTS if getattr(fact, key) is not None]
    if len(subjects) != 1:
        given = "none" if not subjects else " and ".join(subjects)
        errors.add(place, f"has {given} as its subject; exactly one of work, person and term is allowed")
    _check_scope(fact, place, errors)
    if fact.on is not None:
        _check_date(fact.on, "on", place, errors)
    relation = RELATIONS.get(fact.relation)
    if relation is None:
        near = _find_near(fact.relation, list(RELATIONS))
        hint = f"did you mean {near!r}?" if near else f"allowed are {', '.join(RELATIONS)}"
        errors.add(place, f"relation {_show(fact.relation)} is unknown; {hint}")
    else:
        _check_against(relation, fact, subjects, place, errors)


def _check_scope(fact: Fact, place: str, errors: _Errors) -> None:
    for key, most in _MOST_OF.items():
        number = getattr(fact, key)
        if number is None:
            continue
        if not 1 <= number <= most:
            errors.add(place, f"{key} {_show(number)} is not allowed; {key}s count from 1 to {most:,}")
        if fact.work is None:
            errors.add(place, f"{key!r} belongs to a work")


def _check_against(relation: Relation, fact: Fact, subjects: list[str], place: str, errors: _Errors) -> None:
    allowed = {key for key, kind in _SUBJECTS.items() if kind in relation.subjects}
    if len(subjects) == 1 and subjects[0] not in allowed:
        errors.add(
            place, f"{relation.name!r} is said of a {' or '.join(sorted(allowed))}, not of a {subjects[0]}"
        )
    for key in _LINKING:
        if getattr(fact, key) is not None and key not in relation.qualifiers:
            having = ", ".join(other.name for other in RELATIONS.values() if key in other.qualifiers)
            errors.add(place, f"{relation.name!r} has no {key!r}; it goes with {having}")
    if relation.name == "quote" and fact.speaker is None and fact.person is None:
        errors.add(place, "a quote names its speaker")
    if relation.name == "meaning" and fact.work is not None and fact.character is None:
        errors.add(place, "a meaning explains a term, or a character of a work: 'character' is missing")
    if relation.choices and fact.value not in relation.choices:
        allowed_values = ", ".join(relation.choices)
        errors.add(
            place, f"value {_show(fact.value)} is not allowed; {relation.name!r} is one of: {allowed_values}"
        )
    if relation.is_dated:
        check = check_date if relation.value is ValueType.DATE else read_time
        _check_date(fact.value, "value", place, errors, check)
    elif relation.value is ValueType.PICTURE and not is_picture(fact.value):
        errors.add(place, f"value {_show(fact.value)} is no picture that may be shown; {word_allowed()}")
    elif relation.value is ValueType.COUNT and not (fact.value.isascii() and fact.value.isdigit()):
        errors.add(
            place, f'value {_show(fact.value)} is not a whole number; {relation.name!r} counts, as in "12"'
        )


def _check_date(
    edtf: str, key: str, place: str, errors: _Errors, check: Callable[[str], object] = check_date
) -> None:
    try:
        check(edtf)
    except DateError as error:
        errors.add(place, f"{key!r}: {error}")


def _check_other_name(name: OtherName, place: str, errors: _Errors) -> None:
    if name.kind is Kind.TOPIC:
        errors.add(place, "kind 'topic' is not allowed; allowed are work, person, character and term")
    if not (name.also or name.distinguish or name.outside_ids):
        errors.add(
            place,
            f"{_show(name.name)} has no other name; 'also' lists at least one, unless 'distinguish' tells it apart "
            "or 'wikidata' gives its id",
        )
    if name.wikidata is not None and not _WIKIDATA.fullmatch(name.wikidata):
        errors.add(place, f'wikidata {_show(name.wikidata)} is no id; it is a Q and a number, as in "Q42"')
    wrong = next((each for each in name.ids if not _OUTSIDE_ID.fullmatch(each)), None)
    if wrong is not None:
        errors.add(place, f'id {_show(wrong)} is none; it is a service and its id, as in "imdb:tt0903747"')
    if name.distinguish is not None and (
        _is_blank(name.distinguish) or len(name.distinguish) > _MAX_DISTINCTION or "(" in name.distinguish
    ):
        errors.add(
            place, f"'distinguish' is a word or two without brackets, at most {_MAX_DISTINCTION} characters"
        )
    for spelling in (name.name, *name.also):
        if _is_blank(spelling) or len(spelling) > _MAX_NAME:
            errors.add(
                place, f"a name has {len(spelling)} characters; 1 to {_MAX_NAME} are allowed, not all blank"
            )


def _check_claims(names: list[OtherName], errors: _Errors) -> None:
    claimed: dict[tuple[Kind, str], str] = {}
    for number, name in enumerate(names, 1):
        for spelling in dict.fromkeys((name.full, *name.also)):
            owner = claimed.setdefault((name.kind, spelling.casefold()), name.full)
            if owner != name.full:
                errors.add(
                    f"name {number}",
                    f"{_show(spelling)} already belongs to {_show(owner)}; a spelling has one owner",
                )
