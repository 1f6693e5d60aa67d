"""The state of the store, for moderators: counts, the newest article, the database's health.

Owns this layout.
"""

from __future__ import annotations

from bot.display.components import Layout, make_layout
from bot.display.escape import escape
from bot.display.text_blocks import count_of
from bot.store import StoreStatus


def make_status_layout(status: StoreStatus, version: str) -> Layout:
    """Counts, newest article, version and the database's health."""
    newest = (
        f"{escape(status.newest_article)} ({status.newest_published_on})" if status.newest_article else "none"
    )
    lines = [
        "### Facts",
        (
            f"{count_of(status.facts, 'fact')} from {count_of(status.articles, 'article')}; "
            f"{count_of(status.works, 'show')}, {status.people:,} people"
        ),
        f"Newest article: {newest}",
        (
            f"Database: {'healthy' if status.healthy else '**damaged**: restore a backup'}, "
            f"{_word_size(status.size_bytes)}, schema {status.schema_version}"
        ),
        f"-# Fan Facts {version}",
    ]
    return make_layout(["\n".join(lines)])


def _word_size(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB" if size >= 2**20 else f"{size / 2**10:,.0f} KiB"
