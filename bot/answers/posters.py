"""The poster that goes with an answer.

Owns which one it is. Refuses posters of people, and one of another season than the answer is about.
"""

from __future__ import annotations

from datetime import date

from bot.answers.answer import Answer, Found
from bot.answers.rank import make_section
from bot.facts.model import Kind
from bot.facts.pictures import is_picture
from bot.facts.relations import RELATIONS
from bot.facts.report import Report
from bot.facts.scope import WHOLE
from bot.store import FactStore

_POSTER = RELATIONS["poster"]


async def find_poster(store: FactStore, answer: Answer, today: date) -> Report | None:
    """The poster of the one work that an answer tells of: of its season, else of the work as a whole."""
    if not isinstance(answer, Found):
        return None
    works = {section.subject.id: section.subject for section in answer.sections if not section.backwards}
    subject = next(iter(works.values()), None)
    if subject is None or len(works) > 1 or subject.kind is not Kind.WORK:
        return None
    reports = await store.find_reports(subject.id, _POSTER.name)
    scopes = {section.scope.without_pieces() for section in answer.sections}
    told = next(iter(scopes)) if len(scopes) == 1 else WHOLE
    for scope in (told, WHOLE):
        of_scope = [report for report in reports if report.scope == scope]
        if of_scope:
            best = make_section(_POSTER, subject, scope, of_scope, today).statements[0].best
            # What a database holds may be older than the hosts that are known.
            return best if is_picture(best.value) else None
    return None
