"""Facts as moderators type them: what is read, and that everything wrong is said."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from bot.facts.model import Certainty, Fact, Kind
from bot.facts.report import Entity
from bot.moderation import ModerationError
from bot.moderation.typed_facts import (
    begin_fact,
    check_article,
    parse_fields,
    read_typed_fact,
    write_fields,
)
from bot.questions import Question

FIELDS = "Work: Moon High\nrelation: release date\nseason: 2\naccording to: The Agency\n\nspoiler: yes\nnote:"


def test_fields_are_read_however_their_keys_are_spelled() -> None:
    assert parse_fields(FIELDS) == (
        {
            "work": "Moon High",
            "relation": "release date",
            "season": 2,
            "according_to": "The Agency",
            "spoiler": True,
        },
        [],
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Moon High", "“Moon High” is not written as field: text"),
        ("work: Sun Low", "“work” is there twice"),
        ("season: two", "season “two” is not a whole number, as in 2"),
        ("spoiler: perhaps", "spoiler “perhaps” is neither yes nor no"),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, problem: str) -> None:
    assert parse_fields(f"work: Moon High\n{line}")[1] == [problem]


def test_what_is_written_is_read_again() -> None:
    fact = Fact(
        work="Moon High",
        relation="release date",
        value="2024",
        season=2,
        certainty=Certainty.RUMOURED,
        spoiler=True,
    )
    written = write_fields(msgspec.structs.asdict(fact))
    raw, problems = parse_fields(written)
    assert problems == []
    assert raw == {
        "work": "Moon High",
        "season": 2,
        "relation": "release date",
        "certainty": "rumoured",
        "spoiler": True,
    }
    assert "season" not in write_fields(msgspec.structs.asdict(fact), without={"season"})


def test_a_typed_fact_comes_with_the_article_that_says_it() -> None:
    source = {"published_on": "2024-02-20", "publisher": "The Paper", "url": "https://paper.example/1"}
    article, fact = read_typed_fact(" 2025 ", FIELDS, source)
    assert (article.id, article.published_on) == ("2024-02-20-moon-high-release-date", date(2024, 2, 20))
    assert (article.publisher, article.url) == ("The Paper", "https://paper.example/1")
    assert (fact.work, fact.season, fact.value, fact.spoiler) == ("Moon High", 2, "2025", True)


def test_every_reason_is_given_at_once() -> None:
    source = {"published_on": "soon", "url": "javascript:x"}
    with pytest.raises(ModerationError) as raised:
        read_typed_fact("2025", "work: Moon High\nnonsense\nrelation: wishes", source)
    said = str(raised.value)
    for wrong in ("nonsense", "wishes", "published_on", "javascript:x"):
        assert wrong in said
    assert len(raised.value.problems) == 4


def test_what_is_said_of_an_article_is_checked_key_by_key() -> None:
    assert check_article({"published_on": "2024-02-20", "title": "A title"}) == []
    assert len(check_article({"published_on": "soon", "title": "A title", "url": "no address"})) == 2


def test_a_question_says_what_its_fact_is_about() -> None:
    moon, lee = Entity(1, Kind.WORK, "Moon High"), Entity(2, Kind.PERSON, "Lee Min")
    both = begin_fact(Question("cast member", subject=moon, named=lee, season=2))
    assert both == {"relation": "cast member", "season": 2, "work": "Moon High"}
    assert begin_fact(Question("quote", named=lee))["person"] == "Lee Min"


@pytest.mark.parametrize(
    ("value", "fields"),
    [("2025-08-16T00:30:00+09:00", FIELDS), ("2025-08-16", f"{FIELDS}\non: 2025-08-16T00:30:00Z")],
)
def test_a_time_typed_as_a_date_is_refused(value: str, fields: str) -> None:
    with pytest.raises(ModerationError, match="holds a time"):
        read_typed_fact(value, fields, {})
