"""Spoilers stay behind a veil, or out of a channel, wherever the bot speaks."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import discord
import pytest

from bot.facts.report import Spoilers
from bot.settings import Settings
from bot.store import FactStore, GuildSettings
from tests.conftest import HOME_GUILD
from tests.whole_bot.stage import (
    Shown,
    Stage,
    enabled_labels_of,
    id_of,
    labels_of,
    make_bot,
    private,
    raw_text_of,
    shown_by,
    text_of,
)

pytestmark = pytest.mark.simcord(shard_count=1)

ELSEWHERE = HOME_GUILD + 1
SECRETS = (
    "Quillon", "Vesperine", "Moira Vane", "Orrin Thale", "Twilightling", "dies at last", "secret-title", "leaky paper",
    "leaky note", "leaky agency",
)  # fmt: skip
"""What only spoilers say: none of it may be seen without lifting a veil."""
FACTS = """
[article]
id = "public"
published_on = 2024-01-01
title = "A plain title"

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Ada Reed"
character = "Sora"

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2025"

[[fact]]
work = "Moon High"
relation = "plot"
value = "Pupils keep a moon."
"""
SECRET_FACTS = """
[article]
id = "leak"
published_on = 2024-02-01
title = "A secret-title with Quillon"
publisher = "leaky paper"
url = "https://secret-title.example/quillon"

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Quillon Marsh"
character = "Vesperine"
according_to = "leaky agency"
note = "leaky note"
spoiler = true

[[fact]]
work = "Moon High"
relation = "cast member"
value = "Ada Reed"
character = "Moira Vane"
spoiler = true

[[fact]]
work = "Moon High"
relation = "plot"
value = "Sora dies at last."
spoiler = true

[[fact]]
work = "Moon High"
relation = "quote"
value = "She dies at last, Vesperine."
speaker = "Orrin Thale"
spoiler = true

[[fact]]
term = "Twilightling"
about = "Moon High"
relation = "meaning"
value = "One who dies at last."
spoiler = true

[[fact]]
work = "Moon High"
season = 2
relation = "release date"
value = "2027-05"
note = "leaky note"
spoiler = true
"""
QUESTIONS = (
    "who is in Moon High?",
    "is Quillon Marsh in Moon High?",
    "who is Quillon?",
    "who is Vesperine?",
    "who plays Vesperine?",
    "who does Ada Reed play?",
    "what is Moon High about?",
    "what is Moon High about season 2?",
    "what did Orrin Thale say?",
    "what did Orrin say about Vesperine?",
    "quotes from Moon High",
    "what is a Twilightling?",
    "tell me about Moon High",
    "when is Moon High season 2 out?",
    "is Moon High season 2 out?",
    "who directed Vesperine?",
    "what has Quillon Marsh won?",
    "when is Vesperine out?",
)


@pytest.fixture
def facts_paths(tmp_path: Path) -> tuple[Path, ...]:
    """A show with half its facts spoilers."""
    folder = tmp_path / "facts"
    folder.mkdir()
    (folder / "public.toml").write_text(FACTS, encoding="utf-8")
    (folder / "leak.toml").write_text(SECRET_FACTS, encoding="utf-8")
    return (folder,)


def unveiled(message: Shown) -> str:
    """All that can be read of a message without a click: its text outside veils, and its buttons."""
    outside = re.sub(r"\|\|.+?\|\|", "▒", raw_text_of(message), flags=re.DOTALL)
    return "\n".join([outside, *labels_of(message)])


def leaks(text: str, but: str = "") -> list[str]:
    """The secrets in a text, except those that the fan's own question mentions."""
    return [
        secret
        for secret in SECRETS
        if secret.casefold() in text.casefold() and secret.casefold() not in but.casefold()
    ]


async def choose(stage: Stage, **choices: object) -> None:
    """Change what the home server has chosen."""
    await stage.bot.store.guilds.set(
        HOME_GUILD,
        lambda kept: replace(kept, **choices),  # type: ignore[arg-type]
    )


async def walk_everything(stage: Stage, message: Shown) -> list[Shown]:
    """A message, its other pages, and whatever its buttons show a fan."""
    found = [message]
    found += [
        shown_by(await stage.press(message, label))
        for label in ("Sources", "Earlier reports")
        if label in enabled_labels_of(message)
    ]
    while "More" in enabled_labels_of(message):
        await stage.press(message, "More")
        message = stage.now(message)
        found.append(message)
    return found


