"""AnswerService: from a question to an answer, out of the store.

Owns which reports a question wants and which season it means. Refuses to guess: a name that fits two
is Ambiguous, a fact that no report has is NoFact.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.answers.answer import (
    Ambiguous,
    Answer,
    Found,
    NoFact,
    NotUnderstood,
    Section,
    Statement,
    UnknownName,
)
from bot.answers.details import (
    bears_on,
    find_near,
    find_stems,
    gives_number,
    holds,
    is_near,
    is_telling,
    pick_telling,
    stem,
)
from bot.answers.rank import make_section, rank_reports
from bot.answers.timeline import Timeline, make_timeline
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation, SeasonMeant, ValueType
from bot.facts.report import Entity, Report
from bot.names import fold
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
    find_rater,
    find_windows,
    is_small_talk,
    split_season,
    understand,
    word_asked_date,
)
from bot.store import FactStore

_MOST_CANDIDATES = 5
_HELD_BY_ONE = frozenset({"director", "screenwriter", "creator"})
"""Roles of whoever holds them alone, as a rule."""
_MOST_WORKS = 2
_MOST_TOPICS = 3
_MOST_FOUND = 60
_MOST_NEAR = 2
_OF_WHAT_IS_OUT = frozenset({"chart record", "popularity", "rating"})
_OF_LATER_SEASONS = frozenset({"renewal date", "release date", "filming date"})
_MOST_NEWS = 4
_FEWEST_WORDS = 2
_CLEARLY = 1
_AS_NEAR = 0.15
_SHORTEST_QUOTE = 5
_REPEATED = 0.8
# What an autocomplete choice sends: a kind and an id, with no more digits than SQLite's integers have.
_PICKED = re.compile(rf"(?P<kind>{'|'.join(Kind)}):(?P<id>\d{{1,18}})", re.ASCII)


class AnswerService:
    """Answers questions from a store, as of today."""

    def __init__(self, store: FactStore, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    async def ask(self, text: str, before: Question | None = None, about: Sequence[Entity] = ()) -> Answer:
        """Answer a question in plain English; ``before`` is the question it follows up, if any.

        ``about`` is what goes without saying: the works that a question means which names none.
        """
        if is_small_talk(text) and not self._store.names.exact(text):
            return await self._give_examples(NotUnderstood(text, small_talk=True))
        taken_apart = draft(text, self._store.names)
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
                if not answer.sections[0].of_whole_work:
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
                return self._found_report(Question("quote", report.subject), report)
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
            return self._found_report(Question(best.report.relation, work), best.report)
        return work if work.kind is Kind.WORK and not taken_apart.asks_for_works else None

    def _found_report(self, question: Question, report: Report) -> Found:
        """One report for what its own words say, its notes among them."""
        return Found(question, (self._section_of(report),), noted=frozenset({report.id}))

    def _section_of(self, report: Report) -> Section:
        """What one report says, by itself."""
        return make_section(
            RELATIONS[report.relation], report.subject, report.season, [report], self._today()
        )

    async def _add_details(self, answer: Answer, taken_apart: Draft) -> Answer:
        """What is not known, with the fact beside it whose own words come closest."""
        subject = answer.question.subject if isinstance(answer, NoFact) else None
        subject = subject or next(iter(taken_apart.works), None)
        if subject is None:
            return answer
        near = find_near(await self._store.find_reports(subject.id), taken_apart.said, taken_apart.called)
        if taken_apart.asks_for_a_number:
            near = [each for each in near if gives_number(each.report)] or near
        if not near or not is_near(near[0]):
            return answer
        report = near[0].report
        season = taken_apart.words.season
        if (
            (
                isinstance(answer, NoFact | NotUnderstood)
                or (isinstance(answer, UnknownName) and holds(report, answer.name))
            )
            and is_telling(near[0], taken_apart.said)
            and (season is None or report.season in (None, season.season))
        ):
            return self._found_report(Question(report.relation, subject), report)
        section = self._section_of(report)
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
                return _unclear(meaning)
            case Unsure(question=question):
                return await self._offer(question)
            case BeyondVocabulary(subject=subject, season=season):
                nothing = self._no_fact(Question(subject=subject, season=season), subject, None, [])
                nearest = await self._offer(meaning.nearest) if meaning.nearest else None
                return (
                    replace(nothing, known_here=nearest.known_here)
                    if isinstance(nearest, NoFact)
                    else nothing
                )
            case Question(claim=None):
                return await self.answer(meaning)
            case Question():
                return self._check_claim(meaning, await self.answer(meaning))

    async def _offer(self, question: Question) -> Answer:
        """What a question finds, if it finds anything, as what comes closest."""
        answer = await self.answer(question)
        if not isinstance(answer, Found):
            return answer
        about = question.subject or question.named
        return NoFact(Question(subject=about, season=question.season), known_here=answer.sections)

    def _check_claim(self, question: Question, answer: Answer) -> Answer:
        """The answer to a question that claims something: what is known is a yes only if it says the same."""
        words = fold(question.claim or "").split()
        # A known name, mentioned in passing: "did Netflix renew it".
        claim = {word for word in words if not self._store.names.exact(word, tuple(Kind))}
        if not claim or not isinstance(answer, Found):
            return answer
        if any(claim <= set(fold(value).split()) for value in answer.values):
            return answer
        if answer.sections[0].relation.may_change:
            # It may have come to be on Hulu since: somebody may know, and tell.
            return NoFact(question, known_here=answer.sections)
        return replace(answer, question=replace(question, negated=True))

    async def decode(self, code: str) -> Question | None:
        """The question that a button's code stands for; None if what it names is gone."""
        return await decode(code, self._store.find_entity)

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
            resolved, titled_season = await self._resolve_title(title)
            question = Question(relation, season=season or titled_season)
            if not isinstance(resolved, Entity):
                return _unclear(UnclearName(title, resolved[0], question, "subject", resolved[1]))
            question = Question(relation, subject=resolved, season=question.season)
        if name is not None:
            found = await self._resolve(name, name_kinds)
            slot: Slot = "named" if relation == "quote" or title is not None else "subject"
            if not isinstance(found, Entity):
                return _unclear(UnclearName(name, found[0], question, slot, found[1]))
            if slot == "named":
                question = Question(relation, question.subject, found, question.season)
            else:
                question = Question(relation, found, None, question.season)
        return await self.answer(question)

    async def find_timeline(self, title: str, season: int | None = None) -> Timeline | Answer:
        """Every report of when a title comes out, in all its seasons or in one; or why there is none."""
        answer = await self.ask_about("release date", title=title, season=season)
        return await self.trace(answer.question) if isinstance(answer, Found) else answer

    async def trace(self, question: Question) -> Timeline | Answer:
        """The timeline of a work whose release is asked about; the plain answer if no report has a date."""
        relation = RELATIONS["release date"]
        question = Question(relation.name, question.subject, season=question.season)
        if question.subject is None or question.subject.kind is not Kind.WORK:
            return await self.answer(question)
        reports = await self._store.find_reports(question.subject.id, relation.name)
        seasons = [season for season in _seasons_of(reports) if question.season in (None, season)]
        if not seasons:
            return await self.answer(question)
        sections = self._sections(relation, question.subject, reports, seasons, question.season)
        return make_timeline(question, question.subject.name, sections)

    async def find_work(self, title: str) -> Entity | tuple[Entity, ...]:
        """The work that a command's option means, or those it may mean, the nearest first."""
        found, _season = await self._resolve_title(title)
        return found if isinstance(found, Entity) else found[0]

    async def _resolve_title(self, title: str) -> tuple[Entity | tuple[tuple[Entity, ...], bool], int | None]:
        """A title's work, and the season it ends in: "Squid Game 2"."""
        whole = await self._resolve(title, (Kind.WORK,), exactly=True)
        if isinstance(whole, Entity):
            return whole, None
        bare, season = split_season(title)
        return await self._resolve(bare, (Kind.WORK,)), season

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

    async def answer(self, question: Question) -> Answer:
        """Answer a question that has been understood."""
        if question.source and question.subject is not None:
            return await self._answer_source(question, question.subject)
        if question.relation is None:
            if question.subject is not None and question.named is not None:
                return await self._answer_connection(question, question.subject, question.named)
            return await self._answer_overview(question)
        relation = RELATIONS[question.relation]
        if question.of_film and question.subject is not None and await self._is_series(question.subject):
            return self._no_fact(question, question.subject, relation, [])
        if question.role is not None and relation.name != "quote":
            return await self._answer_in_two_steps(question, relation, RELATIONS[question.role])
        if question.when is not None and question.subject is None:
            return await self._answer_by_date(question, question.when, RELATIONS["release date"])
        if (
            relation.name == "meaning"
            and question.named is not None
            and question.named.kind is Kind.CHARACTER
        ):
            return await self._answer_backwards(question, question.named, relation)
        if question.subject is not None and question.subject.kind in relation.subjects:
            return await self._answer_forwards(question, question.subject, relation)
        entity = question.named or question.subject
        if entity is not None:
            return await self._answer_backwards(question, entity, relation)
        return await self._answer_untitled(question, relation)

    async def _is_series(self, work: Entity) -> bool:
        """Whether seasons are known of it."""
        return any(report.season is not None for report in await self._store.find_reports(work.id))

    async def _answer_source(self, question: Question, subject: Entity) -> Answer:
        """The report that a question is about, of which it asks who says so, when, or how surely."""
        everything = await self._store.find_reports(subject.id)
        if question.season is not None:
            if not any(report.season == question.season for report in everything):
                return NoFact(question)
            everything = [report for report in everything if report.season in (None, question.season)]
        said = (question.about or "").split() + ([question.when] if question.when else [])
        near = find_near(everything, said)
        of_relation = [each for each in near if each.report.relation == question.relation]
        if of_relation and of_relation[0].share >= near[0].share - _AS_NEAR:
            near = of_relation
        if near and (is_near(near[0]) or question.relation is None):
            report = near[0].report
            return self._found_report(replace(question, relation=report.relation), report)
        if question.relation is not None:
            answer = await self.answer(replace(question, source=False, about=None))
            if isinstance(answer, Found):
                return answer
        newest = sorted(
            everything, key=lambda report: (-report.published_on.toordinal(), report.certainty.rank)
        )
        return (
            self._found_report(replace(question, relation=newest[0].relation), newest[0])
            if newest
            else NoFact(question)
        )

    async def _answer_forwards(self, question: Question, subject: Entity, relation: Relation) -> Answer:
        everything = await self._store.find_reports(subject.id, relation.name)
        if relation.name == "quote" and subject.kind is Kind.PERSON:
            everything += await self._store.find_reports_spoken_by(subject.id)
        reports = everything
        if question.of_author and relation.name == "based on":
            return await self._answer_authors(question, subject, relation, everything)
        if question.named is not None:
            reports = [report for report in reports if _names(report, question.named)]
            if question.of_part and question.named.kind is Kind.PERSON and relation.name == "cast member":
                reports = [report for report in reports if report.character or report.note]
        if question.role is not None:
            holders = await self._store.find_reports(subject.id, question.role)
            people = {report.named.id for report in holders if report.named is not None}
            reports = [report for report in reports if report.speaker and report.speaker.id in people]
        if question.about:
            fits = _rated_by if relation.name == "rating" else _most_fitting
            reports = fits(reports, question.about)
        if question.counts and relation.value is ValueType.TEXT and relation.names is None:
            reports = [report for report in reports if any(map(str.isdigit, report.value))]
        seasons = await self._choose_seasons(question, subject, relation, reports)
        came = await self._find_came(subject, reports) if relation.name == "release date" else frozenset()
        sections = self._sections(
            relation,
            subject,
            reports,
            seasons,
            question.season,
            keep_order=question.about is not None,
            came=came,
        )
        if not sections:
            instead = await self._answer_instead(question, subject, relation)
            ordered = await self._find_ordered(question, subject, relation)
            return instead or ordered or self._no_fact(question, subject, relation, everything)
        taken = (
            question.season is None and relation.of_season and len(seasons) == 1 and seasons[0] is not None
        )
        return Found(question, sections, season_taken=taken)

    async def _answer_instead(self, question: Question, subject: Entity, relation: Relation) -> Found | None:
        """What answers a question just as well, though no report says it in so many words."""
        if question.yes_no and question.named is not None and relation.name in _HELD_BY_ONE:
            # "Does Bong direct it": whoever does is the answer.
            answer = await self.answer(replace(question, named=None, negated=True))
            return answer if isinstance(answer, Found) else None
        if relation.name == "renewal date" and not question.negated:
            # A season with a date is a season that comes.
            answer = await self.answer(replace(question, relation="release date", claim=None))
            if isinstance(answer, Found) and (
                question.season is not None or (question.official and self._lies_ahead(answer))
            ):
                return answer
        return None

    async def _find_ordered(self, question: Question, subject: Entity, relation: Relation) -> NoFact | None:
        """That a season was ordered, which comes closer to when it is out than when another one came out."""
        if relation.name != "release date" or question.season is None:
            return None
        renewal = RELATIONS["renewal date"]
        reports = await self._store.find_reports(subject.id, renewal.name)
        sections = self._sections(renewal, subject, reports, [question.season], question.season)
        return NoFact(question, sections) if sections else None

    def _lies_ahead(self, answer: Found) -> bool:
        window = answer.sections[0].statements[0].reports[0].window
        return window is not None and window.upper >= self._today()

    async def _answer_authors(
        self, question: Question, subject: Entity, relation: Relation, reports: Sequence[Report]
    ) -> Answer:
        """Who made what a work is based on."""
        by_author: dict[int, list[Report]] = defaultdict(list)
        for report in rank_reports(reports):
            if report.author is not None:
                by_author[report.author.id].append(report)
        if not by_author:
            return self._no_fact(question, subject, relation, reports)
        statements = tuple(
            Statement(group[0].author.name, tuple(group)) for group in by_author.values() if group[0].author
        )
        return Found(question, (Section(relation, subject, None, statements, authors=True),))

    def _sections(
        self,
        relation: Relation,
        subject: Entity,
        reports: Iterable[Report],
        seasons: Sequence[int | None],
        asked: int | None,
        *,
        keep_order: bool = False,
        came: Collection[int | None] = (),
    ) -> tuple[Section, ...]:
        by_season: dict[int | None, list[Report]] = defaultdict(list)
        for report in reports:
            by_season[report.season].append(report)
        return tuple(
            make_section(
                relation,
                subject,
                season,
                by_season[season],
                self._today(),
                of_whole_work=asked is not None and season != asked,
                keep_order=keep_order,
                came=season in came,
            )
            for season in seasons
            if by_season[season]
        )

    async def _find_came(self, work: Entity, releases: Iterable[Report]) -> frozenset[int | None]:
        """The seasons of which later reports show that they came out: a chart, a rating, a season after them."""
        day = self._today()
        due: dict[int | None, date] = {}
        for report in releases:
            if report.window is not None and report.published_on < report.window.upper < day:
                due[report.season] = max(due.get(report.season, date.min), report.window.upper)
        if not due:
            return frozenset()
        about = await self._store.find_reports(work.id)
        return frozenset(
            season
            for season, by in due.items()
            if any(report.published_on > by and _shows_out(report, season) for report in about)
        )

    async def _choose_seasons(
        self, question: Question, subject: Entity, relation: Relation, reports: Sequence[Report]
    ) -> list[int | None]:
        """The seasons to answer for, in the order to answer in."""
        known = {report.season for report in reports}
        numbered = sorted((season for season in known if season is not None), reverse=True)
        whole: list[int | None] = [None] if None in known else []
        if question.season is not None:
            if question.season in known:
                return [question.season]
            # What holds for a whole work may be said of a season, and is marked so; what belongs to one
            # season never answers for another.
            if relation.of_season or not whole:
                return []
            # Nothing is known of a season that no report mentions, not even what holds for the show.
            about = await self._store.find_reports(subject.id)
            return whole if any(report.season == question.season for report in about) else []
        if question.first and relation.of_season and numbered:
            return [numbered[-1]]
        meant = SeasonMeant.AIRED if question.past and relation.of_season else relation.season_meant
        if meant is SeasonMeant.ANY or not numbered:
            return [*whole, *numbered]
        if meant is SeasonMeant.NEXT or len(numbered) == 1:
            return [self._find_next_season(reports) or numbered[0]]
        aired = await self._find_aired_season(subject)
        return [aired if aired in known else numbered[-1]]

    def _find_next_season(self, reports: Iterable[Report]) -> int | None:
        """The first season of which some date still lies ahead."""
        ahead = [
            report.season
            for report in reports
            if report.season is not None
            and report.window is not None
            and report.window.upper >= self._today()
        ]
        return min(ahead, default=None)

    async def _find_aired_season(self, work: Entity) -> int | None:
        """The newest season that a report says has come out."""
        today = self._today()
        releases = await self._store.find_reports(work.id, "release date")
        aired = [
            report.season
            for report in releases
            if report.season is not None
            and report.window is not None
            and report.window.upper <= report.published_on
            and report.window.upper <= today
        ]
        return max(aired, default=None)

    async def _answer_backwards(self, question: Question, entity: Entity, relation: Relation) -> Answer:
        reports = await self._find_naming(entity, relation)
        if entity.kind is Kind.CHARACTER and relation.name == "meaning" and not reports:
            return await self._answer_overview(replace(question, relation=None, subject=entity, named=None))
        if question.subject is not None and question.subject is not entity:
            reports = await self._keep_tied(reports, question.subject, relation)
        if question.season is not None and relation.of_season:
            reports = [report for report in reports if report.season == question.season]
        if question.about:
            reports = _most_fitting(reports, question.about)
        if not reports:
            return self._no_fact(question, entity, relation, [])
        if entity.kind is Kind.TOPIC:
            works = {report.subject.id: report.subject for report in reports}
            of_relation = any(report.relation == relation.name for report in reports)
            if not of_relation and len(works) == 1 and relation.names is not Kind.TOPIC:
                # "That show about lost parcels, who directed it": the only one is meant.
                return await self.answer(replace(question, subject=reports[0].subject, named=None))
            return Found(
                question,
                tuple(
                    _backward_section(
                        other, entity, [report for report in reports if report.relation == other.name]
                    )
                    for other in RELATIONS.values()
                    if any(report.relation == other.name for report in reports)
                ),
            )
        by_author = relation.names is not Kind.PERSON and entity.kind is Kind.PERSON
        if by_author or relation.name in ("quote", "meaning") or entity.kind is Kind.CHARACTER:
            by_subject: dict[tuple[int, int | None], list[Report]] = defaultdict(list)
            for report in reports:
                by_subject[report.subject.id, report.season].append(report)
            return Found(
                question,
                tuple(
                    make_section(relation, group[0].subject, group[0].season, group, self._today())
                    for group in by_subject.values()
                ),
            )
        return Found(question, (_backward_section(relation, entity, reports),))

    async def _keep_tied(
        self, reports: Sequence[Report], subject: Entity, relation: Relation
    ) -> list[Report]:
        """The reports that have to do with what is asked about, or, where they are of people, with whoever made it."""
        tied = {subject.id}
        if relation.subjects == {Kind.PERSON} and subject.kind is Kind.WORK:
            of_work = await self._store.find_reports(subject.id)
            tied |= {report.named.id for report in of_work if report.named is not None}
        return [report for report in reports if report.subject.id in tied or _names(report, subject)]

    async def _find_naming(self, entity: Entity, relation: Relation) -> list[Report]:
        match entity.kind:
            case Kind.CHARACTER:
                reports = await self._store.find_reports_of_character(entity.id)
            case Kind.PERSON if "speaker" in relation.qualifiers:
                reports = await self._store.find_reports_spoken_by(entity.id)
            case Kind.PERSON if "by" in relation.qualifiers:
                reports = await self._store.find_reports_of_author(entity.id)
            case Kind.TOPIC:
                # Fans ask for shows "about zombies" where a report gives it as the genre.
                reports = await self._store.find_reports_naming(entity.id, relation.name)
                return reports or await self._store.find_reports_naming(entity.id)
            case _:
                return await self._store.find_reports_naming(entity.id, relation.name)
        return [report for report in reports if report.relation == relation.name]

    async def _answer_in_two_steps(self, question: Question, relation: Relation, role: Relation) -> Answer:
        """ "What else has the director of X made", "who else is in the show with Y"."""
        sections: list[Section] = []
        people: dict[int, Entity] = {}
        if question.subject is not None:
            holders = await self._store.find_reports(question.subject.id, role.name)
            people = {report.named.id: report.named for report in holders if report.named is not None}
            for person in people.values():
                reports = await self._store.find_reports_naming(person.id, relation.name)
                others = [report for report in reports if report.subject.id != question.subject.id]
                if others:
                    sections.append(_backward_section(relation, person, others))
        elif question.named is not None:
            roles = await self._find_naming(question.named, role)
            works = {report.subject.id: report.subject for report in roles}
            for work in list(works.values())[:_MOST_CANDIDATES]:
                reports = await self._store.find_reports(work.id, relation.name)
                others = [report for report in reports if not _names(report, question.named)]
                seasons = _seasons_of(others)
                sections += self._sections(relation, work, others, seasons, None)
        if sections:
            return Found(question, tuple(sections))
        holder = question.named or next(iter(people.values()), None)
        if holder is None:
            return NoFact(question)
        known = await self._store.find_reports_naming(holder.id, role.name)
        here = (_backward_section(role, holder, known),) if known else ()
        return NoFact(Question(relation.name, named=holder), known_here=here, nothing_else=True)

    async def _answer_by_date(self, question: Question, when: str, relation: Relation) -> Answer:
        """ "Which shows come out in 2024": works whose leading report lies in the year, in the month or on the day."""
        inside: list[Report] = []
        for window in find_windows(when, self._today()):
            inside += await self._store.find_released_between(str(window.lower), str(window.upper))
        by_work: dict[int, list[Report]] = defaultdict(list)
        for report in inside:
            by_work[report.subject.id].append(report)
        reports: list[Report] = []
        for work, of_work in by_work.items():
            # A year that a later report has replaced is no longer the year of that season.
            leading: dict[int | None, str] = {}
            for report in rank_reports(await self._store.find_reports(work, relation.name)):
                leading.setdefault(report.season, report.value)
            reports += [
                report
                for report in of_work
                if report.value == leading[report.season] and question.season in (None, report.season)
            ]
        if not reports:
            return NoFact(question)
        date_asked = Entity(0, Kind.TOPIC, word_asked_date(when))
        return Found(question, (_backward_section(relation, date_asked, reports),))

    async def _answer_untitled(self, question: Question, relation: Relation) -> Answer:
        """Answer where no name is given: if only one work has such a fact, that one is meant."""
        season = question.season if relation.of_season else None
        subjects = await self._store.find_subjects_of(relation.name, season, _MOST_CANDIDATES + 1)
        if relation.name == "quote" and 1 < len(subjects) <= _MOST_CANDIDATES:
            # A topic or a role rules out shows whose quotes are by other people, or about other things.
            answers = [await self.answer(replace(question, subject=subject)) for subject in subjects]
            found = [answer for answer in answers if isinstance(answer, Found)]
            if len(found) == 1:
                return found[0]
        if len(subjects) == 1:
            return await self.answer(replace(question, subject=subjects[0]))
        if not subjects:
            return NoFact(question)
        offered = tuple(subjects[:_MOST_CANDIDATES])
        choices = tuple(replace(question, subject=subject) for subject in offered)
        return Ambiguous("", offered, choices)

    async def _answer_connection(self, question: Question, subject: Entity, named: Entity) -> Answer:
        """How somebody or something is connected with a work: "is X in Y"."""
        if named.kind is Kind.TERM:
            return await self.answer(Question("meaning", subject=named))
        reports = [report for report in await self._store.find_reports(subject.id) if _names(report, named)]
        if question.season is not None:
            reports = [report for report in reports if report.season == question.season]
        sections: list[Section] = []
        for relation in RELATIONS.values():
            of_relation = [report for report in reports if report.relation == relation.name]
            seasons = _seasons_of(of_relation)
            sections += self._sections(relation, subject, of_relation, seasons, question.season)
        if sections:
            return Found(question, tuple(sections))
        known = tuple((await self._naming_sections(named, None))[:_MOST_CANDIDATES])
        return NoFact(question, known_here=known)

    async def find_examples(self) -> tuple[str, ...]:
        """Questions that the facts answer, for who doesn't know what to ask; none where there are no facts."""
        report = await self._store.find_first_report()
        if report is None:
            return ()
        work = report.subject
        if work.kind is not Kind.WORK:
            return (f"who is {work.name}?" if work.kind is Kind.PERSON else f"what is {work.name}?",)
        releases = await self._store.find_reports(work.id, "release date")
        seasons = _seasons_of(releases)
        examples = []
        if seasons:
            season = f" season {seasons[0]}" if seasons[0] is not None else ""
            examples.append(f"when is {work.name}{season} out?")
        if report.character is not None:
            examples.append(f"who plays {report.character.name}?")
        return tuple(examples) or (f"tell me about {work.name}",)

    async def _answer_newest(self, question: Question, entity: Entity) -> Answer:
        """What was reported last of a title, the newest first; of one article what comes first in the vocabulary."""
        order = {name: at for at, name in enumerate(RELATIONS)}
        reports = [
            report
            for report in await self._store.find_reports(entity.id)
            if question.season in (None, report.season)
        ]
        reports.sort(
            key=lambda report: (
                -report.published_on.toordinal(),
                report.certainty.rank,
                order[report.relation],
                -(report.season or 0),
            )
        )
        newest = {report.relation: report.season for report in reversed(reports)}
        told = dict.fromkeys(report.relation for report in reports)
        sections = [
            section
            for name in list(told)[:_MOST_NEWS]
            for section in self._sections(
                RELATIONS[name],
                entity,
                [report for report in reports if report.relation == name],
                [newest[name]],
                newest[name],
            )
        ]
        return Found(question, tuple(sections)) if sections else NoFact(question)

    async def _answer_overview(self, question: Question) -> Answer:
        """Everything that is known of somebody or something, relation by relation."""
        entity = question.subject or question.named
        if entity is None:
            return NotUnderstood()
        if question.newest and entity.kind is Kind.WORK:
            return await self._answer_newest(question, entity)
        sections: list[Section] = []
        about = await self._store.find_reports(entity.id)
        if question.season is not None:
            about = [report for report in about if report.season == question.season]
        by_relation: dict[str, list[Report]] = defaultdict(list)
        for report in about:
            by_relation[report.relation].append(report)
        for relation in RELATIONS.values():
            reports = by_relation[relation.name]
            seasons = _seasons_of(reports)
            sections += self._sections(relation, entity, reports, seasons, None)
        if entity.kind is not Kind.WORK:
            sections += await self._naming_sections(entity, question.season)
        if not sections:
            return self._no_fact(question, entity, None, [])
        return Found(question, tuple(sections))

    async def _naming_sections(self, entity: Entity, season: int | None) -> list[Section]:
        """What others' reports say of a person, character or topic, in one season or in all: roles, quotes."""

        def asked(reports: list[Report]) -> list[Report]:
            return [report for report in reports if season is None or report.season == season]

        by_relation: dict[str, list[Report]] = defaultdict(list)
        for report in asked(await self._store.find_reports_naming(entity.id)):
            by_relation[report.relation].append(report)
        sections = [
            _backward_section(relation, entity, by_relation[relation.name])
            for relation in RELATIONS.values()
            if by_relation[relation.name]
        ]
        if entity.kind is Kind.CHARACTER:
            groups: dict[tuple[str, int, int | None], list[Report]] = defaultdict(list)
            for report in asked(await self._store.find_reports_of_character(entity.id)):
                groups[report.relation, report.subject.id, report.season].append(report)
            sections += [
                make_section(
                    RELATIONS[group[0].relation], group[0].subject, group[0].season, group, self._today()
                )
                for group in groups.values()
            ]
        if entity.kind is Kind.PERSON:
            for report in asked(await self._store.find_reports_of_author(entity.id)):
                relation = RELATIONS[report.relation]
                sections.append(
                    make_section(relation, report.subject, report.season, [report], self._today())
                )
            spoken = asked(await self._store.find_reports_spoken_by(entity.id))
            if spoken:
                sections.append(make_section(RELATIONS["quote"], entity, None, spoken, self._today()))
        return sections

    def _no_fact(
        self, question: Question, entity: Entity, relation: Relation | None, related: Sequence[Report]
    ) -> NoFact:
        """An honest "I don't know", with what is known of the same relation for other seasons or values."""
        seasons: list[int | None] = _seasons_of(related)
        sections = self._sections(relation, entity, related, seasons, None) if relation is not None else ()
        return NoFact(question, sections)


