"""Articles that somebody has marked and labelled: what each names, and which facts it states.

Owns their form. ``NN.txt`` has marks around what it names: ``<s>`` a show, ``<o>`` another work, ``<p>`` a person, ``<c>``
a character, ``<g>`` an organisation, ``<l>`` a place; ``gold.jsonl`` beside it has a fact a line (``doc``, ``work``,
``relation``, ``value``; ``character``, ``by``). Refuses to learn from them (see learn_mentions and learn_links).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.extract.article import parse_article
from bot.extract.find.mentions import KINDS, Judged
from bot.extract.find.names import fold_name
from bot.extract.link.pair_evidence import AUTHOR

_MARK: Final = re.compile(r"<(/?)([sopcgl])>")
_KIND_OF: Final = dict(zip("sopcgl", KINDS[1:], strict=True))
_WORD: Final = re.compile(r"(?<![.!?\"“] )(?<![\"“'\n])\b[^\W\d_]+(?:'[a-z]+)?")
_FEWEST_SMALL: Final = 2
Labels = dict[str, object]
Fact = tuple[str, str, str]
"""A show, a relation and a value, folded."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An article, and the stretches of its body that name something."""

    name: str
    text: str
    kinds: dict[tuple[int, int], str]
    """Offsets into the text."""


def read_marked(path: Path) -> Marked:
    """An article without its marks, and what they say."""
    raw = path.read_text(encoding="utf-8")
    pieces: list[str] = []
    kinds: dict[tuple[int, int], str] = {}
    at = length = begun = 0
    for mark in _MARK.finditer(raw):
        pieces.append(raw[at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            kinds[begun, length] = _KIND_OF[mark[2]]
        begun = length
    return Marked(str(path), "".join(pieces) + raw[at:], kinds)


def find_small_words(texts: Iterable[str]) -> frozenset[str]:
    """The words that texts write in small letters more than now and then."""
    small, large = Counter[str](), Counter[str]()
    for text in texts:
        for match in _WORD.finditer(text):
            (small if match[0].islower() else large)[match[0].lower()] += (
                match[0].islower() or match[0][0].isupper()
            )
    return frozenset(
        word for word, count in small.items() if count >= _FEWEST_SMALL and 4 * count >= large[word]
    )


def as_judged(article: Marked) -> list[Judged]:
    """What an article's marks say, as the judgement of its body would."""
    start = article.text.index(parse_article(article.name, article.text).body)
    return [Judged(begin - start, end - start, kind) for (begin, end), kind in sorted(article.kinds.items())]


def read_folder(argument: str) -> tuple[Path, float]:
    """A folder, and how much each of its articles counts: ``FOLDER`` or ``FOLDER=4``."""
    name, _, weight = argument.partition("=")
    return Path(name), float(weight or 1)


def read_labels(path: Path) -> dict[str, list[Labels]]:
    """The labelled facts of each article of a folder."""
    found: dict[str, list[Labels]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            fact = json.loads(line)
            found.setdefault(fact["doc"], []).append(fact)
    return found


def fold_facts(labels: Iterable[Labels]) -> list[Fact]:
    """What labelled facts say of shows, and who the sources are by."""
    labels = list(labels)
    authors = [{**each, "relation": AUTHOR, "value": each["by"]} for each in labels if each.get("by")]
    return [
        (fold_value(str(each["work"])), str(each["relation"]), fold_value(str(each["value"])))
        for each in (*labels, *authors)
        if each.get("work") and each.get("value")
    ]


def fold_value(name: str) -> str:
    """A name as facts have it when they are compared."""
    return fold_name(name).replace(" ", "")
