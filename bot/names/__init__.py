"""Who is meant by a name, however a fan spells it. Refuses to know where names come from."""

from bot.names.fold import fold, fold_letters, holds_words, identity_key, split_distinction, strip_unseen
from bot.names.index import NameIndex
from bot.names.model import Candidate, Match, NameEntry

__all__ = [
    "Candidate",
    "Match",
    "NameEntry",
    "NameIndex",
    "fold",
    "fold_letters",
    "holds_words",
    "identity_key",
    "split_distinction",
    "strip_unseen",
]
