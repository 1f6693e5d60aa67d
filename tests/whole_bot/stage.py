"""A server with the whole bot in it, and how to read what the bot wrote there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any  # components are JSON

import discord
import simcord
from simcord.components import walk_components

from bot.answers import AnswerService
from bot.client import FactBot
from bot.display.admission import Admission
from bot.settings import Settings
from bot.store import FactStore
from tests.conftest import SHIPPED_PATHS

TODAY = date(2024, 3, 1)
"""A day after both shipped articles, but before the windows they mention have passed."""
BUTTON = 2
TEXT = 10

Shown = discord.Message | simcord.ResponseMessage


def make_bot(settings: Settings, store: FactStore, paths: tuple[Path, ...] = SHIPPED_PATHS) -> FactBot:
    """The bot as the command line makes it, but on a day of the tests' choosing, and looking for news at once."""
    bot = FactBot(
        settings=settings,
        store=store,
        answers=AnswerService(store, lambda: TODAY),
        facts_paths=paths,
        today=lambda: TODAY,
        quiet_seconds=0.0,
        always_sync=True,
    )
    # Tests do in no time what takes a person minutes.
    bot.admission = Admission(acts=1000)
    return bot


@dataclass(frozen=True, slots=True)
class Stage:
    """A home server: a channel, two fans, and a moderator."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    fan: simcord.MemberActor
    other: simcord.MemberActor
    moderator: simcord.MemberActor

    @property
    def bot(self) -> FactBot:
        """The bot that is running at the moment."""
        assert isinstance(self.env.bot, FactBot)
        return self.env.bot

    @property
    def bot_id(self) -> int:
        """The bot's user id."""
        assert self.bot.user is not None
        return self.bot.user.id

    async def slash(self, name: str, /, **options: object) -> Shown:
        """What a fan is shown after a command."""
        return await self.slash_as(self.fan, name, **options)

    async def slash_as(self, member: simcord.MemberActor, name: str, /, **options: object) -> Shown:
        """What a member is shown after a command."""
        return shown_by(await member.slash(self.channel, name, **options))

    async def ask(self, question: str, *, by: simcord.MemberActor | None = None) -> discord.Message:
        """The bot's reply to a mention; there has to be one."""
        asked = await (by or self.fan).send(self.channel, f"<@{self.bot_id}> {question}")
        answer = self.channel.last_message
        assert answer is not None
        assert answer.reference is not None
        assert answer.reference.message_id == asked.id
        # Cooldowns are another test's.
        await self.env.advance_time(20)
        return answer

    async def press(
        self, message: Shown, label: str, *, by: simcord.MemberActor | None = None
    ) -> simcord.InteractionResult:
        """Press a button."""
        return await (by or self.fan).click(message, label=label)

    def now(self, message: Shown) -> Shown:
        """The message as it is now: a page may have been turned."""
        for other in self.channel.history(viewer=self.fan):
            if other.id == message.id:
                return other
        raise AssertionError("the message is gone")

    def is_there(self, message: Shown) -> bool:
        """Whether the message has not been removed."""
        return any(other.id == message.id for other in self.channel.history())

    async def read_all(self, message: Shown) -> str:
        """The text of all pages of an answer, and of its earlier reports."""
        texts = [text_of(message)]
        if "Earlier reports" in labels_of(message):
            texts.append(text_of(shown_by(await self.press(message, "Earlier reports"))))
        while "More" in enabled_labels_of(message):
            await self.press(message, "More")
            message = self.now(message)
            texts.append(text_of(message))
        return "\n".join(texts)


def make_stage(env: simcord.Env, guild_id: int) -> Stage:
    """Furnish the home server."""
    guild = env.create_guild("Home", id=guild_id)
    role = guild.create_role(
        "Moderators", permissions=discord.Permissions(manage_guild=True, manage_messages=True)
    )
    return Stage(
        env,
        guild,
        guild.create_text_channel("general"),
        guild.add_member(env.create_user("theo")),
        guild.add_member(env.create_user("ana")),
        guild.add_member(env.create_user("mina"), roles=[role]),
    )


def shown_by(result: simcord.InteractionResult) -> Shown:
    """The one message that an interaction was answered with."""
    shown = [message for message in (result.response, *result.followups) if message is not None]
    assert len(shown) == 1, f"{len(shown)} messages instead of one"
    return shown[0]


def components_of(message: Shown) -> Iterator[dict[str, Any]]:
    """Every component of a message, including nested ones."""
    if isinstance(message, simcord.ResponseMessage):
        return walk_components(message.components)
    return walk_components([component.to_dict() for component in message.components])


def raw_text_of(message: Shown) -> str:
    """A message's text as it was sent, markdown and all."""
    texts = [part["content"] for part in components_of(message) if part["type"] == TEXT]
    return "\n".join([message.content, *texts]).strip()


def text_of(message: Shown) -> str:
    """A message's text without the backslashes that keep it from being markdown."""
    return unescape(raw_text_of(message))


def unescape(text: str) -> str:
    """What Discord shows of escaped text: a backslash before punctuation vanishes."""
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", text)


def buttons_of(message: Shown) -> list[dict[str, Any]]:
    """The buttons of a message, from left to right."""
    return [part for part in components_of(message) if part["type"] == BUTTON]


def labels_of(message: Shown) -> list[str]:
    """The labels of a message's buttons."""
    return [button["label"] for button in buttons_of(message)]


def enabled_labels_of(message: Shown) -> list[str]:
    """The labels of the buttons that can be pressed."""
    return [button["label"] for button in buttons_of(message) if not button.get("disabled")]


def id_of(message: Shown, label: str) -> str:
    """The custom_id of a button."""
    (button,) = [button for button in buttons_of(message) if button["label"] == label]
    return str(button["custom_id"])


def private(message: Shown) -> bool:
    """Whether only one person sees the message."""
    return message.flags.ephemeral
