"""What every test may rely on: settings of its own, and no time limit on single examples of a property."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from bot.settings import Settings

HOME_GUILD = 1_400_000_000_000_000_000

# A busy machine may slow down one example without anything being wrong.
hypothesis.settings.register_profile("fan-facts", deadline=None)
hypothesis.settings.load_profile("fan-facts")


@pytest.fixture
def home_settings(tmp_path: Path) -> Settings:
    """Settings with one home guild and a database file of the test's own."""
    return Settings(home_guild_ids=(HOME_GUILD,), database_path=tmp_path / "facts.db")
