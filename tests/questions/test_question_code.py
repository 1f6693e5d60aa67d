"""A question's code: short enough for a button, read back as it was, and harmless when it is forged."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity
from bot.questions import Question, decode

LONGEST_CODE = 90
LEAST_ABOUT = 12
"""Characters that remain of what a quote should be about."""
_PEOPLE = sorted(name for name, relation in RELATIONS.items() if relation.names is Kind.PERSON)
_DATES = sorted(name for name, relation in RELATIONS.items() if relation.is_dated)


async def find_any(entity: int) -> Entity | None:
    """A store in which every number is a show."""
    return Entity(entity, Kind.WORK, f"Show {entity}")


async def find_none(_entity: int) -> Entity | None:
    """A store from which everything is gone."""
    return None


def read(code: str) -> Question | None:
    return asyncio.run(decode(code, find_any))


_ENTITIES = st.none() | st.integers(1, 10**9).map(lambda number: Entity(number, Kind.WORK, f"Show {number}"))
_PLAIN = st.builds(
    Question,
    relation=st.none() | st.sampled_from(sorted(RELATIONS)),
    subject=_ENTITIES,
    named=_ENTITIES,
    season=st.none() | st.integers(1, 200),
    past=st.booleans(),
    yes_no=st.booleans(),
    negated=st.booleans(),
    official=st.booleans(),
    mentioned=_ENTITIES,
)
_BY_DATE = st.builds(replace, _PLAIN, relation=st.sampled_from(_DATES), when=st.integers(1900, 2099).map(str))
_TWO_STEPS = st.builds(replace, _PLAIN, relation=st.sampled_from(_PEOPLE), role=st.sampled_from(_PEOPLE))
_QUOTES = st.builds(
    replace,
    _PLAIN,
    relation=st.just("quote"),
    role=st.none() | st.sampled_from(_PEOPLE),
    about=st.none() | st.text("abc가나 é", min_size=1, max_size=60),
)
QUESTIONS = st.one_of(_PLAIN, _BY_DATE, _TWO_STEPS, _QUOTES)


@given(QUESTIONS)
def test_a_code_fits_into_a_button(question: Question) -> None:
    """Discord allows 100 characters, and a button's kind needs some of them."""
    assert len(question.encode()) <= LONGEST_CODE


@given(QUESTIONS)
def test_a_code_is_read_back_as_the_question_it_was(question: Question) -> None:
    """All of it, but for what a quote should be about: of that as many characters as have room."""
    again = read(question.encode())
    assert again is not None
    assert replace(again, about=None) == replace(question, about=None)
    assert (question.about or "").startswith(again.about or "")
    assert len(again.about or "") >= min(len(question.about or ""), LEAST_ABOUT)


@given(QUESTIONS)
def test_a_code_that_was_read_is_written_the_same_again(question: Question) -> None:
    code = question.encode()
    again = read(code)
    assert again is not None
    assert again.encode() == code


def test_what_a_quote_is_about_cannot_break_the_code() -> None:
    """A fan's text may hold the very sign that parts the fields."""
    question = Question("quote", about="a|b|9|9|9")
    assert read(question.encode()) == Question("quote", about="a b 9 9 9")


@given(QUESTIONS.filter(lambda question: question.subject is not None or question.named is not None))
def test_a_question_of_what_is_gone_is_none(question: Question) -> None:
    assert asyncio.run(decode(question.encode(), find_none)) is None


@given(st.text(max_size=100))
@example("")
@example("||||||||")
@example("director|999999999999999999|||||||")
@example("director|-1|||||||")
@example("director|１|||||||")
@example("director|1e3|||||||")
def test_a_forged_code_is_a_question_or_nothing(code: str) -> None:
    """Anybody can send any custom_id: it raises nothing, and asks for no relation that there is not."""
    question = read(code)
    assert question is None or question.relation is None or question.relation in RELATIONS


SOUND = Question("director", subject=Entity(1, Kind.WORK, "Show 1"), season=2, role="director").encode()
RELATION, SUBJECT, SEASON, ROLE, WHEN, FLAGS = 0, 1, 3, 4, 5, 6


def damage(field: int, text: str) -> str:
    """The sound code with one field replaced."""
    fields = SOUND.split("|")
    fields[field] = text
    return "|".join(fields)


@pytest.mark.parametrize(
    "code",
    [
        damage(RELATION, "no such relation"),
        damage(ROLE, "no such role"),
        damage(SUBJECT, "9" * 19),
        damage(SUBJECT, "-1"),
        damage(SUBJECT, "one"),
        damage(SUBJECT, "１"),
        damage(SEASON, "2024"),
        damage(WHEN, "20"),
        damage(FLAGS, "x"),
        SOUND[:-1],
        "|" + SOUND,
        "director",
        "",
    ],
)
def test_a_damaged_code_is_nothing(code: str) -> None:
    """One field out of place, and the sound code around it means nothing any more."""
    assert read(SOUND) is not None
    assert read(code) is None
