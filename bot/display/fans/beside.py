"""What stands beside an answer: a poster, and where else to look.

Owns when either does: a poster unless the operator or the server has switched them off, or a spoiler hides it; a link to
the server's wiki under what the bot does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast  # Any: discord.Interaction is generic in its client
from urllib.parse import urlsplit

import discord
from discord import ui

from bot.answers import Answer, Veil, show_answer
from bot.answers.posters import find_poster
from bot.answers.report_words import name_subject
from bot.display.client_protocol import BotClient
from bot.display.escape import BUTTON_LIMIT, plain_label
from bot.facts.report import Spoilers
from bot.moderation.wiki import find_looked_up, make_wiki_link
from bot.store import GuildSettings

_DESCRIPTION_LIMIT = 256
_LONGEST_LINK = 512
"""Characters of a button's address: https://discord.com/developers/docs/components/reference#button"""


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside an answer, if anything."""

    poster: str | None = None
    described: str = ""
    """What is to be read instead of the poster: whose it is, and whom it is from."""
    spoiler: bool = False
    wiki: str | None = None
    """Where to look it up."""

    def make_thumbnail(self) -> ui.Thumbnail[Any] | None:
        """The poster."""
        if self.poster is None:
            return None
        described = plain_label(self.described, _DESCRIPTION_LIMIT)
        return ui.Thumbnail(self.poster, description=described, spoiler=self.spoiler)

    def make_link(self) -> ui.Button[Any] | None:
        """A button that opens the wiki, and says where it leads."""
        if self.wiki is None or len(self.wiki) > _LONGEST_LINK:
            return None
        return ui.Button(
            label=plain_label(f"Look on {urlsplit(self.wiki).hostname}", BUTTON_LIMIT), url=self.wiki
        )


NOTHING_BESIDE = Beside()


async def find_beside(client: BotClient, guild: discord.Guild | None, answer: Answer, veil: Veil) -> Beside:
    """What stands beside an answer in a server, or in a direct message."""
    settings = GuildSettings() if guild is None else await client.store.guilds.find(guild.id)
    shown = show_answer(answer, veil).answer
    if shown is None:
        return NOTHING_BESIDE
    looked_up = find_looked_up(shown) if settings.wiki is not None else None
    if looked_up is not None and settings.wiki is not None:
        return Beside(wiki=make_wiki_link(settings.wiki, looked_up))
    if not (client.shows_pictures and settings.pictures):
        return NOTHING_BESIDE
    poster = await find_poster(client.store, shown, client.today())
    if poster is None or (poster.spoiler and veil.mode is Spoilers.HIDDEN):
        return NOTHING_BESIDE
    described = f"Poster of {name_subject(poster.subject, poster.scope)}"
    described += f", from {poster.publisher}" if poster.publisher else ""
    return Beside(poster.value, described, poster.spoiler and veil.mode is not Spoilers.OPEN)


async def find_beside_for(interaction: discord.Interaction[Any], answer: Answer, veil: Veil) -> Beside:
    """What stands beside the answer to a command or a button."""
    # A command installed by a user also works in servers that the bot is not in: those have chosen nothing.
    guild = interaction.client.get_guild(interaction.guild_id) if interaction.guild_id else None
    return await find_beside(cast(BotClient, interaction.client), guild, answer, veil)
