"""The words of an answer: plain English out of answers, no markup.

Owns sentences, sources in words and the honest don't-knows; a relation's own sentences are in its
declaration. The answer comes first, as a sentence; who said it, and when, is small print; a show is named once.
Refuses markup, escaping and lengths, which are display's job.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

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
from bot.answers.rank import rank_reports, refines, tells_end
from bot.facts.dates import put_preposition, word_date, word_day, word_when
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Entity, Report
from bot.names import fold

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
_BESIDE = {
    Certainty.OFFICIAL: "Officially: {value}",
    Certainty.REPORTED: "Another report: {value}",
    Certainty.RUMOURED: "A rumour: {value}",
    Certainty.ESTIMATED: "An estimate: {value}",
}
"""What stands beneath the answer, or beside it."""
_TALK = {
    "You're welcome!": frozenset("thank thanks thx ty tysm cheers gracias salamat appreciated".split()),
    "Bye!": frozenset("bye goodbye cya gn night".split()),
    "Glad to help!": frozenset("good great best awesome love cool nice legend goat king queen".split()),
}
_HELLO = "Hi!"
_SORTS_OF_SOURCE = frozenset(
    "webtoon manga manhwa novel novels book books comic comics game film play podcast series webcomic musical".split()
)
_AT_ONCE = {RELATIONS["quote"].heading: 3, RELATIONS["plot"].heading: 1, RELATIONS["popularity"].heading: 3}
_OF_EVERYTHING = 5
_NEAREST = 1
_MOST_STRONG = 40
"""Characters of a value that is put in bold."""
_FEW = 4
"""Values that a sentence takes; more are a list."""
_MOST_SAID = 90
"""Characters of a note that is shown beside a date; a longer one is behind the sources."""
_FEWEST_WORDS_OF_QUOTE = 3


@dataclass(frozen=True, slots=True)
class Line:
    """Something said, and who said it when."""

    text: str
    source: str
    """Empty where the text says it."""
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
    strong: tuple[str, ...] = ()
    """The parts of the text that answer."""
    minor: bool = False
    """Whether it stands beneath the answer, as small as a source."""
    ahead: tuple[int, date] | None = None
    """How many days until which day."""

    @property
    def plain(self) -> str:
        """The line as plain text, its source in brackets."""
        countdown = f", {_word_countdown(self.ahead[0])}." if self.ahead else ""
        said = ". ".join(filter(None, (self.source, self.note)))
        text = " ".join(filter(None, (self.text, ", ".join(self.items))))
        text = text.removesuffix(".") if countdown else text
        return f"{text}{countdown}" + (f" [{said}]" if said else "")


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
    """An answer in words: a label, a sentence that opens it, paragraphs, and notes that close it."""

    title: str
    """What it is about, for a list of answers; where nothing was found, the answer itself."""
    opening: str = ""
    """Yes or no, or what a list is of."""
    paragraphs: tuple[Paragraph, ...] = ()
    notes: tuple[str, ...] = ()
    veiled_opening: bool = False
    """Whether the opening says what a spoiler says: yes or no."""

    @property
    def most_at_once(self) -> int | None:
        """How many paragraphs' worth of text is enough at first sight; the rest is for who asks for more."""
        if not self.paragraphs:
            return None
        told = {paragraph.heading for paragraph in self.paragraphs}
        return _AT_ONCE.get(self.paragraphs[0].heading) if len(told) == 1 else _OF_EVERYTHING

    @property
    def opens_line(self) -> bool:
        """Whether the opening and the first sentence stand on one line: "Yes. It is on Netflix."."""
        first = self.paragraphs[0].lines[0] if self.paragraphs else None
        return (
            bool(self.opening) and not self.opening.endswith((":", "?")) and bool(first and not first.quoted)
        )

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
            reply = _word_small_talk(answer.text)
            sentence = "Ask me, for example: {examples}"
            return Wording(reply, _word_examples(sentence, answer) if reply == _HELLO else "")
        case NotUnderstood():
            return Wording("I didn't get that.", _word_examples("Try, for example: {examples}", answer))


def word_sentences(answer: Answer) -> str:
    """The answer without its sources: what a list of answers says."""
    wording = word_answer(answer)
    if not isinstance(answer, Found):
        return " ".join(filter(None, (wording.title, wording.opening)))
    texts = [line.text for paragraph in wording.paragraphs for line in paragraph.lines]
    return " ".join(filter(None, (wording.opening, *texts)))


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
    for paragraph in wording.paragraphs:
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


