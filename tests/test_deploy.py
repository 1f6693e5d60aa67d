"""What operators copy names only files and settings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import SETTING_NAMES

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"


def test_the_image_holds_what_the_bot_is_made_of() -> None:
    copied = re.findall(r"^COPY (\S+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert set(copied) == {"requirements.txt", "bot", "cogs", "data"}
    assert all((ROOT / name).exists() and f"!{name}" in ignored for name in copied)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("fan-facts.service", r"\b([A-Z_]{6,})="),
        ("Dockerfile", r"\b([A-Z_]{6,})="),
        ("compose.yaml", r"^ +([A-Z_]{6,}):"),
    ],
)
def test_what_is_set_for_the_bot_is_a_setting(name: str, variable: str) -> None:
    found = set(re.findall(variable, (DEPLOY / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert "DATABASE_PATH" in found
    assert found <= {*SETTING_NAMES, "MPLCONFIGDIR"}


def test_everything_runs_the_bot_without_a_shell_in_between() -> None:
    """A shell would get the SIGTERM that is meant for the bot."""
    assert 'CMD ["python", "-m", "bot"]' in (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    unit = (DEPLOY / "fan-facts.service").read_text(encoding="utf-8")
    assert re.search(r"^ExecStart=/\S+/\.venv/bin/python -m bot$", unit, re.MULTILINE)
