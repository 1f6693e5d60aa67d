"""Everybody but moderators is refused on every path of ``/facts``: each command, each autocomplete, each button.

The cog itself says what there is to try, so that a new command or button is tested as soon as it exists.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
from typing import Any, Self, cast  # discord.py's items and commands are generic in their client

import discord
import hypothesis
import pytest
from discord import app_commands, ui
from hypothesis import strategies as st
from simcord.components import walk_components

from bot.client import FactBot
from bot.display.client_protocol import BotClient
from bot.display.components import IdButton, StatefulSelect, make_layout
from bot.display.forms import Form
from cogs.facts import setup
from tests.conftest import HOME_GUILD
from tests.whole_bot.stage import Shown, Stage, private, shown_by, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

REFUSAL = "Only moderators of my home server"


class Recorder:
    """Stands in for the bot while the cog is set up."""

    items: tuple[type[ui.DynamicItem[Any]], ...] = ()
    group: app_commands.Group

    def add_dynamic_items(self, *items: type[ui.DynamicItem[Any]]) -> None:
        self.items += items

    async def add_home_cog(self, cog: discord.ext.commands.Cog) -> None:
        assert isinstance(cog.app_command, app_commands.Group)
        self.group = cog.app_command


RECORDED = Recorder()
asyncio.run(setup(cast(FactBot, RECORDED)))
COMMANDS = [each for each in RECORDED.group.walk_commands() if isinstance(each, app_commands.Command)]
TEMPLATES = [item.__discord_ui_compiled_template__ for item in RECORDED.items]
COMPLETED = [(each, option) for each in COMMANDS for option in each.parameters if option.autocomplete]


@pytest.fixture
async def let_through(stage: Stage) -> Stage:
    """A fan for whom somebody has opened ``/facts`` in the server's settings, so that Discord lets them through."""
    commands = await stage.bot.tree.fetch_commands(guild=stage.bot.get_guild(HOME_GUILD))
    (command,) = [command for command in commands if command.name == "facts"]
    stage.guild.set_command_permissions(command, {stage.fan: True})
    return stage


def dump(stage: Stage) -> list[str]:
    """Everything in the database."""
    database = sqlite3.connect(stage.bot.store.path)
    try:
        return list(database.iterdump())
    finally:
        database.close()


def fill(option: app_commands.Parameter) -> object:
    """Something that an option accepts."""
    if option.choices:
        return option.choices[0].value
    assert option.type is discord.AppCommandOptionType.string, option.name
    return "x" * int(option.min_value or 1)


def forge(template: Any) -> str:
    """A custom_id that a button could have."""
    first = hypothesis.settings(phases=[hypothesis.Phase.generate], database=None)
    # "." matches any character; Discord allows 100 of them.
    printable = st.from_regex(
        template, fullmatch=True, alphabet=st.characters(min_codepoint=32, max_codepoint=126)
    )
    return str(hypothesis.find(printable, lambda custom_id: len(custom_id) <= 100, settings=first))