def word_source(report: Report) -> str:
    """Who said it, when and how surely: "Reported 29 January 2024, according to BH Entertainment"."""
    return word_dated(report) + _word_whose(report)


def _word_whose(report: Report) -> str:
    words = f", according to {report.according_to}" if report.according_to else ""
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
    question, first = answer.question, answer.sections[0]
    asked = question.subject or question.named or first.subject
    title = _word_title(answer, asked)
    spoiler = first.statements[0].best.spoiler
    verdict = _word_verdict(answer)
    if question.moved and first.relation.name == "release date":
        moved = _word_moved(first, noted=answer.noted)
        return Wording(title, paragraphs=(moved,), veiled_opening=spoiler)
    if question.relation is None and question.newest:
        speaker = _Speaker(asked)
        paragraphs = tuple(_word_section(section, speaker, asked) for section in answer.sections)
        return Wording(title, f"The latest on {asked.name}:", paragraphs)
    if question.relation is None:
        opening = _word_intro(answer, asked)
        speaker = _Speaker(asked if opening else None)
        paragraphs = tuple(_word_overview(answer, speaker, asked))
        return Wording(title, " ".join(filter(None, (verdict, opening))), paragraphs, veiled_opening=spoiler)
    if first.relation.name == "cast member" and not first.backwards:
        return _word_cast(answer, title, verdict, asked)
    speaker = _Speaker()
    merged = _merge_seasons(_put_single_words_last(answer))
    paragraphs = tuple(
        _word_section(section, speaker, asked, seasons, noted=answer.noted) for section, seasons in merged
    )
    return Wording(title, verdict, paragraphs, veiled_opening=spoiler)


def _word_overview(answer: Found, speaker: _Speaker, asked: Entity) -> Iterator[Paragraph]:
    """Everything that is known, relation by relation; a cast as one list."""
    cast = [one for one in answer.sections if one.relation.name == "cast member" and not one.backwards]
    listed = len(cast) > 1 and len({section.subject.id for section in cast}) == 1
    for section, seasons in _merge_seasons(answer.sections):
        if not listed or section not in cast:
            yield _word_section(section, speaker, asked, seasons, noted=answer.noted)
        elif section is cast[0]:
            yield _list_cast(cast)


def _word_title(answer: Found, asked: Entity) -> str:
    question, first = answer.question, answer.sections[0]
    seasons = {section.season for section in answer.sections}
    season = first.season if len(seasons) == 1 and asked.kind is Kind.WORK else None
    if question.relation is None and question.subject and question.named:
        return f"{question.named.name} and {name_subject(question.subject, question.season)}"
    if question.relation is None:
        return name_subject(asked, question.season)
    heading = "Played by" if _plays(first, asked) else _heading(first)
    return f"{name_subject(asked, season)}: {heading.lower()}"


def _word_intro(answer: Found, asked: Entity) -> str:
    """What an overview is of; nothing where it is one sentence, or of two names."""
    if answer.question.named is not None or len(answer.sections) == 1:
        return ""
    return f"What I know of {name_subject(asked, answer.question.season)}:"


class _Speaker:
    """Names a show once, and calls it by its season from then on."""

    def __init__(self, named: Entity | None = None) -> None:
        self._named: int | None = named.id if named else None

    def name(self, entity: Entity, seasons: Sequence[int | None]) -> str:
        """The show with its seasons; only the seasons, or "it", where it has been named."""
        numbers = sorted(season for season in seasons if season is not None)
        again = self._named == entity.id and entity.kind is Kind.WORK
        self._named = entity.id
        if not numbers or None in seasons:
            return "it" if again else entity.name
        named = f"season{'s' if len(numbers) > 1 else ''} {join_words([str(number) for number in numbers])}"
        if again:
            return named
        return f"{named} of {entity.name}" if len(numbers) > 1 else f"{entity.name} {named}"


def _merge_seasons(sections: Sequence[Section]) -> list[tuple[Section, tuple[int | None, ...]]]:
    """The sections with their seasons; those that say the same of several seasons are one."""
    merged: list[tuple[Section, tuple[int | None, ...]]] = []
    for section in sections:
        said = _say(section)
        same = next(
            (
                at
                for at, (other, _) in enumerate(merged)
                if other.relation == section.relation
                and other.subject.id == section.subject.id
                and not (section.backwards or section.disputed or section.pin)
                and _say(other) == said
            ),
            None,
        )
        if same is None or section.relation.value is ValueType.DATE:
            merged.append((section, (section.season,)))
        else:
            merged[same] = merged[same][0], (*merged[same][1], section.season)
    return merged


