"""Short reports in the style of many papers: dates, platforms, plots, ratings, sources and quotations."""

from __future__ import annotations

import pytest

from bot.extract import read_article
from bot.facts.model import Certainty, Fact

DAY = "date 2024-03-05\n"


def read(text: str, relation: str) -> list[Fact]:
    return [fact for fact in read_article("a", DAY + text).facts if fact.relation == relation]


def values(text: str, relation: str) -> set[tuple[str | None, int | None, str]]:
    return {(fact.work, fact.season, fact.value) for fact in read(text, relation)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tvN drama “Quiet Harbor” begins its global rollout on June 14.", "2024-06-14"),
        ("New poster and April 9, 2024 release date set for the drama “Quiet Harbor.”", "2024-04-09"),
        ("The drama “Quiet Harbor” is slated for a release from September.", "2024-09"),
        ("The film “Quiet Harbor” opens in theaters on 2024.05.12.", "2024-05-12"),
        ("“Quiet Harbor” is a drama. It will return later this year, on August 3.", "2024-08-03"),
        ("The drama “Quiet Harbor” premieres Friday, March 8.", "2024-03-08"),
        ("The first two episodes of the series Quiet Harbor will premiere Friday, Nov. 8.", "2024-11-08"),
        ("The film “Quiet Harbor” hits theaters on Christmas Day.", "2024-12-25"),
        pytest.param(
            *("The drama “Quiet Harbor” first aired on JTBC from March 2 to April 21, 2024.", "2024-03-02"),
            marks=pytest.mark.xfail(
                reason="a day told in passing is doubted in a single sentence", strict=False
            ),
        ),
        pytest.param(
            *("Season 2 of the drama “Quiet Harbor” starts filming in May and is expected in 2025.", "2025"),
            marks=pytest.mark.xfail(
                reason="a day told in passing is doubted in a single sentence", strict=False
            ),
        ),
        ("The drama “Quiet Harbor” has a summer premiere in view.", "2024-22"),
        ("The film “Quiet Harbor” has been delayed from May 2 to August 15.", "2024-08-15"),
        pytest.param(
            *("The drama “Quiet Harbor” airs every Monday at 10 p.m. KST from April on MBC.", "2024-04"),
            marks=pytest.mark.xfail(
                reason="a day told in passing is doubted in a single sentence", strict=False
            ),
        ),
        (
            "Ann Bell said so at the press conference for the drama “Quiet Harbor,” premiering Saturday.",
            "2024-03-09",
        ),
    ],
)
def test_a_release_is_found_however_it_is_said(text: str, expected: str) -> None:
    assert {value for _, _, value in values(text, "release date")} == {expected}


@pytest.mark.parametrize(
    "text",
    [
        "The seventh episode of the drama “Quiet Harbor” will air on March 28.",
        "The drama “Quiet Harbor” was originally scheduled to premiere on January 4.",
        "The series “Quiet Harbor” takes place during the summer of 1985.",
        "The first season of the drama “Quiet Harbor” will be re-aired on April 2.",
        "The film “Quiet Harbor” was delayed after the flood on March 1.",
        "The drama “Quiet Harbor” is set to air its final episode on March 31.",
        "Shooting for the drama “Quiet Harbor” kicked off on January 8.",
        "A teaser for the drama “Quiet Harbor” was released on February 20.",
        "The soundtrack of the film “Quiet Harbor” will be released on May 7.",
        "Ann Bell, who wrote hit shows like “Quiet Harbor” and “Salt Road,” was born on May 3.",
    ],
)
def test_what_is_no_release_is_none(text: str) -> None:
    assert not values(text, "release date")


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        (
            "“Quiet Harbor” was renewed for season 2, Netflix announced on March 1.",
            "renewal date",
            "2024-03-01",
        ),
        ("Production on season 2 of “Quiet Harbor” is set to begin this summer.", "filming date", "2024-22"),
    ],
)
def test_when_it_was_renewed_and_is_filmed(text: str, relation: str, expected: str) -> None:
    assert values(f"“Quiet Harbor” is a drama. {text}", relation) == {("Quiet Harbor", 2, expected)}


@pytest.mark.xfail(reason="the year is told of one of three shows", strict=False)
def test_a_network_that_lists_its_shows_has_them_all_in_that_year() -> None:
    text = (
        "Netflix has also confirmed other sequels for 2024, among them season 2 of “Quiet Harbor”, "
        "season 3 of “Salt Road” and season 2 of “The Keeper”."
    )
    shows = {("Quiet Harbor", 2), ("Salt Road", 3), ("The Keeper", 2)}
    assert values(text, "platform") == {(*show, "Netflix") for show in shows}
    assert values(text, "release date") == {(*show, "2024") for show in shows}


def test_a_broadcast_day_does_not_part_a_network_from_its_show() -> None:
    text = "KBS 2TV’s Monday-Tuesday drama “Quiet Harbor” returns tonight."
    assert values(text, "platform") == {("Quiet Harbor", None, "KBS 2TV")}


def test_a_paper_that_is_quoted_on_a_chart_is_no_source_of_the_platform() -> None:
    text = (
        "Netflix released the drama “Quiet Harbor” on January 28. According to Deadline, the series needed a week "
        "to reach No. 1 on Netflix's Top 10 in the U.S. “Salt Road”, another drama, took four days."
    )
    assert {fact.according_to for fact in read(text, "platform")} == {None}
    (record,) = [fact for fact in read(text, "chart record") if fact.work == "Quiet Harbor"]
    assert record.according_to == "Deadline"
    assert "Salt Road" not in record.value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The drama “Quiet Harbor” follows a diver who looks for her brother.",
            "a diver who looks for her brother",
        ),
        ("“Quiet Harbor” is a drama. The story follows a diver in the 1990s.", "a diver in the 1990s"),
        (
            "“Quiet Harbor,” which first aired in 2019, is based on a novel and follows a diver on the run.",
            "a diver on the run",
        ),
    ],
)
def test_a_plot_is_kept_in_the_articles_words(text: str, expected: str) -> None:
    assert {value for _, _, value in values(text, "plot")} == {expected}


