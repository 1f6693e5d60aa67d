"""Which show a fact belongs to: round-ups, sections, projects without a title, and names of no show."""

from __future__ import annotations

import pytest

from bot.extract import read_article
from bot.extract.reader import Read

DATE = "date 2021-03-05\n"
ROUND_UP = (
    "Three new dramas are on their way this spring.\n\n"
    "First comes the heartwarming comedy The Paper Lantern, led by Han Ji-soo. It is set to premiere on April 3.\n\n"
    "JTBC continues with the thriller Night Ferry. The series stars Park Tae-joon and Lee Su-bin.\n\n"
    "Fans of romance can look forward to the drama Glass Garden. Directed by Seo Do-hyun, the show follows a baker.\n"
)
SECTIONS = (
    "Here are some dramas to watch out for.\n\n"
    "1. Night Ferry\nPremiere date: April 3 on JTBC\nStarring: Park Tae-joon, Lee Su-bin\n\n"
    "2. Glass Garden\nPremiere date: May 7 on tvN\nStarring: Han Ji-soo, Choi Min-jae\n"
)
UNNAMED = (
    "Han Ji-soo, who starred in “Glass Garden”, has been cast in a new film.\n\n"
    "The movie will be directed by Seo Do-hyun. Park Tae-joon also stars in the film. It premieres on May 7.\n"
)

HEADLINE = (
    "Han Ji-soo to return with drama “Glass Garden”\n\n"
    "After her last hit series “Night Ferry”, fans did not see much of her, even though she appeared in “Paper Lantern”. "
    "Now she comes back with the upcoming drama “Glass Garden” against Park Tae-joon. He is popular for his roles in "
    "shows like “Two Winters”, and his latest series “Low Tide” was exciting, too.\n\n"
    "Cast\nHan Ji-soo is going to play the baker Seo Yuna. Park Tae-joon will play the pilot Kang Min.\n\n"
    "Writers\n“Glass Garden” is going to be written by Lee Su-bin, who is also famous for the series “Two Winters”. "
    "It will be directed by Seo Do-hyun, who showed his skill in dramas like “Two Winters” and “The Lake”.\n"
)


def facts(text: str) -> set[tuple[str | None, str, str]]:
    return {
        (fact.work, fact.relation, fact.value)
        for fact in read_article("news.txt", DATE + text).facts
        if fact.relation != "quote"
    }


def test_a_round_up_speaks_of_the_show_it_named_last() -> None:
    found = facts(ROUND_UP)
    assert {
        ("The Paper Lantern", "release date", "2021-04-03"),
        ("Night Ferry", "cast member", "Park Tae-joon"),
        ("Night Ferry", "cast member", "Lee Su-bin"),
        ("Glass Garden", "director", "Seo Do-hyun"),
    } <= found
    assert not {fact for fact in found if fact[0] == "The Paper Lantern" and fact[2] == "Park Tae-joon"}


def test_the_show_of_the_headline_is_the_lead_however_many_others_are_named() -> None:
    found = facts(HEADLINE)
    assert {
        ("Glass Garden", "cast member", "Han Ji-soo"),
        ("Glass Garden", "cast member", "Park Tae-joon"),
        ("Glass Garden", "screenwriter", "Lee Su-bin"),
    } <= found
    read = read_article("news.txt", DATE + HEADLINE).facts
    assert {"Seo Yuna", "Kang Min"} <= {fact.character for fact in read if fact.work == "Glass Garden"}


def test_lines_below_a_heading_belong_to_the_show_it_names() -> None:
    found = facts(SECTIONS)
    assert {
        ("Night Ferry", "platform", "JTBC"),
        ("Night Ferry", "cast member", "Park Tae-joon"),
        ("Glass Garden", "release date", "2021-05-07"),
        ("Glass Garden", "cast member", "Choi Min-jae"),
    } <= found
    assert ("Night Ferry", "cast member", "Han Ji-soo") not in found


@pytest.mark.xfail(reason="news without a title is still given to the show that is named", strict=False)
def test_what_is_said_of_a_project_without_a_title_goes_to_no_past_show() -> None:
    assert facts(UNNAMED) <= {("Glass Garden", "cast member", "Han Ji-soo")}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The drama is written by Han Ji-soo (Night Ferry, Ms. Lantern).", "Ms. Lantern"),
        ("tvN has ordered Glass Garden, a six-part coming-of-age drama, for next year.", "Glass Garden"),
        (
            "Park Tae-joon will lead the network's next thriller series, Nightfall. It airs in May.",
            "Nightfall",
        ),
        ("The network's upcoming drama For All Winters will air in May.", "For All Winters"),
        ("Paper Lantern, Night Ferry and Glass Garden have been renewed for a second season.", "Night Ferry"),
    ],
)
def test_a_title_without_marks_is_found(text: str, title: str) -> None:
    from_somebody = "Han Ji-soo stars in the drama “Blue Moon”. "
    article = read_article("news.txt", f"{DATE}{from_somebody}{text} {title} stars Lee Su-bin and Oh Mi-rae.")
    assert title in {fact.work for fact in article.facts}


