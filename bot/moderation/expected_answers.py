"""Expected answers: what is expected to stay, and whether it has stayed.

Owns the comparison. The order of values counts only where a later one replaces an earlier: in a cast it does not
matter. Refuses to keep anything: that is the store's job.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.answer import Ambiguous, Answer, Found, NoFact
from bot.answers.answer_service import AnswerService
from bot.answers.report_words import join_words
from bot.facts.dates import word_date
from bot.facts.relations import RELATIONS
from bot.facts.scope import WHOLE, word_scope
from bot.questions import Question
from bot.store import AnswerSummary, ExpectedAnswer

_MOST_WORDED = 6


@dataclass(frozen=True, slots=True)
class Checked:
    """An expected answer beside the current one."""

    expected: ExpectedAnswer
    now: AnswerSummary

    @property
    def holds(self) -> bool:
        """Whether the answer is as expected."""
        return says_the_same(self.expected.answer, self.now)


def summarise_answer(answer: Answer) -> AnswerSummary:
    """The part of an answer that is expected to stay."""
    match answer:
        case Found(question=question, sections=sections):
            subjects = {section.subject.name for section in sections}
            scopes = {section.scope for section in sections}
            scope = scopes.pop() if len(scopes) == 1 else WHOLE
            return AnswerSummary(
                status="found",
                relation=question.relation,
                subject=subjects.pop() if len(subjects) == 1 else _name_asked(question),
                season=scope.season,
                part=scope.part,
                episode=scope.episode,
                values=answer.values,
                spoiler=any(report.spoiler for report in answer.reports),
            )
        case Ambiguous(candidates=candidates):
            return AnswerSummary(status="ambiguous", values=tuple(each.name for each in candidates))
        case NoFact(question=question):
            return AnswerSummary(
                status="unknown",
                relation=question.relation,
                subject=_name_asked(question),
                season=question.season,
                part=question.part,
                episode=question.episode,
            )
        case _:
            return AnswerSummary(status="unknown")


def says_the_same(expected: AnswerSummary, given: AnswerSummary) -> bool:
    """Whether an answer says what was expected."""
    relation = RELATIONS.get(expected.relation or "")
    ordered = relation is not None and relation.one_value
    one, other = (
        (
            each.status,
            each.relation,
            each.subject,
            each.scope,
            each.values if ordered else sorted(each.values),
        )
        for each in (expected, given)
    )
    return one == other


def word_answer_summary(answer: AnswerSummary) -> str:
    """An expected answer in a few words: "2024, for Moon High season 2"."""
    relation = RELATIONS.get(answer.relation or "")
    dated = relation is not None and relation.is_dated
    # Said where it tells answers apart: "which show", "which season".
    of_what = answer.subject or ""
    of_what = f"{of_what} {word_scope(answer.scope)}".strip()
    where = f" ({of_what})" if of_what else ""
    if answer.status == "unknown":
        return f"not known{where}"
    values = [word_date(value) if dated else value for value in answer.values[:_MOST_WORDED]]
    if len(answer.values) > _MOST_WORDED:
        values.append(f"{len(answer.values) - _MOST_WORDED} more")
    if answer.status == "ambiguous":
        return f"asks back: {join_words(values, 'or')}"
    return f"{join_words(values)}{where}"


async def check_expected(answers: AnswerService, expected: Sequence[ExpectedAnswer]) -> list[Checked]:
    """Expected answers beside the current ones."""
    return [Checked(each, summarise_answer(await answers.ask(each.question))) for each in expected]


def _name_asked(question: Question) -> str | None:
    entity = question.subject or question.named
    return entity.name if entity else None
