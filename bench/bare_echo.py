"""A bot with nothing in it but discord.py: replies to mentions and to /ask with layouts it was given.

What bench_sockets.py measures the bot against. ECHO_LAYOUTS is a JSON file with the components to send for each
question; the layout is built anew for each reply, as any bot does.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any  # components are JSON

import discord
from discord import app_commands, ui

from tests.wire.pointing import pointed_at


class Echo(discord.AutoShardedClient):
    """The client, with the intents and caches of the bot."""

    def __init__(self, layouts: dict[str, list[dict[str, Any]]]) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True),
            member_cache_flags=discord.MemberCacheFlags.none(),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._layouts = layouts
        self.tree = app_commands.CommandTree(self)

        @self.tree.command(description="Ask")
        async def ask(interaction: discord.Interaction, question: str) -> None:
            await interaction.response.send_message(view=self.make_layout(question))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        if self.user in message.mentions:
            await message.reply(view=self.make_layout(message.content), mention_author=False)

    def make_layout(self, question: str) -> ui.LayoutView:
        """The layout for a question, which may begin with a mention."""
        layout = ui.LayoutView(timeout=None)
        for part in self._layouts[question.partition("> ")[2] or question]:
            layout.add_item(make_item(part))
        # Its buttons lead nowhere: discord.py need not remember it.
        layout.stop()
        return layout


def make_item(part: dict[str, Any]) -> ui.Item[Any]:
    """A component as discord.py has them."""
    match part["type"]:
        case 17:
            return ui.Container(*map(make_item, part["components"]), accent_colour=part.get("accent_color"))
        case 1:
            return ui.ActionRow(*map(make_item, part["components"]))
        case 2:
            style = discord.ButtonStyle(part["style"])
            return ui.Button(label=part["label"], style=style, custom_id=part["custom_id"])
        case 10:
            return ui.TextDisplay(part["content"])
        case 14:
            return ui.Separator(visible=part["divider"])
    raise ValueError(f"the echo knows no component of type {part['type']}")


def main() -> None:
    """Connect to the Discord at WIRE_URL and stay."""
    layouts = json.loads(Path(os.environ["ECHO_LAYOUTS"]).read_text(encoding="utf-8"))
    with pointed_at(os.environ["WIRE_URL"]):
        Echo(layouts).run(os.environ["DISCORD_TOKEN"], log_handler=None)


if __name__ == "__main__":
    main()