def _say(section: Section) -> set[tuple[str, bool]]:
    return {
        (statement.value, any(report.spoiler for report in statement.reports))
        for statement in section.statements
    }


def _put_single_words_last(answer: Found) -> list[Section]:
    """The sections, quotes of a word or two, which say little by themselves, behind the others."""
    if answer.question.relation != "quote" or answer.question.about:
        return list(answer.sections)
    return [
        replace(section, statements=tuple(sorted(section.statements, key=_is_single_word)))
        for section in answer.sections
    ]


def _is_single_word(statement: Statement) -> bool:
    return len(statement.value.split()) < _FEWEST_WORDS_OF_QUOTE


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
    if question.when is not None and best.window is not None:
        if statement.passed:
            return ""
        years = {str(best.window.lower.year), str(best.window.upper.year)}
        return "Yes, by what is reported." if years == {question.when} else "Not by what is reported."
    placed = question.subject is not None or question.season is not None
    if question.claim or (question.named is not None and placed):
        return yes
    return _word_whether_come(statement)


def _word_whether_official(certainty: Certainty) -> str:
    if certainty is Certainty.OFFICIAL:
        return "Yes, officially."
    return "Not officially."


def _word_whether_come(statement: Statement) -> str:
    """Whether the reported time has come; nothing if the value is no date, or the sentence says it."""
    match statement.time:
        case Time.PAST | Time.CAME:
            return _YES[statement.best.certainty]
        case Time.AHEAD:
            return "Not yet."
        case _:
            return ""


def _heading(section: Section) -> str:
    if not section.backwards:
        return section.relation.heading
    return {"cast member": "Appears in"}.get(section.relation.name, section.relation.heading)


def _plays(section: Section, asked: Entity) -> bool:
    return section.relation.name == "cast member" and asked.kind is Kind.CHARACTER


def _word_section(
    section: Section,
    speaker: _Speaker,
    asked: Entity | None = None,
    seasons: Sequence[int | None] = (),
    *,
    noted: Collection[int] = (),
) -> Paragraph:
    # A show's title gives nothing away; any other name that the question does not mention may.
    names_other = bool(asked and section.subject.id != asked.id)
    veiled = names_other and section.subject.kind is not Kind.WORK and section.statements[0].best.spoiler
    seasons = seasons or (section.season,)
    if section.authors:
        lines = _word_authors(section)
    elif section.relation.name == "cast member" and not section.backwards:
        lines = _word_roles(section, speaker, seasons, noted=noted)
    elif section.backwards or section.relation.names is not None:
        lines = _word_groups(section, speaker, seasons, noted=noted)
    else:
        lines = tuple(
            _word_statement(section, statement, speaker, seasons, noted=noted)
            for statement in section.statements
        )
    return Paragraph(_heading(section), lines, _word_remarks(section, len(lines)), veiled)


def _word_remarks(section: Section, lines: int) -> tuple[str, ...]:
    """What the reader has to know of how the section came about."""
    remarks = []
    if section.pin:
        which = "the first of these" if lines > 1 else "this"
        note = f"The moderators have pinned {which} until {word_day(section.pin.until)}"
        # The reason for a pin may say what the report says.
        remarks.append(note if section.statements[0].best.spoiler else f"{note}: {section.pin.reason}")
    if section.of_whole_work:
        remarks.append("I know that of the show as a whole, not of that season in particular.")
    return tuple(remarks)


def _word_authors(section: Section) -> tuple[Line, ...]:
    return tuple(
        _line(
            f"{statement.value} made {add_article(statement.best.value)}.",
            statement,
            strong=(statement.value,),
        )
        for statement in section.statements
    )


def _line(
    text: str,
    statement: Statement,
    *others: Statement,
    items: tuple[str, ...] = (),
    strong: Sequence[str] = (),
    noted: Collection[int] = (),
) -> Line:
    """A sentence with the small print of its best report."""
    best = statement.best
    articles = {report.article for each in (statement, *others) for report in each.reports}
    return Line(
        _capitalise(text),
        _word_sources(best, len(articles) - 1),
        best.certainty,
        items,
        note=(best.note or "") if best.id in noted else "",
        spoiler=any(report.spoiler for each in (statement, *others) for report in each.reports),
        dated=word_dated(best),
        strong=tuple(strong),
    )


