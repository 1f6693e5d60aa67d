"""Lone surrogates, NUL and control characters, wherever people type: nothing fails, and nothing sent holds any."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # what is sent is JSON

import discord
import pytest
from discord import app_commands
from simcord.components import walk_components

from bot.display.forms import TextField
from bot.display.refusal import Refused
from tests.whole_bot.stage import BUTTON, Stage, shown_by, text_of

ROOT = Path(__file__).parents[2] / "bot"
pytestmark = [pytest.mark.simcord(shard_count=1), pytest.mark.usefixtures("sends_the_commands_guild")]

UNCLEAN = "\ud800\x00Moon\x1b[31m \udfffHigh\x07\x85"
NAMED = "who plays \x00Nam Onjo\ud800?"
"""A question that is understood all the same."""


@pytest.fixture(autouse=True)
def _nothing_unclean_is_sent(stage: Stage, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Holds for each of these tests."""
    yield
    sent = [text for request in stage.env.http_requests for text in list_texts(request.json)]
    assert sent
    assert [text for text in sent if is_unclean(text)] == []
    assert [error for error in stage.env.errors if not isinstance(error, Refused)] == []
    assert "UnicodeEncodeError" not in caplog.text
    assert "Failure" not in caplog.text


def list_texts(value: Any) -> Iterator[str]:
    """Every text in what was sent."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from list_texts(inner)


def is_unclean(text: str) -> bool:
    return any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\t\r\n" for letter in text)


Option = app_commands.Parameter


def list_text_commands(stage: Stage) -> dict[str, list[Option]]:
    """Every command that takes text, with all of its options."""
    homes = [None, *map(discord.Object, stage.bot.settings.home_guild_ids)]
    commands = [
        command
        for home in homes
        for command in stage.bot.tree.walk_commands(guild=home)
        if isinstance(command, app_commands.Command)
    ]
    return {
        command.qualified_name: command.parameters
        for command in commands
        if any(map(is_free, command.parameters))
    }


def is_free(option: Option) -> bool:
    return option.type is discord.AppCommandOptionType.string and not option.choices


def fill(option: Option) -> object:
    return (
        UNCLEAN[: int(option.max_value or 100)]
        if is_free(option)
        else option.choices[0].value
        if option.choices
        else 1
    )


async def test_in_every_option_of_every_command(stage: Stage) -> None:
    tried = []
    for name, all_options in list_text_commands(stage).items():
        options = [each for each in all_options if each.required or is_free(each)]
        if all(option.type is not discord.AppCommandOptionType.attachment for option in options):
            await stage.moderator.slash(
                stage.channel, name, **{each.display_name: fill(each) for each in options}
            )
            await stage.env.advance_time(60)
            tried.append(name)
    assert {"ask", "facts alias add", "facts expect", "settings"} <= set(tried)


async def test_in_every_suggestion(stage: Stage) -> None:
    for name, options in list_text_commands(stage).items():
        for option in options:
            if option.autocomplete:
                await stage.moderator.autocomplete(stage.channel, name, option.display_name, UNCLEAN)
                await stage.env.advance_time(60)


async def test_in_questions_and_they_are_understood(stage: Stage) -> None:
    assert "Park Ji-hu" in text_of(await stage.slash("ask", question=NAMED))
    assert "Park Ji-hu" in text_of(await stage.ask(NAMED))
    assert "Moon" in text_of(await stage.ask(f"who directed {UNCLEAN}?"))


async def test_in_forms(stage: Stage) -> None:
    answer = await stage.slash("show", title="All of Us Are Dead")
    form = await stage.press(answer, "Ask more")
    assert "Park Ji-hu" in text_of(shown_by(await stage.fan.submit_modal(form, {"question": NAMED})))
    form = await stage.press(answer, "Not right?")
    await stage.fan.submit_modal(form, {"wrong": UNCLEAN, "tell": "yes"})
    assert "Moon [31m" in text_of(await stage.slash_as(stage.moderator, "facts complaints"))


async def test_in_articles_pasted_and_attached(stage: Stage) -> None:
    text = f"date 2024-01-29\nThe drama “Silver\x1b Bridge” is on Netflix.\x07 {UNCLEAN}"
    form = await stage.moderator.slash(stage.channel, "facts add")
    await stage.moderator.submit_modal(form, {"text1": text})
    attached = ("article.md", text.replace("\0", "").encode(errors="ignore"))
    await stage.slash_as(stage.moderator, "facts add", file=attached)


@pytest.mark.parametrize("menu", ["Ask about this message", "Read facts from this message"])
async def test_in_messages_that_a_menu_is_used_on(stage: Stage, menu: str) -> None:
    message = await stage.other.send(stage.channel, f"Nam Onjo is played by Park Ji-hu. {UNCLEAN}")
    assert text_of(shown_by(await stage.moderator.context_menu(stage.channel, menu, message)))


@pytest.mark.parametrize(
    "custom_id",
    [
        *(
            f"{what}:{{}}"
            for what in ("sources", "earlier", "reveal", "choose", "page:1", "more", "complain")
        ),
        "expect:00000000:{}",
        "review:same:1:{}",
    ],
)
async def test_in_a_forged_button(stage: Stage, custom_id: str) -> None:
    answer = await stage.ask("who directed AOUAD?")
    stored = stage.env.backend.messages[stage.channel.id][answer.id]
    button = next(part for part in walk_components(stored.components) if part["type"] == BUTTON)
    button["custom_id"] = custom_id.format(UNCLEAN)
    await stage.moderator.click(stage.now(answer), custom_id=button["custom_id"])


def test_every_text_field_of_a_form_cleans_what_was_typed() -> None:
    field = TextField(default="\0\ud800")
    assert field.value == " \ufffd"
    made = [path for path in ROOT.rglob("*.py") if "ui.TextInput" in path.read_text(encoding="utf-8")]
    assert [path.name for path in made] == ["forms.py"], "TextField stands in its place"
