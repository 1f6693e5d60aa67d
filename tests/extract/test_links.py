"""Who belongs to which show: the evidence for it, and what becomes of it."""

from __future__ import annotations

import pytest

from bot.extract import read_article
from bot.extract.links import CUES, Cue, judge, load_weights

DATE = "date 2024-03-05\n"


def said(text: str) -> set[tuple[str, str | None, str]]:
    facts = read_article("a.txt", DATE + text).facts
    return {(fact.relation, fact.work, fact.value) for fact in facts}


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_each_cue_is_in_its_example(cue: Cue) -> None:
    assert cue.pattern.search(cue.example)


def test_what_a_rule_states_is_likelier_than_what_none_does() -> None:
    weights = load_weights()
    assert judge({"cast: rule"}) > judge({"cast: no rule"})
    assert set(weights) > {"bias", "cast: rule", "cast: no rule", "director"}


def test_an_old_credit_in_brackets_is_no_news() -> None:
    facts = said(
        "“Slow Ferry” is a new drama on tvN. Han Ji-soo (“Glass Garden”) and Park Tae-joon (“Paper Road”) have joined the cast."
    )
    assert facts >= {
        ("cast member", "Slow Ferry", "Han Ji-soo"),
        ("cast member", "Slow Ferry", "Park Tae-joon"),
        ("cast member", "Glass Garden", "Han Ji-soo"),
        ("cast member", "Paper Road", "Park Tae-joon"),
    }
    assert ("cast member", "Paper Road", "Han Ji-soo") not in facts


def test_each_show_of_a_round_up_keeps_its_people() -> None:
    facts = said(
        "Three dramas begin this month.\n\n“Slow Ferry” follows a captain. The drama stars Han Ji-soo and is written by Lee Su-bin.\n\n"
        "“Paper Road” follows a printer. The series stars Park Tae-joon and is directed by Seo Min-gi.\n\n"
        "“Glass Garden” follows a gardener. The show stars Yoon Ha-rin."
    )
    assert facts >= {
        ("cast member", "Slow Ferry", "Han Ji-soo"),
        ("screenwriter", "Slow Ferry", "Lee Su-bin"),
        ("cast member", "Paper Road", "Park Tae-joon"),
        ("director", "Paper Road", "Seo Min-gi"),
        ("cast member", "Glass Garden", "Yoon Ha-rin"),
    }
    assert ("cast member", "Slow Ferry", "Park Tae-joon") not in facts


def test_whoever_is_only_spoken_of_is_in_no_show() -> None:
    facts = said(
        "“Slow Ferry” stars Han Ji-soo. The mayor of Busan, Kim Dae-sung, said that he looks forward to the visitors."
    )
    assert ("cast member", "Slow Ferry", "Han Ji-soo") in facts
    assert not any(value == "Kim Dae-sung" for _, _, value in facts)
