"""The short form of facts files: what facts have in common stands once, and several values stand in a list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extract import ExtractedArticle, render_facts_file
from bot.extract.article import ArticleText
from bot.facts.files import FilesError, parse_facts_file
from bot.facts.model import Certainty, Fact

ARTICLE = "[article]\npublished_on = 2026-10-01\n"
SHORT = """
[[group]]
work = "Emberfall"
season = 1
certainty = "official"

[group.facts]
"release date" = "2024-03-03"
genre = ["fantasy", "drama"]
"number of episodes" = 8

[[group.fact]]
relation = "cast member"
value = "Mirela Voss"
character = "Queen Isaura"

[[group.fact]]
relation = "cast member"
value = ["Bram Okafor", "Joon Vale"]
certainty = "rumoured"

[[fact]]
work = "Emberfall"
relation = "platform"
value = ["Channel Nine", "Lantern+"]
"""


def facts_of(text: str, name: str = "a.toml") -> tuple[Fact, ...]:
    return tuple(parse_facts_file(Path(name), text.encode()).facts)


def wrong_with(text: str, name: str = "a.toml") -> list[str]:
    with pytest.raises(FilesError) as caught:
        facts_of(text, name)
    return [str(error) for error in caught.value.errors]


def of_season(relation: str, value: str, character: str | None = None, certainty: str = "official") -> Fact:
    return Fact(
        work="Emberfall",
        season=1,
        relation=relation,
        value=value,
        character=character,
        certainty=Certainty(certainty),
    )


def test_what_stands_once_holds_for_the_whole_group_and_a_fact_has_the_last_word() -> None:
    assert set(facts_of(ARTICLE + SHORT)) == {
        of_season("release date", "2024-03-03"),
        of_season("genre", "fantasy"),
        of_season("genre", "drama"),
        of_season("number of episodes", "8"),
        of_season("cast member", "Mirela Voss", "Queen Isaura"),
        of_season("cast member", "Bram Okafor", certainty="rumoured"),
        of_season("cast member", "Joon Vale", certainty="rumoured"),
        Fact(work="Emberfall", relation="platform", value="Channel Nine"),
        Fact(work="Emberfall", relation="platform", value="Lantern+"),
    }


def test_json_lines_have_lists_and_groups_too() -> None:
    lines = (
        '{"article": {"published_on": "2026-10-01"}}\n'
        '{"work": "Saltglass", "relation": "game platform", "value": ["PC", "Nintendo Switch"]}\n'
        '{"work": "Saltglass", "facts": {"developer": "Greywhale Games", "genre": ["puzzle", "mystery"]}}\n'
    )
    said = [(fact.relation, fact.value) for fact in facts_of(lines, "a.jsonl")]
    assert said == [
        ("game platform", "PC"),
        ("game platform", "Nintendo Switch"),
        ("developer", "Greywhale Games"),
        ("genre", "puzzle"),
        ("genre", "mystery"),
    ]


def test_every_error_is_said_with_its_place() -> None:
    said = wrong_with(
        ARTICLE
        + """
[[group]]
work = "Emberfall"
evidense = "x"
[group.facts]
genree = "fantasy"
genre = []
"number of episodes" = ["8", "many"]
[[group]]
work = "Saltglass"
[[group]]
work = "Saltglass"
facts = "none"
[[fact]]
work = "Saltglass"
relation = "genre"
value = [["puzzle"]]
"""
    )
    assert any("fact 1, value 1" in error for error in said)
    assert any("group 1: 'evidense' is not shared by a group" in error for error in said)
    assert any(
        "group 1, genree: relation 'genree' is unknown; did you mean 'genre'?" in error for error in said
    )
    assert any("group 1, genre: value is an empty list" in error for error in said)
    assert any("group 1, number of episodes, value 2" in error for error in said)
    assert any("group 2: holds no fact" in error for error in said)
    assert any("group 3: 'facts' is a table" in error for error in said)
    assert len(said) == 7


def test_a_status_is_one_of_a_few() -> None:
    (said,) = wrong_with(f'{ARTICLE}[[fact]]\nwork = "A"\nrelation = "status"\nvalue = "paused"\n')
    assert "'status' is one of: in production, airing, finished, cancelled" in said


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
FACTS = st.builds(
    Fact,
    work=st.sampled_from(["Emberfall", 'Salt"glass', "24"]),
    season=st.none() | st.integers(1, 3),
    relation=st.sampled_from(["genre", "plot", "platform"]),
    value=TEXT,
    certainty=st.sampled_from(Certainty),
    according_to=st.none() | TEXT,
    note=st.none() | TEXT,
    spoiler=st.booleans(),
)


@given(st.lists(FACTS, min_size=1, max_size=8), st.booleans())
def test_either_form_is_read_back_as_it_was_written(facts: list[Fact], short: bool) -> None:
    text = ArticleText(
        name="an-article", body="", reading="", emphasised=(), published_on=date(2026, 10, 1), id="an-article",
        title=None, publisher=None, url=None,
    )  # fmt: skip
    written = render_facts_file(ExtractedArticle(text, tuple(facts), ()), short=short)
    read = facts_of(written)
    assert set(read) == set(facts)
    assert len(read) == len(facts)
