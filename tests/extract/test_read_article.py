"""Whole articles in the style of entertainment news: which facts are read, how sure, from which words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extract import ExtractedArticle, NotAnArticle, read_article
from bot.facts.model import Certainty, Fact

PREMIERE = """date 2024-03-05
tvN's "Lantern Street" sets April premiere

"Lantern Street," the upcoming tvN drama starring Kim Soo-min and Lee Dong-hae, will premiere on April 13, the broadcaster said Tuesday.

Based on the hit web novel of the same name by author Han Yu-ri, the 16-episode romantic comedy follows Oh Ha-na (Kim), a lighthouse keeper who inherits a failing hotel, and Seo Jae-min (Lee), the chef who refuses to leave it.

The series is directed by Park Joon-hwa of "Alchemy of Tides" and written by Jung Hyun-mi, who penned "The Long Winter" (2021).

Kim, best known for her roles in "Signal Fire" and "My Lovely Ghost," returns to the small screen after two years.

"I fell in love with the script the moment I read it," Kim said at a press conference in Seoul. "Ha-na is stubborn, and I am too."

Choi Min-ho, Yoo Ji-an and veteran actress Na Mi-ran round out the cast. The show will also stream on Disney+.
"""

RENEWAL = """date 2025-01-14
Netflix Renews ‘Harbor Lights’ for Season 3

Netflix has renewed Harbor Lights for a third season, the streamer announced on Tuesday. The second season, which premiered in October, spent five weeks in the global Top 10.

The crime thriller stars Tom Reed as detective Jack Moss and Olivia Stone as his estranged sister, Clara. Season 3 will begin filming this summer in Glasgow and is expected to launch in early 2026.

Helen Frost, who will play Mayor Dana Voss, is new to the cast. Anna Bell created the series.

“Season 3 is about paying the bill,” said Bell.

Reed, who is repped by Northgate Talent Agency, will next be seen in the film “Low Water,” directed by Jane Park.
"""

TALKS = """---
title: Casting
date: 2023-11-20
---
Actor Jung Woo-sik is in talks to star in the new Disney+ series "Blue Garden," his agency said Monday.

"Blue Garden" is a spy thriller set in Busan. Jung has been offered the role of Cha Il-do, a disgraced agent.

