"""What is registered with Discord, and the installations that simcord does not model."""

from __future__ import annotations

import re
from typing import Any  # payloads are JSON

import discord
import pytest
import simcord

from bot.client import FactBot
from tests.conftest import HOME_GUILD
from tests.whole_bot.stage import Stage, text_of

pytestmark = pytest.mark.simcord(shard_count=1)

COMMANDS = {"release", "cast", "show", "who", "quotes", "ask", "help", "timeline", "schedule", "privacy"} | {
    "follow",
    "following",
    "unfollow",
}
SERVER_COMMANDS = {"settings"}
"""For whoever manages a server, in that server."""
MENUS = {"Ask about this message"}
ALWAYS_PRIVATE = {"privacy", "follow", "following", "unfollow"}
"""What they show is nobody's business but the asker's."""
MESSAGE_MENU = 3
"""Entries of the menu on a message have a name in plain words, and no description."""
NAME = re.compile(r"[a-z0-9_-]{1,32}")


def registered(env: simcord.Env, *, globally: bool) -> list[dict[str, Any]]:
    """The commands of the last registration, as sent."""
    payloads: list[list[dict[str, Any]]] = [
        request.json
        for request in env.http_requests
        if request.method == "PUT" and globally != ("/guilds/" in request.path) and request.json is not None
    ]
    return payloads[-1]


def options_of(command: dict[str, Any]) -> list[dict[str, Any]]:
    """A command's options, including those of its subcommands."""
    return [inner for option in command.get("options", ()) for inner in (option, *options_of(option))]


async def test_global_commands_work_in_servers_dms_and_wherever_a_user_takes_the_bot(stage: Stage) -> None:
    commands = registered(stage.env, globally=True)
    assert {command["name"] for command in commands} == COMMANDS | SERVER_COMMANDS | MENUS
    for command in commands:
        if command["name"] in SERVER_COMMANDS:
            continue
        assert sorted(command["contexts"]) == [0, 1, 2], command["name"]
        assert sorted(command["integration_types"]) == [0, 1], command["name"]
        assert not command["default_member_permissions"], command["name"]


async def test_settings_is_registered_everywhere_for_who_manages_a_server(stage: Stage) -> None:
    (command,) = [
        command for command in registered(stage.env, globally=True) if command["name"] in SERVER_COMMANDS
    ]
    assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
    assert command["contexts"] == [0]
    assert command["integration_types"] == [0]


async def test_facts_is_registered_in_the_home_guild_alone_for_who_manages_it(stage: Stage) -> None:
    commands = {command["name"]: command for command in registered(stage.env, globally=False)}
    assert commands.keys() == {"facts", "Read facts from this message"}
    for command in commands.values():
        assert int(command["default_member_permissions"]) == discord.Permissions(manage_guild=True).value
        assert command["contexts"] == [0]
        assert command["integration_types"] == [0]
    options = {option["name"] for option in commands["facts"]["options"]}
    assert options == {
        "add", "alias", "article", "enter", "expect", "expected", "export", "feeds", "history", "import", "pin", "reload", "complaints", "restore",
        "retract", "review", "show", "stale", "status", "unanswered", "unpin",
    }  # fmt: skip
    paths = [request.path for request in stage.env.http_requests if request.method == "PUT"]
    assert any(path.endswith(f"/guilds/{HOME_GUILD}/commands") for path in paths)


async def test_every_command_and_option_says_what_it_is_for_and_fits(stage: Stage) -> None:
    commands = [*registered(stage.env, globally=True), *registered(stage.env, globally=False)]
    for command in commands:
        if command["type"] == MESSAGE_MENU:
            assert len(command["name"]) <= 32
            continue
        for part in (command, *options_of(command)):
            assert NAME.fullmatch(part["name"])
            assert 1 < len(part["description"]) <= 100, part["name"]
            assert part["description"][0].isupper()
            assert not part["description"].endswith(".")


async def test_every_command_of_moderators_that_wants_something_typed_says_an_example(stage: Stage) -> None:
    (facts,) = [each for each in registered(stage.env, globally=False) if each["name"] == "facts"]
    subcommands = [each for each in options_of(facts) if each["type"] == 1]
    wanting = [each for each in subcommands if any(part.get("required") for part in each.get("options", ()))]
    assert len(wanting) > 8
    for command in wanting:
        assert "such as" in command["description"], command["name"]


