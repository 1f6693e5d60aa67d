"""``/privacy``: what is kept is said, and goes when its owner says so; nobody reaches another's data."""

from __future__ import annotations

import pytest

from bot.store import AskedQuestion, FactStore, Letter
from tests.whole_bot.stage import Shown, Stage, id_of, labels_of, private, text_of

pytestmark = pytest.mark.simcord(shard_count=1)


async def leave_traces(store: FactStore, *users: int) -> None:
    """Wait for an answer, and have a letter sent."""
    asked = AskedQuestion(meaning="0123456789abcdef", shape="why", code=None)
    for user in users:
        await store.unanswered.wait(asked, user, None)
        await store.outbox.put([Letter(once=f"test:{user}", blocks=("hello",), user=user)])


async def press(stage: Stage, shown: Shown, label: str) -> Shown:
    """Press a button; returns the message as it is then."""
    await stage.press(shown, label)
    (message,) = [each for each in stage.channel.history(viewer=stage.fan) if each.id == shown.id]
    return message


async def test_who_left_nothing_is_told_so(stage: Stage) -> None:
    shown = await stage.slash("privacy")
    assert private(shown)
    text = text_of(shown).replace("**", "")
    assert "About you: nothing." in text
    assert "Not kept: your name" in text
    assert "Backups" in text
    assert labels_of(shown) == []


async def test_ones_own_data_is_counted_and_deleted_after_a_second_question(stage: Stage) -> None:
    store = stage.bot.store
    await leave_traces(store, stage.fan.id, stage.other.id)
    shown = await stage.slash("privacy")
    assert "About you: 1 question that you wait for · 1 message to you." in text_of(shown).replace("**", "")
    shown = await press(stage, shown, "Delete my data")
    assert "cannot be undone" in text_of(shown)
    assert (await store.personal_data.count(stage.fan.id)).total == 2
    shown = await press(stage, shown, "Keep it")
    assert labels_of(shown) == ["Delete my data"]
    shown = await press(stage, await press(stage, shown, "Delete my data"), "Delete it all")
    assert "Nothing about you is left" in text_of(shown)
    assert labels_of(shown) == []
    assert (await store.personal_data.count(stage.fan.id)).total == 0
    assert (await store.personal_data.count(stage.other.id)).total == 2


async def test_the_buttons_hold_nobodys_id_so_that_none_can_be_forged(stage: Stage) -> None:
    await leave_traces(stage.bot.store, stage.fan.id)
    shown = await stage.slash("privacy")
    assert id_of(shown, "Delete my data") == "privacy:ask"
    shown = await press(stage, shown, "Delete my data")
    assert [id_of(shown, label) for label in labels_of(shown)] == ["privacy:now", "privacy:keep"]
