"""Casting news as fan sites write it: loose sentences, bios with past work, lists by heading."""

from __future__ import annotations

import pytest

from bot.extract import read_article

DATE = "date 2021-03-05\n"
CASES: dict[str, tuple[str, list[tuple[str, str, str, str | None]]]] = {
    "a role behind where it is played": (
        "Lee Su-bin has been cast in “Glass Garden” to play the role of Oh Mi-rae, a baker.",
        [("Glass Garden", "cast member", "Lee Su-bin", "Oh Mi-rae")],
    ),
    "seen playing": (
        "“Glass Garden” is a new drama. Park Ji-won will be seen playing the lead role of Han Yu-na, who is a cook.",
        [("Glass Garden", "cast member", "Park Ji-won", "Han Yu-na")],
    ),
    "what somebody is known for is no part of the role": (
        "Choi Min-jae who is known for “Blue Moon” (2018) is playing Seo Do-hyun in “Glass Garden”.",
        [("Glass Garden", "cast member", "Choi Min-jae", "Seo Do-hyun")],
    ),
    "confirmed as leads": (
        "JTBC’s upcoming drama “Glass Garden” has confirmed Park Ji-won and Choi Min-jae as its leads.",
        [
            ("Glass Garden", "cast member", "Park Ji-won", None),
            ("Glass Garden", "cast member", "Choi Min-jae", None),
        ],
    ),
    "a cast behind a colon": (
        "“Glass Garden” cast: Han Ji-soo, Park Tae-joon, Lee Su-bin.",
        [("Glass Garden", "cast member", "Lee Su-bin", None)],
    ),
    "an abbreviation inside a title": (
        "Han Ji-soo is known for her role in “Mr. Winter” (2018).",
        [("Mr. Winter", "cast member", "Han Ji-soo", None), ("Mr. Winter", "release date", "2018", None)],
    ),
    "two networks": (
        "“Glass Garden” will premiere on 14 February 2022 on JTBC and Netflix.",
        [("Glass Garden", "platform", "JTBC", None), ("Glass Garden", "platform", "Netflix", None)],
    ),
    "a participle of what is to come": (
        "“Glass Garden” will be premiered on Netflix on 23rd December.",
        [("Glass Garden", "release date", "2021-12-23", None)],
    ),
    "years behind past work": (
        "Kim Do-won directs “Glass Garden”. He is known for directing “Paper Road” in 2015 and “Rain Town” in 2018.",
        [
            ("Rain Town", "director", "Kim Do-won", None),
            ("Paper Road", "release date", "2015", None),
            ("Rain Town", "release date", "2018", None),
        ],
    ),
    "a debut": (
        "Choi Min-jae stars in “Glass Garden”. He made his film debut in 2012 with “Cold River”.",
        [("Cold River", "cast member", "Choi Min-jae", None), ("Cold River", "release date", "2012", None)],
    ),
    "PD behind a name": (
        "The drama “Glass Garden” will be directed by Kwak Do-won PD (Paper Road, Rain Town).",
        [("Glass Garden", "director", "Kwak Do-won", None), ("Paper Road", "director", "Kwak Do-won", None)],
    ),
    "what a bracket says of somebody": (
        "“Glass Garden” will be directed by Kwak Do-won (screenwriter of “Paper Road”).",
        [("Paper Road", "screenwriter", "Kwak Do-won", None)],
    ),
    "told of two shows": (
        "“Glass Garden” is directed by PD Kim Do-won who directed “Paper Road”.",
        [
            ("Glass Garden", "director", "Kim Do-won", None),
            ("Paper Road", "director", "Kim Do-won", None),
        ],
    ),
    "together before": (
        "Han Ji-soo and Park Tae-joon star in “Glass Garden”. It is a reunion of Han Ji-soo and Park Tae-joon after “Long Road”.",
        [
            ("Long Road", "cast member", "Han Ji-soo", None),
            ("Long Road", "cast member", "Park Tae-joon", None),
        ],
    ),
    "a source in one word": (
        "Lee Su-bin will play Oh Mi-rae in the webtoon-based romance drama “Glass Garden”.",
        [("Glass Garden", "based on", "webtoon", None)],
    ),
    "scripts that come from somebody": (
        "The anime “Glass Garden” returns. The director is Aya Mori, and the scripts come from Ken Hara.",
        [
            ("Glass Garden", "director", "Aya Mori", None),
            ("Glass Garden", "screenwriter", "Ken Hara", None),
        ],
    ),
    "networks that carry it": (
        "The anime “Glass Garden” returns. Tokyo MX will air the first episode on March 12, and Sun TV and BS NTV will carry the show as well.",
        [
            ("Glass Garden", "platform", "Tokyo MX", None),
            ("Glass Garden", "platform", "Sun TV", None),
            ("Glass Garden", "platform", "BS NTV", None),
        ],
    ),
    "a pilot by its title": (
        "BBC orders comedies\nThe first one is a pilot called “Thimbles,” written by Anna Cole.",
        [("Thimbles", "screenwriter", "Anna Cole", None)],
    ),
    "a novel that somebody adapts": (
        "Ann Bloom's novel “Glass Garden” is being adapted by Sarah Cole as a four-part drama.",
        [("Glass Garden", "screenwriter", "Sarah Cole", None)],
    ),
    "producers of a company": (
        "The drama “Glass Garden” returns. Executive producers from Kite Films are Matthew Ross and Thomas Bell.",
        [
            ("Glass Garden", "producer", "Matthew Ross", None),
            ("Glass Garden", "producer", "Thomas Bell", None),
        ],
    ),
    "parts": (
        "The drama “Glass Garden” has seven parts and is on ITV.",
        [("Glass Garden", "number of episodes", "7", None)],
    ),
    "somebody who produces": (
        "“Night Train” star Jason Bell produces the film “Glass Garden” through Kite Films.",
        [
            ("Night Train", "cast member", "Jason Bell", None),
            ("Glass Garden", "producer", "Jason Bell", None),
        ],
    ),
    "a source that it comes from": (
        "The drama “Glass Garden” comes from a webtoon by Han Ara.",
        [("Glass Garden", "based on", "webtoon", None)],
    ),
    "a source that it is taken from": (
        "“Glass Garden,” taken from the popular Korean webtoon of the same name, is to come out next year.",
        [("Glass Garden", "based on", "webtoon Glass Garden", None)],
    ),
    "a source that it names itself": (
        "“Glass Garden” is a drama. Its source is “Field Owl,” a webtoon by Han Ara.",
        [("Glass Garden", "based on", "Field Owl", None)],
    ),
    "whose shows are listed before what they do now": (
        "The drama “Glass Garden” is coming. Park Jin-woo, whose earlier shows as a director include “Night Train,” “The Guest Room,” and “Voices,” will direct.",
        [("Glass Garden", "director", "Park Jin-woo", None), ("Voices", "director", "Park Jin-woo", None)],
    ),
    "who did two things": (
        "The film “Glass Garden” opens in May. Park Jin-woo wrote and directed the movie.",
        [
            ("Glass Garden", "director", "Park Jin-woo", None),
            ("Glass Garden", "screenwriter", "Park Jin-woo", None),
        ],
    ),
    "who is in it and behind the camera": (
        "The drama “Glass Garden” is coming. Park Jin-woo will be behind the camera. It has Han Ara and Lee Dobin in the lead. Anna Cole and Sam Hill are in it too.",
        [
            ("Glass Garden", "director", "Park Jin-woo", None),
            ("Glass Garden", "cast member", "Han Ara", None),
            ("Glass Garden", "cast member", "Sam Hill", None),
        ],
    ),
    "who heads the cast": (
        "The drama “Glass Garden” is coming. Han Ara, Lee Dobin and Park Jina head the cast.",
        [("Glass Garden", "cast member", "Park Jina", None)],
    ),
    "who came to read the script": (
        "The drama “Glass Garden” is coming. Han Ara, Lee Dobin and Park Jina attended the first script reading.",
        [("Glass Garden", "cast member", "Park Jina", None)],
    ),
    "a number, a title, a network and a day": (
        "New dramas of May\nSome weeks call for one.\n1. The Ferry Show (Netflix, May 17)\nHan Ara stars.\n2. Uncle Tim (JTBC/Netflix June 17)\nLee Dobin stars.",
        [
            ("The Ferry Show", "release date", "2021-05-17", None),
            ("Uncle Tim", "release date", "2021-06-17", None),
            ("Uncle Tim", "platform", "JTBC", None),
        ],
    ),
    "newcomers": (
        "“Glass Garden” returns for season 2. The newcomers are Han Ara, Lee Dobin and Park Jina.",
        [
            ("Glass Garden", "cast member", "Han Ara", None),
            ("Glass Garden", "cast member", "Park Jina", None),
        ],
    ),
    "who returned for it": (
        "“Glass Garden” season 2 aired on SBS. Returning for it were cast members Han Ara and Lee Dobin.",
        [("Glass Garden", "cast member", "Lee Dobin", None)],
    ),
    "a name cut short in brackets": (
        "The drama “Glass Garden” stars Han Ara and Park Solomon (Lomon). Su-hyeok (Lomon) will return.",
        [("Glass Garden", "cast member", "Park Solomon", "Su-hyeok")],
    ),
    "parts in brackets behind the regulars": (
        "“Glass Garden” season 6 is coming. With them will be the series regulars Michael Dunn (Doug Stem), Patricia Cole (Jane Davis) and Campbell Hill (Mark Usher).",
        [
            ("Glass Garden", "cast member", "Michael Dunn", "Doug Stem"),
            ("Glass Garden", "cast member", "Patricia Cole", "Jane Davis"),
        ],
    ),
    "a title that names its cast": (
        "Mooncat. THE ANIMATION 2 names its cast and staff\nOn its official website, Mooncat. THE ANIMATION has told fans who will act in the sequel.\nCast\nYuki Mori as Haru Sato\nShota Abe as Rei Endo\nKenta Ono as Iku Kanno",
        [("Mooncat. THE ANIMATION", "cast member", "Yuki Mori", "Haru Sato")],
    ),
    "whom somebody joins in a show": (
        "Night Train Season 3 Casts Russell Horn\nNetflix's Night Train has found a new face for its third season: Russell Horn. In Night Train he joins Toby Stevens, Molly Parker and Max Jenkins.",
        [("Night Train", "cast member", "Molly Parker", None)],
    ),
    "producers behind an apposition": (
        "The executive producers of “Glass Garden”, a new take on the old series, are Zack Estrin and Jon Hill.",
        [("Glass Garden", "producer", "Jon Hill", None)],
    ),
}


