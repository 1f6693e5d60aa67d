"""What stands in brackets behind a name: old work, or the part that somebody plays.

Owns how an article uses its brackets, and the titles in them. Refuses to say who made or played what.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from bot.extract.given_names import FEMALE, MALE
from bot.extract.names import NO_NAME, is_korean
from bot.extract.title_shapes import IN_WORD, RUN, begins_person, given_name, is_name_like, reads_as_person

_BRACKET_ITEM: Final = re.compile(r"\s*(?:and )?([^,;]+?)(?=,|;| and (?=[A-Z])|$)")
_NO_WORK: Final = re.compile(
    r"(?:[A-Z]{1,5}|[DRI]-.*|\d.*|[A-Z]\w+\.)$|(?:As|The (?:Professor|King|Queen)$)\b|.*\b(?:Inc|Ltd|University)\b"
)
_PLAYED_BY: Final = re.compile(r"\( ?(?:played|portrayed|voiced) by\b|\( ?(?:as|actor|actress|who plays) ")
_SURELY_WORKS: Final = re.compile(
    rf"[a-z\]]\s?\((?:{RUN}(?:, | and |; ){RUN}|The [A-Z]{IN_WORD.pattern}+ (?:of |in )?[A-Z]|{RUN} \d)[^()]{{0,80}}\)"
)


def names_work_in_brackets(reading: str) -> bool:
    """Whether brackets after a name give what somebody was in, rather than their roles, in this article."""
    return "(" in reading and not _PLAYED_BY.search(reading) and bool(_SURELY_WORKS.search(reading))


_WORD_IN_BRACKETS: Final = re.compile(r"[A-ZÀ-Þ][\w’'-]+ [A-ZÀ-Þ][\w’'-]+ \([A-ZÀ-Þ][a-zà-ÿ’'-]+\)")


@lru_cache(maxsize=2)
def _names_parts_in_brackets(reading: str) -> bool:
    """Whether brackets after a name give the part that somebody plays: one says so, two hold people's names, or three
    a word each."""
    if _PLAYED_BY.search(reading):
        return True
    if len(_WORD_IN_BRACKETS.findall(reading)) > 2:
        return True
    named = re.findall(r"\w \(([A-Z][a-z]+) [A-Z][\w’'-]+\)", reading)
    return sum(name.lower() in FEMALE | MALE for name in named) > 1


_PART_PLAYED: Final = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]* ){1,4}(?:in|on|from) (?:the )?(?=[A-ZÀ-Þ0-9])")
_PARTS_PLAYED: Final = re.compile(rf"\({_PART_PLAYED.pattern}")


def _part_played(reading: str, start: int, end: int) -> int:
    """Where a title begins behind the part that somebody played in it; "Murder in Moonrise" is one title."""
    part = _PART_PLAYED.match(reading, start, end)
    if part is None:
        return start
    words = part[0].split()[:-1]
    is_name = len(words) > 1 and (given_name(" ".join(words)) or begins_person(" ".join(words)))
    return part.end() if is_name or len(_PARTS_PLAYED.findall(reading)) > 1 else start


def read_brackets(reading: str, match: re.Match[str], *, usual: bool) -> list[tuple[int, int]]:
    """The titles in brackets after a person: "Kim A (Moonrise, The Lake)"; none if they name a role.
    ``usual`` is whether the article's other brackets are of this kind."""
    items = [
        (match.start("works") + item.start(1), match.start("works") + item.end(1))
        for item in _BRACKET_ITEM.finditer(match["works"])
    ]
    items = [(_part_played(reading, start, end), end) for start, end in items]
    if (
        "," not in match["works"]
        and len(items) == 2
        and not _ARTICLE.match(reading, items[1][0])
        and not all(" " in reading[start:end] for start, end in items)
    ):
        items = [match.span("works")]  # "Salt and Rain" is one title
    texts = [reading[start:end] for start, end in items]
    if len(items) > 1 and (reads_as_person(texts[0]) or given_name(texts[0])):
        items, texts = items[1:], texts[1:]  # "a lawyer (Kim A, Moonrise)"
    makes = bool(_MAKER_BEFORE.search(reading, max(0, match.start() - 60), match.start()))
    if not items or any(_NO_WORK.match(text) or (reads_as_person(text) and not makes) for text in texts):
        return []
    if makes:
        items = [(start, end) for start, end in items if not reads_as_person(reading[start:end])]
    if not makes and not usual and any(text.lower() in FEMALE | MALE for text in texts):
        return []
    if len(items) == 1 and not makes:
        text = texts[0]
        name = _NAME_BEFORE.search(reading, max(0, match.start() - 40), match.start())
        words = texts[0].split()
        if name is None or (len(words) == 1 and _is_nickname(reading, text)):
            return []
        if len(words) > 2 and is_korean(" ".join(words[-2:])) and "-" in words[-1]:
            return []  # "(Police Officer Hwang Jun-ho)"
        called = [word for word in name[1].split() if word.lower().rstrip(".") not in NO_NAME]
        full = len(called) > 1 or "-" in name[1]
        if usual and full and is_name_like(text) and reading.count(text) == 1:
            return items
        if len(words) == 1 and not (full and len(words[0]) > 3 and is_name_like(texts[0])):
            return []  # one word is just as likely a role
        if len(words) < 3 and not usual and _names_parts_in_brackets(reading):
            return []  # the brackets of this article hold roles
        if words[0].lower() in FEMALE | MALE or (
            len(words) in (2, 3) and not full and all(word[0].isupper() for word in words)
        ):
            return []  # "President Harlow (Piers Wren)"
        if len(words) == 1 and (
            re.fullmatch(r"[A-Z][a-z]+-[a-z]+|[A-Z][a-z]{1,3}", words[0])
            and len(re.findall(rf"\b{re.escape(words[0])}\b", reading)) > 1
        ):
            return []
    return items


def _is_nickname(reading: str, text: str) -> bool:
    """Whether a word stands in brackets behind a name that it is cut from: "Park Solomon (Lomon)"."""
    before = f" ({text})"
    at = reading.find(before)
    while at >= 0 and len(text) > 2:
        name = reading[max(0, at - 24) : at].rpartition(" ")[2]
        if text.lower() in name.lower():
            return True
        at = reading.find(before, at + len(before))
    return False


_ARTICLE: Final = re.compile(r"(?:The|A|An|My) ")
_MAKER_BEFORE: Final = re.compile(
    r"\b(?:directed|written|penned|helmed|created|scripted|produced|director|writer|screenwriter|creator|PD)\b[^.;()]{0,45}$"
)
_NAME_BEFORE: Final = re.compile(r"((?:[A-ZÀ-Þ][\w’'.-]*\s){0,2}[A-ZÀ-Þ][\w’'.-]*)\s?(?:\[[^\]]*\])?$")
