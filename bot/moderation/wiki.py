"""The wiki that a server points to where the bot does not know: its address, and links to look something up there.

Owns which addresses are taken: https alone, a host with a name, and MediaWiki's shapes, that of its pages ("/wiki/") or
of its script ("/w/index.php"). See https://www.mediawiki.org/wiki/Manual:Short_URL. Refuses to fetch anything.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.answers import Answer, NoFact, UnknownName
from bot.answers.spoilers import UNNAMED
from bot.moderation.errors import ModerationError
from bot.names import strip_unseen

ALLOWED = "Allowed is the https:// address of a MediaWiki wiki, such as https://example.fandom.com/wiki/ or https://example.org/w/index.php."
MOST_LETTERS = 200
_HOST = re.compile(
    r"(?=.{4,100}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,30}[a-z0-9]", re.ASCII
)
_PAGES = re.compile(r"(?P<before>(?:/[a-z]{2,3}(?:-[a-z]{2,8})?)?)/wiki(?:/.*)?", re.ASCII)
_SCRIPT = re.compile(r"(?P<before>(?:/[A-Za-z0-9_-]{1,40}){0,3})/(?:index|api)\.php(?:/.*)?", re.ASCII)
_SCRIPTS = re.compile(r"(?P<before>/w|/mediawiki)/?", re.ASCII)
_LOOKED_UP = 100


def read_wiki(typed: str) -> str:
    """A wiki's address as it is kept: up to "/wiki/" or "/index.php". ModerationError for any other."""
    text = typed.strip()
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise ModerationError(f"That is no address. {ALLOWED}") from error
    if (
        len(text) > MOST_LETTERS
        or not text.isascii()
        or not text.isprintable()
        or " " in text
        or "\\" in text
    ):
        raise ModerationError(f"That is no address, or has letters that none has. {ALLOWED}")
    if parts.scheme != "https":
        raise ModerationError(f"That does not begin with https://. {ALLOWED}")
    host = parts.netloc.lower()
    if "@" in host or ":" in host:
        raise ModerationError(f"An address with a name, a password or a port is not taken. {ALLOWED}")
    if not _HOST.fullmatch(host):
        raise ModerationError(f"That names no host. {ALLOWED}")
    if parts.path in ("", "/"):
        return f"https://{host}/wiki/"
    if pages := _PAGES.fullmatch(parts.path):
        return f"https://{host}{pages['before']}/wiki/"
    if script := _SCRIPT.fullmatch(parts.path) or _SCRIPTS.fullmatch(parts.path):
        return f"https://{host}{script['before']}/index.php"
    raise ModerationError(f"I cannot tell where that wiki has its pages. {ALLOWED}")


def make_wiki_link(wiki: str, title: str) -> str:
    """Where a wiki shows the page of that title, or else what it finds: MediaWiki's own "Go"."""
    looked_up = quote(" ".join(strip_unseen(title).split())[:_LOOKED_UP], safe="")
    separator = "Special:Search?" if wiki.endswith("/wiki/") else "?title=Special:Search&"
    return f"{wiki}{separator}search={looked_up}&go=Go"


def find_looked_up(answer: Answer) -> str | None:
    """What to look up where an answer is a don't-know; None for other answers, and where it names nothing."""
    match answer:
        case NoFact(question=question):
            entity = question.named or question.subject
            name = entity.name if entity is not None else None
        case UnknownName(name=name):
            pass
        case _:
            return None
    return name if name and name != UNNAMED and strip_unseen(name).strip() else None
