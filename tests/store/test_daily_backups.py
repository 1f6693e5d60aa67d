"""Backups made each night: one a day, the last seven, and nothing of anybody else's is touched."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.store import DamagedError, FactStore

pytestmark = pytest.mark.of_sqlite

FIRST = date(2024, 2, 25)


async def test_there_is_one_a_day_and_the_last_seven_are_kept(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = [
        folder / name for name in ("other-2020-01-01.db", "facts-by-hand.db", "facts-2020-01-01.db.txt")
    ]
    for other in others:
        other.write_text("mine")
    (folder / "facts-2024-02-24.db.part").write_text("of a bot that was killed")
    async with FactStore.open(database) as store:
        for day in range(10):
            today = FIRST + timedelta(days=day)
            made = await store.back_up_daily(folder, today)
            assert made == folder / f"facts-{today}.db"
            assert await store.back_up_daily(folder, today) is None, "once a day"
    made_by_day = {folder / f"facts-{FIRST + timedelta(days=day)}.db" for day in range(3, 10)}
    assert set(folder.iterdir()) == {*made_by_day, *others}


async def test_a_damaged_database_pushes_out_no_sound_backup(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    async with FactStore.open(database) as store:
        for day in range(7):
            await store.back_up_daily(folder, FIRST + timedelta(days=day))
        kept = set(folder.iterdir())
        with database.open("r+b") as file:
            file.seek(4096 * 5)
            file.write(b"\xff" * 4096 * 3)
        with pytest.raises(DamagedError, match="is damaged, so it was not copied"):
            await store.back_up_daily(folder, FIRST + timedelta(days=7))
    assert set(folder.iterdir()) == kept