def _capitalise(text: str) -> str:
    """A sentence that begins with "season" or "it" begins with a capital; "it: popular" only says what it is."""
    text = text.removeprefix("it: ")
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _word_cast(answer: Found, title: str, verdict: str, asked: Entity) -> Wording:
    """Who is in a show, or plays somebody: everyone once, with the seasons."""
    speaker = _Speaker()
    one_person = {label_value(statement) for section in answer.sections for statement in section.statements}
    named = answer.question.named or asked
    if (
        len(one_person) == 1
        or named.kind is Kind.CHARACTER
        or len({s.subject.id for s in answer.sections}) > 1
    ):
        merged = _merge_seasons(answer.sections)
        paragraphs = tuple(
            _word_section(section, speaker, asked, seasons, noted=answer.noted) for section, seasons in merged
        )
        return Wording(
            title, verdict, paragraphs, veiled_opening=answer.sections[0].statements[0].best.spoiler
        )
    first = answer.sections[0]
    seasons = {section.season for section in answer.sections}
    subject = speaker.name(first.subject, [first.season if len(seasons) == 1 else None])
    opening = " ".join(filter(None, (verdict, f"The cast of {subject}:")))
    return Wording(title, opening, (_list_cast(answer.sections),))


def _list_cast(sections: Sequence[Section]) -> Paragraph:
    """Everyone in a show once, with the parts and the seasons."""
    of_one = len({section.season for section in sections}) == 1
    roles: dict[tuple[str, bool], list[Report]] = {}
    for section in sections:
        for statement in section.statements:
            key = label_value(statement), any(report.spoiler for report in statement.reports)
            roles.setdefault(key, []).extend(statement.reports)
    lines = []
    for spoiler in (False, True):
        of_kind = {
            name: rank_reports(reports) for (name, veiled), reports in roles.items() if veiled is spoiler
        }
        if of_kind:
            items = tuple(_word_role(name, reports, of_one=of_one) for name, reports in of_kind.items())
            reports = tuple(rank_reports(report for each in of_kind.values() for report in each))
            lines.append(_line("", Statement(reports[0].value, reports), items=items))
    remarks = tuple(remark for section in sections for remark in _word_remarks(section, 2))
    return Paragraph(_heading(sections[0]), tuple(lines), tuple(dict.fromkeys(remarks)))


def _word_role(name: str, reports: Sequence[Report], *, of_one: bool) -> str:
    """Somebody in a list of a cast: "Park Ji-hu as Nam Onjo (seasons 1 and 2)"."""
    characters = dict.fromkeys(report.character.name for report in reports if report.character)
    role = f"{name} as {join_words(list(characters))}" if characters else name
    if reports[0].certainty in (Certainty.RUMOURED, Certainty.ESTIMATED):
        role = f"{role} (only a rumour)"
    seasons = sorted({report.season for report in reports if report.season is not None})
    return role if of_one or not seasons else f"{role} ({_word_seasons(seasons)})"


def _word_seasons(seasons: Sequence[int]) -> str:
    return f"season{'s' if len(seasons) > 1 else ''} {join_words([str(season) for season in seasons])}"


def _word_roles(
    section: Section, speaker: _Speaker, seasons: Sequence[int | None], *, noted: Collection[int]
) -> tuple[Line, ...]:
    """Who plays whom, a sentence each; who plays nobody that is named, together."""
    lines = []
    for reports in _group_by_source(section):
        of_part = [statement for statement in reports if statement.best.character]
        rest = [statement for statement in reports if not statement.best.character]
        for statement in of_part:
            name = label_value(statement)
            characters = dict.fromkeys(
                report.character.name for report in statement.reports if report.character
            )
            subject = speaker.name(section.subject, seasons)
            text = f"{name} plays {join_words(list(characters))} in {subject}."
            lines.append(_line(text, statement, strong=(name,), noted=noted))
        if rest:
            items = tuple(map(label_value, rest))
            subject = speaker.name(section.subject, seasons)
            text = (
                f"{join_words(items)} {'is' if len(items) == 1 else 'are'} in {subject}."
                if len(items) <= _FEW
                else f"The cast of {subject}:"
            )
            notes = noted if len(items) == 1 else ()
            lines.append(
                _line(text, rest[0], items=items if len(items) > _FEW else (), strong=items, noted=notes)
            )
    return tuple(lines)


