"""What shows are based on: the kind of the source, its name where the article gives it, and its author."""

from __future__ import annotations

import pytest

from bot.extract import read_article
from bot.extract.link.pair_evidence import NAMESAKE, find_pairs
from bot.extract.link.units import Row
from bot.extract.reader import Read

HEADLINE = (
    "date 2024-03-05\n“Glass Garden” sets its premiere\n\n“Glass Garden” will premiere on tvN on May 4. "
)


def read_sources_of(sentence: str) -> set[tuple[str | None, str, str | None]]:
    facts = read_article("a.txt", HEADLINE + sentence).facts
    return {(fact.work, fact.value, fact.by) for fact in facts if fact.relation == "based on"}


@pytest.mark.parametrize(
    ("sentence", "source", "author"),
    [
        ("The drama is based on the webtoon of the same name by Han Ara.", "webtoon Glass Garden", "Han Ara"),
        ("The drama is adapted from a novel by Han Ara.", "novel", "Han Ara"),
        (
            "The drama is based on the webtoon of the same name by Han Ara and Oh Mirae.",
            "webtoon Glass Garden",
            "Han Ara and Oh Mirae",
        ),
        ("The drama is based on Han Ara's novel.", "novel", "Han Ara"),
        ("It is an American version of the Korean series “Glass Garden.”", "series Glass Garden", None),
        ("The drama is based on the web novel “Field Owl” by Han Ara.", "web novel Field Owl", "Han Ara"),
    ],
)
def test_a_source_has_the_name_that_the_article_gives_it(
    sentence: str, source: str, author: str | None
) -> None:
    assert read_sources_of(sentence) == {("Glass Garden", source, author)}


@pytest.mark.parametrize(
    ("sentence", "is_named"),
    [
        ("The webtoon “Glass Garden” has many readers.", True),
        ("The “Glass Garden” (Yuri no Niwa) webtoon has many readers.", True),
        ("The webtoon, which has the same title, has many readers.", True),
        ("The webtoon was published on the same day as “Glass Garden” began.", False),
        ("The webtoon has many readers.", False),
    ],
)
def test_evidence_tells_whether_a_source_has_the_shows_name(sentence: str, is_named: bool) -> None:
    discourse = Read("a.txt", HEADLINE + sentence).discourse
    pairs = [
        each
        for each in find_pairs(discourse, Row(discourse), {})
        if each.value.kind == "sources" and each.work.name == "Glass Garden"
    ]
    assert [NAMESAKE in each.evidence[0][-1] for each in pairs] == [is_named]
