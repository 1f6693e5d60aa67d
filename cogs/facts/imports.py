"""``/facts import``: whole shows from a service or a file, looked at before they are applied."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import FactBot
from bot.display.moderators.import_shows import check_upload, keep_upload, show_import
from bot.display.refusal import Refused

ONE_OF_THEM = "Give either a source, or a file; a mapping goes with a file."


class ImportCommands(commands.Cog):
    """The commands, for the ``/facts`` group."""

    @app_commands.command(
        name="import",
        description="Bring in whole shows from TVmaze, AniList, TMDB, Wikidata or a file: first shows what would change",
    )
    @app_commands.describe(
        source="The address of its page there, or an id, such as tvmaze:82",
        file="A saved document of one of them, such as show.json, or a table (.csv, .json) with its mapping",
        mapping="What stands in which column of the table, such as table.toml",
    )
    async def bring_in(
        self,
        interaction: discord.Interaction[FactBot],
        source: app_commands.Range[str, 1, 300] | None = None,
        file: discord.Attachment | None = None,
        mapping: discord.Attachment | None = None,
    ) -> None:
        if (source is None) == (file is None) or (mapping is not None and file is None):
            raise Refused(ONE_OF_THEM)
        if file is not None:
            check_upload(file, mapping)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if file is not None:
            source = await keep_upload(interaction.client, file, mapping)
        layout = await show_import(interaction.client, source or "")
        await interaction.followup.send(view=layout, ephemeral=True)
