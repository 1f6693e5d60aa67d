"""The state of the store and of the processes on it, for moderators: counts, the newest article, the database's health,
who serves which shards.

Owns this layout.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.display.components import Layout, make_layout
from bot.display.escape import escape
from bot.display.text_blocks import count_of
from bot.store import Process, StoreStatus

_MOST_SHOWN = 25
"""Processes."""
_MOST_RANGES = 8


def make_status_layout(
    status: StoreStatus, version: str, processes: Sequence[Process] = (), total: int = 0
) -> Layout:
    """Counts, newest article, version and the database's health; and the ``processes`` that share ``total`` shards."""
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
    return make_layout(["\n".join(lines), *_word_processes(processes, total)])


def _word_processes(processes: Sequence[Process], total: int) -> list[str]:
    if not processes:
        return []
    lines = [
        f"### {count_of(total, 'shard')} in {len(processes):,} process{'' if len(processes) == 1 else 'es'}"
    ]
    for each in processes[:_MOST_SHOWN]:
        about = [_word_shards(each.shards)]
        if each.latency_ms is not None:
            about.append(f"{each.latency_ms:,} ms")
        if each.leads:
            about.append("does the daily work")
        lines.append(f"- {escape(each.name)}{' (this one)' if each.is_this else ''}: {', '.join(about)}")
    if len(processes) > _MOST_SHOWN:
        lines.append(f"- and {len(processes) - _MOST_SHOWN} more")
    served = {shard for each in processes for shard in each.shards}
    if free := [shard for shard in range(total) if shard not in served]:
        lines.append(f"**Served by nobody at the moment: {_word_shards(free)}**")
    return ["\n".join(lines)]


def _word_shards(shards: Sequence[int]) -> str:
    """ "no shard", "shard 4", "shards 0–3, 7"; the first few if they are many."""
    ranges: list[list[int]] = []
    for shard in shards:
        if ranges and ranges[-1][1] == shard - 1:
            ranges[-1][1] = shard
        else:
            ranges.append([shard, shard])
    words = [str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_MOST_RANGES]]
    more = ["…"] if len(ranges) > _MOST_RANGES else []
    return f"shard{'' if len(shards) == 1 else 's'} {', '.join(words + more)}" if shards else "no shard"


def _word_size(size: int) -> str:
    return f"{size / 2**20:,.1f} MiB" if size >= 2**20 else f"{size / 2**10:,.0f} KiB"
