"""Which facts are only rumours: of whom an article says anywhere that they are in talks, or that nothing is sure.

Owns the evidence for that, and the decision; the weights are learnt (see learn). Refuses how sure one sentence
sounds (see certainty).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final

from bot.extract.certainty import judge_certainty
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import Evidence, load_models
from bot.extract.find.names import Person
from bot.extract.link.pair_evidence import KIND_OF
from bot.extract.sentences import words_of
from bot.extract.slotted_sentences import Clause

_LIKELY: Final = -0.5
"""How much must speak for a rumour, in logits."""
_MOST_SENTENCES: Final = 12
"""How many of the sentences that name somebody are looked at."""


def note_rumours(discourse: Discourse, told: Iterable[tuple[Draft, Clause]]) -> None:
    """Notes of each fact of a show whether it is only a rumour."""
    evidence = RumourEvidence(discourse)
    listed = [
        (draft, evidence.describe(draft, clause))
        for draft, clause in told
        if draft.relation in KIND_OF and not draft.is_past
    ]
    scores = load_models()["rumours"].score([found for _, found in listed])[:, 0].tolist()
    for (draft, _), score in zip(listed, scores, strict=True):
        draft.is_rumour = score > _LIKELY


class RumourEvidence:
    """What an article says of how sure its facts are."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._starts = [each.start for each in discourse.sentences]
        self._sounds: dict[int, str] = {}
        self._groups: dict[tuple[str, tuple[int, ...]], list[str]] = {}
        self._naming: dict[int, dict[int, None]] = {}
        for mention in discourse.names.people:
            self._naming.setdefault(id(mention.person), {})[self._sentence_at(mention.start)] = None

    def _sentence_at(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def describe(self, draft: Draft, clause: Clause) -> Evidence:
        """What speaks for a fact's being only a rumour."""
        at, kind = self._sentence_at(clause.sentence.start), KIND_OF[draft.relation]
        found = [kind, f"here {self._sound(at)} {kind}", f"headline {self._sound(0)} {kind}"]
        if not isinstance(draft.value, Person):
            return found, self._say("here", at), self._say("headline", 0)
        named = list(self._naming.get(id(draft.value), ()))[:_MOST_SENTENCES]
        found.append(f"headline names them {0 in named} {self._sound(0)}")
        return found, self._say("here", at), self._say("headline", 0), self._say("somewhere", *named)

    def _say(self, where: str, *sentences: int) -> list[str]:
        """The words of some sentences, and how sure they sound."""
        key = where, sentences
        if key not in self._groups:
            words = set[str]().union(*(words_of(self._text(at)) for at in sentences))
            if where != "headline":
                words.update(self._sound(at) for at in sentences)
            self._groups[key] = [f"{where} {each}" for each in sorted(words)]
        return self._groups[key]

    def _sound(self, at: int) -> str:
        if at not in self._sounds:
            self._sounds[at] = judge_certainty(self._text(at)).value
        return self._sounds[at]

    def _text(self, at: int) -> str:
        sentence = self._discourse.sentences[at]
        return " ".join(self._discourse.article.reading[sentence.start : sentence.end].split())
