"""Reports in words: what one says, who says so and when, and the words that answers are joined with.

Owns sentences about one report by itself. Refuses markup, escaping and lengths, which are display's job.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.facts.dates import word_date, word_day, word_when
from bot.facts.model import Certainty, Kind
from bot.facts.relations import RELATIONS
from bot.facts.report import Entity, Report
from bot.facts.scope import WHOLE, Scope, word_scope

_CERTAINTY_WORDS = {
    Certainty.OFFICIAL: "Official",
    Certainty.REPORTED: "Reported",
    Certainty.RUMOURED: "Rumoured",
    Certainty.ESTIMATED: "Estimated",
}


def word_source(report: Report) -> str:
    """Who said it, when and how surely: "Reported 29 January 2024, according to BH Entertainment"."""
    return word_dated(report) + word_whose(report)


def word_whose(report: Report) -> str:
    words = f", according to {report.according_to}" if report.according_to else ""
    if report.publisher and report.publisher != report.according_to:
        words += f" ({report.publisher})"
    if report.confirmed_on is not None:
        words += f"; confirmed by moderators {word_day(report.confirmed_on)}"
    return words


def word_dated(report: Report) -> str:
    """How surely it was said, and when, without who says it: "Reported 29 January 2024"."""
    return f"{_CERTAINTY_WORDS[report.certainty]} {word_day(report.published_on)}"


def word_fact(report: Report) -> str:
    """A report in plain words: "Squid Game season 2 is due in 2024."."""
    relation = RELATIONS[report.relation]
    subject = name_subject(report.subject, report.scope)
    if report.relation == "quote":
        speaker = report.speaker.name if report.speaker else report.subject.name
        return f"{speaker} said: “{report.value}”"
    if report.relation == "meaning" and report.character is not None:
        return f"{report.character.name} ({subject}): {report.value}"
    if report.window is not None:
        ahead = relation.ahead if report.last_said_on < report.window.upper else None
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


def word_article(report: Report) -> str:
    """The article in words: its title, or failing that its id."""
    return report.title or report.article


def name_subject(entity: Entity, scope: Scope = WHOLE) -> str:
    """A work with its season, part or episode: "Squid Game season 2"."""
    return f"{entity.name} {word_scope(scope)}".rstrip()


def join_words(words: Sequence[str], conjunction: str = "and") -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def describe_kind(kind: Kind) -> str:
    """One word for this kind, for a label."""
    return {Kind.WORK: "show", Kind.TOPIC: "subject"}.get(kind, kind.value)
