"""A fact in all the words that it is printed with, so that it is found by them.

Owns joining them, once as a list shows it and once as a card says it. Refuses to choose: nobody reads this text.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import msgspec

from bot.facts.dates import DateError, put_preposition, word_date
from bot.facts.model import Fact
from bot.facts.relations import RELATIONS, Relation, ValueType
from bot.facts.report import Report
from bot.facts.scope import Scope, word_scope


def print_fact(
    subject: str, relation: str, season: int | None, part: int | None, episode: int | None, value: str
) -> str:
    """ "Moon High season 2 filming date Filming 2026-05 May 2026 Moon High season 2 is to be filmed in May 2026." """
    known = RELATIONS.get(relation)
    of_what = f"{subject} {word_scope(Scope(season, part, episode))}".rstrip()
    if known is None:
        return f"{of_what} {relation} {value}"
    words = _word_date(value) if known.value is ValueType.DATE else value
    return " ".join((of_what, relation, known.heading, value, words, *_say(known, of_what, words)))


def print_report(report: Report) -> str:
    """The same of a report, with its article and whom it names besides."""
    scope = report.scope
    printed = print_fact(
        report.subject.name, report.relation, scope.season, scope.part, scope.episode, report.value
    )
    named = (each.name for each in (report.character, report.speaker) if each)
    return " ".join((printed, report.article, report.title or "", *named))


def print_stated(stated: str) -> str:
    """The same of a fact that is kept as JSON, with whom it names besides."""
    fact = msgspec.json.decode(stated, type=Fact)
    subject = fact.work or fact.person or fact.term or ""
    printed = print_fact(subject, fact.relation, fact.season, fact.part, fact.episode, fact.value)
    return " ".join(filter(None, (printed, fact.character, fact.speaker)))


def _say(relation: Relation, subject: str, words: str) -> list[str]:
    """The sentences that an answer may say it with."""
    when = put_preposition(words) if relation.value is ValueType.DATE and words else words
    given = defaultdict(str, subject=subject, values=words, when=when, date=words)
    return [template.format_map(given) for template in (relation.sentence, relation.ahead) if template]


@lru_cache(maxsize=4096)
def _word_date(value: str) -> str:
    try:
        return word_date(value)
    except DateError:
        return value
