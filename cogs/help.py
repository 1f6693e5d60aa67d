"""``/help``: what fans can ask, and the commands. Knows no facts and reads nothing."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import FactBot
from bot.display.server import choose_private

ASK = (
    "## Ask me about a show\n"
    "Mention me with a question, in your own words:\n"
    "> {mention} when is season 2 of All of Us Are Dead out?\n"
    "> {mention} who plays Nam Onjo?\n"
    "> {mention} what did the director say about the zombies?\n"
    "Every answer says who reported it and when. What nobody has reported, I do not know."
)
COMMANDS = (
    "### Commands\n"
    "`/release` when a season comes out · `/cast` who is in it · `/who` a person or a character\n"
    "`/quotes` what people said · `/show` all about a show · `/ask` any question\n"
    "`/follow` be told when there is news of a show · `/following` what you follow · `/unfollow` no more of it\n"
    "`/timeline` how the reports of a release have changed · `/privacy` what I keep of you\n"
    "Right-click a message → Apps → **Ask about this message** what I know of what it says"
)
SUBTLE = "-# Every command has a `private` option: the answer is then shown to you alone."


class HelpLayout(ui.LayoutView):
    """The whole help. Holds nothing to click, so it has nothing to keep alive."""

    def __init__(self, mention: str) -> None:
        super().__init__(timeout=None)
        self.add_item(
            ui.Container(
                ui.TextDisplay(ASK.format(mention=mention)),
                ui.Separator(),
                ui.TextDisplay(COMMANDS),
                ui.TextDisplay(SUBTLE),
            )
        )


class Help(commands.Cog):
    """The ``/help`` command."""

    @app_commands.command(description="What you can ask, and how")
    @app_commands.describe(private="Show the help to you alone (by default, what the server chose)")
    async def help(self, interaction: discord.Interaction[FactBot], private: bool | None = None) -> None:
        user = interaction.client.user
        mention = user.mention if user else "@FanFacts"
        alone = await choose_private(interaction, private)
        await interaction.response.send_message(view=HelpLayout(mention), ephemeral=alone)


async def setup(bot: FactBot) -> None:
    await bot.add_cog(Help())
