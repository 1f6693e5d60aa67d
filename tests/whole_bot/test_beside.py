"""What stands beside an answer: an imported poster, and a link to the server's wiki under what is not known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any  # components are JSON

import pytest

from bot.client import FactBot
from bot.facts.report import Spoilers
from bot.settings import Settings
from bot.store import FactStore
from tests.conftest import HOME_GUILD
from tests.whole_bot.moderating import now
from tests.whole_bot.stage import Shown, Stage, buttons_of, components_of, make_bot, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

FACTS = """
[article]
id = "2024-02-20-tvmaze-1"
published_on = 2024-02-20
publisher = "TVmaze"

[[group]]
work = "Moon High"
facts = { poster = "https://static.tvmaze.com/one.jpg", genre = "drama", "release date" = "2022-05-01" }

[[group]]
work = "Moon High"
season = 2
facts = { poster = "https://static.tvmaze.com/two.jpg", "release date" = "2024-05-01" }

[[group]]
work = "Sun Low"
facts = { genre = "drama" }

[[group.fact]]
relation = "poster"
value = "https://static.tvmaze.com/three.jpg"
spoiler = true
"""
PICTURE = 11
WIKI = "https://moon-high.fandom.com/wiki/"


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    path = tmp_path / "posters.toml"
    path.write_text(FACTS, encoding="utf-8")
    return (path,)


@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]) -> FactBot:
    return make_bot(home_settings, store, facts_paths)


def pictures_of(message: Shown) -> list[dict[str, Any]]:
    """The pictures of a message."""
    return [part for part in components_of(message) if part["type"] == PICTURE]


def addresses_of(message: Shown) -> list[str]:
    return [part["media"]["url"] for part in pictures_of(message)]


def links_of(message: Shown) -> list[tuple[str, str]]:
    """The buttons of a message that lead out of Discord."""
    return [(button["label"], button["url"]) for button in buttons_of(message) if button.get("url")]


async def test_a_poster_stands_beside_an_answer_of_its_season_or_of_the_show(stage: Stage) -> None:
    shown = await stage.slash("show", title="Moon High")
    (picture,) = pictures_of(shown)
    assert picture["media"]["url"] == "https://static.tvmaze.com/one.jpg"
    assert picture["description"] == "Poster of Moon High, from TVmaze"
    assert not picture.get("spoiler")
    answer = await stage.ask("when is season 2 of Moon High out?")
    assert addresses_of(answer) == ["https://static.tvmaze.com/two.jpg"]
    # It is shown, not told.
    assert "static.tvmaze.com" not in text_of(shown)
    assert "oster" not in text_of(shown)


async def test_a_server_and_the_operator_can_switch_posters_off(stage: Stage) -> None:
    panel = await stage.slash_as(stage.moderator, "settings")
    await stage.moderator.select(panel, ["no"], custom_id="settings:pictures")
    assert not (await stage.bot.store.guilds.find(HOME_GUILD)).pictures
    assert not pictures_of(await stage.slash("show", title="Moon High"))
    await stage.moderator.select(now(stage, panel), ["yes"], custom_id="settings:pictures")
    assert pictures_of(await stage.slash("show", title="Moon High"))
    stage.bot.shows_pictures = False
    assert not pictures_of(await stage.slash("show", title="Moon High"))


async def test_a_poster_that_is_a_spoiler_is_veiled_or_left_out(stage: Stage) -> None:
    (picture,) = pictures_of(await stage.slash("show", title="Sun Low"))
    assert picture["spoiler"]
    await stage.bot.store.guilds.set(HOME_GUILD, lambda kept: replace(kept, spoilers=Spoilers.HIDDEN))
    assert not pictures_of(await stage.slash("show", title="Sun Low"))


async def test_a_dont_know_offers_the_servers_wiki_and_an_answer_does_not(stage: Stage) -> None:
    assert not links_of(await stage.ask("who directed Moon High?"))
    await stage.slash_as(stage.moderator, "settings", wiki="https://moon-high.fandom.com/wiki/Main_Page")
    label = "Look on moon-high.fandom.com"
    unknown = await stage.ask("who directed Moon High?")
    assert links_of(unknown) == [(label, f"{WIKI}Special:Search?search=Moon%20High&go=Go")]
    (link,) = links_of(await stage.slash("show", title="Zyx & the <@1> #1"))
    assert link == (label, f"{WIKI}Special:Search?search=Zyx%20%26%20the%20%3C%401%3E%20%231&go=Go")
    assert not links_of(await stage.ask("what genre is Moon High?"))
    await stage.slash_as(stage.moderator, "settings", wiki="none")
    assert not links_of(await stage.ask("who directed Moon High?"))


async def test_what_is_no_wikis_address_is_refused_and_changes_nothing(stage: Stage) -> None:
    await stage.slash_as(stage.moderator, "settings", wiki=WIKI)
    shown = await stage.slash_as(stage.moderator, "settings", wiki="http://moon-high.fandom.com/wiki/")
    assert "Allowed is the https:// address of a MediaWiki wiki" in text_of(shown)
    stage.env.errors.clear()
    assert (await stage.bot.store.guilds.find(HOME_GUILD)).wiki == WIKI
