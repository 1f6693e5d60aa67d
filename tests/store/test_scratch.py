"""Temporary copies: gone when they are done with, also those of a process that was killed."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from bot.store.scratch import remove_left_folders, scratch_folder

ROOT = Path(__file__).parents[2]
KEEP_ONE = """
import sys
from bot.store.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "copy.db").write_text("large")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def test_what_a_killed_process_left_is_removed_and_what_another_uses_is_not(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", KEEP_ONE],
            cwd=ROOT,
            env={"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    folders = []
    for process in processes:
        assert process.stdout is not None
        folders.append(Path(process.stdout.readline().strip()))
    running, killed = processes
    killed.kill()
    killed.communicate()
    try:
        assert [folder.exists() for folder in folders] == [True, True]
        remove_left_folders()
        assert [folder.exists() for folder in folders] == [True, False]
        with scratch_folder() as own:
            remove_left_folders()
            assert own.exists()
        assert not own.exists()
    finally:
        running.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_folders_of_others_are_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "fan-facts-notes"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    remove_left_folders()
    assert (other / "mine.txt").exists()
