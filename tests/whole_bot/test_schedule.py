"""``/schedule`` from end to end: the week of what a server follows, and of what the asker alone follows."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import simcord

from bot.client import FactBot
from bot.facts.report import Entity, Spoilers
from bot.settings import Settings
from bot.store import FactStore
from bot.store.guild_settings import WHOLE_SERVER
from tests.conftest import HOME_GUILD
from tests.whole_bot.stage import Shown, Stage, enabled_labels_of, labels_of, make_bot, private, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

ELSEWHERE = HOME_GUILD + (1 << 22)
FACTS = """
[article]
id = "week"
published_on = 2024-02-20
publisher = "The Paper"

[[fact]]
work = "Moon High"
relation = "next episode"
value = "2024-03-03T00:30+09:00"
note = "season 2, episode 5, “Ashes”"

[[fact]]
work = "Moon High"
season = 2
episode = 5
relation = "release date"
value = "2024-03-02"

[[fact]]
work = "Sun Low"
season = 3
relation = "release date"
value = "2024-03-02"
spoiler = true

[[fact]]
work = "Star Mid"
relation = "release date"
value = "2024-03-05"

[[fact]]
work = "Star Mid"
relation = "status"
value = "postponed"

[[fact]]
work = "Tide Out"
relation = "release date"
value = "2024-05-17"

[[fact]]
work = "Vague One"
relation = "release date"
value = "2024-03"
"""
MOMENT = calendar.timegm(datetime(2024, 3, 2, 15, 30, tzinfo=UTC).timetuple())


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    path = tmp_path / "week.toml"
    path.write_text(FACTS, encoding="utf-8")
    return (path,)


@pytest.fixture
async def simcord_bot(home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]) -> FactBot:
    return make_bot(home_settings, store, facts_paths)


async def follow(stage: Stage, *titles: str, by: simcord.MemberActor | None = None) -> None:
    for title in titles:
        await stage.slash_as(by or stage.fan, "follow", title=title)


async def schedule(stage: Stage, **options: object) -> Shown:
    return await stage.slash("schedule", **options)


async def test_the_week_is_grouped_by_day_and_shows_times_in_each_readers_zone(stage: Stage) -> None:
    await follow(stage, "Moon High", "Star Mid", "Vague One", by=stage.other)
    text = text_of(await schedule(stage))
    assert text.splitlines()[:5] == [
        "### Friday, 1 March to Thursday, 7 March",
        "**Saturday, 2 March · tomorrow**",
        f"- **Moon High** · next episode: season 2, episode 5, “Ashes”, <t:{MOMENT}:F> (<t:{MOMENT}:R>)",
        "  -# Reported 20 February 2024 (The Paper)",
        "**Tuesday, 5 March**",
    ]
    assert "**Star Mid** · release date (but it is reported as **postponed**)" in text
    # Known to the month only, and known already with its time.
    assert "Vague One" not in text
    assert "episode 5 · release date" not in text


async def test_others_do_not_see_what_somebody_follows_elsewhere(stage: Stage) -> None:
    await follow(stage, "Moon High", by=stage.other)
    elsewhere = stage.env.create_guild("Elsewhere", id=ELSEWHERE)
    await elsewhere.add_member(stage.fan.user).slash(
        elsewhere.create_text_channel("general"), "follow", title="Star Mid"
    )
    shown = await schedule(stage)
    assert not private(shown)
    assert "Star Mid" not in text_of(shown)
    alone = await schedule(stage, private=True)
    assert private(alone)
    assert "Moon High" in text_of(alone)
    assert "Star Mid" in text_of(alone)


async def test_outside_of_a_server_there_is_only_what_the_asker_follows(stage: Stage) -> None:
    await follow(stage, "Moon High", by=stage.other)
    await follow(stage, "Star Mid")
    result = await stage.fan.user.slash("schedule", private=False)
    assert result.response is not None
    assert "Star Mid" in text_of(result.response)
    assert "Moon High" not in text_of(result.response)


async def test_the_shows_that_a_server_is_about_count_as_followed(stage: Stage) -> None:
    await stage.slash_as(stage.moderator, "settings", title="Moon High")
    assert "Moon High" in text_of(await schedule(stage))


async def test_an_empty_week_says_what_comes_next(stage: Stage) -> None:
    nobody = text_of(await schedule(stage))
    assert "Nobody follows a title from here" in nobody
    await follow(stage, "Tide Out")
    text = text_of(await schedule(stage))
    assert "Nothing is due from 1 March 2024 to 7 March 2024." in text
    assert "The next that I know of: **Tide Out** · release date on 17 May 2024" in text


async def test_a_spoiler_is_veiled_or_left_out(stage: Stage) -> None:
    await follow(stage, "Sun Low")
    assert "**Sun Low** season 3 · ||release date||" in text_of(await schedule(stage))
    await stage.bot.store.guilds.set(HOME_GUILD, lambda kept: replace(kept, spoilers=Spoilers.HIDDEN))
    assert "Sun Low" not in text_of(await schedule(stage))


async def test_a_long_week_has_pages_that_everybody_can_turn(stage: Stage) -> None:
    store = stage.bot.store
    path = store.path.parent / "many.toml"
    facts = "\n".join(
        f'[[fact]]\nwork = "Show {number:02} {"x" * 60}"\nrelation = "release date"\nvalue = "2024-03-0{1 + number % 7}"'
        for number in range(40)
    )
    path.write_text(f"[article]\npublished_on = 2024-02-20\n{facts}", encoding="utf-8")
    await store.apply(await store.plan_load([path]))
    works = [await stage.bot.answers.find_work(f"Show {number:02} {'x' * 60}") for number in range(40)]
    shows = {WHOLE_SERVER: tuple(work.id for work in works if isinstance(work, Entity))}
    await store.guilds.set(HOME_GUILD, lambda kept: replace(kept, shows=shows))
    shown = await schedule(stage)
    seen = [text_of(shown)]
    while "More" in enabled_labels_of(shown):
        await stage.press(shown, "More", by=stage.other)
        shown = stage.now(shown)
        seen.append(text_of(shown))
    assert len(seen) > 1
    assert all(f"Show {number:02}" in "\n".join(seen) for number in range(40))
    assert labels_of(shown) == ["Back", "More"]


async def test_an_answer_gives_the_time_in_each_readers_zone(stage: Stage) -> None:
    text = text_of(await stage.ask("when is the next episode of Moon High?"))
    assert f"The next episode of Moon High airs <t:{MOMENT}:F> (<t:{MOMENT}:R>)." in text
