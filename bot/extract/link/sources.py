"""What a show is based on, as a sentence states it, and whether that has the show's own name.

Owns sources and their authors in words. Refuses which source is likely (see pairs).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from bot.extract.draft_fact import Draft
from bot.extract.find.titles import Work
from bot.extract.link.units import Row, key_of_words

_LIKE_NAMED: Final = frozenset(
    "eponymous namesake identically same-titled same-name same-named like-named titular".split()
)
_NAME: Final = frozenset("name title named titled".split())
_CALLED: Final = frozenset("series , called titled entitled named franchise the".split())
_BASED: Final = frozenset(
    "based adapted adaptation adapts adapting remake remakes remaking reimagining retelling version reboot revival inspired spinoff spin-off "
    "offshoot prequel sequel follow-up companion".split()
)
_NEAR: Final = 7
"""Units between a word of basing and the title of what a show is based on."""
_FAR: Final = 12
"""Units in brackets between a show's name and the kind of its source: "W (its name in Japanese) manga"."""


def name_sources(drafts: Iterable[Draft], row: Row) -> None:
    """Sources of which only the kind is told, where the article says what they are called: "webtoon W"."""
    kinds: dict[str, list[int]] = {}
    for at, unit in enumerate(row.units):
        if unit.kind == "S":
            kinds.setdefault(str(unit.what).rstrip("s"), []).append(at)
    for draft in drafts:
        if draft.relation != "based on" or draft.work is None or not isinstance(draft.value, str):
            continue
        places = kinds.get(_kind_of(draft.value), ())
        if any(has_name_of(row, at, draft.work) for at in places):
            draft.value = f"{draft.value} {draft.work.name}"
        elif named := next(filter(None, (_title_behind(row, at) for at in places)), None):
            draft.value = f"{draft.value} {named.name}"


def find_titled(row: Row) -> Iterator[tuple[int, Work]]:
    """Where shows and books stand that something may be based on: behind a word of basing, and not behind their kind."""
    for at, unit in enumerate(row.units):
        if unit.kind != "W" or not isinstance(unit.what, Work):
            continue
        for before in range(at - 1, max(row.begin[unit.sentence], at - _NEAR) - 1, -1):
            if row.units[before].kind in ("W", "S") or row.units[before].text in ";:":
                break
            if row.units[before].text in _BASED:
                yield at, unit.what
                break


def _title_behind(row: Row, at: int) -> Work | None:
    """The title right behind the kind of a source."""
    behind, end = at + 1, row.end[row.units[at].sentence]
    while behind < min(end, at + 3) and row.units[behind].text in _CALLED:
        behind += 1
    what = row.units[behind].what if behind < end and row.units[behind].kind == "W" else None
    return what if isinstance(what, Work) else None


def _kind_of(value: str) -> str:
    return key_of_words(value).rstrip("s")


def has_name_of(row: Row, at: int, work: Work) -> bool:
    """Whether a source at a place has a show's own name: "the webtoon W", "the W manga", "of the same name"."""
    units, sentence = row.units, row.units[at].sentence
    begin, end = row.begin[sentence], row.end[sentence]
    texts = [unit.text for unit in units[begin:end]]
    if not _LIKE_NAMED.isdisjoint(texts) or any(
        word == "same" and following in _NAME for word, following in pairwise(texts)
    ):
        return True
    before, depth = at - 1, 0
    while before >= max(begin, at - _FAR) and (depth or units[before].text == ")"):
        depth += (units[before].text == ")") - (units[before].text == "(")
        before -= 1
    return _title_behind(row, at) is work or (before >= begin and units[before].what is work)
