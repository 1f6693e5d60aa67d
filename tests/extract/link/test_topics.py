"""Which show a sentence speaks of where it does not say."""

from __future__ import annotations

from bot.extract.reader import Read

NEWS = """date 2024-03-05
Moth star Ana Brook to lead thriller Quiet Harbor

Ana Brook, who was last seen in “Moth,” will lead the new series “Quiet Harbor.” It is based on a novel.

Tom Lake (“Salt Road,” “The Keeper”) is the director of the thriller.

Hulu will stream the series next year.
"""
SLATE = """date 2024-03-05
What is new this week

- “Night Ferry” comes to Hulu on March 8. Ana Brook stars.

- “Glass Garden” is next. The drama was written by Tom Lake.
"""


def topics(text: str) -> dict[str, str | None]:
    discourse = Read("news.txt", text).discourse
    reading = discourse.article.reading
    return {
        reading[each.start : each.end]: work.name if (work := discourse.spoken_of[each.start]) else None
        for each in discourse.sentences
    }


def test_an_old_credit_is_not_what_the_next_sentences_speak_of() -> None:
    found = topics(NEWS)
    assert found["It is based on a novel."] == "Quiet Harbor"
    assert found["Hulu will stream the series next year."] == "Quiet Harbor"
    assert found["Tom Lake (“Salt Road,” “The Keeper”) is the director of the thriller."] == "Quiet Harbor"


def test_each_item_of_a_list_speaks_of_its_own_show() -> None:
    found = topics(SLATE)
    assert found["Ana Brook stars."] == "Night Ferry"
    assert found["The drama was written by Tom Lake."] == "Glass Garden"


def test_the_show_that_somebody_has_told_is_spoken_of_everywhere() -> None:
    discourse = Read("news.txt", NEWS, about="Moth").discourse
    assert {work.name for work in discourse.spoken_of.values() if work} == {"Moth"}


def test_every_sentence_of_a_long_list_weighs_few_shows() -> None:
    lines = "\n\n".join(
        f"“Show Number {chr(65 + at % 26)}{chr(65 + at // 26)}” stars Ana Brook." for at in range(200)
    )
    evidence = Read("news.txt", f"date 2024-03-05\nNews\n\n{lines}").discourse.find_topic_evidence()
    assert max(len(listed) for listed in evidence) < 20


LINE_UP = """date 2024-03-05
A network's line-up for the year

The network has shown its plans for the year, and there is something for everybody.

Polar Station
(Airs: April 3 / PD Han Jiwoo / Writer Seo Yuna)
Starring Kim Ara (“Blue Lake”), the office thriller follows a clerk. The cast includes Park Dojin of the hit title “Moth.”

We Were Young
(Airs: April 10 / PD Cho Minho / Writer Seo Yuna)
The youth story is about three pupils.

Half Lie
(Airs: April 17 / PD Lee Hana / Writer Kang Min)
The mother of the family is played by Lee Somin.
"""


def test_below_a_title_that_stands_alone_everything_is_of_that_show() -> None:
    found = topics(LINE_UP)
    assert found["(Airs: April 3 / PD Han Jiwoo / Writer Seo Yuna)"] == "Polar Station"
    assert found["The youth story is about three pupils."] == "We Were Young"


def test_a_heading_over_a_line_that_begins_as_those_of_the_others_is_a_title() -> None:
    found = topics(LINE_UP)
    assert found["(Airs: April 17 / PD Lee Hana / Writer Kang Min)"] == "Half Lie"
    assert found["The mother of the family is played by Lee Somin."] == "Half Lie"


def test_a_caption_of_what_was_just_spoken_of_is_no_heading() -> None:
    text = (
        "date 2024-03-05\nNews of the day\n\nThe series “Ivory” has begun filming. Ana Brook stars in “Ivory.”\n\n{}\n\n"
        "Much changes in the second season of “Moth.” Four of the actors go.\n\n{}\n\nThat was all."
    )
    assert not Read("news.txt", text.format("Ivory", "Moth")).discourse.sections
    swapped = Read("news.txt", text.format("Moth", "Ivory")).discourse.sections
    assert [work.name for work in swapped.values()] == ["Moth", "Ivory"]


def test_what_a_show_is_based_on_is_not_spoken_of() -> None:
    sentence = (
        "Directed by Tom Lake, the screenplay is by Eva Moor, based on the book “To the Clouds” by Max Stone."
    )
    found = topics(
        f"date 2024-03-05\nFirst look at the film “Quiet Harbor”\n\nThe film “Quiet Harbor” is new. {sentence}"
    )
    assert found[sentence] == "Quiet Harbor"


def test_a_show_that_is_named_once_far_down_is_not_the_main_one() -> None:
    titles = Read(
        "news.txt",
        "date 2024-03-05\nAna Brook in talks for Tom Lake film\n\nTom Lake is in talks with Ana Brook for his untitled movie. Lake "
        "will direct and has written the script. The film will be set in a prison.\n\nBrook was last seen in “Moth.” She will also "
        "return in “Ivory 2.”",
    ).discourse.titles
    assert titles.main is None
