"""Which facts are only rumours: of whom an article says anywhere that they are in talks, or that nothing is sure.

Owns the evidence for that, and the decision; the weights are learnt (see learn_reading). Refuses how sure one sentence
sounds (see certainty).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from bot.extract.certainty import judge_certainty
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.evidence_model import load_models
from bot.extract.names import Person
from bot.extract.pair_evidence import KIND_OF
from bot.extract.sentences import words_of
from bot.extract.slotted_sentences import Clause

_LIKELY: Final = 0.0
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
    scores = load_models()["rumours"].score([[found] for _, found in listed])[:, 0].tolist()
    for (draft, _), score in zip(listed, scores, strict=True):
        draft.is_rumour = score > _LIKELY


class RumourEvidence:
    """What an article says of how sure its facts are."""

    def __init__(self, discourse: Discourse) -> None:
        reading = discourse.article.reading
        texts = [" ".join(reading[each.start : each.end].split()) for each in discourse.sentences]
        self._starts = [each.start for each in discourse.sentences]
        self._words = [sorted(words_of(text)) for text in texts]
        self._sounds = [judge_certainty(text).value for text in texts]
        self._naming: dict[int, dict[int, None]] = {}
        for mention in discourse.names.people:
            self._naming.setdefault(id(mention.person), {})[self._sentence_at(mention.start)] = None

    def _sentence_at(self, at: int) -> int:
        return max(0, bisect_right(self._starts, at) - 1)

    def describe(self, draft: Draft, clause: Clause) -> list[str]:
        """What speaks for a fact's being only a rumour."""
        return sorted(set(self._tell(draft, self._sentence_at(clause.sentence.start))))

    def _tell(self, draft: Draft, at: int) -> Iterator[str]:
        kind = KIND_OF[draft.relation]
        yield kind
        yield f"here {self._sounds[at]}"
        yield f"here {self._sounds[at]} {kind}"
        yield from (f"here {word}" for word in self._words[at])
        yield f"headline {self._sounds[0]} {kind}"
        yield from (f"headline {word}" for word in self._words[0])
        if isinstance(draft.value, Person):
            named = list(self._naming.get(id(draft.value), ()))[:_MOST_SENTENCES]
            yield f"headline names them {0 in named} {self._sounds[0]}"
            for sentence in named:
                yield f"somewhere {self._sounds[sentence]}"
                yield from (f"somewhere {word}" for word in self._words[sentence])
