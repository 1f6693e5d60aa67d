"""Whatever a spoiler says, no layout of an answer shows it outside a veil, or at all where spoilers are hidden."""

from __future__ import annotations

import re
from datetime import date

from discord import ui
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.answers import (
    Ambiguous,
    Answer,
    Found,
    NoFact,
    Section,
    Statement,
    Timeline,
    UnknownName,
    Veil,
    show_timeline,
)
from bot.answers.rank import make_section
from bot.answers.timeline import make_timeline
from bot.display.fans.answer import make_answer_layout, make_earlier_layout, make_sources_layout
from bot.display.fans.timeline import make_timeline_layout
from bot.facts.dates import get_window
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity, Pin, Report, Spoilers
from bot.facts.scope import WHOLE, Scope
from bot.questions import Question
from tests.hostile import HOSTILE, pooled

TODAY = date(2024, 3, 1)
MOST_PAGES = 4
SECRET_IDS = range(1000, 1010)
WORDS = st.text(alphabet="ab|\\_* \n>", max_size=12) | HOSTILE.map(lambda text: text[:12])
YEARS = {True: ["2031", "2032-05"], False: ["2024", "2025-33"]}
"""Dates of spoilers, and of other facts: years tell what a spoiler says from the rest."""
SECRET = re.compile(r"zq|203[12]")
"""In every text of a spoiler, and in no other."""


# Of what is a spoiler, and of what is none.
TEXTS = {
    spoiler: st.builds(f"{{}}{'zq' if spoiler else 'x'}{{}}".format, WORDS, WORDS)
    for spoiler in (True, False)
}
IDS = {True: st.sampled_from(SECRET_IDS), False: st.integers(1, 6)}
ENTITIES = {
    spoiler: st.builds(Entity, IDS[spoiler], st.sampled_from(Kind), text) for spoiler, text in TEXTS.items()
}
MAYBE = {spoiler: st.none() | text for spoiler, text in TEXTS.items()}
SOMETHING = Entity(1, Kind.WORK, "x")
# A spoiler may mention what is known anyway; other facts never mention what only spoilers do.
WHO = {True: st.none() | ENTITIES[False] | ENTITIES[True], False: st.none() | ENTITIES[False]}
DATES = {spoiler: st.sampled_from(years) for spoiler, years in YEARS.items()}
PINS = {
    spoiler: st.none() | st.just(Pin("zq" if spoiler else "why", date(2025, 1, 1)))
    for spoiler in (True, False)
}
NUMBERS = st.integers(1, 10**6)
CERTAINTIES = st.sampled_from(Certainty)
ARTICLES = st.integers(1, 2)
DAYS = st.dates(date(2023, 1, 1), date(2024, 1, 1))


@st.composite
def free_reports(draw: st.DrawFn, like: Relation) -> Report:
    spoiler = draw(st.booleans())
    dated = like.value is ValueType.DATE
    who, maybe = WHO[spoiler], MAYBE[spoiler]
    named = draw(ENTITIES[spoiler]) if like.names else None
    value = named.name if named else draw((DATES if dated else TEXTS)[spoiler])
    return Report(
        id=draw(NUMBERS), subject=SOMETHING, relation=like.name, season=None, value=value, named=named,
        window=get_window(value) if dated else None,
        certainty=draw(CERTAINTIES), according_to=draw(maybe), evidence=None, spoiler=spoiler,
        character=draw(who), speaker=draw(who), author=draw(who), about=draw(maybe), note=draw(maybe), on=None,
        # An article that holds a spoiler may say it in its title.
        article=f"{'leak' if spoiler else 'plain'}-{draw(ARTICLES)}",
        published_on=draw(DAYS), title=draw(maybe), publisher=draw(maybe),
        url="https://zq.example/zq" if spoiler else None,
        pin=draw(PINS[spoiler]),
    )  # fmt: skip


OF_TEXT, OF_NAMES, OF_DATES = (
    pooled(free_reports(RELATIONS[name])) for name in ("plot", "genre", "release date")
)


def reports(relation: Relation, subject: Entity) -> st.SearchStrategy[Report]:
    alike = OF_DATES if relation.is_dated else OF_NAMES if relation.names else OF_TEXT
    return alike.map(lambda report: replace(report, subject=subject, relation=relation.name))


RELATION = st.sampled_from([RELATIONS[name] for name in sorted(RELATIONS)])
SEASONS = st.none() | st.just(1)


