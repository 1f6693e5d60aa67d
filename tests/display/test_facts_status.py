"""What moderators are shown of the processes that share the bot's shards."""

from __future__ import annotations

from discord import ui

from bot.display.moderators.facts_status import make_status_layout
from bot.store import Process, StoreStatus

STATUS = StoreStatus(1, 2, 3, 4, None, None, 1, 4096, healthy=True)


def read(processes: list[Process], total: int) -> str:
    layout = make_status_layout(STATUS, "1.0", processes, total)
    assert layout.content_length() <= 4000
    return "\n".join(part.content for part in layout.walk_children() if isinstance(part, ui.TextDisplay))


def test_one_process_with_a_file_has_nothing_to_tell_of_processes() -> None:
    assert "process" not in read([], 0)


def test_each_process_is_told_with_its_shards_in_ranges_and_what_nobody_serves() -> None:
    text = read(
        [
            Process("web_1:7", (0, 1, 2, 5), 43, leads=True, is_this=True),
            Process("web-2:8", (6,), 1200, leads=False, is_this=False),
            Process("web-3:9", (), None, leads=False, is_this=False),
        ],
        8,
    )
    assert "8 shards in 3 processes" in text
    assert "web\\_1:7 (this one): shards 0–2, 5, 43 ms, does the daily work" in text
    assert "web-2:8: shard 6, 1,200 ms" in text
    assert "web-3:9: no shard" in text
    assert "Served by nobody at the moment: shards 3–4, 7" in text


def test_hundreds_of_processes_and_thousands_of_shards_stay_within_a_message() -> None:
    many = [
        Process(f"{'h' * 30}:{number}", tuple(range(number, 9999, 300)), 10**6, leads=True, is_this=True)
        for number in range(300)
    ]
    assert "and 275 more" in read(many, 10_000)
    assert "Served by nobody" in read(many[:1], 10_000)