@pytest.mark.parametrize("question", QUESTIONS)
async def test_nothing_is_given_away_outside_a_veil(stage: Stage, question: str) -> None:
    for shown in await walk_everything(stage, await stage.ask(question)):
        assert leaks(unveiled(shown), but=quoted(question)) == []


@pytest.mark.parametrize("question", QUESTIONS)
async def test_where_spoilers_are_hidden_nothing_is_given_away_at_all(stage: Stage, question: str) -> None:
    await choose(stage, spoilers=Spoilers.HIDDEN)
    for shown in await walk_everything(stage, await stage.ask(question)):
        assert leaks(f"{raw_text_of(shown)}\n{labels_of(shown)}", but=quoted(question)) == []


def quoted(question: str) -> str:
    """What an answer may repeat from a question: a name that nobody has."""
    return question if question in ("what did Orrin say about Vesperine?", "who is Quillon?") else ""


async def test_a_spoiler_is_there_for_who_lifts_the_veil(stage: Stage) -> None:
    text = raw_text_of(await stage.ask("who is in Moon High?"))
    assert "Ada Reed as Sora" in text.replace("\\", "")
    assert re.search(r"\|\|[^|]*Quillon Marsh[^|]*Vesperine[^|]*\|\|", text)
    assert re.search(r"Reported 1 February 2024 \|\|[^|]*leaky agency[^|]*\|\|", text), (
        "when it was said is none"
    )
    assert "||Yes.||" in raw_text_of(await stage.ask("is Quillon Marsh in Moon High?"))


async def test_a_hidden_spoiler_is_counted_and_shown_to_who_presses_alone(
    stage: Stage, home_settings: Settings, store: FactStore, facts_paths: tuple[Path, ...]
) -> None:
    await choose(stage, spoilers=Spoilers.HIDDEN)
    some = await stage.ask("who is in Moon High?")
    assert "Ada Reed" in text_of(some)
    assert "I left out 2 reports, which would give the story away" in text_of(some)
    every = await stage.ask("who plays Vesperine?")
    assert "That is a spoiler" in text_of(every)
    assert "I know 1 report about that" in text_of(every)
    await stage.env.restart_bot(make_bot(home_settings, store, facts_paths))
    for hidden in (some, every):
        revealed = shown_by(await stage.press(hidden, "Show me the spoiler", by=stage.other))
        assert private(revealed)
        assert "Quillon" in text_of(revealed)
        assert leaks(unveiled(revealed)) == []
    asked = await stage.slash("who", name="Quillon Marsh", private=True)
    assert "Quillon" in text_of(asked)
    assert leaks(unveiled(asked)) == []


async def test_a_channel_that_shows_spoilers_is_named(stage: Stage) -> None:
    den = stage.guild.create_text_channel("spoilers")
    await choose(stage, spoilers=Spoilers.HIDDEN, channel_spoilers={den.id: Spoilers.OPEN})
    assert f"<#{den.id}>" in raw_text_of(await stage.ask("who plays Vesperine?"))
    await stage.fan.send(den, f"<@{stage.bot_id}> who plays Vesperine?")
    answer = den.last_message
    assert answer is not None
    assert "Quillon Marsh" in text_of(answer)
    assert "||" not in raw_text_of(answer)


async def test_servers_and_channels_differ(stage: Stage) -> None:
    await choose(stage, spoilers=Spoilers.OPEN, channel_spoilers={stage.channel.id: Spoilers.VEILED})
    guild = stage.env.create_guild("Elsewhere", id=ELSEWHERE)
    theirs = guild.create_text_channel("general")
    member = guild.add_member(stage.env.create_user("zoe"))
    await stage.bot.store.guilds.set(ELSEWHERE, lambda _: GuildSettings(spoilers=Spoilers.HIDDEN))
    here = await stage.slash("cast", title="Moon High")
    there = shown_by(await member.slash(theirs, "cast", title="Moon High"))
    assert "||" in raw_text_of(here)
    assert leaks(unveiled(here)) == []
    assert leaks(raw_text_of(there)) == []
    open_channel = stage.guild.create_text_channel("open")
    openly = shown_by(await stage.fan.slash(open_channel, "cast", title="Moon High"))
    assert "||" not in raw_text_of(openly)
    assert "Quillon" in text_of(openly)


