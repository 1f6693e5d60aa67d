"""What was read from an article: its facts, and what it is about.

Owns these values alone, so that whoever handles them need not load the rules that read: those take half a second and
tens of megabytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extract.article import ArticleText
from bot.facts.model import Fact

MOST_SEASONS: Final = 100
"""The highest number of a season that is believed."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The show, and season, that an article is taken to be about."""

    title: str | None
    """None where the reader cannot tell."""
    season: int | None
    is_sure: bool
    """Whether that title is beyond doubt."""
    candidates: tuple[str, ...]
    """The titles that it may be about, likeliest first; at most five."""


NO_SUBJECT: Final = Subject(None, None, is_sure=True, candidates=())
"""Of facts that were not read from an article: nothing is asked."""


@dataclass(frozen=True, slots=True)
class ExtractedArticle:
    """What an article says about itself, and the facts read from it."""

    text: ArticleText
    facts: tuple[Fact, ...]
    other_names: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Names that the article spells in more than one way: (name, kind, other spellings)."""
    subject: Subject = NO_SUBJECT
    """What the article is taken to be about, and whether that is beyond doubt."""
