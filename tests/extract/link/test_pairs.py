"""Which value belongs to which show: pairs, their evidence, and how likely each is."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.draft_fact import Draft
from bot.extract.find.names import Person
from bot.extract.find.titles import Work
from bot.extract.link.pair_company import look_at_pair_company
from bot.extract.link.pair_evidence import Pair, Value, find_pairs, may_make, see_as
from bot.extract.link.pairs import give_authors, judge_pairs
from bot.extract.link.units import Row
from bot.extract.reader import Read

ARTICLE = "date 2024-03-05\nThe drama “Quiet Harbor” comes from a novel and is a thriller. It will premiere on Hulu. The series is directed by Ana Brook and stars Tom Lake."


def pair_up(text: str) -> tuple[list[Pair], Row]:
    read = Read("a.txt", text)
    row = Row(read.discourse)
    return find_pairs(read.discourse, row), row


def test_each_value_is_paired_with_the_show_it_may_belong_to() -> None:
    pairs, row = pair_up(ARTICLE)
    assert {each.value.kind for each in pairs} == {"people", "networks", "genres", "sources"}
    assert {each.work.name for each in pairs} == {"Quiet Harbor"}
    likely, _ = judge_pairs(pairs, row)
    by_name = {each.value.key: getattr(each.value.value, "name", each.value.value) for each in pairs}
    named = {(relation, by_name[key]): chance for (relation, key, _), chance in likely.items()}
    assert named["director", "Ana Brook"] > named["cast member", "Ana Brook"]
    assert named["cast member", "Tom Lake"] > named["director", "Tom Lake"]


def test_words_of_making_are_seen_as_a_relations_own_or_its_rivals() -> None:
    evidence = [frozenset({"before «direct-ed» by"}), frozenset({"word behind «write-er»", "depth 0"})]
    assert sorted(may_make(evidence)) == ["director", "screenwriter"]
    assert list(map(sorted, see_as(evidence, "director"))) == [
        ["is director"],
        ["before «own-ed» by"],
        ["depth 0", "word behind «rival-er»"],
    ]


def test_a_character_is_never_an_actor() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nThe drama “Quiet Harbor” stars Tom Lake as Peter Vale. Peter Vale is a lawyer in Quiet Harbor.",
    ).facts
    assert {fact.value for fact in facts if fact.relation == "cast member"} == {"Tom Lake"}


def test_what_a_list_belongs_to_speaks_for_each_of_its_members() -> None:
    pairs, row = pair_up(
        "date 2024-03-05\nThe drama “Quiet Harbor” stars Tom Lake, Ana Brook and Sam Reed, and “Moth” is directed by Eva Hill."
    )
    names = {each.value.key: getattr(each.value.value, "name", each.value.value) for each in pairs}
    shows = {id(each.work): each.work.name for each in pairs}
    scores = {
        ("cast member", each.value.key, id(each.work)): (
            -3.0 if names[each.value.key] == "Ana Brook" or each.work.name == "Moth" else 3.0
        )
        for each in pairs
        if each.value.kind == "people"
    }
    company = {
        (names[value], shows[work]): evidence
        for (_, value, work), evidence in look_at_pair_company(pairs, row, scores).items()
    }
    assert "people: mates 7" in company["Ana Brook", "Quiet Harbor"]
    assert "people: mates 1" in company["Ana Brook", "Moth"]
    assert not any("mates" in each for each in company["Eva Hill", "Moth"])


def test_who_a_source_is_by_is_told_with_it() -> None:
    work, other, author = Work("Quiet Harbor"), Work("Moth"), Person("Eva Hill")
    drafts = [Draft("based on", "webtoon", work), Draft("based on", "novel", other)]
    drafts.append(Draft("based on", "book", work, by="Sam Reed"))
    pairs = [Pair(Value("people", 1, author), each, (), (), {}) for each in (work, other)]
    _, row = pair_up(ARTICLE)
    give_authors(drafts, pairs, {("author", 1, id(work)): 0.9, ("author", 1, id(other)): 0.1}, row)
    assert [draft.by for draft in drafts] == ["Eva Hill", None, "Sam Reed"]


def test_a_director_of_a_company_directs_no_show() -> None:
    text = (
        "date 2024-03-05\nThe drama “Quiet Harbor” is coming\n\n“Quiet Harbor” is directed by Tom Lake for Channel 4. "
        "Ana Brook, Director of Film4, said: “We are so glad to have this.”"
    )
    directors = {fact.value for fact in read_article("a.txt", text).facts if fact.relation == "director"}
    assert directors == {"Tom Lake"}


def read_cast(text: str) -> set[tuple[str | None, str]]:
    return {
        (fact.work, fact.value)
        for fact in read_article("a.txt", text).facts
        if fact.relation == "cast member"
    }


def test_likely_shows_of_one_person_do_not_drive_each_other_out() -> None:
    cast = read_cast(
        "date 2024-03-05\nTom Lake stars in the new drama “Quiet Harbor.” Tom Lake is known for “Moth” (2019), “Night Ferry” "
        "(2020) and “Glass Garden” (2022)."
    )
    assert {("Quiet Harbor", "Tom Lake"), ("Moth", "Tom Lake"), ("Night Ferry", "Tom Lake")} <= cast


def test_the_lines_of_a_calendar_are_of_the_day_above_them() -> None:
    pairs, _ = pair_up(
        "date 2024-03-05\nWhat to watch in May\n\nMay 6\nQuiet Harbor (Hulu, new drama series)\nMoth (NBC, Season 2)\n\n"
        "May 7\nNight Ferry (ABC, Season 3)\n\nQuiet Harbor is a drama. Moth is a drama. Night Ferry is a drama."
    )
    below = {
        (each.value.key, each.work.name)
        for each in pairs
        if any("ahead calendar" in group for groups in each.evidence for group in groups)
    }
    assert ("2024-05-06", "Quiet Harbor") in below
    assert ("2024-05-06", "Moth") in below
    assert ("2024-05-07", "Night Ferry") in below
    assert ("2024-05-06", "Night Ferry") not in below
    assert all(each.until is not None for each in pairs if (each.value.key, each.work.name) in below)


def test_who_composes_makes_a_show() -> None:
    evidence = [frozenset({"before «compose-ed» by"})]
    assert may_make(evidence) == ["composer"]


def test_the_kind_of_a_show_is_no_source_of_it() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nThe network’s drama “Quiet Harbor” came to an end on Friday. Tom Lake starred in it.",
    ).facts
    assert not any(fact.relation == "based on" for fact in facts)


def test_a_fact_has_the_sentence_that_says_most_for_it() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nAna Brook is happy about “Quiet Harbor”\n\nAna Brook spoke of the drama “Quiet Harbor” on Monday.\n\n"
        "The drama “Quiet Harbor” is directed by Ana Brook and stars Tom Lake.",
    ).facts
    told = {fact.value: fact.evidence for fact in facts if fact.relation == "director"}
    assert told == {"Ana Brook": "The drama “Quiet Harbor” is directed by Ana Brook and stars Tom Lake."}
