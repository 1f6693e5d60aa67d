"""Facts as rows: written with their names, read back as their file would state them, compared, taken out.

Owns the SQL that writes facts and names, inside whatever transaction is open. Refuses to decide which facts
are written: that is up to a load, a review, or a moderator.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any  # a row of SQLite holds values of several types

import msgspec

from bot.facts.dates import get_window
from bot.facts.model import Certainty, Fact, Kind
from bot.facts.relations import RELATIONS
from bot.names import identity_key
from bot.store.database import Database, Writer
from bot.store.places import ROOM

_LOOKUP_CHUNK = 500
_FETCH_ALL_ABOVE = 5000
_FETCH_ALL_PART = 8
"""Names to look up, and the part of all names, from where on it is quicker to read them all."""


async def insert_facts(
    database: Writer,
    article: int,
    facts: Sequence[Fact],
    places: Sequence[int | None] | None = None,
) -> None:
    """Store facts under an article's row, inside the connection's open transaction.

    ``places``: where each stands in its article; None for the end.
    """
    names = await _get_name_ids(database, facts)
    end = await _find_end(database, article)
    at_the_end = range(end + ROOM, end + ROOM * (len(facts) + 1), ROOM)
    known = (
        at_the_end
        if places is None
        # Made as they are written, in the writer's thread.
        else (last if place is None else place for place, last in zip(places, at_the_end, strict=True))
    )
    await database.insert("fact", FACT_COLUMNS, fact_rows(article, facts, names, known))


async def insert_fact(database: Writer, article: int, fact: Fact, place: int | None = None) -> int:
    """Store one fact like ``insert_facts``; returns its id."""
    await insert_facts(database, article, [fact], [place])
    rows = await database.execute_fetchall("SELECT max(id) FROM fact")
    return int(next(iter(rows))[0])


async def _find_end(database: Writer, article: int) -> int:
    rows = await database.execute_fetchall("SELECT max(place) FROM fact WHERE article = ?", (article,))
    return next(iter(rows))[0] or 0


def know_no_names() -> NameIds:
    """For ``insert_articles_facts``: no name has been looked up yet."""
    return {kind: {} for kind in Kind}


async def insert_articles_facts(
    database: Writer, articles: Sequence[tuple[int, Sequence[Fact]]], known: NameIds
) -> None:
    """Store the facts of several new articles, given with their rows, looking their names up all at once.

    ``known``: the names that were looked up before in this transaction; those that are new are added.
    """
    names = await _get_name_ids(database, [fact for _, facts in articles for fact in facts], known)
    rows = chain.from_iterable(
        fact_rows(article, facts, names, range(ROOM, ROOM * (len(facts) + 1), ROOM))
        for article, facts in articles
    )
    await database.insert("fact", FACT_COLUMNS, rows)


NAME_COLUMNS = ("id", "entity", "kind", "name", "key")
FACT_COLUMNS = (
    "article", "subject", "relation", "season", "part", "episode", "value", "named", "lower", "upper", "certainty",
    "according_to", "evidence", "spoiler", "character", "speaker", "author", "about", "note", "said_on", "place",
)  # fmt: skip

_NAMED_KINDS = {relation.name: relation.names for relation in RELATIONS.values()}
_DATES = frozenset(relation.name for relation in RELATIONS.values() if relation.is_dated)

NameIds = dict[Kind, dict[str, int]]
"""Ids by kind and spelling."""


def fact_rows(
    article: int, facts: Iterable[Fact], names: NameIds, places: Iterable[int]
) -> Iterator[tuple[object, ...]]:
    """Rows of facts, made as they are written, in the writer's thread."""
    named = {name: None if kind is None else names[kind] for name, kind in _NAMED_KINDS.items()}
    for fact, place in zip(facts, places, strict=True):
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
            fact.part,
            fact.episode,
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
            place,
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


async def _get_name_ids(database: Writer, facts: Sequence[Fact], known: NameIds | None = None) -> NameIds:
    """The ids of all names in the facts, beside those that are known; stores new ones."""
    names = know_no_names() if known is None else known
    # In threads: a large file has hundreds of thousands of names.
    keys = await asyncio.to_thread(_keys_of, facts, names)
    ids = await _find_ids(database, {key for by_text in keys.values() for key in by_text.values()})
    next_id = await database.find_next_id("name")
    new = await asyncio.to_thread(_number_names, keys, ids, next_id, names)
    await database.insert("name", NAME_COLUMNS, new)
    return names


def _keys_of(facts: Iterable[Fact], known: NameIds) -> dict[Kind, dict[str, str]]:
    return {
        kind: {text: identity_key(text) for text in texts if text not in known[kind]}
        for kind, texts in _spellings_of(facts).items()
    }


def _number_names(
    keys: dict[Kind, dict[str, str]], ids: dict[tuple[str, str], int], next_id: int, names: NameIds
) -> list[tuple[int, int, str, str, str]]:
    """Adds the ids of all names, those that are new from ``next_id`` on; returns rows for them."""
    new: list[tuple[int, int, str, str, str]] = []
    for kind, by_text in keys.items():
        for text, key in by_text.items():
            known = ids.get((kind.value, key))
            if known is None:
                known = ids[kind.value, key] = next_id
                new.append((known, known, kind.value, text.strip(), key))
                next_id += 1
            names[kind][text] = known
    return new


