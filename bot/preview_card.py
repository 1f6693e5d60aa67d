"""The preview's welcome card: four things to try, and the way in to what its page has no place for.

Owns the card and its buttons, which call what a command, or an entry of a message's menu, calls on Discord. Refuses to
word or to do any of it anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self, cast  # Any: discord.py's Interaction and Item are generic in their client

import discord
import simcord
from discord import app_commands, ui
from discord.ext import commands
from simcord.backend.serializers import message_payload

from bot.client import FactBot
from bot.display.client_protocol import BotClient
from bot.display.components import Layout, StatefulButton, StatefulSelect, add_rows, make_layout, make_notice
from bot.display.escape import BUTTON_LIMIT, CHOICE_LIMIT, escape_clipped, plain_label
from bot.display.fans.following import make_which_layout, start_following
from bot.display.fans.send_answer import reply_to_command
from bot.display.fans.timeline import reply_with_timeline
from bot.facts.report import Entity
from bot.store import About

TITLE = "All of Us Are Dead"
WELCOME = (
    "## Welcome\n"
    "This is a simulated Discord with the real bot in it. Type `@FanFacts` and a question below, or `/` for its "
    "commands. At the top of the page you choose whom you view as: moderators' commands (`/facts`, `/settings`) are "
    "there for Mina."
)
TRY = "### Four things to try"
NO_PLACE = (
    "### What this page has no place for\n"
    "Discord's menu on a message (right-click → Apps), and direct messages: follow a show, view as Mina, read facts "
    "from her message, approve one; ten seconds later there is a direct message about it."
)
AGAIN = "-# `/preview` shows this card again."
WHICH_MESSAGE = "Right-click → Apps: on which message?"
NO_MESSAGES = "There is no message here that somebody wrote."
MESSAGE_GONE = "That message is gone."
NO_LETTERS = (
    "I have not written to you yet. I do when a show that you follow has news, when I find an answer that you wait "
    "for, and when moderators decide on what you said is not right."
)
LETTERS = "What I wrote to you alone, the newest last:"
_MOST_MESSAGES = 25
_MOST_LETTERS = 4
_QUOTED = 500


class QuestionButton(StatefulButton, template=r"preview:ask:(?P<question>.{1,80})"):
    """Asks a question, as /ask does."""

    for_all = True

    def __init__(self, question: str, label: str = "") -> None:
        super().__init__(
            ui.Button(
                label=plain_label(label or question, BUTTON_LIMIT),
                style=discord.ButtonStyle.primary,
                custom_id=f"preview:ask:{question}",
            )
        )
        self._question = question

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(match["question"], label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        answer = await client.answers.ask(self._question)
        await reply_to_command(interaction, answer, private=None)


class TimelinePreviewButton(StatefulButton, template=r"preview:timeline"):
    """Draws how a release date has changed, as /timeline does."""

    for_all = True

    def __init__(self, label: str = "How that date has changed") -> None:
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="preview:timeline")
        )

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await reply_with_timeline(interaction, await client.answers.find_timeline(TITLE), private=None)


class FollowShowButton(StatefulButton, template=r"preview:follow"):
    """Follows the show that the preview is about, as /follow does."""

    for_all = True

    def __init__(self, label: str = f"Follow {TITLE}") -> None:
        super().__init__(
            ui.Button(label=label, style=discord.ButtonStyle.primary, custom_id="preview:follow")
        )

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        work = await client.answers.find_work(TITLE)
        if isinstance(work, Entity):
            layout = await start_following(interaction, client, work, About.ANYTHING, digest=False)
        else:
            layout = make_which_layout(TITLE, work, About.ANYTHING, digest=False)
        await interaction.edit_original_response(view=layout)


class MessageMenuButton(StatefulButton, template=r"preview:menu"):
    """Stands for a right-click: lists the messages of the channel."""

    for_all = True

    def __init__(self, label: str = "Right-click a message") -> None:
        super().__init__(ui.Button(label=label, custom_id="preview:menu"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        messages = reversed(_list_messages(interaction))
        written = [message for message in messages if not message.author.bot and message.content]
        if not written:
            await interaction.response.send_message(view=make_notice(NO_MESSAGES), ephemeral=True)
            return
        row: ui.ActionRow[Any] = ui.ActionRow(MessageSelect(written[:_MOST_MESSAGES]))
        layout = Layout()
        layout.add_item(ui.TextDisplay(WHICH_MESSAGE))
        layout.add_item(row)
        await interaction.response.send_message(view=layout, ephemeral=True)


class MessageSelect(StatefulSelect, template=r"preview:message"):
    """Chooses the message that was right-clicked; shows the entries of its menu."""

    for_all = True

    def __init__(self, messages: Sequence[discord.Message] = ()) -> None:
        options = [
            discord.SelectOption(
                label=plain_label(f"{message.author.display_name}: {message.content}", CHOICE_LIMIT),
                value=str(message.id),
            )
            for message in messages
        ]
        super().__init__(
            ui.Select(custom_id="preview:message", placeholder="A message of this channel", options=options)
        )

    @classmethod
    def read(cls, match: re.Match[str]) -> Self:
        return cls()

    async def choose(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        message = _find_message(interaction, str(self.item.values[0]))
        if message is None:
            await interaction.response.edit_message(view=make_notice(MESSAGE_GONE))
            return
        quoted = "\n".join(f"> {line}" for line in escape_clipped(message.content, _QUOTED).splitlines())
        buttons = [MenuEntryButton(message.id, menu.name) for menu in _find_menus(interaction)]
        heading = (
            f"Right-click → Apps, on what {escape_clipped(message.author.display_name, 50)} wrote:\n{quoted}"
        )
        await interaction.response.edit_message(view=make_layout([heading], [buttons]))


class MenuEntryButton(StatefulButton, template=r"preview:menu:(?P<message>\d{1,20}):(?P<name>.{1,32})"):
    """Runs an entry of a message's menu."""

    for_all = True

    def __init__(self, message: int, name: str) -> None:
        super().__init__(ui.Button(label=name, custom_id=f"preview:menu:{message}:{name}"))
        self._message = message
        self._name = name

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(int(match["message"]), match["name"])

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        message = _find_message(interaction, str(self._message))
        menu = next((menu for menu in _find_menus(interaction) if menu.name == self._name), None)
        if message is None or menu is None:
            await interaction.response.send_message(view=make_notice(MESSAGE_GONE), ephemeral=True)
            return
        await menu.callback(interaction, message)  # type: ignore[arg-type]  # it takes a user or a message


