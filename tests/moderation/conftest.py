"""A store with a few facts in it, for use cases to work on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store import FactStore


@pytest_asyncio.fixture
async def store(tmp_path: Path) -> AsyncIterator[FactStore]:
    """An empty store."""
    async with FactStore.open(tmp_path / "facts.db") as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a facts file: its name, its day, and each fact as "work|relation|value"; the folder."""
    folder = tmp_path / "facts"
    folder.mkdir()

    def write_file(slug: str, day: str, *facts: str) -> Path:
        lines = [f"[article]\npublished_on = {day}"]
        for fact in facts:
            work, relation, value = fact.split("|")
            lines.append(f'[[fact]]\nwork = "{work}"\nrelation = "{relation}"\nvalue = "{value}"')
        (folder / f"{slug}.toml").write_text("\n".join(lines), encoding="utf-8")
        return folder

    return write_file
