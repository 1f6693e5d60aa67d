"""Facts as moderators type them: what is written into a form is read from it again, and everything wrong is said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
import pytest_asyncio

from bot.answers import NoFact, NotUnderstood, UnknownName
from bot.facts.model import Certainty, Fact, Kind
from bot.facts.report import Entity
from bot.moderation import ModerationError
from bot.moderation.typed_facts import (
    TypedFact,
    begin_answering,
    begin_fact,
    begin_from_topic,
    check_article,
    check_typed_fact,
    list_details,
    read_details,
    read_fact,
    read_source,
    write_details,
    write_fact,
    write_source,
)
from bot.names import NameIndex
from bot.questions import Question
from bot.store import FactStore

TODAY = date(2024, 3, 1)
MOON, LEE = Entity(1, Kind.WORK, "Moon High"), Entity(2, Kind.PERSON, "Lee Min")
NABI = Entity(3, Kind.CHARACTER, "Na-bi")
FACTS = """
[article]
id = "known"
published_on = 2024-01-29
[[fact]]
work = "Moon High"
relation = "cast member"
value = "Lee Min"
character = "Na-bi"
[[fact]]
work = "The Season 3"
relation = "genre"
value = "comedy"
[[fact]]
term = "moonie"
relation = "meaning"
value = "a fan"
about = "Moon High"
"""


@pytest_asyncio.fixture
async def names(database: Path, tmp_path: Path) -> AsyncIterator[NameIndex]:
    """The names of a few facts."""
    path = tmp_path / "known.toml"
    path.write_text(FACTS)
    async with FactStore.open(database) as store:
        await store.apply(await store.plan_load([path]))
        yield store.names


def read(names: NameIndex, about: str, relation: str, value: str, **base: object) -> dict[str, object]:
    """What is read from a form, which must hold nothing wrong."""
    raw, problems = read_fact(TypedFact(about, relation, value), base, names, TODAY)
    assert problems == []
    return raw


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (
            Fact(work="Moon High", season=2, relation="release date", value="2024-06"),
            ("Moon High season 2", "June 2024"),
        ),
        (
            Fact(work="Moon High", season=2, part=1, episode=3, relation="release date", value="2024-40"),
            ("Moon High season 2 part 1 episode 3", "the first half of 2024"),
        ),
        (
            Fact(work="Moon High", relation="cast member", value="Lee Min", character="Na-bi"),
            ("Moon High", "Lee Min as Na-bi"),
        ),
        (
            Fact(work="Moon High", relation="meaning", value="a student", character="Na-bi"),
            ("Na-bi (Moon High)", "a student"),
        ),
        (
            Fact(work="Moon High", season=2, relation="quote", value="Wait.", speaker="Lee Min"),
            ("Lee Min (Moon High season 2)", "Wait."),
        ),
        (Fact(term="moonie", relation="meaning", value="a fan", about="Moon High"), ("moonie", "a fan")),
        (Fact(person="Lee Min", relation="represented by", value="The Agency"), ("Lee Min", "The Agency")),
        (Fact(work="Moon High", relation="number of episodes", value="12"), ("Moon High", "12")),
        (
            Fact(
                work="Moon High", relation="plot", value="A moon.", certainty=Certainty.RUMOURED, spoiler=True
            ),
            ("Moon High", "A moon."),
        ),
    ],
)
async def test_what_is_written_is_read_again(names: NameIndex, fact: Fact, written: tuple[str, str]) -> None:
    given = msgspec.structs.asdict(fact)
    typed = write_fact(given)
    assert (typed.about, typed.value) == written
    raw, problems = read_fact(typed, given, names, TODAY)
    assert problems == []
    assert msgspec.convert(raw, Fact) == fact


async def test_it_is_read_as_people_write_it(names: NameIndex) -> None:
    assert read(names, "moon high,  s2", "release date", "2025")["season"] == 2
    assert read(names, "Moon High S2E5", "episode title", "Home") == {
        "work": "Moon High", "season": 2, "episode": 5, "relation": "episode title", "value": "Home",
    }  # fmt: skip
    assert read(names, "Moon High season 2 vol. 1", "genre", "x")["part"] == 1
    assert read(names, "Moon High", "number of episodes", "12 episodes")["value"] == "12"
    assert read(names, "Moon High", "status", "Cancelled")["value"] == "cancelled"
    assert read(names, "Moon High", "release date", "30 June 2024")["value"] == "2024-06-30"
    # A known title ends as it does.
    assert read(names, "The Season 3", "genre", "x") == {
        "work": "The Season 3",
        "relation": "genre",
        "value": "x",
    }
    assert read(names, "Lee Min", "award", "Best Newcomer")["person"] == "Lee Min"
    assert read(names, "Moon High", "award", "Best Drama")["work"] == "Moon High"
    assert read(names, "moonie (Moon High)", "meaning", "x")["about"] == "Moon High"


async def test_what_the_form_does_not_show_stays_as_far_as_the_kind_has_it(names: NameIndex) -> None:
    base = {"work": "Moon High", "note": "n", "certainty": "rumoured", "by": "Kim", "character": "Na-bi"}
    kept = read(names, "Moon High", "director", "Lee Min", **base)
    assert kept == {
        "work": "Moon High", "relation": "director", "value": "Lee Min", "note": "n", "certainty": "rumoured",
    }  # fmt: skip
    assert read(names, "Moon High", "based on", "A novel", **base)["by"] == "Kim"
    assert "character" not in read(names, "Moon High", "cast member", "Lee Min", **base)


@pytest.mark.parametrize(
    ("about", "relation", "value", "problem"),
    [
        ("", "genre", "x", "Say whom or what it is about"),
        ("Na-bi (…)", "meaning", "x", "which show they are in, as in Na-bi (Moon High)"),
        ("Moon High", "quote", "x", "say who said it too, as in Kim So-hyun (Moon High)"),
        ("Moon High", "cast member", "… as Na-bi", "Say what is known"),
        ("Moon High", "release date", "soon", "“soon” is no date. Write it as 30 June 2024"),
        ("Moon High", "wishes", "x", "Choose what kind of fact it is"),
    ],
)
async def test_what_is_missing_is_said_in_plain_words(
    names: NameIndex, about: str, relation: str, value: str, problem: str
) -> None:
    _, problems = read_fact(TypedFact(about, relation, value), {}, names, TODAY)
    assert problem in " ".join(problems)


def test_a_source_is_read_in_any_order() -> None:
    assert read_source("29 January 2024", "https://paper.example/1 The Paper", TODAY) == (
        {"published_on": "2024-01-29", "publisher": "The Paper", "url": "https://paper.example/1"},
        [],
    )
    said, problems = read_source("today", "The Paper, https://paper.example/1", TODAY)
    assert (said["publisher"], said["published_on"], problems) == ("The Paper", "2024-03-01", [])
    said, problems = read_source("today", "Yonhap htp:/yna,kr/x", TODAY)
    assert said["publisher"] == "Yonhap"
    assert "htp:/yna,kr/x” is no link" in problems[0]
    assert read_source("yesterday", "", TODAY) == ({"published_on": "2024-02-29"}, [])
    assert (
        write_source({"publisher": "The Paper", "url": "https://x.example"}) == "The Paper https://x.example"
    )


@pytest.mark.parametrize(
    ("published_on", "source", "problem"),
    [
        ("soon", "", "“soon” is no day"),
        ("2024", "", "“2024” is no day"),
        ("5 March 2024", "", "has not come yet"),
        ("today", "javascript://x", "begins with https://"),
        ("today", "www.paper.example/1", "begins with https://"),
        ("today", "paper.example/1", "begins with https://"),
        ("today", "https://a.example https://b.example", "more than one link"),
    ],
)
def test_what_is_wrong_with_a_source_is_said(published_on: str, source: str, problem: str) -> None:
    _, problems = read_source(published_on, source, TODAY)
    assert len(problems) == 1
    assert problem in problems[0]


async def test_a_typed_fact_comes_with_the_article_that_says_it(names: NameIndex) -> None:
    raw = read(names, "Moon High season 2", "release date", "2025", spoiler=True)
    source = {"published_on": "2024-02-20", "publisher": "The Paper", "url": "https://paper.example/1"}
    article, fact = check_typed_fact(raw, source, [])
    assert (article.id, article.published_on) == ("2024-02-20-moon-high-release-date", date(2024, 2, 20))
    assert (article.publisher, article.url) == ("The Paper", "https://paper.example/1")
    assert (fact.work, fact.season, fact.value, fact.spoiler) == ("Moon High", 2, "2025", True)


async def test_every_reason_is_given_at_once(names: NameIndex) -> None:
    raw, problems = read_fact(TypedFact("Moon High", "release date", "soonish"), {}, names, TODAY)
    source, wrong = read_source("soon", "javascript://x", TODAY)
    with pytest.raises(ModerationError) as raised:
        check_typed_fact(raw, source, [*problems, *wrong])
    said = str(raised.value)
    for each in ("soonish", "“soon”", "javascript"):
        assert each in said
    assert len(raised.value.problems) == 3


def test_what_is_said_of_an_article_is_checked_key_by_key() -> None:
    assert check_article({"published_on": "2024-02-20", "title": "A title"}) == []
    assert len(check_article({"published_on": "soon", "title": "A title", "url": "no address"})) == 2


@pytest.mark.parametrize("value", ["2025-08-16T00:30:00+09:00", "2025-08-16T00:30:00Z"])
async def test_a_time_typed_as_a_date_is_refused(names: NameIndex, value: str) -> None:
    raw = read(names, "Moon High", "release date", value)
    with pytest.raises(ModerationError, match="holds a time"):
        check_typed_fact(raw, {"published_on": "2024-02-20"}, [])


def test_details_are_those_that_facts_of_a_kind_have() -> None:
    assert list_details("based on") == ("according_to", "by", "note", "on", "spoiler")
    assert list_details("quote") == ("according_to", "about", "note", "on", "spoiler")
    fact = {"relation": "quote", "on": "2024-02-20", "note": "n", "about": None}
    assert write_details(fact) == {"according_to": "", "about": "", "note": "n", "on": "20 February 2024"}
    read = read_details({"on": "yesterday", "note": "", "about": " a  b "}, True, fact, TODAY)
    said = {"relation": "quote", "on": "2024-02-29", "note": None, "about": "a b", "spoiler": True}
    assert read == (said, [])
    _, (problem,) = read_details({"on": "once"}, False, fact, TODAY)
    assert problem.startswith("“once” is no date.")


def test_a_question_says_what_its_fact_is_about() -> None:
    both = begin_fact(Question("cast member", subject=MOON, named=LEE, season=2))
    assert both == {"relation": "cast member", "season": 2, "work": "Moon High"}
    assert begin_fact(Question("quote", named=LEE))["person"] == "Lee Min"


@pytest.mark.parametrize(
    ("question", "about", "value"),
    [
        (Question("cast member", subject=MOON, named=NABI), "Moon High", "… as Na-bi"),
        (Question("meaning", subject=MOON, named=NABI), "Na-bi (Moon High)", ""),
        (Question("meaning", named=NABI), "Na-bi (…)", ""),
        (Question(None, named=NABI), "Na-bi (…)", ""),
    ],
)
def test_a_question_about_a_character_opens_as_one(question: Question, about: str, value: str) -> None:
    typed = write_fact(begin_answering(NoFact(question), "", ""))
    assert (typed.about, typed.value) == (about, value)


@pytest.mark.parametrize(
    ("relation", "question", "words", "about", "value"),
    [
        ("director", Question("director"), "who directed Xylo?", "Xylo", ""),
        ("cast member", Question("cast member", of_part=True), "who plays Xylo?", "", "… as Xylo"),
        ("cast member", Question("cast member"), "who is in Xylo?", "Xylo", ""),
        (
            "cast member",
            Question("cast member", subject=MOON),
            "who voices Xylo in it",
            "Moon High",
            "… as Xylo",
        ),
        ("meaning", Question("meaning"), "who is Xylo?", "Xylo (…)", ""),
        ("meaning", Question("meaning"), "what does Xylo mean?", "Xylo", ""),
        ("represented by", Question("represented by"), "Xylo's agency?", "Xylo", ""),
    ],
)
def test_a_name_that_is_not_known_stands_where_it_was_asked_for(
    relation: str, question: Question, words: str, about: str, value: str
) -> None:
    typed = write_fact(begin_answering(UnknownName("Xylo", (), (), relation, question), "Xylo", words))
    assert (typed.about, typed.relation, typed.value) == (about, relation, value)
    assert begin_answering(NotUnderstood("x"), "", "") == {}


async def test_the_bots_own_words_for_a_question_say_what_it_was_about(names: NameIndex) -> None:
    assert begin_from_topic("Director of a name that I do not know · “who …”", names) == {
        "relation": "director"
    }
    assert begin_from_topic("Rating of Moon High season 2 · “…”", names) == {
        "relation": "rating", "work": "Moon High", "season": 2,
    }  # fmt: skip
    assert begin_from_topic("Moon High · “who is … in Moon High”", names) == {"work": "Moon High"}
    assert begin_from_topic("“who …”", names) == {}
