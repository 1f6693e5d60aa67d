"""Unanswered questions: which answers are don't-knows, and when two of them mean the same question.

Owns the meaning that groups such questions, what is known of each in the bot's own words, and asking one again later.
Refuses to keep anything: that is the store's job; and to hand on how one person has put a question to another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.answers.answer import Answer, Found, NoFact, NotUnderstood, UnknownName
from bot.answers.answer_service import AnswerService
from bot.answers.report_words import name_subject
from bot.answers.spoilers import mask_question
from bot.facts.scope import word_scope
from bot.names import NameIndex, fold
from bot.questions import MAX_QUESTION, Question, find_shape, leave_out_contacts, mask_private
from bot.questions.vocabulary import RATERS, is_function_word
from bot.store import AskedQuestion, FactStore, UnansweredQuestion

OF_UNKNOWN = "a name that I do not know"
FORGOTTEN = "A question whose words I have not kept"
_MEANING_BYTES = 10
_MARK = "?"
"""Begins the reference to a question without a code; no code begins with it."""
_REFERENCE = re.compile(rf"\{_MARK}(?P<meaning>[0-9a-f]{{{2 * _MEANING_BYTES}}})", re.ASCII)
_MENTION = re.compile(r"<[@#][!&]?\d*>|(?<!\w)@\S+")


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A question that a button or the list of the unanswered holds, and what it comes to now."""

    words: str
    """The question in the bot's own words."""
    answer: Answer | None
    """None where it can only be asked again in words that nobody has kept."""


def describe_unanswered(
    answer: Answer, typed: str | None, names: NameIndex, only_in_spoilers: Collection[int] = ()
) -> AskedQuestion | None:
    """What may be known of the question behind a don't-know: names, relation, the rest masked. None for other answers.

    ``typed``: the question as a fan wrote it; None where a command's options or a button asked it.
    ``only_in_spoilers``: entities whose names are masked as well.
    """
    meaning = find_meaning(answer)
    if meaning is None:
        return None
    code = _find_code(answer)
    topic = "" if code else _word_topic(answer, only_in_spoilers)
    shape = "" if code or typed is None else find_shape(typed, names, only_in_spoilers)
    shown = " · ".join(filter(None, (topic, f"“{shape}”" if shape else "")))
    return AskedQuestion(meaning=meaning, shape=shown[:MAX_QUESTION], code=code)


def describe_missed(
    answer: Found, typed: str | None, names: NameIndex, only_in_spoilers: Collection[int] = ()
) -> AskedQuestion:
    """What may be known of a question whose answer, as whoever asked says, is of something else.

    It has no code: that would ask for what was answered. ``typed`` and ``only_in_spoilers`` as for a don't-know.
    """
    known = replace(mask_question(answer.question, only_in_spoilers), about=None)
    shape = "" if typed is None else find_shape(typed, names, only_in_spoilers)
    asked = _content_words(typed) if typed is not None else []
    # First whom it is about, as of any unanswered question.
    topic = word_question(replace(known, relation=None))
    topic += f" · not what an answer with {'everything' if known.relation is None else known.relation} tells"
    shown = " · ".join(filter(None, (topic, f"“{shape}”" if shape else "")))
    meaning = _digest("missed", answer.question.encode() if not asked else "", *asked)
    return AskedQuestion(meaning=meaning, shape=shown[:MAX_QUESTION], code=None)


def is_overview(answer: Answer) -> bool:
    """Whether it tells of everything, because nothing was asked for that the vocabulary has a word for."""
    return isinstance(answer, Found) and answer.question.relation is None and not answer.question.newest


def is_name_alone(meaning: str, typed: str) -> bool:
    """Whether a question asked for nothing but a name that nothing is known by."""
    return meaning == _digest("name", "", fold(typed))


def find_own_words(answer: Answer, typed: str | None) -> str | None:
    """How a fan has put a question that is a don't-know: theirs, to be kept for them alone. None if by buttons alone.

    Whom they addressed or wrote to is nobody's business, and needed for no answer.
    """
    if typed is None:
        typed = _ask_of(answer.relation, answer.name) if isinstance(answer, UnknownName) else ""
    return leave_out_contacts(typed)[:MAX_QUESTION] or None


def find_meaning(answer: Answer) -> str | None:
    """What questions that mean the same share, in letters and digits; None for answers that are no don't-know."""
    match answer:
        case NoFact(question=question, beyond="", nothing_else=nothing_else):
            # How it was put does not matter: as yes or no, or as a follow-up.
            bare = replace(question, mentioned=None, past=False, yes_no=False, negated=False, official=False)
            claimed = sorted(set((question.claim or "").split()))
            return _digest("fact", bare.encode(), str(nothing_else), *claimed)
        case NoFact(question=question, beyond=text):
            subject = question.subject or question.named
            return _digest("beyond", str(subject.id if subject else ""), *_content_words(text))
        case UnknownName(name=name, relation=relation):
            return _digest("name", relation or "", fold(name))
        case NotUnderstood(text=text, small_talk=False) if fold(text):
            return _digest("words", *_content_words(text))
        case _:
            return None


