"""Reading a file whole, whatever its path leads to.

Owns which files are read: regular ones of a bounded size, behind links as well. Refuses pipes and sockets, which may
never end or never begin, devices, and folders; a file is looked at before a byte of it is read.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class UnreadableError(Exception):
    """A file that is not read; the text says why, to go after its path."""


class TooLargeError(UnreadableError):
    """A file with more bytes than are read."""


def read_regular_file(path: Path, most_bytes: int) -> bytes:
    """The bytes of a file; raises UnreadableError if it is none, cannot be read, or holds more."""
    try:
        _check(path.stat(), most_bytes)
        # Should a pipe stand there by now, this does not wait for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            _check(os.fstat(descriptor), most_bytes)
            # Some files tell no size (/proc), others grow meanwhile.
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UnreadableError("cannot be read: its name holds a NUL character") from error
    if len(content) > most_bytes:
        raise TooLargeError(f"more than {most_bytes:,} bytes; at most {most_bytes:,} are allowed")
    return content


def _check(status: os.stat_result, most_bytes: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise UnreadableError(f"is {kind}; only regular files are read")
    if status.st_size > most_bytes:
        raise TooLargeError(f"{status.st_size:,} bytes; at most {most_bytes:,} are allowed")
