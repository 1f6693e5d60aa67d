"""Facts and their sources as moderators type them, in the words that the bot prints.

Owns how they are written into forms and read from them: "Moon High season 2", "Kim So-hyun as Na-bi", "30 June 2024",
"Na-bi (Moon High)" for a character. Says everything that is wrong with them, by the checks of facts files. Refuses to
store anything but a review: a typed fact needs approval like one that was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import msgspec

from bot.answers import Answer, Found, NoFact, UnknownName
from bot.facts.dates import word_date
from bot.facts.files import FilesError, is_web_address, parse_facts_file
from bot.facts.model import Article, Fact, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.scope import Scope, word_scope
from bot.moderation.errors import ModerationError, quote_typed
from bot.moderation.typed_dates import EXAMPLE_OF_TIME, EXAMPLES, is_date, read_date
from bot.names import NameIndex
from bot.questions import Question
from bot.store import FactStore, make_slug

GAP = "…"
"""Stands in a form for what is still to be said."""
_SUBJECTS = (Kind.WORK, Kind.PERSON, Kind.TERM)
_SCOPES = (
    ("season", re.compile(r"(?:,? +)(?:season|series|s) ?(\d{1,3})", re.IGNORECASE | re.ASCII)),
    ("part", re.compile(r"(?:,? +)(?:part|cour|volume|vol\.?) ?(\d{1,3})", re.IGNORECASE | re.ASCII)),
    ("episode", re.compile(r"(?:,? +)(?:episode|ep\.?|e) ?(\d{1,5})", re.IGNORECASE | re.ASCII)),
)
_SEASON_EPISODE = re.compile(
    r"(?P<title>.+?),? +s(?P<season>\d{1,3}) ?e(?P<episode>\d{1,5})", re.IGNORECASE | re.ASCII
)
_SOMEBODY_OF = re.compile(r"(?P<name>.+?) \((?P<work>.+)\)")
_SOMEBODY = {"meaning": "character", "quote": "speaker"}
"""Relations of a work that are about somebody in it: "Na-bi (Moon High)"."""
_AS = " as "
_COUNTED = re.compile(r"(?P<number>\d+)(?: [^\W\d_]+)?", re.ASCII)
_LINK = re.compile(r"\S*:/\S*|www\.\S+|[\w.-]+\.\w+/\S*", re.IGNORECASE)
_DETAILS = ("according_to", "about", "by", "note", "on", "spoiler")
_IN_DISCORD = Path("discord.jsonl")
_SOME_DAY = "2024-01-29"
"""Stands in for an article's date when only the rest of it is checked."""


@dataclass(frozen=True, slots=True)
class TypedFact:
    """What a form says of a fact: whom or what it is about, which kind of fact it is, and what is known."""

    about: str
    relation: str
    value: str


# Writing


def write_fact(fact: Mapping[str, object]) -> TypedFact:
    """A fact, or what is known of it so far, as a moderator would type it."""
    relation = RELATIONS.get(str(fact.get("relation") or ""))
    subject = next((str(fact[kind.value]) for kind in _SUBJECTS if fact.get(kind.value)), "")
    numbers = {key: fact.get(key) for key in ("season", "part", "episode")}
    subject = f"{subject} {word_scope(msgspec.convert(numbers, Scope))}".rstrip()
    role = _SOMEBODY.get(relation.name) if relation else None
    somebody = str(fact.get(role) or "") if role else ""
    if somebody:
        subject = f"{somebody} ({subject or GAP})"
    value = str(fact.get("value") or "")
    if relation is not None and relation.is_dated and value:
        value = write_date(value)
    if relation is not None and relation.casts and fact.get("character"):
        value = f"{value or GAP}{_AS}{fact['character']}"
    return TypedFact(subject, relation.name if relation else "", value)


def write_date(edtf: str) -> str:
    """A date in words, if those are read as that date again; else as it is."""
    words = word_date(edtf)
    return words if read_date(words, date.min) == edtf else edtf


