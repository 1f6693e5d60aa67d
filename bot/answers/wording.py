"""The words of an answer: plain English out of answers, no markup.

Owns sentences, sources in words and the honest don't-knows; a relation's own sentences are in its
declaration. The answer comes first, as a sentence; who said it, and when, is small print; a show is named once.
Refuses markup, escaping and lengths, which are display's job.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.answers.answer import (
    Ambiguous,
    Answer,
    Found,
    NoFact,
    NotUnderstood,
    Section,
    Statement,
    Time,
    UnknownName,
)
from bot.answers.fact_words import (
    Speaker,
    list_cast,
    list_episodes,
    merge_seasons,
    put_single_words_last,
    word_cast,
    word_heading,
    word_moved,
    word_section,
)
from bot.answers.lines import Line, Paragraph, Wording
from bot.answers.report_words import join_words, name_subject, word_dated, word_fact, word_source
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity
from bot.facts.scope import WHOLE, word_scope
from bot.names import fold

_YES = {
    Certainty.OFFICIAL: "Yes.",
    Certainty.REPORTED: "Yes.",
    Certainty.RUMOURED: "Only a rumour says so.",
    Certainty.ESTIMATED: "Only an estimate says so.",
}
_TALK = {
    "You're welcome!": frozenset("thank thanks thx ty tysm cheers gracias salamat appreciated".split()),
    "Bye!": frozenset("bye goodbye cya gn night".split()),
    "Glad to help!": frozenset("good great best awesome love cool nice legend goat king queen".split()),
}
_HELLO = "Hi!"
_NEAREST = 1


def word_answer(answer: Answer) -> Wording:
    """The words of an answer."""
    match answer:
        case Found():
            return _word_found(answer)
        case Ambiguous():
            return _word_ambiguous(answer)
        case UnknownName():
            return _word_unknown(answer)
        case NoFact():
            return _word_no_fact(answer)
        case NotUnderstood(small_talk=True):
            reply = _word_small_talk(answer.text)
            sentence = "Ask me, for example: {examples}"
            return Wording(reply, _word_examples(sentence, answer) if reply == _HELLO else "")
        case NotUnderstood():
            return Wording("I didn't get that.", _word_examples("Try, for example: {examples}", answer))


def _word_small_talk(text: str) -> str:
    said = set(fold(text).split())
    return next((reply for reply, words in _TALK.items() if words & said), _HELLO)


def _word_examples(sentence: str, answer: NotUnderstood) -> str:
    quoted = [f"“{example}”" for example in answer.examples]
    return sentence.format(examples=join_words(quoted, "or")) if quoted else ""


def word_plainly(answer: Answer) -> str:
    """The whole reply as plain text, sources and earlier reports included."""
    wording = word_answer(answer)
    lines = [] if isinstance(answer, Found) else [wording.title]
    said = [wording.opening] if wording.opening else []
    several = len(wording.paragraphs) > 1
    for paragraph in wording.paragraphs:
        if several and not paragraph.lines[0].text:
            said.append(f"{paragraph.heading}:")
        said += [line.plain for line in paragraph.lines]
        said += paragraph.notes
    if wording.opens_line and len(said) > 1:
        said[:2] = [" ".join(said[:2])]
    lines += said
    lines += wording.notes
    if isinstance(answer, Found) and answer.earlier:
        lines.append("Earlier reports:")
        lines += [line.plain for line in word_earlier(answer)]
    return "\n".join(lines)


def word_earlier(answer: Found) -> tuple[Line, ...]:
    """The reports that later ones have replaced, newest first."""
    return tuple(
        Line(
            word_fact(report),
            word_source(report),
            report.certainty,
            note=report.note or "",
            spoiler=report.spoiler,
            dated=word_dated(report),
        )
        for section in answer.sections
        for report in section.earlier
    )


def _word_found(answer: Found) -> Wording:
    question, first = answer.question, answer.sections[0]
    asked = question.subject or question.named or first.subject
    title = _word_title(answer, asked)
    spoiler = first.statements[0].best.spoiler
    # How things stand says it: "is it cancelled" may be answered by what it is instead.
    verdict = "" if first.relation.name == "status" else _word_verdict(answer)
    is_former = first.statements[0].time is Time.FORMER
    if question.moved and first.relation.name == "release date" and not is_former:
        moved = word_moved(first, noted=answer.noted)
        return Wording(title, paragraphs=(moved,), veiled_opening=spoiler)
    if question.relation is None and question.newest:
        speaker = Speaker(asked)
        paragraphs = tuple(word_section(section, speaker, asked) for section in answer.sections)
        return Wording(title, f"The latest on {asked.name}:", paragraphs)
    if question.relation is None:
        opening = _word_intro(answer, asked)
        speaker = Speaker(asked if opening else None)
        paragraphs = tuple(_word_overview(answer, speaker, asked))
        return Wording(title, " ".join(filter(None, (verdict, opening))), paragraphs, veiled_opening=spoiler)
    if first.relation.casts and not first.backwards:
        return word_cast(answer, title, verdict, asked)
    if first.relation.name == "episode title" and len(answer.sections) > 1:
        opening = f"The episodes of {first.subject.name}:"
        return Wording(title, opening, (list_episodes(answer.sections),), veiled_opening=spoiler)
    speaker = Speaker()
    merged = merge_seasons(put_single_words_last(answer))
    paragraphs = tuple(
        word_section(section, speaker, asked, scopes, noted=answer.noted) for section, scopes in merged
    )
    return Wording(title, verdict, paragraphs, veiled_opening=spoiler)


def _word_overview(answer: Found, speaker: Speaker, asked: Entity) -> Iterator[Paragraph]:
    """Everything that is known, relation by relation; a cast as one list."""
    cast = [one for one in answer.sections if one.relation.name == "cast member" and not one.backwards]
    listed = len(cast) > 1 and len({section.subject.id for section in cast}) == 1
    for section, scopes in merge_seasons(answer.sections):
        if not listed or section not in cast:
            yield word_section(section, speaker, asked, scopes, noted=answer.noted)
        elif section is cast[0]:
            yield list_cast(cast)


def _word_title(answer: Found, asked: Entity) -> str:
    question, first = answer.question, answer.sections[0]
    scopes = {section.scope for section in answer.sections}
    scope = first.scope if len(scopes) == 1 and asked.kind is Kind.WORK else WHOLE
    if question.relation is None and question.subject and question.named:
        return f"{question.named.name} and {name_subject(question.subject, question.scope)}"
    if question.relation is None:
        return name_subject(asked, question.scope)
    heading = "Played by" if _plays(first, asked) else word_heading(first)
    return f"{name_subject(asked, scope)}: {heading.lower()}"


def _word_intro(answer: Found, asked: Entity) -> str:
    """What an overview is of; nothing where it is one sentence, or of two names."""
    if answer.question.named is not None or len(answer.sections) == 1:
        return ""
    return f"What I know of {name_subject(asked, answer.question.scope)}:"


def _word_verdict(answer: Found) -> str:
    """Yes or no, if the question asks for it and a report decides it; else nothing."""
    question = answer.question
    section = answer.sections[0]
    statement = section.statements[0]
    best = statement.best
    if question.official:
        decided = best.window is not None and (question.yes_no or question.named is not None)
        return _word_whether_official(best.certainty) if decided else ""
    if not question.yes_no:
        return ""
    if question.negated:
        return "No report says so."
    if section.wider_than is not None:
        return f"No report says so of {word_scope(question.scope)}."
    if question.relation is None and question.scope == WHOLE and question.named is None:
        return ""
    yes = _YES[best.certainty]
    if question.relation is None and question.scope != WHOLE:
        return yes
    if question.when is not None and best.window is not None:
        if statement.passed:
            return ""
        years = {str(best.window.lower.year), str(best.window.upper.year)}
        return "Yes, by what is reported." if years == {question.when} else "Not by what is reported."
    placed = question.subject is not None or question.scope != WHOLE
    if question.claim or (question.named is not None and placed):
        return yes
    return _word_whether_all_come(answer)


def _word_whether_official(certainty: Certainty) -> str:
    if certainty is Certainty.OFFICIAL:
        return "Yes, officially."
    return "Not officially."


def _word_whether_all_come(answer: Found) -> str:
    """Whether the reported time has come; in part, if it has for some parts of what was asked about."""
    verdicts = [_word_whether_come(section.statements[0]) for section in answer.sections]
    in_parts = (
        not any(section.scope.is_whole for section in answer.sections) and answer.question.scope.is_whole
    )
    return "In part." if in_parts and len(set(verdicts)) > 1 else verdicts[0]


def _word_whether_come(statement: Statement) -> str:
    """Whether the reported time has come; nothing if the value is no date, or the sentence says it."""
    match statement.time:
        case Time.PAST | Time.CAME:
            return _YES[statement.best.certainty]
        case Time.AHEAD:
            return "Not yet."
        case _:
            return ""


def _plays(section: Section, asked: Entity) -> bool:
    return section.relation.casts and asked.kind is Kind.CHARACTER


def _word_ambiguous(answer: Ambiguous) -> Wording:
    names = _name_apart(answer.candidates)
    if not answer.name:
        return Wording("Which one do you mean?", f"I have an answer for {join_words(names)}.")
    return Wording(f"Which “{answer.name}” do you mean?", f"It could be {join_words(names, 'or')}.")


def _word_unknown(answer: UnknownName) -> Wording:
    if not answer.nearest:
        return Wording(f"I know nothing about “{answer.name}”.")
    nearest = join_words(_name_apart(answer.nearest), "or")
    return Wording(f"I don't know “{answer.name}”.", f"Did you mean {nearest}?")


def _name_apart(entities: Sequence[Entity]) -> list[str]:
    """Names, with their kind where two are spelled alike."""
    names = [entity.name for entity in entities]
    return [
        f"{entity.name} (the {entity.kind.value})" if names.count(entity.name) > 1 else entity.name
        for entity in entities
    ]


def _word_no_fact(answer: NoFact) -> Wording:
    question = answer.question
    relation = RELATIONS[question.relation] if question.relation else None
    subject = question.subject or question.named
    of_what = name_subject(subject, question.scope) if subject else "any show"
    speaker = Speaker(subject)
    nearest = [replace(section, statements=section.statements[:_NEAREST]) for section in answer.known_here]
    paragraphs = tuple(
        word_section(section, speaker, scopes=scopes, noted=answer.noted)
        for section, scopes in merge_seasons(nearest)
    )[:_NEAREST]
    if answer.nothing_else:
        return Wording(f"I know of nothing else of {of_what}.", "This is all:", paragraphs)
    if question.subject is not None and question.named is not None:
        sentence = f"I know of nothing that connects {question.named.name} with {of_what}."
    elif relation is None or question.subject is None or question.subject.kind not in relation.subjects:
        sentence = f"I don't know that about {of_what}."
    elif relation.name == "quote" and question.subject.kind is Kind.PERSON:
        sentence = f"I know of nothing that {of_what} said about that."
    else:
        sentence = relation.unknown.format(subject=of_what)
    return Wording(sentence, "The closest I have:" if paragraphs else "", paragraphs)
