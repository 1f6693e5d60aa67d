"""Which facts are only rumours, by all that an article says of whom they are about."""

from __future__ import annotations

from itertools import chain

import pytest

from bot.extract import read_article
from bot.extract.draft_fact import Draft
from bot.extract.link.rumours import RumourEvidence
from bot.extract.reader import Read
from bot.facts.model import Certainty

TALKS = (
    "date 2024-03-05\nKim Soo-min in talks for new drama “Quiet Harbor”\n\n"
    "Kim Soo-min may lead a new drama. She is considering the offer.\n\n"
    "“Quiet Harbor” is a drama about a lighthouse keeper. Kim Soo-min would play the lead role in “Quiet Harbor.”"
)


def test_evidence_holds_what_is_said_of_somebody_anywhere() -> None:
    read = Read("a.txt", TALKS)
    person = next(each.person for each in read.discourse.names.people)
    draft = Draft("cast member", person, read.discourse.main)
    found = list(chain.from_iterable(RumourEvidence(read.discourse).describe(draft, read.all_clauses[0])))
    assert "somewhere may" in found
    assert "headline talks" in found
    assert "headline names them True rumoured" in found


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        (TALKS, Certainty.RUMOURED),
        ("date 2024-03-05\nThe drama “Quiet Harbor” stars Kim Soo-min.", Certainty.REPORTED),
    ],
)
def test_whoever_is_in_talks_is_a_rumour(text: str, certainty: Certainty) -> None:
    facts = [fact for fact in read_article("a.txt", text).facts if fact.relation == "cast member"]
    assert {fact.certainty for fact in facts} == {certainty}
