"""The two text fields for typing a fact, for every form that takes one.

Owns their labels and lengths. Refuses to read what was typed: that is for bot/moderation.
"""

from __future__ import annotations

from typing import Any  # discord.ui's items are generic in their view

import discord

from bot.display.components import Form, TextField

FIELD_LENGTH = 4000
"""Characters that a field of a form takes: https://discord.com/developers/docs/components/reference#text-input"""


def ask_for_fact(form: Form, value: str, fields: str, *, keys: str) -> tuple[TextField, TextField]:
    """Add the fields for a fact to a form: its value, and all else. ``keys``: those to name as examples."""
    long: dict[str, Any] = {
        "required": True,
        "style": discord.TextStyle.paragraph,
        "max_length": FIELD_LENGTH,
    }
    return (
        form.ask(
            "Value",
            "Dates as 2024, 2024-06, 2024-06-30, 2024-40 (first half), 2025-33 (first quarter)",
            default=value,
            custom_id="value",
            **long,
        ),
        form.ask(
            "The other fields, one a line", keys, default=fields[:FIELD_LENGTH], custom_id="fields", **long
        ),
    )
