"""Closed classes that tell what a stretch names better than the judgement."""

from __future__ import annotations

import pytest

from bot.extract.find.kinds import tell_kind
from bot.extract.find.mentions import Judged


def kind(text: str, name: str, judged: str) -> str:
    start = text.index(name)
    return tell_kind(text, Judged(start, start + len(name), judged))


@pytest.mark.parametrize(
    ("text", "name", "judged", "expected"),
    [
        ("It was sold to Poland and Brunei.", "Brunei", "person", "place"),
        ("The film opened in the US.", "US", "show", "place"),
        ("The Indonesian cast is led by Ann Bell.", "The Indonesian", "show", "nothing"),
        ("She won at the Harbor Film Festival.", "Harbor Film Festival", "show", "nothing"),
        ("Oscar nominee Ann Bell stars.", "Oscar", "person", "nothing"),
        ("“We are glad,” Mr. Vale told us.", "Mr", "organisation", "nothing"),
        ("“We are glad,” Mr. Vale told us.", "Mr. Vale", "organisation", "person"),
        ("It was sold to France (Harbor Films).", "Harbor Films", "show", "organisation"),
        ("So reports ‘Variety’.", "Variety", "show", "organisation"),
        ("Netflix to Stream the Second Season", "Netflix to Stream the Second", "show", "nothing"),
        ("The New Season starts in May.", "New Season", "show", "nothing"),
        ("Ann Bell will play “The Baker”, who bakes.", "The Baker", "show", "character"),
        ("She lost. Nevertheless, she went on.", "Nevertheless", "show", "nothing"),
        ("Ann Bell/Harbor Press/Shutterstock", "Ann Bell/Harbor Press/Shutterstock", "person", "nothing"),
        ("The film Good/Bad is out.", "Good/Bad", "show", "show"),
        ("The drama ‘Variety’ is out.", "Variety", "show", "show"),
        ("The film “Poland” is out.", "Poland", "show", "show"),
        ("Ann Bell stars.", "Ann Bell", "person", "person"),
    ],
)
def test_closed_classes_tell_kinds(text: str, name: str, judged: str, expected: str) -> None:
    assert kind(text, name, judged) == expected