def write_details(fact: Mapping[str, object]) -> dict[str, str]:
    """What may be said of a fact besides, by key; empty where nothing is said."""
    return {
        key: write_date(str(fact[key])) if key == "on" and fact.get(key) else str(fact.get(key) or "")
        for key in list_details(str(fact.get("relation") or ""))
        if key != "spoiler"
    }


def list_details(relation: str) -> tuple[str, ...]:
    """Which details facts of this kind have, besides what a form for the fact itself asks."""
    known = RELATIONS.get(relation)
    return tuple(key for key in _DETAILS if key not in ("about", "by") or (known and key in known.qualifiers))


# Reading


def read_fact(
    typed: TypedFact, base: Mapping[str, object], names: NameIndex, today: date
) -> tuple[dict[str, object], list[str]]:
    """A typed fact with the keys of a facts file, and what is wrong with it.

    ``base``: the fact before; what the form does not show stays as it is, if facts of its kind have it.
    """
    relation = RELATIONS.get(typed.relation)
    if relation is None:
        return {}, ["Choose what kind of fact it is."]
    shown = {"value", "relation", "season", "part", "episode", *(kind.value for kind in _SUBJECTS)}
    shown |= {"character"} if relation.casts else {_SOMEBODY.get(relation.name, "")}
    apart = {"character", "speaker", "about", "by"} - relation.qualifiers
    raw = {key: value for key, value in base.items() if value is not None and key not in shown | apart}
    problems: list[str] = []
    raw |= _read_about(" ".join(typed.about.split()), relation, base, names, problems)
    raw |= _read_value(typed.value.strip(), relation, today, problems)
    return {"relation": relation.name, **raw}, problems


def _read_about(
    text: str, relation: Relation, base: Mapping[str, object], names: NameIndex, problems: list[str]
) -> dict[str, object]:
    if not text.strip(f"{GAP} ()"):
        problems.append("Say whom or what it is about, as in Moon High season 2.")
        return {}
    role = _SOMEBODY.get(relation.name)
    # A title may end in brackets of its own.
    if role and (somebody := _SOMEBODY_OF.fullmatch(text)) and not names.exact(text, (Kind.WORK, Kind.TERM)):
        name, of_what = somebody["name"], somebody["work"]
        if GAP in (name, of_what):
            problems.append(f"Say who it is and which show they are in, as in {_example_of(relation)}.")
            return {}
        is_term = names.exact(name, (Kind.TERM,)) and not names.exact(name, (Kind.CHARACTER,))
        if role == "character" and (is_term or base.get("term") == name):
            return {"term": name, "about": of_what}
        return {role: name, **_read_scoped(of_what, names)}
    scoped = _read_scoped(text, names)
    if len(scoped) > 1:
        return scoped
    kind = _find_kind(text, relation, base, names)
    if kind is Kind.WORK and role:
        problems.append(
            f"Of a show, say {'who it is' if role == 'character' else 'who said it'} too, as in {_example_of(relation)}."
        )
    return {kind.value: text}


def _example_of(relation: Relation) -> str:
    return "Na-bi (Moon High)" if relation.name == "meaning" else "Kim So-hyun (Moon High)"


def _read_scoped(text: str, names: NameIndex) -> dict[str, object]:
    """A work with its season, part and episode; a title that is known as it stands has none."""
    found: dict[str, object] = {}
    if names.exact(text, (Kind.WORK,)):
        return {"work": text}
    if short := _SEASON_EPISODE.fullmatch(text):
        return {"work": short["title"], "season": int(short["season"]), "episode": int(short["episode"])}
    again = True
    while again:
        again = False
        for key, pattern in _SCOPES:
            at_end = re.search(f"{pattern.pattern}$", text, pattern.flags) if key not in found else None
            if at_end and at_end.start() > 0:
                found[key] = int(at_end[1])
                text, again = text[: at_end.start()], True
    return {"work": text, **found}


def _find_kind(text: str, relation: Relation, base: Mapping[str, object], names: NameIndex) -> Kind:
    """What a subject is: what it was, what is known by that name, or else what such facts are mostly said of."""
    allowed = [kind for kind in _SUBJECTS if kind in relation.subjects]
    before = [kind for kind in allowed if base.get(kind.value) == text]
    known = {found.kind for found in names.exact(text, tuple(allowed))}
    return next(iter([*before, *(kind for kind in allowed if known == {kind})]), _usual_subject(relation))