def _group_by_source(section: Section) -> list[list[Statement]]:
    """The statements by how certain they are, in their order."""
    groups: dict[object, list[Statement]] = {}
    for statement in section.statements:
        groups.setdefault((statement.best.certainty, statement.best.spoiler), []).append(statement)
    return list(groups.values())


def _word_groups(
    section: Section, speaker: _Speaker, seasons: Sequence[int | None], *, noted: Collection[int]
) -> tuple[Line, ...]:
    """Statements of one source together: "A, B and C directed X" once, not thrice."""
    lines = []
    template = (section.relation.backwards if section.backwards else None) or section.relation.sentence
    for statements in _group_by_source(section):
        statements = _drop_vague(section, statements)
        items = tuple(_word_item(section, statement) for statement in statements)
        subject = section.subject.name if section.backwards else speaker.name(section.subject, seasons)
        listed = len(items) > _FEW
        text = (_make_list_intro(template) if listed else template).format(
            subject=subject,
            values=subject if section.backwards else join_words(items),
            subjects=join_words(items),
            when=put_preposition(section.subject.name),
        )
        # A note belongs to one value: after a list nobody could tell which.
        notes = noted if len(items) == 1 else ()
        strong = tuple(map(label_value, statements))
        lines.append(_line(text, *statements, items=items if listed else (), strong=strong, noted=notes))
    return tuple(lines)


def _drop_vague(section: Section, statements: list[Statement]) -> list[Statement]:
    """The statements without those that another says better: "a webtoon" beside "the webtoon Sweet Home"."""
    if section.relation.name != "based on" or section.backwards:
        return statements
    sorts = {each.value.split(" ", 1)[0] for each in statements if " " in each.value}
    return [each for each in statements if each.value not in sorts]


def _make_list_intro(template: str) -> str:
    """What a sentence becomes before a list of its values: "{values} directed these:"."""
    for gap in ("{subjects}", "{values}"):
        if template.endswith(f": {gap}."):
            return template.removesuffix(f" {gap}.")
        if gap in template and not (gap == "{values}" and "{subjects}" in template):
            return (
                template.replace(gap, "these", 1)
                .removesuffix(".")
                .replace("these", "These", template.startswith(gap))
                + ":"
            )
    return template


def _word_sources(best: Report, others: int) -> str:
    more = f", and in {others} more report{'s' if others > 1 else ''}" if others else ""
    return word_source(best) + more


def add_article(value: str) -> str:
    """What a work is based on as a part of a sentence: "the webtoon Sweet Home"."""
    first = value.split(" ", 1)[0].lower()
    if first not in _SORTS_OF_SOURCE:
        return value
    return f"the {value}" if " " in value else f"a {value}"


def label_value(statement: Statement) -> str:
    """A value as it is known best: a name by its main spelling."""
    named = statement.best.named
    # What looks back from a value lists works, whose reports name the value.
    return named.name if named is not None and _is_spelling(statement.value, statement) else statement.value


def _is_spelling(value: str, statement: Statement) -> bool:
    return any(value == report.value for report in statement.reports)


def _word_item(section: Section, statement: Statement) -> str:
    """A value with its qualifiers: "Park Ji-hu (as Nam Onjo)"."""
    best = statement.best
    details: list[str] = []
    if section.backwards:
        seasons = sorted({report.season for report in statement.reports if report.season is not None})
        if seasons:
            details.append(_word_seasons(seasons))
    characters = dict.fromkeys(report.character.name for report in statement.reports if report.character)
    if characters:
        details.append(f"as {join_words(list(characters))}")
    if best.author is not None:
        details.append(f"by {best.author.name}")
    label = label_value(statement)
    if section.relation.name == "based on" and not section.backwards:
        label = add_article(label)
    return f"{label} ({', '.join(details)})" if details else label


