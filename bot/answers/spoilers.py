"""Which parts of an answer may be seen where spoilers are veiled, hidden or open.

Owns the rule for answers and timelines; display/ draws the veil itself, over every line whose reports are spoilers.
A name that only spoilers mention is a spoiler as well: titles, choices and don't-knows do without it.
Refuses to know who chose what: that is the server's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from msgspec import structs

from bot.answers.answer import Ambiguous, Answer, Found, NoFact, Section, Statement, UnknownName
from bot.answers.timeline import Group, Timeline
from bot.facts.report import Entity, Report, Spoilers
from bot.questions import Question

UNNAMED = "(spoiler)"
"""Replaces a name that is a spoiler where no veil can be drawn over it alone."""


@dataclass(frozen=True, slots=True)
class Veil:
    """How spoilers are shown in one place."""

    mode: Spoilers = Spoilers.VEILED
    only_in_spoilers: Collection[int] = frozenset()
    """The entities that only spoilers mention."""
    elsewhere: int | None = None
    """A channel that shows what this one hides."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be seen of an answer."""

    answer: Answer | None
    """None where everything that answers is hidden."""
    hidden: int = 0
    """Reports that are left out."""


def show_answer(answer: Answer, veil: Veil) -> Shown:
    """What may be seen of an answer behind a veil."""
    match answer:
        case _ if veil.mode is Spoilers.OPEN:
            return Shown(_lift(answer))
        case Found():
            return _show_found(answer, veil)
        case NoFact():
            sections = _show_sections(answer.known_here, veil.mode)
            shown = replace(
                answer,
                question=mask_question(answer.question, veil.only_in_spoilers),
                known_here=sections,
                nothing_else=answer.nothing_else and bool(sections),
            )
            return Shown(shown, _count_hidden(answer.known_here, veil.mode))
        case Ambiguous():
            return Shown(
                replace(
                    answer,
                    candidates=tuple(mask(entity, veil.only_in_spoilers) for entity in answer.candidates),
                )
            )
        case UnknownName():
            # A name that cannot be read helps nobody to choose.
            offered = list(zip(answer.nearest, answer.choices, strict=True))
            offered = [each for each in offered if each[0].id not in veil.only_in_spoilers] or offered
            nearest = tuple(mask(entity, veil.only_in_spoilers) for entity, _ in offered)
            return Shown(replace(answer, nearest=nearest, choices=tuple(choice for _, choice in offered)))
        case _:
            return Shown(answer)


def show_timeline(timeline: Timeline, veil: Veil) -> Timeline | None:
    """What may be seen of a timeline behind a veil; None where all of it is hidden."""
    groups = timeline.groups
    match veil.mode:
        case Spoilers.VEILED:
            return timeline
        case Spoilers.OPEN:
            groups = tuple(
                Group(group.scope, tuple(replace(row, report=_lift_report(row.report)) for row in group.rows))
                for group in groups
            )
        case Spoilers.HIDDEN:
            groups = tuple(
                Group(group.scope, rows)
                for group in groups
                if (rows := tuple(row for row in group.rows if not row.report.spoiler))
            )
    hidden = len(timeline.rows) - sum(len(group.rows) for group in groups)
    return replace(timeline, groups=groups, hidden=hidden) if groups else None


def _show_found(answer: Found, veil: Veil) -> Shown:
    sections = _show_sections(answer.sections, veil.mode)
    hidden = _count_hidden(answer.sections, veil.mode)
    if not sections:
        return Shown(None, hidden)
    question = mask_question(answer.question, veil.only_in_spoilers)
    first = answer.sections[0]
    led = any(not report.spoiler for report in first.statements[0].reports)
    if veil.mode is Spoilers.HIDDEN and not led:
        # The report that decided between yes and no is left out now.
        question = replace(question, yes_no=False, official=False)
    taken = answer.season_taken and sections[0].scope == first.scope
    return Shown(replace(answer, question=question, sections=sections, season_taken=taken), hidden)


def _show_sections(sections: Iterable[Section], mode: Spoilers) -> tuple[Section, ...]:
    shown = []
    for section in sections:
        statements = tuple(
            part
            for statement in section.statements
            for part in _part(statement)
            if mode is Spoilers.VEILED or not part.best.spoiler
        )
        if mode is Spoilers.VEILED:
            shown.append(replace(section, statements=statements))
        elif statements:
            shown.append(
                replace(
                    section,
                    statements=statements,
                    earlier=tuple(report for report in section.earlier if not report.spoiler),
                    disputed=section.disputed and sum(statement.leads for statement in statements) > 1,
                    pin=section.pin if statements[0].best is section.statements[0].best else None,
                )
            )
    return tuple(shown)


def _part(statement: Statement) -> Iterator[Statement]:
    """A statement split into what spoilers say of its value and what others say: their details must not mix."""
    for spoiler in (statement.best.spoiler, not statement.best.spoiler):
        reports = tuple(report for report in statement.reports if report.spoiler is spoiler)
        if len(reports) == len(statement.reports):
            yield statement
        elif reports:
            # Either a report's own spelling, or a name they all share.
            own = statement.value == statement.best.value
            yield replace(statement, value=reports[0].value if own else statement.value, reports=reports)


def _count_hidden(sections: Iterable[Section], mode: Spoilers) -> int:
    if mode is not Spoilers.HIDDEN:
        return 0
    return len({report.id for section in sections for report in _reports_of(section) if report.spoiler})


def _reports_of(section: Section) -> Iterator[Report]:
    for statement in section.statements:
        yield from statement.reports
    yield from section.earlier


def mask(entity: Entity, only_in_spoilers: Collection[int]) -> Entity:
    """An entity without its name, if that is a spoiler."""
    return structs.replace(entity, name=UNNAMED) if entity.id in only_in_spoilers else entity


def mask_question(question: Question, only_in_spoilers: Collection[int]) -> Question:
    """A question without the names that are spoilers."""
    return replace(
        question,
        subject=mask(question.subject, only_in_spoilers) if question.subject else None,
        named=mask(question.named, only_in_spoilers) if question.named else None,
    )


def _lift(answer: Answer) -> Answer:
    match answer:
        case Found():
            return replace(answer, sections=_lift_sections(answer.sections))
        case NoFact():
            return replace(answer, known_here=_lift_sections(answer.known_here))
        case _:
            return answer


def _lift_sections(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(
        replace(
            section,
            statements=tuple(
                replace(statement, reports=tuple(map(_lift_report, statement.reports)))
                for statement in section.statements
            ),
            earlier=tuple(map(_lift_report, section.earlier)),
        )
        for section in sections
    )


def _lift_report(report: Report) -> Report:
    return structs.replace(report, spoiler=False) if report.spoiler else report
