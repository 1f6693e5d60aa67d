"""Who is meant where nobody is named."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.link.referents import Referent, find_referents
from bot.extract.link.units import Row
from bot.extract.reader import Read


def refer(text: str) -> dict[str, list[tuple[str, Referent]]]:
    """By name: the units that may mean somebody, with what stands there."""
    read = Read("a.txt", text)
    read.tell()
    row = Row(read.discourse)
    names = {id(each.person): each.person.name for each in read.discourse.names.people}
    return {
        names[key]: [(row.units[each.at].text, each) for each in found]
        for key, found in find_referents(row, read.discourse.sentences).items()
    }


def test_a_pronoun_means_who_was_named_last_as_the_subject() -> None:
    found = refer(
        "date 2024-03-05\nThe drama “Quiet Harbor” stars Ana Brook opposite Tom Lake. She was last seen in “Moth.”"
    )
    assert [text for text, _ in found["Ana Brook"]] == ["she"]
    assert "Tom Lake" not in found


def test_a_noun_means_who_has_that_role() -> None:
    found = refer(
        "date 2024-03-05\nActor Tom Lake joins the drama “Quiet Harbor,” from director Eva Hill. The director made “Moth.”"
    )
    assert [text for text, _ in found["Eva Hill"]] == ["«direct-er»"]
    assert "Tom Lake" not in found


def test_a_list_of_shows_means_who_was_named_last() -> None:
    found = refer(
        "date 2024-03-05\nTom Lake joins the drama “Quiet Harbor.”\n\nAbout Tom Lake\nOther dramas: “Moth” (2019), “Night "
        "Ferry” (2020)."
    )
    assert any("meant nobody 0" in each.evidence for _, each in found["Tom Lake"])


def test_nobody_is_meant_where_no_show_is_named() -> None:
    assert not refer("date 2024-03-05\nThe drama “Quiet Harbor” stars Tom Lake. He is glad.")


def test_what_a_pronoun_was_in_is_read() -> None:
    cast = {
        (fact.work, fact.value)
        for fact in read_article(
            "a.txt",
            "date 2024-03-05\nAbout Kim Min-seo\nKim Min-seo is in talks for the new drama “Quiet Harbor.” She worked in Moth "
            "(2015), Night Ferry (2017) and Glass Garden.",
        ).facts
        if fact.relation == "cast member"
    }
    assert {("Moth", "Kim Min-seo"), ("Night Ferry", "Kim Min-seo")} <= cast


def test_a_korean_name_is_one_however_it_is_spelled_in_an_article() -> None:
    read = Read(
        "a.txt",
        "date 2024-03-05\nKim Seon Ho and Shin Bo Ra star in the drama “Quiet Harbor.” kim sun-ho was in “Moth.” Bo ra was in "
        "“Night Ferry,” and Shin Bora too.",
    )
    people = {id(each.person): each.person for each in read.discourse.names.people}
    assert sorted(each.name for each in people.values()) == ["Kim Seon Ho", "Shin Bo Ra"]
    spelled = {each.name: each.spellings for each in people.values()}
    assert "Bo ra" in spelled["Shin Bo Ra"]
