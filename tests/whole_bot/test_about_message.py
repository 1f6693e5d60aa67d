""" "Ask about this message": what is known about what somebody wrote, shown only to whoever asks."""

from __future__ import annotations

from pathlib import Path

import pytest
import simcord

from tests.whole_bot.stage import Shown, Stage, labels_of, private, raw_text_of, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

MENU = "Ask about this message"
FACTS = """
[article]
id = "known"
published_on = 2024-01-29
publisher = "The Paper"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2024"

[[fact]]
work = "Moon High"
season = 2
relation = "cast member"
value = "Park Ji-hu"
character = "Nam Onjo"

[[fact]]
work = "Moon High"
relation = "plot"
value = "Nam Onjo turns into a zombie."
spoiler = true

[[fact]]
work = "Star Lane"
relation = "genre"
value = "drama"

[[fact]]
work = "Star Lane"
relation = "genre"
value = "horror"

[[fact]]
work = "Star Lane"
relation = "genre"
value = "thriller"

[[fact]]
work = "Star Lane"
relation = "genre"
value = "comedy"

[[fact]]
work = "Star Lane"
relation = "genre"
value = "romance"
"""


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """One article."""
    path = tmp_path / "known.toml"
    path.write_text(FACTS, encoding="utf-8")
    return (path,)


async def ask_about(stage: Stage, text: str) -> Shown:
    """What a fan is shown of another's message."""
    message = await stage.other.send(stage.channel, text)
    return shown_by(await stage.fan.context_menu(stage.channel, MENU, message))


async def test_what_a_message_gets_wrong_is_said_to_who_asks_alone(stage: Stage) -> None:
    shown = await ask_about(stage, "omg moon high s2 is out in 2026")
    assert private(shown)
    text = text_of(shown).replace("**", "")
    assert "The message says: Moon High season 2 is due in 2026." in text
    assert "What I know: 2024, reported 29 January 2024 (The Paper)" in text
    assert "ana" not in text
    assert str(stage.other.id) not in raw_text_of(shown)


async def test_names_lead_to_full_answers(stage: Stage) -> None:
    shown = await ask_about(stage, "Nam Onjo is the best")
    assert labels_of(shown) == ["Nam Onjo (character)"]
    assert "Park Ji-hu" in text_of(shown)
    result = await stage.press(shown, "Nam Onjo (character)")
    assert result is not None
    (now,) = [each for each in stage.channel.history(viewer=stage.fan) if each.id == shown.id]
    assert text_of(now).startswith("**Park Ji-hu** plays Nam Onjo in Moon High season 2.")
    assert "Sources" in labels_of(now)


async def test_a_list_comes_with_its_values(stage: Stage) -> None:
    text = text_of(await ask_about(stage, "star lane looks fun"))
    assert "is: drama, horror, thriller, comedy, romance" in text.replace("**", "")


async def test_spoilers_stay_veiled(stage: Stage) -> None:
    raw = raw_text_of(await ask_about(stage, "just saw Moon High"))
    assert "||Nam Onjo turns into a zombie.||" in raw
    assert "zombie" not in raw.replace("||Nam Onjo turns into a zombie.||", "")


async def test_nothing_found_is_said_plainly(stage: Stage) -> None:
    for text in ("lol ok", "https://example.com/moon", "<@14> @everyone ***", "."):
        shown = await ask_about(stage, text)
        assert private(shown)
        assert "I found nothing in that message" in text_of(shown)
        await stage.env.advance_time(60)


async def test_it_works_on_the_bots_own_answers(stage: Stage) -> None:
    answer = await stage.ask("when is season 2 of Moon High out?")
    shown = shown_by(await stage.fan.context_menu(stage.channel, MENU, answer))
    assert "Moon High" in text_of(shown)
    assert "❌" not in text_of(shown)


async def test_a_message_full_of_markup_pings_nobody_and_fits(stage: Stage) -> None:
    hostile = " ".join(
        f"Moon High season 2 is out in {year}. ||@everyone|| <@14>" for year in range(2030, 2060)
    )
    shown = await ask_about(stage, hostile[:2000])
    assert "@everyone" not in raw_text_of(shown)
    assert "❌" in raw_text_of(shown)


async def test_a_flood_from_one_person_is_held_back(stage: Stage) -> None:
    message = await stage.other.send(stage.channel, "Moon High")
    for _ in range(5):
        await stage.fan.context_menu(stage.channel, MENU, message)
    held_back = await stage.fan.context_menu(stage.channel, MENU, message)
    assert held_back.response is not None
    assert "One moment" in held_back.response.content
    stage.env.errors.clear()
    assert isinstance(
        await stage.moderator.context_menu(stage.channel, MENU, message), simcord.InteractionResult
    )