@st.composite
def sections(draw: st.DrawFn, subject: Entity | None = None) -> Section:
    relation = draw(RELATION)
    subject = subject or draw(ENTITIES[False])
    found = draw(st.lists(reports(relation, subject), min_size=1, max_size=7, unique_by=lambda each: each.id))
    if relation.backwards and draw(st.booleans()):
        return Section(relation, subject, WHOLE, (Statement(subject.name, tuple(found)),), backwards=True)
    return make_section(relation, subject, Scope(draw(SEASONS)), found, TODAY)


ASKED = st.none() | st.sampled_from(sorted(RELATIONS))
CLAIMS = st.none() | st.just("x")


@st.composite
def questions(draw: st.DrawFn) -> Question:
    return Question(
        relation=draw(ASKED), subject=draw(WHO[True]), named=draw(WHO[True]), yes_no=draw(st.booleans()),
        official=draw(st.booleans()), claim=draw(CLAIMS),
    )  # fmt: skip


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    question = draw(questions())
    candidates = tuple(draw(st.lists(ENTITIES[True] | ENTITIES[False], min_size=1, max_size=4)))
    choices = tuple(Question(subject=candidate) for candidate in candidates)
    match draw(st.sampled_from(["found", "found", "found", "ambiguous", "unknown", "no fact"])):
        case "found":
            return Found(question, tuple(draw(st.lists(sections(), min_size=1, max_size=4))))
        case "ambiguous":
            return Ambiguous("x", candidates, choices)
        case "unknown":
            return UnknownName("x", candidates, choices)
        case _:
            return NoFact(question, tuple(draw(st.lists(sections(), max_size=3))))


def read(layout: ui.LayoutView, *, lifted: bool) -> str:
    """All that a fan may see of a message: its text, its buttons' labels, and its pictures' descriptions.

    ``lifted``: whether to read behind veils as well. Escaped bars make no veil.
    """
    seen: list[str] = []
    for item in layout.walk_children():
        match item:
            case ui.TextDisplay(content=content):
                seen.append(content if lifted else _VEILED.sub(lambda found: found[1] or "▒", content))
            case ui.DynamicItem(item=ui.Button(label=str(label))):
                seen.append(label)
            case ui.MediaGallery(items=pictures):
                seen += [picture.description or "" for picture in pictures]
    return "\n".join(seen)


_VEILED = re.compile(r"(\\.)|\|\|.+?\|\|", re.DOTALL)


def layouts_of(answer: Answer, veil: Veil) -> list[ui.LayoutView]:
    """An answer's message, page by page, and whatever its buttons show."""
    return [
        *(make_answer_layout(answer, page=page, asker=1, veil=veil) for page in range(MOST_PAGES)),
        make_sources_layout(answer, veil),
        make_earlier_layout(answer, veil),
    ]


def test_what_is_read_is_what_discord_shows() -> None:
    """Without this, the tests below might prove nothing."""
    layout = ui.LayoutView()
    layout.add_item(ui.TextDisplay("a ||zq|| \\|\\|b\\|\\| ||zq \\|\\| zq||"))
    assert read(layout, lifted=False) == "a ▒ \\|\\|b\\|\\| ▒"
    assert SECRET.search(read(layout, lifted=True))


@given(answers())
def test_veiled_spoilers_are_behind_a_veil(answer: Answer) -> None:
    for layout in layouts_of(answer, Veil(Spoilers.VEILED, SECRET_IDS)):
        assert not SECRET.search(read(layout, lifted=False))


@given(answers())
def test_hidden_spoilers_are_nowhere(answer: Answer) -> None:
    for layout in layouts_of(answer, Veil(Spoilers.HIDDEN, SECRET_IDS)):
        assert not SECRET.search(read(layout, lifted=True))


@given(answers())
def test_where_spoilers_are_open_there_is_no_veil(answer: Answer) -> None:
    for layout in layouts_of(answer, Veil(Spoilers.OPEN, SECRET_IDS)):
        assert "▒" not in read(layout, lifted=False)


@given(st.data())
def test_a_timeline_shows_what_its_channel_shows(data: st.DataObject) -> None:
    relation = RELATIONS["release date"]
    work = Entity(1, Kind.WORK, "Moon High")
    found = data.draw(
        st.lists(reports(relation, work), min_size=1, max_size=9, unique_by=lambda each: each.id)
    )
    section = make_section(relation, work, WHOLE, found, TODAY)
    timeline: Timeline = make_timeline(Question(relation.name, work), work.name, [section])
    assert not SECRET.search(read(make_timeline_layout(timeline), lifted=False))
    shown = show_timeline(timeline, Veil(Spoilers.HIDDEN))
    assert (shown is None) == all(report.spoiler for report in found)
    if shown is not None:
        assert not SECRET.search(read(make_timeline_layout(shown), lifted=True))
        assert shown.hidden == sum(report.spoiler for report in found)
