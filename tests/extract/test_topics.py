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
