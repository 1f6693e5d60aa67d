"""Facts and their sources as moderators type them: one field a line.

Owns how they are written and read, and says everything that is wrong with them, by the checks of facts files. Refuses
to store anything but a review: a typed fact needs approval like one that was read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path

import msgspec

from bot.facts.files import FilesError, parse_facts_file
from bot.facts.model import Article, Fact
from bot.moderation.errors import ModerationError
from bot.questions import Question
from bot.store import FactStore, make_slug

_KEYS = (
    "work", "person", "term", "season", "part", "episode", "relation", "certainty", "according_to",
    "character", "speaker", "about", "by", "note", "on", "spoiler",
)  # fmt: skip
_NUMBERS = frozenset({"season", "part", "episode"})
_YES_NO = {"yes": True, "true": True, "no": False, "false": False}
_IN_DISCORD = Path("discord.jsonl")
_SOME_DAY = "2024-01-29"
"""Stands in for an article's date when only the rest of it is checked."""


def write_fields(fact: Mapping[str, object], *, without: Collection[str] = ()) -> str:
    """A fact's fields, other than its value and evidence, as lines that parse_fields reads."""
    given = {key: fact.get(key) for key in _KEYS if key not in without}
    lines = [
        f"{key}: {'yes' if value is True else ' '.join(str(value).split())}"
        for key, value in given.items()
        if value not in (None, False, "")
    ]
    return "\n".join(lines)


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
        elif key in _NUMBERS:
            if value.isdecimal() and len(value) < 6:
                raw[key] = int(value)
            else:
                problems.append(f"{key} “{value}” is not a whole number, as in 2")
        elif key == "spoiler":
            if value.lower() in _YES_NO:
                raw[key] = _YES_NO[value.lower()]
            else:
                problems.append(f"spoiler “{value}” is neither yes nor no")
        else:
            raw[key] = value
    return raw, problems


def check_fact(raw: Mapping[str, object], article: Article) -> tuple[Fact | None, list[str]]:
    """A fact as checked by the rules of facts files, or what is wrong with it."""
    head = {key: value for key, value in msgspec.structs.asdict(article).items() if value is not None}
    given = {key: value for key, value in raw.items() if value is not None}
    lines = (msgspec.json.encode({"article": head}), msgspec.json.encode(given))
    try:
        file = parse_facts_file(_IN_DISCORD, b"\n".join(lines))
    except FilesError as error:
        return None, [each.problem for each in error.errors]
    return file.facts[0], []


def check_article(said: Mapping[str, str]) -> list[str]:
    """What is wrong with an article's details, key by key."""
    problems = []
    for key, text in said.items():
        head = {"id": "article", "published_on": _SOME_DAY, key: text}
        fact = {"term": "x", "relation": "meaning", "value": "x"}
        lines = (msgspec.json.encode({"article": head}), msgspec.json.encode(fact))
        try:
            parse_facts_file(_IN_DISCORD, b"\n".join(lines))
        except FilesError as error:
            problems += [each.problem for each in error.errors]
    return problems


def read_typed_fact(value: str, fields: str, source: Mapping[str, str]) -> tuple[Article, Fact]:
    """A fact that was typed with its source; ModerationError, with every reason, if it is not valid.

    ``source``: ``published_on``, ``publisher`` and ``url`` as typed, without empty ones.
    """
    raw, problems = parse_fields(fields)
    raw["value"] = value.strip()
    wrong_source = check_article(source)
    article = Article(
        id=make_slug(source.get("published_on"), raw.get("work") or raw.get("person"), raw.get("relation")),
        published_on=date.fromisoformat(_SOME_DAY if wrong_source else source.get("published_on", _SOME_DAY)),
        publisher=source.get("publisher"),
        url=None if wrong_source else source.get("url"),
    )
    fact, wrong = check_fact(raw, article)
    problems = [*problems, *wrong, *wrong_source]
    if fact is None or problems:
        raise ModerationError(*problems)
    return article, fact


async def propose_typed_fact(
    store: FactStore, article: Article, fact: Fact, *, name: str, nonce: int, by: int
) -> int:
    """Open a review of a typed fact; returns its id. ``name``: what to call the review.

    ``nonce``: different each time, so that a rejected fact may be proposed again.
    """
    review, _ = await store.reviews.open(
        name=name,
        text=f"{name}\n{fact.value}\n{nonce}",
        opened_by=by,
        published_on=article.published_on,
        slug=article.id,
        publisher=article.publisher,
        url=article.url,
    )
    await store.reviews.propose(review, [(fact, False)])
    return review


def begin_fact(question: Question) -> dict[str, object]:
    """What a question already says about the fact that would answer it."""
    fact: dict[str, object] = {
        "relation": question.relation,
        "season": question.season,
    }
    pieces = {"part": question.part, "episode": question.episode}
    fact |= {key: number for key, number in pieces.items() if number is not None}
    for entity in (question.subject, question.named):
        if entity is not None and entity.kind.value in ("work", "person", "term"):
            fact.setdefault(entity.kind.value, entity.name)
    # A fact is about one thing: of a work and a person it is the work.
    if "work" in fact:
        fact.pop("person", None)
        fact.pop("term", None)
    return fact