async def test_every_parameter_of_moderators_explains_itself_with_an_example(stage: Stage) -> None:
    (facts,) = [each for each in registered(stage.env, globally=False) if each["name"] == "facts"]
    parameters = [each for each in options_of(facts) if each["type"] not in (1, 2)]
    assert len(parameters) > 15
    for parameter in parameters:
        assert "such as" in parameter["description"], parameter["description"]


async def test_every_answer_can_be_private(stage: Stage) -> None:
    for command in registered(stage.env, globally=True):
        if command["name"] in ALWAYS_PRIVATE | SERVER_COMMANDS or command["type"] == MESSAGE_MENU:
            continue
        (private,) = [option for option in command["options"] if option["name"] == "private"]
        assert private["type"] == 5
        assert not private["required"]


def interact_privately(
    stage: Stage, member: simcord.MemberActor, data: dict[str, Any]
) -> discord.Interaction[FactBot]:
    """An interaction as Discord sends it from a group message, for a bot installed by the user.

    https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-structure
    """
    user = {
        "id": str(member.id),
        "username": member.name,
        "discriminator": "0",
        "avatar": None,
        "global_name": None,
    }
    payload: Any = {
        "id": "1400000000000000100",
        "application_id": str(stage.bot.application_id),
        "type": 2,
        "data": data,
        "channel_id": "1400000000000000200",
        "channel": {"id": "1400000000000000200", "type": 3, "name": None, "recipients": [user]},
        "user": user,
        "token": "token",
        "version": 1,
        "locale": "en-US",
        "app_permissions": "0",
        "entitlements": [],
        "authorizing_integration_owners": {"1": str(member.id)},
        "context": 2,
        "attachment_size_limit": 26214400,
    }
    state: Any = stage.bot._connection  # noqa: SLF001 - nothing else makes an interaction
    return discord.Interaction(data=payload, state=state)


class Recorded:
    """Stands in for ``interaction.response``: no Discord is there to answer to."""

    def __init__(self) -> None:
        self.layouts: list[discord.ui.LayoutView] = []
        self.ephemeral: list[bool] = []
        self.type = None

    async def send_message(
        self, content: str | None = None, *, view: Any = None, ephemeral: bool = False
    ) -> None:
        assert view is not None
        self.layouts.append(view)
        self.ephemeral.append(ephemeral)

    def is_done(self) -> bool:
        return bool(self.layouts)


@pytest.mark.parametrize("private", [False, True])
async def test_a_command_in_a_group_message_of_a_user_who_installed_the_bot_is_answered(
    stage: Stage, private: bool
) -> None:
    """simcord does not model user installs: a hand-made interaction goes to the real command tree."""
    command = next(each for each in registered(stage.env, globally=True) if each["name"] == "release")
    data = {
        "id": "1",
        "name": command["name"],
        "type": 1,
        "options": [
            {"name": "title", "type": 3, "value": "Squid Game"},
            {"name": "private", "type": 5, "value": private},
        ],
    }
    interaction = interact_privately(stage, stage.fan, data)
    assert interaction.context.private_channel
    assert interaction.is_user_integration()
    recorded = Recorded()
    interaction._cs_response = recorded  # type: ignore[attr-defined] # noqa: SLF001 - where the property caches it
    await stage.bot.tree._call(interaction)  # noqa: SLF001 - what discord.py does with an interaction it received
    (layout,) = recorded.layouts
    assert recorded.ephemeral == [private]
    texts = [item.content for item in layout.walk_children() if isinstance(item, discord.ui.TextDisplay)]
    assert any("Squid Game season 2" in text for text in texts)


async def test_nobody_moderates_in_a_private_channel(stage: Stage) -> None:
    """There are no guild permissions there, whatever Discord says of them."""
    interaction = interact_privately(stage, stage.moderator, {"id": "1", "name": "facts", "type": 1})
    assert not stage.bot.may_moderate(interaction)


async def test_commands_that_are_registered_are_those_that_help_names(stage: Stage) -> None:
    text = text_of(await stage.slash("help"))
    assert set(re.findall(r"/([a-z]+)", text)) >= COMMANDS - {"help"}
