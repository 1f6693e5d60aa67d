"""What was read, written out: a facts file in TOML, or facts as JSON.

Owns the two forms and the order of keys. Refuses to check facts: bot.facts.files does that on loading.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Final

from bot.extract.extracted import ExtractedArticle
from bot.facts.model import Certainty, Fact

_FACT_KEYS: Final = (
    "work", "person", "term", "season", "part", "episode", "relation", "value", "certainty", "according_to",
    "character", "speaker", "about", "by", "note", "on", "spoiler", "evidence",
)  # fmt: skip
_SHARED_KEYS: Final[tuple[str, ...]] = (
    "work", "person", "term", "season", "part", "certainty", "according_to",
)  # fmt: skip
_BRIEF: Final = frozenset({"relation", "value"})
_NO_SLUG: Final = re.compile(r"[^\w.-]+")
_LONGEST_NAME: Final = 300
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def render_facts_file(extracted: ExtractedArticle, *, short: bool = False) -> str:
    """A facts file. Other names are proposed in comments, as ``data/names.toml`` would hold them.

    ``short``: what facts have in common stands once for all of them.
    """
    article = extracted.text
    lines = ["[article]", f"id = {_quote(article.id or _slug(article.name))}"]
    if article.published_on is None:
        lines.append(
            "# published_on is missing: the article gives no date, and relative dates were left out."
        )
        lines.append("# published_on = YYYY-MM-DD")
    else:
        lines.append(f"published_on = {article.published_on.isoformat()}")
    said = (("title", article.title), ("publisher", article.publisher), ("url", article.url))
    lines += [f"{key} = {_quote(text[:_LONGEST_NAME])}" for key, text in said if text]
    if not extracted.facts:
        lines += ["", "# No fact was found in this article."]
    if short:
        lines += _list_groups(extracted.facts)
    else:
        for fact in extracted.facts:
            lines += ["", "[[fact]]", *_list_keys(describe_fact(fact))]
    for name, kind, also in extracted.other_names:
        lines += [
            "",
            "# Proposed for data/names.toml: this article spells one name in more than one way.",
            "# [[name]]",
            f"# name = {_quote(name)}",
            f"# kind = {_quote(kind)}",
            f"# also = [{', '.join(map(_quote, also))}]",
        ]
    return "\n".join(lines) + "\n"


def _list_keys(described: Mapping[str, object]) -> list[str]:
    return [f"{key} = {_value(value)}" for key, value in described.items()]


def _list_groups(facts: Sequence[Fact]) -> Iterator[str]:
    """The facts by what they have in common: subject, season, and who says it how surely."""
    groups: dict[tuple[tuple[str, object], ...], list[dict[str, object]]] = defaultdict(list)
    for fact in facts:
        described = describe_fact(fact)
        shared = tuple((key, described.pop(key)) for key in _SHARED_KEYS if key in described)
        groups[shared].append(described)
    for shared, of_group in groups.items():
        yield from ("", "[[group]]", *_list_keys(dict(shared)))
        brief: dict[str, list[object]] = defaultdict(list)
        for described in of_group:
            if described.keys() == _BRIEF:
                brief[str(described["relation"])].append(described["value"])
        if brief:
            yield from ("", "[group.facts]")
        for relation, values in brief.items():
            listed = ", ".join(map(_value, values))
            yield f"{_quote(relation)} = {f'[{listed}]' if len(values) > 1 else listed}"
        for described in of_group:
            if described.keys() != _BRIEF:
                yield from ("", "[[group.fact]]", *_list_keys(described))


def _slug(name: str) -> str:
    """An article's id, from the name it was handed in under."""
    return _NO_SLUG.sub("-", PurePath(name).stem).strip("-.")[:100] or "article"


def describe_fact(fact: Fact) -> dict[str, object]:
    """A fact by its facts-file keys, without empty ones and defaults."""
    described: dict[str, object] = {}
    for key in _FACT_KEYS:
        value = getattr(fact, key)
        if value is None or value is False or (key == "certainty" and value is Certainty.REPORTED):
            continue
        described[key] = value
    return described


def render_json_line(fact: Fact, file: str) -> str:
    """A fact as one line of JSON, with the file it was read from, and always with its certainty."""
    return json.dumps(
        {"file": file, **describe_fact(fact), "certainty": fact.certainty.value}, ensure_ascii=False
    )


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else _quote(str(value))


def _quote(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    escaped = _CONTROL.sub(lambda sign: "\\u%04x" % ord(sign[0]), escaped)  # noqa: UP031 - a backslash in a field
    return f'"{escaped}"'
