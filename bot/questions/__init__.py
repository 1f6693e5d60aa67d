"""From a question in plain English to names, a relation and a season.

The words are split and told apart (words.py), the names in them found (spans.py), the relation voted
for by cues (vocabulary.py, from the relations' declarations), the season read (seasons.py); readings
are weighed by how much of the question they explain (understand.py, with the sources of the method),
and what a follow-up leaves out is filled in from the question before (context.py).
"""

from bot.questions.question import MAX_QUESTION, Question, decode
from bot.questions.seasons import split_season
from bot.questions.spans import as_entity
from bot.questions.understand import BeyondVocabulary, Meaning, Slot, UnclearName, understand
from bot.questions.words import is_small_talk

__all__ = [
    "MAX_QUESTION",
    "BeyondVocabulary",
    "Meaning",
    "Question",
    "Slot",
    "UnclearName",
    "as_entity",
    "decode",
    "is_small_talk",
    "split_season",
    "understand",
]
