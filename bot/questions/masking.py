"""What of a question others may read: its shape, with every word masked that the bot does not know anyway.

Owns what counts as private in fans' words, and how it is left out. Refuses to keep anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from bot.facts.model import Kind
from bot.facts.report import Entity
from bot.facts.scope import word_scope
from bot.names import NameIndex, strip_unseen
from bot.questions.asked import cover
from bot.questions.leftover import TOPICS_BEYOND
from bot.questions.linking import NameSpan, as_entity
from bot.questions.understand import draft
from bot.questions.vocabulary import FUNCTION_WORDS, SERVICES

MASKED = "…"
"""Stands for words that are left out."""

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CONTACTS = re.compile(
    r"<[@#][!&]?\d*>"  # Discord's mentions
    r"|[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\])\s?[\w-]{1,63})+"  # mail
    r"|(?<!\w)@[^\s,;!?]+"  # names with an @
    # Numbers with more digits than a show has any use for, days aside: telephones, cards, Discord's ids.
    r"|(?<!\d)(?<!\d[-/.])(?!(?:19|20)\d\d[-/. ]\d\d?[-/.]\d\d?(?!\d)|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d(?!\d)"
    r"|(?:19|20)\d\d.(?:19|20)\d\d(?!\d))\+?\(?\d(?:[\s().\-/]{0,2}\d){5,}",
    re.IGNORECASE,
)
_STREETS = (
    "street|str|road|rd|avenue|ave|lane|drive|boulevard|blvd|court|square|terrace|crescent|highway|hwy|parkway"
    "|strasse|straße|gasse|platz|rue|via|calle|ro|gil"
)
_ADDRESS = re.compile(
    rf"\d{{1,6}}(?:\s?[a-z])?,?\s+(?:[\w'’.]{{1,30}}[\s-]+){{0,4}}(?:{_STREETS})\b\.?"
    rf"|\b[\w'’-]{{0,30}}(?:{_STREETS})\.?\s+\d{{1,6}}(?:\s?[a-z])?\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


def leave_out_contacts(text: str) -> str:
    """A text in one line, without mentions, mail addresses, links and numbers as long as a telephone's."""
    return " ".join(_CONTACTS.sub(" ", _LINK.sub(" ", _clean(text))).split())


def mask_contacts(text: str) -> str:
    """A text in one line with mentions, mail and street addresses and such numbers masked, its links left."""
    return _mask(_clean(text), _CONTACTS, _ADDRESS)


def mask_private(text: str) -> str:
    """A text in one line as others may read it: links and all digits are masked as well."""
    return _mask(_clean(text), _LINK, _CONTACTS, _ADDRESS, _NUMBER)


def _mask(text: str, *private: re.Pattern[str]) -> str:
    for pattern in private:
        text = pattern.sub(MASKED, text)
    return " ".join(text.split())


def _clean(text: str) -> str:
    # A telephone number may be written in the digits of any script, or with what nobody sees between them.
    return strip_unseen(unicodedata.normalize("NFKC", text))


def find_shape(text: str, names: NameIndex, unnamed: Collection[int] = ()) -> str:
    """A question with "…" for each run of words that are neither a known name, its season, nor the vocabulary's own.

    ``unnamed``: entities whose names are masked too. "does my uncle Bob act in moon high?" has the shape "does my …
    in Moon High". Costs as much as understanding the question.
    """
    taken_apart = draft(leave_out_contacts(text), names)
    if taken_apart is None:
        return ""
    words = taken_apart.words
    starts = {span.start: span for span in cover(taken_apart.spans)}
    cued = {at for span in words.cues for at in range(span.start, span.end)}
    shape: list[str] = []
    at = 0
    while at < len(words.tokens):
        token = words.tokens[at]
        if (span := starts.get(at)) is not None:
            shape.append(_name(span, unnamed))
            at = span.end
        elif words.names_scope(at):
            end = next((end for end in range(at, len(words.tokens)) if not words.names_scope(end)), None)
            shape.append(word_scope(words.scope_in(at, end)))
            at = end or len(words.tokens)
        else:
            known = at in cued or token in FUNCTION_WORDS or token in SERVICES or token in TOPICS_BEYOND
            shape.append(token if known and token.isalpha() else MASKED)
            at += 1
    return " ".join(_merge(shape))


def _name(span: NameSpan, unnamed: Collection[int]) -> str:
    entity: Entity = as_entity(span.candidates[0])
    # A topic is a word of everyday language, which a fact happens to hold.
    return MASKED if entity.id in unnamed or (entity.kind is Kind.TOPIC and not span.fits) else entity.name


def _merge(shape: list[str]) -> Iterator[str]:
    """The shape with one mask for each run of them."""
    before = ""
    for word in shape:
        if not (word == MASKED == before):
            yield word
        before = word
