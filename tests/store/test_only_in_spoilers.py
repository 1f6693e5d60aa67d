"""The names that only spoilers mention are known at once, whatever has changed the facts."""

from __future__ import annotations

from pathlib import Path

from bot.facts.model import Kind
from bot.store import Address, FactStore

MODERATOR = 7
SPOILERS = """
[article]
published_on = 2024-01-29

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Ada Reed"
character = "Sora"
spoiler = true

[[fact]]
work = "Moon High"
relation = "quote"
value = "It was her."
speaker = "Orrin Thale"
spoiler = true

[[fact]]
work = "Moon High"
relation = "based on"
value = "Night High"
by = "Vera Pell"
spoiler = true

[[fact]]
term = "Moonling"
about = "Moon High"
relation = "meaning"
value = "Who dies by night."
spoiler = true
"""
OPENLY = """
[article]
published_on = 2024-01-29

[[fact]]
work = "Moon High"
relation = "director"
value = "Ada Reed"

[[fact]]
work = "Late High"
relation = "genre"
value = "drama"
spoiler = true
"""


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


async def load(store: FactStore, folder: Path) -> None:
    plan = await store.plan_load([folder])
    assert not plan.refused
    await store.apply(plan)


def secrets_of(store: FactStore) -> set[str]:
    """The names of the entities that only spoilers mention."""
    every = store.names.complete("", tuple(Kind), 100)
    return {each.name for each in every if each.entity in store.only_in_spoilers}


async def test_a_name_is_a_secret_while_spoilers_alone_mention_it(database: Address, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    async with FactStore.open(database) as store:
        assert store.only_in_spoilers == frozenset()
        write(folder, "spoilers", SPOILERS)
        await load(store, folder)
        every = {"Ada Reed", "Sora", "Orrin Thale", "Night High", "Vera Pell", "Moonling"}
        assert secrets_of(store) == every
        write(folder, "openly", OPENLY)
        await load(store, folder)
        # A title is no secret in what is told about its work.
        assert secrets_of(store) == every - {"Ada Reed"} | {"drama"}
    async with FactStore.open(database) as store:
        assert secrets_of(store) == every - {"Ada Reed"} | {"drama"}


async def test_what_moderators_change_counts_at_once(database: Address, tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    write(folder, "spoilers", SPOILERS)
    write(folder, "openly", OPENLY)
    async with FactStore.open(database) as store:
        await load(store, folder)
        (openly,) = await store.single_facts.find_facts("ada reed director", 5)
        retraction = await store.single_facts.retract(openly.id, "wrong", MODERATOR)
        assert retraction is not None
        assert "Ada Reed" in secrets_of(store)
        await store.single_facts.restore(retraction, MODERATOR)
        assert "Ada Reed" not in secrets_of(store)
        await store.aliases.add(Kind.PERSON, "Orrin Thale", "Ada Reed", MODERATOR)
        assert "Orrin Thale" not in secrets_of(store), "one person with both names"
