"""Folders for copies that nobody keeps, in the system's folder for temporary files.

Owns that none stays for long: the folder of a process that was killed goes when the next one is made, or when a bot
starts. Refuses to touch one whose process still runs: that one holds a lock.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

_PREFIX = "fan-facts-"
_LOCK = "lock"


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that is gone when the block ends."""
    remove_left_folders()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        folder = Path(name)
        # Locked before it has the name that others look for.
        with (folder / "unlocked").open("w") as lock:
            _try_to_lock(lock)
            (folder / "unlocked").rename(folder / _LOCK)
            yield folder


def remove_left_folders() -> None:
    """Remove the folders of processes that were killed."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        try:
            with path.open("r+") as lock:
                if _try_to_lock(lock):
                    shutil.rmtree(path.parent, ignore_errors=True)
        except OSError:
            # Somebody else's, or gone by now.
            continue


def _try_to_lock(lock: IO[str]) -> bool:
    """Lock a file until it is closed, which the system does for a process that is killed; False if another holds it."""
    if sys.platform == "win32":
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
