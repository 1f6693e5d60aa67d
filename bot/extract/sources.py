"""What a show is based on, as a sentence states it, and whether that has the show's own name.

Owns sources and their authors in words. Refuses which source is likely (see pairs).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.extract.draft_fact import Draft
from bot.extract.titles import Work
from bot.extract.units import Row, key_of_words

_LIKE_NAMED: Final = frozenset(
    "eponymous namesake identically same-titled same-name same-named like-named titular".split()
)
_NAME: Final = frozenset("name title named titled".split())
_CALLED: Final = frozenset("series , called titled entitled named franchise the".split())
_FAR: Final = 12
"""Units in brackets between a show's name and the kind of its source: "W (its name in Japanese) manga"."""


def name_sources(drafts: Iterable[Draft], row: Row) -> None:
    """Sources of which only the kind is told, where the article says that they have the show's name: "webtoon W"."""
    kinds: dict[str, list[int]] = {}
    for at, unit in enumerate(row.units):
        if unit.kind == "S":
            kinds.setdefault(str(unit.what).rstrip("s"), []).append(at)
    for draft in drafts:
        if draft.relation != "based on" or draft.work is None or not isinstance(draft.value, str):
            continue
        if any(has_name_of(row, at, draft.work) for at in kinds.get(_kind_of(draft.value), ())):
            draft.value = f"{draft.value} {draft.work.name}"


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
    behind = at + 1
    while behind < min(end, at + 3) and units[behind].text in _CALLED:
        behind += 1
    before, depth = at - 1, 0
    while before >= max(begin, at - _FAR) and (depth or units[before].text == ")"):
        depth += (units[before].text == ")") - (units[before].text == "(")
        before -= 1
    return any(begin <= place < end and units[place].what is work for place in (before, behind))
