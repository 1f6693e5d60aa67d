"""One spelling for every way of typing the same letters.

Owns the three foldings of text: ``fold``, generous, for looking names up, ``identity_key``,
conservative, for deciding that two spellings are one name, and ``fold_letters``, quick, for finding
words anywhere in a text. Refuses anything that needs to know what the text names: the order of a
name, articles, romanisation and typos live elsewhere.

Sources: Unicode Standard Annex 15 (NFKC), Unicode 5.18 (case folding), the Unicode general
categories.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_APOSTROPHES: Final = "'`´ʹʻʼʽˈ‘’‛′＇"
_DASHES: Final = "-‐‑‒–—―−﹘﹣－"

# Letters that Unicode does not decompose, as they are written without their stroke or ligature.
_STROKED: Final = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d",
    "ı": "i", "ĸ": "k", "ŋ": "ng",
})  # fmt: skip

# Replacing one character by one (or none) keeps str.translate on its fast path for ASCII, which is
# why "&" is spelled out beforehand.
_ASCII: Final = str.maketrans(
    string.ascii_uppercase + string.punctuation + "".join(map(chr, (*range(10), *range(11, 32), 127))),
    string.ascii_lowercase + " " * (len(string.punctuation) + 32),
    "'`",
)
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]"
)
_MARKS: Final = re.compile("[\u0300-\u036f]")
_STROKES: Final = re.compile(f"[{''.join(map(chr, _STROKED))}]")
_DISTINCTION: Final = re.compile(r"(.*\S) \(([^()]+)\)")
_SAME_DASH: Final = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'"))
_NO_APOSTROPHE: Final = str.maketrans(dict.fromkeys(_APOSTROPHES))


def fold(text: str) -> str:
    """The folded spelling: lower case, no accents, no punctuation, words one space apart.

    Idempotent. Apostrophes vanish ("Ocean's" → "oceans"), other punctuation parts words
    ("Jae-gyu" → "jae gyu"), "&" is "and". Text of nothing but punctuation keeps it ("!!!").
    Accents are dropped only from Latin, Greek and Cyrillic, where they do not make another letter.
    """
    if text.isascii():
        return " ".join(_spell_out(text).translate(_ASCII).split()) or _bare(text)
    seen = text
    # Folding case can undo a normal form, and vice versa; a few characters need two rounds.
    while (folded := _fold_once(seen)) != seen:
        seen = folded
    return folded


def fold_all(texts: Sequence[str]) -> list[str]:
    """``fold`` of each text, in order; several times faster for many, because ASCII is folded in one piece."""
    joined = "\n".join([text if text.isascii() else "" for text in texts])
    if joined.count("\n") != len(texts) - 1:
        return [fold(text) for text in texts]
    lines = _spell_out(joined).translate(_ASCII).split("\n")
    return [" ".join(line.split()) or fold(text) for line, text in zip(lines, texts, strict=True)]


def identity_key(text: str) -> str:
    """The key that spellings of one name share; accents and punctuation keep names apart.

    "Spider-Man" and "spider–man" are one; "Pokémon" and "Pokemon", "Face" and "Face/Off" are two.
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").lower().split())
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().translate(_SAME_DASH)
    return " ".join(unicodedata.normalize("NFKC", plain).split())


def split_distinction(name: str) -> tuple[str, str | None]:
    """A name, and what tells it from another of that name: ("Brian Cox", "physicist") of "Brian Cox (physicist)"."""
    apart = _DISTINCTION.fullmatch(name)
    return (apart[1], apart[2]) if apart else (name, None)


def fold_letters(text: str) -> str:
    """Lower case without accents, in one width; punctuation and white space stay as they are.

    "Élite" → "elite", "STRAẞE" → "strasse", "İstanbul" → "istanbul". Hangul comes out in its parts,
    so that a syllable is found while it is still being typed.
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).casefold()
    plain = _MARKS.sub("", plain)
    return plain.translate(_STROKED) if _STROKES.search(plain) else plain


def holds_words(text: str | None, typed: str) -> bool:
    """Whether a text contains every word that was typed, be it as part of a word."""
    if text is None:
        return False
    folded = fold_letters(text)
    return all(word in folded for word in _split_folded(typed))


@lru_cache(maxsize=64)  # asked for every row of a table in turn
def _split_folded(typed: str) -> tuple[str, ...]:
    return tuple(fold_letters(typed).split())


def strip_unseen(text: str) -> str:
    """The text without zero-width, bidirectional and filler characters, otherwise as it is."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def is_hangul(text: str) -> bool:
    """Whether the text holds a precomposed hangul syllable."""
    return not text.isascii() and any("가" <= letter <= "힣" for letter in text)


def _spell_out(text: str) -> str:
    return text.replace("&", " and ") if "&" in text else text


def _bare(text: str) -> str:
    """Text that is all punctuation, less its white space and control characters."""
    return "".join(letter for letter in text if not letter.isspace() and letter.isprintable())


def _fold_once(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    plain = unicodedata.normalize("NFKD", plain).translate(_NO_APOSTROPHE)
    plain = unicodedata.normalize("NFC", _MARKS.sub("", plain)).translate(_STROKED)
    spaced = "".join(
        letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " "
        for letter in _spell_out(plain)
    )
    return " ".join(spaced.split()) or _bare(plain)
