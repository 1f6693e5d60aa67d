"""Entries of the history: whatever a fact says, they fit, ping nobody, and never lift a veil by cutting it short."""

from __future__ import annotations

import re
from datetime import date

import hypothesis
import msgspec
from hypothesis import given
from hypothesis import strategies as st

from bot.display.moderators.history import word_entry, word_step
from bot.display.paged_list import ENTRY_LIMIT
from bot.facts.model import Fact
from bot.store import Change, ChangeKind, Step, StepKind, StoredPin
from bot.store.articles import StoredRetraction
from tests.hostile import HOSTILE

TEXT = HOSTILE.map("x".__add__)
FACTS = st.builds(
    Fact, work=TEXT, relation=st.sampled_from(["genre", "narrative location", "plot"]), value=TEXT,
    season=st.none() | st.integers(1, 999), character=st.none() | TEXT, spoiler=st.just(True),
)  # fmt: skip


def steps(fact: Fact) -> list[Step]:
    """Every kind of step about a fact."""
    retraction = StoredRetraction(fact=fact, reason="x", by=7, at="2024-01-01T00:00:00+00:00")
    pin = StoredPin(fact=fact, reason="x", until=date(2024, 9, 30))
    states = [(StepKind.FACT, fact), (StepKind.RETRACTION, retraction), (StepKind.PIN, pin)]
    encoded = [(kind, msgspec.json.encode(state).decode()) for kind, state in states]
    return [
        *(Step(what=kind, article="a", before=None, after=state) for kind, state in encoded),
        *(Step(what=kind, article="a", before=state, after=None) for kind, state in encoded),
    ]


def change(reason: str) -> Change:
    """A change with everything an entry can show."""
    return Change(
        id=10**6, what=ChangeKind.RETRACT, by=1400000000000000000, at="2024-01-01T00:00:00+00:00", reason=reason,
        undoes=None, undone=True, articles=1, added=0, removed=0,
    )  # fmt: skip


@given(FACTS, TEXT)
@hypothesis.settings(max_examples=100)
def test_an_entry_fits_and_what_is_a_spoiler_stays_veiled(fact: Fact, reason: str) -> None:
    for step in steps(fact):
        text = word_entry(change(reason), step)
        assert len(text) <= ENTRY_LIMIT
        first = text.split("\n-# ")[0]
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|\|", first)) == 2, "one veil, drawn to its end"
        by_us = re.sub(r"(?<!\\)<t:", "", text.replace("<@1400000000000000000>", "", 1))
        assert not re.search(r"(?<!\\)(?:\\\\)*(?:@|<[@#:/a])", by_us), "a mention"
        assert "://" not in text
        (line,) = word_step(step)
        assert len(re.findall(r"(?<!\\)(?:\\\\)*\|\|", line)) == 2


@given(TEXT, st.sampled_from([ChangeKind.LOAD, ChangeKind.APPROVE, ChangeKind.UNDO]), st.booleans())
@hypothesis.settings(max_examples=100)
def test_an_entry_with_the_title_of_an_article_fits_and_pings_nobody(
    title: str, kind: ChangeKind, several: bool
) -> None:
    text = word_entry(
        Change(
            id=10**6, what=kind, by=None, at="2024-01-01T00:00:00+00:00", reason=title, undoes=10**5,
            undone=False, articles=1, added=10**6, removed=10**6, first=10**5 if several else None, article="a",
            title=title, left_out=10**4,
        )
    )  # fmt: skip
    assert len(text) <= ENTRY_LIMIT
    assert not re.search(r"(?<!\\)(?:\\\\)*(?:@|<[@#:/a])", text.replace("<t:", "")), "a mention"
    assert "://" not in text
