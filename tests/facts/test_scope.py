"""What of a work is meant: how it is worded, and what lies within what."""

from __future__ import annotations

import pytest

from bot.facts.scope import WHOLE, Scope, word_scope, word_scopes


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (WHOLE, ""),
        (Scope(2), "season 2"),
        (Scope(4, 2), "season 4 part 2"),
        (Scope(None, 2), "part 2"),
        (Scope(2, None, 5), "season 2 episode 5"),
        (Scope(None, None, 1071), "episode 1071"),
    ],
)
def test_a_scope_is_worded(scope: Scope, words: str) -> None:
    assert word_scope(scope) == words


@pytest.mark.parametrize(
    ("scopes", "words"),
    [
        ([Scope(2), Scope(1)], "seasons 1 and 2"),
        ([Scope(4, 1), Scope(4, 2)], "season 4 parts 1 and 2"),
        ([Scope(2, None, 5), Scope(2, None, 3)], "season 2 episodes 3 and 5"),
        ([Scope(None, 1), Scope(None, 2)], "parts 1 and 2"),
        ([Scope(1, 2), Scope(2)], "season 1 part 2 and season 2"),
        ([Scope(1)], "season 1"),
        ([WHOLE], ""),
    ],
)
def test_several_are_worded_together(scopes: list[Scope], words: str) -> None:
    assert word_scopes(scopes) == words


def test_the_whole_holds_its_pieces_and_no_piece_the_whole() -> None:
    assert WHOLE.holds(Scope(2))
    assert Scope(2).holds(Scope(2, 1))
    assert Scope(2).holds(Scope(2, None, 5))
    assert Scope(None, 2).holds(Scope(4, 2)), "which season was left open"
    assert not Scope(2, 1).holds(Scope(2))
    assert not Scope(2).holds(WHOLE)
    assert not Scope(1).holds(Scope(2, 1))
