"""Adversarial input, made from a seed: questions, names, what is typed, codes of buttons, forms, articles and pages.

Owns the making. Each maker takes a source of randomness and gives a text; what it is given to is for deeds.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from tests.hostile import PIECES

ASKED = (
    "who directed", "who is in", "when is", "when is season 2 of", "what is", "is it true that", "did", "how many episodes",
    "who plays", "which shows are on", "what does", "mean in", "and", "or", "by", "of", "the", "out", "who said", "why",
)  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyzéßøñ가나다라마바사ㅎㅏ이재규日本ไทยעבαβ0123456789'-.:&!?"
MARKS = (
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "(",
    ")",
    "[",
    "]",
    "<em>",
    "</em>",
    "*",
    "_",
    "|",
    "> ",
    "- ",
    "# ",
    "\n",
    "\n\n",
)
SAID = (
    "Season 2 of {} premieres in 2024 ", "“I am in {},” said {}. ", "{} joins the cast of “{}” as {}. ", "{}, {}, and {} ",
    '"{}" is directed by {}. ', "{} told {} that {} would return. ", "On March {}, 2024, {} will air. ", "{} vs. {} ",
    "a\n", "Kim ", "2024 ", "“‘", "said ", "[{}]({}) ", "season {} ", "• {}: {}\n", "| {} | {} |\n", "{}'s {}'s {}'s ",
)  # fmt: skip
TAGS = (
    "em",
    "b",
    "div",
    "p",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "article",
    "h1",
    "script",
    "style",
    "a href='x'",
    "blockquote",
)
CODE = (
    "|",
    "~",
    "-",
    ":",
    "genre",
    "cast member",
    "release date",
    "1",
    "2",
    "9" * 18,
    "9" * 30,
    "past",
    "",
    "x",
    "가",
    "%",
    "\u0661",
)


def make_text(rng: Random, most: int) -> str:
    """Anything."""
    makers: Sequence[Callable[[], str]] = (
        lambda: rng.choice(PIECES),
        lambda: "".join(rng.choices(LETTERS, k=rng.randint(1, 12))) + " ",
        lambda: rng.choice(PIECES) * rng.randint(1, most),
        lambda: chr(rng.choice((rng.randrange(0xD800), rng.randrange(0xE000, 0x110000)))) * rng.randint(1, 5),
    )
    text = ""
    wanted = rng.randint(1, most)
    while len(text) < wanted:
        text += rng.choice(makers)()
    return text[:wanted]


def make_name(rng: Random, names: Sequence[str]) -> str:
    """A known name, whole, misspelt, in pieces, many times over, or no name at all."""
    name = rng.choice(names)
    at = rng.randrange(len(name) + 1)
    match rng.randrange(8):
        case 0:
            return name
        case 1:
            return name[:at] + rng.choice(LETTERS) + name[at + rng.randint(0, 2) :]
        case 2:
            return name[:at]
        case 3:
            return rng.choice((name.upper(), name.lower(), name.title(), name[::-1], name.replace(" ", "")))
        case 4:
            return (name + rng.choice((" ", ", ", "", "-"))) * rng.randint(2, 60)
        case 5:
            return " ".join(rng.choices(name.split() or [name], k=rng.randint(1, 30)))
        case 6:
            return rng.choice((", ", " and ", " ", "/", " & ")).join(rng.choices(names, k=rng.randint(2, 30)))
        case _:
            return make_text(rng, 300)


def make_question(rng: Random, names: Sequence[str]) -> str:
    """A question, or what may pass for one."""
    if rng.random() < 0.15:
        return make_text(rng, 500)
    if rng.random() < 0.2:
        return (rng.choice(ASKED) + " " + make_name(rng, names) + " ") * rng.randint(2, 40)
    parts = []
    for _ in range(rng.randint(1, 8)):
        parts.append(rng.choice(ASKED) if rng.random() < 0.4 else make_name(rng, names))
        if rng.random() < 0.1:
            parts.append(rng.choice(MARKS))
    return " ".join(parts) + rng.choice(("", "?", "!", "???", "."))


def make_code(rng: Random) -> str:
    """What the id of a pressed button may hold."""
    if rng.random() < 0.2:
        return make_text(rng, 100)
    return "|".join(rng.choice(CODE) for _ in range(rng.randint(1, 9)))[:100]


def make_article(rng: Random, names: Sequence[str], most: int) -> str:
    """A pasted article."""
    text = rng.choice(("", "date 2024-03-05\n", " date 2024-02-30\n", "---\ntitle: x\n---\n", "---\n" * 20))
    wanted = rng.randint(1, most)
    if rng.random() < 0.3:
        piece = _make_sentence(rng, names)
        return (text + piece * (wanted // len(piece) + 1))[:wanted]
    while len(text) < wanted:
        text += _make_sentence(rng, names)
    return text[:wanted]


def _make_sentence(rng: Random, names: Sequence[str]) -> str:
    if rng.random() < 0.15:
        return rng.choice(MARKS)
    sentence = rng.choice(SAID)
    while "{}" in sentence:
        filled = rng.choice(names) if rng.random() < 0.8 else rng.choice(PIECES)
        sentence = sentence.replace("{}", filled.replace("{}", ""), 1)
    return sentence


def make_page(rng: Random, names: Sequence[str], most: int) -> str:
    """A page of HTML: nested, unclosed, or both."""
    page = rng.choice(("<!doctype html><html><body>", "<article>", "<div>", "<p>", "<html><head><title>x"))
    wanted = rng.randint(1, most)
    if rng.random() < 0.4:
        tag = rng.choice(TAGS)
        return (page + f"<{tag}>" * (wanted // (len(tag) + 2)))[:wanted]
    while len(page) < wanted:
        tag = rng.choice(TAGS)
        page += rng.choice(
            (f"<{tag}>", f"</{tag.split()[0]}>", _make_sentence(rng, names), "<!--", "-->", "&", "&#x0;")
        )
    return page[:wanted]
