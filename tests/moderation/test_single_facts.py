"""Single facts: which one is meant, what is known about it, and what may be pinned until when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.answers.effect_of_report import EffectKind
from bot.moderation import ModerationError
from bot.moderation.single_facts import (
    FACT_PREFIX,
    RETRACTION_PREFIX,
    find_fact_meant,
    find_retraction_meant,
    look_up_fact,
    look_up_retraction,
    pin_fact,
    read_reason,
    read_until,
    suggest_facts,
)
from bot.store import FactStore

MODERATOR = 7
TODAY = date(2024, 3, 1)
Write = Callable[..., Path]


async def load(store: FactStore, write: Write) -> None:
    folder = write("first", "2024-01-29", "Moon High|release date|2024", "Moon High|genre|drama")
    write("second", "2024-02-20", "Moon High|release date|2025", "Sun Low|genre|horror")
    await store.apply(await store.plan_load([folder]))


async def test_a_few_words_find_the_one_fact_that_has_them(store: FactStore, write: Write) -> None:
    await load(store, write)
    fact = await find_fact_meant(store, "moon DRAMA")
    assert await find_fact_meant(store, f"{FACT_PREFIX}{fact}") == fact
    with pytest.raises(ModerationError, match="no fact with the words “comedy”"):
        await find_fact_meant(store, "comedy")
    with pytest.raises(ModerationError, match="More than one fact"):
        await find_fact_meant(store, "genre")
    assert await find_fact_meant(store, "moon 2025", relations=["release date"])
    with pytest.raises(ModerationError, match="no fact"):
        await find_fact_meant(store, "drama", relations=["release date"])


@pytest.mark.parametrize("typed", ["fact:424242", "fact:999999999999999999"])
async def test_an_id_that_is_gone_is_said_to_be(store: FactStore, typed: str) -> None:
    with pytest.raises(ModerationError, match="not there any more"):
        await find_fact_meant(store, typed)


@pytest.mark.parametrize("typed", ["fact:", "fact:²", "fact:-1", "fact:" + "9" * 19, "x" * 6000])
async def test_what_is_no_id_is_taken_for_words(store: FactStore, typed: str) -> None:
    with pytest.raises(ModerationError, match="with the words") as raised:
        await find_fact_meant(store, typed)
    assert len(str(raised.value)) < 300


async def test_a_fact_is_looked_up_with_what_stands_beside_it_and_what_happened(
    store: FactStore, write: Write
) -> None:
    await load(store, write)
    found = await look_up_fact(store, await find_fact_meant(store, "moon 2025"), TODAY)
    assert found is not None
    assert found.effect.kind is EffectKind.REPLACES
    assert [report.value for report in found.effect.known] == ["2024"]
    assert len(found.touches) == 1
    assert await look_up_fact(store, 424242, TODAY) is None


async def test_a_retraction_is_found_and_looked_up_as_a_fact_is(store: FactStore, write: Write) -> None:
    await load(store, write)
    taken_out = await store.single_facts.retract(await find_fact_meant(store, "drama"), "wrong", MODERATOR)
    assert taken_out is not None
    assert await find_retraction_meant(store, "drama moon") == taken_out
    assert await find_retraction_meant(store, f"{RETRACTION_PREFIX}{taken_out}") == taken_out
    found = await look_up_retraction(store, taken_out)
    assert found is not None
    assert (found.retraction.reason, found.report.value, len(found.touches)) == ("wrong", "drama", 2)
    await store.single_facts.restore(taken_out, MODERATOR)
    assert await look_up_retraction(store, taken_out) is None
    with pytest.raises(ModerationError, match="nothing to restore"):
        await find_retraction_meant(store, f"{RETRACTION_PREFIX}{taken_out}")


async def test_only_what_leads_alone_is_pinned(store: FactStore, write: Write) -> None:
    await load(store, write)
    old = await find_fact_meant(store, "moon 2024 first")
    assert await pin_fact(store, old, "the agency says so", TODAY, MODERATOR)
    with pytest.raises(ModerationError, match="add up"):
        await pin_fact(store, await find_fact_meant(store, "drama"), "because", TODAY, MODERATOR)
    assert not await pin_fact(store, 424242, "because", TODAY, MODERATOR)


def test_a_pin_lasts_until_a_day_that_has_not_passed() -> None:
    assert read_until(None, TODAY) == read_until("  ", TODAY) == date(2024, 3, 31)
    assert read_until(" 2024-03-01 ", TODAY) == TODAY
    with pytest.raises(ModerationError, match="29 February 2024 has passed"):
        read_until("2024-02-29", TODAY)
    for typed in ("soon", "2024-13-01", "20240401", "٢٠٢٤-٠٤-٠١"):
        with pytest.raises(ModerationError, match="is no day"):
            read_until(typed, TODAY)


def test_a_reason_is_more_than_white_space() -> None:
    assert read_reason(" it is\n wrong ") == "it is wrong"
    with pytest.raises(ModerationError, match="say why"):
        read_reason(" \n ")


@pytest.mark.parametrize(
    "typed",
    [
        "filming May",
        "Moon High filming May 2026",
        "Moon High · filming date · May 2026 · first",
        "Moon High is to be filmed in May 2026.",
        "filming 2026-05",
    ],
)
async def test_a_fact_is_found_by_all_that_is_printed_of_it(
    store: FactStore, write: Write, typed: str
) -> None:
    folder = write("first", "2024-01-29", "Moon High|filming date|2026-05", "Moon High|genre|drama")
    write("second", "2024-02-20", "Sun Low|filming date|2026-06", "Sun Low|release date|2026-05-02")
    await store.apply(await store.plan_load([folder]))
    typed = typed.replace("·", " ")
    fact = await find_fact_meant(store, typed)
    assert [report.id for report in await suggest_facts(store, typed, 25)] == [fact]
    found = await store.single_facts.find_report(fact)
    assert found is not None
    assert found.value == "2026-05"
    taken_out = await store.single_facts.retract(fact, "wrong", MODERATOR)
    assert await find_retraction_meant(store, typed) == taken_out


async def test_while_somebody_types_dates_are_found_among_a_great_many_newer_facts(
    store: FactStore, write: Write
) -> None:
    folder = write("first", "2024-01-29", "Moon High|filming date|2026-05")
    await store.apply(await store.plan_load([folder]))
    write("second", "2024-02-20", *(f"Sun Low|genre|genre {number}" for number in range(1200)))
    await store.apply(await store.plan_load([folder]))
    for typed in ("filming May", "May 2026", "filming 2026"):
        assert [report.value for report in await suggest_facts(store, typed, 25)] == ["2026-05"], typed