The project will be helmed by director Kim Bo-ra ("House of Sparrows"). Filming is slated to begin in the first half of next year, with a release eyed for 2025.
"""


def said(article: ExtractedArticle) -> set[tuple[object, ...]]:
    return {(fact.relation, fact.work, fact.season, fact.value) for fact in article.facts}


def of(article: ExtractedArticle, relation: str, value: str) -> Fact:
    return next(fact for fact in article.facts if (fact.relation, fact.value) == (relation, value))


def test_an_article_on_a_premiere_is_read_whole() -> None:
    article = read_article("premiere.txt", PREMIERE)
    show = "Lantern Street"
    assert said(article) >= {
        ("release date", show, None, "2024-04-13"),
        ("platform", show, None, "tvN"),
        ("platform", show, None, "Disney+"),
        ("number of episodes", show, None, "16"),
        ("genre", show, None, "romantic comedy"),
        ("director", show, None, "Park Joon-hwa"),
        ("screenwriter", show, None, "Jung Hyun-mi"),
        ("director", "Alchemy of Tides", None, "Park Joon-hwa"),
        ("release date", "The Long Winter", None, "2021"),
        ("cast member", show, None, "Kim Soo-min"),
        ("cast member", show, None, "Lee Dong-hae"),
        ("cast member", show, None, "Choi Min-ho"),
        ("cast member", show, None, "Yoo Ji-an"),
        ("cast member", show, None, "Na Mi-ran"),
        ("cast member", "Signal Fire", None, "Kim Soo-min"),
        ("cast member", "My Lovely Ghost", None, "Kim Soo-min"),
        ("based on", show, None, "web novel Lantern Street"),
    }
    assert of(article, "cast member", "Lee Dong-hae").character == "Seo Jae-min"
    assert of(article, "based on", "web novel Lantern Street").by == "Han Yu-ri"
    assert {fact.speaker for fact in article.facts if fact.relation == "quote"} == {"Kim Soo-min"}


def test_an_article_on_a_renewal_keeps_the_seasons_apart() -> None:
    article = read_article("renewal.txt", RENEWAL)
    show = "Harbor Lights"
    assert said(article) >= {
        ("renewal date", show, 3, "2025-01-14"),
        ("release date", show, 2, "2024-10"),
        ("filming date", show, 3, "2025-22"),
        ("platform", show, 3, "Netflix"),
        ("genre", show, None, "crime"),
        ("genre", show, None, "thriller"),
        ("creator", show, None, "Anna Bell"),
        ("cast member", show, None, "Tom Reed"),
        ("cast member", show, 3, "Helen Frost"),
        ("director", "Low Water", None, "Jane Park"),
        ("represented by", None, None, "Northgate Talent Agency"),
    }
    assert of(article, "cast member", "Tom Reed").character == "Jack Moss"
    assert of(article, "cast member", "Helen Frost").character == "Dana Voss"


def test_talks_and_offers_are_rumours() -> None:
    article = read_article("talks.txt", TALKS)
    show = "Blue Garden"
    assert said(article) >= {
        ("cast member", show, None, "Jung Woo-sik"),
        ("director", show, None, "Kim Bo-ra"),
        ("director", "House of Sparrows", None, "Kim Bo-ra"),
        ("filming date", show, None, "2024-40"),
        ("release date", show, None, "2025"),
        ("narrative location", show, None, "Busan"),
    }
    cast = of(article, "cast member", "Jung Woo-sik")
    assert (cast.certainty, cast.character) == (Certainty.RUMOURED, "Cha Il-do")


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Netflix confirmed that “Moonrise” will premiere in 2025.", Certainty.OFFICIAL),
        ("“Moonrise” will reportedly premiere in 2025.", Certainty.REPORTED),
        ("An insider says that “Moonrise” will premiere in 2025.", Certainty.RUMOURED),
        ("If all goes well, fans can expect “Moonrise” to premiere in 2025.", Certainty.ESTIMATED),
    ],
)
def test_certainty_is_drawn_from_the_wording(sentence: str, certainty: Certainty) -> None:
    article = read_article("a", f"date 2024-01-02\nThe drama “Moonrise” is popular.\n{sentence}")
    assert of(article, "release date", "2025").certainty is certainty


def test_a_fact_that_is_stated_twice_is_one_fact_and_keeps_its_source() -> None:
    text = (
        "date 2024-01-02\nThe drama “Moonrise” will premiere in 2025.\n"
        "According to Harbor Entertainment, “Moonrise” will premiere in 2025."
    )
    dates = [fact for fact in read_article("a", text).facts if fact.relation == "release date"]
    assert [fact.according_to for fact in dates] == ["Harbor Entertainment"]


def test_without_a_date_the_article_is_read_and_relative_times_are_left_out() -> None:
    text = "The drama “Moonrise” will premiere later this year. It has 12 episodes."
    article = read_article("a", text)
    assert article.text.published_on is None
    assert said(article) == {("number of episodes", "Moonrise", None, "12")}


def test_two_spellings_of_one_person_are_one_fact_and_proposed_as_one_name() -> None:
    text = (
        "date 2024-01-02\nThe drama “Moonrise” is directed by Lee Jae-kyoo. "
        "“The moon is patient with all of us,” director Lee Jae-gyoo said."
    )
    article = read_article("a", text)
    assert [fact.value for fact in article.facts if fact.relation == "director"] == ["Lee Jae-kyoo"]
    assert article.other_names == (("Lee Jae-kyoo", "person", ("Lee Jae-gyoo",)),)


@pytest.mark.parametrize("text", [PREMIERE, RENEWAL, TALKS])
def test_evidence_is_verbatim_and_holds_what_the_fact_says(text: str) -> None:
    article = read_article("a", text)
    assert article.facts
    for fact in article.facts:
        assert fact.evidence
        assert fact.evidence in text
        if fact.relation not in ("release date", "filming date", "renewal date", "number of episodes"):
            shared = set(re.findall(r"\w+", fact.value.lower())) & set(
                re.findall(r"\w+", fact.evidence.lower())
            )
            assert shared, fact


PIECES = st.sampled_from(
    [
        *"“”‘’\"'()[]*_#<>&\n",
        " ",
        ", ",
        ". ",
        "“Moonrise”",
        "Kim Soo-min",
        "and",
        "stars in",
        "drama",
        "Netflix",
        "2025",
        "said",
        "She",
        "directed by",
        "as",
        "season 2",
        "\u200b",
        "\ue001",
        "🌙",
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_whatever_it_is_given_evidence_stays_verbatim(text: str) -> None:
    try:
        article = read_article("a", text)
    except NotAnArticle:
        return
    assert all(fact.evidence and fact.evidence in text for fact in article.facts)


def test_a_quotation_in_an_article_that_is_about_no_show_is_its_speakers() -> None:
    text = "date 2024-01-02\nAnn Bell was on “Morning Harbor News” today. “The lamp is a public good,” Bell said."
    (fact,) = read_article("a", text).facts
    assert (fact.relation, fact.work, fact.person, fact.speaker) == ("quote", None, "Ann Bell", "Ann Bell")
