"""Which value belongs to which show: pairs, their evidence, and the second opinion on what rules state."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.draft_fact import Draft
from bot.extract.names import Person
from bot.extract.pair_evidence import find_pairs, may_make, see_as
from bot.extract.pairs import find_parts_played, judge_pairs, note_stated
from bot.extract.reader import Read
from bot.extract.titles import Work

ARTICLE = "date 2024-03-05\nThe drama “Quiet Harbor” comes from a novel and is a thriller. It will premiere on Hulu. The series is directed by Ana Brook and stars Tom Lake."


def test_each_value_is_paired_with_the_show_it_may_belong_to() -> None:
    read = Read("a.txt", ARTICLE)
    told, raw, _ = read.tell()
    pairs = find_pairs(read.discourse, note_stated(draft for draft, _ in told), note_stated(raw))
    assert {each.value.kind for each in pairs} == {"people", "networks", "genres", "sources"}
    assert {each.work.name for each in pairs} == {"Quiet Harbor"}
    likely = judge_pairs(pairs)
    by_name = {each.value.key: getattr(each.value.value, "name", each.value.value) for each in pairs}
    named = {(relation, by_name[key]): chance for (relation, key, _), chance in likely.items()}
    assert named["director", "Ana Brook"] > named["cast member", "Ana Brook"]
    assert named["cast member", "Tom Lake"] > named["director", "Tom Lake"]


def test_words_of_making_are_seen_as_a_relations_own_or_its_rivals() -> None:
    evidence = ["before «direct-ed» by", "word behind «write-er»", "depth 0"]
    assert sorted(may_make(evidence)) == ["director", "screenwriter"]
    assert see_as(evidence, "director") == [
        "is director",
        "before «own-ed» by",
        "word behind «rival-er»",
        "depth 0",
    ]


def test_a_character_is_never_an_actor() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nThe drama “Quiet Harbor” stars Tom Lake as Peter Vale. Peter Vale is a lawyer in Quiet Harbor.",
    ).facts
    assert {fact.value for fact in facts if fact.relation == "cast member"} == {"Tom Lake"}


def test_a_part_told_of_the_wrong_show_is_still_somebodys_part() -> None:
    ana, tom = Person("Ana Brook"), Person("Tom Lake")
    drafts = [
        Draft("cast member", ana, Work("Quiet Harbor")),
        Draft("cast member", ana, Work("Moth"), character="Eva Vale"),
        Draft("cast member", tom, Work("Moth"), character="Peter Vale"),
        Draft("cast member", tom, Work("Moth"), character="Old Vale"),
    ]
    assert find_parts_played(drafts) == {id(ana): "Eva Vale"}
