"""Aliases: the one name that a moderator means, or why there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.facts.model import Kind
from bot.moderation import ModerationError
from bot.moderation.aliases import add_alias, find_added, find_known_name, read_name
from bot.store import FactStore

MODERATOR = 7
Write = Callable[..., Path]


async def load(store: FactStore, write: Write) -> None:
    folder = write("first", "2024-01-29", "Moon High|director|Lee Min", "Lee Min|genre|drama")
    await store.apply(await store.plan_load([folder]))


async def test_a_name_that_fits_several_needs_its_kind(store: FactStore, write: Write) -> None:
    await load(store, write)
    assert find_known_name(store.names, "moon high") == (Kind.WORK, "Moon High")
    with pytest.raises(ModerationError, match=r"fits several: .*Lee Min"):
        find_known_name(store.names, "Lee Min")
    assert find_known_name(store.names, "Person: Lee Min") == (Kind.PERSON, "Lee Min")
    assert find_known_name(store.names, "work:Lee Min") == (Kind.WORK, "Lee Min")
    with pytest.raises(ModerationError, match="nothing called “Sun Low”"):
        find_known_name(store.names, "Sun Low")


async def test_a_suggestion_stands_for_the_name_that_it_is_the_id_of(store: FactStore, write: Write) -> None:
    await load(store, write)
    (moon,) = store.names.exact("Moon High", (Kind.WORK,))
    assert await read_name(store, f"work:{moon.entity}") == "Moon High"
    assert await read_name(store, "Moon High") == "Moon High"
    assert await read_name(store, "work: 1899") == "work: 1899"
    with pytest.raises(ModerationError, match="no longer know"):
        await read_name(store, "work:424242")


async def test_what_was_added_is_found_by_its_suggestion_or_its_spelling(
    store: FactStore, write: Write
) -> None:
    await load(store, write)
    await add_alias(store, Kind.WORK, "Moon High", "MH", MODERATOR)
    await add_alias(store, Kind.PERSON, "Lee Min", "MH", MODERATOR)
    await add_alias(store, Kind.PERSON, "Lee Min", "이민", MODERATOR)
    assert await find_added(store, "이민") == (Kind.PERSON, "이민")
    with pytest.raises(ModerationError, match="more than one name"):
        await find_added(store, "mh")
    assert await find_added(store, "work:mh") == (Kind.WORK, "MH")
    with pytest.raises(ModerationError, match="was not added"):
        await find_added(store, "Moon High")


async def test_what_cannot_be_added_is_said_in_words(store: FactStore, write: Write) -> None:
    await load(store, write)
    with pytest.raises(ModerationError, match="I know no work of that name"):
        await add_alias(store, Kind.WORK, "Sun Low", "SL", MODERATOR)
    with pytest.raises(ModerationError, match="same name"):
        await add_alias(store, Kind.WORK, "Moon High", "MOON HIGH", MODERATOR)