class UndeclaredForm(Form):
    """A form whose class does not say who it is for."""

    def __init__(self) -> None:
        super().__init__("Undeclared")
        self.ask("Anything", "Nothing in particular", custom_id="anything")

    async def submit(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.send_message("It was filled in.")


class UndeclaredButton(IdButton, prefix="undeclared", label="Undeclared"):
    """A button whose class does not say who it is for."""

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.send_message("It was pressed.")


class FormButton(IdButton, prefix="opens", label="Open"):
    """A button for everybody, which opens the form."""

    for_all = True

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.send_modal(UndeclaredForm())


class UndeclaredSelect(StatefulSelect, template=r"undeclared:select"):
    """A menu whose class does not say who it is for."""

    def __init__(self) -> None:
        options = [discord.SelectOption(label="One")]
        super().__init__(ui.Select(custom_id="undeclared:select", options=options))

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    async def choose(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.send_message("It was used.")


async def show_undeclared(stage: Stage) -> Shown:
    """The button, the menu and the button for the form, in a message that everybody sees."""
    stage.bot.add_dynamic_items(UndeclaredButton, FormButton, UndeclaredSelect)
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    rows: list[list[ui.Item[Any]]] = [[UndeclaredButton(1), FormButton(1)], [UndeclaredSelect()]]
    return await channel.send(view=make_layout(["Look:"], rows))


async def test_a_button_that_declares_nothing_is_the_moderators_alone(stage: Stage) -> None:
    shown = await show_undeclared(stage)
    refused = shown_by(await stage.fan.click(shown, label="Undeclared"))
    assert private(refused)
    assert REFUSAL in text_of(refused)
    assert "It was pressed." in text_of(shown_by(await stage.moderator.click(shown, label="Undeclared")))


async def test_a_menu_that_declares_nothing_is_the_moderators_alone(stage: Stage) -> None:
    shown = await show_undeclared(stage)
    refused = shown_by(await stage.fan.select(shown, ["One"], custom_id="undeclared:select"))
    assert private(refused)
    assert REFUSAL in text_of(refused)
    used = shown_by(await stage.moderator.select(shown, ["One"], custom_id="undeclared:select"))
    assert "It was used." in text_of(used)


async def test_a_form_that_declares_nothing_is_the_moderators_alone(stage: Stage) -> None:
    shown = await show_undeclared(stage)
    opened = await stage.fan.click(shown, label="Open")
    refused = shown_by(await stage.fan.submit_modal(opened, {"anything": "x"}))
    assert private(refused)
    assert REFUSAL in text_of(refused)
    opened = await stage.moderator.click(shown, label="Open")
    filled_in = shown_by(await stage.moderator.submit_modal(opened, {"anything": "x"}))
    assert "It was filled in." in text_of(filled_in)


def test_nothing_of_the_moderators_says_that_it_is_for_all() -> None:
    assert not [item for item in RECORDED.items if getattr(item, "for_all", True)]


def test_there_is_something_to_walk() -> None:
    assert len(COMMANDS) > 15
    assert len(TEMPLATES) > 15
    assert len(COMPLETED) > 8
    assert len(RECORDED.group.commands) <= 25, "more do not fit a group"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.qualified_name)
async def test_every_command_is_refused(
    let_through: Stage, command: app_commands.Command[Any, ..., Any]
) -> None:
    stage = let_through
    before = dump(stage)
    options = {option.name: fill(option) for option in command.parameters if option.required}
    shown = shown_by(await stage.fan.slash(stage.channel, command.qualified_name, **options))
    assert private(shown)
    assert REFUSAL in text_of(shown)
    assert {type(error).__name__ for error in stage.env.errors} == {"Refused"}
    assert dump(stage) == before


@pytest.mark.parametrize(
    ("command", "option"),
    COMPLETED,
    ids=lambda each: getattr(each, "qualified_name", None) or each.name,
)
async def test_every_autocomplete_is_refused(
    let_through: Stage, command: app_commands.Command[Any, ..., Any], option: app_commands.Parameter
) -> None:
    stage = let_through
    offered = await stage.fan.autocomplete(stage.channel, command.qualified_name, option.name, "")
    assert ["Only moderators" in choice["name"] for choice in offered] == [True]
    assert stage.env.errors == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.pattern[:30])
async def test_every_forged_press_is_refused(stage: Stage, template: Any) -> None:
    shown = await stage.slash("show", title="Squid Game")
    custom_id = forge(template)
    stored = stage.env.backend.get_message(stage.channel.id, shown.id)
    button = next(part for part in walk_components(stored.components) if part.get("label") == "Sources")
    button["custom_id"] = custom_id
    before = dump(stage)
    result = await stage.fan.click(shown, custom_id=custom_id)
    assert result.modal is None
    refusal = shown_by(result)
    assert private(refusal)
    assert REFUSAL in text_of(refusal)
    assert stage.env.errors == []
    assert dump(stage) == before