class LettersButton(StatefulButton, template=r"preview:letters"):
    """Shows whoever presses it their direct messages, with the buttons in them."""

    for_all = True

    def __init__(self, label: str = "My direct messages") -> None:
        super().__init__(ui.Button(label=label, custom_id="preview:letters"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls(label)

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        channel = await interaction.user.create_dm()
        letters = [message async for message in channel.history(limit=_MOST_LETTERS)]
        await interaction.edit_original_response(view=make_notice(LETTERS if letters else NO_LETTERS))
        for letter in reversed(letters):
            await interaction.followup.send(view=_copy(letter), ephemeral=True)


PREVIEW_BUTTONS = (
    QuestionButton,
    TimelinePreviewButton,
    FollowShowButton,
    MessageMenuButton,
    MessageSelect,
    MenuEntryButton,
    LettersButton,
)


class PreviewCard(commands.Cog):
    """The ``/preview`` command, and what the card's buttons know of the simulated Discord."""

    def __init__(self) -> None:
        self.env: simcord.Env | None = None

    @app_commands.command(name="preview", description="What there is to try here")
    async def show(self, interaction: discord.Interaction[FactBot]) -> None:
        await interaction.response.send_message(view=make_welcome_layout(), ephemeral=True)


async def add_preview_card(bot: FactBot) -> PreviewCard:
    """Give a bot that has not started the card's command, and what its buttons do; they want the ``env``."""
    card = PreviewCard()
    bot.add_dynamic_items(*PREVIEW_BUTTONS)
    await bot.add_home_cog(card)
    return card


def make_welcome_layout() -> Layout:
    """The card."""
    container: ui.Container[Any] = ui.Container(accent_colour=discord.Colour.blurple())
    container.add_item(ui.TextDisplay(WELCOME))
    container.add_item(ui.TextDisplay(TRY))
    add_rows(
        container,
        [
            QuestionButton(f"when is season 2 of {TITLE} out?", "When is season 2 out?"),
            TimelinePreviewButton(),
            QuestionButton("what did the director say about season 2?", "What did the director say?"),
            FollowShowButton(),
        ],
    )
    container.add_item(ui.Separator())
    container.add_item(ui.TextDisplay(NO_PLACE))
    add_rows(container, [MessageMenuButton(), LettersButton()])
    container.add_item(ui.TextDisplay(AGAIN))
    layout = Layout()
    layout.add_item(container)
    return layout


def _find_message(interaction: discord.Interaction[Any], typed: str) -> discord.Message | None:
    return next((each for each in _list_messages(interaction) if str(each.id) == typed), None)


def _list_messages(interaction: discord.Interaction[Any]) -> list[discord.Message]:
    """The channel's messages with their text, which the bot may not read, but which a menu's command brings along."""
    client, channel = cast(FactBot, interaction.client), interaction.channel
    card = client.get_cog(PreviewCard.__name__)
    assert isinstance(card, PreviewCard)
    assert card.env is not None
    assert isinstance(channel, discord.TextChannel)
    backend = card.env.backend
    stored = backend.messages.get(channel.id, {}).values()
    return [
        discord.Message(
            state=client._connection,  # noqa: SLF001 - as discord.py makes those that a command brings
            channel=channel,
            data=cast(Any, dict(message_payload(backend, each))),
        )
        for each in sorted(stored, key=lambda each: each.id)
        if not each.is_ephemeral
    ]


def _find_menus(interaction: discord.Interaction[Any]) -> list[app_commands.ContextMenu]:
    """The entries of a message's menu that Discord would show to whoever acts."""
    tree = cast(FactBot, interaction.client).tree
    kind = discord.AppCommandType.message
    menus = [*tree.get_commands(type=kind), *tree.get_commands(guild=interaction.guild, type=kind)]
    return [
        menu
        for menu in menus
        if menu.default_permissions is None or menu.default_permissions <= interaction.permissions
    ]


def _copy(message: discord.Message) -> ui.LayoutView:
    copy = ui.LayoutView.from_message(message, timeout=None)
    # Its buttons keep their state in their ids: what they do is known by those.
    copy.stop()
    return copy
