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
from bot.answers.answer_service import AnswerService, context_of
from bot.answers.spoilers import Shown, Veil, show_answer, show_timeline
from bot.answers.timeline import Timeline

__all__ = [
    "Ambiguous",
    "Answer",
    "AnswerService",
    "Found",
    "NoFact",
    "NotUnderstood",
    "Section",
    "Shown",
    "Statement",
    "Timeline",
    "UnknownName",
    "Veil",
    "context_of",
    "show_answer",
    "show_timeline",
]
