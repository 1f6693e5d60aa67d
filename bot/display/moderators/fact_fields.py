"""Facts and their sources as moderators type them: a field a line.

Owns how they are written and read, and says everything that is wrong with them: the checks are those of facts
files. Refuses messages, which are its callers'.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any  # discord.ui's items are generic in their view

import discord
import msgspec
from discord import ui

from bot.display.components import Form
from bot.display.escape import escape_clipped
from bot.facts.files import FilesError, parse_facts_file
from bot.facts.model import Article, Fact

FIELD_LENGTH = 4000
"""Characters that a field of a form takes: https://discord.com/developers/docs/components/reference#text-input"""
_KEYS = (
    "work", "person", "term", "season", "relation", "certainty", "according_to",
    "character", "speaker", "about", "by", "note", "on", "spoiler",
)  # fmt: skip
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_IN_DISCORD = Path("discord.jsonl")


def ask_for_fact(
    form: Form, value: str, fields: str, *, keys: str
) -> tuple[ui.TextInput[Any], ui.TextInput[Any]]:
    """Add the fields for a fact to a form: for its value, and for all else. ``keys``: which are named as examples."""
    long: dict[str, Any] = {
        "required": True,
        "style": discord.TextStyle.paragraph,
        "max_length": FIELD_LENGTH,
    }
    return (
        form.ask(
            "Value",
            "Dates as 2024, 2024-06, 2024-06-30, 2024-40 (first half), 2025-33 (first quarter)",
            default=value,
            custom_id="value",
            **long,
        ),
        form.ask("The other fields, one a line", keys, default=fields, custom_id="fields", **long),
    )


def write_fields(fact: Mapping[str, object], *, without: Collection[str] = ()) -> str:
    """A fact's fields, other than its value and evidence, as lines that parse_fields reads."""
    given = {key: fact.get(key) for key in _KEYS if key not in without}
    lines = [
        f"{key}: {'yes' if value is True else ' '.join(str(value).split())}"
        for key, value in given.items()
        if value not in (None, False, "")
    ]
    return "\n".join(lines)[:FIELD_LENGTH]


def parse_fields(text: str) -> tuple[dict[str, object], list[str]]:
    """Lines of ``key: value`` as a raw fact, and what is wrong with them as lines."""
    raw: dict[str, object] = {}
    problems = []
    for line in text.splitlines():
        key, colon, value = (part.strip() for part in line.partition(":"))
        key = key.lower().replace(" ", "_")
        if not line.strip() or (colon and not value):
            continue
        if not colon:
            problems.append(f"“{line.strip()}” is not written as field: text")
        elif key in raw:
            problems.append(f"“{key}” is there twice")
        elif key == "season":
            if value.isdecimal() and len(value) < 5:
                raw[key] = int(value)
            else:
                problems.append(f"season “{value}” is not a whole number, as in 2")
        elif key == "spoiler":
            if value.lower() in _YES_NO:
                raw[key] = _YES_NO[value.lower()]
            else:
                problems.append(f"spoiler “{value}” is neither yes nor no")
        else:
            raw[key] = value
    return raw, problems


def check_fact(raw: dict[str, object], article: Article) -> tuple[Fact | None, list[str]]:
    """A fact as a facts file's check reads it, or what is wrong with it."""
    head = {key: value for key, value in msgspec.structs.asdict(article).items() if value is not None}
    given = {key: value for key, value in raw.items() if value is not None}
    lines = (msgspec.json.encode({"article": head}), msgspec.json.encode(given))
    try:
        file = parse_facts_file(_IN_DISCORD, b"\n".join(lines))
    except FilesError as error:
        return None, [each.problem for each in error.errors]
    return file.facts[0], []


def check_article(said: Mapping[str, str]) -> list[str]:
    """What is wrong with what is said of an article, key by key."""
    problems = []
    for key, text in said.items():
        head = {"id": "article", "published_on": "2024-01-29", key: text}
        fact = {"term": "x", "relation": "meaning", "value": "x"}
        lines = (msgspec.json.encode({"article": head}), msgspec.json.encode(fact))
        try:
            parse_facts_file(_IN_DISCORD, b"\n".join(lines))
        except FilesError as error:
            problems += [escape_clipped(each.problem, 300) for each in error.errors]
    return problems
