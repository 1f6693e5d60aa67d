"""The effect of one more report on what is known, by the rule that answers follow.

Owns the comparison of a report with those of its subject and relation. Refuses words.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.rank import make_section
from bot.facts.relations import RELATIONS
from bot.facts.report import Report


class EffectKind(enum.Enum):
    """What approving a fact does to what is known."""

    NEW = enum.auto()
    ADDS = enum.auto()
    """It stands beside other values."""
    CONFIRMS = enum.auto()
    """It is known from another article, at least as surely."""
    STRENGTHENS = enum.auto()
    """It is known, but less surely than now reported."""
    DETAILS = enum.auto()
    """It is known, but without the character or author that this article names."""
    REPLACES = enum.auto()
    BENEATH = enum.auto()
    """It is less certain than what is known."""
    EARLIER = enum.auto()
    """A later report has replaced it already."""
    DISPUTES = enum.auto()
    """It contradicts what is known, and neither takes precedence."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What approving a fact would do, and the reports it affects."""

    kind: EffectKind
    known: tuple[Report, ...] = ()


def find_effect(proposed: Report, reports: Iterable[Report], today: date) -> Effect:
    """What a proposed report does to the reports of its subject and relation."""
    known = [report for report in reports if report.scope == proposed.scope]
    if not known:
        return Effect(EffectKind.NEW)
    if RELATIONS[proposed.relation].one_value:
        return _find_effect_on_one_value(proposed, known, today)
    return _find_effect_on_many(proposed, known)


def _find_effect_on_one_value(proposed: Report, known: Sequence[Report], today: date) -> Effect:
    relation = RELATIONS[proposed.relation]
    before = make_section(relation, proposed.subject, proposed.scope, known, today)
    after = make_section(relation, proposed.subject, proposed.scope, [*known, proposed], today)
    leading = [statement for statement in before.statements if statement.leads]
    led = tuple(statement.best for statement in leading)
    mine = next((each for each in after.statements if proposed in each.reports), None)
    if mine is None:
        return Effect(EffectKind.EARLIER, led)
    same = [report for report in mine.reports if report is not proposed]
    if not mine.leads:
        return Effect(EffectKind.CONFIRMS, tuple(same)) if same else Effect(EffectKind.BENEATH, led)
    if len(led) == 1 and _value_of(led[0]) == _value_of(proposed):
        return _find_effect_on_known(proposed, same)
    return Effect(EffectKind.DISPUTES if after.disputed else EffectKind.REPLACES, led)


def _find_effect_on_many(proposed: Report, known: Sequence[Report]) -> Effect:
    same = [report for report in known if _value_of(report) == _value_of(proposed)]
    alike = [report for report in same if _has_details_of(proposed, report)]
    if alike:
        return _find_effect_on_known(proposed, alike)
    other_part = tuple(report for report in same if report.character and proposed.character)
    if other_part:
        return Effect(EffectKind.DISPUTES, other_part)
    if proposed.character:
        part = proposed.character.id
        recast = tuple(report for report in known if report.character and report.character.id == part)
        if recast:
            return Effect(EffectKind.DISPUTES, recast)
    return Effect(EffectKind.DETAILS, tuple(same)) if same else Effect(EffectKind.ADDS, tuple(known))


def _find_effect_on_known(proposed: Report, same: Sequence[Report]) -> Effect:
    surest = min(report.certainty.rank for report in same)
    kind = EffectKind.STRENGTHENS if proposed.certainty.rank < surest else EffectKind.CONFIRMS
    return Effect(kind, tuple(same))


def _value_of(report: Report) -> object:
    if report.relation == "quote":
        return " ".join(report.value.casefold().split()), report.speaker and report.speaker.id
    if report.relation == "meaning":
        return report.value.casefold(), report.character and report.character.id
    return report.named.id if report.named else report.value.casefold()


def _has_details_of(proposed: Report, known: Report) -> bool:
    """Whether a known report names the character and author, if any, that the proposed one does."""
    return (proposed.character is None or proposed.character == known.character) and (
        proposed.author is None or proposed.author == known.author
    )
