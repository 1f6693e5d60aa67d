"""Reading reports from the store: their columns, a report from a row, and those that were read last."""

from __future__ import annotations

from datetime import date
from typing import Any  # a row of SQLite holds values of several types

from bot.facts.dates import Window
from bot.facts.model import Certainty, Kind
from bot.facts.report import Entity, Pin, Report

_ROLES = ("subject", "named", "character", "speaker", "author")

# The main spelling of every linked name comes along, so that an answer takes one query.
SELECT_REPORTS = (
    "SELECT fact.id, fact.relation, fact.season, fact.part, fact.episode, fact.value, fact.lower, fact.upper, fact.certainty,"
    " fact.according_to, fact.evidence, fact.spoiler, fact.about, fact.note, fact.said_on,"
    " article.slug, article.published_on, article.title, article.publisher, article.url, pin.reason, pin.until, confirmation.day,"
    " fact.place, "
    + ", ".join(
        f"{role}_main.id, {role}_main.kind, coalesce({role}_main.shown, {role}_main.name)" for role in _ROLES
    )
    + " FROM fact JOIN article ON article.id = fact.article LEFT JOIN pin ON pin.fact = fact.id"
    " LEFT JOIN confirmation ON confirmation.fact = fact.id"
    + "".join(
        f' LEFT JOIN name AS {role}_name ON {role}_name.id = fact."{role}"'
        f" LEFT JOIN name AS {role}_main ON {role}_main.id = {role}_name.entity"
        for role in _ROLES
    )
)

# Spoilers are few: walk their index, and let one fact that is no spoiler clear a name they mention.
SELECT_ONLY_IN_SPOILERS = (
    "WITH mentioned (name) AS ("
    "SELECT subject FROM fact INDEXED BY fact_spoiler JOIN name ON name.id = subject"
    " WHERE spoiler = 1 AND name.kind <> 'work'"
    + "".join(
        f' UNION SELECT "{role}" FROM fact INDEXED BY fact_spoiler WHERE spoiler = 1 AND "{role}" IS NOT NULL'
        for role in _ROLES[1:]
    )
    + ") SELECT DISTINCT name.entity FROM mentioned JOIN name ON name.id = mentioned.name"
    " WHERE NOT (name.kind = 'work' AND EXISTS (SELECT 1 FROM name AS spelling"
    " CROSS JOIN fact WHERE fact.subject = spelling.id AND spelling.entity = name.entity))"
    + "".join(
        " AND NOT EXISTS (SELECT 1 FROM name AS spelling CROSS JOIN fact"
        f' WHERE fact."{role}" = spelling.id AND spelling.entity = name.entity AND fact.spoiler = 0)'
        for role in _ROLES
    )
)
"""The entities that only spoilers mention. A work's title is no spoiler for what is told about the work."""

_MOST_REMEMBERED = 5000
"""Reports: a few megabytes."""

_CERTAINTIES = {certainty.value: certainty for certainty in Certainty}
_KINDS = {kind.value: kind for kind in Kind}


def read_report(row: tuple[Any, ...]) -> Report:
    """A report from a row of SELECT_REPORTS."""
    (
        fact_id, relation, season, part, episode, value, lower, upper, certainty, according_to, evidence, spoiler,
        about, note, on, slug, published_on, title, publisher, url, pin_reason, pinned_until, confirmed_on,
        place, *names,
    ) = row  # fmt: skip
    subject, named, character, speaker, author = (_read_entity(*names[at : at + 3]) for at in range(0, 15, 3))
    assert subject is not None, "the schema gives every fact a subject"
    return Report(
        id=fact_id,
        subject=subject,
        relation=relation,
        season=season,
        part=part,
        episode=episode,
        value=value,
        named=named,
        window=Window(date.fromisoformat(lower), date.fromisoformat(upper)) if lower else None,
        certainty=_CERTAINTIES[certainty],
        according_to=according_to,
        evidence=evidence,
        spoiler=bool(spoiler),
        character=character,
        speaker=speaker,
        author=author,
        about=about,
        note=note,
        on=on,
        article=slug,
        place=place,
        published_on=date.fromisoformat(published_on),
        title=title,
        publisher=publisher,
        url=url,
        pin=Pin(pin_reason, date.fromisoformat(pinned_until)) if pinned_until else None,
        confirmed_on=date.fromisoformat(confirmed_on) if confirmed_on else None,
    )


class RememberedReports:
    """The reports that were read lately, by what was asked for, until the file changes: fans ask about the same shows."""

    def __init__(self) -> None:
        self._version = -1
        self._found: dict[tuple[object, ...], tuple[Report, ...]] = {}
        self._held = 0

    def find(self, asked: tuple[object, ...], version: int) -> tuple[Report, ...] | None:
        """What was read for this, if the file is still of that version."""
        return self._found.get(asked) if version == self._version else None

    def keep(self, asked: tuple[object, ...], version: int, found: tuple[Report, ...]) -> None:
        """Remember what was read from a version of the file; what was read from another is forgotten."""
        if version != self._version or self._held + len(found) > _MOST_REMEMBERED:
            self._version = version
            self._found.clear()
            self._held = 0
        if len(found) <= _MOST_REMEMBERED and asked not in self._found:
            # What finds nothing takes room too.
            self._held += max(1, len(found))
            self._found[asked] = found


def _read_entity(entity: int | None, kind: str, name: str) -> Entity | None:
    return None if entity is None else Entity(entity, _KINDS[kind], name)