def test_a_list_of_genres_in_general_is_no_shows() -> None:
    text = "“Quiet Harbor” is a thriller. The streamer's offerings span genres such as crime, sci-fi, romance and drama."
    assert {value for _, _, value in values(text, "genre")} == {"thriller"}


def test_a_show_that_follows_another_tells_no_plot() -> None:
    assert not values("The drama “Quiet Harbor” follows “Salt Road” on Mondays at ten.", "plot")


def test_a_subject_is_read_where_it_is_plainly_said() -> None:
    assert values("“Quiet Harbor” is a drama about school bullying.", "main subject") == {
        ("Quiet Harbor", None, "school bullying")
    }
    assert not values("“Quiet Harbor” is a drama about a diver who looks for her brother.", "main subject")


def test_a_share_of_viewers_is_a_rating_and_one_for_comparison_is_not() -> None:
    text = (
        "According to Nielsen Korea, the drama “Quiet Harbor” scored an average rating of 7.4 percent nationwide, "
        "up from 6.9 percent."
    )
    (rating,) = read(text, "rating")
    assert (rating.value, rating.according_to) == ("7.4%", "Nielsen Korea")


def test_ratings_of_critics_and_by_age_say_whose_they_are() -> None:
    assert values("The film “Quiet Harbor” holds a 94% score on Rotten Tomatoes.", "rating") == {
        ("Quiet Harbor", None, "94% on Rotten Tomatoes")
    }
    (age,) = read("The film “Quiet Harbor” is rated PG-13.", "rating")
    assert (age.value, age.note) == ("PG-13", "age rating")


def test_the_first_episodes_are_not_all() -> None:
    text = "The drama “Quiet Harbor” debuts with two episodes on April 4. The six-part series is on Hulu."
    assert {value for _, _, value in values(text, "number of episodes")} == {"6"}


def test_a_network_that_gave_a_show_up_has_it_no_more() -> None:
    text = "The series “Quiet Harbor” moved to Hulu. Syfy canceled the series in 2022."
    assert {value for _, _, value in values(text, "platform")} == {"Hulu"}


def test_a_quotation_of_a_person_has_no_season() -> None:
    (quote,) = read(
        "Asked about season 3 of “Quiet Harbor,” Ann Bell said, “We will see about that.”", "quote"
    )
    assert (quote.season is None) == (quote.work is None)


@pytest.mark.parametrize(
    "text",
    [
        "The drama “Quiet Harbor” topped its time slot on Sunday.",
        "The film “Quiet Harbor” passed 3 million admissions.",
        "The drama “Quiet Harbor” was the most-watched series on Netflix in May.",
    ],
)
def test_a_record_is_kept_with_its_sentence(text: str) -> None:
    assert {value for _, _, value in values(text, "chart record")} == {text}


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Netflix has announced that the drama “Quiet Harbor” will premiere on June 4.", Certainty.OFFICIAL),
        ("The drama “Quiet Harbor” is expected to premiere in 2025.", Certainty.REPORTED),
        ("The drama “Quiet Harbor” will likely premiere in 2025.", Certainty.ESTIMATED),
        ("It is safe to assume that the drama “Quiet Harbor” will premiere in 2025.", Certainty.ESTIMATED),
        ("According to leaks, the drama “Quiet Harbor” will premiere in 2025.", Certainty.RUMOURED),
    ],
)
def test_how_sure_a_report_is(text: str, certainty: Certainty) -> None:
    assert {fact.certainty for fact in read(text, "release date")} == {certainty}


def test_an_agency_is_read_from_either_side_of_the_contract() -> None:
    for text in (
        "Actor Kim Soo-min has officially signed with Harbor Entertainment.",
        "Harbor Entertainment has signed an exclusive contract with actor Kim Soo-min.",
    ):
        assert {(fact.person, fact.value) for fact in read(text, "represented by")} == {
            ("Kim Soo-min", "Harbor Entertainment")
        }


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We lit the lamp again,” Ann Bell recounted.", "Ann Bell"),
        ("Ann Bell, a harbor programming executive, has promised “a lamp for every boat”.", "Ann Bell"),
        ("“We lit the lamp again,” said Netflix director of local content Ann Bell.", "Ann Bell"),
        (
            "Harbor Entertainment spoke up: “We lit the lamp.” “It took us a year,” it said.",
            "Harbor Entertainment",
        ),
    ],
)
def test_speakers_with_titles_and_without_names(text: str, speaker: str) -> None:
    assert {fact.speaker for fact in read(text, "quote")} == {speaker}


def test_a_quotation_keeps_its_day_its_subject_and_its_season() -> None:
    text = (
        "“Quiet Harbor” is a drama on tvN. In an interview on February 20, Ann Bell said, “We lit the lamp again.” "
        "Speaking about the ending, Bell said, “It was the only way out.” Season 2 will “open with a storm”, Bell said."
    )
    day, subject, season = read(text, "quote")
    assert (day.on, subject.about, season.season) == ("2024-02-20", "the ending", 2)


def test_under_a_title_the_series_is_that_show() -> None:
    text = (
        "Five shows to wait for\n\nQuiet Harbor\n\nThe tvN drama “Quiet Harbor” stars Kim Soo-min.\n\nSalt Road\n\n"
        "The film “Salt Road” stars Lee Dong-hae. It will premiere on June 4.\n"
    )
    assert values(text, "release date") == {("Salt Road", None, "2024-06-04")}