def _usual_subject(relation: Relation) -> Kind:
    """What facts of this kind are mostly said of, where they name nobody in a show."""
    usual = {"meaning": Kind.TERM, "quote": Kind.PERSON}.get(relation.name)
    return usual or next(kind for kind in _SUBJECTS if kind in relation.subjects)


def _read_value(text: str, relation: Relation, today: date, problems: list[str]) -> dict[str, object]:
    read: dict[str, object] = {"value": text}
    if relation.is_dated and text:
        read["value"] = read_date(text, today)
        if not is_date(str(read["value"])):
            examples = EXAMPLES if relation.value is ValueType.DATE else f"{EXAMPLE_OF_TIME}, {EXAMPLES}"
            problems.append(f"{quote_typed(text)} is no date. Write it as {examples}.")
            read["value"] = _SOME_DAY
    elif relation.value is ValueType.COUNT and (counted := _COUNTED.fullmatch(text)):
        read["value"] = counted["number"]
    elif relation.choices:
        read["value"] = next((choice for choice in relation.choices if choice == text.casefold()), text)
    elif relation.casts and _AS in text:
        name, _, character = text.rpartition(_AS)
        read = {"value": name.strip(), "character": character.strip()}
    if not str(read["value"]).strip(GAP + " "):
        problems.append("Say what is known.")
        # For the checks of a facts file that follow: nothing is said twice.
        read["value"] = relation.choices[0] if relation.choices else _SOME_VALUE[relation.value]
    return read


_SOME_VALUE = {
    ValueType.TEXT: "x",
    ValueType.DATE: _SOME_DAY,
    ValueType.TIME: _SOME_DAY,
    ValueType.COUNT: "1",
    ValueType.PICTURE: "https://image.tmdb.org/t/p/w342/x.jpg",
}


def read_details(
    typed: Mapping[str, str], spoiler: bool, base: Mapping[str, object], today: date
) -> tuple[dict[str, object], list[str]]:
    """A fact with the details that were typed, and what is wrong with them."""
    said: dict[str, object] = {key: " ".join(text.split()) or None for key, text in typed.items()}
    problems = []
    if said.get("on"):
        day = read_date(str(said["on"]), today)
        if not is_date(day):
            problems.append(f"{quote_typed(str(said['on']))} is no date. Write it as {EXAMPLES}.")
        said["on"] = day if not problems else None
    return {**base, **said, "spoiler": spoiler}, problems


def read_source(published_on: str, source: str, today: date) -> tuple[dict[str, str], list[str]]:
    """Where a fact is from: ``published_on``, ``publisher`` and ``url``, without empty ones; and what is wrong with it.

    ``source``: a paper or site, and a link, in any order.
    """
    links = _LINK.findall(source)
    publisher = " ".join(_LINK.sub(" ", source).split()).strip(" ,;:·–-()<>")
    said = {"published_on": read_date(published_on, today) or today.isoformat(), "publisher": publisher}
    said |= {"url": links[0].strip("<>(),;")} if links else {}
    said = {key: text for key, text in said.items() if text}
    problems = []
    if len(links) > 1:
        problems.append("There is more than one link: give the one that says it.")
    elif links and not is_web_address(said["url"]):
        problems.append(f"{quote_typed(links[0])} is no link that I can show: it begins with https://")
        del said["url"]
    wrong_day = check_article({"published_on": said["published_on"]})
    if wrong_day:
        problems.append(word_no_day(published_on))
    elif said["published_on"] > (today + timedelta(days=1)).isoformat():
        # Where the moderator is, the day may be another.
        problems.append(f"{quote_typed(published_on)} has not come yet: say when the source said it.")
    return said, problems


