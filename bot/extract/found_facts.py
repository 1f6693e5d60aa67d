"""The facts found in an article: their evidence and certainty, and what becomes of one that is stated more than once.

Owns how a draft is written out as a fact. Refuses what is a fact (see pairs).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import msgspec

from bot.extract.article import ArticleText
from bot.extract.certainty import find_source, judge_certainty
from bot.extract.coreference import Discourse
from bot.extract.draft_fact import Draft
from bot.extract.find.names import Person, fold_name, is_korean
from bot.extract.quotes.contexts import find_occasion
from bot.extract.quotes.speakers import Said
from bot.extract.sentences import SentenceSpan
from bot.extract.slotted_sentences import Clause
from bot.facts.model import Certainty, Fact

_FEWEST_QUOTED: Final = 3
_DETERMINER: Final = re.compile(r"^(?:the|its|his|her|an?) ", re.IGNORECASE)
_CAMEL_CASE: Final = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")
_FARTHEST_BACK: Final = 1_200  # characters between a person's name and what is said about "her"
_LONGEST: Final = {"value": 4000, "evidence": 8000}
_LONGEST_NAME: Final = 300
_SAME_GENRE: Final = {
    "rom-com": "romantic comedy",
    "romcom": "romantic comedy",
    "rom com": "romantic comedy",
    "romantic-comedy": "romantic comedy",
}
_DATED: Final = frozenset({"release date", "filming date", "renewal date", "number of episodes"})


class FoundFacts:
    """The facts found so far; of repeated statements the one that says more is kept."""

    def __init__(self, article: ArticleText, sentences: Sequence[SentenceSpan]) -> None:
        self._article = article
        self._sentences = sentences
        self._judged: dict[int, tuple[Certainty, str | None]] = {}
        self._facts: dict[tuple[str, ...], tuple[int, Fact, int]] = {}

    def add(self, draft: Draft, clause: Clause) -> None:
        """Adds a draft as a fact, if it is coherent and its show has a name."""
        if draft.work is not None and not 0 < len(draft.work.name) <= _LONGEST_NAME:
            return
        start, end = draft.evidence or (clause.sentence.start, clause.sentence.end)
        evidence = self._article.body[start:end].strip()
        value = draft.value if isinstance(draft.value, str) else self._spell(draft.value, draft.spelled)
        if draft.relation == "chart record" and not value:
            value = " ".join(evidence.split())
        value = " ".join(value.split())
        if not _is_value(draft, value) or len(evidence) > _LONGEST["evidence"]:
            return
        if draft.relation not in _DATED and not _share_a_word(value, evidence):
            earlier = self._reach_back(draft, value, start)
            if earlier is None:
                return
            start, evidence = earlier, self._article.body[earlier:end].strip()
        certainty, source = self._judge_draft(draft, clause)
        character = draft.character.name if isinstance(draft.character, Person) else draft.character
        fact = Fact(
            relation=draft.relation,
            value=value,
            work=draft.work.name if draft.work else None,
            person=draft.person.name if draft.person else None,
            term=draft.term,
            season=draft.season if draft.work else None,
            certainty=certainty,
            according_to=source or None,
            evidence=evidence,
            character=character,
            by=draft.by,
            about=draft.about,
            note=draft.note,
        )
        same = _SAME_GENRE.get(value.lower()) if draft.relation == "genre" else None
        if isinstance(draft.value, Person):
            same = fold_name(draft.value.name)  # however the sentence spells them
        key = (
            fact.relation,
            fold_name(fact.work or fact.person or fact.term or ""),
            str(fact.season or ""),
            (same or fold_name(value)).replace(" ", ""),
        )
        self._keep(key, fact, clause.sentence)

    def _judge_draft(self, draft: Draft, clause: Clause) -> tuple[Certainty, str | None]:
        if draft.is_past:
            return Certainty.REPORTED, None
        certainty, source = self._judge(clause)
        # What a headline calls official may not be.
        also = [self._judge(each) for each in draft.also if not each.sentence.is_heading]
        if draft.is_rumour and certainty is Certainty.REPORTED:
            certainty = Certainty.RUMOURED
        elif any(each is Certainty.OFFICIAL for each, _ in also):
            certainty = Certainty.OFFICIAL
        if draft.relation in ("genre", "platform"):
            return certainty, None  # whoever comments on a show is not the source for these
        return certainty, source or next((each for _, each in also if each), None)

    def _judge(self, clause: Clause) -> tuple[Certainty, str | None]:
        """The certainty and the source of a clause, worked out once for all its facts."""
        if clause.sentence.start not in self._judged:
            sentence = self._article.reading[clause.sentence.start : clause.sentence.end]
            words = find_source(clause.text)
            source = _DETERMINER.sub("", clause.plain(words).strip())[:_LONGEST_NAME] if words else None
            self._judged[clause.sentence.start] = judge_certainty(" ".join(sentence.split())), source
        return self._judged[clause.sentence.start]

    def _reach_back(self, draft: Draft, value: str, start: int) -> int | None:
        """Where evidence must begin to include the name of a person whom the sentence calls "she"."""
        if not isinstance(draft.value, Person) and draft.relation != "platform":
            return None
        low = max(0, start - _FARTHEST_BACK)
        for sentence in reversed(self._before(start)):
            if sentence.start < low:
                return None
            if _share_a_word(value, self._article.reading[sentence.start : sentence.end]):
                return sentence.start
        return None

    def _before(self, start: int) -> list[SentenceSpan]:
        at = bisect_left(self._sentences, start, key=lambda each: each.start)
        return list(self._sentences[max(0, at - 8) : at])

    def _keep(self, key: tuple[str, ...], fact: Fact, sentence: SentenceSpan) -> None:
        worth = (
            4 * (fact.character is not None)
            + 2 * (fact.by is not None)
            + 2 * (fact.according_to is not None)
            + 2 * (fact.certainty is Certainty.OFFICIAL)
            + (not sentence.is_heading)
            + (fact.value.lower() not in _SAME_GENRE)
        )
        known = self._facts.get(key)
        if known is None:
            self._facts[key] = worth, fact, sentence.start
            return
        better, other = (fact, known[1]) if worth > known[0] else (known[1], fact)
        official = Certainty.OFFICIAL in (better.certainty, other.certainty)
        better = msgspec.structs.replace(
            better,
            character=better.character or other.character,
            by=better.by or other.by,
            certainty=Certainty.OFFICIAL if official else better.certainty,
        )
        self._facts[key] = max(worth, known[0]), better, min(known[2], sentence.start)

    def _spell(self, person: Person, spelled: str | None) -> str:
        """A person as this mention spells them, unless it is only part of the name."""
        if spelled and _CAMEL_CASE.fullmatch(spelled) and is_korean(f"Kim {spelled}"):
            return spelled  # "HaNeul": a given name in one word may stand alone
        if spelled and (
            (is_korean(spelled) and len(fold_name(spelled).split()) > 2)
            or len(fold_name(spelled).split()) >= len(fold_name(person.name).split())
        ):
            return spelled
        return person.name

    def add_quote(self, said: Said, discourse: Discourse) -> None:
        """Adds a quotation as a fact about its show, or failing that about its speaker."""
        start, end = said.quotation.start, said.quotation.end
        value = " ".join(self._article.reading[start:end].split()).rstrip(",")
        if len(value.split()) < _FEWEST_QUOTED or len(value) > _LONGEST["value"]:
            return
        sentence = said.clause.sentence
        begin, stop = min(start, sentence.start), max(end, sentence.end)
        evidence = self._article.body[begin:stop].strip()
        if len(evidence) > _LONGEST["evidence"]:
            evidence = self._article.body[start:end]
        work = discourse.topic if discourse.is_on_several else discourse.titles.main
        work = work if work and work.name else None
        occasion = find_occasion(discourse, said.clause, value, said.at)
        fact = Fact(
            relation="quote",
            value=value,
            work=work.name if work else None,
            person=None if work else said.speaker[:_LONGEST_NAME],
            speaker=said.speaker[:_LONGEST_NAME],
            season=occasion.season if work else None,
            about=occasion.about,
            on=occasion.on,
            evidence=evidence,
        )
        self._facts.setdefault(("quote", str(start)), (0, fact, sentence.start))

    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in the order first stated."""
        facts = [fact for _, fact, _ in sorted(self._facts.values(), key=lambda each: each[2])]
        # If nothing else is said about a show, the article is not about it: its quotations belong to their speakers.
        told_of = {fact.work for fact in facts if fact.relation != "quote"}
        return tuple(
            msgspec.structs.replace(fact, work=None, season=None, person=fact.speaker)
            if fact.relation == "quote" and fact.work is not None and fact.work not in told_of
            else fact
            for fact in facts
        )


def _is_value(draft: Draft, value: str) -> bool:
    """Whether a value can be one: a letter is no name, and nothing is what it belongs to, but for a show's source of the same
    name."""
    if not (2 if isinstance(draft.value, Person) else 1) <= len(value) <= _LONGEST["value"]:
        return False
    return (
        draft.work is None or draft.relation == "based on" or fold_name(value) != fold_name(draft.work.name)
    )


def _share_a_word(value: str, evidence: str) -> bool:
    return bool(_words(value) & _words(evidence))


@lru_cache(maxsize=512)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", unicodedata.normalize("NFKD", text).casefold()))
