"""What comes in as text: without the characters that no text has.

Owns the replacement of control characters and lone surrogates, done once, where text comes in: from files, from the
command line, from Discord. Refuses to touch anything that can be seen, or that turns or joins what can: how text is
compared and shown is decided where that is done.
"""

from __future__ import annotations

import re
from typing import Final

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def clean_text(text: str) -> str:
    """The text, equally long, with a space for each control character other than tabs and ends of lines, and U+FFFD
    for each lone surrogate, which has no place in UTF-8."""
    if text.isprintable():
        return text
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text))


def clean_values(value: object) -> object:
    """The same for every text in tables and lists, as deep as they go: what Discord sends is shallow."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: clean_values(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [clean_values(inner) for inner in value]
    return value
