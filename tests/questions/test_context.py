"""Follow-ups: what a question leaves out comes from the one before it, and what it says itself stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.names import NameEntry, NameIndex
from bot.questions import Question, draft, understand

MOON = Entity(1, Kind.WORK, "Moon High")
TIDE = Entity(2, Kind.WORK, "Tidewater")
JI_HU = Entity(3, Kind.PERSON, "Park Ji-hu")
QUILL = Entity(4, Kind.PERSON, "Mara Quill")
ONJO = Entity(5, Kind.CHARACTER, "Nam Onjo")
NETFLIX = Entity(6, Kind.TOPIC, "Netflix")
NAMES = NameIndex.build(
    NameEntry(entity.id, entity.kind, entity.name) for entity in (MOON, TIDE, JI_HU, QUILL, ONJO, NETFLIX)
)

WHEN_2 = Question("release date", subject=MOON, season=2)
WHO_DIRECTED = Question("director", subject=MOON)
HER_PART = Question("cast member", subject=MOON, named=JI_HU)


def read(text: str, before: Question | None) -> Question | None:
    """The likeliest reading of a follow-up, where it is one."""
    taken_apart = draft(text, NAMES)
    readings = (understand(taken_apart, NAMES, before) if taken_apart else None) or ()
    return next((reading for reading in readings if isinstance(reading, Question)), None)


def parts(question: Question | None) -> tuple[str | None, str | None, str | None, int | None]:
    """What is carried over: relation, subject, named and season."""
    assert question is not None
    subject, named = (entity.name if entity else None for entity in (question.subject, question.named))
    return question.relation, subject, named, question.season


@pytest.mark.parametrize(
    "text", ["who's in it?", "and who is in it", "cast?", "and the cast", "who stars in the show"]
)
def test_the_work_and_its_season_are_carried_over(text: str) -> None:
    """A follow-up without a title goes on about the show, and about the season it was about."""
    assert parts(read(text, WHEN_2)) == ("cast member", "Moon High", None, 2)


@pytest.mark.parametrize(
    "text", ["what about season 1?", "and season 1", "how about s1", "season 1?", "and the first season?"]
)
def test_a_season_alone_asks_the_same_of_that_season(text: str) -> None:
    assert parts(read(text, WHEN_2)) == ("release date", "Moon High", None, 1)


def test_a_season_in_the_follow_up_overrides_the_one_before() -> None:
    assert parts(read("who's in season 1?", WHEN_2)) == ("cast member", "Moon High", None, 1)


@pytest.mark.parametrize("text", ["what about Tidewater?", "and Tidewater", "how about tidewater"])
def test_another_work_is_asked_the_same(text: str) -> None:
    """ "What about" another show repeats the question; the season stays behind with the show it was of."""
    assert parts(read(text, WHEN_2)) == ("release date", "Tidewater", None, None)


def test_another_person_is_asked_the_same() -> None:
    before = Question("represented by", subject=JI_HU)
    assert parts(read("what about Mara Quill?", before)) == ("represented by", "Mara Quill", None, None)


@pytest.mark.parametrize("text", ["which agency is she with?", "and her agency?", "who represents her"])
def test_she_is_the_person_before(text: str) -> None:
    assert parts(read(text, HER_PART)) == ("represented by", "Park Ji-hu", None, None)


def test_who_she_plays_goes_on_about_the_show() -> None:
    assert parts(read("who does she play?", HER_PART)) == ("cast member", "Moon High", "Park Ji-hu", None)


def test_what_else_she_was_in_leaves_the_show() -> None:
    assert parts(read("what else has she been in", HER_PART)) == ("cast member", None, "Park Ji-hu", None)


def test_what_she_said_is_about_the_show_and_by_her() -> None:
    before = Question("director", subject=MOON, named=QUILL)
    assert parts(read("what did she say?", before)) == ("quote", "Moon High", "Mara Quill", None)


FULL = (
    "who directed Tidewater",
    "Tidewater season 3 cast",
    "when did Tidewater come out",
    "is Mara Quill in Tidewater",
    "who represents Mara Quill",
)


@given(
    st.sampled_from(FULL),
    st.builds(
        Question,
        relation=st.sampled_from([None, "director", "release date", "cast member", "quote"]),
        subject=st.sampled_from([None, MOON, JI_HU]),
        named=st.sampled_from([None, JI_HU, ONJO, NETFLIX]),
        season=st.sampled_from([None, 1, 2]),
        past=st.booleans(),
        yes_no=st.booleans(),
    ),
)
def test_a_question_that_says_all_is_not_changed_by_any_before(text: str, before: Question) -> None:
    """Nothing that a question says itself is overridden."""
    assert read(text, before) == read(text, None)


@pytest.mark.parametrize("text", ["what about season 1?", "who's in it?", "and the director?"])
def test_how_the_question_before_was_put_is_not_carried_over(text: str) -> None:
    """A yes-or-no question, or one about the past, makes no such question of what follows it."""
    before = Question("release date", subject=MOON, season=2, past=True, yes_no=True, official=True)
    followed = read(text, before)
    assert followed is not None
    assert (followed.past, followed.yes_no) == (False, False)


def test_what_is_asked_of_a_year_or_a_topic_is_not_carried_to_another_relation() -> None:
    before = Question("quote", subject=MOON, role="director", about="virus")
    followed = read("who's in it?", before)
    assert followed is not None
    assert (followed.role, followed.about, followed.when) == (None, None, None)


@pytest.mark.parametrize("text", ["why?", "really?", "hm", "no way", "😀"])
def test_a_remark_is_no_follow_up(text: str) -> None:
    """What asks for nothing repeats no question."""
    assert read(text, WHEN_2) is None


@pytest.mark.parametrize("text", ["who directed it", "who's in it?", "what about season 1?"])
def test_without_a_question_before_no_work_is_made_up(text: str) -> None:
    followed = read(text, None)
    assert followed is None or (followed.subject, followed.named) == (None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is it on Netflix?", ("platform", "Moon High", "Netflix", None)),
        ("is Park Ji-hu in it?", ("cast member", "Moon High", "Park Ji-hu", None)),
        ("did Mara Quill direct it?", ("director", "Moon High", "Mara Quill", None)),
        ("who does Park Ji-hu play in it", ("cast member", "Moon High", "Park Ji-hu", None)),
    ],
)
def test_it_is_the_show_before_even_where_somebody_is_named(
    text: str, expected: tuple[str | None, str | None, str | None, int | None]
) -> None:
    assert parts(read(text, WHO_DIRECTED)) == expected
