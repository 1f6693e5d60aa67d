"""Sentences about facts: one for what several seasons, sources or people have in common, a show named once.

Owns how sections become lines: casts, lists, dates and how they lie to today, quotes, what stands beneath. A
relation's own sentences are in its declaration. Refuses to say what was asked: wording.py does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.answers.answer import (
    Found,
    Section,
    Statement,
    Time,
)
from bot.answers.lines import Line, Paragraph, Wording
from bot.answers.rank import rank_reports, refines, tells_end
from bot.answers.report_words import join_words, name_subject, word_dated, word_source, word_whose
from bot.facts.dates import find_instant, put_preposition, word_date, word_day, word_when
from bot.facts.model import Certainty, Kind
from bot.facts.relations import Relation, ValueType
from bot.facts.report import Entity, Report
from bot.facts.scope import WHOLE, Scope, word_scope, word_scopes

_BESIDE = {
    Certainty.OFFICIAL: "Officially: {value}",
    Certainty.REPORTED: "Another report: {value}",
    Certainty.RUMOURED: "A rumour: {value}",
    Certainty.ESTIMATED: "An estimate: {value}",
}
"""What stands beneath the answer, or beside it."""
_SORTS_OF_SOURCE = frozenset(
    "webtoon manga manhwa novel novels book books comic comics game film play podcast series webcomic musical".split()
)
_MOST_STRONG = 40
"""Characters of a value that is put in bold."""
_CALLED = "{subject} is called “{values}”."
"""What the title of one episode says."""
_FEW = 4
"""Values that a sentence takes; more are a list."""
_MOST_SAID = 90
"""Characters of a note that is shown beside a date; a longer one is behind the sources."""
_FEWEST_WORDS_OF_QUOTE = 3


def word_value(section: Section, statement: Statement) -> str:
    """A value by itself, as in a list: a date in words, a name with its details, a quote with its speaker."""
    best = statement.best
    match section.relation.name:
        case "quote":
            return f"{best.speaker.name if best.speaker else best.subject.name}: “{statement.value}”"
        case "meaning" if best.character is not None:
            return f"{best.character.name}: {statement.value}"
    if section.relation.is_dated:
        return word_date(statement.value)
    return _word_item(section, statement)


class Speaker:
    """Names a show once, and calls it by its season, part or episode from then on."""

    def __init__(self, named: Entity | None = None) -> None:
        self._named: int | None = named.id if named else None

    def name(self, entity: Entity, scopes: Sequence[Scope]) -> str:
        """The show with its seasons; only the seasons, or "it", where it has been named."""
        again = self._named == entity.id and entity.kind is Kind.WORK
        self._named = entity.id
        named = "" if WHOLE in scopes else word_scopes(scopes)
        if not named:
            return "it" if again else entity.name
        if again:
            return named
        return f"{named} of {entity.name}" if len(set(scopes)) > 1 else f"{entity.name} {named}"


def merge_seasons(sections: Sequence[Section]) -> list[tuple[Section, tuple[Scope, ...]]]:
    """The sections with their seasons; those that say the same of several seasons, parts or episodes are one."""
    merged: list[tuple[Section, tuple[Scope, ...]]] = []
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
        if same is None or section.relation.is_dated:
            merged.append((section, (section.scope,)))
        else:
            merged[same] = merged[same][0], (*merged[same][1], section.scope)
    return merged


def _say(section: Section) -> set[tuple[str, bool]]:
    return {
        (statement.value, any(report.spoiler for report in statement.reports))
        for statement in section.statements
    }


def put_single_words_last(answer: Found) -> list[Section]:
    """The sections, quotes of a word or two, which say little by themselves, behind the others."""
    if answer.question.relation != "quote" or answer.question.about:
        return list(answer.sections)
    return [
        replace(section, statements=tuple(sorted(section.statements, key=_is_single_word)))
        for section in answer.sections
    ]


def _is_single_word(statement: Statement) -> bool:
    return len(statement.value.split()) < _FEWEST_WORDS_OF_QUOTE


def word_heading(section: Section) -> str:
    """What a section is about, as a noun: "Release date"."""
    if not section.backwards:
        return section.relation.heading
    return {"cast member": "Appears in"}.get(section.relation.name, section.relation.heading)


def word_section(
    section: Section,
    speaker: Speaker,
    asked: Entity | None = None,
    scopes: Sequence[Scope] = (),
    *,
    noted: Collection[int] = (),
) -> Paragraph:
    # A show's title gives nothing away; any other name that the question does not mention may.
    names_other = bool(asked and section.subject.id != asked.id)
    veiled = names_other and section.subject.kind is not Kind.WORK and section.statements[0].best.spoiler
    scopes = scopes or (section.scope,)
    if section.authors:
        lines = _word_authors(section)
    elif section.relation.casts and not section.backwards:
        lines = _word_roles(section, speaker, scopes, noted=noted)
    elif section.backwards or section.relation.names is not None:
        lines = _word_groups(section, speaker, scopes, noted=noted)
    else:
        lines = tuple(
            _word_statement(section, statement, speaker, scopes, noted=noted)
            for statement in section.statements
        )
    return Paragraph(word_heading(section), lines, _word_remarks(section, len(lines)), veiled)


def _word_remarks(section: Section, lines: int) -> tuple[str, ...]:
    """What the reader has to know of how the section came about."""
    remarks = []
    if section.pin:
        which = "the first of these" if lines > 1 else "this"
        note = f"The moderators have pinned {which} until {word_day(section.pin.until)}"
        # The reason for a pin may say what the report says.
        remarks.append(note if section.statements[0].best.spoiler else f"{note}: {section.pin.reason}")
    if section.wider_than is not None:
        remarks.append(_word_wider(section.scope, section.wider_than))
    return tuple(remarks)


def _word_wider(known: Scope, asked: Scope) -> str:
    """That something is known of more than was asked about."""
    of_what = "the show as a whole" if known == WHOLE else word_scope(known)
    noun = "season" if asked.is_whole else "part" if asked.episode is None else "episode"
    return f"I know that of {of_what}, not of that {noun} in particular."


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


def word_cast(answer: Found, title: str, verdict: str, asked: Entity) -> Wording:
    """Who is in a show, or plays somebody: everyone once, with the seasons."""
    speaker = Speaker()
    one_person = {label_value(statement) for section in answer.sections for statement in section.statements}
    named = answer.question.named or asked
    if (
        len(one_person) == 1
        or named.kind is Kind.CHARACTER
        or len({s.subject.id for s in answer.sections}) > 1
    ):
        merged = merge_seasons(answer.sections)
        paragraphs = tuple(
            word_section(section, speaker, asked, scopes, noted=answer.noted) for section, scopes in merged
        )
        return Wording(
            title, verdict, paragraphs, veiled_opening=answer.sections[0].statements[0].best.spoiler
        )
    first = answer.sections[0]
    scopes = {section.scope for section in answer.sections}
    subject = speaker.name(first.subject, [first.scope if len(scopes) == 1 else WHOLE])
    opening = " ".join(filter(None, (verdict, f"The cast of {subject}:")))
    return Wording(title, opening, (list_cast(answer.sections),))


def list_cast(sections: Sequence[Section]) -> Paragraph:
    """Everyone in a show once, with the parts and the seasons."""
    of_one = len({section.scope for section in sections}) == 1
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
    return Paragraph(word_heading(sections[0]), tuple(lines), tuple(dict.fromkeys(remarks)))


def list_episodes(sections: Sequence[Section]) -> Paragraph:
    """Titles of episodes in their order: "season 2 episode 5: Ashes"."""
    reports = sorted(
        (statement.best for section in sections for statement in section.statements),
        key=lambda report: report.scope.order,
    )
    lines = []
    for spoiler in (False, True):
        of_kind = [report for report in reports if report.spoiler is spoiler]
        if of_kind:
            items = tuple(f"{word_scope(report.scope)}: {report.value}" for report in of_kind)
            lines.append(_line("", Statement(of_kind[0].value, tuple(rank_reports(of_kind))), items=items))
    return Paragraph(word_heading(sections[0]), tuple(lines))


def _word_role(name: str, reports: Sequence[Report], *, of_one: bool) -> str:
    """Somebody in a list of a cast: "Park Ji-hu as Nam Onjo (seasons 1 and 2)"."""
    characters = dict.fromkeys(report.character.name for report in reports if report.character)
    role = f"{name} as {join_words(list(characters))}" if characters else name
    if reports[0].certainty in (Certainty.RUMOURED, Certainty.ESTIMATED):
        role = f"{role} (only a rumour)"
    scopes = {report.scope for report in reports} - {WHOLE}
    return role if of_one or not scopes else f"{role} ({word_scopes(scopes)})"


def _word_roles(
    section: Section, speaker: Speaker, scopes: Sequence[Scope], *, noted: Collection[int]
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
            subject = speaker.name(section.subject, scopes)
            does = "plays" if section.relation.name == "cast member" else "voices"
            dub = (
                _shorten(statement.best.note or "")
                if does == "voices" and statement.best.id not in noted
                else ""
            )
            text = f"{name} {does} {join_words(list(characters))} in {subject}{f' ({dub})' if dub else ''}."
            lines.append(_line(text, statement, strong=(name,), noted=noted))
        if rest:
            items = tuple(map(label_value, rest))
            subject = speaker.name(section.subject, scopes)
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
    section: Section, speaker: Speaker, scopes: Sequence[Scope], *, noted: Collection[int]
) -> tuple[Line, ...]:
    """Statements of one source together: "A, B and C directed X" once, not thrice."""
    lines: list[Line] = []
    if section.backwards and section.relation.casts and section.subject.kind is Kind.PERSON:
        played = tuple(_word_parts(section, noted=noted))
        if played:
            return played
    template = (section.relation.backwards if section.backwards else None) or section.relation.sentence
    for statements in _group_by_source(section):
        statements = _drop_vague(section, statements)
        items = tuple(_word_item(section, statement) for statement in statements)
        subject = section.subject.name if section.backwards else speaker.name(section.subject, scopes)
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


def _word_parts(section: Section, *, noted: Collection[int]) -> Iterator[Line]:
    """Whom somebody plays, a sentence for each show; nothing where some part is not known, or they are many."""
    if len(section.statements) > _FEW or not all(each.best.character for each in section.statements):
        return
    does = "plays" if section.relation.name == "cast member" else "voices"
    for statement in section.statements:
        scopes = {report.scope for report in statement.reports}
        in_what = word_scopes(scopes - {WHOLE})
        characters = list(
            dict.fromkeys(report.character.name for report in statement.reports if report.character)
        )
        told = f" {in_what}" if in_what and WHOLE not in scopes else ""
        text = f"{section.subject.name} {does} {join_words(characters)} in {statement.value}{told}."
        yield _line(text, statement, strong=tuple(characters), noted=noted)


def _drop_vague(section: Section, statements: list[Statement]) -> list[Statement]:
    """The statements without those that another says better: "a webtoon" beside "the webtoon Sweet Home"."""
    if section.relation.name != "based on" or section.backwards:
        return statements
    sorts = {each.value.split(" ", 1)[0] for each in statements if " " in each.value}
    return [each for each in statements if each.value not in sorts]


def _make_list_intro(template: str) -> str:
    """What a sentence becomes before a list of its values: "These directed {subject}:", "{subject} is on:"."""
    for gap in ("{subjects}", "{values}"):
        if template.endswith(f" {gap}."):
            return f"{template.removesuffix(f' {gap}.').removesuffix(':')}:"
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
        scopes = {report.scope for report in statement.reports} - {WHOLE}
        if scopes:
            details.append(word_scopes(scopes))
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
    speaker: Speaker,
    scopes: Sequence[Scope],
    *,
    noted: Collection[int] = (),
) -> Line:
    best = statement.best
    relation = section.relation
    if relation.name == "quote":
        return _word_quote(best, noted=noted)
    value = word_date(best.value) if relation.is_dated else statement.value
    if (
        statement is not section.statements[0]
        and not (tells_end(best) and statement.leads)
        and relation.one_value
    ):
        return _word_beside(statement, value)
    subject = speaker.name(section.subject, scopes)
    if relation.is_dated:
        text = _word_time(relation, subject, statement)
    else:
        if relation.name == "meaning" and best.character is not None:
            subject = best.character.name
        elif relation.name == "meaning" and best.about:
            subject = f"{subject}, in {best.about}"
        sentence = _CALLED if relation.name == "episode title" and best.episode else relation.sentence
        text = sentence.format(subject=subject, values=_word_qualified(relation, best))
    # A text in bold from end to end would stress nothing.
    strong = (value,) if len(value) <= _MOST_STRONG else ()
    line = _line(text, statement, strong=strong, noted=noted)
    if relation.value is not ValueType.TEXT and best.id not in noted and not statement.passed:
        line = replace(line, note=_shorten(best.note or ""))
    ahead = statement.days_ahead
    at = find_instant(best.value)
    if at is not None:
        return replace(line, at=at)
    if ahead is None or best.window is None:
        return line
    return replace(line, ahead=(ahead, best.window.upper))


def _word_qualified(relation: Relation, best: Report) -> str:
    """A text with who made or gave it, and what became of an award: "Ashes by The Larks", "Golden Quill (nominated)"."""
    value = best.value
    if best.author is not None:
        # A song is by somebody; a score or an age is somebody's judgement.
        value = (
            f"{value} by {best.author.name}"
            if relation.name == "theme song"
            else f"{value} ({best.author.name})"
        )
    told = best.note if relation.name == "award" and best.note and len(best.note) <= _MOST_SAID else None
    return f"{value} ({told})" if told else value


def _shorten(note: str) -> str:
    """The first sentence of a note, if it is short: what a date means."""
    first = note.split(". ", 1)[0]
    return first if len(first) <= _MOST_SAID else ""


def _word_beside(statement: Statement, value: str) -> Line:
    """What stands beneath the answer, on one line: "A rumour: early 2025, 29 January 2024"."""
    best = statement.best
    # What a part of a year is called says enough here: "early 2025 (January to March)".
    value = value.split(" (", 1)[0] if best.window is not None else value
    source = f"{word_day(best.published_on)}{word_whose(best)}"
    text = f"{_BESIDE[best.certainty].format(value=value)}, {source}"
    return Line(text, "", best.certainty, spoiler=best.spoiler, strong=(value,), minor=True)


def _word_time(relation: Relation, subject: str, statement: Statement) -> str:
    best = statement.best
    assert best.window is not None, "dates are stored with their bounds"
    official = best.certainty is Certainty.OFFICIAL
    exact = best.window.lower == best.window.upper
    template: str | None = None
    match statement.time:
        case Time.TODAY if find_instant(best.value):
            # On a day that is today in one zone and tomorrow in another.
            template = relation.ahead
        case Time.YESTERDAY if find_instant(best.value):
            template = relation.passed
        case Time.TODAY:
            template = relation.today_officially if official else relation.today
        case Time.YESTERDAY:
            template = relation.yesterday or relation.passed
        case Time.OVER:
            template = relation.passed_officially if official and exact else None
            template = template or relation.passed
        case Time.AHEAD:
            template = relation.ahead
        case Time.FORMER:
            template = relation.former
    if template is None and tells_end(best):
        template = relation.ended
    template = template or relation.sentence
    return template.format(subject=subject, when=word_when(best.value), date=word_date(best.value))


def word_moved(section: Section, *, noted: Collection[int]) -> Paragraph:
    """Whether a date was moved, and from what to what."""
    now = section.statements[0].best
    before = [
        report
        for report in section.earlier
        if report.window is not None and now.window is not None and not refines(now, report)
    ]
    subject = name_subject(section.subject, section.scope)
    statement = section.statements[0]
    if not before or now.window is None:
        text = f"I know of no change: {_word_time(section.relation, subject, statement)}"
        line = _line(text, statement, strong=(word_date(now.value),), noted=noted)
        return Paragraph(word_heading(section), (line,))
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
    return Paragraph(word_heading(section), (replace(line, spoiler=line.spoiler or was.spoiler),))


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
