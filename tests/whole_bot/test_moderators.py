"""``/facts`` from end to end: what moderators see and change, and how everybody else is refused."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import discord
import pytest
import simcord
from simcord.components import walk_components

from bot.settings import Settings
from bot.store import FactStore
from tests.conftest import HOME_GUILD
from tests.reading import reports_of
from tests.whole_bot.moderating import now
from tests.whole_bot.stage import Shown, Stage, labels_of, make_bot, private, raw_text_of, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

ELSEWHERE = HOME_GUILD + 1


def write(folder: Path, slug: str, *facts: str) -> Path:
    """A facts file with a fact for each ``work|relation|value``."""
    lines = [f'[article]\nid = "{slug}"\npublished_on = 2024-01-01']
    for fact in facts:
        work, relation, value = fact.split("|")
        lines.append(f'[[fact]]\nwork = "{work}"\nrelation = "{relation}"\nvalue = "{value}"')
    path = folder / f"{slug}.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "facts"
    folder.mkdir()
    write(folder, "kept", "First Show|genre|drama")
    write(folder, "leaves", "Second Show|genre|comedy")
    return folder


@pytest.fixture
def facts_paths(folder: Path) -> tuple[Path, ...]:
    """The folder alone."""
    return (folder,)


async def reload(stage: Stage) -> Shown:
    """What a reload shows the moderator."""
    return await stage.slash_as(stage.moderator, "facts reload")


async def genres(stage: Stage) -> set[str]:
    """The genres that are answered from."""
    return {report.value for report in await reports_of(stage.bot.store, "genre")}


def change_all(folder: Path) -> None:
    """Add an article, change one, remove one."""
    write(folder, "kept", "First Show|genre|thriller")
    write(folder, "new", "Third Show|genre|western", "Third Show|platform|Netflix")
    (folder / "leaves.toml").unlink()


async def test_reload_shows_what_would_change_and_changes_nothing_before_apply(
    stage: Stage, folder: Path
) -> None:
    change_all(folder)
    shown = await reload(stage)
    text = text_of(shown)
    assert private(shown)
    for said in ("Added: 1", "new (2 facts)", "Changed: 1", "kept (1 facts)", "Removed: 1", "leaves"):
        assert said.replace("1 facts", "1 fact") in text.replace("1 facts", "1 fact"), said
    assert labels_of(shown) == ["Apply", "Cancel"]
    assert await genres(stage) == {"drama", "comedy"}
    assert "Third Show" not in text_of(await stage.ask("what genre is Third Show?")).replace(
        "“third show”", ""
    )


async def test_apply_changes_the_facts_and_says_how_long_it_took(stage: Stage, folder: Path) -> None:
    change_all(folder)
    shown = await reload(stage)
    await stage.press(shown, "Apply", by=stage.moderator)
    applied = now(stage, shown)
    assert re.search(r"[Aa]dded 1, changed 1, removed 1", text_of(applied))
    assert re.search(r"in \d+\.\d\d s", text_of(applied))
    assert labels_of(applied) == []
    assert await genres(stage) == {"thriller", "western"}
    assert "western" in text_of(await stage.ask("what genre is Third Show?"))


async def test_cancel_changes_nothing_and_takes_the_buttons_away(stage: Stage, folder: Path) -> None:
    change_all(folder)
    shown = await reload(stage)
    await stage.press(shown, "Cancel", by=stage.moderator)
    assert "nothing has been changed" in text_of(now(stage, shown))
    assert labels_of(now(stage, shown)) == []
    assert await genres(stage) == {"drama", "comedy"}


async def test_apply_works_after_a_restart(
    stage: Stage, folder: Path, home_settings: Settings, store: FactStore
) -> None:
    change_all(folder)
    shown = await reload(stage)
    await stage.env.restart_bot(make_bot(home_settings, store, (folder,)))
    await stage.press(shown, "Apply", by=stage.moderator)
    assert await genres(stage) == {"thriller", "western"}


async def test_files_that_changed_since_are_shown_anew_and_not_applied(stage: Stage, folder: Path) -> None:
    change_all(folder)
    shown = await reload(stage)
    write(folder, "sneaky", "Fourth Show|genre|horror")
    await stage.press(shown, "Apply", by=stage.moderator)
    anew = now(stage, shown)
    assert "sneaky" in text_of(anew)
    assert "changed since" in text_of(anew), "why nothing was applied"
    assert await genres(stage) == {"drama", "comedy"}
    await stage.press(anew, "Apply", by=stage.moderator)
    assert await genres(stage) == {"thriller", "western", "horror"}


async def test_a_plan_that_somebody_else_applied_is_found_to_change_nothing(
    stage: Stage, folder: Path
) -> None:
    change_all(folder)
    first, second = await reload(stage), await reload(stage)
    await stage.press(first, "Apply", by=stage.moderator)
    await stage.press(second, "Apply", by=stage.moderator)
    assert "Nothing has changed" in text_of(now(stage, second))
    assert labels_of(now(stage, second)) == []


async def test_unchanged_files_offer_nothing_to_apply(stage: Stage) -> None:
    shown = await reload(stage)
    assert "Nothing has changed" in text_of(shown)
    assert labels_of(shown) == []


async def test_refused_files_are_named_with_every_reason_and_nothing_can_be_applied(
    stage: Stage, folder: Path
) -> None:
    change_all(folder)
    write(folder, "bad", "First Show|no such relation|x", "First Show|release date|yesterday @everyone")
    (folder / "worse.toml").write_bytes(b"\xff\xfe")
    shown = await reload(stage)
    text = text_of(shown)
    for said in ("Refused", "bad.toml", "no such relation", "yesterday", "worse.toml"):
        assert said in text, said
    assert labels_of(shown) == []
    assert "\\@everyone" in raw_text_of(shown)
    assert str(folder) not in text, "where the files lie is the operator's business"
    assert await genres(stage) == {"drama", "comedy"}


async def test_files_that_go_bad_before_apply_are_not_applied(stage: Stage, folder: Path) -> None:
    change_all(folder)
    shown = await reload(stage)
    (folder / "new.toml").write_text("[article")
    await stage.press(shown, "Apply", by=stage.moderator)
    assert "Refused" in text_of(now(stage, shown))
    assert await genres(stage) == {"drama", "comedy"}


async def test_hundreds_of_changes_and_errors_fit_a_message(stage: Stage, folder: Path) -> None:
    for number in range(200):
        write(folder, f"article-{number}-{'x' * 80}", f"Show {number}|genre|drama")
    text = text_of(await reload(stage))
    assert "Added: 200" in text
    assert "and 190 more" in text
    for number in range(60):
        write(folder, f"bad-{number}", *[f"Show|{'_*' * 90}|x"] * 20)
    shown = await reload(stage)
    assert "Refused: " in text_of(shown)
    assert re.search(r"and \d+ more", text_of(shown))
    assert stage.env.errors == []


async def test_a_second_reload_at_the_same_time_is_refused(
    stage: Stage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_all(folder)
    shown = await reload(stage)
    under_way, may_end = asyncio.Event(), asyncio.Event()

    async def linger(*_: object) -> None:
        under_way.set()
        await may_end.wait()

    plan = await stage.bot.store.plan_load((folder,))
    with monkeypatch.context() as patch:
        patch.setattr("bot.store.store.apply_plan", linger)
        first = asyncio.create_task(stage.bot.store.apply(plan))
        await under_way.wait()
        refusal = await stage.press(shown, "Apply", by=stage.moderator)
        assert any("reloaded already" in text_of(message) for message in refusal.followups)
        assert labels_of(now(stage, shown)) == ["Apply", "Cancel"], "to try again with"
        may_end.set()
        await first
    await stage.press(shown, "Apply", by=stage.moderator)
    assert await genres(stage) == {"thriller", "western"}


async def test_status_counts_and_says_how_the_database_is(stage: Stage) -> None:
    text = text_of(await stage.slash_as(stage.moderator, "facts status"))
    for said in ("2 facts from 2 articles", "2 shows", "2024", "healthy", "Fan Facts"):
        assert said in text, said


async def test_article_shows_what_an_article_says(stage: Stage) -> None:
    offered = await stage.moderator.autocomplete(stage.channel, "facts article", "article", "kep")
    assert offered == [{"name": "kept", "value": "kept"}]
    shown = await stage.slash_as(stage.moderator, "facts article", article="kept")
    assert private(shown)
    assert "First Show" in text_of(shown)
    assert "drama" in text_of(shown)
    assert "Second Show" not in text_of(shown)
    assert "no article" in text_of(
        await stage.slash_as(stage.moderator, "facts article", article="@everyone")
    )


# Who is no moderator


async def refused_everything(
    stage: Stage, member: simcord.MemberActor, channel: simcord.ChannelHandle
) -> None:
    """Check that a member can neither read nor change anything with /facts."""
    for command, options in (("reload", {}), ("status", {}), ("article", {"article": "kept"})):
        shown = shown_by(await member.slash(channel, f"facts {command}", **options))
        assert private(shown)
        assert "Only moderators of my home server" in text_of(shown)
        assert "drama" not in text_of(shown)
    offered = await member.autocomplete(channel, "facts article", "article", "kep")
    assert ["Only moderators" in choice["name"] for choice in offered] == [True]
    assert "kept" not in str(offered)
    # Only the refusals, which simcord counts.
    assert {type(error).__name__ for error in stage.env.errors} == {"Refused"}


async def test_a_fan_does_not_even_see_the_commands(stage: Stage) -> None:
    assert not [name for name in stage.fan.available_commands(stage.channel) if name.startswith("facts")]
    assert "facts reload" in stage.moderator.available_commands(stage.channel)


async def test_a_fan_whom_discord_lets_through_is_refused_politely(stage: Stage) -> None:
    commands = await stage.bot.tree.fetch_commands(guild=stage.bot.get_guild(HOME_GUILD))
    (command,) = [command for command in commands if command.name == "facts"]
    stage.guild.set_command_permissions(command, {stage.fan: True})
    await refused_everything(stage, stage.fan, stage.channel)


async def test_a_moderator_of_another_guild_is_refused_politely(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    """As when a guild has left HOME_GUILD_IDS: its commands are still there for a moment."""
    guild = stage.env.create_guild("Elsewhere", id=ELSEWHERE)
    await stage.env.settle()
    both = replace(home_settings, home_guild_ids=(HOME_GUILD, ELSEWHERE))
    bot = make_bot(both, store, facts_paths)
    await stage.env.restart_bot(bot)
    bot.settings = home_settings
    stranger = stage.env.create_user("stranger")
    role = guild.create_role("Admins", permissions=discord.Permissions(administrator=True))
    member = guild.add_member(stranger, roles=[role])
    await refused_everything(stage, member, guild.create_text_channel("general"))


@pytest.mark.parametrize("button", ["apply", "cancel"])
async def test_a_forged_press_by_a_fan_is_refused_and_changes_nothing(
    stage: Stage, folder: Path, button: str
) -> None:
    change_all(folder)
    plan = await stage.bot.store.plan_load((folder,))
    shown = await stage.slash("show", title="First Show")
    custom_id = f"facts:apply:{plan.digest}" if button == "apply" else "facts:cancel"
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    next(part for part in walk_components(stored.components) if part.get("label") == "Sources")[
        "custom_id"
    ] = custom_id
    refusal = shown_by(await stage.fan.click(shown, custom_id=custom_id))
    assert "Only moderators of my home server" in text_of(refusal)
    assert private(refusal)
    assert await genres(stage) == {"drama", "comedy"}
    assert stage.env.errors == []


async def test_without_home_guilds_the_commands_are_registered_nowhere(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    await stage.env.restart_bot(make_bot(replace(home_settings, home_guild_ids=()), store, facts_paths))
    assert await stage.bot.tree.fetch_commands() != []
    assert "facts" not in [command.name for command in await stage.bot.tree.fetch_commands()]
    assert "facts" not in [command.name for command in stage.bot.tree.get_commands()]
