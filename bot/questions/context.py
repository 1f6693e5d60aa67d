"""What a question leaves out and the question before it knows: "and who's in it?", "what about season 1?"

Owns the carrying over of work, season, person and relation. Refuses to override what a question says
itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.facts.model import Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity
from bot.facts.scope import WHOLE
from bot.questions.question import Question
from bot.questions.vocabulary import PERSONAL

_THINGS = frozenset("it its there this that".split())
_WHAT_ABOUT = (("what", "about"), ("how", "about"))
_MADE = frozenset({"screenwriter", "creator"})
_ABOUT = frozenset(name for name, relation in RELATIONS.items() if "about" in relation.hints)
_SAME_AGAIN = frozenset("about and how".split())


def carry_over(question: Question, before: Question, tokens: Sequence[str]) -> Question:
    """The question with what it leaves out filled in from the one before."""
    if tuple(tokens[:2]) in _WHAT_ABOUT and question.relation in _ABOUT:
        question = replace(question, relation=None)
    if before.relation == "based on" and question.relation in _MADE and not _THINGS.isdisjoint(tokens):
        # "Who wrote that" after what a show is based on.
        return replace(before, of_author=True, yes_no=False)
    work = before.subject if before.subject is not None and before.subject.kind is Kind.WORK else None
    if question.subject is None and question.named is None:
        return _fill_in(question, before, work, tokens)
    person = find_person(before)
    if (
        question.named is None
        and person is not None
        and question.subject is not None
        and question.subject.kind is Kind.WORK
        and not PERSONAL.isdisjoint(tokens)
    ):
        # "Is he in Squid Game": what is asked is what the two have to do with one another.
        relation = RELATIONS[question.relation] if question.relation else None
        kept = relation.name if relation is not None and relation.names is Kind.PERSON else None
        return replace(question, relation=kept, named=person)
    if question.relation is None and before.relation is not None and not _SAME_AGAIN.isdisjoint(tokens):
        return _ask_the_same(question, before, work)
    if work is not None and question.subject is None and not _THINGS.isdisjoint(tokens):
        # "Is it on Netflix": it is the work that was spoken of.
        return replace(question, subject=work).within(question.scope.after(before.scope))
    person = question.subject
    if (
        work is not None
        and person is not None
        and person.kind is Kind.PERSON
        and not _THINGS.isdisjoint(tokens)
    ):
        return replace(question, subject=work, named=person).within(question.scope.after(before.scope))
    return question


def speaks_of_it(tokens: Sequence[str]) -> bool:
    """Whether a follow-up says "it", or "there", of what was spoken of."""
    return not _THINGS.isdisjoint(tokens)


def find_carried_work(before: Question, tokens: Sequence[str]) -> Entity | None:
    """The work that a follow-up without a title goes on about."""
    if before.subject is not None and before.subject.kind is Kind.WORK:
        return before.subject
    return before.named if before.named is not None and before.named.kind is Kind.WORK else None


def find_carried_person(before: Question, tokens: Sequence[str]) -> Entity | None:
    """Whom a follow-up calls she, if it does; whoever was spoken of alone is spoken of on."""
    person = find_person(before)
    alone = find_carried_work(before, tokens) is None
    return person if person is not None and (alone or not PERSONAL.isdisjoint(tokens)) else None


def find_carried_character(before: Question, tokens: Sequence[str]) -> Entity | None:
    """The character that a follow-up calls her: "who plays her"."""
    return None if PERSONAL.isdisjoint(tokens) and "character" not in tokens else _find_character(before)


def _find_character(before: Question) -> Entity | None:
    named = (before.named, before.subject)
    return next((one for one in named if one is not None and one.kind is Kind.CHARACTER), None)


def find_kind_of_she(before: Question) -> Kind | None:
    """What a pronoun stands for after a question: somebody, or somebody played; None where neither was spoken of."""
    if find_person(before) is not None:
        return Kind.PERSON
    return Kind.CHARACTER if _find_character(before) is not None else None


def find_person(before: Question) -> Entity | None:
    """Whom "she" means after a question."""
    named = [entity for entity in (before.mentioned, before.named, before.subject) if entity is not None]
    return next((entity for entity in named if entity.kind is Kind.PERSON), None)


def _fill_in(question: Question, before: Question, work: Entity | None, tokens: Sequence[str]) -> Question:
    """A question without any name: it goes on about the work, or about the person that it calls she."""
    if question.relation is None and question.scope == WHOLE:
        return Question(subject=work or before.subject or before.named)
    if question.relation is None:
        same = replace(before, past=False, yes_no=question.yes_no)
        return same.within(question.scope.after(before.scope))
    relation = RELATIONS[question.relation]
    person = find_person(before)
    if person is not None and not PERSONAL.isdisjoint(tokens):
        if Kind.PERSON in relation.subjects and relation.name != "quote":
            return replace(question, subject=person)
        if relation.names is Kind.PERSON or relation.name == "quote":
            # "Who does she play" goes on about the show; "what else has she made" leaves it.
            return replace(question, subject=None if "else" in tokens else work, named=person)
    if work is not None:
        return replace(question, subject=work).within(question.scope.after(before.scope))
    other = before.subject or before.named
    return replace(question, subject=other) if other is not None else question


def _ask_the_same(question: Question, before: Question, work: Entity | None) -> Question:
    """ "What about Squid Game?": the same question of something else."""
    relation = RELATIONS[before.relation] if before.relation else None
    subject = question.subject
    if relation is None or subject is None:
        return question
    if subject.kind in relation.subjects:
        return replace(question, relation=before.relation)
    if relation.names is subject.kind:
        asked_of = work if before.named is not None else None
        return replace(
            question,
            relation=before.relation,
            subject=asked_of,
            named=subject,
            yes_no=before.yes_no,
        ).within(question.scope.after(before.scope) if asked_of is not None else question.scope)
    return question
