"""What is known of what somebody's message speaks of, and what of it the facts contradict.

Owns which sentences of a message can be compared, and with what. The message is read as an article would be; where
the language of chat defeats that reader, a claim is put together from a sentence's names and its one verb.
Refuses words and layouts, and to believe a message: it never becomes a fact.
"""

from __future__ import annotations

import asyncio
import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from bot.answers.answer import Found, Section
from bot.answers.answer_service import AnswerService
from bot.answers.effect_of_report import EffectKind, find_effect
from bot.extract import NotAnArticle
from bot.facts.dates import DateError, Window
from bot.facts.model import Article, Fact, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity, Report
from bot.questions import Question
from bot.questions.names_in_text import Sentence, read_mentions
from bot.store import FactStore

MOST_READ = 4000
"""How many characters of a message are read."""
MOST_NAMED = 5
MOST_CLAIMS = 5
_MOST_LEADING = 3
_ALL_KNOWN = frozenset({"cast member", "director", "screenwriter", "creator", "producer", "platform"})
"""Where an unreported value is worth a remark; there is always one more genre or subject."""
_EPISODES = re.compile(r"\b(\d{1,4}) (?:episodes|eps)\b", re.IGNORECASE)


class Verdict(enum.Enum):
    """How a claim in a message compares with what is known."""

    CONTRADICTED = enum.auto()
    UNKNOWN = enum.auto()
    """No report says so, though reports say something else of that kind."""
    AGREES = enum.auto()


