"""The words of an answer: plain English out of answers, no markup.

Owns sentences, sources in words and the honest don't-knows; a relation's own sentences are in its
declaration. Refuses markup, escaping and lengths, which are display's job.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

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
from bot.facts.dates import put_preposition, word_date, word_day, word_when
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity, Report

EXAMPLES = ("when is season 2 of All of Us Are Dead out?", "who plays Nam Onjo?")

_CERTAINTY_WORDS = {
    Certainty.OFFICIAL: "Official",
    Certainty.REPORTED: "Reported",
    Certainty.RUMOURED: "Rumoured",
    Certainty.ESTIMATED: "Estimated",
}
_YES = {
    Certainty.OFFICIAL: "Yes.",
    Certainty.REPORTED: "Yes.",
    Certainty.RUMOURED: "Only a rumour says so.",
    Certainty.ESTIMATED: "Only an estimate says so.",
}
_MOST_KNOWN = 12


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, and who said it when."""

    text: str
    source: str
    certainty: Certainty
    items: tuple[str, ...] = ()
    """The values one by one, if there are several: a long list reads better under its heading."""
    note: str = ""
    """What the article adds to it."""
    quoted: bool = False
    spoiler: bool = False
    """Whether all of it but ``dated`` is a spoiler: a note, and even who says it, may give it away."""
    dated: str = ""
    """The beginning of the source, how surely and when, which gives nothing away."""

    @property
    def plain(self) -> str:
        """The line as plain text, its source in brackets."""
        return f"{self.text} [{self.source}{f'. {self.note}' if self.note else ''}]"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is said about one relation."""

    heading: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    veiled_heading: bool = False
    """Whether the heading names something that only spoilers mention."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An answer in words: a title, a sentence that opens it, paragraphs, and notes that close it."""

    title: str
    opening: str = ""
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = ()
    veiled_opening: bool = False
    """Whether the opening says what a spoiler says: yes or no."""

    @property
    def certainty(self) -> Certainty | None:
        """How certain the first line is."""
        return self.paragraphs[0].lines[0].certainty if self.paragraphs else None


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
            return Wording("Hello! Ask me about a show", f"For example: “{EXAMPLES[0]}”")
        case NotUnderstood():
            return Wording(
                "I did not understand that",
                f"Try, for example: “{EXAMPLES[0]}” or “{EXAMPLES[1]}”",
            )


def word_plainly(answer: Answer) -> str:
    """The whole reply as plain text, sources and earlier reports included."""
    wording = word_answer(answer)
    end = "" if wording.title.endswith("?") else "." if wording.opening else ":"
    lines = [wording.title + end]
    if wording.opening:
        lines.append(wording.opening)
    for paragraph in wording.paragraphs:
        lines += [line.plain for line in paragraph.lines]
        lines += paragraph.notes
    lines += wording.notes
    if isinstance(answer, Found) and answer.earlier:
        lines.append("Earlier reports:")
        lines += [line.plain for line in word_earlier(answer)]
    return "\n".join(lines)


def word_earlier(answer: Found) -> tuple[Line, ...]:
    """The reports that later ones have replaced, newest first."""
    return tuple(
        _word_statement(section, Statement(report.value, (report,)))
        for section in answer.sections
        for report in section.earlier
    )


def word_source(report: Report) -> str:
    """Who said it, when and how surely: "Reported 29 January 2024, according to BH Entertainment"."""
    words = word_dated(report)
    if report.according_to:
        words += f", according to {report.according_to}"
    if report.publisher and report.publisher != report.according_to:
        words += f" ({report.publisher})"
    return words


def word_dated(report: Report) -> str:
    """How surely it was said, and when, without who says it: "Reported 29 January 2024"."""
    return f"{_CERTAINTY_WORDS[report.certainty]} {word_day(report.published_on)}"


