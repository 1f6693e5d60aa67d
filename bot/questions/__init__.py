"""From a question in plain English to names, a relation and a season.

understand.py is the way of a question, and names the room of each step.
"""

from bot.questions.dates import find_windows, word_asked_date
from bot.questions.linking import as_entity
from bot.questions.masking import find_shape, leave_out_contacts, mask_contacts, mask_private
from bot.questions.meanings import BeyondVocabulary, Meaning, Slot, SmallTalk, UnclearName, Unsure
from bot.questions.question import MAX_QUESTION, Question, decode
from bot.questions.seasons import NUMBERS, ORDINALS, find_scope, split_scope
from bot.questions.understand import Draft, draft, understand
from bot.questions.vocabulary import CUE_WORDS, DUB, OPENING, find_rater, find_song, is_plain
from bot.questions.words import is_small_talk

__all__ = [
    "CUE_WORDS",
    "DUB",
    "MAX_QUESTION",
    "NUMBERS",
    "OPENING",
    "ORDINALS",
    "BeyondVocabulary",
    "Draft",
    "Meaning",
    "Question",
    "Slot",
    "SmallTalk",
    "UnclearName",
    "Unsure",
    "as_entity",
    "decode",
    "draft",
    "find_rater",
    "find_scope",
    "find_shape",
    "find_song",
    "find_windows",
    "is_plain",
    "is_small_talk",
    "leave_out_contacts",
    "mask_contacts",
    "mask_private",
    "split_scope",
    "understand",
    "word_asked_date",
]
