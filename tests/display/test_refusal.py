"""Refusals: what a use case raises reaches the moderator in plain words, without markup from what they typed."""

from __future__ import annotations

import pytest

from bot.display.refusal import BUSY, Refused, refusing
from bot.moderation import ModerationError
from bot.store import BusyError


def test_every_problem_is_a_line_of_escaped_text() -> None:
    with pytest.raises(Refused) as raised, refusing():
        raise ModerationError("I know no “**@everyone**”.", "Nor\n# [this](https://x.example)", "x" * 5000)
    first, second, third = str(raised.value).split("\n")
    assert first == r"I know no “\*\*\@everyone\*\*”."
    assert second == r"Nor \# \[this\]\(https:\//x.example\)"
    assert len(third) < 500


def test_a_busy_database_is_said_to_be() -> None:
    with pytest.raises(Refused) as raised, refusing():
        raise BusyError("locked")
    assert str(raised.value) == BUSY


def test_what_is_no_refusal_goes_on() -> None:
    with pytest.raises(KeyError), refusing():
        raise KeyError("a mistake of the bot's own")