def refer_to_question(answer: Answer) -> str | None:
    """What a button holds of an answer's question, at most 90 characters; None if there is no question."""
    if isinstance(answer, Found):
        return answer.question.encode()
    meaning = find_meaning(answer)
    return None if meaning is None else _find_code(answer) or f"{_MARK}{meaning}"


def read_meaning(reference: str) -> str | None:
    """The meaning that a button holds, where that is not a question's code."""
    read = _REFERENCE.fullmatch(reference)
    return read["meaning"] if read else None


def leave_out_topic(reference: str) -> str:
    """What a button holds without what a quote should be about: the words of whoever asked."""
    known, bar, about = reference.rpartition("|")
    return f"{known}|" if bar and about not in RATERS.values() else reference


async def ask_again(
    answers: AnswerService, store: FactStore, reference: str, own: str | None = None
) -> AskedAgain | None:
    """The question that a button holds; None if it is gone.

    ``own``: how whoever is asking has put it, where that is known. Where somebody else who waits has had their words
    kept, those ask it again, but are never shown.
    """
    meaning = read_meaning(reference)
    if meaning is None:
        question = await answers.decode(reference)
        if question is None:
            return None
        about = None if question.about is None else mask_private(question.about)
        return AskedAgain(word_question(replace(question, about=about)), await answers.answer(question))
    kept = await store.unanswered.find_meaning(meaning)
    if kept is None and own is None:
        return None
    words = FORGOTTEN if kept is None else await word_unanswered(answers, kept)
    if own is not None:
        return AskedAgain(words, await answers.ask(own))
    return AskedAgain(words, None if kept is None else await answer_by_now(answers, kept))


async def word_for_fans(answers: AnswerService, store: FactStore, reference: str) -> str | None:
    """The question that a button holds, fit for any fan to read; None if it is gone."""
    meaning = read_meaning(reference)
    if meaning is not None:
        kept = await store.unanswered.find_meaning(meaning)
        return None if kept is None else await word_unanswered(answers, kept, store.only_in_spoilers)
    question = await answers.decode(reference)
    return None if question is None else word_question(mask_question(question, store.only_in_spoilers))


async def word_unanswered(
    answers: AnswerService, kept: UnansweredQuestion, only_in_spoilers: Collection[int] = ()
) -> str:
    """An unanswered question in the bot's own words, without names that are spoilers."""
    question = await answers.decode(kept.code) if kept.code is not None else None
    if question is not None:
        return word_question(mask_question(question, only_in_spoilers))
    return kept.shape or FORGOTTEN


async def answer_by_now(answers: AnswerService, kept: UnansweredQuestion) -> Answer | None:
    """The answer, as of now, to a question that was kept as unanswered; None if nothing can ask it again."""
    question = await answers.decode(kept.code) if kept.code is not None else None
    if question is not None:
        return await answers.answer(question)
    return None if kept.words is None else await answers.ask(kept.words)


def mask_answer(answer: Answer) -> Answer:
    """An answer as others may read it who did not ask: what it repeats of the question is masked."""
    if isinstance(answer, UnknownName):
        return replace(answer, name=mask_private(answer.name))
    return answer


def word_question(question: Question) -> str:
    """A question in a few words that ask it afresh: "Release date of Moon High season 2"."""
    entity = question.subject or question.named
    of_what = name_subject(entity, question.scope) if entity else ""
    if question.subject is not None and question.named is not None:
        of_what += f": {question.named.name}"
    of_what = of_what or word_scope(question.scope)
    words = " of ".join(filter(None, (question.relation, of_what)))
    words += f" in {question.when}" if question.when else ""
    words += f" about {question.about}" if question.about else ""
    return _begin(words or "anything")


def _word_topic(answer: Answer, only_in_spoilers: Collection[int]) -> str:
    """What is known of a question without a code: what it asks for, of whom; nothing where it made no sense."""
    match answer:
        case NoFact(question=question):
            known = replace(mask_question(question, only_in_spoilers), about=None)
            return word_question(known) if known != Question() else ""
        case UnknownName(relation=relation):
            return _ask_of(relation, OF_UNKNOWN)
        case _:
            return ""


def _ask_of(relation: str | None, name: str) -> str:
    return _begin(" of ".join(filter(None, (relation, name))))


def _begin(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _find_code(answer: Answer) -> str | None:
    """The code of an unanswered question, if that alone asks the same again.

    A code holds no claim ("is it on Hulu"), no "else", and no word that the vocabulary lacks: without those it
    would be another question, which may well have an answer.
    """
    if not isinstance(answer, NoFact) or answer.beyond or answer.nothing_else or answer.question.claim:
        return None
    # What a quote should be about is a fan's own words, unless it is somebody who rates shows.
    return None if answer.question.about not in (None, *RATERS.values()) else answer.question.encode()


def _content_words(text: str) -> list[str]:
    """The folded words that tell a text from others, each once, in alphabetical order."""
    words = set(fold(_MENTION.sub(" ", text[:MAX_QUESTION])).split())
    return sorted({word for word in words if not is_function_word(word)} or words)


def _digest(*parts: str) -> str:
    # Hashed, because a button holds 100 characters, and nobody needs to read it.
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=_MEANING_BYTES).hexdigest()