def read_article_details(said: Mapping[str, str], today: date) -> tuple[dict[str, str], list[str]]:
    """What is said of an article, without what is empty, and what is wrong with it."""
    details = {key: text.strip() for key, text in said.items() if text.strip()}
    day = details.get("published_on")
    if day is None:
        return details, check_article(details)
    details["published_on"] = read_date(day, today)
    others = {key: text for key, text in details.items() if key != "published_on"}
    problems = [word_no_day(day)] if check_article({"published_on": details["published_on"]}) else []
    return details, [*problems, *check_article(others)]


def word_no_day(typed: str) -> str:
    """That something typed is no day, and how one is written."""
    return f"{quote_typed(typed)} is no day. Write it as 29 January 2024 or 2024-01-29."


def write_source(source: Mapping[str, object]) -> str:
    """A paper or site and its link, as read_source reads them."""
    return " ".join(str(source[key]) for key in ("publisher", "url") if source.get(key))


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


def check_typed_fact(
    raw: Mapping[str, object], source: Mapping[str, str], problems: list[str]
) -> tuple[Article, Fact]:
    """A fact that was typed with its source; ModerationError, with every reason, if it is not valid.

    ``source``: ``published_on``, ``publisher`` and ``url``; ``problems``: what was wrong with the words.
    """
    wrong_source = [] if problems else check_article(source)
    bad = bool(check_article(source))
    article = Article(
        id=make_slug(
            None if bad else source.get("published_on"),
            str(raw.get("work") or raw.get("person") or raw.get("term") or ""),
            str(raw.get("relation") or ""),
        ),
        published_on=date.fromisoformat(_SOME_DAY if bad else source.get("published_on", _SOME_DAY)),
        publisher=None if bad else source.get("publisher"),
        url=None if bad else source.get("url"),
    )
    fact, wrong = check_fact(raw, article) if raw.get("relation") else (None, [])
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
    fact: dict[str, object] = {"relation": question.relation, "season": question.season}
    pieces = {"part": question.part, "episode": question.episode}
    fact |= {key: number for key, number in pieces.items() if number is not None}
    for entity in (question.subject, question.named):
        if entity is not None and entity.kind.value in ("work", "person", "term", "character"):
            fact.setdefault(entity.kind.value, entity.name)
    if "character" in fact and question.relation not in (None, "meaning", *_CASTS):
        del fact["character"]
    if "character" in fact and question.relation is None:
        fact["relation"] = "meaning"
    # A fact is about one thing: of a work and a person it is the work.
    if "work" in fact:
        fact.pop("person", None)
        fact.pop("term", None)
    return fact


_CASTS = tuple(relation.name for relation in RELATIONS.values() if relation.casts)


def begin_answering(answer: Answer, unknown: str, words: str) -> dict[str, object]:
    """What an answer that knows nothing says of the fact that was asked for.

    ``unknown``: the name that is not known; ``words``: the question as somebody has put it.
    """
    match answer:
        case NoFact(question=question) | Found(question=question):
            return begin_fact(question)
        case UnknownName(question=question, relation=asked):
            fact = {**begin_fact(question), "relation": asked}
            relation = RELATIONS.get(asked or "")
            if relation is None:
                return fact | {"work": unknown}
            is_who = bool(re.search(r"\bwho\b", words, re.IGNORECASE))
            if (relation.casts and (question.of_part or "work" in fact)) or (
                relation.name == "meaning" and is_who
            ):
                return fact | {"character": unknown}
            if "work" in fact:
                # What is not known is the value: that is for whoever answers to say.
                return fact
            return fact | {_usual_subject(relation).value: unknown}
        case _:
            return {}


def begin_from_topic(topic: str, names: NameIndex) -> dict[str, object]:
    """The same from what is kept of a question in the bot's own words: "Director of Moon High season 2"."""
    topic = topic.partition(" · ")[0]
    asked, _, name = topic.partition(" of ")
    fact: dict[str, object] = {}
    if asked.lower() in RELATIONS:
        fact["relation"] = asked.lower()
    else:
        name = topic
    scoped = _read_scoped(name, names)
    for kind in _SUBJECTS:
        if names.exact(str(scoped["work"]), (kind,)):
            return fact | {kind.value: scoped.pop("work"), **scoped}
    return fact
