"""What one import brings: the facts that one source states about one title on one day, and the title's other names.

Owns how a reader collects them, and which of them are left out: what facts files would refuse, and what no relation
of the vocabulary can say. Refuses certainty: a service's page reports, it is never official.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from bot.facts.clean_text import clean_text
from bot.facts.files import (
    IMPORT_PREFIX,
    FactsFile,
    NamesFile,
    is_outside_id,
    list_problems,
    settle_time,
)
from bot.facts.model import Article, Fact, Kind, OtherName
from bot.facts.relations import RELATIONS

_MOST_REASONS = 5
_PARAGRAPH = re.compile(r"</p>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")
_NO_TITLE = re.compile(r"(?:(?:episode|ep\.?|chapter)\s*)?\d+|tba|tbd|to be announced", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Decoded = TypeVar("Decoded")


class NotADocument(Exception):
    """A document cannot be imported; the message says what is wrong with it, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from: ``tvmaze:82`` is show 82 of TVmaze."""

    service: str
    key: str
    """The service's own id of the title."""

    def __str__(self) -> str:
        return f"{self.service}:{self.key}"

    @property
    def path(self) -> Path:
        """What stands for it where the store keeps the path of a facts file."""
        return Path(f"{IMPORT_PREFIX}{self}")


@dataclass(frozen=True, slots=True)
class Imported:
    """All that one source states on one day."""

    source: Source
    file: FactsFile
    names: NamesFile | None
    left_out: tuple[tuple[str, int], ...]
    """What is not imported and why, with how often, the most frequent first."""


class Collector:
    """Takes in what a document states about one title, fact by fact.

    ``publisher`` and ``page`` are named as the source of each fact, ``day`` is when the document was retrieved. More
    facts than ``most`` are refused.
    """

    def __init__(
        self,
        source: Source,
        *,
        title: str,
        publisher: str,
        page: str | None,
        day: date,
        most: int | None = None,
    ) -> None:
        self._source = source
        self._most = most
        self._article = Article(
            id=f"{day.isoformat()}-{source.service}-{source.key}",
            published_on=day,
            title=f"{tidy(title)[:200]} on {publisher}",
            publisher=publisher,
            url=page,
        )
        self._facts: dict[Fact, None] = {}
        self._names: dict[tuple[Kind, str], dict[str, None]] = {}
        self._ids: dict[tuple[Kind, str], dict[str, None]] = {}
        self._left_out: Counter[str] = Counter()

    def say(
        self,
        relation: str,
        value: str | int | None,
        *,
        work: str | None = None,
        person: str | None = None,
        season: int | None = None,
        part: int | None = None,
        episode: int | None = None,
        character: str | None = None,
        by: str | None = None,
        about: str | None = None,
        note: str | None = None,
    ) -> None:
        """Take in a fact; a value that is missing or blank is none."""
        text = tidy(str(value)) if value is not None else ""
        if not text:
            return
        if relation not in RELATIONS:
            self.leave_out(f"{relation}: there is no such relation yet")
            return
        allowed = RELATIONS[relation].qualifiers
        fact = Fact(
            relation=relation,
            value=text,
            work=tidy(work) if work else None,
            person=tidy(person) if person else None,
            season=season,
            part=part,
            episode=episode,
            # What a relation cannot say is left out, not the whole fact.
            character=_tidy_or_none(character) if "character" in allowed else None,
            by=_tidy_or_none(by) if "by" in allowed else None,
            about=_tidy_or_none(about) if "about" in allowed else None,
            note=_tidy_or_none(note),
        )
        problems = list_problems(fact)
        if problems:
            self.leave_out(f"{relation}: {problems[0]}")
        else:
            self._facts[settle_time(fact)] = None
        if self._most is not None and len(self._facts) > self._most:
            raise NotADocument(
                f"{self._source}: holds more than {self._most:,} facts, the most that is taken here"
            )

    def call(self, kind: Kind, name: str, spellings: Iterable[str | None]) -> None:
        """Take in other names of something."""
        also = self._names.setdefault((kind, tidy(name)), {})
        for spelling in spellings:
            text = tidy(spelling or "")
            if text and len(text) <= 300 and text.casefold() != name.casefold():
                also[text] = None

    def identify(self, kind: Kind, name: str, ids: Iterable[str | None]) -> None:
        """Take in what others know something by, as in "imdb:tt0903747"; None stands for an id that is missing."""
        given = self._ids.setdefault((kind, tidy(name)), {})
        given.update((each, None) for each in ids if each is not None and is_outside_id(each))

    def leave_out(self, why: str, count: int = 1) -> None:
        """Count something that is not imported."""
        self._left_out[why] += count

    def finish(self) -> Imported:
        """What was collected; NotADocument if there is no fact in it."""
        left_out = tuple(self._left_out.most_common())
        if not self._facts:
            why = f" ({'; '.join(reason for reason, _ in left_out[:_MOST_REASONS])})" if left_out else ""
            raise NotADocument(f"{self._source}: states nothing that can be imported{why}")
        facts = tuple(self._facts)
        names = tuple(
            OtherName(
                name=name,
                kind=kind,
                also=tuple(self._names.get((kind, name), ())),
                ids=tuple(sorted(self._ids.get((kind, name), ()))),
            )
            for kind, name in dict.fromkeys((*self._names, *self._ids))
            if self._names.get((kind, name)) or self._ids.get((kind, name))
        )
        return Imported(
            self._source,
            FactsFile(self._source.path, _digest(facts), self._article, facts),
            NamesFile(self._source.path, _digest(names), names) if names else None,
            left_out,
        )


def tidy(text: str) -> str:
    """Text on one line, without characters that no text has."""
    return " ".join(clean_text(text).split())


def read_markup(text: str | None) -> str | None:
    """Plain text of the little HTML that services put into summaries."""
    if text is None:
        return None
    return html.unescape(_TAG.sub("", _PARAGRAPH.sub(" ", text)))


def read_day(text: str | None) -> str | None:
    """A day as services write it, where it is one and not the zeros that stand for none."""
    return text if text and _DAY.fullmatch(text) and not text.startswith("0000") else None


def read_title(text: str | None) -> str | None:
    """The title of an episode, where it is more than its number or the word that nobody knows it yet."""
    return None if text is None or _NO_TITLE.fullmatch(tidy(text)) else text


def word_episode(season: int | None, number: int | None, name: str | None) -> str:
    """Which episode it is: "season 2, episode 5, “Ashes”"."""
    parts = [
        f"season {season}" if season is not None else "",
        f"episode {number}" if number is not None else "",
        f"“{tidy(name)}”" if name else "",
    ]
    return ", ".join(filter(None, parts))


def word_running(episode: int | None) -> str:
    """How a show stands that has not ended, by the number of its next episode: its season is on air, or it returns."""
    return "airing" if episode is not None and episode > 1 else "returning"


def decode(content: bytes, form: type[Decoded], name: str) -> Decoded:
    """A service's document in its typed form; NotADocument with the place of what is wrong."""
    try:
        return msgspec.json.decode(content, type=form)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NotADocument(f"{name}: is not as documented: {error}") from error
    except RecursionError as error:
        raise NotADocument(f"{name}: is nested too deeply to be a document of a service") from error


def _tidy_or_none(text: str | None) -> str | None:
    return tidy(text) or None if text else None


def _digest(parts: object) -> bytes:
    return hashlib.blake2b(msgspec.json.encode(parts), digest_size=16).digest()