async def _find_ids(database: Writer, keys: set[str]) -> dict[tuple[str, str], int]:
    stored = await database.find_next_id("name")
    if len(keys) > max(_FETCH_ALL_ABOVE, stored // _FETCH_ALL_PART):
        rows = await database.execute_fetchall("SELECT kind, key, id FROM name")
        return await asyncio.to_thread(lambda: {(kind, key): name for kind, key, name in rows})
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


async def store_name(database: Writer, kind: Kind, spelling: str) -> int:
    """The id of a spelling, stored if it is new."""
    key = identity_key(spelling)
    rows = await database.execute_fetchall(
        "SELECT id FROM name WHERE key = ? AND kind = ?", (key, kind.value)
    )
    for (known,) in rows:
        return int(known)
    new = await database.find_next_id("name")
    await database.insert("name", NAME_COLUMNS, [(new, new, kind.value, spelling, key)])
    return new


_SELECT_FACTS = (
    "SELECT fact.id, subject.kind, subject.name, fact.relation, fact.season, fact.part, fact.episode, fact.value, fact.certainty,"
    " fact.according_to, fact.evidence, fact.spoiler, character.name, speaker.name, author.name, fact.about,"
    " fact.note, fact.said_on FROM fact JOIN name AS subject ON subject.id = fact.subject"
    ' LEFT JOIN name AS character ON character.id = fact."character"'
    " LEFT JOIN name AS speaker ON speaker.id = fact.speaker"
    " LEFT JOIN name AS author ON author.id = fact.author"
)
_SUBJECT_KEYS = {Kind.WORK: "work", Kind.PERSON: "person", Kind.TERM: "term"}


async def read_facts(
    database: Database, article: int, *, values: Collection[str] | None = None
) -> list[tuple[int, Fact]]:
    """The facts of an article's row, each with its id, as a facts file would state them.

    ``values``: only those with one of these values.
    """
    rows = await database.execute_fetchall(
        f"{_SELECT_FACTS} WHERE fact.article = ?1"
        " AND (CAST(?2 AS TEXT) IS NULL OR fact.value IN (SELECT value FROM json_each(?2))) ORDER BY fact.place, fact.id",
        (article, None if values is None else msgspec.json.encode(list(values)).decode()),
    )
    return await asyncio.to_thread(lambda: [_read_fact(tuple(row)) for row in rows])


async def read_places(database: Database, article: int) -> dict[int, int]:
    """Where the facts of an article's row stand, by their ids."""
    rows = await database.execute_fetchall("SELECT id, place FROM fact WHERE article = ?", (article,))
    # In a thread: a large file has a great many.
    return await asyncio.to_thread(lambda: dict(map(tuple, rows)))


async def find_fact(database: Database, fact: int) -> tuple[str, Fact] | None:
    """The fact with an id, and its article's slug."""
    rows = await database.execute_fetchall(f"{_SELECT_FACTS} WHERE fact.id = ?", (fact,))
    slugs = await database.execute_fetchall(
        "SELECT article.slug FROM fact JOIN article ON article.id = fact.article WHERE fact.id = ?", (fact,)
    )
    for row, slug in zip(rows, slugs, strict=True):
        return str(slug[0]), _read_fact(tuple(row))[1]
    return None


def _read_fact(row: tuple[Any, ...]) -> tuple[int, Fact]:
    (
        fact_id, kind, subject, relation, season, part, episode, value, certainty, according_to, evidence, spoiler,
        character, speaker, author, about, note, on,
    ) = row  # fmt: skip
    return fact_id, Fact(
        **{_SUBJECT_KEYS[Kind(kind)]: subject},
        relation=relation,
        season=season,
        part=part,
        episode=episode,
        value=value,
        certainty=Certainty(certainty),
        according_to=according_to,
        evidence=evidence,
        spoiler=bool(spoiler),
        character=character,
        speaker=speaker,
        by=author,
        about=about,
        note=note,
        on=on,
    )


def identity_of(fact: Fact) -> bytes:
    """16 bytes that two facts of one article share only if they say the same.

    Names count by identity, because the store keeps one spelling of each. What retractions were stored by must not change:
    what a fact leaves out adds nothing.
    """
    named = (subject_of(fact)[1], fact.character, fact.speaker, fact.by)
    said = (
        subject_of(fact)[0], *(name and identity_key(name) for name in named), fact.relation, fact.season, fact.value,
        fact.certainty, fact.according_to, fact.evidence, fact.spoiler, fact.about, fact.note, fact.on,
    )  # fmt: skip
    pieces = () if fact.scope.is_whole else ((fact.part, fact.episode),)
    return hashlib.blake2b(msgspec.json.encode((*said, *pieces)), digest_size=16).digest()


def encode_fact(fact: Fact) -> str:
    """A fact as JSON with the keys of a facts file."""
    given = {key: value for key, value in msgspec.structs.asdict(fact).items() if value not in (None, False)}
    return msgspec.json.encode(given).decode()


def decode_fact(fact: str) -> Fact:
    """The fact that encode_fact wrote."""
    return msgspec.json.decode(fact, type=Fact)