# The judgement doubts these short texts; in whole articles it is right more often than rules were.
JUDGED_OTHERWISE = {
    "years behind past work",
    "scripts that come from somebody",
    "a source that it names itself",
    "who did two things",
    "who is in it and behind the camera",
    "what a bracket says of somebody",
    "a novel that somebody adapts",
    "somebody who produces",
    "a title that names its cast",
}


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            marks=pytest.mark.xfail(reason="judged otherwise without an article around it", strict=False),
        )
        if case in JUDGED_OTHERWISE
        else case
        for case in CASES
    ],
)
def test_loose_news_is_read(case: str) -> None:
    """Each wording gives its facts."""
    text, expected = CASES[case]
    found = {
        (fact.work, fact.relation, fact.value, fact.character)
        for fact in read_article("news", DATE + text).facts
    }
    for fact in expected:
        assert fact in found


NOT_SAID = {
    "a group is no show": (
        "Jung Woo-sik first made his debut with the boy band NOVA. He stars in “Glass Garden”.",
        "NOVA",
    ),
    "an age is no show": ("The 33-year-old actor Jung Woo-sik stars in “Glass Garden”.", "33-year-old"),
    "a public body is no show": (
        "“Glass Garden” is about a clerk who wanted to work in the National Assembly. It stars Han Ji-soo.",
        "National Assembly",
    ),
    "a town is no show": (
        "Han Ji-soo stars as a nurse in Granada, Spain, in the drama “Glass Garden”.",
        "Granada",
    ),
}


