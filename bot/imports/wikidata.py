"""Wikidata: works and people by their statements.

Owns the reading of entity JSON (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html). Which property is
which relation is the vocabulary's business: a relation that names its property is imported. Refuses deprecated
statements, and normal ones where others are preferred. Values are ids of other entities: their labels have to stand in
the same document, as ``wbgetentities`` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from bot.facts.dates import DateError, get_window
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.imports.imported import Collector, Imported, NotADocument, Source, decode, tidy

SERVICE = "wikidata"
PUBLISHER = "Wikidata"
LANGUAGES = ("en", "mul")
"""Whose labels are names: English ones, else those that are the same in many languages."""
IS_ID = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)

_HUMAN = "Q5"
_SEASONS = frozenset({"Q3464665", "Q100269041"})
"""A season of a television series, of an anime."""
_INSTANCE_OF, _PART_OF, _ORDINAL = "P31", "P179", "P1545"
_BEGAN, _CAME_OUT = "P580", "P577"
_ROLE, _LANGUAGE, _AWARDED_FOR, _WINNER = "P453", "P407", "P1686", "P1346"
_QUALIFIERS = (_ROLE, _LANGUAGE, _AWARDED_FOR, _WINNER)
_NOMINATED = "P1411"
_OUTSIDE_IDS = {
    "P345": "imdb:",
    "P8600": "tvmaze:",
    "P4983": "tmdb:tv-",
    "P4947": "tmdb:movie-",
    "P8729": "anilist:",
}
_AWARD = "P166"
_MINUTES = {"Q7727": Decimal(1), "Q11574": Decimal(1) / 60, "Q25235": Decimal(60)}
_UNIT = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T00:00:00Z", re.ASCII)
_AMOUNT = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,18})?", re.ASCII)
_MOST_ALIASES = 30
_MOST_LISTED = 12
_OF_ANIME = " anime and manga"


class _Term(msgspec.Struct):
    value: str


class _Value(msgspec.Struct):
    type: str
    value: msgspec.Raw


class _Snak(msgspec.Struct):
    property: str
    snaktype: str = "value"
    datatype: str | None = None
    datavalue: _Value | None = None


class _Statement(msgspec.Struct):
    mainsnak: _Snak
    rank: str = "normal"
    qualifiers: dict[str, list[_Snak]] = {}


class _Entity(msgspec.Struct):
    id: str
    missing: str | None = None
    # Wikibase writes an empty map as an empty list.
    labels: dict[str, _Term] | list[None] = []
    aliases: dict[str, list[_Term]] | list[None] = []
    claims: dict[str, list[_Statement]] | list[None] = []

    @property
    def statements(self) -> Mapping[str, list[_Statement]]:
        return self.claims if isinstance(self.claims, dict) else {}


class _Document(msgspec.Struct):
    entities: dict[str, _Entity] = {}
    error: _Error | None = None


class _Error(msgspec.Struct):
    info: str = ""


class _EntityId(msgspec.Struct):
    id: str


class _Time(msgspec.Struct):
    time: str
    precision: int


class _Quantity(msgspec.Struct):
    amount: str
    unit: str = "1"


_BY_PROPERTY = {relation.wikidata: relation for relation in RELATIONS.values() if relation.wikidata}
_READ = frozenset({*_BY_PROPERTY, _INSTANCE_OF, _PART_OF, _BEGAN, _NOMINATED} - {None})


def make_page(key: str) -> str:
    """The page of an entity, for people."""
    return f"https://www.wikidata.org/wiki/{key}"


def read(content: bytes, day: date, name: str) -> list[Imported]:
    """The facts of every entity with statements in a document, retrieved on ``day``; NotADocument if there is none."""
    document = decode(content, _Document, name)
    if document.error is not None:
        raise NotADocument(f"{name}: Wikidata says: {document.error.info[:200]}")
    try:
        imported = [
            _Reader(entity, document.entities, day, name).read()
            for entity in document.entities.values()
            if entity.statements
        ]
    except msgspec.MsgspecError as error:
        raise NotADocument(f"{name}: holds a value that is not as documented: {error}") from error
    if not imported:
        raise NotADocument(
            f"{name}: holds no entity with statements; allowed is the JSON of Special:EntityData"
        )
    return imported


def find_unlabelled(content: bytes, name: str) -> list[str]:
    """The ids that values of a document need labels of but that have none in it, in its order."""
    document = decode(content, _Document, name)
    wanted: dict[str, None] = {}
    try:
        for entity in document.entities.values():
            for snak in _snaks_to_name(entity):
                wanted.update(dict.fromkeys(_ids_in(snak)))
    except msgspec.MsgspecError as error:
        raise NotADocument(f"{name}: holds a value that is not as documented: {error}") from error
    return [each for each in wanted if each not in document.entities and IS_ID.fullmatch(each)]


def _snaks_to_name(entity: _Entity) -> Iterator[_Snak]:
    for property_id, statements in entity.statements.items():
        for statement in statements if property_id in _READ and property_id != _INSTANCE_OF else ():
            yield statement.mainsnak
            for qualifier in _QUALIFIERS:
                yield from statement.qualifiers.get(qualifier, ())


def _ids_in(snak: _Snak) -> Iterator[str]:
    if snak.datavalue is None:
        return
    if snak.datavalue.type == "wikibase-entityid":
        yield msgspec.json.decode(snak.datavalue.value, type=_EntityId).id
    elif snak.datavalue.type == "quantity":
        unit = _UNIT.fullmatch(msgspec.json.decode(snak.datavalue.value, type=_Quantity).unit)
        if unit:
            yield unit[1]


@dataclass(frozen=True, slots=True)
class _Subject:
    work: str | None = None
    person: str | None = None
    season: int | None = None


class _Reader:
    """Reads one entity, with the others of its document at hand for their labels."""

    def __init__(self, entity: _Entity, entities: Mapping[str, _Entity], day: date, name: str) -> None:
        if not IS_ID.fullmatch(entity.id):
            raise NotADocument(f"{name}: {entity.id[:40]!r} is no entity's id; allowed are ids such as Q42")
        self._entity = entity
        self._entities = entities
        label = self._label_of(entity.id)
        if label is None:
            raise NotADocument(f"{name}: {entity.id} has no English name")
        self._label = label
        self._subject = self._find_subject(label, name)
        source = Source(SERVICE, entity.id)
        page = make_page(entity.id)
        self._facts = Collector(source, title=label, publisher=PUBLISHER, page=page, day=day)

    def read(self) -> Imported:
        """Its facts."""
        unknown: list[str] = []
        for property_id, statements in self._entity.statements.items():
            relation = _BY_PROPERTY.get(property_id)
            if relation is not None and property_id not in (_CAME_OUT, _AWARD):
                if not (relation.wikidata == _PART_OF and self._subject.season is not None):
                    self._read_statements(relation, _best(statements))
            elif relation is None and property_id not in _READ and _is_of_content(statements):
                unknown.append(property_id)
        self._read_release()
        self._read_awards()
        if unknown:
            listed = ", ".join(sorted(unknown, key=lambda each: (len(each), each))[:_MOST_LISTED])
            more = ", …" if len(unknown) > _MOST_LISTED else ""
            self._facts.leave_out(f"property that no relation has ({listed}{more})", len(unknown))
        if self._subject.season is None:
            kind = Kind.PERSON if self._subject.person else Kind.WORK
            self._facts.call(kind, self._label, self._find_aliases())
            self._facts.identify(kind, self._label, (f"wikidata:{self._entity.id}", *self._find_ids()))
        return self._facts.finish()

    def _find_subject(self, label: str, name: str) -> _Subject:
        kinds = set(self._ids_of(_INSTANCE_OF))
        if _HUMAN in kinds:
            return _Subject(person=label)
        if not kinds & _SEASONS:
            return _Subject(work=label)
        for statement in _best(self._entity.statements.get(_PART_OF, [])):
            series = next(map(self._label_of, _ids_in(statement.mainsnak)), None)
            for ordinal in statement.qualifiers.get(_ORDINAL, ()):
                number = _read_text(ordinal) or ""
                if series is not None and number.isascii() and number.isdigit() and len(number) < 4:
                    return _Subject(work=series, season=int(number))
        raise NotADocument(
            f"{name}: {self._entity.id} is a season, and does not say of what, or which; its series has to stand in "
            f"{_PART_OF} with its number in {_ORDINAL}, and in the document with its name"
        )

    def _ids_of(self, property_id: str) -> Iterator[str]:
        for statement in _best(self._entity.statements.get(property_id, [])):
            yield from _ids_in(statement.mainsnak)

    def _label_of(self, entity_id: str) -> str | None:
        entity = self._entities.get(entity_id)
        labels = entity.labels if entity is not None and isinstance(entity.labels, dict) else {}
        return next((tidy(labels[each].value) or None for each in LANGUAGES if each in labels), None)

    def _find_ids(self) -> Iterator[str]:
        """What other services know it by."""
        for property_id, prefix in _OUTSIDE_IDS.items():
            for statement in _best(self._entity.statements.get(property_id, [])):
                value = statement.mainsnak.datavalue
                text: object = msgspec.json.decode(value.value) if value is not None else None
                if isinstance(text, str):
                    yield f"{prefix}{text}"

    def _find_aliases(self) -> list[str]:
        aliases = self._entity.aliases if isinstance(self._entity.aliases, dict) else {}
        return [term.value for language in LANGUAGES for term in aliases.get(language, [])][:_MOST_ALIASES]

    def _say(
        self,
        relation: str,
        value: str | None,
        *,
        character: str | None = None,
        about: str | None = None,
        note: str | None = None,
    ) -> None:
        subject = self._subject
        self._facts.say(
            relation,
            value,
            work=subject.work,
            person=subject.person,
            season=subject.season,
            character=character,
            about=about,
            note=note,
        )

    def _read_statements(self, relation: Relation, statements: list[_Statement]) -> None:
        values = [(statement, self._read_value(relation, statement.mainsnak)) for statement in statements]
        said = [(statement, value) for statement, value in values if value is not None]
        if relation.one_value and said:
            # One of several is meant, such as the day of the first country in which it came out.
            said = [min(said, key=_find_day)] if relation.is_dated else said[:1]
        for statement, value in said:
            language = self._name_qualifier(statement, _LANGUAGE)
            if relation.name == "genre":
                # "Adventure anime and manga" is Wikidata's name of a genre in that medium.
                value = value.removesuffix(_OF_ANIME)
            self._say(relation.name, value, character=self._name_qualifier(statement, _ROLE), note=language)

    def _read_release(self) -> None:
        for property_id in (_CAME_OUT, _BEGAN):
            statements = _best(self._entity.statements.get(property_id, []))
            if statements and self._subject.person is None:
                self._read_statements(RELATIONS["release date"], statements)
                return

    def _read_awards(self) -> None:
        for property_id, outcome in ((_AWARD, "won"), (_NOMINATED, "nominated")):
            for statement in _best(self._entity.statements.get(property_id, [])):
                award = next(map(self._label_of, _ids_in(statement.mainsnak)), None)
                whom = self._name_qualifier(statement, _WINNER) or self._name_qualifier(
                    statement, _AWARDED_FOR
                )
                self._say("award", award, about=whom, note=outcome)

    def _name_qualifier(self, statement: _Statement, property_id: str) -> str | None:
        for snak in statement.qualifiers.get(property_id, ()):
            for entity_id in _ids_in(snak):
                return self._label_of(entity_id)
        return None

    def _read_value(self, relation: Relation, snak: _Snak) -> str | None:
        value = snak.datavalue
        if snak.snaktype != "value" or value is None:
            return None
        match value.type:
            case "wikibase-entityid":
                found = next(map(self._label_of, _ids_in(snak)), None)
                if found is None:
                    self._facts.leave_out(f"{relation.name}: its value has no name in the document")
                return found
            case "time" if relation.is_dated:
                found = _read_time(msgspec.json.decode(value.value, type=_Time))
                if found is None:
                    self._facts.leave_out(f"{relation.name}: a date that is no year, month or day")
                return found
            case "quantity":
                return self._read_quantity(relation, msgspec.json.decode(value.value, type=_Quantity))
            case _:
                return _read_text(snak)

    def _read_quantity(self, relation: Relation, quantity: _Quantity) -> str | None:
        if not _AMOUNT.fullmatch(quantity.amount):
            return None
        amount = Decimal(quantity.amount)
        unit = _UNIT.fullmatch(quantity.unit)
        if relation.name == "running time":
            factor = _MINUTES.get(unit[1] if unit else "")
            return None if factor is None else str(round(amount * factor))
        if relation.value is ValueType.COUNT:
            return str(int(amount)) if amount == int(amount) else None
        name = self._label_of(unit[1]) if unit else None
        if unit and name is None:
            self._facts.leave_out(f"{relation.name}: its unit has no name in the document")
            return None
        return f"{amount:,f} {name or ''}".strip()


def _best(statements: list[_Statement]) -> list[_Statement]:
    """The preferred statements, else the normal ones."""
    preferred = [statement for statement in statements if statement.rank == "preferred"]
    return preferred or [statement for statement in statements if statement.rank == "normal"]


def _is_of_content(statements: list[_Statement]) -> bool:
    """Whether a property says something of the thing, rather than where else it is listed or how it looks."""
    return all(
        statement.mainsnak.datatype not in {"external-id", "commonsMedia", "globe-coordinate"}
        for statement in statements
    )


def _read_text(snak: _Snak) -> str | None:
    value = snak.datavalue
    if value is None or value.type not in {"string", "monolingualtext"}:
        return None
    if value.type == "string":
        return msgspec.json.decode(value.value, type=str)
    return msgspec.json.decode(value.value, type=_MonolingualText).text


class _MonolingualText(msgspec.Struct):
    text: str


def _read_time(time: _Time) -> str | None:
    """A Wikidata time as EDTF: precision 11 is a day, 10 a month, 9 a year, 8 a decade."""
    found = _TIME.fullmatch(time.time)
    if found is None:
        return None
    year, month, day = found.groups()
    return {11: f"{year}-{month}-{day}", 10: f"{year}-{month}", 9: year, 8: f"{year[:3]}X"}.get(
        time.precision
    )


def _find_day(said: tuple[_Statement, str]) -> date:
    try:
        return get_window(said[1]).lower
    except DateError:
        return date.max
