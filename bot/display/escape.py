"""Making untrusted text safe to show: articles' words, names, fans' words.

Owns every rule for escaping, clipping and linking. Refuses links other than an article's own address.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import discord

from bot.facts.clean_text import clean_text
from bot.names import strip_unseen

CHOICE_LIMIT = 100
BUTTON_LIMIT = 80
_MARKUP = re.compile(r"([\\*_~|`<>\[\]()#@])")
# The backslash goes before the punctuation: before a digit Discord shows it.
_LINE_START = re.compile(r"^(\d*)([-+.])(?=\s|$)")
_LONGEST_LINK = 600
_ELLIPSIS = "…"


def escape(text: str) -> str:
    """Text that Discord shows letter by letter: no markup, no mention, no link, no second line."""
    flat = " ".join(strip_unseen(text).split())
    marked = _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", flat))
    # Discord must not turn an address that nobody vouches for into a link.
    return marked.replace("://", ":\\//")


def clip(text: str, limit: int) -> str:
    """Text of at most ``limit`` characters, any cut marked."""
    return text if len(text) <= limit else text[: limit - len(_ELLIPSIS)].rstrip("\\ ") + _ELLIPSIS


def escape_clipped(text: str, limit: int) -> str:
    """Escaped text of at most ``limit`` characters, any cut marked; escaping may double a text's length."""
    return clip(escape(clip(text, limit)), limit)


def plain_label(text: str, limit: int) -> str:
    """Text for a label, where Discord knows no markup: clipped, never empty."""
    return clip(" ".join(strip_unseen(text).split()), limit) or _ELLIPSIS


def link(url: str) -> str:
    """A link to an article's own address that shows where it leads by its domain.

    An address too long for a message is left out: half of one leads nowhere.
    """
    domain = escape_clipped(urlsplit(url).hostname or url, CHOICE_LIMIT)
    address = quote(url, safe=":/?#[]@!$&*+,;=%~-._")
    return f"[{domain}](<{address}>)" if len(address) <= _LONGEST_LINK else domain


def read_mention(content: str, user: discord.abc.Snowflake) -> str:
    """A message's text, clean of what no text has, without the mentions of a user."""
    return re.sub(rf"<@!?{user.id}>", " ", clean_text(content)).strip()