@pytest.mark.parametrize("case", NOT_SAID)
def test_what_is_no_show(case: str) -> None:
    """Capitals that name something else are no title."""
    text, name = NOT_SAID[case]
    assert name not in {fact.work for fact in read_article("news", DATE + text).facts}


def test_headings_that_name_people_are_no_shows() -> None:
    """In a list with people as headings, nobody is taken for a title."""
    text = "1. Han Ji-soo\nHan Ji-soo stars in “Glass Garden”.\n2. Jung Woo-sik\nJung Woo-sik stars in “Night Train”.\n3. Storm\nStorm joins “Gray Sea”. Storm plays a spy.\n"
    assert {fact.work for fact in read_article("news", DATE + text).facts} <= {
        "Glass Garden",
        "Night Train",
        "Gray Sea",
    }


def test_a_heading_with_its_cast() -> None:
    """A heading in a list may name a show and its cast."""
    text = "Glass Garden (Han Ji-soo, Park Tae-joon)\nThe drama “Glass Garden” is about a florist.\n"
    cast = {fact.value for fact in read_article("news", DATE + text).facts if fact.relation == "cast member"}
    assert cast == {"Han Ji-soo", "Park Tae-joon"}


def test_who_draws_or_composes_acted_in_nothing() -> None:
    """Old credits beside a designer or a composer are no roles."""
    text = "The anime “Glass Garden” returns. Shun Mori (Night Train) supplies the original character designs. The composer is Ken Hara (Gray Sea)."
    assert not {
        fact.value for fact in read_article("news", DATE + text).facts if fact.relation == "cast member"
    }


