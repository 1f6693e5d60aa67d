"""Only regular files of a bounded size are read, and nothing waits for what never comes."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

import pytest

from bot.facts.regular_files import UnreadableError, read_regular_file


def problem_of(path: Path, most_bytes: int = 100) -> str:
    with pytest.raises(UnreadableError) as refused:
        read_regular_file(path, most_bytes)
    return str(refused.value)


def test_a_file_is_read_up_to_its_limit_and_through_a_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"x" * 100)
    link.symlink_to(path)
    assert read_regular_file(link, 100) == b"x" * 100
    assert problem_of(link, 99) == "100 bytes; at most 99 are allowed"


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
def test_pipes_sockets_devices_and_folders_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe")
    # The path of a socket has to be short.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert problem_of(tmp_path / "socket") == "is a socket; only regular files are read"
    assert problem_of(tmp_path / "pipe") == "is a named pipe; only regular files are read"
    (tmp_path / "endless").symlink_to("/dev/zero")
    assert problem_of(tmp_path / "endless") == "is a device; only regular files are read"
    assert problem_of(tmp_path) == "is a folder; only regular files are read"


@pytest.mark.skipif(sys.platform == "win32", reason="there are none of these")
def test_a_pipe_that_takes_a_files_place_after_the_look_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.touch()
    regular = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: regular)
    assert problem_of(path) == "is a named pipe; only regular files are read"


def test_a_file_that_tells_no_size_is_not_read_past_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.touch()
    empty = path.stat()
    path.write_bytes(b"x" * 101)
    monkeypatch.setattr(os, "fstat", lambda _: empty)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: empty)
    assert problem_of(path) == "more than 100 bytes; at most 100 are allowed"


def test_what_is_not_there_or_goes_round_in_circles_cannot_be_read(tmp_path: Path) -> None:
    assert problem_of(tmp_path / "none") == "cannot be read: No such file or directory"
    (tmp_path / "round").symlink_to(tmp_path / "round")
    assert problem_of(tmp_path / "round").startswith("cannot be read: Too many")
    assert problem_of(tmp_path / "a\0b") == "cannot be read: its name holds a NUL character"
