"""Searching what facts say: the index is in step with the facts after every change."""

from __future__ import annotations

from pathlib import Path

from bot.store import Address, FactStore

ARTICLE = """
[article]
published_on = 2024-01-01
[[fact]]
work = "Moon High"
relation = "plot"
value = "{plot}"
[[fact]]
work = "Moon High"
relation = "director"
value = "Mara Quill"
note = "She had been a lighthouse keeper."
"""


async def load(store: FactStore, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    await store.apply(await store.plan_load([path]))


async def found(store: FactStore, *words: str) -> list[str]:
    return [report.value for report in await store.find_saying(words, 10)]


async def test_values_and_notes_are_found_by_the_forms_of_their_words(
    database: Address, tmp_path: Path
) -> None:
    """The best match comes first, and "keepers" finds "keeper"."""
    async with FactStore.open(database) as store:
        await load(
            store, tmp_path / "one.toml", ARTICLE.format(plot="A drowned bell rings under the harbour.")
        )
        assert await found(store, "bells", "harbour") == ["A drowned bell rings under the harbour."]
        assert await found(store, "lighthouse", "keepers") == ["Mara Quill"]
        assert await found(store, "submarine") == []
        assert await found(store) == []


async def test_a_reload_and_a_retraction_change_what_is_found(database: Address, tmp_path: Path) -> None:
    async with FactStore.open(database) as store:
        await load(
            store, tmp_path / "one.toml", ARTICLE.format(plot="A drowned bell rings under the harbour.")
        )
        await load(
            store, tmp_path / "one.toml", ARTICLE.format(plot="A stolen clock runs backwards at night.")
        )
        assert await found(store, "bell") == []
        (clock,) = await store.find_saying(("clock",), 10)
        await store.single_facts.retract(clock.id, "not so", 1)
        assert await found(store, "clock") == []