def test_who_leaves_is_not_of_the_season_in_the_news() -> None:
    """Somebody who does not come back is not put into the season that the headline names."""
    text = "“Glass Garden” to return for season 2\nThe drama “Glass Garden” stars Anna Cole. Star Jason Bell (Tom) will not return."
    seasons = {fact.value: fact.season for fact in read_article("news", DATE + text).facts}
    assert seasons.get("Jason Bell") != 2


def test_the_day_on_which_a_later_season_was_announced() -> None:
    """It is its renewal, also where the article is of a later day."""
    text = "“Glass Garden”: all we know\nThe drama “Glass Garden” is on Netflix. Season 2 of “Glass Garden” was formally announced in June 2020."
    found = {
        (fact.relation, fact.value, fact.season)
        for fact in read_article("news", "date 2021-03-05\n" + text).facts
    }
    assert ("renewal date", "2020-06", 2) in found


def test_a_show_whose_makers_are_named_is_not_the_news() -> None:
    """What follows is said of the new show, not of those that its makers are known for."""
    text = (
        "Tide: BBC One announces new thriller from makers of Night Train and Gray Sea\n"
        "BBC One has announced brand new series Tide from the makers of Night Train and Gray Sea.\n"
        "Made by Kite Films (Night Train, Gray Sea), the six part series has been written by Anna Cole (Slow Boat, Paper Road).\n"
        "The drama will be directed by Tom Ash (Low Fields)."
    )
    found = {(fact.work, fact.relation, fact.value) for fact in read_article("news", DATE + text).facts}
    assert {("Tide", "screenwriter", "Anna Cole"), ("Tide", "director", "Tom Ash")} <= found
    assert not {
        fact for fact in found if fact[:2] in {("Gray Sea", "director"), ("Gray Sea", "screenwriter")}
    }


def facts_of(text: str) -> set[tuple[str | None, str, str]]:
    """The facts of an article: their show, relation and value."""
    return {(fact.work, fact.relation, fact.value) for fact in read_article("news", DATE + text).facts}


@pytest.mark.xfail(reason="an old credit is doubted", strict=False)
def test_titles_are_known_by_the_marks_that_the_article_sets_titles_in() -> None:
    text = (
        "From 'Salt Harbour 2' to 'Red Letters', the channel shows what comes next\n"
        "'Salt Harbour', 'Red Letters' and 'Night Ferry' all return with new seasons.\n"
        "'Kestrel', to be directed by Tom Ash, has Anna Cole, Jason Bell and Maria Stone in its cast.\n"
        "Ben Frost directs Emma Lake and Peter Hill in 'Moth', a love story."
    )
    found = facts_of(text)
    assert {("Kestrel", "director", "Tom Ash"), ("Kestrel", "cast member", "Maria Stone")} <= found
    assert {("Moth", "director", "Ben Frost"), ("Moth", "cast member", "Peter Hill")} <= found


def test_a_quoted_word_of_the_headline_that_recurs_is_a_title() -> None:
    text = (
        "'Undertow', the First Mexican Series of the Season, Is Here Tomorrow\n"
        "The wait ends on Thursday. Anna Cole plays Rita, with Jason Bell as Nico.\n"
        "In Undertow a father hides from his family."
    )
    found = facts_of(text)
    assert {("Undertow", "cast member", "Anna Cole"), ("Undertow", "cast member", "Jason Bell")} <= found
    assert {work for work, _, _ in found} == {"Undertow"}


def test_a_show_of_one_word_is_found_by_what_is_said_of_it() -> None:
    text = (
        "Prime Video turns a game into a series\n"
        "HBO did it with The Long Road. Ashfall arrives April 12, 2024. Anna Cole and Jason Bell are in the cast.\n"
        "Prime Video calls Ashfall a story of two worlds."
    )
    assert {("Ashfall", "cast member", "Anna Cole"), ("Ashfall", "release date", "2024-04-12")} <= facts_of(
        text
    )