def _word_statement(
    section: Section,
    statement: Statement,
    speaker: _Speaker,
    seasons: Sequence[int | None],
    *,
    noted: Collection[int] = (),
) -> Line:
    best = statement.best
    relation = section.relation
    if relation.name == "quote":
        return _word_quote(best, noted=noted)
    value = word_date(best.value) if relation.value is ValueType.DATE else statement.value
    if (
        statement is not section.statements[0]
        and not (tells_end(best) and statement.leads)
        and relation.one_value
    ):
        return _word_beside(statement, value)
    subject = speaker.name(section.subject, seasons)
    if relation.value is ValueType.DATE:
        text = _word_time(relation, subject, statement)
    else:
        if relation.name == "meaning" and best.character is not None:
            subject = best.character.name
        text = relation.sentence.format(subject=subject, values=statement.value)
    # A text in bold from end to end would stress nothing.
    strong = (value,) if len(value) <= _MOST_STRONG else ()
    line = _line(text, statement, strong=strong, noted=noted)
    if relation.value is not ValueType.TEXT and best.id not in noted and not statement.passed:
        line = replace(line, note=_shorten(best.note or ""))
    ahead = statement.days_ahead
    if ahead is None or best.window is None:
        return line
    return replace(line, ahead=(ahead, best.window.upper))


def _shorten(note: str) -> str:
    """The first sentence of a note, if it is short: what a date means."""
    first = note.split(". ", 1)[0]
    return first if len(first) <= _MOST_SAID else ""


def _word_beside(statement: Statement, value: str) -> Line:
    """What stands beneath the answer, on one line: "A rumour: early 2025, 29 January 2024"."""
    best = statement.best
    # What a part of a year is called says enough here: "early 2025 (January to March)".
    value = value.split(" (", 1)[0] if best.window is not None else value
    source = f"{word_day(best.published_on)}{_word_whose(best)}"
    text = f"{_BESIDE[best.certainty].format(value=value)}, {source}"
    return Line(text, "", best.certainty, spoiler=best.spoiler, strong=(value,), minor=True)


def _word_time(relation: Relation, subject: str, statement: Statement) -> str:
    best = statement.best
    assert best.window is not None, "dates are stored with their bounds"
    official = best.certainty is Certainty.OFFICIAL
    exact = best.window.lower == best.window.upper
    template: str | None = None
    match statement.time:
        case Time.TODAY:
            template = relation.today_officially if official else relation.today
        case Time.YESTERDAY:
            template = relation.yesterday or relation.passed
        case Time.OVER:
            template = relation.passed_officially if official and exact else None
            template = template or relation.passed
        case Time.AHEAD:
            template = relation.ahead
    if template is None and tells_end(best):
        template = relation.ended
    template = template or relation.sentence
    return template.format(subject=subject, when=word_when(best.value), date=word_date(best.value))


def _word_countdown(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days} days"


def _word_moved(section: Section, *, noted: Collection[int]) -> Paragraph:
    """Whether a date was moved, and from what to what."""
    now = section.statements[0].best
    before = [
        report
        for report in section.earlier
        if report.window is not None and now.window is not None and not refines(now, report)
    ]
    subject = name_subject(section.subject, section.season)
    statement = section.statements[0]
    if not before or now.window is None:
        text = f"I know of no change: {_word_time(section.relation, subject, statement)}"
        line = _line(text, statement, strong=(word_date(now.value),), noted=noted)
        return Paragraph(_heading(section), (line,))
    was = before[0]
    later = was.window is not None and now.window.lower > was.window.lower
    template = (
        "Yes, {subject} was pushed back: {old} became {new}."
        if later
        else "{subject} was moved up: {old} became {new}."
    )
    text = template.format(subject=subject, old=word_date(was.value), new=word_date(now.value))
    strong = (word_date(was.value), word_date(now.value))
    line = _line(text, statement, strong=strong, noted=noted)
    return Paragraph(_heading(section), (replace(line, spoiler=line.spoiler or was.spoiler),))


def _word_quote(report: Report, *, noted: Collection[int] = ()) -> Line:
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
    note = (report.note or "") if report.id in noted else ""
    return Line(text, source, report.certainty, note=note, quoted=True, spoiler=report.spoiler)


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
    of_what = name_subject(subject, question.season) if subject else "any show"
    speaker = _Speaker(subject)
    nearest = [replace(section, statements=section.statements[:_NEAREST]) for section in answer.known_here]
    paragraphs = tuple(
        _word_section(section, speaker, seasons=seasons, noted=answer.noted)
        for section, seasons in _merge_seasons(nearest)
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


def describe_kind(kind: Kind) -> str:
    """One word for this kind, for a label."""
    return {Kind.WORK: "show", Kind.TOPIC: "subject"}.get(kind, kind.value)
