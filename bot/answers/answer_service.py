"""AnswerService: from what somebody asks, in words or by a command's options, to an answer out of the store.

Owns what is looked up before a question is understood, and after it found nothing: who belongs to a show, what is
described or quoted, which detail comes near. Refuses to guess: a name that fits two is Ambiguous. What a question
finds once it is understood is fact_finder.py's.
"""

from __future__ import annotations

import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from datetime import date
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar  # Any: what a coroutine is sent

from bot.answers.answer import (
    Ambiguous,
    Answer,
    Found,
    NoFact,
    NotUnderstood,
    Section,
    UnknownName,
)
from bot.answers.details import (
    bears_on,
    find_near,
    find_stems,
    find_told,
    gives_number,
    holds,
    is_near,
    is_telling,
    pick_telling,
    stem,
)
from bot.answers.fact_finder import FactFinder, scopes_of
from bot.answers.report_words import name_subject
from bot.answers.timeline import Timeline, make_timeline
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity
from bot.facts.scope import WHOLE, Scope
from bot.names import NameIndex, fold
from bot.questions import (
    BeyondVocabulary,
    Draft,
    Meaning,
    Question,
    Slot,
    SmallTalk,
    UnclearName,
    Unsure,
    as_entity,
    decode,
    draft,
    is_small_talk,
    split_scope,
    understand,
)
from bot.store import FactStore

_MOST_CANDIDATES = 5
_MOST_TRIES = 4
_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")
_MOST_DRAFTS = 128
"""Questions remembered, in memory alone: of a length that fans write, half a megabyte."""
_MOST_WORKS = 2
_MOST_TOPICS = 3
_MOST_TIED = 4
_MOST_FOUND = 60
_MOST_NEAR = 2
_FEWEST_WORDS = 2
_CLEARLY = 1
_SHORTEST_QUOTE = 5
_REPEATED = 0.8
# What an autocomplete choice sends: a kind and an id, with no more digits than SQLite's integers have.
_PICKED = re.compile(rf"(?P<kind>{'|'.join(Kind)}):(?P<id>\d{{1,18}})", re.ASCII)


def _of_one_moment(
    answering: Callable[Concatenate[AnswerService, _Asked], Coroutine[Any, Any, _Answer]],
) -> Callable[Concatenate[AnswerService, _Asked], Coroutine[Any, Any, _Answer]]:
    """Has a question answered anew if the facts were changed meanwhile: from the old ones or from the new ones, never from
    some of each."""

    @wraps(answering)
    async def answer(self: AnswerService, /, *args: _Asked.args, **options: _Asked.kwargs) -> _Answer:
        for _ in range(_MOST_TRIES - 1):
            moment = self._store.moment
            answer = await answering(self, *args, **options)
            if not await self._store.has_changed_since(moment):
                return answer
        return await answering(self, *args, **options)

    return answer


