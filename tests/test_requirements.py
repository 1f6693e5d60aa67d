"""The lists of requirements: what each is for, and that connecting a bot needs only the first."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parents[1]
RUN, PREVIEW, DEV = "requirements.txt", "requirements-preview.txt", "requirements-dev.txt"
POSTGRES = "requirements-postgres.txt"


def pinned(name: str) -> dict[str, str]:
    """Package → version, for one list."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", [RUN, PREVIEW, POSTGRES, DEV])
def test_a_list_pins_by_hash_and_names_no_place_to_download_from(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert not re.search(r"^-|^\S+ @ ", text, re.MULTILINE), (
        "no option and no address stands in for a version"
    )


def test_each_list_holds_the_one_before_in_the_same_versions() -> None:
    assert pinned(RUN).items() <= pinned(PREVIEW).items() <= pinned(DEV).items()
    assert pinned(RUN).items() <= pinned(POSTGRES).items() <= pinned(DEV).items()


def test_connecting_needs_no_simulated_discord_no_video_library_and_no_browser() -> None:
    assert not pinned(RUN).keys() & {"simcord", "av", "linkify-it-py", "regex", "playwright"}
    assert "simcord" in pinned(PREVIEW)
    assert "asyncpg" in pinned(POSTGRES).keys() - pinned(RUN).keys()


def test_nothing_brings_video_encoders_along() -> None:
    assert "av" not in pinned(DEV)


CONNECT = """
import asyncio, sys
sys.modules["simcord"] = None  # importing it raises, as where it is not installed
import bot.client
from bot.__main__ import main

async def load_everything_and_leave(bot, token):
    async with bot:
        await bot.load_cogs()
        print(len(bot.cogs), "cogs for", token)

bot.client.run = load_everything_and_leave
sys.exit(main([]))
"""


def test_a_bot_with_a_token_runs_without_simcord(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CONNECT],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DISCORD_TOKEN": "secret"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"[1-9]\d* cogs for secret\n", done.stdout)


@pytest.mark.parametrize("command", [["preview"], []])
def test_a_preview_without_simcord_says_which_command_installs_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISCORD_TOKEN", raising=False)
    monkeypatch.setitem(sys.modules, "simcord", None)
    monkeypatch.delitem(sys.modules, "bot.preview", raising=False)
    assert main(command) == 2
    errors = capsys.readouterr().err
    assert "The preview needs simcord, which is not installed" in errors
    assert "make preview" in errors
    assert PREVIEW in errors


def test_another_missing_module_is_not_blamed_on_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "bot.client", None)
    monkeypatch.delitem(sys.modules, "bot.preview", raising=False)
    with pytest.raises(ModuleNotFoundError, match=r"bot\.client"):
        main(["preview"])
