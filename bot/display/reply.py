"""Replying to a command, whether or not it has been acknowledged while it waited for its turn."""

from __future__ import annotations

from typing import Any  # discord.Interaction is generic in its client

import discord
from discord import ui


async def reply(interaction: discord.Interaction[Any], layout: ui.LayoutView, *, private: bool) -> None:
    """Show the layout; whatever was acknowledged before is seen by the asker alone."""
    if interaction.response.is_done():
        # In the place of "is thinking": what Discord gets twice changes the same message, and no second one appears.
        await interaction.edit_original_response(view=layout)
    else:
        await interaction.response.send_message(view=layout, ephemeral=private)


async def acknowledge(interaction: discord.Interaction[Any], *, private: bool) -> None:
    """Tell Discord that a reply will come, unless it knows."""
    if not interaction.response.is_done():
        await interaction.response.defer(ephemeral=private, thinking=True)
