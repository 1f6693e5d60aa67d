"""What a question should be answered with, as the table writes it, and what is wrong with an answer.

Owns the comparison. Refuses to compare wording: of a reply's text only the verdict and names count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answers import Ambiguous, Answer, Found, NoFact, NotUnderstood, UnknownName
from bot.answers.wording import word_answer, word_plainly
from bot.facts.model import Kind

DENIALS = ("No",)
PASSED_BY = ("nothing newer has been reported", " was due ")
"""How a date is told that passed without news: neither yes nor no."""
VERDICTS = ("Yes", *DENIALS)


@dataclass(frozen=True)
class Expected:
    """What a well-read friend would answer; what is None or empty does not matter."""

    statuses: tuple[type[Answer], ...]
    relation: str | None = None
    work: str | None = None
    season: int | None = None
    first: str | None = None
    """The value that leads."""
    values: frozenset[str] = frozenset()
    """The values, every one of them and no other."""
    holds: frozenset[str] = frozenset()
    """Some of the values."""
    verdicts: tuple[str, ...] = ()
    """How the answer may begin, where yes or no is asked for."""
    offers: frozenset[str] = frozenset()
    """Names among those that an answer offers to choose from."""
    says: tuple[str, ...] = ()
    """Words that the reply holds."""
    plainly: bool = False
    """Whether neither yes nor no is asked for, so that none may be said."""
    small_talk: bool = False


@dataclass(frozen=True)
class Row:
    """A question, the questions asked before it in the same conversation, and what it should come to."""

    asked: str
    expected: Expected
    after: tuple[str, ...] = ()
    miss: str = ""
    """Why it is not answered so yet."""

    @property
    def title(self) -> str:
        """The conversation in one line."""
        return " > ".join((*self.after, self.asked)) or "nothing"


def found(
    relation: str | None,
    *values: str,
    work: str | None = None,
    season: int | None = None,
    first: str | None = None,
    holds: tuple[str, ...] = (),
    says: tuple[str, ...] = (),
    plainly: bool = True,
) -> Expected:
    """Facts: these values and no others, or the first of them, or some of them."""
    return Expected(
        (Found,),
        relation,
        work,
        season,
        first,
        frozenset(values),
        frozenset(holds),
        says=says,
        plainly=plainly,
    )


def yes(relation: str | None = None, *, work: str | None = None, season: int | None = None) -> Expected:
    """Yes, and the facts that say so."""
    return Expected((Found,), relation, work, season, verdicts=("Yes",))


def not_so(relation: str | None = None, *, work: str | None = None, season: int | None = None) -> Expected:
    """No, or that no report says so, never yes; what is known may follow."""
    return Expected((Found, NoFact), relation, work, season, verdicts=DENIALS)


def no_fact(relation: str | None = None, *, work: str | None = None, season: int | None = None) -> Expected:
    """The names are known, and no report answers."""
    return Expected((NoFact,), relation, work, season)


def which(*offers: str) -> Expected:
    """Two or more fit: it asks back."""
    return Expected((Ambiguous,), offers=frozenset(offers))


def both(relation: str, values: tuple[str, ...], works: tuple[str, ...]) -> Expected:
    """Two were named: the facts of both, or which of them is meant."""
    return Expected((Found, Ambiguous), relation, values=frozenset(values), offers=frozenset(works))


def asks_back(*offers: str) -> Expected:
    """Nothing fits well enough to answer: it asks which is meant, or whether one of the nearest is."""
    return Expected((Ambiguous, UnknownName), offers=frozenset(offers))


unknown = Expected((UnknownName,))
not_understood = Expected((NotUnderstood,))
no_answer = Expected((NotUnderstood, UnknownName, NoFact, Ambiguous))
"""Whatever is said, nothing is claimed."""
does_not_know = Expected((NotUnderstood, NoFact))
"""The name is known, what is asked is not: nobody is told that the name is unknown."""
small_talk = Expected((NotUnderstood,), small_talk=True)


def find_faults(answer: Answer, expected: Expected) -> Iterator[str]:
    """What is wrong with an answer; nothing, where it is as expected."""
    if not isinstance(answer, expected.statuses):
        yield f"is {type(answer).__name__}"
        return
    match answer:
        case Found():
            yield from _find_faults_of_facts(answer, expected)
        case NoFact(question=question):
            work = question.subject.name if question.subject else None
            yield from _differ("relation", question.relation, expected.relation)
            yield from _differ("work", work, expected.work)
            yield from _differ("season", question.season, expected.season)
        case Ambiguous(candidates=offered) | UnknownName(nearest=offered):
            missing = expected.offers - {entity.name for entity in offered}
            if missing:
                yield f"does not offer {sorted(missing)}"
        case NotUnderstood():
            if answer.small_talk is not expected.small_talk:
                yield f"small talk is {answer.small_talk}"


def _find_faults_of_facts(answer: Found, expected: Expected) -> Iterator[str]:
    relations = {section.relation.name for section in answer.sections}
    works = {section.subject.name for section in answer.sections if section.subject.kind is Kind.WORK}
    seasons = {section.season for section in answer.sections}
    if expected.relation is not None and relations != {expected.relation}:
        yield f"relations are {sorted(relations)}"
    if expected.work is not None and works != {expected.work}:
        yield f"works are {sorted(works)}"
    if expected.season is not None and seasons != {expected.season}:
        yield f"seasons are {seasons}"
    if expected.first is not None:
        yield from _differ("first value", answer.values[0], expected.first)
    if expected.values and set(answer.values) != expected.values:
        yield f"values are {answer.values}"
    if not expected.holds <= set(answer.values):
        yield f"values are {answer.values}"
    plain = word_plainly(answer)
    for words in expected.says:
        if words not in plain:
            yield f"does not say {words!r}"
    opening = word_answer(answer).opening
    if expected.plainly and opening.startswith(VERDICTS):
        yield f"begins {opening!r}"
    left_open = not opening and expected.verdicts == DENIALS and any(words in plain for words in PASSED_BY)
    if expected.verdicts and not (opening.startswith(expected.verdicts) or left_open):
        yield f"begins {opening!r}"


def _differ(what: str, is_so: object, expected: object) -> Iterator[str]:
    if expected is not None and is_so != expected:
        yield f"{what} is {is_so!r}"