@dataclass(frozen=True, slots=True)
class Claim:
    """Something a message says, as a report of its own, and the reports it was compared with."""

    said: Report
    verdict: Verdict
    known: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something that a message names, and its leading facts."""

    question: Question
    entity: Entity
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Unclear:
    """An ambiguous name, or no name where the message leaves out the show; with what to ask instead."""

    text: str
    choices: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class AboutMessage:
    """What can be said about a message."""

    named: tuple[Named, ...]
    unclear: tuple[Unclear, ...]
    claims: tuple[Claim, ...]
    more: int = 0
    """Names beyond those that are shown."""


class Messages:
    """Reads messages against a store, as of today."""

    def __init__(self, store: FactStore, answers: AnswerService) -> None:
        self._store = store
        self._answers = answers

    async def read(self, text: str, sent_on: date, today: date) -> AboutMessage:
        """What is known of the names in a message, and the claims of its that were compared with that."""
        sentences = read_mentions(text[:MOST_READ], self._store.names)
        here = {each.entities: each for sentence in sentences for each in sentence.names}
        entities = [
            each.entity for each in here.values() if each.entity and each.entity.kind is not Kind.TOPIC
        ]
        unclear = [Unclear(each.text, _ask_about(each.entities)) for each in here.values()]
        unclear = [each for each in unclear if len(each.choices) > 1]
        work = await self._find_work(entities)
        if not entities:
            subject, choices = await self._find_unnamed(sentences)
            work = subject
            entities += [subject] if subject is not None else []
            unclear += [Unclear("", choices)] if choices else []
        named = [
            await self._tell_of(entity, _season_of(entity, work, sentences))
            for entity in entities[:MOST_NAMED]
        ]
        claims: list[Claim] = []
        for fact in await self._read_claims(sentences, work, sent_on):
            claim = await self._compare(fact, sent_on, today)
            if claim is not None and all(claim.said.value != other.said.value for other in claims):
                claims.append(claim)
        return AboutMessage(
            tuple(named),
            tuple(unclear[:MOST_NAMED]),
            tuple(sorted(claims, key=lambda claim: claim.verdict.value)[:MOST_CLAIMS]),
            max(0, len(entities) - MOST_NAMED),
        )

    async def _find_work(self, entities: Sequence[Entity]) -> Entity | None:
        """The one work that a message is about: the one it names, or that of the characters it names."""
        works = {entity for entity in entities if entity.kind is Kind.WORK}
        for entity in entities if not works else ():
            if entity.kind is Kind.CHARACTER:
                reports = await self._store.find_reports_of_character(entity.id)
                works |= {report.subject for report in reports if report.subject.kind is Kind.WORK}
        return next(iter(works)) if len(works) == 1 else None

    async def _find_unnamed(
        self, sentences: Iterable[Sentence]
    ) -> tuple[Entity | None, tuple[Question, ...]]:
        """The work meant by "season 2 is out in 2024!": the only one known to have one, or a choice."""
        for sentence in sentences:
            if sentence.relation is not None and sentence.season is not None:
                found = await self._store.find_subjects_of(sentence.relation, sentence.season, MOST_NAMED)
                if len(found) == 1:
                    return found[0], ()
                asked = Question(sentence.relation, season=sentence.season)
                return None, tuple(replace(asked, subject=subject) for subject in found)
        return None, ()

    async def _tell_of(self, entity: Entity, season: int | None) -> Named:
        """The leading facts about somebody or something, one for each relation."""
        question = Question(subject=entity, season=season if entity.kind is Kind.WORK else None)
        answer = await self._answers.answer(question)
        if not isinstance(answer, Found) and question.season is not None:
            question = replace(question, season=None)
            answer = await self._answers.answer(question)
        sections: dict[str, Section] = {}
        for section in answer.sections if isinstance(answer, Found) else ():
            sections.setdefault(section.relation.name, section)
        return Named(question, entity, tuple(sections.values())[:_MOST_LEADING])

    async def _read_claims(
        self, sentences: Sequence[Sentence], work: Entity | None, sent_on: date
    ) -> list[Fact]:
        said = [sentence for sentence in sentences if not sentence.asks]
        works = [sentence.find(Kind.WORK) for sentence in said]
        titles = [found.name for found in works if found is not None]
        text = "\n".join(sentence.text for sentence in said)
        in_article = await asyncio.to_thread(_read_as_article, text, sent_on, titles)
        facts = [fact for fact in in_article if _can_be_compared(fact)]
        # Among friends the title is left out: what they all know needs no name.
        read = {fact.relation for fact in facts}
        for sentence in said:
            put_together = _put_together(sentence, sentence.find(Kind.WORK) or work, sent_on)
            facts += [fact for fact in put_together if fact.relation not in read]
        return facts

    async def _compare(self, fact: Fact, sent_on: date, today: date) -> Claim | None:
        article = Article(id="message", published_on=sent_on)
        try:
            said = await self._store.reviews.make_report(fact, article)
        except DateError:
            return None
        if said.subject.id <= 0:
            return None
        relation = RELATIONS[said.relation]
        known = await self._store.find_reports(said.subject.id, said.relation)
        claims = [
            _judge(msgspec.structs.replace(said, season=season), relation, known, today)
            for season in _seasons_meant(said, relation, known)
        ]
        agreeing = [claim for claim in claims if claim is not None and claim.verdict is Verdict.AGREES]
        if agreeing or not claims:
            return next(iter(agreeing), None)
        if said.season is not None or said.window is None:
            return claims[0]
        # Where no season is named, what has come out is not compared with what is still to come.
        behind = said.window.upper < sent_on
        return next((claim for claim in claims if claim and _lies_behind(claim, sent_on) is behind), None)


def _lies_behind(claim: Claim, day: date) -> bool:
    return all(report.window is not None and report.window.upper < day for report in claim.known)


def _ask_about(entities: Iterable[Entity]) -> tuple[Question, ...]:
    return tuple(Question(subject=entity) for entity in entities)[:MOST_NAMED]


def _season_of(entity: Entity, work: Entity | None, sentences: Iterable[Sentence]) -> int | None:
    """The one season that a message mentions together with a work."""
    seasons = {
        sentence.season
        for sentence in sentences
        if sentence.season is not None and sentence.find(Kind.WORK) in (entity, work)
    }
    return next(iter(seasons)) if len(seasons) == 1 else None


def _seasons_meant(said: Report, relation: Relation, known: Iterable[Report]) -> list[int | None]:
    """The seasons that a message may mean, the likeliest first."""
    seasons = {report.season for report in known}
    if said.season is not None or not relation.of_season or None in seasons:
        return [said.season]
    return sorted(seasons, key=lambda season: -(season or 0))


def _judge(said: Report, relation: Relation, known: Sequence[Report], today: date) -> Claim | None:
    if not relation.of_season:
        # What is known of the work holds for its seasons, and what is said of a season holds for the work.
        known = [msgspec.structs.replace(report, season=said.season) for report in known]
    effect = find_effect(said, known, today)
    match effect.kind:
        case EffectKind.CONFIRMS | EffectKind.STRENGTHENS | EffectKind.DETAILS:
            return Claim(said, Verdict.AGREES, effect.known)
        case EffectKind.NEW:
            return None
        case EffectKind.ADDS:
            asked = relation.name in _ALL_KNOWN
            return Claim(said, Verdict.UNKNOWN, effect.known) if asked else None
        case _:
            fits = any(_overlap(said.window, report.window) for report in effect.known)
            return Claim(said, Verdict.AGREES if fits else Verdict.CONTRADICTED, effect.known)


def _overlap(one: Window | None, other: Window | None) -> bool:
    """Whether two windows share a day: "in 2024" does not contradict "in June 2024"."""
    if one is None or other is None:
        return False
    return one.lower <= other.upper and other.lower <= one.upper


def _read_as_article(text: str, sent_on: date, titles: Sequence[str]) -> tuple[Fact, ...]:
    from bot.extract.reader import read_article  # loads the rules, in a thread

    try:
        return read_article("message", f"date {sent_on}\n{text}", titles).facts
    except NotAnArticle:
        return ()


def _can_be_compared(fact: Fact) -> bool:
    relation = RELATIONS[fact.relation]
    return relation.value is not ValueType.TEXT or relation.names is not None


def _put_together(sentence: Sentence, work: Entity | None, sent_on: date) -> Iterator[Fact]:
    """What a sentence claims, by its names and the relation its words are about."""
    if work is None or sentence.relation is None:
        return
    from bot.extract.dates import find_times  # loaded by now: the message has been read as an article

    relation = RELATIONS[sentence.relation]
    base = Fact(work=work.name, relation=relation.name, season=sentence.season, value="")
    if relation.is_dated:
        times = find_times(sentence.text, sent_on)
        values = [time.edtf for time in times if time.edtf is not None]
    elif relation.value is ValueType.COUNT:
        values = _EPISODES.findall(sentence.text)
    elif relation.names is not None:
        named = sentence.find(relation.names)
        values = [named.name] if named is not None else []
    else:
        values = []
    character = sentence.find(Kind.CHARACTER) if "character" in relation.qualifiers else None
    for value in values[:1]:
        yield msgspec.structs.replace(base, value=value, character=character and character.name)
