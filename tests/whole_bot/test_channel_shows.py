"""Where the show goes without saying: a channel, or the whole server, is about a title, and questions mean it."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from bot.store import FactStore
from bot.store.guild_settings import WHOLE_SERVER
from tests.conftest import HOME_GUILD
from tests.whole_bot.stage import Shown, Stage, make_bot, private, text_of
from tests.whole_bot.test_settings_panel import menus_of

pytestmark = pytest.mark.simcord(shard_count=1)

SQUID, AOUAD = "Squid Game", "All of Us Are Dead"
PLATFORM = "what platform is it on?"


async def set_show(stage: Stage, **options: object) -> Shown:
    """What the moderator is shown after choosing a show."""
    return await stage.slash_as(stage.moderator, "settings", **options)


async def shows(stage: Stage) -> dict[int, int]:
    """How many shows each place is about."""
    settings = await stage.bot.store.guilds.find(HOME_GUILD)
    return {channel: len(works) for channel, works in settings.shows.items()}


async def test_a_question_that_names_no_show_means_the_servers(stage: Stage) -> None:
    assert "Which one do you mean" in text_of(await stage.ask("when is season 2 out?"))
    panel = await set_show(stage, title="squid game")
    assert private(panel)
    assert f"Whole server: {SQUID}" in text_of(panel)
    answer = text_of(await stage.ask("when is season 2 out?"))
    assert f"{SQUID} season 2 is due in" in answer
    by_command = text_of(await stage.slash("ask", question="when is season 2 out?"))
    assert f"{SQUID} season 2 is due in" in by_command
    named = text_of(await stage.ask(f"when is {AOUAD} season 2 out?"))
    assert f"{AOUAD} season 2" in named
    unknown = text_of(await stage.ask("who directs it?"))
    assert f"I don't know who directed {SQUID}" in unknown


async def test_a_channel_goes_before_its_server_and_a_follow_up_before_both(stage: Stage) -> None:
    await set_show(stage, title=SQUID)
    await set_show(stage, title="AOUAD", channel=stage.channel)
    assert await shows(stage) == {WHOLE_SERVER: 1, stage.channel.id: 1}
    first = await stage.ask("when is season 2 out?")
    assert f"{AOUAD} season 2" in text_of(first)
    other = await stage.ask("is squid game season 2 on netflix?")
    reply = await stage.fan.send(stage.channel, f"<@{stage.bot_id}> when is it out?", reply_to=other)
    assert stage.channel.last_message is not None
    assert stage.channel.last_message.id != reply.id
    assert f"{SQUID} season 2" in text_of(stage.channel.last_message)


async def test_of_several_shows_the_first_that_has_an_answer_is_meant(stage: Stage) -> None:
    await set_show(stage, title=SQUID)
    await set_show(stage, title=AOUAD)
    assert "Lee Jae-kyoo" in text_of(await stage.ask("who directed it?"))
    assert f"{SQUID} season 2" in text_of(await stage.ask("when is season 2 out?"))


async def test_an_unknown_name_is_nobody_of_the_channels_show(stage: Stage) -> None:
    await set_show(stage, title=AOUAD)
    assert "Park Ji-hu" not in text_of(await stage.ask("who plays steve in severance?"))


async def test_what_is_taken_out_of_the_menu_is_no_longer_meant_also_after_a_restart(
    stage: Stage, home_settings: Settings, store: FactStore
) -> None:
    await set_show(stage, title=SQUID)
    panel = await set_show(stage, title=AOUAD)
    (keep, _drop) = [option["value"] for option in menus_of(panel)["settings:shows"]["options"]]
    await stage.env.restart_bot(make_bot(home_settings, store))
    await stage.moderator.select(panel, [keep], custom_id="settings:shows")
    assert await shows(stage) == {WHOLE_SERVER: 1}
    assert f"{SQUID} season 2" in text_of(await stage.ask("when is season 2 out?"))


async def test_a_title_that_is_none_is_refused(stage: Stage) -> None:
    assert "I know no title “zzzz qqqq”" in text_of(await set_show(stage, title="zzzz qqqq"))
    assert await shows(stage) == {}
    assert {type(error).__name__ for error in stage.env.errors} == {"Refused"}


async def test_only_who_manages_the_server_chooses(stage: Stage) -> None:
    # Discord's own setting may let a fan see the command; what it does is checked by hand.
    commands = await stage.bot.tree.fetch_commands()
    (command,) = [command for command in commands if command.name == "settings"]
    stage.guild.set_command_permissions(command, {stage.fan: True})
    refusal = await stage.slash("settings", title=SQUID)
    assert "Manage Server" in text_of(refusal)
    assert await shows(stage) == {}
    assert {type(error).__name__ for error in stage.env.errors} == {"Refused"}


async def test_the_channels_show_is_suggested_first(stage: Stage) -> None:
    await set_show(stage, title=SQUID, channel=stage.channel)
    choices = await stage.fan.autocomplete(stage.channel, "release", "title", "")
    assert choices[0]["name"] == SQUID
    assert len({choice["value"] for choice in choices}) == len(choices)
    typed = await stage.fan.autocomplete(stage.channel, "release", "title", "all of")
    assert typed[0]["name"] == AOUAD