async def test_a_timeline_hides_what_its_channel_hides(stage: Stage) -> None:
    veiled = await stage.slash("timeline", title="Moon High")
    assert "May 2027" not in unveiled(veiled)
    await choose(stage, spoilers=Spoilers.HIDDEN)
    hidden = await stage.slash("timeline", title="Moon High")
    assert "May 2027" not in raw_text_of(hidden)
    assert "2025" in raw_text_of(hidden)
    assert "I left out 1 report, which would give the story away" in text_of(hidden)


@pytest.mark.parametrize("typed", ["Ves", "quil", "vesperine", "Vesperin", "Orr", "Twil", "moira"])
async def test_no_name_is_suggested_that_only_spoilers_mention(stage: Stage, typed: str) -> None:
    offered = await stage.fan.autocomplete(stage.channel, "who", "name", typed)
    assert leaks(str(offered)) == []
    await choose(stage, spoilers=Spoilers.OPEN)
    assert leaks(str(await stage.fan.autocomplete(stage.channel, "who", "name", typed))) != []


async def test_public_names_are_suggested_still(stage: Stage) -> None:
    assert "Sora" in str(await stage.fan.autocomplete(stage.channel, "who", "name", "sor"))
    assert "Ada Reed" in str(await stage.fan.autocomplete(stage.channel, "who", "name", "ada"))


async def test_a_spoiler_that_is_told_openly_since_is_none(
    stage: Stage, facts_paths: tuple[Path, ...]
) -> None:
    (facts_paths[0] / "since.toml").write_text(
        '[article]\nid = "since"\npublished_on = 2024-02-20\n[[fact]]\nwork = "Moon High"\n'
        'relation = "cast member"\nvalue = "Quillon Marsh"',
        encoding="utf-8",
    )
    store = stage.bot.store
    await store.apply(await store.plan_load(facts_paths))
    assert "Quillon Marsh" in str(await stage.fan.autocomplete(stage.channel, "who", "name", "quil"))
    answer = await stage.ask("who is in Moon High?")
    assert "Quillon Marsh" in unveiled(answer)
    assert "Vesperine" not in unveiled(answer), "as whom is a spoiler still"


async def test_buttons_on_a_hidden_answer_have_no_names_in_their_ids(stage: Stage) -> None:
    await choose(stage, spoilers=Spoilers.HIDDEN)
    shown = await stage.ask("is Quillon Marsh in Moon High?")
    assert leaks(" ".join(id_of(shown, label) for label in labels_of(shown))) == []


async def test_a_thread_is_as_the_channel_that_it_hangs_on(stage: Stage) -> None:
    await choose(
        stage, channels=frozenset({stage.channel.id}), channel_spoilers={stage.channel.id: Spoilers.HIDDEN}
    )
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="season 2", type=discord.ChannelType.public_thread)
    await stage.env.settle()
    (thread,) = stage.channel.threads
    shown = shown_by(await stage.fan.slash(thread, "who", name="Vesperine"))
    assert not private(shown), "the bot answers there"
    assert "That is a spoiler" in text_of(shown)
    await stage.fan.send(thread, f"<@{stage.bot_id}> who plays Vesperine?")
    answer = thread.last_message
    assert answer is not None
    assert "That is a spoiler" in text_of(answer)


@pytest.mark.parametrize(
    "said", ["just saw Moon High", "Moon High s2 is out in 2026", "Ada Reed plays Sora in Moon High"]
)
async def test_what_is_said_of_a_message_gives_nothing_away(stage: Stage, said: str) -> None:
    message = await stage.other.send(stage.channel, said)
    shown = shown_by(await stage.fan.context_menu(stage.channel, "Ask about this message", message))
    assert "Moon High" in text_of(shown)
    assert leaks(unveiled(shown)) == []


async def test_following_and_waiting_give_nothing_away(stage: Stage) -> None:
    assert leaks(unveiled(await stage.slash("follow", title="Moon High"))) == []
    # Part of a name leads to one that is a spoiler: the fan never reads it without lifting a veil.
    asked = await stage.ask("who represents Marsh?")
    await stage.press(asked, next(label for label in labels_of(asked) if "spoiler" in label))
    dont_know = stage.now(asked)
    assert leaks(unveiled(dont_know)) == []
    assert leaks(unveiled(shown_by(await stage.press(dont_know, "Tell me when you know")))) == []
    assert leaks(unveiled(await stage.slash("following"))) == []
