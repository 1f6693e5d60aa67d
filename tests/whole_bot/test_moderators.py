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
from tests.whole_bot.moderating import now, press
from tests.whole_bot.stage import (
    Shown,
    Stage,
    enabled_labels_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

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
    for said in (
        "1 article added, 1 changed, 1 removed · 3 facts new, 2 gone.",
        "New: new",
        "+ Third Show · genre · western",
        "+ Third Show · platform · Netflix",
        "Changed: kept",
        "+ First Show · genre · thriller",
        "− First Show · genre · ~~drama~~",
        "Removed: leaves",
        "− Second Show · genre · ~~comedy~~",
    ):
        assert said in text.replace("**", ""), said
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
    for number in range(210):
        write(folder, f"article-{number}-{'x' * 80}", f"Show {number}|genre|drama")
    shown = await reload(stage)
    assert "210 articles added · 210 facts new." in text_of(shown)
    while "More" in enabled_labels_of(shown):
        shown = await press(stage, shown, "More")
    assert "And 10 facts and 10 articles more: `python -m bot load --dry-run` prints them all." in text_of(
        shown
    )
    for number in range(60):
        write(folder, f"bad-{number}", *[f"Show|{'_*' * 90}|x"] * 20)
    shown = await reload(stage)
    assert "Refused: " in text_of(shown)
    assert re.search(r"and \d+ more", text_of(shown))
    assert stage.env.errors == []


def write_release(folder: Path, slug: str, value: str, more: str = "") -> None:
    """An article with the release date of the first show's second season."""
    (folder / f"{slug}.toml").write_text(
        f'[article]\ntitle = "What was said"\npublished_on = 2024-02-01\n[[fact]]\nwork = "First Show"\nseason = 2\n'
        f'relation = "release date"\nvalue = "{value}"\n{more}',
        encoding="utf-8",
    )


async def test_a_changed_fact_is_shown_old_and_new_with_all_that_differs(stage: Stage, folder: Path) -> None:
    write_release(folder, "said", "2024-40", 'certainty = "rumoured"')
    await press(stage, await reload(stage), "Apply")
    write_release(folder, "said", "2025", 'certainty = "official"\nnote = "as *ever*"\nspoiler = true')
    shown = await reload(stage)
    assert (
        "± First Show season 2 · release date · ||the first half of 2024|| → ||2025|| · certainty ||rumoured|| → "
        "||official|| · spoiler ||no|| → ||yes|| · note ||nothing|| → ||as *ever*||"
    ) in text_of(shown).replace("**", "")
    assert "as \\*ever\\*" in raw_text_of(shown)


async def test_who_would_be_told_what_is_shown_before_apply(stage: Stage, folder: Path) -> None:
    write_release(folder, "said", "2024")
    await press(stage, await reload(stage), "Apply")
    await stage.slash("follow", title="First Show")
    await stage.slash_as(stage.other, "follow", title="First Show", about="cast")
    answer = await stage.ask("what is the budget of First Show?")
    await stage.press(answer, "Tell me when you know")
    write_release(folder, "said", "2025")
    write(folder, "kept", "First Show|genre|drama", "First Show|budget|9 million")
    shown = await reload(stage)
    text = text_of(shown).replace("**", "")
    assert "1 follower would be told." in text, "who follows the cast alone is not"
    assert "News of First Show for 1 follower:\nRelease date, season 2\n2024 → 2025" in text
    assert "1 person who waits for an answer would be told it." in text
    assert len(stage.fan.user.dm_channel.history()) == 0
    await press(stage, shown, "Apply")
    await stage.env.settle()
    told = "\n".join(text_of(each) for each in stage.fan.user.dm_channel.history())
    assert "2024 → **2025**" in told
    assert "9 million" in told


async def test_pages_turn_and_each_has_apply(stage: Stage, folder: Path) -> None:
    write(folder, "many", *(f"Show {number}|genre|genre {number}" for number in range(60)))
    shown = await reload(stage)
    assert labels_of(shown) == ["Apply", "Cancel", "Back", "More"]
    texts = [text_of(shown)]
    while "More" in enabled_labels_of(shown):
        shown = await press(stage, shown, "More")
        texts.append(text_of(shown))
    assert all(f"genre {number} " in "\n".join(texts).replace("**", "") for number in range(60))
    await press(stage, shown, "Apply")
    assert len(await genres(stage)) == 62


async def test_a_page_of_what_has_changed_since_is_the_first_page_of_what_would_change_now(
    stage: Stage, folder: Path
) -> None:
    write(folder, "many", *(f"Show {number}|genre|genre {number}" for number in range(60)))
    shown = await reload(stage)
    write(folder, "sneaky", "Fourth Show|genre|horror")
    shown = await press(stage, shown, "More")
    assert "changed since" in text_of(shown)
    assert "Page 1 of" in text_of(shown)
    assert "2 articles added" in text_of(shown)


async def test_what_a_reload_would_do_otherwise_after_a_change_to_the_facts_is_shown_anew(
    stage: Stage, folder: Path
) -> None:
    write(folder, "kept", "First Show|genre|thriller")
    shown = await reload(stage)
    await stage.slash_as(stage.moderator, "facts retract", fact="drama", reason="wrong")
    shown = await press(stage, shown, "Apply")
    assert "changed since you looked" in text_of(shown)
    assert "drama" not in text_of(shown), "it is gone already"
    assert await genres(stage) == {"comedy"}
    await press(stage, shown, "Apply")
    assert await genres(stage) == {"thriller", "comedy"}


async def test_the_rehearsal_is_compared_again_if_the_facts_have_changed(stage: Stage, folder: Path) -> None:
    question = "when is season 2 of First Show out?"
    write_release(folder, "said", "2024")
    await press(stage, await reload(stage), "Apply")
    await press(
        stage, await stage.slash_as(stage.moderator, "facts expect", question=question), "Expect this answer"
    )
    write_release(folder, "later", "2026")
    shown = await reload(stage)
    assert labels_of(shown) == ["Apply all the same", "Cancel"]
    # An answer that nobody expected when the reload was shown, and another change that touches none of it.
    alias = {"kind": "work", "name": "First Show", "also": "FS"}
    await stage.slash_as(stage.moderator, "facts alias add", **alias)
    seen = await stage.slash_as(stage.moderator, "facts expect", question="what genre is First Show?")
    await press(stage, seen, "Expect this answer")
    write(folder, "kept", "First Show|genre|drama")
    shown = await press(stage, shown, "Apply all the same")
    assert "The facts are reloaded" in text_of(shown), "what was shown holds all the same"


async def test_an_answer_that_is_expected_since_is_shown_before_it_changes(
    stage: Stage, folder: Path
) -> None:
    write(folder, "kept", "First Show|genre|thriller")
    shown = await reload(stage)
    assert labels_of(shown) == ["Apply", "Cancel"]
    seen = await stage.slash_as(stage.moderator, "facts expect", question="what genre is First Show?")
    await press(stage, seen, "Expect this answer")
    shown = await press(stage, shown, "Apply")
    assert "1 expected answer would change" in text_of(shown)
    assert labels_of(shown) == ["Apply all the same", "Cancel"]
    assert await genres(stage) == {"drama", "comedy"}


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
