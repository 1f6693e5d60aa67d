"""From a question in plain English to names, a relation and a season."""

from bot.questions.question import MAX_QUESTION, Question, decode
from bot.questions.seasons import split_season
from bot.questions.understand import BeyondVocabulary, Meaning, Slot, UnclearName, understand
from bot.questions.words import is_small_talk

__all__ = [
    "MAX_QUESTION",
    "BeyondVocabulary",
    "Meaning",
    "Question",
    "Slot",
    "UnclearName",
    "decode",
    "is_small_talk",
    "split_season",
    "understand",
]