@pytest.mark.parametrize(
    "text",
    [
        "Susan Marlow, the network's Head of Programme Planning, said viewers would love “Glass Garden”.",
        pytest.param(
            "Lumen has renewed “Glass Garden” for a second season. Lumen is based on a hill.",
            marks=pytest.mark.xfail(reason="a network that nobody knows is taken for a show", strict=False),
        ),
        "The series follows Peter Harlow. Set in Oslo, Harlow follows a trail that leads him home in “Glass Garden”.",
    ],
)
def test_people_and_companies_are_no_shows(text: str) -> None:
    works = {fact.work for fact in read_article("news.txt", DATE + text).facts if fact.work}
    assert works <= {"Glass Garden"}


def test_a_comeback_with_a_drama_is_a_role_in_it() -> None:
    assert ("Glass Garden", "cast member", "Han Ji-soo") in facts(
        "Han Ji-soo will make a comeback with the JTBC drama “Glass Garden”."
    )


def test_a_word_left_of_a_title_is_nobody() -> None:
    people = {
        value
        for _, relation, value in facts("“Glass Garden” stars Han Ji-soo and Oh Mi-rae of Never The Lantern.")
        if relation == "cast member"
    }
    assert people <= {"Han Ji-soo", "Oh Mi-rae"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Review: Ferry\n\nAna Brook plays a pilot in this drama.", "Ferry"),
        ("K-drama review – Glass Garden (2021)\n\nAna Brook plays a baker.", "Glass Garden"),
        ("“Glass Garden” Review\n\nAna Brook plays a baker.", "Glass Garden"),
        (
            "News\n\nThe official website for the Glass Garden original television anime opened.",
            "Glass Garden",
        ),
        (
            "News\n\nThe official website of the anime Glass Garden opened on Monday and named its cast.",
            "Glass Garden",
        ),
    ],
)
def test_what_a_review_or_an_official_site_is_of_is_a_show(text: str, title: str) -> None:
    assert title in {each.name for each in Read("a.txt", DATE + text).discourse.titles.works}


def test_the_lines_of_a_sheet_and_what_they_compare_with_end_no_section() -> None:
    text = (
        "Shows for the spring\n\nNight Ferry\n\nPremiere date: April 3\nFor fans of: Two Winters\n\n"
        "Park Tae-joon plays a pilot. The series spans eight episodes.\n\n"
        "Glass Garden\n\nPremiere date: May 7\nFor fans of: Low Tide\n\nHan Ji-soo plays a baker. The series spans ten episodes.\n"
    )
    read = Read("a.txt", DATE + text)
    sections = {
        read.article.reading[start : start + 9]: work.name
        for start, work in read.discourse.section_of.items()
    }
    assert sections["Park Tae-"] == "Night Ferry"
    assert sections["Han Ji-so"] == "Glass Garden"


def test_a_book_alone_is_no_show_and_has_no_facts() -> None:
    said = facts(
        "The drama “Glass Garden” is based on the 1963 novel “Field Owl” by Lee Su-bin and stars Han Ji-soo."
    )
    assert ("Glass Garden", "based on", "novel Field Owl") in said
    assert not {each for each in said if each[0] == "Field Owl"}


def test_a_headline_that_begins_with_a_title_and_what_it_is_names_the_show() -> None:
    article = read_article(
        "news.txt",
        f"{DATE}The Slow Ferry or How We Came Home Anime Reveals Cast\n\nThe staff of the anime The Slow Ferry or How We Came Home "
        "named three actors on Friday. Yuki Mori stars in it.",
    )
    assert {fact.work for fact in article.facts if fact.work} == {"The Slow Ferry or How We Came Home"}


def test_the_show_that_a_sheet_introduces_is_the_main_one() -> None:
    article = read_article(
        "news.txt",
        f"{DATE}UPCOMING DRAMA : Slow Ferry (2021)\nEpisodes: 16\nHan Ji-soo did “Night Train” and “Tin Harbour” before. "
        "She won hearts in “Paper Moon”.\nCast\nHan Ji-soo - Yoon Seo-jin\nOh Mi-rae - Kang Ha-na\nLee Su-bin - Baek Min-woo",
    )
    cast = {
        fact.value for fact in article.facts if fact.relation == "cast member" and fact.work == "Slow Ferry"
    }
    assert {"Han Ji-soo", "Oh Mi-rae", "Lee Su-bin"} <= cast


def test_a_title_of_initials_keeps_its_last_stop() -> None:
    article = read_article(
        "news.txt", f"{DATE}The drama “Q.R.” will air on tvN in May. Han Ji-soo stars in Q.R. as a clerk."
    )
    assert {fact.work for fact in article.facts if fact.work} == {"Q.R."}


def test_a_family_name_alone_is_no_show() -> None:
    text = (
        "Norm Lewis joins the drama “Slow Ferry”\n\nActor Norm Lewis will star in “Slow Ferry.” According to the network, Lewis will "
        "star alongside Ana Mathis and Tom Passmore."
    )
    article = read_article("news.txt", DATE + text)
    assert {fact.work for fact in article.facts if fact.work} == {"Slow Ferry"}


def test_the_number_of_a_show_that_is_introduced_is_its_season() -> None:
    article = read_article(
        "news.txt",
        f"{DATE}A script reading\n\nThe drama “Night Ferry 3” showed its script reading. The first season of “Night Ferry” aired in 2016. "
        "“Night Ferry 3” stars Lee Su-bin.",
    )
    assert {fact.work for fact in article.facts if fact.work} == {"Night Ferry"}
