"""``/help``: what fans can ask, with examples from the facts that are loaded, and the commands."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.client import FactBot
from bot.display.escape import escape_clipped
from bot.display.reply import reply
from bot.display.visibility import choose_private

ASK = "## Ask me about a show\nMention me with a question, in your own words:"
EXAMPLE = "> {mention} {question}"
SOURCED = "Every answer says who reported it and when. What nobody has reported, I do not know."
COMMANDS = (
    "### Commands\n"
    "- `/release` when a season comes out · `/timeline` how that date has changed\n"
    "- `/cast` who is in it · `/who` a person or a character · `/quotes` what people said\n"
    "- `/show` all about a show · `/ask` any question\n"
    "- `/schedule` what comes out this week of what is followed here\n"
    "- `/follow` a direct message when a show has news · `/following` what you follow · `/unfollow` the end of it\n"
    "- `/privacy` what I keep about you, and how to delete it"
)
BUTTONS = (
    "### And with a click\n"
    "- **Ask more** asks on about the same, **Sources** shows the articles behind it\n"
    "- **Not right?** tells the moderators what is wrong\n"
    "- **Tell me when you know** sends you an answer that I do not have yet\n"
    "- Right-click a message → Apps → **Ask about this message**: what I know of it, and what of it is wrong"
)
SUBTLE = (
    "-# Most commands have a `private` option: the answer is then shown to you alone. What you follow, and "
    "`/privacy`, nobody else ever sees."
)
FOR_MANAGERS = (
    "### For moderators\n"
    "- `/settings` where I announce news and where I answer, privately or not, and spoilers"
)
FOR_MODERATORS = (
    "- `/facts unanswered` what I could not answer · `/facts complaints` what they say is not right\n"
    "- `/facts add` reads an article · `/facts reload` reads the files\n"
    "- `/facts stale` what may be out of date · `/facts history` every change, and undo"
)


class HelpLayout(ui.LayoutView):
    """The whole help. There is nothing to click, so nothing to keep alive."""

    def __init__(
        self, mention: str, examples: Sequence[str] = (), *, manages: bool = False, moderates: bool = False
    ) -> None:
        super().__init__(timeout=None)
        asked = (EXAMPLE.format(mention=mention, question=escape_clipped(each, 200)) for each in examples)
        texts = [COMMANDS, BUTTONS]
        if manages:
            texts.append("\n".join([FOR_MANAGERS, *([FOR_MODERATORS] if moderates else [])]))
        self.add_item(
            ui.Container(
                ui.TextDisplay("\n".join([ASK, *asked])),
                ui.TextDisplay(SOURCED),
                ui.Separator(),
                *(ui.TextDisplay(text) for text in (*texts, SUBTLE)),
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
        # A command installed by a user also works in servers that the bot is not in: nothing is set there.
        guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
        permissions = interaction.permissions
        layout = HelpLayout(
            mention,
            await interaction.client.answers.find_examples(),
            manages=guild is not None and (permissions.manage_guild or permissions.administrator),
            moderates=interaction.client.may_moderate(interaction),
        )
        await reply(interaction, layout, private=alone)


async def setup(bot: FactBot) -> None:
    await bot.add_cog(Help())
