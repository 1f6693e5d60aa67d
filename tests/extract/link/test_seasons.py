"""Which season a fact is of: the seasons that an article names of a show, and what speaks for each."""

from __future__ import annotations

import pytest

from bot.extract import read_article
from bot.extract.draft_fact import Draft
from bot.extract.link.seasons import SeasonEvidence
from bot.extract.reader import Read

HEAD = "date 2024-03-05\n“Quiet Harbor” is renewed for season 2\n\n"


def describe(text: str) -> dict[int | None, list[str]]:
    """What speaks for each season that the cast in the last sentence of a text may be of."""
    read = Read("a.txt", text)
    person = next(each.person for each in read.discourse.names.people)
    draft = Draft("cast member", person, read.discourse.main)
    return dict(SeasonEvidence(read.discourse).describe(draft, read.all_clauses[-1]))


def test_a_fact_may_be_of_each_season_that_is_named_of_its_show_or_of_none() -> None:
    by_season = describe(f"{HEAD}The first season of “Quiet Harbor” stars Ana Brook.")
    assert list(by_season) == [None, 1, 2]
    assert "at here" in by_season[1]
    assert "none, named here True" in by_season[None]
    assert any(each.startswith("at before") for each in by_season[2])


def test_where_no_season_is_named_there_is_no_choice() -> None:
    assert describe("date 2024-03-05\nThe drama “Quiet Harbor” stars Ana Brook.") == {None: []}


def test_the_season_that_somebody_says_is_the_season() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nThe drama “Quiet Harbor” will star Ana Brook.",
        about="Quiet Harbor",
        season=3,
    ).facts
    assert {(fact.value, fact.season) for fact in facts} == {("Ana Brook", 3)}


@pytest.mark.xfail(reason="a single sentence in other words than news has is doubted", strict=False)
def test_who_joins_a_season_is_in_that_one() -> None:
    facts = read_article(
        "a.txt", HEAD + "Ana Brook has joined the cast of “Quiet Harbor” for season 2."
    ).facts
    assert {fact.season for fact in facts if fact.value == "Ana Brook"} == {2}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ana Brook (“Night Ferry”) will join the thriller's second season as a nurse.",
        "Inspired by “Night Ferry,” the second season is written by Ana Brook.",
        "Ana Brook of “Night Ferry” has joined the cast of Quiet Harbor for series two.",
    ],
)
def test_a_season_is_of_the_show_beside_it_or_of_what_its_sentence_speaks_of(sentence: str) -> None:
    read = Read("a.txt", HEAD.replace("season 2", "more") + sentence)
    read.tell()
    named = SeasonEvidence(read.discourse).named
    assert [(each.number, each.work and each.work.name) for each in named] == [(2, "Quiet Harbor")]
