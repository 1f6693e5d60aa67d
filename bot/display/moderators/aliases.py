"""The names that were added in Discord, for moderators.

Owns this list.
"""

from __future__ import annotations

from bot.answers.report_words import describe_kind
from bot.display.client_protocol import BotClient
from bot.display.components import Layout, make_layout
from bot.display.escape import escape_clipped
from bot.display.text_blocks import count_of

_MOST_SHOWN = 25


async def show_aliases(client: BotClient, notice: str = "") -> Layout:
    """Every spelling that was added in Discord, or the newest if there are many."""
    names = await client.store.aliases.list_all()
    lines = [
        f"- {escape_clipped(', '.join(name.also), 80)}: {escape_clipped(name.name, 40)} ({describe_kind(name.kind)})"
        for name in names
    ]
    blocks = [notice] if notice else []
    if not names:
        blocks.append("No other name was added in Discord.")
        return make_layout(blocks)
    blocks.append(f"### {count_of(sum(len(name.also) for name in names), 'name')} added in Discord")
    shown = lines[-_MOST_SHOWN:]
    blocks.append("\n".join(shown))
    if len(lines) > len(shown):
        blocks.append(f"-# and {len(lines) - len(shown)} added before")
    return make_layout(blocks)
