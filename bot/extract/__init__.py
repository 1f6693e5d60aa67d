"""Article text → facts, each with the words it was read from.

Rules, vocabulary and learnt weights, no language model. Nothing here reaches the store or Discord: what was read is a
proposal until somebody accepts it.
"""

from typing import TYPE_CHECKING

from bot.extract.article import MAX_BYTES, NotAnArticle, decode_article
from bot.extract.extracted import MOST_SEASONS, ExtractedArticle, Subject
from bot.extract.facts_file import render_facts_file, render_json_line

if TYPE_CHECKING:
    from bot.extract.reader import read_article

__all__ = [
    "MAX_BYTES",
    "MOST_SEASONS",
    "ExtractedArticle",
    "NotAnArticle",
    "Subject",
    "decode_article",
    "read_article",
    "render_facts_file",
    "render_json_line",
]


def __getattr__(name: str) -> object:
    # The rules take half a second and tens of megabytes to load: only who reads an article pays for them.
    if name == "read_article":
        from bot.extract.reader import read_article

        return read_article
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