class AnswerService:
    """Answers questions from a store, as of today."""

    def __init__(self, store: FactStore, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self._facts = FactFinder(store, today)
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._drafted_with: NameIndex | None = None

    @_of_one_moment
    async def ask(self, text: str, before: Question | None = None, about: Sequence[Entity] = ()) -> Answer:
        """Answer a question in plain English; ``before`` is the question it follows up, if any.

        ``about`` is what goes without saying: the works that a question means which names none.
        """
        if is_small_talk(text) and not self._store.names.exact(text):
            return await self._give_examples(NotUnderstood(text, small_talk=True))
        taken_apart = self._take_apart(text)
        if taken_apart is None:
            return await self._give_examples(NotUnderstood(text))
        if not taken_apart.is_tidy and (quoted := await self._find_quoted(taken_apart)):
            return quoted
        tied = await self._find_tied(taken_apart, before)
        work = None
        is_described = taken_apart.names_nobody and taken_apart.speaks_of_a_work
        if before is None and is_described and not taken_apart.asks_by_date:
            described = await self._find_described(taken_apart)
            if isinstance(described, Found):
                return described
            work = described
        if before is None and about and taken_apart.leaves_out_the_show:
            answer = await self._ask_about_first(taken_apart, about)
        else:
            understood = understand(taken_apart, self._store.names, before, tied, work)
            answer = await self._choose_answer(text, understood or ())
        if isinstance(answer, Found) and before is not None and "else" in taken_apart.said:
            answer = _leave_out(answer, before.subject)
        if isinstance(answer, Found):
            reads = not taken_apart.is_tidy or "why" in taken_apart.said
            bearing = (each.id for each in answer.reports if reads and bears_on(each, taken_apart.said))
            return replace(answer, noted=answer.noted | frozenset(bearing))
        if isinstance(answer, Ambiguous):
            return answer
        answer = await self._add_details(answer, taken_apart)
        return await self._give_examples(answer) if isinstance(answer, NotUnderstood) else answer

    def _take_apart(self, text: str) -> Draft | None:
        """A question taken apart. Those asked last are remembered until the names change, as fans ask the same ones:
        only such as hold nothing but known names and words that language explains, for what people type is theirs.
        """
        names = self._store.names
        if self._drafted_with is not names:
            self._drafts.clear()
            self._drafted_with = names
        if text in self._drafts:
            self._drafts.move_to_end(text)
            return self._drafts[text]
        taken_apart = draft(text, names)
        if taken_apart is not None and taken_apart.is_tidy:
            self._drafts[text] = taken_apart
            if len(self._drafts) > _MOST_DRAFTS:
                self._drafts.popitem(last=False)
        return taken_apart

    async def _ask_about_first(self, taken_apart: Draft, about: Sequence[Entity]) -> Answer:
        """The answer of the first of some works that has one; else what the first comes to, or what comes without."""
        first: Answer | None = None
        for work in about:
            understood = understand(taken_apart, self._store.names, work=work)
            answer = await self._choose_answer(taken_apart.text, understood or ())
            if isinstance(answer, Found):
                return answer
            first = first or answer
        if len(about) == 1 and isinstance(first, NoFact):
            return first
        understood = understand(taken_apart, self._store.names)
        return await self._choose_answer(taken_apart.text, understood or ())

    async def _give_examples(self, answer: NotUnderstood) -> NotUnderstood:
        return replace(answer, examples=await self.find_examples())

    async def _choose_answer(self, text: str, understood: Sequence[Meaning]) -> Answer:
        """The answer to the first meaning that has one; else what the likeliest comes to."""
        first: Answer | None = None
        of_whole_work: Found | None = None
        for reading in understood:
            answer = await self._answer_meaning(reading)
            if isinstance(answer, NoFact) and isinstance(reading, BeyondVocabulary | Unsure):
                answer = replace(answer, beyond=text)
            if isinstance(answer, Found):
                if not answer.sections[0].wider_than:
                    return answer
                of_whole_work = of_whole_work or answer
            first = first or answer
        if isinstance(first, NotUnderstood):
            first = replace(first, text=text)
        return of_whole_work or first or NotUnderstood(text)

    async def _find_quoted(self, taken_apart: Draft) -> Found | None:
        """The quote that a question repeats word for word, for the most part: "who said …"."""
        if len(taken_apart.words.tokens) < _SHORTEST_QUOTE:
            return None
        said = {stem(word) for word in taken_apart.words.tokens}
        for report in await self._store.find_saying(pick_telling(taken_apart.words.tokens), _MOST_FOUND):
            words = fold(report.value).split()
            repeated = sum(stem(word) in said for word in words)
            if (
                report.relation == "quote"
                and len(words) >= _SHORTEST_QUOTE
                and repeated >= _REPEATED * len(words)
            ):
                return self._facts.tell_report(Question("quote", report.subject), report)
        return None

    async def _find_described(self, taken_apart: Draft) -> Entity | Found | None:
        """The one work that a question describes, or the fact that one asks for by what it says."""
        said = pick_telling(taken_apart.described)
        near = find_near(await self._store.find_saying(said, _MOST_FOUND), said)
        stems: dict[int, set[str]] = defaultdict(set)
        works: dict[int, Entity] = {}
        for each in near:
            works[each.report.subject.id] = each.report.subject
            stems[each.report.subject.id] |= find_stems(each.report) & {stem(word) for word in said}
        for topic in taken_apart.topics:
            for report in await self._store.find_reports_naming(topic.id):
                works[report.subject.id] = report.subject
                stems[report.subject.id] |= {stem(word) for word in fold(topic.name).split()}
        ranked = sorted(works, key=lambda work: -len(stems[work]))
        if not ranked or len(stems[ranked[0]]) < _FEWEST_WORDS:
            return None
        if len(ranked) > 1 and len(stems[ranked[0]]) - len(stems[ranked[1]]) < _CLEARLY:
            return None
        work = works[ranked[0]]
        best = next((each for each in near if each.report.subject.id == work.id), None)
        if taken_apart.asks_for_works and best is not None and best.words >= _FEWEST_WORDS:
            return self._facts.tell_report(Question(best.report.relation, work), best.report)
        return work if work.kind is Kind.WORK and not taken_apart.asks_for_works else None

    async def _add_details(self, answer: Answer, taken_apart: Draft) -> Answer:
        """What is not known, with the fact beside it whose own words come closest."""
        subject = answer.question.subject if isinstance(answer, NoFact) else None
        subject = subject or next(iter(taken_apart.works), None)
        if subject is None:
            return answer
        known = self._facts.leave_out_replaced(subject, await self._store.find_reports(subject.id))
        near = find_near(known, taken_apart.said, taken_apart.called)
        if taken_apart.asks_for_a_number:
            near = [each for each in near if gives_number(each.report)] or near
        if not near or not is_near(near[0]):
            return answer
        if isinstance(answer, UnknownName) and (character := find_told(near, answer.name)):
            # "Who plays the crown prince": whoever is said to be one.
            played = await self._facts.answer(Question("cast member", subject, character))
            if isinstance(played, Found):
                return played
        report = near[0].report
        scope = taken_apart.words.scope
        if (
            (
                isinstance(answer, NoFact | NotUnderstood)
                or (isinstance(answer, UnknownName) and holds(report, answer.name))
            )
            and is_telling(near[0], taken_apart.said)
            and (scope.holds(report.scope) or report.scope.holds(scope))
        ):
            return self._facts.tell_report(Question(report.relation, subject), report)
        section = self._facts.make_section_of(report)
        if isinstance(answer, NoFact):
            said = {
                report.id for here in answer.known_here for each in here.statements for report in each.reports
            }
            more = () if report.id in said else (section,)
            near_by = (*answer.known_here, *more)[:_MOST_NEAR]
            return replace(answer, known_here=near_by, noted=frozenset({report.id}))
        noted = frozenset({report.id})
        return NoFact(Question(subject=subject), (section,), noted=noted, beyond=taken_apart.text)

    async def _find_tied(self, taken_apart: Draft, before: Question | None) -> dict[Entity, set[str]]:
        """Whom and what facts tie to the works that a question names, or to the one that it goes on from."""
        if taken_apart.is_tidy:
            return {}
        works = [
            *taken_apart.works,
            *([before.subject] if before and before.subject else []),
        ]
        tied: dict[Entity, set[str]] = defaultdict(set)
        for topic in taken_apart.topics[:_MOST_TOPICS] if works else ():
            # "Is it a tvN drama": tvN is a platform, whichever show is on it.
            tied[topic] |= await self._store.find_relations_naming(topic.id)
        for work in works[:_MOST_WORKS]:
            for report in await self._store.find_reports(work.id):
                linked = (report.named, report.character, report.speaker, report.author)
                for entity in linked:
                    if entity is not None:
                        tied[entity].add(report.relation)
        return tied

    async def _answer_meaning(self, meaning: Meaning) -> Answer:
        match meaning:
            case SmallTalk():
                return NotUnderstood(small_talk=True)
            case UnclearName():
                return await self._find_who_fits(meaning) or _unclear(meaning)
            case Unsure(question=question):
                return await self._offer(question)
            case BeyondVocabulary(subject=subject, scope=scope):
                nothing = self._facts.say_no_fact(Question(subject=subject).within(scope), subject, None, [])
                nearest = await self._offer(meaning.nearest) if meaning.nearest else None
                return (
                    replace(nothing, known_here=nearest.known_here)
                    if isinstance(nearest, NoFact)
                    else nothing
                )
            case Question(claim=None):
                return await self._facts.answer(meaning)
            case Question():
                return self._check_claim(meaning, await self._facts.answer(meaning))

    async def _find_who_fits(self, unclear: UnclearName) -> Found | None:
        """The answer for the only one of several of a name who has to do with the work that is named."""
        several = unclear.fits and 1 < len(unclear.candidates) <= _MOST_TIED
        if not several or unclear.question.subject is None or unclear.slot != "named":
            return None
        answers = [await self._facts.answer(unclear.choose(candidate)) for candidate in unclear.candidates]
        found = [answer for answer in answers if isinstance(answer, Found)]
        return found[0] if len(found) == 1 else None

    async def _offer(self, question: Question) -> Answer:
        """What a question finds, if it finds anything, as what comes closest."""
        answer = await self._facts.answer(question)
        if not isinstance(answer, Found):
            return answer
        about = question.subject or question.named
        return NoFact(Question(subject=about).within(question.scope), known_here=answer.sections)

    def _check_claim(self, question: Question, answer: Answer) -> Answer:
        """The answer to a question that claims something: what is known is a yes only if it says the same."""
        words = fold(question.claim or "").split()
        # A known name, mentioned in passing: "did Netflix renew it".
        claim = {word for word in words if not self._store.names.exact(word, tuple(Kind))}
        if not claim or not isinstance(answer, Found):
            return answer
        if any(claim <= set(fold(value).split()) for value in answer.values):
            return replace(
                answer, sections=tuple(_put_claimed_first(each, claim) for each in answer.sections)
            )
        return replace(answer, question=replace(question, negated=True))

    async def decode(self, code: str) -> Question | None:
        """The question that a button's code stands for; None if what it names is gone."""
        return await decode(code, self._store.find_entity)

    @_of_one_moment
    async def ask_about(
        self,
        relation: str | None,
        *,
        title: str | None = None,
        name: str | None = None,
        name_kinds: Collection[Kind] = (Kind.PERSON,),
        season: int | None = None,
    ) -> Answer:
        """Answer a question put together from a command's options: free text, or ids such as ``work:12``."""
        question = Question(relation, season=season)
        if title is not None:
            resolved, titled = await self._resolve_title(title)
            question = question.within(titled if season is None or season == titled.season else Scope(season))
            if not isinstance(resolved, Entity):
                return _unclear(UnclearName(title, resolved[0], question, "subject", resolved[1]))
            question = replace(question, subject=resolved)
        if name is not None:
            found = await self._resolve(name, name_kinds)
            slot: Slot = "named" if relation == "quote" or title is not None else "subject"
            if not isinstance(found, Entity):
                return _unclear(UnclearName(name, found[0], question, slot, found[1]))
            if slot == "named":
                question = replace(question, named=found)
            else:
                question = replace(question, subject=found, named=None)
        return await self._facts.answer(question)

    @_of_one_moment
    async def find_timeline(self, title: str, season: int | None = None) -> Timeline | Answer:
        """Every report of when a title comes out, in all its seasons or in one; or why there is none."""
        answer = await self.ask_about("release date", title=title, season=season)
        return await self.trace(answer.question) if isinstance(answer, Found) else answer

    @_of_one_moment
    async def trace(self, question: Question) -> Timeline | Answer:
        """The timeline of a work whose release is asked about; the plain answer if no report has a date."""
        relation = RELATIONS["release date"]
        question = Question(relation.name, question.subject).within(question.scope)
        if question.subject is None or question.subject.kind is not Kind.WORK:
            return await self._facts.answer(question)
        reports = await self._store.find_reports(question.subject.id, relation.name)
        scopes = [scope for scope in scopes_of(reports) if question.scope.holds(scope)]
        if not scopes:
            return await self._facts.answer(question)
        sections = self._facts.make_sections(relation, question.subject, reports, scopes)
        return make_timeline(question, question.subject.name, sections)

    async def find_work(self, title: str) -> Entity | tuple[Entity, ...]:
        """The work that a command's option means, or those it may mean, the nearest first."""
        found, _ = await self._resolve_title(title)
        return found if isinstance(found, Entity) else found[0]

    async def _resolve_title(self, title: str) -> tuple[Entity | tuple[tuple[Entity, ...], bool], Scope]:
        """A title's work, and the season or part it ends in: "Squid Game 2"."""
        whole = await self._resolve(title, (Kind.WORK,), exactly=True)
        if isinstance(whole, Entity):
            return whole, WHOLE
        bare, scope = split_scope(title)
        return await self._resolve(bare, (Kind.WORK,)), scope

    async def _resolve(
        self, text: str, kinds: Collection[Kind], *, exactly: bool = False
    ) -> Entity | tuple[tuple[Entity, ...], bool]:
        """The entity that an option means, or the candidates and whether all of them fit well."""
        if picked := _PICKED.fullmatch(text):
            entity = await self._store.find_entity(int(picked["id"]))
            if entity is not None and entity.kind == picked["kind"] and entity.kind in kinds:
                return entity
        if exactly:
            exact = self._store.names.exact(text, kinds)
            return as_entity(exact[0]) if len(exact) == 1 else ((), False)
        match = self._store.names.match(text, kinds)
        nearest = match.candidates[:_MOST_CANDIDATES] or self._store.names.complete(
            text, kinds, _MOST_CANDIDATES
        )
        entities = tuple(map(as_entity, nearest))
        if match.status == "found":
            return entities[0]
        return entities, match.status == "ambiguous"

    async def find_examples(self) -> tuple[str, ...]:
        """Questions that the facts answer, for who doesn't know what to ask; none where there are no facts."""
        report = await self._store.find_first_report()
        if report is None:
            return ()
        work = report.subject
        if work.kind is not Kind.WORK:
            return (f"who is {work.name}?" if work.kind is Kind.PERSON else f"what is {work.name}?",)
        releases = await self._store.find_reports(work.id, "release date")
        scopes = scopes_of(releases)
        examples = []
        if scopes:
            examples.append(f"when is {name_subject(work, scopes[0])} out?")
        if report.character is not None:
            examples.append(f"who plays {report.character.name}?")
        return tuple(examples) or (f"tell me about {work.name}",)

    @_of_one_moment
    async def answer(self, question: Question) -> Answer:
        """Answer a question that has been understood."""
        return await self._facts.answer(question)


def _put_claimed_first(section: Section, claim: Collection[str]) -> Section:
    """A section with what was claimed before all else: that alone is a yes, or only a rumour."""
    if section.relation.one_value:
        return section
    claimed = sorted(section.statements, key=lambda each: not set(claim) <= set(fold(each.value).split()))
    return replace(section, statements=tuple(claimed))


def _unclear(unclear: UnclearName) -> Answer:
    choices = tuple(unclear.choose(candidate) for candidate in unclear.candidates)
    if unclear.fits and len(unclear.candidates) > 1:
        return Ambiguous(unclear.text, unclear.candidates, choices)
    return UnknownName(unclear.text, unclear.candidates, choices, unclear.question.relation, unclear.question)


def _leave_out(answer: Found, work: Entity | None) -> Found | NoFact:
    """What there is besides a work that was spoken of: "what else has she directed"."""
    if work is None or not all(section.backwards for section in answer.sections):
        return answer
    kept = [
        replace(section, statements=others)
        for section in answer.sections
        if (others := tuple(each for each in section.statements if each.best.subject.id != work.id))
    ]
    if kept:
        return replace(answer, sections=tuple(kept))
    return NoFact(answer.question, answer.sections, nothing_else=True)


def context_of(answer: Answer) -> Question | None:
    """The question that a follow-up to the answer continues: with the one person it named, if any."""
    if isinstance(answer, NoFact):
        return answer.question
    if not isinstance(answer, Found):
        return None
    question = answer.question
    people = {
        report.named.id: report.named
        for report in answer.reports
        if report.named is not None and report.named.kind is Kind.PERSON
    }
    if len(people) == 1:
        question = replace(question, mentioned=next(iter(people.values())))
    works = {section.subject.id: section.subject for section in answer.sections if not section.backwards}
    if question.subject is None and len(works) == 1:
        question = replace(question, subject=next(iter(works.values())))
    first = answer.sections[0]
    if answer.season_taken and question.scope == WHOLE:
        question = replace(question, season=first.season)
    return replace(question, official=False, negated=False)
