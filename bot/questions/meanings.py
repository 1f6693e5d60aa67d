"""What a text may mean: a question that is understood, one with a name that is not clear, or none of ours.

Owns these values. Refuses to decide between them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.facts.report import Entity
from bot.facts.scope import Scope
from bot.questions.question import Question

Slot = Literal["subject", "named"]


@dataclass(frozen=True, slots=True)
class UnclearName:
    """A name in a question that fits several, or nothing well; ``fits`` says which."""

    text: str
    candidates: tuple[Entity, ...]
    question: Question
    slot: Slot
    fits: bool

    def choose(self, candidate: Entity) -> Question:
        """The question, once the candidate is chosen."""
        if self.slot == "subject":
            return replace(self.question, subject=candidate)
        return replace(self.question, named=candidate)


@dataclass(frozen=True, slots=True)
class BeyondVocabulary:
    """A question about a name that is known, of which the vocabulary has no word: "who is the villain"."""

    subject: Entity
    scope: Scope
    words: tuple[str, ...] = ()
    """The words that say what is asked: a detail of some fact may come close to it."""
    nearest: Question | None = None
    """The question of ours that it is most like."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """A question that may be meant, but too unlike any that is known: what it finds is no answer, only near."""

    question: Question


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Something said to be friendly, which asks for nothing."""


Meaning = Question | Unsure | UnclearName | BeyondVocabulary | SmallTalk
