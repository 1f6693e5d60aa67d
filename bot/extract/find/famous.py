"""Well-known titles: no news, but a hint at what a word in the news names.

Owns the list, famous_titles.txt, a title a line. That a title is in it states nothing about any show. Refuses to find
titles in a text.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.names import fold

TITLES: Final = Path(__file__).with_name("famous_titles.txt")


def is_famous(title: str) -> bool:
    """Whether a title is well known, however it is spaced and marked."""
    return _key(title) in load_titles()


@lru_cache(maxsize=1)
def load_titles() -> frozenset[str]:
    """The well-known titles, without capitals, marks and spaces."""
    return frozenset(map(_key, TITLES.read_text(encoding="utf-8").splitlines()))


def _key(title: str) -> str:
    return fold(title).replace(" ", "")
