"""Who plays whom: pairs of people and characters, and the choice among them."""

from __future__ import annotations

from bot.extract import read_article
from bot.extract.link.part_evidence import Part, find_parts
from bot.extract.link.parts import choose_parts, tell_characters
from bot.extract.link.units import Row
from bot.extract.reader import Read

ARTICLE = (
    "date 2024-03-05\nThe drama “Quiet Harbor” starts in May. Tom Lake plays Peter Vale, a lawyer. Ana Brook and Sam Reed "
    "play Eva Vale and Max Stone, respectively."
)


def parts_of(text: str) -> list[Part]:
    read = Read("a.txt", text)
    return find_parts(read.discourse, Row(read.discourse))


def test_any_two_who_are_named_near_each_other_are_looked_at() -> None:
    pairs = {(each.person.name, each.character.name) for each in parts_of(ARTICLE)}
    assert ("Tom Lake", "Peter Vale") in pairs
    assert ("Ana Brook", "Eva Vale") in pairs
    assert not any(person == character for person, character in pairs)


def test_a_list_of_parts_is_told_in_the_order_of_the_actors() -> None:
    told = {each.person.name: each.character.name for each in choose_parts(parts_of(ARTICLE))}
    assert told["Tom Lake"] == "Peter Vale"
    assert told["Ana Brook"] == "Eva Vale"


def test_no_two_play_the_same_and_who_is_played_plays_nobody() -> None:
    chosen = choose_parts(parts_of(ARTICLE))
    characters = [id(each.character) for each in chosen]
    assert len(characters) == len(set(characters))
    assert {id(each.person) for each in chosen}.isdisjoint(characters)


def test_who_is_played_is_a_character() -> None:
    chosen = choose_parts(parts_of(ARTICLE))
    tell_characters(chosen)
    assert all(each.character.is_character for each in chosen)
    assert not any(each.person.is_character for each in chosen)


def test_somebody_may_play_one_here_and_another_there() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nTom Lake will star in the new drama “Quiet Harbor.” Tom Lake plays Peter Vale, a lawyer.\n\n"
        "Tom Lake played the role of Max Stone in the 2019 drama “Moth.”",
    ).facts
    cast = {(fact.work, fact.character) for fact in facts if fact.relation == "cast member"}
    assert {("Quiet Harbor", "Peter Vale"), ("Moth", "Max Stone")} <= cast


def test_nobody_plays_their_other_name() -> None:
    pairs = {
        (each.person.name, each.character.name)
        for each in parts_of(
            "date 2024-03-05\n“Moth” stars Kim Min-seo, better known as Mina Lake, as Eva Vale."
        )
    }
    assert ("Kim Min-seo", "Mina Lake") not in pairs
    assert ("Kim Min-seo", "Eva Vale") in pairs


def test_a_part_is_told_of_the_show_that_its_sentence_speaks_of() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nTom Lake is the lead of the new drama “Quiet Harbor.” In it Tom Lake plays Peter Vale, a lawyer. "
        "Tom Lake was last seen in the film “Moth.”",
    ).facts
    cast = {(fact.work, fact.character) for fact in facts if fact.relation == "cast member"}
    assert ("Quiet Harbor", "Peter Vale") in cast
    assert ("Moth", "Peter Vale") not in cast


def test_nobody_plays_whom_they_replace() -> None:
    pairs = {
        (each.person.name, each.character.name)
        for each in parts_of("date 2024-03-05\nTom Lake will replace Sam Reed in “Moth” as Max Stone.")
    }
    assert ("Tom Lake", "Sam Reed") not in pairs


def test_a_part_is_of_the_show_that_it_is_said_to_be_in() -> None:
    parts = parts_of(
        "date 2024-03-05\nA star for “Quiet Harbor”\n\nTom Lake, who played Peter Vale in “Moth,” stars in “Quiet Harbor.”"
    )
    shows = {each.character.name: getattr(each.show, "name", None) for each in parts}
    assert shows["Peter Vale"] == "Moth"


def test_a_family_name_alone_means_whom_its_paragraph_named_last() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nJung So-min and Jung Jin-young return\n\nJung So-min stars in the drama “Moth.” Jung So-min sings too.\n\n"
        "Jung Jin-young leads the drama “Quiet Harbor.” Jung plays Peter Vale, a lawyer.",
    ).facts
    played = {fact.character: fact.value for fact in facts if fact.character}
    assert played == {"Peter Vale": "Jung Jin-young"}


def test_brackets_hold_the_actors_or_the_characters_all_through_an_article() -> None:
    text = (
        "date 2024-03-05\nThe drama “Twelve Bells” shows its cast\n\n“Twelve Bells” begins with Tae San (Ma Dong Seok), the leader. "
        "O Gwi (Park Hyung Sik) is set free, and Won Seung (Seo In Guk) senses it.\n\nAlso joining the fight are Ma Rok (Sung Dong Il), "
        "the manager, Bang Wool (Go Kyu Pil), and Kang Ji (Kang Mi Na)."
    )
    chosen = [each for each in choose_parts(parts_of(text)) if each.bracket]
    assert len(chosen) == 6
    assert {each.bracket for each in chosen} == {"person"}


def test_who_plays_in_a_list_has_played_another_elsewhere() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nThe anime “Moon Garden” names its cast\n\nThe cast of “Moon Garden” includes:\n\nTom Lake as Haru Sato\n"
        "Ana Brook as Rei Endo\n\nTom Lake played the role of Max Stone in the 2019 anime “Moth.”",
    ).facts
    cast = {(fact.work, fact.value, fact.character) for fact in facts if fact.relation == "cast member"}
    assert {("Moon Garden", "Tom Lake", "Haru Sato"), ("Moth", "Tom Lake", "Max Stone")} <= cast


def test_a_surname_alone_keeps_what_it_is_called() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nAna Brook plays the role of Captain Vell in the series “Quiet Harbor,” and Tom Lake is Mr. Peter Stone.",
    ).facts
    told = {fact.value: fact.character for fact in facts if fact.relation == "cast member"}
    assert told == {"Ana Brook": "Captain Vell", "Tom Lake": "Peter Stone"}


def test_a_part_is_of_the_main_show_where_only_old_work_is_named_beside_it() -> None:
    facts = read_article(
        "a.txt",
        "date 2024-03-05\nTom Lake and Ana Brook to star in “Quiet Harbor”\n\nTom Lake and Ana Brook will star in the drama “Quiet "
        "Harbor.” The thriller “Quiet Harbor” starts in May.\n\nAna Brook of the series “Moth” and “Salt Road” plays Eva Vale.",
    ).facts
    told = {(fact.work, fact.character) for fact in facts if fact.value == "Ana Brook"}
    assert ("Quiet Harbor", "Eva Vale") in told
    assert ("Moth", "Eva Vale") not in told
