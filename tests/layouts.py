"""Answers with whatever facts may say, drawn by hypothesis, and the check that a layout of them fits and is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any  # components are JSON

from discord import ui
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.answers import Ambiguous, Answer, Found, NoFact, NotUnderstood, Section, Statement, UnknownName
from bot.answers.rank import make_section
from bot.display.components import TEXT_LIMIT
from bot.display.escape import BUTTON_LIMIT, link
from bot.facts.dates import get_window
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity, Report
from bot.facts.scope import WHOLE, Scope
from bot.questions import Question
from tests.hostile import HOSTILE, pooled

MOST_COMPONENTS = 40
TODAY = date(2024, 3, 1)


def shown(most: int) -> st.SearchStrategy[str]:
    """Text that a facts file may hold: up to a length, and not all of it unseen."""
    return HOSTILE.map(lambda text: ("x" + text * 8)[:most])


NAMES = shown(300)
IDS = st.integers(1, 10**9)
URLS = st.none() | st.sampled_from([
    "https://news.example/a", "https://news.example/" + "x" * 900, "http://a.b/](https://evil.example)<>@everyone",
])  # fmt: skip


WORKS = st.builds(Entity, IDS, st.just(Kind.WORK), NAMES)
ENTITIES = pooled(st.builds(Entity, IDS, st.sampled_from(Kind), NAMES))
SOMETHING = Entity(1, Kind.WORK, "x")
SEASONS = st.none() | st.integers(1, 60)
DATES = st.sampled_from(["2024", "2024-03-02T15:30Z", "2024-40", "2025-33", "2022-01-28", "2024?", "199X"])
VALUES = shown(4000)
MAYBE = st.none() | NAMES
WHO = st.none() | ENTITIES
NOTES = st.none() | shown(2000)
CERTAINTIES = st.sampled_from(Certainty)
MONTHS = st.sampled_from([None, "2022-06"])
ARTICLES = st.sampled_from(["a", "b", "c-" + "d" * 90])
DAYS = st.dates(date(2020, 1, 1), date(2026, 1, 1))


@st.composite
def free_reports(draw: st.DrawFn, relation: Relation) -> Report:
    dated = relation.is_dated
    value = draw(DATES if dated else VALUES)
    return Report(
        id=draw(IDS), subject=SOMETHING, relation=relation.name, season=draw(SEASONS), value=value,
        named=draw(ENTITIES) if relation.names else None, window=get_window(value) if dated else None,
        certainty=draw(CERTAINTIES), according_to=draw(MAYBE), evidence=None, spoiler=draw(st.booleans()),
        character=draw(WHO), speaker=draw(WHO), author=draw(WHO), about=draw(MAYBE), note=draw(NOTES),
        on=draw(MONTHS), article=draw(ARTICLES), published_on=draw(DAYS), title=draw(MAYBE), publisher=draw(MAYBE),
        url=draw(URLS),
    )  # fmt: skip


OF_TEXT, OF_NAMES, OF_DATES = (
    pooled(free_reports(RELATIONS[name])) for name in ("plot", "genre", "release date")
)


def reports(relation: Relation, subject: Entity) -> st.SearchStrategy[Report]:
    alike = OF_DATES if relation.is_dated else OF_NAMES if relation.names else OF_TEXT
    return alike.map(lambda report: replace(report, subject=subject, relation=relation.name))


RELATION = st.sampled_from([RELATIONS[name] for name in sorted(RELATIONS)])
TIMES = st.sampled_from([1, 1, 3, 30])


@st.composite
def sections(draw: st.DrawFn) -> Section:
    relation = draw(RELATION)
    subject = draw(ENTITIES)
    found = draw(st.lists(reports(relation, subject), min_size=1, max_size=4))
    # Many alike, as in a long cast, without drawing each.
    many = found * draw(TIMES)
    section = make_section(relation, subject, Scope(draw(SEASONS)), found, TODAY)
    statements = tuple(Statement(f"{report.value[:280]}{at}", (report,)) for at, report in enumerate(many))
    backwards = relation.backwards is not None and draw(st.booleans())
    if len(many) > len(found) and relation.value is not ValueType.DATE:
        return Section(relation, subject, WHOLE, statements, section.earlier, backwards=backwards)
    return section


ASKED = st.none() | st.sampled_from(sorted(RELATIONS))
ABOUT = st.none() | st.text(alphabet="abcdefgh éü지 ", min_size=1, max_size=60)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    return Question(
        relation=draw(ASKED), subject=draw(WHO), named=draw(WHO), season=draw(SEASONS), about=draw(ABOUT),
        past=draw(st.booleans()),
    )  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    question = draw(questions())
    candidates = tuple(draw(st.lists(ENTITIES, min_size=1, max_size=5, unique_by=lambda entity: entity.id)))
    choices = tuple(Question(question.relation, candidate) for candidate in candidates)
    match draw(st.sampled_from(["found", "found", "ambiguous", "unknown", "no fact", "not understood"])):
        case "found":
            found = tuple(draw(st.lists(sections(), min_size=1, max_size=5)))
            return Found(question, found, season_taken=draw(st.booleans()))
        case "ambiguous":
            return Ambiguous(draw(st.just("") | NAMES), candidates, choices)
        case "unknown":
            return UnknownName(draw(shown(6000)), candidates, choices)
        case "no fact":
            return NoFact(question, tuple(draw(st.lists(sections(), max_size=3))))
        case _:
            return NotUnderstood(draw(shown(6000)))


def walk(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        yield from walk([component["accessory"]] if "accessory" in component else [])


def check(layout: ui.LayoutView, allowed: set[str]) -> str:
    """Check that a layout is within Discord's limits and safe; returns its text."""
    parts = list(walk(layout.to_components()))  # type: ignore[no-untyped-call] # discord.py leaves it untyped
    texts = [part["content"] for part in parts if part["type"] == 10]
    assert len(parts) <= MOST_COMPONENTS
    assert layout.content_length() == sum(map(len, texts)) <= TEXT_LIMIT
    assert all(text.strip() for text in texts)
    custom_ids = [part["custom_id"] for part in parts if part["type"] == 2 and "url" not in part]
    assert len(set(custom_ids)) == len(custom_ids)
    assert all(1 <= len(custom_id) <= 100 for custom_id in custom_ids)
    assert all(1 <= len(part["label"]) <= BUTTON_LIMIT for part in parts if part["type"] == 2)
    said = "\n".join(texts)
    for address in allowed:
        if link(address).startswith("["):
            said = said.replace(link(address), "")
    assert not re.search(r"(?<!\\)(?:\\\\)*(?:@|<[@#:/a])", said), "a mention"
    assert not re.search(r"(?<!\\)(?:\\\\)*\]\(", said), "a masked link"
    assert "://" not in said, "a link that nobody vouches for"
    assert not re.search(r"^#{1,2} ", said, re.MULTILINE), "a heading that is not ours"
    return said
