"""A Discord over loopback sockets, and the bot connected to it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.wire.in_process import Line, connected
from tests.wire.server import WireDiscord


@pytest.fixture
async def discord_server() -> AsyncIterator[WireDiscord]:
    """A Discord of the test's own."""
    async with WireDiscord.serve() as discord:
        yield discord


@pytest.fixture
def facts(shipped_database: Path, tmp_path: Path) -> Path:
    """A database of the test's own, with the facts that ship."""
    return shutil.copyfile(shipped_database, tmp_path / "facts.db")


@pytest.fixture
async def line(discord_server: WireDiscord, facts: Path) -> AsyncIterator[Line]:
    """The bot, connected."""
    async with connected(discord_server, facts) as line:
        yield line
