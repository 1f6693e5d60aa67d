"""The lists of well-known shows and people: a hint at what is named, never a fact."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.famous import key_of_name, load_people, load_titles


def test_spellings_of_a_name_have_one_key() -> None:
    assert key_of_name("Cha Eun-woo") == key_of_name("cha eunwoo")


def test_the_lists_are_sorted_and_free_of_marks() -> None:
    assert load_titles()
    assert "" not in load_titles()
    for roles in load_people().values():
        assert set(roles) <= {"actor", "director", "writer", "producer", "creator", "singer", "host"}


def test_what_is_famous_is_no_fact() -> None:
    facts = read_article(
        "a.txt", "date 2024-03-05\nBong Joon-ho was asked about Squid Game at the airport."
    ).facts
    assert not [fact for fact in facts if fact.relation == "director"]
