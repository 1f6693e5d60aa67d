"""From a question in plain English to names, a relation and a season."""

from bot.questions.question import MAX_QUESTION, Question, decode
from bot.questions.seasons import split_season
from bot.questions.understand import Slot, UnclearName, understand

__all__ = ["MAX_QUESTION", "Question", "Slot", "UnclearName", "decode", "split_season", "understand"]
