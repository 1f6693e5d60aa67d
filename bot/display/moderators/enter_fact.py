"""A fact that a moderator enters by hand, without an article: its form, and the button that opens it again.

Owns opening it. What it asks, and what becomes of it, is for fact_form.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Self  # Any: discord.py's Interaction and Item are generic in their client

import discord
from discord import ui

from bot.display.client_protocol import BotClient
from bot.display.components import StatefulButton
from bot.display.moderators.fact_form import FactForm


async def _opened(client: BotClient, by: int, review: int) -> str:
    return "Look at it once more, add details if there are any, and approve it."


def make_enter_form(client: BotClient, fact: Mapping[str, object]) -> FactForm:
    """The form. ``fact``: what is known beforehand."""
    return FactForm("Enter a fact", "a fact entered by hand", fact, {}, _opened, today=client.today())


class EnterAgainButton(StatefulButton, template=r"fact:enter"):
    """Opens the form again with what could not be taken."""

    def __init__(self) -> None:
        super().__init__(ui.Button(label="Enter a fact", custom_id="fact:enter"))

    @classmethod
    def read(cls, match: re.Match[str], label: str) -> Self:
        return cls()

    async def press(self, interaction: discord.Interaction[Any], client: BotClient) -> None:
        await make_enter_form(client, {}).open(interaction, client, self)
