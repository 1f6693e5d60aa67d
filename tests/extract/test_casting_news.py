"""Casting news as papers write it: titles without marks, round-ups, credits in brackets, makers in lists."""

from __future__ import annotations

import pytest

from bot.extract import ExtractedArticle, read_article


def said(text: str) -> set[tuple[str, str | None, str]]:
    article: ExtractedArticle = read_article("casting.txt", f"date 2024-03-04\n{text}")
    return {(fact.relation, fact.work, fact.value) for fact in article.facts}


@pytest.mark.parametrize(
    ("text", "work"),
    [
        pytest.param(
            "Kim Do-yun will star in the second season of Paper Lanterns.",
            "Paper Lanterns",
            marks=pytest.mark.xfail(reason="a bare title in a single sentence is doubted", strict=False),
        ),
        pytest.param(
            "Kim Do-yun played a clerk in 2019’s The Tin Harbour as Ma Seok-jun.",
            "The Tin Harbour",
            marks=pytest.mark.xfail(reason="a bare title in a single sentence is doubted", strict=False),
        ),
        ("Kim Do-yun will return in the drama Slow Ferry with Yoon Ha-rin.", "Slow Ferry"),
        pytest.param(
            "It will be his first drama since Winter Postman, said Kim Do-yun.",
            "Winter Postman",
            marks=pytest.mark.xfail(reason="a bare title in a single sentence is doubted", strict=False),
        ),
        ("Winter Postman star Kim Do-yun has joined the show.", "Winter Postman"),
        ("Kim Do-yun was last seen in tvN’s Winter Postman.", "Winter Postman"),
    ],
)
def test_a_title_without_marks_ends_where_the_title_ends(text: str, work: str) -> None:
    assert ("cast member", work, "Kim Do-yun") in said(text)


@pytest.mark.xfail(reason="one of several in brackets is doubted", strict=False)
def test_past_work_in_brackets_belongs_to_the_name_before_it() -> None:
    facts = said(
        "“Slow Ferry” stars Greta Voss (Stone Garden), Piers Lund (Blue Room, The Lamplighter) and Ida Marsh (Gravel). "
        "The series is directed by Nils Berg (Driftwood)."
    )
    assert facts >= {
        ("cast member", "Slow Ferry", "Greta Voss"),
        ("cast member", "Slow Ferry", "Ida Marsh"),
        ("cast member", "Stone Garden", "Greta Voss"),
        ("cast member", "The Lamplighter", "Piers Lund"),
        ("director", "Slow Ferry", "Nils Berg"),
        ("director", "Driftwood", "Nils Berg"),
    }


def test_each_section_of_a_round_up_is_of_its_own_show() -> None:
    facts = said(
        "Here is the casting news of the week.\n\nPaper Lanterns\n\nKim Do-yun and Yoon Ha-rin are in talks to lead Paper Lanterns. "
        "The drama will be directed by Seo Min-gi.\n\nSlow Ferry\n\nPark Jae-on has been cast in Slow Ferry. "
        "The series will be written by Han Bo-mi."
    )
    assert facts >= {
        ("cast member", "Paper Lanterns", "Yoon Ha-rin"),
        ("director", "Paper Lanterns", "Seo Min-gi"),
        ("cast member", "Slow Ferry", "Park Jae-on"),
        ("screenwriter", "Slow Ferry", "Han Bo-mi"),
    }
    assert ("director", "Slow Ferry", "Seo Min-gi") not in facts


def test_everybody_who_produces_is_named() -> None:
    facts = said(
        "“Slow Ferry” was created by Anna Bell. Tess Moran will continue to executive produce alongside Owen Gray. "
        "Harbour Films’ Ruth Lane and Paul Frost also serve as executive producers."
    )
    assert facts >= {
        ("creator", "Slow Ferry", "Anna Bell"),
        ("producer", "Slow Ferry", "Tess Moran"),
        ("producer", "Slow Ferry", "Owen Gray"),
        ("producer", "Slow Ferry", "Ruth Lane"),
        ("producer", "Slow Ferry", "Paul Frost"),
    }
    assert not any(relation == "cast member" for relation, _, _ in facts)


def test_a_group_a_place_or_an_award_is_no_title_and_nobody() -> None:
    facts = said(
        "NOVA7’s Yuna will star in the drama “Paper Lanterns”. Filming took place in locations including Portugal and Morocco, "
        "and it won Best Drama at the Harbour Film Awards."
    )
    assert ("cast member", "Paper Lanterns", "Yuna") in facts
    assert {work for _, work, _ in facts} == {"Paper Lanterns"}


def test_a_novel_is_what_the_show_is_based_on() -> None:
    facts = said("“Slow Ferry” is a drama based on the novel The Last Boat by Ida Marsh.")
    assert ("based on", "Slow Ferry", "novel The Last Boat") in facts


def test_a_long_list_with_a_character_behind_each_name_is_read_to_its_end() -> None:
    """Were there two ways to read each pair of brackets, this would take most of a minute."""
    surnames = "field man ton er ley wood land ford by ham son worth dale ridge mere combe hurst gate".split()
    given = "Tom Eva Sam Lea Max Ida Ben Mia Leo Zoe Amy Rob Kim Dan Lou Pat Sue Ted".split()
    cast = [f"{one} Brook{other}" for one, other in zip(given, surnames, strict=True)]
    listed = ", ".join(f"{name} ({name.split()[0]}a Vale)" for name in cast)
    found = said(f"Netflix has renewed the drama “Quiet Harbor.” {listed} are all set to return.")
    assert {("cast member", "Quiet Harbor", cast[0]), ("cast member", "Quiet Harbor", cast[-1])} <= found
