"""Article text → facts, each with the words it was read from.

Rules and vocabulary, no language model. Nothing here reaches the store or Discord: what was read is a
proposal until somebody accepts it.
"""

from bot.extract.article import MAX_BYTES, NotAnArticle, decode_article
from bot.extract.facts_file import render_facts_file, render_json_line
from bot.extract.reader import ExtractedArticle, read_article
from bot.extract.subject import MOST_SEASONS, Subject

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