@pytest.mark.xfail(
    reason="titles in small letters without marks are missed in single sentences", strict=False
)
def test_titles_that_their_language_writes_in_small_letters() -> None:
    text = (
        "Netflix announces three Spanish series\n"
        "El vecino ausente and Las cartas de Luna join La torre. El vecino ausente is created by Ana Ruiz. "
        "Las cartas de Luna is written by Luis Vega."
    )
    found = facts_of(text)
    assert {
        ("El vecino ausente", "creator", "Ana Ruiz"),
        ("Las cartas de Luna", "screenwriter", "Luis Vega"),
    } <= found


@pytest.mark.xfail(reason="one of several marked names is missed", strict=False)
def test_what_is_shown_by_marks_is_not_always_a_title() -> None:
    """Songs, kinds of show, roles in brackets, captions and places of a year."""
    text = (
        'Shirakawa names its singer\nMay sings the ending "HOLD ON" of "Shirakawa", the "near-future science drama" anime.\n\n'
        "Anna Cole\n\nAnna Cole\n\nFour leave: Anna Cole (Rita), Jason Bell (Nico), Emma Lake (Hanna) and Peter Hill (Mark).\n"
        "It plays out in the Lisbon of 1974."
    )
    assert {work for work, _, _ in facts_of(text)} <= {"Shirakawa", None}


@pytest.mark.xfail(reason="one of two parts is doubted", strict=False)
def test_a_part_in_an_older_show_in_brackets() -> None:
    text = (
        "Cast of the anime The Glass Crow\nThe Glass Crow adds two voices:\n\n"
        "- Ken Hara (Leon Black in Iron Choir) as Shin Mori\n- Yui Sato (Rin Kuze in Paper Stars) as Emi Oda\n"
    )
    found = {
        (fact.work, fact.value, fact.character)
        for fact in read_article("news", DATE + text).facts
        if fact.relation == "cast member"
    }
    assert {("Iron Choir", "Ken Hara", "Leon Black"), ("The Glass Crow", "Ken Hara", "Shin Mori")} <= found


@pytest.mark.xfail(reason="a show that is only in a headline and a list is taken for a place", strict=False)
def test_a_networks_list_tells_where_its_shows_are() -> None:
    text = (
        "From Salt Harbour to Moth, SonyLIV lines up new originals\n"
        "The streamer made public what comes next: the series 'Salt Harbour', 'Moth' and 'Night Ferry'.\n"
        "Before it came 'Old Town', known from ZEE5."
    )
    article = read_article("news", DATE + text)
    on = {fact.work: fact.value for fact in article.facts if fact.relation == "platform"}
    assert on.items() >= {"Salt Harbour": "SonyLIV", "Moth": "SonyLIV", "Night Ferry": "SonyLIV"}.items()
    assert on.get("Old Town") != "SonyLIV"
    assert all("SonyLIV" in (fact.evidence or "") for fact in article.facts if fact.value == "SonyLIV")


@pytest.mark.xfail(reason="who produces in a phrase of its own is doubted", strict=False)
def test_who_made_an_older_show_does_not_change_the_subject() -> None:
    text = (
        "Ashfall comes to Prime Video\nAshfall is a new series on Prime Video. With Tom Ash and Eva Reed, the pair who created "
        "Westgate for HBO, as executive producers, it starts in April. The first three episodes were directed by Ash. "
        "Ben Frost will sit in the director's chair for the rest. Nora Quill, the writer, also executive produces."
    )
    found = facts_of(text)
    assert {
        ("Ashfall", "director", "Tom Ash"),
        ("Ashfall", "producer", "Eva Reed"),
        ("Ashfall", "director", "Ben Frost"),
    } <= found
    assert ("Westgate", "director", "Tom Ash") not in found


def test_headings_that_name_a_show_head_what_follows() -> None:
    text = (
        "News you missed\nThree stories in brief.\n\nAnna Cole Joins 'Salt Harbour'\n\nThe star of Old Town has been cast. "
        "Tom Ash is the director.\n\nJason Bell Is the New 'Red Letter'\n\nBen Frost wrote the screenplay."
    )
    found = facts_of(text)
    assert {("Salt Harbour", "director", "Tom Ash"), ("Red Letter", "screenwriter", "Ben Frost")} <= found


