"""The folder that a site is written to: what is new, what has changed, what is gone.

Owns the list of the site's own files, ``.fan-facts-site``, and the rule that nothing else in the folder is touched: a
file that is not in the list is neither written over nor removed, and links that lead elsewhere are not followed.
"""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

LISTED = ".fan-facts-site"
_OWN = re.compile(
    r"(?:index|people)\.html|style\.css|(?:titles|people)/[a-z0-9-]+\.html|pictures/[a-z0-9-]+\.png"
)
"""What a site's file may be called: a list that somebody has changed must not have other files removed."""


class SiteError(Exception):
    """The site cannot be written there; the message says why."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an export has done, in files."""

    written: int
    unchanged: int
    removed: int


class SiteFolder:
    """A folder with a site, while it is written. Call ``finish`` once all is put there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._before = self._read_list()
        self._now: set[str] = set()
        self._written = 0

    def put(self, path: str, content: bytes) -> None:
        """Write a file of the site, whole or not at all, unless it stands there just so."""
        target = self._folder / path
        self._check(path, target)
        if path not in self._before:
            if target.exists() or target.is_symlink():
                raise SiteError(
                    f"{target} is not from an earlier export: move it away, or choose another folder"
                )
            # Listed before it is written: an export that is cut off must not leave files behind that nobody owns.
            self._before.add(path)
            with (self._folder / LISTED).open("a", encoding="utf-8") as listed:
                listed.write(f"{path}\n")
        self._now.add(path)
        if target.is_file() and target.read_bytes() == content:
            return
        target.parent.mkdir(exist_ok=True)
        _replace(target, content)
        self._written += 1

    def finish(self) -> Written:
        """Remove the pages that are gone."""
        gone = self._before - self._now
        for path in sorted(gone):
            target = self._folder / path
            self._check(path, target)
            target.unlink(missing_ok=True)
        listed = "".join(f"{path}\n" for path in sorted(self._now))
        _replace(self._folder / LISTED, listed.encode())
        return Written(self._written, len(self._now) - self._written, len(gone))

    def _check(self, path: str, target: Path) -> None:
        assert _OWN.fullmatch(path), f"{path!r} is no file of a site"
        # A folder in it may be a link that leads out.
        if target.parent.is_symlink() or (target.parent.exists() and not target.parent.is_dir()):
            raise SiteError(
                f"{target.parent} is no folder of the site: move it away, or choose another folder"
            )

    def _read_list(self) -> set[str]:
        try:
            self._folder.mkdir(exist_ok=True)
            listed = (self._folder / LISTED).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            if not self._folder.is_dir():
                raise SiteError(
                    f"there is no folder {self._folder.parent} to make {self._folder.name} in"
                ) from None
            return set()
        except (OSError, UnicodeDecodeError) as error:
            raise SiteError(f"{self._folder} cannot be used: {error}") from error
        return {path for path in listed if _OWN.fullmatch(path)}


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "wb") as file:
            # Others are to read it, as any file that is made here.
            mask = os.umask(0)
            os.umask(mask)
            os.fchmod(file.fileno(), 0o666 & ~mask)
            file.write(content)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
