"""From facts to an answer: which report leads, which season is meant, and the words for it."""

from bot.answers.answer import (
    Ambiguous,
    Answer,
    Found,
    NoFact,
    NotUnderstood,
    Section,
    Statement,
    UnknownName,
)
from bot.answers.service import AnswerService, context_of

__all__ = [
    "Ambiguous",
    "Answer",
    "AnswerService",
    "Found",
    "NoFact",
    "NotUnderstood",
    "Section",
    "Statement",
    "UnknownName",
    "context_of",
]