def word_fact(report: Report) -> str:
    """A report in plain words: "Squid Game season 2 is due in 2024."."""
    relation = RELATIONS[report.relation]
    subject = name_subject(report.subject, report.season)
    if report.relation == "quote":
        speaker = report.speaker.name if report.speaker else report.subject.name
        return f"{speaker} said: “{report.value}”"
    if report.relation == "meaning" and report.character is not None:
        return f"{report.character.name} ({subject}): {report.value}"
    if report.window is not None:
        ahead = relation.ahead if report.published_on < report.window.upper else None
        return (ahead or relation.sentence).format(subject=subject, when=word_when(report.value))
    return relation.sentence.format(subject=subject, values=word_reported(report))


def word_reported(report: Report) -> str:
    """The value of one report by itself, with its details."""
    details = [
        *([f"as {report.character.name}"] if report.character else ()),
        *([f"by {report.author.name}"] if report.author else ()),
    ]
    value = word_date(report.value) if report.window else report.value
    return f"{value} ({', '.join(details)})" if details else value


def word_value(section: Section, statement: Statement) -> str:
    """A value by itself, as in a list: a date in words, a name with its details, a quote with its speaker."""
    best = statement.best
    match section.relation.name:
        case "quote":
            return f"{best.speaker.name if best.speaker else best.subject.name}: “{statement.value}”"
        case "meaning" if best.character is not None:
            return f"{best.character.name}: {statement.value}"
    if section.relation.value is ValueType.DATE:
        return word_date(statement.value)
    return _word_item(section, statement)


def word_article(report: Report) -> str:
    """The article in words: its title, or failing that its id."""
    return report.title or report.article


def name_subject(entity: Entity, season: int | None) -> str:
    """A work with its season: "Squid Game season 2"."""
    return entity.name if season is None else f"{entity.name} season {season}"


def join_words(words: Sequence[str], conjunction: str = "and") -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def _word_found(answer: Found) -> Wording:
    notes: list[str] = []
    first = answer.sections[0]
    if answer.season_taken:
        notes.append(f"You named no season; this is season {first.season}.")
    question = answer.question
    asked = question.subject or question.named or first.subject
    # The title says what was asked; season and show tell the paragraphs of one relation apart.
    paragraphs = tuple(
        _word_section(section, _tell_apart(section, asked) if question.relation else "", asked)
        for section in answer.sections
    )
    seasons = {section.season for section in answer.sections}
    season = first.season if len(seasons) == 1 and asked.kind is Kind.WORK else None
    if question.relation is None and question.subject and question.named:
        title = f"{question.named.name} and {name_subject(question.subject, question.season)}"
    elif question.relation is None:
        title = name_subject(asked, question.season)
    else:
        heading = "Played by" if _plays(first, asked) else _heading(first)
        title = f"{name_subject(asked, season)}: {heading.lower()}"
    spoiler = first.statements[0].best.spoiler
    return Wording(title, _word_verdict(answer), paragraphs, tuple(notes), veiled_opening=spoiler)


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
    if section.of_whole_work:
        return f"No report says so of season {question.season}."
    if question.relation is None and question.season is None and question.named is None:
        return ""
    yes = _YES[best.certainty]
    if question.relation is None and question.season is not None:
        return yes
    if question.when is not None and best.window is not None and not statement.passed:
        years = {str(best.window.lower.year), str(best.window.upper.year)}
        return "Yes, by what is reported." if years == {question.when} else "Not by what is reported."
    placed = question.subject is not None or question.season is not None
    if question.claim or (question.named is not None and placed):
        return yes
    return _word_whether_come(statement)


def _word_whether_official(certainty: Certainty) -> str:
    if certainty is Certainty.OFFICIAL:
        return "Yes, officially."
    return f"Not officially: it is {_CERTAINTY_WORDS[certainty].lower()}."


def _word_whether_come(statement: Statement) -> str:
    """Whether the reported time has come; nothing if the value is no date."""
    best = statement.best
    if best.window is None:
        return ""
    if best.published_on >= best.window.upper:
        return _YES[best.certainty]
    return "That is not known." if statement.passed else "Not yet, by what is reported."


def _heading(section: Section) -> str:
    if not section.backwards:
        return section.relation.heading
    return {"cast member": "Appears in"}.get(section.relation.name, section.relation.heading)


