"""Well-known shows and the people who make them: not news, but a hint at what a word in the news names.

Owns the two lists, famous_titles.txt (a title a line) and famous_people.tsv (a name and what the person is known as). That
somebody is in them states nothing about any show. Refuses to find them in a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from bot.names import fold

_FOLDER: Final = Path(__file__).parent


def key_of_name(name: str) -> str:
    """A name without capitals, marks and spaces: "Cha Eun-woo" and "Cha Eunwoo" are the same."""
    return fold(name).replace(" ", "")


@lru_cache(maxsize=1)
def load_titles() -> frozenset[str]:
    """The well-known titles, as ``key_of_name`` has them."""
    lines = (_FOLDER / "famous_titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(map(key_of_name, lines))


@lru_cache(maxsize=1)
def load_people() -> Mapping[str, tuple[str, ...]]:
    """What well-known people are known as, by name as ``key_of_name`` has it."""
    return {key_of_name(name): roles for name, roles in _read_people()}


@lru_cache(maxsize=1)
def load_name_parts() -> tuple[frozenset[str], frozenset[str]]:
    """The first and the last words of well-known people's names, in small letters."""
    names = [name.lower().split() for name, _ in _read_people()]
    return frozenset(each[0] for each in names), frozenset(each[-1] for each in names)


def _read_people() -> list[tuple[str, tuple[str, ...]]]:
    lines = (_FOLDER / "famous_people.tsv").read_text(encoding="utf-8").splitlines()
    return [(name, tuple(roles.split(","))) for name, _, roles in (each.partition("\t") for each in lines)]