def _seasons_of(reports: Iterable[Report]) -> list[int | None]:
    """The seasons that have reports, the newest first, the work as a whole last."""
    return sorted({report.season for report in reports}, key=lambda season: -(season or 0))


def _unclear(unclear: UnclearName) -> Answer:
    choices = tuple(unclear.choose(candidate) for candidate in unclear.candidates)
    if unclear.fits and len(unclear.candidates) > 1:
        return Ambiguous(unclear.text, unclear.candidates, choices)
    return UnknownName(unclear.text, unclear.candidates, choices, unclear.question.relation)


def _shows_out(report: Report, season: int | None) -> bool:
    """Whether a report speaks of a season as one that is out, or of a later one."""
    if report.season is not None and season is not None and report.season > season:
        return report.relation in _OF_LATER_SEASONS
    return report.relation in _OF_WHAT_IS_OUT and report.season in (
        (season, None) if season in (None, 1) else (season,)
    )


def _names(report: Report, entity: Entity) -> bool:
    linked = (report.named, report.character, report.speaker, report.author)
    return any(other is not None and other.id == entity.id for other in linked)


def _backward_section(relation: Relation, entity: Entity, reports: Iterable[Report]) -> Section:
    by_subject: dict[int, list[Report]] = defaultdict(list)
    for report in rank_reports(reports):
        by_subject[report.subject.id].append(report)
    statements = tuple(Statement(group[0].subject.name, tuple(group)) for group in by_subject.values())
    return Section(relation, entity, None, statements, backwards=True)


def _most_fitting(reports: Sequence[Report], about: str) -> list[Report]:
    """The reports that share the most words with what was asked about; none if none shares any."""
    wanted = set(fold(about).split())

    def shared(report: Report) -> int:
        # What was said, and what about, tells more than any note on it.
        said = set(fold(f"{report.about or ''} {report.value}").split())
        return 2 * len(wanted & said) + len(wanted & set(fold(report.note or "").split()))

    fitting = [report for report in reports if shared(report)]
    return sorted(fitting, key=shared, reverse=True)


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


def _rated_by(reports: Sequence[Report], rater: str) -> list[Report]:
    """The ratings by one of those who rate, and those that do not say by whom."""
    raters = ((report, find_rater(fold(report.value).split())) for report in reports)
    return [report for report, by in raters if by in (None, rater)]


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
    if answer.season_taken and question.season is None:
        question = replace(question, season=first.season)
    return replace(question, official=False, negated=False)