def _plays(section: Section, asked: Entity) -> bool:
    return section.relation.name == "cast member" and asked.kind is Kind.CHARACTER


def _tell_apart(section: Section, asked: Entity) -> str:
    if section.subject.id != asked.id:
        return name_subject(section.subject, section.season)
    return f"Season {section.season}" if section.season is not None else "The show as a whole"


def _word_section(section: Section, heading: str = "", asked: Entity | None = None) -> Paragraph:
    # A show's title gives nothing away; any other name that the question does not mention may.
    names_other = bool(heading and asked and section.subject.id != asked.id)
    veiled = names_other and section.subject.kind is not Kind.WORK and section.statements[0].best.spoiler
    season = f" (season {section.season})" if section.season is not None else ""
    heading = heading or f"{_heading(section)}{season}"
    if section.authors:
        lines = _word_authors(section)
    elif section.backwards or section.relation.names is not None:
        lines = _word_groups(section)
    else:
        lines = tuple(_word_statement(section, statement) for statement in section.statements)
    notes = []
    if section.pin:
        which = "the first of these" if len(lines) > 1 else "this"
        note = f"The moderators have pinned {which} until {word_day(section.pin.until)}"
        # The reason for a pin may say what the report says.
        notes.append(note if section.statements[0].best.spoiler else f"{note}: {section.pin.reason}")
    if section.disputed:
        notes.append("Reports of the same day disagree; all of them are shown.")
    if section.of_whole_work:
        notes.append("That is said of the show as a whole; no report says it of this season in particular.")
    return Paragraph(heading, lines, tuple(notes), veiled)


def _word_authors(section: Section) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"{statement.value} made {statement.best.value}, which {section.subject.name} is based on.",
            _word_sources(statement),
            statement.best.certainty,
            note=statement.best.note or "",
            spoiler=statement.best.spoiler,
            dated=word_dated(statement.best),
        )
        for statement in section.statements
    )


def _word_groups(section: Section) -> tuple[Line, ...]:
    """Statements of one source together: "A, B and C directed X" once, not thrice."""
    lines = []
    for _, group in groupby(section.statements, key=lambda statement: _source_key(statement.best)):
        statements = list(group)
        items = tuple(_word_item(section, statement) for statement in statements)
        template = (section.relation.backwards if section.backwards else None) or section.relation.sentence
        text = template.format(
            subject=name_subject(section.subject, section.season),
            values=section.subject.name if section.backwards else join_words(items),
            subjects=join_words(items),
            when=put_preposition(section.subject.name),
        )
        best = statements[0].best
        lines.append(
            Line(
                text,
                _word_sources(statements[0]),
                best.certainty,
                items,
                # A note belongs to one value: after a list nobody could tell which.
                note=(best.note or "") if len(items) == 1 else "",
                spoiler=any(statement.best.spoiler for statement in statements),
                dated=word_dated(best),
            )
        )
    return tuple(lines)


def _source_key(report: Report) -> tuple[object, ...]:
    return report.article, report.certainty, report.according_to, report.spoiler


def _word_sources(statement: Statement) -> str:
    others = len({report.article for report in statement.reports}) - 1
    more = f", and in {others} more report{'s' if others > 1 else ''}" if others else ""
    return word_source(statement.best) + more


def _word_item(section: Section, statement: Statement) -> str:
    """A value with its qualifiers: "Park Ji-hu (as Nam Onjo)"."""
    best = statement.best
    details: list[str] = []
    if section.backwards:
        seasons = sorted({report.season for report in statement.reports if report.season is not None})
        if seasons:
            details.append(f"season{'s' if len(seasons) > 1 else ''} {join_words([str(s) for s in seasons])}")
    characters = dict.fromkeys(report.character.name for report in statement.reports if report.character)
    if characters:
        details.append(f"as {join_words(list(characters))}")
    if best.author is not None:
        details.append(f"by {best.author.name}")
    return f"{statement.value} ({', '.join(details)})" if details else statement.value


