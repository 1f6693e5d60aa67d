"""FactFinder: from a question that is understood to the facts that answer it.

Owns which reports a question wants and which season it means, forwards, backwards, by date and in two steps. Refuses
to guess: a fact that no report has is NoFact; and to read questions: that is answer_service.py's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from bot.answers.answer import (
    Ambiguous,
    Answer,
    Found,
    NoFact,
    NotUnderstood,
    Section,
    Statement,
    Time,
)
from bot.answers.details import (
    find_near,
    is_near,
)
from bot.answers.rank import make_section, rank_reports, refines
from bot.facts.model import Kind
from bot.facts.relations import RELATIONS, Relation, SeasonMeant, ValueType
from bot.facts.report import Entity, Report
from bot.facts.scope import WHOLE, Scope
from bot.names import fold
from bot.questions import (
    DUB,
    NUMBERS,
    OPENING,
    ORDINALS,
    Question,
    as_entity,
    find_rater,
    find_scope,
    find_song,
    find_windows,
    word_asked_date,
)
from bot.store import FactStore

_MOST_CANDIDATES = 5
_HELD_BY_ONE = frozenset({"director", "screenwriter", "creator"})
"""Roles of whoever holds them alone, as a rule."""
_OF_WHAT_IS_OUT = frozenset({"chart record", "popularity", "rating", "review score", "box office"})
_OUT = frozenset({"airing", "finished"})
_OF_LATER_SEASONS = frozenset({"renewal date", "release date", "filming date"})
_OF_SEQUELS = frozenset({"based on", "sequel", "prequel", "spin-off", "part of"})
_STATUS = RELATIONS["status"]
_OF_WHAT_COMES = frozenset({"release date", "renewal date", "next episode", "trailer date"})
_IN_THE_WAY = frozenset({"postponed", "cancelled", "on hiatus", "to be announced"})
"""How things may stand so that a date says less than they do."""
_MADE_BY = frozenset({"director", "creator", "producer", "screenwriter", "production company"})
_WATCHED_ON = frozenset({"platform", "network"})
_MOST_NEWS = 4
_EPISODES = frozenset({"episodes"})
_OF_EPISODES = frozenset({RELATIONS["episode title"]})
"""Relations that are said of single episodes."""
_AS_NEAR = 0.15
_DUBBED_FROM = frozenset("japanese korean chinese mandarin cantonese original".split())
"""Languages whose voices are not called a dub by those who ask in English."""
_MADE = frozenset({"screenwriter", "creator", "author"})
_BARE_RATING = re.compile(r"\d+(?:\.\d+)?(?: ?/ ?\d+| out of \d+| stars?)?", re.ASCII)


class FactFinder:
    """Finds the facts that answer a question, as of today."""

    def __init__(self, store: FactStore, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today

    def tell_report(self, question: Question, report: Report) -> Found:
        """One report for what its own words say, its notes among them."""
        return Found(question, (self.make_section_of(report),), noted=frozenset({report.id}))

    def make_section_of(self, report: Report) -> Section:
        """What one report says, by itself."""
        return make_section(RELATIONS[report.relation], report.subject, report.scope, [report], self._today())

    async def answer(self, question: Question) -> Answer:
        """Answer a question that has been understood; first with what stands in the way of what it asks for."""
        answer = await self._answer_nearly(question)
        if question.relation not in _OF_WHAT_COMES or question.subject is None or question.source:
            return answer
        return await self._put_status_first(question, question.subject, answer)

    async def _put_status_first(self, question: Question, work: Entity, answer: Answer) -> Answer:
        """That a work, or the season, was postponed or cancelled, unless what is known of its date is newer, or past."""
        leads = answer.sections[0] if isinstance(answer, Found) else None
        if leads is not None and leads.relation.name == _STATUS.name:
            return answer
        reports = await self._store.find_reports(work.id, _STATUS.name)
        scope = question.scope if leads is None else leads.scope
        wider = (scope, scope.without_pieces(), WHOLE)
        held = ([report for report in reports if report.scope == each] for each in wider)
        about = next(filter(None, held), [])
        if not about or question.former or (question.past and not question.moved):
            return answer
        section = make_section(_STATUS, work, about[0].scope, about, self._today())
        status = section.statements[0].best
        if question.moved and leads is None:
            return Found(question, (section,))
        if status.value not in _IN_THE_WAY:
            return answer
        if leads is None or not isinstance(answer, Found):
            return Found(question, (section,))
        date_told = leads.statements[0]
        is_out = leads.relation.name == "release date" and date_told.time in (Time.PAST, Time.CAME)
        # A new date was the news of a delay, and has come since.
        was_news = date_told.best.published_on == status.published_on and date_told.passed
        if is_out or was_news or date_told.best.published_on > status.published_on:
            return answer
        return replace(answer, sections=(section, *answer.sections))

    async def _answer_nearly(self, question: Question) -> Answer:
        """The answer; or what comes nearest, where no report has what a question asks."""
        answer = await self._answer(question)
        if isinstance(answer, Found) or question.relation is None or question.source:
            return answer
        relation = RELATIONS[question.relation]
        # Who plays somebody is not who lends a voice in a dub.
        dubbed = relation.name == "voice actor" and DUB in (question.about or "").split()
        for name in () if dubbed else relation.near:
            about = None if relation.casts else question.about
            instead = await self._answer(replace(question, relation=name, about=about))
            if isinstance(instead, Found):
                return instead
        if relation.inverse is not None and question.subject is not None and question.named is None:
            inverse = RELATIONS[relation.inverse]
            reports = await self._store.find_reports_naming(question.subject.id, inverse.name)
            if reports:
                return Found(question, (_backward_section(inverse, question.subject, reports),))
        return answer

    async def _answer(self, question: Question) -> Answer:
        question = await self._ask_of_this_kind(await self._name_sequel(question))
        if question.source and question.subject is not None:
            return await self._answer_source(question, question.subject)
        if question.relation is None:
            if question.subject is not None and question.named is not None:
                return await self._answer_connection(question, question.subject, question.named)
            return await self._answer_overview(question)
        relation = RELATIONS[question.relation]
        if question.subject is not None and await self._is_of_another(question, question.subject, relation):
            return self.say_no_fact(question, question.subject, relation, [])
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

    async def _name_sequel(self, question: Question) -> Question:
        """The question of a film's sequel that has a title with a number, where its second part is asked about."""
        work, number = question.subject, question.season or question.part or 0
        if work is None or work.kind is not Kind.WORK or not 1 < number <= len(ORDINALS):
            return question
        if await self._is_series(work):
            return question
        name = fold(work.name).removeprefix("the ")
        word = NUMBERS[number - 1]
        titles = (
            f"{name} {number}",
            f"{ORDINALS[number - 1]} {name}",
            f"{name} part {number}",
            f"{name} part {word}",
        )
        for title in titles:
            for found in self._store.names.exact(title, (Kind.WORK,))[:1]:
                if found.entity != work.id:
                    return replace(question, subject=as_entity(found)).within(WHOLE)
        return question

    async def _ask_of_this_kind(self, question: Question) -> Question:
        """The question as it is meant of a game, whose makers, platforms and ratings are others than a show's."""
        work = question.subject
        if work is None or work.kind is not Kind.WORK:
            return question
        if question.relation in _MADE_BY and question.made:
            return await self._ask_instead(question, work, RELATIONS["developer"])
        if question.relation in _WATCHED_ON and question.named is not None:
            return await self._ask_at_home(question, work, question.named)
        if question.relation in _WATCHED_ON and not await self._store.find_reports(work.id, "platform"):
            return await self._ask_instead(question, work, RELATIONS["game platform"])
        if question.relation == "rating" and question.rated and not await self._is_rated(work):
            return await self._ask_instead(question, work, RELATIONS["age rating"])
        return question

    async def _ask_at_home(self, question: Question, work: Entity, place: Entity) -> Question:
        """The network of a show, where it is asked what it is on in the country that it comes from."""
        origins = await self._store.find_reports(work.id, "country of origin")
        if place.kind is not Kind.TOPIC or not any(_names(report, place) for report in origins):
            return question
        return await self._ask_instead(replace(question, named=None), work, RELATIONS["network"])

    async def _ask_instead(self, question: Question, work: Entity, relation: Relation) -> Question:
        """The question with another relation, if there is a report of it."""
        reports = await self._store.find_reports(work.id, relation.name)
        return replace(question, relation=relation.name, about=None) if reports else question

    async def _is_rated(self, work: Entity) -> bool:
        """Whether critics or fans have rated a show; a game's age rating is asked for sooner."""
        about = await self._store.find_reports(work.id)
        if any(RELATIONS[report.relation].of_game for report in about):
            return False
        return any(report.relation in ("rating", "review score") for report in about)

    async def _is_of_another(self, question: Question, subject: Entity, relation: Relation) -> bool:
        """Whether another work is asked about than the one that is named: a sequel to it, the film of a series."""
        if question.of_sequel and relation.name not in _OF_SEQUELS:
            return True
        return question.of_film and await self._is_series(subject)

    async def _is_series(self, work: Entity) -> bool:
        """Whether seasons are known of it."""
        return any(report.season is not None for report in await self._store.find_reports(work.id))

    async def _answer_source(self, question: Question, subject: Entity) -> Answer:
        """The report that a question is about, of which it asks who says so, when, or how surely."""
        everything = await self._find_reports(question, subject)
        if question.scope != WHOLE:
            if not any(question.scope.holds(report.scope) for report in everything):
                return NoFact(question)
            everything = [
                report for report in everything if question.scope.holds(report.scope) or report.scope == WHOLE
            ]
        said = (question.about or "").split() + ([question.when] if question.when else [])
        near = find_near(everything, said)
        of_relation = [each for each in near if each.report.relation == question.relation]
        if of_relation and of_relation[0].share >= near[0].share - _AS_NEAR:
            near = of_relation
        if near and (is_near(near[0]) or question.relation is None):
            report = near[0].report
            return self.tell_report(replace(question, relation=report.relation), report)
        if question.relation is not None:
            answer = await self.answer(replace(question, source=False, about=None))
            if isinstance(answer, Found):
                return answer
        newest = sorted(
            everything, key=lambda report: (-report.published_on.toordinal(), report.certainty.rank)
        )
        return (
            self.tell_report(replace(question, relation=newest[0].relation), newest[0])
            if newest
            else NoFact(question)
        )

    async def _answer_forwards(self, question: Question, subject: Entity, relation: Relation) -> Answer:
        if subject.kind is not Kind.WORK:
            # A season that was spoken of is one of a show.
            question = question.within(WHOLE)
        elif relation.counted >= _EPISODES:
            # "On ep 9, how many are left": no episode has a number of them.
            question = replace(question, episode=None)
        everything = await self._find_reports(question, subject, relation)
        if relation.name == "quote" and subject.kind is Kind.PERSON:
            everything += await self._store.find_reports_spoken_by(subject.id)
        if not everything and relation.names is not None:
            # Who made an episode is known by name, and said to have made no more than that.
            everything = await self._store.find_reports(subject.id, relation.name, of_episodes=True)
        if question.of_author and relation.name == "based on":
            return await self._answer_authors(question, subject, relation, everything)
        reports = await self._select(question, subject, relation, everything)
        scopes = await self._choose_scopes(question, subject, relation, reports)
        told = [report for report in reports if _tells_of(report, question.scope)]
        if told and not any(question.scope.holds(scope) for scope in scopes):
            sections = self.make_sections(relation, subject, told, scopes_of(told))
            return Found(question, sections, noted=frozenset(report.id for report in told))
        asked = None if question.carried else question.season
        if asked is not None and await self._may_change_hands(asked, subject, relation, scopes):
            return self.say_no_fact(question, subject, relation, everything)
        came = await self._find_came(subject, reports) if relation.name == "release date" else frozenset()
        sections = self.make_sections(
            relation,
            subject,
            reports,
            scopes,
            question.scope,
            keep_order=question.about is not None,
            came=came,
        )
        if not sections:
            instead = await self._answer_instead(question, subject, relation)
            ordered = await self._find_ordered(question, subject, relation)
            return instead or ordered or self.say_no_fact(question, subject, relation, everything)
        if question.former and relation.name == "release date":
            sections = _put_former_first(sections, question)
        taken = (
            question.scope == WHOLE
            and relation.of_season
            and len({scope.season for scope in scopes}) == 1
            and scopes[0].season is not None
        )
        return Found(question, sections, season_taken=taken)

    async def _select(
        self, question: Question, subject: Entity, relation: Relation, reports: list[Report]
    ) -> list[Report]:
        """The reports about whom and what the question names, by whom it names, and of the sort that it wants."""
        if question.named is not None:
            naming = [report for report in reports if _names(report, question.named)]
            reports = naming or [report for report in reports if _is_noted_of(report, question.named)]
            if question.of_part and question.named.kind is Kind.PERSON and relation.casts:
                reports = [report for report in reports if report.character or report.note]
        if question.role is not None:
            holders = await self._store.find_reports(subject.id, question.role)
            people = {report.named.id for report in holders if report.named is not None}
            reports = [report for report in reports if report.speaker and report.speaker.id in people]
        if question.about:
            reports = _FITTING.get(relation.name, _most_fitting)(reports, question.about)
        if question.counts and relation.value is ValueType.TEXT and relation.names is None:
            reports = [report for report in reports if any(map(str.isdigit, report.value))]
        return reports

    async def _may_change_hands(
        self, season: int, subject: Entity, relation: Relation, scopes: Sequence[Scope]
    ) -> bool:
        """Whether who made a show may be no longer who makes a season of it that is not out."""
        if relation.names is not Kind.PERSON or scopes != [WHOLE]:
            return False
        aired = await self._find_aired_season(subject)
        return aired is not None and season > aired

    async def _answer_instead(self, question: Question, subject: Entity, relation: Relation) -> Found | None:
        """What answers a question just as well, though no report says it in so many words."""
        if (
            question.named is not None
            and question.named.kind is Kind.PERSON
            and relation.name in _HELD_BY_ONE
        ):
            # "Does Bong direct it", "didn't Bong direct it": whoever does is the answer.
            answer = await self.answer(replace(question, named=None, yes_no=True, negated=True))
            return answer if isinstance(answer, Found) else None
        if question.of_author and relation.name in _MADE:
            # "It is from a manga, no? By who": who made what it is based on.
            answer = await self.answer(replace(question, relation="based on"))
            return answer if isinstance(answer, Found) else None
        if question.carried and not question.scope.is_whole:
            # "And how many episodes are there", after one of them.
            answer = await self.answer(question.within(question.scope.without_pieces()))
            return answer if isinstance(answer, Found) else None
        if question.carried and question.named is not None and question.season is not None:
            # The season that was spoken of need not be the one that somebody is in.
            answer = await self.answer(replace(question, carried=False).within(WHOLE))
            return answer if isinstance(answer, Found) else None
        if question.named is not None and question.named.kind is Kind.TOPIC:
            return await self._answer_what_it_is(question, question.named, relation)
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
        sections = self.make_sections(renewal, subject, reports, [question.scope], question.scope)
        return NoFact(question, sections) if sections else None

    async def _answer_what_it_is(self, question: Question, topic: Entity, relation: Relation) -> Found | None:
        """What a topic has to do with a show's people by what it is: an agency of its cast, taken for a subject."""
        known = await self._store.find_relations_naming(topic.id)
        for other in RELATIONS.values():
            if other.name in known and other.subjects == {Kind.PERSON} and relation.name not in known:
                answer = await self._answer(replace(question, relation=other.name, yes_no=False))
                if isinstance(answer, Found):
                    return answer
        return None

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
            return self.say_no_fact(question, subject, relation, reports)
        statements = tuple(
            Statement(group[0].author.name, tuple(group)) for group in by_author.values() if group[0].author
        )
        return Found(question, (Section(relation, subject, WHOLE, statements, authors=True),))

    def make_sections(
        self,
        relation: Relation,
        subject: Entity,
        reports: Iterable[Report],
        scopes: Sequence[Scope],
        asked: Scope = WHOLE,
        *,
        keep_order: bool = False,
        came: Collection[Scope] = (),
    ) -> tuple[Section, ...]:
        """A section for each of some scopes of a subject that has reports."""
        by_scope: dict[Scope, list[Report]] = defaultdict(list)
        for report in reports:
            by_scope[report.scope].append(report)
        return tuple(
            make_section(
                relation,
                subject,
                scope,
                by_scope[scope],
                self._today(),
                wider_than=None if asked.holds(scope) else asked,
                keep_order=keep_order,
                came=scope in came,
            )
            for scope in scopes
            if by_scope[scope]
        )

    def leave_out_replaced(self, subject: Entity, reports: Sequence[Report]) -> list[Report]:
        """The reports of a subject without those of how things stood before."""
        stood = [report for report in reports if report.relation == _STATUS.name]
        sections = self.make_sections(_STATUS, subject, stood, scopes_of(stood))
        replaced = {report.id for section in sections for report in section.earlier}
        return [report for report in reports if report.id not in replaced]

    async def _find_came(self, work: Entity, releases: Iterable[Report]) -> frozenset[Scope]:
        """The seasons, or parts, of which later reports show that they came out: a chart, a rating, a season after them."""
        day = self._today()
        due: dict[Scope, date] = {}
        for report in releases:
            if report.window is not None and report.last_said_on < report.window.upper < day:
                due[report.scope] = max(due.get(report.scope, date.min), report.window.upper)
        if not due:
            return frozenset()
        about = await self._store.find_reports(work.id)
        return frozenset(
            scope
            for scope, by in due.items()
            if any(report.published_on > by and _shows_out(report, scope) for report in about)
        )

    async def _find_reports(
        self, question: Question, subject: Entity, relation: Relation | None = None
    ) -> list[Report]:
        """The reports of a subject; those of single episodes only where these are asked about, or somebody who may be in one."""
        of_episodes = question.episode is not None or question.named is not None or relation in _OF_EPISODES
        name = relation.name if relation is not None else None
        return await self._store.find_reports(subject.id, name, of_episodes=of_episodes)

    async def _choose_scopes(
        self, question: Question, subject: Entity, relation: Relation, reports: Sequence[Report]
    ) -> list[Scope]:
        """What to answer for, in the order to answer in: seasons, or the parts or episodes of them.

        The date of a part is none of its season, and one of an episode neither: they answer for themselves, and say so.
        """
        asked = question.scope
        inside = [report for report in reports if asked.holds(report.scope)]
        if asked.is_whole or inside:
            anything = asked if asked.is_whole else WHOLE
            seasons = await self._choose_seasons(
                question.within(anything), subject, relation, reports if asked.is_whole else inside
            )
            return [
                scope for season in seasons for scope in self._narrow(season, relation, inside or reports)
            ]
        if relation.of_season or (asked.episode is not None and relation.names is Kind.PERSON):
            return []
        about = await self._find_reports(question, subject)
        if not any(asked.holds(report.scope) for report in about):
            return []
        known = {report.scope for report in reports}
        wider = (Scope(asked.season, asked.part), asked.without_pieces(), WHOLE)
        return next(([scope] for scope in wider if scope in known), [])

    def _narrow(self, season: int | None, relation: Relation, reports: Iterable[Report]) -> list[Scope]:
        """A season, or the work, as far as it is known as one; else its parts; beside it those that are still to come."""
        of_season = [report for report in reports if report.season == season]
        scopes = sorted({report.scope for report in of_season}, key=lambda scope: scope.order)
        if relation.name == _STATUS.name:
            # How things stand is told by what came last.
            return scopes[::-1]
        if Scope(season) not in scopes or not relation.one_value:
            return scopes
        today = self._today()
        coming = {
            report.scope
            for report in of_season
            if report.scope.episode is None and report.window is not None and report.window.upper >= today
        }
        return [Scope(season), *(scope for scope in scopes[1:] if scope in coming)]

    async def _choose_seasons(
        self, question: Question, subject: Entity, relation: Relation, reports: Sequence[Report]
    ) -> list[int | None]:
        """The seasons to answer for, in the order to answer in; None for the work as a whole, or what has no season."""
        known = {report.season for report in reports}
        numbered = sorted((season for season in known if season is not None), reverse=True)
        whole: list[int | None] = [None] if None in known else []
        if question.season is not None:
            if question.season in known:
                return [question.season]
            # What holds for a whole work may be said of a season, and is marked so; what belongs to one
            # season never answers for another.
            if (relation.of_season and not _asks_of_one(question, relation)) or not whole:
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
            and report.window.upper <= report.last_said_on
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
            reports = [report for report in reports if question.scope.holds(report.scope)]
        if question.about:
            reports = _FITTING.get(relation.name, _most_fitting)(reports, question.about)
        if not reports:
            return self.say_no_fact(question, entity, relation, [])
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
            by_subject: dict[tuple[int, Scope], list[Report]] = defaultdict(list)
            for report in reports:
                by_subject[report.subject.id, report.scope].append(report)
            return Found(
                question,
                tuple(
                    make_section(relation, group[0].subject, group[0].scope, group, self._today())
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
                sections += self.make_sections(relation, work, others, scopes_of(others))
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
            leading: dict[Scope, str] = {}
            for report in rank_reports(await self._store.find_reports(work, relation.name)):
                leading.setdefault(report.scope, report.value)
            reports += [
                report
                for report in of_work
                if report.value == leading[report.scope] and question.scope.holds(report.scope)
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
            meaning = await self.answer(Question("meaning", subject=named))
            # A follow-up goes on about the show that was named.
            return (
                replace(meaning, question=replace(question, relation="meaning"))
                if isinstance(meaning, Found)
                else meaning
            )
        everything = await self._store.find_reports(subject.id, of_episodes=True)
        reports = [
            report for report in everything if _names(report, named) and question.scope.holds(report.scope)
        ]
        sections: list[Section] = []
        for relation in RELATIONS.values():
            of_relation = [report for report in reports if report.relation == relation.name]
            sections += self.make_sections(relation, subject, of_relation, scopes_of(of_relation))
        if sections:
            return Found(question, tuple(sections))
        known = tuple((await self._naming_sections(named, WHOLE))[:_MOST_CANDIDATES])
        return NoFact(question, known_here=known)

    async def _answer_newest(self, question: Question, entity: Entity) -> Answer:
        """What was reported last of a title, the newest first; of one article what comes first in the vocabulary."""
        order = {name: at for at, name in enumerate(RELATIONS)}
        reports = [
            report
            for report in await self._find_reports(question, entity)
            if question.scope.holds(report.scope)
        ]
        reports.sort(
            key=lambda report: (
                -report.published_on.toordinal(),
                report.certainty.rank,
                order[report.relation],
                _newest_season_first(report.scope),
            )
        )
        newest = {report.relation: report.scope for report in reversed(reports)}
        told = dict.fromkeys(report.relation for report in reports)
        sections = [
            section
            for name in list(told)[:_MOST_NEWS]
            for section in self.make_sections(
                RELATIONS[name],
                entity,
                [report for report in reports if report.relation == name],
                [newest[name]],
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
        about = [
            report
            for report in await self._find_reports(question, entity)
            if question.scope.holds(report.scope)
        ]
        by_relation: dict[str, list[Report]] = defaultdict(list)
        for report in about:
            by_relation[report.relation].append(report)
        for relation in RELATIONS.values():
            reports = by_relation[relation.name]
            sections += self.make_sections(relation, entity, reports, scopes_of(reports))
        if entity.kind is not Kind.WORK:
            sections += await self._naming_sections(entity, question.scope)
        if not sections and entity.kind is Kind.CHARACTER and question.scope.is_whole:
            # "Who is Ida in season 1", where a cast is given for the whole show.
            sections += [each for each in await self._naming_sections(entity, WHOLE) if each.scope == WHOLE]
        if not sections:
            return self.say_no_fact(question, entity, None, [])
        return Found(question, tuple(sections))

    async def _naming_sections(self, entity: Entity, scope: Scope) -> list[Section]:
        """What others' reports say of a person, character or topic, in one season, part or episode or in all: roles, quotes."""

        def asked(reports: list[Report]) -> list[Report]:
            return [report for report in reports if scope.holds(report.scope)]

        by_relation: dict[str, list[Report]] = defaultdict(list)
        for report in asked(await self._store.find_reports_naming(entity.id)):
            by_relation[report.relation].append(report)
        sections = [
            _backward_section(relation, entity, by_relation[relation.name])
            for relation in RELATIONS.values()
            if by_relation[relation.name]
        ]
        if entity.kind is Kind.CHARACTER:
            groups: dict[tuple[str, int, Scope], list[Report]] = defaultdict(list)
            for report in asked(await self._store.find_reports_of_character(entity.id)):
                groups[report.relation, report.subject.id, report.scope].append(report)
            sections += [
                make_section(
                    RELATIONS[group[0].relation], group[0].subject, group[0].scope, group, self._today()
                )
                for group in groups.values()
            ]
        if entity.kind is Kind.PERSON:
            for report in asked(await self._store.find_reports_of_author(entity.id)):
                relation = RELATIONS[report.relation]
                sections.append(make_section(relation, report.subject, report.scope, [report], self._today()))
            spoken = asked(await self._store.find_reports_spoken_by(entity.id))
            if spoken:
                sections.append(make_section(RELATIONS["quote"], entity, WHOLE, spoken, self._today()))
        return sections

    def say_no_fact(
        self, question: Question, entity: Entity, relation: Relation | None, related: Sequence[Report]
    ) -> NoFact:
        """An honest "I don't know", with what is known of the same relation for other seasons or values."""
        if relation is None:
            return NoFact(question)
        asked = question.scope
        # One episode comes no closer to another; a part of the same season does.
        scopes = [scope for scope in scopes_of(related) if scope.episode is None or scope == asked]
        scopes.sort(key=lambda scope: (not scope.holds(asked), scope.season != asked.season))
        sections = self.make_sections(relation, entity, related, scopes)
        return NoFact(question, sections)


def _put_former_first(sections: tuple[Section, ...], question: Question) -> tuple[Section, ...]:
    """What was reported before the date that leads, if that was another; then what is reported now."""
    now = sections[0]
    lead = now.statements[0].best
    others = [report for report in now.earlier if not refines(lead, report)]
    if not others:
        return sections
    was = others[-1] if question.first else others[0]
    former = replace(now, statements=(Statement(was.value, (was,), time=Time.FORMER),), earlier=())
    kept = tuple(report for report in now.earlier if report is not was)
    return former, replace(now, earlier=kept), *sections[1:]


def scopes_of(reports: Iterable[Report]) -> list[Scope]:
    """The seasons that have reports, the newest first, each before its parts; the work as a whole last."""
    return sorted({report.scope for report in reports}, key=_newest_season_first)


def _newest_season_first(scope: Scope) -> tuple[int, int, int]:
    season, part, episode = scope.order
    return -season, part, episode


def _shows_out(report: Report, scope: Scope) -> bool:
    """Whether a report speaks of a season, or a part of one, as out, or of a later one."""
    if report.season is not None and scope.season is not None and report.season > scope.season:
        return report.relation in _OF_LATER_SEASONS
    tells = report.relation in _OF_WHAT_IS_OUT or (report.relation == _STATUS.name and report.value in _OUT)
    if not scope.is_whole:
        return tells and report.scope == scope
    return tells and report.season in ((scope.season, None) if scope.season in (None, 1) else (scope.season,))


def _names(report: Report, entity: Entity) -> bool:
    linked = (report.named, report.character, report.speaker, report.author)
    return any(other is not None and other.id == entity.id for other in linked)


def _is_noted_of(report: Report, topic: Entity) -> bool:
    """Whether a note says that a report is of a place or the like: a broadcaster "in Japan"."""
    words = set(fold(topic.name).split())
    return topic.kind is Kind.TOPIC and bool(words) and words <= set(fold(report.note or "").split())


def _backward_section(relation: Relation, entity: Entity, reports: Iterable[Report]) -> Section:
    by_subject: dict[int, list[Report]] = defaultdict(list)
    for report in rank_reports(reports):
        by_subject[report.subject.id].append(report)
    statements = tuple(Statement(group[0].subject.name, tuple(group)) for group in by_subject.values())
    return Section(relation, entity, WHOLE, statements, backwards=True)


def _asks_of_one(question: Question, relation: Relation) -> bool:
    """Whether it asks who plays somebody, or whom: a cast that is given for the whole show may tell."""
    if not relation.casts or question.named is None or question.yes_no:
        return False
    return question.named.kind is Kind.CHARACTER or question.of_part


def _tells_of(report: Report, asked: Scope) -> bool:
    """Whether a report about more names a part or an episode itself: a director with the note "the first episode"."""
    if asked.is_whole or not report.scope.is_whole:
        return False
    if None not in (asked.season, report.season) and asked.season != report.season:
        return False
    named = find_scope(fold(f"{report.value} {report.note or ''}").split())
    return named.part == asked.part and named.episode == asked.episode


def _most_fitting(reports: Sequence[Report], about: str) -> list[Report]:
    """The reports that share the most words with what was asked about; none if none shares any."""
    wanted = set(fold(about).split())

    def shared(report: Report) -> int:
        # What was said, and what about, tells more than any note on it.
        said = set(fold(f"{report.about or ''} {report.value}").split())
        return 2 * len(wanted & said) + len(wanted & set(fold(report.note or "").split()))

    fitting = [report for report in reports if shared(report)]
    return sorted(fitting, key=shared, reverse=True)


def _rated_by(reports: Sequence[Report], rater: str) -> list[Report]:
    """The ratings by one of those who rate, and those that do not say by whom."""
    return [
        report
        for report in reports
        if find_rater(fold(f"{report.value} {report.according_to or ''}").split()) == rater
        or (_BARE_RATING.fullmatch(report.value) and report.according_to is None)
    ]


def _voiced_in(reports: Sequence[Report], language: str) -> list[Report]:
    """The voices of a dub, by the language in their notes; of any that is dubbed into, where none is asked for by name."""
    spoken = set(language.split()) - {DUB}
    noted = [(report, set(fold(report.note or "").split())) for report in reports]
    if not spoken:
        return [report for report, note in noted if note and _DUBBED_FROM.isdisjoint(note)]
    return [report for report, note in noted if spoken <= note]


def _titled(reports: Sequence[Report], title: str) -> list[Report]:
    """The episodes of a title; failing that those whose titles hold all of its words."""
    wanted = fold(title)
    folded = [(report, fold(report.value)) for report in reports]
    exactly = [report for report, value in folded if value == wanted]
    words = set(wanted.split())
    return exactly or [report for report, value in folded if words and words <= set(value.split())]


def _sung_at(reports: Sequence[Report], song: str) -> list[Report]:
    """The opening, or the ending, by their notes; a theme song of which nothing is said is no ending."""
    told = [(report, find_song(fold(report.note or "").split())) for report in reports]
    return [report for report, at in told if at == song] or [
        report for report, at in told if at is None and song == OPENING
    ]


_FITTING = MappingProxyType(
    {"rating": _rated_by, "voice actor": _voiced_in, "episode title": _titled, "theme song": _sung_at}
)
"""Which reports fit what is asked about, where it is more than words that they share."""
