"""Whatever the facts say, a layout fits a Discord message, pings nobody and links to nothing but its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any  # components are JSON

import hypothesis
from discord import ui
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.answers import Ambiguous, Answer, Found, NoFact, NotUnderstood, Section, Statement, UnknownName
from bot.answers.effect_of_report import Effect, EffectKind
from bot.answers.rank import make_section
from bot.answers.wording import word_answer
from bot.display.components import TEXT_LIMIT
from bot.display.escape import BUTTON_LIMIT, link
from bot.display.fans.answer import make_answer_layout, make_earlier_layout, make_sources_layout
from bot.display.moderators.article_facts import make_article_layout
from bot.display.moderators.fact_card import make_fact_layout
from bot.display.moderators.stale_facts import make_stale_layout
from bot.display.paged_list import ENTRIES_ON_PAGE, find_span
from bot.display.text_blocks import make_blocks, paginate
from bot.facts.dates import get_window
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity, Pin, Report
from bot.moderation.single_facts import FactOverview
from bot.moderation.stale_facts import StaleFact
from bot.names import strip_unseen
from bot.questions import Question
from bot.questions.question import decode
from bot.store import Change, ChangeKind, StepKind, Touch
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
DATES = st.sampled_from(["2024", "2024-40", "2025-33", "2022-01-28", "2024?", "199X"])
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
    dated = relation.value is ValueType.DATE
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
    alike = OF_DATES if relation.value is ValueType.DATE else OF_NAMES if relation.names else OF_TEXT
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
    section = make_section(relation, subject, draw(SEASONS), found, TODAY)
    statements = tuple(Statement(f"{report.value[:280]}{at}", (report,)) for at, report in enumerate(many))
    backwards = relation.backwards is not None and draw(st.booleans())
    if len(many) > len(found) and relation.value is not ValueType.DATE:
        return Section(relation, subject, None, statements, section.earlier, backwards=backwards)
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
    custom_ids = [part["custom_id"] for part in parts if part["type"] == 2]
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


def make_touch(reason: str) -> Touch:
    change = Change(
        id=10**6, what=ChangeKind.APPROVE, by=None, at="2024-01-01T00:00:00+00:00", reason=reason, undoes=None,
        undone=False, articles=1, added=1, removed=0,
    )  # fmt: skip
    return Touch(change=change, what=StepKind.RETRACTION, gone=False)


@given(answers(), st.integers(-2, 200), shown(300))
@hypothesis.settings(max_examples=120, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_card_and_list_of_facts_fits_and_is_safe(answer: Answer, page: int, reason: str) -> None:
    every = (*answer.reports, *answer.earlier) if isinstance(answer, Found) else ()
    # A list has each fact once, but anything may be on it.
    many = [replace(every[number % len(every)], id=number) for number in range(1, 31) if every]
    for report in every[:3]:
        urls = {report.url} if report.url else set()
        pinned = replace(report, pin=Pin(reason, TODAY))
        disputed = FactOverview(pinned, Effect(EffectKind.DISPUTES, every), (make_touch(reason),) * 20)
        check(make_fact_layout(disputed, TODAY), urls)
        check(
            make_fact_layout(FactOverview(report, Effect(EffectKind.NEW), ()), TODAY, notice="Restored"), urls
        )
    if every:
        urls = {report.url for report in every if report.url}
        on_page = many[:ENTRIES_ON_PAGE]
        check(make_article_layout(every[0].article, on_page, 300, find_span(page, 300)), urls)
    check(make_stale_layout([StaleFact(each, passed=False, since=TODAY) for each in many], page), set())


@given(answers(), st.integers(-2, 200), st.none() | st.just(1400000000000000000))
@hypothesis.settings(max_examples=120, suppress_health_check=list(hypothesis.HealthCheck))
def test_every_page_of_every_answer_fits_and_is_safe(answer: Answer, page: int, asker: int | None) -> None:
    check(make_answer_layout(answer, page=page, asker=asker), set())
    if isinstance(answer, Found):
        every = (*answer.reports, *answer.earlier)
        check(make_sources_layout(answer), {report.url for report in every if report.url})
        check(make_earlier_layout(answer), set())


@given(shown(4000), st.booleans())
@hypothesis.settings(max_examples=60)
def test_a_quote_is_shown_whole_and_unaltered_over_as_many_blocks_as_it_takes(
    said: str, spoiler: bool
) -> None:
    work = Entity(1, Kind.WORK, "A Show")
    report = Report(
        id=1, subject=work, relation="quote", season=None, value=said, named=None, window=None,
        certainty=Certainty.REPORTED, according_to=None, evidence=None, spoiler=spoiler, character=None,
        speaker=Entity(2, Kind.PERSON, "Zoe"), author=None, about=None, note=None, on=None, article="a",
        published_on=date(2024, 1, 1), title=None, publisher=None, url=None,
    )  # fmt: skip
    section = make_section(RELATIONS["quote"], work, None, [report], TODAY)
    blocks = make_blocks(word_answer(Found(Question("quote", work), (section,))))
    *before, last = blocks
    lines = [*before, last.rsplit("\n", 1)[0]]
    assert all(line.startswith("> ") for line in lines)
    texts = [line.removeprefix("> ") for line in lines]
    if spoiler:
        assert all(text.startswith("||") and text.endswith("||") for text in texts)
        texts = [text.removeprefix("||").removesuffix("||") for text in texts]
    words = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", " ".join(texts))
    assert "".join(words.split()) == "".join(f"“{strip_unseen(said)}”".split())
    assert [block for page in paginate(blocks) for block in page] == blocks


@given(questions())
async def test_a_questions_code_gives_the_question_back(question: Question) -> None:
    """Except that it keeps only as many of the words it is about as there is room for."""
    known = {entity.id: entity for entity in (question.subject, question.named) if entity}
    hypothesis.assume(not (question.subject and question.named and question.subject.id == question.named.id))

    async def find_entity(entity: int) -> Entity | None:
        return known.get(entity)

    code = question.encode()
    assert len(code) <= 90
    decoded = await decode(code, find_entity)
    assert decoded is not None
    assert decoded.encode() == code
    assert (decoded.relation, decoded.subject, decoded.named, decoded.season, decoded.past) == (
        question.relation, question.subject, question.named, question.season, question.past
    )  # fmt: skip
    about, kept = question.about or "", decoded.about or ""
    assert about.startswith(kept)
    assert kept == about or len(kept) >= 16


@given(st.text(max_size=100))
async def test_a_damaged_code_is_no_question_and_no_crash(code: str) -> None:
    async def find_entity(entity: int) -> Entity | None:
        return None

    decoded = await decode(code, find_entity)
    assert decoded is None or decoded.subject is None