@pytest.mark.xfail(reason="one of three shows is left out", strict=False)
def test_what_is_said_of_all_the_shows_is_said_of_each() -> None:
    text = (
        "'Salt Harbour,' 'Red Letter' and 'Moth' renewed for second seasons\nThe drama 'Salt Harbour' leads them. "
        "'Red Letter' is a comedy series and 'Moth' a thriller.\nAll three debuted March 1. All three will be on BBC One and BBC iPlayer."
    )
    found = {(f.work, f.relation, f.value, f.season) for f in read_article("news", DATE + text).facts}
    for show in ("Salt Harbour", "Red Letter", "Moth"):
        assert (show, "release date", "2021-03-01", None) in found
        assert (show, "platform", "BBC iPlayer", None) in found
        assert (show, "renewal date", "2021-03-05", 2) in found


@pytest.mark.xfail(reason="somebody who joins behind two shows is doubted", strict=False)
def test_a_show_that_only_says_who_an_actor_is() -> None:
    text = (
        "Salt Harbour casts two\nThe drama Salt Harbour stars Anna Cole.\n"
        "The agents are played by Nightfall's Jason Bell and The Weavers' Emma Lake."
    )
    found = facts_of(text)
    assert {
        ("Salt Harbour", "cast member", "Jason Bell"),
        ("Salt Harbour", "cast member", "Emma Lake"),
    } <= found


def test_who_announces_is_no_show() -> None:
    text = (
        "Round Table Unveils English Voice Cast of Iron Choir V\nRound Table is marking the run-up to Iron Choir V. "
        "The part of Leon goes to Jason Bell, with Anna Cole as Mira. Fans of Round Table know Iron Choir V well. Iron Choir V comes out in May."
    )
    found = facts_of(text)
    assert ("Iron Choir V", "cast member", "Jason Bell") in found
    assert "Round Table" not in {work for work, _, _ in found}


@pytest.mark.xfail(reason="a source told with its magazine alone is missed", strict=False)
def test_sources_and_scripts_in_passing() -> None:
    text = (
        "Glass Crow anime to begin\nThe anime Glass Crow starts in April. Series composition falls to Ken Hara. "
        "A magazine started running Yui Sato's Glass Crow manga in 2013."
    )
    facts = read_article("news", DATE + text).facts
    assert ("Glass Crow", "screenwriter", "Ken Hara") in {(f.work, f.relation, f.value) for f in facts}
    assert ("manga", "Yui Sato") in {(f.value, f.by) for f in facts if f.relation == "based on"}


def test_an_adapted_book_is_named_where_it_is_told_what_it_is() -> None:
    text = "The Lake to be filmed\nBased on The Cold Room, a novel by Nora Quill, the film The Lake stars Anna Cole."
    found = {(f.value, f.by) for f in read_article("news", DATE + text).facts if f.relation == "based on"}
    assert ("The Cold Room", "Nora Quill") in found


@pytest.mark.xfail(reason="producers in a chain are doubted", strict=False)
def test_producers_in_a_chain_and_new_regulars() -> None:
    text = (
        "Salt Harbour adds to its cast\nSalt Harbour is a drama on BBC One. Emma Lake was also named as a new regular. Tom Ash is the "
        "creator of Salt Harbour and one of its executive producers, with Eva Reed, Ben Frost and Nora Quill."
    )
    found = facts_of(text)
    assert ("Salt Harbour", "cast member", "Emma Lake") in found
    assert {("Salt Harbour", "producer", name) for name in ("Tom Ash", "Eva Reed", "Nora Quill")} <= found


@pytest.mark.xfail(reason="two parts told by turns are confused", strict=False)
def test_parts_told_of_two_by_turns() -> None:
    text = (
        "“Glass Garden” begins\nThe drama “Glass Garden” is on SBS. The villains, Kim Hong-sik and Nam Du-hun, are portrayed by "
        "Sung Jun-ho and Seo Hyun-woo, respectively."
    )
    found = {
        (f.value, f.character) for f in read_article("news", DATE + text).facts if f.relation == "cast member"
    }
    assert {("Sung Jun-ho", "Kim Hong-sik"), ("Seo Hyun-woo", "Nam Du-hun")} <= found


def test_a_by_line_between_paragraphs_is_nobody_in_the_news() -> None:
    text = (
        "Lee Bo-ra leads “Glass Garden”\nLee Bo-ra stars in the film “Glass Garden”.\n\nBy Kwak Yeon-soo\n\n"
        "She also directs it."
    )
    found = facts_of(text)
    assert ("Glass Garden", "director", "Kwak Yeon-soo") not in found