def _word_statement(section: Section, statement: Statement) -> Line:
    best = statement.best
    relation = section.relation
    subject = name_subject(section.subject, section.season)
    if relation.name == "quote":
        return _word_quote(best)
    if relation.value is ValueType.DATE:
        text = _word_time(relation, subject, statement)
    else:
        if relation.name == "meaning" and best.character is not None:
            subject = best.character.name
        text = relation.sentence.format(subject=subject, values=statement.value)
    if not statement.leads:
        beside = f"Also {_CERTAINTY_WORDS[best.certainty].lower()}" if section.pin else "Less certain"
        text = f"{beside}: {text}"
    return Line(
        text,
        _word_sources(statement),
        best.certainty,
        note=best.note or "",
        spoiler=best.spoiler,
        dated=word_dated(best),
    )


def _word_time(relation: Relation, subject: str, statement: Statement) -> str:
    best = statement.best
    assert best.window is not None, "dates are stored with their bounds"
    looked_ahead = best.published_on <= best.window.upper and best.published_on != best.window.upper
    template = relation.ahead if looked_ahead and relation.ahead else relation.sentence
    if statement.passed and relation.passed:
        template = relation.passed
    return template.format(subject=subject, when=word_when(best.value))


def _word_quote(report: Report) -> Line:
    speaker = report.speaker.name if report.speaker else report.subject.name
    text = f"“{report.value}”"
    when = f"{word_date(report.on)}, reported {word_day(report.published_on)}" if report.on else word_day(
        report.published_on
    )  # fmt: skip
    source = f"{speaker}, {when}"
    if report.according_to:
        source += f", to {report.according_to}" if report.according_to != speaker else ""
    if report.publisher and report.publisher != report.according_to:
        source += f" ({report.publisher})"
    if report.about:
        source += f"; about {report.about}"
    return Line(text, source, report.certainty, note=report.note or "", quoted=True, spoiler=report.spoiler)


def _word_ambiguous(answer: Ambiguous) -> Wording:
    names = _name_apart(answer.candidates)
    if not answer.name:
        return Wording("Which one do you mean?", f"I have an answer for {join_words(names)}.")
    return Wording(f"Which “{answer.name}” do you mean?", f"It could be {join_words(names, 'or')}.")


def _word_unknown(answer: UnknownName) -> Wording:
    if not answer.nearest:
        return Wording(f"I know nothing about “{answer.name}”", "No report that I have mentions that name.")
    title = f"I am not sure who or what “{answer.name}” is"
    return Wording(title, f"Did you mean {join_words(_name_apart(answer.nearest), 'or')}?")


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
    of_what = name_subject(subject, question.season) if subject else "any show"
    what = relation.heading.lower() if relation else "that"
    if question.subject is not None and question.named is not None:
        opening = f"No report that I have connects {question.named.name} with {of_what} ({what})."
    else:
        opening = "No report that I have says it."
    if answer.known_here:
        opening += " This comes closest:"
    notes = []
    if answer.known:
        headings = [_list_seasons(other, seasons) for other, seasons in answer.known[:_MOST_KNOWN]]
        notes.append(f"What I do know of {subject.name if subject else 'it'}: {join_words(headings)}.")
    paragraphs = tuple(_word_section(section) for section in answer.known_here)
    if answer.nothing_else:
        return Wording(f"I know of nothing else of {of_what}", "This is all:", paragraphs)
    if relation is None and question.named is None:
        return Wording(f"I don't know that about {of_what}", opening, paragraphs, tuple(notes))
    return Wording(f"I don't know: {what} of {of_what}", opening, paragraphs, tuple(notes))


def _list_seasons(relation: Relation, seasons: Iterable[int | None]) -> str:
    numbers = [str(season) for season in seasons if season is not None]
    label = "season" if len(numbers) == 1 else "seasons"
    return (
        f"{relation.heading.lower()} ({label} {join_words(numbers)})" if numbers else relation.heading.lower()
    )


def describe_kind(kind: Kind) -> str:
    """One word for this kind, for a label."""
    return {Kind.WORK: "show", Kind.TOPIC: "subject"}.get(kind, kind.value)
