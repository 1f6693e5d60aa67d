"""A reload on the command line: what it would change as rows for programs, each with a line for people.

Owns the keys of the rows, which other tools read. Refuses to print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from bot.facts.model import Fact
from bot.facts.scope import word_scope
from bot.moderation.fact_changes import word_change_plainly
from bot.moderation.rehearsal import Rehearsal
from bot.moderation.reload_files import ArticleLook, ReloadLook
from bot.store import LeadingValue

Row = dict[str, object]
Described = tuple[Row | None, str]
"""A row for programs, where there is one, and its line for people."""


def describe_reload(look: ReloadLook) -> Iterator[Described]:
    """What a reload would change, article by article and fact by fact, then names, answers and who would be told.

    Each row says in ``what`` of what it is: "article", "fact", "name", "answer" or "told"; ``before`` and ``after``
    hold the old and the new, null where there is none.
    """
    for article in look.articles:
        yield from _describe_article(article)
    for moved, path in look.plan.moved:
        yield (
            {
                "what": "article",
                "article": moved.slug,
                "before": {"file": moved.path},
                "after": {"file": str(path)},
            },
            (f"moved {moved.slug} to {path}"),
        )
    for names in look.names:
        yield None, f"names {names.path}"
        for key, sign, spellings in (("before", "-", names.gone), ("after", "+", names.come)):
            for name, also in spellings:
                row: Row = {"what": "name", "file": names.path, "before": None, "after": None}
                yield row | {key: {"name": name, "also": also}}, f"  {sign} {also} for {name}"
    yield from _describe_rehearsal(look.rehearsal)
    yield (
        None,
        f"facts: {look.changed} changed, {look.new} new, {look.gone} gone; unchanged files: {look.plan.unchanged}",
    )


def _describe_article(look: ArticleLook) -> Iterator[Described]:
    article = look.article
    done = "added" if look.before is None else "removed" if look.after is None else "changed"
    head = {
        "what": "article",
        "article": article.slug,
        "before": look.before and msgspec.to_builtins(look.before.article),
        "after": look.after and msgspec.to_builtins(look.after.article),
    }
    yield head if head["before"] != head["after"] else None, f"{done} {article.slug}"
    for what, old, new in look.head:
        yield None, f"  {what}: {old or 'nothing'} → {new or 'nothing'}"
    for change in look.facts:
        yield (
            {
                "what": "fact",
                "article": article.slug,
                "before": _describe_fact(change.before),
                "after": _describe_fact(change.after),
            },
            f"  {word_change_plainly(change)}",
        )


def _describe_fact(fact: Fact | None) -> Row | None:
    """A fact with the keys of a facts file."""
    if fact is None:
        return None
    return {key: value for key, value in msgspec.to_builtins(fact).items() if value not in (None, False)}


def _describe_rehearsal(rehearsal: Rehearsal) -> Iterator[Described]:
    for each in rehearsal.changed:
        row: Row = {
            "what": "answer",
            "question": each.expected.question,
            "before": list(each.expected.answer.values),
            "after": list(each.now.values),
        }
        # In words it is a warning, as it is for a load.
        yield row, f"expected answer changes: {' '.join(each.expected.question.split())}"
    for told in rehearsal.told:
        yield (
            None,
            (
                f"told about {told.subject.name}: followers {told.followers}, servers that announce it {told.servers}"
            ),
        )
        for news in told.news:
            before, after = _word_values(news.before), _word_values(news.after)
            row = {
                "what": "told",
                "title": told.subject.name,
                "relation": news.relation.name,
                **{
                    key: value
                    for key, value in msgspec.structs.asdict(news.scope).items()
                    if value is not None
                },
                "before": before,
                "after": after,
                "followers": told.followers,
                "servers": told.servers,
            }
            about = " of ".join(filter(None, (news.relation.name, word_scope(news.scope))))
            yield row, f"  {about}: {', '.join(before) or 'nothing'} → {', '.join(after) or 'nothing'}"
    if rehearsal.answered:
        yield None, f"told the answer that they wait for: {rehearsal.answered}"


def _word_values(values: Sequence[LeadingValue]) -> list[str]:
    return [value.words for value in values]
